"""A cube: figures for every combination of the codes of some dimensions, with the signs of a source."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import product
from math import isnan, prod

import numpy as np
from numpy.typing import NDArray

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import NotFoundError, SourceError, known

NOTHING_LOADED = Sentence("Nothing was loaded from it.")
NIL = "-"
"""The sign that official statistics write where there is exactly nothing."""


class Role(StrEnum):
    """What a dimension is, where the source says it."""

    TIME = "time"
    GEO = "geo"
    METRIC = "metric"  # what is measured: each code is a measure with its unit


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a table: its key, what it is called, and its codes with their labels in order."""

    key: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    role: Role | None = None

    def __post_init__(self) -> None:
        if len(self.codes) != len(self.labels):
            raise not_whole(
                f"dimension '{self.key}' has {len(self.codes)} codes and {len(self.labels)} labels"
            )
        if len(set(self.codes)) < len(self.codes):
            twice = Counter(self.codes).most_common(1)[0][0]
            raise not_whole(f"dimension '{self.key}' has the code '{twice}' twice")

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def positions(self) -> dict[str, int]:
        """Where each code stands, from 0."""
        return {code: at for at, code in enumerate(self.codes)}

    def label_of(self, code: str) -> str:
        """What a code is called. Raises `NotFoundError` for a code that is none of the dimension's."""
        return self.labels[self.position(code)]

    def position(self, code: str) -> int:
        """Where a code stands, from 0. Raises `NotFoundError` for a code that is none of the dimension's."""
        try:
            return self.codes.index(code)
        except ValueError:
            raise NotFoundError(
                f"dimension '{self.key}' has no code '{code}'", instead=known(self.codes, asked=code)
            ) from None

    def only(self, codes: Sequence[str]) -> "Dimension":
        """The same dimension with these codes alone, in this order."""
        kept = tuple(codes)
        places = self.positions
        for code in kept:
            if code not in places:
                self.position(code)
        return replace(self, codes=kept, labels=tuple(self.labels[places[code]] for code in kept))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its code in every dimension, its value, None where there is none, and the source's sign."""

    codes: Mapping[str, str]
    value: float | None
    mark: str | None = None


@dataclass(frozen=True, eq=False)
class Cube:
    """Figures of a table.

    `values` are in the order of the cells: the last dimension changes fastest; NaN where there is no value.
    `marks` has the source's sign for cells that have one, by the number of the cell, from 0: ".." for not
    available, "-" for nothing, and what else the source writes. `units` and `decimals` are by the code of the
    measure, or "" where they hold for all. `updated` is as the source writes it, an ISO day with or without
    time. `summed` are dimensions of the table that are not here because the source has summed over them, or
    taken their total. Raises `SourceError` when built of parts that contradict each other.
    """

    dimensions: tuple[Dimension, ...]
    values: NDArray[np.float64]
    marks: Mapping[int, str] = field(default_factory=dict)
    label: str = ""
    source: str = ""
    updated: str | None = None
    notes: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    summed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64).reshape(-1)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)
        keys = [dimension.key for dimension in self.dimensions]
        if len(set(keys)) < len(keys):
            raise not_whole(f"two dimensions have one key: {', '.join(keys)}")
        if values.size != self.size:
            sizes = " x ".join(str(length) for length in self.shape)
            raise not_whole(f"there are {values.size:,} values for {sizes} = {self.size:,} cells")
        if np.isinf(values).any():
            raise not_whole("a value is not a finite number")
        stray = next((cell for cell in self.marks if not 0 <= cell < self.size), None)
        if stray is not None:
            raise not_whole(f"a sign stands at cell {stray}, and there are {self.size:,} cells, from 0")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cube):
            return NotImplemented
        told, same = self._told(), other._told()
        return told == same and np.array_equal(self.values, other.values, equal_nan=True)

    __hash__ = None  # type: ignore[assignment]

    def _told(self) -> tuple[object, ...]:
        return (
            self.dimensions,
            dict(self.marks),
            self.label,
            self.source,
            self.updated,
            self.notes,
            dict(self.units),
            dict(self.decimals),
            self.summed,
        )

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(dimension) for dimension in self.dimensions)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return prod(self.shape)

    @property
    def updated_on(self) -> date | None:
        """The day that the source last updated the table, where it says so in a way that can be read."""
        try:
            return date.fromisoformat((self.updated or "")[:10])
        except ValueError:
            return None

    @cached_property
    def _positions(self) -> tuple[dict[str, int], ...]:
        return tuple(dimension.positions for dimension in self.dimensions)

    def dimension(self, key: str) -> Dimension:
        """The dimension with a key. Raises `NotFoundError` when there is none."""
        for dimension in self.dimensions:
            if dimension.key == key:
                return dimension
        keys = [dimension.key for dimension in self.dimensions]
        raise NotFoundError(f"there is no dimension '{key}'", instead=known(keys, asked=key))

    def of_role(self, role: Role) -> Dimension | None:
        """The first dimension with a role, or None."""
        return next((dimension for dimension in self.dimensions if dimension.role is role), None)

    def number(self, codes: Mapping[str, str]) -> int:
        """The number of the cell with these codes, from 0; a dimension with one code alone can be left out.

        Raises `NotFoundError` for a dimension or code that is not there, or that is not told.
        """
        for key in codes:
            self.dimension(key)
        where = [self._position(at, codes) for at in range(len(self.dimensions))]
        return int(np.ravel_multi_index(where, self.shape)) if where else 0

    def _position(self, at: int, codes: Mapping[str, str]) -> int:
        dimension = self.dimensions[at]
        code = codes.get(dimension.key, dimension.codes[0] if len(dimension) == 1 else None)
        if code is None:
            raise NotFoundError(
                f"the cell is not told: no code for dimension '{dimension.key}'",
                instead=known(dimension.codes),
            )
        found = self._positions[at].get(code)
        return dimension.position(code) if found is None else found

    def cell(self, codes: Mapping[str, str]) -> Cell:
        """The cell with these codes; see `number`."""
        return self._cell(self.number(codes))

    def cells(self) -> Iterator[Cell]:
        """Every cell in order."""
        keys = [dimension.key for dimension in self.dimensions]
        every = product(*(dimension.codes for dimension in self.dimensions))
        for number, (codes, value) in enumerate(zip(every, self.values.tolist(), strict=True)):
            told = dict(zip(keys, codes, strict=True))
            yield Cell(told, None if isnan(value) else value, self.marks.get(number))

    def codes_of(self, number: int) -> dict[str, str]:
        """The codes of the cell with a number, from 0."""
        where = np.unravel_index(number, self.shape) if self.dimensions else ()
        return {
            dimension.key: dimension.codes[int(at)]
            for dimension, at in zip(self.dimensions, where, strict=True)
        }

    def _cell(self, number: int) -> Cell:
        value = float(self.values[number])
        return Cell(self.codes_of(number), None if isnan(value) else value, self.marks.get(number))

    def only(self, selection: Mapping[str, Sequence[str]]) -> "Cube":
        """The cells with these codes, in this order; a dimension that is not named keeps all of its codes.

        Raises `NotFoundError` for a dimension or a code that is not there.
        """
        for key in selection:
            self.dimension(key)
        dimensions = tuple(
            dimension.only(selection.get(dimension.key, dimension.codes)) for dimension in self.dimensions
        )
        kept = [
            [places[code] for code in dimension.codes]
            for dimension, places in zip(dimensions, self._positions, strict=True)
        ]
        numbers = np.arange(self.size).reshape(self.shape)[np.ix_(*kept)].reshape(-1)
        return self._with(dimensions, numbers)

    def ordered(self, keys: Sequence[str]) -> "Cube":
        """The same cells with the dimensions in another order: those named first, the rest as they stand."""
        rest = [dimension.key for dimension in self.dimensions if dimension.key not in keys]
        dimensions = tuple(self.dimension(key) for key in [*keys, *rest])
        axes = [self.dimensions.index(dimension) for dimension in dimensions]
        numbers = np.arange(self.size).reshape(self.shape).transpose(axes).reshape(-1)
        return self._with(dimensions, numbers)

    def _with(self, dimensions: tuple[Dimension, ...], numbers: NDArray[np.int64]) -> "Cube":
        """The cells with these numbers, as the cells of other dimensions."""
        marks = {}
        if self.marks:
            marks = {at: self.marks[cell] for at, cell in enumerate(numbers.tolist()) if cell in self.marks}
        return replace(self, dimensions=dimensions, values=self.values[numbers], marks=marks)

    def with_nil_as_zero(self, sign: str = NIL) -> "Cube":
        """The same cube with the value 0 where the source writes the sign for exactly nothing.

        Official statistics write "-" for it. Whether a source does is known by whoever knows the source:
        reading never makes a zero of a sign.
        """
        values = self.values.copy()
        nil = [cell for cell, mark in self.marks.items() if mark == sign and np.isnan(values[cell])]
        values[nil] = 0.0
        return replace(self, values=values, marks={c: m for c, m in self.marks.items() if c not in set(nil)})


def not_whole(what: str, instead: str | None = None) -> SourceError:
    """The error for a table that contradicts itself."""
    told = Sentence("the table is not whole: {problem}", problem=what)
    return SourceError(told, instead=instead, outcome=NOTHING_LOADED)
