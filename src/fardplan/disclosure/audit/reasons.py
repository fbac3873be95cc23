"""Reasons: what a reader concludes who knows that something small must be why numbers are hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from fardplan.disclosure.audit.auditing import known_from
from fardplan.disclosure.audit.certificates import certify
from fardplan.disclosure.audit.hanging import hanging_together
from fardplan.disclosure.audit.knowledge import SLACK, Numbers, Open
from fardplan.disclosure.tables import CellKey, Dimension, Mask

AT_ONCE = 2
"""So many numbers of each part are asked about in one programme: two that can be small are enough."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lone:
    """A hidden number that alone can be the reason for what is hidden, so that it must be small.

    `cell`: which; `others`: the hidden numbers that hang together with it and are too large to be the reason.
    Those that hold the people of `cell` and more are not among them: were one of them small, `cell` would be.
    """

    cell: int
    others: tuple[int, ...]


def lone_reasons(
    dimensions: Sequence[Dimension],
    cells: Sequence[CellKey],
    shown: Mask,
    hidden: Mask,
    seen: Numbers,
    minimum: int,
) -> tuple[tuple[Lone, ...], Numbers]:
    """The small numbers that a reader proves to be below `minimum` by knowing that something hidden is.

    `shown`: cells that the reader sees; `hidden`: those that the reader sees to be hidden; both shape
    (cells,). `seen`: shape (cells,), for a shown cell its value, for a hidden one the true value or a smaller
    one that it has in some possible register. Hidden numbers hang together as `hanging_together` says; where
    none of those is small, whoever takes one to be the reason is wrong, and nothing is searched. Also
    returned: `seen`, with the smaller values that were found. Raises `Contradiction` when the shown values
    cannot be true together.
    """
    kept, asked = np.flatnonzero(shown | hidden), np.flatnonzero(hidden)
    there = [cells[place] for place in kept.tolist()]
    members, left = known_from(dimensions, there, shown[kept], np.rint(seen[kept]).astype(np.int64))
    rows, constant = left.split(csr_array(members[np.flatnonzero(hidden[kept])]))
    position, lone, lowest = left.place(), list[Lone](), seen.copy()
    for group in left.groups(rows, tied=True):
        part = csr_array(rows[:, position[group.free]])
        inside = np.flatnonzero(np.diff(part.indptr))
        number, base = asked[inside], constant[inside]
        search = Search(group, csr_array(part[inside]), minimum - 1 - base, seen[number] - base, sure=True)
        lone += [Lone(int(number[one]), tuple(number[others].tolist())) for one, others in search.lone()]
        lowest[number] = search.seen + base
    return tuple(lone), lowest


class Search:
    """Which of `sums` alone can be at or below their limits, among those that hang together with them.

    `sums`: rows over the pieces of `group`; `limit`, `seen`: shape (sums,), the second a value that each has
    in some possible register, or infinite. Where a number that can be small lies within all others that can,
    it alone is the reason: were any of those small, it would be. A number that hangs together with no other
    is told by nothing, and no reason is asked of it. `sure`: in parts in which none was seen to
    be small, none is.
    """

    def __init__(self, group: Open, sums: Any, limit: Numbers, seen: Numbers, *, sure: bool = False) -> None:
        self._group, self._sums, self._limit, self.seen, self._sure = group, sums, limit, seen.copy(), sure
        pieces, start = sums.indices.tolist(), sums.indptr.tolist()
        self._held = [frozenset(pieces[start[row] : start[row + 1]]) for row in range(sums.shape[0])]

    def lone(self) -> list[tuple[int, Places]]:
        """Each sum that is the only reason in its part, once, and what else of its part is not around it."""
        found = []
        for part in self._undecided():
            least = self._least(part)
            if least is not None:
                apart = [not self._held[least] <= self._held[one] for one in part.tolist()]
                found.append((least, part[apart]))
        return found

    def alone(self) -> NDArray[np.bool_]:
        """Shape (sums,): those that are the only reason in their part, all that are the same number."""
        lone = {self._held[one] for one, _ in self.lone()}
        return np.array([one in lone for one in self._held], dtype=np.bool_)

    def _undecided(self) -> list[Places]:
        """The parts in which no second number can be small; all that could be have been asked about."""
        tied = hanging_together(self._group.matrix, self._sums)
        parts = [np.flatnonzero(tied == number) for number in range(int(tied.max(initial=-1)) + 1)]
        several = [part for part in parts if len({self._held[one] for one in part.tolist()}) > 1]
        asked = [part for part in several if not self._sure or len(self._small(part))]
        left = [(part, self._not_small(part)) for part in asked]
        done: list[Places] = []
        while left := [(part, rest) for part, rest in left if not self._several(part)]:
            done += [part for part, rest in left if not len(rest)]
            left = [(part, rest) for part, rest in left if len(rest)]
            self._ask([rest[:AT_ONCE] for _, rest in left])
            left = [(part, rest[AT_ONCE:]) for part, rest in left]
        return done

    def _ask(self, places: Sequence[Places]) -> None:
        asked = np.concatenate([*places, np.zeros(0, dtype=np.int64)]).astype(np.int64)
        if len(asked):
            never = np.full(len(asked), -np.inf)
            found = certify(self._group, csr_array(self._sums[asked]), self._limit[asked], never)
            self.seen[asked] = np.minimum(self.seen[asked], found.lower)

    def _small(self, part: Places) -> Places:
        return part[self.seen[part] <= self._limit[part] + SLACK]

    def _not_small(self, part: Places) -> Places:
        """What is left to ask about, what is likeliest to be small first."""
        rest = part[self.seen[part] > self._limit[part] + SLACK]
        return rest[np.argsort(self.seen[rest], kind="stable")]

    def _several(self, part: Places) -> bool:
        return len(self._small(part)) > 1 and self._least(part) is None

    def _least(self, part: Places) -> int | None:
        """The number that lies within all that can be small, if there is one."""
        small = self._small(part).tolist()
        least = min(small, key=lambda one: len(self._held[one]), default=None)
        if least is None or all(self._held[least] <= self._held[one] for one in small):
            return least
        return None
