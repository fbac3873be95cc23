"""How good forecasts were: the measures of the M4 competition.

Source: Makridakis, Spiliotis & Assimakopoulos, International Journal of Forecasting 36(1), 2020, 54-74.
"""

import numpy as np

from fardplan.forecast.arrays import Floats


def mean_change(history: Floats) -> float:
    """Mean absolute change from figure to figure of a history without gaps: the unit of MASE and MSIS."""
    return float(np.abs(np.diff(history)).mean())


def mase(came: Floats, point: Floats, unit: float) -> float:
    """Mean absolute scaled error over the horizons: 0 is perfect; NaN in `came` is left out."""
    return float(np.nanmean(np.abs(came - point)) / unit)


def msis(came: Floats, lower: Floats, upper: Floats, level: float, unit: float) -> float:
    """Mean scaled interval score: width, plus 2/(1-level) times every miss. Smaller is better.

    It is smallest for honest intervals: narrow ones miss, wide ones are wide. Source: Gneiting & Raftery,
    Journal of the American Statistical Association 102(477), 2007, 359-378.
    """
    missed = np.maximum(lower - came, 0) + np.maximum(came - upper, 0)
    return float(
        np.nanmean(np.where(np.isnan(came), np.nan, upper - lower + 2 / (1 - level) * missed)) / unit
    )


def covered(came: Floats, lower: Floats, upper: Floats) -> Floats:
    """1 where the figure landed in its interval, bounds included, 0 where not, NaN where nothing came."""
    inside = (came >= lower) & (came <= upper)
    found: Floats = np.where(np.isnan(came), np.nan, inside.astype(np.float64))
    return found
