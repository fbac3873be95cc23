"""Period: the stretch of time a figure is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from fardplan.vocabulary.errors import InputError

FIRST_YEAR, LAST_YEAR = 1749, 2200
"""Sweden has counted its people since 1749; a year outside is a typing error."""


class PeriodKind(StrEnum):
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    TERM = "term"
    MONTH = "month"


PER_YEAR = {PeriodKind.YEAR: 1, PeriodKind.SCHOOL_YEAR: 1, PeriodKind.TERM: 2, PeriodKind.MONTH: 12}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A year (`2018`), school year (`2017/18`), term (`2018-VT`, `2018-HT`) or month (`2018-09`).

    `ordinal` counts periods of the kind from year 0, so that neighbours differ by 1. Periods of
    different kinds are ordered by their last day, then their first.
    """

    kind: PeriodKind
    ordinal: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InputError(
                f"the year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}",
                instead="Write a year as four digits, for example 2018.",
            )

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(PeriodKind.YEAR, year)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read the canonical form; raises `InputError` with what can be written."""
        cleaned = text.strip()
        for pattern, build in _FORMS:
            match = pattern.fullmatch(cleaned)
            if match:
                return build(*match.groups())
        raise InputError(
            f"'{text}' is not a period",
            instead="Write a year (2018), school year (2017/18), term (2018-VT, 2018-HT) or month (2018-09).",
        )

    @property
    def year(self) -> int:
        """The calendar year it begins in."""
        return self.ordinal // PER_YEAR[self.kind]

    @property
    def start(self) -> date:
        return _first_day(self.kind, self.ordinal)

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        return _first_day(self.kind, self.ordinal + 1) - timedelta(days=1)

    @property
    def position(self) -> float:
        """Where it stands on a time axis in years: year ends for school years, middles within a year."""
        if self.kind is PeriodKind.YEAR:
            return float(self.year)
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return float(self.year + 1)
        return self.ordinal / PER_YEAR[self.kind]

    @property
    def due(self) -> float:
        """When it is over, in years; a year is over at its number, and a school year in the year it ends.

        A level promised for 2025 is due at 2025, not when that January's figure comes.
        """
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return self.position
        return (self.ordinal + 1) / PER_YEAR[self.kind] - 1

    def shifted(self, steps: int) -> "Period":
        return Period(self.kind, self.ordinal + steps)

    def __str__(self) -> str:
        if self.kind is PeriodKind.YEAR:
            return f"{self.year:04d}"
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return f"{self.year:04d}/{(self.year + 1) % 100:02d}"
        if self.kind is PeriodKind.TERM:
            return f"{self.year:04d}-{'HT' if self.ordinal % 2 else 'VT'}"
        return f"{self.year:04d}-{self.ordinal % 12 + 1:02d}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start) < (other.end, other.start)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _from_plain, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


def _first_day(kind: PeriodKind, ordinal: int) -> date:
    year, part = divmod(ordinal, PER_YEAR[kind])
    if kind is PeriodKind.SCHOOL_YEAR:
        return date(year, 7, 1)
    return date(year, 1 + part * 12 // PER_YEAR[kind], 1)


def _from_plain(value: object) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, int | str) and not isinstance(value, bool):
        try:
            return Period.parse(str(value))
        except InputError as error:
            raise ValueError(f"{error.what}. {error.instead}") from error
    raise ValueError(f"{value!r} is not a period")


def _school_year(first: str, second: str) -> Period:
    start = int(first)
    if int(second) % 100 != (start + 1) % 100:
        raise InputError(
            f"'{first}/{second}' is not one school year",
            instead=f"A school year spans two years in a row: {first}/{(start + 1) % 100:02d}.",
        )
    return Period(PeriodKind.SCHOOL_YEAR, start)


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})"), lambda year: Period(PeriodKind.YEAR, int(year))),
    (re.compile(r"(\d{4})/(\d{2}|\d{4})"), _school_year),
    (
        re.compile(r"(\d{4})-(VT|HT)", re.IGNORECASE),
        lambda year, term: Period(PeriodKind.TERM, int(year) * 2 + (term.upper() == "HT")),
    ),
    (
        re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
        lambda year, month: Period(PeriodKind.MONTH, int(year) * 12 + int(month) - 1),
    ),
)
