"""Accounts: what the tables hold of people who sign in, read and written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, QuerySet

from fardplan.store.models import AuditEvent, Organisation, PlanItem, TargetArea, User
from fardplan.store.roles import StoredGrant, grants_of


@dataclass(frozen=True, slots=True)
class Person:
    """An account. `second_factor`: one is set up. `providers`: keys of those they have signed in through."""

    number: int
    name: str
    first_name: str
    last_name: str
    email: str
    language: str
    reminders: bool
    away_from: date | None
    away_to: date | None
    deputy: int | None
    deputy_name: str | None
    ended: date | None
    demonstration: bool
    revision: int
    has_password: bool
    second_factor: bool
    providers: tuple[str, ...]
    last_sign_in: datetime | None
    made_at: datetime
    open_items: int
    grants: tuple[StoredGrant, ...] = ()

    def is_away(self, on: date) -> bool:
        if self.away_from is None or self.away_to is None:
            return False
        return self.ended is None and self.away_from <= on <= self.away_to


def people() -> list[Person]:
    """Every account with its grants, by name. Five queries."""
    return _whole(User.objects.order_by("username", "pk"))


def person(number: int) -> Person | None:
    """One account with its grants. Five queries."""
    return next(iter(_whole(User.objects.filter(pk=number))), None)


def person_with_email(email: str) -> int | None:
    """The number of the account with an e-mail address, upper and lower case alike."""
    return User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()


def names_of(numbers: Collection[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "username"))


def active_names(*, but: int) -> tuple[tuple[int, str], ...]:
    """Number and name of everybody else whose account is not ended, by name."""
    rows = User.objects.filter(is_active=True).exclude(pk=but).order_by("username")
    return tuple(rows.values_list("pk", "username"))


def _whole(rows: "QuerySet[User]") -> list[Person]:
    found = list(rows.select_related("deputy"))
    numbers = [row.pk for row in found]
    opened = PlanItem.objects.filter(state="active", year__state="open", responsible__in=numbers)
    open_items = dict(opened.order_by().values_list("responsible").annotate(count=Count("pk")))
    grants = _by_person(grants_of(numbers))
    factors = set(
        Authenticator.objects.filter(user__in=numbers)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    providers: dict[int, list[str]] = {}
    accounts = SocialAccount.objects.filter(user__in=numbers).order_by("provider")
    for number, provider in accounts.values_list("user_id", "provider"):
        providers.setdefault(number, []).append(provider)
    return [
        Person(
            number=row.pk,
            name=row.username,
            first_name=row.first_name,
            last_name=row.last_name,
            email=row.email,
            language=row.language,
            reminders=row.reminders,
            away_from=row.away_from,
            away_to=row.away_to,
            deputy=row.deputy_id,
            deputy_name=row.deputy.username if row.deputy else None,
            ended=row.ended,
            demonstration=row.demonstration,
            revision=row.revision,
            has_password=row.has_usable_password(),
            second_factor=row.pk in factors,
            providers=tuple(dict.fromkeys(providers.get(row.pk, ()))),
            last_sign_in=row.last_login,
            made_at=row.date_joined,
            open_items=open_items.get(row.pk, 0),
            grants=tuple(grants.get(row.pk, ())),
        )
        for row in found
    ]


def _by_person(grants: Iterable[StoredGrant]) -> dict[int, list[StoredGrant]]:
    found: dict[int, list[StoredGrant]] = {}
    for item in grants:
        found.setdefault(item.person, []).append(item)
    return found


def add_user(
    name: str,
    *,
    first_name: str,
    last_name: str,
    email: str,
    language: str,
    demonstration: bool,
    at: datetime,
) -> int:
    """A new account, without a password; its number."""
    row = User(
        username=name,
        first_name=first_name,
        last_name=last_name,
        email=email.lower(),
        language=language,
        demonstration=demonstration,
        date_joined=at,
    )
    row.set_unusable_password()
    row.save()
    return row.pk


def change_user(number: int, *, made_from: int | None = None, **values: object) -> bool:
    """Change columns of an account; whether it was still at the revision `made_from` (any, where None).

    The e-mail address that allauth keeps beside goes with it, so that an old one opens no door.
    """
    rows = User.objects.filter(pk=number)
    if made_from is not None:
        rows = rows.filter(revision=made_from)
    current = rows.values_list("revision", flat=True).first()
    if current is None:
        return False
    if "email" in values:
        values["email"] = str(values["email"]).lower()
        EmailAddress.objects.filter(user_id=number).exclude(email=values["email"]).delete()
    rows.update(**values, revision=current + 1)
    return True


def set_password(number: int, password: str) -> None:
    """Set a password; every session that was signed in with the old one is signed out."""
    row = User.objects.get(pk=number)
    row.set_password(password)
    row.save(update_fields=["password"])


def forget_password(number: int) -> None:
    """Leave an account without a password until a new one is chosen; its sessions are signed out."""
    row = User.objects.get(pk=number)
    row.set_unusable_password()
    row.save(update_fields=["password"])


def forget_second_factors(number: int) -> int:
    """Take away an account's app and recovery codes; how many there were."""
    return Authenticator.objects.filter(user_id=number).delete()[0]


def link_parts(number: int) -> tuple[str, str]:
    """The two parts of a link by which the person of an account chooses a password, once."""
    row = User.objects.get(pk=number)
    return user_pk_to_url_str(row), default_token_generator.make_token(row)


def name_is_taken(name: str, *, but: int | None = None) -> bool:
    """Whether another account is called so, or was: a name in the log means one person, for ever."""
    if User.objects.filter(username=name).exclude(pk=but or 0).exists():
        return True
    was = AuditEvent.objects.filter(action=NAME_CHANGED, before__name=name)
    return was.exclude(subject=subject_of(but) if but else "").exists()


NAME_CHANGED = "correct account"


def subject_of(number: int) -> str:
    """What the log calls an account."""
    return f"person {number}"


def names_ever(number: int) -> list[str]:
    """What the log calls a person, now and before each correction of the name."""
    changes = AuditEvent.objects.filter(action=NAME_CHANGED, subject=subject_of(number)).order_by("number")
    before = [row["name"] for row in changes.values_list("before", flat=True) if row and "name" in row]
    now = User.objects.filter(pk=number).values_list("username", flat=True)
    return list(dict.fromkeys([*before, *now]))


def with_later_names(names: frozenset[str]) -> frozenset[str]:
    """The names, and what those who had one of them are called now."""
    changes = AuditEvent.objects.filter(action=NAME_CHANGED, before__name__in=sorted(names))
    numbers = [int(subject.split()[-1]) for subject in changes.values_list("subject", flat=True)]
    return names | frozenset(names_of(numbers).values())


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something in a plan of an open year that is in a person's name; `key` is its own for all time."""

    key: str
    year: int
    organisation: str
    organisation_sv: str
    organisation_en: str | None
    text: str
    ends: date | None
    person: int
    person_name: str
    person_ended: date | None


def open_items(person: int | None = None) -> list[OpenItem]:
    """What is open in a person's name, or in the names of all whose accounts are ended. One query."""
    rows = PlanItem.objects.filter(state="active", year__state="open")
    rows = rows.filter(responsible=person) if person else rows.filter(responsible__ended__isnull=False)
    rows = rows.select_related("year", "organisation", "responsible").order_by(
        "organisation__position", "organisation__key", "year__year", "position", "id"
    )
    return [
        OpenItem(
            key=str(row.pk),
            year=row.year.year,
            organisation=row.organisation.key,
            organisation_sv=row.organisation.name_sv,
            organisation_en=row.organisation.name_en,
            text=row.text,
            ends=row.ends,
            person=row.responsible.pk,
            person_name=row.responsible.username,
            person_ended=row.responsible.ended,
        )
        for row in rows
        if row.responsible is not None
    ]


def organisations() -> list[tuple[str, str, str | None, date | None]]:
    """Key, Swedish name, English name and last day of every organisation, in order. One query."""
    rows = Organisation.objects.order_by("position", "key")
    return list(rows.values_list("key", "name_sv", "name_en", "valid_to"))


def target_areas() -> list[tuple[str, str, str | None]]:
    """Key, Swedish name and English name of the target areas of the newest edition. One query."""
    newest = TargetArea.objects.order_by("-version__number").values("version")[:1]
    rows = TargetArea.objects.filter(version__in=newest).order_by("position")
    return list(rows.values_list("key", "name_sv", "name_en"))
