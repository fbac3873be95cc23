"""Inequality between areas: formulas by hand and by slow twins, chance taken away, changes tested."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

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
from fardplan.stats.inequality import (
    between_variance,
    gini,
    theil,
    theil_parts,
    value_range,
    variance_share,
)
from fardplan.stats.slope import ranks, slope_change, slope_index
from fardplan.vocabulary.errors import InputError

MEASURES = (RANGE, SPREAD, VARIANCE_SHARE, GINI, THEIL)
numbers = hnp.arrays(np.float64, 6, elements=st.integers(1, 90).map(float))
positive = hnp.arrays(np.float64, 6, elements=st.integers(1, 90).map(lambda n: n / 100))


# Formulas -----------------------------------------------------------------------------------------------


def test_three_areas_by_hand():
    """Values 10, 20, 50 with persons 2, 1, 1: mean 22.5."""
    x, w = [10.0, 20.0, 50.0], [2.0, 1.0, 1.0]
    assert value_range(x, w) == 40
    assert between_variance(x, w) == pytest.approx((2 * 12.5**2 + 2.5**2 + 27.5**2) / 4)
    pairs = 2 * (2 * 1 * 10 + 2 * 1 * 40 + 1 * 1 * 30) / 16
    assert gini(x, w) == pytest.approx(pairs / (2 * 22.5))
    r = np.array(x) / 22.5
    assert theil(x, w) == pytest.approx(
        (2 * r[0] * np.log(r[0]) + r[1] * np.log(r[1]) + r[2] * np.log(r[2])) / 4
    )
    assert variance_share([0.1, 0.3], [1, 1]) == pytest.approx(0.01 / (0.2 * 0.8))


def test_published_gini_and_theil_of_a_lorenz_curve():
    """Values 1 to 5 once each: Gini 4/15; Theil by its definition."""
    assert gini([1, 2, 3, 4, 5], np.ones(5)) == pytest.approx(4 / 15)
    assert theil([0, 0, 0, 1], np.ones(4)) == pytest.approx(np.log(4))
    assert gini([0, 0, 0, 1], np.ones(4)) == pytest.approx(3 / 4)


@given(numbers, numbers)
def test_gini_is_half_the_relative_mean_difference(x, w):
    share = w / w.sum()
    slow = sum(share[i] * share[j] * abs(x[i] - x[j]) for i in range(6) for j in range(6)) / (2 * (x @ share))
    assert gini(x, w) == pytest.approx(slow, abs=1e-12)


@given(numbers, numbers, st.floats(0.1, 20))
def test_relative_measures_do_not_know_the_unit_and_none_knows_the_order(x, w, scale):
    for measure in (gini, theil):
        assert measure(x * scale, w * 3) == pytest.approx(measure(x, w), abs=1e-9)
    for measure in (gini, theil, value_range, between_variance):
        assert measure(x[::-1], w[::-1]) == pytest.approx(measure(x, w), abs=1e-9)
        assert measure(np.full(6, 7.0), w) == pytest.approx(0, abs=1e-9)


@given(numbers, numbers, st.floats(0.05, 0.95))
def test_splitting_an_area_changes_nothing(x, w, part):
    split_x, split_w = np.append(x, x[2]), np.append(w, w[2] * part)
    split_w[2] *= 1 - part
    for measure in (gini, theil, value_range, between_variance):
        assert measure(split_x, split_w) == pytest.approx(measure(x, w), abs=1e-9)


@given(numbers, numbers, st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_theil_splits_into_between_and_within(x, w, division):
    found = theil_parts(x, w, division)
    assert found.between + sum(found.within.values()) == pytest.approx(found.total, abs=1e-9)
    assert found.total == pytest.approx(theil(x, w), abs=1e-9)
    names = sorted(set(division))
    inside = [np.array(division) == name for name in names]
    merged = theil([x[i] @ w[i] / w[i].sum() for i in inside], [w[i].sum() for i in inside])
    assert found.between == pytest.approx(merged, abs=1e-9)
    for name, i in zip(names, inside, strict=True):
        value_part = x[i] @ w[i] / (x @ w)
        assert found.within[name] == pytest.approx(value_part * theil(x[i], w[i]), abs=1e-9)


@pytest.mark.parametrize(
    ("measure", "x", "w"),
    [
        (gini, [0, 0], [1, 1]),
        (theil, [-1, 3], [1, 1]),
        (gini, [1, np.nan], [1, 1]),
        (value_range, [1, 2], [0, 0]),
        (between_variance, [1, 2], [1, -1]),
        (between_variance, [1, 2, 3], [1, 1]),
        (variance_share, [0, 0], [1, 1]),
        (variance_share, [0.5, 1.5], [1, 1]),
    ],
)
def test_an_undefined_measure_is_refused(measure, x, w):
    with pytest.raises(InputError):
        measure(x, w)


def test_parts_without_names_are_refused():
    with pytest.raises(InputError, match="names of parts"):
        theil_parts([1, 2], [1, 1], ["a"])


# Chance taken away --------------------------------------------------------------------------------------

TRUE = 1 / (1 + np.exp(-np.linspace(-2.6, -1.2, 14)))
BASE = np.array([30, 80, 45, 60, 120, 35, 90, 50, 70, 40, 110, 65, 55, 100])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_intervals_cover_the_true_inequality_of_small_districts(measure):
    rng = np.random.default_rng(2)
    real = float(measure.of(TRUE, BASE / BASE.sum()))
    found = [
        inequality(Counted(rng.binomial(BASE, TRUE), BASE), measure, draws=199, seed=n) for n in range(100)
    ]
    assert 88 <= sum(one.lower <= real <= one.upper for one in found) <= 100
    raw, value = np.mean([one.raw for one in found]), np.mean([one.value for one in found])
    assert abs(value - real) < 0.5 * abs(raw - real)


def test_even_districts_show_inequality_by_chance_alone():
    rng = np.random.default_rng(3)
    found = [
        inequality(Counted(rng.binomial(BASE, 0.15), BASE), SPREAD, draws=199, seed=n) for n in range(80)
    ]
    assert np.mean([one.lower == 0 for one in found]) > 0.92
    assert np.mean([one.raw for one in found]) == pytest.approx(
        np.mean([one.by_chance for one in found]), rel=0.1
    )


def test_figures_with_errors_of_their_own():
    rng = np.random.default_rng(4)
    real, errors = np.linspace(200, 300, 14), np.full(14, 15.0)
    truth = float(SPREAD.of(real, np.ones(14) / 14))
    found = [
        inequality(
            Estimated(real + errors * rng.standard_normal(14), errors, np.ones(14)), SPREAD, draws=199, seed=n
        )
        for n in range(80)
    ]
    assert sum(one.lower <= truth <= one.upper for one in found) >= 70
    sure = inequality(Estimated(real, np.zeros(14), np.ones(14)), GINI, draws=99, seed=1)
    assert (sure.lower, sure.value, sure.upper) == pytest.approx((sure.raw,) * 3, rel=1e-3)


def test_districts_all_alike_have_an_upper_end():
    found = inequality(Counted(BASE * 0, BASE), RANGE, draws=199, seed=1)
    assert (found.raw, found.value, found.lower) == (0, 0, 0)
    assert inequality(Counted(np.full(14, 10), np.full(14, 100)), SPREAD, draws=199, seed=1).upper > 0.01


def rejections(make, measure, times=120):
    found = [inequality_change(*make(), measure, draws=199, seed=n) for n in range(times)]
    return (
        np.mean([one.p_chance <= 0.05 for one in found]),
        np.mean([one.p_areas <= 0.05 for one in found]),
    )


@pytest.mark.parametrize("measure", [SPREAD, GINI], ids=lambda measure: measure.name)
def test_changes_of_inequality_hold_their_size_and_are_found(measure):
    rng = np.random.default_rng(5)
    base = BASE * 10
    closing = TRUE.mean() + 0.4 * (TRUE - TRUE.mean())

    def still():
        return [Counted(rng.binomial(base, TRUE), base) for _ in range(2)]

    def closed():
        return Counted(rng.binomial(base, TRUE), base), Counted(rng.binomial(base, closing), base)

    assert max(rejections(still, measure)) <= 0.1
    assert min(rejections(closed, measure, 40)) >= 0.8


@given(st.integers(0, 99))
def test_a_year_compared_with_itself_has_not_changed(seed):
    figures = Counted(np.array([3, 9, 4, 8]), np.array([30, 40, 50, 60]))
    found = inequality_change(figures, figures, SPREAD, draws=99, seed=seed)
    assert found.lower < 0 < found.upper
    assert abs(found.change) < 0.03
    assert found.p_areas == 1.0


def test_counts_and_figures_that_cannot_be_are_refused():
    for cases, base in (
        ([1, 2], [3]),
        ([4, 1], [3, 3]),
        ([0.5, 1], [3, 3]),
        ([1, 0], [3, 0]),
        ([-1, 1], [3, 3]),
    ):
        with pytest.raises(InputError):
            Counted(cases, base)
    for values, errors in (([1, 2], [1]), ([1.0], [1.0]), ([1, 2], [1, -1]), ([1, 2], [1, np.nan])):
        with pytest.raises(InputError):
            Estimated(values, errors, np.ones(len(values)))
    one, two = Counted([1, 2], [9, 9]), Counted([1, 2, 3], [9, 9, 9])
    with pytest.raises(InputError, match="cannot be paired"):
        inequality_change(one, two, SPREAD, seed=1)
    with pytest.raises(InputError, match="too few"):
        inequality(one, SPREAD, draws=5, seed=1)


# Slope --------------------------------------------------------------------------------------------------


def test_slope_of_three_areas_by_hand():
    """Persons 100, 200, 100 from worst-off: middles .125, .5, .875; shares .30, .20, .10 fall on a line."""
    found = slope_index([30, 40, 10], [100, 200, 100], [1, 2, 3])
    assert ranks(np.array([100.0, 200, 100]), np.array([1.0, 2, 3])) == pytest.approx([0.125, 0.5, 0.875])
    slope = (0.10 - 0.30) / 0.75
    assert (found.slope, found.mean) == pytest.approx((slope, 0.2))
    assert found.ratio == pytest.approx((0.2 + slope / 2) / (0.2 - slope / 2))
    assert found.detectable


def test_slope_is_weighted_least_squares():
    cases, base, standing = (
        np.array([9, 20, 4, 30]),
        np.array([40, 90, 30, 200]),
        np.array([3.0, 1.0, 4.0, 2.0]),
    )
    place = ranks(base.astype(float), standing)
    slope = np.polyfit(place, cases / base, 1, w=np.sqrt(base))[0]
    assert slope_index(cases, base, standing).slope == pytest.approx(slope)


@given(numbers, st.permutations(range(6)))
def test_slope_mirrors_with_the_standing_and_with_the_outcome(base, order):
    cases = np.floor(base * np.linspace(0.2, 0.7, 6))
    if cases.sum() == 0 or (cases == base).all():
        return
    standing = np.array(order, dtype=float)
    plain = slope_index(cases, base, standing)
    turned, other = slope_index(cases, base, -standing), slope_index(base - cases, base, standing)
    assert (turned.slope, turned.lower, turned.upper) == pytest.approx(
        (-plain.slope, -plain.upper, -plain.lower)
    )
    assert (other.slope, other.lower) == pytest.approx((-plain.slope, -plain.upper))


def test_ties_share_a_rank_and_empty_areas_do_not_count():
    found = slope_index([3, 4, 9, 0], [10, 20, 30, 0], [1, 1, 2, 9])
    assert found.slope == pytest.approx(slope_index([7, 9], [30, 30], [1, 2]).slope)


def test_slopes_cover_and_changes_hold_their_size():
    rng = np.random.default_rng(6)
    standing = np.arange(14.0)
    real = slope_index(TRUE * BASE, BASE, standing)
    covered = 0
    p_areas, chance = [], []
    for n in range(300):
        one, two = rng.binomial(BASE, TRUE), rng.binomial(BASE, TRUE)
        found = slope_index(one, BASE, standing)
        covered += (
            found.lower <= real.slope <= found.upper and found.ratio_lower <= real.ratio <= found.ratio_upper
        )
        if n < 120:
            change = slope_change((one, BASE), (two, BASE), standing, draws=199, seed=n)
            p_areas.append(change.p_areas <= 0.05)
            chance.append(not change.lower <= 0 <= change.upper)
    assert 0.91 <= covered / 300 <= 0.99
    assert np.mean(p_areas) <= 0.1
    assert np.mean(chance) <= 0.1


def test_slopes_that_cannot_be_told_are_refused():
    with pytest.raises(InputError, match="two different standings"):
        slope_index([1, 2], [9, 9], [1, 1])
    with pytest.raises(InputError, match="differ in shape"):
        slope_index([1, 2], [9, 9], [1, 2, 3])
    with pytest.raises(InputError, match="more than the persons"):
        slope_index([10, 2], [9, 9], [1, 2])
    with pytest.raises(InputError, match="finite"):
        slope_index([1, 2], [9, 9], [1, np.nan])
    with pytest.raises(InputError, match="no cases"):
        slope_index([0, 0], [9, 9], [1, 2])
    with pytest.raises(InputError, match="cannot be paired"):
        slope_change(([1, 2, 1], [9, 9, 9]), ([1, 2, 0], [9, 9, 0]), [1, 2, 3], seed=1)
    with pytest.raises(InputError, match="too few"):
        slope_change(([1, 2], [9, 9]), ([1, 2], [9, 9]), [1, 2], draws=9, seed=1)
