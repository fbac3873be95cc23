"""Back-tests: every origin, nothing from later, nothing across a break."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.back_test import BackTest, Held, back_test
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import panel_pool
from fardplan.forecast.series import CannotTell, Reason, YearlySeries
from fardplan.vocabulary.unit import Measure
from tests.forecast.drawn import yearly_series

NEET = (8.99, 8.68, 9.62, 8.94, 8.41, 8.68, 8.42, 8.5, 8.24, 8.22, 8.02)
STOCKHOLM = YearlySeries("Stockholm", Measure.SHARE, tuple(range(2007, 2018)), NEET)
"""Young people 17-24 neither working nor studying, per cent (Kolada)."""


def slow_back_test(series: YearlySeries, horizons: int) -> list[tuple]:
    """Cut the series after each figure, forecast the rest, and compare; breaks start a new series."""
    found = []
    starts = [0, *sorted({sum(year < one for year in series.years) for one in series.breaks} - {0})]
    for start, end in zip(starts, [*starts[1:], len(series.years)], strict=True):
        years, values = series.years[start:end], series.values[start:end]
        for known in range(6, len(years)):
            fan = forecast_one(
                YearlySeries(series.name, series.measure, years[:known], values[:known]), horizons
            )
            if isinstance(fan, ForecastFan):
                found += [
                    (years[known - 1], year, float(fan.point[step]), values[years.index(year)])
                    for step, year in enumerate(fan.years)
                    if year in years
                ]
    return found


def test_stockholms_young_people_year_by_year():
    found = back_test(STOCKHOLM, 3)
    assert isinstance(found, BackTest)
    assert [(one.origin, one.year, one.came) for one in found.held] == [
        (origin, year, NEET[year - 2007])
        for origin in range(2012, 2017)
        for year in range(origin + 1, min(origin + 3, 2017) + 1)
    ]
    first = forecast_one(STOCKHOLM.until(2012), 3)
    assert found.held[0] == Held(
        origin=2012,
        year=2013,
        point=float(first.point[0]),
        bounds=tuple((float(band.lower[0]), float(band.upper[0])) for band in first.bands),
        came=8.42,
        unchanged=8.68,
    )
    assert found.coverage(0.95) == (12, 12)
    assert found.coverage(0.8, horizon=3) == (3, 3)
    errors = [one for one in found.held if one.horizon == 1]
    assert found.mean_error(1) == pytest.approx(
        (np.mean([abs(one.came - one.point) for one in errors]), np.mean(np.abs(np.diff(NEET[5:]))))
    )
    assert found.mean_error(9) is None


@given(yearly_series(gaps=True), st.integers(1, 6), st.lists(st.integers(1999, 2040), max_size=2))
def test_back_tests_are_those_of_the_slow_twin(drawn, horizons, breaks):
    series = YearlySeries("drawn", drawn.measure, drawn.years, drawn.values, breaks=tuple(breaks))
    expected = slow_back_test(series, horizons)
    found = back_test(series, horizons)
    if isinstance(found, CannotTell):
        assert expected == []
    else:
        assert [(one.origin, one.year, one.point, one.came) for one in found.held] == expected


@given(yearly_series(least=9))
def test_changing_a_later_figure_changes_no_earlier_forecast(drawn):
    *kept, last = drawn.values
    changed = YearlySeries(
        drawn.name, drawn.measure, drawn.years, (*kept, 99.0 - last / 2 if last < 99 else 1)
    )
    first, second = back_test(drawn, 5), back_test(changed, 5)
    if isinstance(first, BackTest) and isinstance(second, BackTest):
        pairs = [(one.origin, one.year) for one in first.held]
        assert pairs == [(one.origin, one.year) for one in second.held]
        for one, other in zip(first.held, second.held, strict=True):
            assert (one.point, one.bounds) == (other.point, other.bounds)


@pytest.mark.parametrize(
    ("series", "reason", "figures", "needed"),
    [
        (YearlySeries("a", Measure.COUNT, (2000,), (1.0,)), Reason.TOO_SHORT, 1, 6),
        (YearlySeries("a", Measure.COUNT, tuple(range(6)), (1.0, 2, 3, 4, 5, 7)), Reason.TOO_SHORT, 6, 7),
        (
            YearlySeries("a", Measure.COUNT, tuple(range(8)), (1.0, 2, 3, 4, 5, 7, 7, 7), (3, 5)),
            Reason.BROKEN,
            3,
            6,
        ),
        (YearlySeries("a", Measure.COUNT, tuple(range(8)), (4.0,) * 8), Reason.CONSTANT, 8, 6),
    ],
)
def test_a_series_without_a_checked_forecast_says_why(series, reason, figures, needed):
    assert back_test(series, 5) == CannotTell("a", reason, figures, needed)


def test_an_early_stretch_is_tested_even_when_the_latest_is_too_short():
    series = YearlySeries("a", Measure.SHARE, STOCKHOLM.years, NEET, breaks=(2016,))
    found = back_test(series, 9)
    assert isinstance(found, BackTest)
    assert {one.year for one in found.held} == {2013, 2014, 2015}


def test_a_panel_gives_each_origin_what_could_be_known_then():
    rng = np.random.default_rng(3)
    panel = [
        YearlySeries(f"m{number}", Measure.SHARE, STOCKHOLM.years, tuple((9 + row).tolist()))
        for number, row in enumerate(np.cumsum(rng.normal(0, 0.3, (30, 11)), axis=1).clip(-5, 5))
    ]
    found = back_test(STOCKHOLM, 2, panel=panel)
    then = panel_pool([one.until(2014) for one in panel])
    (held,) = (one for one in found.held if (one.origin, one.year) == (2014, 2016))
    fan = forecast_one(STOCKHOLM.until(2014), 2, pool=then)
    assert held.bounds[0] == (float(fan.bands[0].lower[1]), float(fan.bands[0].upper[1]))
    assert (
        held.bounds
        != next(one for one in back_test(STOCKHOLM, 2).held if one.year == 2016 and one.origin == 2014).bounds
    )
