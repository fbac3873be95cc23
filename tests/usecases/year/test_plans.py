"""What people do with a board's plan, and who may when."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.chain import ItemKind, Person, PlanItem
from fardplan.boards.considered import Answer, Drawn
from fardplan.boards.coverage import Carrying, Finding, Flaw
from fardplan.boards.mastery import Mastery
from fardplan.store import audit
from fardplan.store.council_items import council_of
from fardplan.store.council_saves import add_council_items
from fardplan.store.decision_records import TakenDecision
from fardplan.store.models import PlanItem as Row
from fardplan.store.plan_items import plan_item, plans_of
from fardplan.store.plan_masters import set_master
from fardplan.store.plan_saves import add_items
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.considered import can_consider, consider
from fardplan.usecases.year.council_items import council_page, set_target_of_own
from fardplan.usecases.year.coverage import coverage_page, current_year, plans_page
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.plan_item import item_page
from fardplan.usecases.year.plan_page import board_plan
from fardplan.usecases.year.plans import (
    add_to_plan,
    carry_over,
    change_item,
    drop_item,
    move_item,
    subject_of,
    take_up,
)
from fardplan.usecases.year.steps import approve, decide, hand_in
from fardplan.vocabulary.errors import (
    EditConflict,
    FieldConflict,
    InputError,
    NotFoundError,
    PermissionDenied,
    RuleError,
)
from tests.boards_city import OPENED, STRATEGIST, acting, council, unit

K = ItemKind
WRITING = date(2026, 11, 15)
LATER = date(2026, 11, 20)
LATE = date(2027, 11, 15)
BOARD = "skolnamnden"
GOAL = {
    "title": "Alla läser",
    "answers": "skolan-lyfter",
    "expected_result": "Fler läser",
    "strategies": "lasning",
}
ACTIVITY = {"title": "Läsgrupper", "responsible": "Ada Lind", "starts": "2027-02-01", "ends": "2027-11-30"}


@pytest.fixture
def asked(home: Home) -> Home:
    council()
    return home


def add(kind: ItemKind, actor: Actor, **fields: str | None) -> PlanItem:
    return add_to_plan(2027, BOARD, kind, fields, actor=actor, today=WRITING)


@pytest.fixture
def goal(asked: Home, controller: Actor) -> PlanItem:
    return add(K.BOARD_GOAL, controller, **GOAL)


@pytest.fixture
def activity(goal: PlanItem, controller: Actor) -> PlanItem:
    return add(K.BOARD_ACTIVITY, controller, **ACTIVITY, parent=goal.key)


def test_what_is_added_stands_in_the_plan_and_in_the_log(activity: PlanItem, controller: Actor) -> None:
    page = board_plan(2027, BOARD, actor=controller, today=WRITING)
    assert [(row.depth, row.item.title) for row in page.rows] == [(0, "Alla läser"), (1, "Läsgrupper")]
    assert activity.responsible == Person("Ada Lind", None, controller.person)
    entry = next(iter(audit.entries(subject=subject_of(activity.key))))
    assert (entry.actor, entry.action, entry.after) == (
        "Ada Lind",
        "add to plan",
        {"kind": "board_activity", "parent": activity.parent, **ACTIVITY},
    )


def test_who_may_write_in_a_plan(asked: Home) -> None:
    for role in Role:
        actor = acting(f"Kim {role.value.title()}", role, BOARD)
        if role is Role.CONTROLLER:
            add(K.BOARD_GOAL, actor, **GOAL)
            continue
        with pytest.raises(PermissionDenied):
            add(K.BOARD_GOAL, actor, **GOAL)
    with pytest.raises(PermissionDenied):
        add(K.BOARD_GOAL, acting("Ivar Annan", Role.CONTROLLER, "kulturnamnden"), **GOAL)


def test_what_stands_in_a_plan_is_changed_by_its_own_controller_alone(
    goal: PlanItem, activity: PlanItem, controller: Actor
) -> None:
    gone = drop_item(activity.key, "Slut", actor=controller, today=LATER)
    before = (plans_of(2027, LATER), list(audit.entries()))
    for actor in (
        acting("Ivar Annan", Role.CONTROLLER, "kulturnamnden"),
        acting("Bo Ek", Role.MANAGER, BOARD),
    ):
        for deed in (
            lambda by: change_item(
                goal.key, {"title": "Mitt"}, revision=goal.revision, actor=by, today=LATER
            ),
            lambda by: drop_item(goal.key, "Slut", actor=by, today=LATER),
            lambda by: take_up(gone.key, actor=by, today=LATER),
            lambda by: move_item(goal.key, up=True, actor=by, today=LATER),
            lambda by: carry_over(2027, BOARD, [], actor=by, today=LATER),
        ):
            with pytest.raises(PermissionDenied, match="may not write for this organisation"):
                deed(actor)
    assert (plans_of(2027, LATER), list(audit.entries())) == before


@pytest.mark.parametrize(
    ("kind", "fields", "error"),
    [
        (K.BOARD_GOAL, {**GOAL, "answers": ""}, RuleError),
        (K.BOARD_GOAL, {**GOAL, "answers": "behoriga"}, RuleError),
        (K.BOARD_GOAL, {**GOAL, "answers": "finns-inte"}, NotFoundError),
        (K.BOARD_GOAL, {**GOAL, "strategies": "finns-inte"}, NotFoundError),
        (K.BOARD_GOAL, {**GOAL, "title": " "}, InputError),
        (K.BOARD_ACTIVITY, ACTIVITY, RuleError),
        (K.BOARD_ACTIVITY, {**ACTIVITY, "parent": "999"}, RuleError),
        (K.BOARD_ACTIVITY, {**ACTIVITY, "ends": "2027-01-01"}, InputError),
        (K.AREA_GOAL, {"title": "Nytt"}, InputError),
    ],
)
def test_what_cannot_stand_there_is_refused_and_nothing_is_kept(
    asked: Home, controller: Actor, kind: ItemKind, fields: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        add(kind, controller, **fields)
    assert Row.objects.count() == 0


def test_two_people_who_change_different_fields_are_joined(activity: PlanItem, controller: Actor) -> None:
    other = acting("Eva Sund", Role.CONTROLLER, BOARD)
    change_item(activity.key, {"ends": "2027-12-15"}, revision=1, actor=other, today=LATER)
    both = change_item(
        activity.key, {"title": "Läsgrupper i alla skolor"}, revision=1, actor=controller, today=LATER
    )
    assert (both.title, both.ends, both.revision) == ("Läsgrupper i alla skolor", date(2027, 12, 15), 3)


def test_two_people_who_change_the_same_are_both_told(activity: PlanItem, controller: Actor) -> None:
    other = acting("Eva Sund", Role.CONTROLLER, BOARD)
    change_item(activity.key, {"title": "Evas"}, revision=1, actor=other, today=LATER)
    with pytest.raises(EditConflict) as told:
        change_item(
            activity.key, {"title": "Adas", "ends": "2027-12-15"}, revision=1, actor=controller, today=LATER
        )
    assert (told.value.by, told.value.revision) == ("Eva Sund", 2)
    assert told.value.fields == (FieldConflict("title", "Läsgrupper", "Evas", "Adas"),)
    assert plan_item(activity.key).title == "Evas"


def test_the_same_again_changes_nothing(activity: PlanItem, controller: Actor) -> None:
    again = change_item(activity.key, {**ACTIVITY}, revision=1, actor=controller, today=LATER)
    assert again.revision == 1
    assert len(list(audit.entries(subject=subject_of(activity.key)))) == 1


def test_dropping_keeps_it_with_its_reason_and_it_can_be_taken_up(
    goal: PlanItem, activity: PlanItem, controller: Actor
) -> None:
    with pytest.raises(RuleError, match="stands beneath it"):
        drop_item(goal.key, "Slut", actor=controller, today=LATER)
    with pytest.raises(InputError):
        drop_item(activity.key, " ", actor=controller, today=LATER)
    dropped = drop_item(activity.key, "Pengarna räcker inte", actor=controller, today=LATER)
    assert (dropped.dropped, dropped.dropped_why) == (LATER, "Pengarna räcker inte")
    page = board_plan(2027, BOARD, actor=controller, today=LATER)
    assert ([row.item for row in page.rows], page.dropped) == ([plan_item(goal.key)], (dropped,))
    before = board_plan(2027, BOARD, actor=controller, today=LATER, as_of=WRITING)
    assert [row.item.title for row in before.rows] == ["Alla läser", "Läsgrupper"]
    with pytest.raises(RuleError):
        change_item(activity.key, {"title": "Nytt"}, revision=2, actor=controller, today=LATER)
    assert take_up(activity.key, actor=controller, today=LATER).dropped is None


def test_moving_goes_a_step_among_those_beside_it(goal: PlanItem, controller: Actor) -> None:
    second = add(K.BOARD_GOAL, controller, **GOAL | {"title": "Andra"})
    move_item(second.key, up=True, actor=controller, today=LATER)
    move_item(second.key, up=True, actor=controller, today=LATER)
    assert [item.title for item in plans_of(2027, LATER)] == ["Andra", "Alla läser"]
    assert [entry.after for entry in audit.entries(subject=subject_of(second.key))][1:] == [{"place": 1}]


def test_the_history_of_a_thing_is_read_from_the_log(activity: PlanItem, controller: Actor) -> None:
    change_item(activity.key, {"title": "Bokcirklar"}, revision=1, actor=controller, today=LATER)
    drop_item(activity.key, "Slut", actor=controller, today=LATER)
    page = item_page(activity.key, actor=controller, today=LATER)
    assert [(entry.action, entry.why) for entry in page.history] == [
        ("add to plan", None),
        ("change plan", None),
        ("drop from plan", "Slut"),
    ]
    assert page.history[1].before == {"title": "Läsgrupper"}
    assert (page.row, page.can_change) == (None, True)


def test_a_plan_is_locked_when_the_board_has_decided(
    activity: PlanItem, controller: Actor, manager: Actor, secretary: Actor
) -> None:
    taken = TakenDecision("Skolnämnden", date(2026, 12, 10), "§ 2", "SKN 2026/9", organisation=BOARD)
    hand_in(controller, 2027, "vp", BOARD, today=LATER)
    with pytest.raises(RuleError):
        change_item(activity.key, {"title": "Nytt"}, revision=1, actor=controller, today=LATER)
    approve(manager, 2027, "vp", BOARD, today=LATER)
    decide(secretary, 2027, "vp", BOARD, taken, today=date(2026, 12, 10))
    page = board_plan(2027, BOARD, actor=controller, today=date(2027, 2, 1))
    assert page.can_write
    assert page.locked is not None
    with pytest.raises(RuleError):
        drop_item(activity.key, "Slut", actor=controller, today=date(2027, 2, 1))
    with pytest.raises(RuleError, match="it is decided by the board"):
        set_target_of_own(2027, "behoriga", BOARD, "88", actor=controller, today=date(2027, 2, 1))
    days = (LATER, date(2026, 12, 11))
    pages = [council_page(2027, actor=controller, today=day) for day in days]
    assert [page.own_for for page in pages] == [frozenset(), frozenset()]


def test_a_target_of_its_own_may_be_set_while_the_plan_is_open(goal: PlanItem, controller: Actor) -> None:
    page = council_page(2027, actor=controller, today=LATER)
    assert page.own_for == frozenset({BOARD})
    set_master(Mastery(2027, BOARD, "Stratsys", LATER, "Åsa Berg"))
    with pytest.raises(RuleError, match="are kept in Stratsys"):
        set_target_of_own(2027, "behoriga", BOARD, "88", actor=controller, today=LATER)


def test_what_the_council_asks_disappears_when_it_is_answered(goal: PlanItem, controller: Actor) -> None:
    def unanswered() -> list[str]:
        page = board_plan(2027, BOARD, actor=controller, today=LATER)
        return [one.item.key for one in page.unanswered]

    assert unanswered() == ["behoriga"]
    set_target_of_own(2027, "behoriga", BOARD, "88", actor=controller, today=LATER)
    assert unanswered() == []
    drop_item(goal.key, "Slut", actor=controller, today=LATER)
    assert unanswered() == ["skolan-lyfter"]


def test_last_years_things_are_copied_with_what_stands_above_them(
    home: Home, goal: PlanItem, controller: Actor
) -> None:
    opened = date(2027, 10, 1)
    open_year(STRATEGIST, home, 2028, today=opened)
    if not council_of(2028, opened):
        add_council_items([replace(one, year=2028) for one in council_of(2027, opened)], by="Kim", day=opened)
    late = replace(goal, key="g", title="Bokbussen", strategies=frozenset({"lasning", "finns-inte-mer"}))
    stop = PlanItem("s", BOARD, 2027, K.BOARD_ACTIVITY, "Hållplatser", parent="g", ends=date(2027, 6, 30))
    along = replace(stop, key="l", title="Byggs på två år", ends=date(2028, 2, 29))
    share = PlanItem("i", BOARD, 2027, K.BOARD_INDICATOR, "Andel lån", parent="g", unit="%", target="12")
    above, below, long, told = add_items([late, stop, along, share], by="Kim", day=opened)
    page = board_plan(2028, BOARD, actor=controller, today=LATE)
    assert [item.key for item in page.last_year] == [above.key, below.key, long.key, told.key]
    copied = carry_over(2028, BOARD, [below.key, long.key, told.key], actor=controller, today=LATE)
    assert [(item.unit, item.target) for item in copied if item.kind is K.BOARD_INDICATOR] == [("%", None)]
    assert [
        (item.title, item.carried_from, item.ends, item.strategies)
        for item in copied
        if item.kind is not K.BOARD_INDICATOR
    ] == [
        ("Bokbussen", above.key, None, frozenset({"lasning"})),
        ("Hållplatser", below.key, date(2028, 6, 30), frozenset()),
        ("Byggs på två år", long.key, date(2028, 2, 29), frozenset()),
    ]
    assert copied[1].parent == copied[0].key
    assert board_plan(2028, BOARD, actor=controller, today=LATE).last_year == ()
    assert carry_over(2028, BOARD, [below.key], actor=controller, today=LATE) == ()
    with pytest.raises(NotFoundError):
        carry_over(2028, BOARD, ["999"], actor=controller, today=LATE)


def test_what_stands_beneath_a_goal_that_is_gone_is_left_behind(
    home: Home, goal: PlanItem, controller: Actor
) -> None:
    open_year(STRATEGIST, home, 2028, today=date(2027, 10, 1))
    if not council_of(2028, LATE):
        add_council_items([replace(one, year=2028) for one in council_of(2027, LATE)], by="Kim", day=LATE)
    gone = replace(goal, key="g", title="Borta", answers=None)
    below = PlanItem("s", BOARD, 2027, K.BOARD_ACTIVITY, "Under", parent="g", ends=date(2027, 6, 30))
    alone = PlanItem("a", BOARD, 2027, K.BOARD_ACTIVITY, "Fristående", ends=date(2027, 6, 30))
    added = add_items([gone, below, alone], by="Kim", day=date(2027, 10, 1))
    page = board_plan(2028, BOARD, actor=controller, today=LATE)
    assert [item.title for item in page.left_behind] == ["Borta", "Under"]
    assert added[2].key in [item.key for item in page.last_year]
    copied = carry_over(2028, BOARD, [item.key for item in page.last_year], actor=controller, today=LATE)
    assert "Fristående" in [item.title for item in copied]
    after = board_plan(2028, BOARD, actor=controller, today=LATE)
    assert ([item.title for item in after.left_behind], after.last_year) == (["Borta", "Under"], ())


def test_a_unit_undertakes_beneath_its_board(activity: PlanItem, controller: Actor) -> None:
    unit("lasenheten", BOARD)
    whole = Actor(
        "Ada Lind", frozenset(), frozenset({Grant(Role.CONTROLLER, frozenset({BOARD, "lasenheten"}))})
    )
    undertaking = add_to_plan(
        2027,
        "lasenheten",
        K.UNDERTAKING,
        {"title": "Vi läser varje dag", "parent": activity.key, "strategies": "lasning"},
        actor=whole,
        today=WRITING,
    )
    page = board_plan(2027, BOARD, actor=controller, today=LATER)
    last = page.rows[-1]
    assert (last.item, last.depth, last.of_unit.key if last.of_unit else None) == (
        undertaking,
        2,
        "lasenheten",
    )
    seen = coverage_page(2027, actor=controller, today=LATER)
    assert undertaking.key in seen.cell("lasning", BOARD).items


CONSIDERED = [
    (Role.CONTROLLER, BOARD, None, True),
    (Role.CONTROLLER, BOARD, "skola", True),
    (Role.CONTROLLER, BOARD, "trygghet-och-bostad", False),
    (Role.CONTROLLER, "kulturnamnden", None, False),
    (Role.STRATEGIST, None, None, False),
    (Role.MANAGER, BOARD, None, False),
]


@pytest.mark.parametrize(("role", "organisation", "area", "may"), CONSIDERED)
def test_who_may_answer_for_a_board(
    role: Role, organisation: str | None, area: str | None, may: bool
) -> None:
    grant = Grant(role, frozenset({organisation} if organisation else ()), area)
    assert can_consider(Actor("Kim", frozenset(), frozenset({grant})), BOARD, "skola") is may


def test_acting_follows_from_the_plan_and_is_confirmed_with_one_answer(
    goal: PlanItem, controller: Actor
) -> None:
    def area() -> tuple[Answer | None, Drawn]:
        stand = coverage_page(2027, actor=controller, today=LATER).coverage.stands[BOARD, "skola"]
        return stand.answer, stand.drawn

    def answer(given: Answer, why: str | None = None) -> None:
        consider(2027, BOARD, "skola", given, why=why, actor=controller, today=LATER)

    assert area() == (Answer.ACTS, Drawn.PLAN)
    with pytest.raises(RuleError, match="the plan has something"):
        answer(Answer.NOT_OURS)
    answer(Answer.ACTS)
    assert area() == (Answer.ACTS, Drawn.CONFIRMED)
    change_item(goal.key, {"title": "Alla läser mer"}, revision=1, actor=controller, today=LATER)
    assert area() == (Answer.ACTS, Drawn.STALE)
    drop_item(goal.key, "Slut", actor=controller, today=LATER)
    assert area() == (None, Drawn.STALE)
    with pytest.raises(RuleError, match="nothing in the plan"):
        answer(Answer.ACTS)
    with pytest.raises(InputError):
        answer(Answer.NOT_ACTING, " ")
    answer(Answer.NOT_ACTING, "Vi har inga skolor")
    assert area() == (Answer.NOT_ACTING, Drawn.CONFIRMED)
    cell = coverage_page(2027, actor=controller, today=LATER).cell("lasning", BOARD)
    assert (cell.carrying, cell.why) == (Carrying.NOT_ACTING, "Vi har inga skolor")


def test_answers_about_what_is_not_there_are_refused(asked: Home, controller: Actor) -> None:
    for area, strategy in (("finns-inte", None), ("skola", "belysning")):
        with pytest.raises((NotFoundError, PermissionDenied)):
            consider(2027, BOARD, area, Answer.NOT_OURS, strategy=strategy, actor=controller, today=LATER)


def test_a_single_strategy_is_answered_below_its_target_area(goal: PlanItem, controller: Actor) -> None:
    consider(
        2027,
        BOARD,
        "trygghet-och-bostad",
        Answer.ORDINARY,
        strategy="belysning",
        actor=controller,
        today=LATER,
    )
    page = coverage_page(2027, actor=controller, today=LATER)
    assert page.cell("belysning", BOARD).carrying is Carrying.ORDINARY
    assert page.coverage.stands[BOARD, "trygghet-och-bostad"].is_silent


def test_the_matrix_has_those_that_are_there_and_its_findings_go_when_mended(
    goal: PlanItem, controller: Actor
) -> None:
    page = coverage_page(2027, actor=controller, today=LATER)
    assert [one.key for one in page.organisations] == [BOARD, "kulturnamnden", "norra", "sodra"]
    after = coverage_page(2027, actor=controller, today=date(2027, 8, 1))
    assert [one.key for one in after.organisations] == [BOARD, "kulturnamnden", "forenade"]
    activity = add(K.BOARD_ACTIVITY, controller, title="Läsgrupper", parent=goal.key)
    flaws = [
        Finding(Flaw.NO_DATE, organisation=BOARD, item=activity.key),
        Finding(Flaw.NO_OWNER, organisation=BOARD, item=activity.key),
    ]
    assert [
        one for one in coverage_page(2027, actor=controller, today=LATER).coverage.findings if one.item
    ] == flaws
    change_item(
        activity.key,
        {"ends": "2027-10-01", "responsible": "Ada Lind"},
        revision=1,
        actor=controller,
        today=LATER,
    )
    assert [
        one for one in coverage_page(2027, actor=controller, today=LATER).coverage.findings if one.item
    ] == []


def test_local_development_programmes_have_a_matrix_of_their_own(asked: Home, controller: Actor) -> None:
    page = coverage_page(2027, actor=controller, today=LATER, programme=True)
    assert [one.key for one in page.organisations] == ["norra", "sodra"]
    assert {cell.carrying for row in page.coverage.rows for cell in row.cells} == {Carrying.SILENT}


def test_every_plan_at_a_glance(activity: PlanItem, controller: Actor) -> None:
    page = plans_page(2027, actor=controller, today=LATER)
    found = [
        (one.organisation.key, one.goals, one.activities, one.unanswered, one.silent, one.mine)
        for one in page.plans
    ]
    assert found == [
        (BOARD, 1, 1, 1, 1, True),
        ("kulturnamnden", 0, 0, 0, 2, False),
        ("norra", 0, 0, 0, 2, False),
        ("sodra", 0, 0, 0, 2, False),
    ]


def test_the_pages_are_for_those_who_read_the_year(asked: Home) -> None:
    partner = acting("Pia Partner", Role.PARTNER)
    for page in (
        lambda: board_plan(2027, BOARD, actor=partner, today=LATER),
        lambda: coverage_page(2027, actor=partner, today=LATER),
        lambda: current_year(actor=partner, today=LATER),
    ):
        with pytest.raises(PermissionDenied):
            page()
    assert current_year(actor=STRATEGIST, today=LATER) == 2027
    assert current_year(actor=STRATEGIST, today=OPENED) == 2027
