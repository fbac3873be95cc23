"""Changes of inequality between years of unlike precision, in counts, and from the same seed."""

from itertools import product

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad

from fardplan.stats.between import GINI, SPREAD, Counted, Estimated, inequality, inequality_change

AREAS = 12


def spread_about(truth: float, error: float) -> stats.rv_continuous:
    """areas·spread²/error² where areas of one size have errors of one size: noncentral chi-square."""
    return stats.ncx2(AREAS - 1, AREAS * truth**2 / error**2)


def mean_spread(truth: float, error: float) -> float:
    above = spread_about(truth, error).sf
    return float(quad(lambda size: above(AREAS * size**2 / error**2), 0, 40, limit=200)[0])


def year(spread: float, error: float) -> Estimated:
    pattern = np.cos(np.arange(AREAS) ** 2)
    pattern -= pattern.mean()
    return Estimated(50 + spread * pattern / pattern.std(), np.full(AREAS, error), np.ones(AREAS))


@pytest.mark.parametrize(("before", "after"), [((3.0, 1.0), (4.2, 3.0)), ((4.5, 3.0), (2.4, 1.0))])
def test_what_chance_adds_to_the_less_precise_year_is_no_change(before, after):
    years = [year(*before), year(*after)]
    found = inequality_change(*years, SPREAD, draws=20_000, seed=3)
    common = (found.before + found.after) / 2
    added = mean_spread(common, after[1]) - mean_spread(common, before[1])
    seen = after[0] - before[0] - added
    rng = np.random.default_rng(9)
    old, new = (
        np.sqrt(spread_about(common, error).rvs(40_000, random_state=rng) * error**2 / AREAS)
        for _, error in (before, after)
    )
    expected = np.mean(np.abs((new - new.mean()) - (old - old.mean())) >= abs(seen))
    assert 0.05 < expected < 0.95
    assert found.p_chance == pytest.approx(expected, abs=0.02)


def test_shares_are_swapped_as_times_the_mean_and_stay_shares():
    base = np.full(5, 1e9)
    old, new = np.array([0.10, 0.14, 0.09, 0.20, 0.12]), np.array([0.16, 0.15, 0.13, 0.19, 0.15])
    means = [old.mean(), new.mean()]
    changes = []
    for swap in product([False, True], repeat=5):
        first = np.where(swap, new / means[1], old / means[0]) * means[0]
        second = np.where(swap, old / means[0], new / means[1]) * means[1]
        changes.append(float(GINI.of(second, base)) - float(GINI.of(first, base)))
    exact = np.mean(np.abs(changes) >= abs(changes[0]) - 1e-9)
    assert 0.05 < exact < 0.7
    found = inequality_change(
        Counted(old * base, base), Counted(new * base, base), GINI, draws=20_000, seed=2
    )
    # The swap that is the change itself lies on the edge, where persons' chance decides.
    edge = np.mean(np.abs(np.abs(changes) - abs(changes[0])) < 1e-9)
    assert exact - edge - 0.015 < found.p_areas < exact + 0.015


def test_a_seed_gives_the_same_change_again():
    years = [year(3.0, 2.0), year(4.0, 2.0)]
    found = [inequality_change(*years, SPREAD, draws=199, seed=seed) for seed in (1, 1, 2)]
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_an_area_with_one_person_counts():
    figures = Counted([1, 0], [1, 5])
    assert (figures.lived.tolist(), figures.values.tolist()) == ([True, True], [1.0, 0.0])
    assert inequality(figures, SPREAD, draws=99, seed=1).raw == pytest.approx(np.sqrt(5 / 36))
