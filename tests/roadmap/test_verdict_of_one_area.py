"""What belongs to one area, one figure or one milestone and to no other: breaks, ends, bases, who answers."""

from datetime import date

import pytest

from fardplan.indicators.definition import RegisterError, SeriesBreak, SurveyError
from fardplan.roadmap.series import Stretch, broken_between, figures, stretches
from fardplan.roadmap.verdict import MilestoneEvidence, judge, path_level
from fardplan.roadmap.version import Responsibility
from fardplan.vocabulary.observation import Origin, PublishedBasis
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure, IntervalBasis, Reason, Target
from tests.builders import CITY, definition, milestone, observation, provenance, sv, version

TODAY = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("areas", "broken"), [((), True), ((CITY,), True), (("jarva", CITY), True), (("jarva",), False)]
)
def test_a_break_lies_between_two_figures_of_the_areas_that_it_is_about(areas, broken):
    about = definition(breaks=(SeriesBreak(first=Period.of_year(2018), text=sv("Ny"), areas=areas),))
    assert broken_between(Period.of_year(2017), Period.of_year(2019), about, CITY) is broken
    aim = milestone(wanted=Direction.UP, level=90.0, year=2030, baseline=Period.of_year(2017))
    known = tuple(observation(year, 50.0, lower=49.0, upper=51.0) for year in (2017, 2019))
    status = judge(aim, version(aim), MilestoneEvidence(about, known, known), today=TODAY)
    assert status.verdict_reason is (Reason.BREAK_SINCE_BASELINE if broken else Reason.SHORT_OF_PATH)


def test_who_answers_for_a_milestone_is_told_with_figures_and_without():
    aim = milestone(
        responsible=(
            Responsibility(organisation="utbildningsnamnden", source="KF"),
            Responsibility(organisation="arbetsmarknadsnamnden", source="KF"),
        )
    )
    evidence = MilestoneEvidence(definition(), (observation(2018, 50.0),), ())
    found = [judge(aim, version(aim), known, today=TODAY).responsible for known in (evidence, None)]
    assert found == [("utbildningsnamnden", "arbetsmarknadsnamnden")] * 2


def test_no_figures_have_no_intervals():
    assert figures(Stretch(()), definition()) == ()


@pytest.mark.parametrize("basis", list(PublishedBasis))
def test_a_figure_keeps_how_its_day_of_publication_is_known(basis):
    item = observation(2017, 10.0, provenance=provenance(published_basis=basis))
    (found,) = figures(Stretch((item,)), definition())
    assert found.published_basis is basis


@pytest.mark.parametrize("ends", [{"lower": 9.0}, {"upper": 11.0}])
def test_one_end_from_the_source_is_no_interval(ends):
    item = observation(2017, 10.0, base=400, **ends)
    for error, basis in ((RegisterError(), IntervalBasis.CHANCE), (SurveyError(), IntervalBasis.SAMPLING)):
        about = definition(error=error)
        (part,) = stretches((item,), about, CITY)
        (plain,) = stretches((observation(2017, 10.0, base=400),), about, CITY)
        assert figures(part, about) == figures(plain, about)
        assert figures(part, about)[0].interval_basis is basis


def test_a_level_due_in_the_baselines_own_year_leaves_no_way_to_walk():
    baseline = Figure(period=Period.of_year(2020), value=5.0, origin=Origin.OFFICIAL, published=TODAY)
    found = [
        path_level(baseline, Target(level=10.0, year=2020), Period.of_year(year)) for year in (2019, 2020)
    ]
    assert found == [10.0, 10.0]
