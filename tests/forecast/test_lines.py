"""The lines and the swing against a slow twin, a peer, exact examples and their laws."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.lines import DRIFT_SHARES, NOISE, PRIOR, follow, lines, smoother_weights
from fardplan.forecast.series import YearlySeries, in_a_table
from fardplan.forecast.swing import swing, swings
from fardplan.vocabulary.unit import Measure
from tests.forecast import slow_twin
from tests.forecast.drawn import yearly_series

WITNESS = json.loads((Path(__file__).parent / "witness" / "accuracy_nixtla.json").read_text(encoding="utf-8"))


def table_of(*series: YearlySeries) -> np.ndarray:
    return in_a_table([one.values for one in series], [one.years for one in series])


def at_the_end(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(len(table)), table.shape[1] - 1 - np.argmax(~np.isnan(table[:, ::-1]), axis=1)


def forecasts(table: np.ndarray, horizons: int = 5) -> np.ndarray:
    return lines(table, follow(table), *at_the_end(table)).ahead(horizons)


def index(*values: float) -> YearlySeries:
    return YearlySeries("a", Measure.INDEX, tuple(range(2000, 2000 + len(values))), values)


def test_the_weights_are_half_for_the_random_walk_with_drift_before_anything_is_known():
    assert PRIOR.sum() == 1
    assert PRIOR[list(NOISE).index(0.0), list(DRIFT_SHARES).index(1.0)] == 0.5


def test_a_straight_line_goes_on():
    table = table_of(index(3, 5, 7, 9, 11, 13))
    weights = smoother_weights(table, follow(table), np.array([0]), np.array([5]))[..., 0]
    assert weights[:, 0].sum() == pytest.approx(1, abs=1e-4)
    assert forecasts(table, 3)[0] == pytest.approx([15, 17, 19], abs=1e-3)


@pytest.mark.parametrize("name", WITNESS["values"])
def test_the_smoother_without_noise_and_with_the_whole_drift_is_the_peers_random_walk_with_drift(name):
    known = table_of(index(*WITNESS["series"][name][:14]))
    following = follow(known)
    last, slope = following.level[0, 0, -1], following.drift[0, -1]
    assert [last + slope * ahead for ahead in range(1, 7)] == pytest.approx(WITNESS["values"][name]["point"])


@given(st.lists(yearly_series(measure=Measure.INDEX), min_size=1, max_size=4))
def test_lines_and_swings_are_those_of_the_slow_twin(drawn):
    table = table_of(*drawn)
    points = [list(zip(one.years, one.values, strict=True)) for one in drawn]
    assert forecasts(table) == pytest.approx(
        np.array([slow_twin.line(one, 5) for one in points]), rel=1e-9, abs=1e-6
    )
    assert swing(table, *at_the_end(table)) == pytest.approx([slow_twin.swing(one) for one in points])


@given(yearly_series(measure=Measure.INDEX), st.data())
def test_what_is_known_in_a_year_does_not_depend_on_later_years(series, data):
    table = table_of(series)
    end = data.draw(st.sampled_from(np.flatnonzero(~np.isnan(table[0]))[2:].tolist()))
    later = table.copy()
    later[0, end + 1 :] = data.draw(st.floats(-1e6, 1e6))
    at = np.array([0]), np.array([end])
    for changed in (later, table[:, : end + 1]):
        found, other = lines(changed, follow(changed), *at), lines(table, follow(table), *at)
        assert (found.start.tolist(), found.step.tolist()) == (other.start.tolist(), other.step.tolist())
        assert swings(changed, *at).tolist() == swings(table, *at).tolist()


@given(st.lists(yearly_series(measure=Measure.INDEX), min_size=2, max_size=5), st.randoms())
def test_the_order_of_the_series_does_not_matter(drawn, shuffler):
    order = list(range(len(drawn)))
    shuffler.shuffle(order)
    table = table_of(*drawn)
    assert forecasts(table[order]) == pytest.approx(forecasts(table)[order], rel=1e-12)
    assert swing(table[order], *at_the_end(table[order])) == pytest.approx(
        swing(table, *at_the_end(table))[order], rel=1e-12
    )


@given(yearly_series(measure=Measure.INDEX), st.floats(-1e3, 1e3), st.sampled_from([-3.0, -1.0, 0.01, 7.0]))
def test_lines_move_with_the_series_and_swings_with_its_size(series, shift, factor):
    table = table_of(series)
    other = shift + factor * table
    assert forecasts(other) == pytest.approx(shift + factor * forecasts(table), rel=1e-6, abs=1e-6)
    assert swing(other, *at_the_end(other)) == pytest.approx(
        abs(factor) * swing(table, *at_the_end(table)), rel=1e-6
    )


def test_sampling_errors_are_taken_from_the_swing_but_never_all_of_it():
    """Changes of 2 and -2 by turns about no drift: every habit but the drift measures 2."""
    table = table_of(index(0, 2, 0, 2, 0, 2, 0, 2, 0))
    at = at_the_end(table)
    assert swings(table, *at)[0].tolist() == [2, 2, 2, pytest.approx(0.2)]
    # Each change carries the variance of two figures, and a mean size squared is 2/π of the variance.
    assert swings(table, *at, noise=np.array([np.pi / 4]))[0, :3] == pytest.approx([np.sqrt(4 - 1)] * 3)
    assert swings(table, *at, noise=np.array([100.0]))[0, :3] == pytest.approx([0.3 * 2] * 3)


def test_a_series_is_put_in_a_table_from_its_own_first_year():
    series = YearlySeries("a", Measure.INDEX, (2008, 2011, 2012), (1.0, 2.0, 3.0))
    other = YearlySeries("b", Measure.INDEX, (1998, 1999), (5.0, 6.0))
    expected = [[1.0, np.nan, np.nan, 2.0, 3.0], [5.0, 6.0, np.nan, np.nan, np.nan]]
    assert np.array_equal(table_of(series, other), np.array(expected), equal_nan=True)
