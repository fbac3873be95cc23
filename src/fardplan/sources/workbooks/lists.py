"""A list as a file to take away: an Excel sheet, or text with semicolons that Swedish Excel opens as it is.

What a person has typed stays text: a cell that begins as a formula does is never one in the file.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from fardplan.presentation.workbooks import RISKY, as_text, sheet_title

ColumnKind = Literal["text", "number", "whole", "day"]
Value = str | int | float | date | None

WIDEST = 60
FORMATS: dict[ColumnKind, str] = {"text": "@", "number": "General", "whole": "0", "day": "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a list: its heading, what its cells hold, and its width in characters."""

    text: str
    kind: ColumnKind = "text"
    width: int | None = None


def workbook_of_list(
    title: str,
    columns: Sequence[Heading],
    rows: Sequence[Sequence[Value]],
    *,
    about: tuple[str, Sequence[str]] | None = None,
) -> bytes:
    """The list as an `.xlsx` file: headings that stay in sight, a filter, dates as dates.

    `rows` have a value per column, in order. A text longer than a cell holds is cut, with an ellipsis.
    `about` is a second sheet that tells what the list is: its name, and a line each.
    """
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(sheet_title(title))
    for number, heading in enumerate(columns, start=1):
        width = heading.width or _width(heading, [row[number - 1] for row in rows])
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    last = get_column_letter(max(1, len(columns)))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    sheet.append([_heading_cell(sheet, heading) for heading in columns])
    for row in rows:
        sheet.append([_cell(sheet, heading, value) for heading, value in zip(columns, row, strict=True)])
    if about:
        _tell(book.create_sheet(sheet_title(about[0])), about[1])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _tell(sheet: WriteOnlyWorksheet, lines: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 100
    for line in lines:
        sheet.append([_text_cell(sheet, line)])


def text_of_list(columns: Sequence[Heading], rows: Sequence[Sequence[Value]]) -> bytes:
    """The list as text: UTF-8 with a byte order mark, semicolons, decimal commas, days as 2027-01-31.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading.text) for heading in columns])
    for row in rows:
        writer.writerow([plain(value) for value in row])
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a text file."""
    return f"'{text}" if text.startswith(RISKY) else text


def plain(value: Value) -> str:
    """A value as a cell of a text file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return repr(value).removesuffix(".0").replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else str(value)


def _heading_cell(sheet: WriteOnlyWorksheet, heading: Heading) -> WriteOnlyCell:
    cell = _text_cell(sheet, heading.text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: WriteOnlyWorksheet, heading: Heading, value: Value) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = _text_cell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else FORMATS[heading.kind]
    cell.alignment = Alignment(wrap_text=heading.kind == "text", vertical="top")
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    as_text(cell, text)
    return cell


def _width(heading: Heading, values: Sequence[Value]) -> int:
    longest = max((len(plain(value)) for value in values), default=0)
    return min(WIDEST, max(len(heading.text) + 4, longest + 2, 10))
