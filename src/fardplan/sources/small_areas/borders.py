"""Borders for a map of a few centimetres: fewer corners, whole metres, and neighbours that still meet."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fardplan.geography import polygons_of
from fardplan.sources.small_areas.asking import EPSG
from fardplan.vocabulary.errors import InputError

SNAP, GAP = 1.0, 2.0
"""Corners nearer than `SNAP` metres are one, and gaps narrower than `GAP` metres are closed, where neighbours
do not share their corners from the start."""


def simplified(borders: Mapping[str, BaseGeometry], detail: float) -> dict[str, BaseGeometry]:
    """The borders in whole metres, without corners whose triangle is smaller than `detail` metres squared.

    They are simplified together, so that what two areas share stays shared: no gap opens and no overlap
    comes. `detail` 0 keeps every corner. Raises `InputError` where an area would vanish or cross itself.
    """
    shapes = _sharing(shapely.force_2d(np.array(list(borders.values()), dtype=object)))
    if detail > 0:
        shapes = shapely.coverage_simplify(shapes, detail)
    rounded = shapely.transform(shapes, np.round)
    if not shapely.is_valid(rounded).all():
        rounded = shapely.set_precision(shapes, 1.0)
    wrong = [code for code, shape in zip(borders, rounded, strict=True) if not _is_surface(shape)]
    if wrong:
        raise InputError(
            f"in whole metres the border of '{wrong[0]}' crosses itself or vanishes",
            instead="Ask for more detail: a smaller number of metres, or 0 for every corner.",
        )
    return dict(zip(borders, rounded.tolist(), strict=True))


def map_text(borders: Mapping[str, BaseGeometry], named: Mapping[str, str]) -> str:
    """GeoJSON with its reference system, a feature a line, as `boundaries/` in a city package has it."""
    lines = ",\n".join(_feature(code, shape, named.get(code)) for code, shape in borders.items())
    system = json.dumps({"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG}"}})
    return f'{{"type": "FeatureCollection",\n"crs": {system},\n"features": [\n{lines}\n]}}\n'


def _sharing(shapes: Sequence[BaseGeometry]) -> Any:
    """The shapes as a coverage: neighbours share their corners. Mended only where they do not."""
    found = np.array([item if item.is_valid else _mended(item) for item in shapes], dtype=object)
    if shapely.coverage_is_valid(found):
        return found
    return shapely.coverage_clean(found, snapping_distance=SNAP, gap_width=GAP)


def _mended(shape: BaseGeometry) -> BaseGeometry:
    """The surfaces of a border that crosses itself."""
    parts = shapely.get_parts(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _is_surface(shape: BaseGeometry) -> bool:
    return shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty and bool(shape.is_valid)


def _feature(code: str, shape: BaseGeometry, name: str | None) -> str:
    feature = {
        "type": "Feature",
        "properties": {"area": code, **({"name": name} if name else {})},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons_of(shape)},
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
