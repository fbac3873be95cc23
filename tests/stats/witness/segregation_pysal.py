"""Values of PySAL's `segregation` for tests/stats/segregation, written beside this script.

Run in an environment of its own with `segregation`; the city is made here, by arithmetic alone.
"""

import json
import warnings
from importlib.metadata import version
from pathlib import Path

import geopandas
import numpy as np
from segregation.multigroup import MultiInfoTheory
from segregation.singlegroup import (
    Dissim,
    Entropy,
    Gini,
    Interaction,
    Isolation,
)
from shapely.geometry import Point

warnings.filterwarnings("ignore")

AREAS = 60


def city() -> tuple[np.ndarray, np.ndarray]:
    """Sixty areas on a line-bent grid, whole persons in three groups, by arithmetic alone."""
    number = np.arange(AREAS)
    counts = np.column_stack(
        [20 + (number * 37) % 101, 200 + (number * 53) % 307, 5 + (number * number) % 29]
    )
    points = np.column_stack([(number % 10) * 250.0 + (number % 3) * 40, (number // 10) * 300.0])
    return counts, points


def main() -> None:
    counts, points = city()
    frame = geopandas.GeoDataFrame(
        {"a": counts[:, 0].astype(float), "b": counts[:, 1].astype(float), "c": counts[:, 2].astype(float)},
        geometry=[Point(*point) for point in points],
        crs="EPSG:3006",
    )
    frame["two"] = frame["a"] + frame["b"]
    found = {
        "made_with": f"segregation {version('segregation')}",
        "D": Dissim(frame, "a", "two").statistic,
        "gini": Gini(frame, "a", "two").statistic,
        "isolation": Isolation(frame, "a", "two").statistic,
        "exposure": Interaction(frame, "a", "two").statistic,
        "H_two": Entropy(frame, "a", "two").statistic,
        "H_three": MultiInfoTheory(frame, ["a", "b", "c"]).statistic,
        "D_triangular_700": Dissim(
            frame, "a", "two", distance=700, function="triangular", decay="triangular"
        ).statistic,
    }
    values = {name: value if isinstance(value, str) else float(value) for name, value in found.items()}
    Path(__file__).with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n")


if __name__ == "__main__":
    main()
