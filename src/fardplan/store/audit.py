"""The audit log: what was done, by whom; always written in the transaction of the change itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from fardplan.store.kept import look_again
from fardplan.store.models import AuditEvent
from fardplan.vocabulary.audit import NOTHING_BEFORE, AuditEntry, seal_of

TURN = 0x66_61_72_64
"""The lock by which writers to the log take turns on PostgreSQL; SQLite has one writer anyhow."""


def record(
    actor: str,
    action: str,
    subject: str,
    *,
    before: object = None,
    after: object = None,
    why: str | None = None,
    decision: str | None = None,
) -> None:
    """Add an entry, sealed together with the last one. `decision` names the formal decision behind it."""
    with transaction.atomic():
        _take_turns()
        last = AuditEvent.objects.order_by("-number").values_list("number", "seal").first()
        number, previous = last or (0, NOTHING_BEFORE)
        entry = AuditEntry(
            number + 1, datetime.now(UTC), actor, action, subject, before, after, why, previous, "", decision
        )
        sealed = replace(entry, seal=seal_of(entry))
        AuditEvent.objects.create(**{name: getattr(sealed, name) for name in AuditEntry.__slots__})
    look_again()


def _take_turns() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of an actor, of an action, about a subject or what begins so, since and before when."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    before: datetime | None = None


def entries(
    *, actor: str | None = None, subject: str | None = None, since: datetime | None = None
) -> Iterator[AuditEntry]:
    """The entries in order, of all or of one actor, about one subject (or all that begin so), since a time.

    They are read a thousand at a time: a log of many years does not fill the memory.
    """
    return wanted_entries(Wanted(actor=actor, subject=subject, since=since))


def wanted_entries(wanted: Wanted) -> Iterator[AuditEntry]:
    """The entries that are wanted, in order, read a thousand at a time."""
    for row in _found(wanted).order_by("number").iterator(chunk_size=1_000):
        yield _entry(row)


def newest_entries(wanted: Wanted, *, skip: int, limit: int) -> tuple[list[AuditEntry], int]:
    """The newest entries that are wanted, the newest first, and how many there are in all. Two queries."""
    found = _found(wanted)
    return [_entry(row) for row in found.order_by("-number")[skip : skip + limit]], found.count()


def newest_entry(wanted: Wanted) -> AuditEntry | None:
    """The newest entry that is wanted. One query."""
    row = _found(wanted).order_by("-number").first()
    return _entry(row) if row else None


def entry_numbered(number: int) -> AuditEntry | None:
    row = AuditEvent.objects.filter(number=number).first()
    return _entry(row) if row else None


def _found(wanted: Wanted) -> QuerySet[AuditEvent]:
    asked = {
        "actor": wanted.actor,
        "action": wanted.action,
        "subject__startswith": wanted.subject,
        "at__gte": wanted.since,
        "at__lt": wanted.before,
    }
    return AuditEvent.objects.filter(**{name: value for name, value in asked.items() if value is not None})


def _entry(row: AuditEvent) -> AuditEntry:
    return AuditEntry(*(getattr(row, name) for name in AuditEntry.__slots__))
