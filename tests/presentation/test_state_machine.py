"""A state machine as data: a door that is opened with a key."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import pytest

from fardplan.presentation.sentences import said_in
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError


class State(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class Move(StrEnum):
    SHUT = "shut"
    UNLOCK = "unlock"
    LEAVE = "leave"


@dataclass(frozen=True)
class Door:
    state: State


def rule(
    move: Move, door: Door, person: str = "", *, key: str = ""
) -> Transition[State, Move] | FardplanError:
    found = DOOR.find(door.state, move)
    if found is None:
        return RuleError(DOOR.refusal(door.state, move))
    return InputError("there is no key") if move is Move.UNLOCK and not (key or person) else found


SHUT = Transition(State.OPEN, Move.SHUT, State.SHUT)
LEAVE = Transition(State.OPEN, Move.LEAVE, State.OPEN)
UNLOCK = Transition(State.SHUT, Move.UNLOCK, State.OPEN, by="manager")
DOOR = StateMachine(
    {State.OPEN: "decided", State.SHUT: "withdrawn"},
    {Move.SHUT: "withdraw", Move.UNLOCK: "approve", Move.LEAVE: "write"},
    (SHUT, LEAVE, UNLOCK),
    "it is {state}, and from there nobody can {move}",
    rule,
)


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_state_with_every_move(state: State, move: Move) -> None:
    door = Door(state)
    found = {
        (State.OPEN, Move.SHUT): SHUT,
        (State.OPEN, Move.LEAVE): LEAVE,
        (State.SHUT, Move.UNLOCK): UNLOCK,
    }
    way = found.get((state, move))
    assert DOOR.find(state, move) is way
    assert DOOR.can(move, door, key="k") is (way is not None)
    if way:
        assert DOOR.why_not(move, door, key="k") is None
        assert DOOR.check(move, door, key="k") is way.end
    else:
        with pytest.raises(RuleError) as refused:
            DOOR.check(move, door, key="k")
        assert refused.value.what == DOOR.refusal(state, move)


def test_what_leads_on_from_a_state() -> None:
    assert DOOR.after(State.OPEN) == (SHUT, LEAVE)
    assert DOOR.after(State.SHUT) == (UNLOCK,)


def test_what_hinders_is_told_and_raised() -> None:
    shut = Door(State.SHUT)
    assert str(DOOR.why_not(Move.UNLOCK, shut)) == "there is no key"
    assert not DOOR.can(Move.UNLOCK, shut)
    with pytest.raises(InputError, match="there is no key"):
        DOOR.check(Move.UNLOCK, shut)


def test_what_is_given_reaches_the_rule_by_name_and_by_place() -> None:
    shut = Door(State.SHUT)
    assert DOOR.why_not(Move.UNLOCK, shut, "Kim") is None
    assert DOOR.can(Move.UNLOCK, shut, "Kim")
    assert DOOR.check(Move.UNLOCK, shut, "Kim") is State.OPEN


def test_refusals_and_moves_are_told_in_another_language() -> None:
    refusal = DOOR.refusal(State.OPEN, Move.UNLOCK)
    assert refusal == "it is decided, and from there nobody can approve"
    assert said_in(refusal, "sv") == "läget är ”beslutad”, och då går det inte att godkänna"
    assert DOOR.one_can([Move.SHUT, Move.LEAVE]) == "withdraw, write"
    assert said_in(DOOR.one_can([Move.UNLOCK]), "sv") == "godkänna"
