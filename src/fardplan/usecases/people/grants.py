"""Grants: a role given to a person for an organisation and a target area, from a day until it is ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store import people as store
from fardplan.store import roles
from fardplan.store.audit import record
from fardplan.store.roles import StoredGrant
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.people.accounts import the_person
from fardplan.usecases.people.rules import (
    LAST_ADMINISTRATOR,
    NOTHING,
    WantedGrant,
    check_can_grant,
    leaves_no_administrator,
    not_grantable,
)
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Choices:
    """What a grant can be for, by key: organisations that are there on the day, and target areas."""

    organisations: tuple[tuple[str, Text], ...]
    target_areas: tuple[tuple[str, Text], ...]


def choices(*, today: date) -> Choices:
    """What a grant given today can be for. Two queries."""
    there = [item for item in store.organisations() if item[3] is None or item[3] >= today]
    return Choices(
        organisations=tuple((key, Text(sv=sv, en=en)) for key, sv, en, _ in there),
        target_areas=tuple((key, Text(sv=sv, en=en)) for key, sv, en in store.target_areas()),
    )


def give_grant(
    number: int,
    role: Role,
    *,
    actor: Actor,
    today: date,
    at: datetime,
    organisation: str | None = None,
    target_area: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    why: str = "",
) -> StoredGrant:
    """Give a person a role from a day (today, where None) until another (until it is ended, where None).

    Raises `NotFoundError` for a person or organisation that is not there, and what `not_grantable` finds.
    """
    check_can_grant(actor, role, organisation=organisation)
    wanted = WantedGrant(role, organisation, target_area, valid_from or today, valid_to)
    with transaction.atomic():
        ends = _last_day(organisation)
        refused = not_grantable(actor, the_person(number), wanted, organisation_ends=ends, today=today)
        if refused:
            raise refused
        made = roles.add_grant(
            number,
            role,
            organisation=organisation,
            target_area=target_area,
            valid_from=wanted.valid_from,
            valid_to=valid_to,
            given_by=actor.name,
            at=at,
            why=why.strip() or None,
        )
        given = the_grant(made)
        record(
            actor.name,
            "give grant",
            store.subject_of(number),
            after=told(given),
            why=given.why,
        )
    return given


def end_grant(number: int, *, why: str, actor: Actor, today: date, of: int | None = None) -> StoredGrant:
    """End a grant at once. `of`: whose it must be, where a page says so.

    Raises `RuleError` for one that is ended, or when the city would have no administrator left.
    """
    with transaction.atomic():
        found = the_grant(number) if of is None else the_grant_of(number, of)
        check_can_grant(actor, Role(found.role), organisation=found.organisation)
        if not why.strip():
            raise InputError(Sentence("a reason is needed"), outcome=NOTHING)
        if found.ended_on is not None:
            raise RuleError(Sentence("the grant was ended on {day}", day=found.ended_on), outcome=NOTHING)
        is_administrator = found.role == Role.ADMINISTRATOR and found.organisation is None
        if is_administrator and leaves_no_administrator(store.people(), without=found.person, today=today):
            raise RuleError(LAST_ADMINISTRATOR, outcome=NOTHING)
        roles.close_grant(number, on=today, by=actor.name, why=why.strip())
        record(actor.name, "end grant", store.subject_of(found.person), before=told(found), why=why.strip())
    return the_grant(number)


def carry_grants(predecessor: str, successor: str, *, by: str, today: date, at: datetime, why: str) -> int:
    """Give whoever holds a role for an organisation the same one for the one that takes over; how many.

    Called where one organisation takes over from another, in the same transaction; the permission for that is
    the permission for this. The old grants stay: closed years of the old organisation are still theirs.
    """
    given = 0
    everybody = {person.number: person for person in store.people()}
    for person in everybody.values():
        held = [item for item in person.grants if item.organisation == predecessor and item.holds(today)]
        there = {(item.role, item.target_area) for item in person.grants if item.organisation == successor}
        for item in held:
            if person.ended is not None or (item.role, item.target_area) in there:
                continue
            roles.add_grant(
                person.number,
                item.role,
                organisation=successor,
                target_area=item.target_area,
                valid_from=today,
                valid_to=item.valid_to,
                given_by=by,
                at=at,
                why=why,
            )
            after = told(item) | {"organisation": successor, "valid_from": today.isoformat()}
            record(by, "give grant", store.subject_of(person.number), after=after, why=why)
            given += 1
    return given


def the_grant(number: int) -> StoredGrant:
    """The grant of a number. Raises `NotFoundError`."""
    found = roles.grant(number)
    if found is None:
        raise NotFoundError(Sentence("there is no grant {number}", number=number))
    return found


def the_grant_of(number: int, person: int) -> StoredGrant:
    """A person's grant of a number. Raises `NotFoundError`, for another's too."""
    found = the_grant(number)
    if found.person != person:
        raise NotFoundError(Sentence("there is no grant {number}", number=number))
    return found


def told(item: StoredGrant) -> dict[str, str | None]:
    """A grant as the log keeps it."""
    return {
        "role": item.role,
        "organisation": item.organisation,
        "target_area": item.target_area,
        "valid_from": item.valid_from.isoformat(),
        "valid_to": item.valid_to.isoformat() if item.valid_to else None,
    }


def _last_day(organisation: str | None) -> date | None:
    if organisation is None:
        return None
    there = {key: ends for key, _, _, ends in store.organisations()}
    if organisation not in there:
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=organisation),
            instead=there_is(there, asked=organisation),
            outcome=NOTHING,
        )
    return there[organisation]
