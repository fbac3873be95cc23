"""Auditing: whether what is hidden stays open for whoever sees all that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array, vstack

from fardplan.disclosure.audit.bounds import Intervals, bounds
from fardplan.disclosure.audit.certificates import certify
from fardplan.disclosure.audit.elimination import eliminate
from fardplan.disclosure.audit.knowledge import SLACK, Knowledge, Open
from fardplan.disclosure.audit.pieces import cut
from fardplan.disclosure.tables import CellKey, Counts, Dimension, Mask, Needs


@dataclass(frozen=True, slots=True)
class Narrow:
    """A sensitive cell that is not open enough: what a reader finds possible, and what was needed."""

    cell: CellKey
    lower: float
    upper: float
    needed_lower: int
    needed_upper: int

    @property
    def exact(self) -> bool:
        """Whether only one whole number is left."""
        return bool(np.ceil(self.lower - SLACK) == np.floor(self.upper + SLACK))


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found. Two ends of each of `checked` sensitive cells were asked for.

    `determined` cells were found by elimination, `certified` ends by a possible register in whole numbers,
    `approximately` by one with fractions (to a millionth of a person), and `programmes` one at a time.
    """

    failures: tuple[Narrow, ...]
    checked: int
    determined: int
    certified: int
    approximately: int
    programmes: int

    @property
    def passed(self) -> bool:
        return not self.failures


def possible(
    dimensions: Sequence[Dimension],
    cells: Sequence[CellKey],
    shown: Mask,
    values: Counts,
    *,
    whole: bool = False,
) -> Intervals:
    """What a reader who sees the `shown` values finds possible of every cell, hidden or not.

    `shown`, `values`: shape (cells,); values that are not shown are not looked at. The reader knows which
    leaves each code holds, that persons are not negative, and every shown value; whether they know more (a
    threshold, an earlier edition) is asked by `audit_published`. One linear programme an end: for what must
    be open, `audit` is faster. `whole`: of a reader who also knows that persons are whole, by a search that
    can take long on large tables. Raises `Contradiction` when the shown values cannot be true together.
    """
    members, left = known_from(dimensions, cells, shown, values)
    return bounds(left, members, whole=whole)


def audit(
    dimensions: Sequence[Dimension],
    cells: Sequence[CellKey],
    shown: Mask,
    values: Counts,
    needs: Needs,
) -> Audit:
    """Find every sensitive cell that is shown, or that a reader can bound closer than `needs` allow.

    Shapes as for `possible`. First elimination; then certificates: a possible register, found by one linear
    programme, in which many sensitive cells are at or past an end at once (the best for each were asked one
    by one otherwise); then one programme for each end that no certificate reached. Raises `Contradiction`
    when the shown values cannot be true together and `Unsolved` when the solver proved nothing: then the
    audit has failed.
    """
    kept = np.flatnonzero(shown | needs.sensitive).tolist()  # what else is hidden need not be told apart
    members, left = known_from(dimensions, [cells[place] for place in kept], shown[kept], values[kept])
    places = np.flatnonzero(needs.sensitive)
    members = csr_array(members[np.flatnonzero(needs.sensitive[kept])])
    rows, constant = left.split(members)
    lower, upper = constant.copy(), constant.copy()
    ends = np.stack([needs.lower[places] - constant, needs.upper[places] - constant])
    determined = np.diff(rows.indptr) == 0
    counted = np.zeros(3, dtype=np.int64)
    position = left.place()
    for group in left.groups(rows, tied=True):
        part = csr_array(rows[:, position[group.free]])
        asked = np.flatnonzero(np.diff(part.indptr))
        found = certify(group, csr_array(part[asked]), ends[0, asked], ends[1, asked])
        lower[asked] += found.lower
        upper[asked] += found.upper
        counted += found.counted
    narrow = np.flatnonzero((lower > needs.lower[places] + SLACK) | (upper < needs.upper[places] - SLACK))
    exact = bounds(left, csr_array(members[narrow]))
    failures = tuple(
        Narrow(cells[place], float(least), float(most), int(needs.lower[place]), int(needs.upper[place]))
        for place, least, most in zip(places[narrow], exact.lower, exact.upper, strict=True)
    )
    certified, approximately, programmes = counted.tolist()
    return Audit(failures, len(places), int(determined.sum()), certified, approximately, programmes)


def known_from(
    dimensions: Sequence[Dimension], cells: Sequence[CellKey], shown: Mask, values: Counts
) -> tuple[Any, Open]:
    """What pieces each cell holds, shape (cells, pieces), and what is open to who sees the `shown` values."""
    pieces = cut(dimensions, cells)
    places = np.flatnonzero(shown)
    matrix = vstack([pieces.members[places], pieces.links], format="csr")
    right = np.concatenate([values[places], np.zeros(pieces.links.shape[0], dtype=np.int64)]).astype(float)
    return pieces.members, eliminate(Knowledge(matrix, right, right))
