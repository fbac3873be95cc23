"""Bounded noise can be undone where cells overlap; the attack finds where."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fardplan.disclosure.audit import Contradiction
from fardplan.disclosure.noise_attack import Pinned, pinned
from fardplan.disclosure.tables import Counts, LinkedCells
from tests.disclosure.small_tables import AREAS, cells_of, two_way

CELLS = cells_of({("0180",): 9, ("norr",): 3, ("soder",): 4, ("0180-delar",): 2}, AREAS)
ALL = np.ones(4, dtype=np.bool_)


def found(lower: list[int], upper: list[int]) -> int:
    return pinned(CELLS, np.array(lower, float), np.array(upper, float), ALL).pinned


def test_counts_that_are_known_to_within_one_are_open() -> None:
    assert found([8, 2, 3, 1], [10, 4, 5, 3]) == 0


def test_bounds_that_meet_in_a_sum_pin_every_part() -> None:
    """At most 9 together, and at least 3, 4 and 2: none can be more, and none fewer."""
    assert found([0, 3, 4, 2], [9, 13, 14, 12]) == 4


def test_one_person_of_play_opens_them() -> None:
    assert found([0, 3, 4, 2], [10, 13, 14, 12]) == 0


def test_half_of_what_is_known_is_enough_for_one() -> None:
    """The south is 4 exactly; the rest may still be moved between north and the remainder."""
    assert found([9, 0, 4, 0], [9, 9, 4, 9]) == 2


def test_only_what_is_asked_for_counts() -> None:
    asked = np.array([False, True, False, False])

    assert pinned(CELLS, np.array([0.0, 3, 4, 2]), np.array([9.0, 13, 14, 12]), asked).pinned == 1


def test_nothing_asked_is_nothing_pinned() -> None:
    assert pinned(CELLS, np.zeros(4), np.full(4, 99.0), ~ALL) == Pinned(0, 0, 0)


def pinned_slowly(cells: LinkedCells, lower: Counts, upper: Counts) -> int:
    """Two programmes for each cell over the inner cells of a two-way table."""
    rows, columns = cells.dimensions[0].leaves, cells.dimensions[1].leaves
    inner = list(product(rows, columns))
    matrix = np.array(
        [
            [r in cells.dimensions[0].codes[a] and c in cells.dimensions[1].codes[b] for r, c in inner]
            for a, b in cells.cells
        ],
        dtype=float,
    )
    count = 0
    for line, value in zip(matrix, cells.values.tolist(), strict=True):
        ends = [
            linprog(sign * line, np.vstack([matrix, -matrix]), np.concatenate([upper, -lower])).fun * sign
            for sign in (1, -1)
        ]
        count += ends[0] > value - 1 + 1e-6 and ends[1] < value + 1 - 1e-6
    return count


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3),
    st.randoms(use_true_random=False),
    st.integers(1, 4),
)
def test_as_two_programmes_a_cell(inner: list[list[int]], chance: object, deviation: int) -> None:
    cells = two_way(inner)
    moved = np.array([chance.randint(-deviation, deviation) for _ in cells.cells])  # type: ignore[attr-defined]
    lower, upper = (
        np.maximum(cells.values + moved - deviation, 0),
        np.maximum(cells.values + moved, 0) + deviation,
    )

    fast = pinned(cells, lower.astype(float), upper.astype(float), np.ones(len(moved), dtype=np.bool_))

    assert fast.pinned == pinned_slowly(cells, lower, upper)


def test_what_contradicts_itself_is_told() -> None:
    with pytest.raises(Contradiction):
        found([9, 0, 0, 0], [9, 2, 2, 2])
