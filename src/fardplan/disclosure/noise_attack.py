"""The attack on noise: what is left open about a count when every count is known to within a little."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from fardplan.disclosure.audit.certificates import certify
from fardplan.disclosure.audit.elimination import eliminate
from fardplan.disclosure.audit.knowledge import SLACK, Knowledge
from fardplan.disclosure.audit.pieces import cut
from fardplan.disclosure.tables import LinkedCells, Mask

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pinned:
    """`pinned`: how many of the counts asked for can be nothing but what they are; ends as in `Attack`."""

    pinned: int
    certificates: int
    programmes: int


def pinned(cells: LinkedCells, lower: Numbers, upper: Numbers, asked: Mask) -> Pinned:
    """How many of the counts `asked` a reader can tell exactly who knows that each lies in an interval.

    `lower`, `upper`, `asked`: shape (cells,). The published count and the greatest deviation give such an
    interval for every cell, and since all of them are sums of the same people, together they can leave less
    than each alone: noise that is bounded can be undone where enough cells overlap. A count is pinned when
    neither one person more nor one fewer is possible. Numbers of persons may have fractions here, so that a
    reader who knows they are whole may tell a little more. Source of the attack: Asghar & Kaafar, Averaging
    attacks on bounded noise-based disclosure control algorithms, PoPETs 2020(2).
    """
    pieces = cut(cells.dimensions, cells.cells)
    none = np.zeros(pieces.links.shape[0])
    left = eliminate(
        Knowledge(
            vstack([pieces.members, pieces.links], format="csr"),
            np.concatenate([lower, none]).astype(np.float64),
            np.concatenate([upper, none]).astype(np.float64),
        )
    )
    places = np.flatnonzero(asked)
    rows, constant = left.split(csr_array(pieces.members[places]))
    least, most = constant.copy(), constant.copy()
    low, high = cells.values[places] - 1 - constant, cells.values[places] + 1 - constant
    counted = np.zeros(3, dtype=np.int64)
    where = left.place()
    for group in left.groups(rows, tied=True):
        part = csr_array(rows[:, where[group.free]])
        there = np.flatnonzero(np.diff(part.indptr))
        found = certify(group, csr_array(part[there]), low[there], high[there])
        least[there] += found.lower
        most[there] += found.upper
        counted += found.counted
    values = cells.values[places]
    shut = (least > values - 1 + SLACK) & (most < values + 1 - SLACK)
    return Pinned(int(shut.sum()), int(counted[0] + counted[1]), int(counted[2]))
