"""The answer form `json` of PxWeb v1, where figures are texts."""

from typing import Any

import numpy as np
import pytest

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.sources.pxweb.v1_json import read_v1_json, read_v1_table
from fardplan.vocabulary.errors import SourceError

METADATA: dict[str, Any] = {
    "title": "Folkmängd efter region, tabellinnehåll och år",
    "variables": [
        {"code": "Region", "text": "region", "values": ["00", "0180"], "valueTexts": ["Riket", "Stockholm"]}
        | {"elimination": True},
        {"code": "ContentsCode", "text": "tabellinnehåll", "values": ["N1", "N2"]}
        | {"valueTexts": ["Folkmängd", "Folkökning"]},
        {
            "code": "Tid",
            "text": "år",
            "values": ["2022", "2023"],
            "valueTexts": ["2022", "2023"],
            "time": True,
        },
    ],
}
TABLE = read_v1_table(METADATA, "metadata", "BE/Folk")
ANSWER: dict[str, Any] = {
    "columns": [
        {"code": "Region", "text": "region", "type": "d"},
        {"code": "Tid", "text": "år", "type": "t"},
        {"code": "N1", "text": "Folkmängd", "type": "c", "comment": "31 december"},
        {"code": "N2", "text": "Folkökning", "type": "c"},
    ],
    "comments": [{"variable": "Region", "value": "0180", "comment": "Gränsen ändrad 2011\r\n"}],
    "data": [
        {"key": ["0180", "2022"], "values": ["984748", "-6"]},
        {"key": ["0180", "2023"], "values": ["988943", ".."]},
        {"key": ["00", "2022"], "values": ["10521556", "69.5"]},
        {"key": ["00", "2023"], "values": [":", "0"]},
    ],
    "metadata": [{"updated": "2024-02-22T07:00:00Z", "label": "Folkmängd", "source": "SCB"}],
}


def test_metadata() -> None:
    region = Dimension("Region", "region", ("00", "0180"), ("Riket", "Stockholm"))
    contents = Dimension(
        "ContentsCode", "tabellinnehåll", ("N1", "N2"), ("Folkmängd", "Folkökning"), Role.METRIC
    )
    year = Dimension("Tid", "år", ("2022", "2023"), ("2022", "2023"), Role.TIME)
    variables = (Variable(region, optional=True), Variable(contents), Variable(year))
    assert Table("BE/Folk", METADATA["title"], variables) == TABLE


def test_an_answer_is_a_cube_in_the_order_of_the_table() -> None:
    cube = read_v1_json(ANSWER, TABLE, "svar")
    assert cube == Cube(
        (
            Dimension("Region", "region", ("0180", "00"), ("Stockholm", "Riket")),
            TABLE.variables[1].dimension,
            TABLE.variables[2].dimension,
        ),
        np.array([984748, 988943, -6, np.nan, 10521556, np.nan, 69.5, 0]),
        {3: "..", 5: ":"},
        label="Folkmängd",
        source="SCB",
        updated="2024-02-22T07:00:00Z",
        notes=("Region, 0180: Gränsen ändrad 2011",),
    )


def test_a_table_that_measures_one_thing_only() -> None:
    table = Table("px", "Elever", (TABLE.variables[0],))
    answer = {
        "columns": [{"code": "Region", "text": "region", "type": "d"}, {"code": "Elever", "type": "c"}],
        "data": [{"key": ["00"], "values": ["7"]}, {"key": ["0180"], "values": ["."]}],
    }
    assert read_v1_json(answer, table, "svar") == Cube(
        (TABLE.variables[0].dimension,), np.array([7, np.nan]), {1: "."}, label="Elever"
    )


def rows(*told: tuple[list[str], list[str]]) -> dict[str, Any]:
    return {"data": [{"key": key, "values": values} for key, values in told]}


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (
            rows((["00", "2022"], ["1"])),
            "a row does not fit the columns: {'key': ['00', '2022'], 'values': ['1']}",
        ),
        (rows((["00", "2022"], ["1", "2,5"])), "a figure is neither a number nor a sign: '2,5'"),
        (rows((["00", "2022"], ["1", "1 234"])), "a figure is neither a number nor a sign: '1 234'"),
        (
            rows((["00", "2022"], ["1", "2"]), (["0180", "2023"], ["1", "2"])),
            "there are 2 rows for 4 combinations of codes",
        ),
        (
            rows((["00", "2022"], ["1", "2"]), (["00", "2022"], ["1", "2"])),
            "there are 2 rows for 1 combinations of codes",
        ),
        ({"data": None}, "'data' is no list, but None"),
        ({"columns": "x"}, "'columns' is no list, but 'x'"),
    ],
)
def test_a_malformed_answer_is_told(other: dict[str, Any], what: str) -> None:
    with pytest.raises(SourceError) as error:
        read_v1_json(ANSWER | other, TABLE, "svar")
    assert str(error.value) == f"svar: {what}\nNothing was loaded from it."


def test_a_folder_is_no_table() -> None:
    with pytest.raises(SourceError, match=r"a folder of tables and no table\nIn it are: BE0101, BE0102"):
        read_v1_table([{"id": "BE0101", "type": "l"}, {"id": "BE0102", "type": "l"}], "svar", "BE")
