"""People whom a provider of the city signs in: the account that arises, and what their groups give them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from django.db import transaction

from fardplan.store.audit import record
from fardplan.store.people import add_user, organisations, person, person_with_email, subject_of
from fardplan.store.roles import StoredGrant, add_grant, close_grant, grants_of
from fardplan.usecases.people.names import free_name


class Mapped(Protocol):
    """A group and what it gives, as the city's `sign-in.yaml` says."""

    @property
    def group(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def organisation(self) -> str | None: ...
    @property
    def target_area(self) -> str | None: ...


Given = tuple[str, str | None, str | None]
"""Role, organisation, target area."""


def is_taken(email: str) -> bool:
    """Whether an account has the address already."""
    return person_with_email(email) is not None


def arise(*, provider: str, first_name: str, last_name: str, email: str, fallback: str, at: datetime) -> int:
    """An account for somebody whom a provider signs in for the first time, without any right; its number.

    `fallback`: what to call a person of whom the provider tells no name.
    """
    with transaction.atomic():
        name = free_name(f"{first_name} {last_name}".strip() or email.partition("@")[0] or fallback)
        number = add_user(
            name,
            first_name=first_name,
            last_name=last_name,
            email=email,
            language="sv",
            demonstration=False,
            at=at,
        )
        record(name, "account arises", subject_of(number), after={"name": name, "provider": provider})
    return number


def groups_in(told: Mapping[str, object], name: str) -> frozenset[str]:
    """The groups in what a provider told: in a claim or attribute of that name, at the top or one step in."""
    places = [told, *(value for value in told.values() if isinstance(value, Mapping))]
    found: set[str] = set()
    for place in places:
        value = place.get(name)
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, Iterable) and not isinstance(value, Mapping):
            found |= {item for item in value if isinstance(item, str)}
    return frozenset(found)


def follow_groups(
    number: int,
    *,
    provider: str,
    groups: frozenset[str],
    mapping: Iterable[Mapped],
    on: date,
    at: datetime,
) -> None:
    """Give what a person's groups give now, end what they gave and no longer do; logged as the provider's.

    Grants that people gave are left alone, and so is everything of an account that is ended. An organisation
    that is not there gives nothing, which is logged.
    """
    by = f"sign-in {provider}"
    there = {key for key, *_ in organisations()}
    wanted: set[Given] = {
        (item.role, item.organisation, item.target_area) for item in mapping if item.group in groups
    }
    with transaction.atomic():
        who = person(number)
        if who is None or who.ended is not None:
            return
        held = {
            _given(item): item for item in grants_of([number]) if item.source == provider and item.holds(on)
        }
        for given in sorted(wanted - set(held), key=str):
            _give(number, given, there, provider=provider, by=by, on=on, at=at)
        for given in sorted(set(held) - wanted, key=str):
            close_grant(held[given].number, on=on, by=by, why=None)
            record(by, "end grant", subject_of(number), before=_told(given))


def _give(
    number: int, given: Given, there: set[str], *, provider: str, by: str, on: date, at: datetime
) -> None:
    role, organisation, area = given
    if organisation is not None and organisation not in there:
        record(by, "group gives nothing", subject_of(number), after=_told(given))
        return
    add_grant(
        number,
        role,
        organisation=organisation,
        target_area=area,
        valid_from=on,
        valid_to=None,
        given_by=by,
        at=at,
        why=None,
        source=provider,
    )
    record(by, "give grant", subject_of(number), after=_told(given))


def _given(item: StoredGrant) -> Given:
    return item.role, item.organisation, item.target_area


def _told(given: Given) -> dict[str, str | None]:
    return dict(zip(("role", "organisation", "target_area"), given, strict=True))
