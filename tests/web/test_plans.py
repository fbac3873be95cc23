"""Plans as people meet them: a calm outline, one click to confirm, a matrix, the annex; without scripts."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytest_django import Settings

from fardplan.boards.changes import ChangeKind
from fardplan.boards.considered import Answer
from fardplan.store.decision_records import TakenDecision
from fardplan.store.models import ChangeRequest, PlanItem
from fardplan.store.plan_items import plan_item, plans_of
from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.changes import Proposal, propose_change
from fardplan.usecases.year.considered import consider
from fardplan.usecases.year.council_items import adopt_council_budget
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.plans import change_item
from fardplan.web.plans.forms import shortened
from fardplan.web.shell import home as held
from tests.boards_city import STRATEGIST, acting, council, make_home, plan
from tests.portal.markup import Element
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
TODAY = date(2026, 11, 20)
BOARD = "skolnamnden"
AT = f"/arbete/ar/2027/planer/{BOARD}/"
BUDGET = TakenDecision("Kommunfullmäktige", date(2026, 11, 19), "§ 3", "KS 2026/1")


@pytest.fixture
def home(db: None, tmp_path: Path, settings: Settings) -> Home:
    settings.TODAY = TODAY.isoformat()
    made = make_home(tmp_path)
    settings.HOME = made.path
    held._held.cache_clear()
    council()
    return made


@pytest.fixture
def controller(home: Home, visit: Visit) -> Visitor:
    return visit(Role.CONTROLLER, name="Ada Lind", organisation=BOARD)


@pytest.fixture
def strategist(home: Home, visit: Visit) -> Visitor:
    return visit(Role.STRATEGIST, name="Åsa Strateg")


GOAL = {"title": "Alla läser", "answers": "skolan-lyfter", "strategies": ["lasning"]}


def titles(page: Element) -> list[str]:
    return [item.text for item in page.all("p") if item.has_class("plan-title")]


def test_a_controller_writes_a_plan_from_nothing(controller: Visitor) -> None:
    page = controller.get(AT)
    assert "Planen är tom" in page.text
    assert "KF begär 2 saker som planen inte svarar på" in page.text
    page = controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    assert titles(page) == ["Alla läser"]
    goal = plans_of(2027, TODAY)[0]
    sent = {"title": "Läsgrupper", "parent": goal.key, "responsible": "Ada Lind", "ends": "2027-11-30"}
    page = controller.post(f"{AT}nytt/?slag=board_activity&under={goal.key}", sent)
    assert titles(page) == ["Alla läser", "Läsgrupper"]
    assert "KF begär en sak" in page.text


def test_what_cannot_be_saved_keeps_what_was_typed(controller: Visitor) -> None:
    page = controller.post(f"{AT}nytt/?slag=board_goal", {**GOAL, "title": " "}, status=422)
    chosen = [item.get("value") for item in page.all("input") if "checked" in item.attributes]
    assert chosen == ["lasning"]
    assert PlanItem.objects.count() == 0


def test_two_people_in_the_same_text_lose_nothing(controller: Visitor) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    goal = plans_of(2027, TODAY)[0]
    at = f"/arbete/planer/punkt/{goal.key}/"
    form = {**GOAL, "revision": "1", "title": "Adas"}
    other = acting("Eva Sund", Role.CONTROLLER, BOARD)
    change_item(goal.key, {"title": "Evas"}, revision=1, actor=other, today=TODAY)
    page = controller.post(at, form, status=409)
    assert "Eva Sund" in page.text
    sides = [item.text for item in page.all("div") if item.has_class("conflict-text")]
    assert sides == ["Evas", "Adas"]
    assert plan_item(goal.key).title == "Evas"
    both = {**form, "revision": "2", "choice-title": "both", "theirs-title": "Evas"}
    controller.post(at, both)
    assert plan_item(goal.key).title == "Evas\n\nAdas"


def test_two_who_chose_strategies_see_their_names(controller: Visitor) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    goal = plans_of(2027, TODAY)[0]
    other = acting("Eva Sund", Role.CONTROLLER, BOARD)
    change_item(goal.key, {"strategies": None}, revision=1, actor=other, today=TODAY)
    sent = {**GOAL, "revision": "1", "strategies": ["belysning"]}
    page = controller.post(f"/arbete/planer/punkt/{goal.key}/", sent, status=409)
    sides = [item.lines for item in page.all("div") if item.has_class("conflict-text")]
    assert sides == [["–"], ["Bättre belysning"]]
    assert "Inget skrevs över; båda texterna finns kvar." in page.text


def test_moving_dropping_and_taking_up(controller: Visitor) -> None:
    for title in ("Första", "Andra"):
        controller.post(f"{AT}nytt/?slag=board_goal", {**GOAL, "title": title})
    second = plans_of(2027, TODAY)[1]
    at = f"/arbete/planer/punkt/{second.key}/"
    assert titles(controller.post(f"{at}flytta/", {"upp": ""})) == ["Andra", "Första"]
    assert "Det stryks" not in controller.post(f"{at}stryk/", {"why": ""}, status=422).text
    page = controller.post(f"{at}stryk/", {"why": "Pengarna räcker inte"})
    assert titles(page) == ["Första"]
    assert "Pengarna räcker inte" in page.text
    history = controller.get(at)
    assert "strök ur en plan" in history.text
    assert titles(controller.post(f"{at}ta-upp/")) == ["Andra", "Första"]


def test_in_place_the_form_comes_alone_and_the_row_comes_back(controller: Visitor) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    goal = plans_of(2027, TODAY)[0]
    at = f"/arbete/planer/punkt/{goal.key}/"
    form = controller.client.get(at, headers={"HX-Request": "true"}).content.decode()
    assert form.lstrip().startswith("<form")
    answer = controller.client.post(
        at, {**GOAL, "title": "Alla läser mer", "revision": "1"}, headers={"HX-Request": "true"}
    )
    row = answer.content.decode()
    assert re.search(rf'<li class="plan-row[^"]*" id="punkt-{goal.key}">', row)
    assert "Alla läser mer" in row


def test_acting_is_confirmed_with_one_click_and_not_acting_needs_a_reason(controller: Visitor) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    at = f"{AT}stallning/"
    assert "följer av planen, inte bekräftat" in controller.get(at).text
    page = controller.post(at, {"area": "skola", "answer": "acts"})
    assert "svarat 20 november 2026 av Ada Lind" in page.text
    page = controller.post(at, {"area": "trygghet-och-bostad", "answer": "not_acting", "why": ""}, status=422)
    assert "att inte agera valdes utan skäl" in page.text
    page = controller.post(at, {"area": "trygghet-och-bostad", "answer": "not_acting", "why": "Inte vår sak"})
    assert "Därför att: Inte vår sak" in page.text


def test_a_reader_sees_and_changes_nothing(home: Home, visit: Visit, controller: Visitor) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    politician = visit(Role.POLITICIAN, name="Pia Politiker")
    page = politician.get(AT)
    assert titles(page) == ["Alla läser"]
    assert [item for item in page.all("form") if "/planer/" in item.get("action")] == []
    politician.post(f"{AT}nytt/?slag=board_goal", GOAL, status=403)
    visit(Role.PARTNER, name="Par Partner").get(AT, status=403)


def test_the_matrix_says_a_word_in_every_cell_and_can_be_taken_along(
    controller: Visitor, strategist: Visitor
) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    page = strategist.get("/arbete/ar/2027/tackning/")
    cells = [item.text for item in page.all("td") if item.has_class("cover-cell")]
    assert cells[:2] == ["agerar, inte bekräftat", "tyst"]
    assert set(cells[2:]) == {"tyst"}
    assert len(cells) == 8
    heads = [item for item in page.all("th") if item.has_class("cover-head")]
    assert [item.text for item in heads] == ["1.1 Satsa på läsning", "2.1 Bättre belysning"]
    assert [item.all("a")[0].get("title") for item in heads] == ["Satsa på läsning", "Bättre belysning"]
    taken = (
        strategist.download("/arbete/ar/2027/tackning/", fil="csv").content.decode("utf-8-sig").splitlines()
    )
    assert taken[0] == (
        "Målområde;Strategi;Skolnämnden;Kulturnämnden;Norra stadsdelsnämnden;Södra stadsdelsnämnden"
    )
    assert taken[1].startswith(
        "Skola;Satsa på läsning;Agerar: något i planen tjänar strategin;Har inte svarat"
    )
    book = load_workbook(io.BytesIO(strategist.download("/arbete/ar/2027/tackning/", fil="xlsx").content))
    assert [sheet.title for sheet in book.worksheets][1:] == ["Om listan"]
    filtered = strategist.get("/arbete/ar/2027/tackning/", malomrade="skola", slag="district_board")
    assert len([item for item in filtered.all("td") if item.has_class("cover-cell")]) == 2
    programme = strategist.get("/arbete/ar/2027/tackning/", program="1")
    assert len([item for item in programme.all("td") if item.has_class("cover-cell")]) == 4
    earlier = strategist.get("/arbete/ar/2027/tackning/", per="2026-11-19")
    assert "agerar, inte bekräftat" not in earlier.text


def test_a_finding_leads_to_where_it_is_mended(controller: Visitor, strategist: Visitor) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    goal = plans_of(2027, TODAY)[0]
    controller.post(f"{AT}nytt/?slag=board_activity", {"title": "Läsgrupper", "parent": goal.key})
    page = strategist.get("/arbete/ar/2027/tackning/atgarda/", typ="no_owner")
    link = next(item.get("href") for item in page.all("a") if item.text == "Läsgrupper")
    activity = plans_of(2027, TODAY)[1]
    assert link == f"/arbete/planer/punkt/{activity.key}/"
    sent = {"title": "Läsgrupper", "parent": goal.key, "responsible": "Ada Lind", "revision": "1"}
    controller.post(link, sent)
    assert "Läsgrupper" not in strategist.get("/arbete/ar/2027/tackning/atgarda/", typ="no_owner").text


def test_the_council_s_part_is_edited_adopted_and_then_changed_by_an_annex(strategist: Visitor) -> None:
    at = "/arbete/ar/2027/fullmaktige/"
    sent = {"text": "Öppna fler bibliotek", "parent": "skolan-lyfter", "responsible": "Kulturnämnden"}
    page = strategist.post(f"{at}nytt/?slag=council_activity&under=skolan-lyfter", sent)
    assert "Öppna fler bibliotek" in page.text
    form = {"text": "Andel behöriga", "parent": "skolan-lyfter", "revision": "1", "unit": "%", "wanted": "up"}
    page = strategist.post(f"{at}behoriga/", {**form, "target": "91", "responsible": "Skolnämnden: 92"})
    assert "91 %" in page.text
    decided = {"body": "Kommunfullmäktige", "day": "2026-11-19", "paragraph": "§ 3", "dnr": "KS 2026/1"}
    page = strategist.post(f"{at}beslut/", decided)
    assert "Kommunfullmäktige 19 november 2026, § 3, KS 2026/1" in page.text
    proposal = {"kind": "target", "item": "behoriga", "after": "93", "why": "Nya siffror"}
    changes = "/arbete/ar/2027/andringar/"
    strategist.post(f"{changes}ny/", proposal)
    strategist.post(f"{changes}1/", {"move": "collect"})
    annex = next(table for table in strategist.get(changes).all("table"))
    assert [cell.text for cell in annex.all("td")] == ["91", "93", "Nya siffror", "Åsa Strateg"]
    approved = {**decided, "day": "2026-11-20", "effect": "2026-11-20", "number": ["1"]}
    page = strategist.post(f"{changes}beslut/", approved)
    assert "Godkända: 1." in page.text
    assert "93 %" in strategist.get(at).text


def test_whoever_proposed_a_change_reads_why_it_was_declined(
    strategist: Visitor, controller: Visitor, home: Home
) -> None:
    adopt_council_budget(2027, BUDGET, actor=STRATEGIST, today=TODAY)
    told = Proposal(ChangeKind.TARGET, "behoriga", "93", "Nytt", proposed_for=BOARD)
    propose_change(2027, told, actor=acting("Kim", Role.CONTROLLER, BOARD), today=TODAY)
    at = "/arbete/ar/2027/andringar/"
    page = strategist.get(at)
    assert f"{at}1/avsla/" in [link.attributes["href"] for link in page.all("a")]
    assert "1 förslag att ta ställning till" in strategist.get("/arbete/").text
    page = strategist.post(f"{at}1/avsla/", {"why": ""}, status=422)
    assert [item.text for item in page if item.has_class("ds-validation-message")] != []
    assert "Nummer 1: avslagen." in strategist.post(f"{at}1/avsla/", {"why": "Målet är satt i fjol."}).text
    assert "att ta ställning till" not in strategist.get("/arbete/").text
    for address in (at, "/arbete/"):
        assert "Målet är satt i fjol." in controller.get(address).text


def test_a_board_sets_its_own_target_where_the_plan_asks_for_it(controller: Visitor) -> None:
    at = "/arbete/ar/2027/fullmaktige/behoriga/eget/?organisation=skolnamnden"
    page = controller.post(at, {"target": "88", "why": "Nuläget är 86"})
    assert "KF begär en sak" in page.text


PAGES = [
    ("/arbete/ar/2027/planer/", 30),
    (AT, 40),
    (f"{AT}stallning/", 40),
    (f"{AT}program/", 40),
    ("/arbete/ar/2027/fullmaktige/", 28),
    ("/arbete/ar/2027/tackning/", 30),
    ("/arbete/ar/2027/tackning/atgarda/", 30),
    ("/arbete/ar/2027/andringar/", 16),
]


@pytest.fixture(params=[1, 3])
def filled(home: Home, request: pytest.FixtureRequest) -> int:
    """So many goals with activities, answers and changes in the plan of each board."""
    number: int = request.param
    adopt_council_budget(2027, BUDGET, actor=STRATEGIST, today=TODAY)
    for board in (BOARD, "kulturnamnden")[: 2 if number > 1 else 1]:
        for _ in range(number):
            plan(board, number)
        consider(
            2027,
            board,
            "skola",
            Answer.ORDINARY,
            actor=acting(f"Kim {board}", Role.CONTROLLER, board),
            today=TODAY,
        )
    for after in range(number):
        told = Proposal(ChangeKind.TARGET, "behoriga", f"{95 + after}", "Nytt")
        propose_change(2027, told, actor=STRATEGIST, today=TODAY)
    return number


def test_every_page_asks_as_much_however_much_there_is(filled: int, controller: Visitor) -> None:
    assert ChangeRequest.objects.count() == filled
    controller.get("/arbete/")
    for address, count in PAGES:
        with assert_queries(count):
            controller.get(address)
    item = PlanItem.objects.order_by("pk").first()
    assert item is not None
    with assert_queries(44):
        controller.get(f"/arbete/planer/punkt/{item.pk}/")


def test_all_that_goes_on_of_last_year_comes_along_at_one_press(
    home: Home, controller: Visitor, settings: Settings
) -> None:
    controller.post(f"{AT}nytt/?slag=board_goal", GOAL)
    settings.TODAY = "2027-11-20"
    open_year(STRATEGIST, home, 2028, today=date(2027, 11, 20), with_plans=False)
    at = f"/arbete/ar/2028/planer/{BOARD}/"
    assert "Inget valdes." in controller.post(f"{at}i-fjol/").text
    there = [
        item.get("value") for item in controller.get(f"{at}i-fjol/").all("input") if item.get("name") == "key"
    ]
    assert there
    controller.post(f"{at}i-fjol/", {"all": "1"})
    assert {item.carried_from for item in plans_of(2028, date(2027, 11, 20))} >= set(there)
    assert [item for item in controller.get(f"{at}i-fjol/").all("input") if item.get("name") == "key"] == []


def test_the_plan_of_a_board_that_ended_says_who_took_over(strategist: Visitor, settings: Settings) -> None:
    plan("norra")
    address = "/arbete/ar/2027/planer/norra/"
    settings.TODAY = "2027-06-30"
    assert "Nämnden upphörde" not in strategist.get(address).text
    settings.TODAY = "2027-07-01"
    page = strategist.get(address)
    assert "Nämnden upphörde 30 juni 2027. Planen finns kvar att läsa." in page.text
    links = {item.text: item.attributes.get("href") for item in page.all("a")}
    assert links["Förenade stadsdelsnämnden tog över"] == "/arbete/ar/2027/planer/forenade/"


def test_long_choices_are_cut_unless_they_would_look_alike() -> None:
    alike = "Antal genomförda " + "insatser " * 9
    assert shortened([("a", "Kort"), ("b", "Långt " * 20), ("c", alike + "inne"), ("d", alike + "ute")]) == [
        ("a", "Kort"),
        ("b", "Långt " * 14 + "Lång …"),
        ("c", alike + "inne"),
        ("d", alike + "ute"),
    ]
