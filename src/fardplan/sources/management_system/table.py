"""An export as it lies in its file: headings, and rows of text with the lines they stand on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl.utils import range_boundaries

from fardplan.boards.external import folded
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.translations import message
from fardplan.sources.management_system.headings import known_headings
from fardplan.sources.tables.raw import WORKBOOKS, raw_table
from fardplan.sources.workbooks.cells import as_typed, read_number, tidy, written
from fardplan.sources.workbooks.opening import LARGEST, MOST_ROWS, PACKED, open_workbook
from fardplan.vocabulary.errors import InputError, NotFoundError

LOOKED_THROUGH = 40
"""The headings stand on one of so many first rows."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A row of an export: the line it stands on, from 1, and a text for every heading."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A sheet of an export, or a text file: its headings, each different, and its rows.

    Days are as 2027-01-31 and numbers have a decimal point, where the workbook knew them as such. A merged
    cell says the same on each row it covers.
    """

    name: str
    sheet: str | None
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[ExportRow, ...]

    def column(self, heading: str) -> int | None:
        """The place of a column by its heading, whatever its case and spaces; None where there is none."""
        wanted = folded(heading)
        return next((at for at, text in enumerate(self.headings) if folded(text) == wanted), None)

    def values(self, heading: str) -> tuple[str, ...]:
        """The different texts in a column, in the order they are met; empty ones left out."""
        at = self.column(heading)
        if at is None:
            return ()
        return tuple(dict.fromkeys(row.cells[at] for row in self.rows if row.cells[at]))


def read_export(content: bytes, name: str, sheet: str | None = None) -> ExportTable:
    """The table in an export. `name` is what the file is called; its ending says whether it is a workbook.

    `sheet` names one of several; else the first with anything in it is read. Raises `InputError` for a file
    that is no such table, is damaged or has macros, and `NotFoundError` for a sheet there is not.
    """
    if Path(name).suffix.casefold() in WORKBOOKS or content.startswith(PACKED):
        chosen, sheets, numbered = _of_workbook(content, name, sheet)
    else:
        chosen, sheets, numbered = None, (), _of_text(content, name)
    return _with_headings(name, chosen, sheets, numbered)


def _of_text(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    if len(content) > LARGEST:
        raise _refused(name, Sentence("the file is larger than {most} MB", most=LARGEST // 1024 // 1024))
    try:
        table = raw_table(Path(name), content)
    except InputError as error:
        raise _refused(error.where or name, error.what) from error
    if len(table.rows) > MOST_ROWS:
        raise _refused(
            name,
            Sentence(
                "the file has {there} rows; at most {most} are read", there=len(table.rows), most=MOST_ROWS
            ),
        )
    return [
        (line, [tidy(cell) for cell in cells]) for line, cells in zip(table.lines, table.rows, strict=True)
    ]


def _of_workbook(
    content: bytes, name: str, sheet: str | None
) -> tuple[str, tuple[str, ...], list[tuple[int, list[str]]]]:
    book = open_workbook(content, name)
    visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    titles = tuple(one.title for one in visible)
    if sheet is not None and sheet not in titles:
        raise NotFoundError(
            Sentence("there is no sheet '{sheet}'", sheet=sheet),
            where=name,
            instead=there_is(titles, asked=sheet),
            outcome=Sentence("Nothing was loaded."),
        )
    for one in visible:
        if sheet in (None, one.title):
            numbered = list(_rows(one, name))
            if numbered or sheet is not None:
                return one.title, titles, numbered
    raise _refused(name, Sentence("the workbook is empty"))


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    merged = _merged(sheet)
    for row in sheet.iter_rows():
        cells = [_text(merged.get((cell.row, cell.column), cell), name) for cell in row]
        if any(cells):
            yield row[0].row, cells


def _merged(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cell that says what a merged one does, by row and column."""
    found = {}
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(merged.coord)
        if right != left:
            continue  # a title across the sheet stands in its own cell
        for row in range(top, bottom + 1):
            found[row, left] = sheet.cell(row=top, column=left)
    return found


_FORMULAS = {
    "f": message("sheet '{sheet}', cell {cell}: '{value}' is a formula"),
    "e": message("sheet '{sheet}', cell {cell}: '{value}' is what a formula says that has failed"),
}


def _text(cell: Any, name: str) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in _FORMULAS:
        raise _refused(
            name,
            Sentence(
                _FORMULAS[cell.data_type],
                sheet=cell.parent.title,
                cell=cell.coordinate,
                value=str(value)[:80],
            ),
        )
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = read_number(value, cell.number_format)
        return "" if number is None else written(number)
    return tidy(as_typed(value))


def _refused(name: str, what: str) -> InputError:
    return InputError(
        what,
        where=name,
        instead=Sentence("Export again from the management system, as Excel or CSV."),
        outcome=Sentence("Nothing was loaded."),
    )


def _with_headings(
    name: str, sheet: str | None, sheets: tuple[str, ...], numbered: Sequence[tuple[int, list[str]]]
) -> ExportTable:
    at = _heading_row(numbered)
    if at is None:
        raise _refused(name, Sentence("no row of the file looks like headings"))
    headings = _different(numbered[at][1])
    width = len(headings)
    rows = tuple(
        ExportRow(line, tuple([*cells, *[""] * width][:width]))
        for line, cells in numbered[at + 1 :]
        if cells != numbered[at][1]
    )
    return ExportTable(name, sheet, sheets, headings, rows)


def _heading_row(numbered: Sequence[tuple[int, list[str]]]) -> int | None:
    """The row with most known headings; among as many, the one with most texts; the first."""
    scored = [
        (known_headings(cells), len({cell for cell in cells if cell}), -at)
        for at, (_, cells) in enumerate(numbered[:LOOKED_THROUGH])
    ]
    best = max(scored, default=(0, 0, 0))
    return -best[2] if best[1] >= 2 else None


def _different(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, each made different from those before it; a column without one is called by its place."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    found: list[str] = []
    for at, cell in enumerate(cells):
        heading = " ".join(cell.split()) or f"({at + 1})"
        again = sum(1 for one in cells[:at] if folded(one) == folded(cell)) if cell else 0
        found.append(f"{heading} ({again + 1})" if again else heading)
    return tuple(found)
