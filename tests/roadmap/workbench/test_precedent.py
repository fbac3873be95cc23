"""Own record and precedent: drawn panels, a slow twin, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.workbench.precedent import LEAST_NEIGHBOURS, precedent, reference_class
from fardplan.roadmap.workbench.record import OwnRecord, Window, own_record
from fardplan.stats.share import wilson
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction


def years(*values: float, first: int = 2010) -> list[tuple[Period, float]]:
    return [(Period.of_year(first + step), value) for step, value in enumerate(values)]


def test_own_record_counts_every_window_of_the_length_and_never_crosses_a_break():
    """Before the break 10→13 in two years; after it 20→21 and 21→19. Across it nothing."""
    record = own_record([years(10, 12, 13), years(20, 21, 21, 19, first=2013)], 2, 1.0, Direction.UP)
    windows = (
        Window(Period.of_year(2010), Period.of_year(2012), 3),
        Window(Period.of_year(2013), Period.of_year(2015), 1),
        Window(Period.of_year(2014), Period.of_year(2016), -2),
    )
    assert record == OwnRecord(years=2, windows=windows, managed=2, best=windows[0], longest=3)


def test_a_past_shorter_than_asked_has_no_window():
    assert own_record([years(10, 12, 13)], 5, 1.0, Direction.UP) == OwnRecord(5, (), 0, None, 2)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=12), st.integers(1, 5), st.floats(-20, 20))
def test_own_record_of_the_mirror_image_is_the_same(values, length, needed):
    up = own_record([years(*values)], length, needed, Direction.UP)
    down = own_record([years(*(100 - value for value in values))], length, needed, Direction.DOWN)
    assert [round(window.change, 6) for window in down.windows] == [
        round(-window.change, 6) for window in up.windows
    ]


def panel(count: int) -> dict[str, list[list[tuple[Period, float]]]]:
    """Members at 50, 51, … that improve by 0, 1, 2, … in two years, without any swing."""
    return {f"{place:04d}": [years(50 + place, 50 + 1.5 * place, 50 + 2 * place)] for place in range(count)}


def test_each_member_counts_once_where_it_stood_nearest():
    found = precedent(reference_class(panel(30), 60, 2), 8, Direction.UP)
    inside = [place for place in range(30) if abs(50 + place - 60) <= found.width]
    managed = [place for place in inside if place >= 8]
    assert [member.area for member in found.members] == [f"{place:04d}" for place in reversed(inside)]
    assert found.share == len(managed) / len(inside)
    assert (found.lower, found.upper) == wilson(len(managed) / len(inside), len(inside))
    assert (found.years, found.panel) == (2, 30)


def test_fewer_than_ten_members_give_no_share():
    found = precedent(reference_class(panel(LEAST_NEIGHBOURS - 1), 52, 2), 1, Direction.UP)
    assert (found.share, found.lower, found.upper, found.shrunk_share) == (None, None, None, None)
    assert len(found.members) == LEAST_NEIGHBOURS - 1


def test_an_empty_panel_has_no_members():
    found = precedent(reference_class({}, 52, 2), 1, Direction.UP)
    assert (found.members, found.panel, found.share) == ((), 0, None)


def test_a_restless_member_is_believed_less_than_a_steady_one_that_improved_as_much():
    members = {f"{place:04d}": [years(50, 50.1, 50, 50.1, 50)] for place in range(12)}
    members["calm"] = [years(50, 51, 52, 53, 54)]
    members["wild"] = [years(50, 44, 58, 43, 54)]
    found = {
        member.area: member for member in precedent(reference_class(members, 50, 4), 3, Direction.UP).members
    }
    assert (found["calm"].improvement, found["wild"].improvement) == (4, 4)
    assert found["wild"].shrunk < found["calm"].shrunk
    assert found["wild"].probability < 0.5 < found["calm"].probability


@given(st.lists(st.integers(0, 200), min_size=12, max_size=40), st.floats(0, 100), st.integers(1, 3))
def test_asking_for_more_never_finds_more_precedent(tenths, start, length):
    members = {
        f"{place:04d}": [years(*(value / 2 + place + step for step in range(4)))]
        for place, value in enumerate(tenths)
    }
    reference = reference_class(members, start, length, floor=0.1)
    modest, bold = (precedent(reference, needed, Direction.UP) for needed in (1.0, 2.0))
    if modest.share is not None and bold.share is not None:
        assert bold.share <= modest.share
        assert (bold.shrunk_share or 0) <= (modest.shrunk_share or 0) + 1e-9


@pytest.mark.parametrize("wanted", list(Direction))
def test_the_mirror_image_has_the_same_precedent(wanted):
    turned = {
        area: [[(period, value if wanted is Direction.UP else 200 - value) for period, value in stretch]]
        for area, (stretch,) in panel(30).items()
    }
    found = precedent(reference_class(turned, 60 if wanted is Direction.UP else 140, 2), 8, wanted)
    plain = precedent(reference_class(panel(30), 60, 2), 8, Direction.UP)
    assert (found.share, [member.area for member in found.members]) == (
        plain.share,
        [member.area for member in plain.members],
    )
