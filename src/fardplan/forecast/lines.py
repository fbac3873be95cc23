"""The point forecast: nine straight lines from nine smoothers, weighted by what each has been worth.

A smoother follows the level of the series (exponential smoothing of a random walk seen through noise) and
adds a share of the drift, the mean yearly change so far. With noise 0 and the whole drift it is the random
walk with drift; with half the drift it is the Theta method's line.
"""

from dataclasses import dataclass

import numpy as np

from fardplan.forecast.arrays import Flags, Floats, Whole

NOISE = np.array([0.0, 1.0, 4.0])
"""Variance of a figure about its level, over the variance of the level's yearly step."""

DRIFT_SHARES = np.array([1.0, 0.5, 0.0])

PRIOR = np.array([[8.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]) / 16
"""Weights before the series has spoken, by noise and drift share: half on the random walk with drift."""

LEAST_ERROR = 0.05
"""Added to a smoother's mean error, in mean yearly changes: a short perfect record is luck."""


@dataclass(frozen=True, slots=True)
class Following:
    """What the smoothers knew at the end of every year.

    `level`, `clock`: shape (3 noises, series, years). The level of a straight line smoothed alike is the
    `clock`, so that `level + share·drift·(year - clock)` is the forecast of `year`, gaps or not.
    `drift`: (series, years). `missed`: (3 noises, 3 drift shares, series, years), the sum so far of absolute
    errors of forecasts of the next figure, made when there were at least two.
    """

    level: Floats
    clock: Floats
    drift: Floats
    missed: Floats


def follow(table: Floats) -> Following:
    """Let the smoothers follow every row of `table`, shape (series, years), NaN where there is no figure.

    The first column must hold every row's first figure. What is known in a year depends on that year and
    those before it alone.
    """
    rows, years = table.shape
    seen = ~np.isnan(table)
    values = np.where(seen, table, 0.0)
    noise = NOISE[:, None]
    result = Following(
        level=np.empty((len(NOISE), rows, years)),
        clock=np.zeros((len(NOISE), rows, years)),
        drift=np.zeros((rows, years)),
        missed=np.zeros((len(NOISE), len(DRIFT_SHARES), rows, years)),
    )
    level = np.repeat(values[None, :, 0], len(NOISE), axis=0)
    clock = np.zeros_like(level)
    uncertainty = np.repeat(noise, rows, axis=1)
    drift = np.zeros(rows)
    missed = np.zeros((len(NOISE), len(DRIFT_SHARES), rows))
    known = np.ones(rows)
    result.level[:, :, 0] = level
    for year in range(1, years):
        here, now = seen[:, year], values[:, year]
        expected = level[:, None] + DRIFT_SHARES[:, None] * (drift * (year - clock))[:, None]
        missed = missed + np.where(here & (known >= 2), np.abs(now - expected), 0.0)
        uncertainty = uncertainty + 1.0
        gain = np.where(here, uncertainty / (uncertainty + noise), 0.0)
        level = level + gain * (now - level)
        clock = clock + gain * (year - clock)
        uncertainty = (1.0 - gain) * uncertainty
        drift = np.where(here, (now - values[:, 0]) / year, drift)
        known = known + here
        result.level[:, :, year], result.clock[:, :, year] = level, clock
        result.drift[:, year], result.missed[..., year] = drift, missed
    return result


@dataclass(frozen=True, slots=True)
class Lines:
    """Straight lines on the working scale, one an origin: `start` at the origin, `step` a year."""

    start: Floats
    step: Floats

    def ahead(self, horizons: int) -> Floats:
        """Shape (origins, horizons): the forecasts 1, 2, … years after the origin."""
        return self.start[:, None] + self.step[:, None] * np.arange(1, horizons + 1)


def lines(table: Floats, following: Following, rows: Whole, ends: Whole) -> Lines:
    """The weighted forecast lines of `rows` as known at the end of column `ends`, both of shape (origins,).

    A smoother's weight is its prior times the likelihood of the series under it, with Laplace errors of
    unknown size: the mean absolute error to the power of minus the number of errors.
    """
    weights = smoother_weights(table, following, rows, ends)
    slope = DRIFT_SHARES[:, None] * following.drift[rows, ends]
    since = ends - following.clock[:, rows, ends]
    level = following.level[:, rows, ends]
    start = np.einsum("nso,nso->o", weights, level[:, None] + slope * since[:, None])
    return Lines(start, np.einsum("nso,so->o", weights, slope))


def smoother_weights(table: Floats, following: Following, rows: Whole, ends: Whole) -> Floats:
    """Shape (3 noises, 3 drift shares, origins), summing to 1 for every origin."""
    figures, changes = _counts_and_changes(table)
    errors = np.maximum(figures[rows, ends] - 2, 0)
    floor = LEAST_ERROR * changes[rows, ends]
    mean = following.missed[..., rows, ends] / np.maximum(errors, 1) + floor
    logarithm = np.log(PRIOR)[..., None] - errors * np.log(np.where(mean > 0, mean, 1.0))
    likelihood = np.exp(logarithm - logarithm.max(axis=(0, 1)))
    weights: Floats = likelihood / likelihood.sum(axis=(0, 1))
    return weights


def _counts_and_changes(table: Floats) -> tuple[Floats, Floats]:
    """By series and year: figures so far, and the mean size of the yearly changes so far."""
    seen = ~np.isnan(table)
    figures = np.cumsum(seen, axis=1).astype(np.float64)
    sizes = np.zeros_like(table)
    change, gap = changes_between_figures(table, seen)
    sizes[:, 1:] = np.where(gap > 0, np.abs(change) / np.maximum(gap, 1), 0.0)
    return figures, np.cumsum(sizes, axis=1) / np.maximum(figures - 1, 1)


def changes_between_figures(table: Floats, seen: Flags) -> tuple[Floats, Floats]:
    """Change since the last figure and the years it took, by series and year from the second column.

    Both are 0 in a year without a figure.
    """
    years = np.arange(table.shape[1])
    latest = np.maximum.accumulate(np.where(seen, years, 0), axis=1)[:, :-1]
    before = np.take_along_axis(table, latest, axis=1)
    here = seen[:, 1:]
    change = np.where(here, table[:, 1:] - before, 0.0)
    return change, np.where(here, years[1:] - latest, 0).astype(np.float64)
