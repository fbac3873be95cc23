"""Certificates: one possible register that keeps many sensitive cells open at once."""

from dataclasses import dataclass
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csc_array, csr_array, dia_array

from fardplan.disclosure.audit.bounds import distinct_sums
from fardplan.disclosure.audit.knowledge import SLACK, Numbers, Open
from fardplan.disclosure.audit.solver import Programme

LARGEST_DENOMINATOR = 24
"""The corners of tables are fractions with small denominators."""

EXACT = 2.0**45
"""Whole numbers up to here, and sums of hundreds of them, are exact in floating point."""

MOST_BUNDLES = 40

AFAR = 6
"""So many bundles ask for so much else than the one before that their answers lie far apart."""

WORTHWHILE = 0.02
"""A bundle that certifies a smaller share of what it asked for is the last: single programmes follow."""


@dataclass(frozen=True, eq=False, slots=True)
class Ends:
    """How far each sum was seen to reach: `lower`, `upper`, shape (sums,), past what was needed or exact.

    `counted`: ends certified in whole numbers, approximately, and by a programme of their own.
    """

    lower: Numbers
    upper: Numbers
    counted: NDArray[np.int64]


class _Pending:
    """The ends that no possible register has reached yet."""

    def __init__(self, group: Open, sums: Any, low: Numbers, high: Numbers) -> None:
        self.group, self.sums, self.low, self.high = group, sums, low, high
        self.lower, self.upper = np.full(len(low), np.inf), np.full(len(low), -np.inf)
        self.counted = np.zeros(3, dtype=np.int64)

    @property
    def down(self) -> NDArray[np.bool_]:
        return self.lower > self.low + SLACK

    @property
    def up(self) -> NDArray[np.bool_]:
        return self.upper < self.high - SLACK

    @property
    def left(self) -> int:
        return int(self.down.sum() + self.up.sum())

    def take(self, where: Numbers) -> int:
        """Count the ends that `where`, a possible register, reaches. It is checked before it is believed."""
        exactly, where = _settled(self.group, where)
        if exactly is None:
            return 0
        before = self.left
        reached = self.sums @ where
        self.lower, self.upper = np.minimum(self.lower, reached), np.maximum(self.upper, reached)
        won = before - self.left
        self.counted[0 if exactly else 1] += won
        return won


def certify(group: Open, sums: Any, low: Numbers, high: Numbers) -> Ends:
    """Whether each of `sums` (rows over the group's pieces) can be `low` or less and `high` or more.

    One programme asks for all at once: as much as possible of what each needs, counted up to its need. Ends
    left over when that no longer pays are asked for one by one, so the answer is exact. A `low` that is
    infinite asks for nothing. Sums of the same pieces are one, which needs the most that any of them does.
    """
    number, which = distinct_sums(sums)
    least, most = np.full(len(number), np.inf), np.full(len(number), -np.inf)
    np.minimum.at(least, which, low)
    np.maximum.at(most, which, high)
    found = _certified(group, csr_array(sums[number]), least, most)
    return Ends(found.lower[which], found.upper[which], found.counted)


def _certified(group: Open, sums: Any, low: Numbers, high: Numbers) -> Ends:
    """As `certify`, of sums no two of which are the same."""
    pending = _Pending(group, sums, low, high)
    bundle = _Bundle(group, sums, low, high)
    for turn in range(MOST_BUNDLES):
        asked = pending.left
        if not asked:
            break
        won = pending.take(bundle.most(*_sides(pending.down, pending.up, turn), afar=turn < AFAR))
        if turn and won < max(1, WORTHWHILE * asked):
            break
    _one_by_one(pending, bundle)
    return Ends(pending.lower, pending.upper, pending.counted)


def _sides(
    down: NDArray[np.bool_], up: NDArray[np.bool_], turn: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Cells that need both ends go up in one programme and down in the next: what one gets another gives."""
    both = down & up
    first = (np.arange(len(both)) + turn) % 2 == 0
    return down & ~(both & first), up & ~(both & ~first)


class _Bundle:
    """The programme of a group, in which each sum is parted in three: up to its low need, to its high, above.

    No two sums may be the same: one could then hide its persons in the other's parts.

    What is asked for is a price for each of the three, so that one answer starts from the one before.
    """

    def __init__(self, group: Open, sums: Any, low: Numbers, high: Numbers) -> None:
        self._width, number = len(group.free), sums.shape[0]
        lengths = np.diff(sums.indptr)
        single, several = np.flatnonzero(lengths == 1), np.flatnonzero(lengths > 1)
        self._column = sums.indices[sums.indptr[:-1]]
        below = csr_array((group.matrix.shape[0], number))
        copies = csc_array(group.matrix)[:, self._column] @ _diagonal(lengths == 1)
        inside = csr_array(sums[several])
        also = inside @ _chosen(self._column, self._width).T @ _diagonal(lengths == 1)
        less = also - _chosen(several, number)
        matrix = block_array(
            [[group.matrix, copies, copies, below], [inside, less, less, -_chosen(several, number)]]
        )
        first = np.where(np.isfinite(low), np.maximum(low, 0), 0.0)
        second = np.maximum(np.maximum(high, 0) - first, 0)
        third = np.where(lengths == 1, 0.0, np.inf)
        zero = np.zeros(len(several))
        self._programme = Programme(
            matrix,
            np.concatenate([group.lower, zero]),
            np.concatenate([group.upper, zero]),
            upper=np.concatenate([np.full(self._width, np.inf), first, second, third]),
        )
        self._single = single
        self._random = np.random.default_rng(1)
        self._parts = self._width + np.arange(3 * number).reshape(3, number)
        self._parts[2, single] = self._column[single]  # above its needs, a single piece is itself

    def most(self, down: NDArray[np.bool_], up: NDArray[np.bool_], *, afar: bool) -> Numbers:
        """A possible register with most of what `up` ask for and least of what `down` do.

        What each is worth differs at random, up to a hundredfold, so that one gets all it needs rather than
        each a little.
        """
        cost, worth = self._cost(), self._random.uniform(0.1, 1.0, len(up)) ** 2
        cost[self._parts[:2, up]] = worth[up]
        np.subtract.at(cost, self._parts[1:, down], np.tile(worth[down], (2, 1)))
        where = self._programme.best(cost, most=True, afar=afar)[1]
        assert where is not None
        return self._pieces(where)

    def end(self, one: int, *, most: bool) -> tuple[float, Numbers | None]:
        """The greatest or least that one sum can be, and a register in which it is."""
        cost = self._cost()
        cost[self._parts[:, one]] = 1
        found, where = self._programme.best(cost, most=most)
        return found, None if where is None else self._pieces(where)

    def _cost(self) -> Numbers:
        return np.zeros(self._width + self._parts.size)

    def _pieces(self, where: Numbers) -> Numbers:
        found = where[: self._width].copy()
        for part in self._parts[:2]:
            np.add.at(found, self._column[self._single], where[part[self._single]])
        return found


def _chosen(columns: NDArray[np.int64], width: int) -> Any:
    """Shape (columns, width): a row for each of `columns`, with a 1 in its place."""
    number = len(columns)
    return csr_array((np.ones(number), (np.arange(number), columns)), shape=(number, width))


def _diagonal(chosen: NDArray[np.bool_]) -> Any:
    """Keeps the chosen columns and empties the others."""
    return dia_array((chosen.astype(float)[None], [0]), shape=(len(chosen), len(chosen)))


def _settled(group: Open, where: Numbers) -> tuple[bool | None, Numbers]:
    """`where` as exact fractions, True; as it is, False; None when it is not possible.

    Times the common denominator it is in whole numbers that floating point holds exactly, so that the
    equations are checked exactly. Other corners must fulfil them to a millionth of a person, the tolerance of
    every answer of the solver.
    """
    times = _denominator(where)
    if times:
        scaled = np.round(where * times)
        total = group.matrix @ scaled
        if (
            scaled.min() >= 0
            and (total >= group.lower * times).all()
            and (total <= group.upper * times).all()
        ):
            return True, scaled / times
    total = group.matrix @ where
    near = (total >= group.lower - SLACK) & (total <= group.upper + SLACK)
    return (False if near.all() and where.min() >= -SLACK else None), where


def _denominator(where: Numbers) -> int:
    """The least number that makes all of `where` whole, from those of corners; 0 when there is none."""
    left = np.abs(where - np.round(where))
    left = left[left > SLACK]
    times = 1
    for one in range(2, LARGEST_DENOMINATOR + 1):
        if not len(left):
            break
        near = np.abs(left * one - np.round(left * one)) < SLACK
        if near.any():
            times = lcm(times, one)
            left = left[~near]
    return times if not len(left) and times * max(1.0, float(where.max())) < EXACT else 0


def _one_by_one(pending: _Pending, bundle: _Bundle) -> None:
    for one in range(len(pending.low)):
        for most in (False, True):
            if not (pending.up if most else pending.down)[one]:
                continue
            found, where = bundle.end(one, most=most)
            (pending.upper if most else pending.lower)[one] = found
            pending.counted[2] += 1
            if where is not None:
                pending.take(where)
