"""A home of a small city, and people who act in it."""

from datetime import date
from pathlib import Path

import pytest

from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home, create_home
from tests.small_city import write_city, write_document

TODAY = date(2021, 3, 1)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_document(tmp_path_factory.mktemp("document"))


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def strategist() -> Actor:
    return Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))


@pytest.fixture(scope="session")
def statistician() -> Actor:
    return Actor("Stig Statistiker", frozenset({Role.STATISTICIAN}))


@pytest.fixture(scope="session")
def visitor() -> Actor:
    return Actor("Bo Besökare")


@pytest.fixture
def home(db: None, city: Path, tmp_path: Path, strategist: Actor) -> Home:
    """A new home with the packaged roadmap, proposed, and the public figures."""
    return create_home(tmp_path / "home", str(city), actor=strategist, today=TODAY).home
