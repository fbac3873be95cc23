"""Rounding to a base: to the nearest, by chance, and so that parts add up."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fardplan.disclosure.cell_key import KEYS
from fardplan.disclosure.loss import sums_of
from fardplan.disclosure.pieces import incidence
from fardplan.disclosure.rounding import round_controlled, round_randomly, round_to_nearest
from fardplan.disclosure.tables import Counts, Dimension, LinkedCells
from fardplan.vocabulary.errors import RuleError
from tests.disclosure.small_tables import AREAS, cells_of, share_cells, two_way

bases = st.integers(2, 12)


def test_the_nearest_multiple_and_up_from_halfway() -> None:
    counts = np.array([0, 1, 2, 3, 4, 5, 7, 8, 12, 13])

    assert round_to_nearest(counts, 5).tolist() == [0, 0, 0, 5, 5, 5, 5, 10, 10, 15]
    assert round_to_nearest(np.array([4, 5, 14, 15, 16]), 10).tolist() == [0, 10, 10, 20, 20]


@given(st.lists(st.integers(0, 10_000), min_size=1), bases)
def test_the_nearest_is_never_further_than_half_a_base(counts: list[int], base: int) -> None:
    rounded = round_to_nearest(np.array(counts), base)

    assert (rounded % base == 0).all()
    assert (2 * np.abs(rounded - counts) <= base).all()


def test_chance_is_the_cell_key() -> None:
    """7 lies 2 of 5 of the way up from 5: up for the lowest two fifths of the keys."""
    keys = np.array([0, KEYS * 2 // 5, KEYS * 2 // 5 + 1, KEYS - 1])

    assert round_randomly(np.full(4, 7), keys, 5).tolist() == [10, 10, 5, 5]
    assert round_randomly(np.full(4, 10), keys, 5).tolist() == [10, 10, 10, 10]


@given(st.integers(0, 500), bases)
def test_chance_is_right_on_average(count: int, base: int) -> None:
    keys = (np.arange(base * 1000) * (KEYS // (base * 1000))).astype(np.int64)

    rounded = round_randomly(np.full(len(keys), count), keys, base)

    assert rounded.mean() == pytest.approx(count, abs=1e-2)
    assert set(rounded.tolist()) <= {count // base * base, -(-count // base) * base}


def test_controlled_by_hand() -> None:
    """Of all tables of multiples of 5 that add up, the nearest: 1 goes up so that 3 + 1 stays 5."""
    cells = cells_of({("norr",): 3, ("soder",): 1, ("0180",): 6, ("0180-delar",): 2}, AREAS)

    assert round_controlled(cells, 5).tolist() == [5, 0, 5, 0]


def adds_up(cells: LinkedCells, rounded: Counts) -> bool:
    told = dict(zip(cells.cells, rounded.tolist(), strict=True))
    return all(told[one.total] == sum(told[part] for part in one.parts) for one in sums_of(cells))


def nearest_by_trying(cells: LinkedCells, base: int) -> int:
    """The smallest sum of distances of all tables just above or below that add up."""
    choices = [sorted({count // base * base, -(-count // base) * base}) for count in cells.values.tolist()]
    tables = (np.array(table) for table in product(*choices))
    return min(int(np.abs(table - cells.values).sum()) for table in tables if adds_up(cells, table))


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 30), min_size=2, max_size=2), min_size=2, max_size=3), bases)
def test_controlled_is_the_nearest_table_that_adds_up(inner: list[list[int]], base: int) -> None:
    cells = two_way(inner)

    rounded = round_controlled(cells, base)

    assert (rounded % base == 0).all()
    assert (np.abs(rounded - cells.values) < base).all()
    assert adds_up(cells, rounded)
    assert int(np.abs(rounded - cells.values).sum()) == nearest_by_trying(cells, base)


def test_a_table_of_three_dimensions_that_must_go_one_multiple_further() -> None:
    """Cells of three overlapping pairs: half a base each cannot all go to a neighbour of half a base."""
    dimension = Dimension(
        "area",
        {
            **{name: frozenset({name}) for name in "abc"},
            "ab": frozenset("ab"),
            "bc": frozenset("bc"),
            "ca": frozenset("ca"),
        },
    )
    cells = cells_of({("ab",): 10, ("bc",): 10, ("ca",): 10, ("a",): 5, ("b",): 5, ("c",): 5}, dimension)

    rounded = round_controlled(cells, 10)

    told = dict(zip(["ab", "bc", "ca", "a", "b", "c"], rounded.tolist(), strict=True))
    assert (rounded % 10 == 0).all()
    assert (told["ab"], told["bc"], told["ca"]) == (
        told["a"] + told["b"],
        told["b"] + told["c"],
        told["c"] + told["a"],
    )
    assert np.abs(rounded - cells.values).sum() == 25


OVERLAPPING = Dimension(
    "area", {name: frozenset(name) for name in ("ab", "abd", "bc", "ca", "abcd", "d", "a")}
)


def nearest_of_pieces(cells: LinkedCells, base: int) -> tuple[int, int] | None:
    """By trying all pieces of up to five bases: how far a count must go, and the least sum of distances."""
    codes = [cells.dimensions[0].codes[code] for (code,) in cells.cells]
    tables = np.array(
        [
            [sum(bases for leaf, bases in zip("abcd", pieces, strict=True) if leaf in of) for of in codes]
            for pieces in product(range(6), repeat=4)
        ]
    )
    below, above = cells.values // base, -(-cells.values // base)
    still = (tables == 0) | (cells.values > 0)
    for further in range(3):
        near = (tables >= below - further) & (tables <= above + further) & still
        apart = np.abs(tables * base - cells.values).sum(axis=1)[near.all(axis=1)]
        if len(apart):
            return further, int(apart.min())
    return None


@settings(max_examples=30, deadline=None)
@example([2, 2, 2, 0], 4, ["abd", "bc", "ca", "d"])  # d may not be 4, so one of the pairs is 0
@example([2, 2, 2, 1], 4, ["ab", "bc", "ca", "abcd", "d"])  # one pair is 8, so that all are 8 and not 4
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.integers(2, 5),
    st.lists(st.sampled_from(sorted(OVERLAPPING.codes)), min_size=2, max_size=6, unique=True),
)
def test_where_parts_overlap_a_count_goes_as_little_further_as_it_must(
    persons: list[int], base: int, told: list[str]
) -> None:
    count = dict(zip("abcd", persons, strict=True))
    cells = cells_of({(code,): sum(count[leaf] for leaf in code) for code in told}, OVERLAPPING)
    rounded = round_controlled(cells, base)
    found = nearest_of_pieces(cells, base)

    assert found is not None
    assert (rounded % base == 0).all()
    assert (rounded[cells.values == 0] == 0).all()
    assert int(np.abs(rounded - cells.values).sum()) == found[1]
    assert (np.abs(rounded - cells.values) < base * (found[0] + 1)).all()


def test_zeros_stay_and_so_do_multiples_that_can() -> None:
    cells = two_way([[0, 10], [10, 0]])

    assert round_controlled(cells, 5).tolist() == cells.values.tolist()


def test_too_many_cells_are_refused() -> None:
    cells = share_cells({f"a{number}": (9, 3) for number in range(700)})

    with pytest.raises(RuleError) as refusal:
        round_controlled(cells, 5)

    assert str(refusal.value) == (
        "2100 cells are too many to round so that parts add up\n"
        "There can be 2000 cells of 20000 pieces; round randomly, or suppress."
    )


def test_a_table_that_cannot_be_is_refused() -> None:
    """Counts that are no sums of anything: the parts of 100 are nobody."""
    cells = cells_of({("0180",): 100, ("norr",): 0, ("soder",): 0, ("0180-delar",): 0}, AREAS)

    with pytest.raises(RuleError) as refusal:
        round_controlled(cells, 5)

    assert str(refusal.value) == (
        "no table of multiples of 5 adds up and lies near these 4 counts\nRound randomly, or suppress."
    )


def test_pieces_are_what_no_cell_parts() -> None:
    """a and b are told together alone, so they are one piece."""
    cells = cells_of({("0180",): 6, ("norr",): 3, ("soder",): 1}, AREAS)

    found = incidence(cells)

    assert found is not None
    assert sorted(found.toarray().T.tolist()) == [[1, 0, 0], [1, 0, 1], [1, 1, 0]]


def test_pieces_are_counted_before_they_are_made() -> None:
    cells = two_way([[1] * 20] * 20)

    assert incidence(cells, most=399) is None
    assert incidence(cells, most=400) is not None
    assert incidence(cells, most=1) is None
