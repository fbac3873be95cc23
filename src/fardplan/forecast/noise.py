"""Known sampling error in a forecast: what the figures carry into it, and what the next figure will have."""

import numpy as np

from fardplan.forecast.arrays import Flags, Floats, Whole
from fardplan.forecast.lines import DRIFT_SHARES, Following, follow, smoother_weights
from fardplan.forecast.scales import Scale


def working_noise(scale: Scale, table: Floats, variances: Floats) -> Floats:
    """Sampling variances on the working scale, by the first-order (delta) rule; NaN stays NaN."""
    noise: Floats = variances * scale.slope(table, np.sqrt(variances)) ** 2
    return noise


def forecast_noise(
    working: Floats, following: Following, noise: Floats, ends: Whole, horizons: int
) -> Floats:
    """Sampling variance of forecast minus future figure, shape (series, horizons), working scale.

    Given the smoothers' weights a forecast is a sum of the figures times known numbers; their squares
    carry the variances of the figures. The next survey is taken to be as large as the latest.
    """
    found = np.empty((len(working), horizons))
    patterns, pattern_of = np.unique(~np.isnan(working), axis=0, return_inverse=True)
    for number, seen in enumerate(patterns):
        rows = np.flatnonzero(pattern_of.reshape(-1) == number)
        weights = smoother_weights(working, following, rows, ends[rows])
        moved = np.einsum("nso,nshf->ohf", weights, _responses(seen, horizons))
        found[rows] = np.einsum("ohf,of->oh", moved**2, noise[np.ix_(rows, np.flatnonzero(seen))])
    latest: Floats = noise[np.arange(len(working)), ends][:, None]
    return found + latest


def _responses(seen: Flags, horizons: int) -> Floats:
    """How much each smoother's forecasts move when a figure is one higher.

    Shape (3 noises, 3 drift shares, horizons, figures), for series with figures in the years `seen`.
    """
    figures = np.flatnonzero(seen)
    impulses = np.where(seen, 0.0, np.nan)[None].repeat(len(figures), axis=0)
    impulses[np.arange(len(figures)), figures] = 1.0
    moved, end = follow(impulses), int(figures[-1])
    years = end + np.arange(1, horizons + 1)
    slope = DRIFT_SHARES[:, None] * moved.drift[:, end]
    since = years[:, None] - moved.clock[:, None, None, :, end]
    responses: Floats = moved.level[:, None, None, :, end] + slope[:, None, :] * since
    return responses
