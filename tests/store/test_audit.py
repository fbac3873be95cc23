"""The audit log: who did what, in the transaction of the change itself."""

import pytest
from django.db import transaction

from fardplan.store.audit import record
from fardplan.store.models import AuditEvent


def logged() -> list[tuple[object, ...]]:
    return list(AuditEvent.objects.values_list("actor", "action", "subject", "before", "after", "why"))


def test_events_are_kept_in_order_with_what_was_and_what_is(db):
    record("Åsa", "adopt roadmap", "roadmap 1", after={"body": "KF"}, why="KF § 12")
    record("Åsa", "set level and year", "milestone trygghet", before={"level": None}, after={"level": 8.5})
    assert logged() == [
        ("Åsa", "adopt roadmap", "roadmap 1", None, {"body": "KF"}, "KF § 12"),
        ("Åsa", "set level and year", "milestone trygghet", {"level": None}, {"level": 8.5}, None),
    ]
    assert [str(event) for event in AuditEvent.objects.all()] == [
        "adopt roadmap roadmap 1",
        "set level and year milestone trygghet",
    ]


def test_what_was_not_done_is_not_logged(db):
    def interrupted() -> None:
        with transaction.atomic():
            record("Åsa", "adopt roadmap", "roadmap 1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert logged() == []
