"""What a set of polygons can be: places inside, overlaps found, slivers of rounding passed over."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from fardplan.geography import inner_place, overlapping, shape_of


def test_a_place_lies_well_inside_even_a_crescent() -> None:
    crescent = shapely.Point(0, 0).buffer(1_000).difference(shapely.Point(400, 0).buffer(900))
    place = shapely.Point(inner_place(crescent))
    assert crescent.contains(place)
    assert crescent.exterior.distance(place) > 200
    assert not crescent.contains(crescent.centroid)


def test_a_place_lies_in_the_largest_part() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 100, 100), shapely.box(500, 500, 900, 900)])
    assert inner_place(parts) == (700, 700)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(-1_000, 1_000))
def test_a_place_is_inside_every_rectangle(width: int, height: int, left: int) -> None:
    box = shapely.box(left * 10, 0, left * 10 + width * 10, height * 10)
    assert box.covers(shapely.Point(inner_place(box)))


def test_neighbours_do_not_overlap_and_others_do() -> None:
    one, beside, over = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(5, 5, 15, 15)
    assert overlapping([one, beside]) == ()
    assert overlapping([one, beside, over]) == ((0, 2), (1, 2))
    assert overlapping([]) == ()


def test_a_sliver_of_rounding_is_no_overlap() -> None:
    one = shape_of([((((0, 0), (100, 1), (100, 100), (0, 100), (0, 0))),)])
    below = shape_of([((((0, -50), (100, -50), (100, 1), (51, 1), (0, 0), (0, -50))),)])
    assert one.intersection(below).area > 0
    assert overlapping([one, below]) == ()
    assert overlapping([one, below], wider_than=0.1) == ((0, 1),)
