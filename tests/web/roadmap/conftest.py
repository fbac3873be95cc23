"""A small city with bodies that decide, in a home of its own, and people who act in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from fardplan.store.organisations import keep_organisations
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home, create_home
from tests.small_city import write_city, write_document
from tests.usecases.steering.conftest import ORGANISATIONS
from tests.web.conftest import TODAY
from tests.web.pages import Visitor

STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_document(tmp_path_factory.mktemp("document"))


@pytest.fixture
def town(db: None, settings: Settings, city_folder: Path, tmp_path: Path) -> Home:
    """A home with a proposed edition, and the city's bodies."""
    settings.HOME = tmp_path / "home"
    home = create_home(tmp_path / "home", str(city_folder), actor=STRATEGIST, today=TODAY).home
    keep_organisations(ORGANISATIONS)
    return home


@pytest.fixture
def office(town: Home, visit: Callable[..., Visitor]) -> Visitor:
    """The city executive office: a strategist."""
    return visit(Role.STRATEGIST, name="Åsa Strateg")
