"""Addresses to Kolada: each combination asked for once, within its limits, and the fewest pages."""

from itertools import product
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.kolada.addresses import EVERY_PLACE, MOST_A_PAGE, MOST_IDS, Wanted, addresses

ALL = [f"{100 + number:04d}" for number in range(290)]


def wanted(kpis: int, places: int, years: int, changes: bool = False) -> Wanted:
    named = [f"N{number:05d}" for number in range(kpis)]
    return Wanted("data", "municipality", named, ALL[:places], range(2000, 2000 + years), changes)


def segments(path: str) -> dict[str, list[str]]:
    told = path.split("/")[1:]
    return {name: ids.split(",") for name, ids in zip(told[::2], told[1::2], strict=True)}


def pages(path: str, years: int | None = None) -> int:
    """How many pages an address has where every combination has its record."""
    named = segments(path)
    of = len(named.get("municipality", [])) or EVERY_PLACE
    return ceil(len(named["kpi"]) * of * (years or len(named["year"])) / MOST_A_PAGE)


@pytest.mark.parametrize(
    ("question", "fewest"),
    [
        (wanted(1, 290, 1), 1),  # all places, of which most are not asked for, in a page
        (wanted(1, 290, 5), 4),
        (wanted(1, 290, 20), 12),  # naming them is fewer
        (wanted(1, 1, 20), 1),
        (wanted(50, 1, 20), 2),
        (wanted(50, 290, 20), 58),  # full pages
    ],
)
def test_the_fewest_pages(question: Wanted, fewest: int) -> None:
    assert sum(pages(path) for path in addresses(question)) == fewest


def test_a_year_is_reckoned_with_where_changes_are_asked_for() -> None:
    assert list(addresses(wanted(1, 290, 0, changes=True))) == ["data/kpi/N00000"]
    assert len(list(addresses(wanted(25, 290, 0, changes=True)))) == 12


def test_units_are_always_named() -> None:
    """There are tens of thousands of them."""
    units = [f"V15E{number}" for number in range(60)]

    assert list(addresses(Wanted("oudata", "ou", ["N15436"], units, [2019]))) == [
        f"oudata/kpi/N15436/ou/{','.join(units[start : start + 25])}/year/2019" for start in (0, 25, 50)
    ]


def test_nothing_is_asked_of_no_key_figure() -> None:
    assert list(addresses(wanted(0, 3, 2))) == []


def test_an_id_given_twice_is_asked_for_once() -> None:
    question = Wanted("data", "municipality", ["N1", "N1"], ["0180", "0180"], [2019, 2019])

    assert list(addresses(question)) == ["data/kpi/N1/municipality/0180/year/2019"]


@given(kpis=st.integers(1, 30), places=st.integers(0, 60), years=st.integers(0, 30))
def test_every_combination_once_in_addresses_that_are_taken(kpis: int, places: int, years: int) -> None:
    """Where no place is named, all come."""
    question = wanted(kpis, places, years)
    paths, of = list(addresses(question)), question.places or [""]
    asked = [
        cell
        for path in paths
        for named in [segments(path)]
        for cell in product(named["kpi"], named.get("municipality", of), named.get("year", [""]))
    ]

    assert all(len(ids) <= MOST_IDS for path in paths for ids in segments(path).values())
    assert max(map(len, paths)) < 500
    assert sorted(asked) == sorted(product(question.kpis, of, [str(year) for year in question.years] or [""]))


@given(kpis=st.integers(1, 30), places=st.integers(1, 60), years=st.integers(1, 30))
def test_never_more_pages_than_the_plain_way(kpis: int, places: int, years: int) -> None:
    """The plain way: 25 of each."""

    def even(number: int) -> list[int]:
        return [min(MOST_IDS, number - start) for start in range(0, number, MOST_IDS)]

    plain = sum(ceil(a * b * c / MOST_A_PAGE) for a, b, c in product(even(kpis), even(places), even(years)))

    assert sum(pages(path) for path in addresses(wanted(kpis, places, years))) <= plain
