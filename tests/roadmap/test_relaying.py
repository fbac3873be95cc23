"""Whom a decision point binds, what may be done with it, when it is overdue, and who inherits it."""

from datetime import date
from itertools import product

import pytest

from fardplan.roadmap.relaying import (
    MOVE_NAMES,
    RELAY,
    STATE_NAMES,
    Body,
    Bound,
    Move,
    Situation,
    State,
    heirs,
    is_overdue,
    suggested,
)
from fardplan.roadmap.version import DecisionPoint, Force
from fardplan.vocabulary.errors import InputError, RuleError
from tests.builders import decision, sv

DAY = date(2027, 3, 1)


def body(key: str, name: str, kind: str, **changes: object) -> Body:
    return Body(key, sv(name), kind, **changes)  # type: ignore[arg-type]


BODIES = (
    body("kf", "Kommunfullmäktige", "council"),
    body("ks", "Kommunstyrelsen", "executive"),
    body("skola", "Utbildningsnämnden", "board"),
    body(
        "norr", "Norra stadsdelsnämnden", "district_board", valid_to=date(2026, 12, 31), successors=("nord",)
    ),
    body("nord", "Nordstadens stadsdelsnämnd", "district_board", valid_from=date(2027, 1, 1)),
    body("mor", "Stadshus AB", "company"),
    body("hem", "Stadshem", "company"),
    body("brand", "Brandförsvaret", "other"),
)


def point(text: str, addressee: str | None, force: Force = Force.SHALL) -> DecisionPoint:
    return DecisionPoint(number=1, text=sv(text), addressee=addressee, force=force)


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        (point("Färdplanen godkänns", None, Force.APPROVED), ()),
        (point("Kommunstyrelsen ska beakta", "Kommunstyrelsen"), (Bound("ks"),)),
        (point("Samtliga nämnder ska", "Samtliga nämnder"), (Bound("skola"), Bound("nord"))),
        (
            point(
                "Stadshus AB uppmanas att ge samtliga bolagsstyrelser i uppdrag", "Stadshus AB", Force.URGED
            ),
            (Bound("mor"), Bound("hem", through="mor")),
        ),
        (point("Stadshus AB ska redovisa", "Stadshus AB"), (Bound("mor"),)),
        (point("Brandförsvaret ska", "Brandförsvaret"), (Bound("brand"),)),
        (point("Någon ska", "Någon annan"), ()),
    ],
)
def test_whom_a_decision_point_seems_to_bind(said: DecisionPoint, bound: tuple[Bound, ...]) -> None:
    assert suggested(said, BODIES, DAY) == bound


def test_boards_are_those_of_the_day() -> None:
    every = point("Samtliga nämnder ska", "Samtliga nämnder")
    assert suggested(every, BODIES, date(2026, 12, 31)) == (Bound("skola"), Bound("norr"))


TABLE = {
    (State.WAITING, Move.RELAY): State.RELAYED,
    (State.WAITING, Move.DECIDE): State.DECIDED,
    (State.WAITING, Move.CONSIDER): State.CONSIDERED,
    (State.WAITING, Move.TAKE_OVER): State.TAKEN_OVER,
    (State.WAITING, Move.RELEASE): State.RELEASED,
    (State.RELAYED, Move.DECIDE): State.DECIDED,
    (State.RELAYED, Move.CONSIDER): State.CONSIDERED,
    (State.RELAYED, Move.TAKE_OVER): State.TAKEN_OVER,
    (State.RELAYED, Move.RELEASE): State.RELEASED,
    (State.RELEASED, Move.REOPEN): State.WAITING,
}


def at(state: State, **changes: object) -> Situation:
    plain = {"state": state, "today": DAY, "adopted_on": date(2027, 1, 1), "kind": "executive"}
    return Situation(**(plain | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_state_with_every_move(state: State, move: Move) -> None:
    situation = at(state, ended=date(2027, 2, 1))
    given = {"day": DAY, "decision": decision(), "comment": "Skäl"}
    expected = TABLE.get((state, move))
    assert RELAY.can(move, situation, **given) == (expected is not None)  # type: ignore[arg-type]
    if expected:
        assert RELAY.check(move, situation, **given) == expected  # type: ignore[arg-type]
    else:
        with pytest.raises(RuleError, match="and from there one cannot"):
            RELAY.check(move, situation, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "move", "given", "told"),
    [
        ({"kind": "board"}, Move.CONSIDER, {"decision": decision()}, "only the executive board considers"),
        ({}, Move.TAKE_OVER, {}, "the body has not ended"),
        ({"ended": DAY}, Move.TAKE_OVER, {}, "the body has not ended"),
        ({}, Move.DECIDE, {}, "this rests on the body's own decision"),
        ({}, Move.RELEASE, {"comment": " "}, "say why"),
        ({"today": date(2027, 2, 27)}, Move.RELAY, {}, "has not come"),
        ({"adopted_on": date(2027, 3, 2)}, Move.RELAY, {}, "lies before the decision that it follows from"),
    ],
)
def test_what_hinders(changes: dict[str, object], move: Move, given: dict[str, object], told: str) -> None:
    hindrance = RELAY.why_not(
        move, at(State.RELAYED if move is not Move.RELAY else State.WAITING, **changes), day=DAY, **given
    )  # type: ignore[arg-type]
    assert isinstance(hindrance, RuleError | InputError)
    assert told in hindrance.what


@pytest.mark.parametrize(
    ("state", "due", "overdue"),
    [
        (State.WAITING, date(2027, 2, 28), True),
        (State.RELAYED, date(2027, 2, 28), True),
        (State.RELAYED, DAY, False),
        (State.RELAYED, None, False),
        (State.DECIDED, date(2027, 2, 28), False),
        (State.CONSIDERED, date(2027, 2, 28), False),
        (State.TAKEN_OVER, date(2027, 2, 28), False),
    ],
)
def test_overdue(state: State, due: date | None, overdue: bool) -> None:
    assert is_overdue(state, due, DAY) == overdue


def test_who_has_taken_over_by_a_day() -> None:
    assert heirs("norr", BODIES, DAY) == ("nord",)
    assert heirs("norr", BODIES, date(2026, 12, 31)) == ("norr",)
    twice = (
        body("a", "A", "board", valid_to=date(2020, 6, 30), successors=("b", "c")),
        body("b", "B", "board", valid_to=date(2023, 6, 30), successors=("d",)),
        body("c", "C", "board"),
        body("d", "D", "board", valid_to=date(2024, 1, 1), successors=("a",)),
    )
    assert heirs("a", twice, date(2022, 1, 1)) == ("b", "c")
    assert heirs("a", twice, date(2023, 7, 1)) == ("c", "d")
    assert heirs("a", twice, date(2025, 1, 1)) == ("c",)
    assert heirs("borta", twice, DAY) == ()


def test_every_state_and_move_has_a_name_and_every_move_a_way() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(MOVE_NAMES) == set(Move) == {item.move for item in RELAY.transitions}
