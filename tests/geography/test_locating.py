"""Points and parcels in polygons against exact arithmetic, on borders, corners and holes most of all."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.geography import PolygonIndex, polygons_of, shape_of
from fardplan.vocabulary.boundary import Polygon
from fardplan.vocabulary.errors import InputError
from tests.geography.slow import located

SQUARE = shapely.box(0, 0, 10, 10)
EAST = shapely.box(10, 0, 20, 10)
RING = shapely.Polygon(shapely.box(0, 0, 30, 30).exterior, [shapely.box(10, 10, 20, 20).exterior])
LAKE = shapely.box(10, 10, 20, 20)


def where(shapes: Sequence[shapely.Geometry], *points: tuple[float, float]) -> list[int]:
    x, y = np.array(points, dtype=float).reshape(-1, 2).T
    found: list[int] = PolygonIndex(shapes).locate(x, y).tolist()
    return found


def test_points_inside_on_the_edge_and_outside() -> None:
    assert where([SQUARE], (5, 5), (0, 5), (10, 10), (10.000001, 5), (-1, -1)) == [0, 0, 0, -1, -1]


def test_a_point_on_a_common_border_belongs_to_the_first() -> None:
    assert where([SQUARE, EAST], (10, 5), (9, 5), (11, 5)) == [0, 0, 1]
    assert where([EAST, SQUARE], (10, 5), (9, 5), (11, 5)) == [0, 1, 0]


def test_a_hole_is_not_inside_but_its_edge_is() -> None:
    assert where([RING], (15, 15), (10, 15), (5, 5)) == [-1, 0, 0]
    assert where([LAKE, RING], (15, 15), (10, 15), (5, 5)) == [0, 0, 1]


def test_a_polygon_of_several_parts_is_one() -> None:
    both = shapely.MultiPolygon([SQUARE, shapely.box(20, 0, 30, 10)])
    assert where([both], (5, 5), (15, 5), (25, 5)) == [0, -1, 0]


def test_no_points_and_no_polygons() -> None:
    assert where([SQUARE]) == []
    assert where([], (1, 1)) == [-1]


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]), "number 1 cannot be used: Polygon, Self-inter"),
        (shapely.Polygon(), "number 1 cannot be used: Polygon"),
        (shapely.LineString([(0, 0), (1, 1)]), "number 1 cannot be used: LineString"),
    ],
)
def test_a_shape_that_cannot_hold_points_is_refused(shape: shapely.Geometry, told: str) -> None:
    with pytest.raises(InputError, match=told):
        PolygonIndex([SQUARE, shape])


def test_points_without_a_place_are_refused() -> None:
    index = PolygonIndex([SQUARE])
    with pytest.raises(InputError, match=r"point number 1 has no place: nan, 2\.0"):
        index.locate(np.array([1.0, np.nan]), np.array([1.0, 2.0]))
    with pytest.raises(InputError, match=r"points have \(2,\) positions east and \(1,\) north"):
        index.locate(np.array([1.0, 2.0]), np.array([1.0]))


def blocks(corners: dict[tuple[int, int], tuple[int, int]], side: int) -> list[tuple[Polygon, ...]]:
    """A sheet of quadrangles whose corners have been moved, so that neighbours share crooked borders."""
    areas = []
    for column in range(side):
        for row in range(side):
            steps = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
            areas.append(((tuple(corners[column + right, row + up] for right, up in steps),),))
    return areas


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[Polygon, ...]]:
    """Neighbours that share every border; some with a hole that is an area of its own, some merged."""
    side = 3
    moved = st.integers(-3, 3)
    corners = {
        (column, row): (column * 12 + draw(moved), row * 12 + draw(moved))
        for column in range(side + 1)
        for row in range(side + 1)
    }
    areas: list[tuple[Polygon, ...]] = []
    for (polygon,) in blocks(corners, side):
        outer = polygon[0]
        middle_x, middle_y = (round(sum(at[axis] for at in outer[:4]) / 4) for axis in (0, 1))
        hole = tuple((middle_x + dx, middle_y + dy) for dx, dy in ((-1, -1), (1, -1), (0, 1), (-1, -1)))
        if draw(st.booleans()):
            areas += [((outer, hole),), ((hole,),)]
        else:
            areas.append(((outer,),))
    return list(draw(st.permutations(areas)))


def points_of(areas: list[tuple[Polygon, ...]]) -> list[tuple[float, float]]:
    """Every corner and the middle of every side: on the borders, where it matters."""
    rings = [ring for area in areas for polygon in area for ring in polygon]
    corners = {(float(x), float(y)) for ring in rings for x, y in ring}
    middles = {((ax + bx) / 2, (ay + by) / 2) for ring in rings for (ax, ay), (bx, by) in pairwise(ring)}
    return sorted(corners | middles)


@settings(max_examples=60)
@given(sheets(), st.lists(st.tuples(*[st.floats(-8, 44, allow_nan=False)] * 2), max_size=20))
def test_the_fast_answer_is_the_exact_one(
    areas: list[tuple[Polygon, ...]], anywhere: list[tuple[float, float]]
) -> None:
    points = points_of(areas) + anywhere
    exact = [located(areas, x, y) for x, y in points]
    assert where([shape_of(area) for area in areas], *points) == exact


@settings(max_examples=30)
@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_the_points_does_not_matter(areas: list[tuple[Polygon, ...]], random: object) -> None:
    points = points_of(areas)
    shuffled = list(points)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    shapes = [shape_of(area) for area in areas]
    alone = dict(zip(points, where(shapes, *points), strict=True))
    assert where(shapes, *shuffled) == [alone[point] for point in shuffled]


def test_many_points_as_one_by_one_with_shapely() -> None:
    rng = np.random.default_rng(7)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(rng.uniform(0, 1_000, (40, 2)))))
    x, y = rng.uniform(-100, 1_100, (2, 3_000))
    alone = [
        next((n for n, cell in enumerate(cells) if cell.intersects(p)), -1) for p in shapely.points(x, y)
    ]
    assert PolygonIndex(list(cells)).locate(x, y).tolist() == alone


def test_parcels_are_shared_by_their_surface() -> None:
    index = PolygonIndex([SQUARE, EAST])
    parcel, polygon, share = index.shares(
        [shapely.box(8, 0, 12, 1), shapely.box(19, 0, 23, 1), shapely.box(50, 50, 51, 51)]
    )
    assert (parcel.tolist(), polygon.tolist(), share.tolist()) == ([0, 0, 1], [0, 1, 1], [0.5, 0.5, 0.25])


def test_a_parcel_belongs_where_its_largest_part_lies_and_to_the_first_of_equals() -> None:
    parcels = [
        shapely.box(8, 0, 12, 1),
        shapely.box(9, 0, 12, 1),
        shapely.box(50, 50, 51, 51),
        shapely.box(10, 0, 12, 1),
    ]
    for shapes, expected in (([SQUARE, EAST], [0, 1, -1, 1]), ([EAST, SQUARE], [0, 0, -1, 0])):
        found, held = PolygonIndex(shapes).locate_parcels(parcels)
        assert found.tolist() == expected
        assert held.tolist() == pytest.approx([0.5, 2 / 3, 0.0, 1.0])


def test_a_parcel_that_only_touches_lies_nowhere() -> None:
    found, held = PolygonIndex([SQUARE]).locate_parcels([shapely.box(10, 0, 20, 10)])
    assert (found.tolist(), held.tolist()) == ([-1], [0.0])


def test_a_parcel_without_a_surface_is_refused() -> None:
    with pytest.raises(InputError, match="parcel number 1 has no surface"):
        PolygonIndex([SQUARE]).shares([SQUARE, shapely.LineString([(0, 0), (1, 1)])])


@settings(max_examples=30)
@given(sheets(), st.integers(0, 30), st.integers(0, 30), st.integers(1, 9))
def test_a_parcel_on_a_complete_sheet_is_shared_out_to_the_last_bit(
    areas: list[tuple[Polygon, ...]], x: int, y: int, size: int
) -> None:
    shapes = [shape_of(area) for area in areas]
    parcel = shapely.intersection(shapely.box(x, y, x + size, y + size), shapely.union_all(shapes))
    if parcel.area == 0:
        return
    index = PolygonIndex(shapes)
    _, _, share = index.shares([parcel])
    assert share.sum() == pytest.approx(1.0)
    found, held = index.locate_parcels([parcel])
    assert held[0] == share.max()
    assert found[0] >= 0


def test_a_shape_and_its_rings_are_the_same() -> None:
    both = shapely.MultiPolygon([SQUARE, RING])
    rings = polygons_of(both)
    assert rings[0][0][0] in ((0, 0), (30, 0))
    assert [len(polygon) for polygon in rings] == [2, 1]
    assert shape_of(rings).equals(shapely.MultiPolygon([RING, SQUARE]))
