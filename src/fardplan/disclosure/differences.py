"""What readers can subtract: groups that no cell shows, and that differences of cells tell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.rules import COUNTED
from fardplan.disclosure.tables import CellKey, Counts, Dimension, LinkedCells, Mask
from fardplan.vocabulary.errors import RuleError

ROUNDS = 2
"""Codes are taken from codes, and again from what was left: a district that is covered by two others and
reaches beyond neither takes two."""

MOST_CODES = 3000


@dataclass(frozen=True, slots=True)
class Difference:
    """What is left of `whole` when the codes `taken`, which do not overlap, are taken from it."""

    code: str
    whole: str
    taken: tuple[str, ...]


def with_differences(cells: LinkedCells, minimum: int) -> LinkedCells:
    """`cells` and, behind them, those that a reader gets by subtracting cells from a cell that holds them.

    A district before its border moved holds the district after: the difference is the people who live
    between the borders, a cell that no table shows. So are persons of 25 to 29 years when one indicator
    counts 16 to 29 and another 16 to 24. Added are differences in one dimension or several, wherever all that
    is subtracted is there with the same codes in the other dimensions, and of those the cells that a rule
    could ask for: counts from 1 to `minimum - 1`, and every cell of a group under the indicators' own
    conditions. Their codes begin with `=`. Nothing is added where codes nest and every part is a code.
    """
    grid = _Grid.of(cells)
    for place, dimension in enumerate(cells.dimensions):
        grid = grid.widened(place, differences(dimension))
    return grid.cells(cells, minimum)


def differences(dimension: Dimension) -> tuple[Difference, ...]:
    """What is left of codes when others are taken from them, each set of leaves once and no code's own.

    Taken are a code that lies within and then, while there are any, the largest that fit into what is left;
    nothing is left where a code is made up of codes. Differences can be taken from differences, once.
    """
    bit = {leaf: 1 << number for number, leaf in enumerate(dimension.leaves)}
    sets = {code: sum(bit[leaf] for leaf in leaves) for code, leaves in dimension.codes.items()}
    found: list[Difference] = []
    for _ in range(ROUNDS):
        fresh = _subtracted(sets)
        if len(sets) + len(fresh) > MOST_CODES:
            raise RuleError(
                f"the codes of '{dimension.name}' overlap in more than {MOST_CODES} ways",
                instead="Tell fewer indicators, or fewer divisions, of one register.",
                outcome="Nothing was written.",
            )
        sets |= {one.code: left for left, one in fresh.items()}
        found += fresh.values()
    return tuple(found)


def _subtracted(sets: dict[str, int]) -> dict[int, Difference]:
    there = set(sets.values())
    by_size = sorted(sets, key=lambda code: (-sets[code].bit_count(), code))
    fresh: dict[int, Difference] = {}
    for whole in by_size:
        inside = [code for code in by_size if sets[code] & ~sets[whole] == 0 and sets[code] != sets[whole]]
        for part in inside:
            left, taken = sets[whole] & ~sets[part], [part]
            for code in inside:
                if sets[code] & ~left == 0:
                    left, taken = left & ~sets[code], [*taken, code]
            if left and left not in there and left not in fresh:
                fresh[left] = Difference(f"={whole}-{'-'.join(taken)}", whole, tuple(taken))
    return fresh


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
        made_of = dict(self.made_of[place])
        for new, one in enumerate(found, len(number)):
            taken = [number[code] for code in one.taken]
            whole = number[one.whole]
            values[new] = values[whole] - values[taken].sum(axis=0)
            known[new] = known[whole] & known[taken].all(axis=0)
            there[new] = there[whole] & there[taken].all(axis=0)
            number[one.code] = new
            made_of[one.code] = made_of[one.whole].difference(*(made_of[code] for code in one.taken))
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

    def _key(self, line: list[int]) -> CellKey:
        return tuple(self.codes[place][number] for place, number in enumerate(line))
