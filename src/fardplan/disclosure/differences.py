"""What readers can subtract: groups that no cell shows, and that differences of cells tell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space
from scipy.optimize import linprog

from fardplan.disclosure.rules import COUNTED, traits
from fardplan.disclosure.tables import CellKey, Counts, Dimension, LinkedCells, Mask
from fardplan.vocabulary.errors import RuleError

ROUNDS = 2
"""Codes are taken from codes, and again from what was left; what needs more steps is found by algebra."""

MOST_CODES = 3000

MOST_ATOMS = 16
"""Of so many parts of a dimension every group that can be worked out is sought; of more, the single ones."""

EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A group of leaves whose number of persons is a sum of codes' numbers, each times a coefficient."""

    code: str
    leaves: frozenset[str]
    terms: tuple[tuple[str, float], ...]


def with_differences(cells: LinkedCells, minimum: int) -> LinkedCells:
    """`cells` and, behind them, those that a reader gets by subtracting cells from a cell that holds them.

    A district before its border moved holds the district after: the difference is the people who live
    between the borders, a cell that no table shows. So are persons of 25 to 29 years when one indicator
    counts 16 to 29 and another 16 to 24. Added are differences in one dimension or several, wherever all that
    is subtracted is there with the same codes in the other dimensions, and of those the cells that a rule
    could ask for: counts from 1 to `minimum - 1`, every cell of a group under the indicators' own conditions,
    and the zeros of groups all of whom have, or lack, what an indicator counts. Their codes begin with `=`.
    Nothing is added where codes nest and every part is a code.
    """
    grid = _Grid.of(cells)
    for place in range(len(cells.dimensions)):
        if dimension := _that_count(cells, place):
            grid = grid.widened(place, differences(dimension))
    return grid.cells(cells, minimum)


def _that_count(cells: LinkedCells, place: int) -> Dimension | None:
    """A dimension without the codes of cells alone that are known to be 0: a difference is none of them."""
    dimension, telling = cells.dimensions[place], ~(cells.known & (cells.values == 0))
    used = {cell[place] for cell, tells in zip(cells.cells, telling.tolist(), strict=True) if tells}
    idle = {cell[place] for cell in cells.cells} - used
    codes = {code: leaves for code, leaves in dimension.codes.items() if code not in idle}
    return Dimension(dimension.name, codes) if codes else None


def differences(dimension: Dimension) -> tuple[Difference, ...]:
    """Groups of leaves that no code holds and that codes tell, each group once.

    First what is left of a code when a code within it is taken, and then, while there are any, the largest
    that fit into what is left; and once more from what was left. Then by linear algebra every group that is
    a combination of codes and holds no smaller such group: all others are made up of these. Beyond 16 parts,
    groups of one part alone are sought in this second way. Raises `RuleError` for more than 3,000 groups.
    """
    bit = {leaf: 1 << number for number, leaf in enumerate(dimension.leaves)}
    sets = {code: sum(bit[leaf] for leaf in leaves) for code, leaves in dimension.codes.items()}
    terms: dict[str, Terms] = {}
    for _ in range(ROUNDS):
        _add(sets, terms, _subtracted(sets), dimension.name)
    _add(sets, terms, _combined(dimension, bit), dimension.name)
    return tuple(
        Difference(code, frozenset(leaf for leaf in bit if bit[leaf] & sets[code]), terms[code])
        for code in terms
    )


Terms = tuple[tuple[str, float], ...]


def _add(sets: dict[str, int], terms: dict[str, Terms], fresh: dict[int, Terms], name: str) -> None:
    there = set(sets.values())
    new = {leaves: made for leaves, made in fresh.items() if leaves not in there}
    if len(sets) + len(new) > MOST_CODES:
        raise RuleError(
            f"the codes of '{name}' overlap in more than {MOST_CODES} ways",
            instead="Tell fewer indicators, or fewer divisions, of one register.",
            outcome="Nothing was written.",
        )
    for leaves, made in new.items():
        code = "=" + "".join(f"{'+' if times > 0 else '-'}{part}" for part, times in made).removeprefix("+")
        sets[code], terms[code] = leaves, made


def _subtracted(sets: dict[str, int]) -> dict[int, Terms]:
    by_size = sorted(sets, key=lambda code: (-sets[code].bit_count(), code))
    fresh: dict[int, Terms] = {}
    for whole in by_size:
        inside = [code for code in by_size if sets[code] & ~sets[whole] == 0 and sets[code] != sets[whole]]
        for part in inside:
            left, taken = sets[whole] & ~sets[part], [part]
            for code in inside:
                if sets[code] & ~left == 0:
                    left, taken = left & ~sets[code], [*taken, code]
            if left:
                fresh.setdefault(left, ((whole, 1.0), *((code, -1.0) for code in taken)))
    return fresh


def _combined(dimension: Dimension, bit: dict[str, int]) -> dict[int, Terms]:
    """Every smallest group that is a linear combination of codes."""
    codes = sorted(dimension.codes)
    held: dict[tuple[bool, ...], int] = {}
    for leaf in dimension.leaves:
        signature = tuple(leaf in dimension.codes[code] for code in codes)
        held[signature] = held.get(signature, 0) | bit[leaf]
    matrix = np.array([*held], dtype=np.float64).T
    fresh: dict[int, Terms] = {}
    for group in _smallest(matrix):
        leaves = sum(part for part, inside in zip(held.values(), group, strict=True) if inside)
        fresh[leaves] = _sparse(codes, matrix, group.astype(np.float64))
    return fresh


def _smallest(matrix: NDArray[np.float64]) -> Iterator[Mask]:
    """Groups of parts in the row space of `matrix`, shape (codes, parts), that hold no other; small first."""
    parts = matrix.shape[1]
    kernel = null_space(matrix)
    if parts > MOST_ATOMS:
        yield from np.eye(parts, dtype=np.bool_)[(np.abs(kernel) < EXACT).all(axis=1)]
        return
    number = np.arange(1, 1 << parts)
    inside = (number[:, None] >> np.arange(parts)) & 1 == 1
    told = (np.abs(inside @ kernel) < EXACT).all(axis=1)
    number, inside = number[told], inside[told]
    order = np.argsort(inside.sum(axis=1), kind="stable")
    number, inside = number[order], inside[order]
    while len(number):
        yield inside[0]
        others = number & number[0] != number[0]
        number, inside = number[others], inside[others]


def _sparse(codes: list[str], matrix: NDArray[np.float64], group: NDArray[np.float64]) -> Terms:
    """The combination with the smallest sum of coefficients, which takes few codes."""
    found = linprog(np.ones(2 * len(codes)), A_eq=np.hstack([matrix.T, -matrix.T]), b_eq=group).x
    times = np.round(found[: len(codes)] - found[len(codes) :], 9)
    made = [(code, float(one)) for code, one in zip(codes, times, strict=True) if one]
    return tuple(sorted(made, key=lambda term: (-term[1], term[0])))


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells as numbers of codes: `codes` names them by dimension, `where`: shape (cells, dimensions)."""

    codes: tuple[tuple[str, ...], ...]
    where: NDArray[np.int64]
    values: Counts
    known: Mask
    made_of: tuple[dict[str, frozenset[str]], ...]

    @staticmethod
    def of(cells: LinkedCells) -> "_Grid":
        codes = tuple(tuple(dimension.codes) for dimension in cells.dimensions)
        number = [{code: i for i, code in enumerate(names)} for names in codes]
        where = np.array(
            [[number[place][code] for place, code in enumerate(cell)] for cell in cells.cells], dtype=np.int64
        ).reshape(len(cells.cells), len(codes))
        made_of = tuple(dict(dimension.codes) for dimension in cells.dimensions)
        return _Grid(codes, where, cells.values, cells.known, made_of)

    def widened(self, place: int, found: tuple[Difference, ...]) -> "_Grid":
        if not found or not len(self.values):
            return self
        rest = np.delete(self.where, place, axis=1)
        others, column = np.unique(rest, axis=0, return_inverse=True)
        shape = (len(self.codes[place]) + len(found), len(others))
        values, known, there = np.zeros(shape, np.int64), np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        at = (self.where[:, place], column.reshape(-1))
        values[at], known[at], there[at] = self.values, self.known, True
        number = {code: i for i, code in enumerate(self.codes[place])}
        for new, one in enumerate(found, len(number)):
            rows = [number[code] for code, _ in one.terms]
            times = np.array([times for _, times in one.terms])
            values[new] = np.rint(times @ values[rows]).astype(np.int64)
            known[new], there[new] = known[rows].all(axis=0), there[rows].all(axis=0)
            number[one.code] = new
        made_of = self.made_of[place] | {one.code: one.leaves for one in found}
        row, which = np.nonzero(there[len(self.codes[place]) :])
        row += len(self.codes[place])
        return _Grid(
            (*self.codes[:place], tuple(number), *self.codes[place + 1 :]),
            np.concatenate([self.where, np.insert(others[which], place, row, axis=1)]),
            np.concatenate([self.values, values[row, which]]),
            np.concatenate([self.known, known[row, which]]),
            (*self.made_of[:place], made_of, *self.made_of[place + 1 :]),
        )

    def cells(self, first: LinkedCells, minimum: int) -> LinkedCells:
        asked = (self.values > 0) & (self.values < minimum)
        for place, dimension in enumerate(first.dimensions):
            if dimension.name == COUNTED:
                asked |= self.where[:, place] < len(dimension.codes)
                asked[self._alike(place, first.dimensions[place])] = True
        new = np.flatnonzero(asked[len(first.cells) :]) + len(first.cells)
        if not len(new):
            return first
        added = [self._key(line) for line in self.where[new].tolist()]
        used = [{cell[place] for cell in added} for place in range(len(self.codes))]
        return LinkedCells(
            tuple(
                Dimension(
                    one.name,
                    {**one.codes, **{code: self.made_of[place][code] for code in sorted(used[place])}},
                )
                for place, one in enumerate(first.dimensions)
            ),
            (*first.cells, *added),
            np.concatenate([first.values, self.values[new]]),
            np.concatenate([first.known, self.known[new]]),
        )

    def _alike(self, place: int, conditions: Dimension) -> list[int]:
        """Rows of groups all of whom have or lack a trait, and of the traits' zeros, where either is new."""
        of = traits(self.made_of[place])
        code = self.codes[place]
        number = {name: at for at, name in enumerate(code)}
        wholes = {whole for found in of.values() for whole, _, _ in found}
        there = np.flatnonzero(
            np.isin(self.where[:, place], [number[name] for name in wholes]) & (self.values > 0)
        )
        row = {tuple(self.where[at].tolist()): at for at in there.tolist()}
        empty = np.flatnonzero(
            np.isin(self.where[:, place], [number[name] for name in of]) & (self.values == 0)
        )
        found: list[int] = []
        for at in empty.tolist():
            line = self.where[at].tolist()
            for whole, _, _ in of[code[line[place]]]:
                other = row.get((*line[:place], number[whole], *line[place + 1 :]))
                if other is not None and not {whole, code[line[place]]} <= conditions.codes.keys():
                    found += [at, other]
        return found

    def _key(self, line: list[int]) -> CellKey:
        return tuple(self.codes[place][number] for place, number in enumerate(line))
