"""Values of statsmodels' Oaxaca-Blinder decomposition for tests/stats, written beside this script."""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from statsmodels.stats.oaxaca import OaxacaBlinder


def made() -> tuple[np.ndarray, np.ndarray]:
    """Outcome and variables of 120 persons, the last variable the group, by arithmetic alone."""
    number = np.arange(120)
    group = (number % 3 == 0).astype(float)
    first = (number * 7) % 23 + 3 * group
    second = ((number * 5) % 11 < 4 + 2 * group).astype(float)
    outcome = 2 + 0.3 * first - 1.5 * second + group * (1 + 0.1 * first) + (number * 13) % 7 / 3
    return outcome, np.column_stack([first, second, group])


def main() -> None:
    outcome, variables = made()
    model = OaxacaBlinder(outcome, variables, 2, hasconst=False, swap=False)
    two = model.two_fold(two_fold_type="self_submitted", submitted_weight=0.5).params
    found = {
        "made_with": f"statsmodels {version('statsmodels')}",
        "unexplained": float(two[0]),
        "explained": float(two[1]),
        "gap": float(two[2]),
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
