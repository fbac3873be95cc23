"""Trends against scipy's regression, and their laws; their slopes have tests of their own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fardplan.stats.memory import slope_distribution
from fardplan.stats.trend import (
    KnownMovement,
    Trend,
    register_trend,
    student_half_width,
    survey_trend,
)
from fardplan.vocabulary.errors import InputError

NEET = np.array([8.99, 8.68, 9.62, 8.94, 8.41, 8.68, 8.42, 8.5, 8.24, 8.22, 8.02])
YEARS = np.arange(2007.0, 2018.0)

values = st.lists(st.integers(0, 1000).map(lambda tenth: tenth / 10), min_size=3, max_size=15)


def years(count: int) -> np.ndarray:
    return np.arange(2000.0, 2000.0 + count)


def test_the_line_and_its_interval_come_from_the_slopes_of_every_memory():
    """Stockholm's young people neither working nor studying, 17-24, 2007-2017."""
    peer = stats.linregress(YEARS, NEET)
    slopes = slope_distribution(YEARS, NEET[None], least=0.01**2 / 12)
    found = register_trend(YEARS, NEET, rounding=0.01)
    assert found == Trend(
        slope=pytest.approx(slopes.quantiles([0.5])[0][0]),
        lower=pytest.approx(slopes.quantiles([0.025])[0][0]),
        upper=pytest.approx(slopes.quantiles([0.975])[0][0]),
        movement_sd=pytest.approx(np.std(NEET - (peer.intercept + peer.slope * YEARS)) * np.sqrt(11 / 9)),
        df=9,
        autocorrelation=pytest.approx(slopes.memory[0]),
    )


def test_a_fall_that_a_swing_of_some_years_may_explain_is_not_a_certain_change():
    """If its years were independent, Stockholm's fall of a tenth a year would be beyond doubt."""
    assert stats.linregress(YEARS, NEET).pvalue < 0.005
    assert not register_trend(YEARS, NEET, rounding=0.01).detectable
    assert register_trend(YEARS, NEET - 0.15 * (YEARS - 2007), rounding=0.01).detectable


def test_known_movement_is_pooled_with_the_residuals_by_degrees_of_freedom():
    """84.7, 86.9, 87.4 stray (0.567² + 2·0.283²) = 0.4817 from their line on 1 df; 10 df know 1.65."""
    times, figures = years(3), np.array([84.7, 86.9, 87.4])
    found = register_trend(times, figures, rounding=0.1, known=KnownMovement(sd=1.65, df=10))
    slopes = slope_distribution(times, figures[None], known_sum=10 * 1.65**2, known_df=10)
    assert (found.slope, found.upper, found.df) == pytest.approx((1.35, slopes.quantiles([0.975])[0][0], 11))
    assert found.movement_sd == pytest.approx(np.sqrt((0.48166667 + 10 * 1.65**2) / 11))
    assert not found.detectable


def test_figures_on_a_line_keep_the_doubt_that_rounding_leaves():
    found = register_trend(years(4), np.array([1.0, 2.0, 3.0, 4.0]), rounding=1)
    assert found.movement_sd == pytest.approx(1 / np.sqrt(12))


def test_two_survey_figures_are_compared_by_their_errors():
    """(12 - 10) / 3 years, standard error √(0.25 + 0.36) / 3."""
    found = survey_trend(np.array([2017.0, 2020.0]), np.array([10.0, 12.0]), np.array([0.25, 0.36]))
    half = stats.norm.ppf(0.975) * np.sqrt(0.61) / 3
    assert (found.slope, found.lower, found.upper) == pytest.approx((2 / 3, 2 / 3 - half, 2 / 3 + half))


def test_survey_figures_that_stray_more_than_sampling_explains_widen_the_interval():
    times, figures, variances = years(4), np.array([1.0, 5.0, 1.0, 5.0]), np.full(4, 0.1)
    plain = stats.linregress(times, figures)
    found = survey_trend(times, figures, variances)
    half = stats.t.ppf(0.975, 2) * plain.stderr
    assert (found.slope, found.upper - found.slope, found.df) == pytest.approx((plain.slope, half, 2))


@given(values, st.floats(0.1, 100), st.floats(-50, 50))
def test_a_change_of_unit_changes_the_trend_alike(series, scale, shift):
    figures = np.array(series)
    plain = register_trend(years(len(series)), figures, rounding=0.1)
    changed = register_trend(years(len(series)), figures * scale + shift, rounding=0.1 * scale)
    assert (changed.slope, changed.upper) == pytest.approx(
        (plain.slope * scale, plain.upper * scale), abs=1e-6
    )


@given(values)
def test_the_mirror_image_has_the_mirrored_trend(series):
    figures = np.array(series)
    plain = register_trend(years(len(series)), figures, rounding=0.1)
    mirrored = register_trend(years(len(series)), 100 - figures, rounding=0.1)
    assert (mirrored.lower, mirrored.slope, mirrored.upper) == pytest.approx(
        (-plain.upper, -plain.slope, -plain.lower), abs=1e-8
    )


@given(values, st.randoms(use_true_random=False))
def test_survey_figures_may_come_in_any_order(series, random):
    variances = np.linspace(0.5, 2, len(series))
    order = list(range(len(series)))
    random.shuffle(order)
    plain = survey_trend(years(len(series)), np.array(series), variances)
    shuffled = survey_trend(years(len(series))[order], np.array(series)[order], variances[order])
    assert (shuffled.slope, shuffled.upper) == pytest.approx((plain.slope, plain.upper), abs=1e-8)


def test_one_years_figure_moves_by_students_t():
    assert student_half_width(Trend(0, 0, 0, 2.0, 9, 0)) == pytest.approx(2 * stats.t.ppf(0.975, 9))
    assert student_half_width(Trend(0, 0, 0, 2.0, np.inf, 0)) == pytest.approx(2 * stats.norm.ppf(0.975))


@pytest.mark.parametrize(
    ("times", "figures"),
    [
        ([2000.0, 2001.0], [1.0, 2.0]),
        ([2000.0] * 3, [1.0, 2.0, 3.0]),
        ([2000.0, 2001.0, 2002.0], [1.0, np.nan, 3.0]),
    ],
)
def test_too_few_figures_one_time_and_broken_numbers_are_refused(times, figures):
    with pytest.raises(InputError):
        register_trend(np.array(times), np.array(figures), rounding=0.1)


def test_shapes_that_differ_and_variances_of_zero_are_refused():
    with pytest.raises(InputError, match="differ in shape"):
        register_trend(years(3), np.array([1.0, 2.0]), rounding=0.1)
    with pytest.raises(InputError, match="above zero"):
        survey_trend(years(2), np.array([1.0, 2.0]), np.array([0.0, 1.0]))
