"""Remainders: sums of what is hidden that anybody has who takes shown cells from one that holds them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_array

ROUNDS = 2
"""Cells are taken from cells, and once more from what was left."""

MOST = 3000
"""So many sets are taken from each other at most; the single programmes of each reader see the others too."""


def remainders(shown: Any) -> Any:
    """What is left of a shown cell when others within it are taken, shape (remainders, pieces), 0 or 1.

    `shown`: shape (cells, pieces). From each cell one within it is taken, and then the largest that fit into
    what is left. Each remainder comes once, and none that is a shown cell.
    """
    cells = csr_array(shown)
    sets = [
        sum(1 << place for place in cells.indices[start:end].tolist())
        for start, end in pairwise(cells.indptr.tolist())
    ]
    told = dict.fromkeys(one for one in sets if one)
    found: dict[int, None] = {}
    for _ in range(ROUNDS):
        fresh = dict.fromkeys(one for one in _subtracted([*told, *found]) if one not in told | found)
        if not fresh or len(told) + len(found) + len(fresh) > MOST:
            found |= fresh
            break
        found |= fresh
    rows = [[place for place in range(cells.shape[1]) if one >> place & 1] for one in found]
    start = np.cumsum([0, *map(len, rows)])
    columns = np.array([place for row in rows for place in row], dtype=np.int64)
    return csr_array((np.ones(len(columns)), columns, start), shape=(len(rows), cells.shape[1]))


def _subtracted(sets: list[int]) -> Iterator[int]:
    by_size = sorted(sets, key=lambda one: (-one.bit_count(), one))
    for whole in by_size:
        inside = [one for one in by_size if one & ~whole == 0 and one != whole]
        for part in inside:
            left = whole & ~part
            for one in inside:
                if one & ~left == 0:
                    left &= ~one
            if left:
                yield left
