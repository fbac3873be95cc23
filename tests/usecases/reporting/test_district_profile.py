"""The district profile: one page, in which higher and lower are said only where the intervals carry it."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page
import pytest
from django.utils.timezone import localdate
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from fardplan.portal.contents import Contents
from fardplan.publishing.gaps import PublishedGaps
from fardplan.publishing.publication import Publication, PublishedBreak
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Figure, Report, Table, walk
from fardplan.reports.word import as_word
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.publication import publication as published
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.district_lines import Against, Line, lines_of
from fardplan.usecases.reporting.district_profile import KIND, subjects_of, written
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import IntervalBasis
from fardplan.vocabulary.text import Text
from tests.portal import sample
from tests.reading_reports import told

DAY = date(2022, 2, 1)
EDITION = Edition(Contents(sample.publication()), "abc", date(2022, 1, 12))


def report(area: str, edition: Edition = EDITION, language: Any = "sv", **asked: Any) -> Report:
    subject = next(item for item in subjects_of(edition) if item.key == area)
    return written(edition, Order(subject, language, DAY, **asked))


def plain(said: object) -> object:
    """With ordinary spaces, as it is read aloud."""
    if isinstance(said, str):
        return said.replace("\u00a0", " ").replace("\u202f", " ")
    return type(said)(plain(item) for item in said) if isinstance(said, list | tuple) else said


def edition_of(figures: Sequence[Observation], *, counts_people: bool = True, **changes: Any) -> Edition:
    """An edition with the figures of one indicator alone, `andel`."""
    share = sample.indicator("andel", sample.text("Andel", "Share"), **changes)
    return Edition(
        Contents(
            sample.publication(
                indicators=(*sample.INDICATORS, share),
                cleared=Cleared((*sample.publication().cleared, *figures)),
                gaps=(PublishedGaps(indicator="andel", bases_are_people=counts_people),),
            )
        ),
        "abc",
        DAY,
    )


def line(figures: Sequence[Observation], area: str = "centrum", **changes: Any) -> Line:
    found = lines_of(edition_of(figures, **changes).contents, area)
    return next(item for item in found if item.indicator.key == "andel")


def figure(year: Any, value: float | None, area: str = "centrum", **changes: Any) -> Observation:
    return sample.observation("andel", year, value, area=area, **changes)


def test_a_page_has_the_district_beside_the_city_and_says_what_it_cannot_tell() -> None:
    assert plain(told(report("ankdammen").parts)) == [
        "Det finns uppgifter för två indikatorer om Ankdammen. En går inte att jämföra: felmarginalen är "
        "inte känd.",
        [
            (
                "Indikator",
                "Period",
                "Området",
                "Björkvik",
                "Jämfört med Björkvik",
                "Jämfört med tidigare år",
            ),
            (
                "Läskunnighet i årskurs 3, procent",
                "2018",
                "71,4 (67,4–75,4)",
                "85,3",
                "bedöms inte",
                "2017: 70,1; bedöms inte",
            ),
            ("Orolig för brott, procent", "2020", "25", "19", "går inte att avgöra", "–"),
        ],
        "Inom parentes: det 95-procentiga intervallet. Högre och lägre sägs bara där två intervall inte "
        "möts; bland många jämförelser kan slumpen ensam ge någon. Det säger inget om varför.",
        "Går inte att avgöra: uppgifternas felmarginal är inte känd.",
        "En preliminär uppgift visas men bedöms inte.",
        "[comment]",
        "Gjord av utgåvan abc av den publika webbplatsen, publicerad den 12 januari 2022.",
    ]


def test_a_protected_figure_is_said_to_be_so_and_compared_with_nothing() -> None:
    made = plain(told(report("ekbacken").parts))
    assert isinstance(made, list)
    assert made[0] == (
        "Det finns uppgifter för en indikator om Ekbacken. En uppgift är skyddad och visas inte."
    )
    assert made[1][1] == (
        "Läskunnighet i årskurs 3, procent",
        "2018",
        ".. skyddad",
        "85,3",
        "–",
        "–",
    )
    assert ".. = skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut" in made


def test_a_district_without_figures_has_a_page_that_says_so() -> None:
    assert plain(told(report("dammhagen", language="en").parts)) == [
        "There are no published figures for Dammhagen.",
        "[comment]",
        "Made from the edition abc of the public site, published on 12 January 2022.",
    ]
    assert page.validate_pdf_bytes(
        as_pdf(report("dammhagen")), profile=page.ValidationProfile.PDF_UA_1
    ).is_compliant


def test_what_is_no_district_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFoundError) as caught:
        written(EDITION, Order(Subject("centrm", Text(sv="Centrm")), "sv", DAY))
    assert "Did you mean 'centrum'?" in str(caught.value)


def test_the_map_shows_where_it_lies_and_says_whose_it_is() -> None:
    (drawn,) = [part for part in report("centrum").parts if isinstance(part, Figure)]
    assert (drawn.title, drawn.alt) == (
        "Var Centrum ligger",
        "En karta över stadsdelsområdena, där Centrum är ifyllt.",
    )
    assert plain(drawn.notes) == ("Gränser: Björkviks karta, den 1 mars 2018, förenklade (CC0).",)
    assert not [part for part in report("dammhagen").parts if isinstance(part, Figure)]


@pytest.mark.parametrize(
    ("own", "city", "expected"),
    [
        ((60.0, 400), (50.0, 5000), Against.HIGHER),
        ((40.0, 400), (50.0, 5000), Against.LOWER),
        ((52.0, 400), (50.0, 5000), Against.ALIKE),
        ((60.0, None), (50.0, 5000), Against.UNKNOWN),
        ((60.0, 400), (50.0, None), Against.UNKNOWN),
    ],
)
def test_people_who_are_counted_are_compared_by_chance(
    own: tuple[float, int | None], city: tuple[float, int | None], expected: Against
) -> None:
    found = [figure(2018, own[0], base=own[1]), figure(2018, city[0], sample.CITY, base=city[1])]
    assert line(found).beside_city is expected
    assert line(found, counts_people=False).beside_city is Against.UNKNOWN


def test_bounds_are_no_intervals_of_chance() -> None:
    city = figure(2018, 50.0, sample.CITY, lower=49.0, upper=51.0)
    own = figure(2018, 60.0, lower=59.0, upper=61.0)
    assert line([own, city]).beside_city is Against.HIGHER
    bounded = sample.figure(city).model_copy(update={"interval_basis": IntervalBasis.BOUNDS})
    assert line([own, city], intervals=(bounded,)).beside_city is Against.UNKNOWN


def test_counts_are_shown_and_never_compared_with_the_city() -> None:
    found = line([figure(2018, 60.0), figure(2018, 5000.0, sample.CITY)], unit=sample.PEOPLE)
    assert found.beside_city is Against.COUNT


def test_the_earlier_figure_is_the_first_that_can_be_compared() -> None:
    years = [figure(year, 50.0 + year - 2010, base=300) for year in (2010, 2014, 2018)]
    assert line(years).earlier == years[0]
    broken = (PublishedBreak(first=Period.of_year(2012), text=sample.text("Nytt."), areas=()),)
    assert line(years, breaks=broken).earlier == years[1]
    elsewhere = (
        PublishedBreak(first=Period.of_year(2012), text=sample.text("Nytt."), areas=("bjorkhagen",)),
    )
    assert line(years, breaks=elsewhere).earlier == years[0]
    here = (PublishedBreak(first=Period.of_year(2018), text=sample.text("Nytt."), areas=("centrum",)),)
    assert line(years, breaks=here).earlier is None
    hidden = [figure(2010, None, status=Status.SUPPRESSED), *years[1:]]
    assert line(hidden).earlier == years[1]
    assert line(years[2:]).earlier is None


def test_months_are_compared_with_the_same_month_alone() -> None:
    months = [figure(month, 5.0) for month in ("2015-10", "2016-03", "2017-10", "2018-03")]
    assert line(months).earlier == months[1]


def test_figures_within_other_borders_are_not_compared() -> None:
    before, after = figure(2017, 50.0, base=300), figure(2018, 60.0, base=300)
    edition = edition_of([before, after])
    areas = tuple(
        item.model_copy(
            update={
                "versions": (
                    item.versions[0].model_copy(update={"valid_to": date(2017, 12, 31)}),
                    item.versions[0].model_copy(update={"valid_from": date(2018, 1, 1)}),
                )
            }
        )
        if item.code == "centrum"
        else item
        for item in edition.contents.publication.areas
    )
    moved = Contents(edition.contents.publication.model_copy(update={"areas": areas}))
    found = next(item for item in lines_of(moved, "centrum") if item.indicator.key == "andel")
    assert (found.earlier, found.beside_earlier) == (None, Against.NOTHING)


ENDS = st.tuples(st.integers(1, 99), st.integers(0, 30), st.integers(0, 30))


@given(ENDS, ENDS)
def test_higher_one_way_is_lower_the_other_and_never_where_intervals_meet(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    def told_of(
        own: tuple[int, int, int], city: tuple[int, int, int]
    ) -> tuple[Against, Observation, Observation]:
        first, second = (
            figure(2018, float(value), area, lower=float(value - down), upper=float(value + up))
            for (value, down, up), area in ((own, "centrum"), (city, sample.CITY))
        )
        return line([first, second]).beside_city, first, second

    forth, own, city = told_of(one, other)
    back, *_ = told_of(other, one)
    assert (forth, back) in {
        (Against.HIGHER, Against.LOWER),
        (Against.LOWER, Against.HIGHER),
        (Against.ALIKE, Against.ALIKE),
    }
    assert (forth is Against.ALIKE) == _meet(own, city)


def _meet(one: Observation, other: Observation) -> bool:
    ends = [(item.lower or 0.0, item.upper or 0.0) for item in (one, other)]
    return ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]


def table(made: Report) -> Table:
    return next(part for part in walk(made.parts) if isinstance(part, Table))


def full(publication: Publication, definitions: Sequence[Any]) -> Publication:
    """With three years of made-up figures of every indicator for every district, as many as there can be."""
    known = {item.key for item in publication.indicators}
    told_of = {item.indicator for item in publication.cleared}
    extra = [
        sample.indicator(item.key, item.name, unit=item.unit, area=publication.city.home_area)
        for item in definitions
        if item.key not in known
    ]
    districts = [item.code for item in publication.areas if item.kind is AreaKind.DISTRICT]
    figures = [
        sample.observation(
            item.key,
            year,
            23.4,
            area=area,
            origin=Origin.SIMULATED,
            source="Befolkningen den 31 december, egen räkning",
            lower=16.7,
            upper=30.9,
        )
        for item in (*publication.indicators, *extra)
        if item.key not in told_of
        for area in (*districts, publication.city.home_area)
        for year in (2018, 2021, 2024)
    ]
    return Publication(
        **{
            **{name: getattr(publication, name) for name in type(publication).model_fields},
            "indicators": (*publication.indicators, *extra),
            "cleared": Cleared((*publication.cleared, *figures)),
        }
    )


@pytest.fixture
def stockholm(db: None, tmp_path: Path, strategist: Actor) -> Edition:
    today = date(2027, 5, 5)
    home = create_home(tmp_path / "home", "stockholm", actor=strategist, today=today).home
    return Edition(Contents(full(published(home, today=today), home.city.indicators)), "8febc4eb", today)


def test_every_district_of_stockholm_has_one_page_with_all_the_figures_there_can_be(
    stockholm: Edition,
) -> None:
    subjects = subjects_of(stockholm)
    assert len(subjects) == 17
    for language in ("sv", "en"):
        for subject in subjects:
            made = report(
                subject.key,
                stockholm,
                language,
                officer="Anna Andersson",
                phone="08-508 00 000",
                dnr="KS 2027/123",
            )
            found = page.validate_pdf_bytes(as_pdf(made), profile=page.ValidationProfile.PDF_UA_1)
            assert (found.is_compliant, found.document.page_count) == (True, 1), subject.key
            assert len(table(made).rows) >= 12


def test_what_has_no_room_is_counted_and_gives_way_to_what_measures_milestones(stockholm: Edition) -> None:
    made = table(report("kungsholmen", stockholm))
    every = lines_of(stockholm.contents, "kungsholmen")
    left = len(every) - len(made.rows)
    assert f"Ytterligare {left} uppgifter om området finns på webbplatsen; sidan har inte plats för dem." in (
        made.notes
    )
    names = [row[0] for row in made.rows]
    measuring = [item for item in every if item.measures and item.indicator.unit.measure != "count"]
    assert measuring
    for item in measuring:
        assert any(name.startswith(item.indicator.name.sv) for name in names)


@pytest.mark.parametrize("signs", [1, 40, 200])
def test_long_names_and_an_officers_words_keep_to_the_page(stockholm: Edition, signs: int) -> None:
    publication = stockholm.contents.publication
    named = tuple(
        item.model_copy(update={"name": Text(sv=f"{'långa ord ' * signs}{item.key}"[: signs + 8])})
        for item in publication.indicators
    )
    edition = replace(stockholm, contents=Contents(publication.model_copy(update={"indicators": named})))
    texts = {"comment": ("Det är bättre här än det ser ut, och vi arbetar vidare. " * 6,)}
    made = as_pdf(report("kungsholmen", edition, texts=texts))
    found = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert found.document.page_count == 1


def test_a_district_that_is_no_more_says_until_when(stockholm: Edition) -> None:
    names = {item.key: plain(item.name.sv) for item in subjects_of(stockholm)}
    assert list(names)[:3] == ["bromma", "enskede-arsta-vantor", "farsta"]
    assert names["rinkeby-kista"] == "Rinkeby-Kista (till och med 30 juni 2023)"
    assert list(names)[-6:] == [
        "hagersten-liljeholmen",
        "norrmalm",
        "rinkeby-kista",
        "spanga-tensta",
        "alvsjo",
        "ostermalm",
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_a_correct_pdf_and_word_file_the_same_each_time(language: str) -> None:
    made, again = (report("centrum", language=language) for _ in range(2))
    pdf, word = as_pdf(made), as_word(made)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.is_pdf_compliant_bytes(pdf, profile=profile)
    assert Document(io.BytesIO(word)).paragraphs[1].text == "Centrum"
    assert (as_pdf(again), as_word(again)) == (pdf, word)


def test_it_is_made_of_what_stands_on_the_site(
    db: None, tmp_path: Path, strategist: Actor, visitor: Actor
) -> None:
    today = localdate()
    home = create_home(tmp_path / "home", "stockholm", actor=strategist, today=today).home
    assert KIND.subjects(home, strategist, today) == ()
    bundle = publish(home, actor=strategist, today=today).bundle
    assert len(KIND.subjects(home, visitor, today)) == 17
    made = make(visitor, home, "profile", "farsta", as_of=today)
    assert (made.edition, made.subject, made.title, made.simulated) == (
        bundle[:16],
        "farsta",
        "Farsta",
        False,
    )
    assert len(table(made).rows) == 7
    with pytest.raises(NotFoundError):
        make(visitor, home, "profile", "vasastan", as_of=today)


def test_a_city_without_districts_has_no_profiles(home: Home, strategist: Actor) -> None:
    publish(home, actor=strategist, today=date(2021, 4, 1))
    assert KIND.subjects(home, strategist, localdate()) == ()


def test_figures_of_groups_are_not_the_districts_own() -> None:
    women = Group((("sex", "K"),))
    found = [
        figure(2018, 50.0, base=400),
        figure(2018, 90.0, group=women),
        figure(2020, 95.0, group=women),
        figure(2018, 99.0, sample.CITY, group=women),
        figure(2018, 55.0, sample.CITY, base=4000),
    ]
    told_of = line(found)
    assert (told_of.own, told_of.city, told_of.earlier) == (found[0], found[4], None)


def rows_of(figures: Sequence[Observation], language: Any = "sv", **changes: Any) -> list[str]:
    made = table(report("centrum", edition_of(figures, **changes), language))
    assert made.source
    return next(list(row) for row in made.rows if row[0].startswith(("Andel", "Share")))


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (20.0, "högre än 2014 (20,0)"),
        (80.0, "lägre än 2014 (80,0)"),
        (51.0, "ingen säker skillnad mot 2014 (51,0)"),
    ],
)
def test_the_district_beside_itself_is_said_the_right_way_round(earlier: float, said: str) -> None:
    found = [figure(2014, earlier, base=400), figure(2018, 50.0, base=400)]
    assert plain(rows_of(found))[5] == said  # type: ignore[index]


def test_simulated_figures_are_marked_in_their_row_and_in_the_title() -> None:
    found = [figure(2018, 50.0, origin=Origin.SIMULATED)]
    made = report("centrum", edition_of(found))
    assert made.simulated
    assert table(made).title == "Centrum bredvid Björkvik (simulerad)"
    assert rows_of(found)[0] == "Andel (simulerad), procent"
    names = [row[0] for row in table(made).rows if not row[0].startswith("Andel")]
    assert not [name for name in names if "simulerad" in name]


def test_a_district_that_is_no_more_and_has_no_figures_is_no_subject() -> None:
    publication = sample.publication()
    gone = tuple(
        item.model_copy(
            update={"versions": (item.versions[0].model_copy(update={"valid_to": date(2020, 12, 31)}),)}
        )
        if item.code in ("centrum", "fiskartorp")
        else item
        for item in publication.areas
    )
    figures = Cleared(tuple(one for one in publication.cleared if one.area != "fiskartorp"))
    edition = replace(
        EDITION, contents=Contents(publication.model_copy(update={"areas": gone, "cleared": figures}))
    )
    keys = [item.key for item in subjects_of(edition)]
    assert keys[-1] == "centrum"
    assert "fiskartorp" not in keys


def test_a_district_that_is_no_more_is_shown_among_those_of_its_time() -> None:
    """Its borders are those of the last day of its division, on a map of that division alone."""
    publication = sample.publication()
    old = publication.divisions[0].model_copy(update={"valid_to": date(2021, 12, 31)})
    lands = tuple(
        item.model_copy(update={"valid_to": date(2021, 12, 31)})
        for item in publication.boundaries[0].boundaries
    )
    maps = publication.boundaries[0].model_copy(update={"boundaries": lands})
    then = publication.model_copy(
        update={"divisions": (old, *publication.divisions[1:]), "boundaries": (maps,)}
    )
    edition = replace(EDITION, day=DAY, contents=Contents(then))
    drawn = [part for part in report("ankdammen", edition).parts if isinstance(part, Figure)]
    assert [item.title for item in drawn] == ["Var Ankdammen ligger"]
