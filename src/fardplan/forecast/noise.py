"""Known sampling error in a forecast: what the figures carry into it, and what the next figure will have."""

import numpy as np

from fardplan.forecast.arrays import Floats, Whole
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
    ahead = np.arange(1, horizons + 1)
    for row, end in enumerate(ends):
        figures = np.flatnonzero(~np.isnan(working[row]))
        one, at = np.array([row]), np.array([end])
        weights = smoother_weights(working, following, one, at)[..., 0]
        responses = _responses(working[row], figures, weights, int(end), ahead)
        found[row] = responses**2 @ noise[row, figures] + noise[row, end]
    return found


def _responses(row: Floats, figures: Whole, weights: Floats, end: int, ahead: Whole) -> Floats:
    """Shape (horizons, figures): how much each forecast moves when a figure is one higher."""
    impulses = np.where(np.isnan(row), np.nan, 0.0)[None].repeat(len(figures), axis=0)
    impulses[np.arange(len(figures)), figures] = 1.0
    moved = follow(impulses)
    slope = DRIFT_SHARES[:, None] * moved.drift[:, end]
    since = end - moved.clock[:, :, end]
    start = np.einsum("ns,nsf->f", weights, moved.level[:, None, :, end] + slope * since[:, None])
    step = np.einsum("ns,sf->f", weights, slope)
    responses: Floats = start + step * ahead[:, None]
    return responses
