"""Page noise is taken away, and nothing of the text with it."""

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


def test_what_stood_before_a_row_is_remembered():
    page = clean(split_lines("a b\n\nc d\nSida 2 (3)\n\ne f"))
    assert [(row.text, row.gap) for row in page.rows] == [("a b", ""), ("c d", "blank"), ("e f", "page")]


def test_what_a_file_says_stands_beside_the_text_is_noise_and_nothing_else_is():
    lines = split_lines("Sida 1\nPlan för Sjöby\nPlan för Sjöby\nSida 2")
    page = clean(lines, {1})
    assert [row.text for row in page.rows] == ["Plan för Sjöby", "Plan för Sjöby", "Sida 2"]
    assert (page.noise, page.suspects) == ((1,), ())
