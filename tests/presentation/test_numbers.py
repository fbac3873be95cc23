"""Numbers as a reader writes them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.numbers import (
    decimals_for,
    difference,
    file_size,
    interval_words,
    level,
    number,
    quantity,
    reading_step,
    signed,
    stepped,
)
from fardplan.vocabulary.text import LANGUAGES, Language, Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

PEOPLE = Unit(measure=Measure.COUNT, label=Text(sv="personer", en="persons"))
PER_THOUSAND = Unit(measure=Measure.RATE, label=Text(sv="per 1 000", en="per 1,000"))
INDEX = Unit(measure=Measure.INDEX, label=Text(sv="indexenheter", en="index points"))

languages = st.sampled_from(LANGUAGES)
steps = st.sampled_from([0.001, 0.01, 0.1, 0.25, 0.5, 1.0, 5.0, 10.0, 100.0])
values = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (0, 0, "0", "0"),
        (-0.0, 1, "0,0", "0.0"),
        (-0.04, 1, "0,0", "0.0"),
        (0.05, 1, "0,1", "0.1"),
        (-0.05, 1, "−0,1", "−0.1"),
        (2.5, 0, "3", "3"),
        (999.5, 0, "1\u202f000", "1,000"),
        (222249, 0, "222\u202f249", "222,249"),
        (-1234567.891, 2, "−1\u202f234\u202f567,89", "−1,234,567.89"),
        (1e21, 0, "1" + "\u202f000" * 7, "1" + ",000" * 7),
    ],
)
def test_numbers_are_written_as_the_language_does(
    value: float, decimals: int, swedish: str, english: str
) -> None:
    assert number(value, "sv", decimals=decimals) == swedish
    assert number(value, "en", decimals=decimals) == english


@pytest.mark.parametrize(
    ("value", "unit", "rounded_to", "swedish", "english"),
    [
        (87.4, PERCENT, 0.1, "87,4\u00a0procent", "87.4\u00a0per cent"),
        (8.02, PERCENT, 0.01, "8,02\u00a0procent", "8.02\u00a0per cent"),
        (10, PERCENT, 1, "10\u00a0procent", "10\u00a0per cent"),
        (222249, PEOPLE, 1, "222\u202f249\u00a0personer", "222,249\u00a0persons"),
        (222249, PEOPLE, 100, "222\u202f200\u00a0personer", "222,200\u00a0persons"),
        (17.6, PER_THOUSAND, 0.5, "17,5\u00a0per 1 000", "17.5\u00a0per 1,000"),
    ],
)
def test_a_quantity_has_the_decimals_it_was_rounded_to(
    value: float, unit: Unit, rounded_to: float, swedish: str, english: str
) -> None:
    assert quantity(value, unit, "sv", rounded_to=rounded_to) == swedish
    assert quantity(value, unit, "en", rounded_to=rounded_to) == english


@pytest.mark.parametrize(
    ("value", "unit", "rounded_to", "swedish", "english"),
    [
        (0.5, PERCENT, 0.1, "+0,5\u00a0procentenheter", "+0.5\u00a0percentage points"),
        (-0.5, PERCENT, 0.1, "−0,5\u00a0procentenheter", "−0.5\u00a0percentage points"),
        (0.04, PERCENT, 0.1, "0,0\u00a0procentenheter", "0.0\u00a0percentage points"),
        (-0.04, PERCENT, 0.1, "0,0\u00a0procentenheter", "0.0\u00a0percentage points"),
        (-533, PEOPLE, 1, "−533\u00a0personer", "−533\u00a0persons"),
        (2, INDEX, 1, "+2\u00a0indexenheter", "+2\u00a0index points"),
    ],
)
def test_a_difference_has_a_sign_and_never_calls_points_per_cent(
    value: float, unit: Unit, rounded_to: float, swedish: str, english: str
) -> None:
    assert difference(value, unit, "sv", rounded_to=rounded_to) == swedish
    assert difference(value, unit, "en", rounded_to=rounded_to) == english


@pytest.mark.parametrize(
    ("lower", "upper", "unit", "swedish", "english"),
    [
        (86.3, 88.9, PERCENT, "mellan 86 och 89 av 100", "between 86 and 89 out of 100"),
        (97.2, 100.0, PERCENT, "mellan 97 och 100 av 100", "between 97 and 100 out of 100"),
        (0.0, 2.0, PERCENT, "mellan 0 och 2 av 100", "between 0 and 2 out of 100"),
        (7.61, 8.43, PERCENT, "mellan 7,6 och 8,5 procent", "between 7.6 and 8.5 per cent"),
        (8.011, 8.029, PERCENT, "mellan 8,01 och 8,03 procent", "between 8.01 and 8.03 per cent"),
        (1234, 1391, PEOPLE, "mellan 1\u202f230 och 1\u202f400", "between 1,230 and 1,400"),
        (218432, 225871, PEOPLE, "mellan 218\u202f000 och 226\u202f000", "between 218,000 and 226,000"),
        (17.2, 19.9, PER_THOUSAND, "mellan 17,2 och 19,9", "between 17.2 and 19.9"),
        (5, 5, PEOPLE, "mellan 5 och 5", "between 5 and 5"),
    ],
)
def test_an_interval_is_told_in_words(
    lower: float, upper: float, unit: Unit, swedish: str, english: str
) -> None:
    assert interval_words(lower, upper, unit, "sv") == swedish
    assert interval_words(lower, upper, unit, "en") == english


def test_an_interval_is_no_finer_than_its_source() -> None:
    assert interval_words(1234, 1391, PEOPLE, "sv", rounded_to=100) == "mellan 1\u202f200 och 1\u202f400"


@pytest.mark.parametrize(
    ("value", "said"), [(5, "5"), (5.25, "5,25"), (0, "0"), (92.5, "92,5"), (250000, "250\u202f000")]
)
def test_a_level_that_someone_has_set_is_never_rounded(value: float, said: str) -> None:
    assert level(value, PERCENT, "sv") == f"{said}\u00a0procent"


@pytest.mark.parametrize(
    ("rounded_to", "decimals"),
    [(100, 0), (5, 0), (1, 0), (1.0, 0), (0.5, 1), (0.1, 1), (0.25, 2), (0.01, 2), (1e-05, 5)],
)
def test_decimals_follow_the_step(rounded_to: float, decimals: int) -> None:
    assert decimals_for(rounded_to) == decimals


def test_running_text_gives_shares_one_decimal_at_most() -> None:
    assert [reading_step(PERCENT, step) for step in (0.01, 0.1, 1.0)] == [0.1, 0.1, 1.0]
    assert [reading_step(PEOPLE, step) for step in (1.0, 100.0)] == [1.0, 100.0]


def read(text: str, language: Language) -> Decimal:
    """A number as it was written, back again."""
    plain = text.replace("−", "-").replace("+", "")
    plain = plain.replace("\u202f", "").replace(",", ".") if language == "sv" else plain.replace(",", "")
    return Decimal(plain)


@given(values, steps, languages)
def test_what_is_written_lies_within_half_a_step(value: float, step: float, language: Language) -> None:
    written = read(stepped(value, language, rounded_to=step), language)
    assert abs(written - Decimal(repr(value))) <= Decimal(repr(step)) / 2
    assert written % Decimal(repr(step)) == 0


@given(values, steps, languages)
def test_no_more_decimals_than_the_step_allows_and_no_minus_zero(
    value: float, step: float, language: Language
) -> None:
    written = stepped(value, language, rounded_to=step)
    fraction = re.split(r"[,.]", written.replace(",", "") if language == "en" else written)[1:]
    assert len("".join(fraction)) == decimals_for(step)
    assert not (written.startswith("−") and read(written, language) == 0)


@given(values, steps, languages)
def test_up_and_down_are_written_alike(value: float, step: float, language: Language) -> None:
    swapped = signed(-value, language, rounded_to=step).translate(str.maketrans("+−", "−+"))
    assert signed(value, language, rounded_to=step) == swapped


@given(st.floats(0, 100), st.floats(0, 100), languages)
def test_the_words_of_a_share_hold_the_whole_interval(one: float, other: float, language: Language) -> None:
    low, high = sorted((one, other))
    said = interval_words(one, other, PERCENT, language)
    first, last = (read(found, language) for found in re.findall(r"\d[\d,.]*", said)[:2])
    assert 0 <= first <= Decimal(repr(low)) <= Decimal(repr(high)) <= last <= 100


@given(values, values, steps, languages)
def test_the_words_of_a_count_hold_the_whole_interval_and_little_more(
    one: float, other: float, step: float, language: Language
) -> None:
    low, high = (Decimal(repr(end)) for end in sorted((one, other)))
    said = interval_words(one, other, PEOPLE, language, rounded_to=step)
    first, last = (read(found, language) for found in re.findall(r"−?\d[\d,.\u202f]*", said))
    assert first <= low <= high <= last
    assert (last - first) - (high - low) <= 2 * max(Decimal(repr(step)), (high - low) / 4, 1)


@pytest.mark.parametrize(
    ("count", "swedish", "english"),
    [
        (0, "0 kB", "0 kB"),
        (1, "1 kB", "1 kB"),
        (1001, "2 kB", "2 kB"),
        (999_000, "999 kB", "999 kB"),
        (999_001, "1,0 MB", "1.0 MB"),
        (3_590_411, "3,6 MB", "3.6 MB"),
        (1_234_567_890, "1\u202f234,6 MB", "1,234.6 MB"),
    ],
)
def test_a_file_s_size_is_told_in_what_suits_it(count: int, swedish: str, english: str) -> None:
    assert (file_size(count, "sv"), file_size(count, "en")) == (swedish, english)
