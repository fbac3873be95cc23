"""The predictive distribution of a fan: intervals and probabilities tell the same story."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from fardplan.forecast.fan import KNOTS, ForecastFan, attainment_probability, half_width
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import PROBABILITIES
from fardplan.forecast.scales import EDGE
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure
from tests.forecast.drawn import yearly_series

UP, DOWN = Direction.UP, Direction.DOWN


def normal_fan(measure: Measure = Measure.INDEX, centre: float = 50.0, spread: float = 10.0) -> ForecastFan:
    """Years 2026 and 2027, normal on the working scale: the second with twice the spread."""
    reach = np.array([KNOTS * spread, KNOTS * spread * 2])
    bare = ForecastFan("a", measure, (2026, 2027), np.empty(2), (), np.empty(2), reach)
    return bare.moved_to(np.array([centre, centre]), (0.8, 0.95))


def test_the_knots_of_a_normal_fan_give_normal_intervals_between_and_at_the_knots():
    fan = normal_fan()
    for level in (0.05, 0.5, 0.68, 0.8, 0.93, 0.99):
        half = norm.ppf((1 + level) / 2) * 10
        band = fan.interval(level)
        assert (band.level, band.lower.tolist(), band.upper.tolist()) == (
            level,
            pytest.approx([50 - half, 50 - 2 * half]),
            pytest.approx([50 + half, 50 + 2 * half]),
        )


@pytest.mark.parametrize("level", [-40.0, 20.0, 49.0, 50.0, 58.0, 73.0, 95.0])
def test_probabilities_of_a_normal_fan_are_normal_far_out_too(level):
    fan = normal_fan()
    for horizon, spread in ((1, 10), (2, 20)):
        above = norm.sf((level - 50) / spread)
        assert attainment_probability(fan, level, horizon, UP) == pytest.approx(above)
        assert attainment_probability(fan, level, horizon, DOWN) == pytest.approx(1 - above)


@given(yearly_series(), st.integers(1, 6), st.floats(0.02, 0.99))
def test_an_interval_holds_the_probability_it_says(series, horizon, level):
    fan = forecast_one(series, 6)
    band = fan.interval(level)
    for bound, outward in ((band.lower, DOWN), (band.upper, UP)):
        beyond = attainment_probability(fan, float(bound[horizon - 1]), horizon, outward)
        end = bound[horizon - 1] <= EDGE or (
            series.measure is Measure.SHARE and bound[horizon - 1] >= 100 - EDGE
        )
        if series.measure is Measure.INDEX or not end:
            assert beyond == pytest.approx((1 - level) / 2, abs=1e-6)


@given(yearly_series(), st.integers(1, 6), st.lists(st.floats(-20, 120), min_size=2, max_size=8))
def test_a_harder_level_is_never_likelier_and_up_and_down_share_everything(series, horizon, levels):
    fan = forecast_one(series, 6)
    up = [attainment_probability(fan, level, horizon, UP) for level in sorted(levels)]
    down = [attainment_probability(fan, level, horizon, DOWN) for level in sorted(levels)]
    assert all(0 <= one <= 1 for one in up)
    assert all(later <= earlier for earlier, later in pairwise(up))
    inside = [
        number
        for number, level in enumerate(sorted(levels))
        if series.measure is Measure.INDEX
        or (level > 0 and (series.measure is not Measure.SHARE or level < 100))
    ]
    assert [up[one] + down[one] for one in inside] == pytest.approx([1.0] * len(inside))


def test_what_the_unit_cannot_hold_is_certain_or_impossible():
    share = normal_fan(Measure.SHARE, centre=0.0, spread=2.0)
    assert [attainment_probability(share, level, 1, UP) for level in (-1, 0, 100.1)] == [1.0, 1.0, 0.0]
    assert [attainment_probability(share, level, 1, DOWN) for level in (-1, 100, 101)] == [0.0, 1.0, 1.0]
    assert attainment_probability(normal_fan(Measure.COUNT, centre=4.0), 0.0, 1, UP) == 1.0
    assert attainment_probability(normal_fan(Measure.COUNT, centre=4.0), -1.0, 1, DOWN) == 0.0
    assert attainment_probability(share, 50.0, 1, UP) == pytest.approx(0.5)


def test_reaching_zero_keeps_the_probability_of_what_lies_below_it():
    """A count can be 0: all of the distribution that would go below stands there."""
    fan = normal_fan(Measure.COUNT, centre=10.0, spread=10.0)
    assert attainment_probability(fan, 0.0, 1, DOWN) == pytest.approx(norm.cdf(-1))


@pytest.mark.parametrize("horizon", [0, 3, -1])
def test_a_year_outside_the_fan_is_refused(horizon):
    with pytest.raises(InputError, match="the years 2026 to 2027"):
        attainment_probability(normal_fan(), 50, horizon, UP)


def test_half_widths_at_the_probabilities_are_the_reach_itself():
    reach = np.concatenate([[0.0], np.arange(1.0, 13.0)])
    assert [float(half_width(reach, level)) for level in PROBABILITIES] == pytest.approx(reach[1:])


def test_a_moved_fan_keeps_its_levels_and_its_width_on_the_working_scale():
    fan = normal_fan()
    moved = fan.moved_to(fan.centre + 7)
    assert [band.level for band in moved.bands] == [0.8, 0.95]
    assert moved.bands[1].upper == pytest.approx(fan.bands[1].upper + 7)
    assert moved.point.tolist() == [57, 57]
