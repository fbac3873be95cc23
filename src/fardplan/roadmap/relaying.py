"""Where a decision point binds: which bodies it goes to, what they have done with it, and what is overdue.

A point says whom it addresses in its own words. Those words only suggest whom it goes to; a person confirms.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.presentation.translations import message
from fardplan.roadmap.version import Decision, DecisionPoint, Force
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError
from fardplan.vocabulary.text import Text


class State(StrEnum):
    """What has become of a decision point with a body."""

    WAITING = "waiting"
    RELAYED = "relayed"
    DECIDED = "decided"
    CONSIDERED = "considered"
    TAKEN_OVER = "taken_over"
    RELEASED = "released"


STATE_NAMES = {
    State.WAITING: message("not yet relayed"),
    State.RELAYED: message("relayed, not decided"),
    State.DECIDED: message("decided"),
    State.CONSIDERED: message("considered in the budget"),
    State.TAKEN_OVER: message("taken over by a successor"),
    State.RELEASED: message("released: it does not concern the body"),
}


class Move(StrEnum):
    RELAY = "relay"
    DECIDE = "decide"
    CONSIDER = "consider"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    REOPEN = "reopen"


MOVE_NAMES = {
    Move.RELAY: message("relay"),
    Move.DECIDE: message("record the body's decision"),
    Move.CONSIDER: message("record that the budget considers it"),
    Move.TAKE_OVER: message("let the successor take over"),
    Move.RELEASE: message("release"),
    Move.REOPEN: message("take back"),
}


OPEN = frozenset({State.WAITING, State.RELAYED})


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a decision point may go to. `kind` as in the city's package: board, company, executive …"""

    key: str
    name: Text
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def is_there_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Bound:
    """A body that a decision point goes to; `through` is the key of the one that passes it on."""

    body: str
    through: str | None = None


BOARDS = frozenset({"board", "district_board"})
_EVERY_BOARD = re.compile(r"\b(samtliga|alla|stadens)\b.*\bnämnder(na)?\b", re.IGNORECASE)
_EVERY_COMPANY = re.compile(r"\bbolagsstyrelser(na)?\b|\bbolag(en)?\b", re.IGNORECASE)


def suggested(point: DecisionPoint, bodies: Sequence[Body], day: date) -> tuple[Bound, ...]:
    """Whom a decision point seems to bind, of the bodies that are there on a day.

    All boards where it says so, the executive board among them only when named; a company that is named, and
    through it the other companies where their boards are to be told; any body by its name. None for a point
    that only approves.
    """
    there = [body for body in bodies if body.is_there_on(day)]
    addressee = point.addressee or ""
    if point.force is Force.APPROVED and not addressee:
        return ()
    named = [body for body in there if _names(addressee, body)]
    found = [Bound(body.key) for body in named]
    if _EVERY_BOARD.search(addressee):
        found += [Bound(body.key) for body in there if body.kind in BOARDS]
    mother = next((body for body in named if body.kind == "company"), None)
    if mother and _EVERY_COMPANY.search(point.text.sv):
        found += [
            Bound(body.key, through=mother.key)
            for body in there
            if body.kind == "company" and body is not mother
        ]
    return tuple({item.body: item for item in reversed(found)}.values())[::-1]


def _names(addressee: str, body: Body) -> bool:
    return body.name.sv.casefold() in addressee.casefold()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules ask about a decision point with a body."""

    state: State
    today: date
    adopted_on: date
    kind: str
    ended: date | None = None


UNCHANGED = Sentence("Nothing was changed.")


def _rule(
    move: Move, now: Situation, *, day: date, decision: Decision | None = None, comment: str = ""
) -> Transition[State, Move] | FardplanError:
    found = RELAY.find(now.state, move)
    if found is None:
        return RuleError(RELAY.refusal(now.state, move), outcome=UNCHANGED)
    return _wrong_body(now, move) or _wrong_day(now, day) or _missing(found, decision, comment) or found


RELAY = StateMachine(
    STATE_NAMES,
    MOVE_NAMES,
    (
        Transition(State.WAITING, Move.RELAY, State.RELAYED),
        Transition(State.WAITING, Move.DECIDE, State.DECIDED, decision=True),
        Transition(State.RELAYED, Move.DECIDE, State.DECIDED, decision=True),
        Transition(State.WAITING, Move.CONSIDER, State.CONSIDERED, decision=True),
        Transition(State.RELAYED, Move.CONSIDER, State.CONSIDERED, decision=True),
        Transition(State.WAITING, Move.TAKE_OVER, State.TAKEN_OVER),
        Transition(State.RELAYED, Move.TAKE_OVER, State.TAKEN_OVER),
        Transition(State.WAITING, Move.RELEASE, State.RELEASED, comment=True),
        Transition(State.RELAYED, Move.RELEASE, State.RELEASED, comment=True),
        Transition(State.RELEASED, Move.REOPEN, State.WAITING, comment=True),
    ),
    message("the decision point is “{state}” there, and from there one cannot {move}"),
    _rule,
)
"""A body's own decision stands; a later one is recorded beside it."""


def _wrong_body(situation: Situation, move: Move) -> FardplanError | None:
    if move is Move.CONSIDER and situation.kind != "executive":
        return RuleError(
            Sentence("only the executive board considers a decision point in its budget"), outcome=UNCHANGED
        )
    if move is Move.TAKE_OVER and (situation.ended is None or situation.ended >= situation.today):
        return RuleError(Sentence("the body has not ended, so nobody takes over from it"), outcome=UNCHANGED)
    return None


def _wrong_day(situation: Situation, day: date) -> FardplanError | None:
    if day > situation.today:
        return RuleError(
            Sentence("the day {day} has not come; today is {today}", day=day, today=situation.today),
            instead=Sentence("Record it when it has happened."),
            outcome=UNCHANGED,
        )
    if day < situation.adopted_on:
        return RuleError(
            Sentence(
                "the day {day} lies before the decision that it follows from, {adopted}",
                day=day,
                adopted=situation.adopted_on,
            ),
            outcome=UNCHANGED,
        )
    return None


def _missing(found: Transition[State, Move], decision: Decision | None, comment: str) -> FardplanError | None:
    if found.comment and not comment.strip():
        return InputError(Sentence("say why"), outcome=UNCHANGED)
    if found.decision and decision is None:
        return InputError(
            Sentence("this rests on the body's own decision"),
            instead=Sentence("Give its day, paragraph and reference number."),
            outcome=UNCHANGED,
        )
    return None


def is_overdue(state: State, due: date | None, today: date) -> bool:
    """Whether its last day has passed with nothing decided."""
    return state in OPEN and due is not None and due < today


def heirs(body: str, bodies: Iterable[Body], day: date) -> tuple[str, ...]:
    """Who has taken over from a body by a day, through any number of mergers; itself while it is there."""
    by_key = {item.key: item for item in bodies}
    found: dict[str, None] = {}
    waiting = [body]
    seen: set[str] = set()
    while waiting:
        key = waiting.pop(0)
        if key in seen or key not in by_key:
            continue
        seen.add(key)
        item = by_key[key]
        if item.valid_to is not None and item.valid_to < day:
            waiting += item.successors
        else:
            found[key] = None
    return tuple(found)
