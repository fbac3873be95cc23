"""Area: a place that figures are about, with versions, since borders and names move."""

from datetime import date
from enum import StrEnum

from pydantic import model_validator

from fardplan.vocabulary.model import Frozen


class AreaKind(StrEnum):
    COUNTRY = "country"
    COUNTY = "county"
    CITY = "city"
    PART = "part"  # a part of the city larger than a district: Västerort, outer city
    DISTRICT = "district"
    SMALL = "small"  # smaller than a district, drawn for statistics alone: RegSO, DeSO


class AreaVersion(Frozen):
    """What an area was called and belonged to from one day to another; None is unknown or still valid."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "AreaVersion":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"'{self.name}' ends {self.valid_to} before it begins {self.valid_from}")
        return self

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Area(Frozen):
    """An area with its versions, the oldest first.

    `part_of` names every larger area it lies in; areas of different kinds need not sum to each other
    (some people and workplaces belong to the city and to no district). `successors` took over from it.
    """

    code: str
    kind: AreaKind
    versions: tuple[AreaVersion, ...]
    part_of: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_versions_in_order(self) -> "Area":
        if not self.versions:
            raise ValueError(f"the area '{self.code}' has no version")
        for earlier, later in zip(self.versions, self.versions[1:], strict=False):
            if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
                raise ValueError(f"the versions of '{self.code}' overlap or are out of order")
        return self

    @property
    def name(self) -> str:
        return self.versions[-1].name

    def on(self, day: date) -> AreaVersion | None:
        """The version that held on `day`, or None when the area did not exist then."""
        return next((version for version in self.versions if version.holds_on(day)), None)


class Division(Frozen):
    """A complete split of a city into areas of one kind during a time: its 14, 13 or 11 districts."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    areas: tuple[str, ...]

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
