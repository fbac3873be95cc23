"""The way ahead on a milestone's page: what is decided, and what has been released."""

from pathlib import Path

import pytest

from fardplan.portal.contents import Contents
from fardplan.portal.figures import places
from fardplan.portal.maps import place_map, small_map
from fardplan.portal.stories import gap_target
from fardplan.portal.tables import figure_tables
from fardplan.presentation.gap_target import GapTargetStory
from fardplan.publishing.outlook import PublishedOutlook
from fardplan.vocabulary.area import AreaKind, Division
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import GapStatus, Reason, Verdict
from tests.portal.markup import Element, read
from tests.portal.sample import BOUNDARIES, DISTRICT_CODES, DIVISION, publication


def section(site: Path, page: str, id: str) -> Element | None:
    found = read((site / page / "index.html").read_text("utf-8"))
    return next((item for item in found.all("section") if item.get("aria-labelledby") == id), None)


def lines(site: Path, page: str) -> list[str]:
    ahead = section(site, page, "ahead")
    assert ahead is not None
    return ahead.lines


def test_people_path_forecast_and_levels_in_plain_words(site: Path) -> None:
    assert lines(site, "etappmal/simning") == [
        "Vägen framåt",
        "Från den senaste uppgiften till 98 procent är det omkring 120 elever.",
        "En procentenhet är omkring 12 elever: 1 210 räknades år 2018.",
        "Vägen som är beslutad",
        "Den raka vägen från utgångsläget, 92,0 procent år 2014, till målet, 98 procent år 2025, ger varje "
        "år sin nivå. En enskild årsuppgift är osäker på omkring 1,5 procentenheter när. Ligger den så nära "
        "årets nivå säger den ännu inte om staden är på väg.",
        "Nivå år för år",
        "År",
        "Nivå på vägen",
        *("2019", "94,7 procent", "2020", "95,3 procent", "2021", "95,8 procent", "2022", "96,4 procent"),
        *("2023", "96,9 procent", "2024", "97,5 procent", "2025", "98,0 procent"),
        "Om inget nytt görs",
        "Om inget nytt görs väntas uppgiften bli omkring 83,8 procent år 2025. I fyra fall av fem hamnar den "
        "mellan 76,8 och 89,4. Prognosen bygger på 5 jämförbara uppgifter, från 2014 till 2018.",
        "Om inget nytt görs nås minst 98 procent år 2025 med en sannolikhet under 5 procent.",
        "Nivåer att överväga",
        "De här nivåerna har ingen beslutat. De skulle vara ambitiösa, och andra har klarat lika mycket.",
        "minst 90 procent till år 2022 4 av 31 jämförbara kommuner har förbättrat sig lika mycket på lika "
        "lång tid.",
        "minst 91 procent till år 2025 En av 30 jämförbara kommuner har förbättrat sig lika mycket på lika "
        "lång tid.",
    ]


def test_a_forecast_that_cannot_be_made_says_what_is_lacking(site: Path) -> None:
    assert lines(site, "en/milestone/arbete") == [
        "The way ahead",
        "If nothing new is done",
        "No forecast can be made. Comparable figures: 5. At least 6 are needed.",
        "How probable it is that 80 per cent is reached by 2025 if nothing new is done cannot be told.",
        "Levels to consider",
        "No level could be recommended: the figures are too few, or none is both ambitious and tried.",
    ]


def test_without_anything_to_say_there_is_no_such_section(site: Path) -> None:
    assert section(site, "etappmal/lasning", "ahead") is None
    assert section(site, "etappmal/lust", "ahead") is None


def test_the_forecast_is_named_among_the_origins_and_in_its_rows(site: Path) -> None:
    page = read((site / "en/milestone/simning/index.html").read_text("utf-8"))
    figure = page.all("figure")[0]
    assert any(line.startswith("Origin: official statistics, forecast.") for line in figure.lines)
    rows = [row.lines for row in figure.all("tr")]
    assert rows[-1] == ["2025", "83.8", "72.6 to 92.9", "76.8 to 89.4", "forecast, no outcome"]
    assert [row[0] for row in rows if row[-1] == "forecast, no outcome"] == [
        str(year) for year in range(2019, 2026)
    ]


@pytest.mark.parametrize("page", ["etappmal/lasning", "indikator/lasning"])
def test_districts_stand_on_a_map_with_its_source(site: Path, page: str) -> None:
    found = read((site / page / "index.html").read_text("utf-8"))
    titles = [item.text for item in found.all("figcaption")]
    assert "Läskunnighet i årskurs 3 på karta, 2018" in titles
    drawn = next(item for item in found.all("figure") if "på karta" in item.all("figcaption")[0].text)
    assert "Gränser: Björkviks karta, den 1 mars 2018, förenklade (CC0). Stränderna är rätade." in drawn.lines


def test_names_of_places_are_marked_as_swedish_on_english_pages(site: Path) -> None:
    page = (site / "en/milestone/lasning/index.html").read_text("utf-8")
    assert '<th scope="row"><span lang="sv">Björkhagen</span></th>' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"boundaries": ()},
        {"boundaries": (BOUNDARIES.model_copy(update={"boundaries": BOUNDARIES.boundaries[1:]}),)},
        {"divisions": ()},
        {"divisions": (Division(code="d", name="Stadsdelar", areas=DISTRICT_CODES[1:]),)},
        {"divisions": (DIVISION.model_copy(update={"valid_to": Period.of_year(2017).end}),)},
    ],
    ids=["no map", "a border missing", "no division", "a district outside", "a division of another time"],
)
def test_there_is_no_map_unless_every_border_of_a_division_is_known(
    changes: dict[str, tuple[Boundaries, ...] | tuple[Division, ...]],
) -> None:
    edition = publication(**{"gaps": (), **changes})
    assert place_map(Contents(edition), edition.indicators[0], "sv", id="map") is None


def test_borders_are_those_of_the_time(site: Path) -> None:
    gone = tuple(
        item.model_copy(update={"valid_to": Period.of_year(2017).end}) for item in BOUNDARIES.boundaries
    )
    edition = publication(boundaries=(BOUNDARIES.model_copy(update={"boundaries": gone}),))
    assert place_map(Contents(edition), edition.indicators[0], "sv", id="map") is None


def test_borders_are_left_out_of_the_roadmap_that_is_downloaded(site: Path) -> None:
    assert b'"boundaries"' not in (site / "data" / "roadmap.json").read_bytes()


def test_an_outlook_has_nothing_unless_it_is_given() -> None:
    assert PublishedOutlook().model_dump() == {
        "path": (),
        "people": None,
        "forecast": None,
        "probability": None,
        "recommended": None,
    }


def test_a_target_for_the_gap_is_told_where_it_is_promised() -> None:
    contents = Contents(publication())
    plain = next(item for item in contents.publication.milestones if item.key == "simning")
    promised = plain.model_copy(
        update={
            "status": plain.status.model_copy(
                update={
                    "gap": GapStatus(
                        target=GapTarget(measure=GapMeasure.DIFFERENCE, level=8, year=2030),
                        decision="KF 2026-11-20, § 1, KS 2026/1",
                        verdict=Verdict.NO_DATA,
                        reason=Reason.NO_OBSERVATION,
                    )
                }
            )
        }
    )
    indicator = contents.measure_of(plain)
    assert gap_target(plain, indicator, "sv") is None
    assert gap_target(promised, indicator, "sv") == GapTargetStory(
        standing="Skillnaden mellan områden: inga uppgifter finns ännu.",
        promise="Målet för skillnaden är högst 8\xa0procentenheter senast 2030: uppgifter saknas.",
        why="Det finns inga uppgifter per område som måttet kan räknas ur. Det behövs uppgifter för varje "
        "område och hur många personer som ligger bakom dem.",
    )


def test_small_areas_have_a_map_of_their_own_and_stand_among_no_districts() -> None:
    areas = tuple(
        item.model_copy(update={"kind": AreaKind.SMALL}) if item.code in DISTRICT_CODES else item
        for item in publication().areas
    )
    contents = Contents(publication(gaps=(), areas=areas))
    indicator = contents.publication.indicators[0]
    assert place_map(contents, indicator, "sv", id="map") is None
    assert places(contents, indicator, "sv", id="places") is None
    shown = small_map(contents, indicator, "sv", id="small")
    assert shown is not None
    assert shown.drawing.title == "Läskunnighet i årskurs 3 efter mindre område på karta, 2018"
    captions = [table.caption for table in figure_tables(contents, indicator, "sv")]
    assert "Läskunnighet i årskurs 3: mindre områden" in captions
    assert small_map(Contents(publication()), indicator, "sv", id="small") is None
