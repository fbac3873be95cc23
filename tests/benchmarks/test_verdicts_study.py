"""The study judges by the very rules that milestones are judged by, and what it found still holds."""

import importlib
from pathlib import Path

import numpy as np
import pytest

from fardplan.stats.trend import KnownMovement, register_trend, survey_trend

ROOT = Path(__file__).resolve().parents[2]
SERIES = 600


@pytest.fixture(scope="module")
def study():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        found = importlib.import_module("verdicts_study")
        patch.setattr(found, "SERIES", SERIES)
        yield found


def said(sure: np.ndarray) -> list[int]:
    return np.where(np.abs(sure) > 0.475, np.sign(sure), 0).astype(int).tolist()


def test_registers_are_judged_as_milestones_are(study):
    kind = study.KINDS[1]
    draws = kind.draw(np.random.default_rng(1), 60, 8, np.full(60, 0.02))
    trends = [register_trend(np.arange(8.0), row, rounding=0.1) for row in draws.table]
    assert said(study.ours(draws)) == [int(np.sign(one.slope)) * one.detectable for one in trends]
    known = KnownMovement(1.0, study.KNOWN_DF)
    trends = [register_trend(np.arange(8.0), row, rounding=0.1, known=known) for row in draws.table]
    assert said(study.ours(draws, 1.0)) == [int(np.sign(one.slope)) * one.detectable for one in trends]


def test_surveys_are_judged_as_milestones_are_on_their_latest_ten_years(study):
    kind = study.KINDS[7]
    draws = kind.draw(np.random.default_rng(2), 60, 15, np.full(60, 0.01))
    rows = zip(draws.table[:, -11:], draws.variances[:, -11:], strict=True)
    trends = [survey_trend(np.arange(11.0), *row) for row in rows]
    assert said(study.ours(draws)) == [int(np.sign(one.slope)) * one.detectable for one in trends]


def test_a_rules_threshold_is_set_so_that_it_finds_as_many(study):
    """Half of 1, 2, 3, 4 are at 2.5 or above; of -3, 0, 2, 5 two are as far from nothing."""
    nothing, rising = np.array([-3.0, 0.0, 2.0, 5.0]), np.array([1.0, 2.0, 3.0, 4.0])
    assert study.at_equal_power(nothing, rising, 0.5) == 0.5
    assert study.at_equal_power(nothing, -rising, 0.5) == 1.0


def test_at_equal_power_others_raise_twice_as_many_false_alarms_on_real_movements(study, reference_data):
    """Growth of 1.5 % a year; the goal with room for 600 series instead of 4,000."""
    assert reference_data.is_dir()
    ratios = {}
    for name, population in study.populations():
        rows = [study._equal_power(study.cells((name, population), years), 0.015) for years in (6, 8, 11)]
        _, own, open_sdg, scotland = np.mean(rows, axis=0)
        ratios[name] = min(open_sdg, scotland) / own
    assert set(ratios) == {"as Kolada's municipalities", "as the competition series"}
    assert ratios["as Kolada's municipalities"] > 3
    assert ratios["as the competition series"] > 1.7
