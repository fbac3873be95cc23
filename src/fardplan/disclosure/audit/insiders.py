"""Insiders: what every contributor to sums, who knows their own part, can work out about every other one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

import numpy as np
from scipy.sparse import csr_array

from fardplan.disclosure.audit.knowledge import Numbers
from fardplan.disclosure.audit.solver import Programme
from fardplan.disclosure.tables import CellKey, Dimension, Mask, Parts

Pieces = frozenset[int]

NOBODY, CONTRIBUTOR = "", "of "
"""A reader who gave nothing, and how the names of those who did begin."""

NEAR = 1e-4
"""Sums are in whole units, and answers of the solver good to a millionth of all of them."""


@dataclass(frozen=True, slots=True)
class InsiderAudit:
    """What was found: of `checked` amounts, asked for by all other contributors, `failures` are told.

    An amount is told when somebody finds it possible only up to less than p % above what it is. `programmes`
    had to be solved.
    """

    checked: int
    failures: int
    programmes: int

    @property
    def passed(self) -> bool:
        return not self.failures


def audit_insiders(
    dimensions: Sequence[Dimension],
    cells: Sequence[CellKey],
    shown: Mask,
    known: Mask,
    parts: Parts,
    percent: float,
) -> InsiderAudit:
    """Find amounts that a contributor, or somebody who is none, can bound to less than `percent` above them.

    `shown`, `known`: shape (cells,); what already follows from the known cells alone is no failure. Asked is
    about each contributor's amounts: in every piece that the cells tell apart, in all of them, and in all
    within one cell. A reader has the values shown, knows who gave to which piece, and what they gave
    themselves. Raises `Unsolved` when the solver proved nothing: then the audit has failed.
    """
    return _Auditor(dimensions, cells, shown, known, parts, percent).audit()


@dataclass(slots=True)
class _Programmes:
    """What may be added to or taken from each piece while all that is seen stays as it is."""

    rows: csr_array
    solved: int = 0
    programme: Programme = field(init=False)

    def __post_init__(self) -> None:
        zero = np.zeros(self.rows.shape[0])
        self.programme = Programme(self.rows, zero, zero)

    def room(self, pieces: Pieces, left: Numbers) -> float:
        """How much more the pieces can hold together, when of each only `left` can be taken away."""
        self.solved += 1
        width = self.rows.shape[1]
        cost = np.zeros(width)
        cost[list(pieces)] = 1
        self.programme.bound(-left, np.full(width, np.inf))
        return self.programme.best(cost, most=True)[0]


class _Auditor:
    def __init__(
        self,
        dimensions: Sequence[Dimension],
        cells: Sequence[CellKey],
        shown: Mask,
        known: Mask,
        parts: Parts,
        percent: float,
    ) -> None:
        self.percent = percent
        sets = _sets(dimensions, cells, parts)
        self.pieces = {held: number for number, held in enumerate(sorted(set(sets)))}
        self.given: dict[str, dict[int, float]] = {NOBODY: {}}
        self.of_piece: list[dict[str, float]] = [{} for _ in self.pieces]
        for held, one, amount in zip(sets, parts.contributor.tolist(), parts.amount.tolist(), strict=True):
            piece, who = self.pieces[held], f"{CONTRIBUTOR}{one}"
            if amount:
                own = self.given.setdefault(who, {})
                own[piece] = self.of_piece[piece][who] = own.get(piece, 0.0) + amount
        self.total = np.array([sum(own.values()) for own in self.of_piece])
        self.largest = [nlargest(2, [*own.values(), 0.0, 0.0]) for own in self.of_piece]
        self.seen, self.settled = (_Programmes(self._rows(mask)) for mask in (shown | known, known))

    def _rows(self, mask: Mask) -> csr_array:
        chosen = np.flatnonzero(mask).tolist()
        rows = [[float(held >> cell & 1) for held in self.pieces] for cell in chosen]
        return csr_array(np.array(rows).reshape(len(chosen), len(self.pieces)))

    def audit(self) -> InsiderAudit:
        # Largest first, so that halves of them part the few who could tell something from the many.
        readers = sorted(self.given, key=lambda who: (-max(self.given[who].values(), default=0.0), who))
        checked = failures = 0
        for who, own in self.given.items():
            asked = [*self._asked(who, own)]  # of most nothing need be asked
            others = [one for one in readers if one != who] if asked else []
            for pieces in asked:
                if self._needed(who, pieces, others) > NEAR:
                    checked += 1
                    failures += self._is_told(who, pieces, others)
        return InsiderAudit(checked, failures, self.seen.solved + self.settled.solved)

    def _asked(self, who: str, own: dict[int, float]) -> Iterator[Pieces]:
        """The sets of pieces to ask about, but for those in which more than two give enough in any case."""
        beside = {piece: self._beside(who, piece) for piece in own}
        if all(beside[piece] > self.percent / 100 * own[piece] for piece in own):
            return
        by_cell: dict[int, set[int]] = defaultdict(set)
        for held, piece in self.pieces.items():
            for cell in _bits(held) if piece in own else ():
                by_cell[cell].add(piece)
        sets = {frozenset({piece}) for piece in own} | {frozenset(own)} | {*map(frozenset, by_cell.values())}
        for pieces in sorted(sets, key=sorted):
            if sum(beside[piece] - self.percent / 100 * own[piece] for piece in pieces) < 0:
                yield pieces

    def _beside(self, who: str, piece: int) -> float:
        """What all gave to a piece but this contributor and the largest of the others."""
        first, second = self.largest[piece]
        own = self.of_piece[piece][who]
        return float(self.total[piece]) - own - (second if own == first else first)

    def _needed(self, who: str, pieces: Pieces, readers: Sequence[str]) -> float:
        """By how much the pieces must be able to hold more, for the reader who knows most of them."""
        gave: dict[str, float] = defaultdict(float)
        for piece in pieces:
            for one, amount in self.of_piece[piece].items():
                gave[one] += amount
        among = gave.keys() & set(readers)
        own = max((gave[one] for one in among), default=0.0)
        return (1 + self.percent / 100) * gave[who] - (sum(gave.values()) - own)

    def _is_told(self, who: str, pieces: Pieces, readers: Sequence[str]) -> bool:
        """Whether one of the readers comes too close: asked of all of them at once, then of halves."""
        needed = self._needed(who, pieces, readers) - NEAR
        known = np.zeros(len(self.pieces))
        for reader in readers:
            for piece, amount in self.given[reader].items():
                known[piece] = max(known[piece], amount)
        left = self.total - known
        if needed <= 0 or self.seen.room(pieces, left) >= needed:
            return False
        if len(readers) == 1:
            return self.settled.room(pieces, left) >= needed
        half = len(readers) // 2
        return self._is_told(who, pieces, readers[:half]) or self._is_told(who, pieces, readers[half:])


def _sets(dimensions: Sequence[Dimension], cells: Sequence[CellKey], parts: Parts) -> list[int]:
    """For each part the cells it is in, as the bits of a number."""
    found = [-1] * len(parts.amount)
    for place, (dimension, leaves) in enumerate(zip(dimensions, parts.leaves, strict=True)):
        holding: dict[str, int] = defaultdict(int)
        for number, cell in enumerate(cells):
            for leaf in dimension.codes[cell[place]]:
                holding[leaf] |= 1 << number
        found = [held & holding[leaf] for held, leaf in zip(found, leaves.astype(str).tolist(), strict=True)]
    return found


def _bits(held: int) -> Iterator[int]:
    while held:
        yield (held & -held).bit_length() - 1
        held &= held - 1
