"""Tables for the fake PxWeb, from files and made up."""

import json
from itertools import islice
from pathlib import Path

import pytest

from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.fakes.pxweb.table import FakeTable
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Cell
from fardplan.usecases.fake_tables import made_up_table, table_of
from fardplan.vocabulary.errors import InputError, SourceError, StorageError
from tests.sources.pxweb.direct import Directly
from tests.sources.pxweb.test_jsonstat import DOCUMENT
from tests.sources.pxweb.test_px_file import CUBE, FILE


def served(table: FakeTable, selection: dict[str, str]) -> list[Cell]:
    with FakePxWeb([table]) as fake:
        return list(PxWebClient(Directly(fake), fake.v2).data(table.key, selection).cells())


def test_a_px_file_is_served_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "t1.px"
    path.write_bytes(FILE.encode("iso-8859-1"))
    table = table_of(path)
    assert (table.key, table.label) == ("TAB1", CUBE.label)
    assert (table.variables[0].key, table.variables[0].optional, table.variables[0].total) == (
        "Region",
        True,
        "0180",
    )
    assert served(table, dict.fromkeys(("Region", "tabellinnehåll", "år"), "*")) == list(CUBE.cells())


def test_an_answer_of_a_pxweb_is_served_again(tmp_path: Path) -> None:
    path = tmp_path / "TAB1_data.json"
    path.write_text(json.dumps(DOCUMENT), "utf-8")
    cells = served(table_of(path), dict.fromkeys(DOCUMENT["id"], "*"))
    assert [(cell.value, cell.mark) for cell in cells] == [(1, None), (2.5, None), (None, ".."), (0, "e")]


def test_files_that_are_none(tmp_path: Path) -> None:
    for name, content, error in (
        ("t.csv", b"", InputError),
        ("t.json", b"{", InputError),
        ("t.json", b"{}", SourceError),
        ("t.px", b"x", SourceError),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(error):
            table_of(tmp_path / name)
    with pytest.raises(StorageError):
        table_of(tmp_path / "borta.json")


def test_a_made_up_table_says_so_and_has_every_municipality() -> None:
    table = made_up_table()
    assert (table.label, table.source) == (
        "Påhittad andel efter region, kön, tabellinnehåll och år",
        "Påhittad källa",
    )
    assert [len(one.codes) for one in table.variables] == [291, 3, 1, 16]
    assert list(islice(table.values, 3)) == [20.8, 20.5, 20.2]
    in_stockholm = {"Region": "0180", "Kon": "1+2", "ContentsCode": "ANDEL", "Tid": "top(1)"}
    assert served(table, in_stockholm) == [Cell(in_stockholm | {"Tid": "2025"}, 12.5)]


def test_a_port_that_is_taken_is_told() -> None:
    with FakePxWeb([]) as fake:
        port = int(fake.address.rsplit(":", 1)[1])
        with pytest.raises(InputError, match=f"port {port} cannot be used: .*\nChoose another with --port."):
            FakePxWeb([], port=port)
