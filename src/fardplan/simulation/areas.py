"""The small areas of a city with their real residents, and the levels of their districts."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely

from fardplan.simulation.streams import Codes, Floats, Whole
from fardplan.vocabulary.errors import InputError, known

SEXES = ("K", "M")
AGES = (0, 6, 16, 20, 45, 65, 80)
"""Where the age groups of the areas' file begin."""
COUNTS = tuple(f"{sex}_{age}" for sex in SEXES for age in AGES)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """One division: the names of its areas in order, and which of them each small area lies in."""

    names: tuple[str, ...]
    of: Whole  # (areas + 1,), the last is nowhere: those who belong to the city and to no smaller area

    @property
    def size(self) -> int:
        return len(self.names)

    def mask(self, wanted: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which small areas lie in one of the `wanted`; nowhere never does."""
        return np.array([*(name in wanted for name in self.names), False])[self.of]


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """The small areas, in order of their codes; after them stands *nowhere*, with the code of the unplaced.

    `residents`: (areas + 1, sexes, age groups), the real numbers of the base year. `x`, `y`: metres.
    """

    codes: tuple[str, ...]
    residents: Whole
    x: Floats
    y: Floats
    columns: Mapping[str, Places]
    surfaces: tuple[shapely.Geometry, ...]

    @property
    def nowhere(self) -> int:
        return len(self.codes) - 1

    def places(self, column: str) -> Places:
        if column not in self.columns:
            raise InputError(
                f"the areas have no column '{column}'", instead=known(self.columns, asked=column)
            )
        return self.columns[column]


def read_areas(text: str, shapes: str, *, unplaced: str, where: str) -> Areas:
    """The areas of a CSV text and a GeoJSON text in metres; raises `InputError` naming what is lacking."""
    table = pl.read_csv(io.StringIO(text), infer_schema=False)
    lacking = [name for name in ("code", "x", "y", *COUNTS) if name not in table.columns]
    if lacking:
        raise InputError(
            f"columns are lacking: {', '.join(lacking)}", where=where, instead=known(table.columns)
        )
    table = table.sort("code")
    codes = table["code"].to_list()
    if table["code"].n_unique() != len(codes) or unplaced in codes:
        raise InputError(f"an area stands twice, or is called '{unplaced}' as the unplaced are", where=where)
    found = {
        item["properties"]["code"]: shapely.geometry.shape(item["geometry"])
        for item in json.loads(shapes)["features"]
    }
    without = [code for code in codes if code not in found]
    if without:
        raise InputError(f"{len(without)} areas have no shape, '{without[0]}' first", where=where)
    counts = table.select(COUNTS).cast(pl.Int64).to_numpy().reshape(-1, len(SEXES), len(AGES))
    nowhere = counts.sum(axis=0, keepdims=True)  # they are like the city
    other = [name for name in table.columns if name not in COUNTS and name not in ("code", "x", "y")]
    return Areas(
        codes=(*codes, unplaced),
        residents=np.concatenate((counts, nowhere)),
        x=table["x"].cast(pl.Float64).to_numpy(),
        y=table["y"].cast(pl.Float64).to_numpy(),
        columns={name: _places(table[name].to_list()) for name in other},
        surfaces=tuple(found[code] for code in codes),
    )


def _places(of: list[str]) -> Places:
    names = tuple(sorted(set(of)))
    index = {name: number for number, name in enumerate(names)}
    return Places(names, np.array([*(index[name] for name in of), len(names)], np.int64))


@dataclass(frozen=True, slots=True)
class Levels:
    """What is known, or made up, of the districts and the city: `measure` → area → year → value."""

    values: Mapping[str, Mapping[str, Mapping[int, float]]]
    city: str  # the code of the whole city

    def at(self, measure: str, area: str, year: float, *, outside: float = 0.0) -> float:
        """Between known years a straight line; before the first and after the last, `outside` a year."""
        years = self._years(measure, area)
        known_years = sorted(years)
        first, last = known_years[0], known_years[-1]
        if year < first:
            return years[first] + outside * (year - first)
        if year > last:
            return years[last] + outside * (year - last)
        return float(np.interp(year, known_years, [years[item] for item in known_years]))

    def by_place(self, measure: str, places: Places) -> Floats:
        """The one value of every area of a division, and last that of nowhere: their mean."""
        found = [next(iter(self._years(measure, name).values())) for name in places.names]
        return np.array([*found, float(np.mean(found))])

    def knows(self, measure: str, area: str, year: int | None = None) -> bool:
        years = self.values.get(measure, {}).get(area, {})
        return bool(years) if year is None else year in years

    def _years(self, measure: str, area: str) -> Mapping[int, float]:
        years = self.values.get(measure, {}).get(area)
        if not years:
            raise InputError(
                f"the simulation needs the level '{measure}' of '{area}', and the city's file has none",
                instead=known(self.values.get(measure, {}), asked=area),
            )
        return years


def read_levels(text: str, *, city: str, where: str) -> Levels:
    """The levels of a CSV text: measure, area, year, value; further columns tell of the source."""
    table = pl.read_csv(io.StringIO(text), infer_schema=False)
    lacking = [name for name in ("measure", "area", "year", "value") if name not in table.columns]
    if lacking:
        raise InputError(
            f"columns are lacking: {', '.join(lacking)}", where=where, instead=known(table.columns)
        )
    values: dict[str, dict[str, dict[int, float]]] = {}
    for measure, area, year, value in table.select("measure", "area", "year", "value").iter_rows():
        values.setdefault(measure, {}).setdefault(area, {})[int(year)] = float(value)
    return Levels(values, city)


def rates(by_age: Sequence[tuple[int, float]], length: int = 121) -> Floats:
    """A rate for every age from 0: each holds from its age to the next one's."""
    starts = [age for age, _ in by_age]
    index = np.searchsorted(starts, np.arange(length), side="right") - 1
    values = np.array([0.0, *(rate for _, rate in by_age)])
    return values[index + 1]


def codes_of(names: Sequence[str], values: Codes) -> pl.Series:
    """Text of small whole numbers: `names[value]`, and nothing for a value below 0."""
    texts = pl.Series(names, dtype=pl.String)
    index = pl.Series(values).cast(pl.Int64)
    return texts.gather(index.set(index < 0, None))
