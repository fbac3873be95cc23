"""Points in polygons that move: each point is looked up in the borders that held on its day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fardplan.geography.locating import NOWHERE, Floats, Numbers, PolygonIndex
from fardplan.geography.surfaces import shape_of
from fardplan.vocabulary.boundary import Boundary

Days = NDArray[np.datetime64[Any]]


class DatedIndex:
    """Borders to look up places in, each on its own days; the first of those that meet wins.

    Time falls into stretches within which no border changes, and each stretch has a `PolygonIndex` of its
    own. Raises `InputError` for a border that crosses itself.
    """

    def __init__(self, borders: Sequence[Boundary]) -> None:
        begins = {item.valid_from for item in borders if item.valid_from}
        begins |= {item.valid_to + timedelta(days=1) for item in borders if item.valid_to}
        self._begins = np.array(sorted(begins), dtype="datetime64[D]")
        days = [min(begins) - timedelta(days=1), *sorted(begins)] if begins else [None]
        self._members = [
            np.array(
                [n for n, item in enumerate(borders) if day is None or item.holds_on(day)], dtype=np.intp
            )
            for day in days
        ]
        self._indexes = [
            PolygonIndex([shape_of(borders[number].polygons) for number in members.tolist()])
            for members in self._members
        ]

    def locate(self, x: Floats, y: Floats, days: Days) -> Numbers:
        """The number of the border that held on each point's day and holds the point; `NOWHERE` for none.

        `x`, `y`: shape (points,), finite, in the plane of the borders; `days`: shape (points,), whole days.
        """
        stretch = np.searchsorted(self._begins, days.astype("datetime64[D]"), "right")
        found = np.full(len(x), NOWHERE, dtype=np.intp)
        for number, (members, index) in enumerate(zip(self._members, self._indexes, strict=True)):
            rows = np.flatnonzero(stretch == number)
            if not len(members) or not len(rows):
                continue
            inside = index.locate(x[rows], y[rows])
            hit = inside != NOWHERE
            found[rows[hit]] = members[inside[hit]]
        return found
