"""Trends with memory where digits could be lost: perfect lines, great levels, series of unlike size."""

import numpy as np
import pytest

from fardplan.stats.memory import slope_distribution
from fardplan.stats.trend import register_trend

TIMES = np.arange(12.0)
SWINGS = np.cos(TIMES**2)


def test_a_perfect_line_keeps_the_doubt_of_rounding_in_its_interval():
    """As wide as for figures that are all 0 with a spread of 1/√12."""
    found = register_trend(np.arange(4.0), np.array([1.0, 2.0, 3.0, 4.0]), rounding=1)
    alone = slope_distribution(np.arange(4.0), np.zeros((1, 4)), least=1 / 12)
    half = 1 - found.lower
    assert (found.slope, found.upper) == (pytest.approx(1.0), pytest.approx(1 + half))
    assert alone.below(np.array([half])) == pytest.approx([0.975], abs=1e-6)


def test_a_great_level_costs_no_digits():
    plain = register_trend(TIMES, SWINGS, rounding=0.01)
    moved = register_trend(TIMES, SWINGS + 2.0**33, rounding=0.01)
    assert (moved.lower, moved.slope, moved.upper) == pytest.approx(
        (plain.lower, plain.slope, plain.upper), rel=1e-4
    )


def test_the_truth_may_go_the_other_way_as_likely_for_a_rise_as_for_a_fall():
    rise = SWINGS + 0.1 * TIMES
    both = slope_distribution(TIMES, np.array([rise, -rise]))
    under = both.below(np.zeros(2))
    assert both.opposite() == pytest.approx([under[0], 1 - under[1]])
    assert both.opposite()[0] == pytest.approx(both.opposite()[1])
    assert 0 < both.opposite()[0] < 0.5


def test_series_of_very_different_size_are_each_alone():
    small, large = slope_distribution(TIMES, SWINGS[None]), slope_distribution(TIMES, 1e80 * SWINGS[None])
    together = slope_distribution(TIMES, np.array([SWINGS, 1e80 * SWINGS]))
    assert together.memory == pytest.approx([small.memory[0], large.memory[0]])
    assert together.weights[:, :1] == pytest.approx(small.weights)
