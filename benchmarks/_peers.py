"""The peers: methods of statsforecast with their own intervals, one job, one thread."""

import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

try:
    import pandas as pd
    from statsforecast import StatsForecast, models
except ImportError:
    models = None

Floats = npt.NDArray[np.float64]

AHEAD = 6
LEVELS = (0.8, 0.95)
SLOWEST = ("AutoARIMA", "AutoCES")


@dataclass(frozen=True)
class Forecasts:
    """`point`: (series, horizons); `bounds` by level: lower and upper, the same shape."""

    name: str
    point: Floats
    bounds: dict[float, tuple[Floats, Floats]]
    seconds: float


def all_peers() -> dict[str, object]:
    return {
        "AutoETS": models.AutoETS(season_length=1),
        "AutoTheta": models.AutoTheta(season_length=1),
        "Theta": models.Theta(season_length=1),
        "Optimised Theta": models.OptimizedTheta(season_length=1),
        "Dynamic optimised Theta": models.DynamicOptimizedTheta(season_length=1),
        "Random walk with drift": models.RandomWalkWithDrift(),
        "Holt": models.Holt(season_length=1),
        "Naive": models.Naive(),
        "AutoARIMA": models.AutoARIMA(season_length=1),
        "AutoCES": models.AutoCES(season_length=1),
    }


def run_peers(table: Floats, names: Sequence[str], horizons: int = AHEAD) -> list[Forecasts]:
    """The named peers on the rows of `table`, shape (series, years) with NaN after each row's last figure."""
    rows, years = np.nonzero(~np.isnan(table))
    frame = pd.DataFrame({"unique_id": rows, "ds": years + 1, "y": table[rows, years]})
    available = all_peers()
    return [_run(name, available[name], frame, len(table), horizons) for name in names]


def _run(name: str, model: object, frame: "pd.DataFrame", series: int, horizons: int) -> Forecasts:
    began = time.process_time()
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = StatsForecast(models=[model], freq=1, n_jobs=1).forecast(
            df=frame, h=horizons, level=[round(100 * level) for level in LEVELS]
        )
    seconds = time.process_time() - began
    found = found.sort_values(["unique_id", "ds"])

    def shaped(suffix: str) -> Floats:
        return found[repr(model) + suffix].to_numpy(dtype=float).reshape(series, horizons)

    bounds = {
        level: (shaped(f"-lo-{round(100 * level)}"), shaped(f"-hi-{round(100 * level)}")) for level in LEVELS
    }
    return Forecasts(name, shaped(""), bounds, seconds)
