"""The status report: every milestone in the words of the site, on the published edition alone."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import page
import pytest
from django.utils.timezone import localdate
from docx import Document

from fardplan.portal.contents import Contents
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Figure, OwnText, Report, Section, walk
from fardplan.reports.word import as_word
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.usecases.reporting.published_parts import WHOLE
from fardplan.usecases.reporting.status_report import KIND, written
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.status import Target
from fardplan.vocabulary.text import Text
from tests.portal import sample
from tests.reading_reports import told, under

DAY = date(2022, 2, 1)
EDITION = Edition(Contents(sample.publication()), "abc", date(2022, 1, 12))
ALL = Subject("", WHOLE)


def report(subject: Subject = ALL, edition: Edition = EDITION, language: Any = "sv", **asked: Any) -> Report:
    return written(edition, Order(subject, language, DAY, **asked))


def plain(said: object) -> object:
    """With ordinary spaces, as it is read aloud."""
    if isinstance(said, str):
        return said.replace("\u00a0", " ").replace("\u202f", " ")
    return type(said)(plain(item) for item in said) if isinstance(said, list | tuple) else said


def area(key: str) -> Subject:
    return Subject(key, EDITION.contents.target_area(key).name)


def test_the_summary_counts_every_milestone_once_and_says_what_it_rests_on() -> None:
    assert plain(under(report(), "Sammanfattning")) == [
        "Färdplanen har åtta etappmål. Ett är uppnått. Ett är på väg mot målet. Ett ligger efter. För ett "
        "går det inte att avgöra om det är på väg mot målet. För två saknas uppgifter. För två är nivå och "
        "årtal inte beslutade, så det är riktningen som bedöms: ett rör sig åt det håll staden vill, för ett "
        "går riktningen inte att avgöra.",
        "Bedömningarna bygger på den senaste uppgiften för varje etappmål; den äldsta gäller 2016 och den "
        "nyaste 2020.",
        "[summary]",
        [
            ("Etappmål", "Senaste uppgift", "Bedömning", "Mål"),
            (
                "Fler barn läser säkert & gärna",
                "85,3 procent år 2018",
                "uppnått",
                "minst 84 procent senast 2019",
            ),
            ("Fler kan simma", "88,0 procent år 2018", "ligger efter", "minst 98 procent senast 2025"),
            ("Fler lär sig med lust", "inga uppgifter", "uppgifter saknas", "inte beslutat"),
            (
                "Fler unga har arbete",
                "74,1 procent år 2018",
                "på väg",
                "minst 80 procent senast 2025 (förslag)",
            ),
            (
                "Fler arbetsplatser i norr",
                "12 310 personer år 2016",
                "riktningen går inte att avgöra",
                "inte beslutat",
            ),
            (
                "Färre känner sig otrygga",
                "13 procent år 2020",
                "går inte att avgöra",
                "högst 11 procent senast 2025",
            ),
            ("Färre har lågt förtroende", "inga uppgifter", "uppgifter saknas", "inte beslutat"),
            ("Fler lekplatser är i skick (simulerad)", "47,0 procent år 2018", "förbättras", "inte beslutat"),
        ],
        "Där nivå och årtal inte är beslutade är det riktningen som bedöms.",
    ]


def test_a_milestone_is_told_as_on_the_site_with_its_years_to_come() -> None:
    told_of = plain(under(report(), "Skola"))
    assert isinstance(told_of, list)
    first = told_of.index("# Fler kan simma")
    assert told_of[first : told_of.index("# Fler lär sig med lust")] == [
        "# Fler kan simma",
        "Bedömning: ligger efter. Uppgiften håller inte takten mot målet, även när osäkerheten räknas in. "
        "Målet är minst 98 procent senast 2025.",
        "Andelen har minskat, från 92,0 till 88,0 procent på fyra år. Det är tvärtemot vad staden vill. "
        "Senaste uppgift: 88,0 procent år 2018 (mellan 86 och 90 av 100).",
        "Förändringen är större än vad osäkerheten i uppgifterna kan förklara. Bedömningen bygger på fem "
        "jämförbara uppgifter, den första för 2014. Alla är räknade. Intervallet visar hur mycket uppgiften "
        "brukar röra sig från år till år (95 procent). Uppgiften gäller 2018 och publicerades 25 september "
        "2018.",
        "Ansvarig är inte utsedd.",
        "Hur många människor det gäller: Från den senaste uppgiften till 98 procent är det omkring 120 "
        "elever. En procentenhet är omkring 12 elever: 1 210 räknades år 2018.",
        "Vägen som är beslutad: Den raka vägen från utgångsläget, 92,0 procent år 2014, till målet, 98 "
        "procent år 2025, ger varje år sin nivå. En enskild årsuppgift är osäker på omkring 1,5 "
        "procentenheter när. Ligger den så nära årets nivå säger den ännu inte om staden är på väg.",
        [
            ("År", "Nivå på vägen"),
            ("2019", "94,7 procent"),
            ("2020", "95,3 procent"),
            ("2021", "95,8 procent"),
            ("2022", "96,4 procent"),
            ("2023", "96,9 procent"),
            ("2024", "97,5 procent"),
            ("2025", "98,0 procent"),
        ],
        "Prognos: Om inget nytt görs väntas uppgiften bli omkring 83,8 procent år 2025. I fyra fall av fem "
        "hamnar den mellan 76,8 och 89,4. Prognosen bygger på 5 jämförbara uppgifter, från 2014 till 2018. "
        "Om inget nytt görs nås minst 98 procent år 2025 med en sannolikhet under 5 procent.",
        "Nivåer att överväga: De här nivåerna har ingen beslutat. De skulle vara ambitiösa, och andra har "
        "klarat lika mycket.",
        [
            "minst 90 procent till år 2022. 4 av 31 jämförbara kommuner har förbättrat sig lika mycket på "
            "lika lång tid.",
            "minst 91 procent till år 2025. En av 30 jämförbara kommuner har förbättrat sig lika mycket på "
            "lika lång tid.",
        ],
    ]


def test_a_milestone_without_figures_says_what_is_needed() -> None:
    told_of = plain(under(report(area("trygghet")), "Trygghet"))
    assert isinstance(told_of, list)
    at = told_of.index("# Färre har lågt förtroende")
    assert told_of[at : at + 3] == [
        "# Färre har lågt förtroende",
        "Bedömning: uppgifter saknas. Inga uppgifter finns ännu. Nivå och årtal är inte beslutade. Ansvarig "
        "är inte utsedd.",
        "Vad som behövs för att kunna bedöma etappmålet: Svar per område, från kommunen. Ett beslut om nivå "
        "och årtal behövs.",
    ]


def test_what_is_not_released_is_nowhere() -> None:
    milestones = tuple(item.model_copy(update={"ahead": type(item.ahead)()}) for item in sample.MILESTONES)
    silent = Edition(Contents(sample.publication(milestones=milestones)), "abc", DAY)
    made = report(edition=silent)
    seen = [part.alt for part in walk(made.parts) if isinstance(part, Figure)]
    words = str([*told(made.parts), *seen])
    assert not any(word in words for word in ("Prognos", "prognos", "sannolikhet", "Nivåer att överväga"))


def test_a_target_area_has_its_own_report_with_the_differences_and_strategies_in_short() -> None:
    made = report(area("skola"))
    assert (made.title, made.subtitle) == ("Läget i målområdet Skola", "Färdplan för Björkvik")
    said = plain(under(made, "Skola"))
    assert isinstance(said, list)
    assert said[said.index("# Strategier") :] == [
        "# Strategier",
        ["Läs ihop", "Köp böcker", "Simma mer"],
        "# Vad som har gjorts och vad som föreslås",
        "[area-skola]",
    ]
    begins = "Mellan stadsdelsområden. Vi kan inte avgöra om skillnaden"
    assert any(str(item).startswith(begins) for item in said)
    assert under(made, "Sammanfattning")[0] == (
        "Målområdet har tre etappmål. Ett är uppnått. Ett ligger efter. För ett saknas uppgifter."
    )


def test_an_area_without_milestones_says_so() -> None:
    assert told(report(area("miljo")).parts)[:2] == [
        "# Sammanfattning",
        "Inget etappmål är satt i målområdet.",
    ]


def test_every_figure_has_a_table_a_source_and_words() -> None:
    drawn = [part for part in walk(report().parts) if isinstance(part, Figure)]
    assert len(drawn) == 6
    assert all(part.table and part.source and part.alt for part in drawn)
    assert [part.title for part in drawn if "simulerad" in part.title] == ["Lekplatser i skick (simulerad)"]


def test_what_is_written_first_leaves_no_page_empty_after_it() -> None:
    texts = {"summary": ("Läget är blandat.",) * 9, "proposal": ("Rapporten godkänns.",) * 9}
    sections = [part for part in walk(report(texts=texts).parts) if isinstance(part, Section)]
    assert [part.title for part in sections if part.new_page] == []


def test_it_is_simulated_only_where_something_shown_is() -> None:
    assert [report(item).simulated for item in (ALL, area("skola"), area("trygghet"))] == [True, False, True]


def test_the_officer_has_a_place_for_each_area_and_two_on_top() -> None:
    places = [part.key for part in report().own_texts]
    assert places == ["summary", "proposal", "area-skola", "area-arbete", "area-trygghet", "area-miljo"]
    texts = {"area-skola": ("Lässatsningen har börjat.",)}
    assert "[area-skola: ('Lässatsningen har börjat.',)]" in under(report(texts=texts), "Skola")
    assert all(isinstance(part, OwnText) and part.prompt for part in report().own_texts)


def test_the_two_pages_have_the_table_and_the_three_things_that_matter_most() -> None:
    said = plain(told(report(short=True).parts))
    assert isinstance(said, list)
    assert said[-5:-1] == [
        "# Det viktigaste",
        [
            "Fler kan simma. Andelen har minskat, från 92,0 till 88,0 procent på fyra år. Det är tvärtemot "
            "vad staden vill. Uppgiften håller inte takten mot målet, även när osäkerheten räknas in.",
            "Nivå och årtal är inte beslutade för fem etappmål. Innan de är det kan ingen avgöra om staden "
            "är på väg att nå målen. För sju etappmål är ingen ansvarig utsedd.",
            "Fler lär sig med lust. Inga uppgifter finns ännu. Det behövs ett beslut om hur det ska mätas.",
        ],
        "# Förslag",
        "[proposal]",
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_short_form_is_two_pages_with_six_long_milestones_and_a_proposal(language: str) -> None:
    long = (
        "Andelen av eleverna i årskurs 9 i stadens grundskolor som är behöriga till nationella program ökar"
    )
    milestones = tuple(
        item.model_copy(update={"text": Text(sv=f"{long} {number}", en=f"{long} {number}")})
        for number, item in enumerate(sample.MILESTONES[:6])
    )
    edition = Edition(Contents(sample.publication(milestones=milestones)), "abc", DAY)
    texts = {"proposal": ("Kommunstyrelsen godkänner lägesrapporten.", long * 3)}
    made = as_pdf(report(edition=edition, language=language, short=True, texts=texts))
    found = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert found.is_compliant
    assert found.document.page_count <= 2


def test_a_target_without_an_indicator_keeps_its_level_as_given() -> None:
    lust = sample.MILESTONES[-1]
    status = lust.status.model_copy(update={"target": Target(level=7.5, year=2030, decision="KF § 1")})
    milestones = (*sample.MILESTONES[:-1], lust.model_copy(update={"status": status}))
    edition = Edition(Contents(sample.publication(milestones=milestones)), "abc", DAY)
    rows = [row for item in told(report(edition=edition).parts) if isinstance(item, list) for row in item]
    assert ("Fler lär sig med lust", "inga uppgifter", "uppgifter saknas", "7,5 senast 2030") in rows


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("short", [False, True])
def test_it_is_a_correct_pdf_and_word_file_the_same_each_time(language: str, short: bool) -> None:
    made, again = (report(language=language, short=short) for _ in range(2))
    pdf, word = as_pdf(made), as_word(made)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.is_pdf_compliant_bytes(pdf, profile=profile)
    headings = [p.text for p in Document(io.BytesIO(word)).paragraphs if p.style.name == "Heading 1"]
    assert ("Förslag" if language == "sv" else "Proposal") in headings
    assert (as_pdf(again), as_word(again)) == (pdf, word)


def test_it_is_made_of_what_stands_on_the_site(home: Home, strategist: Any, visitor: Any) -> None:
    assert KIND.subjects(home, strategist, localdate()) == ()
    with pytest.raises(NotFoundError):
        make(strategist, home, "status", "", as_of=localdate())
    bundle = publish(home, actor=strategist, today=date(2021, 4, 1)).bundle
    keys = [item.key for item in KIND.subjects(home, visitor, localdate())]
    assert keys == ["", "skola", "trygghet-och-bostad"]
    made = make(visitor, home, "status", "skola", as_of=localdate())
    assert (made.edition, made.subject) == (bundle[:16], "skola")
    assert replace(made, as_of=DAY) == replace(
        make(strategist, home, "status", "skola", as_of=localdate()), as_of=DAY
    )


def test_a_single_milestone_is_told_and_not_counted() -> None:
    alone = tuple(item for item in sample.MILESTONES if item.key in ("simning", "arbete"))
    edition = Edition(Contents(sample.publication(milestones=alone)), "abc", DAY)
    assert plain(told(report(area("skola"), edition).parts))[1] == (  # type: ignore[index]
        "Målområdet har ett etappmål. Andelen har minskat, från 92,0 till 88,0 procent på fyra år. Det är "
        "tvärtemot vad staden vill. Uppgiften håller inte takten mot målet, även när osäkerheten räknas in."
    )


def test_the_whole_tells_every_edition_and_an_area_the_one_that_applies() -> None:
    newest = (
        "Utgåva 2, föreslagen, inte antagen. Ingen har antagit utgåvan. Den togs fram av Kommunkontoret, "
        "daterad 14 juni 2018. Varför den gjordes: Nya mål behövs. Det här skiljer den från utgåva 1:"
    )
    changes = ["Nivån för simning sätts till 98 procent.", "Ett nytt etappmål."]
    first = "Utgåva 1, ersatt. Antagen av Kommunfullmäktige den 23 maj 2016, § 12, diarienummer KS 2016/1."
    assert plain(under(report(), "Beslut och utgåvor")) == [newest, changes, first]
    assert plain(under(report(area("skola")), "Beslut och utgåvor")) == [newest, changes]


def test_what_it_can_be_made_of_is_named_without_the_whole_that_has_no_key(
    home: Home, strategist: Any
) -> None:
    publish(home, actor=strategist, today=date(2021, 4, 1))
    with pytest.raises(NotFoundError) as error:
        make(strategist, home, "status", "skol", as_of=localdate())
    assert str(error.value).splitlines()[1] == ("There is: skola, trygghet-och-bostad. Did you mean 'skola'?")
