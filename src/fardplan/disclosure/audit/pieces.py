"""Pieces: the smallest parts that the cells of a publication cut the people into."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from fardplan.disclosure.audit.knowledge import distinct_columns
from fardplan.disclosure.tables import CellKey, Dimension
from fardplan.vocabulary.errors import InputError

LARGEST = 5_000_000
"""Pieces before merging; more than that is no publication but a register."""

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """What every cell is made of.

    `members`: shape (cells, pieces), 1 where the piece is a part of the cell. `links`: shape (links, pieces),
    sums of some pieces less sums of others, each of which is 0 whatever the figures are. Any numbers from 0
    that fulfil the links belong to a possible register; two pieces that no cell tells apart are one.

    Breakdowns that are never told crossed (sex by area, origin by area) are cut apart: one set of pieces for
    each, linked by what they have in common. Sets that overlap as the cliques of a tree do can always be
    joined to one table of the whole register (Lauritzen, Graphical Models, 1996, ch. 2 and 4), so nothing is
    lost; breakdowns that are told crossed in a ring are kept together.
    """

    members: Any
    links: Any

    @property
    def count(self) -> int:
        return int(self.members.shape[1])


@dataclass(frozen=True, eq=False, slots=True)
class _Atoms:
    """The parts of one dimension that the used codes tell apart.

    `held[start[n]:start[n + 1]]` are those of the code with number n; `whole[n]` says whether it has all.
    """

    count: int
    held: Indices
    start: Indices
    whole: NDArray[np.bool_]


Clique = tuple[int, ...]
"""Dimensions by their place, in order."""


def cut(dimensions: Sequence[Dimension], cells: Sequence[CellKey]) -> Pieces:
    """The pieces of `cells`. Raises `InputError` when they would be more than `LARGEST`."""
    codes = [sorted({cell[place] for cell in cells}) for place in range(len(dimensions))]
    atoms = [_atoms(dimension, used) for dimension, used in zip(dimensions, codes, strict=True)]
    coded = _coded(cells, codes)
    wholes = np.stack([one.whole[coded[:, place]] for place, one in enumerate(atoms)], axis=1)
    shapes, shape_of = np.unique(~wholes, axis=0, return_inverse=True)
    sizes = [one.count for one in atoms]
    cliques = _cliques([frozenset(np.flatnonzero(shape).tolist()) for shape in shapes], sizes)
    first = np.cumsum([0, *(math.prod(sizes[place] for place in clique) for clique in cliques)])
    if first[-1] > LARGEST:
        raise InputError(
            f"the cells part their people into {first[-1]:,} pieces; at most {LARGEST:,} can be audited",
            instead="Tell fewer breakdowns crossed with each other.",
        )
    homes = [
        next(n for n, clique in enumerate(cliques) if {*np.flatnonzero(shape).tolist()} <= {*clique})
        for shape in shapes
    ]
    members = _members(coded, np.array(homes)[shape_of.ravel()], cliques, atoms, first)
    return _merged(members, _links(cliques, sizes, first))


def _coded(cells: Sequence[CellKey], codes: Sequence[Sequence[str]]) -> Indices:
    """Shape (cells, dimensions): the number of each code among those used."""
    numbers = [{code: number for number, code in enumerate(used)} for used in codes]
    columns = zip(*cells, strict=True) if cells else ([] for _ in codes)
    coded = [[known[code] for code in column] for known, column in zip(numbers, columns, strict=True)]
    return np.array(coded, dtype=np.int64).reshape(len(codes), len(cells)).T


def _atoms(dimension: Dimension, used: Sequence[str]) -> _Atoms:
    holders: dict[str, list[int]] = {}
    for number, code in enumerate(used):
        for leaf in dimension.codes[code]:
            holders.setdefault(leaf, []).append(number)
    parts = sorted({tuple(numbers) for numbers in holders.values()})
    held: list[list[int]] = [[] for _ in used]
    for atom, numbers in enumerate(parts):
        for number in numbers:
            held[number].append(atom)
    start = np.cumsum([0, *map(len, held)])
    flat = np.array([atom for one in held for atom in one], dtype=np.int64)
    return _Atoms(len(parts), flat, start, np.diff(start) == len(parts))


def _cliques(shapes: Sequence[frozenset[int]], sizes: Sequence[int]) -> list[Clique]:
    """Sets of dimensions so that each shape lies in one, and that can be joined as a tree: triangulation."""
    places = sorted(frozenset().union(*shapes))
    near = {place: {other for shape in shapes if place in shape for other in shape} for place in places}
    found: list[frozenset[int]] = []
    while near:
        place = min(near, key=lambda one: (math.prod(sizes[other] for other in near[one]), one))
        clique = frozenset(near.pop(place))
        for other in clique - {place}:
            near[other] = (near[other] | clique) - {place}
        if not any(clique <= earlier for earlier in found):
            found.append(clique)
    return [tuple(sorted(clique)) for clique in found] or [()]


def _links(cliques: Sequence[Clique], sizes: Sequence[int], first: Indices) -> Any:
    """For each branch of the tree of cliques: what two of them have in common has the same number in both."""
    tree = list(range(len(cliques)))

    def root(one: int) -> int:
        while tree[one] != one:
            one = tree[one]
        return one

    blocks = [csr_array((0, int(first[-1])), dtype=np.int64)]
    pairs = combinations(range(len(cliques)), 2)
    for one, other in sorted(pairs, key=lambda pair: -len({*cliques[pair[0]]} & {*cliques[pair[1]]})):
        if root(one) != root(other):
            tree[root(one)] = root(other)
            common = sorted({*cliques[one]} & {*cliques[other]})
            sums = [_margin(cliques[which], common, sizes, first, which) for which in (one, other)]
            blocks.append(sums[0] - sums[1])
    return vstack(blocks, format="csr")


def _margin(clique: Clique, common: Sequence[int], sizes: Sequence[int], first: Indices, which: int) -> Any:
    """Shape (combinations of the common dimensions, pieces): which pieces of the clique each sums."""
    shape = tuple(sizes[place] for place in clique)
    places = np.unravel_index(np.arange(math.prod(shape)), shape) if clique else ()
    row = np.zeros(math.prod(shape), dtype=np.int64)
    for place in common:
        row = row * sizes[place] + places[clique.index(place)]
    column = first[which] + np.arange(len(row))
    height = math.prod(sizes[place] for place in common)
    return csr_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=(height, int(first[-1])))


def _members(
    coded: Indices, homes: Indices, cliques: Sequence[Clique], atoms: Sequence[_Atoms], first: Indices
) -> Any:
    """Shape (cells, pieces): the pieces of each cell in its clique, all cells of a clique at once."""
    rows, columns = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for home, clique in enumerate(cliques):
        row = np.flatnonzero(homes == home)
        column = np.zeros(len(row), dtype=np.int64)
        for place in clique:
            one, code = atoms[place], coded[row, place]
            number = one.start[code + 1] - one.start[code]
            within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
            held = one.held[np.repeat(one.start[code], number) + within]
            row, column = np.repeat(row, number), np.repeat(column, number) * one.count + held
        rows.append(row)
        columns.append(column + first[home])
    row, column = np.concatenate(rows), np.concatenate(columns)
    return csr_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=(len(coded), int(first[-1])))


def _merged(members: Any, links: Any) -> Pieces:
    """Pieces that the same cells and links hold are one; those that none holds are none."""
    both = vstack([members, links], format="csc")
    both = csr_array(both[:, distinct_columns(both)])
    height = members.shape[0]
    return Pieces(both[:height], both[height:])
