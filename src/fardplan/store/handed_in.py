"""Many submissions and follow-ups at once, for a year that is brought in as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any

from fardplan.boards.follow_up import Told
from fardplan.boards.steps import Move, State
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision
from fardplan.store.years import steps_of

NOON = time(10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KeptMove:
    """A move of what is handed in, with the decision that it rests on where it rests on one."""

    move: Move
    start: State
    end: State
    by: str
    day: date
    comment: str | None = None
    decision: TakenDecision | None = None


@dataclass(frozen=True, slots=True)
class KeptSubmission:
    """What an organisation hands in at a step of a year, with all its moves."""

    year: int
    step: str
    organisation: str
    meeting: date | None
    moves: tuple[KeptMove, ...]

    @property
    def state(self) -> State:
        return self.moves[-1].end if self.moves else State.NOT_BEGUN


@dataclass(frozen=True, slots=True)
class KeptFollowUp:
    """What was told of a thing: `item` is its number in a plan, or `council` the key of the council's."""

    year: int
    step: str
    organisation: str
    item: int | None
    council: str | None
    told: Told
    ready: bool
    by: str
    day: date


def keep_submissions(submissions: Sequence[KeptSubmission], *, origin: str, by: str) -> None:
    """Keep what organisations handed in, with every move and decision, in a few queries."""
    steps, boards = _steps(), _boards()
    decided = [move.decision for item in submissions for move in item.moves if move.decision]
    decisions = _decisions(decided, boards, origin=origin, by=by)
    rows = [
        models.Submission(
            step_id=steps[item.year, item.step],
            organisation_id=boards[item.organisation],
            state=item.state,
            meeting=item.meeting,
            decision_id=decisions.get(id(item.moves[-1].decision)) if item.moves else None,
            origin=origin,
            revision=0,
            updated_by=item.moves[-1].by if item.moves else by,
            updated_at=_at(item.moves[-1].day) if item.moves else datetime.now(UTC),
        )
        for item in submissions
    ]
    models.Submission.objects.bulk_create(rows, batch_size=500)
    models.SubmissionEvent.objects.bulk_create(
        [
            models.SubmissionEvent(
                submission_id=row.pk,
                move=move.move,
                from_state=move.start,
                to_state=move.end,
                comment=move.comment,
                decision_id=decisions.get(id(move.decision)),
                by=move.by,
                day=move.day,
                at=_at(move.day),
            )
            for row, item in zip(rows, submissions, strict=True)
            for move in item.moves
        ],
        batch_size=500,
    )


def keep_follow_ups(follow_ups: Sequence[KeptFollowUp], *, origin: str) -> None:
    """Keep what was told, each with its first revision, in a few queries."""
    steps, boards = _steps(), _boards()
    council = _council({item.year for item in follow_ups})
    rows = [
        models.FollowUp(
            step_id=steps[item.year, item.step],
            organisation_id=boards[item.organisation],
            item_id=item.item,
            council_id=council[item.year, item.council] if item.council else None,
            ready=item.ready,
            ready_by=item.by if item.ready else None,
            written_by=item.by,
            written_at=_at(item.day),
            origin=origin,
            updated_by=item.by,
            updated_at=_at(item.day),
            **_columns(item.told),
        )
        for item in follow_ups
    ]
    models.FollowUp.objects.bulk_create(rows, batch_size=500)
    models.FollowUpRevision.objects.bulk_create(
        [
            models.FollowUpRevision(
                follow_up_id=row.pk,
                revision=1,
                content=_content(item.told) | {"ready": item.ready},
                by=item.by,
                day=item.day,
                at=_at(item.day),
            )
            for row, item in zip(rows, follow_ups, strict=True)
        ],
        batch_size=500,
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, NOON)


def _steps() -> Mapping[tuple[int, str], int]:
    return {(item.year, item.days.key): item.number for item in steps_of()}


def _boards() -> Mapping[str, int]:
    return dict(models.Organisation.objects.values_list("key", "pk"))


def _council(years: Collection[int]) -> Mapping[tuple[int, str], int]:
    found = models.CouncilItem.objects.filter(year__year__in=years)
    return {(year, key): pk for year, key, pk in found.values_list("year__year", "key", "pk")}


def _decisions(
    decisions: Iterable[TakenDecision], boards: Mapping[str, int], *, origin: str, by: str
) -> Mapping[int, int]:
    """Keep decisions; their numbers by the identity of the object that told of them."""
    told = list(decisions)
    rows = [
        models.DecisionRecord(
            body=item.body,
            organisation_id=boards[item.organisation] if item.organisation else None,
            date=item.day,
            paragraph=item.paragraph,
            dnr=item.dnr,
            text=item.text,
            recorded_by=item.recorded_by or by,
            recorded_at=_at(item.day),
            origin=origin,
        )
        for item in told
    ]
    models.DecisionRecord.objects.bulk_create(rows, batch_size=500)
    return {id(item): row.pk for item, row in zip(told, rows, strict=True)}


def _columns(told: Told) -> dict[str, Any]:
    return {
        "outcome": told.outcome,
        "outcome_women": told.women,
        "outcome_men": told.men,
        "judgement": told.judgement,
        "activity": told.activity,
        "new_end": told.new_end,
        "text": told.text,
        "missing_why": told.missing_why,
        "stopped_why": told.stopped_why,
    }


def _content(told: Told) -> dict[str, Any]:
    values = {item.name: getattr(told, item.name) for item in fields(told)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
