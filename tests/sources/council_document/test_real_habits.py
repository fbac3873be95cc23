"""Habits that papers of real municipalities have, each in words of our own."""

import pytest

from fardplan.sources.council_document import read_document
from fardplan.vocabulary.errors import InputError

HEAD = """Granby kommun
Kulturplan för Granby kommun
Antagen av kommunfullmäktige 2024-03-04, § 12. Dnr KS 2023/88

"""
REST = """

Uppföljning
Kommunstyrelsen ska följa upp planen varje år. Nämnderna ansvarar för sina delar.
"""


def _goals(text: str) -> list[tuple[str | None, str | None, str, str | None]]:
    draft = read_document(HEAD + text + REST)
    names = {goal.id: goal.text for goal in draft.goals}
    return [(goal.level, goal.number, goal.text, names.get(goal.parent or "")) for goal in draft.goals]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Läsning\nBiblioteken i Granby kommun ska\ndärför:\n\n• erbjuda böcker för alla\n"
            "• locka till läsning",
            [
                (None, None, "erbjuda böcker för alla", None),
                (None, None, "locka till läsning", None),
            ],
            id="what biblioteken ska därför",
        ),
        pytest.param(
            "Förhållningssätt\nGranby kommun ska:\n- erbjuda dialog i tid\n- pröva nya former",
            [(None, None, "erbjuda dialog i tid", None), (None, None, "pröva nya former", None)],
            id="what a municipality ska, right under a heading",
        ),
        pytest.param(
            "Måltider\n• Maten ska vara god.\n• Alla ska få äta i lugn och ro.\n"
            "• Inga nötter får serveras; de ska undvikas.",
            [
                (None, None, "Maten ska vara god.", None),
                (None, None, "Alla ska få äta i lugn och ro.", None),
                (None, None, "Inga nötter får serveras; de ska undvikas.", None),
            ],
            id="a list of sentences under a heading that names no level",
        ),
        pytest.param(
            "EN KOMMUN ATT BO I\nFokusområden\n• I Granby finns bostäder för alla.\n"
            "• Granby har trygga miljöer.\n\n"
            "EN HÅLLBAR KOMMUN\nFokusområden\n• Granbys ekonomi ska vara hållbar.",
            [
                (None, None, "EN KOMMUN ATT BO I", None),
                ("Fokusområde", None, "I Granby finns bostäder för alla.", "EN KOMMUN ATT BO I"),
                ("Fokusområde", None, "Granby har trygga miljöer.", "EN KOMMUN ATT BO I"),
                (None, None, "EN HÅLLBAR KOMMUN", None),
                ("Fokusområde", None, "Granbys ekonomi ska vara hållbar.", "EN HÅLLBAR KOMMUN"),
            ],
            id="areas named time after time are goals of the headings above them",
        ),
        pytest.param(
            "Ställningstagande 1. Gästen i centrum\nMålsättningar\n- Fler ska vara nöjda med maten.\n\n"
            "Ställningstagande 2. Mindre svinn\nMålsättningar\n- Svinnet ska minska.",
            [
                ("Ställningstagande", "1", "Gästen i centrum", None),
                ("Målsättning", None, "Fler ska vara nöjda med maten.", "Gästen i centrum"),
                ("Ställningstagande", "2", "Mindre svinn", None),
                ("Målsättning", None, "Svinnet ska minska.", "Mindre svinn"),
            ],
            id="positions that have goals stand over them",
        ),
        pytest.param(
            "Strategiområde 1 – lärande\n\nMålområde 1:1\n\nGod utbildning ges alla.\n\n"
            "Målområde 1:2\n\nFler lär hela livet.",
            [
                ("Strategiområde", "1", "Lärande", None),
                ("Målområde", "1:1", "God utbildning ges alla.", "Lärande"),
                ("Målområde", "1:2", "Fler lär hela livet.", "Lärande"),
            ],
            id="numbers with a colon",
        ),
        pytest.param(
            "Finansiella mål\n• Resultatet ska vara minst 2 procent.\n"
            "• Skulden ska vara högst 900 miljoner kronor.\n"
            "Resultatmålet har satts med hänsyn till de investeringar som väntar under perioden.",
            [
                ("Finansiellt mål", None, "Resultatet ska vara minst 2 procent.", None),
                ("Finansiellt mål", None, "Skulden ska vara högst 900 miljoner kronor.", None),
            ],
            id="prose after the last item is no part of it",
        ),
    ],
)
def test_goals(text, told):
    assert _goals(text) == told


def test_a_numbered_chapter_of_decisions_ends_where_the_next_begins():
    draft = read_document(
        HEAD + "1 Kommunfullmäktiges beslut\nKommunfullmäktige beslutade följande.\n1. Kulturplan antas.\n\n"
        "2 Mål\nMål 1. Fler barn ska läsa.\nMål 2. Fler ska sjunga.\n" + REST
    )
    assert [point.text for point in draft.decisions] == ["Kulturplan antas."]
    assert [(goal.number, goal.text) for goal in draft.goals] == [
        ("1", "Fler barn ska läsa."),
        ("2", "Fler ska sjunga."),
    ]


def test_a_board_that_decides_and_proposes_in_paragraphs():
    draft = read_document(
        "GRANBY KOMMUN      SAMMANTRÄDESPROTOKOLL     1 (1)\nKulturnämnden\n2024-10-23\n\n"
        "§ 9      Dnr KU 2024/29\n"
        "Biblioteksplan 2025-2030\n\nBeslut\n"
        "Nämnden föreslår kommunfullmäktige att anta Biblioteksplan 2025-2030.\n\n"
        "Nämnden beslutar att förlänga den plan som gäller.\n\nSammanfattning av ärendet\n"
        "Planen ska ge stöd.\n"
    )
    assert draft.document.kind == "protokollsutdrag"
    assert [(point.text, point.force) for point in draft.decisions] == [
        ("Nämnden föreslår kommunfullmäktige att anta Biblioteksplan 2025-2030.", "godkänns"),
        ("Nämnden beslutar att förlänga den plan som gäller.", "unclear"),
    ]


PLAIN = """{title}

Varje nämnd ansvarar för sina delar. Planen gäller i Granby kommun.

Bakgrund
Många mår dåligt. Planen ska revideras varje mandatperiod. Den ska följas upp.

Syfte
Syftet är att kommunen ska se fler. Alla ska få stöd.
"""


def test_a_title_that_begins_with_what_it_is_speaks_for_a_document():
    draft = read_document(PLAIN.format(title="Handlingsplan för suicidprevention"))
    assert draft.document.kind == "handlingsplan"


@pytest.mark.parametrize("title", ["Ny handlingsplan för suicidprevention", "Vad är suicidprevention?"])
def test_news_of_a_document_is_none(title):
    with pytest.raises(InputError, match="not a council document"):
        read_document(PLAIN.format(title=title))


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("För kulturnämnden\n\nEva Ek\nOrdförande", ["Eva Ek"]),
        ("Kontakt\nEva Ek\nKulturstrateg", []),
        ("Vill du veta mer?\nEva Ek\nKulturstrateg", []),
    ],
)
def test_who_is_to_be_asked_signs_nothing(text, signed):
    prose = (
        "Kulturen når inte alla i kommunen i dag, och många barn har aldrig varit på en konsert eller teater."
    )
    draft = read_document(f"{HEAD}Bakgrund\n{prose}\n\nMål\n- Fler ska läsa.\n{REST}\n{text}\n")
    assert [one.text for one in draft.signatories] == signed


@pytest.mark.parametrize(
    ("text", "value", "unit", "year", "direction"),
    [
        ("Index ska vara minst 78 år 2030 (74 år 2025).", 78.0, None, 2030, "up"),
        ("Index ska uppgå till 70 år 2028.", 70.0, None, 2028, "up"),
        ("Ingen ska behöva vänta mer än två veckor på ett samtal.", 2.0, "veckor", None, "down"),
        ("Färre än var tionde ska vara otrygg år 2029.", 10.0, "procent", 2029, "down"),
        ("Arbetslösheten ska ligga under 6 procent 2027.", 6.0, "procent", 2027, "down"),
    ],
)
def test_targets_and_ways_agree(text, value, unit, year, direction):
    draft = read_document(f"{HEAD}Mål\n- {text}\n- Fler ska läsa.\n{REST}")
    goal = draft.goals[0]
    assert goal.target is not None
    told = (goal.target.value, goal.target.unit, goal.target.year, goal.target.direction, goal.direction)
    assert told == (value, unit, year, direction, direction)


def test_a_bound_that_the_words_do_not_bear_out_leaves_the_way_unclear():
    draft = read_document(
        f"{HEAD}Mål\n- Kostnaden får inte öka till mer än 10 procent.\n- Fler ska läsa.\n{REST}"
    )
    goal = draft.goals[0]
    assert (goal.target and goal.target.direction, goal.direction) == ("down", "unclear")
    assert "direction_unclear" in {doubt.kind for doubt in draft.doubts}
