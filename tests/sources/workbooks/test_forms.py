"""A form out and in again: untouched it changes nothing, and what is wrong is told by its cell."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.boards.forms import FilledForm, FilledRow, Form, FormRow
from fardplan.sources.workbooks.cells import tidy
from fardplan.sources.workbooks.faults import WorkbookRefused
from fardplan.sources.workbooks.form_reading import Wanted, read_form
from fardplan.sources.workbooks.form_writing import workbook_of_form
from fardplan.vocabulary.errors import InputError
from tests.sources.workbooks.sample import FOLLOW_UP, sample

ACTIVITIES, PLAN = "Aktiviteter", "Plan mål aktiviteter"
"""Excel allows neither colon nor slash in the name of a sheet."""


def changed(change: Callable[[Any], None], form: Form | None = None) -> bytes:
    """The workbook of the form after somebody did something to it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_form(form or sample())))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def put(sheet: str, **cells: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for address, value in cells.items():
            book[sheet][address].value = value

    return change


def as_sent(form: Form) -> dict[str | None, dict[str, str]]:
    """What every row would come back with, untouched: what could be filled in."""
    return {row.id: row.values for row in read_form(workbook_of_form(form), "f.xlsx").rows}


def told(content: bytes) -> list[tuple[str, str, str, str]]:
    with pytest.raises(WorkbookRefused) as caught:
        read_form(content, "f.xlsx")
    assert str(caught.value).endswith("Nothing was loaded.")
    return [(one.sheet, one.cell, one.value, str(one.expected)) for one in caught.value.faults]


UNTOUCHED = FilledForm(
    form=sample(),
    rows=(
        FilledRow(
            table="activities",
            line=5,
            id="a1",
            values={
                "state": "under_way",
                "new_end": "",
                "share": "",
                "text": "=1+1 är inte en formel\nTvå rader",
                "ready": "no",
            },
        ),
        FilledRow(
            table="activities",
            line=6,
            id="a2",
            values={"state": "", "new_end": "2028-01-31", "share": "12.5", "text": "", "ready": ""},
        ),
        FilledRow(table="activities", line=7, id="a3", values={}),
        FilledRow(table="plan", line=5, id="p1", values={"title": "Alla barn når sin potential"}),
    ),
)


def test_a_form_nobody_touched_comes_back_as_it_was() -> None:
    assert read_form(workbook_of_form(sample()), "f.xlsx") == UNTOUCHED
    assert read_form(changed(lambda book: None), "f.xlsx") == UNTOUCHED


def test_what_was_filled_in_comes_back() -> None:
    def fill(book: Any) -> None:
        put(ACTIVITIES, D6="Klar", E6=date(2027, 11, 1), F6=88, G6="Gick bra.", H6="ja")(book)
        put(PLAN, B6="Nämndaktivitet", C6="Läxhjälp")(book)

    filled = {row.line: row for row in read_form(changed(fill), "f.xlsx").rows if row.table == "activities"}
    assert filled[6].values == {
        "state": "done",
        "new_end": "2027-11-01",
        "share": "88",
        "text": "Gick bra.",
        "ready": "yes",
    }
    new = [row for row in read_form(changed(fill), "f.xlsx").rows if row.id is None]
    assert new == [
        FilledRow(table="plan", line=6, id=None, values={"kind": "board_activity", "title": "Läxhjälp"})
    ]


def test_numbers_and_days_are_read_as_swedes_write_them() -> None:
    def fill(book: Any) -> None:
        put(ACTIVITIES, E5="20280229", F5="12,5 %", F6=0.88, E6="2028-02-29")(book)
        book[ACTIVITIES]["F6"].number_format = "0 %"

    read = as_values(changed(fill))
    assert (read["a1"]["new_end"], read["a1"]["share"]) == ("2028-02-29", "12.5")
    assert (read["a2"]["new_end"], read["a2"]["share"]) == ("2028-02-29", "88")


def as_values(content: bytes) -> dict[str | None, dict[str, str]]:
    return {row.id: row.values for row in read_form(content, "f.xlsx").rows}


@pytest.mark.parametrize(
    ("cell", "value", "typed", "expected"),
    [
        ("D5", "Nästan klar", "Nästan klar", "One of: Ej påbörjad, Pågår, Klar."),
        ("E5", "i vår", "i vår", "A day, as 2027-01-31."),
        ("E5", "2027-02-30", "2027-02-30", "A day, as 2027-01-31."),
        ("E5", date(2026, 12, 31), "2026-12-31", "A day from 2027-01-01 to 2030-12-31."),
        ("F5", "många", "många", "A number, as 87.5 or 87,5."),
        ("F5", 100.5, "100,5", "A number from 0 to 100."),
        ("F5", True, "True", "A number, as 87.5 or 87,5."),
        ("G5", "x" * 2001, "x" * 80, "At most 2000 characters; there are 2001."),
        ("G5", "=SUM(A1:A2)", "=SUM(A1:A2)", "The value itself, not a formula."),
        ("B5", "Ny lydelse", "Ny lydelse", "The cell is locked and said 'Öka närvaron i årskurs 7–9'."),
        ("D7", "Pågår", "Pågår", "The cell is locked and said 'Klar'."),
    ],
)
def test_a_cell_that_cannot_be_so_is_told_with_what_it_should_be(
    cell: str, value: object, typed: str, expected: str
) -> None:
    assert told(changed(put(ACTIVITIES, **{cell: value}))) == [(ACTIVITIES, cell, typed, expected)]


def test_an_error_names_sheet_cell_column_value_and_what_became_of_it() -> None:
    with pytest.raises(WorkbookRefused) as caught:
        read_form(changed(put(ACTIVITIES, F5=120)), "min blankett.xlsx")
    assert str(caught.value) == (
        "min blankett.xlsx: Sheet 'Aktiviteter', cell F5, column 'Andel klart, procent': '120'. "
        "A number from 0 to 100.\nNothing was loaded."
    )


def test_a_row_marked_ready_needs_its_answers_and_an_unfinished_one_does_not() -> None:
    assert told(changed(put(ACTIVITIES, H6="Ja"))) == [
        (ACTIVITIES, "D6", "", "The cell needs an answer."),
        (ACTIVITIES, "G6", "", "The cell needs an answer."),
    ]
    assert as_values(changed(put(ACTIVITIES, G6="Påbörjat")))["a2"]["text"] == "Påbörjat"


def test_a_new_row_needs_what_a_new_item_must_have() -> None:
    assert told(changed(put(PLAN, C6="Läxhjälp"))) == [(PLAN, "B6", "", "The cell needs an answer.")]


def test_moved_and_removed_columns_are_told() -> None:
    assert told(changed(lambda book: book[ACTIVITIES].insert_cols(4)))[:2] == [
        (ACTIVITIES, "D4", "", "Here stood the column 'Läge', now in E."),
        (ACTIVITIES, "E4", "Läge", "Here stood the column 'Nytt slutdatum', now in F."),
    ]
    assert told(changed(lambda book: book[ACTIVITIES].delete_cols(8))) == [
        (ACTIVITIES, "H4", "", "Here stood the column 'Klar?'."),
    ]
    assert told(changed(put(ACTIVITIES, I4="Egen kolumn"))) == [
        (ACTIVITIES, "I4", "Egen kolumn", "The form has no such column."),
    ]


def test_moved_copied_and_removed_rows_are_told() -> None:
    assert told(changed(lambda book: book[ACTIVITIES].insert_rows(6))) == [
        (ACTIVITIES, "B6", "", "Here stood 'Matcha till praktik', now in row 7. Rows are not moved."),
    ]
    assert told(changed(lambda book: book[ACTIVITIES].delete_rows(5))) == [
        (
            ACTIVITIES,
            "B5",
            "Matcha till praktik",
            "Here stood 'Öka närvaron i årskurs 7–9', which has been removed.",
        ),
    ]
    assert told(changed(put(ACTIVITIES, A8="a1", B8="Öka närvaron"))) == [
        (
            ACTIVITIES,
            "B8",
            "Öka närvaron",
            "The row has been copied; new rows are filled in from the beginning.",
        ),
    ]


def test_merged_cells_are_told() -> None:
    assert told(changed(lambda book: book[ACTIVITIES].merge_cells("G5:G6"))) == [
        (ACTIVITIES, "G5", "G5:G6", "The cells have been merged; each row has cells of its own."),
    ]


def test_a_missing_sheet_is_told() -> None:
    assert told(changed(lambda book: book.remove(book[ACTIVITIES]))) == [
        (ACTIVITIES, "", "", "The sheet is missing. There is: 'Läs först', 'Plan mål aktiviteter'."),
    ]


def test_every_fault_is_told_at_once() -> None:
    cells = told(changed(put(ACTIVITIES, D5="?", F6=101, E6="?")))
    assert [cell for _, cell, _, _ in cells] == ["D5", "E6", "F6"]


def refused(content: bytes, wanted: Wanted | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_form(content, "f.xlsx", wanted)
    assert caught.value.outcome == "Nothing was loaded."
    return str(caught.value.what)


def plain_workbook() -> bytes:
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The form's workbook with another part in its archive."""
    old = zipfile.ZipFile(io.BytesIO(workbook_of_form(sample())))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def test_files_that_are_no_form_of_ours_are_refused() -> None:
    whole = workbook_of_form(sample())
    assert refused(b"Aktivitet;Klar\r\n") == "the file is not an Excel workbook"
    assert refused(b"") == "the file is not an Excel workbook"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == (
        "the workbook is protected by a password, or of the old kind that ends with .xls"
    )
    assert refused(whole[: len(whole) // 2]) == "the workbook is damaged and cannot be read"
    assert refused(plain_workbook()) == "the workbook is not a form from Färdplan"
    assert refused(with_part("xl/vbaProject.bin", b"...")) == "the workbook has macros in it"
    assert refused(with_part("xl/workbook.xml", b"<!DOCTYPE x []><x/>")) == (
        "the workbook is damaged and cannot be read"
    )
    assert refused(with_part("xl/workbook.xml", b"<workbook")) == "the workbook is damaged and cannot be read"
    assert refused(bytes(10 * 1024 * 1024 + 1)) == "the file is 10 MB large"


def test_a_file_that_unpacks_to_more_than_a_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fardplan.sources.workbooks.opening.LARGEST_UNPACKED", 1024 * 1024)
    assert (
        refused(with_part("xl/media/x.png", bytes(2 * 1024 * 1024)))
        == "the workbook unpacks to more than 1 MB"
    )


def test_a_sheet_that_reaches_too_far_is_refused() -> None:
    assert (
        refused(changed(put(ACTIVITIES, A60000="x")))
        == "the sheet 'Aktiviteter' reaches to row 60000 and column 8"
    )


def test_a_changed_hidden_sheet_or_an_older_layout_is_refused() -> None:
    def forge(book: Any) -> None:
        cell = book["_fardplan"]["B1"]
        cell.value = cell.value.replace('"revision":3', '"revision":4')

    assert refused(changed(forge)) == (
        "the hidden sheet '_fardplan' by which the form is known has been changed"
    )
    assert refused(changed(put("_fardplan", A2="0"))) == "the form is of layout 0, and layout 1 is read"


def test_another_boards_form_or_another_years_is_refused() -> None:
    wanted = Wanted("follow_up", "farsta", 2027, "t1")
    content = workbook_of_form(sample())
    assert read_form(content, "f.xlsx", wanted) == UNTOUCHED
    for other in (
        Wanted("follow_up", "jarva", 2027, "t1"),
        Wanted("follow_up", "farsta", 2028, "t1"),
        Wanted("follow_up", "farsta", 2027, "t2"),
    ):
        assert refused(content, other) == (
            f"the form is of farsta, t1 2027, and a form of {other.organisation}, {other.step} {other.year} "
            "is loaded here"
        )


def test_the_workbook_checks_itself() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_form(sample())))
    sheet = book[ACTIVITIES]
    assert book.sheetnames == ["Läs först", ACTIVITIES, PLAN, "_val", "_fardplan"]
    assert [book[name].sheet_state for name in book.sheetnames] == [
        *["visible"] * 3,
        *["veryHidden"] * 2,
    ]
    assert sheet.protection.sheet
    assert book.security.lockStructure
    locked = [cell.coordinate for cell in sheet[5] if cell.protection.locked]
    assert locked == ["A5", "B5", "C5"]
    assert all(cell.protection.locked for cell in sheet[7])
    checks = {str(one.sqref): (one.type, one.formula1) for one in sheet.data_validations.dataValidation}
    assert checks == {
        "D5:D7": ("list", "='_val'!$A$1:$A$3"),
        "E5:E7": ("date", "46388"),
        "F5:F7": ("decimal", "0"),
        "G5:G7": ("textLength", "2000"),
        "H5:H7": ("list", "='_val'!$B$1:$B$2"),
    }
    assert {cell.data_type for one in book.worksheets for row in one.iter_rows() for cell in row} <= {
        "s",
        "n",
        "d",
    }


SOFFICE = shutil.which("soffice")
HAS_CALC = SOFFICE is not None and (Path(SOFFICE).resolve().parent / "libsclo.so").exists()


@pytest.mark.skipif(not HAS_CALC, reason="LibreOffice Calc is not installed")
def test_libreoffice_gives_back_what_it_was_given(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        put(ACTIVITIES, D6="Klar", E6=date(2027, 11, 1), F6=88.5, G6="+46 är ett nummer", H6="Ja")(book)

    path = tmp_path / "in" / "f.xlsx"
    path.parent.mkdir()
    for content in (workbook_of_form(sample()), changed(fill)):
        path.write_bytes(content)
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(tmp_path / "out"),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        again = (tmp_path / "out" / "f.xlsx").read_bytes()
        assert again != content
        assert read_form(again, "f.xlsx") == read_form(content, "f.xlsx")


VALUES = {
    "text": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
    "new_end": st.dates(date(2027, 1, 1), date(2030, 12, 31)).map(str),
    "share": st.integers(0, 1000).map(lambda number: str(number / 10).removesuffix(".0")),
    "state": st.sampled_from(["not_begun", "under_way", "done"]),
}


@settings(max_examples=25)
@given(st.lists(st.fixed_dictionaries({}, optional=VALUES), min_size=1, max_size=4))
def test_whatever_stands_in_a_form_comes_back_as_it_was(rows: list[dict[str, str]]) -> None:
    """What nobody touched is never taken for a change, whatever somebody once wrote there."""
    kept = [{name: value for name, value in row.items() if value} for row in rows]
    table = FOLLOW_UP.model_copy(
        update={
            "rows": tuple(
                FormRow(id=f"a{number}", revision=1, values=values) for number, values in enumerate(kept)
            )
        }
    )
    filled = read_form(workbook_of_form(sample(tables=(table,))), "f.xlsx")
    assert [{name: value for name, value in row.values.items() if value} for row in filled.rows] == kept


def test_what_looks_like_excel_s_own_signs_comes_back_as_it_was() -> None:
    assert tidy("_x005F_x000D_ och _x005F_x0041__x000D_") == "_x000D_ och _x0041_"
