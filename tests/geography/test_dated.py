"""Points in borders that move: each in those of its day, exact on borders, held against a slow twin."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.geography import NOWHERE, DatedIndex, shape_of
from fardplan.vocabulary.boundary import Boundary, Position
from fardplan.vocabulary.errors import InputError

FIRST = date(2018, 3, 23)


def square(
    area: str, left: int, low: int, side: int = 10, *, since: date | None = None, until: date | None = None
) -> Boundary:
    right, high = left + side, low + side
    ring: tuple[Position, ...] = ((left, low), (right, low), (right, high), (left, high), (left, low))
    return Boundary(
        area=area, valid_from=since, valid_to=until, polygons=((ring,),), place=(left + 1, low + 1)
    )


def found(borders: list[Boundary], *points: tuple[float, float, str]) -> list[str]:
    x, y = (np.array([point[axis] for point in points], dtype=float) for axis in (0, 1))
    days = np.array([point[2] for point in points], dtype="datetime64[D]")
    numbers = DatedIndex(borders).locate(x, y, days).tolist()
    return ["" if number == NOWHERE else borders[number].area for number in numbers]


def test_a_place_that_grew_holds_only_what_it_held_then() -> None:
    r"""
    0      10      20
    +-------+-------+
    | small |  new  |      `a` is the left square to 30 June 2021, and both from 1 July.
    +-------+-------+
    """
    grown = [
        square("a", 0, 0, since=FIRST, until=date(2021, 6, 30)),
        square("a", 0, 0, 20, since=date(2021, 7, 1)),
    ]
    assert found(
        grown,
        (5, 5, "2018-03-22"),  # the day before there was any
        (5, 5, "2018-03-23"),
        (15, 5, "2021-06-30"),
        (15, 5, "2021-07-01"),
        (5, 5, "2021-07-01"),
    ) == ["", "a", "", "a", "a"]


def test_a_place_that_ceased_holds_nothing_afterwards() -> None:
    assert found(
        [square("a", 0, 0, since=FIRST, until=date(2020, 12, 31))],
        (5, 5, "2020-12-31"),
        (5, 5, "2021-01-01"),
    ) == ["a", ""]


def test_points_on_borders_and_corners_belong_to_the_first_of_those_that_meet() -> None:
    neighbours = [square("west", 0, 0), square("east", 10, 0)]
    points = [(10.0, 5.0, "2019-01-01"), (10.0, 10.0, "2019-01-01"), (0.0, 0.0, "2019-01-01")]
    points += [(20.0, 10.0, "2019-01-01"), (20.000001, 10.0, "2019-01-01")]
    assert found(neighbours, *points) == ["west", "west", "west", "east", ""]
    assert found(neighbours[::-1], *points) == ["east", "east", "west", "east", ""]


def test_without_borders_nothing_is_anywhere() -> None:
    assert found([], (1, 1, "2019-01-01")) == [""]


def test_a_border_that_crosses_itself_is_refused() -> None:
    bow: tuple[Position, ...] = ((0, 0), (10, 10), (10, 0), (0, 10), (0, 0))
    with pytest.raises(InputError, match="cannot be used"):
        DatedIndex([Boundary(area="a", polygons=((bow,),), place=(1, 1))])


def slow(borders: list[Boundary], x: int, y: int, day: date) -> str:
    """One point after another, one border after another."""
    import shapely

    for border in borders:
        if border.holds_on(day) and shape_of(border.polygons).intersects(shapely.Point(x, y)):
            return border.area
    return ""


days = st.integers(0, 12).map(lambda number: FIRST + timedelta(days=number))
spans = st.tuples(st.none() | days, st.none() | days).filter(
    lambda span: span[0] is None or span[1] is None or span[0] <= span[1]
)
some_borders = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 6), st.integers(0, 6), st.integers(1, 5), spans).map(
        lambda item: square(item[0], item[1], item[2], item[3], since=item[4][0], until=item[4][1])
    ),
    max_size=5,
)


@given(some_borders, st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), days), max_size=20))
def test_it_finds_what_looking_everywhere_finds(
    borders: list[Boundary], points: list[tuple[int, int, date]]
) -> None:
    asked = [(float(x), float(y), str(day)) for x, y, day in points]
    assert found(borders, *asked) == [slow(borders, x, y, day) for x, y, day in points]
