"""How large forecast errors have been, in swings of the series: the table that fans are made from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from fardplan.forecast.arrays import Floats, Whole
from fardplan.forecast.lines import follow, lines
from fardplan.forecast.scales import SCALES
from fardplan.forecast.series import LEAST_FIGURES, YearlySeries, in_a_table, obstacle
from fardplan.forecast.swing import swing
from fardplan.vocabulary.errors import InputError

HORIZONS = 15
"""The furthest year ahead that there is a table for."""

PROBABILITIES = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99])
"""Of the error being at most so large; the columns of a pool."""

PRIOR_SERIES = 40
"""A panel of so many series counts as much as the table it is blended with."""


@dataclass(frozen=True, slots=True, eq=False)
class ErrorPool:
    """Quantiles of absolute forecast error over swing.

    `quantiles`: shape (15 horizons, 12 `PROBABILITIES`), rising along both. `origin` says in words where
    they come from.
    """

    quantiles: Floats
    origin: str


@cache
def shipped_pool() -> ErrorPool:
    """The table that comes with the program, for a series that stands alone.

    Estimated by `benchmarks/forecast_table.py` on 1,329 yearly series of the forecasting competitions M1,
    M3 and Tourism; the series themselves are not part of the program.
    """
    text = (files("fardplan.forecast") / "error_pool.json").read_text(encoding="utf-8")
    table = json.loads(text)
    return ErrorPool(np.array(table["quantiles"]), table["origin"])


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Forecasts from many origins, on the working scale, and what came.

    `rows`, `ends`: shape (origins,), the row of the table and the column of the latest figure known.
    `ahead`, `came`: shape (origins, horizons); `came` is NaN where there is no figure. `swing`: (origins,).
    """

    rows: Whole
    ends: Whole
    ahead: Floats
    came: Floats
    swing: Floats

    @property
    def errors(self) -> Floats:
        """Absolute errors in swings, NaN where nothing came."""
        scaled: Floats = np.abs(self.came - self.ahead) / self.swing[:, None]
        return scaled


def windows(table: Floats, horizons: int = HORIZONS, least: int = LEAST_FIGURES) -> Windows:
    """Every forecast that could have been made of the rows of `table`, each from what was known then.

    `table`: shape (series, years) on the working scale, NaN where there is no figure, the first column each
    row's first. Origins are the figures with `least` figures or more, that year's included, and not all
    the same, that have a later figure within the horizon.
    """
    seen = ~np.isnan(table)
    origins = seen & (np.cumsum(seen, axis=1) >= least)
    moved = np.maximum.accumulate(np.where(seen, table != table[:, :1], False), axis=1)
    rows, ends = np.nonzero(origins & moved)
    padded = np.pad(table, ((0, 0), (0, horizons)), constant_values=np.nan)
    came = padded[rows[:, None], ends[:, None] + np.arange(1, horizons + 1)]
    some = np.isfinite(came).any(axis=1)
    rows, ends, came = rows[some], ends[some], came[some]
    ahead = lines(table, follow(table), rows, ends).ahead(horizons)
    return Windows(rows, ends, ahead, came, swing(table, rows, ends))


def error_quantiles(errors: Floats, weights: Floats) -> Floats:
    """Weighted quantiles of `errors`, shape (windows, horizons) with NaN, at the `PROBABILITIES`.

    `weights`: shape (windows,). Returns (horizons, 12), NaN for a horizon without errors. Each error
    stands at the middle of its weight (Hazen's rule).
    """
    found = np.full((errors.shape[1], len(PROBABILITIES)), np.nan)
    for horizon, column in enumerate(errors.T):
        known = np.isfinite(column) & (weights > 0)
        if not known.any():
            continue
        order = np.argsort(column[known])
        weight = weights[known][order]
        position = (np.cumsum(weight) - weight / 2) / weight.sum()
        found[horizon] = np.interp(PROBABILITIES, position, column[known][order])
    return found


def rising(quantiles: Floats) -> Floats:
    """Quantiles smoothed over neighbouring horizons, and never falling with horizon or probability.

    A moving average of logarithms with weights ¼, ½, ¼; the first and last horizon stay.
    """
    logarithm = np.log(quantiles)
    smooth = logarithm.copy()
    smooth[1:-1] = (logarithm[:-2] + 2 * logarithm[1:-1] + logarithm[2:]) / 4
    result: Floats = np.maximum.accumulate(np.maximum.accumulate(np.exp(smooth), axis=0), axis=1)
    return result


def panel_pool(panel: Sequence[YearlySeries], base: ErrorPool | None = None) -> ErrorPool:
    """A pool from comparable series of one kind: the same indicator in other municipalities, say.

    Uses every forecast that could have been made in them, each series with the same weight, blended with
    `base` (by default the shipped table): a horizon with n series weighs n against `PRIOR_SERIES`. Only
    figures in the panel are used; pass what was known on the day (`YearlySeries.until`) to forecast from an
    earlier day. Raises `InputError` when the series differ in measure.
    """
    base = base or shipped_pool()
    usable = [one.since_break() for one in panel if obstacle(one) is None]
    if len({one.measure for one in usable}) > 1:
        raise InputError("a panel holds series of one measure; this one mixes them")
    if not usable:
        return base
    scale = SCALES[usable[0].measure]
    table = scale.forward(in_a_table([one.values for one in usable], [one.years for one in usable]))
    found = windows(table)
    if not len(found.rows):
        return base
    weights = 1.0 / np.bincount(found.rows)[found.rows]
    known = np.isfinite(found.errors)
    count = np.array([len(np.unique(found.rows[column])) for column in known.T])[:, None]
    own = np.maximum(error_quantiles(found.errors, weights), np.finfo(float).tiny)
    share = count / (count + PRIOR_SERIES)
    blended = np.exp(share * np.log(np.where(count, own, 1.0)) + (1 - share) * np.log(base.quantiles))
    return ErrorPool(rising(blended), f"{len(usable)} comparable series, blended with: {base.origin}")
