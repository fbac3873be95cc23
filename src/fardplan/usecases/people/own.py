"""What people do with their own account: language, reminders, a copy of all about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.store import people as store
from fardplan.store.audit import record
from fardplan.store.people import Person
from fardplan.store.personal_copy import everything_about
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.accounts import the_person
from fardplan.vocabulary.errors import PermissionDenied
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
