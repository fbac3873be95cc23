"""fardplan year …, and fardplan remind"""

import json
from pathlib import Path

import pytest

from tests.boards_city import CYCLE
from tests.cli.conftest import Program
from tests.small_city import write_city


@pytest.fixture
def steered(db: None, tmp_path: Path) -> Program:
    """A home of a city that has said how its year goes."""
    city = write_city(tmp_path / "city")
    cycle = CYCLE.replace("[board, district_board]", "[board]")
    (city / "cycle.yaml").write_text(cycle, "utf-8")
    program = Program(tmp_path / "home", language="en")
    program.told("init", "--city", city, "--no-figures")
    return program


def test_a_year_is_seen_then_opened_then_followed(steered: Program) -> None:
    seen = steered.told("year", "open", 2031, "--preview")
    assert "First report" in seen
    assert "is open" not in seen
    assert steered.told("year", "open", 2031).splitlines()[-1] == "The year 2031 is open."
    assert "School Board" in steered.told("year", "progress", 2031)
    told = json.loads(steered.told("year", "progress", 2031, "--json"))
    assert [(item["organisation"], item["step"], item["state"]) for item in told] == [
        ("skolnamnden", step, "not_begun") for step in ("underlag", "vp", "t1", "t2", "vb")
    ]
    assert "the year can be closed from 2032-04-30" in steered.refused("year", "close", 2031)


def test_reminders_are_looked_at_before_they_are_sent(steered: Program) -> None:
    assert steered.told("remind", "--dry-run") == "0 letters would be sent.\n"
    assert "no mail server has been given" in steered.refused("remind")


def test_a_year_s_days_are_written_for_calendars(steered: Program, tmp_path: Path) -> None:
    assert "No year has been opened yet." in steered.refused("year", "calendar")
    steered.told("year", "open", 2031)
    path = tmp_path / "ar.ics"
    assert (
        steered.told("year", "calendar", 2031, "--out", path, "--for", "skolnamnden") == f"Written: {path}\n"
    )
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 19
