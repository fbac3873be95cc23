"""Certificates: one possible register that keeps many sensitive cells open at once."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csc_array, csr_array, eye_array, hstack

from fardplan.disclosure.audit.knowledge import SLACK, Numbers, Open
from fardplan.disclosure.audit.solver import Programme, cost_of

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 12)
"""What the corners of small tables are fractions of; a corner times one of them is in whole numbers."""

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
    left over when that no longer pays are asked for one by one, so the answer is exact.
    """
    pending = _Pending(group, sums, low, high)
    bundle = _Bundle(group, sums)
    for turn in range(40):
        if not pending.left:
            break
        down, up = pending.down, pending.up
        asked = pending.left
        down, up = _sides(down, up, turn)
        won = pending.take(bundle.most(down, up, low, high))
        if won < max(1, WORTHWHILE * asked) and turn > 1:
            break
    _one_by_one(pending)
    return Ends(pending.lower, pending.upper, pending.counted)


def _sides(
    down: NDArray[np.bool_], up: NDArray[np.bool_], turn: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Cells that need both ends go up in one programme and down in the next: what one gets another gives."""
    both = down & up
    first = (np.arange(len(both)) + turn) % 2 == 0
    return down & ~(both & first), up & ~(both & ~first)


class _Bundle:
    """The programme of a group; each sum is parted in what counts (up to its need) and what is more."""

    def __init__(self, group: Open, sums: Any) -> None:
        self._width, self._sums = len(group.free), sums.shape[0]
        lengths = np.diff(sums.indptr)
        self._single = lengths == 1
        self._column = sums.indices[sums.indptr[:-1]]
        single = csc_array(group.matrix)[:, self._column[self._single]]
        several = csr_array(sums[np.flatnonzero(~self._single)])
        number = several.shape[0]
        self._place = np.zeros(self._sums, dtype=np.int64)
        self._place[self._single] = self._width + np.arange(self._single.sum())
        self._place[~self._single] = self._width + self._single.sum() + np.arange(number)
        copied = np.flatnonzero(self._single)
        inside = csr_array(several @ _copies(self._column[copied], self._width))
        eye = eye_array(number, format="csr")
        matrix = block_array(
            [
                [group.matrix, single, csr_array((group.matrix.shape[0], 2 * number))],
                [several, inside, hstack([-eye, -eye])],
            ],
            format="csc",
        )
        self._total = matrix.shape[1]
        zero = np.zeros(number)
        self._programme = Programme(
            matrix,
            np.concatenate([group.lower, zero]),
            np.concatenate([group.upper, zero]),
            upper=self._bounds(np.zeros(self._sums)),
        )
        self._more = self._place.copy()
        self._more[self._single] = self._column[self._single]
        self._more[~self._single] = self._place[~self._single] + number

    def _bounds(self, caps: Numbers) -> Numbers:
        upper = np.full(self._total, np.inf)
        upper[self._place] = np.maximum(caps, 0)
        return upper

    def most(self, down: NDArray[np.bool_], up: NDArray[np.bool_], low: Numbers, high: Numbers) -> Numbers:
        caps = np.where(up, high, np.where(down, low, 0.0))
        cost = np.zeros(self._total)
        cost[self._place[up]] = 1
        np.subtract.at(cost, self._more[down], 1)
        self._programme.bound(np.zeros(self._total), self._bounds(caps))
        where = self._programme.best(cost, most=True)[1]
        assert where is not None
        found = where[: self._width].copy()
        single = np.flatnonzero(self._single)
        np.add.at(found, self._column[single], where[self._place[single]])
        return found


def _copies(columns: NDArray[np.int64], width: int) -> Any:
    number = len(columns)
    return csr_array((np.ones(number), (columns, np.arange(number))), shape=(width, number))


def _settled(group: Open, where: Numbers) -> tuple[bool | None, Numbers]:
    """`where` in whole numbers or simple fractions, True; as it is, False; None when it is not possible.

    Times its denominator it is in whole numbers that floating point holds exactly, so that the equations are
    checked exactly. Other corners must fulfil them to a millionth of a person, the tolerance of every answer
    of the solver.
    """
    for times in DENOMINATORS:
        scaled = np.round(where * times)
        if np.abs(where * times - scaled).max() < SLACK * times:
            total = group.matrix @ scaled
            fits = (total >= group.lower * times) & (total <= group.upper * times)
            if fits.all() and scaled.min() >= 0:
                return True, scaled / times
    total = group.matrix @ where
    near = (total >= group.lower - SLACK) & (total <= group.upper + SLACK)
    return (False if near.all() and where.min() >= -SLACK else None), where


def _one_by_one(pending: _Pending) -> None:
    if not pending.left:
        return
    group, sums = pending.group, pending.sums
    programme = Programme(group.matrix, group.lower, group.upper)
    for one, (start, end) in enumerate(pairwise(sums.indptr.tolist())):
        cost = cost_of(sums.indices[start:end], len(group.free))
        for most in (False, True):
            if not (pending.up if most else pending.down)[one]:
                continue
            found, where = programme.best(cost, most=most)
            if most:
                pending.upper[one] = found
            else:
                pending.lower[one] = found
            pending.counted[2] += 1
            if where is not None:
                pending.take(where)
