"""What real servers have answered: read, and served again by the fake."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.fakes.pxweb.table import FakeTable
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Cell, Role
from fardplan.sources.pxweb.jsonstat import read_jsonstat
from fardplan.sources.pxweb.v1_json import read_v1_table
from fardplan.vocabulary.errors import RefusedError
from tests.sources.asking.scripted import NOON
from tests.sources.pxweb.direct import Directly

Recorded = Callable[[str], Any]


@pytest.fixture
def recorded(reference_data: Path) -> Recorded:
    folder = reference_data / "data" / "pxweb_v2_scb_recorded"
    if not folder.is_dir():
        pytest.skip("reference data folder beside the checkout has no recorded answers of Statistics Sweden")
    return lambda name: json.loads((folder / name).read_bytes())


class Recording:
    """Answers with the recordings, by the end of the path."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded, self.asked = recorded, list[Request]()

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        names = {"config": "config.json", "metadata": "TAB6471_metadata.json", "data": "TAB6471_data.json"}
        names |= {"agg_%C3%85lder10%C3%A5rJ": "agg_Ålder10årJ.json", "tables": "search.json"}
        name = names[request.address.rsplit("/", 1)[-1]]
        return Answer(request, json.dumps(self.recorded(name)).encode(), NOON)


def test_statistics_sweden_says_its_limits(recorded: Recorded) -> None:
    limits = PxWebClient(Recording(recorded)).config()
    assert (limits.cells, limits.calls, limits.seconds) == (150_000, 3, 1)
    assert (limits.languages, limits.language) == (("en", "sv"), "sv")
    assert limits.attribution == {"en": "Source: Statistics Sweden", "sv": "Källa: SCB"}


def test_figures_as_recorded(recorded: Recorded) -> None:
    """The counties' population by ten-year groups and month, as the source told it on 8 June 2026."""
    asking = Recording(recorded)
    data = recorded("TAB6471_data.json")
    told = {key: list(data["dimension"][key]["category"]["index"]) for key in ("Region", "Alder", "Kon")}
    selection = told | {"ContentsCode": "000007SF", "Tid": "top(4)"}
    cube = PxWebClient(asking, language="sv").data("TAB6471", selection)
    assert cube.shape == (21, 11, 3, 1, 4)
    assert cube.values.tolist() == data["value"]
    assert (cube.source, str(cube.updated_on), cube.units) == ("SCB", "2026-06-08", {"000007SF": "antal"})
    assert [one.role for one in cube.dimensions] == [None, None, None, Role.METRIC, Role.TIME]
    assert cube.notes[2] == "Uppgiften om folkmängd avser förhållandet den sista dagen i respektive månad."
    assert cube.dimension("Alder").label_of("0-9") == "0-9 år"
    picked = {"Region": "01", "Alder": "0-9", "Kon": "1", "ContentsCode": "000007SF", "Tid": "2026M01"}
    assert cube.cell(picked) == Cell(picked, 125373.0)


def test_the_search_as_recorded(recorded: Recorded) -> None:
    found = PxWebClient(Recording(recorded)).tables("befolkning")
    assert len(found) == 10
    assert (found[0].key, found[0].first, found[0].last) == ("TAB4552", "1960", "2024")
    assert found[0].variables == ("typ av anslutning", "tabellinnehåll", "år")


def test_a_code_list_as_recorded(recorded: Recorded) -> None:
    codelist = PxWebClient(Recording(recorded)).codelist("agg_Ålder10årJ")
    assert codelist.codes[:2] == ("-9", "10-19")
    assert (codelist.label, codelist.labels[-1], codelist.members["100+"]) == (
        "10-årsklasser",
        "100+ år",
        ("100+",),
    )


def test_a_code_that_the_source_has_not_is_told_before_figures_are_asked_for(recorded: Recorded) -> None:
    asking = Recording(recorded)
    client = PxWebClient(asking)
    with pytest.raises(RefusedError, match=r"Nearest are '0180' \(Stockholm\), '0181'"):
        client.data(
            "TAB6471", {"Region": "018", "Alder": "*", "Kon": "*", "ContentsCode": "*", "Tid": "top(1)"}
        )
    assert [request.address.rsplit("/", 1)[-1] for request in asking.asked] == ["metadata"]


def test_the_fake_serves_the_recording_as_it_was(recorded: Recorded) -> None:
    data = recorded("TAB6471_data.json")
    with FakePxWeb([FakeTable.of(data, "TAB6471")]) as fake:
        client = PxWebClient(Directly(fake), fake.v2)
        cube = client.data("TAB6471", dict.fromkeys(data["id"], "*"))
    assert replace(cube, notes=()) == replace(read_jsonstat(data, "recorded"), notes=())


def test_metadata_of_v1_as_recorded(reference_data: Path) -> None:
    path = reference_data / "data" / "recorded_small_fixtures" / "pxweb_v1_metadata_fohm.json"
    if not path.is_file():
        pytest.skip("the recorded metadata of PxWeb v1 is not beside the checkout")
    table = read_v1_table(json.loads(path.read_bytes()), "fohm", "mobbning")
    assert [(one.key, len(one.dimension), one.optional) for one in table.variables] == [
        ("Region", 3, True),
        ("Kategori", 1, False),
        ("Hur ofta", 2, False),
        ("Ålder", 3, False),
        ("Kön", 2, True),
        ("År", 2, False),
    ]
    assert table.variables[-1].dimension.role is Role.TIME
