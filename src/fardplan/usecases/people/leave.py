"""Leave and deputies: one's own, and that of somebody who cannot say it themselves."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.store import people as store
from fardplan.store.audit import record
from fardplan.store.people import Person
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.accounts import the_person
from fardplan.usecases.people.rules import NOTHING, can_register_leave, check_can_register_leave
from fardplan.vocabulary.errors import InputError, PermissionDenied, RuleError


@dataclass(frozen=True, slots=True)
class Leave:
    """When a person is away, both days included, and who may do what they may meanwhile."""

    first_day: date
    last_day: date
    deputy: int | None


@dataclass(frozen=True, slots=True)
class LeavePage:
    """Somebody's leave to register: theirs, and who could stand in, by number and name."""

    person: Person
    deputies: tuple[tuple[int, str], ...]


def people_to_register(actor: Actor, *, today: date) -> tuple[Person, ...]:
    """Those whose leave the actor may register, by name; empty for who may register nobody's."""
    return tuple(
        one
        for one in store.people()
        if one.ended is None and one.number != actor.person and _may_register(actor, one, today)
    )


def leave_page(actor: Actor, number: int, *, today: date) -> LeavePage:
    """Somebody else's leave. Raises `PermissionDenied`, `NotFoundError`."""
    person = the_person(number)
    _check_may_register(actor, person, today)
    others = tuple(one for one in store.active_names(but=number) if one[0] != actor.person)
    return LeavePage(person, others)


def take_leave(leave: Leave | None, *, actor: Actor, today: date, of: int | None = None) -> Person | None:
    """Say when one is away and who stands in, or (None) that one is not; the deputy, who is to be told.

    An administrator, and a manager of all that a person has roles for, may say it for another (`of`), who has
    fallen ill, say; but nobody makes themselves another's deputy. No reminders come meanwhile.
    """
    number = of if of is not None else actor.person
    if number is None:
        raise PermissionDenied(Sentence("{name} has no account", name=actor.name))
    with transaction.atomic():
        take_turn(Turn.PEOPLE)
        person = the_person(number)
        if number != actor.person:
            _check_may_register(actor, person, today)
        deputy = _checked(leave, person, actor, today)
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


def _places(person: Person, today: date) -> set[str | None]:
    """The organisations that a person has roles for; None among them: a role for the whole city, or none."""
    return {item.organisation for item in person.grants if item.holds(today)} or {None}


def _may_register(actor: Actor, person: Person, today: date) -> bool:
    return all(can_register_leave(actor, organisation=key) for key in _places(person, today))


def _check_may_register(actor: Actor, person: Person, today: date) -> None:
    for key in _places(person, today):
        check_can_register_leave(actor, organisation=key)


def _checked(leave: Leave | None, person: Person, actor: Actor, today: date) -> Person | None:
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
    return _deputy(leave.deputy, person, actor) if leave.deputy is not None else None


def _deputy(number: int, person: Person, actor: Actor) -> Person:
    deputy = the_person(number)
    if deputy.ended is not None or deputy.number in (person.number, actor.person):
        raise RuleError(Sentence("{name} cannot stand in", name=deputy.name), outcome=NOTHING)
    return deputy


def _told(first: date | None, last: date | None, deputy: str | None) -> dict[str, str | None] | None:
    if first is None or last is None:
        return None
    return {"away_from": first.isoformat(), "away_to": last.isoformat(), "deputy": deputy}
