"""Places: named pieces of land that figures are counted in, each with its borders from one day to another."""

from datetime import date
from itertools import pairwise

from pydantic import model_validator

from fardplan.vocabulary.boundary import Boundary
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text


class PlaceVersion(Frozen):
    """The borders of a place from one day to another, where they come from, and how sure they are."""

    boundary: Boundary
    source: str
    note: Text | None = None


class Place(Frozen):
    """A place with its versions, the oldest first. It need not be an area of the city or nest in one."""

    code: str
    name: Text
    versions: tuple[PlaceVersion, ...]

    @model_validator(mode="after")
    def _in_order(self) -> "Place":
        if not self.versions:
            raise ValueError(f"the place '{self.code}' has no borders")
        borders = [item.boundary for item in self.versions]
        for earlier, later in pairwise(borders):
            if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
                raise ValueError(f"the borders of '{self.code}' overlap in time or are out of order")
        return self

    def on(self, day: date) -> Boundary | None:
        """Its borders on `day`, or None when it was no such place then."""
        borders = (item.boundary for item in self.versions)
        return next((item for item in borders if item.holds_on(day)), None)


class Places(Frozen):
    """A set of places of a city on one plane: its focus areas, say.

    Where two meet, a position belongs to the one that comes first in `places`. `outline` is the whole city,
    where it is known: a position outside it is a fault. `as_of` is the day of the map they were taken from.
    """

    key: str
    name: Text
    system: str
    as_of: date
    source: str
    licence: str | None = None
    address: str | None = None
    note: Text | None = None
    places: tuple[Place, ...]
    outline: Boundary | None = None

    def place(self, code: str) -> Place | None:
        return next((item for item in self.places if item.code == code), None)

    def on(self, day: date) -> tuple[Boundary, ...]:
        """The borders that held on `day`, in the order of the places."""
        return tuple(found for item in self.places if (found := item.on(day)))

    @property
    def changes(self) -> tuple[date, ...]:
        """The days on which some border begins to hold, in order."""
        borders = [item.boundary for place in self.places for item in place.versions]
        return tuple(sorted({item.valid_from for item in borders if item.valid_from}))
