"""The audit log: what was done, by whom; always written in the transaction of the change itself."""

from fardplan.store.models import AuditEvent


def record(
    actor: str,
    action: str,
    subject: str,
    *,
    before: object = None,
    after: object = None,
    why: str | None = None,
) -> None:
    AuditEvent.objects.create(
        actor=actor, action=action, subject=subject, before=before, after=after, why=why
    )
