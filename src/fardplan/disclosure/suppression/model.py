"""The problem as arrays over nodes: what they hold, what hiding them costs, how far they must be movable."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fardplan.disclosure.suppression.alternatives import TOLERANCE, Alternatives
from fardplan.disclosure.suppression.relations import relations_of
from fardplan.disclosure.tables import LinkedCells, Mask, Needs
from fardplan.vocabulary.errors import InputError, RuleError

Numbers = NDArray[np.float64]
Nodes = NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """`node`: the node of each cell. All else has one entry a node.

    `matrix`, `columns`: shape (relations, nodes), twice the same. `value`: what the node holds; for a piece
    that no cell tells, one possibility. `weight`: what hiding it costs. `fixed`: everybody knows it.
    `untold`: no cell tells it, so it is hidden without cost. `down`, `up`: how far a sensitive node must be
    movable, 0 for the others.
    """

    node: Nodes
    matrix: sparse.csr_array
    columns: sparse.csc_array
    value: Numbers
    weight: Numbers
    fixed: Mask
    untold: Mask
    down: Numbers
    up: Numbers

    @property
    def sensitive(self) -> Mask:
        return (self.down > 0) | (self.up > 0)

    @property
    def price(self) -> Numbers:
        """The weights scaled to at most 10, so that rewards stay above them whatever their unit."""
        heaviest = float(self.weight.max(initial=0.0))
        return np.asarray(self.weight * (10.0 / max(heaviest, 1e-12)))


def model_of(cells: LinkedCells, needs: Needs, weights: Numbers) -> Model:
    """Join cells that count the same people, and find possible values for the pieces that no cell tells.

    Raises `InputError` when the sums contradict each other, `RuleError` when a sensitive cell is known.
    """
    relations = relations_of(cells)
    nodes, told = relations.matrix.shape[1], relations.told
    value, weight = np.zeros(nodes), np.zeros(nodes)
    value[relations.node] = cells.values
    if np.any(value[relations.node] != cells.values):
        raise InputError("cells that count the same people have different values")
    np.add.at(weight, relations.node, weights)
    fixed = np.zeros(nodes, dtype=np.bool_)
    fixed[relations.node[cells.known]] = True
    down, up = np.zeros(nodes), np.zeros(nodes)
    who = needs.sensitive
    np.maximum.at(down, relations.node[who], (cells.values - needs.lower)[who])
    np.maximum.at(up, relations.node[who], (needs.upper - cells.values)[who])
    untold = np.arange(nodes) >= told
    value[untold] = _possible(relations.matrix, value, untold)
    model = Model(
        relations.node, relations.matrix, relations.matrix.tocsc(), value, weight, fixed, untold, down, up
    )
    if lost := int(np.count_nonzero(fixed & model.sensitive)):
        raise impossible(lost)
    return model


def _possible(matrix: sparse.csr_array, value: Numbers, untold: Mask) -> Numbers:
    """Some values, not negative, of the nodes that no cell tells."""
    if not untold.any():
        found = np.zeros(0)
    else:
        found = Alternatives(matrix[:, np.flatnonzero(untold)], np.zeros(int(untold.sum()))).completed(
            -(matrix[:, np.flatnonzero(~untold)] @ value[~untold])
        )
    filled = value.copy()
    found = np.maximum(found, 0.0)
    filled[untold] = found
    if np.abs(matrix @ filled).max(initial=0.0) > TOLERANCE * max(1.0, value.max(initial=0.0)):
        raise InputError(
            "the values contradict each other: no table of people has these sums",
            instead="A cell is the sum of its parts, also where only some of them are told.",
        )
    return found


def impossible(count: int) -> RuleError:
    return RuleError(
        f"{count} sensitive cells cannot be protected, whatever else is hidden",
        instead="The figures that are known already, or the sums they lie in, tell too much. Leave these "
        "cells out of the release, or ask for a smaller interval.",
        outcome="Nothing was let out.",
    )
