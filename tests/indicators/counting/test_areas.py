"""Areas as sets of a register's codes: then, now, and what a reader can subtract."""

from datetime import date

import pytest

from fardplan.indicators.counting.areas import Lying, area_sets
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period
from tests.counting_cases import AREAS, DIVISIONS, GEOGRAPHY

THEN, NOW = Period.of_year(2019), Period.of_year(2020)


def test_a_code_lies_in_everything_that_its_area_is_part_of() -> None:
    assert GEOGRAPHY.codes("yttre", THEN.end) == {"s1", "o1", "skog"}
    assert GEOGRAPHY.codes("yttre", NOW.end) == {"s1", "o1", "gräns", "skog"}
    assert GEOGRAPHY.codes("mars", NOW.end) == frozenset()


@pytest.mark.parametrize(
    ("area", "day", "codes", "borders"),
    [
        ("norr", date(2019, 12, 31), {"n1", "n2", "gräns"}, None),
        ("norr", date(2020, 1, 1), {"n1", "n2"}, None),
        ("soder", date(2024, 1, 1), {"s1"}, date(2019, 12, 31)),  # the last day that it existed
        ("sydost", date(2010, 1, 1), {"s1", "o1", "gräns"}, date(2020, 1, 1)),  # the first
    ],
)
def test_an_area_of_another_time_has_its_nearest_borders(
    area: str, day: date, codes: set[str], borders: date | None
) -> None:
    assert (GEOGRAPHY.codes(area, day), GEOGRAPHY.borders_of(area, day)) == (codes, borders)


def test_which_areas_are_told() -> None:
    both = ["tre", "tva"]
    assert GEOGRAPHY.told(THEN, both) == ("staden", "norr", "soder", "oster", "sydost")
    assert GEOGRAPHY.told(THEN, both, recounted=False) == ("staden", "norr", "soder", "oster")
    assert GEOGRAPHY.told(NOW, both, recounted=False) == ("staden", "norr", "sydost")
    with pytest.raises(InputError, match=r"there is no division 'sju'\nThere is: tre, tva\."):
        GEOGRAPHY.told(NOW, ["sju"])


def test_codes_that_are_known_at_a_time() -> None:
    assert GEOGRAPHY.known == {"n1", "n2", "s1", "o1", "gräns", "skog", "0"}
    early = area_sets("staden", AREAS, DIVISIONS, [Lying("ny", "norr", date(2021, 1, 1))], ["0"])
    assert (early.known, early.known_on(date(2020, 1, 1))) == ({"ny", "0"}, {"0"})


def test_leaves_part_what_any_area_parts_at_any_time() -> None:
    assert GEOGRAPHY.leaves([THEN], ["tre"]) == {
        "gräns": "gräns",
        "n1": "gräns",
        "n2": "gräns",
        "o1": "o1",
        "s1": "s1",
    }
    assert GEOGRAPHY.leaves([THEN, NOW], ["tre", "tva"])["n2"] == "n1"
    assert set(GEOGRAPHY.leaves([THEN, NOW], ["tre", "tva"]).values()) == {"n1", "gräns", "s1", "o1"}


def test_what_a_reader_can_subtract_is_an_area_too() -> None:
    leaves = GEOGRAPHY.leaves([THEN, NOW], ["tre", "tva"])
    assert GEOGRAPHY.sets(THEN, ["tre", "tva"], leaves) == {
        "staden": {"n1", "gräns", "s1", "o1", ""},
        "norr": {"n1", "gräns"},
        "soder": {"s1"},
        "oster": {"o1"},
        "sydost": {"s1", "o1", "gräns"},
        "staden-tre": {""},
        "sydost-tre": {"gräns"},  # sydost less soder and oster
    }
