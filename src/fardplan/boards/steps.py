"""What a board hands in: its states, who may move it from one to the next, and when.

States and moves are data (`WAYS`): the rules are read from them, and so is the drawing in the documentation.
Permission (who) is checked by the use cases with the role that a way names; here is policy (when).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.boards.cycle import StepDays
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import RuleError


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


@dataclass(frozen=True, slots=True)
class Way:
    """From a state by a move to a state: the role that may, and what it must be given."""

    start: State
    move: Move
    end: State
    role: str
    comment: bool = False
    decision: bool = False


WAYS = (
    Way(State.NOT_BEGUN, Move.WRITE, State.WRITING, "controller"),
    Way(State.WRITING, Move.WRITE, State.WRITING, "controller"),
    Way(State.RETURNED, Move.WRITE, State.RETURNED, "controller"),
    Way(State.WRITING, Move.MARK_READY, State.READY, "controller"),
    Way(State.RETURNED, Move.MARK_READY, State.READY, "controller"),
    Way(State.READY, Move.TAKE_BACK, State.WRITING, "controller"),
    Way(State.READY, Move.APPROVE, State.APPROVED, "manager"),
    Way(State.READY, Move.RETURN, State.RETURNED, "manager", comment=True),
    Way(State.APPROVED, Move.RETURN, State.RETURNED, "board_secretary", comment=True),
    Way(State.APPROVED, Move.DECIDE, State.DECIDED, "board_secretary", decision=True),
    Way(State.DECIDED, Move.REOPEN, State.RETURNED, "strategist", comment=True, decision=True),
    Way(State.DECIDED, Move.CORRECT, State.DECIDED, "strategist", comment=True, decision=True),
    *(
        Way(state, Move.END, State.ENDED, "strategist", decision=True)
        for state in (State.NOT_BEGUN, State.WRITING, State.READY, State.RETURNED, State.APPROVED)
    ),
)
"""Every way there is. What is decided comes back to writing by a decision alone."""

WRITABLE = frozenset({State.NOT_BEGUN, State.WRITING, State.RETURNED})
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


def way(state: State, move: Move) -> Way | None:
    """The way from a state by a move, None where there is none."""
    return next((item for item in WAYS if (item.start, item.move) == (state, move)), None)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules ask about what an organisation hands in, on a day.

    `hands`: who wrote in it or marked it ready since it was last decided. `unready`: items that nobody has
    marked ready; `units_waiting`: units below whose own is not approved. `taken_in_until`: the day until
    which the coordinator lets it come late. A unit has no board: its way ends when it is approved.
    `ended`: the last day of the organisation itself.
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
    found = way(now.state, move)
    if found is None or (now.is_unit and move is Move.DECIDE):
        return Sentence("it is {state}, and from there nobody can {move}", **_names(now.state, move))
    if found.comment and not (comment or "").strip():
        return Sentence("it must be said why")
    if found.decision and decided is None:
        return Sentence("it rests on a decision, which must be given: body, date, paragraph and registration")
    if decided is not None and decided > now.today:
        return Sentence("the decision is dated {day}, which has not come yet", day=f"{decided}")
    return _RULES[move](now, person, decided, meeting)


def can(move: Move, now: Situation, person: str) -> bool:
    """Whether a person could make this move now, given the comment and decision that it asks for."""
    found = way(now.state, move)
    if found is None:
        return False
    return (
        why_not(
            move,
            now,
            person,
            comment="…" if found.comment else None,
            decided=now.today if found.decision else None,
            meeting=max(now.locks_after, now.today) if move in (Move.RETURN, Move.REOPEN) else None,
        )
        is None
    )


def check(
    move: Move,
    now: Situation,
    person: str,
    *,
    comment: str | None = None,
    decided: date | None = None,
    meeting: date | None = None,
) -> State:
    """The state that a move leads to. Raises `RuleError` where it cannot be made, with what can instead."""
    reason = why_not(move, now, person, comment=comment, decided=decided, meeting=meeting)
    found = way(now.state, move)
    if reason is None and found is not None:
        return found.end
    raise RuleError(
        reason or "", instead=_instead(move, now, person), outcome=Sentence("Nothing was changed.")
    )


def is_locked(now: Situation) -> bool:
    """Whether the day for writing is past: the board has met, or the last day for its meeting has gone."""
    return now.today > now.locks_after


def is_late(now: Situation) -> bool:
    """Whether more should have been done by now: texts ready, or after the last meeting a decision."""
    if now.state in SETTLED or (now.is_unit and now.state is State.APPROVED):
        return False
    if now.state in WRITABLE:
        return now.today > now.last_day
    return now.today > now.locks_after


def may_take_in_late(now: Situation) -> bool:
    """Whether there is anything to take in late: the day has gone and it was never approved."""
    return (
        is_locked(now) and not now.year_closed and now.ended is None and now.state in WRITABLE | {State.READY}
    )


def check_take_in_late(now: Situation, until: date, why: str) -> None:
    """Raises `RuleError` unless the coordinator can let this come late: until a day to come, saying why."""
    reason = None
    if not may_take_in_late(now):
        reason = Sentence("it is not late, or it has been settled already")
    elif until < now.today:
        reason = Sentence("{day} has passed already", day=f"{until}")
    elif not why.strip():
        reason = Sentence("it must be said why")
    if reason:
        raise RuleError(reason, outcome=Sentence("Nothing was changed."))


def _names(state: State, move: Move) -> dict[str, Sentence]:
    return {"state": Sentence(STATE_NAMES[state]), "move": Sentence(MOVE_NAMES[move])}


def _closed(now: Situation) -> Sentence | None:
    if now.year_closed:
        return Sentence("the year is closed: what was reported is corrected by decision alone")
    if now.ended and now.today > now.ended:
        return Sentence("the organisation ended on {day}", day=f"{now.ended}")
    return None


def _open(now: Situation) -> Sentence | None:
    if now.today < now.step.opens:
        return Sentence("the step opens on {day}", day=f"{now.step.opens}")
    if is_locked(now):
        return Sentence("the step was locked after {day}", day=f"{now.locks_after}")
    return None


def _writing(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001, one form for all rules
    return _closed(now) or _open(now)


def _ready(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001
    return _closed(now) or _open(now) or (_unready(now) if now.unready else None)


def _unready(now: Situation) -> Sentence:
    if now.unready == 1:
        return Sentence("one item is not marked ready yet")
    return Sentence("{count} items are not marked ready yet", count=now.unready)


def _approving(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001
    if person in now.hands:
        return Sentence("{person} has written in it or marked it ready: another must approve", person=person)
    if now.units_waiting:
        return Sentence("units below have not been approved yet: {count}", count=now.units_waiting)
    return _closed(now) or _open(now)


def _returning(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001
    if _closed(now):
        return _closed(now)
    if now.today >= now.locks_after and (meeting is None or meeting <= now.today):
        return Sentence("the meeting was on {day}: give the day of the next", day=f"{now.locks_after}")
    return None


def _deciding(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001
    if now.year_closed:
        return _closed(now)
    if decided and decided < now.step.opens:
        return Sentence("the decision is dated {day}, before the step opened", day=f"{decided}")
    if decided and now.ended and decided > now.ended:
        return Sentence("the decision is dated {day}, when the organisation had ended", day=f"{decided}")
    return None


def _reopening(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:
    return _returning(now, person, decided, meeting)


def _correcting(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001
    return None  # the decision that it rests on was asked for; a closed year is what corrections are for


def _ending(now: Situation, person: str, decided: date | None, meeting: date | None) -> Sentence | None:  # noqa: ARG001
    if now.ended is None or now.today <= now.ended:
        return Sentence("the organisation has not ended")
    return None


_RULES = {
    Move.WRITE: _writing,
    Move.MARK_READY: _ready,
    Move.TAKE_BACK: _writing,
    Move.APPROVE: _approving,
    Move.RETURN: _returning,
    Move.DECIDE: _deciding,
    Move.REOPEN: _reopening,
    Move.CORRECT: _correcting,
    Move.END: _ending,
}


def _instead(move: Move, now: Situation, person: str) -> Sentence | None:
    if is_locked(now) and move in (Move.WRITE, Move.MARK_READY, Move.APPROVE) and not now.year_closed:
        return Sentence("The coordinator can take it in late, with a reason.")
    others = [item.move for item in WAYS if item.start is now.state and item.move is not move]
    possible = [item for item in dict.fromkeys(others) if can(item, now, person)]
    if not possible:
        return None
    listed = ", ".join(f"{{m{number}}}" for number in range(len(possible)))
    told = {f"m{number}": Sentence(MOVE_NAMES[item]) for number, item in enumerate(possible)}
    return Sentence("What can be done: {moves}.", moves=Sentence(listed, **told))
