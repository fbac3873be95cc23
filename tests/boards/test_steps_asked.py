"""What is asked on a day of what a board hands in: what leads on, who can write, what is late."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.steps import (
    Move,
    State,
    can,
    check_take_in_late,
    hindrance,
    is_late,
    is_writable,
    may_take_in_late,
    onward,
)
from fardplan.vocabulary.errors import RuleError
from tests.handed_in import BEFORE, FIRST, LAST, LATE, LOCKED, MANAGER, NOW, OPEN, WRITER


@pytest.mark.parametrize(
    ("state", "of_board", "of_unit"),
    [
        (State.NOT_BEGUN, Move.MARK_READY, Move.MARK_READY),
        (State.WRITING, Move.MARK_READY, Move.MARK_READY),
        (State.RETURNED, Move.MARK_READY, Move.MARK_READY),
        (State.READY, Move.APPROVE, Move.APPROVE),
        (State.APPROVED, Move.DECIDE, None),
        (State.DECIDED, None, None),
        (State.ENDED, None, None),
    ],
)
def test_the_move_that_leads_on(state: State, of_board: Move | None, of_unit: Move | None) -> None:
    now = replace(NOW, state=state)
    assert (onward(now), onward(replace(now, is_unit=True))) == (of_board, of_unit)
    assert onward(replace(now, kept_in="Stratsys")) is None


@pytest.mark.parametrize(
    ("change", "person", "told"),
    [
        ({}, WRITER, None),
        ({"unready": 1}, WRITER, "one item is not marked ready yet"),
        ({"state": State.RETURNED, "today": LOCKED}, WRITER, "the step was locked after 2027-05-31"),
        ({"state": State.NOT_BEGUN}, WRITER, "nothing has been written yet"),
        ({"state": State.NOT_BEGUN, "today": BEFORE}, WRITER, "the step opens on 2027-04-15"),
        ({"state": State.NOT_BEGUN, "unready": 3}, WRITER, "3 items are not marked ready yet"),
        ({"state": State.READY}, MANAGER, None),
        (
            {"state": State.READY},
            WRITER,
            "Ada Lind has written in it or marked it ready: another must approve",
        ),
        ({"state": State.APPROVED}, MANAGER, None),
        ({"state": State.APPROVED, "today": LOCKED, "ended": LAST}, MANAGER, None),
        (
            {"state": State.APPROVED, "today": BEFORE},
            MANAGER,
            "the decision is dated 2027-04-14, before the step opened",
        ),
    ],
)
def test_what_hinders_the_move_that_leads_on(
    change: dict[str, object], person: str, told: str | None
) -> None:
    now = replace(NOW, **change)  # type: ignore[arg-type]
    move = onward(now)
    assert move
    found = hindrance(move, now, person)
    assert (found and found.what) == told


@pytest.mark.parametrize(
    ("change", "can_write"),
    [
        *(({"state": state}, state in (State.NOT_BEGUN, State.WRITING, State.RETURNED)) for state in State),
        ({"today": BEFORE}, False),
        ({"today": FIRST}, True),
        ({"today": LAST}, True),
        ({"today": LOCKED}, False),
        ({"today": LOCKED, "taken_in_until": LOCKED}, True),
        ({"year_closed": True}, False),
        ({"ended": BEFORE}, False),
        ({"ended": OPEN}, True),
        ({"kept_in": "Stratsys"}, False),
    ],
)
def test_when_those_who_write_can_write(change: dict[str, object], can_write: bool) -> None:
    now = replace(NOW, **change)  # type: ignore[arg-type]
    assert is_writable(now) is can_write
    assert can(Move.WRITE, now, WRITER) is can_write


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        *((state, date(2027, 5, 10), False) for state in State),
        (State.NOT_BEGUN, LATE, True),
        (State.WRITING, LATE, True),
        (State.RETURNED, LATE, True),
        (State.READY, LATE, False),
        (State.READY, LAST, False),
        (State.READY, LOCKED, True),
        (State.APPROVED, LAST, False),
        (State.APPROVED, LOCKED, True),
        (State.DECIDED, LOCKED, False),
        (State.ENDED, LOCKED, False),
    ],
)
def test_what_is_late(state: State, today: date, late: bool) -> None:
    assert is_late(replace(NOW, state=state, today=today)) is late
    assert not is_late(replace(NOW, state=state, today=today, year_closed=True))


def test_a_unit_that_is_approved_owes_nothing_more() -> None:
    assert not is_late(replace(NOW, state=State.APPROVED, today=LOCKED, is_unit=True))


@pytest.mark.parametrize(
    ("change", "can_be"),
    [
        ({"today": LAST}, False),
        ({"today": LOCKED}, True),
        ({"today": LOCKED, "state": State.NOT_BEGUN}, True),
        ({"today": LOCKED, "state": State.RETURNED}, True),
        ({"today": LOCKED, "state": State.READY}, True),
        ({"today": LOCKED, "state": State.APPROVED}, False),
        ({"today": LOCKED, "state": State.DECIDED}, False),
        ({"today": LOCKED, "state": State.ENDED}, False),
        ({"today": LOCKED, "year_closed": True}, False),
        ({"today": LOCKED, "ended": LAST}, False),
        ({"today": LOCKED, "ended": LOCKED}, True),
    ],
)
def test_what_can_be_taken_in_late(change: dict[str, object], can_be: bool) -> None:
    now = replace(NOW, **change)  # type: ignore[arg-type]
    assert may_take_in_late(now) is can_be
    if can_be:
        check_take_in_late(now, LOCKED, "Ny controller sedan 1 maj")
    else:
        with pytest.raises(RuleError) as settled:
            check_take_in_late(now, LOCKED, "Ny controller sedan 1 maj")
        assert str(settled.value) == ("it is not late, or it has been settled already\nNothing was changed.")


def test_what_is_taken_in_late_has_a_day_to_come_and_a_reason() -> None:
    now = replace(NOW, today=LOCKED)
    with pytest.raises(RuleError, match=r"^2027-05-31 has passed already\n"):
        check_take_in_late(now, LAST, "…")
    with pytest.raises(RuleError, match=r"^it must be said why\n"):
        check_take_in_late(now, LOCKED, " ")
