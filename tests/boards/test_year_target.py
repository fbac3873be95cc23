"""A yearly target as it is typed and as it is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.year_target import read_target, shown_target, told_target
from fardplan.vocabulary.text import Language


@pytest.mark.parametrize(
    ("typed", "unit", "read"),
    [
        ("92", None, (92.0, None)),
        (" 92,5 ", None, (92.5, None)),
        ("92.5 %", "%", (92.5, None)),
        ("92 %", None, (None, "92 %")),
        ("1 200", "antal", (1200.0, None)),
        ("1\N{NARROW NO-BREAK SPACE}200 antal", "antal", (1200.0, None)),
        ("12 20", None, (None, "12 20")),
        ("0", None, (0.0, None)),
        ("\N{MINUS SIGN}3", None, (-3.0, None)),
        ("Tas fram av nämnd", "%", (None, "Tas fram av nämnd")),
        ("  ", None, (None, None)),
        (None, None, (None, None)),
    ],
)
def test_numbers_are_read_as_numbers_and_words_as_words(
    typed: str | None, unit: str | None, read: tuple[float | None, str | None]
) -> None:
    assert read_target(typed, unit) == read


@given(st.integers(-(10**7), 10**7), st.integers(0, 3))
def test_a_number_comes_back_as_it_was(digits: int, decimals: int) -> None:
    number = digits / 10**decimals
    assert read_target(told_target(number, None)) == (number, None)


@pytest.mark.parametrize(
    ("words", "unit", "language", "shown"),
    [
        ("92.5", "%", "sv", "92,5\u00a0%"),
        ("92,5 %", "%", "en", "92.5\u00a0%"),
        ("12000", "elever", "sv", "12\u202f000\u00a0elever"),
        ("1 200", None, "sv", "1\u202f200"),
        ("523", "Antal", "sv", "523"),
        ("0", "%", "sv", "0\u00a0%"),
        ("ska öka", "%", "sv", "ska öka"),
        (None, "%", "sv", ""),
    ],
)
def test_a_target_is_shown_as_numbers_are_written(
    words: str | None, unit: str | None, language: Language, shown: str
) -> None:
    assert shown_target(words, unit, language) == shown
