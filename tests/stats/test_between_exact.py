"""Inequality with chance taken away where its distribution is known, and tests where all can be counted."""

from itertools import product

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import brentq

from fardplan.stats.between import (
    GINI,
    RANGE,
    SPREAD,
    THEIL,
    VARIANCE_SHARE,
    Counted,
    Estimated,
    inequality,
    inequality_change,
)
from fardplan.vocabulary.errors import InputError

AREAS = 12
ERROR = 2.0
EVEN = np.ones(AREAS)


def spread_about(truth: float) -> stats.rv_continuous:
    """n·spread²/error² where areas of the same size have errors of the same size: noncentral chi-square."""
    return stats.ncx2(AREAS - 1, max(AREAS * truth**2 / ERROR**2, 1e-12))


def mean_spread(truth: float) -> float:
    """The integral of the chance to be above."""
    above = spread_about(truth).sf
    return float(quad(lambda size: above(AREAS * size**2 / ERROR**2), 0, 40, limit=200)[0])


def values_of(spread: float) -> np.ndarray:
    pattern = np.cos(np.arange(AREAS) ** 2)
    pattern -= pattern.mean()
    return 50 + spread * pattern / pattern.std()


@pytest.mark.parametrize("confidence", [0.8, 0.95])
@pytest.mark.parametrize("raw", [3.0, 6.0])
def test_the_spread_of_figures_with_known_errors(raw, confidence):
    tail = (1 - confidence) / 2
    size = AREAS * raw**2 / ERROR**2
    value = brentq(lambda truth: mean_spread(truth) - raw, 0, 12)
    lower, upper = (
        brentq(lambda truth, share=share: spread_about(truth).sf(size) - share, 1e-6, 20)
        if spread_about(0).sf(size) < share
        else 0.0
        for share in (tail, 1 - tail)
    )
    found = inequality(
        Estimated(values_of(raw), np.full(AREAS, ERROR), EVEN),
        SPREAD,
        draws=20_000,
        seed=1,
        confidence=confidence,
    )
    assert (found.raw, found.value, found.upper) == pytest.approx((raw, value, upper), rel=0.01)
    assert found.lower == pytest.approx(lower, rel=0.03)
    assert found.by_chance == pytest.approx(mean_spread(0), rel=0.01)
    assert (found.measure, found.draws, found.seed) == ("standard deviation", 20_000, 1)


def test_less_spread_than_chance_would_give_is_none_with_the_upper_end_of_ordinary_chance():
    found = inequality(Estimated(values_of(0.3), np.full(AREAS, ERROR), EVEN), SPREAD, draws=20_000, seed=1)
    ordinary = AREAS * mean_spread(0) ** 2 / ERROR**2
    upper = brentq(lambda truth: spread_about(truth).cdf(ordinary) - 0.025, 1e-6, 20)
    assert (found.raw, found.value, found.lower) == (pytest.approx(0.3), 0.0, 0.0)
    assert found.upper == pytest.approx(upper, rel=0.02)


def test_figures_without_errors_are_what_they_are():
    for measure in (RANGE, SPREAD, GINI, THEIL):
        found = inequality(Estimated(values_of(5.0), np.zeros(AREAS), EVEN), measure, draws=99, seed=1)
        assert (found.value, found.lower, found.upper) == pytest.approx((found.raw,) * 3, rel=1e-6)
        assert found.by_chance == pytest.approx(0, abs=1e-9)


def test_what_chance_alone_spreads():
    """Counted: p(1-p)(k-1)/N. Estimated: the trace of weights about their mean times the errors' squares."""
    base = np.array([30, 80, 45, 60])
    counted = Counted([3, 20, 9, 10], base)
    mean = 42 / 215
    assert counted.noise**2 == pytest.approx(mean * (1 - mean) * 3 / 215)
    assert Counted([0, 0, 0, 0], base).noise ** 2 == pytest.approx(1e-9 * 3 / 215)
    errors, weights = np.array([1.0, 2.0, 0.5]), np.array([0.2, 0.3, 0.5])
    about = np.diag(weights) - np.outer(weights, weights)
    found = Estimated([1.0, 2.0, 3.0], errors, weights * 7)
    assert found.noise**2 == pytest.approx(np.trace(about @ np.diag(errors**2)))


def test_counts_are_drawn_as_persons_and_figures_as_their_errors():
    rng = np.random.default_rng(1)
    base, centre = np.array([10, 200]), np.array([0.3, 0.8])
    drawn = Counted([3, 160], base).draw(centre, 40_000, rng)
    assert drawn.mean(axis=0) == pytest.approx(centre, abs=0.005)
    assert drawn.var(axis=0) == pytest.approx(centre * (1 - centre) / base, rel=0.05)
    assert (drawn * base == np.rint(drawn * base)).all()
    figures = Estimated([10.0, 20.0], [1.0, 3.0], [1, 1])
    again = figures.draw(np.array([11.0, 22.0]), 40_000, rng)
    assert again.mean(axis=0) == pytest.approx([11, 22], abs=0.06)
    assert again.std(axis=0) == pytest.approx([1, 3], rel=0.03)
    beyond = np.array([-0.5, 0.4, 1.5])
    assert Counted([1, 1], [2, 2]).possible(beyond).tolist() == [0.0, 0.4, 1.0]
    assert figures.possible(beyond).tolist() == beyond.tolist()


@pytest.mark.parametrize(
    "measure", [RANGE, SPREAD, VARIANCE_SHARE, GINI, THEIL], ids=lambda measure: measure.name
)
def test_hardly_anyone_and_almost_everyone_have_an_answer_within_its_bounds(measure):
    for cases, base in (([1, 0, 0], [3, 4, 2]), ([3, 4, 1], [3, 4, 2]), ([0, 6, 0], [6, 6, 6])):
        found = inequality(Counted(cases, base), measure, draws=199, seed=1)
        assert 0 <= found.lower <= found.value <= found.upper <= measure.highest
        assert np.isfinite(found.upper)


def test_a_change_joins_both_years_and_is_tested_as_a_difference_of_two_spreads():
    before, after = (Estimated(values_of(spread), np.full(AREAS, ERROR), EVEN) for spread in (5.0, 3.8))
    found = inequality_change(before, after, SPREAD, draws=20_000, seed=3, confidence=0.8)
    old, new = (inequality(year, SPREAD, draws=20_000, seed=3, confidence=0.8) for year in (before, after))
    change = new.value - old.value
    assert (found.before, found.after, found.change) == (old.value, new.value, change)
    assert found.lower == pytest.approx(change - np.hypot(new.value - new.lower, old.upper - old.value))
    assert found.upper == pytest.approx(change + np.hypot(new.upper - new.value, old.value - old.lower))
    halfway = spread_about((old.value + new.value) / 2)
    rng = np.random.default_rng(9)
    one, two = (np.sqrt(halfway.rvs(40_000, random_state=rng) * ERROR**2 / AREAS) for _ in range(2))
    expected = np.mean(np.abs(two - one) >= 1.2)
    assert 0.1 < expected < 0.6
    assert found.p_chance == pytest.approx(expected, abs=0.015)
    assert (found.measure, found.draws, found.seed) == ("standard deviation", 20_000, 3)


@pytest.mark.parametrize(("measure", "relative"), [(SPREAD, False), (GINI, True)])
def test_the_p_value_of_areas_is_the_share_of_all_swaps(measure, relative):
    weights = np.array([1.0, 2.0, 1.0, 3.0, 1.0, 2.0])
    old, new = np.array([10.0, 14, 9, 20, 12, 17]), np.array([13.0, 15, 10.5, 19, 15, 22])
    parts = weights / weights.sum()
    means = [float(year @ parts) for year in (old, new)]
    first, second = (
        year / mean if relative else year - mean for year, mean in zip((old, new), means, strict=True)
    )
    changes = []
    for swap in product([False, True], repeat=6):
        years = [
            np.where(swap, b, a) * mean if relative else np.where(swap, b, a) + mean
            for (a, b), mean in zip(((first, second), (second, first)), means, strict=True)
        ]
        changes.append(float(measure.of(years[1], parts)) - float(measure.of(years[0], parts)))
    exact = np.mean(np.abs(changes) >= abs(changes[0]) - 1e-12)
    assert 0.1 < exact < 0.9
    sure = [Estimated(year, np.zeros(6), weights) for year in (old, new)]
    found = inequality_change(*sure, measure, draws=20_000, seed=2)
    assert found.p_areas == pytest.approx(exact, abs=0.015)
    assert found.p_chance == 1 / 20_001
    assert found.change == pytest.approx(changes[0], rel=1e-6)


def test_ninety_nine_draws_are_the_fewest():
    figures = Counted([1, 2], [9, 9])
    assert inequality(figures, SPREAD, draws=99, seed=1).draws == 99
    assert inequality(figures, SPREAD, seed=1).draws == 999
    assert inequality_change(figures, figures, SPREAD, seed=1).draws == 999
    for broken in (
        lambda: inequality(figures, SPREAD, draws=98, seed=1),
        lambda: inequality_change(figures, figures, SPREAD, draws=98, seed=1),
        lambda: Counted([[1, 2]], [[9, 9]]),
        lambda: Counted([1, 2], [9.5, 9]),
        lambda: Counted([1, 0, 0], [9, 0, 0]),
        lambda: Estimated([[1, 2]], [[1, 1]], [1, 1]),
        lambda: Estimated([1, 2], [1, np.inf], [1, 1]),
    ):
        with pytest.raises(InputError):
            broken()
