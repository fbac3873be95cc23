"""The tables of a home, brought to what this program knows."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import StorageError


def create_tables() -> None:
    """Make the tables, or bring those that are there up to date. Raises `StorageError` for newer ones."""
    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    _bring_up_to_date(executor)


def update_tables() -> None:
    """Bring the tables of a home up to date; at no cost when they are.

    Raises `StorageError` when there are none, which is a home that lost its database, and when a newer
    program made them.
    """
    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    if not _applied(executor):
        raise StorageError(
            Sentence("the home's database is missing or empty"),
            instead=Sentence("Restore it from a backup, or begin anew: fardplan init in another folder."),
            outcome=Sentence("The figures and publications of the home are as they were."),
        )
    _bring_up_to_date(executor)


def _bring_up_to_date(executor: MigrationExecutor) -> None:
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        # First the table where attempts to sign in are counted: when no step is left it is there.
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0, interactive=False)


def _applied(executor: MigrationExecutor) -> set[str]:
    return {name for app, name in executor.loader.applied_migrations if app == "store"}


def _refuse_newer(executor: MigrationExecutor) -> None:
    known = {name for app, name in executor.loader.disk_migrations if app == "store"}
    newer = _applied(executor) - known
    if newer:
        raise StorageError(
            Sentence(
                "the home's database was made by a newer Färdplan, which knows {newer}", newer=max(newer)
            ),
            instead=Sentence("Install the newer program, or choose another folder with --home."),
            outcome=Sentence("Nothing was changed."),
        )
