"""Schools as observations: which years, and ends that are rounded outwards."""

from datetime import date
from typing import Any

from fardplan.indicators.asked import SkolverketAsked
from fardplan.sources.skolverket.observing import ForIndicator, observations_of
from fardplan.sources.skolverket.school_file import SchoolFile
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from tests.builders import definition
from tests.sources.skolverket.files import SHARE, school_file


def observed(*contents: bytes, **changes: Any) -> tuple[tuple[Observation, ...], int]:
    asked = SkolverketAsked(columns=(SHARE,), municipality="9999", figures="city", folder="skolverket")
    wanted = ForIndicator(definition(**changes), asked, "Skolverket: skolfil", "https://www.skolverket.se")
    files = [SchoolFile.read(f"{number}.csv", content) for number, content in enumerate(contents)]
    return observations_of(files, wanted, date(2026, 11, 28))


def ends(found: tuple[Observation, ...]) -> tuple[float | None, float | None, float | None]:
    return found[0].lower, found[0].value, found[0].upper


def test_years_before_the_series_begins_are_left_out_and_counted() -> None:
    found, early = observed(
        school_file(), school_file(year="2023/24"), rounded_to=0.1, first=Period.parse("2024/25")
    )
    assert ({str(one.period) for one in found}, early) == ({"2024/25"}, 3)


def test_files_are_taken_in_order_of_their_years() -> None:
    found, _ = observed(school_file(), school_file(year="2023/24"), rounded_to=0.1)
    assert [str(one.period) for one in found] == ["2023/24"] * 3 + ["2024/25"] * 3


def test_the_ends_are_rounded_outwards_and_the_value_to_the_nearest() -> None:
    """Of 30 pupils 26 to 29, so from 86.67 to 96.67 per cent, with 91.67 between."""
    content = school_file(["A;1;L;9999;Kommunal;L;2;30;~100;200"])
    assert ends(observed(content, rounded_to=0.1)[0]) == (86.6, 91.7, 96.7)
    assert ends(observed(content, rounded_to=1)[0]) == (86.0, 92.0, 97.0)
    assert ends(observed(content, rounded_to=5)[0]) == (85.0, 90.0, 100.0)
