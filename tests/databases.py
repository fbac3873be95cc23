"""Another database in the place of the default one, and transactions that leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.utils import load_backend


@contextmanager
def standing_in(settings: dict[str, Any]) -> Iterator[str]:
    before = connections["default"]
    whole = {**before.settings_dict, "PORT": "", **settings}
    connection = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, alias="default")
    connections["default"] = connection
    try:
        yield connection.vendor
    finally:
        connection.close()
        connections["default"] = before


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def without_guard(trigger: str, table: str) -> None:
    """Takes down the trigger that guards a table, as someone with the whole database in hand can."""
    where = "" if connections["default"].vendor == "sqlite" else f" ON {table}"
    with connections["default"].cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{where}")
