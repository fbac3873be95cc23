"""Consistency: which figures of several editions can be true together, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from fardplan.disclosure.audit.elimination import eliminate
from fardplan.disclosure.audit.knowledge import SLACK, Contradiction, Knowledge, Open
from fardplan.disclosure.audit.solver import Programme
from fardplan.disclosure.audit.told import Told


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """What a figure says about the pieces: `lower <= row @ pieces <= upper`, row of shape (1, pieces)."""

    told: Told
    row: Any
    lower: float
    upper: float


def consistent(rows: Sequence[Row], links: Any) -> tuple[Open, tuple[Row, ...]]:
    """What is known from `rows`, newest first, and those that had to be left out.

    A row about the same sum as an earlier one (of a newer edition) that no number fulfils with it was
    revised. If the others still contradict each other, one programme finds how little must give way, an
    earlier edition before a newer one, and what gives way is left out.
    """
    kept, dropped = _newest(rows)
    while True:
        known = _knowledge(kept, links)
        try:
            left = eliminate(known)
            for group in left.groups(csr_array((0, len(left.free))), tied=True):
                Programme(group.matrix, group.lower, group.upper).best(np.zeros(len(group.free)), most=True)
        except Contradiction:
            yielding = _yielding(kept, known)
            if not yielding:
                raise
            dropped += [kept[place] for place in sorted(yielding)]
            kept = [row for place, row in enumerate(kept) if place not in yielding]
        else:
            return left, tuple(dropped)


def _newest(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    ends: dict[tuple[bytes, bytes], tuple[float, float]] = {}
    kept, dropped = [], []
    for row in rows:
        row.row.sort_indices()
        key = (row.row.indices.tobytes(), row.row.data.tobytes())
        lower, upper = ends.get(key, (-np.inf, np.inf))
        both = max(lower, row.lower), min(upper, row.upper)
        if both[0] > both[1]:
            dropped.append(row)
        elif key not in ends or both != ends[key]:
            ends[key] = both
            kept.append(row)
    return kept, dropped


def _knowledge(rows: Sequence[Row], links: Any) -> Knowledge:
    zero = np.zeros(links.shape[0])
    return Knowledge(
        vstack([*(row.row for row in rows), links], format="csr"),
        np.concatenate([[float(row.lower) for row in rows], zero]),
        np.concatenate([[float(row.upper) for row in rows], zero]),
    )


def _yielding(rows: Sequence[Row], known: Knowledge) -> set[int]:
    """The rows that give way when all give way as little as can be, those of now a thousand times as dear."""
    number = len(rows)
    height, width = known.matrix.shape
    give = eye_array(number, format="csr")
    nothing = csr_array((height - number, number))
    down, up = vstack([-give, nothing]), vstack([give, nothing])
    programme = Programme(hstack([known.matrix, down, up]), known.lower, known.upper)
    price = np.array([1000.0 if row.told.edition == 0 else 1.0 / row.told.edition for row in rows])
    where = programme.best(np.concatenate([np.zeros(width), price, price]), most=False)[1]
    assert where is not None
    gave = where[width : width + number] + where[width + number :]
    return set(np.flatnonzero(gave > SLACK).tolist())
