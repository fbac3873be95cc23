"""One year played through in the browser, in every role: budget, plan, two tertials, whole year, new year,
and the year closed, corrected by decision, opened again by decision and closed anew.

With a late board, a returned text, a change within the year, two boards that merge, and a network that is
lost while somebody writes.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from fardplan.store import models
from fardplan.usecases.actors import Role
from tests.at_work.playing import People, Person, playing
from tests.at_work.scene import Scene, town_on_postgres, town_on_sqlite

pytestmark = pytest.mark.browser
BEGINS = date(2026, 10, 15)
NORTH, NEW, LATE = "norra", "nya", "tekniska"


DATABASES = ("sqlite", "postgresql") if os.environ.get("FARDPLAN_CUTS") == "all" else ("sqlite",)
"""The whole year takes minutes; people at once, where databases differ, have tests of their own on both."""


@pytest.fixture(params=DATABASES)
def town(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        if request.param == "sqlite":
            yield town_on_sqlite(tmp_path, BEGINS)
        else:
            yield town_on_postgres(tmp_path, request.getfixturevalue("postgres_url"), BEGINS)


def test_a_year_is_played_through_in_every_role(town: Scene, chromium: Browser) -> None:
    with playing(town, chromium, BEGINS) as people:
        for part in STORY:
            part(people)
        assert people.complaints() == []
    town.check()
    with town.open():
        moves = set(models.SubmissionEvent.objects.filter(day__gt=BEGINS).values_list("move", flat=True))
    assert moves >= {"write", "mark_ready", "return", "approve", "decide", "take_in", "end"}


def decision(body: str, day: date) -> dict[str, str]:
    return {"body": body, "day": day.isoformat(), "paragraph": "§ 12", "dnr": "KS 2027/12"}


def at(step: str, board: str, more: str = "") -> str:
    return f"ar/2027/steg/{step}/{board}/{more}"


def the_budget_is_adopted(people: People) -> None:
    people.server.is_day(date(2026, 11, 20))
    strategist = people(Role.STRATEGIST)
    strategist.goes_to("")
    strategist.goes_to("ar/2027/fullmaktige/kf-betyg/")
    strategist.fills_in({"target": "91"})
    strategist.goes_to("ar/2027/fullmaktige/beslut/")
    strategist.fills_in(decision("Kommunfullmäktige", date(2026, 11, 19)))
    with people.server.scene.open():
        assert models.BudgetAdoption.objects.filter(year__year=2027).count() == 1
        assert models.CouncilItem.objects.get(year__year=2027, key="kf-betyg").target == 91


def the_plan_is_written_returned_and_decided(people: People) -> None:
    people.server.is_day(date(2026, 12, 1))
    controller, manager = people(Role.CONTROLLER), people(Role.MANAGER)
    controller.goes_to(f"ar/2027/planer/{NORTH}/i-fjol/")
    controller.presses("main form button[name=all]")
    controller.goes_to(f"ar/2027/planer/{NORTH}/nytt/?slag=board_activity")
    controller.fills_in({"title": "Läsa tillsammans på biblioteket", "ends": "2027-06-30"})
    controller.goes_to(f"ar/2027/planer/{NORTH}/stallning/")
    hands_in(people, "vp", NORTH)
    manager.goes_to(at("vp", NORTH, "aterlamna/"))
    manager.fills_in({"comment": "Skriv vad som är nytt i år."})
    controller.goes_to("")
    controller.goes_to(at("vp", NORTH))
    expect(controller.page.locator(".note").first).to_contain_text("Skriv vad som är nytt i år.")
    controller.fills_in({"text": "Nytt i år är läsningen på biblioteket."})
    hands_in(people, "vp", NORTH)
    approves_and_decides(people, "vp", NORTH, date(2026, 12, 17))


def the_first_part_is_told_though_the_network_is_lost(people: People) -> None:
    people.server.is_day(date(2027, 5, 6))
    controller = people(Role.CONTROLLER)
    page = controller.goes_to("uppfoljning/")
    item = page.locator("article[data-slot]").first
    words = item.locator("textarea").first
    state = item.locator(".owed-saved")
    words.fill("Skrivet medan nätet fanns.")
    expect(state).not_to_have_attribute("data-standing", "lost")
    page.wait_for_timeout(2000)
    page.context.set_offline(True)
    words.fill("Skrivet medan nätet fanns. Och detta medan det var borta.")
    expect(page.locator("[data-when-lost]").first).to_be_visible()
    page.context.set_offline(False)
    saved_in_the_end(people, "Och detta medan det var borta.")
    controller.goes_to("uppfoljning/")
    expect(words).to_have_value("Skrivet medan nätet fanns. Och detta medan det var borta.")
    marks_one_ready(page)
    tells_all(people, "t1", NORTH)
    hands_in(people, "t1", NORTH)
    approves_and_decides(people, "t1", NORTH, date(2027, 5, 20))


def marks_one_ready(page: Page) -> None:
    """The first thing is refused until it is whole, then ready in its place: the page stays."""
    page.evaluate("window.sameAsBefore = true")
    lead = page.locator("[data-left]")
    before = int((lead.text_content() or "").split()[0])
    item = page.locator("article[data-slot]").first
    thing = item.get_attribute("data-thing")
    item.locator("button[name=ready]").click()
    expect(item.locator(".ds-validation-message")).to_be_visible()
    item.locator(f"label[for='{item.locator('input[type=radio]').nth(1).get_attribute('id')}']").click()
    for field in item.locator("input[inputmode=decimal]").all():
        field.fill("50")
    item.locator("button[name=ready]").click()
    ready = page.locator(f"article[data-thing='{thing}']")
    expect(ready).to_have_class("owed is-ready")
    expect(ready.locator("button[name=again]")).to_be_focused()
    expect(lead).to_contain_text(f"{before - 1} saker" if before > 2 else "En sak")
    expect(page.locator("[data-done]").first).to_contain_text("1 av")
    assert page.evaluate("window.sameAsBefore")


def saved_in_the_end(people: People, words: str) -> None:
    """Within half a minute the server has what was typed, without anybody doing anything more."""
    for _ in range(60):
        with people.server.scene.open():
            texts = models.FollowUp.objects.filter(text__contains=words).values_list("text", flat=True)
            if texts:
                return
        people(Role.CONTROLLER).page.wait_for_timeout(500)
    pytest.fail(f"what was typed was not saved: {words}")


def a_late_board_is_taken_in(people: People) -> None:
    people.server.is_day(date(2027, 6, 20))
    strategist = people(Role.STRATEGIST)
    strategist.goes_to("ar/2027/lage/")
    strategist.goes_to(at("t1", LATE, "sent/"))
    strategist.fills_in({"until": "2027-06-30", "why": "Den som skriver har varit sjuk."})
    with people.server.scene.open():
        assert models.Submission.objects.get(
            step__key="t1", step__year__year=2027, organisation__key=LATE
        ).late


def a_target_is_changed_within_the_year(people: People) -> None:
    strategist = people(Role.STRATEGIST)
    strategist.goes_to("ar/2027/andringar/ny/?punkt=kf-betyg")
    strategist.fills_in({"kind": "target", "item": "kf-betyg", "after": "90", "why": "Utfallet i våras."})
    strategist.goes_to("ar/2027/andringar/")
    strategist.presses("button[name=move][value=collect]")
    strategist.goes_to("ar/2027/andringar/beslut/")
    strategist.fills_in({**decision("Kommunfullmäktige", date(2027, 6, 14)), "effect": "2027-06-20"})
    with people.server.scene.open():
        assert models.ChangeRequest.objects.get(year__year=2027).state == "approved"


def two_boards_become_one(people: People) -> None:
    people.server.is_day(date(2027, 7, 2))
    strategist = people(Role.STRATEGIST)
    strategist.goes_to("ar/")
    strategist.goes_to(f"ar/sammanslagning/{NEW}/")
    strategist.fills_in(decision("Kommunfullmäktige", date(2027, 6, 14)))
    with people.server.scene.open():
        assert models.PlanItem.objects.filter(organisation__key=NEW, year__year=2027).exists()


def the_second_part_is_told_by_the_new_board(people: People) -> None:
    people.server.is_day(date(2027, 9, 5))
    tells_all(people, "t2", NEW)
    hands_in(people, "t2", NEW)
    approves_and_decides(people, "t2", NEW, date(2027, 9, 23))


def the_whole_year_is_told(people: People) -> None:
    people.server.is_day(date(2028, 1, 14))
    tells_all(people, "vb", NEW)
    hands_in(people, "vb", NEW)
    approves_and_decides(people, "vb", NEW, date(2028, 2, 10))


def a_new_year_is_opened(people: People) -> None:
    strategist = people(Role.STRATEGIST)
    strategist.goes_to("ar/2028/oppna/")
    strategist.fills_in({})
    with people.server.scene.open():
        assert models.CycleYear.objects.filter(year=2028).exists()
        assert models.PlanItem.objects.filter(year__year=2028, organisation__key=NEW).exists()


def the_year_is_closed_without_what_never_came(people: People) -> None:
    """Two boards wrote in another system, which nobody had said; of two organisations no plan ever came."""
    people.server.is_day(date(2028, 5, 2))
    strategist = people(Role.STRATEGIST)
    waited_for = {board: ["vp"] for board in ("styrelsen", "bostader")}
    whole = {board: ["vp", "t1", "t2", "vb"] for board in ("skolnamnden", LATE)}
    assert left_in(strategist.goes_to("ar/2027/")) == waited_for | whole
    for board in whole:
        strategist.goes_to("ar/2027/utbyte/annat-system/")
        strategist.fills_in({"organisation": board, "system": "Stratsys", "why": "De skrev där i år."})
    assert left_in(strategist.goes_to("ar/2027/")) == waited_for
    closes(strategist)
    assert left_in(strategist.page) == waited_for
    with people.server.scene.open():
        assert models.CycleYear.objects.get(year=2027).state == "closed"


def left_in(page: Page) -> dict[str, list[str]]:
    """What the year's page says that the year waits for, or was closed without: steps of organisations."""
    found: dict[str, list[str]] = {}
    for link in page.locator("section[aria-labelledby=left] .tasks a").all():
        *_, step, board, _ = (link.get_attribute("href") or "").split("/")
        found.setdefault(board, []).append(step)
    return found


def closes(strategist: Person) -> None:
    strategist.page.locator("main a[href$='/stang/']").click()
    strategist.fills_in({"why": "Varken styrelsen eller bolaget hade någon plan."})


def what_is_closed_is_read_and_corrected_by_decision(people: People) -> None:
    people(Role.POLITICIAN).goes_to(at("vb", NEW))
    page = people(Role.CONTROLLER).goes_to(at("vb", NEW))
    assert page.locator("main form[method=post] button:visible").count() == 0
    strategist = people(Role.STRATEGIST)
    strategist.goes_to(at("vb", NEW)).locator("a[href*='/ratta/']").first.click()
    by = decision("Stadsdelsnämnden", date(2028, 4, 27))
    strategist.fills_in({"text": "Rättat i efterhand.", **by, "why": "Ett fel i texten."})
    with people.server.scene.open():
        assert models.Correction.objects.get(year__year=2027).after == "Rättat i efterhand."


def the_year_is_opened_again_by_decision_and_closed_anew(people: People) -> None:
    strategist = people(Role.STRATEGIST)
    strategist.goes_to("ar/2027/oppna-igen/")
    strategist.fills_in({**decision("Kommunstyrelsen", date(2028, 4, 28)), "why": "En nämnd glömdes."})
    with people.server.scene.open():
        assert models.CycleYear.objects.get(year=2027).state == "open"
    closes(strategist)
    with people.server.scene.open():
        assert models.CycleYear.objects.get(year=2027).state == "closed"


def the_others_look(people: People) -> None:
    """Who reads, who examines, who keeps accounts, who weighs, and who is let in to what is shared."""
    people(Role.POLITICIAN).goes_to("ar/2027/lage/")
    people(Role.POLITICIAN).goes_to("ar/2027/tackning/")
    people(Role.AUDITOR).goes_to("logg/")
    people(Role.ADMINISTRATOR).goes_to("personer/")
    people(Role.STATISTICIAN).goes_to("verkstad/")
    people(Role.PARTNER).goes_to("fardplan/")
    people(Role.PARTNER).goes_to("ar/2027/lage/", status=403)


def hands_in(people: People, step: str, board: str) -> None:
    controller = people(Role.CONTROLLER)
    controller.goes_to(at(step, board))
    controller.presses("form[action$='gor/lamna/'] button")


def approves_and_decides(people: People, step: str, board: str, meeting: date) -> None:
    manager, secretary = people(Role.MANAGER), people(Role.BOARD_SECRETARY)
    manager.goes_to(at(step, board))
    manager.presses("form[action$='gor/godkann/'] button")
    secretary.goes_to(at(step, board, "sammantrade/"))
    secretary.fills_in({"meeting": meeting.isoformat()})
    people.server.is_day(meeting)
    secretary.goes_to(at(step, board, "beslut/"))
    secretary.fills_in(decision("Stadsdelsnämnden", meeting))
    with people.server.scene.open():
        found = models.Submission.objects.get(step__key=step, step__year__year=2027, organisation__key=board)
        assert found.state == "decided"


def tells_all(people: People, step: str, board: str) -> None:
    """The controller fills in what lacks of each thing and marks all ready, in a browser without scripts."""
    with people.without_scripts(Role.CONTROLLER) as page:
        page.goto(f"{people.server.address}/arbete/uppfoljning/2027/{step}/{board}/")
        for item in page.locator("article[data-slot]").all():
            choices = item.locator("input[type=radio]")
            if choices.count() and not item.locator("input[type=radio]:checked").count():
                item.locator(f"label[for='{choices.nth(1).get_attribute('id')}']").click()
            for field in item.locator("input[inputmode=decimal]").all():
                if not field.input_value():
                    field.fill("50")
            words = item.locator("textarea").first
            if not words.input_value():
                words.fill("Arbetet går som planerat.")
        page.locator("button[name=all]").click()
        expect(page.locator("article.is-ready").first).to_be_visible(timeout=30_000)
        assert page.locator("article[data-slot]").count() == 0


STORY: tuple[Callable[[People], None], ...] = (
    the_budget_is_adopted,
    the_plan_is_written_returned_and_decided,
    the_first_part_is_told_though_the_network_is_lost,
    a_late_board_is_taken_in,
    a_target_is_changed_within_the_year,
    two_boards_become_one,
    the_second_part_is_told_by_the_new_board,
    the_whole_year_is_told,
    a_new_year_is_opened,
    the_year_is_closed_without_what_never_came,
    what_is_closed_is_read_and_corrected_by_decision,
    the_year_is_opened_again_by_decision_and_closed_anew,
    the_others_look,
)
