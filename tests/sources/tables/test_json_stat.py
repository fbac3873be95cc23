"""JSON-stat files: signs, several datasets in one, and what cannot be read."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.city_models import AreasFile
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.suggest import suggest_mapping, suggestion_text
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.observation import Status
from tests.sources.tables.conftest import LoadText
from tests.sources.tables.database_files import REGION_AND_TIME

Catalogue = Mapping[str, IndicatorDefinition]


def json_table(**more: object) -> bytes:
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd",
        "id": ["region", "tid"],
        "size": [1, 2],
        "role": {"time": ["tid"], "geo": ["region"]},
        "dimension": {
            "region": {"label": "region", "category": {"label": {"0180": "Stockholm"}}},
            "tid": {"label": "tid", "category": {"index": ["2019", "2020"]}},
        },
        "value": [5, 6],
    }
    return json.dumps(dataset | more).encode()


@pytest.mark.parametrize(
    ("values", "status", "expected"),
    [
        ([5, 0], None, [(5.0, Status.VALUE), (0.0, Status.VALUE)]),
        ([5, None], {"1": ".."}, [(5.0, Status.VALUE), (None, Status.SUPPRESSED)]),
        ([None, None], [".", "-"], [(None, Status.NOT_APPLICABLE), (None, Status.MISSING)]),
        ({"0": 5}, {"0": "p"}, [(5.0, Status.PRELIMINARY), (None, Status.MISSING)]),
        ([5, None], ["b", "c"], [(5.0, Status.VALUE), (None, Status.SUPPRESSED)]),
        ([5, 1.234], "A", [(5.0, Status.VALUE), (1.234, Status.VALUE)]),
        ([5, None], {"1": ":"}, [(5.0, Status.VALUE), (None, Status.MISSING)]),
    ],
)
def test_signs_of_json_stat(
    load_text: LoadText, values: object, status: object, expected: list[tuple[float | None, Status]]
) -> None:
    found = load_text(json_table(value=values, status=status), REGION_AND_TIME, name="t.json").observations
    assert [(one.value, one.status) for one in found] == expected


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "t.json:1: this is not JSON: Expecting value at sign 1 of the line"),
        (
            b'{\n"a": }',
            "t.json:2: this is not JSON: Expecting value at sign 6 of the line",
        ),
        (b"\xff\xfe", "t.json: the file is not text in UTF-8, as JSON is"),
        (b"[1]", "t.json: this is no JSON-stat: it is no object with names"),
        (
            b'{"data": [], "columns": []}',
            "t.json: this is no JSON-stat: it has columns, data\nSave the table as",
        ),
        (json_table(value=[]), "t.json: this JSON-stat describes a table and has no figures"),
        (json_table(value=[5]), "t.json: 'value' has 1 places for 2 cells"),
        (json_table(value=[5, 10**400]), "t.json: 'value' of cell 1 is larger than any figure"),
        (json_table(value=[5, "6"]), "t.json: 'value' of cell 1 is no number, but '6'"),
        (
            json_table().replace(b"[5, 6]", b"[5, NaN]"),
            "t.json: this is not JSON: NaN is not a number that JSON",
        ),
        (
            b'{"class": "collection", "link": {"item": [{"class": "dataset", "href": "https://example.org"}]}}',
            "t.json: this JSON-stat is a list of tables without their figures",
        ),
    ],
)
def test_json_that_cannot_be_read(load_text: LoadText, content: bytes, what: str) -> None:
    with pytest.raises(InputError) as error:
        load_text(content, REGION_AND_TIME, name="t.json")
    assert str(error.value).rpartition("/t.json")[2].startswith(what.removeprefix("t.json"))
    assert str(error.value).endswith("Nothing was loaded.")


def test_a_figure_of_json_stat_that_cannot_be_read_is_told_by_its_cell(load_text: LoadText) -> None:
    content = json_table(value=[5, None], status={"1": "hemligt"})
    with pytest.raises(TableRefused) as error:
        load_text(content, REGION_AND_TIME, name="t.json")
    assert str(error.value).split("\n")[0].rpartition("/")[2] == (
        "t.json: cell 1: column 'value': 'hemligt'. Expected a number such as 12,3 or 1 234, or one of the "
        "marks .. . - NA."
    )

    marked = REGION_AND_TIME + "marks: {hemligt: suppressed}\n"
    (_, found) = load_text(content, marked, name="t.json").observations
    assert (found.value, found.status) == (None, Status.SUPPRESSED)


def test_one_of_several_datasets_is_read(
    load_text: LoadText, tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    first, second = json.loads(json_table()), json.loads(json_table(value=[7, 8], label="Annat"))
    bundle = json.dumps({"ett": first, "två": second, "version": "1.0"}).encode()
    collection = json.dumps({"class": "collection", "link": {"item": [first, second]}}).encode()

    for content, name in ((bundle, "två"), (collection, "Annat")):
        reading = load_text(content, REGION_AND_TIME, name="t.json")
        assert [one.value for one in reading.observations] == [5.0, 6.0]
        assert reading.warnings[0].startswith("Only the first dataset, ")
        chosen = load_text(content, f'{REGION_AND_TIME}sheet: "{name}"\n', name="t.json")
        assert [one.value for one in chosen.observations] == [7.0, 8.0]
        assert chosen.warnings == ()
        path = tmp_path / "bundle.json"
        path.write_bytes(content)
        mapping = suggestion_text(*suggest_mapping(path, catalogue, areas_file.areas))
        assert mapping.startswith(f"# The file also has {name}.\nsheet: ")
    with pytest.raises(NotFoundError, match="there is no dataset 'tre'"):
        load_text(bundle, f"{REGION_AND_TIME}sheet: tre\n", name="t.json")
