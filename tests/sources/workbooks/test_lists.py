"""Lists to take away: what was typed comes back as typed, and is never a formula."""

import csv
import io
from datetime import date, datetime, time

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.workbooks import sheet_title
from fardplan.sources.workbooks.lists import Heading, text_of_list, workbook_of_list

COLUMNS = (
    Heading("Åtagande"),
    Heading("Årsmål", "number"),
    Heading("Antal", "whole"),
    Heading("Slut", "day"),
)
ROWS = (
    ('=HYPERLINK("http://x")', 87.4, 3, date(2027, 12, 31)),
    ("+46 8", None, 0, None),
    ("@SUM(A1)", -2.5, None, date(2027, 1, 1)),
    ("Rad ett\nrad två; med semikolon", 100.0, 12, None),
)


def _midnight(day: date) -> datetime:
    """How a day comes out of a workbook."""
    return datetime.combine(day, time())


def _sheet(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_workbook_holds_the_list_as_it_is() -> None:
    sheet = _sheet(workbook_of_list("Åtaganden 2027", COLUMNS, ROWS))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Åtagande", "Årsmål", "Antal", "Slut"],
        ['=HYPERLINK("http://x")', 87.4, 3, _midnight(ROWS[0][3])],
        ["+46 8", None, 0, None],
        ["@SUM(A1)", -2.5, None, _midnight(ROWS[2][3])],
        ["Rad ett\nrad två; med semikolon", 100, 12, None],
    ]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Åtaganden 2027", "A2", "A1:D5")


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    sheet = _sheet(workbook_of_list("L", COLUMNS, ROWS))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n", "d"}
    assert sheet["A2"].quotePrefix


def test_a_text_file_opens_in_swedish_excel() -> None:
    assert text_of_list(COLUMNS, ROWS).decode("utf-8-sig") == (
        "Åtagande;Årsmål;Antal;Slut\r\n"
        '"\'=HYPERLINK(""http://x"")";87,4;3;2027-12-31\r\n'
        "'+46 8;;0;\r\n"
        "'@SUM(A1);-2,5;;2027-01-01\r\n"
        '"Rad ett\nrad två; med semikolon";100;12;\r\n'
    )
    assert text_of_list(COLUMNS, ROWS).startswith(b"\xef\xbb\xbf")


def test_a_list_without_rows_has_its_headings() -> None:
    sheet = _sheet(workbook_of_list("Tom", COLUMNS, ()))
    assert [cell.value for cell in sheet[1]] == ["Åtagande", "Årsmål", "Antal", "Slut"]
    assert text_of_list(COLUMNS, ()).decode("utf-8-sig") == "Åtagande;Årsmål;Antal;Slut\r\n"


def test_a_name_that_excel_refuses_becomes_one_it_takes() -> None:
    titles = ("Plan 2027/2028: [utkast]", "", "x" * 40, "'citat'")
    assert [sheet_title(title) for title in titles] == ["Plan 2027 2028 utkast", "Lista", "x" * 31, "citat"]


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(st.lists(TYPED, max_size=8))
def test_every_text_comes_back_from_a_workbook(texts: list[str]) -> None:
    sheet = _sheet(workbook_of_list("L", (Heading("Text"),), [(text,) for text in texts]))
    read = [sheet.cell(row=number + 2, column=1) for number in range(len(texts))]
    assert [cell.value or "" for cell in read] == texts
    assert not any(cell.data_type == "f" for cell in read)


@given(st.lists(TYPED, max_size=8))
def test_no_text_begins_as_a_formula_in_a_text_file(texts: list[str]) -> None:
    written = text_of_list((Heading("Text"),), [(text,) for text in texts]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=";") for cell in row][1:]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)
    assert [
        cell.removeprefix("'") if cell.startswith(("'=", "'+", "'-", "'@")) else cell
        for cell in cells
        if cell
    ] == [text for text in texts if text]
