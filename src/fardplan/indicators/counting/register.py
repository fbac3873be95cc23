"""A register: what its rows and columns are, when and where a row belongs, and how much damage is borne."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from fardplan.disclosure.rules import DisclosureRules
from fardplan.indicators.source import Key, Source
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import Period, PeriodKind
from fardplan.vocabulary.text import Text

ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class ColumnType(StrEnum):
    INTEGER = "integer"
    NUMBER = "number"  # counted exactly, as whole numbers of its last decimal
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"


class Category(Frozen):
    """A value that a column can have, and what people call it."""

    code: str
    name: Text


class Column(Frozen):
    """A column of a register. With `categories` no other value is right; `least` and `most` bound numbers.

    `decimals`: how many a NUMBER has at most. A column that is not `optional` has a value in every row.
    """

    name: ColumnName
    type: ColumnType
    label: Text | None = None
    categories: tuple[Category, ...] = ()
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    least: float | None = None
    most: float | None = None
    optional: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.categories)


class TimeKey(Frozen):
    """Which column tells the period of a row: an integer year, for a school year the year it ends in."""

    column: ColumnName
    kind: PeriodKind = PeriodKind.YEAR


def time_value(period: Period, kind: PeriodKind) -> int:
    """The number that stands for `period` in a register whose periods are of `kind`: for 2017/18, 2018.

    A year and the school year that ends in it are the same to a register. Raises `InputError` for terms and
    months, which a year cannot tell.
    """
    for one in (period.kind, kind):
        if one not in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
            raise InputError(f"a register has a row's year, and '{period}' is a {one}")
    return period.ordinal + (period.kind is PeriodKind.SCHOOL_YEAR)


def period_of(value: int, kind: PeriodKind) -> Period:
    """The period of `kind` (year or school year) that a number in the time column stands for."""
    return Period(kind, value - (kind is PeriodKind.SCHOOL_YEAR))


class AreaKey(Frozen):
    """Which column tells the area of a row, and what its codes are.

    `key` names a file beside the register (CSV: code, area, valid_from, valid_to): the areas of every
    division that each code lies in. Without it the codes are areas of the city themselves. `unplaced` are the
    codes of those who belong to the city and to no smaller area.
    """

    column: ColumnName
    key: str | None = None
    unplaced: tuple[str, ...] = ()


class Threshold(Frozen):
    """Shares of the rows, from 0 to 1: above `warn` a fault is told, above `refuse` nothing is counted."""

    warn: Annotated[float, Field(ge=0, le=1)] = 0.0
    refuse: Annotated[float, Field(ge=0, le=1)] = 0.05

    @model_validator(mode="after")
    def _ordered(self) -> "Threshold":
        if self.warn > self.refuse:
            raise ValueError(f"it would refuse at {self.refuse} before it warns at {self.warn}")
        return self


class PlaceColumn(Frozen):
    """A column not in the register but found from where a row's event lay, before anything is counted.

    `column` gets the code of the place, of the city's set of places with the key `places`, that holds the
    position `x`, `y` on the day of the event: the last one of the quarter in the column `quarter`, or of the
    period. It is missing where no place does. `outside`: positions outside the city; `unknown`: rows without
    a position.
    """

    column: ColumnName
    places: Key
    x: ColumnName
    y: ColumnName
    quarter: ColumnName | None = None
    outside: Threshold = Threshold(warn=0.001, refuse=0.02)
    unknown: Threshold = Threshold(warn=0.01, refuse=0.1)

    @property
    def reads(self) -> tuple[ColumnName, ...]:
        return (self.x, self.y, *([self.quarter] if self.quarter else []))


class Quality(Frozen):
    """How much of each fault is borne. Every fault is counted and told with its number of rows."""

    duplicates: Threshold = Threshold(refuse=0.001)
    unknown_area: Threshold = Threshold(warn=0.001, refuse=0.02)
    other_division: Threshold = Threshold(warn=0.001, refuse=0.02)  # an area that did not exist then
    missing: Threshold = Threshold(warn=0.001, refuse=0.02)
    unknown_category: Threshold = Threshold(warn=0.0, refuse=0.02)
    out_of_range: Threshold = Threshold(warn=0.0, refuse=0.01)


class Exclusion(Frozen):
    """Rows that are not counted, each kind counted and told: who died or moved before the day, say."""

    key: Key
    when: str  # an expression, see `expression`
    text: Text


class RegisterDefinition(Frozen):
    """A register of persons, pupils, dwellings, workplaces or survey answers.

    `row` is what one row is, in the singular; `identity` the columns that no two rows share. `places` are the
    columns found from positions. `disclosure` says what protects the people in it.
    """

    key: Key
    name: Text
    row: Text
    time: TimeKey
    area: AreaKey
    identity: tuple[ColumnName, ...]
    columns: tuple[Column, ...]
    places: tuple[PlaceColumn, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    quality: Quality = Quality()
    disclosure: DisclosureRules = DisclosureRules()
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "RegisterDefinition":
        names = [item.name for item in self.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the columns {twice} stand twice")
        found = [name for item in self.places for name in (item.column, *item.reads)]
        asked = (self.time.column, self.area.column, *self.identity, *found)
        absent = [name for name in asked if name not in names]
        if absent:
            raise ValueError(f"there is no column {absent}; there is: {', '.join(names)}")
        return self

    def column(self, name: str) -> Column | None:
        return next((item for item in self.columns if item.name == name), None)
