"""The disclosure report: what is protected and what that costs, counted of what any reader can see."""

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
from fardplan.reports.tree import Report, Section, Table, walk
from fardplan.reports.word import as_word
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.disclosure_counts import (
    by_period,
    by_place,
    counts_of,
    released,
    withheld_by_others,
)
from fardplan.usecases.reporting.disclosure_report import KIND, WHOLE, written
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Origin, Status
from tests.portal import counted, sample
from tests.reading_reports import told, under

DAY = date(2022, 2, 1)
COUNTED = Edition(Contents(counted.publication()), "def", date(2022, 1, 12))
NOTHING = Edition(Contents(sample.publication()), "abc", date(2022, 1, 12))


def report(edition: Edition = COUNTED, language: Any = "sv", **asked: Any) -> Report:
    return written(edition, Order(Subject("", WHOLE), language, DAY, **asked))


def test_the_summary_counts_what_is_counted_here_and_what_of_it_is_protected() -> None:
    assert under(report(texts={"assessment": ("Det räcker.",)}), "Sammanfattning") == [
        "Av utgåvans 70 uppgifter är 27 räknade här. 6 av dem är skyddade och visas inte.",
        "[assessment: ('Det räcker.',)]",
        [
            ("Register", "Uppgifter", "Skyddade", "Andel, procent", "Skyddsrapport"),
            ("Elevregistret (simulerad)", "27", "6", "22,2", "9f86d081884c7d65"),
        ],
        "Skyddsrapporterna är interna och förvaras hos utgivaren.",
        "Gjord av utgåvan def av den publika webbplatsen, publicerad den 12\u00a0januari 2022.",
    ]


def test_the_rules_and_the_attack_stand_in_the_words_of_the_site() -> None:
    assert under(report(), "Så fungerar skyddet") == [
        "Några uppgifter räknas här, i register med en rad för varje person, bostad eller arbetsplats. "
        "Raderna lämnar aldrig platsen där de räknas: varken webbplatsen eller programmets databas har någon "
        "av dem.",
        "Små tal visas inte, eftersom de kan röja någon. Då måste också andra tal döljas, annars går de små "
        "att räkna ut ur summor, andra grupper, andra stadsdelsområden eller tidigare år.",
        ".. = skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut.",
        "Samma tecken står för båda, så att tecknet i sig inte säger hur litet ett tal är.",
        "Innan något publiceras försöker ett andra program, skrivet fristående från det första, räkna ut "
        "varje dolt tal ur allt som webbplatsen visar och har visat tidigare. Kommer det för nära något av "
        "dem publiceras ingenting.",
        "Försöket räknar med det som är publicerat här, nu och tidigare. Det som andra publicerar om nästan "
        "samma personer räknas inte som känt.",
    ]


def test_each_register_has_its_rules_what_was_counted_and_what_is_lost() -> None:
    assert under(report(), "Elevregistret (simulerad)") == [
        "Varje rad står för: elev. Källa: Skolverket, uppgifter per elev.",
        ["Antal från 1 till 4 döljs, och andra uppgifter också."],
        "Vad reglerna vilar på: Stadens riktlinje för utlämnande.",
        "Skyddsrapport, förvarad hos utgivaren: 9f86d081884c7d65.",
        [
            ("Indikator", "Perioder", "Avrundas till", "Uppgifter", "Skyddade", "Andel, procent"),
            ("Läskunnighet, egen räkning", "2014–2018", "0,1", "22", "5", "22,7"),
            ("Påbörjade bostäder, egen räkning", "2018", "1", "4", "1", "25,0"),
            ("Läsare per bostad", "2018", "0,1", "1", "0", "0,0"),
        ],
        [
            ("Områden", "Om vilka", "Uppgifter", "Skyddade", "Andel, procent"),
            ("Hela staden", "alla", "7", "1", "14,3"),
            ("Hela staden", "grupper", "8", "2", "25,0"),
            ("Stadsdelsområden", "alla", "12", "3", "25,0"),
        ],
        [
            ("Period", "Uppgifter", "Skyddade", "Andel, procent"),
            ("2014", "1", "0", "0,0"),
            ("2015", "1", "0", "0,0"),
            ("2016", "1", "1", "100,0"),
            ("2017", "7", "1", "14,3"),
            ("2018", "17", "4", "23,5"),
        ],
        "I 3 av 4 jämförelser mellan stadsdelsområden eller grupper står skyddade uppgifter utanför.",
    ]


def test_the_annex_has_the_conditions_as_the_program_has_them() -> None:
    assert under(report(), "Bilaga: så räknas varje indikator")[1] == [
        ("Indikator", "Regel", "Villkor"),
        ("Läskunnighet, egen räkning", "Vilka som räknas", "graded"),
        (
            "Läskunnighet, egen räkning",
            "Vilka av dem som har egenskapen från 2012: Den som läser säkert.",
            "reading >= 3",
        ),
        ("Påbörjade bostäder, egen räkning", "Vilka som räknas", "graded"),
        (
            "Påbörjade bostäder, egen räkning",
            "Vilka av dem som har egenskapen från 2012: Den som läser säkert.",
            "reading >= 3",
        ),
    ]


@pytest.mark.parametrize("edition", [COUNTED, NOTHING])
def test_nothing_is_counted_twice_or_left_out(edition: Edition) -> None:
    for item in released(edition.contents):
        whole = counts_of(item.found)
        for parts in (
            by_place(edition.contents, item.found).values(),
            by_period(item.found).values(),
            [one.counts for one in item.counted],
        ):
            told_of = [(part.figures, part.hidden) for part in parts]
            assert tuple(map(sum, zip(*told_of, strict=True))) == (whole.figures, whole.hidden)
    own = [one for one in edition.contents.publication.cleared if one.provenance.release]
    assert sum(counts_of(item.found).figures for item in released(edition.contents)) == len(own)


def test_an_edition_without_registers_says_so() -> None:
    made = report(NOTHING, "en")
    assert not made.simulated
    assert told(made.parts) == [
        "# Summary",
        "No figures here are counted in registers of persons.",
        "[assessment]",
        "Made from the edition abc of the public site, published on 12\u00a0January 2022.",
        "# Figures that others publish",
        "Most figures here have been published by their source, which has protected the individuals in them. "
        "A figure that the source has withheld stays withheld.",
        [
            ("Indicator", "Figures", "Withheld", "Rounded to protect"),
            ("Reading in grade 3", "21", "1", "0"),
        ],
    ]


def test_what_sources_have_rounded_is_counted_and_where_nothing_is_that_is_said() -> None:
    rounded = [
        sample.observation("oro", 2017, 100.0, status=Status.ROUNDED),
        sample.observation("oro", 2020, 19.0),
    ]
    plain = sample.publication(
        cleared=Cleared(
            (
                *(one for one in sample.publication().cleared if one.indicator not in ("oro", "lasning")),
                *sample.LASNING,
                *rounded,
            )
        )
    )
    edition = Edition(Contents(plain), "abc", DAY)
    assert under(report(edition), "Uppgifter som andra publicerar")[1] == [
        ("Indikator", "Uppgifter", "Hålls inne", "Avrundade till skydd"),
        ("Orolig för brott", "2", "0", "1"),
    ]
    none = sample.small(1)
    assert under(report(Edition(Contents(none), "abc", DAY)), "Uppgifter som andra publicerar")[1] == (
        "Ingen uppgift från andra i utgåvan är innehållen eller avrundad till skydd."
    )


def test_a_register_of_which_nothing_is_hidden_has_no_table_of_where() -> None:
    figures = [
        one
        for one in counted.publication().cleared
        if not one.provenance.release or one.status is not Status.SUPPRESSED
    ]
    edition = Edition(
        Contents(counted.publication().model_copy(update={"cleared": Cleared(tuple(figures)), "gaps": ()})),
        "abc",
        DAY,
    )
    tables = [part.title for part in walk(report(edition).parts) if isinstance(part, Table)]
    assert [title for title in tables if title.startswith("Elevregistret")] == [
        "Elevregistret: uppgifter och skyddade uppgifter (simulerad)",
        "Elevregistret: så räknas det (simulerad)",
    ]


def test_what_is_simulated_is_marked_and_what_is_not_is_not() -> None:
    assert report().simulated
    real = Edition(Contents(counted.publication(Origin.OWN_CALCULATION)), "abc", DAY)
    made = report(real)
    assert not made.simulated
    assert "Elevregistret" in [part.title for part in made.parts if isinstance(part, Section)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_a_correct_pdf_and_word_file_the_same_each_time(language: str) -> None:
    made, again = (report(language=language) for _ in range(2))
    pdf, word = as_pdf(made), as_word(made)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.is_pdf_compliant_bytes(pdf, profile=profile)
    assert Document(io.BytesIO(word)).paragraphs[1].text == "Skyddet av enskilda" or language == "en"
    assert (as_pdf(again), as_word(again)) == (pdf, word)


def test_it_is_made_of_what_stands_on_the_site(home: Home, strategist: Actor, visitor: Actor) -> None:
    assert KIND.subjects(home, strategist, localdate()) == ()
    with pytest.raises(NotFoundError):
        make(strategist, home, "disclosure", "", as_of=localdate())
    bundle = publish(home, actor=strategist, today=date(2021, 4, 1)).bundle
    assert [item.key for item in KIND.subjects(home, visitor, localdate())] == [""]
    made = make(visitor, home, "disclosure", "", as_of=localdate())
    assert (made.edition, made.title) == (bundle[:16], "Skyddet av enskilda")


def test_each_register_tells_of_its_own_figures_alone() -> None:
    publication = counted.publication()
    figures = [one for one in publication.cleared if one.provenance.release]
    key = figures[0].indicator
    other = [
        replace(one, indicator="oro", provenance=replace(one.provenance, release="other"))
        for one in figures
        if one.indicator == key and not one.group.categories and one.area == sample.CITY
    ]
    second = counted.REGISTER.model_copy(update={"key": "andra", "releases": ("other",)})
    both = publication.model_copy(
        update={
            "registers": (*publication.registers, second),
            "cleared": Cleared((*(one for one in publication.cleared if one.indicator != "oro"), *other)),
        }
    )
    first, last = released(Contents(both))
    assert {one.provenance.release for one in first.found} == {counted.RELEASE}
    assert (len(last.found), {one.provenance.release for one in last.found}) == (len(other), {"other"})


def test_what_is_protected_here_is_not_told_as_withheld_by_others() -> None:
    own = [one for one in COUNTED.contents.publication.cleared if one.provenance.release]
    assert counts_of(own).hidden
    (withheld,) = withheld_by_others(COUNTED.contents)
    assert withheld.indicator.key == "lasning"
    assert {one.provenance.release for one in withheld.found} == {None}
