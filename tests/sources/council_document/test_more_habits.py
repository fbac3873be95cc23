"""Habits of other municipalities in points, visions, names and annexes, each in words of our own."""

import pytest

from fardplan.sources.council_document import read_document

HEAD = """Granby kommun
TJÄNSTESKRIVELSE
2023-05-04
Dnr KS 2023/88

Kulturprogram 2024–2030

"""
REST = """

Bakgrund

Nämnderna ska arbeta med kultur. Programmet ska följas upp. Alla ska få delta.
"""


def _points(text: str) -> list[tuple[str, str, str | None]]:
    draft = read_document(HEAD + text + REST)
    return [(point.text, point.force, point.addressee) for point in draft.decisions]


def test_points_go_on_after_the_words_that_the_board_decides_for_its_own_part():
    told = _points(
        "Förslag till beslut\n\nKommunstyrelsen föreslår kommunfullmäktige besluta\n\n"
        "    att anta Kulturprogram 2024–2030, samt\n\n"
        "    att uppdra åt samtliga nämnder att följa programmet.\n\n"
        "Under förutsättning av fullmäktiges beslut beslutar kommunstyrelsen för egen del\n\n"
        "    att avsätta 200 000 kronor till programmets start."
    )
    assert told == [
        ("anta Kulturprogram 2024–2030", "godkänns", None),
        ("uppdra åt samtliga nämnder att följa programmet.", "ska", "samtliga nämnder"),
        ("avsätta 200 000 kronor till programmets start.", "godkänns", None),
    ]


def test_a_numeral_that_a_scan_parted_from_its_sign_is_nobodys_name():
    told = _points(
        "Förslag till beslut\n\n1. Kulturprogram 2024–2030 antas.\n\n"
        "2 . Samtliga nämnder ska följa programmet.\n\n3. Rapporten läggs till handlingarna."
    )
    assert [(force, addressee) for _, force, addressee in told] == [
        ("godkänns", None),
        ("ska", "Samtliga nämnder"),
        ("godkänns", None),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Av visionen framgår följande: År 2035 är Granby en plats där alla får plats.",
            "År 2035 är Granby en plats där alla får plats.",
        ),
        (
            "Vision\n\nI Granby 2035 kan alla möta kultur nära sitt hem.",
            "I Granby 2035 kan alla möta kultur nära sitt hem.",
        ),
    ],
)
def test_a_vision_is_told_in_many_manners(text, told):
    vision = read_document(f"{HEAD}Beslut\n\n1. Kulturprogram antas.{REST}\n{text}\n").vision
    assert vision
    assert (vision.text, vision.year) == (told, 2035)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "I länet finns Regional strategi för en kust fri från skräp sedan länge.",
            ["Regional strategi för en kust fri från skräp"],
        ),
        ("Arbetet utgår från regionens plan Hela livet ut och dess mål.", ["Hela livet ut"]),
        ("Arbetet utgår från planen Klimatet och dess följder.", ["Klimatet och dess följder"]),
        ("Målen delas med Barnkulturprogrammet i kommunen.", ["Barnkulturprogrammet"]),
        ("Metoden Bostad direkt har prövats i modellen Hem först sedan 2019.", []),
        (
            "Kommunen har i Samverkansavtal om bibliotek kommit överens om öppettider.",
            ["Samverkansavtal om bibliotek"],
        ),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text, names):
    draft = read_document(f"{HEAD}Beslut\n\n1. Kulturprogram antas.{REST}\n{text}\n")
    assert [one.text for one in draft.references] == names
