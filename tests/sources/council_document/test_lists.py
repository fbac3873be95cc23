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


def test_a_clean_list_goes_on_as_its_marks_say():
    text = "1. Ett\nmer av ett\n2. Två\n\nFri rad\n\n3. Tre\n\nFri rad igen\n\n5. Fem"
    assert _read(text, clean=True) == [
        (1, "1.", "Ett mer av ett", False),
        (2, "2.", "Två", False),
        (3, "3.", "Tre", False),
    ]
    assert _read("• Ett\n• Två\nmer av två", clean=True) == [
        (1, "•", "Ett", False),
        (2, "•", "Två mer av två", False),
    ]
    assert _read("7. Sju\n9. Nio", clean=True) == [(7, "7.", "Sju", False), (9, "9.", "Nio", False)]


def test_where_a_list_begins_and_jumps():
    assert [number for number, *_ in _read("1. Ett\n2. Två\n5. Fem\n6. Sex")] == [1, 2, 5, 6]
    assert [number for number, *_ in _read("1. Ett\n2. Två\n6. Sex")] == [1, 2, 6]
    assert [(number, trusted) for number, _, _, trusted in _read("1. Ett\n2. Två\n7. Sju")] == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert [(number, trusted) for number, _, _, trusted in _read("5. Fem")] == [(1, True)]


def test_numbers_without_a_full_stop_begin_decisions_alone():
    text = "1 Nämnden beslutar. Det sker nu.\n2 Styrelsen får i uppdrag"
    assert _read(text, sentences=True) == [
        (1, "1", "Nämnden beslutar. Det sker nu.", False),
        (2, "2", "Styrelsen får i uppdrag", False),
    ]
    assert _read(text) == []


def test_a_plain_sentence_is_an_item_only_where_a_list_was_announced():
    assert _read("Ett helt stycke.") == [(1, None, "Ett helt stycke.", False)]
    assert _read("Ett helt stycke.", announced=False) == []
    assert _read("Ett utan punkt\n\nEtt helt stycke.") == [(1, None, "Ett utan punkt", False)]
    assert [text for _, _, text, _ in _read("Ett.\n\nTvå.\n\nTre.")] == ["Ett.", "Två.", "Tre."]


@pytest.mark.parametrize(("words", "items"), [(70, 1), (71, 0)])
def test_a_long_paragraph_is_no_item(words, items):
    assert len(_read(" ".join(["ord"] * words))) == items


@pytest.mark.parametrize("text", ["Ett stycke:\n\nTvå", "Ett stycke. Två går."])
def test_what_ends_with_a_colon_or_stops_within_is_no_item(text):
    assert _read(text) == []


@pytest.mark.parametrize("end", ["Ansvarig:", "Källa:", "Ett (se", "Ett,", "Ett –", "Ett och"])
def test_an_item_goes_on_after_a_row_that_cannot_end_it(end):
    assert [text for _, _, text, _ in _read(f"- {end}\nNämnden\n- Två")] == [f"{end} Nämnden", "Två"]


def test_numerals_join_what_has_the_weakest_boundary():
    assert _read("I.\nII.\n\nBygg broar\nSamla krafter\n\nRusta torg") == [
        (1, "I.", "Bygg broar Samla krafter", False),
        (2, "II.", "Rusta torg", False),
    ]
    read = read_list(_rows("I.\nII.\n\nBygg broar\n\nSamla krafter\nRusta torg\n\nVårda parker"), width=60)
    assert [item.passage.flat for item in read.items] == [
        "Bygg broar",
        "Samla krafter Rusta torg",
        "Vårda parker",
    ]
    assert (read.miscounted, read.used) == (True, 6)


def test_numerals_part_what_has_the_strongest_boundary():
    text = (
        "I.\nII.\nIII.\n\nBygg en mycket lång bro mellan alla delar av vår stad i år\n"
        "Samla alla i hela vår stad som vill vara med och tänka\nnytt\n\nRusta torg"
    )
    assert [text for _, _, text, _ in _read(text)] == [
        "Bygg en mycket lång bro mellan alla delar av vår stad i år",
        "Samla alla i hela vår stad som vill vara med och tänka nytt",
        "Rusta torg",
    ]


def test_rows_of_dirt_are_passed_over_and_counted():
    read = read_list(_rows("- Ett\n...\n- Två"), width=60)
    assert ([item.passage.flat for item in read.items], read.used) == (["Ett", "Två"], 3)
    assert [item.mark_line for item in read.items] == [1, 3]
    assert read_list(_rows("Ett\nI.\nII."), width=60).used == 3


def test_plain_rows_of_a_clean_list():
    assert _read("Gång\n\n1. Buss", clean=True) == [(1, None, "Gång", False), (1, "1.", "Buss", False)]
    assert _read("", clean=True) == []
    assert _read("1. Gång.\nFler går\nDe går ofta\n2. Buss", clean=True) == [
        (1, "1.", "Gång. Fler går De går ofta", False),
        (2, "2.", "Buss", False),
    ]
    ended = ("• Gång\n\nFri rad\n\n1. Buss", "1. Gång\n\nFri rad\n\n• Buss", "1. Gång\n\nFri rad\n\n5. Buss")
    assert [[text for _, _, text, _ in _read(one, clean=True)] for one in ended] == [["Gång"]] * 3


def test_bullets_among_numbers():
    assert _read("1. Gång\n• Buss\n2. Tåg") == [
        (1, "1.", "Gång", False),
        (2, "•", "Buss", True),
        (3, "2.", "Tåg", True),
    ]
    assert _read("• Gång\n\nBuss utan märke") == [(1, "•", "Gång", False), (2, None, "Buss utan märke", True)]


def test_a_row_after_marked_items_is_theirs_unless_it_is_a_sentence_or_a_heading():
    assert _read("1. Gång\n\nBuss med punkt.") == [(1, "1.", "Gång", False)]
    assert _read("Gång\n1. Tåg\n\nBuss utan punkt") == [
        (1, None, "Gång", True),
        (2, "1.", "Tåg", True),
        (3, None, "Buss utan punkt", True),
    ]
    assert _read("1. Gång\n\nBussar\n\nHär står prosa. Den är lång.") == [(1, "1.", "Gång", False)]


def test_a_year_goes_on_in_the_row_before():
    assert [text for _, _, text, _ in _read("- Gå till\n2031 års park")] == ["Gå till 2031 års park"]
    assert [text for _, _, text, _ in _read("- Gång.\n\nmer")] == ["Gång.", "mer"]
    assert [text for _, _, text, _ in _read("- Gång\n\nmer")] == ["Gång mer"]
