"""A form as an Excel workbook that checks itself: lists to choose from, ranges, locked and required cells."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation

from fardplan.boards.forms import CellKind, Form, FormField, FormRow, FormTable
from fardplan.presentation.translations import translate
from fardplan.presentation.workbooks import as_text, sheet_title
from fardplan.sources.workbooks.cells import shown
from fardplan.sources.workbooks.form_layout import (
    FIRST_ROW,
    HEADING_ROW,
    HIDDEN,
    ID_COLUMN,
    INTRO_ROW,
    LISTS,
    MARK,
    TITLE_ROW,
    VERSION,
    checksum_of,
    chunks,
    column_of,
    payload_of,
)
from fardplan.vocabulary.text import Language

INK, PAPER, LOCKED, WANTED = "1F3A4D", "FFFFFF", "F1F1EE", "FFF3C4"
_LINE = Side(style="thin", color="C9C9C4")
_BORDER = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
_TOP = Alignment(wrap_text=True, vertical="top")
_FORMATS = {CellKind.DAY: "yyyy-mm-dd", CellKind.TEXT: "@", CellKind.CHOICE: "@"}
LINE, TALLEST = 15.0, 300.0
"""The height of a line, and of the tallest row, in points."""

LONGEST_HINT = 255
"""What Excel shows of a hint or of a list of answers at most, in characters."""


def workbook_of_form(form: Form) -> bytes:
    """The form as an `.xlsx` file: a sheet that tells how, one a table, and hidden ones that it is known by.

    Only cells that may be filled in can be changed. What stands in them is text, numbers or days: never a
    formula, whatever somebody has written.
    """
    book = Workbook()
    book.remove(book.active)
    _write_instructions(book.create_sheet(_instructions_title(form)), form)
    lists = book.create_sheet(LISTS)
    ranges = _write_lists(lists, form)
    for table in form.tables:
        sheet = book.create_sheet(sheet_title(table.title), index=len(book.sheetnames) - 1)
        _write_table(sheet, form, table, ranges)
    _write_hidden(book.create_sheet(HIDDEN), form)
    for name in (LISTS, HIDDEN):
        book[name].sheet_state = "veryHidden"
        book[name].protection.sheet = True
    book.security.lockStructure = True
    book.properties.title = form.title
    book.properties.creator = MARK
    book.active = 1 if form.tables else 0
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _instructions_title(form: Form) -> str:
    return sheet_title(translate("Read first", form.language))


def _write_instructions(sheet: Any, form: Form) -> None:
    say = form.language
    lines = [
        (form.title, Font(bold=True, size=16, color=INK)),
        (translate("Taken from Färdplan {day}.", say, day=form.made), Font(color="666666")),
        *((text, Font()) for text in form.instructions),
        (translate("How to fill it in", say), Font(bold=True, size=12, color=INK)),
        (
            translate("White cells can be filled in. Grey cells are there to be read and are locked.", say),
            Font(),
        ),
        (translate("A yellow cell needs an answer.", say), Font()),
        (
            translate("Choose from the list where a cell has one. Days are written as 2027-01-31.", say),
            Font(),
        ),
        (
            translate(
                "Do not add, move or remove rows and columns, and write no formulas: write the value.", say
            ),
            Font(),
        ),
        (
            translate("Save as .xlsx and load it where you fetched it. You see what will change first.", say),
            Font(),
        ),
        (
            translate("If somebody has changed the same thing meanwhile you choose, field by field.", say),
            Font(),
        ),
    ]
    sheet.column_dimensions["A"].width = 100
    for row, (text, font) in enumerate(lines, start=1):
        cell = sheet.cell(row=row, column=1)
        as_text(cell, text)
        cell.font, cell.alignment = font, _TOP
        sheet.row_dimensions[row].height = _height([(text, 100)]) * (font.size or 11) / 11
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True


def _write_lists(sheet: Any, form: Form) -> dict[tuple[str, str], str]:
    """Every list of answers in a column of its own; the range of each by table and field."""
    ranges = {}
    column = 0
    for table in form.tables:
        for field in table.fields:
            if not field.choices:
                continue
            column += 1
            letter = get_column_letter(column)
            for row, choice in enumerate(field.choices, start=1):
                as_text(sheet.cell(row=row, column=column), choice.label)
            ranges[table.key, field.name] = (
                f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(field.choices)}"
            )
    return ranges


def _write_hidden(sheet: Any, form: Form) -> None:
    payload = payload_of(form)
    for row, text in enumerate((MARK, str(VERSION), checksum_of(payload)), start=1):
        as_text(sheet.cell(row=row, column=1), text)
    for row, chunk in enumerate(chunks(payload), start=1):
        as_text(sheet.cell(row=row, column=2), chunk)


def _write_table(sheet: Any, form: Form, table: FormTable, ranges: dict[tuple[str, str], str]) -> None:
    title = sheet.cell(row=TITLE_ROW, column=column_of(0))
    as_text(title, f"{table.title} · {form.title}")
    title.font = Font(bold=True, size=14, color=INK)
    intro = sheet.cell(row=INTRO_ROW, column=column_of(0))
    as_text(intro, table.intro)
    intro.font = Font(color="666666")
    sheet.row_dimensions[TITLE_ROW].height = 22
    _write_headings(sheet, table)
    rows: Sequence[FormRow | None] = [*table.rows, *[None] * table.spare]
    for number, row in enumerate(rows, start=FIRST_ROW):
        _write_row(sheet, number, row, table)
    if rows:
        _add_checks(sheet, table, ranges, FIRST_ROW + len(rows) - 1, form.language)
    _set_up(sheet, table)


def _write_headings(sheet: Any, table: FormTable) -> None:
    for position, field in enumerate(table.fields):
        cell = sheet.cell(row=HEADING_ROW, column=column_of(position))
        as_text(cell, field.heading)
        cell.font = Font(bold=True, color=PAPER)
        cell.fill = PatternFill("solid", fgColor=INK)
        cell.alignment, cell.border = _TOP, _BORDER
        sheet.column_dimensions[get_column_letter(column_of(position))].width = field.width
    sheet.row_dimensions[HEADING_ROW].height = _height((one.heading, one.width) for one in table.fields)


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """How tall a row must be for its texts, each with its width in characters."""
    lines = max(
        (sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n")) for text, width in texts),
        default=1,
    )
    return min(TALLEST, lines * LINE + 2)


def _write_row(sheet: Any, number: int, row: FormRow | None, table: FormTable) -> None:
    if row:
        as_text(sheet.cell(row=number, column=ID_COLUMN), row.id)
    for position, field in enumerate(table.fields):
        cell = sheet.cell(row=number, column=column_of(position))
        value = shown(field, row.values.get(field.name, "")) if row else None
        if isinstance(value, str):
            as_text(cell, value)
        else:
            cell.value = value
        cell.number_format = _FORMATS.get(field.kind, "General")
        cell.alignment, cell.border = _TOP, _BORDER
        open_cell = is_open(field, row)
        cell.protection = Protection(locked=not open_cell)
        cell.fill = PatternFill("solid", fgColor=PAPER if open_cell else LOCKED)
    if row:
        told = ((str(shown(one, row.values.get(one.name, "")) or ""), one.width) for one in table.fields)
        sheet.row_dimensions[number].height = _height(told)


def is_open(field: FormField, row: FormRow | None) -> bool:
    """Whether a cell may be filled in; a row of None is one for a new item."""
    if field.kind is CellKind.FIXED:
        return False
    return row is None or not (row.closed or field.only_new)


def _add_checks(
    sheet: Any, table: FormTable, ranges: dict[tuple[str, str], str], last: int, language: Language
) -> None:
    for position, field in enumerate(table.fields):
        letter = get_column_letter(column_of(position))
        cells = f"{letter}{FIRST_ROW}:{letter}{last}"
        check = _check(field, ranges.get((table.key, field.name)), language)
        if check is not None:
            sheet.add_data_validation(check)
            check.add(cells)
        if field.kind is not CellKind.FIXED:
            formula = _missing(table, field, letter)
            if formula:
                fill = PatternFill("solid", bgColor=WANTED)
                sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], fill=fill))


def _check(field: FormField, choices: str | None, language: Language) -> Any:
    """What the spreadsheet itself refuses, with what it says then; None where anything goes."""
    check = None
    if choices:
        check = DataValidation(type="list", formula1=f"={choices}", allow_blank=True)
        check.error = translate("Choose one of the answers in the list.", language)
    elif field.kind is CellKind.DAY:
        low, high = (date.fromisoformat(end) if end else None for end in (field.low, field.high))
        low, high = low or date(1990, 1, 1), high or date(2100, 12, 31)
        check = DataValidation(
            type="date",
            operator="between",
            formula1=str(int(to_excel(low))),
            formula2=str(int(to_excel(high))),
            allow_blank=True,
        )
        check.error = translate("A day from {low} to {high}.", language, low=low, high=high)
    elif field.kind is CellKind.NUMBER:
        low_number, high_number = field.low or "-1000000000000", field.high or "1000000000000"
        check = DataValidation(
            type="decimal", operator="between", formula1=low_number, formula2=high_number, allow_blank=True
        )
        check.error = translate("A number from {low} to {high}.", language, low=low_number, high=high_number)
    elif field.kind is CellKind.TEXT and field.longest:
        check = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(field.longest), allow_blank=True
        )
        check.error = translate("At most {most} characters.", language, most=field.longest)
    if check is not None:
        check.errorTitle, check.errorStyle, check.showErrorMessage = field.heading[:32], "stop", True
        if field.hint:
            check.promptTitle, check.prompt, check.showInputMessage = (
                field.heading[:32],
                field.hint[:LONGEST_HINT],
                True,
            )
    return check


def _missing(table: FormTable, field: FormField, letter: str) -> str | None:
    """The formula that is true where a cell needs an answer and has none; on new rows only once begun."""
    empty = f"LEN(TRIM({letter}{FIRST_ROW}))=0"
    first, last = (get_column_letter(column_of(position)) for position in (0, len(table.fields) - 1))
    begun = f'OR($A{FIRST_ROW}<>"",COUNTA(${first}{FIRST_ROW}:${last}{FIRST_ROW})>0)'
    if field.required_when:
        name, _, value = field.required_when.partition("=")
        position, other = next((place, one) for place, one in enumerate(table.fields) if one.name == name)
        label = next(choice.label for choice in other.choices if choice.value == value)
        other_cell = f"${get_column_letter(column_of(position))}{FIRST_ROW}"
        quoted = label.replace('"', '""')
        return f'AND({begun},{other_cell}="{quoted}",{empty})'
    return f"AND({begun},{empty})" if field.required else None


def _set_up(sheet: Any, table: FormTable) -> None:
    """Headings that stay in sight, the ids out of it, locked cells locked, and a page that prints."""
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = sheet.cell(row=FIRST_ROW, column=column_of(min(2, len(table.fields))))
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
