"""From linked cells to nodes and the sums that tie them: all that anyone can calculate with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fardplan.disclosure.suppression.sets import CodeSets, atoms_of, cliques, junction_tree, partitions
from fardplan.disclosure.tables import LinkedCells
from fardplan.vocabulary.errors import RuleError

LIMIT = 3_000_000
"""More pieces than this do not fit in the memory that a release may take."""

Key = tuple[int, ...]
"""A product of sets of atoms, one set a dimension: the people whom a node counts."""


@dataclass(frozen=True, eq=False, slots=True)
class Relations:
    """Nodes (the cells, and pieces that are no cell) with the sums that hold between them.

    `node`: shape (cells,), the node of each cell; two cells that count the same people share one. Nodes
    from 0 to `told` - 1 are cells, those after them are never published. `matrix`: shape (relations, nodes),
    +1 for each part and -1 for the whole. A vector over the nodes is a table of some people exactly when
    `matrix @ x` is 0 and no node is negative.
    """

    node: NDArray[np.intp]
    told: int
    matrix: sparse.csr_array


def relations_of(cells: LinkedCells) -> Relations:
    """Find nodes and relations enough to say all that the leaves allow; see `docs/methods/disclosure.md`.

    Raises `RuleError` when the cells cross so many dimensions that their pieces cannot be held.
    """
    return _Builder(cells).build()


class _Builder:
    def __init__(self, cells: LinkedCells) -> None:
        self.dimensions = [
            CodeSets.of(dimension, {cell[place] for cell in cells.cells})
            for place, dimension in enumerate(cells.dimensions)
        ]
        self.full = tuple(sets.full for sets in self.dimensions)
        self.number: dict[Key, int] = {}
        self.node = np.array([self._node(self._key(cell)) for cell in cells.cells], dtype=np.intp)
        self.told = len(self.number)
        self.groups = cliques(map(self._support, self.number))
        self.parted: dict[tuple[int, int], list[tuple[int, ...]]] = {}
        self.rows: list[tuple[int, list[int]]] = []

    def _key(self, cell: tuple[str, ...]) -> Key:
        return tuple(sets.sets[code] for sets, code in zip(self.dimensions, cell, strict=True))

    def _node(self, key: Key) -> int:
        return self.number.setdefault(key, len(self.number))

    def _support(self, key: Key) -> frozenset[int]:
        return frozenset(place for place, members in enumerate(key) if members != self.full[place])

    def build(self) -> Relations:
        told = list(self.number)
        homes = [self._home(key) for key in told]
        pieces = self._pieces(told, homes)
        bridges = self._bridges(pieces)
        for group in range(len(self.groups)):
            for key in sorted(pieces[group]):
                self._node(key)
        for key, home in zip(told, homes, strict=True):
            if key not in pieces[home] and (key, home) not in bridges:
                self.rows.append((self.number[key], self._parts(key, self.groups[home])))
        for key, group in sorted(bridges):
            if key not in pieces[group]:
                self.rows.append((self._node(key), [self.number[piece] for piece in self._above(key, group)]))
        return self._merged(self._matrix())

    def _home(self, key: Key) -> int:
        support = self._support(key)
        return next(place for place, group in enumerate(self.groups) if support <= group)

    def _below(self, key: Key, group: frozenset[int]) -> Iterator[Key]:
        """The pieces of a group of dimensions that a node is the sum of."""
        return product(
            *(atoms_of(members) if place in group else [members] for place, members in enumerate(key))
        )

    def _above(self, key: Key, group: int) -> Iterator[Key]:
        return self._below(key, self.groups[group])

    def _pieces(self, told: list[Key], homes: list[int]) -> list[set[Key]]:
        """For each group the pieces that a cell counts, with all that share an overlap with one of them."""
        pieces: list[set[Key]] = [set() for _ in self.groups]
        for key, home in zip(told, homes, strict=True):
            size = prod(key[place].bit_count() for place in self.groups[home])
            if size > LIMIT:
                raise RuleError(*_too_many())
            pieces[home].update(self._below(key, self.groups[home]))
        tree = junction_tree(self.groups)
        growing = True
        while growing:
            before = sum(map(len, pieces))
            for one, other in tree:
                shared = self._overlap(pieces, one, other)
                for group in (one, other):
                    for key in shared:
                        pieces[group].update(self._above(key, group))
            growing = sum(map(len, pieces)) > before
            if sum(map(len, pieces)) > LIMIT:
                raise RuleError(*_too_many())
        return pieces

    def _overlap(self, pieces: list[set[Key]], one: int, other: int) -> set[Key]:
        shared = self.groups[one] & self.groups[other]
        return {
            tuple(members if place in shared else self.full[place] for place, members in enumerate(key))
            for group in (one, other)
            for key in pieces[group]
        }

    def _bridges(self, pieces: list[set[Key]]) -> set[tuple[Key, int]]:
        return {
            (key, group)
            for one, other in junction_tree(self.groups)
            for key in self._overlap(pieces, one, other)
            for group in (one, other)
        }

    def _parts(self, key: Key, group: frozenset[int]) -> list[int]:
        """The fewest nodes found that part a cell: along one dimension, else all its pieces."""
        best: list[int] | None = None
        for place in sorted(group):
            if key[place].bit_count() == 1:
                continue
            for parts in self._partitions(place, key[place]):
                found = [self.number.get((*key[:place], part, *key[place + 1 :])) for part in parts]
                if None not in found and (best is None or len(found) < len(best)):
                    best = [number for number in found if number is not None]
        return best or [self.number[piece] for piece in self._below(key, group)]

    def _partitions(self, place: int, members: int) -> list[tuple[int, ...]]:
        if (place, members) not in self.parted:
            codes = self.dimensions[place].sets.values()
            self.parted[place, members] = partitions(members, codes)
        return self.parted[place, members]

    def _matrix(self) -> sparse.csr_array:
        row = np.repeat(np.arange(len(self.rows)), [len(parts) + 1 for _, parts in self.rows])
        column = np.array([node for whole, parts in self.rows for node in (whole, *parts)], dtype=np.intp)
        sign = np.array([sign for _, parts in self.rows for sign in (-1.0, *([1.0] * len(parts)))])
        return sparse.csr_array((sign, (row, column)), shape=(len(self.rows), len(self.number)))

    def _merged(self, matrix: sparse.csr_array) -> Relations:
        """Pieces that nobody publishes and that always occur together are one."""
        columns = sparse.csc_array(matrix)
        columns.sort_indices()
        first: dict[bytes, int] = {}
        keep = list(range(self.told))
        for node in range(self.told, matrix.shape[1]):
            inside = slice(columns.indptr[node], columns.indptr[node + 1])
            seen = columns.indices[inside].tobytes() + columns.data[inside].tobytes()
            if first.setdefault(seen, node) == node and seen:
                keep.append(node)
        return Relations(self.node, self.told, sparse.csr_array(columns[:, keep]))


def _too_many() -> tuple[str]:
    return (f"the cells cross so many dimensions that they have more than {LIMIT} pieces",)
