"""What a candidate asks for, with its arithmetic in view."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.candidate import Candidate, Required, required
from fardplan.roadmap.workbench.vision import Course, VisionPath, VisionRule, travelled, vision_path
from fardplan.roadmap.workbench.yearly import YearlyTarget, yearly_targets
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure


def figure(value: float, year: int = 2019, half: float | None = None) -> Figure:
    return Figure(
        period=Period.of_year(year),
        value=value,
        lower=None if half is None else value - half,
        upper=None if half is None else value + half,
        origin=Origin.OFFICIAL,
        published=date(2020, 1, 1),
    )


def test_a_share_is_asked_for_in_points_and_in_odds():
    """From 80 to 90 per cent in 5 years: 2 points a year; odds from 4 to 9, a year the fifth root of 9/4."""
    assert required(figure(80), Candidate(90, 2024), Direction.UP, share=True) == Required(
        years=5, total=10, yearly=2, improvement=10, odds_ratio=pytest.approx((9 / 4) ** (1 / 5))
    )


def test_down_is_an_improvement_where_down_is_wanted_and_a_count_has_no_odds():
    assert required(figure(300), Candidate(280, 2023), Direction.DOWN, share=False) == Required(
        years=4, total=-20, yearly=-5, improvement=20, odds_ratio=None
    )


@pytest.mark.parametrize("level", [0.0, 100.0])
def test_the_ends_of_the_scale_have_no_odds(level):
    assert required(figure(50), Candidate(level, 2020), Direction.UP, share=True).odds_ratio is None


def test_a_year_that_has_come_is_refused_with_the_first_that_can_be():
    with pytest.raises(InputError) as told:
        required(figure(80), Candidate(90, 2019), Direction.UP, share=True)
    assert str(told.value) == "the year 2019 is not after the latest figure, 2019\nChoose 2020 or later."


@given(st.floats(1, 99), st.floats(1, 99), st.integers(1, 20))
def test_the_mirror_image_asks_for_the_mirrored_change(first, level, years):
    up = required(figure(first), Candidate(level, 2019 + years), Direction.UP, share=True)
    down = required(figure(100 - first), Candidate(100 - level, 2019 + years), Direction.DOWN, share=True)
    assert (down.improvement, -down.yearly) == pytest.approx((up.improvement, up.yearly), abs=1e-9)
    assert math.log(down.odds_ratio or 0) == pytest.approx(-math.log(up.odds_ratio or 0), abs=1e-9)


def test_three_ways_to_the_vision_and_which_of_them_a_candidate_keeps():
    """10 of 20 years have passed: half straight, 1-(1/2)² = 3/4 front-loaded, (1/2)² = 1/4 back-loaded."""
    found = vision_path(
        figure(80, 2020),
        Candidate(90, 2030),
        Direction.UP,
        rule=VisionRule.LEVEL,
        level=100,
        year=2040,
    )
    assert found == VisionPath(
        rule=VisionRule.LEVEL,
        level=100,
        year=2040,
        at_candidate={Course.STRAIGHT: 90, Course.FRONT_LOADED: 95, Course.BACK_LOADED: 85},
        kept=(Course.STRAIGHT, Course.BACK_LOADED),
    )


def test_a_vision_that_has_come_is_refused():
    with pytest.raises(InputError, match="the vision's year 2040 is not after the latest figure, 2040"):
        vision_path(
            figure(80, 2040), Candidate(90, 2041), Direction.UP, rule=VisionRule.LEVEL, level=100, year=2040
        )


@given(st.sampled_from(Course), st.floats(0, 1), st.floats(0, 1))
def test_every_course_begins_ends_and_only_goes_forward(course, earlier, later):
    assert (travelled(course, 0), travelled(course, 1)) == (0, 1)
    if earlier <= later:
        assert travelled(course, earlier) <= travelled(course, later) + 1e-12


@given(st.floats(0, 1))
def test_front_and_back_loaded_are_mirror_images(passed):
    assert travelled(Course.FRONT_LOADED, passed) == pytest.approx(
        1 - travelled(Course.BACK_LOADED, 1 - passed)
    )


def test_yearly_targets_follow_the_course_with_the_tolerance_of_one_years_figure():
    assert yearly_targets(figure(80, 2019, half=3), Candidate(86, 2022)) == (
        YearlyTarget(2020, 82, 79, 85),
        YearlyTarget(2021, 84, 81, 87),
        YearlyTarget(2022, 86, 83, 89),
    )


def test_without_a_known_error_a_yearly_target_has_no_tolerance():
    assert yearly_targets(figure(80), Candidate(82, 2020)) == (YearlyTarget(2020, 82, None, None),)
