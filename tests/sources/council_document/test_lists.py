"""Lists as scans leave them."""

import pytest

from fardplan.sources.council_document.lines import Row
from fardplan.sources.council_document.lists import read_list
from fardplan.sources.council_document.numerals import could_be, marked, numeral_alone, value


def _rows(text: str) -> list[Row]:
    """Rows of a text; an empty line is a gap before the next."""
    rows, gap = [], ""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rows.append(Row(number, line.strip(), gap))
            gap = ""
        else:
            gap = "blank"
    return rows


def _read(text: str, **how: object) -> list[tuple[int, str | None, str, bool]]:
    read = read_list(_rows(text), width=60, **how)  # type: ignore[arg-type]
    return [(item.number, item.mark, item.passage.flat, item.on_trust) for item in read.items]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1. Text", "1."),
        ("[1I.  Minska", "[1I."),
        ("b) Text", "b)"),
        ("(2) Text", "(2)"),
        ("1.1 Text", "1.1"),
        ("• Text", "•"),
        ("~ Fler", "~"),
        ("o Text", "o"),
        ("3, Bolaget", "3,"),
    ],
)
def test_marks(text, mark):
    found = marked(text)
    assert found is not None
    assert found.mark == mark


@pytest.mark.parametrize(
    "text", ["I september beslutade", "2025-2030 kan vara", "o text", "Ett. Text", "ILS. Mer", "1 Text"]
)
def test_what_is_no_mark(text):
    assert marked(text) is None


def test_numerals_that_stand_alone():
    assert [
        numeral_alone(text)
        for text in ("L.", "1I.", "[1I.", "Iv.", "VL", "VI", "7)", "V. Text", "ILS.", "av")
    ] == [
        True,
        True,
        True,
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_what_a_mark_states():
    assert [value(mark) for mark in ("3.", "1.2", "b)", "IV.", "•")] == [3, 2, 2, None, None]
    assert [could_be("Iv.", 4), could_be("1.", 3), could_be("c)", 3), could_be("L.", 1)] == [
        True,
        False,
        True,
        False,
    ]


def test_lost_numerals_are_found_by_look():
    text = "I. Bygg broar mellan\ndelarna\nII. Samla krafter\n Utveckla torgen\n\nÖppna fler badplatser"
    assert _read(text) == [
        (1, "I.", "Bygg broar mellan delarna", False),
        (2, "II.", "Samla krafter", False),
        (3, None, "Utveckla torgen", True),
        (4, None, "Öppna fler badplatser", True),
    ]


def test_numerals_in_one_heap_count_the_texts():
    text = (
        "L.\nII.\n1.\n\nIV.\n\nGe fler en väg till arbete genom en riktig och lång\nutbildning\n\n"
        "Stärk kopplingen mellan skola och arbets- och samhällslivet\nUnderlätta inträdet genom stöd\n"
        "samt kurser\n\n"
        "Samverka mer\n\nKontoret föreslår att nämnden beslutar. Det sker i vår."
    )
    assert _read(text) == [
        (1, "L.", "Ge fler en väg till arbete genom en riktig och lång utbildning", True),
        (2, "II.", "Stärk kopplingen mellan skola och arbets- och samhällslivet", False),
        (3, "1.", "Underlätta inträdet genom stöd samt kurser", True),
        (4, "IV.", "Samverka mer", False),
    ]


def test_numerals_each_before_its_text():
    assert _read("1.\nFörsta punkten\n2.\nAndra punkten") == [
        (1, "1.", "Första punkten", False),
        (2, "2.", "Andra punkten", False),
    ]


def test_more_numerals_than_texts_are_reported():
    read = read_list(_rows("I.\nII.\nIII.\n\nBygg broar\n\nSamla krafter"))
    assert (len(read.items), read.miscounted, read.alone) == (2, True, (("I.", 1), ("II.", 2), ("III.", 3)))


def test_a_page_break_does_not_part_an_item():
    rows = [Row(1, "1. Öka tillgången till platser i"), Row(9, "verksamheten", "page"), Row(10, "2. Mer", "")]
    assert [item.passage.lines for item in read_list(rows).items] == [(1, 9), (10,)]


def test_prose_ends_a_list_and_explanations_do_not():
    ended = "- Fler får arbete\n\nDe mål som redovisas bör beaktas i nämndens\nförslag till budget."
    explained = "1. Bygg\n\nHär förklaras varför. Det behövs.\n\n2. Riv\n\nHär förklaras mer. Det är bra."
    assert [text for _, _, text, _ in _read(ended)] == ["Fler får arbete"]
    assert [text for _, _, text, _ in _read(explained)] == ["Bygg", "Riv"]


def test_the_office_speaks_for_itself():
    text = "Bygg broar\n\nStadskontoret förordar mot denna bakgrund att nämnden beslutar"
    assert len(_read(text, office="Stadskontoret")) == 1
    assert len(_read(text)) == 2


def test_an_item_cannot_end_with_a_preposition():
    assert [text for _, _, text, _ in _read("- Samla resurser i\nÖsterort\n- Bygg")] == [
        "Samla resurser i Österort",
        "Bygg",
    ]


def test_numbers_go_on_where_the_marks_say_so():
    assert [number for number, *_ in _read("7. Ett\n8. Två\n9. Tre")] == [7, 8, 9]
    assert [number for number, *_ in _read("a) Ett\nb) Två\nd) Fyra")] == [1, 2, 4]


def test_an_empty_region_has_no_list():
    read = read_list([])
    assert (read.items, read.miscounted, read.alone) == ((), False, ())
