"""The key from DeSO to RegSO, with the names of RegSO, as Statistics Sweden gives it out in a workbook."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fardplan.sources.faults import faulty
from fardplan.sources.small_areas.editions import SmallKind
from fardplan.sources.tables.raw import RawTable, read_raw
from fardplan.vocabulary.errors import InputError

DESO, REGSO, NAME = "DeSO", "RegSO", "the name of the RegSO"


@dataclass(frozen=True, slots=True)
class SmallAreaKey:
    """The RegSO of every DeSO, and the names of RegSO, by codes without suffix."""

    regso: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def of(self, municipality: str) -> "SmallAreaKey":
        """What is said of one municipality."""
        return SmallAreaKey(
            {code: other for code, other in self.regso.items() if code.startswith(municipality)},
            {code: name for code, name in self.names.items() if code.startswith(municipality)},
        )


def read_key(path: Path, sheet: str | None = None) -> SmallAreaKey:
    """The key in a workbook or CSV file, whatever stands above its header and below its last row.

    The header is the first row with a column for DeSO and one for RegSO: `DeSO`, `DeSO-kod`, `deso2025` and
    the like. A row without either is passed over. Raises `InputError` with every row that contradicts itself
    or another, and what `read_raw` raises.
    """
    table = read_raw(path, sheet=sheet)
    at, header = _header(table)
    places = _places(header)
    if DESO not in places or REGSO not in places:  # the header was found by these
        raise InputError("it has no columns for DeSO and RegSO", where=table.name)
    key, faults = SmallAreaKey(), list[str]()
    for line, cells in zip(table.lines[at + 1 :], table.rows[at + 1 :], strict=True):
        told = {what: _cell(cells, place) for what, place in places.items()}
        if told[DESO] or told[REGSO]:
            faults += [f"{table.name}:{line}: {fault}" for fault in _add(key, told)]
    if not key.regso and not faults:
        faults = [f"{table.name}: there is no row below the header on line {table.lines[at]}"]
    if faults:
        raise faulty(faults)
    return key


def _add(key: SmallAreaKey, told: dict[str, str]) -> list[str]:
    """Adds a row; what is wrong with it, in words."""
    deso, regso, name = told[DESO], told[REGSO], told.get(NAME, "")
    if not SmallKind.DESO.has(deso) or not SmallKind.REGSO.has(regso):
        return [f"'{deso}' and '{regso}' are no DeSO and RegSO; they are written 0180C1010 and 0180R001"]
    if deso[:4] != regso[:4]:
        return [f"'{deso}' lies in '{regso}', of another municipality"]
    faults = []
    if key.regso.setdefault(deso, regso) != regso:
        faults.append(f"'{deso}' lies in '{key.regso[deso]}' and in '{regso}'")
    if name and key.names.setdefault(regso, name) != name:
        faults.append(f"'{regso}' is called '{key.names[regso]}' and '{name}'")
    return faults


def _header(table: RawTable) -> tuple[int, Sequence[str]]:
    """The first row with both columns, and where it is among the rows."""
    for at, cells in enumerate(table.rows):
        if {DESO, REGSO} <= _places(cells).keys():
            return at, cells
    raise InputError(
        "no row has a column for DeSO and one for RegSO",
        where=table.name,
        instead="Statistics Sweden's file is called koppling-deso2025-regso2025. Is it another sheet?",
    )


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Where the columns are, by what their headings say."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = re.sub(r"[^a-zåäö]", "", cell.casefold())
        if re.fullmatch(r"deso(kod|code)?", words):
            found.setdefault(DESO, place)
        elif re.fullmatch(r"regso(kod|code)?", words):
            found.setdefault(REGSO, place)
        elif re.fullmatch(r"regso(namn|name)", words):
            found.setdefault(NAME, place)
    return found


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""
