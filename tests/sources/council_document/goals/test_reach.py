"""How far labels, paragraphs, lists and facts reach, row by row."""

import pytest

from fardplan.sources.council_document.areas import Areas
from fardplan.sources.council_document.goals.reach import Reach, label_of, lettered_chapters, width_of
from fardplan.sources.council_document.lines import Look, Row

HEADING = Look(heading=2)
MARKED = Look(mark="1.")


def _rows(text: str) -> list[Row]:
    """Rows of a text; an empty line is a gap before the next, "#" begins a heading."""
    rows, gap = [], ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            gap = "blank"
            continue
        heading = line.startswith("# ")
        rows.append(Row(number, line.removeprefix("# "), gap, look=HEADING if heading else Look()))
        gap = ""
    return rows


def _reach(text: str, *, stops: tuple[int, ...] = ()) -> Reach:
    return Reach(_rows(text), frozenset(stops), Areas())


LONG = "Alla som bor i staden ska kunna ta sig fram till fots, med cykel och med"


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (f"{LONG}\nbuss", [True, False]),
        (f"{LONG}\n\nbuss", [True, True]),
        (f"{LONG}.\nBuss", [True, True]),
        (f"{LONG}\nEtt rum\nBuss", [True, False, True]),
        (f"# {LONG}\nbuss", [True, True]),
        (f"{LONG}\n# Buss", [True, True]),
    ],
)
def test_where_something_can_begin(text, opens):
    reach = _reach(text)
    assert [reach.opens(at) for at in range(len(reach.rows))] == opens


def test_how_long_rows_are_here():
    rows = "\n".join(["x" * 30] * 20 + ["y" * 80] * 20)
    reach = _reach(rows)
    assert [reach.width_at(at) for at in (0, 11, 12, 13, 39)] == [30, 30, 30, 80, 80]
    assert [width_of(_rows(text)) for text in ("", "ett", "\n".join(["ett"] * 9 + ["tre fyra"]))] == [0, 3, 8]
    assert width_of(_rows("\n".join(["ett"] * 10 + ["tre fyra"]))) == 3


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        (f"Mål 1: {LONG}\nbuss till alla hållplatser\nFler", False, 2),
        (f"Mål 1: {LONG}\nBussen går", False, 2),
        ("Mål 1: Alla åker buss\ntill skolan", True, 2),
        ("Mål 1: Alla åker buss.\ntill skolan", False, 1),
        ("Mål 1: Alla åker buss\n\ntill skolan", False, 1),
        (f"Mål 1: {LONG}\nBussen", True, 1),
        ("Mål 1: Alla åker\nBussen", True, 1),
        ("Mål 1: Alla åker buss och\nBussen går", True, 2),
        ("Mål 1: Alla åker buss\n1. Bussen går", False, 1),
        (f"Mål 1: Alla åker buss\nMål 2: Ingen åker bil\n{LONG}", False, 1),
        ("# Mål 1: Alla åker buss\n# till skolan", False, 2),
        ("# Mål 1: Alla åker buss\ntill skolan", False, 1),
        ("Mål 1: Alla\n" + "\n".join(["åker"] * 20), False, 12),
    ],
)
def test_how_far_a_label_reaches(text, name, end):
    assert _reach(text).label_end(0, name=name) == end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (f"{LONG}\nbuss.\nDet är bra.", 3),
        ("Det är bra.\n\nVi åker buss.", 1),
        ("Det är bra att\n\nvi åker buss.", 2),
        ("Vi vill att:\nBussen går", 1),
        ("Vi vill att:\nbussen går", 2),
        ("Vi ska\n1. åka buss", 1),
        ("Vi åker buss.\n1. Bussen går", 1),
        ("Bussen går enligt punkt\n1. Den går ofta", 2),
        ("Vi åker buss\nIV.", 1),
        ("Vi åker buss\n# Bussar", 1),
        ("Vi åker buss\nAnsvarig: Nämnden", 1),
        ("\n".join(["buss"] * 90), 80),
    ],
)
def test_how_far_a_paragraph_reaches(text, end):
    assert _reach(text).paragraph_end(0) == end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("- Ett\n- Två\n\n- Tre", 3),
        ("- Ett\n# Två\n- Tre", 1),
        ("# Ett\n- Två", 2),
        ("- Ett\n- Två\nAnsvarig: Nämnden", 2),
        ("- Ett\nMål 2: Alla åker buss", 1),
        ("\n".join(["- buss"] * 700), 600),
    ],
)
def test_how_far_a_list_reaches(text, end):
    assert _reach(text).list_end(0) == end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Ansvarig: Nämnden\noch styrelsen\nFler", 2),
        ("Ansvarig: Nämnden och\nStyrelsen", 2),
        ("Ansvarig: Nämnden\n(samt styrelsen)", 2),
        ("Ansvarig: Nämnden\n\noch styrelsen", 1),
        ("Ansvarig: Nämnden och\n1. Styrelsen", 1),
        ("Ansvarig: Nämnden\n" + "\n".join(["buss"] * 20), 12),
    ],
)
def test_how_far_a_fact_reaches(text, end):
    assert _reach(text).text_end(0) == end


def test_a_row_at_which_the_walk_stops_ends_everything():
    reach = _reach("buss\nbuss\nbuss", stops=(2,))
    assert [reach.label_end(0, name=False), reach.paragraph_end(0), reach.list_end(0), reach.text_end(0)] == [
        1
    ] * 4


def test_a_mark_that_the_file_draws_is_part_of_a_label():
    told = [label_of(Row(1, text, look=MARKED)) for text in ("Mål: Alla åker buss", "Alla åker buss")]
    assert [found and (found.level.word, "Mål: Alla åker buss"[found.start :]) for found in told] == [
        ("Mål", "Alla åker buss"),
        None,
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x\n\nA Luft\nLuften är ren.\n\nB. Vatten\nVattnet är rent.", {1, 3}),
        ("x\n\nA Luft\nLuften är ren.\n\nB Vatten.", set()),
        ("x\n\nA Luft\nLuften är ren.\nB Vatten", set()),
        ("x\n\nB Luft\nLuften är ren.\n\nC Vatten", set()),
        ("x\n\nA Luft\n\nB Vatten\n\nB Hav", {1, 3}),
        ("x\n\nA " + "Luft " * 14 + "\nLuften är ren.\n\nB Vatten", {1, 3}),
        ("x\n\nA " + "Luft " * 15 + "\nLuften är ren.\n\nB Vatten", set()),
    ],
)
def test_headings_that_count_in_letters(text, found):
    assert lettered_chapters(_rows(text)) == found
