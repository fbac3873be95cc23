"""People and equity, with the arithmetic in view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.equity import Lift, equity
from fardplan.roadmap.workbench.people import District, DistrictPeople, People, people
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.status import Direction

TWO = (District("near", 90, 1000), District("far", 70, 1000))


def test_people_live_where_the_distance_is():
    """4 points of 2,000 are 80 pupils. 100 of 1,000 lack it in one district, 300 in the other: 20 and 60."""
    assert people(4, 2000, TWO, Direction.UP) == People(
        total=80,
        group_size=2000,
        districts=(DistrictPeople("far", pytest.approx(60)), DistrictPeople("near", pytest.approx(20))),
        core=("far",),
    )


def test_where_less_is_wanted_the_distance_is_the_share_itself():
    found = people(1, 1000, (District("a", 10, 500), District("b", 30, 500)), Direction.DOWN)
    assert [(part.area, round(part.people, 6)) for part in found.districts] == [("b", 7.5), ("a", 2.5)]


def test_a_level_that_is_passed_means_nobody():
    assert people(-2, 1000, (District("a", 10, 500),), Direction.DOWN) == People(
        0, 1000, (DistrictPeople("a", 0),), ()
    )


def test_impossible_districts_are_refused():
    with pytest.raises(InputError, match=r"a: the share 101 of 5 persons cannot be"):
        people(1, 10, (District("a", 101, 5),), Direction.UP)


districts = st.lists(
    st.tuples(st.integers(0, 1000).map(lambda tenth: tenth / 10), st.integers(1, 5000)),
    min_size=2,
    max_size=14,
).map(lambda pairs: tuple(District(f"d{place}", share, size) for place, (share, size) in enumerate(pairs)))


@given(districts, st.floats(0, 20), st.sampled_from(Direction))
def test_the_districts_sum_to_the_whole_and_the_core_holds_half(parts, improvement, wanted):
    found = people(improvement, 10_000, parts, wanted)
    whole = sum(part.people for part in found.districts)
    if whole > 0:
        assert whole == pytest.approx(found.total)
        inside = {part.area: part.people for part in found.districts}
        held = sum(inside[area] for area in found.core)
        assert held >= found.total / 2 - 1e-6
        assert held - min((inside[area] for area in found.core), default=0) <= found.total / 2 + 1e-6


def test_three_ways_to_one_mean_and_the_gaps_they_leave():
    """From 90 and 70 to a mean of 85: 10 points in all, to the far one alone or 5 to each."""
    found = equity(TWO, 85, Direction.UP)
    assert found is not None
    # Half of all are in each: the variance between is 10 points squared, that of all 80 * 20.
    assert found.today == {
        GapMeasure.DIFFERENCE: 20,
        GapMeasure.RATIO: pytest.approx(90 / 70),
        GapMeasure.BETWEEN_SHARE: pytest.approx(10**2 / (80 * 20)),
    }
    assert {
        outcome.lift: tuple(round(share, 6) for share in outcome.shares) for outcome in found.outcomes
    } == {
        Lift.CLOSEST: (90, 80),
        Lift.ALL_ALIKE: (95, 75),
        Lift.FURTHEST: (90, 80),
    }
    assert [round(outcome.gaps[GapMeasure.DIFFERENCE], 6) for outcome in found.outcomes] == [10, 20, 10]


def test_lifting_the_closest_first_leaves_the_furthest_behind():
    three = (District("a", 80, 100), District("b", 70, 100), District("c", 60, 100))
    found = equity(three, 75, Direction.UP)
    assert found is not None
    closest = next(outcome for outcome in found.outcomes if outcome.lift is Lift.CLOSEST)
    assert (closest.shares, closest.reached) == (pytest.approx((80, 75, 70)), True)


def test_one_district_has_no_gap():
    assert equity(TWO[:1], 85, Direction.UP) is None


@given(districts, st.floats(1, 99))
def test_lifting_the_furthest_never_leaves_a_wider_gap_than_lifting_all_alike(parts, level):
    found = equity(parts, level, Direction.UP)
    assert found is not None
    gaps = {outcome.lift: outcome.gaps[GapMeasure.DIFFERENCE] for outcome in found.outcomes}
    assert gaps[Lift.FURTHEST] <= gaps[Lift.ALL_ALIKE] + 1e-6


@given(districts, st.floats(1, 99))
def test_the_mirror_image_leaves_the_same_gaps(parts, level):
    up = equity(parts, level, Direction.UP)
    down = equity(
        [District(item.area, 100 - item.share, item.size) for item in parts], 100 - level, Direction.DOWN
    )
    assert up is not None
    assert down is not None
    assert [outcome.gaps[GapMeasure.DIFFERENCE] for outcome in down.outcomes] == pytest.approx(
        [outcome.gaps[GapMeasure.DIFFERENCE] for outcome in up.outcomes], abs=1e-6
    )


def test_the_groups_interval_carries_over_to_the_people():
    found = people(4, 2000, (), Direction.UP, interval=(1900, 2150))
    assert (found.total, found.lower, found.upper) == (80, 76, 86)


def test_a_standing_gives_a_slope_that_is_above_0_where_the_worst_off_have_it_worse():
    """Two halves at places 1/4 and 3/4 of the scale, 20 points apart: 40 points from end to end."""
    up = equity(TWO, 85, Direction.UP, standings={"near": 2, "far": 1})
    down = equity(TWO, 60, Direction.DOWN, standings={"near": 1, "far": 2})
    assert up is not None
    assert down is not None
    assert (up.today[GapMeasure.SLOPE], down.today[GapMeasure.SLOPE]) == pytest.approx((40, 40))


def test_the_slope_needs_a_standing_for_every_district():
    found = equity(TWO, 85, Direction.UP, standings={"near": 2})
    assert found is not None
    assert GapMeasure.SLOPE not in found.today


def test_a_ratio_over_nothing_and_a_variance_of_nobody_are_left_out():
    found = equity((District("a", 0, 10), District("b", 0, 10)), 0, Direction.DOWN)
    assert found is not None
    assert found.today == {GapMeasure.DIFFERENCE: 0}


def test_the_milestones_own_gap_target_is_held_against_each_way():
    target = GapTarget(measure=GapMeasure.DIFFERENCE, level=12, year=2030)
    found = equity(TWO, 85, Direction.UP, target=target)
    assert found is not None
    assert [(outcome.lift, outcome.meets_target) for outcome in found.outcomes] == [
        (Lift.CLOSEST, True),
        (Lift.ALL_ALIKE, False),
        (Lift.FURTHEST, True),
    ]


def test_a_gap_target_that_cannot_be_computed_is_neither_met_nor_missed():
    target = GapTarget(measure=GapMeasure.SLOPE, level=12, year=2030)
    found = equity(TWO, 85, Direction.UP, target=target)
    assert found is not None
    assert [outcome.meets_target for outcome in found.outcomes] == [None, None, None]


def test_districts_without_persons_do_not_count():
    found = equity((*TWO, District("empty", 0, 0)), 85, Direction.UP)
    assert found is not None
    assert found.today[GapMeasure.DIFFERENCE] == 20
    assert [len(outcome.shares) for outcome in found.outcomes] == [2, 2, 2]


@given(districts, st.floats(0, 100), st.sampled_from(Direction))
def test_every_way_that_reaches_has_the_mean_and_none_worsens_anybody(parts, level, wanted):
    found = equity(parts, level, wanted)
    assert found is not None
    sizes = [item.size for item in parts]
    for outcome in found.outcomes:
        moved = [
            (after - item.share) * wanted.sign for item, after in zip(parts, outcome.shares, strict=True)
        ]
        assert min(moved) >= -1e-6
        mean = sum(share * size for share, size in zip(outcome.shares, sizes, strict=True)) / sum(sizes)
        if outcome.reached and not found.passed:
            assert mean == pytest.approx(level, abs=1e-6)
        if found.passed:
            assert outcome.shares == pytest.approx([item.share for item in parts], abs=1e-6)
