"""The solver's answers: the best, no end, nothing possible, and no answer at all, which is never a pass."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from fardplan.disclosure.audit.knowledge import Contradiction
from fardplan.disclosure.audit.solver import Programme, Unsolved, cost_of

ROW = csr_array(np.array([[2.0, 1.0]]))
FREE = csr_array(np.array([[1.0, -1.0]]))


def five(**more: object) -> Programme:
    """2x + y = 5, neither below 0."""
    return Programme(ROW, np.array([5.0]), np.array([5.0]), **more)  # type: ignore[arg-type]


def test_the_least_and_the_most_and_where() -> None:
    programme = five()
    x, both = cost_of([0], 2), cost_of([0, 1], 2)
    answers = [programme.best(cost, most=most) for cost in (x, both) for most in (True, False)]
    assert [value for value, _ in answers] == pytest.approx([2.5, 0.0, 5.0, 2.5])
    assert [list(where) for _, where in answers if where is not None] == [
        pytest.approx(place) for place in ([2.5, 0.0], [0.0, 5.0], [0.0, 5.0], [2.5, 0.0])
    ]


def test_whole_numbers() -> None:
    value, where = five(whole=True).best(cost_of([0], 2), most=True)
    assert (value, where.tolist() if where is not None else None) == (2.0, [2.0, 1.0])


def test_bounds_of_columns_at_first_and_changed() -> None:
    programme = five(lower=np.array([1.0, 0.0]), upper=np.array([2.0, 9.0]))
    x = cost_of([0], 2)
    assert [programme.best(x, most=most)[0] for most in (True, False)] == [2.0, 1.0]
    programme.bound(np.array([0.0, 4.0]), np.array([9.0, 9.0]))
    assert [programme.best(x, most=most)[0] for most in (True, False)] == [0.5, 0.0]


def test_what_has_no_end_is_infinite_and_nowhere() -> None:
    """x = y, as large as one likes."""
    equal = Programme(FREE, np.zeros(1), np.zeros(1))
    assert equal.best(cost_of([0, 1], 2), most=True) == (np.inf, None)
    below = Programme(FREE, np.zeros(1), np.zeros(1), lower=np.full(2, -np.inf))
    assert below.best(cost_of([0, 1], 2), most=False) == (-np.inf, None)


def test_what_nothing_fulfils_is_a_contradiction() -> None:
    with pytest.raises(Contradiction):
        Programme(ROW, np.array([-2.0]), np.array([-1.0])).best(cost_of([0], 2), most=True)


def test_no_proven_answer_is_a_failed_audit() -> None:
    """No time to search in: what the solver has by then is not taken for an answer."""
    rng = np.random.default_rng(1)
    weights = csr_array(rng.integers(1, 1000, (40, 60)).astype(float))
    half = np.asarray(weights.sum(axis=1)) // 2
    search = Programme(weights, half, half + 1, upper=np.ones(60), whole=True, seconds=0.0)
    with pytest.raises(Unsolved) as caught:
        search.best(rng.integers(1, 100, 60).astype(float), most=True)
    assert str(caught.value) == (
        "the solver answered 'Time limit reached', which proves nothing\nWhat was audited counts as failed."
    )


def test_a_question_that_the_solver_refuses_is_a_failed_audit() -> None:
    with pytest.raises(Unsolved, match="the solver refused what it was asked"):
        five().best(np.array([np.inf, 0.0]), most=True)
