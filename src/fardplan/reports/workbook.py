"""A report's tables as an Excel workbook: a sheet each, also for those behind charts, with source and notes.

A sheet tells what it is without the others: title, report and day, that figures are simulated where they are,
then the table, its notes and its source. A number is a number where the whole cell is one as we write them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo

from fardplan.presentation.periods import date_text
from fardplan.presentation.reading_numbers import ReadNumber, read_number
from fardplan.presentation.translations import message, translate
from fardplan.presentation.workbooks import LONGEST_NAME, as_text, sheet_title, workbook_bytes
from fardplan.reports.plain import plain
from fardplan.reports.tree import Report
from fardplan.vocabulary.text import Language

CONTENTS, SHEET, HELD, KIND = message("Contents"), message("Sheet"), message("What it holds"), message("Kind")
ROWS, TABLE, CHART = message("Rows"), message("Table"), message("Behind a chart")
NONE = message("The report has no tables.")
DATE, EDITION = message("Date"), message("Published edition")
COLUMN = message("Column {number}")

INK, QUIET, LINK = "1A2027", "56606C", "0A4D8C"
NARROWEST, WIDEST, LINE = 12, 60, 15.0
LONGEST_HEADING = 255
FONT = "Calibri"
_PLAIN, _QUIET = Font(name=FONT, color=INK), Font(name=FONT, color=QUIET)
_STRONG = Font(name=FONT, bold=True, color=INK)
_TOP = Alignment(wrap_text=True, vertical="top")
_LEFT = Alignment(vertical="top", horizontal="left")
_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right")
_BELOW = Border(bottom=Side(style="thin", color=QUIET))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with the name of its sheet, and whether it stands behind a chart."""

    name: str
    table: Mapping[str, Any]
    behind_chart: bool


def as_workbook(report: Report) -> bytes:
    """The tables of a report as an `.xlsx` file; the same report is the same bytes.

    A text stays text, whatever it begins with. A report without tables is a workbook that says so.
    """
    data = plain(report)
    sheets = tuple(_named(_tables(data["blocks"]), report.language))
    book = Workbook()
    _Contents(book.active, report, data, sheets).write()
    for place, sheet in enumerate(sheets, start=1):
        _TableSheet(book.create_sheet(sheet.name), report, data, sheet, place).write()
    office = data["head"]["office"][:255]
    book.properties.title, book.properties.creator = data["title"][:255], office
    book.properties.lastModifiedBy, book.properties.language = office, report.language
    return workbook_bytes(book, report.as_of)


def _tables(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    for block in blocks:
        if block["is"] == "table":
            yield block, False
        elif block["is"] == "figure" and block["table"]:
            table = block["table"]
            notes = list(dict.fromkeys([*table["notes"], *block["notes"]]))
            yield {**table, "notes": notes, "source": table["source"] or block["source"]}, True


def _named(found: Iterable[tuple[Mapping[str, Any], bool]], language: Language) -> Iterator[_Sheet]:
    """Each with a name that no other has: its number, and as much of its title as a name holds."""
    for place, (table, behind_chart) in enumerate(found, start=1):
        words = sheet_title(table["title"] or translate(TABLE, language))
        yield _Sheet(f"{place} {words}"[:LONGEST_NAME].strip(), table, behind_chart)


class _Page:
    """Writes rows after each other on a sheet."""

    def __init__(self, sheet: Any, report: Report, data: Mapping[str, Any]) -> None:
        self._sheet, self._report, self._data = sheet, report, data
        self._language, self._row = report.language, 0
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True

    def _say(self, text: str, **values: object) -> str:
        return translate(text, self._language, **values)

    def _line(self, text: str, font: Font | None = None) -> None:
        self._row += 1
        cell = self._sheet.cell(row=self._row, column=1)
        as_text(cell, text)
        cell.font = font or _PLAIN

    def _cells(self, texts: Sequence[str], font: Font, border: Border | None = None) -> None:
        self._row += 1
        for column, text in enumerate(texts, start=1):
            cell = self._sheet.cell(row=self._row, column=column)
            as_text(cell, text)
            cell.font, cell.alignment = font, _TOP
            if border:
                cell.border = border

    def _simulated(self) -> None:
        if self._data["simulated"]:
            self._line(self._data["simulated"], _STRONG)

    def _across(self, text: str, columns: int, width: float, font: Font) -> None:
        """A text over all columns, as high as it needs."""
        self._line(text, font)
        cell = self._sheet.cell(row=self._row, column=1)
        cell.alignment = _TOP
        if columns > 1:
            self._sheet.merge_cells(
                start_row=self._row, start_column=1, end_row=self._row, end_column=columns
            )
        self._sheet.row_dimensions[self._row].height = LINE * _lines(text, width)


class _Contents(_Page):
    """The first sheet: what the report is, and which sheets there are."""

    def __init__(self, sheet: Any, report: Report, data: Mapping[str, Any], sheets: Sequence[_Sheet]) -> None:
        super().__init__(sheet, report, data)
        self._sheets = sheets
        sheet.title = self._say(CONTENTS)

    def write(self) -> None:
        self._line(self._data["title"], Font(name=FONT, bold=True, size=16, color=INK))
        if self._data["subtitle"]:
            self._line(self._data["subtitle"], Font(name=FONT, size=12, color=QUIET))
        self._simulated()
        for words, value in self._facts():
            self._line(f"{words}: {value}", _QUIET)
        self._row += 1
        if self._sheets:
            self._list()
        else:
            self._line(self._say(NONE))
        self._sources()
        for column, width in enumerate((34, 60, 18, 10, 60), start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width

    def _facts(self) -> Iterator[tuple[str, str]]:
        head, words = self._data["head"], self._data["words"]
        if head["office"] or head["kind"]:
            yield self._say(KIND), " · ".join(filter(None, (head["kind"], head["office"])))
        if head["dnr"]:
            yield words["dnr"], head["dnr"]
        yield self._say(DATE), date_text(self._report.as_of, self._language)
        if self._report.edition:
            yield self._say(EDITION), self._report.edition

    def _list(self) -> None:
        headings = [self._say(text) for text in (SHEET, HELD, KIND, ROWS)] + [self._data["words"]["source"]]
        self._cells(headings, _STRONG, _BELOW)
        for sheet in self._sheets:
            kind = self._say(CHART if sheet.behind_chart else TABLE)
            self._cells([sheet.name, sheet.table["title"], kind, "", sheet.table["source"]], _PLAIN)
            link = self._sheet.cell(row=self._row, column=1)
            place = f"{quote_sheetname(sheet.name)}!A1"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place, display=sheet.name)
            link.font = Font(name=FONT, color=LINK, underline="single")
            count = self._sheet.cell(row=self._row, column=4)
            count.value, count.alignment = (
                len(sheet.table["rows"]),
                Alignment(vertical="top", horizontal="left"),
            )

    def _sources(self) -> None:
        if self._data["sources"]:
            self._row += 1
            self._line(self._data["words"]["sources"], _STRONG)
            for source in self._data["sources"]:
                self._line(source)


class _TableSheet(_Page):
    """A sheet of one table: what it is, the table, its notes and its source."""

    def __init__(self, sheet: Any, report: Report, data: Mapping[str, Any], held: _Sheet, place: int) -> None:
        super().__init__(sheet, report, data)
        self._table, self._place = held.table, place
        self._columns = len(held.table["header"])
        self._numeric = frozenset(held.table["numeric"])
        self._widths = [
            _width([row[at] for row in (held.table["header"], *held.table["rows"])])
            for at in range(self._columns)
        ]

    def write(self) -> None:
        self._line(self._table["title"], Font(name=FONT, bold=True, size=14, color=INK))
        told = (self._data["title"], self._data["subtitle"], date_text(self._report.as_of, self._language))
        self._line(", ".join(filter(None, told)), _QUIET)
        self._simulated()
        self._row += 1
        self._heading()
        first = self._row
        for row in self._table["rows"]:
            self._values(row)
        self._announce(first)
        self._below()
        for column, width in enumerate(self._widths, start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width

    def _heading(self) -> None:
        texts = [
            text.strip() or self._say(COLUMN, number=at)
            for at, text in enumerate(self._table["header"], start=1)
        ]
        self._headings = texts
        self._cells(texts, _STRONG, _BELOW)
        for at in self._numeric:
            self._sheet.cell(row=self._row, column=at + 1).alignment = _RIGHT
        lines = max(_lines(text, width) for text, width in zip(texts, self._widths, strict=True))
        self._sheet.row_dimensions[self._row].height = LINE * lines + 2

    def _values(self, row: Sequence[str]) -> None:
        self._row += 1
        lines = max(_lines(text, width) for text, width in zip(row, self._widths, strict=True))
        if lines > 1:
            self._sheet.row_dimensions[self._row].height = LINE * lines
        for at, text in enumerate(row):
            cell = self._sheet.cell(row=self._row, column=at + 1)
            read = read_number(text, self._language)
            if read and (at in self._numeric or read.is_share):
                cell.value, cell.number_format = read.value, number_format(read)
                cell.alignment = _RIGHT
            else:
                as_text(cell, text)
                cell.alignment = _RIGHT if at in self._numeric else _TOP
            cell.font = _PLAIN

    def _announce(self, first: int) -> None:
        """Headings that stay in sight and on every page, and a table where Excel can take it as one."""
        self._sheet.freeze_panes = self._sheet.cell(row=first + 1, column=2 if self._columns > 1 else 1)
        self._sheet.print_title_rows = f"{first}:{first}"
        whole = f"A{first}:{get_column_letter(self._columns)}{self._row}"
        if self._row > first and _can_head(self._headings):
            table = ExcelTable(displayName=f"T{self._place}", ref=whole)
            table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
            self._sheet.add_table(table)

    def _below(self) -> None:
        lines = [(note, _PLAIN) for note in self._table["notes"]]
        if self._table["source"]:
            words = self._data["words"]["source"]
            lines.append((f"{words}: {self._table['source']}", _QUIET))
        self._row += 1
        columns, width = self._columns, float(sum(self._widths))
        for text, font in lines:
            self._across(text, columns, width, font)


def number_format(read: ReadNumber) -> str:
    """How Excel is to show a number, so that it stands as it was written."""
    form = "#,##0" if read.thousands_apart else "0"
    if read.decimals:
        form += "." + "0" * read.decimals
    form += "%" if read.is_share else ""
    return f"+{form};-{form};{form}" if read.with_sign else form


def _can_head(texts: Sequence[str]) -> bool:
    """Whether Excel takes headings as those of a table: each one of its kind, on one line, not too long."""
    alone = len({text.casefold() for text in texts}) == len(texts)
    return alone and all("\n" not in text and len(text) <= LONGEST_HEADING for text in texts)


def _width(texts: Iterable[str]) -> int:
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(WIDEST, max(NARROWEST, longest + 4))


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n"))
