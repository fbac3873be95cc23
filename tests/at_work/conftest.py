"""The town at work, made once for each kind of database and copied for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.at_work.scene import Scene, town_on_postgres, town_on_sqlite

QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}


@pytest.fixture(scope="session")
def sqlite_town(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Scene:
    with django_db_blocker.unblock(), override_settings(**QUICK):
        return town_on_sqlite(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="session")
def postgres_town(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, django_db_blocker: Any
) -> Scene:
    with django_db_blocker.unblock(), override_settings(**QUICK):
        return town_on_postgres(tmp_path_factory.mktemp("town"), postgres_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[Scene]:
    """A copy of the town for one test."""
    town: Scene = request.getfixturevalue("sqlite_town" if request.param == "sqlite" else "postgres_town")
    with django_db_blocker.unblock():
        yield town.copy(tmp_path / "scene")
