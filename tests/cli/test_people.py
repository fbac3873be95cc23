"""Accounts on the command line, where the first administrator is made."""

import json
import re

from fardplan.store.audit import entries
from fardplan.store.models import User
from tests.cli.conftest import Program


def added(program: Program, email: str = "asa@stad.example") -> str:
    return program.told("people", "add", email, "--first-name", "Åsa", "--last-name", "Berg")


def test_nobody_is_there_at_first(program: Program):
    assert program.told("people", "list") == (
        "Ingen har något konto än. Gör det första: fardplan people add\n"
    )


def test_the_first_administrator(program: Program):
    told = added(program).splitlines()
    number = User.objects.get().pk
    assert told[0] == f"Åsa Berg har konto {number}."
    assert re.fullmatch(rf"http://localhost:8000/konto/losenord/nytt/{number}-\S+/", told[2])
    given = program.told("people", "grant", "asa@stad.example", "administrator", "--why", "Den första")
    assert re.fullmatch(r"Åsa Berg är administratör från och med i dag \(roll \d+\)\.\n", given)
    assert "administratör [" in program.told("people", "list")
    assert [(item.action, item.why) for item in entries()][-2:] == [
        ("make account", None),
        ("give grant", "Den första"),
    ]


def test_the_list_as_data(program: Program):
    added(program)
    [told] = json.loads(program.told("people", "list", "--json"))
    assert (told["name"], told["email"], told["grants"]) == ("Åsa Berg", "asa@stad.example", [])


def test_the_last_administrator_stays(program: Program):
    added(program)
    program.told("people", "grant", "asa@stad.example", "administrator")
    assert program.refused("people", "end", "asa@stad.example", "--why", "x") == (
        "the city would have no administrator left\nNothing was changed."
    )


def test_a_role_is_ended_and_an_account(program: Program):
    added(program)
    program.told("people", "grant", "asa@stad.example", "controller")
    grant = User.objects.get().grants.get().pk
    told = program.told("people", "end", "asa@stad.example", "--grant", grant, "--why", "x")
    assert told == "Rollen är avslutad.\n"
    assert program.told("people", "end", "asa@stad.example", "--why", "Slutar") == "Kontot är avslutat.\n"
    assert User.objects.get().is_active is False


def test_a_reset_gives_a_new_link(program: Program):
    added(program)
    told = program.told("people", "reset", "asa@stad.example", "--why", "Glömt").splitlines()
    assert told[1].startswith("http://localhost:8000/konto/losenord/nytt/")


def test_who_is_not_there_is_told_with_who_is(program: Program):
    added(program)
    assert program.refused("people", "reset", "asa@stad.exampel", "--why", "x") == (
        "there is no account 'asa@stad.exampel'\nThere is: asa@stad.example. Did you mean 'asa@stad.example'?"
    )
