"""Values of `utilsforecast` and `statsforecast` for tests/forecast, written beside this script.

Run in an environment of its own with both (requirements-bench.txt); the series are made here, by arithmetic
alone.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import RandomWalkWithDrift
from utilsforecast import losses

LEVELS = (80, 95)
AHEAD = 6


def series() -> dict[str, list[float]]:
    """Three series of 20 figures: the last 6 are withheld."""
    year = np.arange(20)
    return {
        "rising": (50 + 3 * year + (year * 7) % 11).astype(float).tolist(),
        "turning": (400 - (year - 12) ** 2 + (year * 5) % 9).astype(float).tolist(),
        "level": (12 + ((year * year * 3) % 7) / 4).tolist(),
    }


def main() -> None:
    frame = pd.DataFrame(
        [(name, number, value) for name, values in series().items() for number, value in enumerate(values)],
        columns=["unique_id", "ds", "y"],
    )
    known = frame[frame.ds < 20 - AHEAD]
    came = frame[frame.ds >= 20 - AHEAD]
    engine = StatsForecast(models=[RandomWalkWithDrift(alias="drift")], freq=1, n_jobs=1)
    found = engine.forecast(df=known, h=AHEAD, level=list(LEVELS)).merge(came, on=["unique_id", "ds"])
    unit = known.groupby("unique_id").y.apply(lambda values: values.diff().abs().mean())
    values: dict[str, dict[str, object]] = {}
    for name, one in found.groupby("unique_id"):
        values[str(name)] = {"point": one.drift.tolist()}
        for level in LEVELS:
            values[str(name)][f"lower{level}"] = one[f"drift-lo-{level}"].tolist()
            values[str(name)][f"upper{level}"] = one[f"drift-hi-{level}"].tolist()
    scaled = losses.mase(found, ["drift"], seasonality=1, train_df=known).set_index("unique_id").drift
    for name, value in scaled.items():
        values[str(name)]["mase"] = float(value)
    for level in LEVELS:
        inside = losses.coverage(found, ["drift"], level).set_index("unique_id").iloc[:, -1]
        winkler = losses.winkler_score(found, ["drift"], level).set_index("unique_id").iloc[:, -1]
        for name, value in values.items():
            value[f"covered{level}"] = float(inside[name])
            value[f"msis{level}"] = float(winkler[name] / unit[name])
    stored = {
        "made_by": {name: version(name) for name in ("statsforecast", "utilsforecast")},
        "series": series(),
        "values": values,
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
