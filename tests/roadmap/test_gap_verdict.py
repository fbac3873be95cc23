"""A gap target is judged as a level is: every verdict and reason, what can be compared, and its laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.definition import SeriesBreak
from fardplan.indicators.gap_places import Side
from fardplan.roadmap.gap_verdict import GapEvidence, gap_evidence, judge_gap
from fardplan.roadmap.verdict import verdict_against
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.gap import GapFigure, GapMeasure, GapTarget
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure, GapStatus, Reason, Target, Verdict
from tests.builders import definition, observation, sv

TARGET = GapTarget(measure=GapMeasure.DIFFERENCE, level=5.0, year=2028)
BASE = 2018
DISTRICTS = ("a", "b")


def gap(period: int | str, value: float, half: float | None = 0.5, **changes) -> GapFigure:
    plain = {
        "measure": GapMeasure.DIFFERENCE,
        "division": "d",
        "period": Period.parse(str(period)),
        "value": value,
        "lower": None if half is None else value - half,
        "upper": None if half is None else value + half,
        "areas": 2,
        "origin": Origin.OWN_CALCULATION,
    }
    return GapFigure(**(plain | changes))


def side(figure: GapFigure, codes: tuple[str, ...] = DISTRICTS) -> Side:
    period = str(figure.period)
    return Side(figure.division, figure.period, {code: observation(period, 1.0, area=code) for code in codes})


def evidence(
    *figures: GapFigure, then: int = 1, sides: tuple[Side, ...] | None = None, **changes
) -> GapEvidence:
    """The first `then` figures were known at the decision."""
    return GapEvidence(
        definition(**changes),
        figures,
        figures[:then],
        sides if sides is not None else tuple(map(side, figures)),
    )


BREAK = SeriesBreak(first=Period.of_year(2019), text=sv("Ny definition"))
FIRST = gap(BASE, 10)
ELSEWHERE = SeriesBreak(first=Period.of_year(2019), text=sv("Ny definition"), areas=("z",))
IN_A = SeriesBreak(first=Period.of_year(2019), text=sv("Ny definition"), areas=("a",))

#  the gaps, verdict, reason, path in the latest period: the way from 10 in 2018 to 5 in 2028 is 9 in 2020
CASES = [
    (evidence(FIRST, gap(2020, 4)), Verdict.REACHED, Reason.BEYOND_LEVEL, 9.0),
    (evidence(FIRST, gap(2020, 4.5)), Verdict.REACHED, Reason.BEYOND_LEVEL, 9.0),
    (evidence(FIRST, gap(2020, 8)), Verdict.ON_TRACK, Reason.AHEAD_OF_PATH, 9.0),
    (evidence(FIRST, gap(2020, 8.5)), Verdict.ON_TRACK, Reason.AHEAD_OF_PATH, 9.0),
    (evidence(FIRST, gap(2020, 9)), Verdict.CANNOT_TELL, Reason.STRADDLES_PATH, 9.0),
    (evidence(FIRST, gap(2020, 10)), Verdict.BEHIND, Reason.SHORT_OF_PATH, 9.0),
    (evidence(FIRST, gap(2028, 4)), Verdict.REACHED, Reason.BEYOND_LEVEL, 5.0),
    (evidence(FIRST, gap(2028, 5)), Verdict.CANNOT_TELL, Reason.STRADDLES_LEVEL, 5.0),
    (evidence(FIRST, gap(2029, 6)), Verdict.BEHIND, Reason.SHORT_OF_LEVEL, 5.0),
    (evidence(FIRST, gap(2020, 8, None)), Verdict.CANNOT_TELL, Reason.NO_ERROR_KNOWN, 9.0),
    (evidence(FIRST), Verdict.CANNOT_TELL, Reason.NOTHING_SINCE_BASELINE, 10.0),
    (evidence(gap(2020, 8), then=0), Verdict.CANNOT_TELL, Reason.NO_BASELINE, None),
    (evidence(FIRST, gap(2020, 8), breaks=(BREAK,)), Verdict.CANNOT_TELL, Reason.BREAK_SINCE_BASELINE, None),
    (evidence(FIRST, gap(2020, 8), breaks=(IN_A,)), Verdict.CANNOT_TELL, Reason.BREAK_SINCE_BASELINE, None),
    (evidence(FIRST, gap(2020, 8), breaks=(ELSEWHERE,)), Verdict.ON_TRACK, Reason.AHEAD_OF_PATH, 9.0),
    (evidence(FIRST, gap(2020, 4), breaks=(BREAK,)), Verdict.REACHED, Reason.BEYOND_LEVEL, None),
    (
        evidence(FIRST, gap(2020, 8, division="e")),
        Verdict.CANNOT_TELL,
        Reason.DISTRICTS_DIFFER,
        None,
    ),
    (
        evidence(FIRST, last := gap(2020, 8), sides=(side(FIRST), side(last, ("a", "c")))),
        Verdict.CANNOT_TELL,
        Reason.DISTRICTS_DIFFER,
        None,
    ),
]


@pytest.mark.parametrize(("found", "verdict", "reason", "path"), CASES)
def test_every_verdict_and_reason(found, verdict, reason, path):
    first = found.at_decision[0] if found.at_decision else None
    assert judge_gap(TARGET, found, baseline=None) == GapStatus(
        target=TARGET, verdict=verdict, reason=reason, latest=found.figures[-1], baseline=first, path=path
    )


def test_the_cases_have_every_verdict_that_a_target_can_get():
    assert {case[1] for case in CASES} == set(Verdict) - {Verdict.NO_DATA, Verdict.NOT_DECIDED}


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (None, Reason.NO_INDICATOR),
        (evidence(), Reason.NO_OBSERVATION),
        (evidence(gap(2018, 2, measure=GapMeasure.RATIO)), Reason.NO_OBSERVATION),
    ],
)
def test_without_figures_of_the_measure_there_is_no_data(found, reason):
    assert judge_gap(TARGET, found, baseline=None) == GapStatus(
        target=TARGET, verdict=Verdict.NO_DATA, reason=reason
    )


def test_the_milestones_own_baseline_goes_before_the_decisions():
    found = evidence(gap(2014, 12), FIRST, gap(2020, 9), then=2)
    stated = judge_gap(TARGET, found, baseline=Period.of_year(2014))
    decided = judge_gap(TARGET, found, baseline=None)
    assert (stated.baseline, stated.path, stated.verdict) == (found.figures[0], 9.0, Verdict.CANNOT_TELL)
    assert (decided.baseline, decided.path) == (FIRST, 9.0)


def test_of_two_divisions_the_one_that_the_baseline_has_is_judged():
    found = evidence(FIRST, gap(2020, 8), gap(2020, 20, division="x", areas=9))
    told = judge_gap(TARGET, found, baseline=None)
    assert (told.latest, told.verdict) == (found.figures[1], Verdict.ON_TRACK)


#  the worst-off are behind, or ahead, by so much; a gap of five is one of five either way
@pytest.mark.parametrize(
    ("value", "half", "verdict"),
    [
        (-4.0, 0.5, Verdict.REACHED),
        (-8.0, 0.5, Verdict.ON_TRACK),
        (-12.0, 0.5, Verdict.BEHIND),
        (0.0, 4.0, Verdict.REACHED),
        (-1.0, 6.0, Verdict.ON_TRACK),
        (1.0, 12.0, Verdict.CANNOT_TELL),
    ],
)
def test_a_slope_is_a_gap_whichever_way_it_leans(value, half, verdict):
    target = GapTarget(measure=GapMeasure.SLOPE, level=5.0, year=2028)
    slopes = (gap(BASE, 10, measure=GapMeasure.SLOPE), gap(2020, value, half, measure=GapMeasure.SLOPE))
    told = judge_gap(target, evidence(*slopes), baseline=None)
    assert (told.verdict, told.latest) == (verdict, slopes[1])


numbers = st.floats(0, 100).map(lambda value: round(value, 3))


@given(level=numbers, first=numbers, latest=numbers, half=numbers, year=st.integers(2019, 2040))
def test_the_verdict_is_that_of_a_level_that_is_to_go_down(level, first, latest, half, year):
    """The twin: the same figures judged as a milestone's level."""
    half = min(half, latest)
    target = GapTarget(measure=GapMeasure.DIFFERENCE, level=level, year=year)
    told = judge_gap(target, evidence(gap(BASE, first, 0), gap(2022, latest, half)), baseline=None)

    def figure(year: int, value: float, half: float) -> Figure:
        return Figure(
            period=Period.of_year(year),
            value=value,
            lower=value - half,
            upper=value + half,
            origin=Origin.OFFICIAL,
            published=date(year + 1, 1, 1),
        )

    assert (told.verdict, told.reason) == verdict_against(
        Direction.DOWN,
        Target(level=level, year=year),
        figure(2022, latest, half),
        figure(BASE, first, 0),
        broken=False,
    )


def test_gaps_are_measured_from_figures():
    """Two districts of 1,000 each, 30 and 10 per cent, then 25 and 15: the gap is on its way down."""
    division = Division(code="d", name="Två", areas=DISTRICTS)
    then = tuple(observation(2018, value, area=code, base=1000) for code, value in (("a", 30.0), ("b", 10.0)))
    now = (
        *then,
        *(observation(2020, value, area=code, base=1000) for code, value in (("a", 25.0), ("b", 15.0))),
    )
    found = gap_evidence(definition(), now, then, (division,))
    assert [str(item.period) for item in found.at_decision if item.measure is GapMeasure.DIFFERENCE] == [
        "2018"
    ]
    told = judge_gap(TARGET, found, baseline=None)
    assert told.latest is not None
    assert told.baseline is not None
    assert (str(told.baseline.period), str(told.latest.period)) == ("2018", "2020")
    assert 5 < told.latest.value < told.baseline.value < 21
    assert told.path == pytest.approx(told.baseline.value + 0.2 * (5 - told.baseline.value))
