"""Bounds: the least and the greatest that a sum of pieces can be, exactly, one programme for each end."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from fardplan.disclosure.audit.knowledge import SLACK, Numbers, Open
from fardplan.disclosure.audit.solver import Programme, cost_of


@dataclass(frozen=True, eq=False, slots=True)
class Intervals:
    """For each cell what a reader finds possible: `lower`, `upper`, shape (cells,); `upper` may be infinite.

    Both ends are reached by some register that agrees with all that is shown, when numbers of persons may
    have fractions; `whole` narrows them to whole numbers.
    """

    lower: Numbers
    upper: Numbers

    def whole(self) -> "Intervals":
        """The interval of a reader who knows that persons are whole."""
        return Intervals(np.ceil(self.lower - SLACK) + 0.0, np.floor(self.upper + SLACK) + 0.0)


def bounds(left: Open, targets: Any, *, whole: bool = False) -> Intervals:
    """The interval of each row of `targets` (shape (sums, pieces), each 0 or 1).

    A sum that lies in several parts that have nothing to do with each other has the sum of their intervals.
    Ends that cannot be passed anyhow (0, and an equation that holds the whole sum) and that some answer has
    reached already are not asked for again. `whole`: persons are whole (a search that can take long).
    """
    rows, lower = left.split(targets)
    upper = lower.copy()
    place = left.place()
    for group in left.groups(rows, tied=False):
        part = csr_array(rows[:, place[group.free]])
        lengths = np.diff(part.indptr)
        asked = np.flatnonzero(lengths)
        least, most = _Group(group, whole).of(part[asked])
        lower[asked] += least
        upper[asked] += most
    return Intervals(lower, upper)


class _Group:
    def __init__(self, group: Open, whole: bool) -> None:
        self._group = group
        self._width = len(group.free)
        self._programme = Programme(group.matrix, group.lower, group.upper, whole=whole)

    def of(self, sums: Any) -> tuple[Numbers, Numbers]:
        number, which = distinct_sums(sums)
        distinct = csr_array(sums[number])
        lower, upper = np.full(len(number), -np.inf), np.full(len(number), np.inf)
        ceiling = ceilings(self._group, distinct)
        proven = [np.zeros(len(number), dtype=np.bool_), np.zeros(len(number), dtype=np.bool_)]
        for one, (start, end) in enumerate(pairwise(distinct.indptr.tolist())):
            cost = cost_of(distinct.indices[start:end], self._width)
            for most in (False, True):
                if proven[most][one]:
                    continue
                found, where = self._programme.best(cost, most=most)
                (upper if most else lower)[one] = found
                proven[most][one] = True
                if where is not None:
                    reached = distinct @ where
                    for ended, end_of, trivial in ((~proven[0], lower, 0.0), (~proven[1], upper, ceiling)):
                        there = ended & (np.abs(reached - trivial) <= SLACK / 100)
                        end_of[there] = np.broadcast_to(trivial, reached.shape)[there]
                        proven[end_of is upper] |= there
        return lower[which], upper[which]


def ceilings(group: Open, sums: Any) -> Numbers:
    """The least right side of an equation without minus that holds a whole sum: it cannot be greater."""
    kept = np.flatnonzero(abs(group.matrix).sum(axis=1) == group.matrix.sum(axis=1))
    rows, right = csr_array(group.matrix[kept].sign()), group.upper[kept]  # which pieces, whatever factors
    inside = csr_array(sums @ rows.T)
    lengths = np.diff(sums.indptr)
    found = np.full(sums.shape[0], np.inf)
    for one, (start, end) in enumerate(pairwise(inside.indptr.tolist())):
        whole = inside.indices[start:end][inside.data[start:end] == lengths[one]]
        if len(whole):
            found[one] = right[whole].min()
    return found


def distinct_sums(sums: Any) -> tuple[list[int], NDArray[np.int64]]:
    """The first of each kind of row, and which of these each row is."""
    sums.sort_indices()
    seen: dict[bytes, int] = {}
    kept: list[int] = []
    which = np.zeros(sums.shape[0], dtype=np.int64)
    for row, (start, end) in enumerate(pairwise(sums.indptr.tolist())):
        key = sums.indices[start:end].tobytes()
        if key not in seen:
            seen[key] = len(kept)
            kept.append(row)
        which[row] = seen[key]
    return kept, which
