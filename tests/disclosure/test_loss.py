"""What protection takes from a table, counted by hand."""

import numpy as np
import pytest

from fardplan.disclosure.loss import Sum, loss, sums_of
from fardplan.disclosure.tables import Dimension, LinkedCells
from fardplan.vocabulary.privacy import Loss
from tests.disclosure.small_tables import AREAS, COUNTED, cells_of, share_cells

CITY = Dimension(
    "area",
    {
        "city": frozenset("abc"),
        "north": frozenset("a"),
        "south": frozenset("b"),
        "west": frozenset("c"),
    },
)


def shares() -> LinkedCells:
    """North 10 of 100, south 20 of 100, west 4 of 40; the city 34 of 240."""
    values = {}
    for area, population, numerator in (
        ("city", 240, 34),
        ("north", 100, 10),
        ("south", 100, 20),
        ("west", 40, 4),
    ):
        values[area, "uvas.population"] = population
        values[area, "uvas.numerator"] = numerator
        values[area, "uvas.rest"] = population - numerator
    return cells_of(values, CITY, COUNTED)


def test_nothing_is_lost_where_all_is_shown() -> None:
    """Twelve cells; sums: three by area, four by condition; north and west have the same share."""
    cells = shares()

    assert loss(cells, cells.values, np.ones(12, dtype=np.bool_)) == Loss(
        cells=12,
        shown=12,
        persons_hidden=0.0,
        mean_error=0.0,
        largest_error=0,
        shares=4,
        shares_shown=4,
        mean_share_error=0.0,
        largest_share_error=0.0,
        sums=7,
        broken=0,
        largest_gap=0,
        pairs=2,
        turned=0,
        unseen=0,
    )


def test_what_is_hidden_is_not_an_error_but_is_not_seen() -> None:
    """Of 960 persons, each counted as often as it is told, the west's 4 and 36 and the south's 20 and 80 are
    hidden. North against south and south against west cannot be compared.
    """
    cells = shares()
    hidden = {(area, f"uvas.{part}") for area in ("west", "south") for part in ("numerator", "rest")}
    shown = np.array([cell not in hidden for cell in cells.cells])

    found = loss(cells, np.where(shown, cells.values, -1), shown)

    assert found == Loss(
        cells=12,
        shown=8,
        persons_hidden=140 / 960,
        mean_error=0.0,
        largest_error=0,
        shares=4,
        shares_shown=2,
        mean_share_error=0.0,
        largest_share_error=0.0,
        sums=3,
        broken=0,
        largest_gap=0,
        pairs=2,
        turned=0,
        unseen=2,
    )


def test_moved_counts_have_errors_and_break_sums() -> None:
    """The south's numerator is told as 9: below the north. 11 persons over twelve cells, one of four shares
    11 points off. The numerators no longer add up to the city's, nor the south's to its population.
    """
    cells = shares()
    moved = cells.values.copy()
    moved[cells.cells.index(("south", "uvas.numerator"))] = 9

    assert loss(cells, moved, np.ones(12, dtype=np.bool_)) == Loss(
        cells=12,
        shown=12,
        persons_hidden=0.0,
        mean_error=11 / 12,
        largest_error=11,
        shares=4,
        shares_shown=4,
        mean_share_error=11 / 4,
        largest_share_error=11.0,
        sums=7,
        broken=2,
        largest_gap=11,
        pairs=2,
        turned=2,
        unseen=0,
    )


def test_shares_that_become_alike_are_turned() -> None:
    cells = shares()
    moved = cells.values.copy()
    moved[cells.cells.index(("south", "uvas.numerator"))] = 10

    found = loss(cells, moved, np.ones(12, dtype=np.bool_))

    assert (found.pairs, found.turned, found.unseen) == (2, 2, 0)


def test_a_share_above_the_whole_is_told_as_the_whole() -> None:
    cells = share_cells({"a": (10, 9)})

    found = loss(cells, np.array([8, 9, 0]), np.ones(3, dtype=np.bool_))

    assert found.largest_share_error == pytest.approx(10.0)


def test_a_share_of_nobody_is_no_share() -> None:
    cells = share_cells({"a": (0, 0), "b": (1, 1)})

    found = loss(cells, np.zeros(6, dtype=np.int64), np.ones(6, dtype=np.bool_))

    assert (found.shares, found.shares_shown) == (1, 0)


def test_no_cells_lose_nothing() -> None:
    cells = LinkedCells((AREAS,), (), np.zeros(0, dtype=np.int64))

    assert loss(cells, cells.values, np.zeros(0, dtype=np.bool_)) == Loss(
        cells=0,
        shown=0,
        persons_hidden=0.0,
        mean_error=0.0,
        largest_error=0,
        shares=0,
        shares_shown=0,
        mean_share_error=0.0,
        largest_share_error=0.0,
        sums=0,
        broken=0,
        largest_gap=0,
        pairs=0,
        turned=0,
        unseen=0,
    )


def test_sums_are_cells_with_their_largest_parts() -> None:
    cells = cells_of({("0180",): 9, ("norr",): 3, ("soder",): 4, ("0180-delar",): 2}, AREAS)

    assert sums_of(cells) == [Sum(("0180",), (("norr",), ("0180-delar",), ("soder",)))]


def test_a_sum_without_all_of_its_parts_is_none() -> None:
    assert sums_of(cells_of({("0180",): 9, ("norr",): 3, ("soder",): 4}, AREAS)) == []


def test_a_coarse_loss_keeps_no_sum_of_hidden_counts() -> None:
    cells = shares()
    shown = cells.values != 4
    found = loss(cells, np.where(shown, cells.values, -1), shown).coarse()

    assert found.persons_hidden == 0.0
    assert loss(cells, np.where(shown, cells.values, -1), shown).persons_hidden == 4 / 960


def test_figures_that_are_told_of_no_area_have_no_order() -> None:
    everywhere = cells_of({("uvas.population",): 40, ("uvas.numerator",): 10, ("uvas.rest",): 30}, COUNTED)
    found = loss(everywhere, everywhere.values, np.ones(3, dtype=np.bool_))
    assert (found.shares, found.pairs, found.turned, found.unseen) == (1, 0, 0, 0)
