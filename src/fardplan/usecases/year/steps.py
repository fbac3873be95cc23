"""What an organisation hands in at a step: written, handed in, approved, returned, decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.boards.cycle import StepKind, check_meeting
from fardplan.boards.steps import (
    HANDING_IN,
    SETTLED,
    Move,
    Situation,
    State,
    can,
    check_take_in_late,
    hindrance,
    may_take_in_late,
    onward,
)
from fardplan.boards.steps import check as check_policy
from fardplan.presentation.sentences import Sentence
from fardplan.store import years as store
from fardplan.store.audit import record
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.follow_ups import corrections
from fardplan.store.roles import Reachable, coordinators
from fardplan.store.turns import Turn, share_turn
from fardplan.store.years import Event
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.corrections import Standing, standing
from fardplan.usecases.year.gathering import Gathered, check_takes_part, gathered_one, hands
from fardplan.usecases.year.plan_page import board_plan
from fardplan.vocabulary.errors import EditConflict, FardplanError, RuleError

RIGHTS: Mapping[str, Callable[[Actor, str], bool]] = {
    "controller": may.can_write_for,
    "manager": may.can_approve_for,
    "board_secretary": may.can_record_for,
}
"""The right that each role of the moves has for an organisation; the strategist's is for all."""

TAKE_IN = "take_in"
"""How the log calls that the coordinator lets something come late."""


def _right(move: Move, found: Gathered) -> tuple[Callable[..., bool], tuple[str, ...]]:
    """The right that a move asks for from where it stands, and what it is for.

    Where the move cannot be made from there, the right that it asks for from elsewhere.
    """
    ways = [way for way in HANDING_IN.transitions if way.move is move]
    role = next((way.by for way in ways if way.start is found.submitted.state), ways[0].by)
    right = RIGHTS.get(role or "")
    return (right, (found.organisation.key,)) if right else (may.can_coordinate, ())


def can_make(actor: Actor, move: Move, found: Gathered) -> bool:
    """Whether somebody has the right to a move, whether or not it can be made now."""
    rule, about = _right(move, found)
    return rule(actor, *about)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What an organisation hands in at a step, what has happened with it, and what one may do with it now.

    `hindered`: why somebody who has the right to what leads on cannot do it now. `coordinators`: who can
    take in late what was locked. `unanswered` and `silent`: how much of what the council asks, and how many
    target areas, a plan that is not decided does not answer.
    `told`: what is told of each thing, with what decisions have corrected in it, by the thing's reference.
    """

    found: Gathered
    situation: Situation
    events: tuple[Event, ...]
    moves: frozenset[Move]
    can_tell: bool
    can_set_meeting: bool
    can_take_in: bool
    can_correct: bool
    hindered: FardplanError | None
    coordinators: tuple[Reachable, ...]
    unanswered: int
    silent: int
    told: Mapping[str, Standing]

    @property
    def returned(self) -> Event | None:
        """The return that it has not been marked ready since."""
        if self.found.submitted.state is not State.RETURNED:
            return None
        back = [event for event in self.events if event.move in (Move.RETURN, Move.REOPEN)]
        return back[-1] if back else None


def handed_in(actor: Actor, year: int, step: str, organisation: str, *, today: date) -> HandedIn:
    """What an organisation hands in at a step, to look at. Raises `PermissionDenied`, `NotFoundError`."""
    found = gathered_one(year, step, organisation, today=today)
    if not any(may.can_tell_of(actor, entry.subject) for entry in found.entries):
        may.check(may.can_read_year, actor)
    now = found.situation(today, hands(found))
    locked = may_take_in_late(now)
    corrected = corrections(year, [organisation])
    return HandedIn(
        found,
        now,
        store.events_of(found.submitted.number),
        frozenset(move for move in Move if _offered(actor, move, found, now)),
        any(may.can_tell_of(actor, entry.subject) for entry in found.entries),
        may.can_set_meeting(actor, organisation) and found.submitted.state not in SETTLED,
        may.can_coordinate(actor) and locked,
        may.can_coordinate(actor) and found.submitted.state is State.DECIDED,
        None if locked else _hindered(actor, found, now),
        coordinators(today) if locked else (),
        *_open_questions(actor, found, today),
        {
            entry.subject.ref: standing(entry.now, corrected)
            for entry in found.entries
            if entry.now is not None
        },
    )


def _hindered(actor: Actor, found: Gathered, now: Situation) -> FardplanError | None:
    move = onward(now)
    return hindrance(move, now, actor.name) if move and can_make(actor, move, found) else None


def _open_questions(actor: Actor, found: Gathered, today: date) -> tuple[int, int]:
    """How much that the council asks, and how many target areas, a plan that can change does not answer."""
    if found.step.days.kind is not StepKind.PLAN or found.submitted.state in SETTLED:
        return 0, 0
    plan = board_plan(found.year.year, found.organisation.key, actor=actor, today=today)
    return len(plan.unanswered), sum(1 for area in plan.stands if area.stand.answer is None)


def _offered(actor: Actor, move: Move, found: Gathered, now: Situation) -> bool:
    if move in (Move.WRITE, Move.CORRECT, Move.END):
        return move is Move.WRITE and can_make(actor, move, found) and can(move, now, actor.name)
    return can_make(actor, move, found) and can(move, now, actor.name)


def save_text(
    actor: Actor, year: int, step: str, organisation: str, text: str, *, revision: int, today: date
) -> None:
    """Save what an organisation says as a whole at a step, written on top of `revision`.

    Raises `EditConflict` where another has saved since, with both texts; the one that was not saved is kept.
    """
    try:
        _save_text(actor, year, step, organisation, text, revision, today)
    except EditConflict:
        subject = f"{year} {step} {organisation}"
        store.keep_text(subject, "text", text, made_from=revision, by=actor.name)
        raise


def _save_text(
    actor: Actor, year: int, step: str, organisation: str, text: str, revision: int, today: date
) -> None:
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = _held(actor, year, step, organisation, Move.WRITE, today)
        state = check_policy(Move.WRITE, found.situation(today), actor.name)
        before = found.submitted.text
        if text == before:
            return
        saved = store.save_text(found.submitted, text, revision=revision, by=actor.name, day=today)
        if found.submitted.state is State.NOT_BEGUN:
            store.move_submission(saved, Move.WRITE, state, by=actor.name, day=today)
        record(actor.name, "write", subject_of(found), before={"text": before}, after={"text": text})


def hand_in(actor: Actor, year: int, step: str, organisation: str, *, today: date) -> None:
    """Hand over for approval: everything is marked ready, and nothing is written until it is taken back."""
    _moved(actor, year, step, organisation, Move.MARK_READY, today)


def take_back(actor: Actor, year: int, step: str, organisation: str, *, today: date) -> None:
    """Take back what was handed in, to write on."""
    _moved(actor, year, step, organisation, Move.TAKE_BACK, today)


def approve(actor: Actor, year: int, step: str, organisation: str, *, today: date) -> None:
    """Approve what others wrote. Raises `RuleError` for whoever wrote in it or marked it ready."""
    _moved(actor, year, step, organisation, Move.APPROVE, today)


def give_back(
    actor: Actor,
    year: int,
    step: str,
    organisation: str,
    comment: str,
    *,
    today: date,
    meeting: date | None = None,
) -> None:
    """Return it to those who write, with a comment; after the board's meeting with the day of the next."""
    _moved(actor, year, step, organisation, Move.RETURN, today, comment=comment, meeting=meeting)


def decide(
    actor: Actor, year: int, step: str, organisation: str, decision: TakenDecision, *, today: date
) -> None:
    """Record what the board decided; from then on it is locked."""
    _moved(actor, year, step, organisation, Move.DECIDE, today, decision=decision)


def reopen(
    actor: Actor,
    year: int,
    step: str,
    organisation: str,
    comment: str,
    decision: TakenDecision,
    *,
    today: date,
    meeting: date | None = None,
) -> None:
    """Send back by decision what a board had decided, while the year is open."""
    _moved(
        actor,
        year,
        step,
        organisation,
        Move.REOPEN,
        today,
        comment=comment,
        decision=decision,
        meeting=meeting,
    )


def _held(actor: Actor, year: int, step: str, organisation: str, move: Move, today: date) -> Gathered:
    """What is handed in, held until the transaction ends, for somebody who may make the move."""
    found = gathered_one(year, step, organisation, today=today)
    rule, about = _right(move, found)
    may.check(rule, actor, *about)
    check_takes_part(found)
    store.locked_submission(found.step, organisation, by=actor.name)
    return gathered_one(year, step, organisation, today=today)


def _moved(
    actor: Actor,
    year: int,
    step: str,
    organisation: str,
    move: Move,
    today: date,
    *,
    comment: str | None = None,
    decision: TakenDecision | None = None,
    meeting: date | None = None,
) -> None:
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = _held(actor, year, step, organisation, move, today)
        state = check_policy(
            move,
            found.situation(today, hands(found)),
            actor.name,
            comment=comment,
            decided=decision.day if decision else None,
            meeting=meeting,
        )
        changes: dict[str, object] = {}
        if meeting is not None:
            changes = {"meeting": meeting}
            changes |= {"late": True} if meeting > found.step.days.decided_by else {}
        number = record_decision(decision, by=actor.name) if decision else None
        store.move_submission(
            found.submitted,
            move,
            state,
            by=actor.name,
            day=today,
            comment=comment,
            decision=number,
            **changes,
        )
        record(
            actor.name,
            str(move),
            subject_of(found),
            before={"state": str(found.submitted.state)},
            after={"state": str(state)},
            why=comment,
            decision=decision.reference if decision else None,
        )


def set_meeting(
    actor: Actor, year: int, step: str, organisation: str, meeting: date | None, *, today: date
) -> None:
    """Set the day when the board meets for a step: the last day for texts and the lock follow it."""
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = gathered_one(year, step, organisation, today=today)
        may.check(may.can_set_meeting, actor, organisation)
        check_takes_part(found)
        held = store.locked_submission(found.step, organisation, by=actor.name)
        if held.state in SETTLED or found.year.is_closed:
            raise RuleError(
                Sentence("it has been settled, and its meeting is past"),
                outcome=Sentence("Nothing was changed."),
            )
        if meeting is not None:
            check_meeting(found.step.days, meeting)
        store.set_meeting(held, meeting, by=actor.name)
        record(
            actor.name,
            "set meeting",
            subject_of(found),
            before={"meeting": _iso(held.meeting)},
            after={"meeting": _iso(meeting)},
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def take_in_late(
    actor: Actor, year: int, step: str, organisation: str, *, until: date, why: str, today: date
) -> None:
    """Let something come late, until a day and for a reason; that it was late stays with it."""
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = gathered_one(year, step, organisation, today=today)
        may.check(may.can_coordinate, actor)
        check_takes_part(found)
        held = store.locked_submission(found.step, organisation, by=actor.name)
        check_take_in_late(gathered_one(year, step, organisation, today=today).situation(today), until, why)
        store.move_submission(
            held,
            TAKE_IN,
            held.state,
            by=actor.name,
            day=today,
            comment=why,
            late=True,
            taken_in_until=until,
            taken_in_why=why,
            taken_in_by=actor.name,
        )
        record(actor.name, "take in late", subject_of(found), after={"until": until.isoformat()}, why=why)


def subject_of(found: Gathered) -> str:
    """How the log calls what an organisation hands in."""
    return f"{found.year.year} {found.step.days.key} {found.organisation.key}"
