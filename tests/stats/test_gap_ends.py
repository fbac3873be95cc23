"""Every figure of a gap against its definition, solved by halving, at more than one confidence."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from fardplan.stats.gaps import (
    Gap,
    Share,
    change_of_difference,
    difference,
    difference_of_figures,
    ratio,
)
from fardplan.vocabulary.errors import InputError

confidences = st.sampled_from([0.5, 0.8, 0.95, 0.99])
mixed = st.tuples(st.integers(1, 79), st.integers(80, 400)).map(
    lambda pair: Share(pair[0] / pair[1], pair[1])
)


def score_end(share: Share, confidence: float, *, upper: bool) -> float:
    """The share that lies just so far from the one seen that its own standard error allows it."""
    z = norm.ppf((1 + confidence) / 2)

    def apart(end: float) -> float:
        return abs(share.value - end) - z * math.sqrt(end * (1 - end) / share.base)

    low, high = (share.value, 1.0) if upper else (0.0, share.value)
    return float(brentq(apart, low, high, xtol=1e-14))


def ends(share: Share, confidence: float) -> tuple[float, float]:
    return score_end(share, confidence, upper=False), score_end(share, confidence, upper=True)


@given(mixed, mixed, confidences)
def test_the_ends_of_a_difference_are_the_ends_of_its_shares_put_together(one, other, confidence):
    (one_low, one_high), (other_low, other_high) = ends(one, confidence), ends(other, confidence)
    value = one.value - other.value
    assert difference(one, other, confidence) == Gap(
        value,
        pytest.approx(value - math.hypot(one.value - one_low, other_high - other.value), abs=1e-9),
        pytest.approx(value + math.hypot(one_high - one.value, other.value - other_low), abs=1e-9),
        0.0,
    )


@given(mixed, mixed, confidences)
def test_the_ends_of_a_ratio_are_where_one_less_so_many_times_the_other_reaches_nothing(
    one, other, confidence
):
    (one_low, one_high), (other_low, other_high) = ends(one, confidence), ends(other, confidence)

    def least(times: float) -> float:
        gap = one.value - times * other.value
        return gap - math.hypot(one.value - one_low, times * (other_high - other.value))

    def most(times: float) -> float:
        gap = one.value - times * other.value
        return gap + math.hypot(one_high - one.value, times * (other.value - other_low))

    value = one.value / other.value
    assert ratio(one, other, confidence) == Gap(
        pytest.approx(value),
        pytest.approx(brentq(least, 0, value, xtol=1e-13), rel=1e-7),
        pytest.approx(brentq(most, value, 1e9, xtol=1e-13), rel=1e-7),
        1.0,
    )


def test_a_share_of_nobody_is_no_times_another_and_nobody_is_at_its_least():
    found = ratio(Share(0.0, 40), Share(0.5, 50))
    assert (found.value, found.lower, found.nothing, found.detectable) == (0.0, 0.0, 1.0, True)
    assert 0 < found.upper < 0.3


def test_an_end_that_touches_nothing_is_not_detectable():
    assert [Gap(0.1, 0.0, 0.2, 0.0).detectable, Gap(-0.1, -0.2, 0.0, 0.0).detectable] == [False, False]
    assert [Gap(0.1, 0.01, 0.2, 0.0).detectable, Gap(-0.1, -0.2, -0.01, 0.0).detectable] == [True, True]


def test_figures_with_errors_have_the_normal_interval_of_their_difference():
    half = norm.ppf(0.9) * 5
    assert difference_of_figures(50.0, 3.0, 44.0, 4.0, 0.8) == Gap(
        6.0, pytest.approx(6 - half), pytest.approx(6 + half), 0.0
    )


def test_a_figure_without_error_is_taken_as_certain():
    assert difference_of_figures(50.0, 0.0, 44.0, 0.0) == Gap(6.0, 6.0, 6.0, 0.0)
    for errors in ((-0.1, 0.0), (0.0, -0.1)):
        with pytest.raises(InputError):
            difference_of_figures(50.0, errors[0], 44.0, errors[1])


def test_a_change_is_of_two_differences_never_of_a_ratio_and_a_difference():
    points, times = Gap(0.1, 0.0, 0.3, 0.0), Gap(1.1, 0.9, 1.3, 1.0)
    assert change_of_difference(points, points) == Gap(
        0.0, pytest.approx(-math.hypot(0.1, 0.2)), pytest.approx(math.hypot(0.2, 0.1)), 0.0
    )
    for before, after in ((points, times), (times, points)):
        with pytest.raises(InputError):
            change_of_difference(before, after)
