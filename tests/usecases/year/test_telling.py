"""Telling how it went: what a person owes, saves that meet, and what is marked ready."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.follow_up import ActivityState, Told
from fardplan.roadmap.assessing import Judgement
from fardplan.store import audit
from fardplan.store.follow_ups import besides, follow_ups
from fardplan.store.models import FollowUpRevision, SubmissionEvent
from fardplan.store.years import submission
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.follow_ups import my_follow_ups, organisation_s_follow_up
from fardplan.usecases.year.marking import mark_ready, write_on
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import EditConflict, FieldConflict, NotFoundError, PermissionDenied, RuleError
from tests.boards_city import IN_T1, account, acting, council, plan

AT = ("t1", "skolnamnden")


def refs(actor: Actor, home: Home, today: date = IN_T1) -> list[list[str]]:
    return [[item.ref for item in sheet.owed] for sheet in my_follow_ups(actor, home, today=today)]


def test_a_controller_owes_what_the_council_asks_and_what_the_plan_has(home: Home, controller: Actor) -> None:
    council()
    goal, activity = plan("skolnamnden")
    plan("kulturnamnden")
    sheet = my_follow_ups(controller, home, today=IN_T1)[0]
    assert [(item.ref, item.subject.title, item.is_ready) for item in sheet.owed] == [
        ("m-skolan-lyfter", "Alla klarar skolan", False),
        ("m-behoriga", "Andel behöriga till gymnasiet", False),
        (f"p{goal.key}", "Mål för skolnamnden", False),
        (f"p{activity.key}", "Aktivitet 1", False),
    ]
    assert (sheet.writable, sheet.last_day, sheet.ready) == (True, date(2027, 5, 7), 0)


def test_who_answers_for_an_item_owes_it_and_the_controller_does_not(home: Home, controller: Actor) -> None:
    dag = account("Dag Ström")
    goal, activity = plan("skolnamnden", responsible=dag)
    assert refs(controller, home) == [[f"p{goal.key}"]]
    assert refs(Actor("Dag Ström", person=dag.pk), home) == [[f"p{activity.key}"]]
    eva = account("Eva Sund")
    assert refs(Actor("Eva Sund", person=eva.pk), home) == []
    assert refs(Actor("Eva Sund", person=eva.pk, stands_in_for=frozenset({dag.pk})), home) == [
        [f"p{activity.key}"]
    ]


@pytest.mark.parametrize("day", [date(2027, 4, 14), date(2027, 6, 16)])
def test_nothing_is_owed_before_a_step_opens_nor_when_it_is_locked(
    home: Home, controller: Actor, day: date
) -> None:
    plan("skolnamnden")
    assert refs(controller, home, day) == []


def test_an_indicator_is_prefilled_with_its_latest_figure(home: Home, controller: Actor) -> None:
    council()
    owed = organisation_s_follow_up(controller, home, 2027, *AT, today=IN_T1).owed[1]
    assert owed.latest
    assert owed.told == Told(outcome=owed.latest.value)
    assert (owed.latest.area, owed.latest.value, owed.proposed) == ("9999", 88.1, Judgement.PARTLY)
    tell(
        controller,
        home,
        2027,
        *AT,
        "m-behoriga",
        replace(owed.told, judgement=Judgement.PARTLY),
        revision=0,
        today=IN_T1,
    )
    kept = follow_ups(2027)[0]
    assert kept.evidence == owed.latest.plain
    tell(controller, home, 2027, *AT, "m-behoriga", replace(kept.told, outcome=1.0), revision=1, today=IN_T1)
    assert follow_ups(2027)[0].evidence is None


def test_a_save_begins_what_is_handed_in_and_is_logged(home: Home, controller: Actor) -> None:
    _, activity = plan("skolnamnden")
    ref = f"p{activity.key}"
    saved = tell(controller, home, 2027, *AT, ref, Told(text="Bra"), revision=0, today=IN_T1)
    assert (saved.now.told, saved.now.revision, saved.joined_with) == (Told(text="Bra"), 1, None)
    assert submission(2027, *AT).state == "writing"
    last = list(audit.entries())[-1]
    assert (last.actor, last.action, last.subject) == ("Ada Lind", "follow up", f"2027 t1 skolnamnden {ref}")
    assert (last.before, last.after) == ({"text": ""}, {"text": "Bra"})
    count = len(list(audit.entries()))
    tell(controller, home, 2027, *AT, ref, Told(text="Bra"), revision=1, today=IN_T1)
    assert len(list(audit.entries())) == count


def test_two_who_change_different_things_both_stand_and_the_second_is_told(
    home: Home, controller: Actor
) -> None:
    dag = account("Dag Ström")
    _, activity = plan("skolnamnden", responsible=dag)
    ref, other = f"p{activity.key}", Actor("Dag Ström", person=dag.pk)
    tell(controller, home, 2027, *AT, ref, Told(text="Ett\nTvå"), revision=0, today=IN_T1)
    tell(other, home, 2027, *AT, ref, Told(text="Ett!\nTvå"), revision=1, today=IN_T1)
    done = Told(text="Ett\nTvå!", activity=ActivityState.DONE)
    saved = tell(controller, home, 2027, *AT, ref, done, revision=1, today=IN_T1)
    assert saved.now.told == Told(text="Ett!\nTvå!", activity=ActivityState.DONE)
    assert (saved.now.revision, saved.joined_with) == (3, "Dag Ström")


def test_two_who_change_the_same_are_both_told_and_lose_nothing(home: Home, controller: Actor) -> None:
    dag = account("Dag Ström")
    _, activity = plan("skolnamnden", responsible=dag)
    ref, other = f"p{activity.key}", Actor("Dag Ström", person=dag.pk)
    tell(other, home, 2027, *AT, ref, Told(text="Dags ord"), revision=0, today=IN_T1)
    with pytest.raises(EditConflict) as met:
        tell(controller, home, 2027, *AT, ref, Told(text="Adas ord"), revision=0, today=IN_T1)
    assert met.value.fields == (FieldConflict("text", "", "Dags ord", "Adas ord"),)
    assert (met.value.by, met.value.revision) == ("Dag Ström", 1)
    kept = besides([follow_ups(2027)[0].number])
    assert [(item.told.text, item.by) for item in kept] == [("Adas ord", "Ada Lind")]
    sheet = my_follow_ups(other, home, today=IN_T1)[0]
    assert [item.told.text for item in sheet.owed[0].beside] == ["Adas ord"]
    saved = tell(controller, home, 2027, *AT, ref, Told(text="Dags ord\nAdas ord"), revision=1, today=IN_T1)
    assert saved.now.told.text == "Dags ord\nAdas ord"
    assert besides([saved.now.number]) == ()
    assert FollowUpRevision.objects.count() == 3


def test_what_lacks_something_is_saved_and_not_marked_ready(home: Home, controller: Actor) -> None:
    _, activity = plan("skolnamnden")
    ref = f"p{activity.key}"
    with pytest.raises(RuleError, match="It is delayed: give the new last day"):
        tell(
            controller,
            home,
            2027,
            *AT,
            ref,
            Told(activity=ActivityState.DELAYED),
            revision=0,
            today=IN_T1,
            ready=True,
        )
    kept = follow_ups(2027)[0]
    assert (kept.told, kept.ready) == (Told(activity=ActivityState.DELAYED), False)


def test_all_ready_marks_what_is_whole_and_tells_what_is_not(home: Home, controller: Actor) -> None:
    goal, first, second = plan("skolnamnden", 2)
    asked = [f"p{item.key}" for item in (goal, first, second)]
    tell(controller, home, 2027, *AT, asked[1], Told(activity=ActivityState.DONE), revision=0, today=IN_T1)
    assert mark_ready(controller, home, 2027, *AT, asked, today=IN_T1) == (asked[0], asked[2])
    assert [(item.ref, item.ready, item.ready_by) for item in follow_ups(2027)] == [
        (asked[1], True, "Ada Lind")
    ]


def test_what_is_ready_is_written_on_only_when_it_is_taken_back(home: Home, controller: Actor) -> None:
    _, activity = plan("skolnamnden")
    ref = f"p{activity.key}"
    told = Told(activity=ActivityState.UNDER_WAY)
    tell(controller, home, 2027, *AT, ref, told, revision=0, today=IN_T1, ready=True)
    with pytest.raises(EditConflict):
        tell(controller, home, 2027, *AT, ref, replace(told, text="Mer"), revision=2, today=IN_T1)
    write_on(controller, home, 2027, *AT, ref, today=IN_T1)
    with pytest.raises(RuleError, match="it is not marked ready"):
        write_on(controller, home, 2027, *AT, ref, today=IN_T1)
    assert (
        tell(
            controller, home, 2027, *AT, ref, replace(told, text="Mer"), revision=3, today=IN_T1
        ).now.revision
        == 4
    )


@pytest.mark.parametrize("day", [date(2027, 4, 14), date(2027, 6, 16)])
def test_nothing_is_written_before_a_step_opens_nor_when_it_is_locked(
    home: Home, controller: Actor, day: date
) -> None:
    goal, activity = plan("skolnamnden")
    refs = [f"p{goal.key}", f"p{activity.key}"]
    tell(
        controller, home, 2027, *AT, refs[0], Told("Bra", judgement=Judgement.FULLY), today=IN_T1, ready=True
    )
    before = (follow_ups(2027), list(audit.entries()))
    for write in (
        lambda: tell(controller, home, 2027, *AT, refs[1], Told("Sent"), today=day),
        lambda: mark_ready(controller, home, 2027, *AT, refs[1:], today=day),
        lambda: write_on(controller, home, 2027, *AT, refs[0], today=day),
    ):
        with pytest.raises(RuleError, match=r"the step (opens on|was locked after)"):
            write()
    assert (follow_ups(2027), list(audit.entries())) == before


def test_what_is_marked_ready_and_taken_back_is_logged(home: Home, controller: Actor) -> None:
    _, activity = plan("skolnamnden")
    at = (2027, *AT, f"p{activity.key}")
    before = len(list(audit.entries()))
    told = Told(activity=ActivityState.UNDER_WAY)
    tell(controller, home, *at, told, today=IN_T1, ready=True)
    write_on(controller, home, *at, today=IN_T1)
    assert [(entry.action, entry.before, entry.after) for entry in list(audit.entries())[before:]] == [
        ("follow up", {"activity": None}, {"activity": "under_way"}),
        ("follow up", {"ready": False}, {"ready": True}),
        ("follow up", {"ready": True}, {"ready": False}),
    ]


def test_last_time_s_words_and_state_come_along_and_what_is_done_is_not_asked_again(
    home: Home, controller: Actor
) -> None:
    _, going, done = plan("skolnamnden", 2)
    tell(
        controller,
        home,
        2027,
        *AT,
        f"p{going.key}",
        Told("På väg", activity=ActivityState.UNDER_WAY),
        revision=0,
        today=IN_T1,
    )
    tell(
        controller,
        home,
        2027,
        *AT,
        f"p{done.key}",
        Told("Klart", activity=ActivityState.DONE),
        revision=0,
        today=IN_T1,
    )
    owed = my_follow_ups(controller, home, today=date(2027, 9, 1))[0].owed
    assert [(item.ref, item.told) for item in owed[1:]] == [
        (f"p{going.key}", Told("På väg", activity=ActivityState.UNDER_WAY))
    ]


def test_others_may_not_tell_and_what_is_not_there_is_told(home: Home, controller: Actor) -> None:
    _, activity = plan("skolnamnden")
    other = acting("Kim Berg", Role.CONTROLLER, "kulturnamnden")
    with pytest.raises(PermissionDenied, match="Kim Berg may not tell of this"):
        tell(other, home, 2027, *AT, f"p{activity.key}", Told(text="…"), revision=0, today=IN_T1)
    with pytest.raises(NotFoundError, match="there is nothing 'p0' to tell of here"):
        tell(controller, home, 2027, *AT, "p0", Told(text="…"), revision=0, today=IN_T1)
    assert organisation_s_follow_up(other, home, 2027, *AT, today=IN_T1).owed[0].mine is False
    with pytest.raises(PermissionDenied, match="may not read the boards' year"):
        organisation_s_follow_up(acting("Pia Partner", Role.PARTNER), home, 2027, *AT, today=IN_T1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_many_questions_for_one_thing_as_for_three(
    home: Home, controller: Actor, rows: int, django_assert_num_queries: object
) -> None:
    council()
    plan("skolnamnden", rows)
    with django_assert_num_queries(24):  # type: ignore[operator]
        my_follow_ups(controller, home, today=IN_T1)


def test_only_the_first_save_is_an_event(home: Home, controller: Actor) -> None:
    _, activity = plan("skolnamnden")
    for revision, words in enumerate("abc"):
        tell(
            controller, home, 2027, *AT, f"p{activity.key}", Told(text=words), revision=revision, today=IN_T1
        )
    assert [event.move for event in SubmissionEvent.objects.all()] == ["write"]
