"""How long the workbench takes once its evidence is gathered: a candidate, and a grid of 8 levels by 5 years.

Processor time, the median of many runs, on made panels as large as the country's 290 municipalities over
twenty years. The first grid finds the reference classes; a page that moves level and year has them.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median

import numpy as np

from fardplan.forecast.fan import ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.series import YearlySeries
from fardplan.presentation.charts.model import Drawing
from fardplan.roadmap.workbench.calibration import Evidence, calibrate, calibrate_grid
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.people import District
from fardplan.roadmap.workbench.picture import grid_picture
from fardplan.roadmap.workbench.words import tell_calibration
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure
from fardplan.vocabulary.unit import PERCENT, Measure

GOAL = 0.100
MEMBERS, YEARS = 290, 20
LAST = 2019
LEVELS = tuple(88.0 + step for step in range(8))
GRID_YEARS = (2022, 2025, 2028, 2031, 2034)


def evidence() -> Evidence:
    """A city at 87 per cent and 290 municipalities about it, twenty years each."""
    rng = np.random.default_rng(20)
    starts = rng.normal(86, 5, MEMBERS)
    drift = rng.normal(0.1, 0.4, MEMBERS)
    swing = rng.gamma(2.0, 0.7, MEMBERS)
    table = (
        starts[:, None]
        + drift[:, None] * np.arange(YEARS)
        + swing[:, None] * rng.normal(size=(MEMBERS, YEARS))
    )
    years = [Period.of_year(LAST - YEARS + 1 + step) for step in range(YEARS)]
    rows = np.clip(table, 1, 99).round(1).tolist()
    panel = {f"{place:04d}": [list(zip(years, row, strict=True))] for place, row in enumerate(rows[1:])}
    own = [84 + 0.15 * step + float(off) for step, off in enumerate(rng.normal(0, 0.6, YEARS))]
    series = YearlySeries("own", Measure.SHARE, tuple(int(one.position) for one in years), tuple(own))
    fan = forecast_one(series, 15)
    assert isinstance(fan, ForecastFan)

    def attainment(candidate: Candidate) -> float:
        horizon = fan.years.index(candidate.year) + 1
        return attainment_probability(fan, candidate.level, horizon, Direction.UP)

    return Evidence(
        unit=PERCENT,
        rounded_to=0.1,
        wanted=Direction.UP,
        latest=Figure(period=years[-1], value=own[-1], origin=Origin.SIMULATED, published=date(2020, 9, 25)),
        own=[list(zip(years, own, strict=True))],
        panel=panel,
        attainment=attainment,
        districts=tuple(District(f"d{place}", 75 + place, 300 + 40 * place) for place in range(14)),
        standings={f"d{place}": float(place) for place in range(14)},
    )


def processor_time(work: Callable[[], object], runs: int) -> float:
    """The median of `runs`, in seconds."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return median(taken)


def main() -> None:
    """Print what each takes beside the goal."""
    known = evidence()
    candidate = Candidate(90.0, 2025)

    # A copy has forgotten its reference classes; its panel is laid out while the evidence is gathered.
    fresh = [replace(known) for _ in range(11)]
    gathering = median(processor_time(lambda one=one: one.located, 1) for one in fresh)
    waiting = iter(fresh)

    def first_grid() -> object:
        return calibrate_grid(next(waiting), LEVELS, GRID_YEARS)

    def picture() -> Drawing:
        return grid_picture(rows, known, "sv", title="Nivå och årtal", id="grid")

    rows = calibrate_grid(known, LEVELS, GRID_YEARS)
    found = calibrate(known, candidate)
    measured = {
        "grid 8 × 5, first time": processor_time(first_grid, 11),
        "grid 8 × 5, again": processor_time(lambda: calibrate_grid(known, LEVELS, GRID_YEARS), 51),
        "a candidate, everything": processor_time(lambda: calibrate(known, candidate), 51),
        "a candidate in words": processor_time(lambda: tell_calibration(found, known, {}, "sv"), 51),
        "picture of the grid": processor_time(picture, 21),
    }
    print(f"{MEMBERS} municipalities × {YEARS} years, processor time, goal under {GOAL * 1000:.0f} ms each")
    print(f"  {'laying out the panel':26} {gathering * 1000:8.1f} ms   (part of gathering)")
    for name, seconds in measured.items():
        print(f"  {name:26} {seconds * 1000:8.1f} ms   {'met' if seconds < GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
