"""Pieces: the largest groups of people that no cell parts, and which of them each cell is the sum of."""

from itertools import product
from math import prod

import numpy as np
from scipy.sparse import csr_array

from fardplan.disclosure.tables import Dimension, LinkedCells


def incidence(cells: LinkedCells, most: int | None = None) -> csr_array | None:
    """A matrix of shape (cells, pieces) of ones and zeros: cells = matrix @ pieces, whatever the pieces are.

    In each dimension leaves that the same codes hold are one; pieces that the same cells hold are one, too.
    None where there would be more than `most` pieces, or a hundred times as many places for them.
    """
    atoms = [
        _atoms(dimension, {cell[place] for cell in cells.cells})
        for place, dimension in enumerate(cells.dimensions)
    ]
    places = sum(prod(len(atoms[place][code]) for place, code in enumerate(cell)) for cell in cells.cells)
    if most is not None and places > 100 * most:
        return None
    holders: dict[tuple[int, ...], list[int]] = {}
    for number, cell in enumerate(cells.cells):
        for piece in product(*(atoms[place][code] for place, code in enumerate(cell))):
            holders.setdefault(piece, []).append(number)
    columns = sorted({tuple(held) for held in holders.values()})
    if most is not None and len(columns) > most:
        return None
    row = np.array([cell for held in columns for cell in held], dtype=np.int64)
    column = np.repeat(np.arange(len(columns)), [len(held) for held in columns])
    return csr_array((np.ones(len(row)), (row, column)), shape=(len(cells.cells), len(columns)))


def _atoms(dimension: Dimension, used: set[str]) -> dict[str, list[int]]:
    """For each code that is used, the numbers of its atoms: sets of leaves that no used code parts."""
    ordered = sorted(used)
    holding: dict[str, list[str]] = {}
    for code in ordered:
        for leaf in dimension.codes[code]:
            holding.setdefault(leaf, []).append(code)
    signatures = sorted({tuple(codes) for codes in holding.values()})
    return {
        code: [number for number, signature in enumerate(signatures) if code in signature] for code in ordered
    }
