"""Texts without empty lines: where their paragraphs begin, found again by how their rows end."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.goals import find_goals
from fardplan.sources.council_document.intake import read_text
from fardplan.sources.council_document.intake.dense import with_paragraphs
from fardplan.sources.council_document.lines import Cell, Line, Look, split_lines
from fardplan.sources.council_document.page_noise import clean

STRATEGY = """Strategi för en levande hamn i hela Munkvik
Hamnen har i alla tider varit platsen där staden möter havet, och den är
fortfarande den plats dit flest personer söker sig när solen skiner.
Samtidigt är hamnen en arbetsplats för många, och de som arbetar där ska
kunna göra det utan att vara rädda för bilar, kranar eller vågor.
1. Bakgrund
Kommunen har sedan länge ägt marken i hamnen. Den köptes av en redare som
hade tänkt bygga ett varv, men som ångrade sig när isen lade sig tidigt.
Efter det har kommunen byggt kajer, bryggor och ett litet badhus, som nu
är öppet varje dag.
Badhuset har två bassänger och en bastu som rymmer fjorton personer, om de
sitter nära varandra på lavarna.
2. Mål
Strategin har tre mål som alla nämnder och bolag ska arbeta mot, var och
en inom sitt eget område och tillsammans med de andra.
• Fler båtar ska gå på el
• Färre bilar ska stå på kajen
• Alla ska kunna simma
Målen följs upp varje år i samband med bokslutet, och det är hamnnämnden
som skriver rapporten till kommunstyrelsen (se även den plan som gäller för
Munkviks skärgård) innan den lämnas till fullmäktige i april varje år.
3. Ansvar
Hamnnämnden ansvarar för strategin och ser till att den hålls aktuell under
hela den tid som den gäller.
Tekniska nämnden ansvarar för bryggorna och för att de är hela och rena."""
FULL = "Hamnen är stor och blå, och den ligger där den alltid har legat, vid havet"


def begun(*rows: str) -> list[int]:
    """The lines that begin a paragraph, among those of some rows before and after full ones."""
    before = [FULL] * 15
    lines = split_lines("\n".join([*before, *rows, *before]))
    return [line.number - len(before) for line in with_paragraphs(lines) if line.apart]


def test_the_paragraphs_of_a_text_without_empty_lines() -> None:
    lines = read_text(STRATEGY).lines
    assert [line.text for line in lines] == STRATEGY.split("\n")
    assert [line.number for line in lines] == list(range(1, 26))
    assert [line.number for line in lines if line.apart] == [
        *(2, 6, 7, 11, 13, 14, 16, 17, 18, 19, 22, 23, 25),
    ]


def test_what_begins_a_paragraph_has_room_before_it_and_goals_are_found_by_that() -> None:
    rows = clean(read_text(STRATEGY).lines).rows
    assert {row.line: row.gap for row in rows if row.line in {6, 7, 8, 19, 20}} == {
        **{6: "blank", 7: "blank", 8: ""},
        **{19: "blank", 20: ""},
    }
    assert [(goal.level, goal.passage.flat) for goal in find_goals(rows, office=None).goals] == [
        ("Mål", "Fler båtar ska gå på el"),
        ("Mål", "Färre bilar ska stå på kajen"),
        ("Mål", "Alla ska kunna simma"),
    ]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (("Hamnen är stor.", "Havet är blått och ligger där det alltid har legat, vid den hamnen."), [2]),
        ((f"{FULL}.", f"{FULL}."), []),
        (("Hamnen är stor och blå och ligger där den alltid har legat.", FULL), [2]),
        (("hamnen är stor och blå, och den ligger där den alltid har legat och", FULL), []),
        (("hamnen är stor och blå",), [2]),
        (("hamnen är stor och",), []),
        (("hamnen är stor-",), []),
        (("hamnen (som är stor",), []),
        (("hamnen är stor.", "den är blå."), [3]),
        ((f"{FULL}.", "2. Bakgrund"), [2, 3]),
        ((f"{FULL}.", "Bakgrund"), [2, 3]),
        ((f"{FULL}:", "- hamnen är blå"), [2, 3]),
        ((f"{FULL}", "▪ hamnen är blå"), [2, 3]),
        (("• båtar", "• bilar", "• kajer som är långa och breda och lätta att gå på för alla"), [1, 2, 3, 4]),
    ],
)  # fmt: skip
def test_where_a_paragraph_begins(rows: tuple[str, ...], places: list[int]) -> None:
    assert begun(*rows) == places


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(STRATEGY.split("\n")[:24]),
        STRATEGY.replace("1. Bakgrund", "\n1. Bakgrund").replace("2. Mål", "\n2. Mål"),
        "\n".join(["Hamnen är stor.", "Havet är blått."] * 20),
        "",
        "\n\n",
    ],
    ids=["too few rows", "with empty lines", "short rows", "nothing", "empty lines alone"],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    lines = split_lines(text)
    assert with_paragraphs(lines) == list(lines)


@pytest.mark.parametrize("look", [Look(heading=2), Look(cell=Cell(0, 0, 0))], ids=["heading", "cell"])
def test_a_file_that_knows_its_headings_or_cells_is_left_as_it_is(look: Look) -> None:
    lines = list(split_lines(STRATEGY))
    lines[3] = replace(lines[3], look=look)
    assert with_paragraphs(lines) == lines


def test_an_empty_line_at_the_end_is_no_empty_line_between() -> None:
    lines = with_paragraphs(split_lines(f"{STRATEGY}\n\n\n\n"))
    assert [line.number for line in lines if line.apart][:4] == [2, 6, 7, 11]


kept = st.sampled_from([row for row in STRATEGY.split("\n") if len(row) > 30])
any_row = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=50)


@given(st.lists(kept | any_row, max_size=45))
def test_no_letter_is_changed_and_no_line_moved(rows: list[str]) -> None:
    lines = [Line(number, row) for number, row in enumerate(rows, start=1)]
    found = with_paragraphs(lines)
    assert [replace(line, apart=False) for line in found] == lines
    assert not any(line.apart for line in found if not line.text.strip())
    assert with_paragraphs(found) == found


@given(st.lists(kept, min_size=25, max_size=60), st.integers(0, 10**6))
def test_lines_among_which_one_in_ten_is_empty_are_left_alone(rows: list[str], seed: int) -> None:
    for place in range(seed % 10, len(rows) + len(rows) // 9, 10):
        rows.insert(place, "")
    lines = [Line(number, row) for number, row in enumerate([*rows, FULL], start=1)]
    assert with_paragraphs(lines) == lines
