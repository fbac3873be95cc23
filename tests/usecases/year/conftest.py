from pathlib import Path

import pytest

from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from tests import boards_city


@pytest.fixture
def home(db: None, tmp_path: Path) -> Home:
    """A home where the boards' year 2027 is open."""
    return boards_city.make_home(tmp_path)


@pytest.fixture
def controller(home: Home) -> Actor:
    return boards_city.acting("Ada Lind", Role.CONTROLLER, "skolnamnden")


@pytest.fixture
def manager(home: Home) -> Actor:
    return boards_city.acting("Bo Ek", Role.MANAGER, "skolnamnden")


@pytest.fixture
def secretary(home: Home) -> Actor:
    return boards_city.acting("Cia Alm", Role.BOARD_SECRETARY, "skolnamnden")
