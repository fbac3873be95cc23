"""A table of contents is set aside, whole, and nothing else with it."""

from fardplan.sources.council_document.contents import without_contents
from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.page_noise import clean


def kept(text: str) -> list[str]:
    return [row.text for row in without_contents(clean(split_lines(text))).rows]


def test_rows_that_lead_to_a_page_go_with_what_began_above_them():
    told = """\
Kulturplan

1 Mål ............ 3
2 Fler ska kunna bo, bygga och driva
  företag ............ 4
3 Uppföljning . . . . 5

1 Mål
Fler ska läsa."""
    assert kept(told) == ["Kulturplan", "1 Mål", "Fler ska läsa."]


def test_an_entry_goes_on_over_two_rows_of_small_letters():
    told = "Trygghet i hela\nkommunen, i centrum och\ni byarna ............ 4\n\nTrygghet är en rätt."
    assert kept(told) == ["Trygghet är en rätt."]


def test_pages_beneath_the_word_need_no_dots():
    told = "Innehåll\n1 Bakgrund   2\n2 Mål   3\n3 Uppföljning   9\n\nBakgrund\nKommunen växer."
    assert kept(told) == ["Bakgrund", "Kommunen växer."]


def test_pages_never_count_backwards():
    assert kept("Innehåll\nMål   3\nUppföljning   9\nHusen är 2") == ["Husen är 2"]


def test_a_list_of_headings_that_all_come_again_is_one_of_contents():
    told = "På denna sida\nBakgrund\nMål\nUppföljning\nText om allt.\nBakgrund\nMål\nUppföljning"
    assert kept(told) == ["Text om allt.", "Bakgrund", "Mål", "Uppföljning"]


def test_what_stands_beneath_the_word_and_never_again_is_text():
    told = "Innehåll\nPlanen handlar om skolan.\nDen gäller alla."
    assert kept(told) == told.split("\n")


def test_rows_set_aside_count_as_noise():
    page = without_contents(clean(split_lines("Mål ....... 3\nFler läser.")))
    assert (page.noise, [row.line for row in page.rows]) == ((1,), [2])
