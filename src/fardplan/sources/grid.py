"""The grid of a city: small areas with their people, and which area of each division every one lies in."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from fardplan.geography.crosswalk import Grid
from fardplan.sources.city_models import Address
from fardplan.sources.yaml_file import read_text
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.model import Frozen

ABOUT = "grid.yaml"
CELL, PEOPLE = "cell", "people"


class GridFile(Frozen):
    """What is said of a grid: its table, the day its people were counted, and where it comes from."""

    file: str
    day: date
    source: str
    address: Address | None = None
    via: str | None = None
    licence: str | None = None


def read_grid(path: Path, divisions: Iterable[Division]) -> tuple[Grid | None, tuple[str, ...]]:
    """The grid in a table, or what is wrong with it, as `file:line: what`.

    CSV in UTF-8: a row for each `cell`, with its `people` and, in a column for each division by its code, the
    area of that division it lies in; an empty cell of the table is in none. Raises when the file cannot be
    opened.
    """
    of_code = {item.code: item for item in divisions}
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        wrong = list(_faults_of_header(header, of_code))
        if wrong:
            return None, tuple(f"{path}:1: {what}" for what in wrong)
        rows = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        return None, (f"{path}:{reader.line_num}: this is not CSV: {error}",)
    faults = [f"{path}:{line}: {what}" for line, what in _faults_of_rows(header, rows, of_code)]
    if faults or not rows:
        return None, tuple(faults) or (f"{path}:1: it has no cells",)
    return _grid(header, [cells for _, cells in rows]), ()


def _faults_of_header(header: Sequence[str], divisions: dict[str, Division]) -> Iterable[str]:
    for name in (CELL, PEOPLE):
        if header.count(name) != 1:
            yield f"'{name}' is a column once, not {header.count(name)} times"
    keys = [name for name in header if name not in (CELL, PEOPLE)]
    for name in keys:
        if name not in divisions:
            yield f"there is no division '{name}'. {known(divisions, asked=name)}"
        elif keys.count(name) > 1:
            yield f"the division '{name}' has more than one column"
    if not keys:
        yield f"no column is a division. {known(divisions)}"


def _faults_of_rows(
    header: Sequence[str], rows: Sequence[tuple[int, list[str]]], divisions: dict[str, Division]
) -> Iterable[tuple[int, str]]:
    seen: dict[str, int] = {}
    for line, cells in rows:
        if len(cells) != len(header):
            yield line, f"the row has {len(cells)} cells, the header {len(header)}"
            continue
        told = dict(zip(header, cells, strict=True))
        if not told[CELL]:
            yield line, f"{CELL}: nothing is given"
        elif seen.setdefault(told[CELL], line) != line:
            yield line, f"the cell '{told[CELL]}' stands on line {seen[told[CELL]]} already"
        if _people(told[PEOPLE]) is None:
            yield line, f"{PEOPLE}: '{told[PEOPLE]}' is given; it should be a number, 0 or more"
        for name in header:
            areas = divisions[name].areas if name in divisions else ()
            if areas and told[name] and told[name] not in areas:
                yield line, f"{name}: there is no area '{told[name]}'. {known(areas, asked=told[name])}"


def _people(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    return Grid(
        cells=columns[CELL],
        people=np.array([float(text) for text in columns[PEOPLE]]),
        keys={
            name: tuple(text or None for text in column)
            for name, column in columns.items()
            if name not in (CELL, PEOPLE)
        },
    )
