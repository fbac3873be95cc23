"""The fake PxWeb, asked as anybody would ask it: over HTTP, without any of our clients."""

import json
from collections.abc import Iterator
from http.client import IncompleteRead
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest

from fardplan.fakes.faults import Faults
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from tests.sources.pxweb.tables import POPULATION


@pytest.fixture
def fake() -> Iterator[FakePxWeb]:
    with FakePxWeb([POPULATION], limits=FakeLimits(cells=40)) as server:
        yield server


def ask(address: str, query: dict[str, str] | None = None, body: Any = None) -> Any:
    told = f"?{urlencode(query, quote_via=quote)}" if query else ""
    posted = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address + told, data=posted), timeout=5) as response:
        return json.loads(response.read())


def refused(address: str, query: dict[str, str] | None = None, body: Any = None) -> tuple[int, Any]:
    with pytest.raises(HTTPError) as error:
        ask(address, query, body)
    with error.value as response:
        return response.code, json.loads(response.read())


def test_what_v2_says_of_itself(fake: FakePxWeb) -> None:
    told = ask(f"{fake.v2}/config")
    limits = {key: told[key] for key in ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")}
    assert limits == {"maxDataCells": 40, "maxCallsPerTimeWindow": 1000, "timeWindow": 1.0}


def test_figures_over_v2(fake: FakePxWeb) -> None:
    query = {
        "valueCodes[Region]": "0180,1280",
        "valueCodes[Alder]": "[a,b]",
        "valueCodes[ContentsCode]": "BE01",
        "valueCodes[Tid]": "top(2)",
    }
    told = ask(f"{fake.v2}/tables/TAB1/data", query)
    posted = {
        "selection": [
            {"variableCode": key[11:-1], "valueCodes": ["a,b"] if "Alder" in key else codes.split(",")}
            for key, codes in query.items()
        ]
    }

    assert told["id"] == ["Region", "Alder", "ContentsCode", "Tid"]
    assert told["size"] == [2, 1, 1, 2]
    assert list(told["dimension"]["Tid"]["category"]["index"]) == ["2022", "2023"]
    # Nothing is asked of sex, so men (cells 60…) and women (70…) are summed.
    assert told["value"] == [3 * (63 + 73), 3 * (64 + 74), 3 * (303 + 313), 3 * (304 + 314)]
    assert ask(f"{fake.v2}/tables/TAB1/data", body=posted) == told


def test_figures_of_a_code_list_are_sums(fake: FakePxWeb) -> None:
    told = ask(
        f"{fake.v2}/tables/TAB1/data",
        {
            "valueCodes[Region]": "01",
            "codelist[Region]": "agg_Lan",
            "valueCodes[Alder]": "0-15",
            "valueCodes[Kon]": "1",
            "valueCodes[ContentsCode]": "BE01",
            "valueCodes[Tid]": "2019,2020",
        },
    )
    assert told["value"] == [3 * (0 + 80), 3 * (1 + 81)]
    assert told["dimension"]["Region"]["category"]["label"] == {"01": "Stockholms län"}


@pytest.mark.parametrize(
    ("query", "status", "title"),
    [
        ({"valueCodes[Alder]": "*"}, 400, "Missing selection for mandantory variable"),
        ({"valueCodes[Nix]": "*"}, 400, "Non-existent variable"),
        (
            {"valueCodes[Alder]": "x", "valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "*"},
            400,
            "Non-existent value",
        ),
        (
            {"valueCodes[Alder]": "*", "valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "*"}
            | {"valueCodes[Kon]": "*"},
            400,
            "Too many cells selected",
        ),
    ],
)
def test_refusals_of_v2(fake: FakePxWeb, query: dict[str, str], status: int, title: str) -> None:
    code, told = refused(f"{fake.v2}/tables/TAB1/data", query)
    assert (code, told["status"], told["title"], told["type"]) == (status, status, title, "Parameter error")


def test_a_table_that_is_not_there(fake: FakePxWeb) -> None:
    assert refused(f"{fake.v2}/tables/TAB9/metadata")[0] == 404
    assert refused(f"{fake.v1}/TAB9") == (404, {"error": "Parameter error"})


def test_figures_over_v1_are_texts(fake: FakePxWeb) -> None:
    body = {
        "query": [
            {"code": "Region", "selection": {"filter": "item", "values": ["0180"]}},
            {"code": "Alder", "selection": {"filter": "item", "values": ["0-15"]}},
            {"code": "Kon", "selection": {"filter": "item", "values": ["1"]}},
            {"code": "Tid", "selection": {"filter": "top", "values": ["2"]}},
        ],
        "response": {"format": "json"},
    }
    told = ask(f"{fake.v1}/TAB1", body=body)
    assert told["data"] == [
        {"key": ["0180", "0-15", "1", "2022"], "values": ["9", "24"]},
        {"key": ["0180", "0-15", "1", "2023"], "values": ["12", "27"]},
    ]
    assert [column["type"] for column in told["columns"]] == ["d", "d", "d", "t", "c", "c"]


def test_a_repeated_parameter_loses_data_in_silence(fake: FakePxWeb) -> None:
    chosen = "valueCodes[Alder]=0-15&valueCodes[ContentsCode]=BE01&valueCodes[Kon]=1&valueCodes[Region]=0180"
    told = ask(f"{fake.v2}/tables/TAB1/data?{chosen}&valueCodes[Tid]=2019&valueCodes[Tid]=2020")
    assert told["size"] == [1, 1, 1, 1, 1]


def test_it_answers_until_it_is_stopped() -> None:
    fake = FakePxWeb([POPULATION])
    serving = Thread(target=fake.serve)
    serving.start()
    assert ask(f"{fake.v2}/tables/TAB1")["label"] == POPULATION.label
    fake.stop()
    serving.join()
    with pytest.raises(URLError):
        ask(f"{fake.v2}/config")


def test_too_many_calls_in_the_window_are_refused() -> None:
    with FakePxWeb([POPULATION], limits=FakeLimits(calls=2, seconds=30)) as fake:
        ask(f"{fake.v2}/config")
        ask(f"{fake.v2}/config")
        with pytest.raises(HTTPError) as error:
            ask(f"{fake.v2}/config")
        with error.value as response:
            assert (response.code, response.headers["Retry-After"]) == (429, "30")
        assert fake.calls == [("GET", "/api/v2/config")] * 3


def test_faults_strike_at_every_so_manieth_call() -> None:
    with FakePxWeb([POPULATION], faults=Faults(down=2)) as fake:
        ask(f"{fake.v2}/config")
        with pytest.raises(HTTPError, match="503") as error:
            ask(f"{fake.v2}/config")
        error.value.close()
        fake.faults = Faults(truncated=1)
        with pytest.raises(IncompleteRead):
            ask(f"{fake.v2}/config")
        fake.faults = Faults(broken_json=1)
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            ask(f"{fake.v2}/config")


def test_a_revision_changes_figures_and_the_day() -> None:
    query = {"valueCodes[Alder]": "0-15", "valueCodes[ContentsCode]": "BE01", "valueCodes[Tid]": "2019"}
    with FakePxWeb([POPULATION], faults=Faults(revised=2)) as fake:
        before, after = (
            ask(f"{fake.v2}/tables/TAB1/data", query | {"valueCodes[Region]": "0180", "valueCodes[Kon]": "1"})
            for _ in range(2)
        )
    assert (before["value"], after["value"]) == ([0], [1])
    assert (before["updated"], after["updated"]) == ("2026-06-08T06:00:00Z", "2026-06-09T06:00:00Z")
