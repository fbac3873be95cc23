"""Survey estimates against R's `survey`, a slow twin, and their laws."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.stats.surveys import design, estimate, post_stratified, raked
from fardplan.stats.surveys.design import margin
from fardplan.stats.surveys.estimates import _Sums, residual_variance
from fardplan.vocabulary.errors import InputError

R = json.loads((Path(__file__).parents[1] / "witness" / "survey_r.json").read_text())
COUNT = 700
i = np.arange(COUNT)
STRATUM = (i * 5) % 14
WEIGHT = 20.0 + (i * 13) % 37
SEX = ((i * 11) % 2).tolist()
AGE = (((i * i) // 3) % 4).tolist()
DISTRICT = ((i // 3) % 7).tolist()
ANSWERS = np.column_stack(
    [
        ((i * 31 + STRATUM * 5) % 17 < 4 + STRATUM % 5).astype(float),
        ((i * 57) % 23 < 2).astype(float),
        100.0 + (i * 29) % 61 + STRATUM,
        np.where((i * 19) % 10 == 0, np.nan, ((i * 43) % 13 < 6).astype(float)),
    ]
)
SEXES = {0: 14000, 1: 13000}
AGES = {int(age): persons for age, persons in R["ages"]}

PLAIN = design(WEIGHT, STRATUM.tolist())
DESIGNS = {
    "plain": PLAIN,
    "finite": design(WEIGHT, STRATUM.tolist(), population={n: 900 + 100 * n for n in range(14)}),
    "grouped": design(WEIGHT, clusters=(i // 5).tolist()),
    "post": post_stratified(PLAIN, SEX, SEXES),
    "rake": raked(PLAIN, [(SEX, SEXES), (AGE, AGES)]),
}


@pytest.mark.parametrize("name", list(DESIGNS))
def test_r_gives_the_same_estimates_and_errors_in_every_district(name):
    found = estimate(ANSWERS, DESIGNS[name], DISTRICT)
    expected = {
        (["q1", "q2", "mark", "part"].index(q), domain): (value, error) for q, domain, value, error in R[name]
    }
    ours = {
        (question, domain): (found.value[place, question], found.error[place, question])
        for (place, domain), question in product(enumerate(found.domains), range(4))
    }
    assert ours == {key: pytest.approx(value, rel=1e-10) for key, value in expected.items()}


def test_r_gives_the_same_design_effects():
    found = estimate(ANSWERS[:, :3], PLAIN)
    assert found.design_effect[0] == pytest.approx(R["effect"], rel=1e-9)


def test_published_values_of_the_californian_schools():
    """Documentation of R's `survey`: stratified 662.29 (9.4089), clustered by district 644.17 (23.779)."""
    stype, weight, size, score = zip(*R["strat_rows"], strict=True)
    stratified = design(
        np.array(weight, float), stype, population=dict(zip(stype, map(float, size), strict=True))
    )
    found = estimate(np.array(score, float)[:, None], stratified)
    assert (found.value[0, 0], found.error[0, 0]) == pytest.approx(R["apistrat"], rel=1e-10)
    assert (round(found.value[0, 0], 2), round(found.error[0, 0], 4)) == (662.29, 9.4089)
    district, stype, weight, score = zip(*R["clus_rows"], strict=True)
    grouped = design(np.array(weight, float), clusters=district)
    scores = np.array(score, float)[:, None]
    found = estimate(scores, grouped)
    assert (found.value[0, 0], found.error[0, 0]) == pytest.approx(R["apiclus1"], rel=1e-10)
    assert (round(found.value[0, 0], 2), round(found.error[0, 0], 3)) == (644.17, 23.779)
    by_type = estimate(scores, grouped, stype)
    assert {
        name: (value, error)
        for name, value, error in zip(by_type.domains, by_type.value[:, 0], by_type.error[:, 0], strict=True)
    } == {name: pytest.approx((value, error), rel=1e-10) for name, value, error in R["apiclus1_by_type"]}


@pytest.mark.parametrize("name", ["plain", "finite", "post", "rake"])
def test_sums_by_cell_give_what_every_answers_residual_gives(name):
    domain = margin(DISTRICT, COUNT, "domains")
    sums = _Sums(ANSWERS, DESIGNS[name], domain)
    slow = residual_variance(ANSWERS, DESIGNS[name], domain, sums.mean, sums.size)
    assert sums.variance() == pytest.approx(slow, rel=1e-9)


def test_four_answers_by_hand():
    """Two strata of two; weights 10 and 30; yes, no | yes, yes: 50 of 80, residuals ±."""
    found = estimate([[1.0], [0.0], [1.0], [1.0]], design([10, 10, 30, 30], ["a", "a", "b", "b"]))
    assert found.value[0, 0] == pytest.approx(70 / 80)
    scores = np.array([10 * (1 - 0.875), 10 * (0 - 0.875)]) / 80
    assert found.error[0, 0] ** 2 == pytest.approx(2 * ((scores - scores.mean()) ** 2).sum())
    assert (found.degrees_of_freedom, found.answered[0, 0], found.asked[0]) == (2, 4, 4)
    assert found.persons[0, 0] == 80


def test_simple_random_sampling_is_the_textbook_and_has_design_effect_one():
    answers = np.array([[1.0], [0.0], [0.0], [1.0], [1.0], [0.0], [0.0], [0.0]])
    found = estimate(answers, design(np.full(8, 5.0)))
    assert found.error[0, 0] ** 2 == pytest.approx(answers.var(ddof=1) / 8)
    assert found.design_effect[0, 0] == pytest.approx(1)


def test_calibrated_weights_reach_the_totals():
    for name, goals in (("post", [(SEX, SEXES)]), ("rake", [(SEX, SEXES), (AGE, AGES)])):
        for classes, totals in goals:
            found = estimate(np.eye(len(totals))[[list(totals).index(one) for one in classes]], DESIGNS[name])
            assert found.value[0] * found.persons[0] == pytest.approx(list(totals.values()))
            assert found.error[0] == pytest.approx(np.zeros(len(totals)), abs=1e-4)


def test_no_answer_is_shown_and_not_counted():
    answers = np.array([[1.0, np.nan], [0.0, np.nan], [np.nan, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    found = estimate(answers, design(np.ones(6)), ["n", "n", "s", "s", "s", "s"])
    assert found.answered.tolist() == [[2, 0], [3, 4]]
    assert found.asked.tolist() == [2, 4]
    assert found.answer_rate.tolist() == [[1.0, 0.0], [0.75, 1.0]]
    assert np.isnan(found.value[0, 1])
    assert found.value[1].tolist() == pytest.approx([2 / 3, 3 / 4])


def test_a_domain_that_is_of_one_mind_has_an_interval_all_the_same():
    answers = np.column_stack([np.tile([1.0, 0.0], 20), np.zeros(40)])
    found = estimate(answers, design(np.ones(40)))
    assert (found.value[0, 1], found.error[0, 1], found.lower[0, 1]) == (0, 0, 0)
    assert 0.08 < found.upper[0, 1] < 0.11


def test_weights_whose_roundings_leave_a_trace_do_not_widen_a_domain_of_one_mind():
    """Nobody of the second domain has the trait; 60, 40 and 40 of 100ths leave a mean that is not quite 0."""
    answers = [[1], [0], [0], [0], [0], [0], [0]]
    weights = [30, 50, 40, 20, 60, 40, 40]
    found = estimate(answers, design(weights, ["a"] * 4 + ["b"] * 3), ["a"] * 4 + ["b"] * 3)
    plain = estimate(answers, design([1.0] * 7, ["a"] * 4 + ["b"] * 3), ["a"] * 4 + ["b"] * 3)
    assert np.all(np.isfinite(found.lower))
    np.testing.assert_allclose(found.value[1], 0, atol=1e-12)
    assert plain.upper[1, 0] <= found.upper[1, 0] < 0.8


seeds = st.integers(0, 10_000)


@given(seeds, st.floats(0.01, 100))
def test_the_unit_of_the_weights_does_not_matter(seed, scale):
    rng = np.random.default_rng(seed)
    answers, weights = rng.integers(0, 2, (40, 2)).astype(float), rng.uniform(1, 9, 40)
    strata, domains = (np.arange(40) % 4).tolist(), (np.arange(40) % 3).tolist()
    one = estimate(answers, design(weights, strata), domains)
    other = estimate(answers, design(weights * scale, strata), domains)
    assert other.value == pytest.approx(one.value)
    assert other.error == pytest.approx(one.error)
    assert other.upper == pytest.approx(one.upper)


@given(seeds)
def test_order_of_answers_and_mirror_image(seed):
    rng = np.random.default_rng(seed)
    answers, weights = rng.integers(0, 2, (40, 2)).astype(float), rng.uniform(1, 9, 40)
    strata, order = np.arange(40) % 4, rng.permutation(40)
    one = estimate(answers, design(weights, strata.tolist()))
    shuffled = estimate(answers[order], design(weights[order], strata[order].tolist()))
    mirrored = estimate(1 - answers, design(weights, strata.tolist()))
    assert shuffled.error == pytest.approx(one.error)
    assert mirrored.value == pytest.approx(1 - one.value)
    assert mirrored.error == pytest.approx(one.error)
    assert (mirrored.lower, mirrored.upper) == (pytest.approx(1 - one.upper), pytest.approx(1 - one.lower))


def test_intervals_of_shares_cover_in_small_districts():
    """A stratified population of 9,000, 300 answers, districts of forty or so."""
    rng = np.random.default_rng(3)
    district = np.repeat(np.arange(7), [2000, 500, 1500, 900, 2100, 1200, 800])
    truth = (rng.random(len(district)) < 0.05 + 0.04 * district).astype(float)
    real = np.array([truth[district == d].mean() for d in range(7)])
    sizes = np.bincount(district)
    inside = []
    for _ in range(200):
        drawn = np.concatenate(
            [rng.choice(np.flatnonzero(district == d), 43, replace=False) for d in range(7)]
        )
        weights = sizes[district[drawn]] / 43
        names = district[drawn].tolist()
        found = estimate(
            truth[drawn, None], design(weights, names, population=dict(enumerate(sizes.tolist()))), names
        )
        inside.append((found.lower[:, 0] <= real) & (real <= found.upper[:, 0]))
    assert 0.93 < np.mean(inside) < 0.99


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: design([]), "needs a weight above zero"),
        (lambda: design([1, 0]), "needs a weight above zero"),
        (lambda: design([1, 2, 3], ["a", "a", "b"]), "stratum 'b' has a single unit"),
        (lambda: design([1, 2, 3], ["a", "a"]), "3 answers and 2 strata"),
        (lambda: design([1, 2], ["a", "a"], population={"b": 9}), "stratum 'a' has no population"),
        (lambda: design([1, 2], ["a", "a"], population={"a": 1}), "smaller than its sample"),
        (lambda: post_stratified(PLAIN, SEX, {0: 1}), "class '1' has no known total"),
        (lambda: post_stratified(PLAIN, SEX, {0: 1, 1: 1, 2: 1}), "class '2' has no answer"),
        (lambda: post_stratified(PLAIN, SEX, {0: 1, 1: 0}), "above zero"),
        (lambda: post_stratified(DESIGNS["post"], SEX, SEXES), "calibrated already"),
        (lambda: raked(PLAIN, [(SEX, SEXES), (SEX, {0: 1, 1: 2})]), "different numbers of persons"),
        (lambda: raked(PLAIN, [(SEX, SEXES), (SEX, {0: 13000, 1: 14000})]), "do not reach all totals"),
        (lambda: estimate([[1.0]], PLAIN), "700 weights and answers of the shape"),
        (lambda: estimate(np.full((COUNT, 1), np.inf), PLAIN), "infinite"),
    ],
)
def test_what_cannot_be_estimated_is_refused(make, why):
    with pytest.raises(InputError, match=why):
        make()
