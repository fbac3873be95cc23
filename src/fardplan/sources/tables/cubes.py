"""A cube of a statistical database laid out as a table: a row a combination, a column a measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from math import isnan
from pathlib import Path

import numpy as np

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.tables.cells import DecimalMark, NumberStyle, tidy
from fardplan.sources.tables.flags import STATUSES, FlagColumn
from fardplan.sources.tables.raw import RawTable, Told
from fardplan.vocabulary.errors import InputError

MOST_FIGURES = 5_000_000
"""So many figures of one file are laid out; a selection of the table is what a city needs."""

VALUE, STATUS, CODE = "value", "status", "code"
"""What columns are called that have no name in the file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a cube was read from, and where each cell stands in it, `counted` in lines or cells.

    `totals` are the codes of everybody, by the key of their dimension.
    """

    path: Path
    checksum: str
    places: Sequence[int]
    counted: str
    key: str = ""
    totals: Mapping[str, str] = field(default_factory=dict)


def table_of(cube: Cube, source: Source) -> RawTable:
    """The cells of a cube as rows: names, codes where they differ from the names, and figures.

    Each measure is a column of figures; without measures there is one, `value`. A sign that stands in place
    of a figure stands there here too; codes beside figures stand in a column of their own. Raises
    `InputError` for more figures than `MOST_FIGURES`.
    """
    if cube.size > MOST_FIGURES:
        raise InputError(
            f"the table has {cube.size:,} figures, and at most {MOST_FIGURES:,} are read from a file",
            where=str(source.path),
            instead="Select fewer in the database where it was saved.",
            outcome="Nothing was loaded.",
        )
    return _Layout(cube, source).table()


class _Layout:
    def __init__(self, cube: Cube, source: Source) -> None:
        self._source = source
        measure = cube.of_role(Role.METRIC)
        self._keys = [one for one in cube.dimensions if one is not measure]
        self._cube = cube
        self._headings = _Headings()
        self._names = [self._headings.take(one.label, one.key) for one in self._keys]
        self._codes = [
            self._headings.take(f"{name} ({CODE})", one.key) if one.codes != one.labels else None
            for name, one in zip(self._names, self._keys, strict=True)
        ]
        self._figures = (
            [
                self._headings.take(label, code)
                for code, label in zip(measure.codes, measure.labels, strict=True)
            ]
            if measure
            else [self._headings.take(VALUE, VALUE)]
        )
        self._measures = measure.codes if measure else ("",)
        self._numbers = self._in_rows(measure)

    def _in_rows(self, measure: Dimension | None) -> list[list[int]]:
        """The numbers of the cells in each row, the measures side by side."""
        dimensions = self._cube.dimensions
        axes = [at for at, one in enumerate(dimensions) if one is not measure]
        axes += [at for at, one in enumerate(dimensions) if one is measure]
        numbers = np.arange(self._cube.size).reshape(self._cube.shape).transpose(axes)
        rows: list[list[int]] = numbers.reshape(-1, len(self._figures)).tolist()
        return rows

    def table(self) -> RawTable:
        texts = [_text(value) for value in self._cube.values.tolist()]
        beside = [""] * len(texts)
        for cell, mark in self._cube.marks.items():
            if texts[cell]:
                beside[cell] = tidy(mark)
            else:
                texts[cell] = tidy(mark)
        flagged = [at for at in range(len(self._figures)) if any(beside[row[at]] for row in self._numbers)]
        flags = [self._headings.take(f"{self._figures[at]} ({STATUS})", STATUS) for at in flagged]
        rows = [self._head(flags)]
        for keys, cells in zip(product(*map(self._texts, self._keys)), self._numbers, strict=True):
            told = [texts[cell] for cell in cells]
            rows.append((*chain.from_iterable(keys), *told, *(beside[cells[at]] for at in flagged)))
        places = [self._source.places[cells[0]] for cells in self._numbers]
        return RawTable(
            path=self._source.path,
            rows=tuple(rows),
            lines=(places[0] if places else 1, *places),
            checksum=self._source.checksum,
            told=self._told(texts),
            counted=self._source.counted,
            style=NumberStyle(DecimalMark.POINT, stated=True),
            signs=STATUSES,
            flags=tuple(
                FlagColumn(heading, self._figures[at], STATUSES)
                for heading, at in zip(flags, flagged, strict=True)
            ),
        )

    def _head(self, flags: Iterable[str]) -> tuple[str, ...]:
        keys = chain.from_iterable(zip(self._names, self._codes, strict=True))
        return (*(one for one in keys if one is not None), *self._figures, *flags)

    def _texts(self, dimension: Dimension) -> list[tuple[str, ...]]:
        if dimension.codes == dimension.labels:
            return [(code,) for code in dimension.codes]
        pairs = zip(dimension.codes, dimension.labels, strict=True)
        return [(tidy(label) or code, code) for code, label in pairs]

    def _told(self, texts: Sequence[str]) -> Told:
        cube, source = self._cube, self._source
        named = dict(zip((one.key for one in self._keys), self._names, strict=True))
        usual = cube.units.get("", "")
        units = [tidy(cube.units.get(code, usual)) for code in self._measures]
        signs = [text for cell, text in enumerate(texts) if text and isnan(cube.values[cell])]
        return Told(
            dimensions=tuple(self._names),
            figures=tuple(self._figures),
            title=tidy(cube.label),
            publisher=tidy(cube.source),
            key=tidy(source.key),
            updated=cube.updated_on,
            time=self._of_role(Role.TIME),
            place=self._of_role(Role.GEO),
            codes={name: code for name, code in zip(self._names, self._codes, strict=True) if code},
            totals={
                named[one.key]: tidy(one.label_of(source.totals[one.key])) or source.totals[one.key]
                for one in self._keys
                if source.totals.get(one.key) in one.codes
            },
            units={name: unit for name, unit in zip(self._figures, units, strict=True) if unit},
            signs=tuple(dict.fromkeys(signs)),
            notes=tuple(map(tidy, cube.notes)),
        )

    def _of_role(self, role: Role) -> str | None:
        pairs = zip(self._names, self._keys, strict=True)
        return next((name for name, one in pairs if one.role is role), None)


class _Headings:
    """Headings that are all different, also for who looks away from upper and lower case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str, key: str) -> str:
        """The name, with the key or a number after it where the name is taken."""
        plain = tidy(name) or tidy(key) or VALUE
        choices = chain([plain, f"{plain} ({key})"], (f"{plain} ({at})" for at in range(2, 10_000)))
        heading = next(one for one in choices if one.casefold() not in self._taken)
        self._taken.add(heading.casefold())
        return heading


def _text(value: float) -> str:
    """A figure as text that reads back as exactly the same number; nothing where there is none."""
    if isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
