"""Every verdict and every reason, each with a drawn example whose whole status is asserted.

The drawn milestone: from 80 in 2018 to 90 in 2028, so that the path rises by 1 a year. Figures come from a
survey that states its own intervals.
"""

from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from typing import Any

import pytest
from scipy import stats as peer

from fardplan.indicators.definition import (
    IndicatorDefinition,
    Movement,
    RegisterError,
    SeriesBreak,
    SurveyError,
)
from fardplan.roadmap.verdict import MilestoneEvidence, development_of, judge, judge_all
from fardplan.roadmap.version import Responsibility
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import (
    Change,
    Development,
    Direction,
    Figure,
    IntervalBasis,
    MilestoneStatus,
    Reason,
    Target,
    Verdict,
)
from tests.builders import CITY, WOMEN, decision, definition, milestone, observation, sv, version

Z = peer.norm.ppf(0.975)
TODAY = date(2030, 1, 1)
SURVEY = definition(error=SurveyError(), rounded_to=0.1)
TARGET: dict[str, Any] = {"level": 90.0, "year": 2028}


def with_break(first: str) -> IndicatorDefinition:
    broken = SeriesBreak(first=Period.parse(first), text=sv("Ny fråga"))
    return definition(error=SurveyError(), breaks=(broken,))


def around(year: int, value: float, half: float | None = 1.0, **changes: Any) -> Observation:
    bounds = {} if half is None else {"lower": value - half, "upper": value + half}
    return observation(year, value, **bounds, **changes)


def seen(year: int, value: float, half: float | None = 1.0) -> Figure:
    """The figure that `around` becomes."""
    return Figure(
        period=Period.of_year(year),
        value=value,
        lower=None if half is None else value - half,
        upper=None if half is None else value + half,
        interval_basis=IntervalBasis.NONE if half is None else IntervalBasis.SOURCE,
        origin=Origin.OFFICIAL,
        published=date(year, 9, 25),
    )


MOVEMENT = Movement(sd=1.65, df=10, source=sv("Tio kommuner"))


def moving(year: int, value: float) -> Figure:
    """What a register figure without an interval becomes where the ordinary movement is known."""
    half = 1.65 * peer.t.ppf(0.975, 10)
    return seen(year, value, None).model_copy(
        update={
            "lower": pytest.approx(value - half),
            "upper": pytest.approx(min(value + half, 100.0)),
            "interval_basis": IntervalBasis.MOVEMENT,
        }
    )


def slope(first: Figure, latest: Figure, half: float = 1.0) -> tuple[Any, Any, Any]:
    """Two figures with independent errors, sampling and rounding: (b - a) / years ± 1.96 √(2v) / years."""
    years = latest.period.year - first.period.year
    middle = (latest.value - first.value) / years
    reach = Z * sqrt(2 * ((half / Z) ** 2 + 0.1**2 / 12)) / years
    return pytest.approx(middle - reach), pytest.approx(middle), pytest.approx(middle + reach)


@dataclass(frozen=True)
class Case:
    """A drawing and what is to be said of it; `said` holds what differs from the ordinary."""

    name: str
    figures: tuple[Observation, ...]
    verdict: Verdict
    verdict_reason: Reason
    development: Development
    development_reason: Reason
    milestone: dict[str, Any] = field(default_factory=lambda: TARGET)
    about: IndicatorDefinition | None = SURVEY
    known_at_decision: int | None = None
    said: dict[str, Any] = field(default_factory=dict)


def two(year: int, value: float, half: float = 1.0) -> tuple[Observation, ...]:
    return around(2018, 80.0, half), around(year, value, half)


def ordinary(first: Figure, latest: Figure, **changes: Any) -> dict[str, Any]:
    """What is said of two comparable figures, of which the first is the baseline."""
    change = Change(first=first, latest=latest)
    plain = {
        "latest": latest,
        "baseline": first,
        "target": Target(**TARGET),
        "since_baseline": change,
        "in_stretch": change,
        "stretch_from": first.period,
        "points": 2,
        "yearly_trend": slope(first, latest),
        "days_since_published": (TODAY - latest.published).days,
    }
    return plain | changes


def alone(latest: Figure, **changes: Any) -> dict[str, Any]:
    """What is said of one figure that nothing can be compared with."""
    plain = {
        "latest": latest,
        "baseline": latest,
        "target": Target(**TARGET),
        "stretch_from": latest.period,
        "points": 1,
        "days_since_published": (TODAY - latest.published).days,
    }
    return plain | changes


UP = (Development.IMPROVING, Reason.TREND_BEYOND_MOVEMENT)
STILL = (Development.NO_DETECTABLE_CHANGE, Reason.TREND_WITHIN_MOVEMENT)
NONE = (Development.CANNOT_TELL, Reason.NO_OBSERVATION)
LONE = (Development.CANNOT_TELL, Reason.TOO_FEW_POINTS)


def month(text: str, value: float) -> Observation:
    return observation(text, value, lower=value - 1, upper=value + 1)


def of_month(text: str, value: float) -> Figure:
    """The figure that `month` becomes."""
    when = Period.parse(text)
    return seen(2029, value).model_copy(update={"period": when, "published": date(when.end.year, 9, 25)})


SPRING = Change(first=of_month("2029-01", 80.0), latest=of_month("2029-04", 92.0))

CASES = [
    #    80 in January ─ 92 in April: spring, or more? The seasons of one year tell nothing
    Case(
        "months of one year",
        (month("2029-01", 80.0), month("2029-04", 92.0)),
        Verdict.NOT_DECIDED,
        Reason.NO_TARGET,
        Development.CANNOT_TELL,
        Reason.WITHIN_A_YEAR,
        milestone={},
        said={
            "latest": of_month("2029-04", 92.0),
            "baseline": of_month("2029-01", 80.0),
            "since_baseline": SPRING,
            "in_stretch": SPRING,
            "stretch_from": Period.parse("2029-01"),
            "points": 2,
            "days_since_published": (TODAY - date(2029, 9, 25)).days,
        },
    ),
    #    80 ─────── 92        the whole interval, 91 to 93, lies beyond 90
    Case(
        "beyond the level",
        two(2020, 92.0),
        Verdict.REACHED,
        Reason.BEYOND_LEVEL,
        *UP,
        said=ordinary(seen(2018, 80.0), seen(2020, 92.0), path=82.0),
    ),
    #    exactly at the level counts: 90 to 92
    Case(
        "just at the level",
        two(2020, 91.0),
        Verdict.REACHED,
        Reason.BEYOND_LEVEL,
        *UP,
        said=ordinary(seen(2018, 80.0), seen(2020, 91.0), path=82.0),
    ),
    #    path 82 in 2020, figure 83 to 85
    Case(
        "ahead of the path",
        two(2020, 84.0),
        Verdict.ON_TRACK,
        Reason.AHEAD_OF_PATH,
        *UP,
        said=ordinary(seen(2018, 80.0), seen(2020, 84.0), path=82.0),
    ),
    #    path 83 in 2021, figure 79 to 81
    Case(
        "short of the path",
        two(2021, 80.0),
        Verdict.BEHIND,
        Reason.SHORT_OF_PATH,
        *STILL,
        said=ordinary(seen(2018, 80.0), seen(2021, 80.0), path=83.0),
    ),
    #    path 82 in 2020, figure 81 to 83
    Case(
        "about the path",
        two(2020, 82.0),
        Verdict.CANNOT_TELL,
        Reason.STRADDLES_PATH,
        *UP,
        said=ordinary(seen(2018, 80.0), seen(2020, 82.0), path=82.0),
    ),
    #    2028 has come: 87 to 89 against 90
    Case(
        "the year has come, short of the level",
        two(2028, 88.0),
        Verdict.BEHIND,
        Reason.SHORT_OF_LEVEL,
        *UP,
        said=ordinary(seen(2018, 80.0), seen(2028, 88.0), path=90.0),
    ),
    #    2028 has come: 89 to 91 against 90
    Case(
        "the year has come, about the level",
        two(2028, 90.0),
        Verdict.CANNOT_TELL,
        Reason.STRADDLES_LEVEL,
        *UP,
        said=ordinary(seen(2018, 80.0), seen(2028, 90.0), path=90.0),
    ),
    #    2029, eleven years on: the baseline lies outside the window
    Case(
        "the year has gone, short of the level",
        two(2029, 88.0),
        Verdict.BEHIND,
        Reason.SHORT_OF_LEVEL,
        *LONE,
        said=alone(
            seen(2029, 88.0),
            baseline=seen(2018, 80.0),
            since_baseline=Change(first=seen(2018, 80.0), latest=seen(2029, 88.0)),
            path=90.0,
        ),
    ),
    #    two figures without intervals
    Case(
        "no error known",
        (around(2018, 80.0, None), around(2020, 99.0, None)),
        Verdict.CANNOT_TELL,
        Reason.NO_ERROR_KNOWN,
        Development.CANNOT_TELL,
        Reason.NO_ERROR_KNOWN,
        said=ordinary(seen(2018, 80.0, None), seen(2020, 99.0, None), path=82.0, yearly_trend=None),
    ),
    #    two figures of a register whose ordinary movement is known: ± t(10) · 1.65 = 3.68
    Case(
        "two figures with a known movement",
        (around(2018, 80.0, None), around(2020, 99.0, None)),
        Verdict.REACHED,
        Reason.BEYOND_LEVEL,
        *LONE,
        about=definition(error=RegisterError(movement=MOVEMENT)),
        said=ordinary(moving(2018, 80.0), moving(2020, 99.0), path=82.0, yearly_trend=None),
    ),
    #    80 │ 84       the question changed in 2019
    Case(
        "a break since the baseline",
        two(2020, 84.0),
        Verdict.CANNOT_TELL,
        Reason.BREAK_SINCE_BASELINE,
        *LONE,
        about=with_break("2019"),
        known_at_decision=1,
        said=alone(seen(2020, 84.0), baseline=seen(2018, 80.0)),
    ),
    #    decided when nothing was known
    Case(
        "no baseline",
        two(2020, 84.0),
        Verdict.CANNOT_TELL,
        Reason.NO_BASELINE,
        *UP,
        known_at_decision=0,
        said=ordinary(seen(2018, 80.0), seen(2020, 84.0), baseline=None, since_baseline=None),
    ),
    #    the stated baseline is a year without a figure
    Case(
        "a stated baseline without a figure",
        two(2020, 84.0),
        Verdict.CANNOT_TELL,
        Reason.NO_BASELINE,
        *UP,
        milestone={**TARGET, "baseline": Period.of_year(2015)},
        said=ordinary(seen(2018, 80.0), seen(2020, 84.0), baseline=None, since_baseline=None),
    ),
    #    nothing has come since the decision
    Case(
        "one figure, which is the baseline",
        (around(2018, 80.0),),
        Verdict.CANNOT_TELL,
        Reason.NOTHING_SINCE_BASELINE,
        *LONE,
        said=alone(seen(2018, 80.0), path=80.0),
    ),
    #    one figure beyond the level needs no path
    Case(
        "one figure beyond the level",
        (around(2018, 95.0),),
        Verdict.REACHED,
        Reason.BEYOND_LEVEL,
        *LONE,
        said=alone(seen(2018, 95.0), path=95.0),
    ),
    Case(
        "the wording states no direction",
        two(2020, 84.0),
        Verdict.CANNOT_TELL,
        Reason.NO_DIRECTION,
        Development.CANNOT_TELL,
        Reason.NO_DIRECTION,
        milestone={**TARGET, "wanted": None},
        said=ordinary(seen(2018, 80.0), seen(2020, 84.0), path=82.0),
    ),
    Case(
        "nobody has decided a level",
        two(2020, 84.0),
        Verdict.NOT_DECIDED,
        Reason.NO_TARGET,
        *UP,
        milestone={},
        said=ordinary(seen(2018, 80.0), seen(2020, 84.0), target=None),
    ),
    Case(
        "nobody has decided a level, and it worsens",
        two(2020, 76.0),
        Verdict.NOT_DECIDED,
        Reason.NO_TARGET,
        Development.WORSENING,
        Reason.TREND_BEYOND_MOVEMENT,
        milestone={},
        said=ordinary(seen(2018, 80.0), seen(2020, 76.0), target=None),
    ),
    Case(
        "no figures, and a level",
        (),
        Verdict.NO_DATA,
        Reason.NO_OBSERVATION,
        *NONE,
        said={"target": Target(**TARGET)},
    ),
    Case(
        "no figures outrank no level",
        (),
        Verdict.NO_DATA,
        Reason.NO_OBSERVATION,
        *NONE,
        milestone={},
        said={},
    ),
    Case(
        "no indicator",
        (),
        Verdict.NO_DATA,
        Reason.NO_INDICATOR,
        Development.CANNOT_TELL,
        Reason.NO_INDICATOR,
        about=None,
        milestone={**TARGET, "indicator": None},
        said={"indicator": None, "area": None, "target": Target(**TARGET)},
    ),
]


def expected(case: Case) -> MilestoneStatus:
    plain: dict[str, Any] = {
        "milestone": "mal",
        "verdict": case.verdict,
        "verdict_reason": case.verdict_reason,
        "development": case.development,
        "development_reason": case.development_reason,
        "wanted": case.milestone.get("wanted", Direction.UP),
        "indicator": "andel",
        "area": CITY,
    }
    # Built without checks, so that it may hold approximate numbers.
    return MilestoneStatus.model_construct(**(plain | case.said))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_drawn_example(case):
    aim = milestone(**case.milestone)
    known = MilestoneEvidence(case.about, case.figures, case.figures[:1]) if case.about else None
    if known and case.known_at_decision is not None:
        known = MilestoneEvidence(known.definition, case.figures, case.figures[: case.known_at_decision])
    assert judge(aim, version(aim), known, today=TODAY) == expected(case)


def test_every_verdict_development_and_reason_has_its_example():
    assert {case.verdict for case in CASES} == set(Verdict)
    assert {case.development for case in CASES} == set(Development)
    reasons = {case.verdict_reason for case in CASES} | {case.development_reason for case in CASES}
    assert reasons == set(Reason) - {Reason.DISTRICTS_DIFFER}  # a gap's alone


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [
        ("2028-01", "2029-11", True),
        ("2028-01", "2029-12", False),
        ("2028-VT", "2029-VT", True),
        ("2028-VT", "2029-HT", False),
        ("2028", "2029", False),
        ("2027/28", "2028/29", False),
    ],
)
def test_two_years_of_months_or_terms_carry_a_trend(first, last, within):
    points = (month(first, 80.0), month(last, 92.0))
    development, reason = development_of(points, SURVEY, Direction.UP)
    assert (reason is Reason.WITHIN_A_YEAR) is within
    assert (development is Development.CANNOT_TELL) is within


def test_one_month_alone_is_too_few():
    assert development_of((month("2029-01", 80.0),), SURVEY, Direction.UP) == LONE


#    the down side: 10 in 2018, to 5 by 2028; exactly on the path of 9 in 2020, whole interval below it
@pytest.mark.parametrize(
    ("value", "verdict"),
    [(4.0, Verdict.REACHED), (8.0, Verdict.ON_TRACK), (9.0, Verdict.CANNOT_TELL), (10.5, Verdict.BEHIND)],
)
def test_less_is_better_where_less_is_wanted(value, verdict):
    aim = milestone(wanted=Direction.DOWN, level=5.0, year=2028)
    figures = (around(2018, 10.0), around(2020, value))
    found = judge(aim, version(aim), MilestoneEvidence(SURVEY, figures, figures[:1]), today=TODAY)
    assert (found.verdict, found.path) == (verdict, 9.0)


@pytest.mark.parametrize(
    ("figures", "level", "verdict", "path"),
    [
        #  to nothing at all: from 10 in 2018 to 0 by 2028
        ((around(2018, 10.0), observation(2020, 0.0, lower=0.0, upper=0.0)), 0.0, Verdict.REACHED, 8.0),
        ((around(2018, 10.0), around(2020, 5.0)), 0.0, Verdict.ON_TRACK, 8.0),
        #  from nothing at all, which is as good as it can be, to no more than 10
        ((observation(2018, 0.0, lower=0.0, upper=0.0), around(2020, 5.0)), 10.0, Verdict.REACHED, 2.0),
        ((observation(2018, 0.0, lower=0.0, upper=0.0), around(2020, 11.5)), 10.0, Verdict.BEHIND, 2.0),
    ],
)
def test_zero_is_a_value(figures, level, verdict, path):
    aim = milestone(wanted=Direction.DOWN, level=level, year=2028)
    found = judge(aim, version(aim), MilestoneEvidence(SURVEY, figures, figures[:1]), today=TODAY)
    assert (found.verdict, found.path, found.latest.value) == (verdict, path, figures[1].value)
    assert found.target == Target(level=level, year=2028)


@pytest.mark.parametrize(
    ("wanted", "baseline", "level", "end"),
    [(Direction.UP, 60.4, 64.4, 62.4), (Direction.DOWN, 64.4, 60.4, 62.4), (Direction.UP, 10.0, 24.0, 15.6)],
)
def test_an_interval_that_ends_exactly_on_the_path_is_on_track(wanted, baseline, level, end):
    """Halfway, or 0.4 of the way, in numbers that binary fractions miss by their last digit."""
    aim = milestone(wanted=wanted, level=level, year=2028)
    bounds = {"lower": end, "upper": end + 1} if wanted is Direction.UP else {"lower": end - 1, "upper": end}
    year = 2023 if baseline > 60 else 2022
    figures = (around(2018, baseline), observation(year, end, **bounds))
    found = judge(aim, version(aim), MilestoneEvidence(SURVEY, figures, figures[:1]), today=TODAY)
    assert (found.verdict, found.path) == (Verdict.ON_TRACK, pytest.approx(end))


@pytest.mark.parametrize(
    ("period", "verdict"),
    [("2027-12", Verdict.ON_TRACK), ("2028-01", Verdict.ON_TRACK), ("2028-12", Verdict.BEHIND)],
)
def test_a_year_has_come_when_it_is_over(period, verdict):
    """From 80 in December 2018 to 90 by 2028: in January 2028 the path is at 89 1/12, not at 90."""
    aim = milestone(level=90.0, year=2028)
    figures = (
        observation("2018-12", 80.0, lower=79.9, upper=80.1),
        observation(period, 89.2, lower=89.1, upper=89.3),
    )
    found = judge(aim, version(aim), MilestoneEvidence(SURVEY, figures, figures[:1]), today=TODAY)
    assert found.verdict == verdict


def test_what_is_not_final_or_not_about_everybody_is_left_out():
    aim = milestone(**TARGET)
    figures = two(2020, 84.0)
    beside = (
        around(2021, 70.0, status=Status.PRELIMINARY),
        observation(2021, None, status=Status.SUPPRESSED),
        around(2021, 70.0, group=WOMEN),
        around(2021, 70.0, area="0000"),
    )
    plain = judge(aim, version(aim), MilestoneEvidence(SURVEY, figures, figures[:1]), today=TODAY)
    mixed = MilestoneEvidence(SURVEY, (*figures, *beside), (figures[0], *beside))
    assert judge(aim, version(aim), mixed, today=TODAY) == plain


def test_only_figures_that_do_not_count_are_no_data():
    aim = milestone(**TARGET)
    figures = (around(2021, 70.0, status=Status.PRELIMINARY), observation(2020, None))
    found = judge(aim, version(aim), MilestoneEvidence(SURVEY, figures, figures), today=TODAY)
    assert (found.verdict, found.verdict_reason) == (Verdict.NO_DATA, Reason.NO_OBSERVATION)


def test_who_decided_and_who_answers_are_told():
    aim = milestone(
        **TARGET,
        responsible=(
            Responsibility(organisation="utbildningsnamnden", source="KF"),
            Responsibility(organisation="socialnamnden", source="KF"),
        ),
    )
    (found,) = judge_all(version(aim, decision=decision()), {}, today=TODAY)
    assert found.target == Target(level=90.0, year=2028, decision="KF 2018-10-15, § 12, KS 2018/911")
    assert found.responsible == ("utbildningsnamnden", "socialnamnden")


def test_milestones_are_judged_in_their_order():
    aims = (milestone(key="b"), milestone(key="a"), milestone(key="c"))
    evidence = {"a": MilestoneEvidence(SURVEY, two(2020, 84.0), ())}
    found = judge_all(version(*aims), evidence, today=TODAY)
    assert [(item.milestone, item.verdict) for item in found] == [
        ("b", Verdict.NO_DATA),
        ("a", Verdict.NOT_DECIDED),
        ("c", Verdict.NO_DATA),
    ]
