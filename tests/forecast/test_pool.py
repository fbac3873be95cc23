"""Error tables: the shipped one, quantiles, windows, and panels."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.forecasting import forecast_table
from fardplan.forecast.lines import follow, lines
from fardplan.forecast.pool import (
    HORIZONS,
    PRIOR_SERIES,
    PROBABILITIES,
    ErrorPool,
    error_quantiles,
    panel_pool,
    rising,
    shipped_pool,
    windows,
)
from fardplan.forecast.series import YearlySeries, in_a_table
from fardplan.forecast.swing import swing
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import Measure
from tests.forecast.drawn import yearly_series


def walks(count: int, years: int, seed: int = 1) -> list[YearlySeries]:
    rng = np.random.default_rng(seed)
    values = np.cumsum(rng.normal(0, 1, (count, years)), axis=1)
    return [
        YearlySeries(f"walk {number}", Measure.INDEX, tuple(range(2000, 2000 + years)), tuple(row.tolist()))
        for number, row in enumerate(values)
    ]


def test_the_shipped_table_rises_with_years_ahead_and_with_probability():
    pool = shipped_pool()
    assert pool.quantiles.shape == (HORIZONS, len(PROBABILITIES))
    assert (np.diff(pool.quantiles, axis=0) >= 0).all()
    assert (np.diff(pool.quantiles, axis=1) > 0).all()
    assert pool.quantiles[0, 0] > 0
    assert pool.origin == "1,329 yearly series of the forecasting competitions M1, M3 and Tourism"


def slow_quantile(values: list[float], weights: list[float], probability: float) -> float:
    """Each value stands at the middle of its weight, with straight lines between and flat ends."""
    pairs = sorted(zip(values, weights, strict=True))
    total, passed, places = sum(weights), 0.0, []
    for value, weight in pairs:
        places.append(((passed + weight / 2) / total, value))
        passed += weight
    if probability <= places[0][0]:
        return places[0][1]
    for (left, low), (right, high) in pairwise(places):
        if probability <= right:
            return low + (high - low) * (probability - left) / (right - left)
    return places[-1][1]


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.sampled_from([0.1, 1.0, 2.5])),
        min_size=1,
        max_size=30,
        unique_by=lambda pair: pair[0],
    )
)
def test_weighted_quantiles_are_those_of_the_slow_twin(drawn):
    values, weights = [one for one, _ in drawn], [one for _, one in drawn]
    errors = np.array(values)[:, None]
    expected = [slow_quantile(values, weights, float(one)) for one in PROBABILITIES]
    assert error_quantiles(errors, np.array(weights))[0] == pytest.approx(expected)


def test_missing_errors_and_weightless_windows_are_left_out():
    errors = np.array([[1.0, np.nan], [2.0, np.nan], [99.0, np.nan]])
    found = error_quantiles(errors, np.array([1.0, 1.0, 0.0]))
    assert found[0] == pytest.approx([np.interp(one, [0.25, 0.75], [1, 2]) for one in PROBABILITIES])
    assert np.isnan(found[1]).all()


def test_smoothing_keeps_the_ends_and_what_rises_alike():
    table = np.outer(2.0 ** np.arange(5), 3.0 ** np.arange(3))
    assert rising(table) == pytest.approx(table)
    dented = table.copy()
    dented[2] = table[1] / 10
    found = rising(dented)
    assert found[0] == pytest.approx(table[0])
    assert (np.diff(found, axis=0) >= 0).all()


@given(st.lists(yearly_series(measure=Measure.INDEX, most=14), min_size=1, max_size=3))
def test_windows_are_the_forecasts_of_every_origin_alone(drawn):
    table = in_a_table([one.values for one in drawn], [one.years for one in drawn])
    found = windows(table, horizons=4)
    expected = 0
    for row, one in enumerate(drawn):
        for number in range(5, len(one.years) - 1):
            if one.years[number + 1] - one.years[number] > 4 or len(set(one.values[: number + 1])) == 1:
                continue
            end = one.years[number] - one.years[0]
            (place,) = np.flatnonzero((found.rows == row) & (found.ends == end))
            short, at = table[row : row + 1, : end + 1], (np.array([0]), np.array([end]))
            ahead = lines(short, follow(short), *at).ahead(4)[0]
            came = dict(zip(one.years, one.values, strict=True))
            later = [came.get(one.years[number] + step, np.nan) for step in range(1, 5)]
            assert found.ahead[place] == pytest.approx(ahead)
            assert found.came[place] == pytest.approx(later, nan_ok=True)
            assert found.errors[place] == pytest.approx(
                np.abs(np.array(later) - ahead) / swing(short, *at)[0], nan_ok=True
            )
            expected += 1
    assert len(found.rows) == expected


def test_an_empty_or_useless_panel_leaves_the_table_as_it_was():
    short = YearlySeries("a", Measure.COUNT, (2000, 2001), (1.0, 2.0))
    six = YearlySeries("a", Measure.COUNT, tuple(range(6)), (1.0, 2.0, 3.0, 2.0, 1.0, 5.0))
    for panel in ([], [short], [six]):
        assert panel_pool(panel) is shipped_pool()


def test_a_panel_of_different_measures_is_refused():
    (walk,) = walks(1, 9)
    count = YearlySeries("a", Measure.COUNT, tuple(range(6)), (1.0, 2.0, 3.0, 2.0, 1.0, 5.0))
    with pytest.raises(InputError, match="mixes them"):
        panel_pool([walk, count])


def test_a_panel_is_blended_with_the_table_by_its_number_of_series():
    """Horizon 1 of two walks with 7 figures: one window each, 2 series against 40."""
    panel = walks(2, 7)
    found = panel_pool(panel)
    table = in_a_table([one.values for one in panel], [one.years for one in panel])
    errors = windows(table).errors[:, 0]
    own = np.array([slow_quantile(errors.tolist(), [1, 1], float(one)) for one in PROBABILITIES])
    share = 2 / (2 + PRIOR_SERIES)
    assert found.quantiles[0] == pytest.approx(own**share * shipped_pool().quantiles[0] ** (1 - share))
    assert (np.diff(found.quantiles, axis=0) >= 0).all()
    assert found.origin == f"2 comparable series, blended with: {shipped_pool().origin}"


def test_a_large_panel_gives_intervals_that_cover_what_they_say():
    panel = walks(300, 14)
    fresh = walks(400, 16, seed=2)
    table = in_a_table([one.values[:10] for one in fresh], [one.years[:10] for one in fresh])
    came = np.array([one.values[10:] for one in fresh])
    fans = forecast_table(table, Measure.INDEX, 4, levels=(0.8, 0.95), pool=panel_pool(panel))
    for (lower, upper), level in zip(fans.bounds, (0.8, 0.95), strict=True):
        inside = (came[:, :4] >= lower) & (came[:, :4] <= upper)
        assert inside.mean() == pytest.approx(level, abs=0.03)


def test_a_panel_may_be_blended_with_another_pool():
    flat = ErrorPool(np.full((HORIZONS, len(PROBABILITIES)), 5.0), "five")
    assert panel_pool([], flat) is flat
    assert panel_pool(walks(3, 8), flat).origin == "3 comparable series, blended with: five"
