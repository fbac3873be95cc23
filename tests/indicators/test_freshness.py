"""Whether a source ordinarily has newer figures than those that are known."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.asked import KoladaAsked, PublishingDay
from fardplan.indicators.definition import IndicatorDefinition, Retired
from fardplan.indicators.freshness import newer_since
from fardplan.indicators.source import Source
from fardplan.vocabulary.period import Period
from tests.builders import definition, sv

SEPTEMBER = PublishingDay(month=9, day=25)
MAY = PublishingDay(month=5, day=15, years_after=2)


def asked(*days: PublishingDay | None, **changes: Any) -> IndicatorDefinition:
    sources = tuple(
        Source(
            key=f"s{number}", name="K", publisher="RKA", asks=KoladaAsked(kpi="N15436", published=published)
        )
        for number, published in enumerate(days)
    )
    return definition(sources=sources, **changes)


@pytest.mark.parametrize(
    ("latest", "today", "expected"),
    [
        ("2025", date(2026, 9, 24), None),
        ("2025", date(2026, 9, 25), date(2026, 9, 25)),
        ("2019", date(2026, 11, 28), date(2020, 9, 25)),
        ("2024/25", date(2026, 9, 25), date(2026, 9, 25)),
        ("2024/25", date(2026, 9, 24), None),
        ("2026", date(2026, 11, 28), None),
    ],
)
def test_the_day_of_the_following_period_counts_once_it_has_come(
    latest: str, today: date, expected: date | None
) -> None:
    assert newer_since(asked(SEPTEMBER), Period.parse(latest), today) == expected


def test_figures_that_come_years_later_are_not_waited_for_before() -> None:
    assert newer_since(asked(MAY), Period.of_year(2023), date(2026, 5, 14)) is None
    assert newer_since(asked(MAY), Period.of_year(2023), date(2026, 5, 15)) == date(2026, 5, 15)


def test_of_several_sources_the_first_to_publish_counts() -> None:
    assert newer_since(asked(MAY, SEPTEMBER), Period.of_year(2020), date(2026, 1, 1)) == date(2021, 9, 25)
    assert newer_since(asked(None, SEPTEMBER), Period.of_year(2020), date(2026, 1, 1)) == date(2021, 9, 25)


def test_nothing_is_waited_for_where_nothing_tells_when_or_nothing_more_comes() -> None:
    today = date(2026, 1, 1)
    assert newer_since(definition(), Period.of_year(2010), today) is None
    assert newer_since(asked(None), Period.of_year(2010), today) is None
    assert newer_since(asked(SEPTEMBER), Period.parse("2010-09"), today) is None
    retired = Retired(last=Period.of_year(2017), text=sv("Finns inte"))
    assert newer_since(asked(SEPTEMBER, retired=retired), Period.of_year(2010), today) is None


@given(st.integers(1990, 2100), st.dates(date(1990, 1, 1), date(2110, 1, 1)))
def test_a_day_is_past_and_belongs_to_the_year_after(year: int, today: date) -> None:
    found = newer_since(asked(MAY), Period.of_year(year), today)
    assert found == (date(year + 3, 5, 15) if today >= date(year + 3, 5, 15) else None)
