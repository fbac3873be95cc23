"""Borders with fewer corners: neighbours meet as before, whatever the shapes."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Polygon, box, shape
from shapely.geometry.base import BaseGeometry

from fardplan.geography import overlapping
from fardplan.sources.boundaries import read_map
from fardplan.sources.small_areas.borders import map_text, simplified
from fardplan.vocabulary.errors import InputError

EAST, NORTH = 500_000.0, 6_500_000.0


def sheet(columns: int, rows: int, moves: list[tuple[int, int]]) -> dict[str, BaseGeometry]:
    """A sheet of crooked fields of about 1,000 metres that share their corners, with bends on every side."""
    steps = iter(moves)
    at = {
        (x, y): (EAST + 500 * x + (dx := next(steps))[0] / 10, NORTH + 500 * y + dx[1] / 10)
        for x in range(2 * columns + 1)
        for y in range(2 * rows + 1)
    }
    around = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]
    return {
        f"f{column}-{row}": Polygon([at[2 * column + x, 2 * row + y] for x, y in around])
        for column in range(columns)
        for row in range(rows)
    }


moves = st.lists(st.tuples(st.integers(-1500, 1500), st.integers(-1500, 1500)), min_size=49, max_size=49)


@given(moves=moves, detail=st.sampled_from([0.0, 25.0, 100.0, 200.0]))
def test_no_gap_opens_and_no_overlap_comes(moves: list[tuple[int, int]], detail: float) -> None:
    before = sheet(3, 3, moves)
    after = simplified(before, detail)
    shapes = list(after.values())
    whole = shapely.union_all(shapes)
    assert all(item.is_valid for item in shapes)
    assert overlapping(shapes) == ()
    assert list(after) == list(before)
    assert all((shapely.get_coordinates(item) % 1 == 0).all() for item in shapes)
    holes = [Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    assert [hole.area for hole in holes if not hole.buffer(-1.5).is_empty] == []
    corners = [
        int(shapely.get_num_coordinates(np.array(list(one.values()))).sum()) for one in (before, after)
    ]
    assert corners[1] <= corners[0]


def test_an_island_and_a_hole_are_kept() -> None:
    around = box(EAST, NORTH, EAST + 3000, NORTH + 3000)
    inner = box(EAST + 1000, NORTH + 1000, EAST + 2000, NORTH + 2000)
    island = box(EAST + 5000, NORTH, EAST + 5400, NORTH + 400)
    found = simplified({"ring": around - inner, "inner": MultiPolygon([inner, island])}, 100.0)
    assert found["ring"].equals(around - inner)
    assert found["inner"].equals(MultiPolygon([inner, island]))


def test_neighbours_that_do_not_share_their_corners_are_made_to() -> None:
    """A border drawn twice, half a metre apart."""
    one, other = (
        box(EAST, NORTH, EAST + 1000, NORTH + 1000),
        box(EAST + 1000.5, NORTH, EAST + 2000, NORTH + 1000),
    )
    found = simplified({"one": one, "other": other}, 0.0)
    assert shapely.coverage_is_valid(np.array(list(found.values())))
    assert shapely.union_all(list(found.values())).area == pytest.approx(2_000_000, abs=2_000)


def test_a_border_that_crosses_itself_is_mended() -> None:
    bow = Polygon([(EAST, NORTH), (EAST + 900, NORTH + 900), (EAST + 900, NORTH), (EAST, NORTH + 900)])
    assert simplified({"bow": bow}, 0.0)["bow"].is_valid


def test_an_area_that_would_vanish_is_told() -> None:
    speck = box(EAST, NORTH, EAST + 0.2, NORTH + 0.2)
    with pytest.raises(InputError, match="in whole metres the border of 'speck' crosses itself or vanishes"):
        simplified({"speck": speck}, 0.0)


def test_the_file_is_a_map_of_the_city_package(tmp_path: Path) -> None:
    shapes = {
        "A": box(EAST, NORTH, EAST + 1000, NORTH + 1000),
        "B": box(EAST + 1000, NORTH, EAST + 2000, NORTH + 1000),
    }
    path = tmp_path / "map.geojson"
    path.write_text(map_text(shapes, {"A": "Åsen"}), "utf-8")
    first, second = read_map(path, 3006)
    assert (first.area, first.place, second.place) == ("A", (500_500, 6_500_500), (501_500, 6_500_500))
    assert json.loads(path.read_text("utf-8"))["features"][0]["properties"] == {"area": "A", "name": "Åsen"}


@pytest.mark.parametrize("detail", [0.0, 25.0])
def test_real_borders_that_do_not_quite_meet(reference_data: Path, detail: float) -> None:
    """The 117 stadsdelar: not a coverage, and one in whole metres afterwards."""
    file = reference_data / "data/stockholm_boundaries/stadsdelar_117.geojson"
    turn = Transformer.from_crs(4326, 3006, always_xy=True)
    before = {
        str(at): shapely.transform(shape(item["geometry"]), lambda xy: np.column_stack(turn.transform(*xy.T)))
        for at, item in enumerate(json.loads(file.read_text("utf-8"))["features"])
    }
    after = np.array(list(simplified(before, detail).values()), dtype=object)
    assert not shapely.coverage_is_valid(np.array(list(before.values()), dtype=object))
    assert shapely.coverage_is_valid(after)
    whole = shapely.union_all(list(before.values()))
    assert shapely.union_all(after).area == pytest.approx(whole.area, rel=1e-4)
