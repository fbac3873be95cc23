"""The marks of list items: which they are, whether they are bullets, which number they state."""

import pytest

from fardplan.sources.council_document.lines import Look, Row
from fardplan.sources.council_document.numerals import (
    Marked,
    could_be,
    mark_of,
    marked,
    numeral_alone,
    roman,
    value,
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("(a) ett", "(a)"),
        ("2.3 ett", "2.3"),
        ("2.3.4 ett", "2.3.4"),
        ("VI, Bolaget", "VI,"),
        ("•Ett", "•"),
        ("1.'Ett", "1."),
    ],
)
def test_more_marks(text, mark):
    found = marked(text)
    assert found is not None
    assert found.mark == mark


@pytest.mark.parametrize("text", ["2:1 ett", "3, bolaget", "12)Ett", "-Ett", "e-Tjänster", "123. Ett", "1."])
def test_more_that_is_no_mark(text):
    assert marked(text) is None


def test_a_number_without_a_full_stop_is_a_mark_where_it_is_looked_for():
    assert [marked(text, bare_numbers=True) for text in ("1 Nämnden", "1. Nämnden", "1 barn", "Ett")] == [
        Marked("1", "Nämnden"),
        Marked("1.", "Nämnden"),
        None,
        None,
    ]
    assert [mark_of(Row(1, "1 Nämnden")), mark_of(Row(1, "1 Nämnden"), bare_numbers=True)] == [
        None,
        Marked("1", "Nämnden"),
    ]


def test_the_mark_that_a_file_draws_comes_before_that_in_the_text():
    assert mark_of(Row(1, "a) Nämnden", look=Look(mark="1."))) == Marked("1.", "a) Nämnden")


def test_marks_that_count_and_marks_that_do_not():
    told = {
        mark: Marked(mark, "").bullet for mark in ("•", "–", "°", "o", "e", "1.", "b)", "IV.", "|.", "].")
    }
    assert told == {
        **dict.fromkeys(("•", "–", "°", "o", "e"), True),
        **dict.fromkeys(("1.", "b)", "IV.", "|.", "]."), False),
    }


def test_more_numerals_that_stand_alone():
    assert [numeral_alone(text) for text in (" IV ", "V", "X", "a)", "å)", "12.", "123.")] == [
        True,
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_letters_that_may_be_roman_state_no_number():
    assert [value(mark) for mark in ("i.", "V)", "l)", "X)", "B.", "z)", "2:3", "12,", "A1")] == [
        *(None, None, None, None),
        *(2, 26, 3, 12, None),
    ]


@pytest.mark.parametrize(
    ("mark", "number", "told"),
    [
        ("z)", 26, True),
        ("{)", 27, False),
        ("27.", 27, True),
        ("2:3", 3, True),
        ("2:3", 2, False),
        ("XV.", 15, True),
        ("XVI.", 16, False),
    ],
)
def test_numbers_that_a_mark_can_state(mark, number, told):
    assert could_be(mark, number) is told


def test_roman_numerals_as_far_as_lists_go():
    assert [roman(number) for number in (0, 1, 4, 15, 16)] == ["0", "I", "IV", "XV", "16"]
