"""Areas that are grouped beneath others: chapters over areas, both without a word for what they are."""

import pytest

from fardplan.sources.council_document.goals.unnamed import UnnamedLevels
from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.page_noise import clean
from tests.sources.council_document.goals.made import tree

BOATS = "{} Båtar\n\nMål\n- Fler båtar ska gå på el.\n\n"
FISH = "{} Fisk\n\nMål\n- Fler torskar ska leva i viken.\n\n"
WOODS = "{} Skog\n\nMål\n- Fler träd ska stå kvar.\n\n"


@pytest.mark.parametrize(
    ("counted", "upper"),
    [
        ("Strategin har tre perspektiv och fyra fokusområden.", "Perspektiv"),
        ("Strategin har fyra fokusområden.", "-"),
        ("Strategin har fyra fokusområden i två dimensioner.", "Dimension"),
    ],
)
def test_chapters_over_areas_are_areas_too(counted: str, upper: str) -> None:
    text = (
        f"{counted}\n\n1 Havet\n\n{BOATS.format('1.1')}{FISH.format('1.2')}2 Landet\n\n{WOODS.format('2.1')}"
    )
    assert tree(text) == [
        f"{upper} 1: Havet",
        "  Fokusområde 1.1: Båtar",
        "    Mål: Fler båtar ska gå på el.",
        "  Fokusområde 1.2: Fisk",
        "    Mål: Fler torskar ska leva i viken.",
        f"{upper} 2: Landet",
        "  Fokusområde 2.1: Skog",
        "    Mål: Fler träd ska stå kvar.",
    ]


AREAS = [
    "Fokusområde 1.1: Båtar",
    "  Mål: Fler båtar ska gå på el.",
    "Fokusområde 1.2: Fisk",
    "  Mål: Fler torskar ska leva i viken.",
]


@pytest.mark.parametrize(
    ("chapters", "areas"),
    [
        (f"1 Havet\n\n{BOATS.format('1.1')}{FISH.format('1.2')}", AREAS),
        (
            f"1 Havet\n\n{BOATS.format('1.1')}2 Landet\n\n{WOODS.format('2.1')}",
            [*AREAS[:2], "Fokusområde 2.1: Skog", "  Mål: Fler träd ska stå kvar."],
        ),
        (
            f"1 Bakgrund\n\n{BOATS.format('1.1')}{FISH.format('1.2')}2 Landet\n\n{WOODS.format('2.1')}",
            [*AREAS, "Fokusområde 2.1: Skog", "  Mål: Fler träd ska stå kvar."],
        ),
    ],
    ids=["one chapter alone", "one area in each", "a chapter that is no area"],
)
def test_other_chapters_over_areas_are_none(chapters: str, areas: list[str]) -> None:
    assert tree(f"Strategin har tre perspektiv och fyra fokusområden.\n\n{chapters}") == areas


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Strategin har tre perspektiv och fyra fokusområden.", "Perspektiv"),
        ("Strategin har fyra fokusområden och tre teman.", ""),
        ("Strategin har fyra fokusområden i två målområden.", "Målområde"),
        ("Strategin har fyra fokusområden.", ""),
        ("Strategin har fyra mål.", ""),
    ],
)
def test_the_word_for_what_areas_are_grouped_in_is_another_that_is_counted(text: str, word: str) -> None:
    levels = UnnamedLevels(list(clean(split_lines(text)).rows), [])
    over = levels.area_over(levels.area())
    assert (over.word, over.role.value) == (word, "area")


def test_headings_of_laws_and_documents_are_no_areas() -> None:
    law = "2 Lagar och dokument\n\nMål\n- Fler lagar ska läsas.\n\n"
    assert tree(f"{BOATS.format('1')}{law}{WOODS.format('3')}") == [
        "- 1: Båtar",
        "  Mål: Fler båtar ska gå på el.",
        "Mål: Fler lagar ska läsas.",
        "- 3: Skog",
        "  Mål: Fler träd ska stå kvar.",
    ]


def test_labels_of_a_weak_word_hinder_no_areas() -> None:
    text = "Plan för hamnen\n\nInriktning – Rent vatten\n\nHav\n\nMål\n- Fler båtar ska gå på el.\n\n"
    assert tree(f"{text}Land\n\nMål\n- Fler träd ska stå kvar.") == [
        "-: Hav",
        "  Mål: Fler båtar ska gå på el.",
        "-: Land",
        "  Mål: Fler träd ska stå kvar.",
    ]


def test_headings_beneath_goals_are_areas_where_goals_label_themselves_below() -> None:
    labelled = "3 Mål\n\n3.1 Hav\n\n{0} 1: Fler båtar ska gå på el.\n\n3.2 Land\n\n{0} 1: Fler träd ska stå."
    assert tree(labelled.format("Mål")) == [
        "- 3.1: Hav",
        "  Mål 1: Fler båtar ska gå på el.",
        "- 3.2: Land",
        "  Mål 1: Fler träd ska stå.",
    ]
    assert tree(labelled.format("Åtgärd")) == [
        "Mål 3.1: Hav",
        "  Åtgärd 1: Fler båtar ska gå på el.",
        "Mål 3.2: Land",
        "  Åtgärd 1: Fler träd ska stå.",
    ]
