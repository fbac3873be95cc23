"""Wilson's interval against published values, and the laws of shares."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.stats.share import normal_quantile, rounded_interval, sampling_variance, wilson
from fardplan.vocabulary.errors import InputError

shares = st.floats(0, 1)
bases = st.floats(1, 1e6)


@pytest.mark.parametrize(
    ("count", "base", "lower", "upper"),
    # Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3 (score, no continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_published_intervals(count, base, lower, upper):
    found = wilson(count / base, base)
    assert (round(found[0], 4), round(found[1], 4)) == (lower, upper)


@given(shares, bases)
def test_wilson_of_the_complement_is_the_mirror_image(share, base):
    lower, upper = wilson(share, base)
    mirrored = wilson(1 - share, base)
    assert mirrored == pytest.approx((1 - upper, 1 - lower), abs=1e-9)


@given(shares, bases)
def test_wilson_solves_the_equation_it_is_named_for(share, base):
    """Its ends are the shares p whose own standard error puts the observed share z away."""
    z = normal_quantile(0.95)
    for end in wilson(share, base):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(share - end) == pytest.approx(
                z * math.sqrt(end * (1 - end) / base), rel=1e-6, abs=1e-9
            )


@given(shares, bases)
def test_variance_is_above_zero_even_where_everybody_answers_alike(share, base):
    assert 0 < sampling_variance(share, base) <= 0.25 / (base + 4)


def test_variance_at_zero_counts_two_answers_more_of_each_kind():
    assert sampling_variance(0.0, 96) == pytest.approx((2 / 100) * (98 / 100) / 100)


@pytest.mark.parametrize(("share", "base"), [(-0.1, 10), (1.1, 10), (0.5, 0), (0.5, -1), (math.nan, 10)])
def test_impossible_shares_and_bases_are_refused(share, base):
    with pytest.raises(InputError):
        wilson(share, base)
    with pytest.raises(InputError):
        sampling_variance(share, base)


def test_rounding_widens_the_interval_of_a_percentage_a_little():
    lower, upper = (100 * end for end in wilson(0.4, 100))
    exact, rounded = rounded_interval(40.0, 100, 1e-9), rounded_interval(40.0, 100, 1.0)
    assert exact == pytest.approx((lower, upper))
    assert rounded == pytest.approx((30.92248, 49.81606), abs=1e-5)
    assert rounded[0] < lower < upper < rounded[1]
