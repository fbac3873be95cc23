"""Periods and days as a reader says them."""

from datetime import date

import pytest

from fardplan.presentation.periods import (
    date_text,
    month_name,
    partial_date_text,
    period_short,
    period_text,
    period_when,
    years_between,
)
from fardplan.vocabulary.period import Period


@pytest.mark.parametrize(
    ("period", "swedish", "english"),
    [
        ("2018", ("2018", "år 2018", "2018"), ("2018", "in 2018", "2018")),
        (
            "2017/18",
            ("läsåret 2017/18", "läsåret 2017/18", "2017/18"),
            ("the school year 2017/18", "in the school year 2017/18", "2017/18"),
        ),
        (
            "2018-HT",
            ("hösten 2018", "hösten 2018", "hösten 2018"),
            ("autumn 2018", "in autumn 2018", "autumn 2018"),
        ),
        (
            "2018-VT",
            ("våren 2018", "våren 2018", "våren 2018"),
            ("spring 2018", "in spring 2018", "spring 2018"),
        ),
        (
            "2018-09",
            ("september 2018", "i september 2018", "sep 2018"),
            ("September 2018", "in September 2018", "Sep 2018"),
        ),
    ],
)
def test_a_period_in_a_sentence_as_a_time_and_in_a_table(
    period: str, swedish: tuple[str, ...], english: tuple[str, ...]
) -> None:
    parsed = Period.parse(period)
    forms = (period_text, period_when, period_short)
    assert tuple(form(parsed, "sv") for form in forms) == swedish
    assert tuple(form(parsed, "en") for form in forms) == english


def test_days() -> None:
    assert date_text(date(2018, 9, 25), "sv") == "25\u00a0september 2018"
    assert date_text(date(2018, 9, 25), "en") == "25\u00a0September 2018"


@pytest.mark.parametrize(
    ("text", "said"), [("2018", "2018"), ("2018-06", "juni 2018"), ("2018-06-14", "14\u00a0juni 2018")]
)
def test_a_day_is_told_as_far_as_it_is_known(text: str, said: str) -> None:
    assert partial_date_text(text, "sv") == said


def test_months() -> None:
    assert [month_name(month, "sv") for month in range(1, 13)] == [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2007", "2017", 10),
        ("2007/08", "2017/18", 10),
        ("2016-HT", "2018-HT", 2),
        ("2016-HT", "2018-VT", None),
        ("2016-03", "2018-03", 2),
        ("2016-03", "2018-04", None),
        ("2016", "2017/18", None),
        ("2016", "2016", 0),
    ],
)
def test_whole_years_between_periods_of_a_kind(first: str, last: str, years: int | None) -> None:
    assert years_between(Period.parse(first), Period.parse(last)) == years
