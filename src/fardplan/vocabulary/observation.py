"""Observation and provenance: a figure, what it is about, and where it comes from."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.period import Period


class Origin(StrEnum):
    """Who made the figure. Simulated figures are never mistaken for real ones."""

    OFFICIAL = "official"
    OWN_CALCULATION = "own_calculation"
    SIMULATED = "simulated"


class PublishedBasis(StrEnum):
    """How the day of publication is known."""

    STATED = "stated"  # the source states the day
    CALENDAR = "calendar"  # the source's ordinary day for that series
    NO_LATER_THAN = "no_later_than"  # it is known to have been public by that day
    LOADED = "loaded"  # unknown: the day it was loaded stands in


class Clearance(StrEnum):
    """Whether a figure may leave the house; `internal` is the default everywhere."""

    INTERNAL = "internal"
    PUBLISHED_BY_SOURCE = "published_by_source"
    PROTECTED = "protected"  # counted here, and has passed disclosure control


class Status(StrEnum):
    """What a cell of a table says when it is not a plain number, and when it is."""

    VALUE = "value"
    ROUNDED = "rounded"  # "~100": the source rounded to protect individuals
    PRELIMINARY = "preliminary"
    SUPPRESSED = "suppressed"  # "..": too few to show
    NOT_APPLICABLE = "not_applicable"  # "."
    MISSING = "missing"  # empty, "NA", "-"

    @property
    def has_value(self) -> bool:
        return self in (Status.VALUE, Status.ROUNDED, Status.PRELIMINARY)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure comes from.

    `source` names the table or publication and its publisher, `address` is where it can be seen, `via`
    the page or file it was taken from when that is not the source itself. `published` is the day the
    source let it out (see `published_basis`), `loaded` the day it came here. `release` is the id of the
    privacy report that a figure counted here passed; there exactly when `clearance` is PROTECTED.
    """

    source: str
    origin: Origin
    loaded: date
    published: date
    published_basis: PublishedBasis = PublishedBasis.STATED
    address: str | None = None
    via: str | None = None
    licence: str | None = None
    clearance: Clearance = Clearance.INTERNAL
    release: str | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise InputError("a figure without a source cannot be kept", instead="Name its source.")
        if self.clearance is Clearance.PUBLISHED_BY_SOURCE and not (self.address or "").strip():
            raise InputError(
                f"the figure from '{self.source}' is marked published by its source, without an address",
                instead="Give the address where it is published, or leave it internal.",
            )
        self._check_release()

    def _check_release(self) -> None:
        protected = self.clearance is Clearance.PROTECTED
        if protected != (self.release is not None) or (protected and not (self.release or "").strip()):
            raise InputError(
                f"the figure from '{self.source}' is {self.clearance} with the release {self.release!r}",
                instead="A protected figure names the privacy report it passed, and no other figure does.",
            )
        if protected and self.origin is Origin.OFFICIAL:
            raise InputError(
                f"the figure from '{self.source}' is official and marked protected",
                instead="Protected are figures counted here: own calculations, or simulated.",
            )


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure.

    `value` is None exactly when `status` says there is none. `lower` and `upper` bound a 95 % interval
    when the source or a calculation gives one, or are the lowest and highest that it can be where the
    indicator's definition says so; never of a value that is suppressed. `base` is the number of persons,
    answers or other units that a share rests on.
    """

    indicator: str
    area: str
    period: Period
    value: float | None
    provenance: Provenance
    group: Group = EVERYBODY
    status: Status = Status.VALUE
    lower: float | None = None
    upper: float | None = None
    base: int | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if self.status.has_value != (self.value is not None):
            raise InputError(
                f"{self.what}: the status '{self.status}' and the value {self.value} contradict each other"
            )
        if self.status is Status.SUPPRESSED and (self.lower is not None or self.upper is not None):
            raise InputError(f"{self.what}: the value is suppressed, and an interval would tell of it")
        numbers = [number for number in (self.value, self.lower, self.upper) if number is not None]
        if not all(map(math.isfinite, numbers)):
            raise InputError(f"{self.what}: {numbers} holds a number that is not finite")
        if not self._in_order():
            raise InputError(
                f"{self.what}: the value {self.value} lies outside its interval {self.lower} to {self.upper}"
            )
        if self.base is not None and self.base < 0:
            raise InputError(f"{self.what}: the base {self.base} is below zero")

    def _in_order(self) -> bool:
        ordered = [number for number in (self.lower, self.value, self.upper) if number is not None]
        return ordered == sorted(ordered)

    @property
    def what(self) -> str:
        """The cell it fills, in words for a message."""
        group = f", {self.group}" if self.group.categories else ""
        return f"{self.indicator}, {self.area}{group}, {self.period}"

    @property
    def cell(self) -> tuple[str, str, Group, Period]:
        """The place it fills; two observations in one cell are two editions of one figure."""
        return (self.indicator, self.area, self.group, self.period)
