"""A row's group as one whole number: engines group by a small number faster than by seven texts.

Each field has some bits of the number. Code 0 is no value, code i the i-th value that the field can have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

MOST_BITS = 62
"""Of a number of 64 bits with its sign, one to spare."""

NARROW_BITS = 30
"""What fits in 32 bits with a sign, one to spare."""

KEY = "_key"


@dataclass(frozen=True, slots=True)
class Field:
    """Bits `shift` to `shift + width` of the number; `values` by code from 1, None: the code is the value."""

    name: str
    values: tuple[object, ...] | None
    type: type[pl.DataType]
    shift: int
    width: int

    def code(self, place: int) -> int:
        """The code of the value at `place`, in its bits."""
        return (place + 1) << self.shift

    def unpacked(self, keys: pl.Series) -> pl.Series:
        codes = (keys // (1 << self.shift)) % (1 << self.width)
        if self.values is None:
            return codes.cast(pl.Int64).alias(self.name)
        return pl.Series(self.name, [None, *self.values], dtype=self.type).gather(codes)


class Packing:
    """The fields of the number, one after another from its lowest bit."""

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}
        self.bits = 0

    @property
    def narrow(self) -> bool:
        return self.bits <= NARROW_BITS

    @property
    def dtype(self) -> str:
        """The Ibis type that the number fits in."""
        return "int32" if self.narrow else "int64"

    def flags(self, name: str, width: int) -> Field:
        """A field that is a number itself, of `width` bits."""
        return self._add(name, None, pl.Int64, width)

    def field(self, name: str, values: Sequence[object], type_: type[pl.DataType]) -> Field | None:
        """A field for one of `values`; None when they do not fit any more."""
        width = len(values).bit_length()
        return self._add(name, tuple(values), type_, width) if self.bits + width <= MOST_BITS else None

    def unpacked(self, keys: pl.Series) -> list[pl.Series]:
        return [field.unpacked(keys) for field in self.fields.values()]

    def _add(
        self, name: str, values: tuple[object, ...] | None, type_: type[pl.DataType], width: int
    ) -> Field:
        found = Field(name, values, type_, self.bits, width)
        self.fields[name] = found
        self.bits += width
        return found
