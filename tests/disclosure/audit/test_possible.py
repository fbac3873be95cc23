"""What a reader finds possible of a hidden cell: by hand, and like the slow twin on drawn registers."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from fardplan.disclosure.audit import Contradiction, possible
from fardplan.disclosure.audit.pieces import cut
from fardplan.disclosure.tables import LinkedCells, Mask
from tests.disclosure.audit.tables import counted, dimension, slow, tables

ROWS = dimension("row", all="123", r1="1", r2="2", r3="3")
COLUMNS = dimension("column", all="abc", A="a", B="b", C="c")

PEOPLE = {
    ("1", "a"): 20, ("1", "b"): 50, ("1", "c"): 10,
    ("2", "a"): 8, ("2", "b"): 19, ("2", "c"): 22,
    ("3", "a"): 17, ("3", "b"): 32, ("3", "c"): 12,
}  # fmt: skip
"""Three branches by three regions, the example of Fischetti and Salazar: investments of enterprises."""


def shown_but(cells: LinkedCells, *hidden: tuple[str, str]) -> Mask:
    return np.array([cell not in hidden for cell in cells.cells])


def interval(cells: LinkedCells, shown: Mask, *cell: str) -> tuple[float, float]:
    found = possible(cells.dimensions, cells.cells, shown, cells.values)
    place = cells.cells.index(cell)
    return float(found.lower[place]), float(found.upper[place])


def test_a_cell_hidden_alone_is_the_margin_less_the_others() -> None:
    cells = counted((ROWS, COLUMNS), PEOPLE)
    assert interval(cells, shown_but(cells, ("r2", "A")), "r2", "A") == (49 - 19 - 22, 8)


def test_four_hidden_in_a_rectangle() -> None:
    """Fischetti and Salazar, Management Science 47(7), 2001, figures 1 and 2: 22 lies from 5 to 30.

    r2: A + C = 49 - 19 = 30, r3: A + C = 61 - 32 = 29, A: 45 - 20 = 25, C: 44 - 10 = 34.

    With t for (r2, A): (r2, C) = 30 - t, (r3, A) = 25 - t, (r3, C) = 29 - (25 - t) = 4 + t; none is negative
    for t from 0 to 25.
    """
    cells = counted((ROWS, COLUMNS), PEOPLE)
    hidden = (("r2", "A"), ("r2", "C"), ("r3", "A"), ("r3", "C"))
    shown = shown_but(cells, *hidden)
    assert [interval(cells, shown, *cell) for cell in hidden] == [(0, 25), (5, 30), (0, 25), (4, 29)]


def test_one_after_another() -> None:
    """Alone in column A: 45 - 20 - 17 = 8; then alone in row r2: 49 - 19 - 8 = 22; then 44 - 10 - 22 = 12."""
    cells = counted((ROWS, COLUMNS), PEOPLE)
    hidden = (("r2", "A"), ("r2", "C"), ("r3", "C"))
    shown = shown_but(cells, *hidden)
    assert [interval(cells, shown, *cell) for cell in hidden] == [(8, 8), (22, 22), (12, 12)]


def test_whole_numbers_are_fewer_than_fractions() -> None:
    """x + y = 3, y + z = 3, x + z = 3 has halves in it: each is 1.5, and no whole register is left."""
    ring = dimension("ring", ab="ab", bc="bc", ca="ca", a="a", b="b", c="c")
    cells = LinkedCells((ring,), tuple((code,) for code in ring.codes), np.array([3, 3, 3, 0, 0, 0]))
    found = possible(cells.dimensions, cells.cells, np.arange(6) < 3, cells.values)
    assert found.lower[3:].tolist() == found.upper[3:].tolist() == [1.5, 1.5, 1.5]
    whole = found.whole()
    assert (whole.lower[3:] > whole.upper[3:]).all()


def test_whole_persons_as_counted_through() -> None:
    """x, y, z and p, u and p from 0 to 10: all with x + y + p = y + z + p = z + x + p = 10, p + z + u = 8."""
    ring = dimension("ring", xyp="xyp", yzp="yzp", zxp="zxp", pz="pzu", p="p", x="x", xz="xz")
    cells = tuple((code,) for code in ring.codes)
    shown, values = np.arange(7) < 4, np.array([10, 10, 10, 8, 0, 0, 0])
    fits = [
        (p, x, x + z)
        for x, y, z, p, u in product(range(11), repeat=5)
        if x + y + p == y + z + p == z + x + p == 10 and p + z + u == 8
    ]
    found = possible((ring,), cells, shown, values, whole=True)
    assert found.lower[4:].tolist() == [min(one) for one in zip(*fits, strict=True)]
    assert found.upper[4:].tolist() == [max(one) for one in zip(*fits, strict=True)]


def test_what_no_shown_cell_holds_has_no_end() -> None:
    area = dimension("area", a="a", b="b")
    cells = LinkedCells((area,), (("a",), ("b",)), np.array([3, 4]))
    assert interval(cells, np.array([True, False]), "b") == (0, np.inf)


def test_shown_values_that_cannot_be_true_together_are_told() -> None:
    area = dimension("area", city="ab", a="a", b="b")
    cells = LinkedCells((area,), (("city",), ("a",), ("b",)), np.array([10, 4, 5]))
    with pytest.raises(Contradiction, match="cannot be true together"):
        possible(cells.dimensions, cells.cells, np.ones(3, bool), cells.values)


def test_breakdowns_that_are_not_crossed_are_cut_apart() -> None:
    """Area by sex and area by origin: 2 × 2 + 2 × 3 pieces, not 2 × 2 × 3, and one link for each area."""
    dimensions = (
        dimension("area", city="ab", a="a", b="b"),
        dimension("sex", all="km", K="k", M="m"),
        dimension("origin", all="xyz", X="x", Y="y", Z="z"),
    )
    cells = [(a, s, "") for a in ("city", "a", "b") for s in ("", "K", "M")]
    cells += [(a, "", o) for a in ("city", "a", "b") for o in ("X", "Y", "Z")]
    pieces = cut(dimensions, cells)
    assert (pieces.members.shape, pieces.links.shape) == ((18, 10), (2, 10))


@settings(max_examples=25, deadline=None)
@given(tables())
def test_as_the_slow_twin(table: tuple[LinkedCells, Mask]) -> None:
    cells, shown = table
    found = possible(cells.dimensions, cells.cells, shown, cells.values)
    lower, upper = slow(cells, shown)
    np.testing.assert_allclose(found.lower, lower, atol=1e-5)
    np.testing.assert_allclose(found.upper, upper, atol=1e-5)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_the_truth_is_always_possible(table: tuple[LinkedCells, Mask]) -> None:
    cells, shown = table
    found = possible(cells.dimensions, cells.cells, shown, cells.values).whole()
    assert (found.lower <= cells.values).all()
    assert (cells.values <= found.upper).all()


@settings(max_examples=25, deadline=None)
@given(tables())
def test_values_that_are_not_shown_are_not_looked_at(table: tuple[LinkedCells, Mask]) -> None:
    cells, shown = table
    blind = np.where(shown, cells.values, 10**9)
    seen, unseen = (
        possible(cells.dimensions, cells.cells, shown, values) for values in (cells.values, blind)
    )
    assert seen.lower.tolist() == unseen.lower.tolist()
    assert seen.upper.tolist() == unseen.upper.tolist()


@settings(max_examples=25, deadline=None)
@given(tables())
def test_showing_more_never_widens(table: tuple[LinkedCells, Mask]) -> None:
    cells, shown = table
    more = shown.copy()
    more[np.flatnonzero(~shown)[:1]] = True
    few = possible(cells.dimensions, cells.cells, shown, cells.values)
    many = possible(cells.dimensions, cells.cells, more, cells.values)
    assert (many.lower >= few.lower - 1e-5).all()
    assert (many.upper <= few.upper + 1e-5).all()
