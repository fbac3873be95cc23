"""How far a report has come in another system, and the moves that bring it as far here."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fardplan.boards.chain import ItemKind
from fardplan.boards.external import ExternalItem, Part
from fardplan.boards.reported import STANDS, Reported, reported_of, ways_to
from fardplan.boards.steps import SETTLED, Move, State


@pytest.mark.parametrize(
    ("state", "reported", "moves"),
    [
        (State.NOT_BEGUN, Reported.APPROVED, (Move.WRITE, Move.MARK_READY, Move.APPROVE)),
        (State.NOT_BEGUN, Reported.WRITING, (Move.WRITE,)),
        (State.RETURNED, Reported.WRITING, ()),
        (State.READY, Reported.WRITING, (Move.TAKE_BACK,)),
        (State.APPROVED, Reported.WRITING, (Move.RETURN,)),
        (State.APPROVED, Reported.READY, (Move.RETURN, Move.MARK_READY)),
        (State.DECIDED, Reported.WRITING, ()),
        (State.ENDED, Reported.APPROVED, ()),
    ],
)
def test_the_moves_that_follow_another_system(
    state: State, reported: Reported, moves: tuple[Move, ...]
) -> None:
    assert tuple(way.move for way in ways_to(state, reported)) == moves


@given(some.sampled_from(State), some.sampled_from(Reported))
def test_the_moves_hang_together_and_end_where_it_stands(state: State, reported: Reported) -> None:
    at = state
    for way in ways_to(state, reported):
        assert way.start is at
        at = way.end
    assert at in STANDS[reported] or state in SETTLED


def item(ref: str, board: str | None, told: str | None) -> ExternalItem:
    contents = {} if told is None else {Part.REPORTED: told}
    return ExternalItem(ref, ItemKind.BOARD_GOAL, board, ref, contents=contents)


def test_a_report_has_come_as_far_as_its_last_item() -> None:
    found = reported_of(
        [
            *(item("a", "farsta", "approved"), item("b", "farsta", "ready"), item("c", "farsta", "")),
            *(item("d", "jarva", "approved"), item("e", None, "writing"), item("f", "norrmalm", None)),
        ]
    )
    assert found == {"farsta": Reported.READY, "jarva": Reported.APPROVED}
