"""Axes and labels: ticks cover the data, labels keep apart."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fardplan.presentation.charts.placing import Box, Label, Room, around, spread
from fardplan.presentation.charts.scale import Scale, tick_decimals, value_ticks
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.charts.time_axis import time_ticks
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import PERCENT, Unit
from tests.presentation.charts import INDEX, PEOPLE, RATE, sized, units

many = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=6)


@st.composite
def values_in_a_unit(draw: st.DrawFn) -> tuple[list[float], Unit]:
    unit = draw(units)
    return draw(st.lists(sized(unit), min_size=1, max_size=6)), unit


@given(values_in_a_unit(), st.integers(3, 8))
def test_ticks_cover_the_data_evenly_and_stay_in_the_unit(drawn: tuple[list[float], Unit], most: int) -> None:
    values, unit = drawn
    ticks = value_ticks(values, unit, most=most)
    assert 2 <= len(ticks) <= most
    assert ticks[0] <= min(values) + 1e-6
    assert max(values) - 1e-6 <= ticks[-1]
    steps = [later - earlier for earlier, later in pairwise(ticks)]
    assert min(steps) > 0
    assert max(steps) - min(steps) <= 1e-9 * max(map(abs, ticks))
    assert all(unit.contains(tick) for tick in ticks)


@given(values_in_a_unit())
def test_zero_is_a_tick_where_it_lies_near(drawn: tuple[list[float], Unit]) -> None:
    values, unit = drawn
    assume(unit is not INDEX)
    low, high = min(values), max(values)
    assume(0 < low <= high - low)
    assert value_ticks(values, unit)[0] == 0.0


@given(many)
def test_ticks_mirror_below_zero(values: list[float]) -> None:
    assume(max(map(abs, values)) > 1e-3)
    up = value_ticks(values, INDEX)
    down = value_ticks([-value for value in values], INDEX)
    assert [-tick for tick in reversed(down)] == list(up)


@given(values_in_a_unit())
def test_ticks_are_written_apart(drawn: tuple[list[float], Unit]) -> None:
    ticks = value_ticks(*drawn)
    written = [f"{tick:.{tick_decimals(ticks)}f}" for tick in ticks]
    assert len(set(written)) == len(written)
    assert [float(text) for text in written] == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ([7.4, 10.3], PERCENT, (6.0, 7.0, 8.0, 9.0, 10.0, 11.0)),
        ([10.0, 10.0], PERCENT, (8.0, 9.0, 10.0, 11.0, 12.0)),
        ([0.0, 0.0], PERCENT, (0.0, 1.0, 2.0, 3.0, 4.0)),
        ([0.0], PEOPLE, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([99.0, 100.0], PERCENT, (97.0, 98.0, 99.0, 100.0)),
        ([222249, 222782], PEOPLE, (215000.0, 220000.0, 225000.0, 230000.0)),
        ([5.0, 9.6], PERCENT, (5.0, 6.0, 7.0, 8.0, 9.0, 10.0)),
        ([2.0, 9.6], PERCENT, (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)),
        ([-3.0, 4.0], INDEX, (-4.0, -2.0, 0.0, 2.0, 4.0)),
        ([17.2, 17.3], RATE, (16.8, 17.0, 17.2, 17.4, 17.6, 17.8)),
    ],
)
def test_round_ticks(values: list[float], unit: Unit, ticks: tuple[float, ...]) -> None:
    assert value_ticks(values, unit) == ticks


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1))
def test_a_scale_keeps_order_and_ends(first: float, last: float, share: float) -> None:
    assume(last - first > 1e-6)
    scale = Scale(first, last, 40.0, 600.0)
    assert (scale(first), scale(last)) == pytest.approx((40.0, 600.0))
    assert 40.0 - 1e-6 <= scale(first + share * (last - first)) <= 600.0 + 1e-6


def test_a_single_moment_stands_in_the_middle() -> None:
    assert Scale(2018, 2018, 40, 600)(2018) == 320


@given(st.lists(st.floats(0, 300), max_size=5), st.floats(5, 60))
def test_spread_keeps_order_distance_and_limits(wanted: list[float], distance: float) -> None:
    moved = spread(wanted, distance, 0, 300)
    assert len(moved) == len(wanted)
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in moved)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    gaps = [moved[after] - moved[before] for before, after in pairwise(order)]
    least = min(distance, 300 / max(1, len(wanted) - 1))
    assert all(gap >= least - 1e-6 for gap in gaps)


def test_what_lies_apart_is_not_moved() -> None:
    assert spread([200.0, 10.0, 100.0], 30, 0, 300) == (200.0, 10.0, 100.0)


def test_a_label_goes_where_there_is_room() -> None:
    room = Room(Box(0, 0, 200, 200))
    first = room.place(around("87,4", 100, 100, 13, 8))
    assert (first.anchor, first.y) == ("middle", 92)
    second = room.place(around("87,4", 100, 100, 13, 8))
    assert (second.anchor, second.y) == ("middle", 117.75)


def test_a_label_stays_in_the_frame() -> None:
    room = Room(Box(0, 0, 200, 200))
    placed = room.place(around("222 249", 198, 4, 13, 8))
    assert (placed.anchor, placed.y > 4) == ("end", True)


def test_the_width_of_a_text_is_no_less_than_inter_makes_it() -> None:
    """Widths measured in a browser with Inter semi-bold at 100 px."""
    measured = {"Hägersten-Liljeholmen": 1067, "222 249": 402, "nytt mätsätt": 640, "Wm@%": 375}
    assert [text for text, width in measured.items() if text_width(text, 100) < width] == []


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=8), st.floats(30, 200))
def test_wrapping_keeps_every_word_and_the_width(words: list[str], width: float) -> None:
    lines = wrapped(" ".join(words), 13, width)
    assert " ".join(lines) == " ".join(words)
    assert [line for line in lines if " " in line and text_width(line, 13) > width] == []


@given(st.sets(st.integers(1990, 2030), min_size=1, max_size=30), st.none() | st.integers(2031, 2045))
def test_time_labels_never_meet_and_the_latest_is_always_there(years: set[int], target: int | None) -> None:
    periods = [Period.of_year(number) for number in sorted(years)]
    last = float(target or max(years))
    scale = Scale(float(min(years)), last, 40.0, 320.0)
    ticks = time_ticks(periods, [target] if target else [], scale, "sv", 13, (0.0, 360.0))
    assert all(later.left > earlier.right for earlier, later in pairwise(ticks))
    assert str(max(years)) in [tick.text for tick in ticks]
    assert {tick.text for tick in ticks} <= {str(period) for period in periods} | {str(target)}
    assert all(0 <= tick.left <= tick.right <= 360 for tick in ticks)


def test_round_years_are_labelled_between_the_ends() -> None:
    periods = [Period.of_year(number) for number in range(1998, 2020)]
    ticks = time_ticks(periods, [], Scale(1998, 2019, 40, 330), "sv", 13, (0, 360))
    assert [tick.text for tick in ticks] == ["1998", "2005", "2010", "2015", "2019"]


def label(text: str) -> Label:
    return Label(text, 0, 0, "start", 13)


def test_boxes_follow_the_anchor() -> None:
    width = text_width("87,4", 13)
    assert label("87,4").box == Box(0, -10.4, width, 3.25)
    assert Label("87,4", 0, 0, "end", 13).box == Box(-width, -10.4, 0, 3.25)
