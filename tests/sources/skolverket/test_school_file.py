"""Reading Skolverket's files with a row for each school."""

from contextlib import suppress
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from fardplan.sources.skolverket.school_file import School, SchoolFile
from fardplan.vocabulary.errors import SourceError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.period import Period
from tests.sources.skolverket.files import HEADER, MERIT, SCHOOLS, SHARE, school_file

KEPT = "Figures that were loaded before are as they were."


def read(content: bytes) -> SchoolFile:
    return SchoolFile.read("skolor.csv", content)


def test_a_file_is_read_with_its_year_and_columns() -> None:
    file = read(school_file())
    assert (file.period, file.title, file.columns) == (
        Period.parse("2024/25"),
        "Statistik från Skolverket, https://www.skolverket.se; "
        "Grundskola - Slutbetyg årskurs 9, samtliga elever",
        tuple(HEADER.split(";")),
    )
    assert list(file.schools) == ["9999", "1440"]
    first = file.of_municipality("9999")[0]
    assert first == School(
        "Björkskolan", "10000001", "Kommunal", 7, dict(zip(file.columns, SCHOOLS[0].split(";"), strict=True))
    )
    assert [file.pupils(one, "Antal elever") for one in file.of_municipality("9999")] == [
        40,
        50,
        30,
        None,
        20,
    ]
    assert [file.figure(one, SHARE).status for one in file.of_municipality("9999")] == [
        Status.VALUE,
        Status.ROUNDED,
        Status.NOT_APPLICABLE,
        Status.SUPPRESSED,
        Status.VALUE,
    ]
    assert (file.step(SHARE), file.step(MERIT)) == (Fraction(1, 10), Fraction(1, 10))


def test_the_order_of_columns_and_how_they_are_written_do_not_matter() -> None:
    order = (8, 3, 7, 0, 4, 1)
    turned = [";".join(row.split(";")[at] for at in order) for row in (HEADER, *SCHOOLS)]
    header = turned[0].replace("Skol-enhetskod", "Skolenhetskod").replace("Kommun-kod", "KOMMUNKOD")
    file = read(school_file(turned[1:], header=header, encoding="cp1252"))
    assert [(one.name, one.code) for one in file.of_municipality("9999")] == [
        (one.name, one.code) for one in read(school_file()).of_municipality("9999")
    ]
    assert file.column(["Andel behöriga", SHARE]) == SHARE


def test_a_municipality_whose_first_zero_was_lost_and_remarks_below_are_read() -> None:
    rows = ["Ö;1;Stockholm;180;Kommunal;S;2;12;75;200"]
    file = read(school_file(rows, below=("Källa: Skolverket;;;;;;;;;", ";;;;;;;;;")))
    assert [one.name for one in file.of_municipality("0180")] == ["Ö"]


def test_zeros_at_the_end_are_left_out_so_the_column_says_what_it_is_rounded_to() -> None:
    whole = read(school_file(["A;1;L;9999;Kommunal;L;2;12;75;200"]))
    assert whole.step(SHARE) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "skolor.csv: the table is empty"),
        (
            school_file(header=HEADER.replace("Kommun-kod", "Kod")),
            "skolor.csv: no row names the columns Skola, Skol-enhetskod, Kommun-kod, Typ av huvudman",
        ),
        (
            school_file(above=("Statistik från Skolverket;;;;;;;;;",)),
            "skolor.csv: the lines above the table tell of no school year",
        ),
        (
            school_file(above=("Läsåret 2023/24;;;;;;;;;", "Valt läsår: 2024/25;;;;;;;;;")),
            "skolor.csv: the lines above the table tell of several school years: 2023/24, 2024/25",
        ),
        (school_file(year="2024/26"), "skolor.csv: '2024/26' is not one school year"),
        (
            school_file([SCHOOLS[0], "Kapad;1;L;9999"]),
            "skolor.csv:8: the row has 4 cells, and there are 10 columns",
        ),
        (school_file(header=f"{HEADER};Skola"), "skolor.csv:6: two columns are called 'Skola'"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(content)
    assert str(refused.value).startswith(message)
    assert str(refused.value).endswith(KEPT)


def read_all(file: SchoolFile) -> None:
    pupils, share = file.column(["Antal elever"]), file.column([SHARE])
    for one in file.of_municipality("9999"):
        file.pupils(one, pupils)
        if file.figure(one, share).value is not None:
            file.share(one, share)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A;;L;9999;Kommunal;L;2;12;75;200", "skolor.csv:7: column 'Skol-enhetskod': ''. Expected a code."),
        (
            "A;1;L;Ale;Kommunal;L;2;12;75;200",
            "skolor.csv:7: column 'Kommun-kod': 'Ale'. Expected the four digits of a municipality.",
        ),
        (
            "A;1;L;9999;Kommunal;L;2;tolv;75;200",
            "skolor.csv:7: column 'Antal elever': 'tolv'. Expected a number such as 12,3",
        ),
        (
            "A;1;L;9999;Kommunal;L;2;12,5;75;200",
            "skolor.csv:7: column 'Antal elever': '12,5'. Expected a number of pupils, or ...",
        ),
        (
            "A;1;L;9999;Kommunal;L;2;12;175;200",
            f"skolor.csv:7: column '{SHARE}': '175'. Expected a share from 0 to 100 per cent.",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_line_and_value(row: str, message: str) -> None:
    file = read(school_file([row]))
    with pytest.raises(SourceError) as refused:
        read_all(file)
    assert str(refused.value).startswith(message)


def test_a_municipality_without_schools_and_a_school_twice_are_told() -> None:
    with pytest.raises(SourceError, match="no school of the municipality '0180' is in the file"):
        read(school_file()).of_municipality("0180")
    with pytest.raises(
        SourceError, match=r"skolor.csv:8: .*'10000001'. Expected each school once; .* line 7 too"
    ):
        read(school_file([SCHOOLS[0], SCHOOLS[0]])).of_municipality("9999")


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SourceError) as refused:
        read(school_file()).column(["Andel behöriga"])
    assert "no column has the name 'Andel behöriga'" in str(refused.value)
    assert SHARE in str(refused.value)


def test_a_workbook_is_read_as_the_text_file_is() -> None:
    """Numbers are numbers there, and a code has lost its first zero."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    rows = [row.split(";") for row in school_file().decode("utf-8-sig").splitlines()]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                sheet.cell(number, column, _number(text))
    stream = BytesIO()
    book.save(stream)
    book.close()

    file, same = SchoolFile.read("skolor.xlsx", stream.getvalue()), read(school_file())
    assert (file.period, file.columns, file.step(SHARE)) == (same.period, same.columns, same.step(SHARE))
    for one, other in zip(file.of_municipality("9999"), same.of_municipality("9999"), strict=True):
        assert (one.name, one.code, one.provider, one.line) == (
            other.name,
            other.code,
            other.provider,
            other.line,
        )
        for name in ("Antal elever", SHARE, MERIT):
            assert file.figure(one, name) == same.figure(other, name)


def _number(text: str) -> str | float | int:
    if text.isdigit():
        return int(text)
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


@given(
    st.integers(0, len(school_file())),
    st.integers(0, 60),
    st.sampled_from(
        [b"", b";", b"\n", b'"', b"..", b"~", b"1e400", b"\x00", b"\xff", b"-5", b"{x}", b"12,345,6"]
    ),
)
def test_whatever_becomes_of_a_file_it_is_read_or_refused(at: int, length: int, instead: bytes) -> None:
    content = school_file()
    with suppress(SourceError):
        read_all(read(content[:at] + instead + content[at + length :]))
