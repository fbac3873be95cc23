"""The years to come for the public: from cleared figures alone, and nothing that has not been released."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import pytest

from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.series import Reason
from fardplan.indicators.definition import IndicatorDefinition, SeriesBreak, SurveyError
from fardplan.publishing.bundle import list_bundles, read_bundle
from fardplan.publishing.outlook import (
    NoForecast,
    PathYear,
    PublishedForecast,
    PublishedOutlook,
    PublishedPeople,
    PublishedProbability,
    PublishedRecommendation,
)
from fardplan.roadmap.series import stretches
from fardplan.roadmap.verdict import MilestoneEvidence, judge
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.recommendation import Recommendation
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.outlook import outlook, recommendations
from fardplan.usecases.publication import publication
from fardplan.usecases.publish import publish, roll_back
from fardplan.usecases.release import release, withdraw
from fardplan.usecases.yearly import yearly_series
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.text import Text
from tests.builders import decision, definition, milestone, observation, public, series, version

DAY = date(2021, 4, 1)
VALUES = {2012: 84.1, 2013: 85.0, 2014: 84.6, 2015: 86.2, 2016: 86.0, 2017: 87.3, 2018: 86.5, 2019: 87.9}
PUPILS = Text(sv="elever", en="pupils")
EVERYTHING = frozenset(ReleaseKind)


def told(
    found: Iterable[Observation],
    measure: IndicatorDefinition,
    *,
    released: Iterable[ReleaseKind] = (),
    until: int | None = 2024,
    **changes: Any,
) -> PublishedOutlook:
    """The outlook of a lone milestone that was adopted in October 2018."""
    figures = tuple(found)
    then = tuple(item for item in figures if item.period.year <= 2018)
    one = milestone(**changes)
    status = judge(
        one,
        version(one, decision=decision("2018-10-15")),
        MilestoneEvidence(measure, figures, then),
        today=DAY,
    )
    return outlook(status, measure, figures, released=frozenset(released), until=until)


def test_what_has_been_decided_is_there_without_any_release() -> None:
    sized = [replace(item, base=5_791 if item.period.year == 2018 else None) for item in series(VALUES)]
    assert told(sized, definition(counted=PUPILS), level=95.0, year=2022) == PublishedOutlook(
        path=(
            PathYear(year=2020, level=90.75),
            PathYear(year=2021, level=92.875),
            PathYear(year=2022, level=95.0),
        ),
        people=PublishedPeople(
            counted=PUPILS, period=Period.of_year(2018), size=5_791, to_level=round(5_791 * 0.071, 1)
        ),
    )


def test_without_a_level_there_is_no_path_but_still_people() -> None:
    sized = [replace(item, base=5_000) for item in series(VALUES)]
    assert told(sized, definition(counted=PUPILS)) == PublishedOutlook(
        people=PublishedPeople(counted=PUPILS, period=Period.of_year(2019), size=5_000)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},  # nobody has said whom the base counts
        {"counted": PUPILS, "error": SurveyError()},  # the base is answers
    ],
)
def test_a_base_that_may_be_something_else_is_not_told_as_people(changes: dict[str, Any]) -> None:
    sized = [replace(item, base=5_000) for item in series(VALUES)]
    assert told(sized, definition(**changes)) == PublishedOutlook()


def test_a_passed_level_is_below_zero_people_away() -> None:
    sized = [replace(item, base=5_000) for item in series(VALUES)]
    people = told(sized, definition(counted=PUPILS), level=87.0, year=2022).people
    assert people is not None
    assert people.to_level == -45.0


def test_a_path_that_a_break_has_cut_off_is_not_told() -> None:
    change = SeriesBreak(first=Period.of_year(2019), text=Text(sv="Nytt"))
    assert told(series(VALUES), definition(breaks=(change,)), level=95.0, year=2022).path == ()


def test_a_forecast_is_that_of_the_cleared_series_up_to_the_year_aimed_at() -> None:
    measure = definition()
    found = told(series(VALUES), measure, released=[ReleaseKind.FORECAST])
    fan = forecast_one(yearly_series(stretches(series(VALUES), measure, measure.area), measure), 15)
    assert isinstance(fan, ForecastFan)
    assert found == PublishedOutlook(forecast=found.forecast)
    assert found.forecast is not None
    assert (found.forecast.first, found.forecast.last) == (Period.of_year(2012), Period.of_year(2019))
    assert [one.year for one in found.forecast.years] == [2020, 2021, 2022, 2023, 2024]
    for step, one in enumerate(found.forecast.years):
        ends = [(band.lower[step], band.upper[step]) for band in fan.bands]
        wanted = [fan.point[step], *chain.from_iterable(ends)]
        assert [one.value, *one.inner, *one.outer] == pytest.approx(wanted, abs=0.0051)


def test_a_forecast_reaches_the_year_of_a_level_of_its_own() -> None:
    found = told(series(VALUES), definition(), released=[ReleaseKind.FORECAST], level=95.0, year=2028)
    assert found.forecast is not None
    assert found.forecast.years[-1].year == 2028


def test_a_forecast_ends_before_a_break_that_is_known_to_come() -> None:
    change = SeriesBreak(first=Period.of_year(2022), text=Text(sv="Nytt"))
    found = told(series(VALUES), definition(breaks=(change,)), released=EVERYTHING, level=90.0, year=2025)
    assert found.forecast is not None
    assert [one.year for one in found.forecast.years] == [2020, 2021]
    assert found.probability == PublishedProbability(level=90.0, year=2025, value=None)


def test_figures_too_few_to_forecast_say_so() -> None:
    few = series({year: VALUES[year] for year in (2016, 2017, 2018, 2019)})
    assert told(few, definition(), released=EVERYTHING) == PublishedOutlook(
        forecast=PublishedForecast(
            first=Period.of_year(2016),
            last=Period.of_year(2019),
            figures=4,
            obstacle=NoForecast.TOO_SHORT,
            needed=6,
        )
    )


def test_a_probability_is_told_of_a_level_alone() -> None:
    easy, hard = (
        told(series(VALUES), definition(), released=[ReleaseKind.PROBABILITY], level=level, year=2024)
        for level in (70.0, 99.9)
    )
    assert easy.probability == PublishedProbability(level=70.0, year=2024, value=0.99)
    assert hard.probability is not None
    assert hard.probability.value is not None
    assert hard.probability.value < 0.05
    assert easy.forecast is None
    assert told(series(VALUES), definition(), released=[ReleaseKind.PROBABILITY]) == PublishedOutlook()


def test_a_recommendation_leaves_the_probability_inside() -> None:
    found = Recommendation(Candidate(90.0, 2024), 0.2345, 0.128, (4, 31), 24.04, Text(sv="23 procent"))
    assert recommendations([found]) == (
        PublishedRecommendation(level=90.0, year=2024, managed=4, compared=31, precedent=0.13, people=24.0),
    )


def test_every_reason_of_the_forecast_can_be_published() -> None:
    assert {item.value for item in NoForecast} == {item.value for item in Reason}


# In a home ---------------------------------------------------------------------------------------


@pytest.fixture
def long(home: Home) -> Home:
    """The home with figures enough for a forecast."""
    known = home.evidence.series("behoriga")[0].provenance
    told_so = {"indicator": "behoriga", "area": "9999"}
    items = [public(observation(year, value, **told_so)) for year, value in ((2013, 79.2), (2014, 80.9))]
    with_source = [replace(it, provenance=replace(it.provenance, source=known.source)) for it in items]
    home.evidence.save(with_source, loaded=DAY, came_from="äldre.csv", extends=True)
    return home


def written(home: Home) -> dict[str, bytes]:
    """Every file of the site that is shown and of its bundle, what is compressed unpacked."""
    shown = home.site.resolve()
    bundle = next(item for item in list_bundles(home.bundles) if shown.name.startswith(item.hash[:16]))
    found = {}
    for root in (shown, bundle.path):
        for path in sorted(item for item in root.rglob("*") if item.is_file()):
            data = path.read_bytes()
            name = f"{root.name}/{path.relative_to(root)}"
            found[name] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def marks_of(forecast: PublishedForecast) -> set[bytes]:
    """The numbers of a forecast as data and as a Swedish reader sees them, whole ones left out."""
    numbers = chain.from_iterable((one.value, *one.inner, *one.outer) for one in forecast.years)
    return {
        mark.encode()
        for value in numbers
        if round(value, 2) != round(value, 1)
        for mark in (f"{value}", f"{value:.1f}".replace(".", ",") + " ")
        if len(mark) >= 5
    }


def test_releasing_shows_the_forecast_and_withdrawing_takes_every_byte_of_it_away(
    long: Home, strategist: Actor
) -> None:
    before = publish(long, actor=strategist, today=DAY)
    first = written(long)
    assert publication(long, today=DAY).milestones[0].ahead == PublishedOutlook()

    release("betyg", [ReleaseKind.FORECAST], actor=strategist, today=DAY)
    after = publish(long, actor=strategist, today=DAY)
    found = publication(long, today=DAY).milestones[0].ahead.forecast
    assert found is not None
    assert found.years[-1].year == 2030
    shown = b"".join(written(long).values())
    assert after.swapped
    assert all(mark in shown for mark in (b'class="c-forecast"', b"om inget nytt g\xc3\xb6rs"))
    precise = {mark for mark in marks_of(found) if b"," not in mark}
    assert precise
    assert all(mark in shown for mark in precise)

    withdraw("betyg", [ReleaseKind.FORECAST], actor=strategist, today=DAY)
    again = publish(long, actor=strategist, today=DAY)
    assert again.bundle == before.bundle
    assert written(long) == first
    leaks = [(name, mark) for name, data in first.items() for mark in precise if mark in data]
    assert leaks == []
    assert not any(b'class="c-forecast"' in data for data in first.values())


def test_the_change_is_told_in_words(long: Home, strategist: Actor) -> None:
    publish(long, actor=strategist, today=DAY)
    release("betyg", [ReleaseKind.FORECAST, ReleaseKind.RECOMMENDED], actor=strategist, today=DAY)
    there = publish(long, actor=strategist, today=DAY).changes
    withdraw("betyg", list(ReleaseKind), actor=strategist, today=DAY)
    gone = publish(long, actor=strategist, today=DAY).changes
    assert [text.en for text in (*there, *gone)] == [
        "“More pupils are eligible”: the forecast is published.",
        "“More pupils are eligible”: recommended levels are published.",
        "“More pupils are eligible”: the forecast is no longer published.",
        "“More pupils are eligible”: recommended levels are no longer published.",
    ]


def test_going_back_shows_the_site_without_the_forecast(long: Home, strategist: Actor) -> None:
    publish(long, actor=strategist, today=DAY)
    first = written(long)
    release("betyg", [ReleaseKind.FORECAST], actor=strategist, today=DAY)
    publish(long, actor=strategist, today=DAY)
    roll_back(long, actor=strategist)
    assert written(long) == first


def test_an_internal_figure_moves_no_forecast(long: Home, strategist: Actor) -> None:
    release("betyg", EVERYTHING, actor=strategist, today=DAY)
    before = publication(long, today=DAY)
    hidden = [observation(year, 20.0, indicator="behoriga", area="9999") for year in (2018, 2020)]
    elsewhere = [observation(year, 50.0, indicator="behoriga", area="0180") for year in range(2008, 2020)]
    long.evidence.save([*hidden, *elsewhere], loaded=DAY, came_from="hemlig.csv")
    assert publication(long, today=DAY) == before


def test_what_was_released_later_is_not_there_before(long: Home, strategist: Actor) -> None:
    release("betyg", [ReleaseKind.FORECAST], actor=strategist, today=date(2021, 5, 1))
    assert publication(long, today=DAY).milestones[0].ahead.forecast is None
    assert publication(long, today=date(2021, 5, 1)).milestones[0].ahead.forecast is not None


def test_recommended_levels_are_released_by_themselves(long: Home, strategist: Actor) -> None:
    release("betyg", [ReleaseKind.RECOMMENDED], actor=strategist, today=DAY)
    publish(long, actor=strategist, today=DAY)
    (bundle,) = list_bundles(long.bundles)
    assert read_bundle(bundle.path).milestones[0].ahead == PublishedOutlook(recommended=())
