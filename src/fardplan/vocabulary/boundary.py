"""Boundary: where an area lies, as polygons on a plane, drawn from and never measured with."""

from datetime import date
from itertools import chain

from pydantic import field_validator, model_validator

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text

Position = tuple[int, int]
"""Metres east and north in the reference system of the set it belongs to."""

Ring = tuple[Position, ...]
"""A closed line: it ends where it begins."""

Polygon = tuple[Ring, ...]
"""The outer ring first, then the holes in it."""


class Boundary(Frozen):
    """The land of an area from one day to another; None is unknown or still valid.

    `place` lies well inside the largest of the polygons: a number stands there, or a symbol.
    """

    area: str
    valid_from: date | None = None
    valid_to: date | None = None
    polygons: tuple[Polygon, ...]
    place: Position

    @field_validator("polygons")
    @classmethod
    def _is_closed(cls, polygons: tuple[Polygon, ...]) -> tuple[Polygon, ...]:
        if not polygons or not all(polygons):
            raise ValueError("a boundary is at least one polygon with an outer ring")
        for ring in chain.from_iterable(polygons):
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise ValueError("a ring has at least four positions and ends where it begins")
        return polygons

    @model_validator(mode="after")
    def _ordered(self) -> "Boundary":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"the boundary of '{self.area}' ends {self.valid_to} before it begins")
        return self

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Boundaries(Frozen):
    """The boundaries of a city's areas, on one plane, with where they come from.

    `divisions` are those whose every area is there. `as_of` is the day of the map they were taken from,
    `note` tells what was done with it.
    """

    system: str
    as_of: date
    source: str
    licence: str | None = None
    address: str | None = None
    note: Text | None = None
    divisions: tuple[str, ...]
    boundaries: tuple[Boundary, ...]

    def on(self, area: str, day: date) -> Boundary | None:
        """Where an area lay on `day`, or None where no map tells."""
        return next((item for item in self.boundaries if item.area == area and item.holds_on(day)), None)
