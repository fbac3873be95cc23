"""Kitagawa, Oaxaca-Blinder and Fay-Herriot: by hand, against witnesses, by their laws."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import minimize_scalar

from fardplan.stats.decomposition import kitagawa, oaxaca_blinder, regression
from fardplan.stats.small_area import fay_herriot
from fardplan.vocabulary.errors import InputError

STATSMODELS = json.loads((Path(__file__).parent / "witness" / "decomposition_statsmodels.json").read_text())
counts = hnp.arrays(np.float64, 4, elements=st.integers(1, 60).map(float))


def test_kitagawa_by_hand():
    """Parents' schooling short and long: 20 of 100 and 30 of 300 lack; then 30 of 200 and 10 of 200."""
    found = kitagawa(([20, 30], [100, 300]), ([30, 10], [200, 200]))
    composition = [(0.5 - 0.25) * (0.20 + 0.15) / 2, (0.5 - 0.75) * (0.10 + 0.05) / 2]
    rates = [(0.15 - 0.20) * (0.25 + 0.5) / 2, (0.05 - 0.10) * (0.75 + 0.5) / 2]
    assert found.composition_by == pytest.approx(composition)
    assert found.rates_by == pytest.approx(rates)
    assert found.gap.points == pytest.approx(40 / 400 - 50 / 400)
    assert (found.composition.persons, found.rates.persons) == pytest.approx((0.025 * 400, -0.05 * 400))


def test_a_category_in_one_place_only_is_composition():
    found = kitagawa(([5, 0], [50, 0]), ([5, 20], [50, 50]))
    assert found.rates.points == pytest.approx(0)
    assert found.composition.points == pytest.approx(0.25 - 0.10)


@given(counts, counts, counts, counts)
def test_the_parts_sum_turn_and_vanish(a, b, c, d):
    first, second = (np.minimum(a, b), np.maximum(a, b)), (np.minimum(c, d), np.maximum(c, d))
    there, back = kitagawa(first, second), kitagawa(second, first)
    assert there.composition.points + there.rates.points == pytest.approx(there.gap.points, abs=1e-12)
    assert back.rates.points == pytest.approx(-there.rates.points, abs=1e-12)
    assert there.gap.points == pytest.approx(
        second[0].sum() / second[1].sum() - first[0].sum() / first[1].sum()
    )
    assert kitagawa(first, (first[0] * 3, first[1] * 3)).composition.points == pytest.approx(0, abs=1e-12)


def test_kitagawas_intervals_cover():
    rng = np.random.default_rng(1)
    shares, rates = (
        np.array([[0.3, 0.5, 0.2], [0.5, 0.3, 0.2]]),
        np.array([[0.3, 0.2, 0.1], [0.25, 0.2, 0.05]]),
    )
    real = kitagawa(*[(shares[k] * rates[k] * 1e9, shares[k] * 1e9) for k in (0, 1)])
    inside = np.zeros(3)
    for _ in range(800):
        persons = [rng.multinomial(200, shares[k]) for k in (0, 1)]
        found = kitagawa(*[(rng.binomial(persons[k], rates[k]), persons[k]) for k in (0, 1)])
        for place, part in enumerate(("gap", "composition", "rates")):
            one, truth = getattr(found, part), getattr(real, part).points
            inside[place] += one.lower <= truth <= one.upper
    assert ((inside / 800 > 0.92) & (inside / 800 < 0.99)).all()


def made() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    number = np.arange(120)
    group = number % 3 == 0
    first = (number * 7) % 23 + 3 * group
    second = ((number * 5) % 11 < 4 + 2 * group).astype(float)
    outcome = 2 + 0.3 * first - 1.5 * second + group * (1 + 0.1 * first) + (number * 13) % 7 / 3
    return outcome, np.column_stack([first, second]).astype(float), group


def test_statsmodels_gives_the_same_parts():
    """It takes group 0 less group 1, hence the signs."""
    outcome, variables, group = made()
    found = oaxaca_blinder(
        regression(outcome[~group], variables[~group]), regression(outcome[group], variables[group])
    )
    assert (found.gap.points, found.explained.points, found.unexplained.points) == pytest.approx(
        (-STATSMODELS["gap"], -STATSMODELS["explained"], -STATSMODELS["unexplained"]), rel=1e-9
    )
    assert found.explained_by.sum() == pytest.approx(found.explained.points)
    assert found.explained.persons == pytest.approx(found.explained.points * group.sum())


@given(st.integers(0, 999))
def test_with_one_categorical_variable_it_is_kitagawas(seed):
    rng = np.random.default_rng(seed)
    places = []
    for _ in range(2):
        category = np.concatenate([np.arange(3).repeat(2), rng.integers(0, 3, 40)])
        yes = np.concatenate([[0, 1] * 3, rng.integers(0, 2, 40)])
        places.append((yes.astype(float), category))
    tables = [
        ([yes[category == k].sum() for k in range(3)], np.bincount(category, minlength=3).astype(float))
        for yes, category in places
    ]
    fits = [regression(yes, np.eye(3)[category][:, 1:]) for yes, category in places]
    found, expected = oaxaca_blinder(*fits), kitagawa(*tables)
    assert (found.explained.points, found.unexplained.points) == pytest.approx(
        (expected.composition.points, expected.rates.points), abs=1e-9
    )


def test_weights_stand_for_persons():
    outcome, variables, _ = made()
    weights = 1.0 + np.arange(120) % 3
    weighted = regression(outcome, variables, weights)
    repeated = regression(
        np.repeat(outcome, weights.astype(int)), np.repeat(variables, weights.astype(int), axis=0)
    )
    assert weighted.coefficients == pytest.approx(repeated.coefficients)
    assert (weighted.outcome, weighted.persons) == pytest.approx((repeated.outcome, repeated.persons))


@pytest.mark.parametrize("reference", [0.0, 0.5, 1.0])
def test_oaxaca_blinder_intervals_cover(reference):
    rng = np.random.default_rng(2)

    def people(count, mean, slope):
        x = rng.normal(mean, 1, (count, 1))
        return regression(1 + slope * x[:, 0] + rng.normal(0, 1 + 0.5 * np.abs(x[:, 0])), x)

    common = reference * 0.5 + (1 - reference) * 0.9
    inside = np.zeros(2)
    for _ in range(300):
        found = oaxaca_blinder(people(90, 0.0, 0.5), people(120, 0.6, 0.9), reference=reference)
        inside[0] += found.explained.lower <= 0.6 * common <= found.explained.upper
        inside[1] += found.unexplained.lower <= 0.54 - 0.6 * common <= found.unexplained.upper
    assert ((inside / 300 > 0.91) & (inside / 300 < 0.99)).all()


def test_decompositions_that_cannot_be_made_are_refused():
    outcome, variables, _ = made()
    one = regression(outcome, variables)
    refused = [
        (lambda: kitagawa(([1], [2]), ([1, 1], [2, 2])), "categories in the first"),
        (lambda: kitagawa(([3], [2]), ([1], [2])), "more than the persons"),
        (lambda: kitagawa(([0], [0]), ([1], [2])), "no persons"),
        (lambda: kitagawa(([1, 2], [2]), ([1], [2])), "do not fit"),
        (lambda: regression(outcome, variables[:5]), "do not belong together"),
        (
            lambda: regression(outcome, np.column_stack([variables, variables[:, 0]])),
            "cannot tell 4 coefficients",
        ),
        (lambda: regression(outcome, variables, np.zeros(120)), "weights above zero"),
        (lambda: oaxaca_blinder(one, regression(outcome, variables[:, :1])), "2 and 1 variables"),
        (lambda: oaxaca_blinder(one, one, reference=2), "reference 2"),
    ]
    for make, why in refused:
        with pytest.raises(InputError, match=why):
            make()


# Fay and Herriot ----------------------------------------------------------------------------------------

# Expenditure on milk in 43 areas of 4 major areas: Arora & Lahiri, Statistica Sinica 7, 1997, 1053-1063.
MILK = """
1.099 .163 1  1.075 .080 1  1.105 .083 1   .628 .109 1   .753 .119 1   .981 .141 1  1.257 .202 1  1.095 .127 2
1.405 .168 2  1.356 .178 2   .615 .100 2  1.460 .201 2  1.338 .148 2   .854 .143 2  1.176 .149 3  1.111 .145 3
1.257 .135 3  1.430 .172 3  1.278 .137 3  1.292 .163 3  1.002 .125 3  1.183 .247 3  1.044 .140 3  1.267 .171 3
1.193 .106 3   .791 .121 4   .795 .121 4   .759 .259 4   .796 .106 4   .565 .089 4   .886 .225 4   .952 .205 4
 .807 .119 4   .582 .067 4   .684 .106 4   .787 .126 4   .440 .092 4   .759 .132 4   .770 .100 4   .800 .113 4
 .756 .083 4   .865 .121 4   .640 .129 4
"""
MILK_TABLE = np.array(MILK.split(), dtype=float).reshape(-1, 3)
MAJOR = np.eye(5)[MILK_TABLE[:, 2].astype(int)][:, 2:]


def test_published_estimates_of_the_milk_data():
    """Documentation of R's `sae`, restricted likelihood: coefficients, some areas, their squared errors."""
    found = fay_herriot(MILK_TABLE[:, 0], MILK_TABLE[:, 1], MAJOR)
    assert found.coefficients == pytest.approx([0.9681890, 0.1327801, 0.2269462, -0.2413011], abs=2e-5)
    assert found.modelled[[0, 1, 3, 13, 27, 42]] == pytest.approx(
        [1.0219703, 1.0476018, 0.7608170, 0.9834967, 0.7338443, 0.6810870], abs=2e-5
    )
    assert found.error[[0, 1, 3, 13, 27, 42]] ** 2 == pytest.approx(
        [0.013460220, 0.005372876, 0.008541740, 0.012117378, 0.016476912, 0.009903626], abs=2e-6
    )


def test_the_spread_is_where_the_restricted_likelihood_is_highest():
    y, variance, x = MILK_TABLE[:, 0], MILK_TABLE[:, 1] ** 2, np.column_stack([np.ones(43), MAJOR])

    def less_likely(spread):
        v = spread + variance
        information = x.T @ (x / v[:, None])
        left = y - x @ np.linalg.solve(information, x.T @ (y / v))
        return np.log(v).sum() + np.linalg.slogdet(information)[1] + (left**2 / v).sum()

    best = minimize_scalar(less_likely, bounds=(0, 0.2), method="bounded", options={"xatol": 1e-10}).x
    assert fay_herriot(y, MILK_TABLE[:, 1], MAJOR).spread ** 2 == pytest.approx(best, rel=1e-5)


def test_intervals_cover_districts_with_few_answers_and_with_none():
    rng = np.random.default_rng(3)
    x = rng.normal(0, 1, (14, 1))
    errors = np.linspace(0.4, 2.0, 14)
    inside = np.zeros((300, 14), dtype=bool)
    closer = 0
    for n in range(300):
        real = 10 + 2 * x[:, 0] + 0.8 * rng.standard_normal(14)
        direct = real + errors * rng.standard_normal(14)
        direct[13] = np.nan
        found = fay_herriot(direct, errors, x)
        inside[n] = (found.lower <= real) & (real <= found.upper)
        closer += np.sum((found.modelled[:13] - real[:13]) ** 2) < np.sum((direct[:13] - real[:13]) ** 2)
    assert 0.9 < inside[:, :13].mean() < 0.98
    assert inside[:, 13].mean() > 0.93
    assert closer > 280


@given(st.integers(0, 999), st.floats(0.1, 50), st.floats(-20, 20))
def test_a_change_of_unit_changes_estimates_alike(seed, scale, shift):
    rng = np.random.default_rng(seed)
    x, errors = rng.normal(0, 1, (10, 1)), rng.uniform(0.5, 1, 10)
    direct = 5 + x[:, 0] + rng.normal(0, 1.5, 10)
    plain, changed = fay_herriot(direct, errors, x), fay_herriot(direct * scale + shift, errors * scale, x)
    assert changed.modelled == pytest.approx(plain.modelled * scale + shift, rel=1e-6, abs=1e-6)
    assert changed.error == pytest.approx(plain.error * scale, rel=1e-6)


def test_a_modelled_figure_lies_between_the_direct_and_the_expected_one():
    found = fay_herriot(MILK_TABLE[:, 0], MILK_TABLE[:, 1], MAJOR)
    between = (found.modelled - found.expected) * (found.direct - found.modelled)
    assert (between >= -1e-12).all()
    assert ((found.own_weight >= 0) & (found.own_weight <= 1)).all()


def test_areas_that_differ_no_more_than_chance_get_what_is_expected():
    found = fay_herriot([10.0, 10.1, 9.9, 10.0, 10.05], np.full(5, 2.0), np.arange(5.0)[:, None] % 2)
    assert (found.spread, found.own_weight.tolist()) == (0.0, [0.0] * 5)
    assert found.modelled == pytest.approx(found.expected)


def test_models_that_cannot_be_carried_are_refused():
    x = np.arange(6.0)[:, None]
    refused = [
        (lambda: fay_herriot(np.ones(6), np.zeros(6), x), "standard error above zero"),
        (lambda: fay_herriot(np.ones(6), np.ones(5), x), "do not belong together"),
        (lambda: fay_herriot([1, 2, 3, np.nan, np.nan, np.nan], np.ones(6), x), "3 areas with answers"),
        (lambda: fay_herriot(np.ones(6), np.ones(6), np.hstack([x, x])), "cannot carry 3 coefficients"),
        (lambda: fay_herriot(np.ones(6), np.ones(6), x * np.nan), "known in every area"),
    ]
    for make, why in refused:
        with pytest.raises(InputError, match=why):
            make()
