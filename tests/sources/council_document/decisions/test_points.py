"""Decision points in every habit of writing them, who decides, whom they bind and how."""

import pytest

from fardplan.sources.council_document.decisions import addressee_of, decision_points, force_of
from fardplan.sources.council_document.lines import Look, Row, split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.sections import split_sections


def _points(text: str) -> tuple[str | None, list[str]]:
    points, decided_by = decision_points(split_sections(clean(split_lines(text)).rows), frozenset())
    return decided_by.flat if decided_by else None, [point.item.passage.flat for point in points]


@pytest.mark.parametrize(
    ("text", "body", "points"),
    [
        (
            "Förslag till beslut\nNämnden föreslår kommunfullmäktige besluta\n\n1. Planen antas.\n"
            "2. Policyn upphör.\n",
            "kommunfullmäktige",
            ["Planen antas.", "Policyn upphör."],
        ),
        (
            "Beslut\nKommunfullmäktige beslutar\n\natt anta planen,\n"
            "att uppdra åt nämnden att följa upp, samt\natt avslå motionen.\n",
            "Kommunfullmäktige",
            ["anta planen", "uppdra åt nämnden att följa upp", "avslå motionen."],
        ),
        (
            "Kommunstyrelsens beslut\n\n1. Planen godkänns.\n",
            "Kommunstyrelsen",
            ["Planen godkänns."],
        ),
        (
            "Förslag till beslut\nSocialnämnden godkänner planen.\n"
            "Socialnämnden ger förvaltningen i uppdrag att följa upp.\n",
            "Socialnämnden",
            ["Socialnämnden godkänner planen.", "Socialnämnden ger förvaltningen i uppdrag att följa upp."],
        ),
        (
            "Planens tillkomst\n\nStyrelsen beslutade när planen fastställdes:\n\n"
            "att   fastställa planen,\natt   uppdra åt direktören att varje år lägga\n"
            "      fram förslag, samt\natt   sända planen till ägaren.\n",
            "Styrelsen",
            [
                "fastställa planen",
                "uppdra åt direktören att varje år lägga fram förslag",
                "sända planen till ägaren.",
            ],
        ),
        (
            "Förslag till beslut\nKommunstyrelsen föreslår kommunfullmäktige att\n- anta strategin,\n"
            "- upphäva policyn.\n",
            "kommunfullmäktige",
            ["anta strategin,", "upphäva policyn."],
        ),
    ],
)
def test_points_and_who_decides_them(text, body, points):
    assert _points(text) == (body, points)


def test_points_end_where_the_text_goes_on():
    text = (
        "Nämndens beslut\n\n1. Planen antas.\n\n2. Enheterna ska följa upp den.\n\nVarför en plan?\n\n"
        "Alla behöver en plan. Kommunen är inget undantag.\n\n1. Barn\n\n2. Äldre\n"
    )
    assert _points(text)[1] == ["Planen antas.", "Enheterna ska följa upp den."]


def test_points_for_the_body_itself_follow_those_it_proposes():
    text = (
        "Förslag till beslut\n\nKommunstyrelsen föreslår att kommunfullmäktige beslutar följande.\n\n"
        "1. Planen antas.\n\n"
        "Kommunstyrelsen beslutar för egen del följande.\n\n2. Svaren noteras.\n"
    )
    assert _points(text) == ("kommunfullmäktige", ["Planen antas.", "Svaren noteras."])


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "Förslag till beslut\n\nHamnplanen antas.\n\nProtokollet justeras omedelbart.\n\n"
            "Policyn från 2012 upphör att gälla.\n\nVarför en plan?\n\nRapporten noteras.\n",
            ["Hamnplanen antas.", "Protokollet justeras omedelbart.", "Policyn från 2012 upphör att gälla."],
        ),
        (
            "Beslut\n\nProtokollet justeras omedelbart.\n\nHamnplanen antas.\n",
            ["Hamnplanen antas."],
        ),
        (
            "Beslut\n\nStyrelsen beslutar följande.\n\nPlanen antas.\n\nStyrelsen beslutar för egen del\n\n"
            "Nämnden ges i uppdrag att följa planen.\n\nAlla som bor här trivs vid havet hela året.\n\n"
            "Rapporten noteras.\n",
            ["Planen antas.", "Nämnden ges i uppdrag att följa planen."],
        ),
        (
            f"Beslut\n\nPlanen antas{' för alla hamnar' * 30}.\n\nRapporten noteras.\n",
            ["Rapporten noteras."],
        ),
        (
            f"Beslut\n\nRapporten noteras.\n\nPlanen antas{' för alla hamnar' * 30}.\n\nSvaren noteras.\n",
            ["Rapporten noteras."],
        ),
        ("Beslut\n\nAlla trivs vid havet.\n", []),
    ],
)
def test_paragraphs_without_marks_are_points_up_to_the_first_that_decides_nothing(text, points):
    assert _points(text)[1] == points


def test_an_att_that_goes_on_from_the_row_above_is_no_point():
    goes_on = (
        "Förslag till beslut\nNämnden ger förvaltningen i uppdrag\natt bygga en brygga vid hamnen.\n\n"
        "Planen antas.\n"
    )
    assert _points(goes_on) == (
        "Nämnden",
        ["Nämnden ger förvaltningen i uppdrag att bygga en brygga vid hamnen.", "Planen antas."],
    )
    apart = "Förslag till beslut\nNämnden beslutar\n\natt anta planen,\natt bygga en brygga.\n"
    assert _points(apart) == ("Nämnden", ["anta planen", "bygga en brygga."])
    ended = "Förslag till beslut\nNämnden beslutar följande:\natt anta planen,\natt bygga en brygga.\n"
    assert _points(ended) == ("Nämnden", ["anta planen", "bygga en brygga."])


def test_marks_that_the_file_draws_are_marks():
    rows = [
        Row(1, "Regionfullmäktiges beslut", "blank"),
        Row(2, "Strategin antas.", "blank", look=Look(mark="1.", new_block=True)),
        Row(3, "Nämnderna ska följa den.", "blank", look=Look(mark="2.", new_block=True)),
        Row(4, "Varför en strategi?", "blank", look=Look(heading=1, new_block=True)),
    ]
    points, _ = decision_points(split_sections(rows), frozenset())
    assert [(point.item.passage.flat, point.item.mark) for point in points] == [
        ("Strategin antas.", "1."),
        ("Nämnderna ska följa den.", "2."),
    ]


@pytest.mark.parametrize(
    ("text", "force", "addressee"),
    [
        ("Redovisningen noteras till protokollet.", "godkänns", None),
        ("Informationen läggs till handlingarna.", "godkänns", None),
        ("Den tidigare policyn upphör att gälla.", "unclear", None),
        ("Programmet ska gälla från den 1 januari.", "unclear", None),
        ("hemställa hos Kvarnåkers kommun om borgen", "uppmanas", "Kvarnåkers kommun"),
        ("överlämna planen till Stadshus AB för kännedom", "unclear", "Stadshus AB"),
        ("översända planen till kommunstyrelsen", "unclear", "kommunstyrelsen"),
        ("uppdra till omsorgsnämnden att årligen redovisa", "ska", "omsorgsnämnden"),
        ("Kommunerna i länet inbjuds och uppmanas att ansluta sig.", "uppmanas", "Kommunerna i länet"),
        ("Nämnderna får i uppdrag att redovisa en lägesbild.", "ska", "Nämnderna"),
    ],
)
def test_force_and_whom(text, force, addressee):
    assert (force_of(text), addressee_of(text, force_of(text))) == (force, addressee)
