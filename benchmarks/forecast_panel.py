"""Forecasts of municipal indicators, alone and with their neighbours: `python benchmarks/forecast_panel.py`.

The municipalities of Stockholm county, 1998 to 2019 (Kolada, from the reference folder). Every forecast sees
the figures up to its year; a neighbours' error table is made from the other municipalities up to that year,
never from the municipality itself.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from _peers import AHEAD, LEVELS, Forecasts, models, run_peers

from fardplan.forecast.accuracy import covered, mase, mean_change, msis
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import ErrorPool, panel_pool, shipped_pool
from fardplan.forecast.series import YearlySeries, obstacle
from fardplan.vocabulary.unit import Measure

FILE = (
    Path(__file__).resolve().parents[2]
    / "shared"
    / "data"
    / "kolada_panel_sthlm_county_1998_2019"
    / "kolada_sthlm_county_long.csv"
)
LEAST_YEARS = 12
FIRST_ORIGIN = 10
"""Series with fewer years are left out, and forecasts begin at the tenth."""


@dataclass(frozen=True)
class Trial:
    """A municipality's indicator as known in a year, what came, and the neighbours as known then."""

    known: YearlySeries
    came: np.ndarray
    neighbours: list[YearlySeries]

    @property
    def unit(self) -> float:
        return mean_change(np.array(self.known.values))


def panels() -> dict[str, list[YearlySeries]]:
    """The series of each indicator with years enough and no year missing."""
    figures: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    with FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["municipality_id"] and row["value"]:
                figures[row["kpi_title"], row["municipality"]][int(row["year"])] = float(row["value"])
    found = defaultdict(list)
    for (title, municipality), values in figures.items():
        years = sorted(values)
        if len(years) >= LEAST_YEARS and years[-1] - years[0] + 1 == len(years):
            found[title].append(
                YearlySeries(municipality, measure_of(title), tuple(years), tuple(values[y] for y in years))
            )
    return dict(found)


def measure_of(title: str) -> Measure:
    if "(%)" in title:
        return Measure.SHARE
    return Measure.COUNT if "antal" in title else Measure.RATE


def trials(panel: list[YearlySeries]) -> Iterator[Trial]:
    for one in panel:
        for origin in one.years[FIRST_ORIGIN - 1 : -1]:
            known = one.until(origin)
            if obstacle(known) is None:
                later = dict(zip(one.years, one.values, strict=True))
                came = np.array([later.get(origin + step, np.nan) for step in range(1, AHEAD + 1)])
                yield Trial(known, came, [other.until(origin) for other in panel if other is not one])


def ours(name: str, tried: list[Trial], *, with_neighbours: bool) -> Forecasts:
    def pool(trial: Trial) -> ErrorPool:
        return panel_pool(trial.neighbours) if with_neighbours else shipped_pool()

    fans = [forecast_one(trial.known, AHEAD, levels=LEVELS, pool=pool(trial)) for trial in tried]
    made = [fan for fan in fans if isinstance(fan, ForecastFan)]
    bounds = {
        level: (
            np.array([fan.bands[number].lower for fan in made]),
            np.array([fan.bands[number].upper for fan in made]),
        )
        for number, level in enumerate(LEVELS)
    }
    return Forecasts(name, np.array([fan.point for fan in made]), bounds, 0.0)


def show(tried: list[Trial], found: list[Forecasts]) -> None:
    came, unit = np.array([trial.came for trial in tried]), np.array([trial.unit for trial in tried])
    every = range(len(tried))
    print(f"{'':<26}{'MASE':>7}{'MSIS80':>8}{'MSIS95':>8}   coverage 1 to {AHEAD} years ahead")
    for one in found:
        scores = [np.mean([mase(came[row], one.point[row], unit[row]) for row in every])]
        for level in LEVELS:
            lower, upper = one.bounds[level]
            scores.append(
                np.mean([msis(came[row], lower[row], upper[row], level, unit[row]) for row in every])
            )
        line = f"{one.name:<26}{scores[0]:7.3f}{scores[1]:8.2f}{scores[2]:8.2f}"
        for level in LEVELS:
            share = np.nanmean(covered(came, *one.bounds[level]), axis=0)
            line += f"   {level:.0%}:" + "".join(f"{100 * value:5.0f}" for value in share)
        print(line)


def main() -> None:
    if not FILE.is_file():
        print(f"The municipal panel is not beside the checkout: {FILE}\nNothing was measured.")
        sys.exit(0)
    by_title = {title: list(trials(panel)) for title, panel in panels().items()}
    tried = [one for some in by_title.values() for one in some]
    print(f"\n{len(by_title)} indicators of Stockholm county's municipalities, {len(tried)} forecasts")
    neighbours = ours("Färdplan with neighbours", tried, with_neighbours=True)
    table = np.full((len(tried), max(len(trial.known.values) for trial in tried)), np.nan)
    for row, trial in zip(table, tried, strict=True):
        row[: len(trial.known.values)] = trial.known.values
    found = [ours("Färdplan alone", tried, with_neighbours=False), neighbours]
    chosen = ("AutoETS", "AutoTheta", "Random walk with drift", "Naive")
    show(tried, found + (run_peers(table, chosen) if models else []))


if __name__ == "__main__":
    main()
