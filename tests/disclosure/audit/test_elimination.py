"""Elimination leaves exactly what was possible before it: no answer is lost, and none is made up."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from fardplan.disclosure.audit.bounds import bounds
from fardplan.disclosure.audit.elimination import eliminate
from fardplan.disclosure.audit.knowledge import Contradiction, Knowledge

Rows = list[tuple[list[int], int, int]]
"""For each row the factor of every piece, and how far below and above the truth it is told; 9 is no end."""

rows = st.lists(
    st.tuples(
        st.lists(st.sampled_from([0, 0, 1, 1, 1, -1, 2]), min_size=4, max_size=4),
        st.sampled_from([0, 0, 0, 1, 9]),
        st.sampled_from([0, 0, 0, 1, 9]),
    ),
    max_size=6,
)


def known(told: Rows, pieces: list[int]) -> Knowledge:
    matrix = np.array([factors for factors, _, _ in told], dtype=np.int64).reshape(len(told), 4)
    true = matrix @ np.array(pieces)
    below, above = (np.array([row[end] for row in told], dtype=float) for end in (1, 2))
    below, above = (np.where(one == 9, np.inf, one) for one in (below, above))
    return Knowledge(csr_array(matrix), true - below, true + above)


def ends(of: Knowledge, target: list[int]) -> tuple[float, float]:
    """The least and the greatest of a sum of pieces, by two programmes over all that is told."""
    matrix = of.matrix.toarray()
    rules = {"A_ub": np.vstack([matrix, -matrix]), "b_ub": np.concatenate([of.upper, -of.lower])}
    if len(matrix):
        finite = np.isfinite(rules["b_ub"])
        rules = {name: rule[finite] for name, rule in rules.items()}
    low, high = (linprog(sign * np.array(target), **rules) for sign in (1, -1))
    return float(low.fun), np.inf if high.fun is None else -float(high.fun)  # the truth is possible: no end


@settings(max_examples=15, deadline=None)
@example([([1, 1, 0, 0], 0, 1), ([1, 1, 1, 0], 0, 0)], [1, 2, 3, 4])  # the inner one is no equation
@example([([1, 1, 0, 0], 0, 0), ([1, 1, 1, 0], 0, 0), ([1, 1, 1, 1], 1, 0)], [1, 2, 3, 4])
@example([([1, 1, 0, 0], 0, 0), ([0, 1, 1, 0], 9, 0)], [0, 0, 0, 5])  # at most 0 is 0
@example([([1, -1, 0, 0], 0, 0), ([0, 1, 0, 0], 0, 0)], [3, 3, 1, 0])
@example([([2, 0, 0, 0], 0, 0), ([1, 1, 0, 0], 9, 0)], [3, 2, 1, 0])
@example([([0, 0, 0, 1], 0, 0), ([-1, 1, -1, 0], 0, 0), ([2, 0, 1, 0], 0, 0)], [0, 1, 1, 0])
@given(rows, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_what_can_be_is_the_same_before_and_after(told: Rows, pieces: list[int]) -> None:
    before = known(told, pieces)
    left = eliminate(before)
    targets = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [1, 1, 1, 1]]
    found = bounds(left, csr_array(np.array(targets)))
    for target, lower, upper in zip(targets, found.lower.tolist(), found.upper.tolist(), strict=True):
        assert (lower, upper) == pytest.approx(ends(before, target), abs=1e-6)
    for piece in np.flatnonzero(~np.isnan(left.fixed)):
        assert left.fixed[piece] == pieces[piece]


def test_equations_are_shortened_by_those_inside_them_and_fix_what_is_alone() -> None:
    """a + b = 3 and a + b + c = 6: c is 3; and with a + b + c + d + e = 6 nobody is in d or e."""
    matrix = csr_array(np.array([[1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]))
    told = np.array([3.0, 6.0, 6.0])
    left = eliminate(Knowledge(matrix, told, told))
    np.testing.assert_array_equal(left.fixed, [np.nan, np.nan, 3.0, 0.0, 0.0])
    assert (left.free.tolist(), left.matrix.toarray().tolist()) == ([0, 1], [[1, 1]])
    assert (left.lower.tolist(), left.upper.tolist()) == ([3.0], [3.0])


@pytest.mark.parametrize(
    ("matrix", "lower", "upper"),
    [
        ([[1, 1], [1, 1]], [3, 4], [3, 4]),  # one sum is two numbers
        ([[1, 0], [1, 1]], [4, 3], [4, 3]),  # a part is more than the whole
        ([[1, 1]], [-2], [-1]),  # fewer than nobody
        ([[1, 0], [0, 1], [1, 1]], [1, 1, 3], [1, 1, 4]),  # 1 + 1 is not from 3 to 4
        ([[1, 0], [0, 1], [1, 1]], [1, 1, 0], [1, 1, 1]),
        ([[-1, 0]], [2], [2]),
    ],
)
def test_what_cannot_be_true_is_a_contradiction(
    matrix: list[list[int]], lower: list[int], upper: list[int]
) -> None:
    with pytest.raises(Contradiction):
        eliminate(Knowledge(csr_array(np.array(matrix)), np.array(lower, float), np.array(upper, float)))
