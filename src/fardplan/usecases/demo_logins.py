"""Logins for a demonstration: one person for each role, with passwords made anew at every start."""

import secrets
from dataclasses import dataclass

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.simulation.city_at_work import DEMO_DOMAIN, ROLE_NAMES
from fardplan.store.audit import record
from fardplan.store.organisations import organisations
from fardplan.store.people import Person, forget_password, people, set_password, subject_of
from fardplan.usecases.actors import Actor, Role, check_can_steer
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody made up to sign in as. `organisation` is None for a role of the whole city."""

    role: Role
    name: str
    email: str
    password: str
    organisation: Text | None


def can_make_logins(*, demonstration: bool, loopback: bool) -> bool:
    """Whether logins without a second factor may be made: for what is made up, on this machine alone."""
    return demonstration and loopback


def check_can_make_logins(*, demonstration: bool, loopback: bool) -> None:
    if not can_make_logins(demonstration=demonstration, loopback=loopback):
        raise RuleError(
            Sentence(
                "logins for a demonstration can only be made {where}",
                where=Sentence("on this machine alone")
                if demonstration
                else Sentence("in a home that is a demonstration"),
            ),
            instead=Sentence("Make a demonstration in a folder of its own: fardplan --home FOLDER demo"),
            outcome=Sentence("No login was made."),
        )


def make_logins(*, demonstration: bool, loopback: bool, actor: Actor) -> tuple[Login, ...]:
    """A new password for each role's person of the demonstration, in the order of the roles.

    Who was signed in with an earlier password is signed out. Raises `RuleError` where the home is not a
    demonstration, or is served to other machines.
    """
    check_can_steer(actor)
    check_can_make_logins(demonstration=demonstration, loopback=loopback)
    made = []
    with transaction.atomic():
        names = {item.key: item.name for item in organisations()}
        there = {person.email: person for person in people() if _is_demonstration(person)}
        for role in Role:
            person = there.get(f"{ROLE_NAMES[role]}@{DEMO_DOMAIN}")
            if person is None:
                continue
            password = "-".join(secrets.token_hex(2) for _ in range(4))
            set_password(person.number, password)
            record(actor.name, "make login of demonstration", subject_of(person.number))
            made.append(Login(role, person.name, person.email, password, _organisation(person, role, names)))
    return tuple(made)


def close_logins(*, actor: Actor) -> int:
    """Take the passwords of all made-up people away, so that nobody signs in as one; how many had one."""
    with transaction.atomic():
        open_ones = [person for person in people() if _is_demonstration(person) and person.has_password]
        for person in open_ones:
            forget_password(person.number)
            record(actor.name, "close login of demonstration", subject_of(person.number))
    return len(open_ones)


def _is_demonstration(person: Person) -> bool:
    return person.demonstration and person.ended is None


def _organisation(person: Person, role: Role, names: dict[str, Text]) -> Text | None:
    held = [item.organisation for item in person.grants if item.role == role and item.organisation]
    return names.get(held[0]) if held else None
