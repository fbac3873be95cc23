"""The end of a document: who signs it, and what is annexed."""

import pytest

from fardplan.sources.council_document.closing import annexes, signatures
from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.people import is_name, is_role
from fardplan.sources.council_document.sections import split_sections


def _signed(text: str) -> list[tuple[str, str | None]]:
    found, _ = signatures(clean(split_lines(text)).rows)
    return [(one.name.flat, one.role.flat if one.role else None) for one in found]


def _annexed(text: str) -> list[tuple[str | None, str, bool]]:
    rows = clean(split_lines(text)).rows
    found, _ = annexes(split_sections(rows), rows, frozenset())
    return [(one.number, one.passage.flat, one.present) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        *("Anna Ek", "Per-Olof Åkesson", "Aida Brkić Holm", "Agneta von Holst", "Östen Hallgren"),
    ],
)
def test_names(text):
    assert is_name(text)
    assert not is_role(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Kommundirektör", "Kommunfullmäktiges ordförande", "Verkställande direktör", "Tf. avdelningschef"),
        *(
            "Ordförande i kultur- och fritidsnämnden",
            "kommunalråd",
            "Folkhälsostrateg",
            "vd",
            "1:e vice ordförande",
        ),
    ],
)
def test_roles(text):
    assert is_role(text)
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    ["Strategi för en jämlik stad", "Nya områden", "Kommunstyrelsen", "Råd", "Varje chef ska se till det."],
)
def test_what_is_neither_a_name_nor_a_role(text):
    assert not is_name(text)
    assert not is_role(text)


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (
            "Kjell Ahlin\nKommunchef                      Anki Strand\n"
            "                                Sekreterare",
            [("Kjell Ahlin", "Kommunchef"), ("Anki Strand", "Sekreterare")],
        ),
        ("Så blev det.\n\nRoger Palm, ordförande", [("Roger Palm", "ordförande")]),
        ("För styrelsen\n\nRegiondirektör\nÖsten Hallgren", [("Östen Hallgren", "Regiondirektör")]),
        (
            "Eva Lund, vd\n\nMer text följer här.\n\nEva Lund\nVerkställande direktör",
            [("Eva Lund", "Verkställande direktör")],
        ),
        ("Handläggare: Eva Lund, strateg", []),
        (
            "Så blev det.\n\nEva Lund, justerare      Bo Ek, justerare",
            [("Eva Lund", "justerare"), ("Bo Ek", "justerare")],
        ),
        (
            "Så blev det.\n\nEva Lund, ordförande    Bo Ek, sekreterare    Anna Palm, justerare",
            [("Eva Lund", "ordförande"), ("Bo Ek", "sekreterare"), ("Anna Palm", "justerare")],
        ),
        ("Så blev det.\n\nEva Lund, ordförande      den 3 maj 2023", []),
    ],
)
def test_who_signs(text, signed):
    assert _signed(text) == signed


_TABLE = (
    "                  2012    2017    2022\n"
    "Folkmängd        6 211   5 987   5 824\n"
    "Äldre             27,4    29,9    32,1\n"
)


@pytest.mark.parametrize(
    ("text", "annexed"),
    [
        (
            f"Text.\n\nBilagor\nBilaga 1  I siffror\nBilaga 2  Ordlista (publiceras separat)\n\n"
            f"\fBilaga 1 I siffror\n\n{_TABLE}",
            [("1", "I siffror", True), ("2", "Ordlista", False)],
        ),
        (
            f"Text.\n\nBilaga A Investeringsplan\nBilaga B Riskanalys (delas ut)\n\f\n"
            f"Bilaga A Investeringsplan, tkr\n\n{_TABLE}",
            [("A", "Investeringsplan", True), ("B", "Riskanalys", False)],
        ),
        (
            "Text.\n\nBilagor\n1. Planen\n2. Kartor över området (finns hos\nförvaltningen)\n",
            [("1", "Planen", False), ("2", "Kartor över området", False)],
        ),
        (
            "Text.\n\nBilagor: Ordlista, Karta och Blankett\n\f\nOrdlista\n\nMeröppet: öppet utan\n"
            "personal hela\ndagen.\n",
            [(None, "Ordlista", True), (None, "Karta", False), (None, "Blankett", False)],
        ),
        (
            "Text.\n\nBi1agor\nI. Kajplan\n2.'Karta (bifogas inte)\n",
            [("1", "Kajplan", False), ("2", "Karta", False)],
        ),
        ("Text.\n\nBilaga: Statistik (utges separat)\n", [(None, "Statistik", False)]),
        ("Se bilaga 3 för mer.\n\nText.\n", [("3", "bilaga 3", False)]),
        (
            "Innehåll\n\nBilaga 1 I siffror ............. 7\n\nText.\n\nBilagor\nBilaga 1. I siffror\n"
            "Bilagorna finns på webben.\n",
            [("1", "I siffror", False)],
        ),
    ],
)
def test_what_is_annexed(text, annexed):
    assert _annexed(text) == annexed
