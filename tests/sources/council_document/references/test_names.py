"""Other documents by their names: where a name begins, how far it goes, and each once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.lines import Cell, Look, Passage, Piece, Row, split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.references import listed_documents, references
from fardplan.sources.council_document.references.names import names_in
from fardplan.sources.council_document.sentences import sentences


def _names(text: str) -> list[str]:
    return [text[name.start : name.end] for name in names_in(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Det läses med Översiktsplan 2040 och Program för landsbygdsutveckling.",
            ["Översiktsplan 2040", "Program för landsbygdsutveckling"],
        ),
        (
            "Det styrs av Överenskommelse om samverkan mellan kommunen och regionen.",
            ["Överenskommelse om samverkan mellan kommunen och regionen"],
        ),
        ("I Översiktsplan för Norrhamn anges att ny bebyggelse ska samlas.", ["Översiktsplan för Norrhamn"]),
        ("Vattenplan innehåller en redovisning.", ["Vattenplan"]),
        ("Personalpolitiskt program anger värderingarna.", ["Personalpolitiskt program"]),
        ("Regional kulturplan 2023–2026 betonar ansvaret.", ["Regional kulturplan 2023–2026"]),
        ("Det framgår av kommunens Upphandlingspolicy.", ["Upphandlingspolicy"]),
        ("Den hänger samman med Lägesrapport jämlik stad 2020.", ["Lägesrapport jämlik stad 2020"]),
        (
            "Den stäms av mot Kvarnåkers kommuns bostadsprogram 2023–2030.",
            ["Kvarnåkers kommuns bostadsprogram 2023–2030"],
        ),
        (
            "Formuleringen i Vision 2045 – Norrhamn, hamn för alla är fast.",
            ["Vision 2045 – Norrhamn, hamn för alla"],
        ),
        ("Vision 2040 — Ett Lindalen för alla, gäller.", ["Vision 2040 — Ett Lindalen för alla"]),
        ("Det bygger på Vision 2040 Möjligheternas stad.", ["Vision 2040 Möjligheternas stad"]),
        ("Så står det i Vision Tallmo 2035, och så blir det.", ["Vision Tallmo 2035"]),
        ("Se rapporten Så mår Tallmo. Den är ny.", ["Så mår Tallmo"]),
        ("I undersökningen Ung i Skogsnäs 2022 svarade var femte elev.", ["Ung i Skogsnäs 2022"]),
        ("Programmet följer visionen ”En stad i rörelse” noga.", ["En stad i rörelse"]),
        (
            "Prop. 2017/18:249, God och jämlik hälsa – en utvecklad politik. Det",
            ["God och jämlik hälsa – en utvecklad politik"],
        ),
        ("Det står i SOU 2017:47.", ["SOU 2017:47"]),
        ("Enligt fiskelagen och Väg- och vattenlagen gäller", ["fiskelagen", "Väg- och vattenlagen"]),
        (
            "Så säger lagen om stöd till vissa båtlag och jordabalken.",
            ["lagen om stöd till vissa båtlag", "jordabalken"],
        ),
        ("Lagen (2019:12) om båtar ställer krav på bryggor.", ["Lagen (2019:12) om båtar"]),
        ("Kommunens vision Sundby 2040 är fast.", ["Sundby 2040"]),
        ("Den är hämtad ur visionen, Sundby 2040 – nära till vatten.", ["Sundby 2040 – nära till vatten"]),
        ("Den förra planen, Båtar åt alla 2015–2019, löpte ut.", ["Båtar åt alla 2015–2019"]),
        ("I regeringens strategi Vatten, väg och vilja läggs grunden.", ["Vatten, väg och vilja"]),
        ("Svaren finns i båtenkäten Ute på fjärden 2022.", ["Ute på fjärden 2022"]),
        (
            "Det anges i rapporten Ung vid havet – resultat från Båtlyftet 2023.",
            ["Ung vid havet – resultat från Båtlyftet 2023"],
        ),
        (
            "Det styrs av Båtplatspolicy för Sundby kommun och med Riktlinje för bryggor.",
            ["Båtplatspolicy för Sundby kommun", "Riktlinje för bryggor"],
        ),
        ("De följer Hamnpolicy i den mån det går.", ["Hamnpolicy"]),
        (
            "Barnkonventionen och Parisavtalet gäller liksom Agenda 2030.",
            ["Barnkonventionen", "Parisavtalet", "Agenda 2030"],
        ),
        (
            "FN:s konvention om rättigheter för personer med funktionsnedsättning följs.",
            ["FN:s konvention om rättigheter för personer med funktionsnedsättning"],
        ),
        ("Medel finns i Mål och budget 2021–2023 och i kommande budgetar.", ["Mål och budget 2021–2023"]),
        (
            "Det beslutades i Budget 2019 med flerårsplan 2020-2021.",
            ["Budget 2019 med flerårsplan 2020-2021"],
        ),
        ("byta armaturer enligt Belysningsplan      Energi AB", ["Belysningsplan"]),
        (
            "Bolaget ska enligt Ägardirektiv för Vattenhälla Energi AB bidra till målen.",
            ["Ägardirektiv för Vattenhälla Energi AB"],
        ),
        (
            "Den bygger på Munkviks hamnplan 2024-05-13 och gäller alla.",
            ["Munkviks hamnplan 2024-05-13"],
        ),
        (
            "Målen är tagna ur Program för levande hamnar och från Agenda 2030.",
            ["Program för levande hamnar", "Agenda 2030"],
        ),
        ("Målen följer Program för levande hamnar och till dem hör mål.", ["Program för levande hamnar"]),
        ("Målen följer Program för levande hamnar samt ur budgeten.", ["Program för levande hamnar"]),
        ("Det sägs i Program för levande hamnar och enligt nämnden.", ["Program för levande hamnar"]),
        (
            "Det sägs i Program för levande hamnar och levande kuster sedan länge.",
            ["Program för levande hamnar och levande kuster"],
        ),
        (
            "enligt Strategi för bostadssociala frågor och Näringslivspolicy för Norrhamns stad",
            ["Strategi för bostadssociala frågor", "Näringslivspolicy för Norrhamns stad"],
        ),
    ],
)
def test_a_name_goes_from_its_capital_to_what_ends_it(text, names):
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Vi följer EU:s badvattendirektiv och FN:s barnkonvention.",
            ["EU:s badvattendirektiv", "FN:s barnkonvention"],
        ),
        (
            "Europarådets deklaration för hamnar antogs.",
            ["Europarådets deklaration för hamnar"],
        ),
        ("Så säger Boverkets byggregler nu.", ["Boverkets byggregler"]),
        ("Sjöfartsverkets föreskrifter om bojar gäller.", ["Sjöfartsverkets föreskrifter om bojar"]),
        ("Hamnmyndighetens principer för bad är kända.", ["Hamnmyndighetens principer för bad"]),
        ("Skolverkets allmänna råd för fritidshem gäller.", ["Skolverkets allmänna råd för fritidshem"]),
        ("Följ Boverkets vägledning om kajer.", ["Boverkets vägledning om kajer"]),
        ("Sjöfartsverkets riktlinjer gäller.", []),
        ("Kommunens riktlinjer om båtar gäller.", []),
        ("Överenskommelsen om båtar gäller.", ["Överenskommelsen om båtar"]),
        ("Överenskommelsen med regionen om bad gäller.", ["Överenskommelsen med regionen"]),
        ("Överenskommelsen för havet med länet gäller.", ["Överenskommelsen för havet"]),
        (
            "Europeiska konventionen för vattendrag gäller.",
            ["Europeiska konventionen för vattendrag"],
        ),
        (
            "Den gemensamma deklarationen om jämställdhet i hamnar antogs.",
            ["deklarationen om jämställdhet i hamnar"],
        ),
        ("Konventionen gäller.", []),
    ],
)
def test_what_states_and_authorities_agree_on_or_lay_down(text, names):
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Det förra programmet, Kultur på väg, antogs 2015.", ["Kultur på väg"]),
        ("I rapporten om båtar, Flytande hem, sägs det.", ["Flytande hem"]),
        ("En granskning, Hamnens ekonomi, visar det.", ["Hamnens ekonomi"]),
        ("Kommunens färdplan, Väg mot vatten, antogs.", ["Väg mot vatten"]),
        ("Programmet, Hamnen, gäller.", []),
        ("Planen, som Hamnens chef skrev, gäller.", []),
        ("Bryggan, Hamnens ekonomi, gäller.", []),
        ("Programmet, Kultur på väg.", []),
    ],
)
def test_a_name_in_apposition(text, names):
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Naturvårdsverket, Haven omkring oss 2022.", ["Haven omkring oss 2022"]),
        ("Så är det. Boverket, Bryggor i Sverige 2021, s. 4.", ["Bryggor i Sverige 2021"]),
        ("SCB, Båtar efter län 2020.", ["Båtar efter län 2020"]),
        ("(SCB 2019) Länsstyrelsen i Skåne, Hav och vatten 2019", ["Hav och vatten 2019"]),
        ("Svenska stadsbiblioteket, Haven omkring oss 2022.", ["Haven omkring oss 2022"]),
        ("Sundby bryggeri, Haven omkring oss 2022.", []),
        ("SKR, Båtar för alla.", []),
    ],
)
def test_a_name_after_its_publisher(text, names):
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("STRATEGIN HÖR IHOP MED ANDRA DOKUMENT", []),
        ("RAPPORTEN HAVET OCH VI", []),
        ("KOMMUNENS HAMNPLAN FÖR ALLA", []),
        ("Det står i HAMNPLAN FÖR SUNDBY 2030.", ["HAMNPLAN FÖR SUNDBY 2030"]),
        ("Det står i HAMNPLAN.", ["HAMNPLAN"]),
    ],
)
def test_a_heading_in_capitals_is_no_name(text, names):
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Riktlinjer ska antas av fullmäktige.",
        "Programmet gäller alla nämnder och strategin likaså.",
        "Planen ersätter kommunens översiktsplan och budgeten för 2018.",
        "Varje program ska följas upp enligt lagen (2018:222).",
        "Policy och riktlinjer är två saker.",
        "Flygplan och fotbollsplaner nämns.",
        "Målområde 1: Trygghet",
        "Förslagen, bolagen och byalagen står under lagen.",
    ],
)
def test_what_names_no_document(text):
    assert _names(text) == []


def test_a_law_is_told_beside_a_plan_of_nearly_its_name_and_an_older_edition_when_it_is_listed():
    text = "Enligt båtplatslagen gäller Båtplatsplan 2030."
    assert _references(text, own="Båtplatsplan 2030") == ["båtplatslagen"]
    rows = clean(split_lines("Text.")).rows
    older = Passage((Piece(9, "Båtplatsplan 2020"),))
    told = references(sentences(rows), own="Båtplatsplan 2030", listed=[older])
    assert [one.passage.flat for one in told] == ["Båtplatsplan 2020"]


def test_documents_of_a_list_without_marks_and_of_a_table():
    told = ["Tjänsteskrivelse 2023-04-05", "Sammanställning av remissvar"]
    text = "\n".join(["Så är det.", "", "Beslutsunderlag", *told, "", "Båtplan sägs."])
    rows = clean(split_lines(text)).rows
    assert [name.flat for name in listed_documents(rows)] == told
    cells = [("Dokument", 0, 0), ("Antaget", 0, 1), ("Båtplan 2030", 1, 0), ("2021", 1, 1), ("Kajer", 2, 0)]
    table = [
        Row(at, text, look=Look(cell=Cell(4, row, column))) for at, (text, row, column) in enumerate(cells, 1)
    ]
    after = Row(9, "Inte detta", look=Look(cell=Cell(5, 1, 0)))
    assert [name.flat for name in listed_documents([*table, after])] == ["Båtplan 2030", "Kajer"]


def test_documents_that_a_decision_rests_on():
    told = ["Protokollsutdrag, kommunstyrelsen 2023-06-07, § 94", "Tjänsteskrivelse 2025-02-03, Eva Ek"]
    annexed = ["Bilaga 1: Barnrättslig prövning", "Samrådsredogörelse (bilaga 2)"]
    found = [
        "Protokollsutdrag, kommunstyrelsen 2023-06-07, § 94",
        "Tjänsteskrivelse 2025-02-03",
        "Barnrättslig prövning",
        "Samrådsredogörelse",
    ]
    for mark in ("", "- "):
        lines = ["Så är det.", "", "Beslutsunderlag", *(mark + one for one in [*told, *annexed])]
        rows = clean(split_lines("\n".join(lines))).rows
        assert [name.flat for name in listed_documents(rows)] == found
    alone = ["Så är det.", "", "Beslutsunderlag", "", "Bilaga 1 Plan för båtar", "Bilaga 2 Prövning av kajer"]
    assert listed_documents(clean(split_lines("\n".join(alone))).rows) == []


def _references(text: str, own: str | None = None) -> list[str]:
    rows = clean(split_lines(text)).rows
    return [" ".join(one.passage.flat.split()) for one in references(sentences(rows), own=own)]


def test_a_document_is_told_once_by_its_fullest_name():
    text = (
        "Strategi mot segregation gällde förr. Vi bygger på Strategi mot segregation 2014–2020. "
        "Enligt Strategi mot segregation 2014–2020 var det så. Så säger också Trafikförsörjningspro-\n"
        "gram 2019–2026 och Program för ett jämlikt Norrvik 2030."
    )
    assert _references(text, own="Program för ett jämlikt Norrvik 2030") == [
        "Strategi mot segregation 2014–2020",
        "Trafikförsörjningspro- gram 2019–2026",
    ]


def test_the_years_of_a_table_are_no_budgets():
    assert _references("Tusental kronor      Budget 2022    Utfall 2022\n\nBudget 2023") == []


def test_documents_listed_under_a_heading():
    text = (
        "Så är det.\n\n3. Kopplingar till andra styrdokument\n• Översiktsplan för Vretstorps kommun 2030\n"
        "• Mark- och boendestrategi (under arbete)\n• Landsbygdsprogram, antaget 2019\n\n"
        "4. Historik\n• Programmet sade mycket"
    )
    rows = clean(split_lines(text)).rows
    assert [name.flat for name in listed_documents(rows)] == [
        "Översiktsplan för Vretstorps kommun 2030",
        "Mark- och boendestrategi",
        "Landsbygdsprogram",
    ]


_MIXED = (
    "Vision Program policy för 2040 2019–2022 – Kulturplan rapporten Norrvik, som anger och Agenda 2030. Mål "
    "”Så” i"
)
_WORDS = st.lists(st.sampled_from(_MIXED.split()), max_size=14)


@given(_WORDS)
def test_names_stand_in_the_text_and_never_overlap(words):
    text = " ".join(words)
    found = names_in(text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(name.title is None or name.title in text for name in found)


@given(st.text(max_size=200))
def test_any_text_is_searched_for_names(text):
    listed_documents([Row(1, text.strip() or "x", "blank")])
    assert all(text[name.start : name.end].strip() for name in names_in(text))
