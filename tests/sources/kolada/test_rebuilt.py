"""The client reads answers in version 3's form, rebuilt from what was recorded of Kolada in 2026."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.kolada.client import KoladaClient
from fardplan.sources.kolada.reading import Municipality
from tests.sources.asking.scripted import NOON


class Kept:
    """Answers everything with one file."""

    def __init__(self, path: Path) -> None:
        self.body = path.read_bytes()

    @property
    def records(self) -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = json.loads(self.body)["values"]
        return records

    def ask(self, request: Request) -> Answer:
        return Answer(request, self.body, NOON)


@pytest.fixture
def folder(reference_data: Path) -> Path:
    return reference_data / "data/kolada_metadata_2026/kolada_v3_rebuilt"


def test_values_one_for_each_gender(folder: Path) -> None:
    kept = Kept(folder / "data_N15436.json")
    found = KoladaClient(kept).data(["N15436"])

    assert [(one.kpi, one.place, one.year, one.gender, one.value, one.count) for one in found] == [
        (item["kpi"], item["municipality"], item["period"], value["gender"], value["value"], value["count"])
        for item in kept.records
        for value in item["values"]
    ]
    stockholm = {one.year: one.value for one in found if (one.place, one.gender) == ("0180", "T")}
    assert stockholm == {2016: 88.7, 2017: 84.7, 2018: 86.9, 2019: 87.4}


def test_key_figures(folder: Path) -> None:
    kept = Kept(folder / "kpi.json")
    found = KoladaClient(kept).kpis()

    assert [(one.id, one.title, one.by_sex, one.in_units, one.published) for one in found] == [
        (
            item["id"],
            item["title"],
            item["is_divided_by_gender"],
            item["has_ou_data"],
            item["publication_date"],
        )
        for item in kept.records
    ]


def test_municipalities_and_regions(folder: Path) -> None:
    found = KoladaClient(Kept(folder / "municipality.json")).municipalities()

    assert Counter(one.type for one in found) == {"K": 290, "L": 22}
    assert found[0] == Municipality("0000", "Riket", "L")


def test_groups_with_their_members(folder: Path) -> None:
    kept = Kept(folder / "municipality_groups.json")
    found = KoladaClient(kept).groups()

    assert {one.id: one.members for one in found} == {
        item["id"]: tuple(member["id"] for member in item["members"]) for item in kept.records
    }
