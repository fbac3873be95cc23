"""Kept candidates in and out of the tables: the row as it stands, and every wording it has had."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.workbench.kept import CandidateState, CandidateWording, KeptCandidate
from fardplan.store import models
from fardplan.vocabulary.errors import NotFoundError


def candidates_of(milestones: Iterable[str]) -> tuple[KeptCandidate, ...]:
    """The candidates of some milestones, the newest first, in one query."""
    return tuple(map(_kept, models.Candidate.objects.filter(milestone__in=list(milestones))))


def candidate_numbered(number: int) -> KeptCandidate:
    """One candidate. Raises `NotFoundError` where there is none of that number."""
    row = models.Candidate.objects.filter(pk=number).first()
    if row is None:
        raise NotFoundError(Sentence("there is no kept candidate {number}", number=number))
    return _kept(row)


def candidates_counted() -> dict[str, Counter[CandidateState]]:
    """How many candidates each milestone has in each state, in one query."""
    found: dict[str, Counter[CandidateState]] = {}
    rows = models.Candidate.objects.order_by().values_list("milestone", "state")
    for milestone, state, count in rows.annotate(Count("id")):
        found.setdefault(milestone, Counter())[CandidateState(state)] = count
    return found


def add_candidate(
    *,
    milestone: str,
    indicator: str,
    name: str,
    level: float,
    year: int,
    reasons: str,
    answers: Mapping[str, Any],
    based_on: int,
    day: date,
    by: str,
    origin: str = "entered",
) -> KeptCandidate:
    now = datetime.now(UTC)
    row = models.Candidate.objects.create(
        milestone=milestone,
        indicator=indicator,
        name=name,
        level=level,
        year=year,
        reasons=reasons,
        state=CandidateState.KEPT,
        answers=answers,
        based_on=based_on,
        day=day,
        by=by,
        at=now,
        updated_by=by,
        updated_at=now,
        origin=origin,
    )
    _keep_wording(row, day, by, now)
    return _kept(row)


def change_candidate(
    number: int,
    *,
    revision: int,
    name: str,
    reasons: str,
    state: CandidateState,
    day: date,
    by: str,
    case: int | None = None,
    answers: Mapping[str, Any] | None = None,
) -> bool:
    """Save a candidate that was read at `revision`; False when somebody has saved it since.

    New `answers` take the place of those before, which stay with the wording that they were kept with.
    """
    now = datetime.now(UTC)
    changes: dict[str, Any] = {"name": name, "reasons": reasons, "state": state}
    changes |= {"revision": revision + 1, "updated_by": by, "updated_at": now}
    changes |= {} if case is None else {"case_id": case}
    changes |= {} if answers is None else {"answers": answers}
    if not models.Candidate.objects.filter(pk=number, revision=revision).update(**changes):
        return False
    _keep_wording(models.Candidate.objects.get(pk=number), day, by, now)
    return True


def wordings_of(number: int) -> tuple[CandidateWording, ...]:
    """Every wording of a candidate, the first one first."""
    rows = models.CandidateRevision.objects.filter(candidate_id=number)
    return tuple(
        CandidateWording(
            revision=row.revision,
            name=row.content["name"],
            reasons=row.content["reasons"],
            state=CandidateState(row.content["state"]),
            day=row.day,
            by=row.by,
        )
        for row in rows
    )


def _keep_wording(row: models.Candidate, day: date, by: str, now: datetime) -> None:
    models.CandidateRevision.objects.create(
        candidate=row,
        revision=row.revision,
        content={"name": row.name, "reasons": row.reasons, "state": row.state, "answers": row.answers},
        day=day,
        by=by,
        at=now,
    )


def _kept(row: models.Candidate) -> KeptCandidate:
    return KeptCandidate(
        number=row.pk,
        milestone=row.milestone,
        indicator=row.indicator,
        name=row.name,
        level=row.level,
        year=row.year,
        reasons=row.reasons,
        state=CandidateState(row.state),
        answers=row.answers,
        day=row.day,
        based_on=row.based_on,
        case=row.case_id,
        by=row.by,
        revision=row.revision,
        updated_by=row.updated_by,
        origin=row.origin,
    )
