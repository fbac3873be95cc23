"""Own record and precedent: drawn panels, a slow twin, and laws."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.precedent import Shrunk, precedent, random_effects
from fardplan.roadmap.workbench.record import OwnRecord, Window, own_record
from fardplan.roadmap.workbench.reference import (
    LEAST_NEIGHBOURS,
    Neighbourhood,
    crps_of_neighbours,
    reference_class,
)
from fardplan.stats.share import wilson
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction


def years(*values: float, first: int = 2010) -> list[tuple[Period, float]]:
    return [(Period.of_year(first + step), value) for step, value in enumerate(values)]


def test_own_record_counts_every_window_of_the_length_and_never_crosses_a_break():
    """Before the break 10→13 in two years; after it 20→21 and 21→19. Across it nothing."""
    record = own_record([years(10, 12, 13), years(20, 21, 21, 19, first=2013)], 2, 1.0, Direction.UP)
    windows = (
        Window(Period.of_year(2010), Period.of_year(2012), 3),
        Window(Period.of_year(2013), Period.of_year(2015), 1),
        Window(Period.of_year(2014), Period.of_year(2016), -2),
    )
    assert record == OwnRecord(years=2, windows=windows, managed=2, best=windows[0], longest=3)


def test_a_past_shorter_than_asked_has_no_window():
    assert own_record([years(10, 12, 13)], 5, 1.0, Direction.UP) == OwnRecord(5, (), 0, None, 2)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=12), st.integers(1, 5), st.floats(-20, 20))
def test_own_record_of_the_mirror_image_is_the_same(values, length, needed):
    up = own_record([years(*values)], length, needed, Direction.UP)
    down = own_record([years(*(100 - value for value in values))], length, needed, Direction.DOWN)
    assert [round(window.change, 6) for window in down.windows] == [
        round(-window.change, 6) for window in up.windows
    ]


def panel(count: int) -> dict[str, list[list[tuple[Period, float]]]]:
    """Members at 50, 51, … that improve by 0, 1, 2, … in two years, without any swing."""
    return {f"{place:04d}": [years(50 + place, 50 + 1.5 * place, 50 + 2 * place)] for place in range(count)}


def test_each_member_counts_once_where_it_stood_nearest():
    found = precedent(reference_class(panel(30), 60, 2), 8, Direction.UP)
    inside = [place for place in range(30) if abs(50 + place - 60) <= found.neighbourhood.width]
    managed = [place for place in inside if place >= 8]
    assert [member.area for member in found.members] == [f"{place:04d}" for place in reversed(inside)]
    assert found.share == len(managed) / len(inside)
    assert (found.lower, found.upper) == wilson(len(managed) / len(inside), len(inside))
    assert (found.years, found.panel) == (2, 30)


def test_fewer_than_ten_members_give_no_share():
    found = precedent(reference_class(panel(LEAST_NEIGHBOURS - 1), 52, 2), 1, Direction.UP)
    assert (found.share, found.lower, found.upper, found.shrunk_share) == (None, None, None, None)
    assert len(found.members) == LEAST_NEIGHBOURS - 1


def test_an_empty_panel_has_no_members():
    found = precedent(reference_class({}, 52, 2), 1, Direction.UP)
    assert (found.members, found.panel, found.share) == ((), 0, None)


def test_a_restless_member_is_believed_less_than_a_steady_one_that_improved_as_much():
    members = {f"{place:04d}": [years(50, 50.1, 50, 50.1, 50)] for place in range(12)}
    members["calm"] = [years(50, 51, 52, 53, 54)]
    members["wild"] = [years(50, 44, 58, 43, 54)]
    found = {
        member.area: member for member in precedent(reference_class(members, 50, 4), 3, Direction.UP).members
    }
    assert (found["calm"].improvement, found["wild"].improvement) == (4, 4)
    assert found["wild"].shrunk < found["calm"].shrunk
    assert found["wild"].probability < 0.5 < found["calm"].probability


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(-40, 40)), min_size=12, max_size=40),
    st.tuples(st.integers(-40, 40), st.integers(-40, 40)),
    st.integers(1, 3),
)
def test_asking_for_more_never_finds_more_precedent(drawn, asked, length):
    members = {
        f"{place:04d}": [years(*(start / 2 + slope / 10 * step for step in range(4)))]
        for place, (start, slope) in enumerate(drawn)
    }
    reference = reference_class(members, drawn[0][0] / 2, length, floor=0.1)
    modest, bold = (precedent(reference, needed * length / 10, Direction.UP) for needed in sorted(asked))
    assert modest.share is not None
    assert bold.share is not None
    assert modest.shrunk_share is not None
    assert bold.shrunk_share is not None
    assert bold.share <= modest.share
    assert bold.shrunk_share <= modest.shrunk_share + 1e-9


@pytest.mark.parametrize("wanted", list(Direction))
def test_the_mirror_image_has_the_same_precedent(wanted):
    turned = {
        area: [[(period, value if wanted is Direction.UP else 200 - value) for period, value in stretch]]
        for area, (stretch,) in panel(30).items()
    }
    found = precedent(reference_class(turned, 60 if wanted is Direction.UP else 140, 2), 8, wanted)
    plain = precedent(reference_class(panel(30), 60, 2), 8, Direction.UP)
    assert (found.share, [member.area for member in found.members]) == (
        plain.share,
        [member.area for member in plain.members],
    )


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(-20, 20)), min_size=1, max_size=25), st.floats(0.1, 60)
)
def test_the_score_of_a_width_is_that_of_a_slow_loop_over_members_and_pairs(members, width):
    starts, changes = (np.array(column) for column in zip(*members, strict=True))
    scores = []
    for place, (start, change) in enumerate(members):
        sample = [
            other_change
            for other, (other_start, other_change) in enumerate(members)
            if other != place and abs(other_start - start) <= width
        ]
        if len(sample) >= 5:
            near = sum(abs(value - change) for value in sample) / len(sample)
            pairs = sum(abs(one - other) for one in sample for other in sample) / len(sample) ** 2
            scores.append(near - pairs / 2)
    expected = sum(scores) / len(scores) if 2 * len(scores) >= len(members) else math.inf
    assert crps_of_neighbours(starts, changes, [width]) == [pytest.approx(expected, abs=1e-9)]


def test_the_score_of_two_neighbours_by_hand():
    """Six members alike in start. Each is foretold by five others: 0 to 5 without itself."""
    starts, changes = np.zeros(6), np.array([0.0, 1, 2, 3, 4, 5])
    # For 0 by 1..5: mean distance 3, pairs of 1..5: 40/25 = 1.6, so 3 - 0.8 = 2.2; and so on.
    others = [[x for x in range(6) if x != own] for own in range(6)]
    expected = [
        sum(abs(x - own) for x in sample) / 5 - sum(abs(x - z) for x in sample for z in sample) / 50
        for own, sample in enumerate(others)
    ]
    assert expected[0] == pytest.approx(2.2)
    assert crps_of_neighbours(starts, changes, [0.0]) == [pytest.approx(sum(expected) / 6)]


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(0.01, 30)), min_size=2, max_size=20))
def test_random_effects_are_those_of_the_formula_written_out(studies):
    values, variances = [study[0] for study in studies], [study[1] for study in studies]
    weights = [1 / variance for variance in variances]
    whole = sum(weights)
    mean = sum(weight * value for weight, value in zip(weights, values, strict=True)) / whole
    cochran = sum(weight * (value - mean) ** 2 for weight, value in zip(weights, values, strict=True))
    scale = whole - sum(weight**2 for weight in weights) / whole
    between = max(0.0, (cochran - (len(values) - 1)) / scale)
    new = [1 / (variance + between) for variance in variances]
    centre = sum(weight * value for weight, value in zip(new, values, strict=True)) / sum(new)
    assert random_effects(np.array(values), np.array(variances)) == pytest.approx((centre, between), abs=1e-6)


def test_random_effects_of_four_studies_by_hand():
    """Effects 0, 2, 4, 6 with variance 1 each: Q = 20, so (20 - 3) / (4 - 1) beyond chance."""
    found = random_effects(np.array([0.0, 2, 4, 6]), np.ones(4))
    assert found == pytest.approx((3.0, 17 / 3))


def test_without_chance_in_one_member_the_plain_mean_and_variance_stand_in():
    assert random_effects(np.array([1.0, 3.0]), np.array([0.0, 1.0])) == (2.0, 1.0)
    assert random_effects(np.array([]), np.array([])) == (0.0, 0.0)


def test_a_members_shrinking_is_the_normal_posterior_written_out():
    members = {f"{place:04d}": [years(50, 51 + place / 3, 50 + place, 52 + place)] for place in range(12)}
    shrunk = Shrunk(reference_class(members, 50, 3), Direction.UP)
    noise = shrunk.noise
    centre, between = random_effects(shrunk.improvements, noise)
    for place, member in enumerate(shrunk.improvements):
        mean = (member / noise[place] + centre / between) / (1 / noise[place] + 1 / between)
        spread = math.sqrt(1 / (1 / noise[place] + 1 / between))
        expected = 1 - NormalDist(mean, spread).cdf(4)
        assert shrunk.probabilities(4)[place] == pytest.approx(expected, abs=1e-9)


def test_the_tally_of_a_grid_is_that_of_the_full_precedent():
    reference = reference_class(panel(30), 60, 2, floor=0.1)
    for needed in (-1.0, 0.0, 3.0, 8.0, 50.0):
        found = precedent(reference, needed, Direction.UP)
        tally = Shrunk(reference, Direction.UP).tally(needed)
        assert (tally.managed, tally.members, tally.shrunk_share) == (
            len(found.managed),
            len(found.members),
            found.shrunk_share,
        )
        assert tally.shrunk_share == pytest.approx(
            sum(member.probability for member in found.members) / len(found.members)
        )


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_panel_of_fewer_than_ten_tells_nothing_but_who_there_is(count):
    found = precedent(reference_class(panel(count), 50, 2), 1, Direction.UP)
    assert (len(found.members), found.panel, found.share, found.shrunk_share) == (count, count, None, None)


def test_a_panel_of_ten_is_just_enough_and_widened_to_hold_them_all():
    found = precedent(reference_class(panel(10), 50, 2), 1, Direction.UP)
    assert (len(found.members), found.share) == (10, 0.9)
    # A tenth of the range is the unit: 9 points between the first and last start, and 100 hundredths of it.
    assert found.neighbourhood.width == 9.0


def test_a_panel_too_small_to_try_a_width_says_so():
    near = reference_class(panel(4), 50, 2).neighbourhood
    assert near == Neighbourhood(width=3.0, foretells_best=None, held=1)
    assert not near.widened


def test_all_alike_at_the_start_need_no_neighbourhood():
    members = {f"{place:04d}": [years(50, 50 + place)] for place in range(12)}
    found = precedent(reference_class(members, 50, 1, floor=0.1), 6, Direction.UP)
    assert (found.neighbourhood, found.share) == (Neighbourhood(0.0, 0.0, 12), 0.5)


def test_members_that_never_changed_made_no_change_and_made_one_of_nothing():
    members = {f"{place:04d}": [years(50, 50, 50, 50)] for place in range(12)}
    reference = reference_class(members, 50, 2)
    assert precedent(reference, 0, Direction.UP).share == 1.0
    assert precedent(reference, 0.1, Direction.UP).shrunk_share == 0.0


def test_of_two_windows_as_near_the_latest_counts():
    members = {f"{place:04d}": [years(50, 52, 50, 55, 50)] for place in range(12)}
    found = precedent(reference_class(members, 50, 1), 1, Direction.UP)
    assert {(str(member.first), member.improvement) for member in found.members} == {("2012", 5)}


def test_no_member_is_followed_across_a_break_or_a_missing_year():
    broken = {f"{place:04d}": [years(50, 51), years(60, 61, first=2012)] for place in range(12)}
    assert reference_class(broken, 50, 2).panel == 0
    gone = {"0001": [[(Period.of_year(2010), 50.0), (Period.of_year(2013), 53.0)]]}
    assert [reference_class(gone, 50, length).panel for length in (1, 2, 3)] == [0, 0, 1]


def test_who_is_followed_before_a_break_is_told():
    broken = {f"{place:04d}": [years(50, 51), years(60, 61, first=2012)] for place in range(12)}
    found = precedent(reference_class(broken, 50, 1), 1, Direction.UP)
    assert {(str(member.first), member.before_break) for member in found.members} == {("2010", True)}


def test_a_change_that_decimals_make_a_hair_too_small_is_made():
    """90.1 - 88.1 is 1.9999999999999858 to a machine and 2.0 to a reader."""
    members = {f"{place:04d}": [years(88.1, 90.1)] for place in range(12)}
    assert precedent(reference_class(members, 88.1, 1), 2.0, Direction.UP).share == 1.0


def test_the_widest_neighbourhood_holds_the_one_at_its_end():
    """A hundred hundredths of 28.5 are 28.499999999999996 to a machine."""
    members = {f"{place:04d}": [years(0.0, 0.0)] for place in range(11)} | {"far": [years(28.5, 28.5)]}
    assert len(precedent(reference_class(members, 28.5, 1), 0, Direction.UP).members) == 12
