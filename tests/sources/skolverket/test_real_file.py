"""Skolverket's own file for 2024/25: Stockholm's 149 schools, and the city's share with what is not known."""

import csv
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from fardplan.indicators.asked import SkolverketAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.city_package import load_city
from fardplan.sources.skolverket.observing import ForIndicator, observations_of
from fardplan.sources.skolverket.school_file import SchoolFile
from fardplan.vocabulary.observation import Observation, Status

NAME = "slutbetyg_ak9_skolniva_2024_25.csv"
PUPILS, SHARE = "Antal elever", "Andel (%) elever behöriga till yrkesprog."


@pytest.fixture(scope="module")
def folder(reference_data: Path) -> Path:
    found = reference_data / "data/skolverket_2025"
    if not found.is_dir():
        pytest.skip("reference data of Skolverket is not beside the checkout; the test compares with it")
    return found


@pytest.fixture(scope="module")
def file(folder: Path) -> SchoolFile:
    return SchoolFile.read(NAME, (folder / NAME).read_bytes())


def observed(file: SchoolFile, figures: str) -> tuple[Observation, ...]:
    asked = SkolverketAsked.model_validate(
        {"columns": [SHARE], "municipality": "0180", "figures": figures, "folder": "skolverket"}
    )
    of = ForIndicator(definition(), asked, "Skolverket: skolfil", "https://www.skolverket.se")
    found, early = observations_of([file], of, date(2026, 11, 28))
    assert early == 0
    return found


@cache
def definition() -> IndicatorDefinition:
    found = load_city("stockholm").indicator("behorighet-skolor-i-staden")
    assert found is not None
    return found


def test_the_file_is_read_whole(file: SchoolFile) -> None:
    assert (str(file.period), len(file.rows), len(file.schools)) == ("2024/25", 1714, 290)
    assert file.step(SHARE) == Fraction(1, 10)


def test_every_school_of_the_country_has_a_share_that_a_whole_number_of_its_pupils_has(
    file: SchoolFile,
) -> None:
    for municipality in file.schools:
        asked = SkolverketAsked.model_validate(
            {"columns": [SHARE], "municipality": municipality, "figures": "city", "folder": "skolverket"}
        )
        of = ForIndicator(definition(), asked, "Skolverket: skolfil", "https://www.skolverket.se")
        for item in observations_of([file], of, date(2026, 11, 28))[0]:
            assert item.value is None or (item.lower or 0) <= item.value <= (item.upper or 0)


def test_stockholms_schools_are_as_in_the_table_that_was_made_of_the_file_before(
    folder: Path, file: SchoolFile
) -> None:
    with (folder / "tidy_stockholm_ak9_2024_25.csv").open(encoding="utf-8", newline="") as stream:
        tidy = list(csv.DictReader(stream))
    schools = observed(file, "schools")
    told = [
        (
            *(item.group.category("school") or "").removesuffix(")").rsplit(" (", 1),
            {"municipal": "Kommunal", "independent": "Enskild"}[item.group.category("provider") or ""],
            "" if item.base is None else str(float(item.base)),
            "" if item.value is None else str(item.value),
        )
        for item in schools
    ]
    columns = ("school", "school_unit_code", "provider_type", "pupils", "eligible_vocational")
    assert sorted(told) == sorted(tuple(row[column] for column in columns) for row in tidy)
    assert Counter(item.status for item in schools) == {
        Status.VALUE: 91,
        Status.ROUNDED: 43,
        Status.SUPPRESSED: 9,
        Status.NOT_APPLICABLE: 6,
    }


def test_the_share_that_leaves_out_what_is_hidden_and_takes_nearly_all_for_all_lies_above_what_can_be(
    file: SchoolFile,
) -> None:
    """88.4 per cent of 6,969 pupils, as the file's description says; at most 88.3 can be."""
    own = [one for one in file.of_municipality("0180") if one.provider == "Kommunal"]
    shown = [
        (pupils, file.share(one, SHARE))
        for one in own
        if (pupils := file.pupils(one, PUPILS)) and file.figure(one, SHARE).value is not None
    ]
    number = sum(pupils for pupils, _ in shown)
    naive = sum(pupils * share for pupils, share in shown) / number
    assert (number, round(float(naive), 1)) == (6969, 88.4)

    of_group = {str(item.group): item for item in observed(file, "city")}
    told = [
        (of_group[key].value, of_group[key].lower, of_group[key].upper, of_group[key].base)
        for key in of_group
    ]
    assert dict(zip(of_group, told, strict=True)) == {
        "": (89.3, 85.5, 90.0, 10934),
        "provider=independent": (91.6, 83.3, 93.0, 3965),
        "provider=municipal": (87.9, 86.9, 88.3, 6969),
    }
    assert naive > of_group["provider=municipal"].upper  # type: ignore[operator]
