"""Periods: what can be written, what it means, and the laws of their order."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import FIRST_YEAR, LAST_YEAR, PER_YEAR, Period, PeriodKind

kinds = st.sampled_from(PeriodKind)
years = st.integers(FIRST_YEAR, LAST_YEAR)
periods = st.builds(
    lambda kind, year, part: Period(kind, year * PER_YEAR[kind] + part % PER_YEAR[kind]),
    kinds,
    years,
    st.integers(0, 11),
)
read_period = TypeAdapter(Period)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "position", "due"),
    [
        ("2018", PeriodKind.YEAR, date(2018, 1, 1), date(2018, 12, 31), 2018.0, 2018.0),
        ("2017/18", PeriodKind.SCHOOL_YEAR, date(2017, 7, 1), date(2018, 6, 30), 2018.0, 2018.0),
        ("1999/00", PeriodKind.SCHOOL_YEAR, date(1999, 7, 1), date(2000, 6, 30), 2000.0, 2000.0),
        ("2018-VT", PeriodKind.TERM, date(2018, 1, 1), date(2018, 6, 30), 2018.0, 2017.5),
        ("2018-HT", PeriodKind.TERM, date(2018, 7, 1), date(2018, 12, 31), 2018.5, 2018.0),
        ("2020-02", PeriodKind.MONTH, date(2020, 2, 1), date(2020, 2, 29), 2020 + 1 / 12, 2019 + 2 / 12),
        ("2018-12", PeriodKind.MONTH, date(2018, 12, 1), date(2018, 12, 31), 2018 + 11 / 12, 2018.0),
    ],
)
def test_what_a_period_is(text, kind, start, end, position, due):
    period = Period.parse(text)
    assert (str(period), period.kind, period.start, period.end) == (text, kind, start, end)
    assert (period.year, period.position, period.due) == (
        start.year,
        pytest.approx(position),
        pytest.approx(due),
    )


@pytest.mark.parametrize(
    ("written", "canonical"),
    [(" 2018 ", "2018"), ("2017/2018", "2017/18"), ("2018-vt", "2018-VT"), ("2018-ht", "2018-HT")],
)
def test_other_ways_to_write_the_same(written, canonical):
    assert Period.parse(written) == Period.parse(canonical)
    assert str(Period.parse(written)) == canonical


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "18",
            "'18' is not a period\nWrite a year (2018), school year (2017/18), term (2018-VT, 2018-HT) or "
            "month (2018-09).",
        ),
        (
            "2017/19",
            "'2017/19' is not one school year\nA school year spans two years in a row: 2017/18.",
        ),
        (
            "1748",
            "the year 1748 is not between 1749 and 2200\nWrite a year as four digits, for example 2018.",
        ),
        (
            "2018-13",
            "'2018-13' is not a period\nWrite a year (2018), school year (2017/18), term (2018-VT, 2018-HT) "
            "or month (2018-09).",
        ),
    ],
)
def test_what_is_no_period_is_refused_with_what_can_be_written(text, message):
    with pytest.raises(InputError) as refused:
        Period.parse(text)
    assert str(refused.value) == message


@given(periods)
def test_what_is_written_is_read_back(period):
    assert Period.parse(str(period)) == period
    assert read_period.validate_json(read_period.dump_json(period)) == period


@given(periods)
def test_a_period_ends_the_day_before_the_next_begins(period):
    assume(period.year < LAST_YEAR)
    assert period.start <= period.end
    assert period.shifted(1).start == period.end + timedelta(days=1)
    assert period.shifted(1).shifted(-1) == period


@given(periods, periods, periods)
def test_the_order_is_total_and_follows_the_last_day(one, two, three):
    assert [one < two, one == two, one > two].count(True) == 1
    assert (one <= two) == (one < two or one == two)
    assert not (one < two < three) or one < three
    assert not one.end < two.end or one < two


@given(kinds, st.lists(years, min_size=2, max_size=6))
def test_within_a_kind_order_position_and_due_agree(kind, given_years):
    found = sorted(Period(kind, year * PER_YEAR[kind]) for year in given_years)
    assert [item.ordinal for item in found] == sorted(item.ordinal for item in found)
    assert [item.position for item in found] == sorted(item.position for item in found)
    assert [item.due for item in found] == sorted(item.due for item in found)


def test_a_period_is_not_compared_with_anything_else():
    with pytest.raises(TypeError):
        assert Period.of_year(2018) < 2018


@pytest.mark.parametrize(("plain", "period"), [(2018, "2018"), ("2017/18", "2017/18")])
def test_a_file_may_give_a_number_or_a_text(plain, period):
    assert read_period.validate_python(plain) == Period.parse(period)
    assert read_period.validate_python(Period.parse(period)) == Period.parse(period)


@pytest.mark.parametrize("plain", [True, 2018.0, None, "hösten"])
def test_a_file_may_give_nothing_else(plain):
    with pytest.raises(ValidationError):
        read_period.validate_python(plain)
