"""Lines as an editor counts them, and passages that know theirs."""

from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.lines import (
    Line,
    Passage,
    Piece,
    Row,
    continues,
    paragraphs,
    split_lines,
)


def test_every_kind_of_line_end_counts_once():
    assert [(line.number, line.text) for line in split_lines("a\r\nb\nc\rd")] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (4, "d"),
    ]


def test_a_form_feed_opens_a_page_and_is_no_line():
    assert split_lines("a\n\fb") == [Line(1, "a"), Line(2, "b", new_page=True)]


def test_a_passage_is_cut_by_the_offsets_of_its_flat_text():
    passage = Passage((Piece(3, "ett två"), Piece(4, "tre fyra")))
    start = passage.flat.index("två")
    part = passage.slice(start, passage.flat.index(" fyra"))
    assert part == Passage((Piece(3, "två"), Piece(4, "tre")))
    assert (part.as_read, part.flat, part.lines) == ("två\ntre", "två tre", (3, 4))


def test_a_sentence_goes_on_over_a_page_break():
    rows = [Row(1, "Planen ska"), Row(5, "vara klar.", "page"), Row(7, "Nytt stycke.", "blank")]
    assert [[row.line for row in paragraph] for paragraph in paragraphs(rows)] == [[1, 5], [7]]


def test_a_sign_in_place_of_a_letter_goes_on():
    rows = [Row(1, "&ven"), Row(2, "1äggas"), Row(3, "Även"), Row(4, "1. Även")]
    assert [continues(row) for row in rows] == [True, True, False, False]


@given(st.lists(st.text(alphabet="ab \n", min_size=1).map(str.strip).filter(bool), min_size=1), st.data())
def test_a_slice_never_holds_what_its_lines_do_not(texts, data):
    pieces = tuple(Piece(number, text.replace("\n", " ")) for number, text in enumerate(texts, start=1))
    passage = Passage(pieces)
    start = data.draw(st.integers(0, len(passage.flat)))
    end = data.draw(st.integers(start, len(passage.flat)))
    part = passage.slice(start, end)
    assert all(piece.text in pieces[piece.line - 1].text for piece in part.pieces)
    assert part.flat.split() == passage.flat[start:end].split()
