"""How often verdicts and stated probabilities are right: `python benchmarks/verdicts_study.py [--quick]`.

Three parts, each with a known or withheld truth: developments (false alarms, power, false alarms at equal
power), verdicts against a path, and the calibration of stated probabilities. The peers' rules stand in
`_verdict_rules.py` with their sources, the kinds of series in `_verdict_series.py`.
"""

import sys
import time
from dataclasses import dataclass
from functools import cache

import numpy as np
from _verdict_calibration import show_calibration
from _verdict_paths import show_paths
from _verdict_rules import PERCENTAGE_POINT, Progress, growth, last_two, open_sdg
from _verdict_series import KINDS, Draws, Floats, Kind, Population, populations
from scipy.special import ndtr, stdtr, stdtrit

from fardplan.roadmap.series import WINDOW_YEARS
from fardplan.stats.memory import slope_distribution
from fardplan.stats.share import normal_quantile
from fardplan.stats.trend import survey_trend

QUICK = "--quick" in sys.argv
SEED = 20180911
SERIES = 1_000 if QUICK else 4_000
LENGTHS = (4, 6, 8, 11, 15)
SMALL, MEDIUM, LARGE = 0.005, 0.015, 0.03
"""True growth a year, as a share of the level: Open SDG's own two bounds, and twice the upper one."""

KNOWN_DF = 20
"""What twenty comparable series of three figures tell of a movement."""

GOAL = 2.0
"""The peers' false alarms over ours, at equal power."""


@dataclass(frozen=True)
class Cell:
    """Every rule's statistic on the same series, positive for a rise; the truth rises or does not move.

    `said`: what each rule says as it is published, 1, 0 or -1.
    """

    statistic: dict[str, Floats]
    said: dict[str, Floats]


def ours(draws: Draws, known: float | None = None) -> Floats:
    """How sure a development is, -0.5 to 0.5: above 0.475 a rise is said, below -0.475 a fall.

    `known`: the ordinary movement, where a definition states it from comparable series.
    """
    table = draws.table[:, -(WINDOW_YEARS + 1) :]
    times = np.arange(table.shape[1], dtype=float)
    if draws.variances is None:
        pooled = (KNOWN_DF * known**2, KNOWN_DF) if known else (0.0, 0.0)
        slopes = slope_distribution(times, table, known_sum=pooled[0], known_df=pooled[1], least=0.1**2 / 12)
        return np.asarray(0.5 - slopes.below(np.zeros(len(table))))
    variances = draws.variances[:, -(WINDOW_YEARS + 1) :]
    return np.array([_of_survey(times, *row) for row in zip(table, variances, strict=True)])


def _of_survey(times: Floats, values: Floats, variances: Floats) -> float:
    trend = survey_trend(times, values, variances)
    half = (trend.upper - trend.lower) / 2
    if np.isinf(trend.df):
        return float(ndtr(trend.slope / half * normal_quantile(0.95)) - 0.5)
    quantile = _student_quantile(trend.df)
    return float(stdtr(trend.df, trend.slope / half * quantile) - 0.5)


@cache
def _student_quantile(df: float) -> float:
    return float(stdtrit(df, 0.975))


def cell(draws: Draws, memory: float | None, share: bool, known: float | None = None) -> Cell:
    first, latest, previous = draws.table[:, 0], draws.table[:, -1], draws.table[:, -2]
    years = draws.table.shape[1] - 1
    sure = ours(draws)
    progress = open_sdg(first, latest, years, wanted=1, limit=100.0 if share else None)
    criterion = PERCENTAGE_POINT if share else np.abs(previous) / 100
    statistic = {
        "Färdplan": sure,
        "Open SDG": growth(first, latest, years),
        "Scotland": latest - previous if share else latest / previous - 1,
    }
    if known is not None and draws.variances is None:
        statistic["known"] = ours(draws, known)
    if memory is not None:
        statistic["best"] = draws.table @ _best_slope(draws.table.shape[1], memory)
    said = {
        "Färdplan": np.where(np.abs(sure) > 0.475, np.sign(sure), 0),
        "Open SDG": np.select(
            [progress >= Progress.MODERATE, progress == Progress.DETERIORATION], [1, -1], 0
        ),
        "Scotland": last_two(previous, latest, criterion),
    }
    return Cell(statistic, said)


@cache
def _best_slope(years: int, memory: float) -> Floats:
    """The weights of the slope that nothing beats where the memory is known and all series move alike."""
    time = np.arange(years, dtype=float)
    strength = min(memory, 0.999)
    precision = np.linalg.inv(strength ** np.abs(time[:, None] - time))
    design = np.column_stack([np.ones(years), time])
    return np.asarray(np.linalg.solve(design.T @ precision @ design, design.T @ precision)[1])


def cells(kind: Kind | tuple[str, Population], years: int) -> dict[float, Cell]:
    """The same kind of series without growth and with each of three."""
    rng = np.random.default_rng((SEED, years))
    draw, memory = (kind.draw, kind.memory) if isinstance(kind, Kind) else (kind[1].draw, None)
    return {
        rate: cell(draw(rng, SERIES, years, np.full(SERIES, rate)), memory, isinstance(kind, Kind))
        for rate in (0.0, SMALL, MEDIUM, LARGE)
    }


def at_equal_power(nothing: Floats, rising: Floats, power: float) -> float:
    """False alarms of a rule whose threshold gives it `power`; 1 where even every rise is too few."""
    threshold = float(np.quantile(rising, 1 - power))
    return 1.0 if threshold <= 0 else float((np.abs(nothing) >= threshold).mean())


def show_as_published(name: str, found: dict[int, dict[float, Cell]]) -> None:
    print(f"\n{name}")
    print(f"{'':>9}{'false alarms':>30}{'found, 0.5 % a year':>30}{'1.5 % a year':>30}{'3 % a year':>30}")
    print(
        "  figures"
        + "".join(f"{rule:>10}" for _ in range(4) for rule in ("Färdplan", "Open SDG", "Scotland"))
    )
    for years, by_rate in found.items():
        line = f"{years:9}"
        for rate, one in by_rate.items():
            for said in one.said.values():
                line += f"{((said != 0) if rate == 0 else (said > 0)).mean():10.1%}"
        print(line)


def show_equal_power(name: str, found: dict[int, dict[float, Cell]]) -> list[tuple[str, bool]]:
    """Peers tuned to the power that our 95 % rule has; returns what is held against the goal."""
    print(f"\n{name}: false alarms at the power that Färdplan's 95 % rule has, one threshold for all series")
    print("   growth  figures    power  Färdplan  Open SDG  Scotland  times fewer")
    judged = []
    for rate in (SMALL, MEDIUM, LARGE):
        rows = [_equal_power(by_rate, rate) for by_rate in found.values()]
        for years, row in zip(found, rows, strict=True):
            _show_equal_power(rate, f"{years}", row)
        mean = tuple(float(np.mean(column)) for column in zip(*rows, strict=True))
        ratio = _show_equal_power(rate, "mean", mean)
        judged.append((f"{name}, {rate:.1%} a year: {ratio:.1f} times", ratio >= GOAL))
    return judged


def _equal_power(by_rate: dict[float, Cell], rate: float) -> tuple[float, ...]:
    """Our power and false alarms, and those of Open SDG and Scotland at that power."""
    nothing, rising = by_rate[0.0], by_rate[rate]
    power = float((rising.said["Färdplan"] > 0).mean())
    others = (
        at_equal_power(nothing.statistic[rule], rising.statistic[rule], power)
        for rule in ("Open SDG", "Scotland")
    )
    return power, float((nothing.said["Färdplan"] != 0).mean()), *others


def _show_equal_power(rate: float, years: str, row: tuple[float, ...]) -> float:
    ratio = min(row[2:]) / row[1] if row[1] else np.inf
    print(
        f"{rate:9.1%}{years:>9}"
        + "".join(f"{value:{width}.1%}" for value, width in zip(row, (9, 10, 10, 10), strict=True))
        + f"{ratio:13.1f}"
    )
    return ratio


def show_other_powers(name: str, found: dict[int, dict[float, Cell]]) -> None:
    """Every rule tuned, ours too, to powers that were chosen beforehand."""
    print(f"\n{name}: false alarms with every rule tuned to the same power, growth 3 % a year")
    print("  figures    power  Färdplan  Open SDG  Scotland")
    for years, by_rate in found.items():
        for power in (0.3, 0.5, 0.8):
            line = f"{years:9}{power:9.0%}"
            for rule in ("Färdplan", "Open SDG", "Scotland"):
                none, rising = by_rate[0.0].statistic[rule], by_rate[LARGE].statistic[rule]
                line += f"{at_equal_power(none, rising, power):10.1%}"
            print(line)


def show_known_kinds() -> None:
    """One kind of series at a time, so that a peer's threshold fits its movement as if that were known.

    The change is 2.5 times what chance alone makes between the first figure and the last.
    """
    print(
        "\nEvery rule tuned to find 80 % of changes of one size, for one kind of series at a time: the peers"
    )
    print("then know beforehand how much the series move, as nobody does; ours learns it from the figures.")
    print("'Known': ours with the movement of comparable series. 'Best' also knows the memory.")
    rules = ("Färdplan", "known", "Open SDG", "Scotland", "best")
    print(f"{'false alarms':<42}  figures" + "".join(f"{rule:>10}" for rule in rules))
    rows = []
    for kind in KINDS:
        for years in LENGTHS:
            rows.append(_known_kind(kind, years))
            shown = "".join(f"{rows[-1][rule]:10.1%}" if rule in rows[-1] else f"{'':>10}" for rule in rules)
            print(f"{kind.name:<42}{years:9}{shown}")
    for said, rule in (("Scotland's rule", "Scotland"), ("Open SDG's", "Open SDG")):
        count = sum(row[rule] >= GOAL * row["Färdplan"] for row in rows)
        print(f"Half the false alarms of {said} in {count} of {len(rows)} cells", end="; ")
    possible = sum(row["Open SDG"] >= GOAL * row["best"] for row in rows)
    print(f"against Open SDG's even the best possible rule in {possible}")


def _known_kind(kind: Kind, years: int) -> dict[str, float]:
    rng = np.random.default_rng((SEED, years, 80))
    still = kind.draw(rng, SERIES, years, np.zeros(SERIES))
    chance = float(np.std(still.table[:, -1] - still.table[:, 0]))
    rate = 2.5 * chance / float(still.table.mean()) / (years - 1)
    rises = kind.draw(rng, SERIES, years, np.full(SERIES, rate))
    movement = _about_a_line(still.table)
    nothing, rising = (cell(draws, kind.memory, True, movement) for draws in (still, rises))
    return {
        rule: at_equal_power(nothing.statistic[rule], rising.statistic[rule], 0.8)
        for rule in nothing.statistic
    }


def _about_a_line(table: Floats) -> float:
    """The standard deviation of a year about a series' own line, over all series."""
    years = table.shape[1]
    design = np.column_stack([np.ones(years), np.arange(years)])
    left = table.T - design @ np.linalg.lstsq(design, table.T)[0]
    return float(np.sqrt((left**2).sum() / (years - 2) / len(table)))


def show_developments() -> None:
    print(
        f"DEVELOPMENTS. {SERIES} series a cell; a false alarm is any development said where the level stands"
    )
    print("still, and a change is found when its direction is said.")
    real = populations()
    if not real:
        print("The reference series are not beside the checkout: kinds of series made up for the study only.")
    judged: list[tuple[str, bool]] = []
    for one in real:
        found = {years: cells(one, years) for years in LENGTHS}
        show_as_published(f"Series that move {one[0]} do, as the rules are published", found)
        judged += show_equal_power(one[0], found)
        show_other_powers(one[0], found)
    for kind in KINDS:
        found = {years: cells(kind, years) for years in LENGTHS}
        show_as_published(f"{kind.name}, as the rules are published", found)
    show_known_kinds()
    show_goal("Goal: at equal power the peers have at least twice as many false alarms", judged)


def show_goal(title: str, judged: list[tuple[str, bool]]) -> None:
    print(f"\n{title}: {sum(met for _, met in judged)} of {len(judged)} cells")
    for said, met in judged:
        if not met:
            print(f"  missed: {said}")


def main() -> None:
    began = time.process_time()
    show_developments()
    show_paths(seed=SEED, series=100 if QUICK else 400)
    show_calibration(seed=SEED, series=1_500 if QUICK else 6_000)
    print(f"\nProcessor time: {time.process_time() - began:.0f} s")


if __name__ == "__main__":
    main()
