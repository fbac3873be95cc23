"""Shares at their edges, and at other confidences than 95 per cent."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

from fardplan.stats.share import normal_quantile, sampling_variance, wilson


@given(st.integers(1, 500), st.data(), st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_wilson_is_scipys_score_interval(base, data, confidence):
    count = data.draw(st.integers(0, base))
    peer = binomtest(count, base).proportion_ci(confidence, method="wilson")
    assert wilson(count / base, base, confidence) == pytest.approx((peer.low, peer.high), abs=1e-12)


def test_no_end_passes_nobody_or_everybody_by_the_last_digit():
    for base in range(1, 2000):
        assert 0.0 <= wilson(0.0, base)[0] < 1e-15
        assert wilson(1.0, base)[1] <= 1.0


def test_the_quantile_is_scipys():
    found = [normal_quantile(confidence) for confidence in (0.5, 0.8, 0.95, 0.999)]
    assert found == pytest.approx([norm.ppf((1 + confidence) / 2) for confidence in (0.5, 0.8, 0.95, 0.999)])


@given(st.floats(0, 1), st.integers(1, 5000))
def test_the_variance_is_that_of_a_share_with_two_more_of_each_kind(share, base):
    yes, no = share * base + 2, (1 - share) * base + 2
    assert sampling_variance(share, base) == pytest.approx(yes * no / math.pow(yes + no, 3))
