"""JSON-stat read and written."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.fakes.pxweb.table import FakeTable
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.jsonstat import read_jsonstat, read_table, write_jsonstat
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.vocabulary.errors import SourceError
from tests.sources.pxweb.direct import Directly

DOCUMENT: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Folkmängd",
    "source": "SCB",
    "updated": "2026-06-08T06:00:00Z",
    "note": ["Till hela tabellen"],
    "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["Innehåll"]},
    "id": ["Region", "Innehåll", "Tid"],
    "size": [2, 1, 2],
    "dimension": {
        "Region": {
            "label": "region",
            "note": ["Till regionen"],
            "category": {
                "index": {"1480": 1, "0180": 0},
                "label": {"0180": "Stockholm", "1480": "Göteborg"},
                "note": {"1480": ["Till Göteborg"]},
            },
        },
        "Innehåll": {
            "label": "innehåll",
            "category": {"label": {"BE1": "antal"}, "unit": {"BE1": {"base": "personer", "decimals": 1}}},
        },
        "Tid": {"label": "år", "category": {"index": ["2022", "2023"]}},
    },
    "extension": {"px": {"decimals": 0, "tableid": "TAB1"}},
    "value": [1, 2.5, None, 0],
    "status": {"2": "..", "3": "e"},
}
DIMENSIONS = (
    Dimension("Region", "region", ("0180", "1480"), ("Stockholm", "Göteborg"), Role.GEO),
    Dimension("Innehåll", "innehåll", ("BE1",), ("antal",), Role.METRIC),
    Dimension("Tid", "år", ("2022", "2023"), ("2022", "2023"), Role.TIME),
)
SAID: dict[str, Any] = {
    "label": "Folkmängd",
    "source": "SCB",
    "updated": "2026-06-08T06:00:00Z",
    "notes": ("Till hela tabellen", "region: Till regionen", "region, Göteborg: Till Göteborg"),
    "units": {"BE1": "personer"},
    "decimals": {"": 0, "BE1": 1},
}


def with_index(index: object) -> dict[str, Any]:
    return {"dimension": DOCUMENT["dimension"] | {"Tid": {"category": {"index": index}}}}


CUBE = Cube(DIMENSIONS, np.array([1, 2.5, np.nan, 0]), {2: "..", 3: "e"}, **SAID)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"value": {"0": 1, "1": 2.5, "3": 0}},
        {"status": [None, None, "..", "e"]},
        {"role": DOCUMENT["role"] | {"time": "Tid"}},
    ],
)
def test_every_form_of_one_dataset_is_one_cube(other: dict[str, Any]) -> None:
    assert read_jsonstat(DOCUMENT | other, "svar") == CUBE


def test_one_sign_for_all() -> None:
    assert read_jsonstat(DOCUMENT | {"status": "p"}, "svar").marks == dict.fromkeys(range(4), "p")


def test_the_least_that_a_dataset_may_be() -> None:
    least = {"class": "dataset", "id": [], "size": [], "dimension": {}, "value": [7]}
    assert read_jsonstat(least, "svar") == Cube((), np.array([7.0]))


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"class": "collection"}, "this is no JSON-stat 2.0 dataset, but 'collection'"),
        ({"size": [2, 1]}, "'id' names 3 dimensions and 'size' 2"),
        ({"size": [2, 1, 3]}, "dimension 'Tid' has 2 codes, and 'size' says 3"),
        ({"size": [2, 1, "2"]}, "'size' is no whole number from 0 up, but '2'"),
        ({"value": [1, 2, 3]}, "'value' has 3 places for 4 cells"),
        ({"value": {"4": 1}}, "'value' tells of cell '4', and there are 4, from 0"),
        ({"value": {"-1": 1}}, "'value' tells of cell '-1', and there are 4, from 0"),
        ({"value": [1, 2, 3, "4"]}, "'value' of cell 3 is no number, but '4'"),
        ({"value": [1, 2, 3, True]}, "'value' of cell 3 is no number, but True"),
        ({"value": None}, "'value' is no object with names, but None"),
        ({"status": {"0": 3}}, "'status[0]' is no text, but 3"),
        ({"dimension": {}}, "'Region' is no object with names, but None"),
        (
            {"dimension": DOCUMENT["dimension"] | {"Tid": {"category": {"index": {"a": 0, "b": 2}}}}},
            "count from 0",
        ),
        (
            {"dimension": DOCUMENT["dimension"] | {"Tid": {"category": {"index": ["a", "a"]}}}},
            "the code 'a' twice",
        ),
    ],
)
def test_a_malformed_dataset_is_told_with_its_place(other: dict[str, Any], what: str) -> None:
    with pytest.raises(SourceError) as error:
        read_jsonstat(DOCUMENT | other, "https://example.org/data")
    assert str(error.value).startswith("https://example.org/data")
    assert what in str(error.value)


@pytest.mark.parametrize("document", [None, [], "text", 3, {}])
def test_what_is_no_dataset_at_all(document: object) -> None:
    with pytest.raises(SourceError, match=r"svar: .*"):
        read_jsonstat(document, "svar")


def test_metadata_says_what_can_be_left_out_and_which_code_lists_there_are() -> None:
    region = DOCUMENT["dimension"]["Region"] | {
        "extension": {
            "elimination": True,
            "eliminationValueCode": "0180",
            "codelists": [{"id": "vs_Kommun", "label": "kommuner", "type": "Valueset"}],
        }
    }
    document = DOCUMENT | {"dimension": DOCUMENT["dimension"] | {"Region": region}, "value": []}
    assert read_table(document, "svar", "TAB1") == Table(
        "TAB1",
        variables=(
            Variable(DIMENSIONS[0], True, "0180", (("vs_Kommun", "kommuner"),)),
            Variable(DIMENSIONS[1]),
            Variable(DIMENSIONS[2]),
        ),
        **SAID,
    )


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=6)


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    roles = draw(st.permutations([Role.TIME, Role.GEO, Role.METRIC, None]))
    keys = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    dimensions = tuple(
        Dimension(key, draw(WORDS), codes, tuple(draw(WORDS) for _ in codes), role)
        for key, role in zip(keys, roles, strict=False)
        for codes in [tuple(draw(st.lists(WORDS, min_size=1, max_size=3, unique=True)))]
    )
    cells = int(np.prod([len(one) for one in dimensions]))
    numbers = st.one_of(st.just(np.nan), st.floats(allow_nan=False, allow_infinity=False), st.integers(-5, 5))
    values = np.array(draw(st.lists(numbers, min_size=cells, max_size=cells)), dtype=float)
    marks = {at: draw(st.sampled_from(["..", ":", "-"])) for at in np.flatnonzero(np.isnan(values)).tolist()}
    measured = next((one for one in dimensions if one.role is Role.METRIC), None)
    units = {code: draw(WORDS) for code in measured.codes} if measured else {}
    return Cube(dimensions, values, marks, draw(WORDS), draw(WORDS), "2026-06-08", (draw(WORDS),), units)


@given(cubes())
def test_written_and_read_again_it_is_the_same(cube: Cube) -> None:
    assert read_jsonstat(json.loads(json.dumps(write_jsonstat(cube))), "svar") == cube


@pytest.fixture(scope="module")
def fake() -> Iterator[FakePxWeb]:
    with FakePxWeb([], limits=FakeLimits(calls=1_000_000)) as server:
        yield server


@given(cubes())
def test_served_by_the_fake_it_is_the_same(fake: FakePxWeb, cube: Cube) -> None:
    fake.tables = {"T å": FakeTable.of(write_jsonstat(cube), "T å")}
    client = PxWebClient(Directly(fake), fake.v2)
    assert client.data("T å", {one.key: list(one.codes) for one in cube.dimensions}) == cube
