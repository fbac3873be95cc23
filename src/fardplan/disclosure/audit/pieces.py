"""Pieces: the smallest parts that the cells of a publication cut the people into."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

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
    """The parts of one dimension that the used codes tell apart: which of them each code holds."""

    count: int
    of_code: dict[str, Indices]

    def whole(self, code: str) -> bool:
        return len(self.of_code[code]) == self.count


Clique = tuple[int, ...]
"""Dimensions by their place, in order."""


def cut(dimensions: Sequence[Dimension], cells: Sequence[CellKey]) -> Pieces:
    """The pieces of `cells`. Raises `InputError` when they would be more than `LARGEST`."""
    atoms = [_atoms(dimension, {cell[place] for cell in cells}) for place, dimension in enumerate(dimensions)]
    shapes = [
        frozenset(place for place, code in enumerate(cell) if not atoms[place].whole(code)) for cell in cells
    ]
    sizes = [one.count for one in atoms]
    cliques = _cliques(frozenset(shapes), sizes)
    first = np.cumsum([0, *(math.prod(sizes[place] for place in clique) for clique in cliques)])
    if first[-1] > LARGEST:
        raise InputError(
            f"the cells part their people into {first[-1]:,} pieces; at most {LARGEST:,} can be audited",
            instead="Tell fewer breakdowns crossed with each other.",
        )
    homes = {
        shape: next(n for n, clique in enumerate(cliques) if shape <= set(clique)) for shape in set(shapes)
    }
    found = _found(cells, [homes[shape] for shape in shapes], cliques, atoms, first)
    members = _rows(found, int(first[-1]))
    return _merged(members, _links(cliques, sizes, first))


def _atoms(dimension: Dimension, used: set[str]) -> _Atoms:
    codes = sorted(used)
    holders: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        for leaf in dimension.codes[code]:
            holders.setdefault(leaf, []).append(place)
    numbers = {held: number for number, held in enumerate(sorted({tuple(held) for held in holders.values()}))}
    of_code: dict[str, list[int]] = {code: [] for code in codes}
    for held, number in numbers.items():
        for place in held:
            of_code[codes[place]].append(number)
    return _Atoms(len(numbers), {code: np.array(held, dtype=np.int64) for code, held in of_code.items()})


def _cliques(shapes: frozenset[frozenset[int]], sizes: Sequence[int]) -> list[Clique]:
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


def _found(
    cells: Sequence[CellKey],
    homes: Sequence[int],
    cliques: Sequence[Clique],
    atoms: Sequence[_Atoms],
    first: Indices,
) -> list[Indices]:
    """The pieces of each cell. Cells with the same first codes share the work for them."""
    begun: dict[tuple[int, tuple[str, ...]], Indices] = {}

    def product(home: int, codes: tuple[str, ...]) -> Indices:
        if not codes:
            return first[home : home + 1]
        known = begun.get((home, codes))
        if known is None:
            one = atoms[cliques[home][len(codes) - 1]]
            start = product(home, codes[:-1])
            known = ((start - first[home])[:, None] * one.count + one.of_code[codes[-1]]).ravel() + first[
                home
            ]
            begun[home, codes] = known
        return known

    pick = [itemgetter(*clique) if len(clique) > 1 else None for clique in cliques]
    found = []
    for cell, home in zip(cells, homes, strict=True):
        choose = pick[home]
        found.append(product(home, choose(cell) if choose else tuple(cell[place] for place in cliques[home])))
    return found


def _rows(found: Sequence[Indices], width: int) -> Any:
    ends = np.cumsum([0, *(len(one) for one in found)])
    columns = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    return csr_array((np.ones(len(columns), dtype=np.int64), columns, ends), shape=(len(found), width))


def _merged(members: Any, links: Any) -> Pieces:
    """Pieces that the same cells and links hold are one; those that none holds are none."""
    both = csc_array(vstack([members, links], format="csc"))
    both.sort_indices()
    seen: dict[bytes, int] = {}
    kept = []
    for column, (start, end) in enumerate(pairwise(both.indptr.tolist())):
        key = both.indices[start:end].tobytes() + both.data[start:end].tobytes()
        if end > start and key not in seen:
            seen[key] = column
            kept.append(column)
    both = csr_array(both[:, kept])
    height = members.shape[0]
    return Pieces(both[:height], both[height:])
