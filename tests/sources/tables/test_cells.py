"""One cell at a time: numbers, marks and periods in every way that Swedish tables write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.tables.cells import (
    ANY_STYLE,
    Cell,
    DecimalMark,
    Mark,
    NumberStyle,
    read_cell,
    read_number,
    read_period,
    spring_year,
    style_of,
)
from fardplan.sources.tables.faults import CellFault
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.period import Period

COMMA, POINT = NumberStyle(DecimalMark.COMMA), NumberStyle(DecimalMark.POINT)
STATED_COMMA = NumberStyle(DecimalMark.COMMA, stated=True)
STATED_POINT = NumberStyle(DecimalMark.POINT, stated=True)
NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("0,0", 0.0),
        ("86,9", 86.9),
        ("86.9", 86.9),
        (",5", 0.5),
        ("1 234", 1234.0),
        (f"1{NBSP}234{NBSP}567,5", 1234567.5),
        (f"12{NARROW}345", 12345.0),
        (f"12{THIN}345,25", 12345.25),
        ("−5,5", -5.5),
        ("–5", -5.0),
        ("-5", -5.0),
        ("+3", 3.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1e-05", 0.00001),
        ("1.5E+03", 1500.0),
        ("1,234", 1.234),
        ("104973.970465", 104973.970465),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tolv",
        "1 23",
        "12 34 567",
        "1,2,3",
        "1.2.3",
        "12:5",
        "1/2",
        "--5",
        "5-",
        "1.234.56",
        "e5",
        "1e999",
        "٣",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CellFault, match=r"a number such as 12,3 or 1 234"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234", ANY_STYLE, 1.234),
        ("1.234", STATED_COMMA, 1234.0),
        ("1,234", STATED_POINT, 1234.0),
        ("1,234", STATED_COMMA, 1.234),
        ("12 345,5", COMMA, 12345.5),
        ("5", POINT, 5.0),
    ],
)
def test_the_decimal_mark_of_a_column_decides(text: str, style: NumberStyle, value: float) -> None:
    assert read_number(text, style) == value


@pytest.mark.parametrize(
    ("text", "style"), [("1.5", COMMA), ("1,5", POINT), ("1.234", COMMA), ("1.5", STATED_COMMA)]
)
def test_another_mark_than_the_columns_is_refused(text: str, style: NumberStyle) -> None:
    with pytest.raises(CellFault, match=f"a number with decimal {style.mark}, as elsewhere in the column"):
        read_number(text, style)


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1", "2 000", "..", ""], ANY_STYLE),
        (["1,5", "..", "12"], COMMA),
        (["1.5", "2.25", "1,5"], POINT),
        (["1,234", "1,5"], COMMA),
        (["0.123", "0.456"], POINT),
    ],
)
def test_the_style_of_a_column_is_that_of_most_numbers(texts: list[str], style: NumberStyle) -> None:
    assert style_of(texts) == style


def test_a_column_that_could_be_thousands_or_decimals_is_refused() -> None:
    with pytest.raises(CellFault) as fault:
        style_of(["1.234", "12.345", "5"])

    assert str(fault.value) == (
        "to know whether '1.234' is above a thousand or has three decimals; "
        "say in the mapping, decimal: comma or decimal: point"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("86,9", Cell(86.9, Status.VALUE)),
        ("0", Cell(0.0, Status.VALUE)),
        (" 86,9\u00a0", Cell(86.9, Status.VALUE)),
        ("86,9 %", Cell(86.9, Status.VALUE, in_percent=True)),
        ("86,9%", Cell(86.9, Status.VALUE, in_percent=True)),
        ("..", Cell(None, Status.SUPPRESSED)),
        ("…", Cell(None, Status.SUPPRESSED)),
        (".", Cell(None, Status.NOT_APPLICABLE)),
        ("", Cell(None, Status.MISSING)),
        ("\u00a0", Cell(None, Status.MISSING)),
        ("NA", Cell(None, Status.MISSING)),
        ("n/a", Cell(None, Status.MISSING)),
        ("-", Cell(None, Status.MISSING, "'-' in the source")),
        ("–", Cell(None, Status.MISSING, "'–' in the source")),
        ("~100", Cell(100.0, Status.ROUNDED)),
        ("~ 5", Cell(5.0, Status.ROUNDED)),
        ("12,3*", Cell(12.3, Status.VALUE, "'12,3*' in the source")),
        ("12,3¹", Cell(12.3, Status.VALUE, "'12,3¹' in the source")),
        ("12,3 1)", Cell(12.3, Status.VALUE, "'12,3 1)' in the source")),
        ("12,3 r", Cell(12.3, Status.VALUE, "'12,3 r' in the source")),
        ("1 234p", Cell(1234.0, Status.PRELIMINARY, "'1 234p' in the source")),
        ("12 %*", Cell(12.0, Status.VALUE, "'12 %*' in the source", in_percent=True)),
    ],
)
def test_cells(text: str, cell: Cell) -> None:
    assert read_cell(text, {}) == cell


@pytest.mark.parametrize("text", ["<5", "> 95", "≤4", "<10 %"])
def test_a_limit_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(CellFault, match=re.escape(f"marks: {{'{text}': suppressed}}")):
        read_cell(text, {})


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("<5", Cell(None, Status.SUPPRESSED, "'<5' in the source")),
        ("–", Cell(0.0, Status.VALUE, "'–' in the source")),
        ("X", Cell(None, Status.NOT_APPLICABLE, "'X' in the source")),
    ],
)
def test_a_mapping_explains_the_signs_of_its_table(text: str, cell: Cell) -> None:
    marks = {"<5": Mark.SUPPRESSED, "–": Mark.ZERO, "x": Mark.NOT_APPLICABLE}

    assert read_cell(text, marks) == cell


@pytest.mark.parametrize("text", ["12,31)", "tolv", "~", "~x", "12 st", "1/2", "#DIV/0!", "2018-01-01"])
def test_cells_that_say_something_else_are_refused(text: str) -> None:
    with pytest.raises(CellFault):
        read_cell(text, {})


numbers = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)


@given(numbers, st.sampled_from([" ", NBSP, NARROW, THIN, ""]), st.sampled_from("-−–"))
def test_a_number_written_the_swedish_way_is_read_back(number: object, space: str, minus: str) -> None:
    written = f"{number:,}".replace(",", space).replace(".", ",").replace("-", minus)

    assert read_cell(written, {}, COMMA) == Cell(float(str(number)), Status.VALUE)


@given(st.text(max_size=12))
def test_no_text_is_read_as_a_number_it_does_not_show(text: str) -> None:
    """Whatever stands in a cell is a number with its digits, a mark, or refused."""
    try:
        cell = read_cell(text, {})
    except CellFault:
        return
    assert (cell.value is None) == (not re.search(r"\d", text))
    assert cell.status.has_value == (cell.value is not None)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018", "2018"),
        ("2018.0", "2018"),
        ("År 2018", "2018"),
        ("2034¹", "2034"),
        ("2018*", "2018"),
        ("2017/18", "2017/18"),
        ("2017/2018", "2017/18"),
        ("2017-2018", "2017/18"),
        ("2017–2018", "2017/18"),
        ("läsår 2024/25", "2024/25"),
        ("Läsåret 2024/25", "2024/25"),
        ("VT 2018", "2018-VT"),
        ("ht2018", "2018-HT"),
        ("2018-HT", "2018-HT"),
        ("2018 vt", "2018-VT"),
        ("2018-09", "2018-09"),
        ("2018M09", "2018-09"),
    ],
)
def test_periods(text: str, period: str) -> None:
    assert read_period(text) == Period.parse(period)


@pytest.mark.parametrize(
    "text", ["", "18", "2018K1", "september", "2018-13", "20 18", "2017/19", "1066", "2018-09-01"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(CellFault, match=r"a period: a year \(2018\)"):
        read_period(text)


def test_a_school_year_is_known_by_its_spring_where_that_is_asked_for() -> None:
    assert spring_year(Period.parse("2024/25")) == Period.parse("2025")
    assert spring_year(Period.parse("2018-09")) == Period.parse("2018-09")
