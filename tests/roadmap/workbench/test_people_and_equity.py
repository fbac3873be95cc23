"""People and equity, with the arithmetic in view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.equity import Gap, Lift, equity
from fardplan.roadmap.workbench.people import District, DistrictPeople, People, people
from fardplan.vocabulary.errors import InputError
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
    assert found.today == Gap(20, pytest.approx(90 / 70), 10)
    assert {
        outcome.lift: tuple(round(share, 6) for share in outcome.shares) for outcome in found.outcomes
    } == {
        Lift.CLOSEST: (90, 80),
        Lift.ALL_ALIKE: (95, 75),
        Lift.FURTHEST: (90, 80),
    }
    assert [round(outcome.gap.absolute, 6) for outcome in found.outcomes] == [10, 20, 10]


def test_lifting_the_closest_first_leaves_the_furthest_behind():
    three = (District("a", 80, 100), District("b", 70, 100), District("c", 60, 100))
    found = equity(three, 75, Direction.UP)
    assert found is not None
    closest = next(outcome for outcome in found.outcomes if outcome.lift is Lift.CLOSEST)
    assert (closest.shares, closest.reached) == ((80, 75, 60), False) or closest.reached


def test_one_district_has_no_gap():
    assert equity(TWO[:1], 85, Direction.UP) is None


@given(districts, st.floats(1, 99))
def test_lifting_the_furthest_never_leaves_a_wider_gap_than_lifting_all_alike(parts, level):
    found = equity(parts, level, Direction.UP)
    assert found is not None
    gaps = {outcome.lift: outcome.gap.absolute for outcome in found.outcomes}
    assert gaps[Lift.FURTHEST] <= gaps[Lift.ALL_ALIKE] + 1e-6


@given(districts, st.floats(1, 99))
def test_the_mirror_image_leaves_the_same_gaps(parts, level):
    up = equity(parts, level, Direction.UP)
    down = equity(
        [District(item.area, 100 - item.share, item.size) for item in parts], 100 - level, Direction.DOWN
    )
    assert up is not None
    assert down is not None
    assert [outcome.gap.absolute for outcome in down.outcomes] == pytest.approx(
        [outcome.gap.absolute for outcome in up.outcomes], abs=1e-6
    )
