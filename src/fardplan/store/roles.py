"""Roles that people hold: what they were given, for which organisations, and who acts on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fardplan.store.kept import Rests, kept
from fardplan.store.models import Organisation, RoleGrant, User


def away(on: date, prefix: str = "") -> Q:
    """Whether a person is on leave on a day; accounts that are ended are not away but gone."""
    return Q(
        **{
            f"{prefix}away_from__lte": on,
            f"{prefix}away_to__gte": on,
            f"{prefix}is_active": True,
        }
    )


def in_force(on: date) -> Q:
    """Whether a grant holds on a day. What was ended holds no longer on the day when it was ended."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & ~Q(ended_on__lte=on)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody to write to."""

    name: str
    email: str


def coordinators(on: date) -> tuple[Reachable, ...]:
    """Those who coordinate the boards' year on a day: strategists of the whole city. One query."""
    rows = RoleGrant.objects.filter(in_force(on), role="strategist", organisation=None, user__is_active=True)
    found = rows.order_by("user__username").values_list("user__username", "user__email").distinct()
    return tuple(Reachable(name, email) for name, email in found)


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A grant in force: whose, which role, for the organisation with these keys and those below (or all)."""

    person: int
    role: str
    organisations: frozenset[str]
    target_area: str | None


@dataclass(frozen=True, slots=True)
class Acting:
    """A person, those whose deputy they are on the day, and every grant in force of them all."""

    person: int
    name: str
    active: bool
    absent: frozenset[int]
    grants: tuple[HeldGrant, ...]


@kept(Rests.FRAME)
def acting(person: int, on: date) -> Acting | None:
    """Who acts from an account on a day; None where there is no such account. Three queries."""
    rows = User.objects.filter(Q(pk=person) | Q(away(on), deputy=person))
    found = {row.pk: row for row in rows.only("pk", "username", "is_active")}
    own = found.pop(person, None)
    if own is None:
        return None
    held = RoleGrant.objects.filter(in_force(on), user__in=[person, *found]).order_by("id")
    grants = list(held.values_list("user_id", "role", "organisation_id", "target_area"))
    below = keys_below(organisation_rows())
    return Acting(
        person=person,
        name=own.username,
        active=own.is_active,
        absent=frozenset(found),
        grants=tuple(
            HeldGrant(user, role, frozenset() if organisation is None else below[organisation], area)
            for user, role, organisation, area in grants
        ),
    )


def organisation_rows() -> list[tuple[int, str, int | None]]:
    """Number, key and the number of what it is below, of every organisation. One query."""
    return list(Organisation.objects.order_by("id").values_list("id", "key", "parent_id"))


def keys_below(rows: Iterable[tuple[int, str, int | None]]) -> dict[int, frozenset[str]]:
    """For every organisation, by its number, its key and the keys of all below it."""
    listed = list(rows)
    parents = {number: parent for number, _, parent in listed}
    found: dict[int, set[str]] = {number: set() for number in parents}
    for number, key, _ in listed:
        above: int | None = number
        while above is not None and key not in found[above]:
            found[above].add(key)
            above = parents[above]
    return {number: frozenset(keys) for number, keys in found.items()}


@dataclass(frozen=True, slots=True)
class StoredGrant:
    """A grant as it was given and, where it was, ended."""

    number: int
    person: int
    role: str
    organisation: str | None
    organisation_sv: str | None
    organisation_en: str | None
    organisation_ended: date | None
    target_area: str | None
    valid_from: date
    valid_to: date | None
    given_by: str
    given_at: datetime
    why: str | None
    source: str | None
    ended_on: date | None
    ended_by: str | None
    ended_why: str | None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day: the slow, obvious twin of `in_force`."""
        began = self.valid_from <= on
        lasts = self.valid_to is None or on <= self.valid_to
        return began and lasts and (self.ended_on is None or on < self.ended_on)


def grants_of(numbers: Collection[int] | None = None) -> list[StoredGrant]:
    """The grants of people, of all where None, in the order in which they were given. One query."""
    rows = RoleGrant.objects.select_related("organisation").order_by("id")
    if numbers is not None:
        rows = rows.filter(user__in=numbers)
    return [_stored(row) for row in rows]


def grant(number: int) -> StoredGrant | None:
    row = RoleGrant.objects.select_related("organisation").filter(pk=number).first()
    return _stored(row) if row else None


def _stored(row: RoleGrant) -> StoredGrant:
    place = row.organisation
    return StoredGrant(
        number=row.pk,
        person=row.user_id,
        role=row.role,
        organisation=place.key if place else None,
        organisation_sv=place.name_sv if place else None,
        organisation_en=place.name_en if place else None,
        organisation_ended=place.valid_to if place else None,
        target_area=row.target_area,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        given_by=row.given_by,
        given_at=row.given_at,
        why=row.why,
        source=row.source,
        ended_on=row.ended_on,
        ended_by=row.ended_by,
        ended_why=row.ended_why,
    )


def add_grant(
    person: int,
    role: str,
    *,
    organisation: str | None,
    target_area: str | None,
    valid_from: date,
    valid_to: date | None,
    given_by: str,
    at: datetime,
    why: str | None,
    source: str | None = None,
) -> int:
    """Give a role; the number of the grant."""
    row = RoleGrant.objects.create(
        user_id=person,
        role=role,
        organisation=Organisation.objects.get(key=organisation) if organisation else None,
        target_area=target_area,
        valid_from=valid_from,
        valid_to=valid_to,
        given_by=given_by,
        given_at=at,
        why=why,
        source=source,
    )
    return row.pk


def close_grant(number: int, *, on: date, by: str, why: str | None) -> bool:
    """End a grant at once; whether it was not ended before."""
    rows = RoleGrant.objects.filter(pk=number, ended_on__isnull=True)
    return rows.update(ended_on=on, ended_by=by, ended_why=why) == 1
