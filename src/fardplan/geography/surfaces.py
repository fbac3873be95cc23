"""Polygons as shapes that can be computed with, and what can be wrong with a set of them."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from fardplan.vocabulary.boundary import Polygon, Position, Ring

PLACE_PRECISION = 20.0
"""So near, in metres, the best place for a number is looked for."""


def shape_of(polygons: Iterable[Polygon]) -> MultiPolygon:
    """Outer rings with their holes as one shape."""
    return MultiPolygon([shapely.Polygon(outer, holes) for outer, *holes in polygons])


def polygons_of(shape: BaseGeometry) -> tuple[Polygon, ...]:
    """A polygon or several as rings in whole metres; the largest comes first."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    return tuple((_ring(part.exterior), *map(_ring, part.interiors)) for part in parts)


def _ring(ring: BaseGeometry) -> Ring:
    return tuple((round(x), round(y)) for x, y in shapely.get_coordinates(ring).tolist())


def inner_place(shape: BaseGeometry) -> Position:
    """The middle of the largest circle that fits into the largest part: where a number has most room."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, PLACE_PRECISION))[0]
    return round(float(x)), round(float(y))


def overlapping(shapes: Sequence[BaseGeometry], *, wider_than: float = 2.0) -> tuple[tuple[int, int], ...]:
    """Pairs of shapes, by place, whose common surface is somewhere wider than `wider_than` metres.

    Narrower ones are what rounding leaves along a border whose corners stand in one shape alone.
    """
    everything = np.array(shapes, dtype=object)
    one, other = shapely.STRtree(everything).query(everything, predicate="intersects")
    pairs = sorted({(int(a), int(b)) for a, b in zip(one, other, strict=True) if a < b})
    return tuple(
        (a, b)
        for a, b in pairs
        if not shapely.intersection(everything[a], everything[b]).buffer(-wider_than / 2).is_empty
    )
