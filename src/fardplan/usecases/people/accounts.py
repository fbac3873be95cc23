"""Accounts: made by an administrator, corrected, ended; never removed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.store import people as store
from fardplan.store import roles
from fardplan.store.audit import record
from fardplan.store.people import Person
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.people.names import free_name
from fardplan.usecases.people.rules import (
    LAST_ADMINISTRATOR,
    NOTHING,
    check_can_keep_accounts,
    check_can_see_people,
    leaves_no_administrator,
)
from fardplan.vocabulary.errors import EditConflict, FieldConflict, InputError, NotFoundError, RuleError
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Invitation:
    """An account, and the two parts of the link by which its person chooses a password, once."""

    person: Person
    uid: str
    key: str


def list_people(actor: Actor) -> list[Person]:
    """Every account with its grants, by name."""
    check_can_see_people(actor)
    return store.people()


def see_person(actor: Actor, number: int) -> Person:
    """One account with its grants."""
    check_can_see_people(actor)
    return the_person(number)


def add_person(
    first_name: str,
    last_name: str,
    email: str,
    *,
    actor: Actor,
    at: datetime,
    language: Language = "sv",
    password: str | None = None,
    demonstration: bool = False,
) -> Invitation:
    """A new account without any role. Its person chooses a password by the invitation's link.

    `password`: one that is set at once, for demonstrations and tests. Raises `InputError` for a name or an
    address that cannot be used, `RuleError` for an address that an account has.
    """
    check_can_keep_accounts(actor)
    name, address = _name(first_name, last_name), _address(email)
    with transaction.atomic():
        take_turn(Turn.PEOPLE)
        _check_free(address)
        number = store.add_user(
            free_name(name),
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            email=address,
            language=language,
            demonstration=demonstration,
            at=at,
        )
        if password:
            store.set_password(number, password)
        made = the_person(number)
        record(actor.name, "make account", store.subject_of(number), after=_told(made))
    return Invitation(made, *store.link_parts(number))


def correct_person(
    number: int, first_name: str, last_name: str, email: str, *, revision: int, actor: Actor
) -> Person:
    """Correct a person's name or address: one's own, or anybody's by an administrator.

    What the log says already keeps the name of its day. Raises `EditConflict` when somebody else saved first.
    """
    if actor.person != number:
        check_can_keep_accounts(actor)
    name, address = _name(first_name, last_name), _address(email)
    with transaction.atomic():
        take_turn(Turn.PEOPLE)
        before = the_person(number)
        if before.ended is not None:
            raise RuleError(Sentence("the account of {name} is ended", name=before.name), outcome=NOTHING)
        _check_free(address, but=number)
        renamed = name != f"{before.first_name} {before.last_name}".strip()
        changed = store.change_user(
            number,
            made_from=revision,
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            email=address,
            username=free_name(name, but=number) if renamed else before.name,
        )
        if not changed:
            raise _conflict(before, first_name, last_name, address)
        after = the_person(number)
        if _told(before) != _told(after):
            record(
                actor.name if actor.person != number else after.name,
                store.NAME_CHANGED,
                store.subject_of(number),
                before=_told(before),
                after=_told(after),
            )
    return after


def end_person(number: int, *, why: str, actor: Actor, today: date) -> Person:
    """End an account: it cannot be signed in to from now on, and its grants are ended.

    Raises `RuleError` for one that is ended, or when the city would have no administrator left.
    """
    check_can_keep_accounts(actor)
    if not why.strip():
        raise InputError(Sentence("a reason is needed"), outcome=NOTHING)
    with transaction.atomic():
        take_turn(Turn.PEOPLE)
        found = the_person(number)
        if found.ended is not None:
            raise RuleError(Sentence("the account of {name} is ended", name=found.name), outcome=NOTHING)
        is_administrator = any(
            item.role == Role.ADMINISTRATOR and item.organisation is None and item.holds(today)
            for item in found.grants
        )
        if is_administrator and leaves_no_administrator(store.people(), without=number, today=today):
            raise RuleError(LAST_ADMINISTRATOR, outcome=NOTHING)
        for item in found.grants:
            if item.ended_on is None and (item.valid_to is None or item.valid_to >= today):
                roles.close_grant(item.number, on=today, by=actor.name, why=why)
        store.change_user(number, ended=today, is_active=False)
        record(
            actor.name,
            "end account",
            store.subject_of(number),
            before=_told(found),
            after={"ended": today.isoformat()},
            why=why,
        )
    return the_person(number)


def reset_person(number: int, *, why: str, actor: Actor) -> Invitation:
    """Let a person choose a new password and second factor; they are signed out everywhere."""
    check_can_keep_accounts(actor)
    with transaction.atomic():
        take_turn(Turn.PEOPLE)
        found = the_person(number)
        if found.ended is not None:
            raise RuleError(Sentence("the account of {name} is ended", name=found.name), outcome=NOTHING)
        store.forget_password(number)
        factors = store.forget_second_factors(number)
        record(
            actor.name,
            "reset account",
            store.subject_of(number),
            after={"second_factors_removed": factors},
            why=why or None,
        )
    return Invitation(the_person(number), *store.link_parts(number))


def invite_again(number: int, *, actor: Actor) -> Invitation:
    """A new link for somebody who was invited and has not chosen a password."""
    check_can_keep_accounts(actor)
    found = the_person(number)
    if found.ended is not None or found.has_password:
        raise RuleError(
            Sentence("{name} has a password already, or an account that is ended", name=found.name),
            instead=Sentence("To let them choose a new one, reset the account."),
            outcome=NOTHING,
        )
    record(actor.name, "invite again", store.subject_of(number))
    return Invitation(found, *store.link_parts(number))


def the_person(number: int) -> Person:
    """The account of a number. Raises `NotFoundError`."""
    found = store.person(number)
    if found is None:
        raise NotFoundError(Sentence("there is no account {number}", number=number))
    return found


def _name(first_name: str, last_name: str) -> str:
    name = " ".join(f"{first_name} {last_name}".split())
    if not first_name.strip() or not last_name.strip():
        raise InputError(Sentence("a first name and a last name are needed"), outcome=NOTHING)
    if len(name) > 120 or not name.isprintable():
        raise InputError(Sentence("the name is too long, or has signs that cannot be shown"), outcome=NOTHING)
    return name


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InputError(
            Sentence("'{email}' is not an e-mail address", email=address), outcome=NOTHING
        ) from error
    return address


def _check_free(address: str, *, but: int | None = None) -> None:
    taken = store.person_with_email(address)
    if taken is not None and taken != but:
        raise RuleError(Sentence("another account has the address {email}", email=address), outcome=NOTHING)


def _told(found: Person) -> dict[str, str]:
    return {"name": found.name, "email": found.email}


def _conflict(theirs: Person, first_name: str, last_name: str, email: str) -> EditConflict:
    pairs = (
        ("first_name", theirs.first_name, first_name.strip()),
        ("last_name", theirs.last_name, last_name.strip()),
        ("email", theirs.email, email),
    )
    return EditConflict(
        Sentence("somebody else has changed this account since you opened it"),
        fields=tuple(
            FieldConflict(name, None, there, yours) for name, there, yours in pairs if there != yours
        ),
        revision=theirs.revision,
        by=theirs.name,
    )
