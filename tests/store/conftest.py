"""The tables on both databases: SQLite as in a home, and a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from fardplan.config.settings import database as described
from tests.databases import rolled_back, standing_in


@pytest.fixture(scope="session")
def sqlite_settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return described(None, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def postgres_settings(postgres_url: str) -> dict[str, Any]:
    return described(postgres_url, Path("/nowhere"))


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def tables(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[str]:
    """A migrated database standing in for the default one; gives its vendor."""
    settings = request.getfixturevalue(f"{request.param}_settings")
    with django_db_blocker.unblock(), standing_in(settings) as vendor:
        call_command("migrate", verbosity=0, interactive=False)
        yield vendor


@pytest.fixture
def db(tables: str) -> Iterator[str]:
    """The tables, empty again after the test; gives the vendor."""
    with rolled_back():
        yield tables
