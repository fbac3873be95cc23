"""What has happened with what organisations hand in, over all of them: read for a person's own page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from fardplan.boards.mastery import KEPT_ELSEWHERE
from fardplan.boards.steps import Move, State
from fardplan.store import models
from fardplan.store.organisations import KnownOrganisation, known_organisation


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that an organisation has handed in and that waits for others."""

    year: int
    step: str
    title: str
    title_en: str | None
    organisation: KnownOrganisation
    state: State
    meeting: date | None


def waiting_for_others() -> tuple[Waiting, ...]:
    """What is ready for approval, or approved and not decided, in the years that are open. One query.

    Without what another system keeps: it is approved and decided there.
    """
    masters = models.PlanMaster.objects.filter(year=OuterRef("step__year"), ended_on__isnull=True)
    elsewhere = masters.filter(Q(organisation__isnull=True) | Q(organisation=OuterRef("organisation")))
    rows = (
        models.Submission.objects.filter(
            state__in=(State.READY, State.APPROVED), step__year__closed_on__isnull=True
        )
        .exclude(Exists(elsewhere), step__kind__in=KEPT_ELSEWHERE)
        .select_related("step__year", "organisation__parent")
    )
    return tuple(
        Waiting(
            row.step.year.year,
            row.step.key,
            row.step.name_sv,
            row.step.name_en,
            known_organisation(row.organisation),
            State(row.state),
            row.meeting,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """Somebody moved what an organisation hands in at a step."""

    day: date
    by: str
    move: str
    year: int
    step: str
    title: str
    title_en: str | None
    organisation: KnownOrganisation
    comment: str | None


TOLD = (Move.MARK_READY, Move.APPROVE, Move.RETURN, Move.DECIDE, Move.REOPEN, Move.END, "take_in")
"""The moves that others are told of."""


def moves_since(
    day: date, person: str, organisations: Collection[str] | None, *, limit: int = 20
) -> tuple[Happened, ...]:
    """What others than a person did since a day with what organisations hand in, the latest first.

    None as organisations asks about all of them. One query.
    """
    rows = models.SubmissionEvent.objects.filter(day__gte=day, move__in=TOLD).exclude(by=person)
    if organisations is not None:
        rows = rows.filter(submission__organisation__key__in=organisations)
    joined = rows.select_related("submission__step__year", "submission__organisation__parent")
    return tuple(
        Happened(
            row.day,
            row.by,
            row.move,
            row.submission.step.year.year,
            row.submission.step.key,
            row.submission.step.name_sv,
            row.submission.step.name_en,
            known_organisation(row.submission.organisation),
            row.comment,
        )
        for row in joined.order_by("-day", "-pk")[:limit]
    )
