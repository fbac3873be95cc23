"""Forecasts and their intervals, the peers' and ours, on the same series in one run: `make bench-forecast`.

`python benchmarks/forecast.py [--quick]`: --quick leaves out the two slowest peers. Where statsforecast is
not installed only our own figures are printed.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
from _competition import Competition, Errors, errors_of, load, pool_without
from _goals import coverage_goals, goals_against_peers, show_goals, speed_goal
from _peers import AHEAD, LEVELS, SLOWEST, Forecasts, all_peers, models, run_peers

from fardplan.forecast.accuracy import covered, mase, msis
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_many, forecast_table
from fardplan.forecast.pool import PROBABILITIES
from fardplan.forecast.series import YearlySeries
from fardplan.vocabulary.unit import Measure

FOLDS = 10
QUICK = "--quick" in sys.argv


def peers(competition: Competition) -> list[Forecasts]:
    """The peers with their own intervals, each with its processor time for all series, one job."""
    if models is None:
        print("statsforecast is not in this environment: our own figures only. `make bench-forecast` has it.")
        return []
    names = [name for name in all_peers() if not (QUICK and name in SLOWEST)]
    return run_peers(competition.before_split, names)


def ours(competition: Competition, errors: Errors, name: str, groups: list[np.ndarray]) -> Forecasts:
    """Our forecasts of each group of series with an error table made without that group."""
    shape = competition.came.shape
    point = np.full(shape, np.nan)
    bounds = {level: (np.full(shape, np.nan), np.full(shape, np.nan)) for level in LEVELS}
    seconds = 0.0
    for group in groups:
        pool = pool_without(errors, group)
        began = time.process_time()
        fans = forecast_table(competition.before_split[group], Measure.COUNT, AHEAD, levels=LEVELS, pool=pool)
        seconds += time.process_time() - began
        point[group] = fans.point
        for level, (lower, upper) in zip(LEVELS, fans.bounds, strict=True):
            bounds[level][0][group], bounds[level][1][group] = lower, upper
    return Forecasts(name, point, bounds, seconds)


def folds(count: int) -> list[np.ndarray]:
    """Every series in one of ten groups by chance, always the same."""
    number = np.random.default_rng(2018).permutation(count) % FOLDS
    return [number == fold for fold in range(FOLDS)]


def score(found: Forecasts, competition: Competition) -> dict[str, float]:
    """MASE and MSIS, means over series of means over horizons, and coverage of all figures together."""
    came, unit = competition.came, competition.unit
    series = range(len(unit))
    result = {"MASE": float(np.mean([mase(came[row], found.point[row], unit[row]) for row in series]))}
    for level in LEVELS:
        lower, upper = found.bounds[level]
        result[f"MSIS{level}"] = float(
            np.mean([msis(came[row], lower[row], upper[row], level, unit[row]) for row in series])
        )
        result[f"covered{level}"] = float(np.nanmean(covered(came, lower, upper)))
    return result


def show_main_table(competition: Competition, found: list[Forecasts]) -> dict[str, dict[str, float]]:
    print(f"\n{len(competition.known)} series, {int(np.isfinite(competition.came).sum())} figures withheld")
    print(f"{'':<34}{'MASE':>7}{'MSIS80':>8}{'MSIS95':>8}{'80 %':>8}{'95 %':>8}{'seconds':>9}")
    scores = {}
    for one in found:
        scores[one.name] = own = score(one, competition)
        print(
            f"{one.name:<34}{own['MASE']:7.3f}{own['MSIS0.8']:8.2f}{own['MSIS0.95']:8.2f}"
            f"{own['covered0.8']:8.1%}{own['covered0.95']:8.1%}{one.seconds:9.2f}"
        )
    return scores


def show_coverage_by_horizon(competition: Competition, found: list[Forecasts]) -> None:
    for level in LEVELS:
        print(f"\nCoverage of intervals called {level:.0%}, by years ahead")
        print(f"{'':<34}" + "".join(f"{year:>8}" for year in range(1, AHEAD + 1)))
        for one in found:
            share = np.nanmean(covered(competition.came, *one.bounds[level]), axis=0)
            print(f"{one.name:<34}" + "".join(f"{value:8.1%}" for value in share))


def show_other_windows(errors: Errors, groups: list[np.ndarray]) -> None:
    """Coverage 1 to 15 years ahead of all forecasts that could have been made at other points of time."""
    found = errors.found
    weights = 1 / np.bincount(found.rows)[found.rows]
    print("\nAll other windows of the same series (error table made without the series), years ahead")
    hits = {level: np.full(found.errors.shape, np.nan) for level in LEVELS}
    for group in groups:
        chosen = group[found.rows] & ~errors.is_last
        table = errors.table(~group)
        for level in LEVELS:
            half = table[:, list(PROBABILITIES).index(level)]
            inside = np.where(np.isnan(found.errors), np.nan, found.errors <= half)
            hits[level][chosen] = inside[chosen]
    print(f"{'':<10}" + "".join(f"{year:>7}" for year in range(1, 16)))
    for level in LEVELS:
        known = np.isfinite(hits[level])
        share = np.nansum(hits[level] * weights[:, None], axis=0) / (known * weights[:, None]).sum(axis=0)
        print(f"{level:<10.0%}" + "".join(f"{value:7.1%}" for value in share))


def show_speed() -> float:
    """5,000 series of 15 figures, 15 years ahead, processor seconds; the best of three runs for ours.

    Returns our seconds, from series to fans.
    """
    rng = np.random.default_rng(5000)
    table = 1000 + np.cumsum(rng.normal(5, 20, (5000, 15)), axis=1)
    series = [
        YearlySeries(f"area {number}", Measure.COUNT, tuple(range(2010, 2025)), tuple(row.tolist()))
        for number, row in enumerate(table)
    ]
    print("\n5,000 series × 15 figures × 15 years ahead, intervals of 80 and 95 %, processor seconds")
    arrays = best_of_three(lambda: forecast_table(table, Measure.COUNT, 15))
    seconds = best_of_three(lambda: forecast_many(series, 15))
    assert all(isinstance(one, ForecastFan) for one in forecast_many(series, 15))
    print(f"  {'Färdplan, arrays in and out':<36} {arrays:7.2f} s")
    print(f"  {'Färdplan, series in, fans out':<36} {seconds:7.2f} s")
    if models is None:
        return seconds
    for peer in run_peers(table, ("AutoETS", "AutoTheta", "Theta", "Random walk with drift"), 15):
        print(f"  {peer.name:<36} {peer.seconds:7.2f} s")
    return seconds


def best_of_three(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return min(seconds)


def main() -> None:
    competition = load()
    errors = errors_of(competition)
    by_chance = folds(len(competition.known))
    by_competition = [competition.origin == name for name in ("M1", "M3", "Tourism")]
    own = ours(competition, errors, "Färdplan", by_chance)
    elsewhere = ours(competition, errors, "Färdplan, other competitions", by_competition)
    others = peers(competition)
    found = [own, elsewhere, *others]
    scores = show_main_table(competition, found)
    show_coverage_by_horizon(competition, found)
    show_other_windows(errors, by_chance)
    seconds = show_speed()
    against = goals_against_peers(scores[own.name], {one.name: scores[one.name] for one in others})
    show_goals(
        f"Goals, every series forecast with errors of other series ({FOLDS} folds)",
        [*coverage_goals(own, competition), *against, speed_goal(seconds)],
    )
    show_goals(
        "Harder than the goals: errors of the other two competitions alone",
        coverage_goals(elsewhere, competition),
    )


if __name__ == "__main__":
    main()
