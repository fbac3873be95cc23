"""Slow, obviously right twins: fractions for points in polygons, every way of dividing people for bounds."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from fardplan.vocabulary.boundary import Polygon, Ring

Exact = tuple[Fraction, Fraction]


def on_ring(point: Exact, ring: Ring) -> bool:
    """Whether a point lies on the line itself."""
    px, py = point
    for (ax, ay), (bx, by) in pairwise(ring):
        straight = (bx - ax) * (py - ay) == (by - ay) * (px - ax)
        if straight and min(ax, bx) <= px <= max(ax, bx) and min(ay, by) <= py <= max(ay, by):
            return True
    return False


def within_ring(point: Exact, ring: Ring) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times; not asked for points on it."""
    px, py = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > py) != (by > py) and px < ax + Fraction(bx - ax) * (py - ay) / (by - ay):
            inside = not inside
    return inside


def holds(polygon: Polygon, point: Exact) -> bool:
    """Whether a polygon, its borders included, holds a point."""
    outer, *holes = polygon
    if any(on_ring(point, ring) for ring in polygon):
        return True
    return within_ring(point, outer) and not any(within_ring(point, hole) for hole in holes)


def located(areas: Sequence[Sequence[Polygon]], x: float, y: float) -> int:
    """The first area that holds the point, -1 for none."""
    point = (Fraction(x), Fraction(y))
    return next((number for number, area in enumerate(areas) if any(holds(part, point) for part in area)), -1)


def ways_to_divide(counts: Sequence[int], here: int) -> Iterator[tuple[int, ...]]:
    """All ways in which `here` people of groups with `counts` people can live here, the rest elsewhere."""
    if not counts:
        if here == 0:
            yield ()
        return
    for number in range(min(counts[0], here) + 1):
        for rest in ways_to_divide(counts[1:], here - number):
            yield (number, *rest)
