"""Other tables of people that a reader cannot tell from the true one, found by linear programming (HiGHS)."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from fardplan.vocabulary.errors import InputError

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Goal:
    """A node that is to move: `sign` +1 upwards or -1 downwards, by `amount` or as near to it as possible."""

    node: int
    sign: int
    amount: float


class Alternatives:
    """Moves between tables: `matrix @ move` is 0 and nothing falls below 0.

    `matrix`: shape (relations, nodes); `value`: shape (nodes,). One HiGHS instance is kept; every question
    changes bounds and costs. Each node has two columns, what it gains and what it loses. The number of threads
    is never touched: two instances with different numbers in one process fail without a word.
    """

    def __init__(self, matrix: sparse.csr_array, value: Numbers) -> None:
        self._nodes = matrix.shape[1]
        self._lowest = np.zeros(2 * self._nodes)
        self._value = value
        self._columns = np.arange(2 * self._nodes, dtype=np.int32)
        both = sparse.csc_array(sparse.hstack([matrix, -matrix], format="csc"))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * self._nodes, matrix.shape[0]
        program.col_cost_ = program.col_lower_ = self._lowest
        program.col_upper_ = np.concatenate([np.full(self._nodes, np.inf), value])
        program.row_lower_ = program.row_upper_ = np.zeros(matrix.shape[0])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = both.indptr
        program.a_matrix_.index_ = both.indices
        program.a_matrix_.value_ = both.data
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("presolve", "off")
        _expect(self._solver.passModel(program) != highspy.HighsStatus.kError)

    def towards(self, goals: Sequence[Goal], price: Numbers, *, reward: float) -> Numbers:
        """The move that brings the goals nearest, each unit of it worth `reward`, least `price` of all moves.

        `price`: shape (nodes,), of each unit that a node moves; infinite for a node that must stay.
        """
        stay = np.isinf(price)
        cost = np.tile(np.where(stay, 0.0, price), 2)
        gain = np.where(stay, 0.0, np.inf)
        lose = np.where(stay, 0.0, self._value)
        for goal in goals:
            with_it, against = (gain, lose) if goal.sign > 0 else (lose, gain)
            with_it[goal.node], against[goal.node] = goal.amount, 0.0
            cost[goal.node + (0 if goal.sign > 0 else self._nodes)] = -reward
        found = self._solve(cost, np.concatenate([gain, lose]))
        return found[: self._nodes] - found[self._nodes :]

    def completed(self, sums: Numbers) -> Numbers:
        """Values, not negative, whose sums are `sums`, shape (relations,)."""
        rows = np.arange(len(sums), dtype=np.int32)
        self._solver.changeRowsBounds(len(rows), rows, sums, sums)
        highest = np.concatenate([np.full(self._nodes, np.inf), np.zeros(self._nodes)])
        return self._solve(np.zeros(2 * self._nodes), highest)[: self._nodes]

    def _solve(self, cost: Numbers, highest: Numbers) -> Numbers:
        self._solver.clearSolver()
        self._solver.changeColsCost(len(cost), self._columns, cost)
        self._solver.changeColsBounds(len(cost), self._columns, self._lowest, highest)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise InputError("the values contradict each other: no table of people has these sums")
        _expect(status == highspy.HighsModelStatus.kOptimal, status)
        return np.asarray(self._solver.getSolution().col_value)


def _expect(true: bool, status: object = "") -> None:
    if not true:
        raise RuntimeError(f"HiGHS did not solve a program that has a solution: {status}")
