"""The registers of a city package: what their files say, and the keys from their codes to areas."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fardplan.indicators.counting.areas import Lying
from fardplan.sources.yaml_file import read_text
from fardplan.vocabulary.errors import known

FOLDER = "registers"
COLUMNS = ("code", "area", "valid_from", "valid_to")


@dataclass(frozen=True)
class AreaKeyFile:
    """The rows of an area key, each with its line."""

    rows: tuple[tuple[int, Lying], ...]

    @property
    def lyings(self) -> tuple[Lying, ...]:
        return tuple(lying for _, lying in self.rows)


def read_area_key(path: Path) -> tuple[AreaKeyFile, tuple[str, ...]]:
    """The well-formed rows of an area key, and what is wrong with the others, as `file:line: what`.

    CSV in UTF-8: `code` lies in `area` from `valid_from` to `valid_to`, both days included; an empty day is
    always. Other columns (names, a source) are for people. Raises when the file cannot be opened.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[tuple[int, Lying]] = []
    faults: list[str] = []
    try:
        header = next(reader, [])
        missing = [name for name in COLUMNS if header.count(name) != 1]
        if missing:
            what = f"each of {', '.join(COLUMNS)} is a column once; wrong is: {', '.join(missing)}"
            return AreaKeyFile(()), (f"{path}:1: {what}",)
        for cells in reader:
            if len(cells) != len(header):
                what = f"the row has {len(cells)} cells, the header {len(header)}"
                faults.append(f"{path}:{reader.line_num}: {what}")
                continue
            lying, wrong = _lying({name: cells[header.index(name)].strip() for name in COLUMNS})
            faults += [f"{path}:{reader.line_num}: {fault}" for fault in wrong]
            if lying:
                rows.append((reader.line_num, lying))
    except csv.Error as error:
        faults.append(f"{path}:{reader.line_num}: this is not CSV: {error}")
    return AreaKeyFile(tuple(rows)), tuple(faults)


def key_faults(file: AreaKeyFile, areas: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What contradicts the `areas` of the city, or an earlier row, with the line it stands on."""
    there = set(areas)
    last: dict[tuple[str, str], tuple[int, Lying]] = {}
    for line, lying in sorted(file.rows, key=lambda row: (row[1].valid_from or date.min, row[0])):
        if lying.area not in there:
            yield line, f"area: there is no area '{lying.area}'. {known(there, asked=lying.area)}"
        before = last.get((lying.code, lying.area))
        if before and (before[1].valid_to or date.max) >= (lying.valid_from or date.min):
            yield line, f"'{lying.code}' lies in '{lying.area}' since line {before[0]} already"
        last[lying.code, lying.area] = (line, lying)


def _lying(cells: dict[str, str]) -> tuple[Lying | None, list[str]]:
    faults = [f"{name}: nothing is given" for name in ("code", "area") if not cells[name]]
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = date.fromisoformat(cells[name]) if cells[name] else None
        except ValueError:
            faults.append(f"{name}: '{cells[name]}' is given; it should be a day such as 2018-06-14")
    if faults:
        return None, faults
    if (days["valid_from"] or date.min) > (days["valid_to"] or date.max):
        return None, [f"it ends {days['valid_to']} before it begins {days['valid_from']}"]
    return Lying(cells["code"], cells["area"], days["valid_from"], days["valid_to"]), []
