"""What the running text tells: mandate, preparation, earlier decisions, horizons, vision."""

import pytest

from fardplan.sources.council_document.lines import Row, passage, split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.sentences import plain, sentences
from fardplan.sources.council_document.told import (
    earlier_decisions,
    horizons,
    mandate,
    preparation,
    prose_rows,
    vision,
)
from fardplan.sources.council_document.told.horizons import span_of_name, years_in


def _sentences(text: str):
    return sentences(prose_rows(clean(split_lines(text)).rows))


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunfullmäktige gav den 14 juni 2021, § 58, kommunstyrelsen i uppdrag att ta fram ett program.",
        "Kommunfullmäktige beslutade i oktober 2018 att kommunstyrelsen skulle ta fram ett program.",
        "Nämnden fick den 20 september 2010, § 88, i uppdrag av kommunfullmäktige att utarbeta en policy.",
        "Styrelsen beslutade den 15 juni 2023 att uppdra åt direktören att lägga fram förslag till "
        "affärsplan.",
        "Kommunstyrelsen har den 14 mars 2023 § 45 uppdragit åt HR-avdelningen att upprätta en plan.",
        "Kommunfullmäktige har i budget 2019 gett nämnden i uppdrag att revidera programmet.",
        "Kommunstyrelsen beslutade den 3 maj 2022 att ett nytt klimatprogram ska tas fram.",
        "Enligt stadens regler ska varje nämnd före årets utgång besluta om en verksamhetsplan.",
    ],
)
def test_ways_to_give_a_task(sentence):
    found = mandate(_sentences(f"Allt började bra. {sentence} Sedan gick tiden."))
    assert found is not None
    assert found.flat == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Alla nämnder föreslås få i uppdrag att delta.",
        "Kommunfullmäktige har lämnat följande uppdrag till nämnden för 2023.",
        "Nämnden ger varje år sina enheter mål att arbeta mot.",
    ],
)
def test_what_gives_no_task(sentence):
    assert mandate(_sentences(sentence)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Ärendet har beretts inom kontoret i samråd med socialförvaltningen.",
        "Programmet har tagits fram av en arbetsgrupp med tjänstepersoner från samtliga förvaltningar.",
        "Planen är framtagen av hållbarhetsstrategen i dialog med förvaltningarna.",
        "Omsorgsförvaltningen har utarbetat programmet i dialog med pensionärsrådet.",
        "Arbetet har bedrivits i en grupp med deltagare från kulturen och HR.",
        "Arbetet med att ta fram kulturplanen har skett i bred dialog med föreningar.",
        "Strategin har arbetats fram av en styrgrupp.",
    ],
)
def test_ways_to_tell_how_it_was_made(sentence):
    found = preparation(_sentences(f"Kommunen växer. {sentence} Planen ska tas fram på nytt."))
    assert found is not None
    assert found.flat == sentence


def test_a_heading_of_preparation_outweighs_what_stands_before():
    text = (
        "Bakgrund\n\nProgrammet har tagits fram tidigare.\n\nÄrendets beredning\n\n"
        "Ärendet har beretts av kontoret."
    )
    found = preparation(_sentences(text))
    assert found is not None
    assert found.flat == "Ärendet har beretts av kontoret."


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Trygghetsstrategin antogs av kommunfullmäktige i september 2021.", "2021-09"),
        ("Dessförinnan gällde Miljöprogram 2012–2019, som antogs den 23 april 2012.", "2012-04-23"),
        ("Demokratiberedningen lade den 23 november 2021 utvärderingen till handlingarna.", "2021-11-23"),
        ("Direktionen fastställde den 14 maj 2020 Klimatbokslut 2019.", "2020-05-14"),
        ("Kommunstyrel-\nsen godkände den 9 december 2020 en rapport.", "2020-12-09"),
        ("Dåvarande landstinget beslutade i april 2011 att ansluta sig.", "2011-04"),
        ("Styrelsen godkände den 3 maj 2021 den av nämnden beslutade planen.", "2021-05-03"),
        ("De av nämnden godkända målen beslutades av fullmäktige i maj 2019.", "2019-05"),
    ],
)
def test_ways_to_tell_what_was_decided_before(sentence, date):
    assert [one.date for one in earlier_decisions(_sentences(sentence))] == [date]


@pytest.mark.parametrize(
    "sentence",
    [
        "Riktlinjer ska antas av kommunfullmäktige varje mandatperiod.",
        "Kommunfullmäktige har beslutat följande.",
        "Kulturplanen, som antogs förra året, pekar ut huset.",
        "Planen beskriver de mål som kommunfullmäktige har beslutat om.",
        "Styrelsen beslutade när planen fastställdes:",
        "Målen i den av kommunfullmäktige beslutade planen är kända.",
        "Arbetet följer de av nämnden beslutade riktlinjerna.",
    ],
)
def test_what_is_no_earlier_decision(sentence):
    assert earlier_decisions(_sentences(sentence)) == []


def test_what_is_listed_as_decided_before_needs_no_verb():
    text = "Tidigare beslut\n\nKommunstyrelsen 2020-09-07 § 155\nOmsorgsnämnden 2020-06-10 § 61"
    assert [(one.passage.flat, one.date) for one in earlier_decisions(_sentences(text))] == [
        ("Kommunstyrelsen 2020-09-07 § 155", "2020-09-07"),
        ("Omsorgsnämnden 2020-06-10 § 61", "2020-06-10"),
    ]


def test_the_mandate_is_not_told_again_as_a_decision():
    text = "Kommunstyrelsen uppdrog i maj 2020 åt kontoret att ta fram en plan."
    given = mandate(_sentences(text))
    assert earlier_decisions(_sentences(text), given) == []


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Programmet gäller under åren 2023–2027 och ska prövas varje mandatperiod.", (2023, 2027)),
        (
            "Riktlinjerna gäller från och med den 1 januari 2023 till och med den 31 december 2026.",
            (2023, 2026),
        ),
        ("Strategin föreslås gälla från den 1 januari 2022 till utgången av 2032.", (2022, 2032)),
        ("Policyn gäller till dess att en ny har antagits, dock längst till utgången av 2016.", (2016,)),
        ("Den gäller 2024–2028.", (2024, 2028)),
        ("Strategin sträcker sig över två mandatperioder, 2025–2032.", (2025, 2032)),
        ("Handlingsplanen omfattar åren 2022 till 2024.", (2022, 2024)),
        ("Etappmålen ska vara uppfyllda senast 2028 om inte annat anges.", (2028,)),
        ("En översyn ska göras 2026.", (2026,)),
        ("En kontrollstation hålls 2025.", (2025,)),
        ("Det ska nås senast 2035.", (2035,)),
        ("Ägarmålen avser perioden 2023–2026.", (2023, 2026)),
        ("Etappmålen är satta till år 2025.", (2025,)),
        ("Kommunen har en plan och den gäller till 2030.", (2030,)),
        ("Planen har ett syfte som gäller till 2030.", (2030,)),
    ],
)
def test_ways_to_tell_until_when(sentence, years):
    assert [one.years for one in horizons(_sentences(sentence))] == [years]


@pytest.mark.parametrize(
    ("fact", "years"),
    [
        ("2023–2027", (2023, 2027)),
        ("till och med 2026-12-31", (2026,)),
        ("2024-06-01 – 2028-05-31", (2024, 2028)),
        ("tills vidare", None),
    ],
)
def test_years_of_what_a_label_states(fact, years):
    assert years_in(fact) == years


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Äldreplan för Ekvik 2025–2030", (2025, 2030)),
        ("Äldreplan", None),
        ("Verksamhetsplan 2026 med inriktning för 2027–2028", None),
        ("Uppföljning av Äldreplan 2019–2024, andra delen", None),
    ],
)
def test_a_document_named_for_a_span_of_years(name, years):
    found = span_of_name(passage(clean(split_lines(name)).rows))
    assert (found.years if found else None) == years


@pytest.mark.parametrize(
    "sentence",
    [
        "Vision 2040 gäller.",
        "Den utvärderades 2018.",
        "Befolkningen ökar med omkring 2 800 personer fram till 2025.",
        "Till grund ligger Utvärdering av dialogerna 2019–2021.",
        "Nämnden lämnar en rapport 2028.",
        "Den förra planen, Båtar för alla 2016–2020, hade löpt ut.",
        "Regionen har en plan som gäller till 2030.",
        "Länet har ett gemensamt program för vatten, som omfattar åren 2020–2026.",
    ],
)
def test_years_that_are_no_horizons(sentence):
    assert horizons(_sentences(sentence)) == []


@pytest.mark.parametrize(
    ("text", "told", "year"),
    [
        (
            "År 2045 är Norrhamn en stad för alla barn. Så lyder Vision 2045.",
            "År 2045 är Norrhamn en stad för alla barn.",
            2045,
        ),
        (
            "I Lövholmen möts varje barn av nyfikna vuxna. Så lyder nämndens vision.",
            "I Lövholmen möts varje barn av nyfikna vuxna.",
            None,
        ),
        (
            "Visionen är ett Mellanbygden där vård år 2040 är lika tillgänglig för alla.",
            "Visionen är ett Mellanbygden där vård år 2040 är lika tillgänglig för alla.",
            2040,
        ),
        (
            "Vision: I Härnäs kan alla delta på lika villkor.",
            "I Härnäs kan alla delta på lika villkor.",
            None,
        ),
        (
            "I Båtnäs 2035 seglar alla på lika villkor.",
            "I Båtnäs 2035 seglar alla på lika villkor.",
            2035,
        ),
        ("Båtnäs är år 2045 en hamn för alla.", "Båtnäs är år 2045 en hamn för alla.", 2045),
        (
            "Den bild som vi arbetar mot lyder:\n\nVi seglar alla på lika villkor i vår vik.",
            "Vi seglar alla på lika villkor i vår vik.",
            None,
        ),
        ("Vision\n\nHallsjö – där kulturen är för alla.", "Hallsjö – där kulturen är för alla.", None),
    ],
)
def test_ways_to_tell_a_vision(text, told, year):
    found = vision(_sentences(text))
    assert found is not None
    assert (found.passage.flat, found.year) == (told, year)


@pytest.mark.parametrize(
    "text",
    [
        "Visionen är hämtad ur översiktsplanen från 2012.",
        "År 2018 godkände kommunstyrelsen en lägesbild.",
        "År 2030 är befolkningen enligt prognosen 20 000 personer.",
    ],
)
def test_what_is_no_vision(text):
    assert vision(_sentences(text)) is None


def test_a_misread_word_is_known_and_an_inflected_one_left():
    assert plain("kommunfullmiktige att besluta och föreslå") == "kommunfullmaktige att besluta och foresla"


def test_list_items_and_headings_without_room_are_apart():
    rows = [
        Row(1, "Beslutshistorik", "blank"),
        Row(2, "Nämnden antog en plan i maj 2019 efter en lång diskussion."),
        Row(3, "• Styrelsen sade ja", ""),
        Row(4, "• Fullmäktige sade nej", ""),
    ]
    assert [one.passage.flat for one in sentences(prose_rows(rows))] == [
        "Beslutshistorik",
        "Nämnden antog en plan i maj 2019 efter en lång diskussion.",
        "Styrelsen sade ja",
        "Fullmäktige sade nej",
    ]
