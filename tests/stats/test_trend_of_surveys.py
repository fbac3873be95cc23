"""The whole answer of a survey's trend, against weighted least squares written out and scipy's quantiles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fardplan.stats.trend import Trend, survey_trend
from fardplan.vocabulary.errors import InputError

TIMES = np.array([2011.0, 2012.0, 2014.0, 2017.0, 2018.0])
VARIANCES = np.array([0.3, 1.2, 0.5, 2.0, 0.9])


def twin(values: np.ndarray, confidence: float) -> tuple[Trend, float]:
    """Each equation divided by its standard error, and how much the years stray beyond sampling."""
    errors = np.sqrt(VARIANCES)
    design = np.column_stack([np.ones(5), TIMES - 2014]) / errors[:, None]
    solution, squares, _, _ = np.linalg.lstsq(design, values / errors)
    strays = float(squares[0]) / 3
    df = 3.0 if strays > 1 else np.inf
    widen = max(strays, 1.0)
    half = stats.t.ppf((1 + confidence) / 2, df) * np.sqrt(np.linalg.inv(design.T @ design)[1, 1] * widen)
    movement = np.sqrt(stats.hmean(VARIANCES) * widen)
    slope = float(solution[1])
    return Trend(slope, slope - half, slope + half, movement, df, 0.0), strays


@pytest.mark.parametrize(
    ("values", "least", "most"),
    [
        ([10.0, 10.4, 11.0, 12.1, 12.4], 0.0, 0.5),
        ([10.0, 12.0, 11.0, 12.0, 14.0], 1.02, 1.95),
        ([10.0, 14.0, 8.0, 15.0, 11.0], 2.5, 50.0),
    ],
)
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_whole_trend_where_years_stray_little_somewhat_and_much(values, least, most, confidence):
    expected, strays = twin(np.array(values), confidence)
    assert least < strays < most
    found = survey_trend(TIMES, np.array(values), VARIANCES, confidence=confidence)
    assert found == Trend(
        pytest.approx(expected.slope),
        pytest.approx(expected.lower),
        pytest.approx(expected.upper),
        pytest.approx(expected.movement_sd),
        expected.df,
        0.0,
    )


def test_years_that_stray_exactly_as_sampling_would_have_it_widen_nothing():
    """Residuals of 1, -1, -1, 1 with variances of 2: Q is 2 on 2 degrees of freedom."""
    found = survey_trend(np.arange(4.0), np.array([1.0, -1.0, -1.0, 1.0]), np.full(4, 2.0))
    half = stats.norm.ppf(0.975) * np.sqrt(2 / 5)
    assert found == Trend(
        0.0, pytest.approx(-half), pytest.approx(half), pytest.approx(np.sqrt(2)), np.inf, 0.0
    )


@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_two_figures_leave_nothing_to_stray(one, other):
    found = survey_trend(np.array([2017.0, 2020.0]), np.array([10.0, 12.0]), np.array([one, other]))
    half = stats.norm.ppf(0.975) * np.sqrt(one + other) / 3
    assert found == Trend(
        pytest.approx(2 / 3),
        pytest.approx(2 / 3 - half),
        pytest.approx(2 / 3 + half),
        pytest.approx(np.sqrt(stats.hmean([one, other]))),
        np.inf,
        0.0,
    )


def test_a_trend_is_detectable_when_its_ends_lie_on_one_side_of_nothing():
    sides = [(0.1, 0.3), (-0.3, -0.1), (0.0, 0.3), (-0.3, 0.0), (-0.1, 0.1)]
    found = [Trend(0.0, lower, upper, 1.0, 3, 0.0).detectable for lower, upper in sides]
    assert found == [True, True, False, False, False]


def test_one_figure_two_times_of_one_moment_and_tables_are_refused():
    one = np.array([2010.0])
    for times, values in (
        (one, one),
        (np.full(2, 2010.0), np.arange(2.0)),
        (np.ones((2, 2)), np.ones((2, 2))),
        (np.array([2010.0, np.inf]), np.arange(2.0)),
    ):
        with pytest.raises(InputError):
            survey_trend(times, values, np.ones(values.shape))
