"""What people do with their own account: language, reminders, leave and deputy, a copy of all about them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.store import people as store
from fardplan.store.audit import record
from fardplan.store.people import Person
from fardplan.store.personal_copy import everything_about
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.accounts import the_person
from fardplan.usecases.people.rules import NOTHING, check_can_keep_accounts
from fardplan.vocabulary.errors import InputError, PermissionDenied, RuleError
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class MyPage:
    """One's own account; for whom one stands in today; who could stand in, by number and name."""

    person: Person
    stands_in_for: tuple[str, ...]
    deputies: tuple[tuple[int, str], ...]


def my_page(actor: Actor) -> MyPage:
    """One's own account. Raises `PermissionDenied` for who has none, as on the command line."""
    number = _own(actor)
    return MyPage(
        person=the_person(number),
        stands_in_for=tuple(sorted(store.names_of(actor.stands_in_for).values())),
        deputies=store.active_names(but=number),
    )


def choose(language: Language, *, reminders: bool, actor: Actor) -> None:
    """The language of one's pages and letters, and whether reminders come by e-mail."""
    number = _own(actor)
    with transaction.atomic():
        before = the_person(number)
        if (before.language, before.reminders) == (language, reminders):
            return
        store.change_user(number, language=language, reminders=reminders)
        record(
            actor.name,
            "choose",
            store.subject_of(number),
            before={"language": before.language, "reminders": before.reminders},
            after={"language": language, "reminders": reminders},
        )


@dataclass(frozen=True, slots=True)
class Leave:
    """When a person is away, both days included, and who may do what they may meanwhile."""

    first_day: date
    last_day: date
    deputy: int | None


def take_leave(leave: Leave | None, *, actor: Actor, today: date, of: int | None = None) -> Person | None:
    """Say when one is away and who stands in, or (None) that one is not; the deputy, who is to be told.

    An administrator may say it for another (`of`), who has fallen ill, say. No reminders come meanwhile.
    """
    number = _own(actor) if of is None or of == actor.person else of
    if number != actor.person:
        check_can_keep_accounts(actor)
    with transaction.atomic():
        person = the_person(number)
        deputy = _checked(leave, person, today)
        store.change_user(
            number,
            away_from=leave.first_day if leave else None,
            away_to=leave.last_day if leave else None,
            deputy=leave.deputy if leave else None,
        )
        record(
            actor.name,
            "take leave" if leave else "end leave",
            store.subject_of(number),
            before=_told(person.away_from, person.away_to, person.deputy_name),
            after=_told(leave.first_day, leave.last_day, deputy.name if deputy else None) if leave else None,
        )
    return deputy


def _checked(leave: Leave | None, person: Person, today: date) -> Person | None:
    """The deputy, if there is one. Raises what makes the leave impossible."""
    if person.ended is not None:
        raise RuleError(Sentence("the account of {name} is ended", name=person.name), outcome=NOTHING)
    if leave is None:
        return None
    if leave.last_day < max(leave.first_day, today):
        raise InputError(
            Sentence("the last day {day} lies before the first, or in the past", day=leave.last_day),
            outcome=NOTHING,
        )
    if leave.deputy is None:
        return None
    deputy = the_person(leave.deputy)
    if deputy.ended is not None or deputy.number == person.number:
        raise RuleError(Sentence("{name} cannot stand in", name=deputy.name), outcome=NOTHING)
    return deputy


def copy_of_own(actor: Actor, *, at: datetime) -> dict[str, Any]:
    """All that the system has of a person, as JSON can hold it; that they took it is logged.

    Secrets that protect the account (the password's hash, the app's key) are named, not told.
    """
    number = _own(actor)
    with transaction.atomic():
        record(actor.name, "copy own data", store.subject_of(number))
        told = everything_about(number, store.names_ever(number))
    return {"person": actor.name, "made": at.isoformat(timespec="seconds"), **told}


def _own(actor: Actor) -> int:
    if actor.person is None:
        raise PermissionDenied(Sentence("{name} has no account", name=actor.name))
    return actor.person


def _told(first: date | None, last: date | None, deputy: str | None) -> dict[str, str | None] | None:
    if first is None or last is None:
        return None
    return {"away_from": first.isoformat(), "away_to": last.isoformat(), "deputy": deputy}
