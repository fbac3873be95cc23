"""What is written as a number is read as the same number; nothing else is taken for one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.numbers import number, signed
from fardplan.presentation.reading_numbers import ReadNumber, read_number
from fardplan.vocabulary.text import LANGUAGES, Language

languages = st.sampled_from(LANGUAGES)
values = st.integers(-(10**12), 10**12)


@given(values, st.integers(0, 3), languages)
def test_a_number_that_we_write_is_read_as_itself(value: int, decimals: int, language: Language) -> None:
    exact = Decimal(value) / 10**decimals
    text = number(float(exact), language, decimals=decimals)
    found = read_number(text, language)
    assert found is not None
    assert (found.value, found.decimals, found.is_share) == (float(exact), decimals, False)
    assert found.thousands_apart == (abs(exact) >= 1000)


@given(st.integers(-(10**6), 10**6), languages)
def test_a_change_keeps_its_sign(value: int, language: Language) -> None:
    found = read_number(signed(value / 10, language, rounded_to=0.1), language)
    assert found is not None
    assert (found.value, found.with_sign) == (value / 10, value > 0)


@given(st.text(), languages)
def test_what_is_read_is_what_would_be_written(text: str, language: Language) -> None:
    found = read_number(text, language)
    if found and not found.is_share and not found.with_sign and found.thousands_apart:
        assert number(found.value, language, decimals=found.decimals) == text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("88,1\N{NO-BREAK SPACE}%", "sv", ReadNumber(0.881, 1, is_share=True)),
        ("88.1%", "en", ReadNumber(0.881, 1, is_share=True)),
        ("2027", "sv", ReadNumber(2027)),
        ("1\N{NARROW NO-BREAK SPACE}234,50", "sv", ReadNumber(1234.5, 2, thousands_apart=True)),
        ("\N{MINUS SIGN}0,0", "sv", ReadNumber(0.0, 1)),
        ("0", "en", ReadNumber(0)),
    ],
)
def test_how_it_was_written_is_known(text: str, language: Language, expected: ReadNumber) -> None:
    assert read_number(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "–", "..", "86–89", "86 till 89", "mellan 1 och 2", "12 personer", "0180", "1 234,5", "-5"),
        *("1.5", "1e5", "٣", "3,", ",5", "1\N{NARROW NO-BREAK SPACE}23", "=1", "+", "1234567890123456"),
        *("<1\N{NO-BREAK SPACE}%", "5 maj", "inf", "nan", "1,234,567", "88,1 procent", "1\n"),
    ],
)
def test_other_texts_are_no_numbers(text: str) -> None:
    assert read_number(text, "sv") is None
