"""Looked-up Poisson numbers and the multinomial numbers made of them have the distributions they should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chisquare, kstest, norm
from scipy.stats import poisson as exact_poisson

from fardplan.stats.segregation import multinomial as by_sums
from fardplan.stats.segregation.draws import generator
from fardplan.stats.segregation.multinomial import multinomial
from fardplan.stats.segregation.poisson import coarse_table, fine_table, poisson, steps, two_bytes

MEANS = np.array([0.03, 0.5, 1.0, 3.3, 15.99, 16.0, 47.2, 250.06, 1_700.0, 9_999.9])


def against(numbers: np.ndarray, exact) -> float:
    """p of the chi-square test; numbers that are rare are taken together."""
    cuts = np.unique(exact.ppf(np.linspace(0.01, 0.99, 60)))
    edges = np.concatenate([[-1], cuts, [np.inf]])
    chances = np.diff(np.append(exact.cdf(edges[:-1]), 1.0))
    seen = np.histogram(numbers, bins=edges + 0.5)[0]
    kept = chances > 0
    if kept.sum() < 2:
        return 1.0
    return float(chisquare(seen[kept], chances[kept] / chances.sum() * len(numbers)).pvalue)


@given(st.lists(st.floats(0, 10_000), min_size=1, max_size=30).map(np.array))
def test_the_steps_and_the_rest_are_the_mean(means):
    coarse, fine, rest = steps(means)
    assert coarse * 16 + fine / 16 + rest == pytest.approx(means, abs=1e-9)
    assert ((fine >= 0) & (fine < 256) & (rest >= 0) & (rest < 1 / 16)).all()


@pytest.mark.parametrize("step", [1, 7, 100, 625])
@pytest.mark.parametrize(("table_of", "size"), [(coarse_table, 16.0), (fine_table, 1 / 16)])
def test_a_table_holds_the_distribution_to_the_last_digit(table_of, size, step):
    """The slow twin: the places of a number and its part of what is open give its chance."""
    table, exact = table_of(step), exact_poisson(step * size)
    numbers = table.lowest + np.arange(len(table.reached))
    held = np.array([np.count_nonzero(table.places == number) for number in numbers])
    is_open = np.count_nonzero(table.places == -1)
    chances = (held + is_open * np.diff(table.reached, prepend=0.0)) / len(table.places)
    assert np.abs(chances - exact.pmf(numbers)).max() < 1e-12
    assert exact.cdf(table.lowest - 1) + exact.sf(numbers[-1]) < 2.0**-52


def test_looked_up_numbers_are_poisson():
    coarse, fine, rest = steps(MEANS)
    drawn = poisson(coarse, fine, 40_000, generator(1))
    found = {
        mean: against(row, exact_poisson(mean)) for mean, row in zip(MEANS - rest, drawn, strict=True) if mean
    }
    assert {mean for mean, p in found.items() if p < 0.001} == set()
    assert np.abs(np.corrcoef(drawn[1:]) - np.eye(len(MEANS) - 1)).max() < 0.025


def test_two_bytes_are_all_alike():
    seen = np.bincount(two_bytes(655_360, generator(2)) >> np.uint16(8), minlength=256)
    assert chisquare(seen).pvalue > 0.001


def division(areas: int, total: int, large: float = 0.0) -> tuple[int, np.ndarray]:
    chances = np.random.default_rng(3).beta(2, 6, areas) + 0.01
    chances *= (1 - large) / chances.sum()
    return total, np.append(chances, [large * 0.3, large * 0.7]) if large else chances


WAYS = {
    "matched, few persons an area": division(150, 900),
    "matched": division(120, 60_000),
    "absorbed by two large cells": division(60, 90_000, 0.6),
    "as NumPy does it": division(6, 40_000),
}


@pytest.mark.parametrize(("total", "chances"), WAYS.values(), ids=WAYS)
def test_multinomial_numbers_are_binomial_in_every_cell_and_sum_to_the_total(total, chances):
    drawn = multinomial(total, chances, 20_000, generator(4))
    assert drawn.shape == (len(chances), 20_000)
    assert (drawn.sum(axis=0, dtype=np.int64) == total).all()
    found = np.array([against(row, binom(total, chance)) for row, chance in zip(drawn, chances, strict=True)])
    assert found.min() > 0.001 / len(found)
    # Two areas together, and half of all, are binomial as well: the areas hang together as they should.
    half = drawn[::2].sum(axis=0, dtype=np.int64)
    assert against(half, binom(total, chances[::2].sum())) > 0.001
    assert against(drawn[0] + drawn[1], binom(total, chances[0] + chances[1])) > 0.001
    assert against(drawn[0] + drawn[2], binom(total, chances[0] + chances[2])) > 0.001


@pytest.mark.parametrize(("total", "chances"), WAYS.values(), ids=WAYS)
def test_a_sum_of_squares_is_distributed_as_numpys(total, chances):
    """A number that all cells enter, as in an index: the same distribution from both."""
    expected = total * chances
    quick = multinomial(total, chances, 4_000, generator(5)).T
    plain = np.random.default_rng(6).multinomial(total, chances, size=4_000)
    ours, twin = (((drawn - expected) ** 2 / expected).sum(axis=1) for drawn in (quick, plain))
    assert kstest(ours, twin).pvalue > 0.001


@pytest.mark.parametrize(("total", "chances"), list(WAYS.values())[:3], ids=list(WAYS)[:3])
def test_draws_that_follow_each_other_do_not_hang_together(total, chances):
    drawn = multinomial(total, chances, 20_000, generator(7))[:2].astype(float)
    for lag in (1, 2):
        for row in drawn:
            r = np.corrcoef(row[:-lag], row[lag:])[0, 1]
            assert 2 * norm.sf(abs(r) * np.sqrt(len(row))) > 0.001


@settings(max_examples=25)
@given(st.integers(2, 60), st.integers(0, 5_000), st.integers(0, 300), st.integers(0, 99))
def test_every_draw_holds_everybody_whatever_the_city(areas, total, draws, seed):
    rng = generator(seed)
    chances = rng.dirichlet(np.full(areas, 0.5))
    drawn = multinomial(total, chances, draws, rng)
    assert drawn.shape == (areas, draws)
    assert (drawn >= 0).all()
    assert (drawn.sum(axis=0, dtype=np.int64) == total).all()
    assert not drawn[chances == 0].any()


@settings(max_examples=40)
@given(st.floats(0.2, 0.8), st.integers(30, 80), st.integers(0, 99))
def test_one_large_cell_alone_takes_the_rest(large, areas, seed):
    """Its chance given the others is 1 exactly; by rounding it was once a hair above, which NumPy refuses."""
    rng = generator(seed)
    chances = np.append(rng.dirichlet(np.full(areas, 50.0)) * (1 - large), large)
    drawn = multinomial(100_000, chances, 160, rng)
    assert (drawn.sum(axis=0, dtype=np.int64) == 100_000).all()


def test_the_same_seed_draws_the_same():
    total, chances = WAYS["matched"]
    one, same, other = (multinomial(total, chances, 300, generator(seed)) for seed in (8, 8, 9))
    assert (one == same).all()
    assert (one != other).any()


def test_binomial_to_poisson_chances_are_as_their_definition():
    sums = np.arange(300, 500)
    found = by_sums._binomial_to_poisson(sums, 1000, 0.6)
    exact = binom(1000, 0.4).logpmf(sums) - exact_poisson(400).logpmf(sums)
    assert found == pytest.approx(exact - exact.max(), abs=1e-9)


def test_pairs_are_the_closest_below_and_none_is_used_twice():
    columns, draws = by_sums._closest_below(np.array([10, 3, 7]), np.array([8, 11, 6, 7, 5]))
    assert list(zip(draws.tolist(), columns.tolist(), strict=True)) == [(0, 0), (2, 3)]
