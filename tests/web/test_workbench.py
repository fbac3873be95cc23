"""The workbench's pages: fields and grid without JavaScript, candidates, comparing, releasing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from fardplan.roadmap.workbench.obstacle import Obstacle
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.steering.candidates import keep_candidate
from fardplan.usecases.steering.desks import DESKS
from fardplan.usecases.steering.workbench import Asked, workbench_list
from fardplan.vocabulary.observation import Clearance, Origin
from fardplan.vocabulary.release import ReleaseKind
from fardplan.web.workbench.overview import MENDS, next_step
from tests.builders import observation
from tests.portal.markup import Element
from tests.rich_home import enrich
from tests.small_city import write_city
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
TODAY = date(2027, 3, 1)
BENCH = "/arbete/verkstad/betyg/"
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture
def home(db: None, city: Path, tmp_path: Path, settings: Settings) -> Home:
    DESKS.forget()
    made = enrich(create_home(tmp_path / "home", str(city), actor=STRATEGIST, today=TODAY).home)
    settings.HOME = made.path
    return made


def keep(home: Home, level: float, year: int, reasons: str = "Därför.") -> int:
    asked = Asked(level, year)
    return keep_candidate(
        home, "betyg", asked, name=f"{level:g} {year}", reasons=reasons, actor=STRATEGIST, today=TODAY
    ).number


def texts(page: Element, class_: str) -> list[str]:
    return [" ".join(item.text.split()) for item in page if item.has_class(class_)]


def values(page: Element) -> dict[str, str]:
    return {item.get("name"): item.get("value") for item in page.all("input") if item.get("type") == "number"}


def test_the_list_says_what_can_be_told_and_what_is_lacking(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get("/arbete/verkstad/")
    assert [item.text for item in page.all("h3")] == [
        "Fler elever är behöriga till gymnasiet",
        "Andelen otrygga har tydligt minskat",
        "Fler bostäder byggs vid stationen",
    ]
    assert "Inget mäter etappmålet, så ingen nivå kan vägas." in page.text
    tells = [[item.text for item in line.all("li")] for line in page if line.has_class("tells")]
    assert tells[0] == [
        "Sannolikhet",
        "Förebilder",
        "Människor kräver gruppens storlek",
        "Mellan stadsdelsområden kräver siffror för stadsdelsområden med deras storlek",
    ]
    assert [text for text in texts(page, "quiet") if text.startswith("Härnäst:")] == [
        "Härnäst: En strateg eller statistiker väger en nivå och ett årtal och sparar dem med skäl.",
        "Härnäst: En strateg eller statistiker väger en nivå och ett årtal och sparar dem med skäl.",
        "Härnäst: En strateg anger i färdplanens utkast vad som mäter det.",
    ]


def test_who_does_what_next_follows_from_what_there_is(home: Home) -> None:
    [(_, (first, *_)), *_] = workbench_list(home, actor=STRATEGIST, today=TODAY).areas
    kept = replace(first, candidates=2)
    proposed = replace(kept, proposed=True)
    untold = replace(proposed, tells=replace(first.tells, probability=False))
    released = replace(proposed, released=frozenset({ReleaseKind.PROBABILITY}))
    assert [next_step(one).split(" ")[:6] for one in (first, kept, proposed, untold, released)] == [
        ["A", "strategist", "or", "a", "statistician", "weighs"],
        ["A", "strategist", "makes", "a", "candidate", "a"],
        ["A", "strategist", "or", "a", "statistician", "releases"],
        ["Nothing", "of", "the", "years", "to", "come"],
        ["What", "is", "released", "stands", "on", "the"],
    ]
    assert set(MENDS) == set(Obstacle)


def test_nothing_is_suggested_before_somebody_asks(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(BENCH)
    assert (values(page)["niva"], values(page)["ar"]) == ("", "")
    assert texts(page, "empty-title") == ["Inget vägs än"]
    assert texts(page, "tile") == []


def test_the_answers_stand_with_what_they_rest_on(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(BENCH, niva="92", ar="2029")
    assert texts(page, "bench-sentence")[0].startswith("92 procent till 2029 är en ökning med")
    assert len(texts(page, "tile")) == 6
    assert "11 uppgifter för staden kan jämföras med varandra" in page.text
    assert "Uppgifter från 24 andra kommuner finns att jämföra med." in page.text
    assert [item.get("id") for item in page.all("h2") if item.get("id")] == [
        *("utsikt", "rutor", "forebilder", "egen", "manniskor", "skillnader", "arsmal", "vision", "grund"),
        "kandidater",
    ]


def test_every_cell_is_a_link_that_says_all_it_stands_for(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(BENCH)
    cells = [item for item in page.all("a") if item.has_class("cell")]
    assert len(cells) > 20
    assert all("chans om inget nytt görs" in item.get("aria-label") for item in cells)
    weighed = visit(Role.POLITICIAN).get(cells[0].get("href"))
    chosen = [item for item in weighed.all("a") if item.has_class("cell") and item.get("aria-current")]
    assert [item.get("id") for item in chosen] == [cells[0].get("id")]


def test_the_cells_show_the_number_that_is_asked_for(home: Home, visit: Visit) -> None:
    visitor = visit(Role.POLITICIAN)
    shown = {
        what: [item.text for item in visitor.get(BENCH, visa=what).all("a") if item.has_class("cell")][:8]
        for what in ("sannolikhet", "forebilder", "manniskor")
    }
    assert len({tuple(cells) for cells in shown.values()}) == 3


def test_plus_and_minus_are_buttons_that_lead_to_an_address(home: Home, visit: Visit) -> None:
    client = visit(Role.POLITICIAN).client
    answer = client.get(BENCH, {"niva": "92", "ar": "2029", "flytta": "ar-upp"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{BENCH}?niva=92&ar=2030")
    assert values(Visitor(client).get(answer.headers["Location"]))["ar"] == "2030"


def test_htmx_takes_the_bench_alone_and_the_address_follows(home: Home, visit: Visit) -> None:
    client = visit(Role.POLITICIAN).client
    answer = client.get(
        BENCH, {"niva": "92", "ar": "2029", "flytta": "ar-upp"}, headers={"HX-Request": "true"}
    )
    told = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Replace-Url"]) == (200, f"{BENCH}?niva=92&ar=2030")
    assert ("<html" in told, 'id="bank"' in told, 'hx-swap-oob="innerHTML"' in told) == (False, True, True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"niva": "120", "ar": "2029"}, "Nivån 120 kan inte finnas"),
        ({"niva": "92", "ar": "2041"}, "Året 2041 ligger efter visionens, 2040"),
        ({"niva": "92", "ar": "2017"}, "Året 2017 ligger inte efter den senaste uppgiften, 2019"),
        ({"niva": "många", "ar": "2029"}, "Det som skrevs är inget tal: många."),
    ],
)
def test_what_cannot_be_weighed_is_told_and_stays_as_typed(
    home: Home, visit: Visit, asked: dict[str, str], said: str
) -> None:
    page = visit(Role.POLITICIAN).get(BENCH, **asked)
    assert said in page.text
    assert values(page)["niva"] == asked["niva"]


def test_a_decimal_comma_is_understood(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(BENCH, niva="91,5", ar="2029")
    assert values(page)["niva"] == "91.5"


def test_the_rule_can_be_changed_and_follows_in_the_address(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(BENCH, niva="92", ar="2029", sannolik="1", forebild="99")
    cells = [item.get("href") for item in page.all("a") if item.has_class("cell")]
    assert all("sannolik=1&forebild=99" in href for href in cells)
    assert values(page) | {"sannolik": "1", "forebild": "99", "utpekad": "25"} == values(page)


def test_the_municipalities_are_listed_on_request(home: Home, visit: Visit) -> None:
    visitor = visit(Role.POLITICIAN)
    short = visitor.get(BENCH, niva="90", ar="2024")
    (link,) = [item for item in short.all("a") if item.get("id") == "alla-forebilder"]
    whole = visitor.get(link.get("href").partition("#")[0])
    assert len(whole.all("tr")) - len(short.all("tr")) > 10


def test_a_milestone_without_a_measure_says_why_and_what_is_needed(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get("/arbete/verkstad/bostader/")
    assert texts(page, "empty-title") == ["Inget mäter etappmålet, så ingen nivå kan vägas."]
    assert "Ett register över bostadsprojekt" in page.text


def test_a_partner_does_not_reach_the_workbench(home: Home, visit: Visit) -> None:
    page = visit(Role.PARTNER).get(BENCH, status=403)
    assert "får inte läsa verkstaden" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_questions_does_not_grow_with_candidates(home: Home, visit: Visit, count: int) -> None:
    for step in range(count):
        keep(home, 90 + step, 2029)
    visitor = visit(Role.STRATEGIST)
    visitor.get(BENCH, niva="92", ar="2029")
    with assert_queries(17):
        visitor.get(BENCH, niva="91", ar="2030")
    with assert_queries(17):
        visitor.get("/arbete/verkstad/")


def test_keeping_changing_and_proposing_a_candidate(home: Home, visit: Visit) -> None:
    visitor = visit(Role.STRATEGIST)
    page = visitor.post(f"{BENCH}behall/", {"niva": "92", "ar": "2029", "name": "Djärv", "reasons": ""})
    assert "”Djärv” är sparad." in page.text
    assert "Skriv skälen först" in page.text
    sent = {"name": "Djärv", "reasons": "Andra har klarat det.", "revision": "1"}
    changed = visitor.post(_one(page), sent)
    assert ("Skälen är sparade." in changed.text, "Gör den till förslag" in changed.text) == (True, True)
    stale = visitor.post(_one(page), sent | {"reasons": "Ett annat skäl."}, status=409)
    assert "sparade kandidaten medan du hade den öppen" in stale.text
    assert "Ett annat skäl." in stale.text
    proposed = visitor.post(f"{_one(page)}foresla/", {"revision": "2"})
    assert "Den är nu ett förslag: utkastet i ärende 1 har dess nivå" in proposed.text
    assert "så ärende 1 öppnades för den" in proposed.text
    assert "/arbete/fardplan/arenden/1/" in [item.get("href") for item in proposed.all("a")]
    again = visitor.post(f"{_one(page)}foresla/", {"revision": "3"}, status=409)
    assert "Kandidaten har gjorts till förslag" in again.text


def _one(page: Element) -> str:
    """The page's own address, from its breadcrumbs."""
    links = [item for item in page.all("a") if item.get("aria-current") == "page"]
    return next(item.get("href") for item in links if "/kandidat/" in item.get("href"))


def test_what_was_typed_stays_when_a_candidate_cannot_be_kept(home: Home, visit: Visit) -> None:
    page = visit(Role.STRATEGIST).post(
        f"{BENCH}behall/", {"niva": "", "ar": "2029", "name": "Djärv", "reasons": "Skäl."}, status=422
    )
    assert "En kandidat är en nivå och ett årtal" in page.text or "Inget vägs än" in page.text


def test_a_politician_reads_candidates_and_changes_nothing(home: Home, visit: Visit) -> None:
    number = keep(home, 92, 2029)
    visitor = visit(Role.POLITICIAN)
    page = visitor.get(f"{BENCH}kandidat/{number}/")
    assert page.all("textarea") == []
    visitor.post(f"{BENCH}kandidat/{number}/lagg-undan/", {"revision": "1"}, status=403)


def test_two_candidates_in_words_and_numbers(home: Home, visit: Visit) -> None:
    first, second = keep(home, 92, 2029), keep(home, 91, 2031)
    page = visit(Role.POLITICIAN).client.get(f"{BENCH}jamfor/", {"k": [first, second]})
    told = page.content.decode()
    assert "begär" in told
    assert "procentenheter mer än" in told
    assert told.count("Därför.") == 2
    one = visit(Role.POLITICIAN, name="Bo Ek").get(f"{BENCH}jamfor/", status=422, k=str(first))
    assert "Två kandidater jämförs, varken fler eller färre" in one.text


def test_a_dropped_candidate_is_listed_apart(home: Home, visit: Visit) -> None:
    number = keep(home, 92, 2029)
    visitor = visit(Role.STRATEGIST)
    visitor.post(f"{BENCH}kandidat/{number}/lagg-undan/", {"revision": "1"})
    page = visitor.get(BENCH)
    assert (texts(page, "kept-one"), "1 som är undanlagd" in page.text) == ([], True)


def test_releasing_and_withdrawing_with_reasons(home: Home, visit: Visit) -> None:
    visitor = visit(Role.STATISTICIAN)
    address = f"{BENCH}offentligt/"
    assert texts(visitor.get(address), "status-word") == ["i huset", "i huset", "i huset"]
    visitor.post(address, {"kinds": ["forecast"], "why": "", "do": "release"}, status=422)
    page = visitor.post(address, {"kinds": ["forecast"], "why": "Nämnden har sett den.", "do": "release"})
    assert texts(page, "status-word") == ["släppt", "i huset", "i huset"]
    assert "Nämnden har sett den." in page.text
    twice = visitor.post(address, {"kinds": ["forecast"], "why": "Igen.", "do": "release"}, status=422)
    assert "Igen." in twice.text
    page = visitor.post(address, {"kinds": ["forecast"], "why": "Fel tal.", "do": "withdraw"})
    assert texts(page, "status-word")[:3] == ["i huset", "i huset", "i huset"]


def test_who_may_not_release_sees_what_is_released(home: Home, visit: Visit) -> None:
    visitor = visit(Role.POLITICIAN)
    assert visitor.get(f"{BENCH}offentligt/").all("textarea") == []
    visitor.post(
        f"{BENCH}offentligt/", {"kinds": ["forecast"], "why": "Jag vill.", "do": "release"}, status=403
    )


@pytest.fixture
def stockholm(db: None, tmp_path: Path, settings: Settings) -> Home:
    """Stockholm with made-up figures of its districts for one indicator."""
    DESKS.forget()
    made = create_home(tmp_path / "stockholm", "stockholm", actor=STRATEGIST, today=TODAY).home
    settings.HOME = made.path
    indicator = "behorighet-kommunala-skolor-egen"
    districts = [item.code for item in made.city.areas if item.kind.value == "district"][:11]
    rows = [
        replace(
            observation(year, round(80 + place + (year - 2015) * 0.4, 1)),
            indicator=indicator,
            area=area,
            base=400 + 40 * place,
            provenance=replace(
                observation(year, 1.0).provenance,
                origin=Origin.SIMULATED,
                source="Påhittat",
                clearance=Clearance.INTERNAL,
            ),
        )
        for place, area in enumerate(["0180", *districts])
        for year in range(2015, 2026)
    ]
    made.evidence.save(rows, loaded=TODAY, came_from="made.csv")
    return made


def test_districts_people_and_the_gap_are_told_and_marked_as_simulated(stockholm: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(
        "/arbete/verkstad/behorighet/", matt="behorighet-kommunala-skolor-egen", niva="90", ar="2030"
    )
    assert "Simulerade uppgifter." in page.text
    captions = [item.text for item in page.all("caption")]
    assert "Skillnaden med varje mått som kan räknas ut" in captions
    assert any(caption.startswith("Stadsdel för stadsdel") for caption in captions)
    assert "Det är inte etappmålets egen indikator" in page.text


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in(home: Home) -> None:
    answer = Client(SERVER_NAME="localhost").get(BENCH)
    assert answer.status_code == 302
