"""Cubes: what they refuse, picking, reordering, putting together."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.pxweb.cube import Cell, Cube, Dimension, Role
from fardplan.sources.pxweb.joining import joined
from fardplan.vocabulary.errors import NotFoundError, SourceError

AREA = Dimension("Region", "region", ("0180", "1480"), ("Stockholm", "Göteborg"), Role.GEO)
YEAR = Dimension("Tid", "år", ("2021", "2022", "2023"), ("2021", "2022", "2023"), Role.TIME)
VALUES = np.array([0.0, 1.5, np.nan, 3, 4, np.nan])
CUBE = Cube((AREA, YEAR), VALUES, {2: "..", 5: "-"}, updated="2026-06-08T06:00:00Z")


def test_cells_in_order() -> None:
    assert list(CUBE.cells()) == [
        Cell({"Region": "0180", "Tid": "2021"}, 0.0),
        Cell({"Region": "0180", "Tid": "2022"}, 1.5),
        Cell({"Region": "0180", "Tid": "2023"}, None, ".."),
        Cell({"Region": "1480", "Tid": "2021"}, 3.0),
        Cell({"Region": "1480", "Tid": "2022"}, 4.0),
        Cell({"Region": "1480", "Tid": "2023"}, None, "-"),
    ]


def test_a_cell_is_picked_by_its_codes() -> None:
    assert CUBE.cell({"Tid": "2022", "Region": "1480"}) == Cell({"Region": "1480", "Tid": "2022"}, 4.0)
    assert CUBE.only({"Region": ["1480"]}).cell({"Tid": "2021"}).value == 3.0
    with pytest.raises(NotFoundError, match="no code for dimension 'Region'"):
        CUBE.cell({"Tid": "2022"})
    with pytest.raises(NotFoundError, match=r"no code '1481'\nThere is: 0180, 1480. Did you mean '1480'"):
        CUBE.cell({"Tid": "2022", "Region": "1481"})
    with pytest.raises(NotFoundError, match="no dimension 'Kon'"):
        CUBE.cell({"Kon": "1"})


def test_only_some_codes_in_another_order() -> None:
    kept = CUBE.only({"Tid": ["2023", "2021"]})
    assert kept.shape == (2, 2)
    assert [(cell.value, cell.mark) for cell in kept.cells()] == [
        (None, ".."),
        (0, None),
        (None, "-"),
        (3, None),
    ]


def test_dimensions_in_another_order() -> None:
    turned = CUBE.ordered(["Tid"])
    assert [one.key for one in turned.dimensions] == ["Tid", "Region"]
    assert [cell.value for cell in turned.cells()] == [0, 3, 1.5, 4, None, None]
    assert turned.ordered(["Region", "Tid"]) == CUBE


def test_the_sign_for_nothing_is_zero_for_who_knows_the_source() -> None:
    told = CUBE.with_nil_as_zero()
    assert [(cell.value, cell.mark) for cell in told.cells()][2::3] == [(None, ".."), (0.0, None)]


def test_roles_and_the_day_of_the_update() -> None:
    assert (CUBE.of_role(Role.TIME), CUBE.of_role(Role.METRIC)) == (YEAR, None)
    assert str(CUBE.updated_on) == "2026-06-08"
    assert Cube((), np.array([1.0]), updated="i går").updated_on is None


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"values": np.zeros(5)}, "there are 5 values for 2 x 3 = 6 cells"),
        ({"values": np.array([0, 1, 2, 3, 4, np.inf])}, "a value is not a finite number"),
        ({"dimensions": (YEAR, YEAR), "values": np.zeros(9)}, "two dimensions have one key: Tid, Tid"),
        ({"marks": {6: ".."}}, "a sign stands at cell 6, and there are 6 cells, from 0"),
    ],
)
def test_a_cube_that_contradicts_itself_is_refused(parts: dict[str, Any], what: str) -> None:
    with pytest.raises(SourceError, match=f"the table is not whole: {what}"):
        Cube(**({"dimensions": (AREA, YEAR), "values": np.zeros(6)} | parts))


def test_a_dimension_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(SourceError, match="dimension 'x' has the code 'b' twice"):
        Dimension("x", "x", ("a", "b", "b"), ("1", "2", "3"))
    with pytest.raises(SourceError, match="dimension 'x' has 1 codes and 2 labels"):
        Dimension("x", "x", ("a",), ("1", "2"))


def test_parts_must_make_the_whole_once() -> None:
    left, right = CUBE.only({"Tid": ["2021", "2022"]}), CUBE.only({"Tid": ["2023"]})
    assert joined((AREA, YEAR), [right, left]) == CUBE
    with pytest.raises(SourceError, match="of 6 cells 2 were left out and 0 were told twice"):
        joined((AREA, YEAR), [left])
    with pytest.raises(SourceError, match="of 6 cells 0 were left out and 4 were told twice"):
        joined((AREA, YEAR), [left, left, right])
    with pytest.raises(SourceError, match="a dimension or code that was not asked for: '2023'"):
        joined((AREA, YEAR.only(["2021", "2022"])), [left, right])


def test_measures_may_have_been_updated_on_different_days() -> None:
    metric = Dimension("ContentsCode", "innehåll", ("N1", "N2"), ("antal", "andel"), Role.METRIC)
    first, second = metric.only(["N1"]), metric.only(["N2"])
    parts = [
        Cube((first,), np.array([1.0]), updated="2026-05-01", units={"N1": "antal"}),
        Cube((second,), np.array([2.0]), updated="2026-06-01", units={"N2": "procent"}),
    ]
    whole = joined((metric,), parts)
    assert (whole.values.tolist(), whole.updated) == ([1, 2], "2026-06-01")
    assert whole.units == {"N1": "antal", "N2": "procent"}


@given(st.permutations(AREA.codes), st.permutations(YEAR.codes), st.permutations(["Region", "Tid"]))
def test_picking_knows_no_order(areas: list[str], years: list[str], keys: list[str]) -> None:
    turned = CUBE.only({"Region": areas, "Tid": years}).ordered(keys)
    assert {tuple(sorted(c.codes.items())): (c.value, c.mark) for c in turned.cells()} == {
        tuple(sorted(c.codes.items())): (c.value, c.mark) for c in CUBE.cells()
    }
    assert turned.ordered(["Region"]).only({"Region": AREA.codes, "Tid": YEAR.codes}) == CUBE
