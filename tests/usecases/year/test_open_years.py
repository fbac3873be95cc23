"""What is asked of every open year at once: as much for one as for three."""

from datetime import date

import pytest

from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.locked_out import locked_out
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.progress import steps_at_work
from tests.boards_city import STRATEGIST, acting
from tests.web.pages import assert_queries

LATE = date(2028, 6, 20)
STEPS = ["underlag", "vp", "t1", "t2", "vb"]


@pytest.fixture
def ada(home: Home, open_years: int) -> Actor:
    for year in range(2028, 2027 + open_years):
        open_year(STRATEGIST, home, year, today=LATE)
    return acting("Ada Lind", Role.CONTROLLER, "skolnamnden")


@pytest.mark.parametrize("open_years", [1, 3])
def test_the_coordinator_s_steps_are_found_at_once(ada: Actor, open_years: int) -> None:
    with assert_queries(6):
        found = steps_at_work(STRATEGIST, today=LATE)
    assert [item.step.days.key for item in found if item.step.year == 2027] == STEPS
    assert {item.step.year for item in found} == set(range(2027, 2027 + open_years))


@pytest.mark.parametrize("open_years", [1, 3])
def test_what_was_locked_is_found_at_once(ada: Actor, open_years: int) -> None:
    with assert_queries(7):
        found = locked_out(ada, today=LATE)
    locked = {2027: STEPS, 2028: ["underlag", "vp", "t1"], 2029: ["underlag"]}
    for year in range(2027, 2027 + open_years):
        assert [part.step.days.key for part in found.parts if part.step.year == year] == locked[year]
