"""Hidden nodes that can only move together, taken as one: far smaller programs with the same answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fardplan.disclosure.suppression.model import Model, Nodes, Numbers
from fardplan.disclosure.tables import Mask

Terms = dict[int, float]


@dataclass(frozen=True, eq=False, slots=True)
class Bunches:
    """`matrix`: shape (relations left, bunches). A node of `nodes` moves by `factor` times its bunch's move.

    `bunch`: shape (all nodes,), -1 for a node that cannot move. `gain`, `lose`: how far a bunch can move
    before one of its nodes would be negative, shape (bunches,).
    """

    matrix: sparse.csr_array
    nodes: Nodes
    bunch: Nodes
    factor: Numbers
    gain: Numbers
    lose: Numbers


def bunches_of(model: Model, hidden: Mask) -> Bunches:
    """Use up every relation that ties two hidden nodes, and every one that holds a single one fast."""
    ties = _Ties(model, hidden)
    ties.use_up()
    nodes = np.array(sorted(ties.tied), dtype=np.intp)
    first = {node: number for number, node in enumerate(sorted(ties.relations))}
    bunch, factor = np.full(len(hidden), -1), np.zeros(len(hidden))
    for node in nodes.tolist():
        head, share = ties.tied[node]
        bunch[node], factor[node] = first[head], share
    gain, lose = np.full(len(first), np.inf), np.full(len(first), np.inf)
    room = model.value[nodes] / np.abs(factor[nodes])
    with_it = factor[nodes] > 0
    np.minimum.at(lose, bunch[nodes[with_it]], room[with_it])
    np.minimum.at(gain, bunch[nodes[~with_it]], room[~with_it])
    return Bunches(ties.matrix(first), nodes, bunch, factor, gain, lose)


class _Ties:
    def __init__(self, model: Model, hidden: Mask) -> None:
        self.terms: dict[int, Terms] = {}
        self.relations: dict[int, set[int]] = {node: set() for node in np.flatnonzero(hidden).tolist()}
        self.tied = {node: (node, 1.0) for node in self.relations}
        self._members = {node: [node] for node in self.relations}
        matrix = model.matrix
        touched = np.flatnonzero(np.diff(matrix[:, np.flatnonzero(hidden)].indptr))
        for row in touched.tolist():
            inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
            pairs = zip(matrix.indices[inside].tolist(), matrix.data[inside].tolist(), strict=True)
            self.terms[row] = {node: sign for node, sign in pairs if node in self.relations}
            for node in self.terms[row]:
                self.relations[node].add(row)

    def use_up(self) -> None:
        short = [row for row, terms in self.terms.items() if len(terms) <= 2]
        while short:
            terms = self.terms.pop(row) if (row := short.pop()) in self.terms else {}
            for node in terms:
                self.relations[node].discard(row)
            if len(terms) == 1:
                short += self._hold(*terms)
            elif len(terms) == 2:
                short += self._tie(terms)

    def _hold(self, node: int) -> list[int]:
        """Nothing else in a relation moves, so this one does not."""
        rows = self.relations.pop(node)
        for row in rows:
            del self.terms[row][node]
        for member in self._members.pop(node):
            del self.tied[member]
        return self._short(rows)

    def _tie(self, terms: Terms) -> list[int]:
        """Two that balance each other: the one in fewer relations follows the other."""
        node, head = sorted(terms, key=lambda each: (len(self.relations[each]), each))
        share = -terms[head] / terms[node]
        rows = self.relations.pop(node)
        for row in rows:
            there = self.terms[row]
            left = there.get(head, 0.0) + there.pop(node) * share
            if abs(left) < 1e-9:
                there.pop(head, None)
                self.relations[head].discard(row)
            else:
                there[head] = left
                self.relations[head].add(row)
        members = self._members.pop(node)
        self._members[head] += members
        for member in members:
            self.tied[member] = (head, self.tied[member][1] * share)
        return self._short(rows)

    def _short(self, rows: set[int]) -> list[int]:
        return [row for row in sorted(rows) if len(self.terms[row]) <= 2]

    def matrix(self, number: dict[int, int]) -> sparse.csr_array:
        rows = [terms for terms in self.terms.values() if terms]
        row = np.repeat(np.arange(len(rows)), [len(terms) for terms in rows])
        sign: NDArray[np.float64] = np.array([sign for terms in rows for sign in terms.values()])
        column = np.array([number[node] for terms in rows for node in terms], dtype=np.intp)
        return sparse.csr_array((sign, (row, column)), shape=(len(rows), len(number)))
