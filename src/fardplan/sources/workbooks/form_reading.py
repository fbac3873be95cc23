"""A form that comes back filled in: whole, ours, of the right board and step, or nothing is loaded at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from fardplan.boards.forms import (
    FilledForm,
    FilledRow,
    Form,
    FormField,
    FormRow,
    FormTable,
    is_new_ref,
    new_ref,
)
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.workbooks import sheet_title
from fardplan.sources.workbooks.cells import CellFault, as_typed, kept, shown, tidy
from fardplan.sources.workbooks.faults import WorkbookFault, WorkbookRefused
from fardplan.sources.workbooks.form_layout import (
    FIRST_ROW,
    HEADING_ROW,
    HIDDEN,
    ID_COLUMN,
    MARK,
    VERSION,
    checksum_of,
    column_of,
    joined_chunks,
)
from fardplan.sources.workbooks.form_writing import is_open
from fardplan.sources.workbooks.opening import open_workbook
from fardplan.vocabulary.errors import InputError


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which form is to come back: of what kind, organisation, year and step."""

    kind: str
    organisation: str
    year: int
    step: str


def read_form(content: bytes, name: str, wanted: Wanted | None = None) -> FilledForm:
    """The form in a workbook that a person filled in. `name` is how the file is called in errors.

    Raises `InputError` when the file is no such form, is damaged or of an older layout, or is another
    board's, year's or step's than the one `wanted`; and `WorkbookRefused` with every cell, row and column in
    it that is not as it should be.
    """
    book = open_workbook(content, name)
    form = _form_of(book, name)
    if wanted is not None:
        _check_wanted(form, wanted, name)
    reading = _Reading(book)
    for table in form.tables:
        reading.table(table)
    if not reading.faults:
        reading.references(form)
    if reading.faults:
        raise WorkbookRefused(name, reading.faults)
    return FilledForm(form=form, rows=tuple(reading.rows))


def _form_of(book: Any, name: str) -> Form:
    """What the workbook says it was when it was taken away."""
    if HIDDEN not in book.sheetnames:
        raise _refused(
            name,
            Sentence("the workbook is not a form from Färdplan"),
            Sentence("Fetch the form anew, fill that one in and load it."),
        )
    sheet = book[HIDDEN]
    mark, version, checksum = (sheet.cell(row=row, column=1).value for row in (1, 2, 3))
    if mark != MARK:
        raise _damaged(name)
    if version != str(VERSION):
        raise _refused(
            name,
            Sentence("the form is of layout {there}, and layout {here} is read", there=version, here=VERSION),
            Sentence("Fetch the form anew, fill that one in and load it."),
        )
    payload = joined_chunks([sheet.cell(row=row, column=2).value for row in range(1, sheet.max_row + 1)])
    if checksum_of(payload) != checksum:
        raise _damaged(name)
    try:
        return Form.model_validate_json(payload)
    except ValidationError as error:
        raise _damaged(name) from error


def _check_wanted(form: Form, wanted: Wanted, name: str) -> None:
    told = ((form.kind, form.organisation, form.year, form.step), wanted)
    if told[0] != (wanted.kind, wanted.organisation, wanted.year, wanted.step):
        raise _refused(
            name,
            Sentence(
                "the form is of {there}, and a form of {here} is loaded here",
                there=f"{form.organisation}, {form.step} {form.year}",
                here=f"{wanted.organisation}, {wanted.step} {wanted.year}",
            ),
            Sentence("Load it on the page of its own board, year and step."),
        )


def _damaged(name: str) -> InputError:
    return _refused(
        name,
        Sentence("the hidden sheet '{sheet}' by which the form is known has been changed", sheet=HIDDEN),
        Sentence("Fetch the form anew, fill that one in and load it."),
    )


def _refused(name: str, what: Sentence, instead: Sentence) -> InputError:
    return InputError(what, where=name, instead=instead, outcome=Sentence("Nothing was loaded."))


@dataclass(slots=True)
class _Reading:
    """The rows and faults that are found, sheet by sheet."""

    book: Any
    rows: list[FilledRow] = field(default_factory=list)
    faults: list[WorkbookFault] = field(default_factory=list)

    def table(self, table: FormTable) -> None:
        title = sheet_title(table.title)
        if title not in self.book.sheetnames:
            there = ", ".join(f"'{name}'" for name in self.book.sheetnames if not name.startswith("_"))
            self._fault(
                title, None, None, "", "", Sentence("The sheet is missing. There is: {there}.", there=there)
            )
            return
        sheet = self.book[title]
        before = len(self.faults)
        self._merged(sheet)
        self._headings(sheet, table)
        if len(self.faults) == before:
            self._places(sheet, table)
        if len(self.faults) == before:
            for number, row in _numbered(sheet, table):
                self._row(sheet, table, number, row)

    def references(self, form: Form) -> None:
        """Whether every new row that something stands beneath has been filled in."""
        there = {new_ref(row.table, row.line) for row in self.rows if row.id is None}
        tables = {table.key: table for table in form.tables}
        for row in self.rows:
            table = tables[row.table]
            for at, one in enumerate(table.fields):
                value = row.values.get(one.name, "")
                if is_new_ref(value) and value not in there:
                    expected = Sentence("Nothing is filled in on the row that this is to stand beneath.")
                    typed = as_typed(shown(one, value))
                    self._fault(
                        sheet_title(table.title), row.line, column_of(at), one.heading, typed, expected
                    )

    def _fault(
        self, sheet: str, row: int | None, column: int | None, heading: str, value: str, expected: Sentence
    ) -> None:
        letter = get_column_letter(column) if column else None
        self.faults.append(WorkbookFault(sheet, row, letter, heading, value[:80], expected))

    def _merged(self, sheet: Any) -> None:
        for merged in sheet.merged_cells.ranges:
            self._fault(
                sheet.title,
                merged.min_row,
                merged.min_col,
                "",
                merged.coord,
                Sentence("The cells have been merged; each row has cells of its own."),
            )

    def _headings(self, sheet: Any, table: FormTable) -> None:
        found = {
            column: tidy(as_typed(sheet.cell(row=HEADING_ROW, column=column).value))
            for column in range(1, max(sheet.max_column, column_of(len(table.fields) - 1)) + 1)
        }
        for position, one in enumerate(table.fields):
            column = column_of(position)
            if found[column] == tidy(one.heading):
                continue
            now = next(
                (get_column_letter(at) for at, text in found.items() if text == tidy(one.heading)), None
            )
            expected = (
                Sentence("Here stood the column '{heading}', now in {now}.", heading=one.heading, now=now)
                if now
                else Sentence("Here stood the column '{heading}'.", heading=one.heading)
            )
            self._fault(sheet.title, HEADING_ROW, column, "", found[column], expected)
        extra = {column: text for column, text in found.items() if column > column_of(len(table.fields) - 1)}
        for column, text in extra.items():
            if text:
                self._fault(
                    sheet.title, HEADING_ROW, column, "", text, Sentence("The form has no such column.")
                )

    def _places(self, sheet: Any, table: FormTable) -> None:
        """Whether every row stands where it stood."""
        marks = {
            row: tidy(as_typed(sheet.cell(row=row, column=ID_COLUMN).value))
            for row in range(FIRST_ROW, max(sheet.max_row, FIRST_ROW + len(table.rows)) + 1)
        }
        for number, one in enumerate(table.rows, start=FIRST_ROW):
            if marks.get(number) == one.id:
                continue
            now = next((row for row, mark in marks.items() if mark == one.id), None)
            told = _told(table, one)
            expected = (
                Sentence("Here stood '{row}', now in row {now}. Rows are not moved.", row=told, now=now)
                if now
                else Sentence("Here stood '{row}', which has been removed.", row=told)
            )
            there = tidy(as_typed(sheet.cell(row=number, column=column_of(0)).value))
            self._fault(sheet.title, number, column_of(0), table.fields[0].heading, there, expected)
            return
        for number in range(FIRST_ROW + len(table.rows), sheet.max_row + 1):
            if marks.get(number):
                expected = Sentence("The row has been copied; new rows are filled in from the beginning.")
                there = tidy(as_typed(sheet.cell(row=number, column=column_of(0)).value))
                self._fault(sheet.title, number, column_of(0), table.fields[0].heading, there, expected)

    def _row(self, sheet: Any, table: FormTable, number: int, row: FormRow | None) -> None:
        cells = {
            one.name: sheet.cell(row=number, column=column_of(at)) for at, one in enumerate(table.fields)
        }
        if row is None and all(not tidy(as_typed(cell.value)) for cell in cells.values()):
            return
        values: dict[str, str] = {}
        faulty = False
        for at, one in enumerate(table.fields):
            try:
                value = self._cell(one, cells[one.name], row)
            except CellFault as fault:
                typed = as_typed(cells[one.name].value)
                self._fault(sheet.title, number, column_of(at), one.heading, typed, fault.expected)
                faulty = True
            else:
                if value is not None:
                    values[one.name] = value
        if not faulty and _is_touched(row, values):
            self._needed(sheet, table, number, row, values)
        self.rows.append(FilledRow(table=table.key, line=number, id=row.id if row else None, values=values))

    def _cell(self, one: FormField, cell: Any, row: FormRow | None) -> str | None:
        """The value of a cell that could be filled in; None for one that could not and was left as it was."""
        if cell.data_type == "f":
            raise CellFault(Sentence("The value itself, not a formula."))
        if cell.data_type == "e":
            raise CellFault(Sentence("A value; a formula has failed here."))
        base = row.values.get(one.name, "") if row else ""
        untouched = _same(cell.value, shown(one, base))
        if not is_open(one, row):
            if untouched:
                return None
            stood = as_typed(shown(one, base))
            raise CellFault(Sentence("The cell is locked and said '{stood}'.", stood=stood))
        return base if untouched else kept(one, cell.value, cell.number_format)

    def _needed(
        self, sheet: Any, table: FormTable, number: int, row: FormRow | None, values: Mapping[str, str]
    ) -> None:
        for at, one in enumerate(table.fields):
            if is_open(one, row) and one.is_needed(values) and not values.get(one.name):
                self._fault(
                    sheet.title, number, column_of(at), one.heading, "", Sentence("The cell needs an answer.")
                )


def _numbered(sheet: Any, table: FormTable) -> Iterator[tuple[int, FormRow | None]]:
    """Every row of the sheet with what stood there; None for one that is for a new item."""
    for number in range(FIRST_ROW, max(sheet.max_row, FIRST_ROW + len(table.rows) - 1) + 1):
        position = number - FIRST_ROW
        yield number, table.rows[position] if position < len(table.rows) else None


def _is_touched(row: FormRow | None, values: Mapping[str, str]) -> bool:
    """Whether anybody wrote in the row: what was left as it was may stay unfinished."""
    return row is None or any(row.values.get(name, "") != value for name, value in values.items())


def _told(table: FormTable, row: FormRow) -> str:
    """A row as a person knows it: its first text."""
    texts = (row.values.get(one.name, "") for one in table.fields if not one.choices)
    return next((text for text in texts if text), row.id)[:80]


def _same(there: Any, stood: Any) -> bool:
    """Whether a cell holds what was written in it, as spreadsheets give it back."""
    if isinstance(there, str) or isinstance(stood, str):
        return tidy(as_typed(there)) == tidy(as_typed(stood))
    if hasattr(there, "date"):
        there = there.date()
    return bool(there == stood)
