"""Linked tables: cells that are sums over the same people, and what a reader may not come closer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fardplan.vocabulary.errors import InputError

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
CellKey = tuple[str, ...]
"""A code for each dimension, in the order of the dimensions."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What cells are told apart by: area, sex, age, and which of the indicators' conditions a person meets.

    `codes` gives, for every code that a cell can carry, the leaves it is the union of. A leaf is the smallest
    thing any code parts: a basområde, one sex, one combination of conditions. Codes may nest (district, part,
    city), overlap (districts before and after a border moved) or be the same set under two names. People who
    belong to the city and to no district are a leaf that only the city's code holds.
    """

    name: str
    codes: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        empty = [code for code, leaves in self.codes.items() if not leaves]
        if empty or not self.codes:
            raise InputError(f"the dimension '{self.name}' has codes without leaves: {empty or 'no codes'}")

    @property
    def leaves(self) -> tuple[str, ...]:
        return tuple(sorted(frozenset().union(*self.codes.values())))


@dataclass(frozen=True, eq=False, slots=True)
class LinkedCells:
    """Everything that one register lets out of one period: each cell a number of persons (or other units).

    `cells`: which code each has in each dimension; `values`: shape (cells,), whole numbers from 0. A cell is
    the sum over the product of its codes' leaves, so the cells are linked in every way that the leaves allow,
    whether or not a margin is there. `known`: cells that a reader knows whatever is published now (from an
    earlier publication, or since another publishes them); they can never be hidden.
    """

    dimensions: tuple[Dimension, ...]
    cells: tuple[CellKey, ...]
    values: Counts
    known: Mask = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def __post_init__(self) -> None:
        if not len(self.known):
            object.__setattr__(self, "known", np.zeros(len(self.cells), dtype=np.bool_))
        if self.values.shape != (len(self.cells),) or self.known.shape != (len(self.cells),):
            raise InputError(f"{len(self.cells)} cells, {self.values.shape} values, {self.known.shape} known")
        if len(set(self.cells)) != len(self.cells):
            raise InputError("two cells have the same codes")
        if len(self.values) and self.values.min() < 0:
            raise InputError("a count below zero")
        if set(map(len, self.cells)) - {len(self.dimensions)}:
            raise InputError(f"a cell does not have a code for each of {len(self.dimensions)} dimensions")
        for dimension, codes in zip(self.dimensions, zip(*self.cells, strict=True), strict=False):
            astray = sorted(set(codes) - dimension.codes.keys())
            if astray:
                raise InputError(f"the dimension '{dimension.name}' has no code {astray}")


@dataclass(frozen=True, eq=False, slots=True)
class Needs:
    """What may not be told: for each cell that is `sensitive`, how wide it must stay open.

    `sensitive`: shape (cells,). Whoever sees all that is published must find possible, for every sensitive
    cell, values at or below `lower` and at or above `upper`, shape (cells,), `lower <= value <= upper`
    (`lower < upper`). For cells that are not sensitive both are ignored.
    """

    sensitive: Mask
    lower: Counts
    upper: Counts


@dataclass(frozen=True, eq=False, slots=True)
class Parts:
    """The finest parts that sums are made of: one contributor's in one combination of leaves.

    `leaves` has an array for each dimension of the cells, `contributor` says whose a part is, `amount` how
    much; all of shape (parts,).
    """

    leaves: tuple[NDArray[np.generic], ...]
    contributor: NDArray[np.generic]
    amount: Counts
