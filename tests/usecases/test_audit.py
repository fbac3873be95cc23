"""What an auditor does with the log: read it, verify it, take a copy; and who may not."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from fardplan.store.audit import record
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.audit import export_log, read_log, verify_log
from fardplan.vocabulary.audit import CHANGED, AuditEntry, Break, verified
from fardplan.vocabulary.errors import InputError, PermissionDenied, RuleError, StorageError
from tests.databases import without_guard

AUDITOR = Actor("Rut", frozenset({Role.AUDITOR}))
OTHERS = Actor("Åsa", frozenset(Role) - {Role.AUDITOR})


@pytest.fixture
def log(db: None) -> None:
    record("Åsa", "adopt roadmap", "roadmap 1", after={"level": 8.5}, why="KF § 12")
    record("Stig", "load evidence", "tabell.csv", after={"rows": 3})
    record("Åsa", "publish", "ab12")


def tampered() -> None:
    """Someone with the database in hand takes the guard down and changes an entry."""
    without_guard("store_auditevent_kept_update", "store_auditevent")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_auditevent SET why = 'KF § 13' WHERE number = 1")


def test_the_log_is_read_in_order_and_in_part(log: None) -> None:
    assert [item.number for item in read_log(AUDITOR)] == [1, 2, 3]
    assert [item.number for item in read_log(AUDITOR, by="Åsa")] == [1, 3]
    assert [item.number for item in read_log(AUDITOR, about="roadmap")] == [1]
    assert [*read_log(AUDITOR, since=datetime.now(UTC) + timedelta(days=1))] == []


def test_only_an_auditor_reads_it(log: None, tmp_path: Path) -> None:
    with pytest.raises(PermissionDenied, match="Åsa may not read the log of who did what"):
        read_log(OTHERS)
    with pytest.raises(PermissionDenied):
        verify_log(OTHERS)
    with pytest.raises(PermissionDenied):
        export_log(OTHERS, tmp_path / "logg.jsonl")
    assert [*tmp_path.iterdir()] == []


def test_a_whole_log_is_verified_to_its_last_seal(log: None) -> None:
    found = verify_log(AUDITOR)
    last = [*read_log(AUDITOR)][-1]
    assert (found.entries, found.last, found.seal, found.broken) == (3, 3, last.seal, None)
    assert verify_log(AUDITOR, remembered=f"3:{last.seal.upper()}") == found


def test_a_changed_entry_is_found(log: None) -> None:
    tampered()
    found = verify_log(AUDITOR)
    assert (found.entries, found.broken) == (0, Break(1, CHANGED))


def test_what_was_written_down_shows_that_the_log_was_cut_off(log: None) -> None:
    seal = verify_log(AUDITOR).seal
    without_guard("store_auditevent_kept_delete", "store_auditevent")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_auditevent WHERE number = 3")
    assert verify_log(AUDITOR).broken is None
    with pytest.raises(RuleError, match="entry 3 of the log is not the one that was written down") as refused:
        verify_log(AUDITOR, remembered=f"3:{seal}")
    assert "There is no such entry." in str(refused.value)
    record("Stig", "publish", "cd34")
    with pytest.raises(RuleError, match="Its seal is"):
        verify_log(AUDITOR, remembered=f"3:{seal}")


@pytest.mark.parametrize("text", ["3", "x:" + "0" * 64, "3:abc", ":" + "0" * 64])
def test_what_is_no_entry_is_refused(log: None, text: str) -> None:
    with pytest.raises(InputError, match="is no entry of the log"):
        verify_log(AUDITOR, remembered=text)


def test_a_copy_can_be_verified_without_the_database(log: None, tmp_path: Path) -> None:
    path = tmp_path / "logg.jsonl"
    assert export_log(AUDITOR, path) == 3
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    copied = [AuditEntry(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]
    assert verified(copied) == verify_log(AUDITOR)
    assert [*tmp_path.iterdir()] == [path]


def test_a_folder_that_is_not_there_is_told_plainly(log: None, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Nothing was written"):
        export_log(AUDITOR, tmp_path / "saknas/logg.jsonl")
