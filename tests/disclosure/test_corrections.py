"""A correction tells of those who came in or went out, also where only a difference of figures does."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.disclosure.corrections import tells_of_few
from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells

AREAS = {"stad": frozenset("abc"), "a": frozenset("a"), "b": frozenset("b"), "stad-delar": frozenset("c")}
WHO = {
    "alla.population": frozenset("xyz"),
    "unga.population": frozenset("xy"),
    "unga.numerator": frozenset("x"),
}
REST = {"unga.rest": frozenset("y")}


def table(values: Mapping[CellKey, int]) -> LinkedCells:
    dimensions = (Dimension("area", AREAS), Dimension("counted", WHO | REST))
    return LinkedCells(dimensions, tuple(values), np.array([*values.values()], dtype=np.int64))


def before(values: Mapping[CellKey, int]) -> dict[CellKey, list[tuple[int, int]]]:
    return {cell: [(value, value)] for cell, value in values.items()}


def places(stad: int, a: int, b: int, who: str = "alla.population") -> dict[CellKey, int]:
    return {("stad", who): stad, ("a", who): a, ("b", who): b}


@pytest.mark.parametrize(
    ("now", "few"),
    [
        (places(100, 40, 30), False),  # nothing changed
        (places(101, 41, 30), True),  # one came in to a
        (places(105, 45, 30), False),  # five came in to a
        (places(100, 45, 25), False),  # five moved from b to a
        (places(107, 45, 30), True),  # five came in to a, and two to those in no district
        (places(100, 42, 28), True),  # two moved
    ],
)
def test_areas_and_what_they_leave_over(now: dict[CellKey, int], few: bool) -> None:
    assert tells_of_few(table(now), before(places(100, 40, 30)), 5) is few


@pytest.mark.parametrize(
    ("numerator", "few"), [(40, False), (45, False), (50, False), (48, True), (42, True)]
)
def test_ten_came_in_and_how_many_of_them_have_the_trait(numerator: int, few: bool) -> None:
    """All ten or none is told of a group of ten, half is not; two are without it, or two with it."""
    now = {("a", "unga.population"): 90, ("a", "unga.numerator"): numerator}
    then = {("a", "unga.population"): 80, ("a", "unga.numerator"): 40}
    assert tells_of_few(table(now), before(then), 5) is few


def test_those_whom_one_indicator_counts_and_another_does_not() -> None:
    now = {("a", "alla.population"): 110, ("a", "unga.population"): 58}
    then = {("a", "alla.population"): 100, ("a", "unga.population"): 50}
    assert tells_of_few(table(now), before(then), 5)
    assert not tells_of_few(table(now | {("a", "unga.population"): 55}), before(then), 5)


def test_the_rest_in_what_the_districts_leave_over() -> None:
    """Two dimensions at once: eight of ten in no district have the trait."""
    then = places(100, 40, 30, "unga.population") | places(50, 20, 10, "unga.numerator")
    now = places(110, 40, 30, "unga.population") | places(58, 20, 10, "unga.numerator")
    assert tells_of_few(table(now), before(then), 5)
    assert not tells_of_few(table(now | {("stad", "unga.numerator"): 55}), before(then), 5)


@pytest.mark.parametrize(("now", "few"), [(500, False), (508, False), (511, True), (489, True), (540, False)])
def test_a_number_that_was_known_roughly(now: int, few: bool) -> None:
    """495 to 510 was all that a rounded share told, so that 511 may be one or sixteen more."""
    cells = table({("a", "unga.numerator"): now})
    assert tells_of_few(cells, {("a", "unga.numerator"): [(495, 510)]}, 22 if few else 5) is few


def test_every_edition_counts() -> None:
    cells = table({("a", "alla.population"): 58})
    assert not tells_of_few(cells, {("a", "alla.population"): [(40, 40)]}, 5)
    assert tells_of_few(cells, {("a", "alla.population"): [(40, 40), (60, 60)]}, 5)


@given(
    st.lists(st.integers(0, 60), min_size=9, max_size=9), st.lists(st.integers(-9, 9), min_size=9, max_size=9)
)
def test_when_it_is_safe_every_told_change_and_every_single_difference_is_of_many(
    first: list[int], change: list[int]
) -> None:
    """Against the obvious way: nine pieces, all cells told, every pair of cells taken from each other."""
    pieces = [(area, who) for area in "abc" for who in "xyz"]
    then, now = dict(zip(pieces, first, strict=True)), dict(zip(pieces, first, strict=True))
    for piece, more in zip(pieces, change, strict=True):
        now[piece] = max(0, now[piece] + more)
    held = {
        (area, who): [(one, other) for one in AREAS[area] for other in (WHO | REST)[who]]
        for area in AREAS
        for who in WHO
    }
    cells = {cell: sum(now[piece] for piece in of) for cell, of in held.items()}
    earlier = {cell: sum(then[piece] for piece in of) for cell, of in held.items()}
    if not tells_of_few(table(cells), before(earlier), 5):
        changed = {cell: cells[cell] - earlier[cell] for cell in cells}
        inside = [(whole, part) for whole in held for part in held if set(held[part]) < set(held[whole])]
        few = range(1, 5)
        assert not [cell for cell, one in changed.items() if abs(one) in few]
        assert not [
            pair
            for pair in inside
            if abs(changed[pair[0]] - changed[pair[1]]) in few
            and 1 in (pair[0][0] == pair[1][0], pair[0][1] == pair[1][1])
        ]
