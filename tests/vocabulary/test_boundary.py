"""Boundaries: closed rings, from one day to another."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from fardplan.vocabulary.area import Division
from fardplan.vocabulary.boundary import Boundaries, Boundary

SQUARE = (((0, 0), (10, 0), (10, 10), (0, 10), (0, 0)),)


def boundary(**changes: Any) -> Boundary:
    return Boundary(**({"area": "norr", "polygons": (SQUARE,), "place": (5, 5)} | changes))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"polygons": ()}, "a boundary is at least one polygon with an outer ring"),
        ({"polygons": ((),)}, "a boundary is at least one polygon with an outer ring"),
        ({"polygons": ((SQUARE[0][:-1],),)}, "a ring has at least four positions and ends where it begins"),
        ({"polygons": ((((0, 0), (1, 1), (0, 0)),),)}, "a ring has at least four positions"),
        ({"polygons": ((((0.5, 0), (1, 1), (0, 2), (0.5, 0)),),)}, "valid integer"),
        ({"valid_from": date(2020, 1, 2), "valid_to": date(2020, 1, 1)}, "of 'norr' ends 2020-01-01 before"),
    ],
)
def test_what_is_no_boundary_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        boundary(**changes)


def test_the_boundary_of_an_area_on_a_day() -> None:
    before = boundary(valid_to=date(2019, 12, 31))
    after = boundary(valid_from=date(2020, 1, 1), place=(6, 6))
    kept = Boundaries(
        system="Plan", as_of=date(2021, 4, 13), source="Karta", divisions=("två",), boundaries=(before, after)
    )
    days = (date(1990, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2050, 1, 1))
    assert [kept.on("norr", day) for day in days] == [before, before, after, after]
    assert kept.on("söder", days[0]) is None


def test_a_boundary_has_an_end() -> None:
    ended = boundary(valid_from=date(2010, 1, 1), valid_to=date(2019, 12, 31))
    assert [ended.holds_on(date(year, 6, 1)) for year in (2009, 2010, 2019, 2020)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_division_is_in_use_from_its_first_day_to_its_last() -> None:
    days = [date(2006, 12, 31), date(2007, 1, 1), date(2020, 6, 30), date(2020, 7, 1)]
    division = Division(code="d", name="D", valid_from=days[1], valid_to=days[2], areas=())
    assert [division.holds_on(day) for day in days] == [False, True, True, False]
    assert [Division(code="d", name="D", areas=()).holds_on(day) for day in days] == [True] * 4
