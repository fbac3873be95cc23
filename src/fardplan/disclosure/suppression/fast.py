"""The fast method: eliminate, look for proof, mend what fails."""

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.suppression.alternatives import Alternatives, Goal, Numbers
from fardplan.disclosure.suppression.elimination import Elimination
from fardplan.disclosure.suppression.model import TOLERANCE, Model, impossible
from fardplan.disclosure.tables import Mask

FIRST = 1e6
"""What a unit nearer to a goal is worth, against the price of hiding a node: always more."""


class Proof:
    """How far each node has been seen to move in tables that agree with everything shown."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.gained, self.lost = np.zeros(len(model.value)), np.zeros(len(model.value))

    def note(self, move: Numbers) -> None:
        np.maximum(self.gained, move, out=self.gained)
        np.maximum(self.lost, -move, out=self.lost)

    def open(self) -> list[Goal]:
        """What is not proven yet, in the order of the nodes."""
        up = np.flatnonzero(self.gained < self.model.up - TOLERANCE)
        down = np.flatnonzero(self.lost < self.model.down - TOLERANCE)
        return [Goal(int(node), 1, float(self.model.up[node])) for node in up] + [
            Goal(int(node), -1, float(self.model.down[node])) for node in down
        ]


def fast(model: Model) -> Mask:
    """Nodes to hide, shape (nodes,). Raises `RuleError` when no hiding is enough."""
    hidden = model.sensitive | model.untold
    _eliminate(model, hidden)
    proof = Proof(model)
    _repair(model, hidden, proof)
    return hidden


def _eliminate(model: Model, hidden: Mask) -> None:
    order = np.lexsort((np.arange(len(hidden)), -model.weight))
    candidates = [int(node) for node in order if not hidden[node] and not model.fixed[node]]
    found = Elimination(model.matrix).hidden(
        np.flatnonzero(model.fixed).tolist(), candidates, np.flatnonzero(model.sensitive).tolist()
    )
    hidden[found] = True


def _repair(model: Model, hidden: Mask, proof: Proof) -> None:
    """Hide more, cheapest first, until every goal is proven."""
    tables = Alternatives(model.matrix, model.value)
    lost = 0
    while goals := proof.open()[lost:]:
        price = np.where(hidden, 1e-3, model.weight + 1e-3)
        price[model.fixed] = np.inf
        goals = goals[:1]
        move = tables.towards(goals, price, reward=FIRST)
        hidden |= np.abs(move) > TOLERANCE
        proof.note(move)
        reached = np.abs(move[goals[0].node]) > goals[0].amount - TOLERANCE
        lost += not reached
    if lost:
        raise impossible(lost)


Rows = NDArray[np.intp]
