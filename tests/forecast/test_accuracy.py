"""The measures of accuracy against Nixtla's `utilsforecast`, stored with the script that made the values."""

import json
from pathlib import Path

import numpy as np
import pytest

from fardplan.forecast.accuracy import covered, mase, mean_change, msis

STORED = json.loads((Path(__file__).parent / "witness" / "accuracy_nixtla.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", STORED["series"])
def test_they_are_those_of_utilsforecast(name):
    values, stored = np.array(STORED["series"][name]), STORED["values"][name]
    known, came = values[:14], values[14:]
    unit = mean_change(known)
    assert mase(came, np.array(stored["point"]), unit) == pytest.approx(stored["mase"])
    for level in (80, 95):
        lower, upper = np.array(stored[f"lower{level}"]), np.array(stored[f"upper{level}"])
        assert covered(came, lower, upper).mean() == pytest.approx(stored[f"covered{level}"])
        assert msis(came, lower, upper, level / 100, unit) == pytest.approx(stored[f"msis{level}"])


def test_a_worked_example():
    """Changes 2, 1, 3: unit 2. Of three years one is missed by 4 below and one did not come."""
    assert mean_change(np.array([1.0, 3.0, 2.0, 5.0])) == 2
    came, lower, upper = np.array([3.0, 6.0, np.nan]), np.array([7.0, 5.0, 0.0]), np.array([9.0, 6.0, 1.0])
    assert mase(came, np.array([8.0, 5.5, 0.5]), 2) == (5 + 0.5) / 2 / 2
    assert msis(came, lower, upper, 0.8, 2) == pytest.approx((2 + 10 * 4 + 1) / 2 / 2)
    assert covered(came, lower, upper) == pytest.approx([0, 1, np.nan], nan_ok=True)
