"""Laws of verdicts: what may change without changing the answer, and what may not."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fardplan.indicators.definition import (
    IndicatorDefinition,
    Movement,
    RegisterError,
    SeriesBreak,
    SurveyError,
)
from fardplan.roadmap.verdict import MilestoneEvidence, judge, path_level
from fardplan.roadmap.version import Milestone
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import (
    Development,
    Direction,
    Figure,
    MilestoneStatus,
    Reason,
    Target,
    Verdict,
)
from fardplan.vocabulary.unit import PERCENT, Measure, Unit
from tests.builders import WOMEN, definition, milestone, observation, sv, version

TODAY = date(2031, 1, 1)
INDEX = Unit(measure=Measure.INDEX, label=sv("index"))
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, None: None}


@dataclass(frozen=True)
class Drawn:
    """A milestone with its evidence."""

    about: IndicatorDefinition
    figures: tuple[Observation, ...]
    known: int
    aim: Milestone

    @property
    def status(self) -> MilestoneStatus:
        evidence = MilestoneEvidence(self.about, self.figures, self.figures[: self.known])
        return judge(self.aim, version(self.aim), evidence, today=TODAY)

    def with_aim(self, **changes: Any) -> "Drawn":
        return replace(self, aim=self.aim.model_copy(update=changes))


tenths = st.integers(0, 1000).map(lambda number: number / 10)
steps = st.integers(0, 100).map(lambda number: number / 10)
movements = st.none() | st.builds(
    Movement, sd=st.floats(0.1, 5), df=st.integers(1, 30), source=st.just(sv("källa"))
)
errors = st.one_of(
    st.builds(RegisterError, movement=movements), st.builds(SurveyError, design_effect=st.floats(0.5, 3))
)
first_years = st.integers(2000, 2030)


@st.composite
def figure(draw: st.DrawFn, year: int, *, sampled: bool, bounded: bool = False) -> Observation:
    value = draw(tenths)
    if bounded or draw(st.booleans()):
        lower, upper = round(value - draw(steps), 1), round(value + draw(steps), 1)
        return observation(year, value, lower=max(0.0, lower), upper=min(100.0, upper))
    return observation(year, value, base=draw(st.none() | st.integers(0, 20000)) if sampled else None)


@st.composite
def drawn_milestones(
    draw: st.DrawFn, *, unit: Unit = PERCENT, decided: bool | None = None, breaks: bool = True
) -> Drawn:
    years = sorted(draw(st.sets(first_years, min_size=1, max_size=9)))
    # Half of them are on their way, with a baseline, ends to every figure and years left: else hardly any is.
    under_way = draw(st.booleans())
    cuts = sorted(draw(st.sets(first_years, max_size=2))) if breaks and not under_way else []
    about = definition(
        unit=unit,
        error=draw(errors),
        breaks=tuple(SeriesBreak(first=Period.of_year(year), text=sv("Ny")) for year in cuts),
        rounded_to=draw(st.sampled_from([0.1, 1.0])),
    )
    has_target = draw(st.booleans()) if decided is None else decided
    aim = milestone(
        wanted=draw(st.sampled_from([Direction.UP, Direction.DOWN])),
        level=draw(tenths) if has_target else None,
        year=draw(st.integers(years[-1] + 1 if under_way else 2001, 2040)) if has_target else None,
        baseline=Period.of_year(years[0])
        if under_way
        else draw(st.none() | st.sampled_from(years).map(Period.of_year)),
    )
    sampled = unit.measure is Measure.SHARE
    figures = tuple(draw(figure(year, sampled=sampled, bounded=under_way)) for year in years)
    return Drawn(about, figures, draw(st.integers(0, len(figures))), aim)


def told(status: MilestoneStatus) -> tuple[object, ...]:
    """What a reader is told, numbers aside."""
    return (
        status.verdict,
        status.verdict_reason,
        status.development,
        status.development_reason,
        status.points,
        status.stretch_from,
    )


def changed(item: Observation, turn: Any) -> Observation:
    """A figure with its value and interval put through an increasing or decreasing function."""
    bounds = [None if bound is None else turn(bound) for bound in (item.lower, item.upper)]
    if None not in bounds:
        bounds.sort()
    return replace(item, value=turn(item.value), lower=bounds[0], upper=bounds[1])


def turned(drawn: Drawn, turn: Any) -> Drawn:
    level = drawn.aim.level
    aim = drawn.aim.model_copy(
        update={
            "wanted": OTHER_WAY[drawn.aim.wanted],
            "level": None if level is None else turn(level),
        }
    )
    return replace(drawn, aim=aim, figures=tuple(changed(item, turn) for item in drawn.figures))


@given(drawn_milestones())
def test_up_and_down_are_mirror_images_for_shares(drawn):
    assert told(turned(drawn, lambda value: 100 - value).status) == told(drawn.status)


@given(drawn_milestones(unit=INDEX))
def test_up_and_down_are_mirror_images_for_any_number(drawn):
    assert told(turned(drawn, lambda value: -value).status) == told(drawn.status)


@given(drawn_milestones(unit=INDEX), st.sampled_from([0.001, 0.5, 1 / 3, 60.0, 1000.0]))
def test_a_change_of_unit_changes_no_answer(drawn, factor):
    error = drawn.about.error
    if isinstance(error, RegisterError) and error.movement:
        movement = error.movement.model_copy(update={"sd": error.movement.sd * factor})
        error = RegisterError(movement=movement)
    about = drawn.about.model_copy(update={"rounded_to": drawn.about.rounded_to * factor, "error": error})
    scaled = replace(turned(drawn, lambda value: value * factor), about=about)
    assert told(scaled.with_aim(wanted=drawn.aim.wanted).status) == told(drawn.status)


@given(drawn_milestones(unit=INDEX, decided=True))
def test_where_the_scale_has_its_zero_does_not_matter(drawn):
    """The level, the baseline and the latest figure each become 0, and are not taken for nothing."""
    for zero in (drawn.aim.level, drawn.figures[0].value, drawn.figures[-1].value):
        moved = turned(drawn, lambda value, zero=zero: value - zero).with_aim(wanted=drawn.aim.wanted)
        assert told(moved.status) == told(drawn.status)


@given(drawn_milestones(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(drawn, random):
    evidence = [list(drawn.figures), list(drawn.figures[: drawn.known])]
    for rows in evidence:
        random.shuffle(rows)
    mixed = MilestoneEvidence(drawn.about, tuple(evidence[0]), tuple(evidence[1]))
    assert judge(drawn.aim, version(drawn.aim), mixed, today=TODAY) == drawn.status


@given(drawn_milestones(), tenths)
def test_what_does_not_count_changes_nothing(drawn, value):
    beside = tuple(
        item
        for year in range(1999, 2032)
        for item in (
            observation(year, value, group=WOMEN),
            observation(year, value, area="0000"),
            observation(year, value, status=Status.PRELIMINARY),
            observation(year, None, status=Status.SUPPRESSED),
        )
    )
    mixed = MilestoneEvidence(
        drawn.about, (*beside, *drawn.figures), (*drawn.figures[: drawn.known], *beside)
    )
    assert judge(drawn.aim, version(drawn.aim), mixed, today=TODAY) == drawn.status


@given(drawn_milestones(breaks=False), st.data())
def test_figures_before_a_break_have_no_say_in_the_development(drawn, data):
    assume(len(drawn.figures) > 1)
    cut = data.draw(st.sampled_from([item.period for item in drawn.figures[1:]]))
    broken = (SeriesBreak(first=cut, text=sv("Ny")),)
    drawn = replace(drawn, about=drawn.about.model_copy(update={"breaks": broken}))
    status = drawn.status
    before = tuple(observation(item.period, data.draw(tenths)) for item in drawn.figures if item.period < cut)
    after = tuple(item for item in drawn.figures if item.period >= cut)
    for figures in ((*before, *after), after):
        other = replace(drawn, figures=figures, known=0).status
        assert (other.development, other.development_reason, other.points, other.yearly_trend) == (
            status.development,
            status.development_reason,
            status.points,
            status.yearly_trend,
        )
        assert (other.latest, other.in_stretch, other.stretch_from) == (
            status.latest,
            status.in_stretch,
            status.stretch_from,
        )


@given(drawn_milestones(decided=True))
def test_nothing_is_compared_across_a_break(drawn):
    status = drawn.status
    assert status.latest is not None
    compared = [item for item in (status.since_baseline, status.in_stretch) if item]
    cuts = [item.first for item in drawn.about.breaks]
    assert not [
        cut for change in compared for cut in cuts if change.first.period < cut <= change.latest.period
    ]
    baseline = status.baseline
    if baseline and any(baseline.period < cut <= status.latest.period for cut in cuts):
        assert (status.path, status.since_baseline) == (None, None)
        assert status.verdict is not Verdict.ON_TRACK
        assert status.verdict_reason not in {Reason.SHORT_OF_PATH, Reason.STRADDLES_PATH}


@given(drawn_milestones(), tenths, st.integers(2001, 2040))
def test_one_figure_tells_no_development_and_no_course(drawn, value, year):
    one = replace(drawn, figures=drawn.figures[:1], known=1)
    status = one.with_aim(level=value, year=year).status
    assert (status.development, status.development_reason) == (
        Development.CANNOT_TELL,
        Reason.TOO_FEW_POINTS,
    )
    assert (status.yearly_trend, status.in_stretch, status.since_baseline) == (None, None, None)
    assert status.verdict is not Verdict.ON_TRACK
    assert status.verdict_reason not in {Reason.SHORT_OF_PATH, Reason.STRADDLES_PATH}
    assert one.with_aim(level=None, year=None).status.verdict is Verdict.NOT_DECIDED


@given(drawn_milestones())
def test_no_data_outranks_not_decided(drawn):
    assert (replace(drawn, figures=()).status.verdict) is Verdict.NO_DATA
    assert drawn.status.verdict is not Verdict.NO_DATA
    without = judge(drawn.aim, version(drawn.aim), None, today=TODAY)
    assert (without.verdict, without.verdict_reason) == (Verdict.NO_DATA, Reason.NO_INDICATOR)


@given(drawn_milestones())
def test_a_verdict_of_a_level_needs_a_level(drawn):
    status = drawn.status
    assert (status.verdict is Verdict.NOT_DECIDED) == (drawn.aim.level is None)
    assert (status.target is None) == (drawn.aim.level is None)


@given(drawn_milestones(decided=True), steps)
def test_a_level_that_asks_for_less_is_never_harder_to_reach(drawn, ease):
    level = (drawn.aim.level or 0.0) - ease * (1 if drawn.aim.wanted is Direction.UP else -1)
    easier = drawn.with_aim(level=level).status
    if drawn.status.verdict is Verdict.REACHED:
        assert easier.verdict is Verdict.REACHED
    if drawn.status.verdict is Verdict.ON_TRACK:
        assert easier.verdict in {Verdict.REACHED, Verdict.ON_TRACK}
    if easier.verdict is Verdict.BEHIND:
        assert drawn.status.verdict is Verdict.BEHIND


# The path ----------------------------------------------------------------------------------------


def point(year: int, value: float) -> Figure:
    return Figure(period=Period.of_year(year), value=value, origin=Origin.OFFICIAL, published=TODAY)


def walked(start: int, value: float, level: float, end: int, year: int) -> float:
    """The slow twin: one equal step after the other, in exact fractions, until the level is there."""
    if end <= start:
        return level
    step = (Fraction(level) - Fraction(value)) / (end - start)
    here = Fraction(value)
    for _ in range(start, min(year, end)):
        here += step
    return float(here)


@given(tenths, tenths, first_years, st.integers(2001, 2040), first_years)
def test_the_path_is_walked_in_equal_steps(value, level, start, end, year):
    assume(year >= start)
    found = path_level(point(start, value), Target(level=level, year=end), Period.of_year(year))
    assert found == pytest.approx(walked(start, value, level, end, year), rel=1e-12, abs=1e-12)


@given(tenths, tenths, first_years, st.integers(1, 10))
def test_the_path_begins_at_the_baseline_and_ends_at_the_level(value, level, start, length):
    baseline, target = point(start, value), Target(level=level, year=start + length)
    assert path_level(baseline, target, Period.of_year(start)) == value
    assert path_level(baseline, target, Period.of_year(start + length)) == level
    assert path_level(baseline, target, Period.of_year(start + length + 5)) == level
