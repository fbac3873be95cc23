"""A reader who knows that something small is the reason for what is hidden cannot tell which number it is."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.disclosure.audit import Lone, lone_reasons
from fardplan.disclosure.protecting import protect
from fardplan.disclosure.rules import DisclosureRules
from fardplan.disclosure.tables import LinkedCells, Mask
from tests.disclosure.audit.tables import dimension, slow_bounds
from tests.disclosure.audit.test_hanging import slow_parts
from tests.disclosure.small_tables import cells_of, two_way

MINIMUM = 5
RULES = DisclosureRules(minimum=MINIMUM)


def masks(cells: LinkedCells, hidden: str) -> Mask:
    return np.array(["".join(cell) in hidden.split() for cell in cells.cells], dtype=np.bool_)


def search(cells: LinkedCells, hidden: Mask) -> tuple[tuple[Lone, ...], np.ndarray]:
    seen = cells.values.astype(np.float64)
    return lone_reasons(cells.dimensions, cells.cells, ~hidden, hidden, seen, MINIMUM)


def lone(cells: LinkedCells, hidden: Mask) -> dict[str, set[str]]:
    """Each lone reason, with the numbers that are too large to be one."""
    name = ["".join(cell) for cell in cells.cells]
    found, _ = search(cells, hidden)
    return {name[one.cell]: {name[other] for other in one.others} for one in found}


def pieces(cells: LinkedCells) -> np.ndarray:
    """Shape (cells, combinations of leaves): 1 where a cell holds the combination."""
    held = [
        np.array([[leaf in item.codes[cell[place]] for leaf in item.leaves] for cell in cells.cells])
        for place, item in enumerate(cells.dimensions)
    ]
    found = held[0]
    for one in held[1:]:
        found = (found[:, :, None] & one[:, None, :]).reshape(len(cells.cells), -1)
    return found.astype(float)


def numbers(cells: LinkedCells, hidden: Mask) -> list[frozenset[int]]:
    """Of each cell the pieces that what is shown leaves open."""
    rows = pieces(cells)
    lower, upper = slow_bounds(np.eye(rows.shape[1]), rows[~hidden], cells.values[~hidden])
    return [frozenset(np.flatnonzero(row.astype(bool) & (upper - lower > 1e-6)).tolist()) for row in rows]


def slow_lone(cells: LinkedCells, hidden: Mask) -> set[frozenset[int]]:
    """The twin: every combination for the parts, a programme for every number."""
    rows, number = pieces(cells), numbers(cells, hidden)
    lower, _ = slow_bounds(rows, rows[~hidden], cells.values[~hidden])
    asked_at = [place for place in np.flatnonzero(hidden).tolist() if number[place]]
    first = {number[place]: place for place in sorted(asked_at, key=lambda one: -lower[one])}
    asked = list(first)
    open_ones = sorted(frozenset().union(*asked))
    sums = [[int(piece in one) for piece in open_ones] for one in asked]
    found = set()
    for part in slow_parts(rows[~hidden][:, open_ones].astype(int).tolist(), sums):
        inside = [asked[place] for place in part]
        small = [one for one in inside if lower[first[one]] <= MINIMUM - 1 + 1e-6]
        least = min(small, key=len, default=frozenset())
        true = any(cells.values[place] < MINIMUM for place in asked_at if number[place] in inside)
        if true and len(inside) > 1 and all(least <= one for one in small):
            found.add(least)
    return found


def test_one_number_alone_can_be_the_reason() -> None:
    """b is at most the 20 of b and z, so a is at least 80: if one of them is below 5, it is b."""
    area = dimension("area", ab="ab", bz="bz", a="a", b="b")
    cells = cells_of({("ab",): 100, ("bz",): 20, ("a",): 97, ("b",): 3}, area)

    assert lone(cells, masks(cells, "a b")) == {"b": {"a"}}


def test_two_that_can_be_small_leave_it_open() -> None:
    area = dimension("area", ab="ab", a="a", b="b")
    cells = cells_of({("ab",): 100, ("a",): 97, ("b",): 3}, area)

    assert lone(cells, masks(cells, "a b")) == {}


def test_a_number_around_the_only_one_is_no_other_reason() -> None:
    """b and c lie in bc: were bc below 5, both would be. c is shown as 0 less, and a is too large."""
    area = dimension("area", abc="abc", a="a", b="b", c="c", bz="bz", bc="bc")
    cells = cells_of({("abc",): 100, ("bz",): 20, ("c",): 1, ("a",): 96, ("b",): 3, ("bc",): 4}, area)

    assert lone(cells, masks(cells, "a b bc")) == {"b": {"a"}}


def test_where_nothing_is_small_nothing_is_to_be_told() -> None:
    area = dimension("area", ab="ab", bz="bz", a="a", b="b")
    cells = cells_of({("ab",): 100, ("bz",): 20, ("a",): 90, ("b",): 10}, area)

    assert lone(cells, masks(cells, "a b")) == {}


def test_smaller_values_that_were_found_are_kept() -> None:
    area = dimension("area", ab="ab", a="a", b="b")
    cells = cells_of({("ab",): 100, ("a",): 97, ("b",): 3}, area)

    _, seen = search(cells, masks(cells, "a b"))

    assert seen[0] == 100
    assert seen[1] <= 4
    assert seen[2] == 3


@st.composite
def hidden_tables(draw: st.DrawFn) -> tuple[LinkedCells, Mask]:
    """Tables of two rows, and up to six of their cells hidden."""
    width = draw(st.integers(2, 3))
    row = st.lists(st.integers(0, 12), min_size=width, max_size=width)
    cells = two_way([draw(row), draw(row)])
    places = draw(st.sets(st.integers(0, len(cells.cells) - 1), max_size=6))
    return cells, np.array([place in places for place in range(len(cells.cells))])


@given(hidden_tables())
@settings(max_examples=30)
def test_lone_reasons_are_those_that_every_combination_gives(table: tuple[LinkedCells, Mask]) -> None:
    cells, hidden = table
    number = numbers(cells, hidden)
    found, _ = search(cells, hidden)
    assert {number[one.cell] for one in found} == slow_lone(cells, hidden)


@given(hidden_tables())
@settings(max_examples=20)
def test_what_is_protected_has_no_lone_reason(table: tuple[LinkedCells, Mask]) -> None:
    protected = protect(table[0], RULES)
    assert slow_lone(table[0], ~protected.shown) == set()
