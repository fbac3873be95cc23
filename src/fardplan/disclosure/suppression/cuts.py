"""Inequalities that every safe choice of hidden nodes fulfils, found where a choice is not safe."""

from dataclasses import dataclass

import highspy
import numpy as np

from fardplan.disclosure.suppression.alternatives import TOLERANCE, Alternatives, Goal, Numbers, QuietSolver
from fardplan.disclosure.suppression.model import Model, Nodes


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """The hidden among `nodes` must count for at least `least`, each with its `share` of it."""

    nodes: Nodes
    shares: Numbers
    least: float


class Cutter:
    """Looks for cuts that a choice breaks.

    Any weighing of the relations says how a sensitive node is tied to others: it moves by a weighed sum of
    their moves. A shown node does not move, a hidden one falls by what it holds at most, and no node need
    count for more than the whole move. So the hidden ones, each with its share, must reach the whole. The
    best weighing is the dual solution of the program that moves the sensitive node as far as it goes
    (Fischetti and Salazar-González, Management Science 47(7), 2001).
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tables = Alternatives(model.matrix, model.value)
        self.chosen = ~(model.sensitive | model.untold | model.fixed)
        self.goals = [
            Goal(int(node), sign, float(amounts[node]))
            for sign, amounts in ((1, model.up), (-1, model.down))
            for node in np.flatnonzero(amounts)
        ]

    def broken(self, hidden: Numbers, goal: Goal, *, whole: bool) -> Cut | None:
        """A cut that `hidden`, shape (nodes,), from 0 to 1, breaks; None when the goal is reached.

        `whole`: every node is hidden or shown, and the answer is exact. Else nodes are hidden in part, and
        move in part of what the goal asks.
        """
        value, model = self._model.value, self._model
        if whole:
            gain, lose = np.where(hidden > 0.5, np.inf, 0.0), np.where(hidden > 0.5, value, 0.0)
        else:
            gain, lose = goal.amount * hidden, np.minimum(value, goal.amount) * hidden
            gain[model.untold], lose[model.untold] = np.inf, value[model.untold]
        moved, duals = self._tables.farthest(goal, gain, lose)
        if moved >= goal.amount - TOLERANCE:
            return None
        share = (model.columns.T @ duals) * goal.sign
        share = share / -share[goal.node] * goal.sign
        share[np.abs(share) < 1e-9] = 0.0
        reach = np.where(share > 0, goal.amount, -share * value)
        counts = np.minimum(reach / goal.amount, 1.0)
        counts[goal.node] = counts[model.fixed] = 0.0
        least = 1.0 - float(counts[~self.chosen].sum())
        nodes = np.flatnonzero((counts > 0) & self.chosen)
        return Cut(nodes, counts[nodes], least) if least > TOLERANCE else None


class Master:
    """The lightest choice that fulfils all cuts so far."""

    def __init__(self, model: Model, chosen: np.ndarray) -> None:
        self._nodes = np.flatnonzero(chosen)
        self._size = len(model.value)
        self._base = np.where(model.sensitive | model.untold, 1.0, 0.0)
        self._always = float(model.weight[model.sensitive].sum())
        self._place = np.full(self._size, -1)
        self._place[self._nodes] = np.arange(len(self._nodes))
        self._solver = QuietSolver()
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._solver.setOptionValue("mip_abs_gap", 1e-9)
        count = len(self._nodes)
        self._solver.addVars(count, np.zeros(count), np.ones(count))
        columns = np.arange(count, dtype=np.int32)
        self._solver.changeColsCost(count, columns, model.weight[self._nodes])

    def add(self, cut: Cut) -> None:
        places = self._place[cut.nodes].astype(np.int32)
        self._solver.addRow(cut.least, highspy.kHighsInf, len(places), places, cut.shares)

    def lightest(self) -> tuple[Numbers, float]:
        """What to hide, shape (nodes,), and a weight that no choice fulfilling the cuts goes below."""
        hidden = self._base.copy()
        if not len(self._nodes):
            return hidden, self._always
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            hidden[self._nodes] = np.asarray(self._solver.getSolution().col_value)
        elif status != highspy.HighsModelStatus.kSolutionLimit:
            raise RuntimeError(f"HiGHS did not solve the program of cuts: {status}")
        info = self._solver.getInfo()
        bound = info.mip_dual_bound if self._whole else info.objective_function_value
        return hidden, self._always + float(bound)

    _whole = False

    def take_whole(self, nodes_most: int) -> None:
        """From now on a node is hidden or shown, nothing between; at most so many branches are followed."""
        self._whole = True
        self._solver.setOptionValue("mip_max_nodes", nodes_most)
        count = len(self._nodes)
        kinds = np.full(count, highspy.HighsVarType.kInteger)
        self._solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)

    @property
    def finished(self) -> bool:
        """Whether the last answer is proven to be the lightest, not only the best found."""
        return not len(self._nodes) or bool(
            self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        )
