"""Parts and wholes: they sum, nothing leaves its range, and what is sure moves least."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fardplan.forecast.coherence import reconcile
from fardplan.forecast.fan import KNOTS, ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.series import YearlySeries
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import Measure

YEARS = tuple(range(2010, 2020))


def fan(name: str, centre: float, spread: float, measure: Measure = Measure.INDEX) -> ForecastFan:
    """One year, normal on the working scale."""
    bare = ForecastFan(name, measure, (2026,), np.empty(1), (), np.empty(1), KNOTS[None] * spread)
    return bare.moved_to(np.array([centre]), (0.8,))


def test_the_gap_is_shared_by_squared_width():
    """Parts 30 and 50, whole 90: the gap of 10 is shared 1 : 4 : 5."""
    parts, whole = reconcile([fan("a", 30, 1), fan("b", 50, 2)], fan("whole", 90, 5**0.5))
    assert [float(one.point[0]) for one in (*parts, whole)] == pytest.approx([31, 54, 85])
    assert float(parts[1].bands[0].upper[0] - parts[1].point[0]) == pytest.approx(2 * 1.2815515655)


def test_a_known_whole_does_not_move():
    parts, whole = reconcile([fan("a", 30, 1), fan("b", 50, 2)], 90.0)
    assert [float(one.point[0]) for one in parts] == pytest.approx([32, 58])
    assert whole == 90.0


def test_what_would_fall_below_zero_stops_there_and_the_rest_takes_over():
    """Counts 8, 64 and 64, all equally unsure on their own scale, known to sum to 60."""
    small, one, two = (
        fan(name, value ** (2 / 3), 1, Measure.COUNT)
        for name, value in zip("abc", (0.001, 64, 64), strict=True)
    )
    parts, _ = reconcile([small, one, two], 60.0)
    assert [float(part.point[0]) for part in parts] == pytest.approx([0, 30, 30], abs=1e-2)


def counts(draw_values: list[list[int]]) -> tuple[list[YearlySeries], YearlySeries]:
    parts = [
        YearlySeries(f"p{number}", Measure.COUNT, YEARS, tuple(map(float, values)))
        for number, values in enumerate(draw_values)
    ]
    whole = tuple(map(float, np.sum(draw_values, axis=0)))
    return parts, YearlySeries("whole", Measure.COUNT, YEARS, whole)


tables = st.lists(
    st.lists(st.integers(0, 500), min_size=10, max_size=10).filter(lambda values: len(set(values)) > 1),
    min_size=2,
    max_size=6,
)


@given(tables)
def test_parts_sum_to_their_whole_every_year_and_stay_in_range(values):
    parts, whole = counts(values)
    assume(len(set(whole.values)) > 1)
    fans, total = [forecast_one(part, 7) for part in parts], forecast_one(whole, 7)
    before = [one.point.copy() for one in (*fans, total)]
    moved, moved_total = reconcile(fans, total)
    assert isinstance(moved_total, ForecastFan)
    assert sum(part.point for part in moved) == pytest.approx(moved_total.point, rel=1e-9, abs=1e-6)
    for part in (*moved, moved_total):
        assert (part.point >= 0).all()
        assert (part.bands[1].lower >= 0).all()
        assert (part.bands[1].lower <= part.point + 1e-9).all()
        assert (part.point <= part.bands[1].upper + 1e-9).all()
    assert [one.point.tolist() for one in (*fans, total)] == [one.tolist() for one in before]


@given(st.lists(st.lists(st.integers(1, 500), min_size=10, max_size=10), min_size=2, max_size=5))
def test_shares_of_one_whole_sum_to_a_hundred(values):
    shares = 100 * np.array(values) / np.sum(values, axis=0)
    assume(all(len(set(row)) > 1 for row in shares.tolist()))
    fans = [
        forecast_one(YearlySeries(f"s{number}", Measure.SHARE, YEARS, tuple(row.tolist())), 5)
        for number, row in enumerate(shares)
    ]
    moved, whole = reconcile(fans, 100.0)
    assert whole == 100.0
    assert sum(part.point for part in moved) == pytest.approx([100.0] * 5)
    assert all(((part.bands[1].lower >= 0) & (part.bands[1].upper <= 100)).all() for part in moved)


@given(tables, st.randoms())
def test_the_order_of_the_parts_does_not_matter_and_a_second_time_changes_nothing(values, shuffler):
    parts, whole = counts(values)
    assume(len(set(whole.values)) > 1)
    fans, total = [forecast_one(part, 3) for part in parts], forecast_one(whole, 3)
    order = list(range(len(fans)))
    shuffler.shuffle(order)
    moved, _ = reconcile(fans, total)
    shuffled, _ = reconcile([fans[one] for one in order], total)
    for place, one in enumerate(order):
        assert shuffled[place].point == pytest.approx(moved[one].point, rel=1e-6, abs=1e-6)
    again, _ = reconcile(moved, reconcile(fans, total)[1])
    for one, other in zip(again, moved, strict=True):
        assert one.point == pytest.approx(other.point, rel=1e-6, abs=1e-5)


def test_rates_and_fans_of_different_kinds_are_refused():
    with pytest.raises(InputError, match="rates do not sum"):
        reconcile([fan("a", 4, 1, Measure.RATE)], fan("b", 9, 1, Measure.RATE))
    with pytest.raises(InputError, match=r"differ in measure or years: a \(count, 2026 to 2026\), b \(index"):
        reconcile([fan("a", 4, 1, Measure.COUNT)], fan("b", 9, 1))
    with pytest.raises(InputError, match="cannot sum to -5"):
        reconcile([fan("a", 4, 1, Measure.COUNT)], -5.0)
