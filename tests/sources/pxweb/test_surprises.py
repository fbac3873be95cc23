"""Whatever a source sends, it is read or refused with a sentence: no other error, and nothing half read."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.jsonstat import read_jsonstat, read_table
from fardplan.sources.pxweb.px_file import read_px, read_px_table
from fardplan.sources.pxweb.v1_json import read_v1_json, read_v1_table
from fardplan.vocabulary.errors import SourceError
from tests.sources.asking.scripted import NOON
from tests.sources.pxweb.test_jsonstat import DOCUMENT
from tests.sources.pxweb.test_px_file import FILE
from tests.sources.pxweb.test_v1_json import ANSWER, METADATA, TABLE

KEYS = st.sampled_from(["0", "id", "base", "x"])
SINGLE = st.sampled_from([None, True, False, -1, 0, 1, 2, 0.5, float("nan"), "", "0", "x", "2023"])
ANYTHING = st.recursive(
    SINGLE,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=4,
)
CONFIG = {
    "apiVersion": "2.2.0",
    "languages": [{"id": "sv", "label": "Svenska"}],
    "defaultLanguage": "sv",
    "maxDataCells": 10,
    "maxCallsPerTimeWindow": 3,
    "timeWindow": 1,
    "license": "CC0",
    "sourceReferences": [{"language": "sv", "text": "Källa: SCB"}],
}
LISTING = {
    "tables": [{"id": "T1", "label": "Tabell", "variableNames": ["år"], "updated": "2026-06-08"}],
    "page": {"totalPages": 1},
}
CODELIST = {"id": "vs_x", "label": "x", "values": [{"code": "1", "label": "ett", "valueMap": ["1", "2"]}]}


def places(document: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a document."""
    if not isinstance(document, dict | list):
        return [way]
    inside = document.items() if isinstance(document, dict) else enumerate(document)
    return ([way] if way else []) + [deeper for key, one in inside for deeper in places(one, (*way, key))]


@st.composite
def spoiled(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """The document with one value inside taken away or made something else."""
    changed = copy.deepcopy(document)
    *way, last = draw(st.sampled_from(places(document)))
    inner: Any = changed
    for key in way:
        inner = inner[key]
    if draw(st.booleans()):
        inner[last] = draw(ANYTHING)
    else:
        del inner[last]
    return changed


class Says:
    """Answers everything with one document."""

    def __init__(self, document: object) -> None:
        self.document = document

    def ask(self, request: Request) -> Answer:
        return Answer(request, json.dumps(self.document).encode(), NOON)


def read_or_refused(read: Any, *told: Any) -> None:
    with suppress(SourceError):
        read(*told)


@given(spoiled(DOCUMENT))
def test_json_stat(document: dict[str, Any]) -> None:
    read_or_refused(read_jsonstat, document, "svar")
    read_or_refused(read_table, document, "svar", "TAB1")


@given(spoiled(ANSWER), spoiled(METADATA))
def test_v1(answer: dict[str, Any], metadata: dict[str, Any]) -> None:
    read_or_refused(read_v1_json, answer, TABLE, "svar")
    read_or_refused(read_v1_table, metadata, "svar", "T1")


@given(spoiled(CONFIG), spoiled(LISTING), spoiled(CODELIST))
def test_what_v2_says_beside_figures(config: Any, listing: Any, codelist: Any) -> None:
    read_or_refused(PxWebClient(Says(config)).config)
    read_or_refused(PxWebClient(Says(listing)).tables)
    read_or_refused(PxWebClient(Says(codelist)).codelist, "vs_x")


@given(ANYTHING)
def test_something_else_altogether(document: object) -> None:
    for read in (read_jsonstat, read_v1_table):
        read_or_refused(read, document, *("svar", "T1")[: 1 if read is read_jsonstat else 2])
    client = PxWebClient(Says(document))
    for ask in (client.config, client.tables, lambda: client.codelist("x"), lambda: client.metadata("x")):
        read_or_refused(ask)


@settings(max_examples=200)
@given(st.data())
def test_px_files(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A piece of a good file taken away, doubled or made something else."""
    start = data.draw(st.integers(0, len(FILE)))
    end = data.draw(st.integers(start, min(len(FILE), start + 30)))
    middle = data.draw(st.sampled_from(["", FILE[start:end] * 2, '"', ";", "=", "(", "DATA=1;", "1 2", ","]))
    path: Path = tmp_path_factory.getbasetemp() / "spoiled.px"
    path.write_bytes((FILE[:start] + middle + FILE[end:]).encode("iso-8859-1"))
    read_or_refused(read_px, path)
    read_or_refused(read_px_table, path)
