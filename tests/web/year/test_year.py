"""The pages of the year: at a glance, how far boards have come, opening, days, handing in, takeovers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pytest_django import Settings

from fardplan.boards.chain import CouncilItem, ItemKind, Person, PlanItem
from fardplan.boards.considered import Answer
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.steps import State
from fardplan.roadmap.assessing import Judgement
from fardplan.store.council_saves import add_council_items
from fardplan.store.follow_ups import corrections
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_saves import add_items
from fardplan.store.years import close_year, step_of, submission, year_of, years
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.considered import consider
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.steps import approve, decide, give_back, hand_in, save_text
from fardplan.usecases.year.telling import tell
from fardplan.usecases.year.told import TakenDecision
from tests.boards_city import IN_T1, OPENED, STRATEGIST, acting, council, plan
from tests.portal.markup import Element, read
from tests.web.pages import Visitor, assert_queries

STEP = "/arbete/ar/2027/steg/t1/skolnamnden/"
DECISION = {"body": "Skolnämnden", "day": "2027-05-27", "paragraph": "§ 4", "dnr": "SKN 2027/12"}
Visit = Callable[..., Visitor]


@pytest.fixture
def strategist(home: Home, visit: Visit) -> Visitor:
    return visit(Role.STRATEGIST, name="Åsa Strateg")


@pytest.fixture
def written(home: Home) -> str:
    """The school board's first report, all of it ready to be handed in; the reference of its goal."""
    ada = acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    goal, activity = plan("skolnamnden")
    at = (2027, "t1", "skolnamnden")
    told = Told("Det går bra", judgement=Judgement.FULLY)
    tell(ada, home, *at, f"p{goal.key}", told, today=IN_T1, ready=True)
    tell(ada, home, *at, f"p{activity.key}", Told(activity=ActivityState.UNDER_WAY), today=IN_T1, ready=True)
    return f"p{goal.key}"


def state() -> State:
    return submission(2027, "t1", "skolnamnden").state


def test_a_year_s_days_are_taken_to_a_calendar(strategist: Visitor) -> None:
    page = strategist.get("/arbete/ar/2027/")
    (link,) = [item for item in page.all("a") if item.text == "Dagarna till din kalender"]
    answer = strategist.client.get(link.get("href"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="kalender-2027.ics"'
    assert b"URL:http://localhost/arbete/ar/2027/#steg-t1" in answer.content


def test_the_years_and_one_of_them(strategist: Visitor, visit: Visit) -> None:
    assert [item.text for item in strategist.get("/arbete/ar/").all("h2")] == ["2027"]
    steps = [item.text for item in strategist.get("/arbete/ar/2027/").all("h2")]
    assert steps == [
        "Underlag",
        "Budget",
        "Verksamhetsplan",
        "Tertialrapport 1",
        "Tertialrapport 2",
        "Verksamhetsberättelse",
    ]
    visit(Role.PARTNER, name="Per Partner").get("/arbete/ar/", status=403)
    strategist.get("/arbete/ar/2031/", status=404)


def test_how_far_boards_have_come_is_filtered_and_taken_along(strategist: Visitor, written: str) -> None:
    page = strategist.get("/arbete/ar/2027/lage/")
    assert [item.text for item in page.all("th") if item.get("scope") == "row"] == [
        "Skolnämnden",
        "Kulturnämnden",
        "Norra stadsdelsnämnden",
        "Södra stadsdelsnämnden",
        "Förenade stadsdelsnämnden",
    ]
    assert any("skrivs 2/2" in item.text for item in page.all("td"))
    filtered = strategist.get("/arbete/ar/2027/lage/", lage="writing")
    assert [item.text for item in filtered.all("th") if item.get("scope") == "row"] == ["Skolnämnden"]
    assert "Skolnämnden" in strategist.download("/arbete/ar/2027/lage/", fil="csv").content.decode(
        "utf-8-sig"
    )


def test_the_coordinator_sees_at_once_how_far_boards_have_come(
    strategist: Visitor, written: str, visit: Visit, settings: Settings
) -> None:
    def told(visitor: Visitor) -> dict[str, int]:
        """What stands on the start page of the first report, and how many boards its list shows."""
        links = [item for item in visitor.get("/arbete/").all("a") if "?steg=t1" in item.get("href")]
        return {
            link.text: len(
                [item for item in strategist.get(link.get("href")).all("th") if item.get("scope") == "row"]
            )
            for link in links
        }

    ada = visit(name="Ada Lind")
    ada.post(f"{STEP}gor/lamna/")
    begun = {"Tertialrapport 1 2027": 4, "1 av 4 har lämnat in": 1, "3 har inte börjat": 3}
    assert told(strategist) == begun
    settings.TODAY = "2027-05-10"
    assert told(strategist) == begun | {"3 är försenade": 3}
    assert told(ada) == {}


def test_a_year_is_seen_before_it_is_opened(strategist: Visitor, settings: Settings) -> None:
    council()
    goal, _ = plan("skolnamnden")
    settings.TODAY = "2027-11-01"
    page = strategist.get("/arbete/ar/2028/oppna/")
    assert "Alla klarar skolan" in page.text
    assert len(years()) == 1
    strategist.post("/arbete/ar/2028/oppna/", {"council": "on", "plans": "on"})
    assert next(item.carried_from for item in plans_of(2028, date(2027, 11, 1))) == goal.key
    assert "Inget mer följer med" in strategist.get("/arbete/ar/2028/oppna/").text


def test_days_are_moved_with_a_reason_and_in_order(strategist: Visitor) -> None:
    days = {
        "per": "2027-04-30",
        "opens": "2027-04-15",
        "ready_by": "2027-05-12",
        "decided_from": "2027-05-15",
        "decided_by": "2027-06-15",
        "days_before_meeting": "14",
        "why": "Kristi himmelsfärd",
    }
    strategist.post("/arbete/ar/2027/dagar/t1/", days | {"ready_by": "2027-05-16"}, status=422)
    strategist.post("/arbete/ar/2027/dagar/t1/", days)
    assert step_of(2027, "t1").days.ready_by == date(2027, 5, 12)


def test_from_handed_in_to_decided_in_the_browser(written: str, visit: Visit, settings: Settings) -> None:
    ada = visit(name="Ada Lind")
    assert "Skriv" in [item.text for item in ada.get(STEP).all("a")]
    page = ada.post(f"{STEP}gor/lamna/")
    assert "Skriv" not in [item.text for item in page.all("a")]
    ada.post(f"{STEP}gor/godkann/", status=403)
    chief = visit(Role.MANAGER, organisation="skolnamnden", name="Bo Ek")
    chief.post(f"{STEP}aterlamna/", {"comment": ""}, status=422)
    page = chief.post(f"{STEP}aterlamna/", {"comment": "Säg vad det vilar på"})
    assert "Säg vad det vilar på" in page.text
    ada.post(f"{STEP}gor/lamna/")
    chief.post(f"{STEP}gor/godkann/")
    secretary = visit(Role.BOARD_SECRETARY, organisation="skolnamnden", name="Cia Alm")
    secretary.post(f"{STEP}sammantrade/", {"meeting": "2027-05-27"})
    assert "väntar på sammanträdet den 27 maj 2027" in secretary.get("/arbete/").text
    asked = secretary.get(f"{STEP}beslut/")
    assert [item.get("value") for item in asked.all("input") if item.get("name") == "day"] == [""]
    early = secretary.post(f"{STEP}beslut/", DECISION, status=422)
    assert "För in det när nämnden har sammanträtt." in early.text
    settings.TODAY = "2027-05-28"
    assert "nämndens beslut ska föras in" in secretary.get("/arbete/").text
    page = secretary.post(f"{STEP}beslut/", DECISION)
    assert "Skolnämnden 27 maj 2027, § 4, SKN 2027/12" in page.text
    assert state() is State.DECIDED


def test_what_is_pressed_says_so_and_what_a_plan_leaves_open_is_told(
    written: str, visit: Visit, settings: Settings
) -> None:
    visit(name="Ada Lind").post(f"{STEP}gor/lamna/")
    chief = visit(Role.MANAGER, organisation="skolnamnden", name="Bo Ek")
    pressed = [item.text for item in chief.get(STEP).all("main")[0].all("button", "a")]
    assert [words for words in pressed if words in ("Godkänn", "Återsänd med kommentar")] == [
        "Godkänn",
        "Återsänd med kommentar",
    ]
    council()
    settings.TODAY = "2026-12-01"
    page = chief.get("/arbete/ar/2027/steg/vp/skolnamnden/")
    assert "Planen svarar inte på 2 saker som kommunfullmäktige begär." in page.text
    assert "målområden saknar svar" in page.text
    board = chief.get("/arbete/ar/2027/planer/skolnamnden/")
    assert "inte påbörjat" in board.text
    assert [item.text for item in board.all("a") if item.get("href").endswith("/steg/vp/skolnamnden/")] == [
        "Läget"
    ]


def test_what_cannot_come_along_from_last_year_is_told_with_why(
    home: Home, visit: Visit, settings: Settings
) -> None:
    settings.TODAY = "2027-11-15"
    open_year(STRATEGIST, home, 2028, today=date(2027, 11, 1))
    plan("skolnamnden")
    alone = PlanItem("a", "skolnamnden", 2027, ItemKind.BOARD_ACTIVITY, "Fristående", ends=date(2027, 9, 30))
    add_items([alone], by="Kim", day=OPENED)
    ada = visit(Role.CONTROLLER, organisation="skolnamnden", name="Ada Lind")
    page = ada.post("/arbete/ar/2028/planer/skolnamnden/i-fjol/", {"all": "1"})
    assert [item.title for item in plans_of(2028, date(2027, 11, 15))] == ["Fristående"]
    assert "Det som inte kan följa med" in page.text
    assert [item.text for item in page.all("main")[0].all("li")] == ["Mål för skolnamnden", "Aktivitet 1"]
    assert "Allt som fortsätter finns redan i planen" not in page.text


def test_four_eyes_in_the_browser(written: str, visit: Visit) -> None:
    both = visit(Role.MANAGER, organisation="skolnamnden", name="Ada Lind")
    both.post(f"{STEP}gor/lamna/")
    page = both.get(STEP)
    assert "Godkänn" not in [item.text for item in page.all("button")]
    assert "en annan måste godkänna" in page.text
    page = both.post(f"{STEP}gor/godkann/", status=409)
    assert "en annan måste godkänna" in page.text
    assert state() is State.READY


def test_a_late_board_is_taken_in(
    written: str, strategist: Visitor, settings: Settings, visit: Visit
) -> None:
    settings.TODAY = "2027-06-20"
    ada = visit(name="Ada Lind")
    ada.post(f"{STEP}gor/lamna/", status=409)
    strategist.post(f"{STEP}sent/", {"until": "2027-06-30", "why": "Sjukdom"})
    ada.post(f"{STEP}gor/lamna/")
    assert (state(), submission(2027, "t1", "skolnamnden").late) == (State.READY, True)


def test_the_text_as_a_whole_meets_another_s(home: Home, visit: Visit) -> None:
    ada = visit(Role.CONTROLLER, organisation="skolnamnden", name="Ada Lind")
    ada.post(STEP, {"text": "Först", "revision": "0"})
    kim = visit(Role.CONTROLLER, organisation="skolnamnden", name="Kim Berg")
    page = kim.post(STEP, {"text": "Sedan", "revision": "0"}, status=409)
    assert [item.text for item in page.all("textarea")] == ["Sedan"]
    kim.post(STEP, {"text": "Sedan", "revision": "1", "choice-text": "both", "theirs-text": "Först"})
    assert submission(2027, "t1", "skolnamnden").text == "Först\n\nSedan"


def test_what_was_decided_is_corrected_by_decision(
    written: str, strategist: Visitor, settings: Settings
) -> None:
    at = (2027, "t1", "skolnamnden")
    hand_in(acting("Ada Lind", Role.CONTROLLER, "skolnamnden"), *at, today=IN_T1)
    approve(acting("Bo Ek", Role.MANAGER, "skolnamnden"), *at, today=IN_T1)
    decided = TakenDecision("Skolnämnden", date(2027, 5, 27), "§ 4", "SKN 2027/12")
    decide(Actor("Cia Alm", frozenset({Role.BOARD_SECRETARY})), *at, decided, today=date(2027, 5, 27))
    settings.TODAY = "2028-06-01"
    address = f"{STEP}ratta/{written}/"
    told = (
        {"judgement": "partly", "text": "Det går bra", "why": "Fel underlag"}
        | DECISION
        | {"day": "2028-05-20"}
    )
    page = strategist.post(address, told)
    assert [item.text for item in page.all("del")] == ["helt uppfyllt"]
    assert [(item.field, item.after) for item in corrections(2027)] == [("judgement", "partly")]
    strategist.post(address, told, status=422)
    links = {item.text: item.get("href") for item in strategist.get("/arbete/ar/2027/").all("a")}
    assert links["Skolnämnden 20 maj 2028, § 4, SKN 2027/12"] == STEP


def test_a_year_is_closed_without_what_never_came_and_says_so(
    written: str, strategist: Visitor, visit: Visit, settings: Settings
) -> None:
    def left(page: Element) -> list[tuple[str, str]]:
        lists = [item for item in page.all("ul") if item.get("class") == "tasks"]
        return [(item.text, item.get("href")) for item in (lists[0].all("a") if lists else ())]

    assert left(strategist.get("/arbete/ar/2027/")) == []
    settings.TODAY = "2028-05-02"
    waited_for = [
        ("Verksamhetsplan", "/arbete/ar/2027/steg/vp/skolnamnden/"),
        ("Tertialrapport 1", "/arbete/ar/2027/steg/t1/skolnamnden/"),
        ("Tertialrapport 2", "/arbete/ar/2027/steg/t2/skolnamnden/"),
        ("Verksamhetsberättelse", "/arbete/ar/2027/steg/vb/skolnamnden/"),
        ("Verksamhetsplan", "/arbete/ar/2027/steg/vp/kulturnamnden/"),
    ]
    ada = visit(name="Ada Lind")
    page = ada.get("/arbete/ar/2027/")
    assert (left(page), "Stäng året utan detta" in page.text) == (waited_for, False)
    start = {item.text: item.get("href") for item in strategist.get("/arbete/").all("a")}
    assert start["Året 2027"] == "/arbete/ar/2027/"
    assert "Året 2027" not in [item.text for item in ada.get("/arbete/").all("a")]
    assert "Stäng året utan detta" in strategist.get("/arbete/ar/2027/").text
    address = "/arbete/ar/2027/stang/"
    ada.get(address, status=403)
    strategist.get(address)
    strategist.post(address, {"why": ""}, status=422)
    closed = strategist.post(address, {"why": "De kom aldrig."})
    assert left(closed) == waited_for
    assert "Stängt utan detta" in closed.text
    assert "De kom aldrig." in closed.text
    strategist.get(address, status=409)
    assert "Året stängdes 2 maj 2028." in ada.get(STEP).text


def test_a_closed_year_is_opened_again_by_decision(
    home: Home, strategist: Visitor, settings: Settings
) -> None:
    close_year(2027, by="Åsa Strateg", day=date(2028, 4, 30))
    settings.TODAY = "2028-05-20"
    assert "Öppna året igen" in strategist.get("/arbete/ar/2027/").text
    address = "/arbete/ar/2027/oppna-igen/"
    strategist.get(address)
    strategist.post(address, {**DECISION, "why": ""}, status=422)
    again = strategist.post(address, {**DECISION, "why": "Utfallet var fel"})
    assert "2027 är öppet igen." in again.text
    assert year_of(2027).closed_on is None
    assert "Öppnades igen" in again.text
    assert "Utfallet var fel" in again.text
    strategist.get(address, status=409)


def test_a_takeover_is_seen_and_then_made(home: Home, strategist: Visitor, settings: Settings) -> None:
    acting("Nils Norr", Role.CONTROLLER, "norra")
    plan("norra")
    settings.TODAY = "2027-07-01"
    assert "Förenade stadsdelsnämnden" in strategist.get("/arbete/ar/").text
    address = "/arbete/ar/sammanslagning/forenade/"
    assert "Mål för norra" in strategist.get(address).text
    strategist.post(address, DECISION | {"grants": "on"})
    assert [item.title for item in plans_of(2027, date(2027, 7, 1), ["forenade"])] == [
        "Mål för norra",
        "Aktivitet 1",
    ]
    strategist.get(address, status=409)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/arbete/ar/2027/", 26),
        ("/arbete/ar/2027/lage/", 22),
        (STEP, 29),
        ("/arbete/ar/", 14),
        ("/arbete/", 18),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_much_for_one_as_for_three(
    strategist: Visitor, address: str, count: int, rows: int
) -> None:
    council()
    for key in ("skolnamnden", "kulturnamnden", "norra")[:rows]:
        plan(key, rows)
    with assert_queries(count):
        strategist.get(address)


MARKUP = '"><x-mark onfocus="x()">'
"""What somebody could type to make a page do something; a page shows it as it was typed."""


@pytest.fixture
def marked(home: Home) -> str:
    """Markup wherever people write: in names, plans, follow-ups, reasons, comments; the key of an item."""
    name = f"Ada {MARKUP}"
    ada = acting(name, Role.CONTROLLER, "skolnamnden")
    goal = CouncilItem("mal", 2027, ItemKind.ORIENTATION_GOAL, f"Mål {MARKUP}", text_en=f"Goal {MARKUP}")
    add_council_items([goal], by=name, day=OPENED)
    wish = PlanItem("g", "skolnamnden", 2027, ItemKind.BOARD_GOAL, f"Läs {MARKUP}", expected_result=MARKUP)
    item = replace(wish, responsible=Person(name, account=ada.person))
    key = add_items([item], by=name, day=OPENED)[0].key
    at = (2027, "skolnamnden", "trygghet-och-bostad")
    consider(*at, Answer.NOT_ACTING, why=MARKUP, actor=ada, today=IN_T1)
    at = (2027, "t1", "skolnamnden")
    save_text(ada, *at, MARKUP, revision=0, today=IN_T1)
    told = Told(MARKUP, judgement=Judgement.FULLY)
    tell(ada, home, *at, f"p{key}", told, today=IN_T1, ready=True)
    hand_in(ada, *at, today=IN_T1)
    give_back(acting("Bo Ek", Role.MANAGER, "skolnamnden"), *at, MARKUP, today=IN_T1)
    return key


SHOWING = (
    "/arbete/",
    "/arbete/uppfoljning/2027/t1/skolnamnden/",
    STEP,
    "/arbete/ar/2027/lage/",
    "/arbete/ar/2027/planer/skolnamnden/",
    "/arbete/ar/2027/planer/skolnamnden/stallning/",
    "/arbete/ar/2027/tackning/",
    "/arbete/ar/2027/tackning/atgarda/",
    "/arbete/ar/2027/fullmaktige/",
    "/arbete/sok/?q=x-mark",
    "/arbete/logg/",
    "/arbete/personer/",
    "/arbete/min-sida/",
)


def test_what_people_type_is_text_on_every_page(marked: str, visit: Visit) -> None:
    roles = (Role.CONTROLLER, Role.STRATEGIST, Role.AUDITOR, Role.ADMINISTRATOR)
    ada = visit(*roles, name=f"Ada {MARKUP}").client
    pages = {path: ada.get(path).content.decode() for path in (*SHOWING, f"/arbete/planer/punkt/{marked}/")}
    assert [path for path, page in pages.items() if read(page).all("x-mark")] == []
    assert [path for path, page in pages.items() if "x-mark onfocus" not in page] == []
