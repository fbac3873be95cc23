"""Forecasts of whole series: exact examples, laws, and why some cannot be made."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_many, forecast_one, forecast_table
from fardplan.forecast.lines import follow, lines, smoother_weights
from fardplan.forecast.noise import forecast_noise, working_noise
from fardplan.forecast.pool import ErrorPool, shipped_pool
from fardplan.forecast.scales import SCALES
from fardplan.forecast.series import CannotTell, Reason, YearlySeries, in_a_table
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import Measure
from tests.forecast import slow_twin
from tests.forecast.drawn import yearly_series

ELIGIBLE = (91.97, 89.31, 88.79, 87.81, 87.96, 89.61, 89.85, 89.46, 90.09, 88.6, 89.25)
"""Stockholm, grade 9, eligible for vocational programmes, 1998-2008, per cent (Kolada N15428)."""


def series(*values: float, measure: Measure = Measure.COUNT, **more: object) -> YearlySeries:
    return YearlySeries("a", measure, tuple(range(2000, 2000 + len(values))), values, **more)


def bounds(fan: ForecastFan) -> np.ndarray:
    """Shape (levels, lower and upper, horizons)."""
    return np.array([(band.lower, band.upper) for band in fan.bands])


def test_a_share_is_forecast_as_the_slow_twin_does_on_the_logit_scale():
    fan = forecast_one(series(*ELIGIBLE, measure=Measure.SHARE), 3)
    points = [(2000 + year, float(np.log(value / (100 - value)))) for year, value in enumerate(ELIGIBLE)]
    centre, swing = np.array(slow_twin.line(points, 3)), slow_twin.swing(points)
    half = swing * shipped_pool().quantiles[:3, 7]

    def share(working: np.ndarray) -> np.ndarray:
        return 100 / (1 + np.exp(-working))

    assert fan.years == (2011, 2012, 2013)
    assert fan.point == pytest.approx(share(centre))
    assert bounds(fan)[0] == pytest.approx(np.array([share(centre - half), share(centre + half)]))


def test_a_count_is_forecast_on_the_power_two_thirds():
    fan = forecast_one(series(8, 27, 64, 125, 64, 27, 8, 27), 2, levels=(0.95,))
    points = list(enumerate([4.0, 9.0, 16.0, 25.0, 16.0, 9.0, 4.0, 9.0]))
    centre, swing = np.array(slow_twin.line(points, 2)), slow_twin.swing(points)
    lower = np.maximum(centre - swing * shipped_pool().quantiles[:2, 9], 0) ** 1.5
    assert fan.point == pytest.approx(centre**1.5)
    assert fan.bands[0].lower == pytest.approx(lower)


def test_series_of_different_kinds_come_back_in_their_order():
    many = [
        series(1, 2, 3, 4, 5, 9.0),
        series(1, 2),
        series(*ELIGIBLE, measure=Measure.SHARE, sampling_variances=(1.0,) * 11),
        series(5, 4, 3, 2, 1, 9.0, 9.0),
        series(*ELIGIBLE, measure=Measure.SHARE),
    ]
    alone = [forecast_one(one, 4) for one in many]
    for found, expected in zip(forecast_many(many, 4), alone, strict=True):
        assert type(found) is type(expected)
        if isinstance(found, ForecastFan):
            assert found.years == expected.years
            assert bounds(found) == pytest.approx(bounds(expected))
        else:
            assert found == expected


@pytest.mark.parametrize(
    ("given_series", "reason", "figures"),
    [
        (series(1, 2, 3, 4, 5), Reason.TOO_SHORT, 5),
        (series(), Reason.TOO_SHORT, 0),
        (series(1, 2, 3, 4, 5, 6, 7, breaks=(2003,)), Reason.BROKEN, 4),
        (series(1, 2, 3, 4, 5, 6, 7, breaks=(2003, 2007)), Reason.BROKEN, 0),
        (series(3, 3, 3, 3, 3, 3), Reason.CONSTANT, 6),
        (series(0, 0, 0, 0, 0, 0, measure=Measure.SHARE), Reason.CONSTANT, 6),
        (series(1, 2, 3, float("nan"), 5, 6), Reason.NOT_FINITE, 6),
        (series(1, 2, 3, float("inf"), 5, 6), Reason.NOT_FINITE, 6),
        (series(1, 2, 3, float("inf"), float("-inf"), 6), Reason.NOT_FINITE, 6),
        (series(1, 2, 3, 4, 5, 100.1, measure=Measure.SHARE), Reason.OUT_OF_RANGE, 6),
        (series(1, 2, 3, 4, -0.1, 3), Reason.OUT_OF_RANGE, 6),
    ],
)
def test_what_cannot_be_told_is_answered_with_the_reason(given_series, reason, figures):
    assert forecast_one(given_series, 3) == CannotTell("a", reason, figures, needed=6)


def test_six_figures_are_enough_zero_is_a_value_and_an_index_goes_below_it():
    assert isinstance(forecast_one(series(0, 0, 0, 1, 0, 0), 3), ForecastFan)
    assert isinstance(forecast_one(series(0, 100, 0, 1, 0, 0, measure=Measure.SHARE), 3), ForecastFan)
    assert forecast_one(series(-1, -2, -3, -4, -5, -6, measure=Measure.INDEX), 3).point == pytest.approx(
        [-7, -8, -9], abs=1e-3
    )


@pytest.mark.parametrize("horizons", [0, -1, 16])
def test_a_horizon_without_evidence_is_refused(horizons):
    with pytest.raises(InputError, match="1 to 15 years ahead"):
        forecast_many([series(*ELIGIBLE)], horizons)


@pytest.mark.parametrize("level", [0, 1, -0.5, 0.995])
def test_a_level_without_evidence_is_refused(level):
    with pytest.raises(InputError, match="cannot be given"):
        forecast_one(series(*ELIGIBLE), 3, levels=(level,))


def test_series_that_contradict_themselves_are_refused():
    with pytest.raises(InputError, match="2 years and 1 values"):
        YearlySeries("a", Measure.COUNT, (2000, 2001), (1.0,))
    with pytest.raises(InputError, match="not in order"):
        YearlySeries("a", Measure.COUNT, (2001, 2000), (1.0, 2.0))
    with pytest.raises(InputError, match="1 sampling variances for 2 values"):
        YearlySeries("a", Measure.COUNT, (2000, 2001), (1.0, 2.0), sampling_variances=(1.0,))
    with pytest.raises(InputError, match="finite number from 0"):
        YearlySeries("a", Measure.COUNT, (2000, 2001), (1.0, 2.0), sampling_variances=(1.0, -1.0))


@given(yearly_series(), st.integers(1, 15))
def test_no_fan_leaves_what_its_unit_can_hold_and_every_one_holds_its_point(drawn, horizons):
    fan = forecast_one(drawn, horizons, levels=(0.5, 0.8, 0.95, 0.99))
    found = bounds(fan)
    floor = -np.inf if drawn.measure is Measure.INDEX else 0
    ceiling = 100 if drawn.measure is Measure.SHARE else np.inf
    assert np.isfinite(found).all()
    assert (found >= floor).all()
    assert (found <= ceiling).all()
    assert (found[:, 0] <= fan.point).all()
    assert (fan.point <= found[:, 1]).all()
    assert (np.diff(found[:, 0], axis=0) <= 0).all(), "a higher level is not narrower"
    assert (np.diff(found[:, 1], axis=0) >= 0).all()


@given(yearly_series(measure=Measure.SHARE, lowest=5, highest=995))
def test_a_share_and_its_complement_are_mirror_images(drawn):
    other = YearlySeries("b", drawn.measure, drawn.years, tuple(100 - value for value in drawn.values))
    fan, mirrored = forecast_one(drawn, 6), forecast_one(other, 6)
    assert mirrored.point == pytest.approx(100 - fan.point, abs=1e-6)
    assert bounds(mirrored) == pytest.approx(100 - bounds(fan)[:, ::-1], abs=1e-6)


@given(yearly_series(measure=Measure.COUNT), st.sampled_from([0.001, 3.0, 1e6]))
def test_a_count_in_thousands_has_the_forecast_in_thousands(drawn, factor):
    other = YearlySeries("b", drawn.measure, drawn.years, tuple(factor * value for value in drawn.values))
    fan, scaled = forecast_one(drawn, 6), forecast_one(other, 6)
    assert bounds(scaled) == pytest.approx(factor * bounds(fan), rel=1e-6, abs=factor * 1e-6)


@given(yearly_series(measure=Measure.INDEX), st.sampled_from([-2.0, -1.0, 5.0]), st.floats(-1e3, 1e3))
def test_an_index_may_be_moved_stretched_and_turned(drawn, factor, shift):
    other = YearlySeries("b", drawn.measure, drawn.years, tuple(shift + factor * one for one in drawn.values))
    found = bounds(forecast_one(drawn, 6))
    expected = shift + factor * (found if factor > 0 else found[:, ::-1])
    assert bounds(forecast_one(other, 6)) == pytest.approx(expected, rel=1e-6, abs=1e-5)


@given(yearly_series(), st.integers(1, 5), st.data())
def test_figures_before_a_series_break_do_not_matter(drawn, count, data):
    low = 0 if drawn.measure is not Measure.INDEX else -100
    before = data.draw(st.lists(st.floats(low, 100), min_size=count, max_size=count))
    broken = YearlySeries(
        drawn.name,
        drawn.measure,
        (*range(1990, 1990 + count), *drawn.years),
        (*before, *drawn.values),
        breaks=(1991, drawn.years[0]),
    )
    assert bounds(forecast_one(broken, 4)).tolist() == bounds(forecast_one(drawn, 4)).tolist()


@given(yearly_series(least=8))
def test_a_later_year_is_not_seen_from_an_earlier_one(drawn):
    year = drawn.years[-2]
    assume(len(set(drawn.values[:-1])) > 1)
    changed = YearlySeries(drawn.name, drawn.measure, drawn.years, (*drawn.values[:-1], 77.0), breaks=(2999,))
    assert (
        bounds(forecast_one(changed.until(year), 4)).tolist()
        == bounds(forecast_one(drawn.until(year), 4)).tolist()
    )


def test_a_table_with_thousands_gives_the_fans_of_each():
    rng = np.random.default_rng(7)
    table = 100 + np.cumsum(rng.normal(0, 3, (40, 12)), axis=1)
    fans = forecast_table(table, Measure.COUNT, 9)
    for row, values in enumerate(table):
        fan = forecast_one(series(*values.tolist()), 9)
        assert fan.point == pytest.approx(fans.point[row])
        assert fan.bands[1].upper == pytest.approx(fans.bounds[1][1][row])


def test_the_pool_decides_how_wide_the_fan_is():
    wide = ErrorPool(shipped_pool().quantiles * 2, "twice the shipped table")
    index = series(*ELIGIBLE, measure=Measure.INDEX)
    ordinary, doubled = forecast_one(index, 5), forecast_one(index, 5, pool=wide)
    assert doubled.point.tolist() == ordinary.point.tolist()
    assert bounds(doubled) - doubled.point == pytest.approx(2 * (bounds(ordinary) - ordinary.point))


@given(yearly_series(measure=Measure.INDEX, most=10), st.integers(0, 9), st.integers(1, 5))
def test_a_figure_moves_a_forecast_as_its_response_says(drawn, which, horizon):
    """With the weights held, the variance of a forecast is that of the sum of figures it is."""
    table = in_a_table([drawn.values], [drawn.years])
    figures = np.flatnonzero(~np.isnan(table[0]))
    here = figures[which % len(figures)]
    at = np.array([0]), figures[-1:]
    noise = np.where(np.isnan(table), np.nan, 0.0)
    noise[0, here] = 1.0
    of_the_next = float(here == figures[-1])
    found = forecast_noise(table, follow(table), noise, at[1], horizon)[0, horizon - 1] - of_the_next
    weights = smoother_weights(table, follow(table), *at)
    nudged = table.copy()
    nudged[0, here] += 1.0
    moved = weighted(nudged, weights, at, horizon) - weighted(table, weights, at, horizon)
    assert found == pytest.approx(moved**2, rel=1e-6, abs=1e-9)


def weighted(table: np.ndarray, weights: np.ndarray, at: tuple, horizon: int) -> float:
    """The forecast with given weights: each smoother's alone, by giving it all the weight, summed."""
    following, (row, end) = follow(table), at
    total = 0.0
    for noise in range(3):
        for number, share in enumerate((1.0, 0.5, 0.0)):
            slope = share * following.drift[row, end]
            level, clock = following.level[noise, row, end], following.clock[noise, row, end]
            total += float((weights[noise, number] * (level + slope * (end + horizon - clock))).item())
    return total


def test_sampling_error_widens_what_it_does_not_explain_away():
    """The same figures: as a register, and as a survey whose errors are small against its movement."""
    values = (40.0, 52.0, 43.0, 57.0, 46.0, 61.0, 50.0, 63.0)
    register = forecast_one(series(*values, measure=Measure.SHARE), 3)
    exact = forecast_one(series(*values, measure=Measure.SHARE, sampling_variances=(0.0,) * 8), 3)
    survey = forecast_one(series(*values, measure=Measure.SHARE, sampling_variances=(4.0,) * 8), 3)
    assert bounds(exact) == pytest.approx(bounds(register))
    assert survey.point == pytest.approx(register.point)
    # The next answer alone has a standard error of 2, the latest too, and 80 % lie within 1.28 of it.
    assert survey.bands[0].upper[0] - survey.bands[0].lower[0] > 2 * 1.28 * np.sqrt(8)


def test_noise_on_the_working_scale_is_by_the_slope_of_the_scale():
    table, variances = np.array([[25.0, 64.0]]), np.array([[9.0, 0.09]])
    logit = working_noise(SCALES[Measure.SHARE], table, variances)
    assert logit == pytest.approx(np.array([[9 * (100 / (25 * 75)) ** 2, 0.09 * (100 / (36 * 64)) ** 2]]))
    power = working_noise(SCALES[Measure.COUNT], table, variances)
    assert power == pytest.approx(np.array([[9 * (2 / 3) ** 2 / 25 ** (2 / 3), 0.09 / 36]]))
    assert working_noise(SCALES[Measure.INDEX], table, variances).tolist() == variances.tolist()


def test_a_survey_is_covered_as_well_as_a_register():
    """A random walk with steps of 1 seen through errors of 2: intervals made with and without knowing."""
    rng = np.random.default_rng(20180911)
    truth = np.cumsum(rng.normal(0.2, 1, (400, 18)), axis=1)
    seen = truth + rng.normal(0, 2, truth.shape)
    known, came = seen[:, :12], seen[:, 12:]
    told = forecast_table(known, Measure.INDEX, 6, variances=np.full(known.shape, 4.0))
    untold = forecast_table(known, Measure.INDEX, 6)
    for number, level in enumerate((0.8, 0.95)):
        lower, upper = told.bounds[number]
        assert np.mean((came >= lower) & (came <= upper)) == pytest.approx(level, abs=0.06)
        assert (upper - lower)[:, -1].mean() < 0.75 * np.subtract(*untold.bounds[number][::-1])[:, -1].mean()


def test_lines_of_an_index_are_the_lines_of_its_figures():
    table = np.array([[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]])
    found = lines(table, follow(table), np.array([0]), np.array([6])).ahead(4)
    assert forecast_table(table, Measure.INDEX, 4).point.tolist() == found.tolist()
