"""The slow obvious attacker: one linear program over all pieces for each end of each cell's interval."""

from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from fardplan.disclosure.tables import LinkedCells, Mask, Needs


def sums(cells: LinkedCells) -> NDArray[np.float64]:
    """Which pieces (every combination of leaves) each cell is the sum of, shape (cells, pieces)."""
    pieces = list(product(*(dimension.leaves for dimension in cells.dimensions)))
    return np.array(
        [
            [
                float(
                    all(
                        leaf in dimension.codes[code]
                        for dimension, code, leaf in zip(cells.dimensions, cell, piece, strict=True)
                    )
                )
                for piece in pieces
            ]
            for cell in cells.cells
        ]
    ).reshape(len(cells.cells), len(pieces))


def interval(
    matrix: NDArray[np.float64], values: NDArray[np.int64], shown: Mask, cell: int
) -> tuple[float, float]:
    """The least and the most that a cell can hold, to someone who sees the shown ones."""
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(
            sign * matrix[cell],
            A_eq=matrix[shown] if shown.any() else None,
            b_eq=values[shown].astype(float) if shown.any() else None,
            bounds=(0, None),
        )
        assert found.status in {0, 3}, found.message
        ends.append(sign * found.fun if found.status == 0 else sign * -np.inf)
    return ends[0], ends[1]


def failures(cells: LinkedCells, needs: Needs, hidden: Mask) -> list[int]:
    """The sensitive cells that a reader comes closer to than allowed, when all but `hidden` is shown."""
    matrix = sums(cells)
    shown = ~hidden | cells.known
    found = []
    for cell in np.flatnonzero(needs.sensitive):
        low, high = interval(matrix, cells.values, shown, int(cell))
        if low > needs.lower[cell] + 1e-5 or high < needs.upper[cell] - 1e-5:
            found.append(int(cell))
    return found
