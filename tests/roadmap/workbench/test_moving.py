"""Moving a candidate by a step: whole steps, inside the scale and the years."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.calibration import Evidence
from fardplan.roadmap.workbench.moving import Move, moved
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure
from fardplan.vocabulary.unit import PERCENT

UP, DOWN, LATER, EARLIER = Move


def evidence(value: float = 87.4) -> Evidence:
    latest = Figure(
        period=Period.of_year(2020), value=value, origin=Origin.OFFICIAL, published=date(2020, 9, 25)
    )
    return Evidence(
        unit=PERCENT,
        rounded_to=0.1,
        wanted=Direction.UP,
        latest=latest,
        own=[],
        panel={},
        attainment=lambda _: None,
        last_year=2040,
    )


def at(level: float | None, year: int | None, move: Move, of: Evidence | None = None) -> tuple[float, int]:
    found = moved(of or evidence(), level, year, move, step=0.5, start_year=2023)
    return found.level, found.year


@pytest.mark.parametrize(
    ("level", "year", "move", "told"),
    [
        (88.0, 2030, UP, (88.5, 2030)),
        (88.0, 2030, DOWN, (87.5, 2030)),
        (88.2, 2030, UP, (88.5, 2030)),
        (88.2, 2030, DOWN, (88.0, 2030)),
        (88.2, 2030, LATER, (88.2, 2031)),
        (88.2, 2030, EARLIER, (88.2, 2029)),
        (100.0, 2030, UP, (100.0, 2030)),
        (0.0, 2030, DOWN, (0.0, 2030)),
        (88.0, 2040, LATER, (88.0, 2040)),
        (88.0, 2021, EARLIER, (88.0, 2021)),
        (None, None, UP, (87.5, 2023)),
        (None, None, DOWN, (87.0, 2023)),
        (None, None, LATER, (87.5, 2024)),
        (None, 2030, EARLIER, (87.5, 2029)),
        (88.0, None, UP, (88.5, 2023)),
    ],
)
def test_a_press_of_plus_or_minus(level, year, move, told):
    assert at(level, year, move) == told


def test_a_year_to_go_to_is_there_even_where_the_vision_has_come():
    assert at(88.0, 2030, LATER, replace(evidence(), last_year=2019)) == (88.0, 2021)


@given(st.floats(0, 100), st.integers(2021, 2040), st.sampled_from(Move))
def test_a_move_never_leaves_what_can_be_weighed(level, year, move):
    found = at(level, year, move)
    assert 0 <= found[0] <= 100
    assert 2021 <= found[1] <= 2040


@given(st.integers(1, 199).map(lambda half: half / 2))
def test_up_and_down_again_is_where_one_was(level):
    assert at(at(level, 2030, UP)[0], 2030, DOWN) == (level, 2030)
