"""What organisations tell at follow-ups, in and out of the tables; every wording is kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from fardplan.boards.follow_up import ActivityState, Told, plain_told, read_told
from fardplan.boards.subjects import COUNCIL, PLAN
from fardplan.roadmap.assessing import Judgement
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision, taken
from fardplan.store.years import KnownStep


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """What an organisation has told of one thing at a step; `number` is its row's.

    `ref` names the thing as `boards.subjects` does. `evidence` says which published figure the outcome was
    taken from.
    """

    number: int
    year: int
    step: str
    organisation: str
    ref: str
    told: Told
    ready: bool
    revision: int
    ready_by: str | None = None
    written_by: str | None = None
    written_at: datetime | None = None
    evidence: Mapping[str, Any] | None = None
    origin: str = "entered"


@dataclass(frozen=True, slots=True)
class Beside:
    """A wording that somebody wrote while another stood there already; it was kept beside that one."""

    follow_up: int
    told: Told
    by: str
    at: datetime
    beside: int


def follow_ups(
    year: int, *, step: str | None = None, organisations: Collection[str] | None = None
) -> tuple[FollowedUp, ...]:
    """What has been told at the steps of a year, in order of steps. One query."""
    rows = models.FollowUp.objects.filter(step__year__year=year)
    if step is not None:
        rows = rows.filter(step__key=step)
    if organisations is not None:
        rows = rows.filter(organisation__key__in=organisations)
    return _read(rows.order_by("step__position", "pk"))


def follow_ups_of(items: Collection[str]) -> tuple[FollowedUp, ...]:
    """What has been told of some things in plans, of any year, in order of time. One query."""
    rows = models.FollowUp.objects.filter(item_id__in=[int(key) for key in items])
    return _read(rows.order_by("step__year__year", "step__position", "pk"))


class _Row(NamedTuple):
    """What is read of a row; the names are those of the columns."""

    pk: int
    step__year__year: int
    step__key: str
    organisation__key: str
    council__key: str | None
    item_id: int | None
    text: str
    outcome: float | None
    outcome_women: float | None
    outcome_men: float | None
    judgement: str | None
    missing_why: str
    activity: str | None
    new_end: date | None
    stopped_why: str
    ready: bool
    revision: int
    ready_by: str | None
    written_by: str | None
    written_at: datetime | None
    prefilled: Mapping[str, Any] | None
    origin: str


def _read(rows: Any) -> tuple[FollowedUp, ...]:
    # Of a year there are thousands: no model of year, step and organisation is made for each.
    return tuple(_followed_up(_Row(*found)) for found in rows.values_list(*_Row._fields))


def _read_from(row: models.FollowUp) -> FollowedUp:
    """From a model with its step, year, organisation and council item."""
    known = {"step__year__year": row.step.year.year, "step__key": row.step.key}
    known |= {"organisation__key": row.organisation.key, "council__key": row.council and row.council.key}
    columns: list[Any] = [known[name] if name in known else getattr(row, name) for name in _Row._fields]
    return _followed_up(_Row(*columns))


def _followed_up(row: _Row) -> FollowedUp:
    return FollowedUp(
        row.pk,
        row.step__year__year,
        row.step__key,
        row.organisation__key,
        f"{COUNCIL}{row.council__key}" if row.council__key else f"{PLAN}{row.item_id}",
        Told(
            row.text,
            row.outcome,
            row.outcome_women,
            row.outcome_men,
            Judgement(row.judgement) if row.judgement else None,
            row.missing_why,
            ActivityState(row.activity) if row.activity else None,
            row.new_end,
            row.stopped_why,
        ),
        row.ready,
        row.revision,
        row.ready_by,
        row.written_by,
        row.written_at,
        row.prefilled,
        row.origin,
    )


def besides(numbers: Iterable[int]) -> tuple[Beside, ...]:
    """The wordings kept beside those that stand, of some follow-ups, in the order they were written.

    One query. A wording whose author has saved since is no longer told: they have seen the other.
    """
    rows = models.FollowUpRevision.objects.filter(follow_up_id__in=set(numbers)).order_by("id")
    found: dict[tuple[int, str], Beside] = {}
    for row in rows:
        if row.beside is None:
            found.pop((row.follow_up_id, row.by), None)
        else:
            found[row.follow_up_id, row.by] = Beside(
                row.follow_up_id, read_told(row.content), row.by, row.at, row.beside
            )
    return tuple(found.values())


def wording(follow_up: int, revision: int) -> Told | None:
    """What a follow-up said after a save; None where it was never saved so often."""
    row = models.FollowUpRevision.objects.filter(
        follow_up_id=follow_up, revision=revision, beside__isnull=True
    ).first()
    return read_told(row.content) if row else None


def locked_follow_up(step: KnownStep, organisation: str, ref: str) -> FollowedUp | None:
    """What is told of a thing, held until the transaction ends; None where nobody has told of it."""
    of_what = (
        Q(council__key=ref.removeprefix(COUNCIL))
        if ref.startswith(COUNCIL)
        else Q(item_id=int(ref.removeprefix(PLAN)))
    )
    row = (
        models.FollowUp.objects.select_for_update(of=("self",))
        .filter(of_what, step_id=step.number, organisation__key=organisation)
        .select_related("step__year", "organisation", "council")
        .first()
    )
    return _read_from(row) if row else None


def save_follow_up(
    step: KnownStep,
    organisation: str,
    ref: str,
    told: Told,
    *,
    was: FollowedUp | None,
    ready: bool,
    by: str,
    day: date,
    evidence: Mapping[str, Any] | None = None,
    origin: str = "entered",
) -> FollowedUp:
    """Save what is told of a thing on top of what `was` there, and keep the wording."""
    at = datetime.now(UTC)
    columns = {
        **_columns(told),
        "ready": ready,
        "ready_by": by if ready else None,
        "written_by": by,
        "written_at": at,
        "prefilled": evidence,
        "updated_by": by,
        "updated_at": at,
        "revision": (was.revision if was else 0) + 1,
    }
    if was is None:
        row = models.FollowUp.objects.create(
            step_id=step.number,
            organisation=models.Organisation.objects.get(key=organisation),
            origin=origin,
            **_of_what(step, ref),
            **columns,
        )
        number = row.pk
    else:
        number = was.number
        models.FollowUp.objects.filter(pk=number).update(**columns)
    _keep(number, told, columns["revision"], ready=ready, by=by, day=day, at=at)
    ready_by, revision = columns["ready_by"], columns["revision"]
    return FollowedUp(
        number, step.year, step.days.key, organisation, ref, told, ready, revision, ready_by, by, at, evidence
    )


def _of_what(step: KnownStep, ref: str) -> dict[str, Any]:
    if ref.startswith(COUNCIL):
        key = ref.removeprefix(COUNCIL)
        return {"council": models.CouncilItem.objects.get(year__year=step.year, key=key)}
    return {"item_id": int(ref.removeprefix(PLAN))}


def _columns(told: Told) -> dict[str, Any]:
    return {
        "text": told.text,
        "outcome": told.outcome,
        "outcome_women": told.women,
        "outcome_men": told.men,
        "judgement": told.judgement,
        "missing_why": told.missing_why,
        "activity": told.activity,
        "new_end": told.new_end,
        "stopped_why": told.stopped_why,
    }


def keep_beside(was: FollowedUp, told: Told, *, by: str, day: date) -> None:
    """Keep what somebody wrote while another wording stood there; that one stays."""
    models.FollowUpRevision.objects.create(
        follow_up_id=was.number,
        revision=was.revision,
        content=plain_told(told),
        beside=was.revision,
        by=by,
        day=day,
        at=datetime.now(UTC),
    )


def _keep(number: int, told: Told, revision: int, *, ready: bool, by: str, day: date, at: datetime) -> None:
    models.FollowUpRevision.objects.create(
        follow_up_id=number,
        revision=revision,
        content={**plain_told(told), "ready": ready},
        by=by,
        day=day,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A value that a decision corrected; both stay to be read. `step` is where it had been told."""

    organisation: str
    subject: str
    field: str
    before: Any
    after: Any
    why: str
    decision: TakenDecision
    by: str
    day: date
    step: str


def add_correction(year: int, corrected: Corrected) -> None:
    models.Correction.objects.create(
        year=models.CycleYear.objects.get(year=year),
        organisation=models.Organisation.objects.get(key=corrected.organisation),
        subject=corrected.subject,
        field=corrected.field,
        before=corrected.before,
        after=corrected.after,
        why=corrected.why,
        decision_id=corrected.decision.number,
        by=corrected.by,
        day=corrected.day,
        at=datetime.now(UTC),
    )


def corrections(year: int, organisations: Collection[str] | None = None) -> tuple[Corrected, ...]:
    """What decisions have corrected in a year, in order. Two queries, one where there is nothing."""
    rows = models.Correction.objects.filter(year__year=year)
    if organisations is not None:
        rows = rows.filter(organisation__key__in=organisations)
    found = list(rows.select_related("organisation", "decision__organisation"))
    told = models.FollowUp.objects.filter(pk__in=[_number(row.subject) for row in found])
    steps = dict(told.values_list("pk", "step__key")) if found else {}
    return tuple(
        Corrected(
            row.organisation.key,
            row.subject,
            row.field,
            row.before,
            row.after,
            row.why,
            taken(row.decision),
            row.by,
            row.day,
            steps[_number(row.subject)],
        )
        for row in found
    )


def _number(subject: str) -> int:
    """The row's number of a follow-up that was corrected: 7 of `follow_up 7`."""
    return int(subject.rpartition(" ")[2])


@dataclass(frozen=True, slots=True)
class News:
    """Somebody wrote of a thing; `beside`: what they wrote was kept beside what stood there."""

    year: int
    step: str
    organisation: str
    ref: str
    title: str
    by: str
    at: datetime
    beside: bool


def written_since(
    since: datetime,
    sheets: Collection[tuple[int, str, str]],
    *,
    but: str,
    people: Collection[int] | None = None,
) -> tuple[News, ...]:
    """What anybody but one person wrote since a moment in some sheets, the latest of each thing. One query.

    With `people`, only of what they answer for by name.
    """
    if not sheets:
        return ()
    of_sheets = Q()
    for year, step, organisation in sheets:
        of_sheets |= Q(
            follow_up__step__year__year=year,
            follow_up__step__key=step,
            follow_up__organisation__key=organisation,
        )
    rows = (
        models.FollowUpRevision.objects.filter(of_sheets, at__gt=since)
        .exclude(by=but)
        .select_related(
            "follow_up__step__year", "follow_up__organisation", "follow_up__council", "follow_up__item"
        )
        .order_by("at", "pk")
    )
    if people is not None:
        rows = rows.filter(follow_up__item__responsible_id__in=people)
    found = {}
    for row in rows:
        told = _read_from(row.follow_up)
        council, item = row.follow_up.council, row.follow_up.item
        title = council.text_sv if council else item.text if item else ""
        found[row.follow_up_id] = News(
            told.year, told.step, told.organisation, told.ref, title, row.by, row.at, row.beside is not None
        )
    return tuple(found.values())
