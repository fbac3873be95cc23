"""A million points in 500 polygons, ours beside others: `python benchmarks/geography.py`.

All get the same points and polygons and answer by the same rule. shapely's tree always takes part, SedonaDB
where it is installed (`pip install sedonadb geopandas geoarrow-pyarrow`).
"""

import importlib.util
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import shapely

from fardplan.geography import PolygonIndex

POINTS = 1_000_000
POLYGONS = 500
HOLES = 50
SIDE = 20_000.0
TIMES = 5

Answer = np.ndarray[Any, np.dtype[np.intp]]


def polygons(rng: np.random.Generator) -> list[shapely.Geometry]:
    """Crooked districts on whole metres that share every border; some lie in a hole of another."""
    frame = shapely.box(0, 0, SIDE, SIDE)
    seeds = shapely.multipoints(rng.uniform(0, SIDE, (POLYGONS - HOLES, 2)))
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame)), frame)
    crooked = shapely.transform(shapely.segmentize(cells, 60.0), bend)
    around, within = [], []
    for number, cell in enumerate(crooked):
        if number < HOLES:
            middle = shapely.maximum_inscribed_circle(cell, 5.0)
            radius = middle.length / 2
            lake = shapely.transform(shapely.get_point(middle, 0).buffer(radius), np.round)
            within.append(lake)
            around.append(shapely.Polygon(cell.exterior, [lake.exterior]))
        else:
            around.append(cell)
    return around + within


def bend(corners: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    x, y = corners.T
    moved = (
        x + 40 * np.sin(y / 170) * np.sin(x / 310),
        y + 40 * np.cos(x / 190) * np.sin(y / 270),
    )
    return np.round(np.column_stack(moved))


def points(rng: np.random.Generator, shapes: list[shapely.Geometry]) -> tuple[Any, Any]:
    """Spread over the sheet and a little beyond; a tenth stands on corners, which are borders."""
    anywhere = rng.uniform(-SIDE / 40, SIDE * 41 / 40, (POINTS - POINTS // 10, 2))
    corners = rng.choice(shapely.get_coordinates(shapes), POINTS // 10)
    x, y = rng.permutation(np.concatenate([anywhere, corners])).T
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


def ours(shapes: list[shapely.Geometry], x: Any, y: Any) -> Answer:
    return PolygonIndex([shapely.from_wkb(shape) for shape in shapely.to_wkb(shapes)]).locate(x, y)


def shapely_tree(shapes: list[shapely.Geometry], x: Any, y: Any) -> Answer:
    point, polygon = shapely.STRtree(shapes).query(shapely.points(x, y), predicate="intersects")
    return first_of(point, polygon, len(x))


def in_sedonadb() -> Callable[..., Answer]:
    """A function that joins in SedonaDB; what it takes to hand the tables over is not counted."""
    import geopandas
    import sedonadb

    context = sedonadb.connect()

    def prepare(shapes: list[shapely.Geometry], x: Any, y: Any) -> None:
        areas = geopandas.GeoDataFrame({"area": range(len(shapes))}, geometry=shapes)
        spots = geopandas.GeoDataFrame({"spot": np.arange(len(x))}, geometry=shapely.points(x, y))
        context.create_data_frame(areas).to_view("areas", overwrite=True)
        context.create_data_frame(spots).to_memtable().to_view("spots", overwrite=True)

    def join(_shapes: list[shapely.Geometry], x: Any, _y: Any) -> Answer:
        joined = context.sql(
            "select spot, area from spots join areas on ST_Intersects(areas.geometry, spots.geometry)"
        ).to_arrow_table()
        return first_of(joined["spot"].to_numpy(), joined["area"].to_numpy(), len(x))

    join.prepare = prepare  # type: ignore[attr-defined]
    return join


def first_of(point: Any, polygon: Any, count: int) -> Answer:
    """The first polygon of each point, -1 for none: the same rule for all who take part."""
    found = np.full(count, np.iinfo(np.intp).max, dtype=np.intp)
    np.minimum.at(found, point, polygon)
    found[found == np.iinfo(np.intp).max] = -1
    return found


def participants() -> Iterator[tuple[str, Callable[..., Answer]]]:
    yield "Färdplan", ours
    yield "shapely STRtree", shapely_tree
    if importlib.util.find_spec("sedonadb") and importlib.util.find_spec("geopandas"):
        yield "SedonaDB", in_sedonadb()


def main() -> None:
    rng = np.random.default_rng(20180911)
    shapes = polygons(rng)
    x, y = points(rng, shapes)
    corners = int(shapely.get_num_coordinates(shapes).sum())
    print(f"{len(x):,} points, {len(shapes)} polygons with {corners:,} corners; the best of {TIMES} runs")
    print(f"{'':18}{'wall':>10}{'processor':>12}  same answer")
    truth: Answer | None = None
    for name, locate in participants():
        getattr(locate, "prepare", lambda *_: None)(shapes, x, y)
        best_wall = best_used = float("inf")
        for _ in range(TIMES):
            wall, used = time.perf_counter(), time.process_time()
            answer = locate(shapes, x, y)
            best_wall = min(best_wall, time.perf_counter() - wall)
            best_used = min(best_used, time.process_time() - used)
        truth = answer if truth is None else truth
        same = "yes" if np.array_equal(answer, truth) else f"no: {np.sum(answer != truth):,} differ"
        print(f"{name:18}{best_wall:9.2f} s{best_used:10.2f} s  {same}")


if __name__ == "__main__":
    main()
