"""A forecast in words: the two lines, why there is none, and when there will be figures enough."""

import pytest

from fardplan.forecast.back_test import back_test
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.series import CannotTell, Reason, YearlySeries, obstacle
from fardplan.forecast.words import WHY_NOT, fan_line, miss, record_line, when_enough, why_not
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

VALUES = (84.0, 85.2, 84.6, 86.1, 85.7, 87.0, 86.4, 87.4)
SERIES = YearlySeries("0180", Measure.SHARE, tuple(range(2012, 2020)), VALUES)
PUPILS = Unit(measure=Measure.COUNT, label=Text(sv="elever", en="pupils"))


def test_the_two_lines():
    fan = forecast_one(SERIES, 3)
    assert isinstance(fan, ForecastFan)
    band = fan.bands[0]
    assert fan_line(fan, SERIES, PERCENT, 0.1, "en") == (
        f"If nothing new is done: {fan.point[2]:.1f}\u00a0per cent in 2022, four times of five between "
        f"{band.lower[2]:.1f} and {band.upper[2]:.1f}. The latest figure is 87.4, from 2019."
    )
    tested = back_test(SERIES, 3)
    assert not isinstance(tested, CannotTell)
    held, count = tested.coverage(0.8)
    errors = tested.mean_error()
    assert errors is not None
    assert record_line(tested, PERCENT, 0.1, "en") == (
        f"The 80 per cent interval has held {held} of {count} figures that came. The forecasts missed by "
        f"{errors[0]:.2f} on average, expecting no change by {errors[1]:.2f}\u00a0percentage points."
    )


def test_without_a_back_test_nothing_is_promised():
    found = CannotTell("0180", Reason.TOO_SHORT, 6, 7)
    assert record_line(found, PERCENT, 0.1, "en") == "No earlier forecast can be held against what came yet."


def test_a_miss_is_a_decimal_finer_than_the_figures():
    assert miss(0.744, PERCENT, 0.01, "en") == "0.74"
    assert miss(12.34, PUPILS, 1, "sv") == "12,3"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (CannotTell("a", Reason.TOO_SHORT, 1), "Comparable yearly figures: 1; 6 are enough."),
        (
            CannotTell("a", Reason.BROKEN, 3),
            "Comparable yearly figures since the way of measuring changed: 3; 6 are enough.",
        ),
        (
            CannotTell("a", Reason.TOO_FAR, 12),
            "How wrong forecasts turn out is known for 15 years ahead, no further.",
        ),
    ],
)
def test_why_not(found, said):
    assert why_not(found, "en") == said


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_said(reason, language):
    assert set(WHY_NOT) == set(Reason)
    said = why_not(CannotTell("a", reason, 3), language)
    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize(
    ("years", "enough"),
    [((2014, 2017, 2020), 2029), ((2017, 2018, 2019), 2022), ((2019,), 2024), ((2010, 2012, 2015), 2023)],
)
def test_a_series_is_enough_when_its_pace_has_given_six(years, enough):
    series = YearlySeries("0180", Measure.SHARE, years, tuple(50.0 + year % 7 for year in years))
    found = obstacle(series)
    assert found is not None
    assert when_enough(found, series, "en") == (
        f"If figures come as often as they have, the one for {enough} will do."
    )


def test_only_too_few_figures_are_mended_by_time():
    flat = YearlySeries("0180", Measure.SHARE, SERIES.years, (50.0,) * 8)
    assert when_enough(CannotTell("0180", Reason.CONSTANT, 8), flat, "en") == ""
