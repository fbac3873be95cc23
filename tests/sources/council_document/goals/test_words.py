"""The sector's words for its levels, rows that label themselves, and sentences that announce lists."""

import pytest

from fardplan.sources.council_document.goals.announcing import announcement
from fardplan.sources.council_document.goals.facts import attribute, facts_inside
from fardplan.sources.council_document.goals.labels import kind_heading, label
from fardplan.sources.council_document.level_words import Role
from fardplan.sources.council_document.levels import Level, level_at, plural_of, short_goal, standing
from fardplan.sources.council_document.lines import Passage, Piece, leads_to_a_page


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Etappmal", ("Etappmål", Role.GOAL, 1)),
        ("etappmélen", ("Etappmål", Role.GOAL, 1)),
        ("malomrddena", ("Målområde", Role.AREA, 1)),
        ("Fokusomrade", ("Fokusområde", Role.AREA, 1)),
        ("insatsen", ("Insats", Role.ACTION, 1)),
        ("Nämndmålen", ("Nämndmål", Role.GOAL, 1)),
        ("Prioriterade områden", ("Prioriterat område", Role.AREA, 2)),
        ("Övergripande mål", ("Övergripande mål", Role.GOAL, 2)),
        ("Strategiska mål", ("Strategiskt mål", Role.GOAL, 2)),
        ("Prioriterade aktiviteter", ("Aktivitet", Role.ACTION, 2)),
        ("Kommunens mål", ("Mål", Role.GOAL, 2)),
        ("Kärnindikatorer", ("Kärnindikator", Role.MEASURE, 1)),
        ("Milstolpar", ("Milstolpe", Role.GOAL, 1)),
        ("Nyckeltal", ("Nyckeltal", Role.MEASURE, 1)),
    ],
)
def test_levels_are_known_by_their_words(words, level):
    found = level_at(words.split())
    assert found is not None
    assert (found.word, found.role, found.words) == level


@pytest.mark.parametrize(
    "word",
    [
        "strategiska",
        "strateger",
        "delta",
        "klagomål",
        "föremål",
        "bostadsområden",
        "Måltider",
        "målvärde",
        "",
    ],
)
def test_other_words_are_no_levels(word):
    assert level_at([word]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Målområde 1: En trygg uppväxt", ("Målområde", "1", "En trygg uppväxt")),
        ("Målområde B – Ett tryggt Norrvik", ("Målområde", "B", "Ett tryggt Norrvik")),
        (
            "Inriktningsmål A. Alla barn får en god start",
            ("Inriktningsmål", "A", "Alla barn får en god start"),
        ),
        ("Mål A.1 Alla barn läser", ("Mål", "A.1", "Alla barn läser")),
        ("Åtgärd 2.4 – Bygg broar", ("Åtgärd", "2.4", "Bygg broar")),
        ("Fokusområde Resor och transporter", ("Fokusområde", None, "Resor och transporter")),
        ("Effektmål: Minst 85 procent är trygga", ("Effektmål", None, "Minst 85 procent är trygga")),
        ("ÖVERGRIPANDE MÅL II", ("Övergripande mål", "II", "")),
        ("M4l 1: Minst 1 500 bostäder", ("Mål", "1", "Minst 1 500 bostäder")),
        ("Prioriterat område A – Vård", ("Prioriterat område", "A", "Vård")),
        ("Målbild: I Norrby är alla trygga.", ("Målbild", None, "I Norrby är alla trygga.")),
        ("Mål: I. Alla är trygga.", ("Mål", "I", "Alla är trygga.")),
    ],
)
def test_rows_that_label_themselves(text, found):
    told = label(text)
    assert told is not None
    assert (told.level.word, told.number, text[told.start :].strip()) == found


@pytest.mark.parametrize(
    "text",
    [
        "Strategi för barn och unga",
        "Mål 3 och 4 gäller hela staden",
        "Målen är långsiktiga",
        "Strategier: se nedan",
        "Mål och budget 2023",
        "fokusområde Resor",
        "",
    ],
)
def test_what_is_no_label(text):
    assert label(text) is None


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("Delmål", "Delmål", ""),
        ("3.2 Åtgärder:", "Åtgärd", ""),
        ("Strategier för att nå dit:", "Strategi", ""),
        ("Etappmål för boende", "Etappmål", "boende"),
        ("Strategier inom målområdet Trygghet", "Strategi", "Trygghet"),
        ("Nämndmål och indikatorer", "Nämndmål", ""),
        ("Etappmal Uppvéxt och utbildning", "Etappmål", "Uppvéxt och utbildning"),
        ("Delrnal", "Delmål", ""),
        ("M4l:", "Mål", ""),
    ],
)
def test_headings_over_goals(text, level, name):
    found = kind_heading(text)
    assert found is not None
    assert (found.level.word, text[found.start : found.end]) == (level, name)


@pytest.mark.parametrize(
    "text", ["Strategisk plan", "Delta i arbetet", "etappmål för barn", "Mål och budget", "Delmål."]
)
def test_what_is_no_heading_over_goals(text):
    assert kind_heading(text) is None


def test_facts_of_the_goal_above():
    assert attribute("Ansvarig nämnd: Socialnämnden") == ("responsible", 15)
    assert attribute("Indikator: Andel trygga") == ("measure", 10)
    assert attribute("Källa: SCB") == ("source", 6)
    assert attribute("Klart senast: 2026") == ("time", 13)
    assert attribute("Tidplan: 2026") == ("time", 8)
    assert attribute("Kommunen har tre mål: fler, bättre, billigare") is None


def test_facts_on_the_goals_own_rows():
    text = "Inför miljözon. Ansvarig: Tekniska nämnden. Klart: 2025 (målvärde: 20 procent)"
    stop, facts = facts_inside(text)
    assert text[:stop] == "Inför miljözon."
    assert [(key, text[start:end]) for key, start, end in facts] == [
        ("responsible", "Tekniska nämnden"),
        ("time", "2025"),
        ("target", "20 procent"),
    ]
    assert facts_inside("Inga fakta här") == (14, [])


@pytest.mark.parametrize(
    ("text", "goal", "facts"),
    [
        ("Fler båtar. Mått: Antal båtar", "Fler båtar.", [("measure", "Antal båtar")]),
        ("Fler båtar (mått: antal båtar)", "Fler båtar", [("measure", "antal båtar")]),
        ("Fler båtar; indikator: antal", "Fler båtar", [("measure", "antal")]),
        (
            "Fler båtar. Nyckeltal: Antal (Källa: SCB). Ansvarig: Nämnden",
            "Fler båtar.",
            [("measure", "Antal"), ("source", "SCB"), ("responsible", "Nämnden")],
        ),
        ("Mått: antal båtar", "", [("measure", "antal båtar")]),
        ("Fler mått: antal båtar", "Fler mått: antal båtar", []),
        ("Fler båtar. Andra mått: antal", "Fler båtar. Andra mått: antal", []),
        ("Fler båtar. Delmål: Två båtar", "Fler båtar. Delmål: Två båtar", []),
    ],
)
def test_a_measure_told_inside_a_text(text, goal, facts):
    stop, found = facts_inside(text)
    assert text[:stop] == goal
    assert [(key, text[start:end]) for key, start, end in found] == facts


def test_rows_of_a_table_of_contents():
    assert leads_to_a_page("4  Målområden ............... 3")
    assert not leads_to_a_page("4  Målområden")
    assert leads_to_a_page("Mål … 4")
    assert leads_to_a_page("Mål . . . 4")
    assert [leads_to_a_page("Mål ........", numbered=one) for one in (False, True)] == [True, False]
    assert not leads_to_a_page("Fler barn, unga …")
    assert not leads_to_a_page("Enligt version 1.2.3 .... 20300")


def _announced(text: str, known: tuple[str, ...] = ()) -> tuple[str | None, str] | None:
    found = announcement(Passage((Piece(1, text),)), known)
    if found is None:
        return None
    return (found.level.word if found.level else None, text[slice(*found.name)] if found.name else "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Féljande strategier dr prioriterade inom uppvixt och utbildning:",
            ("Strategi", "uppvixt och utbildning"),
        ),
        ("Mycket återstår. Dérfor har foljande etappmal identifierats.", ("Etappmål", "")),
        ("De malomraden som planen utgar ifran &r:", ("Målområde", "")),
        ("Följande indikatorer används:", ("Indikator", "")),
        ("För maten i kommunens kök ska följande gälla.", (None, "")),
        ("Vi ska därför:", (None, "")),
        ("Vi har valt fyra fokusområden för att nå målen:", ("Fokusområde", "")),
        ("Fem utvecklingsområden ska leda till målet:", ("Utvecklingsområde", "")),
        ("Fyra fokusområden har mål:", ("Mål", "")),
        ("Fokusområdena ska leda till målen:", ("Mål", "")),
        ("Följande mål nås genom fyra fokusområden:", ("Mål", "")),
        ("Fyra fokusområden ska leda till målen.", None),
        ("Följande etappmål har identifierats. Arbetet går vidare.", None),
        ("Strategierna riktar sig till alla nämnder.", None),
        ("Remissen har skickats till följande nämnder:", None),
        ("I nämndens uppdrag ingår mycket, till exempel:", None),
    ],
)
def test_sentences_that_announce(text, found):
    assert _announced(text) == found


def test_a_sentence_may_name_an_area_that_is_known():
    text = "Inom demokrati och trygghet har f6ljande delmål satts upp."
    assert _announced(text, ("Demokrati och trygghet",)) == ("Delmål", "demokrati och trygghet")


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("Delmål", "Delmål"),
        ("Målområde", "Målområden"),
        ("Prioriterat område", "Prioriterade områden"),
        ("Strategiskt mål", "Strategiska mål"),
        ("Strategisk inriktning", "Strategiska inriktningar"),
        ("Övergripande mål", "Övergripande mål"),
        ("Riktlinje", "Riktlinjer"),
        ("Milstolpe", "Milstolpar"),
        ("Delåtgärd", "Delåtgärder"),
        ("Kraftfält", "Kraftfält"),
    ],
)
def test_levels_in_the_plural(one, several):
    assert plural_of(one) == several


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Mål", Level("Mål", Role.GOAL, 1, plural=None, definite=False)),
        ("(Målets)", Level("Mål", Role.GOAL, 1, plural=False, definite=True)),
        ("Milstolparna", Level("Milstolpe", Role.GOAL, 1, plural=True, definite=True)),
        ("Kommunens strategiska mål", Level("Strategiskt mål", Role.GOAL, 3, plural=True, definite=False)),
        ("Övergripande mål", Level("Övergripande mål", Role.GOAL, 2, plural=None, definite=False)),
        ("Viktiga målområden", Level("Målområde", Role.AREA, 2, plural=True, definite=False)),
        ("Strategiskt område", Level("Strategiskt område", Role.AREA, 2, plural=False, definite=False)),
        ("Kärnstrategierna", Level("Kärnstrategi", Role.ACTION, 1, plural=True, definite=True)),
        ("De1mal", Level("Delmål", Role.GOAL, 1, plural=None, definite=False)),
        ("nyckeltaIen", Level("Nyckeltal", Role.MEASURE, 1, plural=True, definite=True)),
    ],
)
def test_a_level_and_how_it_is_written(words, told):
    assert level_at(words.split()) == told
    assert level_at(words.split(), weak=True) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Inriktning 2", Level("Inriktning", Role.AREA, 1, plural=False, definite=False, weak=True)),
        ("Kommunens områden", Level("Område", Role.AREA, 2, plural=True, definite=False, weak=True)),
        (
            "Strategiska inriktningar",
            Level("Strategisk inriktning", Role.AREA, 2, plural=True, definite=False, weak=True),
        ),
        (
            "Strategiska perspektiv",
            Level("Strategiskt perspektiv", Role.AREA, 2, plural=None, definite=False, weak=True),
        ),
    ],
)
def test_words_that_name_a_level_only_where_they_are_looked_for(words, told):
    assert level_at(words.split(), weak=True) == told
    assert level_at(words.split()) is None


@pytest.mark.parametrize(
    "words", ["Kommunens", "Prioriterade", "Övergripande frågor", "Dlmal", "amål", "måluppdrag"]
)
def test_more_words_that_name_no_level(words):
    assert level_at(words.split(), weak=True) is None


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("strategi", "Strategier"),
        ("område", "Områden"),
        ("Lokalt mål", "Lokala mål"),
        ("Åtagande", "Åtaganden"),
        ("Spår", "Spår"),
        ("Delstrategi", "Delstrategier"),
        ("Fullmäktiges mål", "Fullmäktiges mål"),
        ("", ""),
    ],
)
def test_more_levels_in_the_plural(one, several):
    assert plural_of(one) == several


def test_a_short_word_that_may_be_goal_misread():
    assert [short_goal(word) for word in ("Mål", "Mal", "M4l:", "rnal", "mala", "ma", "Måls")] == [
        *(True, True, True, True),
        *(False, False, False),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "mål målet målen målens målets",
            [(None, False), (False, True), (True, True), (True, True), (False, True)],
        ),
        (
            "löfte löftet löften löftena löftenas",
            [(False, False), (False, True), (True, False), (True, True), (True, True)],
        ),
        ("åtgärd åtgärden åtgärder åtgärderna", [(False, False), (False, True), (True, False), (True, True)]),
        (
            "strategi strategin strategier strategierna",
            [(False, False), (False, True), (True, False), (True, True)],
        ),
        (
            "satsning satsningen satsningar satsningarna",
            [(False, False), (False, True), (True, False), (True, True)],
        ),
        (
            "riktlinje riktlinjen riktlinjer riktlinjerna",
            [(False, False), (False, True), (True, False), (True, True)],
        ),
        (
            "milstolpe milstolpen milstolpar milstolparna",
            [(False, False), (False, True), (True, False), (True, True)],
        ),
    ],
)
def test_number_and_definiteness_of_every_form(words, told):
    found = [level_at([word]) for word in words.split()]
    assert [(level.plural, level.definite) for level in found if level] == told


def test_the_area_that_an_adjective_names_in_every_form():
    forms = ("Viktigt område", "Viktiga OMRÅDEN,", "Viktiga områdena", "Viktiga området")
    found = [level_at(form.split()) for form in forms]
    assert [(level.word, level.plural, level.definite) for level in found if level] == [
        ("Viktigt område", False, False),
        ("Viktigt område", True, False),
        ("Viktigt område", True, True),
        ("Viktigt område", False, True),
    ]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (
            0,
            "inriktningsmål, huvudmål, fullmäktigemål, kommunmål, ägarmål, visionsmål, målbild, "
            "övergripande mål, långsiktigt mål, strategiskt mål, regionfullmäktiges mål",
        ),
        (1, "mål, nämndmål, lokalt mål, fullmäktiges delmål"),
        (
            2,
            "delmål, etappmål, milstolpe, aktivitetsmål, processmål, kvantitativt mål, mätbart mål, "
            "kortsiktigt mål, operativt mål",
        ),
    ],
)
def test_which_words_set_goals_over_goals(over, words):
    assert {word: standing(word) for word in words.split(", ")} == dict.fromkeys(words.split(", "), over)


def test_signs_around_words_are_no_part_of_them():
    for words, told in (("(Kommunens) (mål)", 2), ('"Viktiga" (målområden)', 2), ("Viktiga Strategier", 2)):
        found = level_at(words.split())
        assert found is not None
        assert found.words == told
