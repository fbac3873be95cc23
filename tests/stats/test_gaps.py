"""Gaps between two groups: published intervals, coverage in small bases, laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.stats.gaps import (
    Gap,
    Share,
    change_of_difference,
    difference,
    difference_of_figures,
    ratio,
)
from fardplan.vocabulary.errors import InputError

shares = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(
    lambda pair: Share(min(pair) / max(pair), max(pair))
)


@pytest.mark.parametrize(
    ("one", "other", "lower", "upper"),
    # Newcombe, Statistics in Medicine 17, 1998, 873-890, table II, method 10, contrasts (a) to (h).
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_published_intervals(one, other, lower, upper):
    found = difference(Share(one[0] / one[1], one[1]), Share(other[0] / other[1], other[1]))
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


def test_a_difference_is_detectable_when_its_interval_excludes_none():
    assert difference(Share(0.8, 70), Share(0.6, 80)).detectable
    assert not difference(Share(0.8, 7), Share(0.6, 8)).detectable
    assert not ratio(Share(0.8, 7), Share(0.6, 8)).detectable


@pytest.mark.parametrize(("one", "other"), [(0.3, 0.3), (0.05, 0.2), (0.02, 0.02), (0.9, 0.6)])
def test_intervals_cover_in_small_bases(one, other):
    rng = np.random.default_rng(1)
    hits = np.zeros(2)
    for _ in range(1500):
        a, b = rng.binomial(30, one) / 30, rng.binomial(45, other) / 45
        gap = difference(Share(a, 30), Share(b, 45))
        hits[0] += gap.lower <= one - other <= gap.upper
        if a + b > 0:
            times = ratio(Share(a, 30), Share(b, 45))
            hits[1] += times.lower <= one / other <= times.upper
        else:
            hits[1] += 1
    assert (hits / 1500 > 0.93).all()


@given(shares, shares)
def test_exchange_and_mirror_turn_the_difference(one, other):
    plain, turned = difference(one, other), difference(other, one)
    assert (turned.value, turned.lower, turned.upper) == pytest.approx(
        (-plain.value, -plain.upper, -plain.lower)
    )
    mirrored = difference(Share(1 - one.value, one.base), Share(1 - other.value, other.base))
    assert (mirrored.lower, mirrored.upper) == pytest.approx((-plain.upper, -plain.lower), abs=1e-9)
    assert -1 - 1e-9 <= plain.lower <= plain.value <= plain.upper <= 1 + 1e-9


@given(shares, shares)
def test_exchange_turns_the_ratio_upside_down(one, other):
    if one.value == other.value == 0:
        return
    plain, turned = ratio(one, other), ratio(other, one)
    assert plain.lower <= plain.value <= plain.upper
    if turned.lower > 0 and math.isfinite(turned.upper):
        assert (plain.lower, plain.upper) == pytest.approx((1 / turned.upper, 1 / turned.lower))


def test_a_ratio_to_nobody_has_a_lower_end_and_no_upper():
    found = ratio(Share(0.5, 40), Share(0.0, 50))
    assert (found.value, found.upper) == (math.inf, math.inf)
    assert 5 < found.lower < 8
    with pytest.raises(InputError, match="not defined"):
        ratio(Share(0, 40), Share(0, 50))


def test_figures_with_errors_of_their_own():
    found = difference_of_figures(50.0, 3.0, 44.0, 4.0)
    assert (found.value, found.upper) == pytest.approx((6, 6 + 1.959964 * 5))
    with pytest.raises(InputError, match="must not be below zero"):
        difference_of_figures(1, -1, 1, 1)


def test_a_gap_that_closes_has_the_interval_of_both_gaps():
    """From .20 (.10 to .32) to .05 (-.03 to .15): down √(.08² + .12²), up √(.10² + .10²)."""
    found = change_of_difference(Gap(0.20, 0.10, 0.32, 0.0), Gap(0.05, -0.03, 0.15, 0.0))
    assert (found.value, found.lower, found.upper) == pytest.approx(
        (-0.15, -0.15 - math.hypot(0.08, 0.12), -0.15 + math.hypot(0.10, 0.10))
    )
    with pytest.raises(InputError, match="ratios"):
        change_of_difference(Gap(2, 1, 3, 1.0), Gap(2, 1, 3, 1.0))


@pytest.mark.parametrize(
    ("value", "base"), [(-0.1, 10), (1.1, 10), (0.5, 0), (math.nan, 10), (0.5, math.inf)]
)
def test_what_is_no_share_is_refused(value, base):
    with pytest.raises(InputError, match="is no share"):
        Share(value, base)
