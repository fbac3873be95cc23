"""Areas, decisions, prose, references, head and closing: what the document tells beside its lists."""

import pytest

from fardplan.sources.council_document.about import read_head
from fardplan.sources.council_document.areas import enumerated, same_name, stated_count
from fardplan.sources.council_document.closing import signatures
from fardplan.sources.council_document.dates import date_in
from fardplan.sources.council_document.decisions import addressee_of, force_of
from fardplan.sources.council_document.direction import direction
from fardplan.sources.council_document.level_words import Role
from fardplan.sources.council_document.lines import Line, Passage, Piece, Row
from fardplan.sources.council_document.references import disagreeing_titles, references
from fardplan.sources.council_document.sentences import sentences
from fardplan.sources.council_document.told import earlier_decisions, horizons, mandate


def _sentences(text: str):
    return sentences([Row(number, line) for number, line in enumerate(text.split("\n"), start=1)])


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Andelen elever med behörighet ökar", "up"),
        ("Fler arbetsplatser har tillkommit", "up"),
        ("En ökad andel av bostäderna har byggts", "up"),
        ("Andelen unga har tydligt minskat", "down"),
        ("Färre invånare känner sig otrygga", "down"),
        ("Andelen med lågt förtroende minskar", "down"),
        ("Fler elever deltar och frånvaron minskar", "unclear"),
        ("Skillnaden ska inte öka", "unclear"),
        ("Minst 90 procent är nöjda", "unclear"),
    ],
)
def test_direction(text, points):
    assert direction(text) == points


@pytest.mark.parametrize(
    ("text", "force", "addressee"),
    [
        ("Planen godkänns.", "godkänns", None),
        ("Kommunfullmäktige antar programmet.", "godkänns", None),
        ("Motionen anses besvarad.", "unclear", None),
        ("Samtliga nämnder ska beakta planen.", "ska", "Samtliga nämnder"),
        ("Socialnämnden ges i uppdrag att återkomma.", "ska", "Socialnämnden"),
        ("Bolaget uppmanas att ge styrelserna i uppdrag att medverka.", "uppmanas", "Bolaget"),
        ("att uppdra åt nämnderna att följa upp", "ska", "nämnderna"),
        ("att ge kommunstyrelsen i uppdrag att följa upp", "ska", "kommunstyrelsen"),
        ("att rekommendera bolagen att medverka", "uppmanas", "bolagen"),
    ],
)
def test_force_and_addressee(text, force, addressee):
    assert (force_of(text), addressee_of(text, force_of(text))) == (force, addressee)


def test_areas_counted_up_in_a_sentence():
    text = (
        "inom de fyra malomridena\nuppvixt och utbildning, arbete och foretagande, boende och\n"
        "stadsmiljo samt demokrati och trygghet. Mer."
    )
    pieces = tuple(Piece(number, line) for number, line in enumerate(text.split("\n"), start=1))
    assert [name.flat for name in enumerated(Passage(pieces))] == [
        "uppvixt och utbildning",
        "arbete och foretagande",
        "boende och stadsmiljo",
        "demokrati och trygghet",
    ]


def test_a_count_that_is_not_met_names_nothing():
    assert enumerated(Passage((Piece(1, "de fem målområdena arbete, bostad och annat, mer."),))) == []
    assert [
        part.flat for part in enumerated(Passage((Piece(1, "de tre målområdena barn, unga och äldre."),)))
    ] == [
        "barn",
        "unga",
        "äldre",
    ]


def test_counts_are_words_not_likenesses():
    assert stated_count("följande tva etappmal identifierats", Role.GOAL) == 2
    assert stated_count("att följande etappmål", Role.GOAL) is None


def test_names_are_compared_word_by_word():
    assert same_name("Uppviéxt och utbildning", "uppväxt och utbildning:")
    assert not same_name("Ett tryggt Norrvik", "Ett jämlikt Norrvik")


def test_sentences_know_abbreviations_and_lines():
    found = _sentences("Detta gäller bl.a. Norrvik, se dnr. KS 12. Nämnden\nsvarar. Klart")
    assert [(sentence.passage.flat, sentence.passage.lines) for sentence in found] == [
        ("Detta gäller bl.a. Norrvik, se dnr. KS 12.", (1,)),
        ("Nämnden svarar.", (1, 2)),
        ("Klart", (2,)),
    ]


@pytest.mark.parametrize(
    ("text", "date", "budget_year"),
    [
        ("I september 2015 beslutade kommunfullmiktige om arbetet.", "2015-09", None),
        ("I'maj 2017 beslutade kommunfullméktige att godkanna rapporten.", "2017-05", None),
        ("Kommunstyrelsen antog den 3 juni 2019 en plan.", "2019-06-03", None),
        ("Nämnden fattade 2018-02-01 beslut om planen.", "2018-02-01", None),
        ("Kommunfullmäktige har i budget för 2015 fattat beslut om en kommission.", None, 2015),
        ("Kommunfullmäktige har fattat beslut om en vision.", None, None),
    ],
)
def test_earlier_decisions(text, date, budget_year):
    assert [(one.date, one.budget_year) for one in earlier_decisions(_sentences(text))] == [
        (date, budget_year)
    ]


def test_proposals_are_no_earlier_decisions():
    assert (
        earlier_decisions(_sentences("Kontoret föreslår att nämnden beslutar i enlighet med förslaget."))
        == []
    )


def test_dates_written_out():
    assert [date_in("den 12 mars 2018"), date_in("2018-03-12"), date_in("mars 2018")] == [
        "2018-03-12",
        "2018-03-12",
        None,
    ]


def test_the_mandate_is_the_sentence_that_gives_and_the_one_that_says_what():
    given = "I budget 2018 gavs nämnden i uppdrag att ta fram en plan. Enligt uppdraget ska den vara kort."
    text = f"Allt är bra. {given}"
    found = mandate(_sentences(text))
    assert found is not None
    assert found.flat == given
    assert mandate(_sentences("Alla nämnder föreslås få i uppdrag att delta. Det är bra.")) is None


def test_horizons_are_years_that_something_aims_at():
    text = (
        "Kring år 2025-2030 väntas fler invånare. Budgeten för 2018 är antagen. Det ska nås senast 2035. "
        "Vision 2040 gäller."
    )
    assert [one.years for one in horizons(_sentences(text))] == [(2035,)]


def test_references_are_named_once():
    text = (
        "Vision 2040 — Ett Lindalen för alla, gäller. Vision 2040 är antagen. Se rapporten Livet i Norrvik. "
        "I budget för 2019 och i stadens budget för 2019 står det. Agenda 2030 och SOU 2017:47 "
        "nämns, liksom lagen (2018:222)."
    )
    assert [one.passage.flat for one in references(_sentences(text))] == [
        "Vision 2040 — Ett Lindalen för alla",
        "Livet i Norrvik",
        "Agenda 2030",
        "SOU 2017:47",
    ]


def test_one_vision_under_two_names_is_noticed():
    text = "Vision 2040 — Ett Lindalen för alla, gäller. Vision 2040 — En kommun för alla. Slut."
    pairs = disagreeing_titles(references(_sentences(text)))
    assert [(one.title, other.title) for one, other in pairs] == [
        ("Ett Lindalen för alla", "En kommun för alla")
    ]


def test_signatures_side_by_side_under_one_another_and_run_together():
    rows = [
        Row(1, "Anna Berg          Per-Olof Åkesson"),
        Row(2, "Kommundirektör     Utvecklingschef"),
        Row(3, "Eva Lund", "blank"),
        Row(4, "Stadsdirektor"),
        Row(5, "Karin Dahl Nils Ek", "blank"),
        Row(6, "Kommundirektör Utvecklingschef"),
        Row(7, "Barn Och Unga", "blank"),
        Row(8, "Mycket återstår"),
    ]
    found, lines = signatures(rows)
    assert [(one.name.flat, one.role and one.role.flat, one.parted) for one in found] == [
        ("Anna Berg", "Kommundirektör", False),
        ("Per-Olof Åkesson", "Utvecklingschef", False),
        ("Eva Lund", "Stadsdirektor", False),
        ("Karin Dahl", "Kommundirektör", True),
        ("Nils Ek", "Utvecklingschef", True),
    ]
    assert lines == frozenset({1, 2, 3, 4, 5, 6})


def test_the_title_is_what_the_decision_speaks_of():
    texts = ["Storstads kommun", "", "Plan för jämlikhet", "", "Arbetsgruppen för livsvillkor"]
    lines = [Line(number, text) for number, text in enumerate(texts, start=1)]
    head = [Row(line.number, line.text, "blank") for line in lines if line.text]
    found = read_head(lines, head, head, "Plan för jämlikhet godkänns.")
    assert found.title is not None
    assert (found.title.flat, found.dnr, found.date, found.kind) == ("Plan för jämlikhet", None, None, "plan")
