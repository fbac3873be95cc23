"""Changes within a year of what the council asks, in and out of the table."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.db.models import F, Max, Q, QuerySet
from django.utils.timezone import localdate

from fardplan.boards.changes import Change, ChangeKind, State
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.version import Decision
from fardplan.store import models
from fardplan.vocabulary.errors import NotFoundError


def changes_of(year: int) -> tuple[Change, ...]:
    """Every change that was proposed in a year, by number; one query."""
    rows = _with_names().filter(year__year=year)
    return tuple(_change(row, year) for row in rows.order_by("number"))


def open_changes() -> tuple[Change, ...]:
    """What has been proposed or collected and not settled, in the years that are open; one query."""
    waiting = (State.PROPOSED.value, State.COLLECTED.value)
    rows = _with_names().filter(state__in=waiting, year__closed_on__isnull=True)
    return tuple(_change(row, row.year.year) for row in rows.order_by("year__year", "number"))


@dataclass(frozen=True, slots=True)
class SettledChange:
    """A change that was approved or declined: when, and by whom."""

    change: Change
    day: date
    by: str


def changes_settled_since(
    day: date, person: str, organisations: Collection[str]
) -> tuple[SettledChange, ...]:
    """What others approved or declined since a day of what a person proposed, or was proposed for some
    organisations; the latest first. One query.
    """
    settled = (State.APPROVED.value, State.DECLINED.value)
    theirs = Q(by=person) | Q(proposed_for__key__in=organisations)
    rows = _with_names().filter(theirs, state__in=settled, updated_at__date__gte=day)
    found = rows.exclude(updated_by=person).order_by("-updated_at")
    return tuple(
        SettledChange(_change(row, row.year.year), localdate(row.updated_at), row.updated_by) for row in found
    )


def _with_names() -> QuerySet[models.ChangeRequest]:
    return models.ChangeRequest.objects.select_related(
        "year", "council", "organisation", "proposed_for", "decision"
    )


def _change(row: models.ChangeRequest, year: int) -> Change:
    decision = row.decision
    return Change(
        row.number,
        year,
        row.council.key,
        ChangeKind(row.kind),
        row.before,
        row.after,
        row.why,
        row.by,
        row.proposed,
        organisation=row.organisation.key if row.organisation else None,
        proposed_for=row.proposed_for.key if row.proposed_for else None,
        state=State(row.state),
        decision=Decision(
            body=decision.body, date=decision.date, paragraph=decision.paragraph, dnr=decision.dnr
        )
        if decision
        else None,
        effect=row.effective,
        revision=row.revision,
        simulated=row.origin == "simulated",
        declined_why=row.declined_why,
    )


def add_change(change: Change, *, origin: str = "entered") -> Change:
    """Keep a proposed change under the year's next number; gives it with that."""
    highest = models.ChangeRequest.objects.filter(year__year=change.year).aggregate(highest=Max("number"))
    numbered = replace(change, number=(highest["highest"] or 0) + 1)
    boards = dict(models.Organisation.objects.values_list("key", "pk"))
    moment = datetime.now(UTC)
    models.ChangeRequest.objects.create(
        year=models.CycleYear.objects.get(year=change.year),
        number=numbered.number,
        kind=change.kind.value,
        council=models.CouncilItem.objects.get(year__year=change.year, key=change.item),
        organisation_id=boards[change.organisation] if change.organisation else None,
        before=change.before,
        after=change.after,
        why=change.why,
        proposed_for_id=boards[change.proposed_for] if change.proposed_for else None,
        proposed=change.proposed,
        state=change.state.value,
        by=change.by,
        at=moment,
        updated_by=change.by,
        updated_at=moment,
        origin=origin,
    )
    return numbered


def change_numbered(year: int, number: int) -> Change:
    """One change. Raises `NotFoundError` with the numbers there are."""
    every = {change.number: change for change in changes_of(year)}
    if number not in every:
        raise NotFoundError(
            Sentence("there is no change number {number} in {year}", number=number, year=year),
            instead=there_is(str(one) for one in every),
            outcome=Sentence("Nothing was changed."),
        )
    return every[number]


def move_changes(changes: Iterable[Change], *, by: str, decision: int | None = None) -> None:
    """Save where changes stand now, with the number of the decision that settled them where there is one.

    Raises `NotFoundError` where one of them was moved by somebody else in between.
    """
    moment = datetime.now(UTC)
    for change in changes:
        moved = models.ChangeRequest.objects.filter(
            year__year=change.year, number=change.number, revision=change.revision
        ).update(
            state=change.state.value,
            effective=change.effect,
            declined_why=change.declined_why,
            decision_id=decision,
            revision=F("revision") + 1,
            updated_by=by,
            updated_at=moment,
        )
        if not moved:
            raise NotFoundError(
                Sentence("change number {number} is no longer as it was read", number=change.number),
                instead=Sentence("Load the page again."),
                outcome=Sentence("Nothing was changed."),
            )


def settle_new(year: int, keys: Iterable[str], *, active: bool) -> None:
    """What changes add is there once they are approved, and withdrawn where they are not."""
    models.CouncilItem.objects.filter(year__year=year, key__in=set(keys)).update(
        state="active" if active else "withdrawn"
    )


def days_of_effect(year: int) -> tuple[date, ...]:
    """The days on which what the council asks became another, by approved changes."""
    found = models.ChangeRequest.objects.filter(year__year=year, state=State.APPROVED.value)
    return tuple(sorted({day for day in found.values_list("effective", flat=True) if day}))
