"""Plans, the council's things, answers and changes in and out of the tables, on any day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fardplan.boards.chain import CouncilItem, ItemKind, Person, PlanItem
from fardplan.boards.changes import CHANGE, Change, ChangeKind, Move, State, approved
from fardplan.boards.considered import Answer, Consideration
from fardplan.roadmap.version import Decision
from fardplan.store import models
from fardplan.store.change_requests import add_change, change_numbered, changes_of, move_changes, settle_new
from fardplan.store.considerations import add_considerations, considerations_of
from fardplan.store.council_items import CouncilYear, council_of, council_year, kept_council_fields
from fardplan.store.council_saves import add_council_items, adopt_budget, save_council_item, set_own_target
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.plan_items import kept_fields, plan_item, plans_of, revisions_of
from fardplan.store.plan_saves import (
    add_item,
    add_items,
    hand_over,
    hand_to_organisation,
    save_item,
    set_order,
)
from fardplan.vocabulary.errors import NotFoundError

K = ItemKind
MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)
COUNCIL = (
    CouncilItem("sammanhallen", 2027, K.ORIENTATION_GOAL, "En sammanhållen stad", 1, text_en="A united city"),
    CouncilItem(
        "skola", 2027, K.AREA_GOAL, "Alla når målen", 2, "sammanhallen", frozenset({"utbildning", "farsta"})
    ),
    CouncilItem(
        "behoriga",
        2027,
        K.COUNCIL_INDICATOR,
        "Andel behöriga",
        3,
        "skola",
        frozenset({"utbildning", "farsta"}),
        targets={None: "90", "utbildning": "91,5"},
        own={},
        unit="%",
        wanted="up",
        indicator="behorighet",
        milestones=frozenset({"behorighet"}),
    ),
)
GOAL = PlanItem(
    "g",
    "farsta",
    2027,
    K.BOARD_GOAL,
    "Fler når målen",
    answers="skola",
    expected_result="Fler är behöriga",
    strategies=frozenset({"tidiga-insatser"}),
    milestones=frozenset({"behorighet"}),
)
ACTIVITY = PlanItem(
    "a",
    "farsta",
    2027,
    K.BOARD_ACTIVITY,
    "Läxhjälp",
    parent="g",
    responsible=Person("Åsa Berg"),
    starts=date(2027, 1, 15),
    ends=date(2027, 12, 1),
    programme=True,
)


@pytest.fixture
def year(db):
    for position, key in enumerate(("utbildning", "farsta")):
        models.Organisation.objects.create(key=key, name_sv=key, kind="board", position=position)
    models.CycleYear.objects.create(
        year=2027,
        template="t",
        closes=date(2028, 4, 1),
        opened_by="Kim",
        opened_at=datetime(2026, 11, 1, tzinfo=UTC),
        opened_on=date(2026, 11, 1),
    )
    add_council_items(COUNCIL, by="Kim", day=MARCH)
    return 2027


def normal(items):
    return tuple(replace(item, targets=dict(item.targets or {}), own=dict(item.own or {})) for item in items)


def test_what_the_council_asks_comes_back_as_it_was(year):
    assert normal(council_of(2027, MARCH)) == normal(COUNCIL)
    assert council_of(2026, MARCH) == ()


def test_before_it_is_adopted_it_is_edited_and_any_day_can_be_asked_for(year):
    third = council_of(2027, MARCH)[2]
    edited = replace(
        third, text="Andel elever", responsible=frozenset({"farsta"}), targets={"farsta": "högre"}
    )
    assert save_council_item(edited, by="Kim", day=APRIL)
    assert not save_council_item(edited, by="Robin", day=APRIL)
    assert normal(council_of(2027, APRIL))[2] == replace(normal([edited])[0], revision=2)
    assert normal(council_of(2027, MARCH)) == (*normal(COUNCIL[:2]), replace(normal(COUNCIL)[2], revision=2))
    assert kept_council_fields(2027, "behoriga", 1)["text"] == "Andel behöriga"


def test_a_board_sets_its_own_target_and_takes_it_back(year):
    def target(day):
        return council_of(2027, day)[2].target_of("farsta")

    set_own_target(2027, "behoriga", "farsta", "88", why="Nuläget", by="Åsa", day=APRIL, unit="%")
    set_own_target(2027, "behoriga", "farsta", None, why=None, by="Åsa", day=MAY)
    assert [target(day) for day in (MARCH, APRIL, MAY)] == [None, "88", None]


def test_changes_count_from_the_day_they_take_effect(year):
    number = record_decision(TakenDecision("KF", APRIL, "§ 4", "KS 2027/1"), by="Kim")
    adopt_budget(2027, number, by="Kim")
    told = council_year(2027, MARCH)
    assert (told.adopted.reference, told.adopted_by(MARCH), told.adopted_by(APRIL)) == (
        "KF 2027-04-01 § 4, KS 2027/1",
        False,
        True,
    )
    new = CouncilItem("ny", 2027, K.COUNCIL_ACTIVITY, "Ny aktivitet", parent="skola")
    add_council_items([new], by="Kim", day=APRIL, state="proposed")
    made = [
        add_change(Change(0, 2027, "behoriga", ChangeKind.TARGET, "90", "92", "Därför", "Kim", APRIL)),
        add_change(Change(0, 2027, "ny", ChangeKind.NEW, None, "Ny aktivitet", "Därför", "Kim", APRIL)),
    ]
    assert [change.number for change in made] == [1, 2]
    assert [item.key for item in council_of(2027, MAY)] == ["sammanhallen", "skola", "behoriga"]
    decision = Decision(body="KF", date=APRIL, paragraph="§ 4", dnr="KS 2027/1")
    collected = [replace(change, state=CHANGE.check(Move.COLLECT, change)) for change in made]
    move_changes(collected, by="Kim")
    settled = [approved(change, decision, MAY) for change in changes_of(2027)]
    move_changes(settled, by="Kim", decision=number)
    settle_new(2027, ["ny"], active=True)
    assert change_numbered(2027, 1) == replace(settled[0], revision=3)
    assert change_numbered(2027, 1).state is State.APPROVED
    with pytest.raises(NotFoundError):
        move_changes(settled, by="Kim", decision=number)
    assert [item.key for item in council_of(2027, APRIL)] == ["sammanhallen", "skola", "behoriga"]
    assert [item.given_to(None) for item in council_of(2027, APRIL)] == [None, None, "90"]
    assert [item.given_to(None) for item in council_of(2027, MAY)] == [None, None, "92", None]


@pytest.fixture
def plan(year):
    models.User.objects.create(username="Åsa Berg", email="asa@example.org")
    return add_items([GOAL, ACTIVITY], by="Kim", day=MARCH)


def test_a_plan_comes_back_as_it_was(plan):
    goal, activity = plan
    assert activity.parent == goal.key
    assert activity.responsible == Person("Åsa Berg", None, models.User.objects.get().pk)
    assert plans_of(2027, MARCH) == plan
    assert plan_item(goal.key) == goal
    assert plans_of(2027, MARCH, ["utbildning"]) == ()


def test_a_plan_can_be_asked_for_as_it_was_on_any_day(plan):
    goal, activity = plan
    changed = replace(goal, title="Alla når målen", strategies=frozenset({"kollegialt-larande"}))
    dropped = replace(activity, dropped=MAY, dropped_why="Pengarna räcker inte")
    assert save_item(changed, by="Kim", day=APRIL)
    assert save_item(dropped, by="Kim", day=MAY)
    late = add_item(replace(ACTIVITY, key="x", parent=goal.key, title="Öppna gården"), by="Kim", day=MAY)
    two, three = replace(changed, revision=2), replace(dropped, revision=2)
    assert plans_of(2027, MARCH) == plan
    assert plans_of(2027, APRIL) == (two, activity)
    assert plans_of(2027, MAY) == (two, three, late)
    assert [(number, day, by, kept["title"]) for number, day, by, kept in revisions_of(goal.key)] == [
        (1, MARCH, "Kim", "Fler når målen"),
        (2, APRIL, "Kim", "Alla når målen"),
    ]
    assert kept_fields(goal.key, 1)["strategies"] == "tidiga-insatser"


def test_what_another_saved_first_is_not_overwritten(plan):
    goal = plan[0]
    assert save_item(replace(goal, title="Kims"), by="Kim", day=APRIL)
    assert not save_item(replace(goal, title="Robins"), by="Robin", day=APRIL)
    assert plan_item(goal.key).title == "Kims"


def test_handing_over_to_a_person_and_to_an_organisation_is_kept(plan):
    goal, activity = plan
    robin = models.User.objects.create(username="Robin Ek", email="robin@example.org")
    hand_over([activity.key], to=robin.pk, by="Kim", day=APRIL)
    hand_to_organisation([goal.key], why="Nämnderna gick samman", by="Kim", day=MAY)
    assert plan_item(activity.key).responsible == Person("Robin Ek", None, robin.pk)
    assert plan_item(goal.key).dropped == MAY
    assert plans_of(2027, MARCH) == plan


def test_order_is_changed_within_the_places_there_are(plan):
    goal = plan[0]
    other = add_item(replace(GOAL, key="h", title="Annat"), by="Kim", day=MARCH)
    set_order([other.key, goal.key])
    assert [item.title for item in plans_of(2027, MARCH) if item.parent is None] == [
        "Annat",
        "Fler når målen",
    ]


def test_nothing_in_a_plan_is_removed(plan):
    for table in (models.PlanItem, models.PlanRevision, models.CouncilItem, models.CouncilRevision):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.all()._raw_delete("default")


def test_answers_come_back_in_the_order_given(year):
    answers = (
        Consideration("farsta", 2027, "skola", None, Answer.ORDINARY, APRIL, "Åsa", "0" * 64),
        Consideration(
            "farsta", 2027, "skola", "s1", Answer.NOT_ACTING, MARCH, "Åsa", "1" * 64, "Ingen egen skola", True
        ),
    )
    add_considerations(answers)
    assert considerations_of(2027) == answers
    assert considerations_of(2027, ["utbildning"]) == ()


@pytest.mark.parametrize("more", [0, 2])
def test_reading_takes_as_many_queries_however_many_there_are(plan, more):
    for number in range(more):
        add_items([replace(GOAL, title=str(number)), ACTIVITY], by="Kim", day=MARCH)
    with CaptureQueriesContext(connection) as queries:
        plans_of(2027, MARCH)
    assert len(queries) == 4
    with CaptureQueriesContext(connection) as queries:
        assert isinstance(council_year(2027, MARCH), CouncilYear)
    assert len(queries) == 7
