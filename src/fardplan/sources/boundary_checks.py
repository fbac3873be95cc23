"""What is wrong between a city's borders, areas and divisions: a gap, an overlap, a code astray."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from fardplan.geography import overlapping, shape_of
from fardplan.sources.yaml_marks import Loc
from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.errors import known

Fault = tuple[Loc, str]


def boundary_faults(
    boundaries: Boundaries, areas: dict[str, Area], divisions: Iterable[Division]
) -> Iterator[Fault]:
    """Where in the page about a map and what, in words."""
    by_code = {item.code: item for item in divisions}
    for area in dict.fromkeys(item.area for item in boundaries.boundaries):
        if area not in areas:
            yield ("file",), f"the map has an area '{area}'. {known(areas, asked=area)}"
    yield from _twice(boundaries)
    for position, code in enumerate(boundaries.divisions):
        at: Loc = ("divisions", position)
        if code not in by_code:
            yield at, f"there is no division '{code}'. {known(by_code, asked=code)}"
            continue
        for told in _division_faults(boundaries, by_code[code], areas):
            yield at, told


def _twice(boundaries: Boundaries) -> Iterator[Fault]:
    for one, other in pairwise(boundaries.boundaries):
        ends, begins = one.valid_to or date.max, other.valid_from or date.min
        if one.area == other.area and begins <= ends:
            yield ("file",), f"the map has two borders of '{one.area}' for {begins or 'the same time'}"


def _division_faults(boundaries: Boundaries, division: Division, areas: dict[str, Area]) -> Iterator[str]:
    """What is wrong on any day, each told once, with the first day it is."""
    found: dict[str, date] = {}
    for day in _days(boundaries, division):
        there = [code for code in division.areas if code in areas and areas[code].on(day)]
        drawn = {code: boundary for code in there if (boundary := boundaries.on(code, day))}
        for code in there:
            if code not in drawn:
                found.setdefault(f"the map has no border of '{code}'", day)
        codes = list(drawn)
        for one, other in overlapping([shape_of(drawn[code].polygons) for code in codes]):
            found.setdefault(f"the borders of '{codes[one]}' and '{codes[other]}' overlap", day)
    for told, day in found.items():
        yield f"{told} on {day}, which belongs to the division '{division.code}'"


def _days(boundaries: Boundaries, division: Division) -> list[date]:
    """A day in each time during which no border of the division changes; the day of the map if none does."""
    begins, ends = division.valid_from or date.min, division.valid_to or date.max
    members = [item for item in boundaries.boundaries if item.area in division.areas]
    changes = {item.valid_from for item in members if item.valid_from}
    changes |= {item.valid_to + timedelta(days=1) for item in members if item.valid_to}
    before = [day - timedelta(days=1) for day in changes]
    first = division.valid_from or min([*before, boundaries.as_of, ends])
    return sorted({day for day in (first, *changes) if begins <= day <= ends})
