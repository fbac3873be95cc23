"""The column that is found from a position: which place, as it was that day, a row's event lay in."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fardplan.geography import NOWHERE, DatedIndex, Days, PolygonIndex, shape_of
from fardplan.indicators.counting.checking import rules_of
from fardplan.indicators.counting.count import CountDefinition
from fardplan.indicators.counting.meaning import columns_of
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.register import PlaceColumn, RegisterDefinition
from fardplan.vocabulary.place import Places


@dataclass(frozen=True, slots=True)
class Placing:
    """How many of `rows` rows lie in a place, elsewhere in the city, outside it, or nowhere that is known.

    The four sum to `rows`. Without an outline of the city none is `outside`.
    """

    column: str
    rows: int
    placed: int
    elsewhere: int
    outside: int
    unknown: int


def with_places(
    rows: pl.DataFrame, register: RegisterDefinition, asked: PlaceColumn, places: Places
) -> tuple[pl.DataFrame, Placing]:
    """The rows with the code of the place in the column that `asked` names, and how many lie where.

    A row counts in the borders that held on the last day of its quarter or year. Without a finite position, a
    year or a quarter from 1 to 4 its place is unknown, and the column missing; so it is outside all places.
    """
    days = _days(rows, register, asked)
    x, y = (rows[name].cast(pl.Float64).to_numpy() for name in (asked.x, asked.y))
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y) & ~np.isnat(days))
    borders = [item.boundary for place in places.places for item in place.versions]
    found = np.full(len(rows), NOWHERE, dtype=np.intp)
    found[known] = DatedIndex(borders).locate(x[known], y[known], days[known])
    codes = np.array([*(item.area for item in borders), None], dtype=object)[found]  # NOWHERE is the last one
    placed = int((found != NOWHERE).sum())
    rest = known[found[known] == NOWHERE]
    outside = 0
    if places.outline and len(rest):
        city = PolygonIndex([shape_of(places.outline.polygons)])
        outside = int((city.locate(x[rest], y[rest]) == NOWHERE).sum())
    told = Placing(
        asked.column,
        rows=len(rows),
        placed=placed,
        elsewhere=len(rest) - outside,
        outside=outside,
        unknown=len(rows) - len(known),
    )
    return rows.with_columns(pl.Series(asked.column, codes.tolist(), dtype=pl.String)), told


def _days(rows: pl.DataFrame, register: RegisterDefinition, asked: PlaceColumn) -> Days:
    """The day of each row's event, the last one it can be; no day (NaT) where the period is not known."""
    year = pl.col(register.time.column).cast(pl.Int32)
    quarter = pl.col(asked.quarter).cast(pl.Int32) if asked.quarter else pl.lit(4, pl.Int32)
    right = pl.when(quarter.is_between(1, 4) & year.is_between(1, 9998)).then(quarter)
    day = pl.date(year, right * 3, 1).dt.month_end()
    return rows.select(day=day)["day"].to_numpy().astype("datetime64[D]")


def places_of(count: CountDefinition, register: RegisterDefinition) -> tuple[PlaceColumn, ...]:
    """The columns found from positions that a count is broken down by or that its conditions name."""
    named = {name for breakdown in count.breakdowns for name in breakdown.columns}
    for _, rule in rules_of(count):
        for text in (rule,) if isinstance(rule, str) else (dated.when for dated in rule):
            named |= set(columns_of(parse_condition(text, register, count.parameters, None)))
    return tuple(item for item in register.places if item.column in named)
