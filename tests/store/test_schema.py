"""The tables of a home: made, brought up to date, refused when a newer program made them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from fardplan.config.settings import database
from fardplan.store.roadmaps import all_versions
from fardplan.store.schema import create_tables, update_tables
from fardplan.vocabulary.errors import StorageError
from tests.databases import standing_in


@pytest.fixture
def empty(tmp_path: Any, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), standing_in(database(None, tmp_path)):
        yield


def applied() -> list[str]:
    return sorted(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "store")


def test_tables_are_made_once_and_again(empty):
    for _ in range(2):
        create_tables()
        assert all_versions() == ()


def test_tables_that_are_behind_are_brought_up_to_date(empty):
    create_tables()
    newest = applied()
    call_command("migrate", "store", "0001", verbosity=0)
    assert applied() == newest[:1]
    update_tables()
    assert applied() == newest
    update_tables()
    assert applied() == newest


def test_a_database_that_was_lost_is_not_taken_for_an_empty_one(empty):
    with pytest.raises(StorageError) as refused:
        update_tables()
    assert str(refused.value) == (
        "the home's database is missing or empty\n"
        "Restore it from a backup, or begin anew: fardplan init in another folder.\n"
        "The figures and publications of the home are as they were."
    )


@pytest.mark.parametrize("use", [create_tables, update_tables])
def test_tables_of_a_newer_program_are_left_alone(empty, use):
    create_tables()
    MigrationRecorder(connection).record_applied("store", "0099_the_future")
    before = applied()
    with pytest.raises(StorageError) as refused:
        use()
    assert str(refused.value) == (
        "the home's database was made by a newer Färdplan, which knows 0099_the_future\n"
        "Install the newer program, or choose another folder with --home.\nNothing was changed."
    )
    assert applied() == before
