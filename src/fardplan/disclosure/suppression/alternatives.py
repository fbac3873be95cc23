"""Other tables of people that a reader cannot tell from the true one, found by linear programming (HiGHS)."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fardplan.vocabulary.errors import InputError

Numbers = NDArray[np.float64]
Move = tuple[NDArray[np.intp], Numbers]
"""The nodes that change, and by how much."""
REWARD = 1e6
"""What a unit nearer to a goal is worth against the price of a move: always more."""
DUST = 1e-7
TOLERANCE = 1e-6
"""What counts as nothing: a move smaller than `DUST`, a goal missed by less than `TOLERANCE`."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A node that is to move: `sign` +1 upwards or -1 downwards, by `amount` or as near to it as possible."""

    node: int
    sign: int
    amount: float

    @property
    def place(self) -> tuple[int, int]:
        return self.node, self.sign


class Alternatives:
    """Moves between tables: `matrix @ move` is 0 and nothing falls below 0.

    `matrix`: shape (relations, nodes); `lose`, `gain`: shape (nodes,), how far a node can fall and rise
    (without end where `gain` is not given). Each node has two columns, what it gains and
    what it loses. The number of threads is never touched: two HiGHS instances with different numbers in one
    process fail without a word.
    """

    def __init__(self, matrix: sparse.csr_array, lose: Numbers, gain: Numbers | None = None) -> None:
        self._nodes = matrix.shape[1]
        self._most = np.concatenate([np.full(len(lose), np.inf) if gain is None else gain, lose])
        self._columns = np.arange(2 * self._nodes, dtype=np.int32)
        both = sparse.csc_array(sparse.hstack([matrix, -matrix], format="csc"))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * self._nodes, matrix.shape[0]
        program.col_cost_ = program.col_lower_ = np.zeros(2 * self._nodes)
        program.col_upper_ = self._most
        program.row_lower_ = program.row_upper_ = np.zeros(matrix.shape[0])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = both.indptr
        program.a_matrix_.index_ = both.indices
        program.a_matrix_.value_ = both.data
        self._solver = QuietSolver()
        self._solver.setOptionValue("presolve", "off")
        expect(self._solver.passModel(program) != highspy.HighsStatus.kError)

    def towards(self, goals: Sequence[Goal], price: Numbers) -> Numbers:
        """The move that brings the goals nearest and, of all such moves, has the least price.

        `price`: shape (nodes,), of each unit that a node moves; infinite for a node that must stay.
        """
        cost, highest = self._limits(price)
        for goal in goals:
            with_it, against = self._pair(goal)
            highest[with_it], highest[against] = min(goal.amount, highest[with_it]), 0.0
            cost[with_it] = -REWARD
        found = self._solve(cost, highest)
        return found[: self._nodes] - found[self._nodes :]

    def _limits(self, price: Numbers) -> tuple[Numbers, Numbers]:
        stay = np.isinf(price)
        return np.tile(np.where(stay, 0.0, price), 2), np.where(np.tile(stay, 2), 0.0, self._most)

    def _pair(self, goal: Goal) -> tuple[int, int]:
        """The column that brings a goal nearer, and the one that takes it away."""
        gain, lose = goal.node, goal.node + self._nodes
        return (gain, lose) if goal.sign > 0 else (lose, gain)

    def farthest(self, goal: Goal, gain: Numbers, lose: Numbers) -> tuple[float, Numbers]:
        """How far towards a goal its node moves at most, within what each node may gain and lose.

        Also the value of each relation for it (the dual solution), shape (relations,).
        """
        cost, highest = np.zeros(2 * self._nodes), np.concatenate([gain, lose])
        with_it, against = self._pair(goal)
        highest[with_it], highest[against] = goal.amount, 0.0
        cost[with_it] = -1.0
        found = self._solve(cost, highest)
        return float(found[with_it]), np.asarray(self._solver.getSolution().row_dual)

    def reaches(self, goal: Goal, gain: Numbers, lose: Numbers) -> bool:
        return self.farthest(goal, gain, lose)[0] >= goal.amount - TOLERANCE

    def completed(self, sums: Numbers) -> Numbers:
        """Values, not negative, whose sums are `sums`, shape (relations,)."""
        rows = np.arange(len(sums), dtype=np.int32)
        for row, value in zip(rows.tolist(), sums.tolist(), strict=True):
            self._solver.changeRowBounds(row, value, value)
        highest = np.concatenate([np.full(self._nodes, np.inf), np.zeros(self._nodes)])
        return self._solve(np.zeros(2 * self._nodes), highest)[: self._nodes]

    def _solve(self, cost: Numbers, highest: Numbers) -> Numbers:
        self._solver.clearSolver()
        self._solver.changeColsCost(len(cost), self._columns, cost)
        self._solver.changeColsBounds(len(cost), self._columns, np.zeros(len(cost)), highest)
        return solved(self._solver)


class QuietSolver(highspy.Highs):
    """HiGHS without the line that it writes when it is made."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


def solved(solver: highspy.Highs) -> Numbers:
    """Run, and give the values of the columns; a program without solution is a contradiction in the input."""
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise InputError("the values contradict each other: no table of people has these sums")
    expect(status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}, status)
    return np.asarray(solver.getSolution().col_value)


def expect(true: bool, status: object = "") -> None:
    if not true:
        raise RuntimeError(f"HiGHS did not solve a program that has a solution: {status}")


def as_move(change: Numbers) -> Move:
    nodes = np.flatnonzero(np.abs(change) > DUST)
    return nodes, change[nodes]
