"""The fake Kolada, asked as anybody would ask it: over HTTP, without our own client."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, made_up, panel_of
from fardplan.vocabulary.errors import InputError

DATA = FakeKolada(
    values=(
        FakeValue("N15436", "0180", 2018, "T", 86.9),
        FakeValue("N15436", "0180", 2018, "K", None, status="Missing"),
        FakeValue("N15436", "0180", 2019, "T", 87.4, deleted=True),
    ),
    revised=(FakeValue("N15436", "0180", 2018, "T", 87.0),),
)


@pytest.fixture
def fake() -> Iterator[FakeKoladaServer]:
    with FakeKoladaServer(DATA) as server:
        yield server


def ask(address: str) -> Any:
    with urlopen(address, timeout=5) as response:
        return json.loads(response.read())


def refused(address: str) -> tuple[int, Any]:
    with pytest.raises(HTTPError) as error:
        ask(address)
    with error.value as response:
        return response.code, json.loads(response.read())


def test_values_come_in_kolada_s_form(fake: FakeKoladaServer) -> None:
    told = {"count": 1, "status": "", "isdeleted": False}

    assert ask(f"{fake.v3}/data/kpi/N15436/municipality/0180") == {
        "values": [
            {
                "kpi": "N15436",
                "municipality": "0180",
                "period": 2018,
                "values": [
                    {"gender": "K", **told, "status": "Missing", "value": None},
                    {"gender": "T", **told, "value": 86.9},
                ],
            }
        ],
        "count": 1,
        "next_url": None,
        "previous_url": None,
    }


def test_what_was_withdrawn_is_in_increments_alone(fake: FakeKoladaServer) -> None:
    years = [item["period"] for item in ask(f"{fake.v3}/data/kpi/N15436?from_date=2025-01-01")["values"]]

    assert years == [2018, 2019]
    assert ask(f"{fake.v3}/data/kpi/N15436?from_date=2026-01-02")["values"] == []


def test_what_is_not_there_gives_an_empty_list(fake: FakeKoladaServer) -> None:
    assert ask(f"{fake.v3}/data/kpi/N00000/municipality/0180/year/2018")["values"] == []
    assert ask(f"{fake.v3}/kpi/N00000")["values"] == []


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("data/kpi/" + ",".join(["N15436"] * 26), (400, {"detail": "At most 25 ids in a segment"})),
        ("data/kpi/" + "N" * 4000, (400, {"detail": "Illegal or too long URL"})),
        ("v2/kpi", (404, {"detail": "Not Found"})),
    ],
)
def test_what_it_does_not_take(fake: FakeKoladaServer, path: str, answer: tuple[int, Any]) -> None:
    assert refused(f"{fake.v3}/{path}") == answer


def test_ids_can_stand_in_the_query(fake: FakeKoladaServer) -> None:
    """As other people's clients write them."""
    ids = "kpi_id=N15436&kpi_id=N00000&municipality_id=0180&year=2018&year=2019"

    assert ask(f"{fake.v3}/data/?{ids}") == ask(f"{fake.v3}/data/kpi/N15436")
    assert ask(f"{fake.v3}/data/?{ids.replace('0180', '0127')}")["values"] == []
    assert refused(f"{fake.v3}/data/?" + "kpi_id=N15436&" * 26) == (
        400,
        {"detail": "At most 25 ids in a segment"},
    )


@pytest.mark.parametrize("paging", list(Paging))
def test_pages_name_each_other(paging: Paging) -> None:
    with FakeKoladaServer(made_up(1, 5, [2019], ["T"]), faults=Faults(paging=paging)) as fake:
        first = ask(f"{fake.v3}/data/kpi/N90001?per_page=2")
        path = "/v3/data/kpi/N90001?per_page=2&page=2"
        assert first["next_url"] == (path if paging is Paging.RELATIVE else fake.address + path)
        second = ask(fake.address + path)
        last = ask(f"{fake.v3}/data/kpi/N90001?per_page=2&page=3")

    none = "" if paging is Paging.EMPTY else None
    assert first["previous_url"] == none
    assert [item["municipality"] for item in second["values"]] == ["0103", "0104"]
    assert (last["next_url"], len(last["values"])) == (none, 1)


def test_a_revision_comes_between_two_calls() -> None:
    with FakeKoladaServer(DATA, faults=Faults(revised=2)) as fake:
        values = [ask(f"{fake.v3}/data/kpi/N15436")["values"][0]["values"] for _ in range(2)]

    assert [value[-1]["value"] for value in values] == [86.9, 87.0]


def test_a_panel_from_a_table(tmp_path: Path) -> None:
    table = tmp_path / "panel.csv"
    table.write_text(
        "kpi,municipality_id,municipality,year,gender,value\n"
        "N15436,0000,Riket,2016,T,86.0\n"
        "N15436,0180,Stockholm,2016,K,\n",
        encoding="utf-8",
    )
    panel = panel_of(table)

    assert panel.values == [
        FakeValue("N15436", "0000", 2016, "T", 86.0),
        FakeValue("N15436", "0180", 2016, "K", None, status="Missing"),
    ]
    assert [place["type"] for place in panel.municipalities] == ["L", "K"]
    assert [kpi["id"] for kpi in panel.kpis] == ["N15436"]


def test_a_table_of_something_else_is_told(tmp_path: Path) -> None:
    table = tmp_path / "panel.csv"
    table.write_text("kommun;år\nStockholm;2019\n", encoding="utf-8")

    with pytest.raises(
        InputError, match="it has no column 'kpi'\nA panel has the columns kpi, municipality_id"
    ):
        panel_of(table)


def test_the_panel_of_all_municipalities_is_served(reference_data: Path) -> None:
    with FakeKoladaServer(
        panel_of(reference_data / "data/kolada_panel_290_2016_2019/kolada_panel_long.csv")
    ) as fake:
        found = ask(f"{fake.v3}/data/kpi/N15436/municipality/0180/year/2019")["values"]

    assert {value["gender"]: value["value"] for value in found[0]["values"]} == {
        "K": 87.6,
        "M": 87.1,
        "T": 87.4,
    }
