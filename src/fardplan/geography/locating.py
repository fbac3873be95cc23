"""Points and parcels in polygons, exact on borders and holes."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fardplan.vocabulary.errors import InputError

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

NOWHERE = -1
"""Stands for a point or parcel that lies in no polygon."""


class PolygonIndex:
    """Polygons to look up places in, all in one plane.

    A point on a border belongs to the first, in the order given, of the polygons that meet there, so
    that every point belongs to one at most and the sum over the polygons counts nobody twice. The edge of
    a hole belongs to the polygon around it unless one in the hole comes earlier. Raises `InputError` for
    a shape that is no polygon, is empty or crosses itself.
    """

    def __init__(self, shapes: Sequence[BaseGeometry]) -> None:
        self._shapes = np.array(shapes, dtype=object)
        for position, shape in enumerate(self._shapes):
            if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty or not shape.is_valid:
                raise InputError(
                    f"polygon number {position} cannot be used: {shape.geom_type}, "
                    f"{shapely.is_valid_reason(shape)}"
                )
        shapely.prepare(self._shapes)
        self._bounds = shapely.bounds(self._shapes).reshape(-1, 4)

    def locate(self, x: Floats, y: Floats) -> Numbers:
        """The number of the polygon that each point lies in, `NOWHERE` (-1) for none.

        `x`, `y`: shape (points,), finite, in the plane of the polygons. With the points in order of x, those
        that can lie in a polygon are one slice; the exact test is made on what its box leaves of it.
        """
        _check_points(x, y)
        order = np.argsort(x)
        across, up = x[order], y[order]
        found = np.full(len(order), NOWHERE, dtype=np.intp)
        for number, (shape, (left, low, right, high)) in enumerate(
            zip(self._shapes, self._bounds, strict=True)
        ):
            first, last = np.searchsorted(across, left, "left"), np.searchsorted(across, right, "right")
            height = up[first:last]
            free = found[first:last] == NOWHERE
            near = first + np.flatnonzero(free & (height >= low) & (height <= high))
            found[near[shapely.intersects_xy(shape, across[near], up[near])]] = number
        result = np.empty_like(found)
        result[order] = found
        return result

    def shares(self, parcels: Sequence[BaseGeometry]) -> tuple[Numbers, Numbers, Floats]:
        """How parcels lie in the polygons: parcel, polygon and the share of the parcel's surface, above 0.

        In order of parcel, then polygon. Raises `InputError` for a parcel without a surface.
        """
        given = np.array(parcels, dtype=object)
        surface = shapely.area(given)
        if not np.all(surface > 0):
            at = int(np.flatnonzero(~(surface > 0))[0])
            raise InputError(f"parcel number {at} has no surface", instead="Look it up as a point.")
        parcel, polygon = shapely.STRtree(self._shapes).query(given, predicate="intersects")
        order = np.lexsort((polygon, parcel))
        parcel, polygon = parcel[order], polygon[order]
        share = shapely.area(shapely.intersection(given[parcel], self._shapes[polygon])) / surface[parcel]
        inside = share > 0
        return parcel[inside], polygon[inside], share[inside]

    def locate_parcels(self, parcels: Sequence[BaseGeometry]) -> tuple[Numbers, Floats]:
        """The polygon that holds the largest part of each parcel, and that part as a share of it.

        The first of equals; `NOWHERE` and 0 for a parcel that lies in none.
        """
        parcel, polygon, share = self.shares(parcels)
        found = np.full(len(parcels), NOWHERE, dtype=np.intp)
        held = np.zeros(len(parcels))
        largest_last = np.lexsort((-polygon, share))
        found[parcel[largest_last]] = polygon[largest_last]
        held[parcel[largest_last]] = share[largest_last]
        return found, held


def _check_points(x: Floats, y: Floats) -> None:
    if x.shape != y.shape or x.ndim != 1:
        raise InputError(f"points have {x.shape} positions east and {y.shape} north")
    wrong = np.flatnonzero(~(np.isfinite(x) & np.isfinite(y)))
    if wrong.size:
        at = int(wrong[0])
        raise InputError(f"point number {at} has no place: {x[at]}, {y[at]}")
