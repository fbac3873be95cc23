"""A year that is over is closed, and opened again by decision."""

from datetime import date

import pytest

from fardplan.store import audit
from fardplan.store import years as store
from fardplan.store.decision_records import TakenDecision
from fardplan.store.years import KnownYear, year_of
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.exchange.mastery import keep_elsewhere
from fardplan.usecases.homes import Home
from fardplan.usecases.year.closing import close_year, reopen_year
from fardplan.usecases.year.overview import YearPage, year_page
from fardplan.vocabulary.errors import PermissionDenied, RuleError
from tests.boards_city import OPENED, STRATEGIST, plan

SPRING = date(2028, 5, 2)


def left(page: YearPage) -> dict[str, list[str]]:
    return {one.organisation.key: [step.days.key for step, _ in one.steps] for one in page.left}


def test_a_year_closes_in_its_time_and_says_what_it_was_closed_without(home: Home) -> None:
    plan("skolnamnden")
    plan("norra")
    with pytest.raises(RuleError, match="the year can be closed from 2028-04-30"):
        close_year(STRATEGIST, 2027, today=date(2028, 4, 29))
    assert year_page(STRATEGIST, 2027, today=date(2028, 4, 29)).left == ()
    found = year_page(STRATEGIST, 2027, today=SPRING)
    assert (found.can_close, left(found)) == (
        True,
        {"skolnamnden": ["vp", "t1", "t2", "vb"], "kulturnamnden": ["vp"]},
    )
    with pytest.raises(RuleError, match="5 of what the boards hand in are not decided yet"):
        close_year(STRATEGIST, 2027, today=SPRING)
    with pytest.raises(PermissionDenied):
        close_year(Actor("Bo", frozenset({Role.CONTROLLER})), 2027, today=SPRING, why="Ändå")
    close_year(STRATEGIST, 2027, today=SPRING, why="De kom aldrig.")
    closed = year_page(STRATEGIST, 2027, today=date(2029, 1, 1))
    assert (closed.can_close, left(closed), closed.why_closed) == (False, left(found), "De kom aldrig.")
    last = list(audit.entries())[-1]
    assert (last.action, last.why, last.after) == (
        "close year",
        "De kom aldrig.",
        {
            "state": "closed",
            "without": [*(f"{step} skolnamnden" for step in ("vp", "t1", "t2", "vb")), "vp kulturnamnden"],
        },
    )


def test_a_board_that_is_kept_in_another_system_is_not_waited_for(home: Home) -> None:
    plan("skolnamnden")
    keep_elsewhere(STRATEGIST, 2027, None, system="Stratsys", why="Staden skriver där.", today=SPRING)
    assert year_page(STRATEGIST, 2027, today=SPRING).left == ()
    close_year(STRATEGIST, 2027, today=SPRING)
    closed = year_page(STRATEGIST, 2027, today=SPRING)
    assert (closed.left, closed.why_closed) == ((), None)


def test_a_closed_year_opens_again_by_decision_alone(home: Home) -> None:
    for_it = TakenDecision("Kommunfullmäktige", date(2028, 5, 15), "§ 9", "KS 2028/77")
    with pytest.raises(RuleError, match="the year is open already"):
        reopen_year(STRATEGIST, 2027, for_it, why="Fel utfall", today=date(2028, 5, 20))
    store.close_year(2027, by="Åsa Strateg", day=date(2028, 4, 30))
    with pytest.raises(RuleError, match="the decision is dated 2028-05-15, which has not come yet"):
        reopen_year(STRATEGIST, 2027, for_it, why="Fel utfall", today=date(2028, 5, 14))
    with pytest.raises(PermissionDenied):
        reopen_year(Actor("Ada Lind"), 2027, for_it, why="Fel utfall", today=date(2028, 5, 20))
    assert year_of(2027).closed_on == date(2028, 4, 30)
    reopen_year(STRATEGIST, 2027, for_it, why="Fel utfall", today=date(2028, 5, 20))
    assert year_of(2027) == KnownYear(
        2027, date(2028, 4, 30), OPENED, "Åsa Strateg", ("board", "district_board")
    )
    event = list(audit.entries())[-1]
    assert (event.action, event.why, event.decision) == ("reopen year", "Fel utfall", for_it.reference)
    assert year_page(STRATEGIST, 2027, today=date(2028, 5, 20)).reopened == event
