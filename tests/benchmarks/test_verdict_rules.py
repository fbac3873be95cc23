"""The peers' rules of the verdict study, by what their own descriptions say."""

import importlib
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
UP, DOWN = 1, -1


@pytest.fixture(scope="module")
def rules():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        yield importlib.import_module("_verdict_rules")


def after(rate: float, years: int, first: float = 50.0) -> np.ndarray:
    return np.array([first * (1 + rate) ** years])


def test_growth_is_the_constant_rate_between_two_figures(rules):
    """100 that becomes 121 in two years has grown by 10 per cent a year."""
    assert rules.growth(np.array([100.0]), np.array([121.0]), 2) == pytest.approx([0.10])
    assert rules.growth(np.array([0.0]), np.array([0.002]), 1) == pytest.approx([1.0])


@pytest.mark.parametrize(
    ("rate", "wanted_up"),
    [
        (0.016, "SUBSTANTIAL"),
        (0.014, "MODERATE"),
        (0.006, "MODERATE"),
        (0.004, "LIMITED"),
        (0.0, "LIMITED"),
        (-0.001, "DETERIORATION"),
    ],
)
def test_without_a_target_growth_is_held_against_a_half_and_one_and_a_half_per_cent(rules, rate, wanted_up):
    first = np.array([50.0])
    assert rules.open_sdg(first, after(rate, 5), 5, wanted=UP) == [rules.Progress[wanted_up]]
    assert rules.open_sdg(first, after(-rate, 5), 5, wanted=DOWN) == [rules.Progress[wanted_up]]


def test_near_a_natural_limit_the_thresholds_shrink(rules):
    """1 - 0.9^4.44 = 0.374; a floor of 20 is as near from 22 as a ceiling of 20 from 18; far away it is 1."""
    assert rules.near_limit(np.array([90.0]), 100.0) == pytest.approx([0.3736], abs=1e-4)
    assert rules.near_limit(np.array([22.0]), 20.0) == pytest.approx(rules.near_limit(np.array([18.0]), 20.0))
    assert rules.near_limit(np.array([45.0, 20.0]), 20.0).tolist() == [1.0, 0.0]
    assert rules.near_limit(np.array([5.0]), 0.0).tolist() == [1.0]
    first = np.array([90.0])
    assert rules.open_sdg(first, after(0.006, 5, 90.0), 5, wanted=UP) == [rules.Progress.MODERATE]
    assert rules.open_sdg(first, after(0.006, 5, 90.0), 5, wanted=UP, limit=100.0) == [
        rules.Progress.SUBSTANTIAL
    ]


@pytest.mark.parametrize(
    ("share_of_growth", "said"),
    [
        (1.0, "SUBSTANTIAL"),
        (0.94, "MODERATE"),
        (0.61, "MODERATE"),
        (0.59, "LIMITED"),
        (-0.01, "DETERIORATION"),
    ],
)
def test_with_a_target_growth_is_held_against_the_growth_that_gets_there(rules, share_of_growth, said):
    """From 50 to 60 in ten years takes 1.84 per cent a year."""
    required = (60 / 50) ** (1 / 10) - 1
    found = rules.open_sdg_with_target(
        np.array([50.0]),
        after(share_of_growth * required, 5),
        np.array([60.0]),
        years=5,
        years_in_all=10,
        wanted=UP,
    )
    assert found == [rules.Progress[said]]


def test_a_target_that_is_reached_is_achieved_however_it_came_about(rules):
    ways = {"years": 5, "years_in_all": 10}
    assert rules.open_sdg_with_target(
        np.array([65.0]), np.array([61.0]), np.array([60.0]), wanted=UP, **ways
    ) == [rules.Progress.ACHIEVED]
    assert rules.open_sdg_with_target(
        np.array([10.0]), np.array([0.0005]), np.array([0.0]), wanted=DOWN, **ways
    ) == [rules.Progress.ACHIEVED]


def test_scotland_compares_the_last_two_figures_with_the_indicators_own_criterion(rules):
    previous = np.array([50.0, 50.0, 50.0, 50.0])
    latest = np.array([51.0, 50.9, 49.1, 49.0])
    assert rules.last_two(previous, latest, rules.PERCENTAGE_POINT).tolist() == [1, 0, 0, -1]
