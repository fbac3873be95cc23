"""What an index of segregation may be computed on: persons by area and group, checked once."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fardplan.vocabulary.errors import InputError

Floats = NDArray[np.float64]
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class SegregationInputError(InputError):
    """The counts cannot carry an index: shapes, signs, or a group that lives nowhere."""


def checked_table(counts: ArrayLike, *, name: str = "the table") -> Table:
    """Persons by area and group as a float array of shape (areas, groups), two groups or more.

    Raises `SegregationInputError` for another shape, a count that is negative or not finite, or a group
    without members: an undefined index is never returned as 0. Areas without residents are allowed.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] < 2 or table.shape[0] < 1:
        raise SegregationInputError(
            f"{name} has the shape {table.shape}",
            instead="It needs one row for each area and one column for each of two groups or more.",
        )
    _refuse_impossible(table, name)
    totals = table.sum(axis=0)
    if not (totals > 0).all():
        empty = ", ".join(str(column) for column in np.flatnonzero(totals <= 0))
        raise SegregationInputError(
            f"{name} has groups without members: column {empty}",
            instead="Leave the group out, or say that segregation cannot be told.",
        )
    return table


def checked_pair(group: ArrayLike, others: ArrayLike) -> Table:
    """A group and the others side by side, shape (areas, 2); see `checked_table`."""
    first = np.asarray(group, dtype=np.float64)
    second = np.asarray(others, dtype=np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        raise SegregationInputError(
            f"the group has the shape {first.shape} and the others {second.shape}",
            instead="Both need one count for each area, in the same order.",
        )
    return checked_table(np.column_stack([first, second]), name="the pair of groups")


def checked_whole_counts(counts: ArrayLike, *, name: str = "the table") -> Table:
    """As `checked_table`, for what is drawn person by person: counts must be whole numbers."""
    table = checked_table(counts, name=name)
    if not (table == np.rint(table)).all():
        broken = float(table[table != np.rint(table)][0])
        raise SegregationInputError(
            f"{name} holds {broken}, not a whole number of persons",
            instead="Chance can only be drawn for persons; weighted or smoothed counts need another method.",
        )
    return table


def _refuse_impossible(values: np.ndarray[Any, np.dtype[np.float64]], name: str) -> None:
    if not np.isfinite(values).all():
        raise SegregationInputError(f"{name} holds a count that is not a finite number")
    if (values < 0).any():
        raise SegregationInputError(f"{name} holds the negative count {float(values.min())}")
