"""Dates as documents write them, and what only looks like one."""

import pytest

from fardplan.sources.council_document.dates import date_in, stated_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("KS 2021-03-15 § 4", "2021-03-15"),
        ("2021.03.15", "2021-03-15"),
        ("den 15 mars 2021", "2021-03-15"),
        ("den 15:e Mars 2021", "2021-03-15"),
        ("15e mars 2021", "2021-03-15"),
        ("1 januari 1998", "1998-01-01"),
        ("31 december 2021", "2021-12-31"),
        ("5 dec 2021", "2021-12-05"),
        ("5 jun. 2021", "2021-06-05"),
        ("5 jul 2021", "2021-07-05"),
        ("15/3 2021", "2021-03-15"),
        ("1/12-2021", "2021-12-01"),
        ("den 1 maj 2020, ändrad 2019-01-01", "2020-05-01"),
        ("2019-01-01, ändrad den 1 maj 2020", "2019-01-01"),
        ("2019-13-01, ändrad den 1 maj 2020", "2020-05-01"),
    ],
)
def test_ways_to_write_a_day(text, date):
    assert (date_in(text), stated_date(text)) == (date, date)


@pytest.mark.parametrize(
    "text",
    ["2021-13-15", "2021-00-15", "2021-12-32", "2021-12-00", "12021-03-15", "2021-03-155", "1899-01-01"],
)
def test_figures_that_are_no_day(text):
    assert (date_in(text), stated_date(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("beslut i maj 2021", "2021-05"),
        ("December 2021", "2021-12"),
        ("antogs under 2021", "2021"),
        ("antogs år 2021", "2021"),
        ("antogs i 2021", "2021"),
        ("i planen 2020 och under 2021", "2021"),
        ("planar 2020", None),
        ("115 mars 2021", "2021-03"),
    ],
)
def test_what_is_stated_of_a_day(text, stated):
    assert (date_in(text), stated_date(text)) == (None, stated)
