"""Candidates, records, ways and yearly targets at their edges: first and last years, ends of the scale."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.candidate import Candidate, Required, required
from fardplan.roadmap.workbench.people import District, DistrictPeople, People, people
from fardplan.roadmap.workbench.record import OwnRecord, Window, own_record
from fardplan.roadmap.workbench.vision import Course, VisionRule, travelled, vision_path
from fardplan.roadmap.workbench.yearly import YearlyTarget, yearly_targets
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure


def figure(
    value: float, period: str = "2019", *, lower: float | None = None, upper: float | None = None
) -> Figure:
    return Figure(
        period=Period.parse(period),
        value=value,
        lower=lower,
        upper=upper,
        origin=Origin.OFFICIAL,
        published=date(2020, 1, 1),
    )


# Required change ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last"), [(0, 50), (100, 50), (50, 0), (50, 100)])
def test_neither_end_of_the_scale_has_odds(first, last):
    found = required(figure(first), Candidate(last, 2024), Direction.UP, share=True)
    assert found == Required(5, last - first, (last - first) / 5, last - first, None)


@given(st.floats(0.01, 99.99), st.floats(0.01, 99.99), st.integers(1, 20))
def test_the_odds_multiplied_year_by_year_reach_the_level(first, last, years):
    """However close to an end of the scale: odds of `first`, times the ratio once a year."""
    ratio = required(figure(first), Candidate(last, 2019 + years), Direction.UP, share=True).odds_ratio
    assert ratio is not None
    odds = first / (100 - first)
    for _ in range(years):
        odds *= ratio
    assert 100 * odds / (1 + odds) == pytest.approx(last, abs=1e-6)


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_first_year_that_can_be_chosen_is_the_one_after_the_latest_figure(year):
    assert required(figure(80), Candidate(90, 2020), Direction.UP, share=False).yearly == 10
    with pytest.raises(InputError):
        required(figure(80), Candidate(90, year), Direction.UP, share=False)


# Own record ---------------------------------------------------------------------------------------------


def years(*values: float, first: int = 2010) -> list[tuple[Period, float]]:
    return [(Period.of_year(first + step), value) for step, value in enumerate(values)]


def test_a_change_just_as_large_as_needed_is_managed_and_the_best_is_the_largest_in_the_wanted_direction():
    fall, rise = (
        Window(Period.of_year(2010), Period.of_year(2011), -3.0),
        Window(Period.of_year(2011), Period.of_year(2012), 2.0),
    )
    series = [years(10.0, 7.0, 9.0)]
    assert own_record(series, 1, 2.0, Direction.UP) == OwnRecord(1, (fall, rise), 1, rise, 2)
    assert own_record(series, 1, 3.0, Direction.DOWN) == OwnRecord(1, (fall, rise), 1, fall, 2)
    assert own_record(series, 1, 3.001, Direction.DOWN).managed == 0


def test_without_figures_there_is_no_past():
    assert own_record([], 1, 0.0, Direction.UP) == OwnRecord(1, (), 0, None, 0.0)
    assert own_record([[], years(1.0)], 1, 0.0, Direction.UP) == OwnRecord(1, (), 0, None, 0.0)


def test_a_missing_year_opens_no_window_and_the_longest_span_is_counted():
    gap = [*years(1.0, 2.0), *years(4.0, first=2013)]
    found = own_record([gap, years(5.0, 6.0, first=2020)], 1, 1.0, Direction.UP)
    assert [str(window.first) for window in found.windows] == ["2010", "2020"]
    assert (found.managed, found.longest) == (2, 3)


# Ways ---------------------------------------------------------------------------------------------------


def test_where_less_is_wanted_a_way_is_kept_from_below():
    """From 20 towards 0 in 20 years: in half the time 10, 5 and 15."""
    for level, kept in (
        (15.0, (Course.BACK_LOADED,)),
        (15.1, ()),
        (10.0, (Course.STRAIGHT, Course.BACK_LOADED)),
        (5.0, tuple(Course)),
    ):
        found = vision_path(
            figure(20, "2020"),
            Candidate(level, 2030),
            Direction.DOWN,
            rule=VisionRule.NO_GAP,
            level=0,
            year=2040,
        )
        assert found.kept == kept
        assert found.at_candidate == {Course.STRAIGHT: 10, Course.FRONT_LOADED: 5, Course.BACK_LOADED: 15}
        assert (found.rule, found.level, found.year) == (VisionRule.NO_GAP, 0, 2040)


def test_after_the_visions_year_the_way_stays_at_the_vision():
    found = vision_path(
        figure(80, "2020"), Candidate(95, 2050), Direction.UP, rule=VisionRule.LEVEL, level=90, year=2021
    )
    assert found.at_candidate == dict.fromkeys(Course, 90)
    assert found.kept == tuple(Course)


def test_a_quarter_of_the_way():
    found = [travelled(course, 0.25) for course in (Course.STRAIGHT, Course.FRONT_LOADED, Course.BACK_LOADED)]
    assert found == [0.25, 0.4375, 0.0625]


# Yearly targets -----------------------------------------------------------------------------------------


def test_yearly_targets_on_each_course_with_half_the_interval_to_either_side():
    latest = figure(80, "2019", lower=78, upper=81)
    assert yearly_targets(latest, Candidate(84, 2021), course=Course.BACK_LOADED) == (
        YearlyTarget(2020, 81, 79.5, 82.5),
        YearlyTarget(2021, 84, 82.5, 85.5),
    )
    assert yearly_targets(latest, Candidate(84, 2021), course=Course.FRONT_LOADED)[0].level == 83
    assert yearly_targets(latest, Candidate(84, 2019)) == ()


def test_half_an_interval_is_none():
    for lower, upper in ((78, None), (None, 81)):
        (found,) = yearly_targets(figure(80, lower=lower, upper=upper), Candidate(81, 2020))
        assert found == YearlyTarget(2020, 81, None, None)


# People -------------------------------------------------------------------------------------------------


def test_people_with_the_interval_of_the_groups_size():
    """5 points of 1,000 (900 to 1,200). Distances 20, 40 and 0 persons: a third, two thirds, none."""
    three = (District("b", 80, 100), District("a", 60, 100), District("done", 100, 700))
    assert people(5, 1000, three, Direction.UP, interval=(900, 1200)) == People(
        total=50,
        group_size=1000,
        districts=(
            DistrictPeople("a", pytest.approx(100 / 3)),
            DistrictPeople("b", pytest.approx(50 / 3)),
            DistrictPeople("done", 0),
        ),
        core=("a",),
        lower=45,
        upper=60,
    )


def test_half_is_half_and_equal_districts_stand_in_the_order_of_their_names():
    even = [District(name, 50, 10) for name in "dbca"]
    found = people(10, 40, even, Direction.DOWN)
    assert found == People(4, 40, tuple(DistrictPeople(name, 1) for name in "abcd"), ("a", "b"))


def test_nobody_left_to_reach_is_nobody_anywhere():
    assert people(3, 50, [District("a", 0, 9)], Direction.DOWN) == People(1.5, 50, (), ())
    assert people(3, 50, [District("a", 100, 9), District("b", 40, 0)], Direction.UP) == People(
        1.5, 50, (), ()
    )
    assert people(0.5, 50, [], Direction.UP) == People(0.25, 50, (), ())


@pytest.mark.parametrize("district", [District("a", -0.1, 5), District("a", 100.1, 5), District("a", 50, -1)])
def test_what_no_district_can_be_is_refused(district):
    with pytest.raises(InputError):
        people(1, 10, [district], Direction.UP)
