"""Sums of several contributors: when one of them could be estimated, and how open the sum must stay."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.rules import Dominance, Magnitudes
from fardplan.disclosure.tables import Counts, LinkedCells, Needs, Parts
from fardplan.vocabulary.errors import InputError

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Contributions:
    """What sums are made of, each array of shape (cells,), in the sums' own whole unit.

    `value` is the sum, `largest` and `second` the two largest contributions (0 where there is none), `number`
    how many contributors there are. Raises `InputError` when a contribution is negative, when the two largest
    are out of order or exceed the sum, or when there are fewer contributors than contributions.
    """

    value: Counts
    largest: Counts
    second: Counts
    number: Counts

    def __post_init__(self) -> None:
        arrays = (self.value, self.largest, self.second, self.number)
        if len({array.shape for array in arrays}) != 1 or self.value.ndim != 1:
            raise InputError(f"contributions of the shapes {[array.shape for array in arrays]}")
        faults = {
            "a contribution or a sum below zero": np.minimum(self.second, self.value) < 0,
            "a second contribution that is larger than the largest": self.second > self.largest,
            "two contributions that exceed their sum": self.largest + self.second > self.value,
            "more contributions than contributors": (self.largest > 0).astype(int) + (self.second > 0)
            > self.number,
        }
        for fault, where in faults.items():
            if where.any():
                raise InputError(
                    f"{int(where.sum())} of {len(self.value)} sums have {fault}",
                    instead="Rules of dominance hold for sums of contributions from zero.",
                )


def contributions(
    cell: Counts, contributor: NDArray[np.generic], amount: Counts, cells: int
) -> Contributions:
    """The sums of `cells` cells, their two largest contributions and their numbers of contributors.

    `cell` (from 0), `contributor` and `amount` have the shape (parts,): whatever one contributor adds to one
    cell, in any number of parts. Who adds nothing is no contributor. Raises `InputError` for an amount below
    zero.
    """
    if len(amount) and amount.min() < 0:
        raise InputError(
            f"{int((amount < 0).sum())} contributions are below zero",
            instead="Rules of dominance hold for sums of contributions from zero.",
        )
    _, who = np.unique(contributor, return_inverse=True)
    pairs, place = np.unique(np.stack([cell, who]), axis=1, return_inverse=True)
    each = np.zeros(pairs.shape[1], dtype=np.int64)
    np.add.at(each, place, amount)
    where, each = pairs[0][each > 0], each[each > 0]
    order = np.lexsort((-each, where))
    where, each = where[order], each[order]
    number = np.bincount(where, minlength=cells).astype(np.int64)
    first = np.cumsum(number) - number
    value, largest, second = (np.zeros(cells, dtype=np.int64) for _ in range(3))
    np.add.at(value, where, each)
    largest[number > 0] = each[first[number > 0]]
    second[number > 1] = each[first[number > 1] + 1]
    return Contributions(value, largest, second, number)


def dominance_level(of: Contributions, rule: Dominance) -> Numbers:
    """How far above each sum a reader must find possible, by the (n, k) rule; 0 or less: not sensitive.

    (100 / k) (x₁ + … + xₙ) - X. With so much added by others the sum would just be allowed. Source: Hundepool
    et al., Statistical Disclosure Control (2012), chapter 4: sensitivity rules and upper protection levels.
    """
    top = of.largest + (of.second if rule.n == 2 else 0)
    return np.asarray(100.0 * top / rule.k - of.value)


def p_percent_level(of: Contributions, p: float) -> Numbers:
    """How far above each sum a reader must find possible, by the p % rule; 0 or less: not sensitive.

    (p / 100) x₁ - (X - x₁ - x₂): the second contributor takes its own from the sum and has x₁ too high by
    what all the others gave; that must be p % of x₁ at least. Source: as above.
    """
    return np.asarray(p * of.largest / 100.0 - (of.value - of.largest - of.second))


def needs_of_sums(of: Contributions, rules: Magnitudes) -> Needs:
    """Which sums are sensitive, and the protection interval of each: as far down as up, never below 0.

    The widest of the levels that the rules ask for, in whole units, rounded up. A sum of 0 is not sensitive.
    """
    levels = [np.zeros(len(of.value))]
    if rules.dominance:
        levels.append(dominance_level(of, rules.dominance))
    if rules.p_percent is not None:
        levels.append(p_percent_level(of, rules.p_percent))
    few = (of.number < rules.contributors) & (of.value > 0)
    levels.append(np.where(few, of.value * rules.safety / 100.0, 0.0))
    level = np.ceil(np.round(np.max(levels, axis=0), 9)).astype(np.int64)
    return Needs(level > 0, np.maximum(of.value - level, 0), of.value + level)


def contributions_to(cells: LinkedCells, parts: Parts) -> Contributions:
    """The contributions to each cell: those of every part whose leaves its codes hold.

    Raises `InputError` when they do not add up to the cells' values.
    """
    inside = [
        {code: np.isin(leaves, list(dimension.codes[code])) for code in {cell[place] for cell in cells.cells}}
        for place, (dimension, leaves) in enumerate(zip(cells.dimensions, parts.leaves, strict=True))
    ]
    held = [
        np.flatnonzero(np.logical_and.reduce([inside[place][code] for place, code in enumerate(cell)]))
        for cell in cells.cells
    ]
    which = np.concatenate([*held, np.zeros(0, dtype=np.int64)]).astype(np.int64)
    number = np.repeat(np.arange(len(held)), [len(one) for one in held])
    found = contributions(number, parts.contributor[which], parts.amount[which], len(cells.cells))
    wrong = int((found.value != cells.values).sum())
    if wrong:
        raise InputError(f"{wrong} of {len(cells.cells)} sums are not what their contributors gave together")
    return found
