"""A year's days as a calendar: what stands in it, what moves in it, and whose meetings it has."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from fardplan.store.models import Submission
from fardplan.store.years import step_of
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year.calendar import year_calendar, year_of_work
from fardplan.usecases.year.opening import change_days
from fardplan.usecases.year.steps import set_meeting
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from tests.boards_city import IN_T1, STRATEGIST


def events(content: bytes) -> dict[str, Any]:
    return {
        str(event["uid"]).partition("@")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")
    }


def told(event: Any) -> tuple[str, date, date, int]:
    last = event.decoded("dtend") - timedelta(days=1)
    return str(event["summary"]), event.decoded("dtstart"), last, int(event["sequence"])


def test_every_step_has_its_days_and_the_year_its_end(home: Home) -> None:
    found = events(year_calendar(STRATEGIST, home, 2027, language="sv"))
    steps = ("underlag", "budget", "vp", "t1", "t2", "vb")
    days = [f"2027-{step}-{what}" for step in steps for what in ("opens", "ready", "decide")]
    assert list(found) == [*days, "2027-closes"]
    t1 = step_of(2027, "t1").days
    assert [told(found[f"2027-t1-{what}"]) for what in ("opens", "ready", "decide")] == [
        ("Tertialrapport 1 2027: skrivandet börjar", t1.opens, t1.opens, 0),
        ("Tertialrapport 1 2027: sista dag för texter", t1.ready_by, t1.ready_by, 0),
        ("Tertialrapport 1 2027: nämnderna beslutar", t1.decided_from, t1.decided_by, 0),
    ]
    assert str(found["2027-budget-decide"]["summary"]) == "Budget 2027: kommunfullmäktige beslutar"
    assert str(found["2027-closes"]["summary"]) == "Året 2027 får stängas"


def test_the_same_year_is_the_same_bytes_in_each_language(home: Home) -> None:
    swedish = year_calendar(STRATEGIST, home, 2027, language="sv")
    assert year_calendar(STRATEGIST, home, 2027, language="sv") == swedish
    english = events(
        year_calendar(STRATEGIST, home, 2027, language="en", address="https://x.example/ar/2027/")
    )
    assert list(english) == list(events(swedish))
    assert str(english["2027-t1-opens"]["summary"]) == "First report 2027: writing begins"
    assert str(english["2027-t1-opens"]["url"]) == "https://x.example/ar/2027/#steg-t1"


def test_what_is_moved_moves_in_the_calendars_that_have_it(home: Home) -> None:
    step = step_of(2027, "t1").days
    later = replace(step, decided_by=step.decided_by + timedelta(days=3))
    change_days(STRATEGIST, 2027, later, why="Helg", today=IN_T1)
    found = events(year_calendar(STRATEGIST, home, 2027, language="sv"))
    assert told(found["2027-t1-decide"])[2:] == (later.decided_by, 1)
    assert int(found["2027-t2-decide"]["sequence"]) == 0
    assert found["2027-t1-decide"].decoded("dtstamp") > found["2027-t2-decide"].decoded("dtstamp")


def test_a_board_s_own_meeting_stands_in_its_people_s_calendar(home: Home, controller: Actor) -> None:
    step = step_of(2027, "t1").days
    set_meeting(controller, 2027, "t1", "skolnamnden", step.decided_from, today=IN_T1)
    found = events(year_calendar(controller, home, 2027, language="sv"))
    ready = step.decided_from - timedelta(days=step.days_before_meeting)
    assert [told(found[f"2027-t1-skolnamnden-{what}"]) for what in ("texts", "meets")] == [
        ("Tertialrapport 1 2027: sista dag för texter, Skolnämnden", ready, ready, 1),
        ("Tertialrapport 1 2027: Skolnämnden sammanträder", step.decided_from, step.decided_from, 1),
    ]
    assert "2027-t1-skolnamnden-meets" not in events(year_calendar(STRATEGIST, home, 2027, language="sv"))
    for boards in (["skolnamnden"], ["Skolnämnden"], ["school board", "skolnamnden"]):
        asked = year_calendar(STRATEGIST, home, 2027, language="sv", boards=boards)
        assert "2027-t1-skolnamnden-meets" in events(asked)


def test_who_may_not_read_the_year_has_no_calendar_of_it(home: Home) -> None:
    nobody = Actor("Per Partner")
    with pytest.raises(PermissionDenied):
        year_calendar(nobody, home, 2027, language="sv")
    with pytest.raises(PermissionDenied):
        year_of_work(nobody, today=IN_T1)


def test_a_year_or_board_that_is_not_there(home: Home) -> None:
    with pytest.raises(NotFoundError, match="the year 2031 has not been opened"):
        year_calendar(STRATEGIST, home, 2031, language="sv")
    with pytest.raises(NotFoundError, match="there is no organisation 'skolnamden'"):
        year_calendar(STRATEGIST, home, 2027, language="sv", boards=["skolnamden"])
    assert year_of_work(STRATEGIST, today=IN_T1) == 2027


def test_a_meeting_that_is_made_up_says_so_and_its_texts_move_with_the_step(home: Home) -> None:
    step = step_of(2027, "t1").days
    set_meeting(STRATEGIST, 2027, "t1", "skolnamnden", step.decided_from, today=IN_T1)
    Submission.objects.update(origin=SIMULATED)

    def meeting() -> dict[str, tuple[str, int]]:
        found = events(year_calendar(STRATEGIST, home, 2027, language="sv", boards=["skolnamnden"]))
        of_board = {what: told(found[f"2027-t1-skolnamnden-{what}"]) for what in ("texts", "meets")}
        return {what: (title, changes) for what, (title, _, _, changes) in of_board.items()}

    assert meeting() == {
        "texts": ("Tertialrapport 1 2027: sista dag för texter, Skolnämnden (simulerat)", 1),
        "meets": ("Tertialrapport 1 2027: Skolnämnden sammanträder (simulerat)", 1),
    }
    days = replace(step, days_before_meeting=step.days_before_meeting + 2)
    change_days(STRATEGIST, 2027, days, why="Tidigare texter", today=IN_T1)
    assert {what: times for what, (_, times) in meeting().items()} == {"texts": 2, "meets": 1}
