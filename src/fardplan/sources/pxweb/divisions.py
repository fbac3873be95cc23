"""Zeros of areas that did not exist: a source may answer 0 for years before a division of areas was made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fardplan.sources.pxweb.cube import Cube, Dimension, Role, not_whole

NOT_THERE = "not there"
"""The mark of a cell whose area did not exist in its period. No source writes it."""


@dataclass(frozen=True, slots=True)
class DivisionYears:
    """The years in which an area of a division has figures, from `first` to `last`, each open where None."""

    first: int | None = None
    last: int | None = None

    def has(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def without_areas_that_were_not_there(
    cube: Cube, years: Mapping[str, DivisionYears], area: str, time: str | None = None
) -> Cube:
    """The cube with no value in place of 0 where the area did not exist in the year.

    `years` by the code of the area; an area that is not named is taken to have existed always. `area` and
    `time` are keys of dimensions; `time` is the one with that role when left out, and its codes begin with
    the year. The cells are marked `NOT_THERE` and a note tells how many they are. Another number than 0 is
    kept, for a source may have carried it back to the new areas, and a note tells that too. A 0 of an area
    that existed stays: zero is a value.
    """
    places, times = cube.dimension(area), _time(cube, time)
    outside = _outside(cube, places, times, years)
    zeros = np.flatnonzero(outside & (cube.values == 0.0))
    carried = int((outside & ~np.isnan(cube.values) & (cube.values != 0.0)).sum())
    values = cube.values.copy()
    values[zeros] = np.nan
    marks = {**cube.marks, **dict.fromkeys(zeros.tolist(), NOT_THERE)}
    notes = (*cube.notes, *_notes(len(zeros), carried))
    return replace(cube, values=values, marks=marks, notes=notes)


def _time(cube: Cube, key: str | None) -> Dimension:
    found = cube.dimension(key) if key else cube.of_role(Role.TIME)
    if found is None:
        raise not_whole("no dimension says that it is time", instead="Name the one that is.")
    return found


def _outside(
    cube: Cube, places: Dimension, times: Dimension, years: Mapping[str, DivisionYears]
) -> NDArray[np.bool_]:
    """For every cell: did its area not exist in its year?"""
    always = DivisionYears()
    when = [_year(times, code) for code in times.codes]
    outside = np.array([[not years.get(code, always).has(year) for year in when] for code in places.codes])
    axes = [dimension.key for dimension in cube.dimensions]
    at_place, at_time = axes.index(places.key), axes.index(times.key)
    if at_place > at_time:
        outside = outside.T
    shape = [len(one) if one in (places, times) else 1 for one in cube.dimensions]
    return np.broadcast_to(outside.reshape(shape), cube.shape).reshape(-1)


def _year(times: Dimension, code: str) -> int:
    if re.match(r"[0-9]{4}", code):
        return int(code[:4])
    raise not_whole(f"'{code}' of dimension '{times.key}' does not begin with a year")


def _notes(zeros: int, carried: int) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if zeros:
        notes += (f"The source tells 0 in {zeros:,} cells of areas that did not exist then: no value.",)
    if carried:
        notes += (f"The source tells figures in {carried:,} cells of areas that did not exist then: kept.",)
    return notes
