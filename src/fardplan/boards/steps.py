"""What a board hands in: its states, who may move it from one to the next, and when.

States and moves are data (`HANDING_IN`): the rules are read from them, and so is the drawing in the
documentation. Permission (who) is checked by the use cases with the role that a transition names; here is
policy (when).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from fardplan.boards.cycle import StepDays
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import FardplanError, RuleError


class State(StrEnum):
    """Where what an organisation hands in for a step stands."""

    NOT_BEGUN = "not_begun"
    WRITING = "writing"
    READY = "ready"
    RETURNED = "returned"
    APPROVED = "approved"
    DECIDED = "decided"
    ENDED = "ended"


class Move(StrEnum):
    """What a person does with what is handed in."""

    WRITE = "write"
    MARK_READY = "mark_ready"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RETURN = "return"
    DECIDE = "decide"
    REOPEN = "reopen"
    CORRECT = "correct"
    END = "end"


WRITABLE = frozenset({State.NOT_BEGUN, State.WRITING, State.RETURNED})
ALWAYS_HERE = frozenset({Move.DECIDE, Move.CORRECT, Move.END})
"""What rests on a decision is recorded here, wherever the texts are kept."""

HANDED_IN = frozenset({State.READY, State.APPROVED, State.DECIDED})
"""Where those who write have done their part."""

SETTLED = frozenset({State.DECIDED, State.ENDED})
"""Where nobody owes anything more."""

STATE_NAMES = {
    State.NOT_BEGUN: message("not begun"),
    State.WRITING: message("being written"),
    State.READY: message("ready for approval"),
    State.RETURNED: message("returned"),
    State.APPROVED: message("approved"),
    State.DECIDED: message("decided by the board"),
    State.ENDED: message("ended with the board"),
}
MOVE_NAMES = {
    Move.WRITE: message("write"),
    Move.MARK_READY: message("mark as ready"),
    Move.TAKE_BACK: message("take back"),
    Move.APPROVE: message("approve"),
    Move.RETURN: message("return with a comment"),
    Move.DECIDE: message("record the board's decision"),
    Move.REOPEN: message("return by decision"),
    Move.CORRECT: message("correct by decision"),
    Move.END: message("end with the board"),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules ask about what an organisation hands in, on a day.

    `hands`: who wrote in it or marked it ready since it was last decided. `unready`: items that nobody has
    marked ready; `units_waiting`: units below whose own is not approved. `taken_in_until`: the day until
    which the coordinator lets it come late. A unit has no board: its way ends when it is approved.
    `ended`: the last day of the organisation itself. `kept_in`: the other system that it is written and
    approved in; here nothing is owed then.
    """

    state: State
    step: StepDays
    today: date
    hands: frozenset[str] = frozenset()
    unready: int = 0
    units_waiting: int = 0
    meeting: date | None = None
    taken_in_until: date | None = None
    is_unit: bool = False
    year_closed: bool = False
    ended: date | None = None
    kept_in: str | None = None

    @property
    def last_day(self) -> date:
        """The last day for its texts to be ready."""
        return self.taken_in_until or self.step.last_day(self.meeting)

    @property
    def locks_after(self) -> date:
        """The day after which nothing is written, unless it is taken in late."""
        return max(self.step.locks_after(self.meeting), self.taken_in_until or date.min)


def why_not(
    move: Move,
    now: Situation,
    person: str,
    *,
    comment: str | None = None,
    decided: date | None = None,
    meeting: date | None = None,
) -> Sentence | None:
    """Why a move cannot be made now by a person, None where it can.

    `comment` and `decided` (the day of the decision that it rests on) are what the person gives with it;
    `meeting` is a new day for the board's meeting, which a return after the lock needs.
    """
    found = HANDING_IN.find(now.state, move)
    if found is None or (now.is_unit and move is Move.DECIDE):
        return HANDING_IN.refusal(now.state, move)
    if now.kept_in and move not in ALWAYS_HERE:
        return Sentence("it is kept in {system}, and read in from there", system=now.kept_in)
    if found.comment and not (comment or "").strip():
        return Sentence("it must be said why")
    if found.decision and decided is None:
        return Sentence("it rests on a decision, which must be given: body, date, paragraph and registration")
    if decided is not None and decided > now.today:
        return Sentence("the decision is dated {day}, which has not come yet", day=decided)
    return next(filter(None, _hindrances(move, now, person, decided, meeting)), None)


def can(move: Move, now: Situation, person: str) -> bool:
    """Whether a person could make this move now, given what it asks for: a reason, a decision of a day when
    the organisation was there, the day of the next meeting.
    """
    decided, meeting = _likely(now)
    return why_not(move, now, person, comment="…", decided=decided, meeting=meeting) is None


def onward(now: Situation) -> Move | None:
    """The move that leads on from where it stands, None where its way has ended."""
    if now.kept_in or (now.is_unit and now.state is State.APPROVED):
        return None
    return _ONWARD.get(now.state)


def hindrance(move: Move, now: Situation, person: str) -> FardplanError | None:
    """Why the move that leads on cannot be made now by a person, None where it can."""
    begun = replace(now, state=State.WRITING) if now.state is State.NOT_BEGUN else now
    decided, _ = _likely(now)
    found = HANDING_IN.why_not(move, begun, person, decided=decided)
    if found is None and begun is not now:
        return RuleError(Sentence("nothing has been written yet"))
    return found


_ONWARD = {
    State.NOT_BEGUN: Move.MARK_READY,
    State.WRITING: Move.MARK_READY,
    State.RETURNED: Move.MARK_READY,
    State.READY: Move.APPROVE,
    State.APPROVED: Move.DECIDE,
}


def _likely(now: Situation) -> tuple[date, date]:
    """A day of a decision and one of the next meeting that somebody could give."""
    return min(now.today, now.ended or now.today), max(now.locks_after, now.today) + timedelta(1)


def _rule(
    move: Move,
    now: Situation,
    person: str,
    *,
    comment: str | None = None,
    decided: date | None = None,
    meeting: date | None = None,
) -> Transition[State, Move] | FardplanError:
    reason = why_not(move, now, person, comment=comment, decided=decided, meeting=meeting)
    found = HANDING_IN.find(now.state, move)
    if found and reason is None:
        return found
    early = move is Move.DECIDE and decided is not None and decided > now.today
    instead = Sentence("Record it when the board has met.") if early else _instead(move, now, person)
    return RuleError(reason or "", instead=instead, outcome=Sentence("Nothing was changed."))


HANDING_IN = StateMachine(
    STATE_NAMES,
    MOVE_NAMES,
    (
        Transition(State.NOT_BEGUN, Move.WRITE, State.WRITING, "controller"),
        Transition(State.WRITING, Move.WRITE, State.WRITING, "controller"),
        Transition(State.RETURNED, Move.WRITE, State.RETURNED, "controller"),
        Transition(State.WRITING, Move.MARK_READY, State.READY, "controller"),
        Transition(State.RETURNED, Move.MARK_READY, State.READY, "controller"),
        Transition(State.READY, Move.TAKE_BACK, State.WRITING, "controller"),
        Transition(State.READY, Move.APPROVE, State.APPROVED, "manager"),
        Transition(State.READY, Move.RETURN, State.RETURNED, "manager", comment=True),
        Transition(State.APPROVED, Move.RETURN, State.RETURNED, "board_secretary", comment=True),
        Transition(State.APPROVED, Move.DECIDE, State.DECIDED, "board_secretary", decision=True),
        Transition(State.DECIDED, Move.REOPEN, State.RETURNED, "strategist", comment=True, decision=True),
        Transition(State.DECIDED, Move.CORRECT, State.DECIDED, "strategist", comment=True, decision=True),
        *(
            Transition(state, Move.END, State.ENDED, "strategist", decision=True)
            for state in (State.NOT_BEGUN, State.WRITING, State.READY, State.RETURNED, State.APPROVED)
        ),
    ),
    message("it is {state}, and from there nobody can {move}"),
    _rule,
)
"""What is decided comes back to writing by a decision alone."""

check = HANDING_IN.check


def is_locked(now: Situation) -> bool:
    """Whether the day for writing is past: the board has met, or the last day for its meeting has gone."""
    return now.today > now.locks_after


def is_writable(now: Situation) -> bool:
    """Whether those who write can write here now."""
    return now.state in WRITABLE and not (now.kept_in or _closed(now) or _locked(now))


def is_late(now: Situation) -> bool:
    """Whether more should have been done by now: texts ready, or after the last meeting a decision.

    In a closed year nothing is: what never came is what the year was closed without.
    """
    is_done = now.state in SETTLED or (now.is_unit and now.state is State.APPROVED)
    if is_done or now.kept_in or now.year_closed:
        return False
    if now.state in WRITABLE:
        return now.today > now.last_day
    return now.today > now.locks_after


def may_take_in_late(now: Situation) -> bool:
    """Whether there is anything to take in late: the day has gone and it was never approved."""
    over = _closed(now) is not None or now.kept_in is not None
    return is_locked(now) and not over and now.state in WRITABLE | {State.READY}


def check_take_in_late(now: Situation, until: date, why: str) -> None:
    """Raises `RuleError` unless the coordinator can let this come late: until a day to come, saying why."""
    reason = None
    if not may_take_in_late(now):
        reason = Sentence("it is not late, or it has been settled already")
    elif until < now.today:
        reason = Sentence("{day} has passed already", day=until)
    elif not why.strip():
        reason = Sentence("it must be said why")
    if reason:
        raise RuleError(reason, outcome=Sentence("Nothing was changed."))


def _hindrances(
    move: Move, now: Situation, person: str, decided: date | None, meeting: date | None
) -> tuple[Sentence | None, ...]:
    """What each move asks of the situation, in the order in which it is told."""
    closed, locked = _closed(now), _locked(now)
    return {
        Move.WRITE: (closed, locked),
        Move.MARK_READY: (closed, locked, _unready(now)),
        Move.TAKE_BACK: (closed, locked),
        Move.APPROVE: (_own_hands(now, person), _units(now), closed, locked),
        Move.RETURN: (closed, _met(now, meeting)),
        Move.DECIDE: (closed if now.year_closed else None, _untimely(now, decided)),
        Move.REOPEN: (closed, _met(now, meeting)),
        Move.CORRECT: (),  # a closed year is what corrections are for
        Move.END: (_still_there(now),),
    }[move]


def _closed(now: Situation) -> Sentence | None:
    if now.year_closed:
        return Sentence("the year is closed: what was reported is corrected by decision alone")
    if now.ended and now.today > now.ended:
        return Sentence("the organisation ended on {day}", day=now.ended)
    return None


def _locked(now: Situation) -> Sentence | None:
    if now.today < now.step.opens:
        return Sentence("the step opens on {day}", day=now.step.opens)
    if is_locked(now):
        return Sentence("the step was locked after {day}", day=now.locks_after)
    return None


def _unready(now: Situation) -> Sentence | None:
    if now.unready == 1:
        return Sentence("one item is not marked ready yet")
    return Sentence("{count} items are not marked ready yet", count=now.unready) if now.unready else None


def _own_hands(now: Situation, person: str) -> Sentence | None:
    if person not in now.hands:
        return None
    return Sentence("{person} has written in it or marked it ready: another must approve", person=person)


def _units(now: Situation) -> Sentence | None:
    waiting = now.units_waiting
    return Sentence("units below have not been approved yet: {count}", count=waiting) if waiting else None


def _met(now: Situation, meeting: date | None) -> Sentence | None:
    if now.today < now.locks_after or (meeting is not None and meeting > now.today):
        return None
    return Sentence("the meeting was on {day}: give the day of the next", day=now.locks_after)


def _untimely(now: Situation, decided: date | None) -> Sentence | None:
    if decided and decided < now.step.opens:
        return Sentence("the decision is dated {day}, before the step opened", day=decided)
    if decided and now.ended and decided > now.ended:
        return Sentence("the decision is dated {day}, when the organisation had ended", day=decided)
    return None


def _still_there(now: Situation) -> Sentence | None:
    there = now.ended is None or now.today <= now.ended
    return Sentence("the organisation has not ended") if there else None


def _instead(move: Move, now: Situation, person: str) -> Sentence | None:
    if now.kept_in and move not in ALWAYS_HERE:
        return Sentence("Write and approve it in {system}: its export is read in here.", system=now.kept_in)
    if is_locked(now) and move in (Move.WRITE, Move.MARK_READY, Move.APPROVE) and not now.year_closed:
        return Sentence("The coordinator can take it in late, with a reason.")
    others = [item.move for item in HANDING_IN.after(now.state) if item.move is not move]
    possible = [item for item in others if can(item, now, person)]
    return Sentence("What can be done: {moves}.", moves=HANDING_IN.one_can(possible)) if possible else None
