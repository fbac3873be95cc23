"""The size of the group behind a share: counted, forecast, or the latest known with the reason."""

from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.series import CannotTell, Reason, YearlySeries
from fardplan.indicators.definition import SeriesBreak, SurveyError
from fardplan.usecases.group_size import GroupSize, SizeBasis, group_size_forecast, group_sizes
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import definition, observation, sv

PUPILS = (8100, 8240, 8190, 8420, 8600, 8710, 8850, 8820)


def pupils(bases=PUPILS, first=2011):
    return [observation(first + year, 85, base=base) for year, base in enumerate(bases)]


def broken(year):
    return definition(breaks=(SeriesBreak(first=Period.of_year(year), text=sv("Ny mätning")),))


def test_a_year_that_has_come_is_counted():
    assert group_size_forecast(pupils(), definition(), 2013) == GroupSize(
        2013, 8190, SizeBasis.COUNTED, latest_year=2018, latest=8820
    )


def test_a_coming_year_is_forecast_as_the_counts_would_be():
    years = tuple(range(2011, 2019))
    fan = forecast_one(YearlySeries("twin", Measure.COUNT, years, tuple(map(float, PUPILS))), 15)
    assert isinstance(fan, ForecastFan)
    assert group_size_forecast(pupils(), definition(), 2025) == GroupSize(
        2025,
        float(fan.point[6]),
        SizeBasis.FORECAST,
        latest_year=2018,
        latest=8820,
        interval=(float(fan.bands[0].lower[6]), float(fan.bands[0].upper[6])),
    )


def test_too_few_counts_leave_the_latest_with_the_reason():
    assert group_size_forecast(pupils(PUPILS[:5]), definition(), 2025) == GroupSize(
        2025,
        8600,
        SizeBasis.LATEST,
        latest_year=2015,
        latest=8600,
        reason=CannotTell("andel", Reason.TOO_SHORT, figures=5),
    )


def test_a_break_cuts_the_counts_too():
    found = group_size_forecast(pupils(), broken(2015), 2025)
    assert found is not None
    assert (found.size, found.reason) == (8820, CannotTell("andel", Reason.BROKEN, figures=4))


def test_further_ahead_than_errors_are_known_for_the_latest_stands_in():
    found = group_size_forecast(pupils(), definition(), 2034)
    assert found is not None
    assert (found.size, found.reason) == (8820, CannotTell("andel", Reason.TOO_FAR, figures=8))


def test_a_year_gone_by_uncounted_takes_the_latest_without_a_reason():
    assert group_size_forecast(pupils(), definition(), 2009) == GroupSize(
        2009, 8820, SizeBasis.LATEST, latest_year=2018, latest=8820
    )


def test_answers_are_no_persons_and_only_shares_have_a_group():
    rate = Unit(measure=Measure.RATE, label=sv("per 1 000"))
    assert group_sizes(pupils(), definition(error=SurveyError())) is None
    assert group_sizes(pupils(), definition(unit=rate)) is None
    assert group_sizes([observation(2018, 85)], definition()) is None
    assert group_sizes([], definition()) is None


@given(
    st.lists(st.integers(1, 500_000), min_size=6, max_size=20),
    st.integers(2000, 2060),
    st.integers(0, 10),
)
def test_a_size_is_never_below_nothing_and_lies_in_its_interval(bases, year, cut):
    sizes = group_sizes(pupils(bases, 2000), broken(2000 + cut))
    assert sizes is not None
    found = sizes(year)
    assert found.size >= 0
    assert (found.interval is not None) == (found.basis is SizeBasis.FORECAST)
    if found.interval:
        assert 0 <= found.interval[0] <= found.size <= found.interval[1]
    if found.basis is SizeBasis.COUNTED:
        assert found.size == bases[year - 2000]
