"""The whole slope index and its change: lines fitted by numpy, permuted in full."""

from itertools import permutations
from math import inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fardplan.stats.slope import SlopeChange, SlopeIndex, ranks, slope_change, slope_index
from fardplan.vocabulary.errors import InputError

tables = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=5, max_size=5)
confidences = st.sampled_from([0.8, 0.95])
STANDING = np.array([3.0, 1.0, 2.0, 2.0, 5.0])


def counts(table: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    cases, base = np.array(table, dtype=float).T
    return np.minimum(cases, base), base


def places(base: np.ndarray) -> np.ndarray:
    """The middle of each area's persons, counted one by one, those of equal standing together."""
    queue = np.repeat(STANDING, base.astype(int))
    below = np.array([(queue < standing).sum() for standing in STANDING])
    alike = np.array([(queue == standing).sum() for standing in STANDING])
    return (below + alike / 2) / len(queue)


def line(shares: np.ndarray, base: np.ndarray) -> tuple[float, float]:
    """The fitted share at the worst-off and at the best-off end."""
    slope, start = np.polyfit(places(base), shares, 1, w=np.sqrt(base))
    return float(start), float(start + slope)


def reach(measure, shares: np.ndarray, cases: np.ndarray, base: np.ndarray) -> float:
    """The standard error of a measure of the shares, a small step to either side of each."""
    more = (cases + 2) / (base + 4)
    steps = np.eye(len(shares)) * 1e-5
    slopes = np.array([(measure(shares + step) - measure(shares - step)) / 2e-5 for step in steps])
    return float(np.sqrt((slopes**2 * more * (1 - more) / (base + 4)).sum()))


def as_ratio(relative: float) -> float:
    worst, best = 1 - relative / 2, 1 + relative / 2
    return inf if worst <= 0 else max(0.0, best / worst)


@given(tables, confidences)
def test_the_slope_and_its_ratio_with_their_intervals(table, confidence):
    cases, base = counts(table)
    assume(cases.sum() > 0)
    shares = cases / base

    def slope(given):
        worst, best = line(given, base)
        return best - worst

    def relative(given):
        return slope(given) / np.average(given, weights=base)

    z = stats.norm.ppf((1 + confidence) / 2)
    half, relative_half = z * reach(slope, shares, cases, base), z * reach(relative, shares, cases, base)
    middle = relative(shares)
    # At a ratio of infinity a last digit decides; those are tried by hand below.
    assume(all(abs(end - 2) > 1e-4 for end in (middle, middle - relative_half, middle + relative_half)))
    ratios = [as_ratio(end) for end in (middle, middle - relative_half, middle + relative_half)]
    assert slope_index(cases, base, STANDING, confidence=confidence) == SlopeIndex(
        pytest.approx(slope(shares), abs=1e-9),
        pytest.approx(slope(shares) - half, abs=1e-6),
        pytest.approx(slope(shares) + half, abs=1e-6),
        *(pytest.approx(ratio, rel=1e-3, abs=1e-5) for ratio in ratios),
        pytest.approx(cases.sum() / base.sum()),
    )


def test_a_line_that_meets_nothing_at_the_worst_off_end_has_no_ratio():
    assert slope_index([25, 75], [100, 100], [1, 2]).ratio == inf
    assert slope_index([0, 10], [10, 10], [1, 2]).ratio == inf
    assert slope_index([75, 25], [100, 100], [1, 2]).ratio == 0.0
    assert slope_index([10, 0], [10, 10], [1, 2]).ratio == 0.0


def test_a_slope_is_detectable_when_its_ends_lie_on_one_side_of_nothing():
    sides = [(0.1, 0.3), (-0.3, -0.1), (0.0, 0.3), (-0.3, 0.0), (-0.1, 0.1)]
    found = [SlopeIndex(0.0, lower, upper, 1, 1, 1, 0.5).detectable for lower, upper in sides]
    assert found == [True, True, False, False, False]


@given(tables)
def test_ranks_are_where_the_persons_stand(table):
    _, base = counts(table)
    assert ranks(base, STANDING) == pytest.approx(places(base))


@given(tables, tables, confidences)
def test_a_change_of_slope_and_its_interval(first, second, confidence):
    years = [counts(first), counts(second)]
    slopes, variances = [], []
    for cases, base in years:

        def slope(given, base=base):
            worst, best = line(given, base)
            return best - worst

        slopes.append(slope(cases / base))
        variances.append(reach(slope, cases / base, cases, base) ** 2)
    half = stats.norm.ppf((1 + confidence) / 2) * np.sqrt(sum(variances))
    change = slopes[1] - slopes[0]
    found = slope_change(*years, STANDING, draws=99, seed=4, confidence=confidence)
    assert (found.change, found.lower, found.upper) == pytest.approx(
        (change, change - half, change + half), abs=1e-6
    )
    assert (found.draws, found.seed) == (99, 4)


def test_the_p_value_of_areas_is_the_share_of_all_their_permutations():
    before = (np.array([100, 2, 18, 3, 9.0]), np.array([400, 9, 60, 12, 50.0]))
    after = (np.array([9, 30, 20, 31, 12.0]), np.array([50, 80, 60, 110, 50.0]))
    moved = after[0] / after[1] - before[0] / before[1]
    pull = np.zeros(5)
    for _, base in (before, after):
        unit = [line(row, base) for row in np.eye(5)]
        pull += [(best - worst) / 2 for worst, best in unit]
    everyone = np.array([pull @ np.array(order) for order in permutations(moved)])
    exact = np.mean(np.abs(everyone) >= abs(pull @ moved) - 1e-12)
    assert 0.1 < exact < 0.8
    assert slope_change(before, after, STANDING, draws=20_000, seed=1).p_areas == pytest.approx(
        exact, abs=0.015
    )


def test_the_least_and_the_greatest_p_value():
    standing, base = np.arange(14.0), np.full(14, 1000.0)
    level, steep = np.full(14, 500.0), 500 + 20 * standing
    found = slope_change((level, base), (steep, base), standing, seed=1)
    assert (found.p_areas, found.draws) == (1 / 2000, 1999)
    alike = slope_change((level, base), (level + 50, base), standing, draws=99, seed=1)
    assert alike == SlopeChange(pytest.approx(0, abs=1e-12), alike.lower, alike.upper, 1.0, 99, 1)


def test_areas_with_nobody_count_nowhere_and_every_odd_count_is_refused():
    lived = slope_index([5, 3], [50, 20], [1, 2])
    assert slope_index([5, 0, 3], [50, 0, 20], [1, 3, 2]) == lived
    assert slope_index([5, 3], [50, 20], [7, 9]) == lived
    assert slope_index([0, 1], [1, 1], [1, 2]).mean == 0.5
    for cases, base, standing in (
        ([-1, 1], [2, 2], [1, 2]),
        ([3, 1], [2, 2], [1, 2]),
        ([1, 1], [np.inf, 2], [1, 2]),
        ([np.nan, 1], [2, 2], [1, 2]),
        ([1, 1], [2, 2], [1, np.inf]),
        ([[1, 1]], [[2, 2]], [[1, 2]]),
        ([1, 0], [2, 0], [1, 2]),
        ([1, 1], [2, 2, 2], [1, 2, 3]),
    ):
        with pytest.raises(InputError):
            slope_index(cases, base, standing)
    with pytest.raises(InputError):
        slope_change(([1, 2], [9, 9]), ([1, 2], [9, 9]), [1, 2], draws=98, seed=1)


def test_a_seed_gives_the_same_again_and_numbers_of_any_width_are_computed_as_wide_ones():
    years = [
        (np.array([20, 250, 9, 30, 8], dtype=np.uint8), np.array([254, 255, 90, 40, 50], dtype=np.uint8))
    ] * 2
    wide = [tuple(given.astype(float) for given in year) for year in years]
    assert slope_index(*years[0], STANDING) == slope_index(*wide[0], STANDING)
    other = (np.array([25, 200, 19, 20, 9]), np.array([254, 255, 90, 40, 50]))
    found = [slope_change(wide[0], other, STANDING, draws=999, seed=seed) for seed in (1, 1, 2)]
    assert found[0] == found[1]
    assert found[0].p_areas != found[2].p_areas
