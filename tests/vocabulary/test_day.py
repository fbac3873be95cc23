"""Days known only to their month or year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from fardplan.vocabulary.day import PartialDate, no_later_than

partial_date = TypeAdapter(PartialDate)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2018", date(2018, 12, 31)),
        ("2018-06", date(2018, 6, 30)),
        ("2020-02", date(2020, 2, 29)),
        ("2018-06-14", date(2018, 6, 14)),
    ],
)
def test_the_last_day_a_date_can_mean(text, last):
    assert no_later_than(text) == last
    assert partial_date.validate_python(text) == text


@given(st.dates(min_value=date(1000, 1, 1)))
def test_more_of_a_date_never_moves_it_later(day):
    written = day.isoformat()
    assert no_later_than(written) == day <= no_later_than(written[:7]) <= no_later_than(written[:4])


@pytest.mark.parametrize("text", ["18", "2018-13", "2018-02-30", "2018-6", "juni 2018", "", "0000"])
def test_what_is_no_date_is_refused_with_how_to_write_one(text):
    with pytest.raises(ValidationError) as refused:
        partial_date.validate_python(text)
    assert [item["msg"] for item in refused.value.errors()] == [
        f"Value error, '{text}' is not a date: write 2018, 2018-06 or 2018-06-14"
    ]
