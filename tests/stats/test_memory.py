"""Slopes of series with memory: a slow obvious twin, exact coverage over the prior, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq

from fardplan.stats.memory import STRENGTHS, slope_distribution

lengths = st.integers(3, 12)
seeds = st.integers(0, 10_000)


def prior_strengths(count: int = STRENGTHS) -> np.ndarray:
    return np.sin((np.arange(count) + 0.5) / count * np.pi / 2)


def whitened(values: np.ndarray, strength: float) -> np.ndarray:
    """Prais and Winsten's transformation: errors of a first-order autoregression become independent."""
    keep = np.sqrt(1 - strength**2)
    return np.concatenate([[keep * values[0]], values[1:] - strength * values[:-1]])


def twin(
    values: np.ndarray, known_sum: float, known_df: float
) -> tuple[list[stats.rv_continuous], np.ndarray]:
    """One Student's t for each strength, by regression on transformed years, and their weights."""
    count = len(values)
    years = np.arange(count, dtype=float)
    design = np.column_stack([np.ones(count), years - years.mean()])
    hat = design @ np.linalg.solve(design.T @ design, design.T)
    df = count - 2 + known_df
    answers, logs = [], []
    for strength in prior_strengths():
        correlation = strength ** np.abs(np.subtract.outer(years, years))
        spread = np.trace((np.eye(count) - hat) @ correlation) / (count - 2)
        moved = np.column_stack([whitened(column, strength) for column in design.T])
        left = whitened(values, strength)
        solution, squares, _, _ = np.linalg.lstsq(moved, left)
        # The transformation leaves errors of variance 1-ρ² times that of a year, which is 1/spread.
        unit = (1 - strength**2) / spread
        total = squares[0] / unit + known_sum
        information = moved.T @ moved / unit
        answers.append(stats.t(df, solution[1], np.sqrt(total / df * np.linalg.inv(information)[1, 1])))
        log_covariance = (count - 1) * np.log(1 - strength**2) - count * np.log(spread)
        log_information = np.log(np.linalg.det(information))
        logs.append(-(log_covariance + log_information) / 2 - df / 2 * np.log(total))
    weights = np.exp(np.array(logs) - max(logs))
    return answers, weights / weights.sum()


@given(lengths, seeds, st.sampled_from([(0.0, 0.0), (3.0, 5.0)]))
def test_it_is_regression_after_taking_each_memory_away(count, seed, known):
    values = np.random.default_rng(seed).standard_normal(count).cumsum()
    answers, weights = twin(values, *known)

    def under(slope: float) -> float:
        return float(sum(weight * answer.cdf(slope) for weight, answer in zip(weights, answers, strict=True)))

    found = slope_distribution(np.arange(float(count)), values[None], known_sum=known[0], known_df=known[1])
    assert found.below(np.array([0.1])) == pytest.approx([under(0.1)], rel=1e-6)
    assert found.quantiles([0.975])[0] == pytest.approx(
        [brentq(lambda slope: under(slope) - 0.975, -1e4, 1e4, xtol=1e-10)], rel=1e-6, abs=1e-8
    )
    assert found.memory == pytest.approx([weights @ prior_strengths()], rel=1e-6)


@pytest.mark.parametrize("count", [3, 5, 11])
def test_the_interval_holds_the_truth_as_often_as_it_says_over_all_strengths(count):
    """With these priors on level and spread the coverage over the prior of the memory is exact."""
    rng = np.random.default_rng(20180911)
    draws = 20_000
    memory = np.sin(rng.uniform(0, np.pi / 2, draws))
    table = np.empty((draws, count))
    table[:, 0] = rng.standard_normal(draws)
    for year in range(1, count):
        fresh = np.sqrt(1 - memory**2) * rng.standard_normal(draws)
        table[:, year] = memory * table[:, year - 1] + fresh
    found = slope_distribution(np.arange(float(count)), table)
    outside = [float((found.below(np.zeros(draws)) < tail).mean()) for tail in (0.025, 0.1)]
    assert outside == pytest.approx([0.025, 0.1], abs=0.006)


@given(lengths, seeds, st.floats(0.01, 100), st.floats(-50, 50), st.floats(-5, 5))
def test_level_unit_and_an_added_slope_change_nothing_but_themselves(count, seed, unit, level, slope):
    times = np.arange(float(count))
    values = np.random.default_rng(seed).standard_normal(count)
    plain = slope_distribution(times, values[None]).quantiles([0.9])[0]
    moved = slope_distribution(times, (level + unit * (values + slope * times))[None]).quantiles([0.9])[0]
    assert moved == pytest.approx(unit * (plain + slope), rel=1e-6, abs=1e-6 * (1 + unit))


@given(lengths, seeds)
def test_many_series_at_once_are_each_alone(count, seed):
    times = np.arange(float(count))
    table = np.random.default_rng(seed).standard_normal((4, count))
    together = slope_distribution(times, table)
    alone = [slope_distribution(times, row[None]) for row in table]
    assert together.opposite() == pytest.approx(np.concatenate([one.opposite() for one in alone]))
    assert together.memory == pytest.approx(np.concatenate([one.memory for one in alone]))


@given(lengths, seeds)
def test_backwards_in_time_the_slope_is_turned(count, seed):
    times = np.arange(float(count))
    values = np.random.default_rng(seed).standard_normal(count)
    forward = slope_distribution(times, values[None])
    backward = slope_distribution(times, values[None, ::-1])
    assert backward.quantiles([0.1])[0] == pytest.approx(-forward.quantiles([0.9])[0], abs=1e-7)


def test_a_missing_year_and_two_figures_of_one_moment_are_taken_as_they_are():
    gap = slope_distribution(np.array([0.0, 1.0, 3.0, 4.0]), np.array([[1.0, 2.0, 3.5, 4.5]]))
    same = slope_distribution(np.array([0.0, 0.0, 3.0, 4.0]), np.array([[1.0, 1.2, 3.5, 4.5]]))
    assert np.isfinite([gap.quantiles([0.5])[0], same.quantiles([0.5])[0]]).all()
    assert gap.opposite() < 0.05


def test_figures_without_any_spread_keep_the_least_that_is_allowed():
    times, line = np.arange(4.0), np.array([[1.0, 2.0, 3.0, 4.0]])
    assert slope_distribution(times, line).quantiles([0.975])[0] == pytest.approx([1.0])
    wide = slope_distribution(times, line, least=1 / 12)
    expected = slope_distribution(times, np.zeros((1, 4)), least=1 / 12)
    assert wide.quantiles([0.975])[0] - 1 == pytest.approx(expected.quantiles([0.975])[0])
    assert wide.quantiles([0.975])[0] > 1.2
