"""Page noise is taken away, and nothing of the text with it."""

import pytest

from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.page_noise import clean

BODY = [
    "Nämnden har berett ärendet tillsammans med flera",
    "andra nämnder och bolag i kommunen under året.",
] * 8


def _rows(text: str) -> list[str]:
    return [row.text for row in clean(split_lines(text)).rows]


def test_a_failed_field_alone_on_a_line_goes():
    assert _rows("Text före\nError! No text of specified style in document.\ntext efter") == [
        "Text före",
        "text efter",
    ]


def test_a_failed_field_over_two_lines_goes_with_its_end():
    assert _rows("Text före\n\nError! No text of specified style in\n\ndocument.\n text efter") == [
        "Text före",
        "text efter",
    ]


def test_a_garbled_field_that_runs_into_the_text_leaves_the_text():
    text = 'S"m’ N°tte"t of specified style in utmaningar som staden står\nocument.\n inför de närmaste åren'
    page = clean(split_lines(text))
    assert [row.text for row in page.rows] == ["utmaningar som staden står", "inför de närmaste åren"]
    assert page.suspects == ()


def test_a_field_over_the_text_whose_end_is_lost_is_suspected():
    page = clean(
        split_lines("Error! No text of specified style in I budgeten gavs nämnden\nutgångspunkt i arbetet.")
    )
    assert [row.text for row in page.rows] == ["I budgeten gavs nämnden", "utgångspunkt i arbetet."]
    assert (page.noise, page.suspects) == ((1,), (1,))


def test_the_swedish_field_error_goes_too():
    assert _rows(
        "Fel! Ingen text med angivet format i dokumentet.\nText\nFel! lngen text rned angivet forrnat i\nMer"
    ) == [
        "Text",
        "Mer",
    ]


def test_a_sentence_that_begins_like_a_field_error_stays():
    sentences = [
        "Fel i underlaget har rättats av nämnden.",
        "Error handling ingår inte i uppdraget till nämnden.",
    ]
    assert _rows("\n".join(sentences)) == sentences


def test_page_numbers_and_running_heads_go_and_the_first_head_stays():
    page = ["Storstads kommun              Sida {} (3)", "Dnr KS 2020/1", *BODY]
    text = "\n".join(line.format(number) for number in (1, 2, 3) for line in page)
    assert _rows(text) == ["Dnr KS 2020/1", *BODY * 3]


def test_form_feeds_show_where_heads_stand():
    text = "\f".join("\n".join(["Storstads kommun", *BODY]) + "\n" for _ in range(4))
    assert _rows(text) == ["Storstads kommun", *BODY * 4]


def test_headings_that_come_back_on_their_own_are_no_noise():
    lines = ["Strategier", "1. Ett", "Strategier", "1. Två", "Strategier", "1. Tre"]
    assert _rows("\n".join(lines)) == lines


def test_bare_numbers_are_noise_when_they_count_pages():
    counted = "\n".join("\n".join([*BODY, str(number)]) for number in (1, 2, 3))
    assert _rows(counted) == BODY * 3
    assert _rows("\n".join(["1", *BODY, "1", *BODY])) == ["1", *BODY, "1", *BODY]


def _with_feet(*feet: str) -> list[str]:
    """What is left of the feet of pages that each hold some text."""
    return [
        row for row in _rows("\n".join(line for foot in feet for line in (*BODY, foot))) if row not in BODY
    ]


@pytest.mark.parametrize(
    ("feet", "left"),
    [
        (("4", "5", "7", "8"), []),
        (("2", "4", "5", "8"), []),
        (("4", "2030", "5", "7", "8"), ["2030"]),
        (("9", "10", "11", "12", "13"), []),
        (("4", "5", "7"), ["4", "5", "7"]),
        (("4", "5", "9", "10"), ["4", "5", "9", "10"]),
        (("8", "7", "5", "4"), ["8", "7", "5", "4"]),
    ],
)
def test_bare_numbers_count_pages_though_some_are_lost(feet, left):
    assert _with_feet(*feet) == left


def test_bare_numbers_that_stand_close_count_no_pages():
    lines = [line for number in ("4", "5", "7", "8") for line in (*BODY[:6], number)]
    assert _rows("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("feet", "left"),
    [
        (("Hamnplan 2026 | 3", "Hamnplan 2026 | 4", "Hamnplan 2026 | 5"), []),
        (("Hamnplan 2026 ¦ 3", "  Hamnplan 2026 ¦ 9"), []),
        (("Hamnplan | 3", "Munkvik | 4", "Hamnplan | 5", "Munkvik | 6"), []),
        (("Hamnplan 2026 | 9",), ["Hamnplan 2026 | 9"]),
        (("Hamnplan 2026 | 9", "Hamnplan 2026 | 4"), ["Hamnplan 2026 | 9", "Hamnplan 2026 | 4"]),
        (("Antal båtar | 12", "Antal bilar | 14"), ["Antal båtar | 12", "Antal bilar | 14"]),
        (("Hamnplan | nio", "Hamnplan | tio"), ["Hamnplan | nio", "Hamnplan | tio"]),
    ],
)
def test_a_foot_with_the_page_after_a_stroke_is_noise_where_the_pages_count_on(feet, left):
    assert _with_feet(*feet) == left


def test_what_stood_before_a_row_is_remembered():
    page = clean(split_lines("a b\n\nc d\nSida 2 (3)\n\ne f"))
    assert [(row.text, row.gap) for row in page.rows] == [("a b", ""), ("c d", "blank"), ("e f", "page")]


def test_what_a_file_says_stands_beside_the_text_is_noise_and_nothing_else_is():
    lines = split_lines("Sida 1\nPlan för Sjöby\nPlan för Sjöby\nSida 2")
    page = clean(lines, {1})
    assert [row.text for row in page.rows] == ["Plan för Sjöby", "Plan för Sjöby", "Sida 2"]
    assert (page.noise, page.suspects) == ((1,), ())
