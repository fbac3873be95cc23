"""Years of steering, their steps, and what organisations hand in: in and out of the tables."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.db.models import F

from fardplan.boards.cycle import StepDays, StepKind
from fardplan.boards.steps import Move, State
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision, decisions_of, taken
from fardplan.store.kept import Rests, kept
from fardplan.vocabulary.errors import EditConflict, FieldConflict, NotFoundError
from fardplan.vocabulary.text import Text

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A year: from when it may be closed, which kinds of organisation hand in, who opened and closed it."""

    year: int
    closes: date
    opened_on: date
    opened_by: str
    takes_part: tuple[str, ...] = ()
    closed_on: date | None = None
    closed_by: str | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


@dataclass(frozen=True, slots=True)
class KnownStep:
    """A step of a year with its row's number and its days."""

    number: int
    year: int
    days: StepDays


@dataclass(frozen=True, slots=True)
class Submitted:
    """What an organisation hands in at a step; `number` is its row's, 0 before anybody has written."""

    year: int
    step: str
    organisation: str
    state: State = State.NOT_BEGUN
    number: int = 0
    meeting: date | None = None
    text: str = ""
    late: bool = False
    taken_in_until: date | None = None
    taken_in_why: str | None = None
    taken_in_by: str | None = None
    decision: TakenDecision | None = None
    revision: int = 0
    updated_by: str = ""
    updated_at: datetime | None = None
    origin: str = "entered"


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody moved what is handed in; `decision` is what it rests on, `comment` what they said."""

    move: str
    start: State
    end: State
    by: str
    day: date
    comment: str | None = None
    decision: TakenDecision | None = None


@kept(Rests.FRAME)
def years() -> tuple[KnownYear, ...]:
    """Every year there is, the latest first. One query."""
    return tuple(_year(row) for row in models.CycleYear.objects.all())


def year_of(number: int) -> KnownYear:
    """Raises `NotFoundError` with the years there are."""
    found = {item.year: item for item in years()}
    if number not in found:
        raise NotFoundError(
            Sentence("the year {number} has not been opened", number=number),
            instead=there_is(str(year) for year in found)
            if found
            else Sentence("No year has been opened yet."),
        )
    return found[number]


def _year(row: models.CycleYear) -> KnownYear:
    return KnownYear(
        row.year,
        row.closes,
        row.opened_on,
        row.opened_by,
        tuple(row.takes_part),
        row.closed_on,
        row.closed_by,
    )


def add_year(
    year: int,
    *,
    template: str,
    takes_part: Iterable[str],
    closes: date,
    steps: Iterable[StepDays],
    by: str,
    day: date,
) -> None:
    """Open a year with its steps."""
    row = models.CycleYear.objects.create(
        year=year,
        template=template,
        takes_part=list(takes_part),
        closes=closes,
        opened_by=by,
        opened_at=datetime.now(UTC),
        opened_on=day,
    )
    models.CycleStep.objects.bulk_create(
        models.CycleStep(year=row, key=step.key, position=position, **_days(step))
        for position, step in enumerate(steps)
    )


def _days(step: StepDays) -> dict[str, object]:
    return {
        "kind": step.kind,
        "name_sv": step.name.sv,
        "name_en": step.name.en,
        "per": step.per,
        "opens": step.opens,
        "ready_by": step.ready_by,
        "decided_from": step.decided_from,
        "decided_by": step.decided_by,
        "days_before_meeting": step.days_before_meeting,
    }


def close_year(year: int, *, by: str, day: date) -> None:
    models.CycleYear.objects.filter(year=year).update(
        state=CLOSED, closed_by=by, closed_on=day, closed_at=datetime.now(UTC)
    )


def reopen_year(year: int) -> None:
    """A year that was closed is open again, as if it had never been closed: the log tells that it was."""
    models.CycleYear.objects.filter(year=year).update(
        state=OPEN, closed_by=None, closed_on=None, closed_at=None
    )


def change_days(year: int, step: StepDays) -> None:
    """Set a step's days anew. Raises `NotFoundError` where the year has no such step."""
    columns = {name: value for name, value in _days(step).items() if name not in ("name_sv", "name_en")}
    if not models.CycleStep.objects.filter(year__year=year, key=step.key).update(**columns):
        raise NotFoundError(
            Sentence("the year {year} has no step '{key}'", year=year, key=step.key),
            outcome=Sentence("Nothing was changed."),
        )


@kept(Rests.FRAME)
def steps_of(*numbers: int) -> tuple[KnownStep, ...]:
    """The steps of some years, or of all where none is named, in order. One query."""
    rows = models.CycleStep.objects.annotate(of=F("year__year")).order_by("of", "position")
    if numbers:
        rows = rows.filter(of__in=numbers)
    return tuple(_step(row, row.of) for row in rows)


def step_of(year: int, key: str) -> KnownStep:
    """Raises `NotFoundError` with the steps there are."""
    found = {item.days.key: item for item in steps_of(year)}
    if key not in found:
        raise NotFoundError(
            Sentence("the year {year} has no step '{key}'", year=year, key=key),
            instead=there_is(item.days.name.sv for item in found.values())
            if found
            else Sentence("The year has not been opened."),
        )
    return found[key]


def _step(row: models.CycleStep, year: int) -> KnownStep:
    return KnownStep(
        row.pk,
        year,
        StepDays(
            row.key,
            Text(sv=row.name_sv, en=row.name_en),
            StepKind(row.kind),
            row.per,
            row.opens,
            row.ready_by,
            row.decided_from,
            row.decided_by,
            row.days_before_meeting,
        ),
    )


def submissions(
    year: int, *, step: str | None = None, organisations: Iterable[str] | None = None
) -> tuple[Submitted, ...]:
    """What has been handed in, or begun, in a year. One query, one more for decisions."""
    return submissions_by_year([year], step=step, organisations=organisations)[year]


def submissions_by_year(
    years: Collection[int], *, step: str | None = None, organisations: Iterable[str] | None = None
) -> Mapping[int, tuple[Submitted, ...]]:
    """What has been handed in, or begun, in each of some years. One query, one more for decisions."""
    rows = models.Submission.objects.filter(step__year__year__in=set(years))
    if step is not None:
        rows = rows.filter(step__key=step)
    if organisations is not None:
        rows = rows.filter(organisation__key__in=set(organisations))
    # Of a year there are hundreds: no model of year, step and organisation is made for each.
    named = rows.annotate(of=F("step__year__year"), at=F("step__key"), whose=F("organisation__key"))
    found = list(named)
    decisions = decisions_of(frozenset(row.decision_id for row in found if row.decision_id))
    submitted = [_submitted(row, row.of, row.at, row.whose, decisions) for row in found]
    return {year: tuple(item for item in submitted if item.year == year) for year in years}


def submission(year: int, step: str, organisation: str) -> Submitted:
    """What an organisation hands in at a step; a blank one before anybody has written."""
    found = submissions(year, step=step, organisations=[organisation])
    return found[0] if found else Submitted(year, step, organisation)


def _submitted(
    row: models.Submission, year: int, step: str, organisation: str, decisions: Mapping[int, TakenDecision]
) -> Submitted:
    return Submitted(
        year,
        step,
        organisation,
        State(row.state),
        row.pk,
        row.meeting,
        row.text,
        row.late,
        row.taken_in_until,
        row.taken_in_why,
        row.taken_in_by,
        decisions[row.decision_id] if row.decision_id else None,
        row.revision,
        row.updated_by,
        row.updated_at,
        row.origin,
    )


def locked_submission(step: KnownStep, organisation: str, *, by: str) -> Submitted:
    """What an organisation hands in at a step, held until the transaction ends; made where it is not there.

    Every change of a submission begins here, so that two who move it at once come one after the other.
    """
    models.Submission.objects.get_or_create(
        step_id=step.number,
        organisation=models.Organisation.objects.get(key=organisation),
        defaults={
            "state": State.NOT_BEGUN,
            "revision": 0,
            "updated_by": by,
            "updated_at": datetime.now(UTC),
        },
    )
    held = models.Submission.objects.select_for_update(of=("self",))
    row = held.get(step_id=step.number, organisation__key=organisation)
    decisions = decisions_of(frozenset([row.decision_id] if row.decision_id else []))
    return _submitted(row, step.year, step.days.key, organisation, decisions)


def move_submission(
    now: Submitted,
    move: Move | str,
    state: State,
    *,
    by: str,
    day: date,
    comment: str | None = None,
    decision: int | None = None,
    **changes: object,
) -> None:
    """Bring a submission to a state, with other `changes` of its columns, and record the event."""
    if move == Move.DECIDE:
        changes["decision_id"] = decision
    models.Submission.objects.filter(pk=now.number).update(
        state=state, updated_by=by, updated_at=datetime.now(UTC), **changes
    )
    models.SubmissionEvent.objects.create(
        submission_id=now.number,
        move=move,
        from_state=now.state,
        to_state=state,
        comment=comment,
        decision_id=decision,
        by=by,
        day=day,
        at=datetime.now(UTC),
    )


def set_meeting(now: Submitted, meeting: date | None, *, by: str) -> None:
    models.Submission.objects.filter(pk=now.number).update(
        meeting=meeting, updated_by=by, updated_at=datetime.now(UTC)
    )


def save_text(now: Submitted, text: str, *, revision: int, by: str, day: date) -> Submitted:
    """Save what a submission says as a whole, made from `revision`.

    Raises `EditConflict` with both texts where another has saved since; the text is kept all the same.
    """
    if revision != now.revision and text != now.text:
        base = models.SubmissionText.objects.filter(submission_id=now.number, revision=revision).first()
        raise EditConflict(
            Sentence("{updated_by} has saved this text since you opened it", updated_by=now.updated_by),
            fields=(FieldConflict("text", base.text if base else "", now.text, text),),
            revision=now.revision,
            by=now.updated_by,
        )
    at = datetime.now(UTC)
    models.Submission.objects.filter(pk=now.number).update(
        text=text, revision=now.revision + 1, updated_by=by, updated_at=at
    )
    models.SubmissionText.objects.create(
        submission_id=now.number, revision=now.revision + 1, text=text, by=by, day=day, at=at
    )
    return replace(now, text=text, revision=now.revision + 1, updated_by=by, updated_at=at)


def events_of(submission: int) -> tuple[Event, ...]:
    """What has happened with a submission, in order. One query."""
    rows = models.SubmissionEvent.objects.filter(submission_id=submission)
    return tuple(_event(row) for row in rows.select_related("decision__organisation"))


def _event(row: models.SubmissionEvent) -> Event:
    return Event(
        row.move,
        State(row.from_state),
        State(row.to_state),
        row.by,
        row.day,
        row.comment,
        taken(row.decision) if row.decision else None,
    )


def latest_returns(submissions: Iterable[int]) -> Mapping[int, Event]:
    """The latest return of each submission, with what was said. One query."""
    rows = models.SubmissionEvent.objects.filter(
        submission_id__in=set(submissions), move__in=(Move.RETURN, Move.REOPEN)
    )
    return {row.submission_id: _event(row) for row in rows.select_related("decision__organisation")}


def hands_of(submission: Submitted) -> frozenset[str]:
    """Everybody who has written in what is handed in, or marked any of it as ready. Three queries."""
    told = models.FollowUpRevision.objects.filter(
        follow_up__step__year__year=submission.year,
        follow_up__step__key=submission.step,
        follow_up__organisation__key=submission.organisation,
    )
    moved = models.SubmissionEvent.objects.filter(
        submission_id=submission.number, move__in=(Move.MARK_READY, Move.WRITE)
    )
    written = models.SubmissionText.objects.filter(submission_id=submission.number)
    return frozenset(
        name
        for found in (told, moved, written)
        for name in found.order_by().values_list("by", flat=True).distinct()
    )


def planners_of(year: int, organisation: str) -> frozenset[str]:
    """Everybody who has written in the plan of an organisation for a year. One query."""
    rows = models.PlanRevision.objects.filter(item__year__year=year, item__organisation__key=organisation)
    return frozenset(rows.order_by().values_list("by", flat=True).distinct())


def council_numbers(year: int) -> Mapping[str, int]:
    """The rows of the council's things in a year, by key. One query."""
    return dict(models.CouncilItem.objects.filter(year__year=year).values_list("key", "pk"))


def keep_text(subject: str, field: str, text: str, *, made_from: int, by: str) -> None:
    """Keep what somebody wrote that could not be saved over another's text."""
    models.KeptText.objects.create(
        subject=subject, field=field, text=text, made_from=made_from, by=by, at=datetime.now(UTC)
    )
