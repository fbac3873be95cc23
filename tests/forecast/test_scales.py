"""Working scales: there and back, inside the range, mirror images."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.scales import EDGE, SCALES
from fardplan.vocabulary.unit import Measure

LOGIT, POWER = SCALES[Measure.SHARE], SCALES[Measure.COUNT]


@pytest.mark.parametrize("measure", list(Measure))
@given(value=st.floats(EDGE, 100 - EDGE))
def test_there_and_back_is_the_same_figure(measure, value):
    scale, figure = SCALES[measure], np.array([value])
    assert scale.back(scale.forward(figure)) == pytest.approx(figure)
    assert scale.back(scale.exact(figure)) == pytest.approx(figure)


@pytest.mark.parametrize("measure", [Measure.SHARE, Measure.COUNT, Measure.RATE])
@given(working=st.floats(-1e4, 1e4))
def test_back_never_leaves_the_range(measure, working):
    (figure,) = SCALES[measure].back(np.array([working]))
    assert 0 <= figure <= (100 if measure is Measure.SHARE else 1e6)


@given(st.floats(-800, 800))
def test_the_logit_scale_is_a_mirror(working):
    both = LOGIT.back(np.array([working, -working]))
    assert both.sum() == pytest.approx(100)


def test_shares_of_nothing_and_everything_stand_half_a_decimal_inside():
    assert LOGIT.back(LOGIT.forward(np.array([0.0, 100.0]))) == pytest.approx([0.05, 99.95])


def test_zero_persons_are_zero_persons():
    assert POWER.forward(np.array([0.0, 8.0])).tolist() == [0.0, 4.0]
    assert POWER.back(np.array([-3.0, 0.0, 4.0])).tolist() == [0.0, 0.0, 8.0]


@pytest.mark.parametrize("measure", list(Measure))
@given(value=st.floats(1, 99))
def test_the_slope_is_the_derivative(measure, value):
    scale, step = SCALES[measure], 1e-5
    near = scale.forward(np.array([value - step, value + step]))
    assert scale.slope(np.array([value]), np.array([0.0])) == pytest.approx(
        (near[1] - near[0]) / (2 * step), rel=1e-4
    )


def test_the_slope_at_the_edge_is_taken_at_the_figures_own_error():
    """A share of 0 with a standard error of 2 is treated as 2, a count of 0 with an error of 1 as 1."""
    nothing = np.array([0.0])
    assert LOGIT.slope(nothing, np.array([2.0])) == pytest.approx([100 / (2 * 98)])
    assert LOGIT.slope(100 - nothing, np.array([2.0])) == pytest.approx([100 / (2 * 98)])
    assert POWER.slope(nothing, np.array([1.0])) == pytest.approx([2 / 3])
