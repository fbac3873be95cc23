"""What is proven: moves that show how far the sensitive nodes are open, each seen to be possible."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.suppression.alternatives import TOLERANCE, Goal, Move
from fardplan.disclosure.suppression.model import Model
from fardplan.disclosure.tables import Mask

Place = tuple[int, int]
"""A goal: the node and the sign."""


@dataclass(eq=False, slots=True)
class Witness:
    """A move along a line: `nodes` change by `change` times any factor from `least` (below 0) to `most`."""

    nodes: NDArray[np.intp]
    change: NDArray[np.float64]
    least: float
    most: float


class Proof:
    """For every goal the witnesses that reach it. A witness falls when one of its nodes is shown."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._amount = {
            (int(node), sign): float(amounts[node])
            for sign, amounts in ((1, model.up), (-1, model.down))
            for node in np.flatnonzero(amounts)
        }
        self._witnesses: dict[Place, list[Witness]] = {place: [] for place in self._amount}
        self._leaning: dict[int, dict[int, Witness]] = {}
        self._reaches: dict[int, list[Place]] = {}

    def open(self) -> list[Goal]:
        """The goals that nothing proves yet."""
        return [self.goal(place) for place, witnesses in self._witnesses.items() if not witnesses]

    def goal(self, place: Place) -> Goal:
        return Goal(*place, self._amount[place])

    def note(self, move: Move) -> None:
        """Keep a move, and all that it proves when it is stretched, shrunk or turned around."""
        witness = _stretched(move, self._model)
        reached = list(self._reached(witness))
        if not reached:
            return
        self._reaches[id(witness)] = reached
        for place in reached:
            self._witnesses[place].append(witness)
        for node in witness.nodes.tolist():
            self._leaning.setdefault(node, {})[id(witness)] = witness

    def _reached(self, witness: Witness) -> Iterator[Place]:
        for node, change in zip(witness.nodes.tolist(), witness.change.tolist(), strict=True):
            ends = sorted((witness.least * change, witness.most * change))
            for place, far in (((node, 1), ends[1]), ((node, -1), -ends[0])):
                if place in self._amount and far >= self._amount[place] - TOLERANCE:
                    yield place

    def resting_on(self, node: int) -> list[Place]:
        """The goals that would be open if `node` were shown, in the order they were first proven."""
        leaning: Counter[Place] = Counter()
        for key in self._leaning.get(node, {}):
            leaning.update(self._reaches[key])
        return [place for place, count in leaning.items() if count == len(self._witnesses[place])]

    def rests(self, place: Place, node: int) -> bool:
        """Whether every witness of a goal moves `node`."""
        leaning = self._leaning.get(node, {})
        return all(id(witness) in leaning for witness in self._witnesses[place])

    def proven(self, place: Place) -> bool:
        return bool(self._witnesses[place])

    def show(self, node: int) -> None:
        """Drop the witnesses that need `node` to move."""
        for key, witness in self._leaning.pop(node, {}).items():
            for place in self._reaches.pop(key):
                self._witnesses[place] = [other for other in self._witnesses[place] if other is not witness]
            for other in witness.nodes.tolist():
                if other != node:
                    self._leaning[other].pop(key)

    def faults(self, hidden: Mask) -> list[Goal]:
        """Goals without a witness that stands when everything is calculated once more from the start."""
        good: dict[int, bool] = {}
        return [
            self.goal(place)
            for place, witnesses in self._witnesses.items()
            if not any(_stands(witness, self._model, hidden, good) for witness in witnesses)
        ]


def _stretched(move: Move, model: Model) -> Witness:
    nodes, change = move
    held = model.value[nodes]
    down, up = change < 0, change > 0
    # What rounding leaves of a relation grows with the factor, and must stay next to nothing.
    farthest = TOLERANCE / max(_left(move, model), 1e-15)
    most = float(np.min(held[down] / -change[down], initial=farthest))
    least = -float(np.min(held[up] / change[up], initial=farthest))
    return Witness(nodes, change, least, most)


def _left(move: Move, model: Model) -> float:
    nodes, change = move
    whole = np.zeros(len(model.value))
    whole[nodes] = change
    return float(np.abs(model.matrix @ whole).max(initial=0.0))


def _stands(witness: Witness, model: Model, hidden: Mask, good: dict[int, bool]) -> bool:
    if id(witness) not in good:
        factor = max(witness.most, -witness.least)
        still = _left((witness.nodes, witness.change), model) * factor <= 2 * TOLERANCE
        good[id(witness)] = bool(still and np.all(hidden[witness.nodes]))
    return good[id(witness)]
