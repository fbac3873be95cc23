"""The whole answer of a decomposition: its intervals by the delta method, differentiated by machine."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fardplan.stats.decomposition import (
    Part,
    RateDecomposition,
    Regression,
    RegressionDecomposition,
    kitagawa,
    oaxaca_blinder,
    regression,
)
from fardplan.vocabulary.errors import InputError

confidences = st.sampled_from([0.8, 0.95])
categories = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), min_size=3, max_size=3).filter(
    lambda table: any(persons for _, persons in table)
)


def spread(measure: Callable[..., float], at: list[np.ndarray], covariances: list[np.ndarray]) -> float:
    """The variance of a function of independent estimates, by a step to either side of each."""
    whole = 0.0
    for place, (here, covariance) in enumerate(zip(at, covariances, strict=True)):
        slope = np.empty(len(here))
        for k in range(len(here)):
            up, down = ([*map(np.copy, at)] for _ in range(2))
            up[place][k] += 1e-4
            down[place][k] -= 1e-4
            slope[k] = (measure(*up) - measure(*down)) / 2e-4
        whole += float(slope @ covariance @ slope)
    return whole


def part(points: float, variance: float, persons: float, confidence: float) -> Part:
    half = stats.norm.ppf((1 + confidence) / 2) * np.sqrt(max(0.0, variance))
    return Part(
        pytest.approx(points, abs=1e-9),
        pytest.approx(points - half, abs=1e-7),
        pytest.approx(points + half, abs=1e-7),
        pytest.approx(points * persons, abs=1e-6),
    )


def place(table: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    cases, persons = np.array(table, dtype=float).T
    return np.minimum(cases, persons), persons


def rates_of(cases: float, persons: float, other_cases: float, other_persons: float) -> tuple[float, float]:
    """Where one place has nobody of a kind, those of the other are what they would have been."""
    here = cases / persons if persons else None
    there = other_cases / other_persons if other_persons else None
    known = [rate for rate in (here, there) if rate is not None] or [0.0]
    return known[0], known[-1]


def chance_of(cases: float, persons: float) -> float:
    share = (cases + 2) / (persons + 4)
    return float(stats.bernoulli(share).var()) / (persons + 4) if persons else 0.0


@given(categories, categories, confidences)
def test_kitagawas_parts_and_their_intervals(one, other, confidence):
    first, second = place(one), place(other)
    share = [persons / persons.sum() for _, persons in (first, second)]
    rate = [np.array(rates) for rates in zip(*map(rates_of, *first, *second), strict=True)]
    chance = [
        (np.diag(parts) - np.outer(parts, parts)) / persons.sum()
        for parts, (_, persons) in zip(share, (first, second), strict=True)
    ]
    by_rate = [np.diag([*map(chance_of, *place)]) for place in (first, second)]
    at, covariances = [*share, *rate], [*chance, *by_rate]
    measures = {
        "gap": lambda sa, sb, ra, rb: float(sb @ rb - sa @ ra),
        "composition": lambda sa, sb, ra, rb: float((sb - sa) @ (ra + rb) / 2),
        "rates": lambda sa, sb, ra, rb: float((sa + sb) @ (rb - ra) / 2),
    }
    people = float(second[1].sum())
    expected = {
        name: part(measure(*at), spread(measure, at, covariances), people, confidence)
        for name, measure in measures.items()
        if name != "rates"
    }
    # The categories' own chance is counted to the composition; the rates are those of the persons there.
    inside = spread(measures["rates"], at, [np.zeros((3, 3)), np.zeros((3, 3)), *by_rate])
    expected["rates"] = part(measures["rates"](*at), inside, people, confidence)
    found = kitagawa(first, second, confidence=confidence)
    assert found == RateDecomposition(
        composition_by=pytest.approx((share[1] - share[0]) * (rate[0] + rate[1]) / 2),
        rates_by=pytest.approx((rate[1] - rate[0]) * (share[0] + share[1]) / 2),
        **expected,
    )


def test_a_category_that_nobody_is_in_anywhere_changes_nothing():
    plain = kitagawa(([5, 3], [50, 20]), ([5, 8], [40, 50]))
    empty = kitagawa(([5, 3, 0], [50, 20, 0]), ([5, 8, 0], [40, 50, 0]))
    assert (empty.gap, empty.composition, empty.rates) == (plain.gap, plain.composition, plain.rates)


def test_whoever_moved_in_brings_no_rate_to_compare_in_either_direction():
    there = kitagawa(([5, 0], [50, 0]), ([5, 20], [50, 50]))
    back = kitagawa(([5, 20], [50, 50]), ([5, 0], [50, 0]))
    assert (there.rates_by.tolist(), back.rates_by.tolist()) == ([0.0, 0.0], [0.0, 0.0])
    assert there.composition_by == pytest.approx([-0.05, 0.2])
    assert back.composition_by == pytest.approx([0.05, -0.2])


def people(seed: int, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    variables = np.column_stack([rng.normal(2, 1, count), rng.integers(0, 2, count)])
    outcome = 1 + variables @ [0.5, -1.0] + rng.normal(0, 1 + variables[:, 1])
    return outcome, variables, rng.uniform(0.5, 3, count)


@given(st.integers(0, 999))
def test_a_regression_is_least_squares_person_by_person(seed):
    outcome, variables, weights = people(seed, 30)
    found = regression(outcome, variables, weights)
    rows = np.column_stack([np.ones(30), variables])
    root = np.sqrt(weights)
    coefficients = np.linalg.lstsq(rows * root[:, None], outcome * root)[0]
    bread = np.linalg.inv(sum(w * np.outer(row, row) for w, row in zip(weights, rows, strict=True)))
    strays = outcome - rows @ coefficients
    meat = sum(
        (w * stray) ** 2 * np.outer(row, row) for w, stray, row in zip(weights, strays, rows, strict=True)
    )
    means = np.average(rows, axis=0, weights=weights)
    parts = weights / weights.sum()
    apart = sum(p**2 * np.outer(row - means, row - means) for p, row in zip(parts, rows, strict=True))
    mean = np.average(outcome, weights=weights)
    assert found.coefficients == pytest.approx(coefficients)
    assert found.covariance == pytest.approx(bread @ meat @ bread * 30 / 27)
    assert found.means == pytest.approx(means)
    assert found.means_covariance == pytest.approx(apart * 30 / 29)
    assert found.outcome == pytest.approx(mean)
    assert found.outcome_variance == pytest.approx((parts**2 * (outcome - mean) ** 2).sum() * 30 / 29)
    assert found.persons == pytest.approx(weights.sum())


def test_without_weights_means_have_the_ordinary_standard_error():
    outcome, variables, _ = people(1, 30)
    found = regression(outcome, variables)
    assert found.outcome_variance == pytest.approx(outcome.var(ddof=1) / 30)
    assert found.means_covariance[1:, 1:] == pytest.approx(np.cov(variables.T) / 30)
    assert (found.means[0], found.persons) == (1.0, 30.0)


def test_as_many_persons_as_coefficients_leave_nothing_to_judge_by():
    outcome, variables, _ = people(1, 4)
    assert regression(outcome, variables).persons == 4
    for broken in (
        lambda: regression(outcome[:3], variables[:3]),
        lambda: regression(outcome, variables, np.ones(3)),
        lambda: regression(outcome, variables, [1, 1, 1, 0]),
        lambda: regression([1, 2, 3, np.nan], variables),
        lambda: regression(outcome, variables[:, 0]),
        lambda: regression(outcome[:, None], variables),
    ):
        with pytest.raises(InputError):
            broken()


@given(st.integers(0, 99), st.sampled_from([0.0, 0.3, 0.5, 1.0]), confidences)
def test_oaxaca_and_blinders_parts_and_their_intervals(seed, reference, confidence):
    first, second = regression(*people(seed, 40)), regression(*people(seed + 1000, 50))

    def explained(m1: np.ndarray, m2: np.ndarray, b1: np.ndarray, b2: np.ndarray) -> float:
        return float((m2 - m1) @ (reference * b1 + (1 - reference) * b2))

    def unexplained(m1: np.ndarray, m2: np.ndarray, b1: np.ndarray, b2: np.ndarray) -> float:
        return float(m2 @ b2 - m1 @ b1) - explained(m1, m2, b1, b2)

    at = [first.means, second.means, first.coefficients, second.coefficients]
    covariances = [first.means_covariance, second.means_covariance, first.covariance, second.covariance]
    gap = second.outcome - first.outcome
    weights = second.persons
    found = oaxaca_blinder(first, second, reference=reference, confidence=confidence)
    assert found == RegressionDecomposition(
        gap=part(gap, first.outcome_variance + second.outcome_variance, weights, confidence),
        explained=part(explained(*at), spread(explained, at, covariances), weights, confidence),
        unexplained=part(unexplained(*at), spread(unexplained, at, covariances), weights, confidence),
        explained_by=pytest.approx(
            (second.means - first.means)[1:]
            * (reference * first.coefficients + (1 - reference) * second.coefficients)[1:]
        ),
    )


def test_where_both_are_alike_nothing_is_explained_and_nothing_remains():
    one: Regression = regression(*people(3, 40))
    found = oaxaca_blinder(one, one)
    assert [part.points for part in (found.gap, found.explained, found.unexplained)] == [0.0, 0.0, 0.0]
    with pytest.raises(InputError):
        oaxaca_blinder(one, one, reference=-0.1)
    with pytest.raises(InputError):
        oaxaca_blinder(one, one, reference=1.1)


@pytest.mark.parametrize(
    ("cases", "persons"),
    [([-1, 1], [2, 2]), ([3, 1], [2, 2]), ([1, 1], [np.inf, 2]), ([[1]], [[2]]), ([1, 1], [2]), ([0], [0])],
)
def test_counts_that_cannot_be_are_refused(cases, persons):
    with pytest.raises(InputError):
        kitagawa((cases, persons), ([1, 1], [2, 2]))


def test_one_person_is_enough_for_a_rate():
    assert kitagawa(([0], [1]), ([1], [1])).gap.points == 1.0


def test_numbers_of_any_width_are_computed_as_wide_ones():
    outcome, variables, weights = (given.astype(np.float32) for given in people(5, 30))
    narrow = regression(outcome, variables, weights)
    wide = regression(*(given.astype(np.float64) for given in (outcome, variables, weights)))
    assert narrow.covariance.tolist() == wide.covariance.tolist()
    assert narrow.outcome_variance == wide.outcome_variance
    small = (np.array([20, 250], dtype=np.uint8), np.array([254, 255], dtype=np.uint8))
    large = (np.array([20, 250]), np.array([254, 255]))
    assert kitagawa(small, small).gap == kitagawa(large, large).gap
