"""Accounts, grants, deputies and rights: who may do what, and when it cannot be done."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

import fardplan.usecases
from fardplan.presentation.log_words import changes
from fardplan.presentation.roles import MEANINGS, ROLES
from fardplan.store.audit import entries
from fardplan.store.models import Organisation, RoleGrant, User
from fardplan.store.people import names_ever
from fardplan.store.roles import StoredGrant, in_force, keys_below
from fardplan.usecases import permissions
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.people import accounts, grants, own, rules
from fardplan.usecases.people.acting import actor_of
from fardplan.usecases.people.leave import Leave, leave_page, people_to_register, take_leave
from fardplan.usecases.permissions import PARTS, Reach, Right, reach
from fardplan.vocabulary.errors import (
    EditConflict,
    FardplanError,
    InputError,
    NotFoundError,
    PermissionDenied,
    RuleError,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
TODAY = date(2027, 3, 1)
DAY = timedelta(days=1)
OPERATOR = Actor.operator("the tests")


def account(first: str = "Åsa", last: str = "Berg", email: str = "asa@stad.example") -> int:
    return accounts.add_person(first, last, email, actor=OPERATOR, at=NOW).person.number


def give(number: int, role: Role, **values: Any) -> StoredGrant:
    return grants.give_grant(number, role, actor=OPERATOR, today=TODAY, at=NOW, **values)


@pytest.fixture
def farsta(db: None) -> Organisation:
    """A board with an administration below it, and a unit below that."""
    board = Organisation.objects.create(key="farsta", name_sv="Farsta", kind="district_board", position=1)
    office = Organisation.objects.create(
        key="farsta-forv", name_sv="F", kind="unit", parent=board, position=2
    )
    Organisation.objects.create(key="farsta-skola", name_sv="S", kind="unit", parent=office, position=3)
    Organisation.objects.create(key="bromma", name_sv="Bromma", kind="district_board", position=4)
    return board


# Acting


def test_an_actor_has_what_is_held_on_the_day_for_an_organisation_and_all_below_it(farsta):
    number = account()
    give(number, Role.CONTROLLER, organisation="farsta", valid_from=TODAY, valid_to=TODAY + 2 * DAY)
    give(number, Role.STRATEGIST, target_area="utbildning")
    give(number, Role.POLITICIAN)
    whole = frozenset({"farsta", "farsta-forv", "farsta-skola"})
    assert actor_of(number, on=TODAY) == Actor(
        "Åsa Berg",
        roles=frozenset({Role.POLITICIAN}),
        grants=frozenset({Grant(Role.CONTROLLER, whole), Grant(Role.STRATEGIST, target_area="utbildning")}),
        person=number,
    )
    actor = actor_of(number, on=TODAY + 2 * DAY)
    assert actor.holds(Role.CONTROLLER, organisation="farsta-skola")
    assert not actor.holds(Role.CONTROLLER, organisation="bromma")
    assert not actor_of(number, on=TODAY + 3 * DAY).holds(Role.CONTROLLER, organisation="farsta")
    assert actor_of(number, on=TODAY - DAY).grants == frozenset()


def test_what_is_ended_no_longer_holds_that_day(farsta):
    number = account()
    held = give(number, Role.MANAGER, organisation="farsta")
    grants.end_grant(held.number, why="x", actor=OPERATOR, today=TODAY + DAY)
    assert actor_of(number, on=TODAY).holds_anywhere(Role.MANAGER)
    assert not actor_of(number, on=TODAY + DAY).holds_anywhere(Role.MANAGER)


@pytest.mark.parametrize("absent", [1, 3])
def test_a_deputy_may_do_what_the_absent_may_while_it_lasts_except_keep_accounts(farsta, absent):
    deputy = account()
    away = [account("Bo", "Ek", f"bo{number}@stad.example") for number in range(absent)]
    for number in away:
        give(number, Role.CONTROLLER, organisation="farsta")
        give(number, Role.ADMINISTRATOR)
        me = Actor("Bo", person=number)
        take_leave(Leave(TODAY, TODAY + DAY, deputy), actor=me, today=TODAY)
    with CaptureQueriesContext(connection) as asked:
        actor = actor_of(deputy, on=TODAY)
    assert len(asked) == 3
    assert (actor.stands_in_for, actor.roles) == (frozenset(away), frozenset())
    assert actor.holds(Role.CONTROLLER, organisation="farsta-skola")
    assert all(actor.answers_for(number) for number in away)
    after = actor_of(deputy, on=TODAY + 2 * DAY)
    assert (after.stands_in_for, after.grants) == (frozenset(), frozenset())


def test_standing_in_is_not_handed_on(farsta):
    first, second, third = (account("Bo", "Ek", f"bo{number}@stad.example") for number in range(3))
    give(first, Role.CONTROLLER, organisation="farsta")
    for absent, deputy in ((first, second), (second, third)):
        take_leave(Leave(TODAY, TODAY, deputy), actor=Actor("x", person=absent), today=TODAY)
    assert actor_of(third, on=TODAY) == Actor("Bo Ek 3", person=third, stands_in_for=frozenset({second}))


def test_nobody_acts_from_an_account_that_is_not_there_or_is_ended(db):
    with pytest.raises(NotFoundError):
        actor_of(99, on=TODAY)
    number = account()
    accounts.end_person(number, why="x", actor=OPERATOR, today=TODAY)
    with pytest.raises(PermissionDenied):
        actor_of(number, on=TODAY)


@given(st.lists(st.integers(-1, 8), min_size=1, max_size=8), st.data())
def test_what_lies_below_is_what_climbing_finds(parents, data):
    """`keys_below` against a twin that climbs from each to each."""
    rows = [(n, f"o{n}", parent if 0 <= parent < n else None) for n, parent in enumerate(parents)]
    above = {n: parent for n, _, parent in rows}

    def is_below(low: int, high: int) -> bool:
        while low != high:
            if above[low] is None:
                return False
            low = above[low]
        return True

    expected = {high: frozenset(f"o{low}" for low in above if is_below(low, high)) for high in above}
    assert keys_below(rows) == expected


@pytest.mark.django_db
def test_the_question_to_the_database_agrees_with_its_obvious_twin():
    number = account()
    for first in range(-2, 3):
        for last in (None, *range(first, 3)):
            for ended in (None, *range(-2, 3)):
                RoleGrant.objects.create(
                    user_id=number,
                    role="manager",
                    valid_from=TODAY + first * DAY,
                    valid_to=None if last is None else TODAY + last * DAY,
                    given_by="x",
                    given_at=NOW,
                    ended_on=None if ended is None else TODAY + ended * DAY,
                    ended_by=None if ended is None else "x",
                )
    found = set(RoleGrant.objects.filter(in_force(TODAY)).values_list("pk", flat=True))
    told = accounts.the_person(number).grants
    assert found == {item.number for item in told if item.holds(TODAY)}
    assert 0 < len(found) < len(told)


# Permission


RULES: dict[str, Callable[[Actor], bool]] = {
    "keep": rules.can_keep_accounts,
    "see": rules.can_see_people,
    "audit": rules.can_audit_people,
    "somewhere": rules.can_grant_somewhere,
    "left": rules.can_see_who_left,
    "hand": lambda actor: rules.can_hand_over(actor, organisation="x"),
    "give": lambda actor: rules.can_grant(actor, Role.CONTROLLER, organisation="x"),
    "give all": lambda actor: rules.can_grant(actor, Role.CONTROLLER, organisation=None),
    "give auditor": lambda actor: rules.can_grant(actor, Role.AUDITOR, organisation="x"),
}
CHECKS: dict[str, Callable[[Actor], None]] = {
    "keep": rules.check_can_keep_accounts,
    "see": rules.check_can_see_people,
    "somewhere": rules.check_can_grant_somewhere,
    "left": rules.check_can_see_who_left,
    "hand": lambda actor: rules.check_can_hand_over(actor, organisation="x"),
    "give": lambda actor: rules.check_can_grant(actor, Role.CONTROLLER, organisation="x"),
    "give all": lambda actor: rules.check_can_grant(actor, Role.CONTROLLER, organisation=None),
    "give auditor": lambda actor: rules.check_can_grant(actor, Role.AUDITOR, organisation="x"),
}
WHOLE = {
    Role.STRATEGIST: {"left", "hand"},
    Role.CONTROLLER: {"left", "hand"},
    Role.MANAGER: {"left", "hand"},
    Role.AUDITOR: {"see", "audit"},
    Role.ADMINISTRATOR: {
        "keep",
        "see",
        "somewhere",
        "left",
        "hand",
        "give",
        "give all",
        "give auditor",
    },
}
"""What may whoever holds the role for the whole city."""

PART = {
    Role.STRATEGIST: {"left", "hand"},
    Role.CONTROLLER: {"left", "hand"},
    Role.MANAGER: {"left", "hand"},
    Role.ADMINISTRATOR: {"see", "somewhere", "left", "hand", "give"},
}
"""What may whoever holds it for the organisation that is asked about."""

ELSEWHERE = {
    Role.STRATEGIST: {"left"},
    Role.CONTROLLER: {"left"},
    Role.MANAGER: {"left"},
    Role.ADMINISTRATOR: {"see", "somewhere", "left"},
}
"""What may whoever holds it for another."""


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(
    ("table", "actor"),
    [
        (WHOLE, lambda role: Actor("Bo", frozenset({role} if role else ()))),
        (PART, lambda role: Actor("Bo", grants=frozenset({Grant(role, frozenset({"x"}))} if role else ()))),
        (
            ELSEWHERE,
            lambda role: Actor("Bo", grants=frozenset({Grant(role, frozenset({"y"}))} if role else ())),
        ),
    ],
)
def test_the_truth_table(role, table, actor):
    who = actor(role)
    assert {name for name, rule in RULES.items() if rule(who)} == table.get(role, set())
    for name, check in CHECKS.items():
        if name in table.get(role, set()):
            check(who)
        else:
            with pytest.raises(PermissionDenied):
                check(who)


def rules_about_actors() -> Iterator[Callable[..., bool]]:
    """Every function `can_…(actor: Actor, …)` in the use cases."""
    for found in pkgutil.walk_packages(fardplan.usecases.__path__, "fardplan.usecases."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters.values()), None)
            is_rule = name.startswith("can_") and function.__module__ == found.name
            if is_rule and first is not None and first.annotation is Actor:
                yield function


def test_every_rule_about_an_actor_is_on_the_page_of_rights():
    told = {right.rule for part in PARTS for right in part.rights}
    missing = {f"{rule.__module__}.{rule.__name__}" for rule in rules_about_actors() if rule not in told}
    assert missing - {f"{rule.__module__}.{rule.__name__}" for rule in permissions.NOT_ALONE} == set()


def test_how_far_a_role_reaches_is_found_by_asking():
    by_area = Right("x", max, lambda actor, _, area: actor.holds(Role.STRATEGIST, target_area=area))
    by_place = Right("x", max, lambda actor, key, _: actor.holds(Role.STRATEGIST, organisation=key))
    whole = Right("x", max, lambda actor, _key, _area: Role.STRATEGIST in actor.roles)
    anywhere = Right("x", max, lambda actor, _key, _area: actor.holds_anywhere(Role.STRATEGIST))
    told = [reach(right, Role.STRATEGIST) for right in (by_area, by_place, whole, anywhere)]
    assert told == [Reach.TARGET_AREA, Reach.ORGANISATION, Reach.WHOLE, Reach.YES]
    assert reach(whole, Role.PARTNER) is Reach.NO


def test_every_role_has_words():
    assert list(ROLES) == list(MEANINGS) == [*Role]


# Policy


def refusal(number: int, role: Role, **values: Any) -> FardplanError:
    with pytest.raises(FardplanError) as refused:
        give(number, role, **values)
    return refused.value


def test_a_grant_that_cannot_be_given(farsta):
    number = account()
    give(number, Role.CONTROLLER, organisation="farsta")
    Organisation.objects.create(key="gammal", name_sv="G", kind="board", valid_to=TODAY - DAY)
    wrong: list[tuple[type[FardplanError], FardplanError]] = [
        (RuleError, refusal(number, Role.CONTROLLER, organisation="farsta")),
        (NotFoundError, refusal(number, Role.MANAGER, organisation="finns-inte")),
        (RuleError, refusal(number, Role.MANAGER, organisation="gammal")),
        (InputError, refusal(number, Role.AUDITOR, organisation="farsta")),
        (InputError, refusal(number, Role.MANAGER, valid_from=TODAY, valid_to=TODAY - DAY)),
        (InputError, refusal(number, Role.MANAGER, valid_from=TODAY - 3 * DAY, valid_to=TODAY - DAY)),
        (NotFoundError, refusal(99, Role.MANAGER)),
    ]
    assert [type(error) for _, error in wrong] == [kind for kind, _ in wrong]
    accounts.end_person(number, why="x", actor=OPERATOR, today=TODAY)
    assert isinstance(refusal(number, Role.MANAGER), RuleError)


def test_nobody_gives_themselves_a_role(db):
    number = account()
    give(number, Role.ADMINISTRATOR)
    with pytest.raises(RuleError, match="nobody gives themselves a role"):
        grants.give_grant(number, Role.STRATEGIST, actor=actor_of(number, on=TODAY), today=TODAY, at=NOW)


def test_the_last_administrator_stays(db):
    first, second = account(), account("Bo", "Ek", "bo@stad.example")
    held = give(first, Role.ADMINISTRATOR)
    for end in (
        lambda: grants.end_grant(held.number, why="x", actor=OPERATOR, today=TODAY),
        lambda: accounts.end_person(first, why="x", actor=OPERATOR, today=TODAY),
    ):
        with pytest.raises(RuleError, match="no administrator left"):
            end()
    give(second, Role.ADMINISTRATOR)
    accounts.end_person(first, why="x", actor=OPERATOR, today=TODAY)
    told = accounts.the_person(first)
    assert (told.ended, [item.ended_on for item in told.grants]) == (TODAY, [TODAY])


def test_what_takes_over_gets_the_same_roles_once(farsta):
    number = account()
    give(number, Role.CONTROLLER, organisation="farsta")
    for _ in range(2):
        grants.carry_grants("farsta", "bromma", by="KS", today=TODAY, at=NOW, why="Sammanslagning")
    told = accounts.the_person(number).grants
    assert [(item.role, item.organisation, item.ended_on) for item in told] == [
        ("controller", "farsta", None),
        ("controller", "bromma", None),
    ]


@pytest.mark.parametrize(
    ("first", "last", "email"),
    [
        ("", "Berg", "a@b.example"),
        ("Åsa", " ", "a@b.example"),
        ("Åsa", "Berg", "adress"),
        ("Å\n", "B\0", "a@b.se"),
    ],
)
def test_a_person_needs_a_name_and_an_address(db, first, last, email):
    with pytest.raises(InputError):
        accounts.add_person(first, last, email, actor=OPERATOR, at=NOW)


# Names


def test_a_name_in_the_log_means_one_person_for_ever(db):
    number = account("Åsa", "Berg", "asa@stad.example")
    other = account("Åsa", "Berg", "asa2@stad.example")
    assert User.objects.get(pk=other).username == "Åsa Berg 2"
    changed = accounts.correct_person(number, "Åsa", "Ek", "asa@stad.example", revision=1, actor=OPERATOR)
    assert changed.name == "Åsa Ek"
    third = account("Åsa", "Berg", "asa3@stad.example")
    assert User.objects.get(pk=third).username == "Åsa Berg 3"
    again = accounts.correct_person(number, "Åsa", "Berg", "asa@stad.example", revision=2, actor=OPERATOR)
    assert again.name == "Åsa Berg"
    assert names_ever(number) == ["Åsa Berg", "Åsa Ek"]


def test_who_saves_second_is_told(db):
    number = account()
    accounts.correct_person(number, "Åsa", "Ek", "asa@stad.example", revision=1, actor=OPERATOR)
    with pytest.raises(EditConflict) as refused:
        accounts.correct_person(number, "Åsa", "Al", "asa@stad.example", revision=1, actor=OPERATOR)
    assert [(item.name, item.theirs, item.yours) for item in refused.value.fields] == [
        ("last_name", "Ek", "Al")
    ]
    assert refused.value.revision == 2


def test_everybody_corrects_their_own_and_nobody_anothers(db):
    number, other = account(), account("Bo", "Ek", "bo@stad.example")
    me = actor_of(number, on=TODAY)
    accounts.correct_person(number, "Åsa", "Al", "asa@stad.example", revision=1, actor=me)
    assert [(item.actor, item.before, item.after) for item in entries()][-1] == (
        "Åsa Al",
        {"name": "Åsa Berg", "email": "asa@stad.example"},
        {"name": "Åsa Al", "email": "asa@stad.example"},
    )
    with pytest.raises(PermissionDenied):
        accounts.correct_person(other, "Åsa", "Al", "bo@stad.example", revision=1, actor=me)


# Leave, copies


def test_leave_that_cannot_be_taken(db):
    number, gone = account(), account("Bo", "Ek", "bo@stad.example")
    accounts.end_person(gone, why="x", actor=OPERATOR, today=TODAY)
    me = Actor("Åsa Berg", person=number)
    for leave, kind in (
        (Leave(TODAY, TODAY - DAY, None), InputError),
        (Leave(TODAY - 3 * DAY, TODAY - DAY, None), InputError),
        (Leave(TODAY, TODAY, gone), RuleError),
        (Leave(TODAY, TODAY, number), RuleError),
        (Leave(TODAY, TODAY, 99), NotFoundError),
    ):
        with pytest.raises(kind):
            take_leave(leave, actor=me, today=TODAY)
    with pytest.raises(PermissionDenied):
        take_leave(Leave(TODAY, TODAY, None), actor=me, today=TODAY, of=gone)
    with pytest.raises(PermissionDenied):
        own.my_page(OPERATOR)


def test_leave_is_registered_for_another_by_who_manages_all_that_they_have_roles_for(farsta):
    number, boss, aide = (account(name, "Berg", f"{name}@stad.example") for name in ("Ada", "Bo", "Cia"))
    give(number, Role.CONTROLLER, organisation="farsta")
    give(boss, Role.MANAGER, organisation="farsta")
    me = actor_of(boss, on=TODAY)
    assert [one.number for one in people_to_register(me, today=TODAY)] == [number]
    assert aide in dict(leave_page(me, number, today=TODAY).deputies)
    assert boss not in dict(leave_page(me, number, today=TODAY).deputies)
    with pytest.raises(RuleError, match="cannot stand in"):
        take_leave(Leave(TODAY, TODAY, boss), actor=me, today=TODAY, of=number)
    deputy = take_leave(Leave(TODAY, TODAY + DAY, aide), actor=me, today=TODAY, of=number)
    assert deputy is not None
    assert deputy.number == aide
    entry = list(entries())[-1]
    assert (entry.actor, entry.action, entry.subject) == (me.name, "take leave", f"person {number}")
    give(number, Role.STRATEGIST)
    assert people_to_register(me, today=TODAY) == ()
    with pytest.raises(PermissionDenied):
        take_leave(None, actor=me, today=TODAY, of=number)
    take_leave(None, actor=OPERATOR, today=TODAY, of=number)
    assert accounts.the_person(number).away_from is None


def test_a_copy_has_what_was_done_under_an_earlier_name(db):
    number = account()
    accounts.correct_person(number, "Åsa", "Al", "asa@stad.example", revision=1, actor=OPERATOR)
    told = own.copy_of_own(actor_of(number, on=TODAY), at=NOW)
    about = [(row["action"], row.get("actor")) for row in told["store.AuditEvent"]]
    assert about == [("make account", None), ("correct account", None), ("copy own data", "Åsa Al")]
    assert told["store.User"][0]["email"] == "asa@stad.example"


def test_fields_are_told_in_words():
    before = {"role": "manager", "plan": {"year": 2027, "steps": [{"name": "a"}, {"name": "b"}]}, "same": 1}
    after = {"role": "manager", "plan": {"year": 2028, "steps": [{"name": "a"}, {"name": "c"}]}, "same": 1}
    told = [(item.field, item.before, item.after) for item in changes(before, after, "sv")]
    assert told == [("plan: år", "2027", "2028"), ("plan: steps 2: namn", "b", "c")]
    assert [(item.field, item.after) for item in changes(None, True, "en")] == [("content", "yes")]
    assert changes({"a": 1}, {"a": 1.0}, "sv") == []
    assert changes(None, {"valid_to": "2027-05-01"}, "sv")[0].after == "1\xa0maj 2027"
