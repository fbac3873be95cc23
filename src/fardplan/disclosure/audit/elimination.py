"""Elimination: what follows from the shown figures without a search, in whole numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from fardplan.disclosure.audit.knowledge import SLACK, Contradiction, Knowledge, Numbers, Open


def eliminate(known: Knowledge) -> Open:
    """Fix what is determined by sums of 0, by equations with one unknown, and by differences of equations.

    Over and over until nothing more follows this way (a programme finds what does not). Raises
    `Contradiction` when a number would be negative or an equation of known numbers does not hold.
    """
    fixed = np.full(known.matrix.shape[1], np.nan)
    free = np.arange(known.matrix.shape[1])
    left = Knowledge(csr_array(known.matrix, dtype=np.int64), known.lower.copy(), known.upper.copy())
    while True:
        found, left = _substituted(left)
        fixed[free] = found
        free = free[np.isnan(found)]
        left = _shortened(left)
        length, exact = np.diff(left.matrix.indptr), left.lower == left.upper
        if not (exact & ((left.upper <= 0) & _sums(left.matrix) | (length == 1))).any():
            return Open(free, fixed, left.matrix, left.lower, left.upper)


def _sums(matrix: Any) -> NDArray[np.bool_]:
    """Which rows take nothing away."""
    return np.asarray(abs(matrix).sum(axis=1) == matrix.sum(axis=1))


def _substituted(known: Knowledge) -> tuple[Numbers, Knowledge]:
    """The pieces found one equation at a time (NaN: not found), and what is known of the others."""
    matrix, across = known.matrix, csr_array(known.matrix.T)
    free, fixed = np.ones(matrix.shape[1], dtype=np.bool_), np.zeros(matrix.shape[1])
    sums, exact = _sums(matrix), known.lower == known.upper
    entries = abs(matrix.sign())  # a piece counts once, whatever its factor is
    while True:
        told = matrix @ fixed
        count = np.asarray(entries @ free.astype(np.int64))
        lower, upper = known.lower - told, known.upper - told
        _check((count == 0) & ((lower > SLACK) | (upper < -SLACK)) | sums & (upper < -SLACK))
        empty = sums & (upper <= 0) & (count > 0)
        alone = exact & (count == 1) & ~empty
        if not (empty.any() or alone.any()):
            break
        zero = (across @ empty.astype(np.int64) > 0) & free
        free[zero] = False
        for row in np.flatnonzero(alone):
            held = slice(matrix.indptr[row], matrix.indptr[row + 1])
            for column, factor in zip(matrix.indices[held], matrix.data[held], strict=True):
                if free[column]:
                    fixed[column], free[column] = lower[row] / factor, False
        _check(fixed < 0)
    rows = np.flatnonzero((count > 0) & (np.isfinite(lower) | np.isfinite(upper)))
    rest = csr_array(matrix[rows][:, np.flatnonzero(free)])
    rest.sort_indices()
    return np.where(free, np.nan, fixed), Knowledge(rest, lower[rows], upper[rows])


def _check(wrong: NDArray[np.bool_]) -> None:
    if wrong.any():
        raise Contradiction("the shown figures cannot be true together: a sum differs from its parts")


def _shortened(known: Knowledge) -> Knowledge:
    """Equations of sums, each less those that lie inside it and do not overlap: shorter, or gone.

    A margin is often the sum of cells that are shown as well. What is left when they are taken away says the
    same as it did, and nothing left says nothing. Sets of columns are the bits of whole numbers, which is
    quick.
    """
    matrix = known.matrix
    lengths = np.diff(matrix.indptr)
    ones = _sums(matrix) & np.asarray(matrix.sum(axis=1) == lengths)
    chosen = (known.lower == known.upper) & ones
    rows = np.flatnonzero(chosen)
    holding: list[list[tuple[int, float]]] = [[] for _ in range(matrix.shape[1])]
    kept: list[list[int]] = []
    right: list[float] = []
    for row in rows[np.argsort(lengths[rows], kind="stable")].tolist():
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist()
        rest, value = _less_the_inner(columns, float(known.lower[row]), holding)
        if rest:
            kept.append([column for column in columns if rest >> column & 1])
            right.append(value)
            for column in kept[-1]:
                holding[column].append((rest, value))
        elif abs(value) > SLACK:
            _check(np.ones(1, dtype=np.bool_))
    others = np.flatnonzero(~chosen)
    ends = np.cumsum([0, *map(len, kept)])
    columns = np.array([column for row in kept for column in row], dtype=np.int64)
    short = csr_array((np.ones(len(columns), np.int64), columns, ends), shape=(len(kept), matrix.shape[1]))
    return Knowledge(
        vstack([short, matrix[others]], format="csr"),
        np.concatenate([right, known.lower[others]]),
        np.concatenate([right, known.upper[others]]),
    )


def _less_the_inner(
    columns: list[int], value: float, holding: list[list[tuple[int, float]]]
) -> tuple[int, float]:
    rest = sum(1 << column for column in columns)
    for column in columns:
        if rest >> column & 1:
            for inner, held in reversed(holding[column]):
                if inner & ~rest == 0:
                    rest ^= inner
                    value -= held
                    break
    return rest, value
