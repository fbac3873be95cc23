"""What copying a page as text tears apart: page numbers that run into lines, bullets alone on lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.intake import read_text
from fardplan.sources.council_document.intake.typed import mended
from fardplan.sources.council_document.lines import Line, Look, split_lines

BULLET = Look(mark="•")


def test_numbers_that_count_the_pages_end_them() -> None:
    text = "Plan för Sjöby 1 (12)\nText.\nHandläggare Eva Ek 2(12)\nMer.\nMål 5 (9)\nSlut 11 (12) "
    assert mended(split_lines(text)) == [
        Line(1, "Plan för Sjöby"),
        Line(2, "Text.", new_page=True),
        Line(3, "Handläggare Eva Ek"),
        Line(4, "Mer.", new_page=True),
        Line(5, "Mål 5 (9)"),
        Line(6, "Slut"),
    ]
    assert read_text(text).page_of == (1, 2, 2, 3, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plan 1 (2)\nText.\nSlut 2 (2)",
        "Ett 1 (5)\nTvå 3 (5)\nTre 2 (5)",
        "Ett 1 (5)\nTvå 1 (5)\nTre 2 (5)",
        "Ett 1 (3)\nTvå 2 (3)\nTre 4 (3)",
        "1 (3)\n2 (3)\n3 (3)",
        "Sida 1 (3)\nSida 2 (3)\nSida 3 (3)",
        "Plan, s. 1 (3)\nPlan, s. 2 (3)\nPlan, s. 3 (3)",
        "Plan   1 (3)\nMål   2 (3)\nSlut   3 (3)",
        "Sjöby   Plan 1 (3)\nSjöby   Plan 2 (3)\nSjöby   Plan 3 (3)",
        "Ett 1 (3) sida\nTvå 2 (3) sida\nTre 3 (3) sida",
        "Ett 1001 (3000)\nTvå 1002 (3000)\nTre 1003 (3000)",
    ],
)
def test_numbers_that_count_no_pages_stay(text: str) -> None:
    assert mended(split_lines(text)) == split_lines(text)


def test_a_remark_of_a_program_is_no_text_and_opens_a_page() -> None:
    text = "Plan\n  <!-- sida 2 -->\nText <!-- mer -->\n<!-- sida 3 -->\n\fMål\n<!--"
    assert mended(split_lines(text)) == [
        Line(1, "Plan"),
        Line(2, ""),
        Line(3, "Text <!-- mer -->", new_page=True),
        Line(4, ""),
        Line(5, "Mål", new_page=True),
        Line(6, "<!--"),
    ]


def test_bullets_alone_on_lines_are_drawn_before_the_next() -> None:
    assert mended(split_lines("Vi ska\n•\nbygga\n ● \nriva\n\uf0b7\n2023 års plan\noch mer")) == [
        Line(1, "Vi ska"),
        Line(2, ""),
        Line(3, "bygga", look=BULLET),
        Line(4, ""),
        Line(5, "riva", look=BULLET),
        Line(6, ""),
        Line(7, "2023 års plan", look=BULLET),
        Line(8, "och mer"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "•\nbygga",
        "•\nbygga\nriva\n•",
        "•\nbygga\n•\n\nriva",
        "•\nbygga\n•\n2023",
        "• bygga\n• riva",
        "-\nbygga\n-\nriva",
    ],
)
def test_bullets_that_stand_before_nothing_stay(text: str) -> None:
    assert mended(split_lines(text)) == split_lines(text)


@given(st.lists(st.sampled_from(["•", "Mål", "", "Mål 1 (3)", "Mål 2 (3)", "Mål 3 (3)", "12", "\fMål"])))
def test_lines_keep_their_numbers_and_no_letter_is_made(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts))
    found = mended(lines)
    assert [line.number for line in found] == [line.number for line in lines]
    assert all(before.text.startswith(after.text) for before, after in zip(lines, found, strict=True))
    assert all(after.new_page for before, after in zip(lines, found, strict=True) if before.new_page)
