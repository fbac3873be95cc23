"""What is handed in: approved by other eyes, returned, decided, taken in late, and locked."""

from datetime import date
from itertools import product

import pytest

from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.steps import Move, State
from fardplan.roadmap.assessing import Judgement
from fardplan.store import audit
from fardplan.store.decision_records import TakenDecision
from fardplan.store.models import KeptText
from fardplan.store.years import submission
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.people.accounts import correct_person
from fardplan.usecases.people.acting import actor_of
from fardplan.usecases.year import may
from fardplan.usecases.year.marking import mark_ready, write_on
from fardplan.usecases.year.steps import (
    approve,
    decide,
    give_back,
    hand_in,
    handed_in,
    reopen,
    save_text,
    set_meeting,
    take_back,
    take_in_late,
)
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import EditConflict, PermissionDenied, RuleError
from tests.boards_city import IN_T1, STRATEGIST, account, acting, plan, unit

AT = (2027, "t1", "skolnamnden")
MEETING = date(2027, 5, 27)
DECIDED = TakenDecision("Skolnämnden", MEETING, "§ 4", "SKN 2027/12", organisation="skolnamnden")


@pytest.fixture
def written(home: Home, controller: Actor) -> Home:
    """All that the school board tells of in the first report is marked ready."""
    goal, activity = plan("skolnamnden")
    tell_all(controller, home, "skolnamnden", goal.key, activity.key)
    return home


def tell_all(actor: Actor, home: Home, organisation: str, goal: str, activity: str) -> None:
    at = (2027, "t1", organisation)
    told = Told("Det går bra", judgement=Judgement.FULLY)
    tell(actor, home, *at, f"p{goal}", told, revision=0, today=IN_T1, ready=True)
    under_way = Told(activity=ActivityState.UNDER_WAY)
    tell(actor, home, *at, f"p{activity}", under_way, revision=0, today=IN_T1, ready=True)


def state() -> str:
    return submission(*AT).state.value


def test_from_written_to_decided(written: Home, controller: Actor, manager: Actor, secretary: Actor) -> None:
    set_meeting(secretary, *AT, MEETING, today=IN_T1)
    hand_in(controller, *AT, today=IN_T1)
    approve(manager, *AT, today=IN_T1)
    decide(secretary, *AT, DECIDED, today=MEETING)
    found = handed_in(manager, *AT, today=MEETING)
    assert [(event.move, event.end.value, event.by) for event in found.events] == [
        ("write", "writing", "Ada Lind"),
        ("mark_ready", "ready", "Ada Lind"),
        ("approve", "approved", "Bo Ek"),
        ("decide", "decided", "Cia Alm"),
    ]
    decision = found.found.submitted.decision
    assert decision
    assert decision.reference == "Skolnämnden 2027-05-27 § 4, SKN 2027/12"
    assert found.moves == frozenset()
    last = list(audit.entries())[-1]
    assert (last.action, last.subject, last.before, last.after, last.decision) == (
        "decide",
        "2027 t1 skolnamnden",
        {"state": "approved"},
        {"state": "decided"},
        "Skolnämnden 2027-05-27 § 4, SKN 2027/12",
    )


def test_whoever_wrote_or_handed_in_may_not_approve(written: Home, controller: Actor) -> None:
    hand_in(controller, *AT, today=IN_T1)
    both = acting("Ada Lind", Role.MANAGER, "skolnamnden")
    with pytest.raises(RuleError, match="Ada Lind has written in it or marked it ready"):
        approve(both, *AT, today=IN_T1)
    assert Move.APPROVE not in handed_in(both, *AT, today=IN_T1).moves
    assert state() == "ready"


def test_whoever_wrote_the_text_as_a_whole_may_not_approve(written: Home, controller: Actor) -> None:
    save_text(acting("Kim Berg", Role.CONTROLLER, "skolnamnden"), *AT, "Vi", revision=0, today=IN_T1)
    hand_in(controller, *AT, today=IN_T1)
    with pytest.raises(RuleError, match="Kim Berg has written in it or marked it ready"):
        approve(acting("Kim Berg", Role.MANAGER, "skolnamnden"), *AT, today=IN_T1)
    assert state() == "ready"


def test_whoever_told_of_a_thing_may_not_approve(written: Home, controller: Actor) -> None:
    ref = handed_in(controller, *AT, today=IN_T1).found.entries[0].subject.ref
    write_on(controller, written, *AT, ref, today=IN_T1)
    kim, told = acting("Kim Berg", Role.CONTROLLER, "skolnamnden"), Told("Bättre", judgement=Judgement.FULLY)
    tell(kim, written, *AT, ref, told, revision=3, today=IN_T1, ready=True)
    hand_in(controller, *AT, today=IN_T1)
    with pytest.raises(RuleError, match="Kim Berg has written in it or marked it ready"):
        approve(acting("Kim Berg", Role.MANAGER, "skolnamnden"), *AT, today=IN_T1)
    assert state() == "ready"


def test_whoever_wrote_in_a_plan_may_not_approve_it(home: Home, controller: Actor) -> None:
    at, day = (2027, "vp", "skolnamnden"), date(2026, 11, 20)
    plan("skolnamnden")
    save_text(controller, *at, "Vår plan", revision=0, today=day)
    hand_in(controller, *at, today=day)
    with pytest.raises(RuleError, match="Planerare has written in it or marked it ready"):
        approve(acting("Planerare", Role.MANAGER, "skolnamnden"), *at, today=day)
    assert submission(*at).state is State.READY


def test_a_new_name_is_no_other_pair_of_eyes(written: Home, controller: Actor) -> None:
    hand_in(controller, *AT, today=IN_T1)
    number = account("Ada Lind", Role.MANAGER, organisation="skolnamnden").pk
    for revision, name in enumerate(("Ek", "Alm"), start=1):
        correct_person(
            number, "Ada", name, "ada@example.se", revision=revision, actor=Actor("Ada", person=number)
        )
    renamed = actor_of(number, on=IN_T1)
    with pytest.raises(RuleError) as refused:
        approve(renamed, *AT, today=IN_T1)
    assert str(refused.value.what) == "Ada Alm has written in it or marked it ready: another must approve"
    assert (renamed.name, state()) == ("Ada Alm", "ready")
    assert Move.APPROVE not in handed_in(renamed, *AT, today=IN_T1).moves


def test_what_is_not_all_ready_is_not_handed_in(home: Home, controller: Actor) -> None:
    plan("skolnamnden", 2)
    with pytest.raises(RuleError, match="it is not begun, and from there nobody can mark as ready"):
        hand_in(controller, *AT, today=IN_T1)
    save_text(controller, *AT, "Ett gott halvår", revision=0, today=IN_T1)
    with pytest.raises(RuleError, match="3 items are not marked ready yet"):
        hand_in(controller, *AT, today=IN_T1)


def test_a_text_is_returned_with_a_comment_and_written_on(
    written: Home, controller: Actor, manager: Actor
) -> None:
    hand_in(controller, *AT, today=IN_T1)
    with pytest.raises(RuleError, match="it must be said why"):
        give_back(manager, *AT, " ", today=IN_T1)
    give_back(manager, *AT, "Säg vad målet vilar på", today=IN_T1)
    found = handed_in(controller, *AT, today=IN_T1)
    assert found.returned
    assert (found.returned.comment, found.returned.by) == (
        "Säg vad målet vilar på",
        "Bo Ek",
    )
    assert found.found.submitted.state is State.RETURNED
    hand_in(controller, *AT, today=IN_T1)
    take_back(controller, *AT, today=IN_T1)
    assert state() == "writing"


def test_a_board_returns_with_a_new_day_and_what_comes_after_the_last_is_late(
    written: Home, controller: Actor, manager: Actor, secretary: Actor
) -> None:
    set_meeting(secretary, *AT, MEETING, today=IN_T1)
    hand_in(controller, *AT, today=IN_T1)
    approve(manager, *AT, today=IN_T1)
    with pytest.raises(RuleError, match="the meeting was on 2027-05-27: give the day of the next"):
        give_back(secretary, *AT, "Återremiss", today=MEETING)
    give_back(secretary, *AT, "Återremiss", today=MEETING, meeting=date(2027, 6, 24))
    found = submission(*AT)
    assert (found.state, found.meeting, found.late) == (State.RETURNED, date(2027, 6, 24), True)


def test_a_late_board_is_taken_in_by_the_coordinator_and_stays_marked(
    written: Home, controller: Actor, manager: Actor
) -> None:
    late = date(2027, 6, 20)
    with pytest.raises(RuleError, match="the step was locked after 2027-06-15") as locked:
        hand_in(controller, *AT, today=late)
    assert locked.value.instead == "The coordinator can take it in late, with a reason."
    with pytest.raises(PermissionDenied, match="Ada Lind may not steer the boards' year"):
        take_in_late(controller, *AT, until=date(2027, 6, 30), why="Sjukdom", today=late)
    take_in_late(STRATEGIST, *AT, until=date(2027, 6, 30), why="Sjukdom", today=late)
    hand_in(controller, *AT, today=late)
    approve(manager, *AT, today=late)
    found = submission(*AT)
    assert (found.state, found.late, found.taken_in_why, found.taken_in_by) == (
        State.APPROVED,
        True,
        "Sjukdom",
        "Åsa Strateg",
    )


def test_what_is_decided_comes_back_by_decision_alone(
    written: Home, controller: Actor, manager: Actor, secretary: Actor
) -> None:
    hand_in(controller, *AT, today=IN_T1)
    approve(manager, *AT, today=IN_T1)
    decide(secretary, *AT, DECIDED, today=MEETING)
    for move in (hand_in, take_back, approve):
        with pytest.raises((RuleError, PermissionDenied)):
            move(controller, *AT, today=MEETING)
    again = TakenDecision("Kommunstyrelsen", MEETING, "§ 9", "KS 2027/3")
    with pytest.raises(PermissionDenied):
        reopen(manager, *AT, "Komplettera", again, today=MEETING, meeting=date(2027, 6, 10))
    reopen(STRATEGIST, *AT, "Komplettera", again, today=MEETING, meeting=date(2027, 6, 10))
    assert state() == "returned"


def test_the_administration_waits_for_its_units(written: Home, controller: Actor, manager: Actor) -> None:
    unit("skolan", "skolnamnden")
    goal, activity = plan("skolan")
    head = acting("Dag Ström", Role.CONTROLLER, "skolan")
    hand_in(controller, *AT, today=IN_T1)
    with pytest.raises(RuleError, match="units below have not been approved yet: 1"):
        approve(manager, *AT, today=IN_T1)
    tell_all(head, written, "skolan", goal.key, activity.key)
    hand_in(head, 2027, "t1", "skolan", today=IN_T1)
    above = acting("Bo Ek", Role.MANAGER, "skolnamnden", "skolan")
    approve(above, 2027, "t1", "skolan", today=IN_T1)
    approve(above, *AT, today=IN_T1)
    with pytest.raises(PermissionDenied):
        decide(head, 2027, "t1", "skolan", DECIDED, today=MEETING)


def test_the_text_of_a_step_is_saved_by_one_at_a_time(home: Home, controller: Actor) -> None:
    at = (2027, "underlag", "skolnamnden")
    day = date(2026, 3, 1)
    save_text(controller, *at, "Vi behöver", revision=0, today=day)
    other = acting("Kim Berg", Role.CONTROLLER, "skolnamnden")
    with pytest.raises(EditConflict) as met:
        save_text(other, *at, "Annat", revision=0, today=day)
    assert [(item.theirs, item.yours) for item in met.value.fields] == [("Vi behöver", "Annat")]
    assert [(kept.text, kept.by, kept.made_from) for kept in KeptText.objects.all()] == [
        ("Annat", "Kim Berg", 0)
    ]
    hand_in(controller, *at, today=day)
    assert submission(*at).state is State.READY


RULES = {
    may.can_read_year: "strategist statistician controller manager board_secretary politician auditor",
    may.can_coordinate: "strategist",
    may.can_write_for: "controller",
    may.can_approve_for: "manager",
    may.can_record_for: "board_secretary",
    may.can_set_meeting: "controller board_secretary strategist",
}


@pytest.mark.parametrize(("rule", "role"), list(product(RULES, Role)))
def test_who_may_what(rule: object, role: Role) -> None:
    about = () if rule in (may.can_read_year, may.can_coordinate) else ("skolnamnden",)
    actor = Actor("Ada Lind", frozenset({role}))
    allowed = role.value in RULES[rule].split()  # type: ignore[index]
    assert rule(actor, *about) is allowed  # type: ignore[operator]
    if allowed:
        may.check(rule, actor, *about)  # type: ignore[arg-type]
    else:
        with pytest.raises(PermissionDenied):
            may.check(rule, actor, *about)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_for_one_board_is_none_for_another(role: Role) -> None:
    actor = Actor("Ada Lind", grants=frozenset({Grant(role, frozenset({"kulturnamnden"}))}))
    for_a_board = [rule for rule in RULES if rule not in (may.can_read_year, may.can_coordinate)]
    assert [rule for rule in for_a_board if rule(actor, "skolnamnden")] == []  # type: ignore[operator]
    there = [rule for rule in for_a_board if rule(actor, "kulturnamnden")]  # type: ignore[operator]
    wanted = [rule for rule in for_a_board if role.value in RULES[rule].split()]
    assert there == (wanted if role is not Role.STRATEGIST else [])
    assert not may.can_coordinate(actor)


def test_an_organisation_that_is_not_there_then_hands_in_nothing(home: Home) -> None:
    writer = acting("Kim Berg", Role.CONTROLLER, "forenade")
    with pytest.raises(RuleError, match="'forenade' hands in nothing at Tertialrapport 1 2027"):
        hand_in(writer, 2027, "t1", "forenade", today=IN_T1)


def test_roles_of_ways_are_roles() -> None:
    from fardplan.boards.steps import HANDING_IN

    assert {way.by for way in HANDING_IN.transitions} <= {role.value for role in Role}


def test_marking_ready_twice_is_once(written: Home, controller: Actor) -> None:
    found = handed_in(controller, *AT, today=IN_T1).found
    before = len(list(audit.entries()))
    assert (
        mark_ready(controller, written, *AT, [entry.subject.ref for entry in found.entries], today=IN_T1)
        == ()
    )
    assert len(list(audit.entries())) == before
