"""What chance shows: drawn cities, corrections against the truth, and tests that hold their size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import chisquare

from fardplan.stats.segregation import (
    GINI,
    ISOLATION,
    D,
    H,
    M,
    SegregationInputError,
    against_chance,
    change_by_areas,
    change_by_persons,
    corrected_dissimilarity,
    corrected_entropy_index,
    corrected_isolation,
    corrected_mutual_information,
    dissimilarity,
    entropy_index,
    gini_segregation,
    interval_by_areas,
    interval_by_persons,
    isolation,
    mutual_information,
)
from fardplan.stats.segregation import draws as drawing
from fardplan.stats.segregation.chance import shrunk
from fardplan.stats.segregation.inference import swapped_sums

INDICES = (D, M, H, ISOLATION, GINI)
pairs = hnp.arrays(
    np.float64, st.tuples(st.integers(3, 12), st.just(2)), elements=st.integers(1, 60).map(float)
)


def city(rng: np.random.Generator, areas: int, size: int, unevenness: float = 1.0) -> np.ndarray:
    """Whole persons of two groups whose true shares of the areas lie `unevenness` times as far apart."""
    residents = rng.integers(size // 2, size * 3 // 2, areas)
    share = rng.beta(2, 6, areas)
    group, others = residents * share, residents * (1 - share)
    return drawn_city(rng, shrunk(np.column_stack([group, others]), unevenness))


def drawn_city(rng: np.random.Generator, expected: np.ndarray) -> np.ndarray:
    return np.column_stack(
        [rng.multinomial(int(column.sum()), column / column.sum()) for column in expected.T]
    ).astype(float)


# Many at once is the same as one by one -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("index", "plain"),
    [
        (D, lambda table: dissimilarity(*table.T)),
        (GINI, lambda table: gini_segregation(*table.T)),
        (ISOLATION, lambda table: isolation(*table.T)),
        (M, mutual_information),
        (H, entropy_index),
    ],
    ids=lambda found: getattr(found, "name", ""),
)
@given(table=pairs, seed=st.integers(0, 9999))
def test_an_index_of_many_draws_is_the_index_of_each(index, plain, table, seed):
    weights = drawing.areas(len(table), 9, np.random.default_rng(seed))
    one_by_one = [plain(np.repeat(table, times, axis=0)) for times in weights]
    assert index.of_weights(table, weights) == pytest.approx(one_by_one, abs=1e-12)
    assert index.of(table) == pytest.approx(plain(table), abs=1e-12)
    assert index.parts(table).sum() == pytest.approx(plain(table), abs=1e-9)


@given(pairs, st.integers(0, 9999))
def test_areas_that_surely_keep_their_side_may_be_summed_before_persons_are_drawn(table, seed):
    """One more area apart from the rest: with thousands of residents its side is sure."""
    table = np.vstack([table * 20, [5000.0, 20.0], [4000.0, 30.0]])
    smaller = D.enough_for_persons(table)
    assert smaller.sum(axis=0) == pytest.approx(table.sum(axis=0))
    assert len(smaller) <= len(table) + 2
    assert D.of(smaller) == pytest.approx(D.of(table), abs=1e-12)


def test_summing_the_sure_areas_leaves_the_distribution_of_d_alone():
    rng = np.random.default_rng(4)
    table = city(rng, 60, 900)
    smaller = D.enough_for_persons(table)
    assert len(smaller) < 50
    whole = np.concatenate([D.of_counts(block) for block in drawing.persons(table, 4000, rng)])
    quick = drawing.values_of_persons(D, table, 4000, rng)
    assert quick.mean() == pytest.approx(whole.mean(), abs=4 * whole.std() / np.sqrt(2000))
    assert quick.std() == pytest.approx(whole.std(), rel=0.06)


# Draws --------------------------------------------------------------------------------------------------


def test_areas_are_drawn_with_replacement_exactly():
    """Seven areas: the number of times one comes up is binomial (7, 1/7), as every row sums to seven."""
    weights = drawing.areas(7, 40_000, np.random.default_rng(1))
    assert (weights.sum(axis=1) == 7).all()
    seen = np.bincount(weights[:, 3], minlength=8)
    chances = np.array([1, 7, 21, 35, 35, 21, 7, 1]) * (1 / 7) ** np.arange(8) * (6 / 7) ** (7 - np.arange(8))
    merged = np.append(seen[:4], seen[4:].sum()), np.append(chances[:4], chances[4:].sum())
    assert chisquare(merged[0], merged[1] * 40_000).pvalue > 0.001


def test_many_areas_are_drawn_with_replacement_exactly():
    weights = drawing.areas(900, 2_000, np.random.default_rng(2))
    assert (weights.sum(axis=1) == 900).all()
    seen = np.bincount(weights.ravel(), minlength=12)[:12]
    chances = np.array([0.36767527, 0.36808425, 0.18404212, 0.06128026, 0.01528596])
    expected = np.append(chances, 1 - chances.sum()) * weights.size
    assert chisquare(np.append(seen[:5], seen[5:].sum()), expected).pvalue > 0.001
    one, other = weights[:, 0].astype(float), weights[:, 899].astype(float)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.08


def test_drawn_persons_keep_the_groups_and_spread_as_seen_or_as_everybody():
    table = np.array([[90.0, 10.0], [10.0, 290.0]])
    rng = np.random.default_rng(3)
    as_seen = np.stack(next(drawing.persons(table, 3000, rng)))
    anywhere = np.stack(next(drawing.systematic(table, 3000, rng)))
    assert (as_seen.sum(axis=1) == [[100], [300]]).all()
    assert (anywhere.sum(axis=1) == [[100], [300]]).all()
    assert pytest.approx(table, abs=0.5) == as_seen.mean(axis=2).T
    assert pytest.approx(np.array([[25.0, 75.0], [75.0, 225.0]]), abs=0.6) == anywhere.mean(axis=2).T


def test_a_group_whose_expected_persons_are_a_hair_below_a_whole_number_loses_nobody():
    table = np.array([[46.4, 100.0], [47.8, 100.0], [5.8, 200.0]])
    assert table[:, 0].sum() < 100
    drawn = next(drawing.persons(table, 99, np.random.default_rng(3)))
    assert (drawn[0].sum(axis=0) == 100).all()


@pytest.mark.parametrize(
    ("index", "plain"),
    [
        (D, lambda table: dissimilarity(*table.T)),
        (GINI, lambda table: gini_segregation(*table.T)),
        (ISOLATION, lambda table: isolation(*table.T)),
        (M, mutual_information),
        (H, entropy_index),
    ],
    ids=lambda found: getattr(found, "name", ""),
)
@given(table=pairs, seed=st.integers(0, 9999))
def test_an_index_of_drawn_persons_is_the_index_of_each_drawn_city(index, plain, table, seed):
    drawn = next(drawing.systematic(table + 9, 7, np.random.default_rng(seed)))
    cities = np.stack(drawn, axis=-1).swapaxes(0, 1).astype(float)
    assert index.of_counts(drawn) == pytest.approx([plain(city) for city in cities], abs=1e-12)


def test_swapped_signs_are_all_signs_alike():
    """Three parts have eight sums, each an eighth of the time; more than eight parts fill more bytes."""
    sums = swapped_sums(np.array([1.0, 2.0, 4.0]), 16_000, np.random.default_rng(5))
    assert set(np.unique(sums)) == {-7.0, -5.0, -3.0, -1.0, 1.0, 3.0, 5.0, 7.0}
    assert chisquare(np.unique(sums, return_counts=True)[1]).pvalue > 0.001
    many = swapped_sums(np.ones(100), 20_000, np.random.default_rng(6))
    assert (many.mean(), many.var()) == (pytest.approx(0, abs=0.3), pytest.approx(100, rel=0.05))


# Corrections --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unevenness", "size"), [(0.0, 40), (0.5, 40), (1.0, 40), (0.0, 300), (0.5, 300)])
def test_corrected_indices_find_what_lies_behind_small_counts(unevenness, size):
    """Mean over eighty cities of a hundred areas: the raw D is off by .09 and more at forty residents."""
    rng = np.random.default_rng(7)
    residents = rng.integers(size // 2, size * 3 // 2, 100)
    share = rng.beta(2, 6, 100)
    expected = shrunk(np.column_stack([residents * share, residents * (1 - share)]), unevenness)
    truth = {
        "D": dissimilarity(*expected.T),
        "M": mutual_information(expected),
        "H": entropy_index(expected),
        "isolation": isolation(*expected.T),
    }
    cities = [drawn_city(rng, expected) for _ in range(80)]
    found = {
        "D": np.mean([corrected_dissimilarity(*table.T).value for table in cities]),
        "M": np.mean([corrected_mutual_information(table).value for table in cities]),
        "H": np.mean([corrected_entropy_index(table).value for table in cities]),
        "isolation": np.mean([corrected_isolation(*table.T).value for table in cities]),
    }
    slack = 0.05 if size == 40 and unevenness == 0 else 0.02
    assert found == {
        "D": pytest.approx(truth["D"], abs=slack),
        "M": pytest.approx(truth["M"], abs=0.003),
        "H": pytest.approx(truth["H"], abs=0.005),
        "isolation": pytest.approx(truth["isolation"], abs=0.01),
    }


def test_what_chance_shows_is_what_systematic_draws_show():
    table = city(np.random.default_rng(8), 120, 60)
    rng = np.random.default_rng(9)
    assert corrected_dissimilarity(*table.T).by_chance == pytest.approx(
        drawing.values_of_systematic(D, table, 500, rng).mean(), rel=0.03
    )
    assert corrected_mutual_information(table).by_chance == pytest.approx(
        drawing.values_of_systematic(M, table, 500, rng).mean(), rel=0.05
    )
    assert corrected_isolation(*table.T).by_chance == pytest.approx(
        drawing.values_of_systematic(ISOLATION, table, 500, rng).mean(), rel=0.01
    )


@given(pairs)
def test_a_correction_never_adds_and_never_turns_the_sign_of_d(table):
    found = corrected_dissimilarity(*table.T)
    assert 0 <= found.value <= found.raw + 1e-12
    m = corrected_mutual_information(table)
    assert m.value == pytest.approx(m.raw - m.by_chance)


# Tests --------------------------------------------------------------------------------------------------


def test_p_values_count_the_observed_city_among_the_draws():
    table = city(np.random.default_rng(10), 60, 400)
    found = against_chance(table, draws=199, seed=1)
    assert (found.p, found.draws, found.index) == (1 / 200, 199, "D")
    assert found.by_chance < found.limit < found.observed == pytest.approx(dissimilarity(*table.T))
    even = against_chance(np.full((50, 2), 20.0), draws=199, seed=1)
    assert even.p == 1.0


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    before, after = city(np.random.default_rng(11), 60, 400), city(np.random.default_rng(12), 60, 400)
    for test in (change_by_persons, change_by_areas):
        assert test(before, after, draws=199, seed=5) == test(before, after, draws=199, seed=5)
    assert interval_by_persons(before, H, draws=199, seed=5) == interval_by_persons(
        before, H, draws=199, seed=5
    )
    assert interval_by_areas(before, H, draws=199, seed=5) != interval_by_areas(before, H, draws=199, seed=6)


def rejections(test, make, *, index=D, times=120):
    return sum(test(*make(), index, draws=199, seed=n).p <= 0.05 for n in range(times)) / times


def two_times(rng, unevenness=1.0, growth=1.0, clump=1):
    share, residents = rng.beta(2, 6, 100), rng.integers(200, 600, 100)
    base = np.column_stack([residents * share, residents * (1 - share)])

    def make():
        tables = (base / clump, shrunk(base, unevenness) / clump * [growth, 1.0])
        return [drawn_city(rng, table) * clump for table in tables]

    return make


@pytest.mark.parametrize("index", [D, H], ids=lambda index: index.name)
def test_two_period_tests_hold_their_size_and_find_a_fall(index):
    """Of 120 tests at 5 % level a right one rejects 12 or more with probability 0.02.

    Over 400 pairs of years of this city the weakest, D by areas, finds 93 to 95 %; below 85 % of 120 would be
    more than three standard deviations below.
    """
    for test in (change_by_persons, change_by_areas):
        assert rejections(test, two_times(np.random.default_rng(13)), index=index) <= 0.1
        assert rejections(test, two_times(np.random.default_rng(14), 0.9), index=index) >= 0.85


def test_a_group_that_grows_is_no_change_of_d():
    for test in (change_by_persons, change_by_areas):
        assert rejections(test, two_times(np.random.default_rng(15), growth=2.0)) <= 0.1


def test_persons_who_move_together_pass_for_certainty_unless_areas_are_swapped():
    assert rejections(change_by_persons, two_times(np.random.default_rng(16), clump=4)) > 0.15
    assert rejections(change_by_areas, two_times(np.random.default_rng(16), clump=4)) <= 0.1


@given(pairs, st.integers(0, 99))
def test_time_reversed_is_the_change_mirrored(table, seed):
    other = table[::-1] + 1
    there = change_by_areas(table, other, draws=199, seed=seed)
    back = change_by_areas(other, table, draws=199, seed=seed)
    assert (back.change, back.lower, back.upper) == pytest.approx((-there.change, -there.upper, -there.lower))
    assert back.p == there.p


def test_intervals_by_persons_cover_what_lies_behind():
    rng = np.random.default_rng(17)
    share, residents = rng.beta(2, 6, 80), rng.integers(100, 300, 80)
    expected = np.column_stack([residents * share, residents * (1 - share)])
    truth = dissimilarity(*expected.T)
    inside = 0
    for seed in range(100):
        found = interval_by_persons(drawn_city(rng, expected), draws=199, seed=seed)
        inside += found.lower <= truth <= found.upper
    assert 88 <= inside <= 100


def test_what_cannot_be_drawn_or_compared_is_refused():
    table = city(np.random.default_rng(18), 20, 100)
    with pytest.raises(SegregationInputError, match=r"holds .*5, not a whole number"):
        against_chance(table + 0.5, seed=1)
    with pytest.raises(SegregationInputError, match="98 draws are too few"):
        change_by_persons(table, table, draws=98, seed=1)
    with pytest.raises(SegregationInputError, match="cannot be paired"):
        change_by_areas(table, table[1:], seed=1)
    with pytest.raises(SegregationInputError, match="2 groups before and 3 after"):
        change_by_persons(table, np.column_stack([table, table[:, 0]]), seed=1)
    with pytest.raises(SegregationInputError, match="compares a group with the others"):
        against_chance(np.column_stack([table, table[:, 0]]), D, seed=1)
    with pytest.raises(SegregationInputError, match="a draw left a group without members"):
        interval_by_areas([[5, 5], [0, 5], [0, 5]], draws=99, seed=1)
    with pytest.raises(SegregationInputError, match="two or more"):
        interval_by_areas([[5, 5]], draws=99, seed=1)
    with pytest.raises(SegregationInputError, match="neighbour"):
        corrected_isolation([1, 0], [0, 3])
