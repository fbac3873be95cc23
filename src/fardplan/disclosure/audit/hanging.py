"""Hanging together: which hidden numbers a reader's equations tie to each other."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

PRIME = 2**31 - 1
"""Numbers are counted modulo this prime: exact, without fractions."""

Row = dict[int, int]


def hanging_together(matrix: Any, sums: Any) -> NDArray[np.int64]:
    """Shape (sums,): the same number for sums that are tied to each other by what `matrix` tells.

    `matrix`: shape (equations, pieces), what is known of the pieces; `sums`: shape (sums, pieces), rows whose
    values are not known. Two are tied when both are in a combination of sums whose value is known, and no
    part of that combination has a known value: only together with the other could one of them change. In
    the words of linear algebra they are connected in the matroid of the sums modulo the equations (Oxley,
    Matroid Theory, 2011, chapter 4), whose parts are found from the circuits of any one basis.
    """
    known, told = _Echelon(), _Echelon()
    equations = csr_array(matrix)
    for place in np.argsort(np.diff(equations.indptr), kind="stable").tolist():
        known.add(_row(equations, place), place)
    rows = csr_array(sums)
    pairs: list[tuple[int, int]] = []
    for place in range(rows.shape[0]):
        circuit = told.add(known.reduced(_row(rows, place)), place)
        pairs += [(place, other) for other in circuit]
    return _joined(pairs, rows.shape[0])


def _row(matrix: Any, place: int) -> Row:
    held = slice(matrix.indptr[place], matrix.indptr[place + 1])
    return {
        column: int(value) % PRIME
        for column, value in zip(matrix.indices[held].tolist(), matrix.data[held], strict=True)
        if value
    }


class _Echelon:
    """Rows each with a first column of its own, in which it has a 1; and which named rows it was made of."""

    def __init__(self) -> None:
        self._row: dict[int, Row] = {}
        self._made_of: dict[int, Row] = {}

    def reduced(self, row: Row, made_of: Row | None = None) -> Row:
        """`row` less multiples of the rows that are there, until none of their first columns is left.

        `made_of` is kept in step where it is given.
        """
        left, done = dict(row), Row()
        while left:
            first = min(left)
            factor = left[first]
            if first not in self._row:
                done[first] = left.pop(first)
                continue
            _take(left, self._row[first], factor)
            if made_of is not None:
                _take(made_of, self._made_of[first], factor)
        return done

    def add(self, row: Row, name: int) -> Iterable[int]:
        """Take in a row; when it follows from those that are there, the names of those it follows from."""
        made_of: Row = {name: 1}
        left = self.reduced(row, made_of)
        if not left:
            return made_of.keys() - {name}
        first = min(left)
        scale = pow(left[first], -1, PRIME)
        self._row[first] = {column: value * scale % PRIME for column, value in left.items()}
        self._made_of[first] = {column: value * scale % PRIME for column, value in made_of.items()}
        return ()


def _take(row: Row, other: Row, factor: int) -> None:
    for column, value in other.items():
        new = (row.get(column, 0) - factor * value) % PRIME
        if new:
            row[column] = new
        else:
            row.pop(column, None)


def _joined(pairs: list[tuple[int, int]], number: int) -> NDArray[np.int64]:
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(number, number))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
