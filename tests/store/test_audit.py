"""The audit log: who did what, in the transaction of the change itself, sealed, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from fardplan.config.settings import database as described
from fardplan.store.audit import entries, record
from fardplan.store.models import AuditEvent
from fardplan.vocabulary.audit import NOTHING_BEFORE, Verification, verified
from tests.databases import rolled_back, standing_in

KEPT = "the audit log is kept as it was written"


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


AWKWARD = {"å": [1.0, 0.1, 1e-7, 1e23, 2**53, True, None, ""], "text": 'rad\n"citat" \\ åäö 🙂', "a": {}}


def test_what_comes_back_from_the_database_is_what_was_sealed(db):
    record("Åsa", "ett", "x", before=AWKWARD, after=[AWKWARD, 3.0])
    record("Åsa", "två", "x", after=0.30000000000000004)
    found = [*entries()]
    assert [item.number for item in found] == [1, 2]
    assert found[0].previous == NOTHING_BEFORE
    assert verified(found) == Verification(2, 2, found[1].seal)
    assert datetime.now(UTC) - found[0].at < timedelta(minutes=1)


def test_entries_are_found_by_person_subject_and_time(db):
    record("Åsa", "ett", "milestone trygghet")
    record("Stig", "två", "milestone uvas")
    record("Åsa", "tre", "roadmap 1")
    first = AuditEvent.objects.first()
    assert first is not None
    assert [item.action for item in entries(actor="Åsa")] == ["ett", "tre"]
    assert [item.action for item in entries(subject="milestone")] == ["ett", "två"]
    assert [item.action for item in entries(subject="milestone uvas", actor="Åsa")] == []
    assert [item.action for item in entries(since=first.at)] == ["ett", "två", "tre"]
    assert [item.action for item in entries(since=datetime.now(UTC) + timedelta(hours=1))] == []


def test_an_entry_is_not_changed(db):
    record("Åsa", "ett", "x")
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        AuditEvent.objects.update(actor="Någon annan")


def test_an_entry_is_not_deleted(db):
    record("Åsa", "ett", "x")
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_an_entry_is_not_replaced(db):
    record("Åsa", "ett", "x")
    replace_ = "INSERT OR REPLACE" if db == "sqlite" else "INSERT"
    columns = [field.column for field in AuditEvent._meta.fields]
    chosen = ", ".join("'Cecilia'" if name == "actor" else name for name in columns)
    table = "store_auditevent"
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{replace_} INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}")


OLD = (("2026-01-01 12:00:00+00:00", "null"), ("2026-02-01 12:00:00+00:00", '{"b": 1.50}'))
COLUMNS = "(at, actor, action, subject, after)"


def sealed_from_before() -> None:
    """Two entries written before there was a chain, then the tables brought up to date, then one more."""
    MigrationExecutor(connection).migrate([("store", "0005_edition_decision")])
    with connection.cursor() as cursor:
        for at, after in OLD:
            values = [at, "Åsa", "ett", "x", after]
            cursor.execute(f"INSERT INTO store_auditevent {COLUMNS} VALUES (%s, %s, %s, %s, %s)", values)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    record("Åsa", "två", "y")
    found = [*entries()]
    assert [(item.number, item.action) for item in found] == [(1, "ett"), (2, "ett"), (3, "två")]
    assert verified(found).broken is None
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        AuditEvent.objects.update(actor="Någon annan")


def test_a_log_from_before_the_chain_is_sealed_in_its_order(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), standing_in(described(None, tmp_path)):
        call_command("migrate", verbosity=0, interactive=False)
        sealed_from_before()


def test_the_same_on_postgresql(postgres_settings: dict[str, Any], django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), standing_in(postgres_settings):
        call_command("migrate", verbosity=0, interactive=False)
        with rolled_back():
            sealed_from_before()


def test_writers_at_once_take_turns(postgres_settings: dict[str, Any], django_db_blocker: Any) -> None:
    def write(number: int) -> None:
        with standing_in(postgres_settings):
            record(f"person {number}", "write", "x")

    with django_db_blocker.unblock(), standing_in(postgres_settings):
        call_command("migrate", verbosity=0, interactive=False)
        try:
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(write, range(16)))
            assert verified(entries()) == replace(verified(entries()), entries=16, last=16, broken=None)
            assert {item.actor for item in entries()} == {f"person {number}" for number in range(16)}
        finally:
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE store_auditevent")
