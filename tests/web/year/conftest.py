from pathlib import Path

import pytest
from pytest_django import Settings

from fardplan.usecases.homes import Home
from tests import boards_city

DAY = "2027-05-03"


@pytest.fixture
def home(db: None, tmp_path: Path, settings: Settings) -> Home:
    """A home where the boards' year 2027 is open, and it is the time of its first report."""
    found = boards_city.make_home(tmp_path)
    settings.HOME = found.path
    settings.TODAY = DAY
    return found
