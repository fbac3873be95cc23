"""Where measures of inequality begin and end: nobody living there, all or none, many rows at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fardplan.stats.between import SPREAD, Counted, Estimated, inequality
from fardplan.stats.inequality import (
    TheilParts,
    between_variance,
    gini,
    theil,
    theil_parts,
    value_range,
    variance_share,
)
from fardplan.vocabulary.errors import InputError

tables = hnp.arrays(np.float64, (3, 5), elements=st.integers(1, 99).map(lambda n: n / 100))
persons = hnp.arrays(np.float64, 5, elements=st.integers(1, 90).map(float))


@given(tables, persons)
def test_rows_side_by_side_are_each_alone(table, weights):
    for measure in (value_range, between_variance, variance_share, gini, theil):
        alone = [float(measure(row, weights)) for row in table]
        assert measure(table, weights) == pytest.approx(np.array(alone), abs=1e-12)
        stacked = measure(table[None].repeat(2, axis=0), weights)
        assert stacked == pytest.approx(np.array([alone, alone]), abs=1e-12)


def test_where_nobody_lives_there_is_no_difference():
    assert value_range([10, 30, 99, -5], [1, 2, 0, 0]) == 20
    for measure in (between_variance, gini, theil):
        assert measure([10, 30, 99], [1, 2, 0]) == pytest.approx(measure([10, 30], [1, 2]))


def test_a_share_of_variance_is_of_shares_that_some_have_and_some_have_not():
    assert variance_share([0.0, 1.0], [1, 3]) == pytest.approx(1.0)
    for values in ([-0.1, 0.5], [0.1, 1.5], [1.0, 1.0], [0.0, 0.0]):
        with pytest.raises(InputError):
            variance_share(values, [1, 1])


@given(persons, st.lists(st.booleans(), min_size=5, max_size=5))
def test_a_share_of_variance_is_the_squared_correlation_of_person_and_area(weights, some):
    """Every person as a row: the explained part of the outcome's sum of squares."""
    cases = np.where(some, np.floor(weights / 2), np.ceil(weights / 3))
    if not 0 < cases.sum() < weights.sum():
        return
    outcome = np.concatenate(
        [[1.0] * int(c) + [0.0] * int(n - c) for c, n in zip(cases, weights, strict=True)]
    )
    expected = np.repeat(cases / weights, weights.astype(int))
    mean = outcome.mean()
    part = ((expected - mean) ** 2).sum() / ((outcome - mean) ** 2).sum()
    assert variance_share(cases / weights, weights) == pytest.approx(part, abs=1e-12)


def test_a_part_without_persons_or_value_adds_nothing():
    found = theil_parts([1.0, 3.0, 5.0, 0.0], [1, 1, 0, 2], ["a", "a", "empty", "poor"])
    assert found == TheilParts(
        total=pytest.approx(theil([1, 3, 0], [1, 1, 2])),
        between=pytest.approx(theil([2, 0], [2, 2])),
        within={"a": pytest.approx(theil([1, 3], [1, 1])), "empty": 0.0, "poor": 0.0},
    )


def test_values_in_any_order_and_of_any_width_of_number():
    narrow = np.array([0.1, 0.7, 0.3], dtype=np.float32)
    for measure in (between_variance, gini, theil, variance_share):
        assert measure(narrow, [1, 2, 3]) == measure(narrow.astype(np.float64), [1, 2, 3])
    few = np.array([200, 100, 250], dtype=np.uint8)
    assert gini(few, few) == gini(few.astype(float), few.astype(float))


@pytest.mark.parametrize(
    ("values", "weights"),
    [
        ([1, 2], [[1, 1]]),
        (1.0, [1]),
        ([1, np.inf], [1, 1]),
        ([1, 2], [1, np.inf]),
        ([1, 2], [-1, 3]),
        ([1, 2], [0, 0]),
    ],
)
def test_values_and_weights_that_do_not_fit_are_refused(values, weights):
    with pytest.raises(InputError):
        between_variance(values, weights)


def test_relative_measures_take_zero_and_nothing_below_it():
    assert gini([0, 4], [1, 1]) == pytest.approx(0.5)
    assert theil([0, 4], [1, 1]) == pytest.approx(np.log(2))
    for values in ([0, 0], [-1, 4]):
        for measure in (gini, theil):
            with pytest.raises(InputError):
                measure(values, [1, 1])


def test_two_areas_are_enough_and_the_same_seed_gives_the_same():
    two = Estimated([10.0, 20.0], np.array([1, 2], dtype=np.float32) / 3, [1, 1])
    assert two.errors.dtype == np.float64
    assert inequality(two, SPREAD, draws=99, seed=5) == inequality(two, SPREAD, draws=99, seed=5)
    assert inequality(two, SPREAD, draws=99, seed=5) != inequality(two, SPREAD, draws=99, seed=6)
    lived = Counted([3, 0, 9], [30, 0, 40])
    assert (lived.values.tolist(), lived.lived.tolist()) == ([0.1, 0.225], [True, False, True])
    assert lived.weights == pytest.approx([3 / 7, 4 / 7])
    with pytest.raises(InputError):
        Estimated([10.0], [1.0], [1])
