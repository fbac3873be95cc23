"""Zeros of areas that did not exist are no values; zeros of those that did are zeros."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.pxweb.cube import Cell, Cube, Dimension, Role
from fardplan.sources.pxweb.divisions import NOT_THERE, DivisionYears, without_areas_that_were_not_there
from fardplan.vocabulary.errors import NotFoundError, SourceError

AREAS = ("0180R001", "0180R001_RegSO2025", "0180")
MONTHS = ("2022M12", "2023M12", "2024M12")
DIMENSIONS = (
    Dimension("Tid", "månad", MONTHS, MONTHS, Role.TIME),
    Dimension("Kon", "kön", ("1", "2"), ("män", "kvinnor")),
    Dimension("Region", "region", AREAS, AREAS, Role.GEO),
)
YEARS = {"0180R001": DivisionYears(last=2023), "0180R001_RegSO2025": DivisionYears(first=2024)}
#                    2022 men  women     2023 men  women     2024 men  women
TOLD = Cube(
    DIMENSIONS, np.array([5, 0, 0, 6, 0, 7, 0, 3, 0, 6, 0, 7, 0, 5, 9, 0, 0, 9], dtype=float), {4: ".."}
)


def test_zeros_of_areas_that_were_not_there_are_no_values() -> None:
    cube = without_areas_that_were_not_there(TOLD, YEARS, "Region")
    told = [(cell.value, cell.mark) for cell in cube.cells()]
    gone = (None, NOT_THERE)
    assert told == [
        *[(5, None), gone, (0, None), (6, None), gone, (7, None)],
        *[(0, None), (3, None), (0, None), (6, None), gone, (7, None)],
        *[gone, (5, None), (9, None), gone, (0, None), (9, None)],
    ]
    assert cube.notes == (
        "The source tells 0 in 5 cells of areas that did not exist then: no value.",
        "The source tells figures in 1 cells of areas that did not exist then: kept.",
    )


def test_where_every_area_was_there_nothing_changes() -> None:
    assert without_areas_that_were_not_there(TOLD, {}, "Region", "Tid") == TOLD


def test_a_dimension_of_time_must_be_known() -> None:
    with pytest.raises(SourceError, match="'1' of dimension 'Kon' does not begin with a year"):
        without_areas_that_were_not_there(TOLD, YEARS, "Region", "Kon")
    with pytest.raises(NotFoundError, match="no dimension 'Ort'"):
        without_areas_that_were_not_there(TOLD, YEARS, "Ort")
    with pytest.raises(SourceError, match="no dimension says that it is time"):
        without_areas_that_were_not_there(Cube(DIMENSIONS[1:], np.zeros(6)), YEARS, "Region")


@given(
    st.lists(st.sampled_from([0.0, 1.0, np.nan]), min_size=18, max_size=18),
    st.permutations(["Tid", "Kon", "Region"]),
)
def test_cell_by_cell_it_is_the_same(values: list[float], order: list[str]) -> None:
    cube = Cube(DIMENSIONS, np.array(values)).ordered(order)
    changed = without_areas_that_were_not_there(cube, YEARS, "Region")

    def slowly(cell: Cell) -> tuple[float | None, str | None]:
        there = YEARS.get(cell.codes["Region"], DivisionYears()).has(int(cell.codes["Tid"][:4]))
        return (None, NOT_THERE) if cell.value == 0 and not there else (cell.value, cell.mark)

    assert [(cell.value, cell.mark) for cell in changed.cells()] == [slowly(cell) for cell in cube.cells()]
