"""What is said of the years to come rests on cleared figures, and contradicts neither them nor itself."""

from typing import Any

import pytest
from pydantic import ValidationError

from fardplan.publishing.outlook import (
    ForecastYear,
    NoForecast,
    PathYear,
    PublishedForecast,
    PublishedOutlook,
    PublishedPeople,
    PublishedProbability,
)
from fardplan.vocabulary.period import Period
from tests.builders import sv
from tests.publishing.publications import milestone, publication, status

KNOWN = Period.of_year(2016)
UNKNOWN = Period.of_year(2015)


def people(**changes: Any) -> PublishedOutlook:
    return PublishedOutlook(people=PublishedPeople(counted=sv("unga"), period=KNOWN, size=100, **changes))


def forecast(first: Period, last: Period) -> PublishedOutlook:
    found = PublishedForecast(first=first, last=last, figures=2, obstacle=NoForecast.TOO_SHORT)
    return PublishedOutlook(forecast=found)


@pytest.mark.parametrize(
    ("ahead", "problem"),
    [
        (forecast(UNKNOWN, KNOWN), "the forecast of 'mal' does not rest on cleared figures"),
        (forecast(KNOWN, Period.of_year(2018)), "the forecast of 'mal' does not rest on cleared figures"),
        (people(), "the people of 'mal' in 2016 are not a cleared base"),
        (
            PublishedOutlook(path=(PathYear(year=2020, level=7.0),)),
            "the path of 'mal' has no baseline or no target",
        ),
    ],
)
def test_what_rests_on_no_cleared_figure_is_refused(ahead: PublishedOutlook, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        publication(milestones=(milestone(ahead=ahead),))


@pytest.mark.parametrize(
    "ahead",
    [
        PublishedOutlook(probability=PublishedProbability(level=7.0, year=2025, value=0.5)),
        PublishedOutlook(recommended=()),
    ],
)
def test_nothing_is_told_of_a_milestone_without_figures(ahead: PublishedOutlook) -> None:
    bare = status(latest=None, in_stretch=None, yearly_trend=None)
    if ahead.recommended is None:
        with pytest.raises(ValidationError, match="is told without a cleared figure"):
            publication(milestones=(milestone(status=bare, ahead=ahead),))
    else:
        assert publication(milestones=(milestone(status=bare, ahead=ahead),)).milestones[0].ahead == ahead


def test_a_forecast_has_years_or_says_why_it_has_none() -> None:
    about = {"first": KNOWN, "last": KNOWN, "figures": 8}
    year = ForecastYear(year=2018, value=8.0, inner=(7.0, 9.0), outer=(6.0, 10.0))
    later = year.model_copy(update={"year": 2020})
    with pytest.raises(ValidationError, match="has years, or an obstacle"):
        PublishedForecast(**about)
    with pytest.raises(ValidationError, match="has years, or an obstacle"):
        PublishedForecast(**about, years=(year,), obstacle=NoForecast.TOO_SHORT)
    with pytest.raises(ValidationError, match="follow on one another"):
        PublishedForecast(**about, years=(year, later))


@pytest.mark.parametrize("inner", [(5.0, 9.0), (8.5, 9.0), (7.0, 11.0)])
def test_intervals_lie_inside_one_another(inner: tuple[float, float]) -> None:
    with pytest.raises(ValidationError, match="lies outside its intervals"):
        ForecastYear(year=2018, value=8.0, inner=inner, outer=(6.0, 10.0))
