"""What cells are made of, as the suppressor and the auditor see it: exactly what some people could be."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from fardplan.disclosure.audit.pieces import cut
from fardplan.disclosure.suppression.relations import relations_of
from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells
from fardplan.vocabulary.errors import InputError, RuleError

Numbers = NDArray[np.float64]
CODES = {
    "abc": ("abc", "ab", "bc", "a", "c"),
    "xy": ("xy", "x", "y"),
    "mn": ("mn", "m", "n"),
    "uv": ("uv", "u", "v"),
}
DIMENSIONS = tuple(
    Dimension(leaves, {code: frozenset(code) for code in codes}) for leaves, codes in CODES.items()
)
WHOLE = tuple(CODES)


def crossed(*pairs: tuple[int, int]) -> list[CellKey]:
    """Every cell that crosses two dimensions, for each of the pairs of dimensions."""
    found = []
    for one, other in pairs:
        for codes in product(DIMENSIONS[one].codes, DIMENSIONS[other].codes):
            key = list(WHOLE)
            key[one], key[other] = codes
            found.append(tuple(key))
    return list(dict.fromkeys(found))


CIRCLE = crossed((0, 1), (1, 2), (2, 3), (3, 0))
"""The first dimension is crossed with the second, and so on round, and never three of them."""


def most_of_anybody(cells: list[CellKey], worth: Numbers) -> float:
    """The most that tables of at most one in each cell are worth, over all combinations of leaves."""
    people = list(product(*(dimension.leaves for dimension in DIMENSIONS)))
    inside = np.array(
        [
            [
                all(leaf in of.codes[code] for leaf, of, code in zip(one, DIMENSIONS, cell, strict=True))
                for one in people
            ]
            for cell in cells
        ],
        dtype=float,
    )
    return -float(linprog(-worth @ inside, A_ub=inside, b_ub=np.ones(len(cells))).fun)


def most_by_relations(cells: list[CellKey], worth: Numbers) -> float:
    """The same over the suppressor's nodes, which keep its relations and are not below 0."""
    found = relations_of(LinkedCells(DIMENSIONS, tuple(cells), np.zeros(len(cells), dtype=np.int64)))
    height, nodes = found.matrix.shape
    cost, upper = np.zeros(nodes), np.full(nodes, np.inf)
    np.add.at(cost, found.node, worth)
    upper[: found.told] = 1.0
    told = linprog(
        -cost, A_eq=found.matrix, b_eq=np.zeros(height), bounds=np.stack([np.zeros(nodes), upper], axis=1)
    )
    return -float(told.fun)


def most_by_pieces(cells: list[CellKey], worth: Numbers) -> float:
    """The same over the auditor's pieces, which keep its links and are not below 0."""
    pieces = cut(DIMENSIONS, cells)
    told = linprog(
        -(worth @ pieces.members),
        A_ub=pieces.members,
        b_ub=np.ones(len(cells)),
        A_eq=pieces.links if pieces.links.shape[0] else None,
        b_eq=np.zeros(pieces.links.shape[0]) if pieces.links.shape[0] else None,
    )
    return -float(told.fun)


cell = st.tuples(*(st.sampled_from(codes) for codes in CODES.values()))


@settings(max_examples=40, deadline=None)
@example(CIRCLE, 0)
@example(CIRCLE, 1)
@example(crossed((0, 1), (0, 2), (0, 3)), 2)
@example(crossed((0, 1), (2, 3)), 3)
@example([("abc", "xy", "mn", "uv"), ("a", "x", "m", "u")], 4)
@given(st.lists(cell, min_size=1, max_size=12, unique=True), st.integers(0, 2**32 - 1))
def test_both_allow_what_some_people_could_be_and_nothing_else(cells: list[CellKey], seed: int) -> None:
    """Where two convex sets are the same, whatever is asked for is worth the same in both."""
    rng = np.random.default_rng(seed)
    for _ in range(2):
        worth = rng.normal(size=len(cells))
        expected = most_of_anybody(cells, worth)
        assert most_by_relations(cells, worth) == pytest.approx(expected, abs=1e-7)
        assert most_by_pieces(cells, worth) == pytest.approx(expected, abs=1e-7)


def test_what_would_need_too_many_pieces_is_refused_and_not_tried() -> None:
    """Three dimensions of 180 codes each, and one cell that leaves out one of each: 5.8 million pieces."""
    leaves = [f"{number:03}" for number in range(180)]
    codes = {leaf: frozenset({leaf}) for leaf in leaves} | {
        "": frozenset(leaves),
        "most": frozenset(leaves[1:]),
    }
    dimensions = tuple(Dimension(name, codes) for name in ("one", "two", "three"))
    cells = [tuple(leaf if place == own else "" for place in range(3)) for own in range(3) for leaf in leaves]
    linked = LinkedCells(dimensions, (("most",) * 3, *cells), np.zeros(len(cells) + 1, dtype=np.int64))
    with pytest.raises(RuleError) as refused:
        relations_of(linked)
    assert str(refused.value) == (
        "the cells cross so many dimensions that they have more than 3000000 pieces"
    )
    with pytest.raises(InputError) as too_many:
        cut(dimensions, linked.cells)
    assert str(too_many.value) == (
        "the cells part their people into 5,832,000 pieces; at most 5,000,000 can be audited\n"
        "Tell fewer breakdowns crossed with each other."
    )
