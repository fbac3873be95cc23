"""Three ways to one mean against slow twins that lift in small steps, and every gap each way leaves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.equity import Equity, Lift, Outcome, equity, gaps
from fardplan.roadmap.workbench.people import District
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.status import Direction

THREE = (District("a", 80, 100), District("b", 70, 300), District("c", 60, 100))
STANDINGS = {"a": 3.0, "b": 2.0, "c": 1.0}
towns = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 500)), min_size=2, max_size=6).map(
    lambda pairs: tuple(District(f"d{place}", share, size) for place, (share, size) in enumerate(pairs))
)


def by_lift(found: Equity | None) -> dict[Lift, Outcome]:
    assert found is not None
    return {outcome.lift: outcome for outcome in found.outcomes}


def mean(shares, districts) -> float:
    return float(np.average(shares, weights=[item.size for item in districts]))


def test_from_a_mean_of_70_to_one_of_74_three_ways():
    """20 persons of 500. The nearest below 74 is b, 4 points of 300; then c, 8 points of 100."""
    found = equity(THREE, 74, Direction.UP)
    assert found is not None
    assert (found.mean, found.passed, found.target) == (70.0, False, None)
    ways = by_lift(found)
    assert ways[Lift.CLOSEST].shares == pytest.approx((80, 74, 68))
    assert ways[Lift.ALL_ALIKE].shares == pytest.approx((84, 74, 64))
    assert ways[Lift.FURTHEST].shares == pytest.approx((80, 72.5, 72.5))
    assert [(way.reached, way.meets_target) for way in found.outcomes] == [(True, None)] * 3


@given(towns, st.integers(1, 100), st.sampled_from(Direction))
def test_each_way_reaches_the_mean_or_the_end_of_the_scale_and_lifts_nobody_down(districts, level, wanted):
    found = equity(districts, level, wanted)
    ways = by_lift(found)
    shares = np.array([item.share for item in districts], dtype=float)
    start = mean(shares, districts)
    assert found is not None
    assert found.mean == pytest.approx(start)
    assert found.passed == ((start - level) * wanted.sign >= -1e-9)
    for lift, way in ways.items():
        moved = (np.array(way.shares) - shares) * wanted.sign
        assert (moved >= -1e-9).all()
        assert (np.array(way.shares) >= -1e-9).all()
        assert (np.array(way.shares) <= 100 + 1e-9).all()
        now = mean(way.shares, districts)
        if found.passed:
            assert now == pytest.approx(start)
        else:
            assert way.reached
            assert now == pytest.approx(level, abs=1e-6)
        if lift is Lift.ALL_ALIKE:
            free = moved[np.abs(np.array(way.shares) - (100 if wanted is Direction.UP else 0)) > 1e-9]
            assert np.ptp(free) < 1e-6 if len(free) else True


@given(towns, st.integers(1, 100))
def test_the_closest_are_lifted_to_the_level_in_turn(districts, level):
    """One person at a time, in a twentieth: to whoever is nearest below the level."""
    shares = np.array([item.share for item in districts], dtype=float)
    sizes = np.array([item.size for item in districts], dtype=float)
    missing = (level - mean(shares, districts)) * sizes.sum()
    for place in sorted(range(len(districts)), key=lambda place: -shares[place]):
        while missing > 1e-9 and shares[place] < level - 1e-12:
            step = min(0.25, level - shares[place], missing / sizes[place])
            shares[place] += step
            missing -= step * sizes[place]
    assert by_lift(equity(districts, level, Direction.UP))[Lift.CLOSEST].shares == pytest.approx(
        tuple(shares)
    )


@given(towns, st.integers(1, 100))
def test_the_furthest_are_lifted_to_one_water_level(districts, level):
    """The lowest districts are levelled one after another, from the bottom."""
    shares = np.array([item.share for item in districts], dtype=float)
    sizes = np.array([item.size for item in districts], dtype=float)
    missing = max(0.0, (level - mean(shares, districts)) * sizes.sum())
    for step in [*np.unique(shares)[1:], 100.0]:
        low = shares < step
        lowest = shares[low].min() if low.any() else step
        needed = (step - lowest) * sizes[low].sum()
        if not low.any():
            break
        shares[low] += min(needed, missing) / sizes[low].sum()
        missing -= min(needed, missing)
    found = by_lift(equity(districts, level, Direction.UP))[Lift.FURTHEST].shares
    assert found == pytest.approx(tuple(shares), abs=1e-6)


def test_every_gap_of_three_districts_by_hand():
    """Slope: ranks .1, .5 and .9 from c to a; a line through 60, 70 and 80 rises 25 from end to end."""
    sizes = np.array([100.0, 300.0, 100.0])
    shares, standing = np.array([80.0, 70.0, 60.0]), np.array([3.0, 2.0, 1.0])
    expected = {
        GapMeasure.DIFFERENCE: 20.0,
        GapMeasure.RATIO: pytest.approx(80 / 60),
        GapMeasure.SLOPE: pytest.approx(25.0),
        GapMeasure.BETWEEN_SHARE: pytest.approx((2 * 100 * 0.1**2 / 500) / (0.7 * 0.3)),
    }
    assert gaps(shares, sizes, standing, Direction.UP) == expected
    assert gaps(shares, sizes, standing, Direction.DOWN) == expected | {
        GapMeasure.SLOPE: pytest.approx(-25.0)
    }
    assert gaps(shares, sizes, None, Direction.UP).keys() == expected.keys() - {GapMeasure.SLOPE}


@pytest.mark.parametrize(
    ("shares", "missing"),
    [
        ((0.0, 50.0), {GapMeasure.RATIO}),
        ((0.0, 0.0), {GapMeasure.RATIO, GapMeasure.SLOPE, GapMeasure.BETWEEN_SHARE}),
        ((100.0, 100.0), {GapMeasure.BETWEEN_SHARE}),
        ((0.5, 100.0), set()),
        ((0.2, 0.4), set()),
    ],
)
def test_a_gap_that_is_not_defined_is_left_out(shares, missing):
    found = gaps(np.array(shares), np.array([10.0, 10.0]), np.array([1.0, 2.0]), Direction.UP)
    assert set(GapMeasure) - set(found) == missing


def test_standings_order_the_districts_only_where_all_have_one_and_they_differ():
    slopes = [
        GapMeasure.SLOPE
        in (equity(THREE, 74, Direction.UP, standings=given) or Equity({}, 0, False, ())).today
        for given in (
            None,
            STANDINGS,
            {"a": 1.0, "b": 2.0},
            {"a": 1.0, "b": 1.0, "c": 1.0},
            {"a": 1.0, "b": 1.0, "c": 2.0},
        )
    ]
    assert slopes == [False, True, False, False, True]
    found = equity(THREE, 74, Direction.UP, standings=STANDINGS)
    assert found is not None
    assert found.today[GapMeasure.SLOPE] == pytest.approx(25.0)


def test_a_target_of_the_gap_is_met_at_its_level_and_not_told_where_the_gap_is_not_defined():
    """Lifting all alike leaves 20 points, the furthest 7.5, the closest 12."""

    def met(measure: GapMeasure, level: float) -> dict[Lift, bool | None]:
        target = GapTarget(measure=measure, level=level, year=2030)
        found = equity(THREE, 74, Direction.UP, target=target)
        assert found is not None
        assert found.target == target
        return {lift: way.meets_target for lift, way in by_lift(found).items()}

    points = GapMeasure.DIFFERENCE
    assert met(points, 20) == {Lift.CLOSEST: True, Lift.ALL_ALIKE: True, Lift.FURTHEST: True}
    assert met(points, 12) == {Lift.CLOSEST: True, Lift.ALL_ALIKE: False, Lift.FURTHEST: True}
    assert met(points, 7.4) == dict.fromkeys(Lift, False)
    assert met(GapMeasure.SLOPE, 7.4) == dict.fromkeys(Lift, None)


def test_districts_without_persons_count_nowhere_and_one_alone_has_no_gap():
    empty = District("empty", 5, 0)
    assert equity((*THREE, empty), 74, Direction.UP) == equity(THREE, 74, Direction.UP)
    assert equity((THREE[0], empty), 74, Direction.UP) is None
    assert equity(THREE[:2], 74, Direction.UP) is not None


def test_where_less_is_wanted_the_ways_are_mirrored():
    turned = [District(item.area, 100 - item.share, item.size) for item in THREE]
    found = by_lift(equity(turned, 26, Direction.DOWN))
    assert found[Lift.CLOSEST].shares == pytest.approx((20, 26, 32))
    assert found[Lift.ALL_ALIKE].shares == pytest.approx((16, 26, 36))
    assert found[Lift.FURTHEST].shares == pytest.approx((20, 27.5, 27.5))


@pytest.mark.parametrize(("level", "wanted"), [(100, Direction.UP), (0, Direction.DOWN)])
def test_at_the_end_of_the_scale_nothing_is_left_to_compare(level, wanted):
    sizes = [District("d0", 1.0, 1), District("d1", 0.7, 7), District("d2", 0.3, 3)]
    for way in by_lift(equity(sizes, level, wanted)).values():
        assert way.shares == (level,) * 3
        expected = {GapMeasure.DIFFERENCE: 0.0} | ({GapMeasure.RATIO: 1.0} if level else {})
        assert way.gaps == expected
