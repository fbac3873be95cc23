"""Ends on a level but for the last digit of a binary fraction; the least that an error can be known from."""

from datetime import date

import pytest
from scipy import stats

from fardplan.indicators.definition import Movement, RegisterError, SurveyError
from fardplan.roadmap.series import figures, stretches, trend_of
from fardplan.roadmap.verdict import MilestoneEvidence, judge
from fardplan.vocabulary.status import Direction, IntervalBasis, Reason, Verdict
from tests.builders import CITY, definition, milestone, observation, sv, version

A_HAIR = 0.1 + 0.2 - 0.3


def verdict(wanted: Direction, level: float, *ends: float) -> tuple[Verdict, Reason]:
    aim = milestone(wanted=wanted, level=level, year=2020)
    latest = observation(2020, sum(ends) / 2, lower=ends[0], upper=ends[1])
    status = judge(aim, version(aim), MilestoneEvidence(definition(), (latest,), ()), today=date(2021, 1, 1))
    return status.verdict, status.verdict_reason


@pytest.mark.parametrize(
    ("wanted", "level", "ends"),
    [
        (Direction.DOWN, 0.0, (0.0, A_HAIR)),
        (Direction.DOWN, 0.3, (0.2, 0.1 + 0.2)),
        (Direction.UP, 0.1 + 0.2, (0.3, 0.4)),
        (Direction.UP, 50.0, (50.0, 51.0)),
    ],
)
def test_an_end_on_the_level_has_reached_it(wanted, level, ends):
    assert verdict(wanted, level, *ends) == (Verdict.REACHED, Reason.BEYOND_LEVEL)


@pytest.mark.parametrize(
    ("wanted", "level", "ends"),
    [
        (Direction.UP, 0.1 + 0.2, (0.1, 0.3)),
        (Direction.DOWN, 0.3, (0.1 + 0.2, 0.5)),
        (Direction.UP, 50.0, (49.0, 50.0)),
    ],
)
def test_an_interval_whose_best_end_is_on_the_level_may_have_reached_it(wanted, level, ends):
    assert verdict(wanted, level, *ends) == (Verdict.CANNOT_TELL, Reason.STRADDLES_LEVEL)


@pytest.mark.parametrize(
    ("wanted", "level", "ends"),
    [(Direction.UP, 50.0, (49.0, 49.999)), (Direction.DOWN, 50.0, (50.001, 51.0))],
)
def test_more_than_a_last_digit_short_is_short(wanted, level, ends):
    assert verdict(wanted, level, *ends) == (Verdict.BEHIND, Reason.SHORT_OF_LEVEL)


def test_three_degrees_of_freedom_are_the_fewest_that_a_known_movement_needs():
    found = []
    for df in (2, 3):
        about = definition(error=RegisterError(movement=Movement(sd=1.0, df=df, source=sv("källa"))))
        (part,) = stretches((observation(2018, 50.0),), about, CITY)
        found += [(item.lower, item.interval_basis) for item in figures(part, about)]
    assert found == [
        (None, IntervalBasis.NONE),
        (pytest.approx(50 - stats.t.ppf(0.975, 3)), IntervalBasis.MOVEMENT),
    ]


def test_one_end_of_an_interval_is_none():
    """The error is then taken from the answers, as if no end were known."""
    about = definition(error=SurveyError())
    trends = []
    for ends in ({}, {"lower": 8.0}, {"upper": 12.0}):
        points = (observation(2017, 10.0, base=1000, **ends), observation(2020, 11.0, base=1000))
        (part,) = stretches(points, about, CITY)
        trends.append(trend_of(part, about))
    assert trends[0] is not None
    assert trends[1:] == [trends[0]] * 2
