"""Workbooks read back: each table with what it takes to be understood, numbers as numbers, texts as texts."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.numbers import number
from fardplan.reports.tree import Figure, Part, Section, Table, paragraph
from fardplan.reports.workbook import as_workbook
from tests.reports.sample import AS_OF, AWKWARD, figure, report

NUMBERS = ("87,4", "\N{MINUS SIGN}3", "1\N{NARROW NO-BREAK SPACE}234", "88,1\N{NO-BREAK SPACE}%", "+0,5")


def read(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def of(*parts: Part, **changes: Any) -> Any:
    return read(as_workbook(replace(report(), parts=parts, sources=(), **changes)))


def cells(sheet: Any) -> list[list[object]]:
    rows = ([cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True))
    return [row for row in rows if row]


def test_every_table_has_a_sheet_and_the_contents_lead_there() -> None:
    book = read(as_workbook(report()))
    assert book.sheetnames == ["Innehåll", "1 Behörighet", "2 Områden"]
    assert cells(book["Innehåll"]) == [
        ["Lägesrapport för alla"],
        ["Våren 2027"],
        ["Simulerade siffror: påhittade för att visa hur systemet fungerar."],
        ["Slag: Rapport · Stadsledningskontoret"],
        ["Dnr: KS 2018/911"],
        ["Datum: 3\N{NO-BREAK SPACE}maj 2027"],
        ["Blad", "Vad det visar", "Slag", "Rader", "Källa"],
        ["1 Behörighet", "Behörighet", "Bakom ett diagram", 9, "Kolada"],
        ["2 Områden", "Områden", "Tabell", 3, "Områdesfakta"],
        ["Källor"],
        ["Kolada N15436, 2026-04-15"],
    ]
    links = [cell.hyperlink.location for row in book["Innehåll"] for cell in row if cell.hyperlink]
    assert links == ["'1 Behörighet'!A1", "'2 Områden'!A1"]


def test_a_sheet_tells_what_it_is_without_the_others() -> None:
    table = Table("Mått", ("Namn", "Antal"), (("A", "1"), ("B", "..")), frozenset({1}), ("Obs.",), "SCB")
    sheet = of(table)["1 Mått"]
    assert cells(sheet) == [
        ["Mått"],
        ["Lägesrapport för alla, Våren 2027, 3\N{NO-BREAK SPACE}maj 2027"],
        ["Simulerade siffror: påhittade för att visa hur systemet fungerar."],
        ["Namn", "Antal"],
        ["A", 1],
        ["B", ".."],
        ["Obs."],
        ["Källa: SCB"],
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$5:$5")
    (made,) = sheet.tables.values()
    assert (made.ref, [column.name for column in made.tableColumns]) == ("A5:B7", ["Namn", "Antal"])


def test_real_figures_are_not_called_simulated_and_english_is_english() -> None:
    book = of(Table("Values", ("Name",), (("A",),)), simulated=False, language="en", edition="8febc4eb")
    assert cells(book["1 Values"])[1] == ["Lägesrapport för alla, Våren 2027, 3\N{NO-BREAK SPACE}May 2027"]
    assert cells(book["Contents"])[-3:] == [
        ["Published edition: 8febc4eb"],
        ["Sheet", "What it holds", "Kind", "Rows", "Source"],
        ["1 Values", "Values", "Table", 1],
    ]


def test_numbers_are_numbers_as_they_were_written() -> None:
    row = ("x", *NUMBERS)
    sheet = of(Table("T", tuple("abcdef"), (row,), frozenset(range(1, 6))))["1 T"]
    found = [(cell.value, cell.number_format) for cell in sheet[6]]
    assert found == [
        ("x", "General"),
        (87.4, "0.0"),
        (-3, "0"),
        (1234, "#,##0"),
        (0.881, "0.0%"),
        (0.5, "+0.0;-0.0;0.0"),
    ]


def test_outside_columns_of_numbers_a_number_is_a_text_but_a_share_is_one() -> None:
    sheet = of(Table("T", ("a", "b", "c"), (("114", "2027", NUMBERS[3]),)))["1 T"]
    assert [cell.value for cell in sheet[6]] == ["114", "2027", 0.881]


@pytest.mark.parametrize("text", ["=1+1", "+46 8", "-x", "@SUM(A1)", "_x0041_", "{=A1}", "#REF!", AWKWARD])
def test_a_text_stays_text(text: str) -> None:
    sheet = of(Table("T", ("a", text), ((text, text),), frozenset({1})))["1 T"]
    held = text.replace("_x0041_", "_x005F_x0041_")  # as Excel writes what it would else read as a sign
    assert [(cell.value, cell.data_type) for cell in sheet[6]] == [(held, "s")] * 2
    assert sheet["B5"].value == held


def test_titles_that_are_long_alike_or_strange_name_sheets_of_their_own() -> None:
    titles = ["Samma " * 9, "Samma " * 9, "A/B:C[D]*?", "'", "history"]
    book = of(*(Table(title, ("a",), (("1",),)) for title in titles))
    names = book.sheetnames[1:]
    assert names == [
        "1 Samma Samma Samma Samma Samma",
        "2 Samma Samma Samma Samma Samma",
        "3 A B C D",
        "4 Lista",
        "5 history",
    ]
    assert [cells(book[name])[0] for name in names] == [[title] for title in titles]


def test_headings_that_excel_takes_for_no_table_are_headings_all_the_same() -> None:
    for header in (("a", "A"), ("a", "b\nc"), ("a", "x" * 300)):
        sheet = of(Table("T", header, (("1", "2"),)))["1 T"]
        assert (list(sheet.tables), sheet["B5"].value, sheet.freeze_panes) == ([], header[1], "B6")
    assert of(Table("T", ("", "b"), (("1", "2"),)))["1 T"]["A5"].value == "Kolumn 1"


def test_a_table_without_rows_and_a_report_without_tables() -> None:
    assert cells(of(Table("T", ("a", "b"), ()))["1 T"])[3:] == [["a", "b"]]
    assert cells(of(paragraph("Text"))["Innehåll"])[-1] == ["Rapporten har inga tabeller."]


def test_a_chart_s_reservations_come_with_its_figures() -> None:
    behind = Table("Bild", ("a",), (("1",),), notes=("Avrundat.",))
    drawn = replace(figure(), table=behind, notes=("Prickat.", "Avrundat."), source="SCB")
    sheet = of(Section("S", (drawn, Figure("Utan tabell", "<svg/>", "ord"))))["1 Bild"]
    assert cells(sheet)[-3:] == [["Avrundat."], ["Prickat."], ["Källa: SCB"]]


def test_the_same_report_is_the_same_bytes() -> None:
    content = as_workbook(report(rows=40))
    assert as_workbook(report(rows=40)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read(content).properties
    assert (properties.modified.date(), properties.created.date()) == (AS_OF, AS_OF)
    assert (properties.title, properties.creator) == ("Lägesrapport för alla", "Stadsledningskontoret")


@given(
    st.lists(st.text(max_size=40), min_size=1, max_size=4),
    st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 1)), min_size=1, max_size=4),
)
def test_nothing_in_a_table_is_lost(texts: list[str], values: list[float]) -> None:
    rows = tuple((text, number(value, "sv", decimals=1)) for text in texts for value in values)
    table = Table("T", ("a", "b"), rows, frozenset({1}))
    found = [
        (row[0] or "", row[1])
        for row in of(table)["1 T"].iter_rows(min_row=6, max_row=5 + len(rows), values_only=True)
    ]
    assert [value for _, value in found] == [value for _ in texts for value in values]
    assert [len(text) for text, _ in found] == [
        len(text.replace("\r\n", "\n")) for text in texts for _ in values
    ]
