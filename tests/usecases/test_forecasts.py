"""Forecasts of a city's indicators: what they rest on, where they end, and Stockholm's own figures."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.back_test import BackTest, back_test
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import panel_pool
from fardplan.forecast.series import CannotTell, Reason
from fardplan.indicators.definition import SeriesBreak
from fardplan.sources.city_package import load_city
from fardplan.sources.municipalities import municipality_names
from fardplan.sources.public_figures import observation as public_figure
from fardplan.usecases.forecasts import forecast, forecast_of, forecasts
from fardplan.usecases.yearly import neighbours
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.period import Period
from tests.builders import CITY, definition, observation, series, sv

TITLE = "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)"
DAY = date(2021, 3, 1)
VALUES = (84.0, 85.2, 84.6, 86.1, 85.7, 87.0, 86.4, 87.4)
OWN = series({2012 + year: value for year, value in enumerate(VALUES)})
OTHERS = [
    replace(observation(2012 + year, value - place / 10 + year * place / 50), area=area)
    for place, area in enumerate(sorted(set(municipality_names()) - {CITY})[:12])
    for year, value in enumerate(VALUES)
]


def stockholm(key):
    city = load_city("stockholm")
    of = city.indicator(key)
    return forecast_of(
        [public_figure(row, of, DAY) for row in city.figures if row.indicator == key], of, of.area, 10
    )


def breaks(*years):
    return definition(
        breaks=tuple(SeriesBreak(first=Period.of_year(year), text=sv("Ny mätning")) for year in years)
    )


def test_the_fan_and_the_back_test_of_a_series_alone():
    found = forecast_of(OWN, definition(), CITY, 4)
    fan, twin = found.fan, forecast_one(found.series, 4)
    assert isinstance(fan, ForecastFan)
    assert isinstance(twin, ForecastFan)
    assert (found.series.years, found.series.values) == (tuple(range(2012, 2020)), VALUES)
    assert (fan.years, fan.point.tolist()) == ((2020, 2021, 2022, 2023), twin.point.tolist())
    assert found.back_test == back_test(found.series, 4)
    assert (found.panel, found.surveyed, found.ends_before) == (0, False, None)


def test_neighbours_sharpen_the_fan_and_every_back_test_sees_them_as_they_were():
    found = forecast_of([*OWN, *OTHERS], definition(), CITY, 4)
    others = neighbours(OTHERS, definition(), beside=CITY)
    twin = forecast_one(found.series, 4, pool=panel_pool(others))
    assert isinstance(found.fan, ForecastFan)
    assert isinstance(twin, ForecastFan)
    assert found.panel == 12
    assert found.fan.reach.tolist() == twin.reach.tolist()
    assert found.back_test == back_test(found.series, 4, panel=others)


def test_neighbours_too_short_to_tell_set_no_width():
    short = [item for item in OTHERS if item.period.year >= 2014]
    found, alone = forecast_of([*OWN, *short], definition(), CITY, 4), forecast_of(OWN, definition(), CITY, 4)
    assert isinstance(found.fan, ForecastFan)
    assert isinstance(alone.fan, ForecastFan)
    assert (found.panel, found.fan.reach.tolist()) == (0, alone.fan.reach.tolist())


def test_what_is_not_a_municipality_has_no_neighbours():
    districts = [replace(item, area="bromma") for item in OWN]
    assert forecast_of([*districts, *OTHERS], definition(), "bromma", 4).panel == 0


def test_only_figures_since_the_break_are_forecast():
    found = forecast_of(OWN, breaks(2015), CITY, 4)
    assert found.fan == CannotTell(CITY, Reason.BROKEN, 5)
    assert found.back_test == CannotTell(CITY, Reason.BROKEN, 5)


def test_a_forecast_ends_before_a_break_that_is_known_to_come():
    found = forecast_of(OWN, breaks(2022), CITY, 4)
    assert isinstance(found.fan, ForecastFan)
    assert (found.fan.years, found.ends_before) == ((2020, 2021), 2022)
    assert forecast_of(OWN, breaks(2030), CITY, 4).ends_before is None
    assert forecast_of(OWN, breaks(2020), CITY, 4).fan == CannotTell(CITY, Reason.BROKEN, 0)


def test_without_figures_there_is_no_series():
    nothing = CannotTell(CITY, Reason.TOO_SHORT, 0)
    found = forecast_of([], definition(), CITY, 4)
    assert (found.series, found.fan, found.back_test, found.surveyed) == (None, nothing, nothing, False)


def test_stockholms_pupils_are_never_forecast_across_a_break():
    found = stockholm("behorighet-hemkommun")
    assert isinstance(found.back_test, BackTest)
    assert found.series is not None
    stretches = [one.years for one in found.series.stretches()]
    assert all(
        any(held.origin in years and held.year in years for years in stretches)
        for held in found.back_test.held
    )
    held, count = found.back_test.coverage(0.8)
    assert held / count >= 0.7


def test_stockholms_fan_beside_the_countys_municipalities(reference_data):
    """Real figures, 1998 to 2019: the neighbours' errors hold what came, without making the fan wilder."""
    of = load_city("stockholm").indicator("behorighet-hemkommun")
    file = reference_data / "data/kolada_panel_sthlm_county_1998_2019/kolada_sthlm_county_long.csv"
    with file.open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["kpi_title"] == TITLE and row["municipality_id"]]
    figures = [
        replace(observation(int(row["year"]), float(row["value"])), area=row["municipality_id"])
        for row in rows
    ]
    alone = forecast_of([item for item in figures if item.area == CITY], of, CITY, 6)
    beside = forecast_of(figures, of, CITY, 6)
    assert (alone.panel, beside.panel) == (0, 25)
    for found in (alone, beside):
        assert isinstance(found.fan, ForecastFan)
        assert isinstance(found.back_test, BackTest)
        assert [found.back_test.coverage(level) for level in (0.8, 0.95)] == [(34, 36), (36, 36)]
    widths = [found.fan.bands[0].upper - found.fan.bands[0].lower for found in (alone, beside)]
    assert (abs(widths[1] / widths[0] - 1) < 0.25).all()


def test_stockholms_safety_survey_is_too_short_with_the_reason():
    found = stockholm("orolig-for-brott")
    assert (found.fan, found.back_test) == (
        CannotTell(CITY, Reason.TOO_SHORT, 3),
        CannotTell(CITY, Reason.TOO_SHORT, 3),
    )


def test_what_is_not_there_is_told_with_what_there_is(home):
    with pytest.raises(NotFoundError, match="there is no indicator 'behorig'"):
        forecast(home, "behorig", as_of=DAY)
    with pytest.raises(NotFoundError, match="there are no figures of 'behoriga' for the area '0114'"):
        forecast(home, "behoriga", as_of=DAY, area="0114")
    with pytest.raises(InputError, match="1 to 15 years ahead, not 16"):
        forecasts(home, as_of=DAY, horizons=16)


def test_a_forecast_sees_what_was_known_on_the_day(home):
    known, before = (forecast(home, "behoriga", as_of=day) for day in (DAY, date(2010, 1, 1)))
    assert known.series is not None
    assert before.series is None
    assert [one.definition.key for one in forecasts(home, as_of=DAY)] == ["behoriga", "otrygga"]


MOVES = st.lists(st.floats(-4, 4), min_size=14, max_size=14)
ELSEWHERE = sorted(set(municipality_names()) - {CITY})[:3]


def shares(moves, area):
    """A share that begins at a half and moves, never leaving its range."""
    return [
        replace(observation(2000 + year, min(99.0, max(1.0, 50 + sum(moves[: year + 1])))), area=area)
        for year in range(len(moves))
    ]


@given(st.lists(MOVES, min_size=4, max_size=4), st.integers(2001, 2013), st.integers(2006, 2013))
def test_no_forecast_crosses_a_break_or_sees_what_came_later(moves, broken, last):
    of = breaks(broken)
    figures = [
        item for way, area in zip(moves, (CITY, *ELSEWHERE), strict=True) for item in shares(way, area)
    ]
    earlier = [item for item in figures if item.period.year <= last]
    all_years, known_then = (forecast_of(some, of, CITY, 5).back_test for some in (figures, earlier))
    held = all_years.held if isinstance(all_years, BackTest) else ()
    assert not any(one.origin < broken <= one.year for one in held)
    assert [one for one in held if one.year <= last] == (
        list(known_then.held) if isinstance(known_then, BackTest) else []
    )
