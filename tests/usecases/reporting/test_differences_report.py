"""The differences report: what the site says of districts and groups, whole, and never more than it."""

import io
from datetime import date
from typing import Any

import page
import pytest
from django.utils.timezone import localdate
from docx import Document

from fardplan.portal.contents import Contents
from fardplan.portal.pages.differences import measured_in
from fardplan.presentation.gaps import verdict_in_short
from fardplan.publishing.gaps import PublishedGaps
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Figure, Report, Table, walk
from fardplan.reports.word import as_word
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.differences_report import KIND, MOST_IN_SHORT, written
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.usecases.reporting.published_parts import WHOLE
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from tests.portal import counted, sample
from tests.reading_reports import told, under

DAY = date(2022, 2, 1)
EDITION = Edition(Contents(sample.publication()), "abc", date(2022, 1, 12))
COUNTED = Edition(Contents(counted.publication()), "def", date(2022, 1, 12))
ALL = Subject("", WHOLE)


def report(subject: Subject = ALL, edition: Edition = EDITION, language: Any = "sv", **asked: Any) -> Report:
    return written(edition, Order(subject, language, DAY, **asked))


def plain(said: object) -> object:
    """With ordinary spaces, as it is read aloud."""
    if isinstance(said, str):
        return said.replace("\u00a0", " ").replace("\u202f", " ")
    return type(said)(plain(item) for item in said) if isinstance(said, list | tuple) else said


def area(key: str, edition: Edition = EDITION) -> Subject:
    return Subject(key, edition.contents.target_area(key).name)


def figures(made: Report) -> list[Figure]:
    return [part for part in walk(made.parts) if isinstance(part, Figure)]


def test_the_summary_counts_the_comparisons_and_says_what_can_be_told() -> None:
    assert plain(under(report(edition=COUNTED), "Sammanfattning")) == [
        "Rapporten har 5 jämförelser mellan stadsdelsområden och grupper. I 5 går det inte att avgöra om "
        "skillnaden har ökat eller minskat. 3 av dem bygger på simulerade uppgifter.",
        "[summary]",
        "I ingen jämförelse går det att säga att skillnaden har ökat eller minskat.",
        [
            ("Målområde", "Har ökat", "Har minskat", "Ingen säker förändring", "Går inte att avgöra"),
            ("Skola", "0", "0", "0", "5"),
            ("Arbete", "0", "0", "0", "0"),
            ("Trygghet", "0", "0", "0", "0"),
            ("Miljö", "0", "0", "0", "0"),
        ],
        "Diagrammen över grupper och över skillnaderna över tid finns i rapporten om varje målområde.",
        "Gjord av utgåvan def av den publika webbplatsen, publicerad den 12 januari 2022.",
    ]


def test_an_area_has_every_comparison_of_the_site_in_its_words() -> None:
    assert plain(under(report(area("skola")), "Skola")[:20]) == [
        "[own-skola]",
        [
            ("Indikator", "Jämförda", "Period", "Skillnad", "Bedömning"),
            (
                "Läskunnighet i årskurs 3",
                "stadsdelsområden",
                "2018",
                "13,2 procentenheter (8,7–17,7)",
                "går inte att avgöra",
            ),
            (
                "Läskunnighet i årskurs 3",
                "kön",
                "2018",
                "1,5 procentenheter",
                "går inte att avgöra",
            ),
        ],
        "Inom parentes: det 95-procentiga intervallet. Där inget står är felmarginalen inte känd.",
        "# Läskunnighet i årskurs 3",
        "Så här räknas läskunnighet i årskurs 3. Den mäter etappmålet: Fler barn läser säkert & gärna.",
        "# Mellan stadsdelsområden",
        "Vi kan inte avgöra om skillnaden har ökat eller minskat. År 2017 var skillnaden 18,1 "
        "procentenheter. Felmarginalen är inte känd, så slump och förändring kan inte skiljas åt.",
        "År 2018 var siffran högst för Centrum, 89,0 procent, och lägst för Björkhagen, 75,0 procent: en "
        "skillnad på 14,0 procentenheter. Det finns uppgifter för 3 av 6 stadsdelsområden; skillnaden mellan "
        "dem alla kan vara större. När det som slumpen ger räknats bort är skillnaden 13,2 procentenheter, "
        "mellan 8,7 och 17,7 procentenheter.",
        "Längs en linje genom alla stadsdelsområden, från det sämst till det bäst ställda, är skillnaden "
        "12,0 procentenheter, mellan 9,0 och 15,0 procentenheter; över noll har de sämst ställda det sämre.",
        "Av alla skillnader mellan personer ligger 2,1 procent mellan stadsdelsområden; resten är mellan "
        "personer som bor i samma område.",
        "Om andelen för Björkhagen vore densamma som för Centrum skulle det göra skillnad för omkring 43 "
        "personer.",
        "Vad som skulle behövas: Hur många personer eller svar som står bakom varje uppgift, eller dess "
        "felmarginal, för varje period. Uppgifter för de andra stadsdelsområdena.",
        [
            ("Period", "Procentenheter", "95-procentigt intervall", "Anmärkning"),
            ("2017", "18,1", "", "egen beräkning"),
            ("2018", "13,2", "8,7 till 17,7", "egen beräkning"),
        ],
        "Ursprung: egen beräkning.",
        [
            ("Mått", "Värde", "Intervall", "Högst och lägst"),
            (
                "skillnad mellan den högsta och den lägsta",
                "13,2 procentenheter",
                "8,7–17,7",
                "Centrum – Björkhagen",
            ),
            (
                "den högsta som gånger den lägsta",
                "1,2 gånger",
                "1,1–1,3",
                "Centrum – Björkhagen",
            ),
            (
                "skillnad mellan den sämst och den bäst ställda änden",
                "12,0 procentenheter",
                "9,0–15,0",
                "",
            ),
            (
                "del av alla skillnader som ligger mellan stadsdelsområden",
                "2,1 procent",
                "1,1–3,1",
                "",
            ),
        ],
        "Jämförda: Stadsdelar: 3 med uppgift",
        "# Mellan grupper: kön",
        "Vi kan inte avgöra om skillnaden har ökat eller minskat. Det finns uppgifter för en enda period.",
        "År 2018 var siffran högst för flickor och kvinnor, 86,0 procent, och lägst för pojkar och män, 84,5 "
        "procent: en skillnad på 1,5 procentenheter. Hur mycket av skillnaden som kan vara slump går inte "
        "att säga: uppgifternas felmarginal är inte känd.",
        "Hur många personer skillnaden motsvarar går inte att säga: hur många varje andel är räknad på är "
        "inte känt.",
    ]


@pytest.mark.parametrize("edition", [EDITION, COUNTED])
def test_no_comparison_of_the_site_is_left_out(edition: Edition) -> None:
    publication = edition.contents.publication
    for item in publication.target_areas:
        known = measured_in(edition.contents, item.key, "sv")
        expected = [
            verdict_in_short(one.story.judged, "sv") for indicator in known for one in indicator.comparisons
        ]
        tables = [
            part
            for part in walk(report(area(item.key, edition), edition).parts)
            if isinstance(part, Table) and part.title.endswith("skillnaderna i korthet")
        ]
        assert [row[-1] for table in tables for row in table.rows] == expected


def test_charts_have_words_and_their_figures_and_the_map_refers_to_the_same() -> None:
    drawn = figures(report(area("skola")))
    assert [(item.title, item.table is not None) for item in drawn] == [
        ("Läskunnighet i årskurs 3 efter stadsdelsområde, 2018", True),
        ("Läskunnighet i årskurs 3 på karta, 2018", False),
        ("Läskunnighet i årskurs 3 efter grupp, 2018", True),
    ]
    assert all(item.alt and item.source and item.notes for item in drawn)


def test_the_whole_has_districts_drawn_and_groups_in_a_table() -> None:
    made = report(edition=COUNTED)
    assert [item.title for item in figures(made)] == [
        "Läskunnighet i årskurs 3 efter stadsdelsområde, 2018",
        "Läskunnighet i årskurs 3 på karta, 2018",
        "Läskunnighet, egen räkning efter stadsdelsområde, 2018 (simulerad)",
        "Läskunnighet, egen räkning på karta, 2018 (simulerad)",
    ]
    groups = [
        part for part in walk(made.parts) if isinstance(part, Table) and ": mellan grupper" in part.title
    ]
    assert [plain(item.rows) for item in groups] == [
        (
            (
                "Kön",
                "flickor och kvinnor – pojkar och män",
                "2018",
                "1,5 procentenheter",
                "går inte att avgöra",
            ),
        ),
        (
            (
                "Bakgrund",
                "Född i Sverige – bakgrund: uppgift saknas",
                "2018",
                "20,6 procentenheter (17,5–23,7)",
                "går inte att avgöra",
            ),
            ("Kön", "flickor – pojkar", "2018", "6,8 procentenheter (3,6–10,0)", "går inte att avgöra"),
        ),
    ]


def test_simulated_figures_are_marked_wherever_they_stand() -> None:
    made = report(edition=COUNTED)
    assert made.simulated
    for part in walk(made.parts):
        if isinstance(part, Figure | Table) and "egen räkning" in part.title:
            assert part.title.endswith("(simulerad)")
    assert not report().simulated


def test_what_is_hidden_is_counted_and_why_is_said() -> None:
    assert under(report(edition=COUNTED), "Vad som inte visas, och varför")[2] == [
        ("Indikator", "Uppgifter", "Skyddade"),
        ("Läskunnighet i årskurs 3", "21", "1"),
        ("Läskunnighet, egen räkning (simulerad)", "22", "5"),
    ]
    assert under(report(area("miljo")), "Vad som inte visas, och varför") == [
        "Ingen uppgift som jämförs här är skyddad."
    ]


def test_an_area_of_which_nothing_is_known_says_so() -> None:
    made = report(area("miljo"), language="en")
    assert (made.title, made.subtitle) == (
        "Differences in living conditions",
        "Municipality of Björkvik, Environment",
    )
    assert under(made, "Summary") == [
        "Nothing is known of the differences yet.",
        "[summary]",
        "In no comparison can it be told that the difference has grown or shrunk.",
        "Made from the edition abc of the public site, published on 12\u00a0January 2022.",
    ]
    assert under(made, "Environment") == ["[own-miljo]", "Nothing is known of the differences yet."]


def test_an_officers_texts_stand_in_their_places() -> None:
    made = report(area("skola"), texts={"summary": ("Läs detta.",), "own-skola": ("Vi gör mer.",)})
    said = told(made.parts)
    assert "[summary: ('Läs detta.',)]" in said
    assert "[own-skola: ('Vi gör mer.',)]" in said


SHRUNK = (GapVerdict.CLOSED, GapReason.BEYOND_CHANCE)


def moved(many: int) -> Edition:
    """An edition in which the difference between the sexes has shrunk for many indicators."""
    keys = [f"andel-{number}" for number in range(many)]
    groups = {code: Group((("sex", code),)) for code in "KM"}
    values = {("K", 2017): 60.0, ("M", 2017): 50.0, ("K", 2018): 58.0, ("M", 2018): 54.0}
    found = [
        sample.observation(key, year, value, group=groups[code])
        for key in keys
        for (code, year), value in values.items()
    ]
    milestone = sample.MILESTONES[0].model_copy(update={"context": tuple(keys)})
    return Edition(
        Contents(
            sample.publication(
                indicators=(
                    *sample.INDICATORS,
                    *(sample.indicator(key, sample.text(f"En ganska lång {key}")) for key in keys),
                ),
                milestones=(milestone, *sample.MILESTONES[1:]),
                gaps=tuple(moved_gap(key, (10.0, 4.0), *SHRUNK) for key in keys),
                cleared=Cleared((*sample.publication().cleared, *found)),
            )
        ),
        "ghi",
        DAY,
    )


def moved_gap(
    indicator: str, values: tuple[float, float], verdict: GapVerdict, reason: GapReason
) -> PublishedGaps:
    """A gap between the sexes with its value in 2017 and in 2018, and what was concluded of the change."""
    before, latest = (
        GapFigure(
            measure=GapMeasure.DIFFERENCE,
            division="sex",
            period=Period.of_year(year),
            value=value,
            lower=value - 1,
            upper=value + 1,
            areas=2,
            highest="sex=K",
            lowest="sex=M",
            origin=Origin.OWN_CALCULATION,
        )
        for year, value in zip((2017, 2018), values, strict=True)
    )
    moved_by = values[1] - values[0]
    change = GapChange(
        latest=latest,
        first=before,
        verdict=verdict,
        reason=reason,
        lower=moved_by - 1,
        upper=moved_by + 1,
    )
    return PublishedGaps(indicator=indicator, groups=(before, latest), group_changes=(change,))


def test_what_has_moved_stands_in_the_summary_and_the_short_form_says_what_it_leaves_out() -> None:
    edition = moved(MOST_IN_SHORT + 2)
    whole, short = (under(report(edition=edition, short=short), "Sammanfattning") for short in (False, True))
    finding = (
        "En ganska lång andel-0. Mellan grupper: kön: Skillnaden har minskat. År 2018 var siffran högst för "
        "flickor och kvinnor, 58,0 procent, och lägst för pojkar och män, 54,0 procent: en skillnad på 4,0 "
        "procentenheter."
    )
    assert plain(whole[0]) == (
        "Rapporten har 8 jämförelser mellan stadsdelsområden och grupper. I 8 har skillnaden minskat."
    )
    for told_, count in ((whole, MOST_IN_SHORT + 2), (short, MOST_IN_SHORT)):
        assert told_[2] == "Detta har förändrats mer än slumpen förklarar:"
        findings = plain(told_[3])
        assert isinstance(findings, list)
        assert (findings[0], len(findings)) == (finding, count)
    assert short[4] == "Ytterligare 2 finns i den långa rapporten."


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_short_form_has_two_pages_at_most(language: str) -> None:
    texts = {"summary": ("Skillnaderna är stora, och vad de beror på vet vi inte. " * 8,)}
    short = report(edition=moved(30), language=language, short=True, texts=texts)
    assert short.sources == ()
    made = as_pdf(short)
    found = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert found.is_compliant
    assert found.document.page_count <= 2


def test_an_indicator_beside_milestones_of_two_areas_is_told_once() -> None:
    beside = sample.MILESTONES[1].model_copy(update={"context": ("lasning",)})
    milestones = (sample.MILESTONES[0], beside, *sample.MILESTONES[2:])
    edition = Edition(Contents(sample.publication(milestones=milestones)), "abc", DAY)
    assert under(report(edition=edition), "Arbete")[:4] == [
        "[own-arbete]",
        "Inget är känt om skillnaderna ännu.",
        "Redovisas under ett tidigare målområde:",
        ["Läskunnighet i årskurs 3"],
    ]
    assert "# Läskunnighet i årskurs 3" in under(report(area("arbete", edition), edition), "Arbete")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("subject", [ALL, area("skola")])
def test_it_is_a_correct_pdf_and_word_file_the_same_each_time(language: str, subject: Subject) -> None:
    made, again = (report(subject, COUNTED, language) for _ in range(2))
    pdf, word = as_pdf(made), as_word(made)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.is_pdf_compliant_bytes(pdf, profile=profile)
    headings = [p.text for p in Document(io.BytesIO(word)).paragraphs if p.style.name == "Heading 1"]
    assert ("Sammanfattning" if language == "sv" else "Summary") in headings
    assert (as_pdf(again), as_word(again)) == (pdf, word)


def test_it_is_made_of_what_stands_on_the_site(home: Home, strategist: Actor, visitor: Actor) -> None:
    assert KIND.subjects(home, strategist, localdate()) == ()
    with pytest.raises(NotFoundError):
        make(strategist, home, "differences", "", as_of=localdate())
    bundle = publish(home, actor=strategist, today=date(2021, 4, 1)).bundle
    keys = [item.key for item in KIND.subjects(home, visitor, localdate())]
    assert keys == ["", "skola", "trygghet-och-bostad"]
    made = make(visitor, home, "differences", "skola", as_of=localdate())
    assert (made.edition, made.subject) == (bundle[:16], "skola")


def test_reservations_breaks_and_what_is_not_compared_are_said() -> None:
    beside = sample.MILESTONES[0].model_copy(update={"context": ("oro", "platser")})
    edition = Edition(Contents(sample.publication(milestones=(beside, *sample.MILESTONES[1:]))), "abc", DAY)
    said = under(report(area("skola", edition), edition), "Skola")
    traps = said.index("# Vad uppgiften inte kan säga")
    assert plain(said[traps : traps + 4]) == [
        "# Vad uppgiften inte kan säga",
        ["Provet är frivilligt.", "Bara på svenska."],
        "# Brott i tidsserien",
        ["2014: Nytt prov.", "2016: Ny gräns. (Norra sidan)"],
    ]
    unknown = said.index("# Där inget är känt")
    assert plain(said[unknown + 2]) == [
        "Simkunniga",
        "Orolig för brott",
        "Arbetsplatser i norr. Antal jämförs inte: hur många det blir följer av hur stort området ritats.",
    ]


def test_a_row_of_simulated_figures_is_marked_in_the_overview() -> None:
    made = report(area("skola", COUNTED), COUNTED)
    tables = [part for part in walk(made.parts) if isinstance(part, Table)]
    (overview,) = [part for part in tables if part.title.endswith("i korthet")]
    assert {row[0] for row in overview.rows} == {
        "Läskunnighet i årskurs 3",
        "Läskunnighet, egen räkning (simulerad)",
    }


def test_a_finding_of_which_something_is_hidden_says_so_in_the_summary() -> None:
    edition = moved(1)
    gaps = edition.contents.publication.gaps[0]
    latest = gaps.groups[1].model_copy(update={"protected": 1})
    change = gaps.group_changes[0].model_copy(update={"latest": latest})
    partial = gaps.model_copy(update={"groups": (gaps.groups[0], latest), "group_changes": (change,)})
    publication = edition.contents.publication.model_copy(update={"gaps": (partial,)})
    edition = Edition(Contents(publication), "ghi", DAY)
    (measured,) = [
        one
        for item in measured_in(edition.contents, "skola", "sv")
        for one in item.comparisons
        if item.indicator.key == "andel-0"
    ]
    assert measured.story.partial
    assert measured.story.partial in str(under(report(edition=edition), "Sammanfattning")[3])
