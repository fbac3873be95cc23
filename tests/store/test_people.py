"""Accounts and grants in the tables, on both databases: who acts, what names mean, what is unique."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from fardplan.store import people, roles
from fardplan.store.audit import record
from fardplan.store.models import Organisation, RoleGrant, User
from fardplan.store.personal_copy import everything_about
from fardplan.store.roles import HeldGrant

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
TODAY = date(2027, 3, 1)


def account(name: str = "Åsa Berg", email: str = "asa@stad.example") -> int:
    return people.add_user(
        name, first_name="Åsa", last_name="Berg", email=email, language="sv", demonstration=False, at=NOW
    )


def grant(number: int, organisation: str | None = None, **values: object) -> int:
    told = {"valid_from": TODAY, "valid_to": None} | values
    return roles.add_grant(
        number,
        "controller",
        organisation=organisation,
        target_area=None,
        given_by="x",
        at=NOW,
        why=None,
        **told,  # type: ignore[arg-type]
    )


def test_who_acts_with_what_is_held_and_for_whom(db):
    board = Organisation.objects.create(key="farsta", name_sv="Farsta", kind="district_board")
    Organisation.objects.create(key="farsta-unit", name_sv="F", kind="unit", parent=board)
    deputy, absent, other = (account(f"P{n}", f"p{n}@stad.example") for n in range(3))
    people.change_user(absent, away_from=TODAY, away_to=TODAY, deputy=deputy)
    people.change_user(other, away_from=date(2027, 4, 1), away_to=date(2027, 4, 2), deputy=deputy)
    grant(deputy)
    ended = grant(deputy, "farsta")
    roles.close_grant(ended, on=TODAY, by="x", why=None)
    grant(absent, "farsta")
    found = roles.acting(deputy, TODAY)
    assert found is not None
    assert (found.name, found.active, found.absent) == ("P0", True, frozenset({absent}))
    assert found.grants == (
        HeldGrant(deputy, "controller", frozenset(), None),
        HeldGrant(absent, "controller", frozenset({"farsta", "farsta-unit"}), None),
    )
    assert roles.acting(0, TODAY) is None


def test_a_grant_is_ended_once(db):
    held = grant(account())
    assert roles.close_grant(held, on=TODAY, by="x", why="y")
    assert not roles.close_grant(held, on=date(2027, 3, 2), by="z", why=None)


def test_an_address_has_one_account_upper_and_lower_case_alike(db):
    account()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="Bo", email="ASA@stad.example")
    User.objects.create(username="Utan")
    User.objects.create(username="Utan adress")


def test_an_account_and_a_grant_are_never_removed(db):
    held = grant(account())
    for rows in (User.objects.all(), RoleGrant.objects.filter(pk=held)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_name_stays_taken_after_it_was_corrected(db):
    number = account()
    record("x", people.NAME_CHANGED, people.subject_of(number), before={"name": "Åsa Ek"}, after={})
    assert [people.name_is_taken(name) for name in ("Åsa Ek", "Åsa Berg", "Bo Ek")] == [True, True, False]
    assert not people.name_is_taken("Åsa Ek", but=number)
    assert people.names_ever(number) == ["Åsa Ek", "Åsa Berg"]


def test_a_save_from_an_older_revision_changes_nothing(db):
    number = account()
    assert people.change_user(number, made_from=1, first_name="Ada")
    assert not people.change_user(number, made_from=1, first_name="Eva")
    assert User.objects.get(pk=number).first_name == "Ada"


def test_all_about_a_person_and_nothing_of_others(db):
    number, other = account(), account("Bo Ek", "bo@stad.example")
    people.change_user(number, away_from=TODAY, away_to=TODAY, deputy=other)
    record("Åsa Berg", "make account", people.subject_of(other), after={"name": "Bo Ek"})
    record("Bo Ek", "end account", people.subject_of(number))
    told = everything_about(number, ["Åsa Berg"])
    assert sorted(told) == ["store.AuditEvent", "store.User"]
    assert [(row.get("actor"), row["action"]) for row in told["store.AuditEvent"]] == [
        ("Åsa Berg", "make account"),
        (None, "end account"),
    ]
    [me] = told["store.User"]
    assert (me["username"], me["password"], me["away_from"]) == ("Åsa Berg", "–", "2027-03-01")
