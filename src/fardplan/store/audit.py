"""The audit log: what was done, by whom; always written in the transaction of the change itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection, transaction

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


def _take_turns() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def entries(
    *, actor: str | None = None, subject: str | None = None, since: datetime | None = None
) -> Iterator[AuditEntry]:
    """The entries in order, of all or of one actor, about one subject (or all that begin so), since a time.

    They are read a thousand at a time: a log of many years does not fill the memory.
    """
    found = AuditEvent.objects.order_by("number")
    if actor is not None:
        found = found.filter(actor=actor)
    if subject is not None:
        found = found.filter(subject__startswith=subject)
    if since is not None:
        found = found.filter(at__gte=since)
    for row in found.iterator(chunk_size=1_000):
        yield AuditEntry(*(getattr(row, name) for name in AuditEntry.__slots__))
