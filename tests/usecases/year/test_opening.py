"""A new year: seen first, opened in one step with what goes on, and closed when all is decided."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.carrying import Doubt, Stays
from fardplan.boards.chain import CouncilItem, ItemKind, PlanItem
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.store import audit
from fardplan.store.council_items import council_of
from fardplan.store.council_saves import add_council_items
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_saves import add_items
from fardplan.store.years import KnownYear, step_of, steps_of, year_of, years
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.opening import Opened, change_days, open_year, opening
from fardplan.usecases.year.progress import year_progress
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import InputError, PermissionDenied, RuleError
from tests.boards_city import IN_T1, OPENED, STRATEGIST, council, plan

AUTUMN = date(2027, 11, 1)


def test_a_year_has_the_days_of_the_template(home: Home) -> None:
    assert year_of(2027) == KnownYear(
        2027, date(2028, 4, 30), OPENED, "Åsa Strateg", ("board", "district_board")
    )
    assert [
        (item.days.key, item.days.opens, item.days.ready_by, item.days.decided_by) for item in steps_of(2027)
    ] == [
        ("underlag", date(2026, 2, 1), date(2026, 3, 13), date(2026, 4, 30)),
        ("budget", date(2026, 10, 1), date(2026, 10, 15), date(2026, 11, 30)),
        ("vp", date(2026, 11, 1), date(2026, 11, 30), date(2027, 1, 31)),
        ("t1", date(2027, 4, 15), date(2027, 5, 7), date(2027, 6, 15)),
        ("t2", date(2027, 8, 15), date(2027, 9, 7), date(2027, 10, 10)),
        ("vb", date(2027, 12, 1), date(2028, 1, 20), date(2028, 2, 29)),
    ]


def test_what_comes_along_is_seen_first_and_then_does(home: Home, controller: Actor) -> None:
    council()
    goal, going, done = plan("skolnamnden", 2)
    at = (2027, "t1", "skolnamnden")
    tell(controller, home, *at, f"p{done.key}", Told(activity=ActivityState.DONE), revision=0, today=IN_T1)
    seen = opening(STRATEGIST, home, 2028, today=AUTUMN)
    assert seen.carry
    assert [(item.item.key, item.doubts) for item in seen.carry.council] == [
        ("en-hel-stad", ()),
        ("skolan-lyfter", ()),
        ("behoriga", (Doubt.NO_TARGET,)),
    ]
    assert [(item.item.key, item.doubts) for item in seen.carry.plans] == [
        (goal.key, ()),
        (going.key, (Doubt.PAST_END,)),
    ]
    assert [(item.key, why) for item, why in seen.carry.plans_stay] == [(done.key, Stays.DONE)]
    assert {item.year for item in years()} == {2027}
    assert open_year(STRATEGIST, home, 2028, today=AUTUMN) == Opened(2028, 3, 2)
    assert [(item.key, item.target_of("skolnamnden")) for item in council_of(2028, AUTUMN)] == [
        ("en-hel-stad", None),
        ("skolan-lyfter", None),
        ("behoriga", None),
    ]
    new_goal, new_activity = plans_of(2028, AUTUMN)
    assert [(item.title, item.carried_from) for item in (new_goal, new_activity)] == [
        ("Mål för skolnamnden", goal.key),
        ("Aktivitet 1", going.key),
    ]
    assert new_activity.parent == new_goal.key
    last = list(audit.entries())[-1]
    assert (last.action, last.subject, last.after) == (
        "open year",
        "year 2028",
        {"council": 3, "plans": 2, "from": 2027},
    )


def test_what_is_made_up_stays_marked_in_the_new_year(home: Home) -> None:
    goal = CouncilItem("en-hel-stad", 2027, ItemKind.ORIENTATION_GOAL, "En hel stad")
    add_council_items([goal], by="Åsa Strateg", day=OPENED, origin="simulated")
    item = PlanItem("g", "skolnamnden", 2027, ItemKind.BOARD_GOAL, "Alla läser")
    add_items([item], by="Planerare", day=OPENED, origin="simulated")
    assert open_year(STRATEGIST, home, 2028, today=AUTUMN) == Opened(2028, 1, 1)
    assert [item.simulated for item in council_of(2028, AUTUMN)] == [True]
    assert [item.simulated for item in plans_of(2028, AUTUMN)] == [True]


def test_opened_again_only_what_is_new_comes_along(home: Home) -> None:
    council()
    plan("skolnamnden")
    open_year(STRATEGIST, home, 2028, today=AUTUMN)
    plan("kulturnamnden")
    assert opening(STRATEGIST, home, 2028, today=AUTUMN).is_open
    assert open_year(STRATEGIST, home, 2028, today=AUTUMN) == Opened(2028, 0, 2)
    assert open_year(STRATEGIST, home, 2028, today=AUTUMN) == Opened(2028, 0, 0)


def test_without_what_nobody_wants_along(home: Home) -> None:
    council()
    plan("skolnamnden")
    assert open_year(STRATEGIST, home, 2028, today=AUTUMN, with_plans=False) == Opened(2028, 3, 0)


def test_last_time_s_words_follow_an_item_into_the_new_year(home: Home, controller: Actor) -> None:
    _, going = plan("skolnamnden")
    told = Told("På väg", activity=ActivityState.UNDER_WAY)
    tell(controller, home, 2027, "t1", "skolnamnden", f"p{going.key}", told, revision=0, today=IN_T1)
    open_year(STRATEGIST, home, 2028, today=AUTUMN)
    from fardplan.usecases.year.follow_ups import my_follow_ups

    sheet = next(
        item
        for item in my_follow_ups(controller, home, today=date(2028, 5, 2))
        if item.found.year.year == 2028
    )
    assert sheet.owed[1].told == told


def test_years_open_in_turn_by_a_strategist(home: Home) -> None:
    with pytest.raises(RuleError, match="2029 does not follow on 2027"):
        open_year(STRATEGIST, home, 2029, today=AUTUMN)
    with pytest.raises(PermissionDenied, match="may not steer the boards' year"):
        open_year(Actor("Bo", frozenset({Role.CONTROLLER})), home, 2028, today=AUTUMN)


def test_a_step_s_days_are_moved_with_a_reason(home: Home) -> None:
    days = step_of(2027, "t1").days
    moved = replace(days, ready_by=date(2027, 5, 12))
    change_days(STRATEGIST, 2027, moved, why="Kristi himmelsfärd", today=IN_T1)
    assert step_of(2027, "t1").days == moved
    last = list(audit.entries())[-1]
    assert (last.action, last.before["ready_by"], last.after["ready_by"], last.why) == (
        "change days",
        "2027-05-07",
        "2027-05-12",
        "Kristi himmelsfärd",
    )
    with pytest.raises(InputError, match="before texts are ready"):
        change_days(STRATEGIST, 2027, replace(days, ready_by=date(2027, 5, 16)), why="…", today=IN_T1)


def test_progress_shows_every_board_at_every_step_it_hands_in_at(home: Home, controller: Actor) -> None:
    council()
    _, activity = plan("skolnamnden")
    told = Told(activity=ActivityState.UNDER_WAY)
    at = (2027, "t1", "skolnamnden")
    tell(controller, home, *at, f"p{activity.key}", told, revision=0, today=IN_T1, ready=True)
    found = year_progress(STRATEGIST, 2027, today=IN_T1)
    assert [step.days.key for step in found.steps] == ["underlag", "vp", "t1", "t2", "vb"]
    rows = {row.organisation.key: row for row in found.rows}
    assert list(rows) == ["skolnamnden", "kulturnamnden", "norra", "sodra", "forenade"]
    t1 = rows["skolnamnden"].cells[2]
    assert t1
    assert (t1.state.value, t1.items, t1.ready, t1.late, str(t1.words)) == (
        "writing",
        4,
        1,
        0,
        "being written, 1 of 4 ready",
    )
    assert [cell.late if cell else None for cell in rows["skolnamnden"].cells] == [416, 154, 0, 0, 0]
    assert [cell is None for cell in rows["forenade"].cells] == [True, True, True, False, False]
    assert [cell is None for cell in rows["norra"].cells] == [False, False, False, True, True]
    assert [item.name for item in rows["skolnamnden"].contacts] == ["Ada Lind"]


@pytest.mark.parametrize("rows", [1, 3])
def test_progress_asks_as_many_questions_for_one_board_as_for_three(
    home: Home, rows: int, django_assert_num_queries: object
) -> None:
    council()
    for key in ("skolnamnden", "kulturnamnden", "norra")[:rows]:
        plan(key, rows)
    with django_assert_num_queries(17):  # type: ignore[operator]
        year_progress(STRATEGIST, 2027, today=IN_T1)
