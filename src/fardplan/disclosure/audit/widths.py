"""Widths: whether sums that are hidden stay as open as they were meant to, from what is told of others."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array, vstack

from fardplan.disclosure.audit.bounds import bounds
from fardplan.disclosure.audit.elimination import eliminate
from fardplan.disclosure.audit.knowledge import SLACK, Knowledge
from fardplan.disclosure.audit.pieces import cut
from fardplan.disclosure.tables import CellKey, Dimension

Ends = tuple[float, float]
"""The least and the greatest that a sum can be."""


def narrower(
    dimensions: Sequence[Dimension], told: Mapping[CellKey, Ends], asked: Mapping[CellKey, int]
) -> tuple[CellKey, ...]:
    """Those of the `asked` cells whose interval is narrower than the width they are asked for with.

    `told`: what a reader has of each cell. No true value of a hidden cell is needed, and so none has to be
    kept. Raises `Contradiction` when what is told cannot be true together, `Unsolved` when the solver proved
    nothing.
    """
    if not asked:
        return ()
    cells = [*told, *(cell for cell in asked if cell not in told)]
    place = {cell: number for number, cell in enumerate(cells)}
    pieces = cut(dimensions, cells)
    ends = np.array([*told.values()], dtype=np.float64).reshape(-1, 2)
    none = np.zeros(pieces.links.shape[0])
    matrix = vstack([pieces.members[: len(told)], pieces.links], format="csr")
    known = Knowledge(matrix, np.concatenate([ends[:, 0], none]), np.concatenate([ends[:, 1], none]))
    targets = csr_array(pieces.members[[place[cell] for cell in asked]])
    found = bounds(eliminate(known), targets)
    narrow = found.upper - found.lower < np.array([*asked.values()]) - SLACK
    return tuple(cell for cell, is_so in zip(asked, narrow.tolist(), strict=True) if is_so)
