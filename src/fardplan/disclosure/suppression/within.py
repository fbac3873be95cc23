"""Moves among the hidden nodes alone: what a reader of a table has to reckon with."""

from collections.abc import Iterable, Iterator

import numpy as np
from scipy.sparse.csgraph import connected_components

from fardplan.disclosure.suppression.alternatives import DUST, Alternatives, Goal, Move, Numbers
from fardplan.disclosure.suppression.model import Model
from fardplan.disclosure.suppression.ties import bunches_of
from fardplan.disclosure.tables import Mask


class Within:
    """Moves among the hidden nodes alone."""

    def __init__(self, model: Model, hidden: Mask) -> None:
        self._model = model
        self._bunches = bunches_of(model, hidden)
        self._tables = Alternatives(self._bunches.matrix, self._bunches.lose, self._bunches.gain)
        self._price = self._of_nodes(1e-2 * (0.1 + np.where(model.sensitive, 0.0, model.price)))
        self.asked = 0

    def _of_nodes(self, price: Numbers) -> Numbers:
        """The price of a bunch: what its nodes cost together."""
        nodes, bunch = self._bunches.nodes, self._bunches.bunch
        total = np.zeros(len(self._bunches.gain))
        np.add.at(total, bunch[nodes], price[nodes] * np.abs(self._bunches.factor[nodes]))
        return total

    def towards(self, goals: Iterable[Goal], without: int = -1, kept: Mask | None = None) -> list[Move]:
        """The parts of a move that brings the goals as near as possible while `without` stays.

        `kept`: shape (nodes,), what is hidden anyway, so that moving it costs next to nothing.
        """
        if kept is None:
            price = self._price.copy()
        else:
            price = self._of_nodes(1e-2 + np.where(kept, 0.0, self._model.price))
        if without >= 0 and self._bunches.bunch[without] >= 0:
            price[self._bunches.bunch[without]] = np.inf
        self.asked += 1
        change = self._tables.towards(list(self._of_bunches(goals)), price)
        nodes = self._bunches.nodes
        moved = change[self._bunches.bunch[nodes]] * self._bunches.factor[nodes]
        there = np.abs(moved) > DUST
        return parts((nodes[there], moved[there]), self._model)

    def _of_bunches(self, goals: Iterable[Goal]) -> Iterator[Goal]:
        """The goals in terms of bunches; the first where two ask of the same one."""
        taken = set()
        for goal in goals:
            bunch, factor = int(self._bunches.bunch[goal.node]), float(self._bunches.factor[goal.node])
            if bunch >= 0 and bunch not in taken:
                taken.add(bunch)
                yield Goal(bunch, goal.sign if factor > 0 else -goal.sign, goal.amount / abs(factor))

    def show(self, node: int) -> None:
        if self._bunches.bunch[node] >= 0:
            self._price[self._bunches.bunch[node]] = np.inf


def parts(move: Move, model: Model) -> list[Move]:
    """The moves that a move consists of: nodes that no relation ties together move each for themselves."""
    nodes, change = move
    ties = model.matrix[:, nodes]
    count, part = connected_components(ties.T @ ties, directed=False)
    return [(nodes[part == each], change[part == each]) for each in range(count)]
