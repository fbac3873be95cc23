"""Rounding: every count told as a multiple of a base; to the nearest, by chance, or so that parts add up."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from fardplan.disclosure.cell_key import KEYS
from fardplan.disclosure.pieces import incidence
from fardplan.disclosure.tables import Counts, LinkedCells
from fardplan.vocabulary.errors import RuleError

MOST_CELLS = 2000
MOST_PIECES = 20_000
SECONDS = 20.0


def round_to_nearest(counts: Counts, base: int) -> Counts:
    """The nearest multiple of `base`; halfway goes up."""
    return np.asarray((2 * counts + base) // (2 * base) * base)


def round_randomly(counts: Counts, keys: Counts, base: int) -> Counts:
    """The multiple of `base` above, with probability remainder / base, or below: right on average.

    `keys` are cell keys (see `cell_key`), so that the same people are always rounded the same way and nothing
    averages out. A multiple stays as it is.
    """
    below, rest = counts // base, counts % base
    return np.asarray((below + (keys * base < rest * KEYS)) * base)


def round_controlled(cells: LinkedCells, base: int) -> Counts:
    """Multiples of `base` that add up wherever the counts do, as near to them as they can be.

    Every count goes to the multiple just below or just above it and a multiple stays, where that is possible
    together; in tables of two dimensions it always is. In others a count may go one multiple further, then
    two, but a 0 stays 0. The sum of the distances is the smallest possible, by integer programming. Sources:
    Cox & Ernst, Controlled rounding, INFOR 20 (1982); Salazar-González, Oper. Res. 53 (2005). Raises
    `RuleError` beyond 2,000 cells or 20,000 pieces that they are made of, and where there is no such table.
    """
    parts = incidence(cells, most=MOST_PIECES) if len(cells.cells) <= MOST_CELLS else None
    if parts is None:
        raise RuleError(
            f"{len(cells.cells)} cells are too many to round so that parts add up",
            instead=f"There can be {MOST_CELLS} cells of {MOST_PIECES} pieces; round randomly, or suppress.",
        )
    for further in range(3):
        found = _rounded(parts, cells.values, base, further)
        if found is not None:
            return found
    raise RuleError(
        f"no table of multiples of {base} adds up and lies near these {len(cells.cells)} counts",
        instead="Round randomly, or suppress.",
    )


def _rounded(parts: csr_array, counts: Counts, base: int, further: int) -> Counts | None:
    """Whole pieces whose sums, times the base, are the rounded counts. Variables: pieces, then distances."""
    size, pieces = parts.shape
    exact = counts / base
    least = np.maximum(np.floor(exact) - further, 0)
    most = np.where(counts == 0, 0, np.ceil(exact) + further)
    apart = eye_array(size, format="csr")
    rows = vstack(
        [
            hstack([parts, csr_array((size, size))]),
            hstack([parts, -apart]),
            hstack([parts, apart]),
        ],
        format="csr",
    )
    endless = np.full(size, np.inf)
    low, high = np.concatenate([least, -endless, exact]), np.concatenate([most, exact, endless])
    answer = milp(
        np.concatenate([np.zeros(pieces), np.ones(size)]),
        constraints=LinearConstraint(rows, low, high),
        integrality=np.concatenate([np.ones(pieces), np.zeros(size)]),
        bounds=Bounds(0, np.inf),
        options={"time_limit": SECONDS},
    )
    if answer.x is None:
        return None
    whole: NDArray[np.int64] = np.rint(parts @ np.rint(answer.x[:pieces])).astype(np.int64)
    return np.asarray(whole * base)
