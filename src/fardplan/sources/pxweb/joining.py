"""Parts of a table, asked for one by one, put together again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from fardplan.sources.pxweb.cube import Cube, Dimension, Role, not_whole


def joined(whole: Sequence[Dimension], parts: Sequence[Cube]) -> Cube:
    """One cube of the parts of a table, in the order of `whole`, with every cell exactly once.

    Label and source are those of the first part; notes, units and decimals those of all; `updated` is the
    latest.
    Raises `SourceError` when the parts overlap, leave a cell out, or were updated on different days.
    """
    _check_edition(parts)
    first = parts[0]
    dimensions = tuple(whole)
    shape = tuple(len(dimension) for dimension in dimensions)
    values, seen = np.full(shape, np.nan), np.zeros(shape, dtype=np.int64)
    marks: dict[int, str] = {}
    numbers = np.arange(prod(shape)).reshape(shape)
    places = [dimension.positions for dimension in dimensions]
    for part in parts:
        ordered = part.ordered([dimension.key for dimension in dimensions])
        where = np.ix_(*_places_in(places, ordered))
        values[where] = ordered.values.reshape(ordered.shape)
        seen[where] += 1
        cells = numbers[where].reshape(-1)
        marks.update({int(cells[cell]): mark for cell, mark in ordered.marks.items()})
    _once(seen)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    units = {code: unit for part in parts for code, unit in part.units.items()}
    decimals = {code: number for part in parts for code, number in part.decimals.items()}
    return replace(
        first,
        dimensions=dimensions,
        values=values.reshape(-1),
        marks=marks,
        notes=notes,
        units=units,
        decimals=decimals,
        updated=max((part.updated for part in parts if part.updated), default=None),
    )


def _places_in(places: Sequence[Mapping[str, int]], part: Cube) -> list[list[int]]:
    try:
        return [
            [at[code] for code in dimension.codes]
            for at, dimension in zip(places, part.dimensions, strict=True)
        ]
    except (KeyError, ValueError) as error:
        raise not_whole(
            f"a part of the table has a dimension or code that was not asked for: {error}"
        ) from error


def _check_edition(parts: Sequence[Cube]) -> None:
    """A source may tell another day for each measure; parts with the same measures have one."""
    told: dict[tuple[str, ...], str | None] = {}
    for part in parts:
        metric = part.of_role(Role.METRIC)
        measures = metric.codes if metric else ()
        before = told.setdefault(measures, part.updated)
        if before != part.updated:
            raise not_whole(
                f"the table was updated while it was fetched in parts: {before} and then {part.updated}",
                instead="Ask again: the parts would be of two editions.",
            )


def _once(seen: NDArray[np.int64]) -> None:
    missing, twice = int((seen == 0).sum()), int((seen > 1).sum())
    if missing or twice:
        raise not_whole(f"of {seen.size:,} cells {missing:,} were left out and {twice:,} were told twice")
