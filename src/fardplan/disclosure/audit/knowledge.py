"""Knowledge: what a reader knows of the pieces, as equations and bounds, and the parts it falls into."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, csr_array, vstack
from scipy.sparse.csgraph import connected_components

from fardplan.vocabulary.errors import InputError

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

SLACK = 1e-6
"""How far a solver's numbers may be from what they stand for: its own tolerance is a tenth of this."""


class Contradiction(InputError):
    """What is shown cannot be true together."""

    def __init__(self, what: str) -> None:
        super().__init__(what, instead="Look for figures that were counted on different days, or altered.")


@dataclass(frozen=True, eq=False, slots=True)
class Knowledge:
    """`lower <= matrix @ pieces <= upper`, and no piece below 0.

    `matrix`: shape (rows, pieces), whole numbers. `lower`, `upper`: shape (rows,), may be infinite;
    a row with the same in both is an equation.
    """

    matrix: Any
    lower: Numbers
    upper: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Open:
    """What is left to search when the rest has been found by elimination.

    `fixed`: shape (pieces,), the number of each piece that is determined, NaN for those in `free`. The rows
    are about `free` alone.
    """

    free: Places
    fixed: Numbers
    matrix: Any
    lower: Numbers
    upper: Numbers

    def split(self, targets: Any) -> tuple[Any, Numbers]:
        """Targets (rows over all pieces) as rows over the free ones, and what the determined ones add."""
        return csr_array(targets[:, self.free]), targets @ np.nan_to_num(self.fixed)

    def place(self) -> Places:
        """Shape (pieces,): where each piece stands in `free`, -1 for the determined ones."""
        place = np.full(len(self.fixed), -1)
        place[self.free] = np.arange(len(self.free))
        return place

    def groups(self, sums: Any, *, tied: bool) -> list["Open"]:
        """Parts that have nothing to do with each other, for questions about `sums` (rows over the free).

        `tied`: each sum lies in one part. Free pieces that neither an equation nor a sum tells apart are one.
        """
        both = vstack([self.matrix, sums], format="csc")
        kept = distinct_columns(both)
        narrow = csr_array(both[:, kept])
        height = self.matrix.shape[0]
        number, label = _components(narrow if tied else narrow[:height])
        of_row = label[narrow.indices[narrow.indptr[:height]]]
        parts = zip(_sorted_by(label, number), _sorted_by(of_row, number), strict=True)
        return [
            Open(
                self.free[kept[column]],
                self.fixed,
                csr_array(narrow[row][:, column]),
                self.lower[row],
                self.upper[row],
            )
            for column, row in parts
        ]


def distinct_columns(matrix: Any) -> Places:
    """The first of each kind of column, in order; columns without entries are left out."""
    columns = csc_array(matrix)
    columns.sort_indices()
    seen: dict[tuple[bytes, bytes], int] = {}
    for column, (start, end) in enumerate(pairwise(columns.indptr.tolist())):
        if end > start:
            key = (columns.indices[start:end].tobytes(), columns.data[start:end].tobytes())
            seen.setdefault(key, column)
    return np.array(list(seen.values()), dtype=np.int64)


def _components(ties: Any) -> tuple[int, Places]:
    """How many parts, and which each column belongs to: columns of one row belong together."""
    both = coo_array(ties)
    height, width = both.shape
    links = (both.row, both.col + height)
    graph = coo_array((np.ones(both.nnz, dtype=np.int8), links), shape=(height + width, height + width))
    label = connected_components(graph, directed=False)[1][height:]
    kept, label = np.unique(label, return_inverse=True)
    return len(kept), np.asarray(label, dtype=np.int64)


def _sorted_by(label: Places, number: int) -> list[Places]:
    order = np.argsort(label, kind="stable")
    ends = np.searchsorted(label[order], np.arange(number + 1))
    return [order[ends[one] : ends[one + 1]] for one in range(number)]
