"""Headings of the genre and sentences that announce lists."""

import pytest

from fardplan.sources.council_document.genre import Kind, Section, kind_of
from fardplan.sources.council_document.headings import (
    GoalHeading,
    SectionHeading,
    goal_heading,
    labelled,
    lead_in,
    section_heading,
)
from fardplan.sources.council_document.lines import Passage, Piece


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sammanfattning", SectionHeading(Section.SUMMARY)),
        ("2. Bakgrund", SectionHeading(Section.BACKGROUND)),
        ("Arendets beredning", SectionHeading(Section.PREPARATION)),
        (
            "Stadsledningskontorets férslag till beslut",
            SectionHeading(Section.DECISION, "Stadsledningskontorets"),
        ),
        ("Förvaltningens synpunkter och förslag", SectionHeading(Section.OPINION, "Förvaltningens")),
        ("Beslutet skickas till:", SectionHeading(Section.DISTRIBUTION)),
        ("Bilaga 2", SectionHeading(Section.ANNEXES)),
        ("bakgrund", None),
        ("Bakgrund, nuläge och framtid.", None),
        ("Kommunstyrelsen lämnar förslag till beslut", None),
    ],
)
def test_section_headings(text, found):
    assert section_heading(text) == found


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Etappmal Uppvéxt och utbildning", Kind.MILESTONE, "Uppvéxt och utbildning"),
        ("Etappmal fér boende och stadsmiljé", Kind.MILESTONE, "boende och stadsmiljé"),
        ("3.1 Fokusområde 2: Trygghet", Kind.AREA, "Trygghet"),
        ("Målområde B – Ett tryggt Norrvik", Kind.AREA, "Ett tryggt Norrvik"),
        ("Prioriterade strategier", Kind.STRATEGY, ""),
        ("Strategier och åtgärder", Kind.STRATEGY, ""),
        ("Delrnal", Kind.MILESTONE, ""),
        ("M4l:", Kind.MILESTONE, ""),
    ],
)
def test_goal_headings(text, kind, name):
    found = goal_heading(text)
    assert found is not None
    assert (found.kind, text[found.start : found.end]) == (kind, name)


@pytest.mark.parametrize(
    "text", ["Strategisk plan", "Etappmål 2: Fler barn", "Delta i arbetet", "etappmål för barn", ""]
)
def test_what_is_no_goal_heading(text):
    assert goal_heading(text) is None


def test_a_heading_without_a_name_has_none():
    assert goal_heading("Etappmål") == GoalHeading(Kind.MILESTONE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Etappmål 2: Fler barn lär sig simma", (Kind.MILESTONE, 12, 2)),
        ("Strategi 1.3 – Bygg broar", (Kind.STRATEGY, 15, 3)),
        ("Strategi för barn och unga", None),
        ("Målområde 1: Barn och unga", None),
    ],
)
def test_items_that_carry_their_kind(text, found):
    assert labelled(text) == found


def _announced(text: str, known: tuple[str, ...] = ()) -> tuple[Kind, str] | None:
    found = lead_in(Passage((Piece(1, text),)), known)
    return (found.kind, text[slice(*found.name)] if found.name else "") if found else None


def test_sentences_that_announce():
    assert _announced("Féljande strategier dr prioriterade inom uppvixt och utbildning:") == (
        Kind.STRATEGY,
        "uppvixt och utbildning",
    )
    assert _announced("Mycket återstår. Dérfor har foljande etappmal identifierats.") == (Kind.MILESTONE, "")
    assert _announced("De malomraden som planen utgar ifran &r:") == (Kind.AREA, "")
    assert _announced(
        "Inom demokrati och trygghet har f6ljande mal satts upp.", ("Demokrati och trygghet",)
    ) == (
        Kind.MILESTONE,
        "demokrati och trygghet",
    )


def test_sentences_that_do_not_announce():
    assert _announced("Följande etappmål har identifierats. Arbetet går vidare.") is None
    assert _announced("Strategierna riktar sig till alla nämnder.") is None
    assert _announced("Remissen har skickats till följande nämnder:") is None


def test_words_for_goals_are_known_in_noise_and_others_are_not():
    words = [
        "Etappmal",
        "etappmélen",
        "malomrddena",
        "Fokusomrade",
        "strategiska",
        "strateger",
        "delta",
        "insatsen",
    ]
    assert [kind_of(word) for word in words] == [
        Kind.MILESTONE,
        Kind.MILESTONE,
        Kind.AREA,
        Kind.AREA,
        None,
        None,
        None,
        Kind.STRATEGY,
    ]
