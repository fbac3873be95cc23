"""The client of PxWeb v1, before the same fake: the same figures as over v2."""

import json

import pytest

from fardplan.fakes.faults import Faults
from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.pxweb.client_v1 import JSON, PxWebV1Client
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Dimension, Role
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.vocabulary.errors import RefusedError
from tests.sources.pxweb.tables import AGES, ALL, MEASURES, POPULATION, REGIONS, SEXES, YEARS

ONE = {"Region": "0180", "Alder": "0-15", "Kon": "2", "ContentsCode": "BE01", "Tid": "2019"}


def dimension(key: str, label: str, labels: dict[str, str], role: Role | None = None) -> Dimension:
    return Dimension(key, label, tuple(labels), tuple(labels.values()), role)


def test_metadata(old_client: PxWebV1Client) -> None:
    assert old_client.metadata("TAB1") == Table(
        "TAB1",
        POPULATION.label,
        (
            Variable(dimension("Region", "region", REGIONS), optional=True),
            Variable(dimension("Alder", "ålder", AGES)),
            Variable(dimension("Kon", "kön", SEXES), optional=True),
            Variable(dimension("ContentsCode", "tabellinnehåll", MEASURES, Role.METRIC)),
            Variable(dimension("Tid", "år", YEARS, Role.TIME)),
        ),
    )


@pytest.mark.parametrize("form", ["json", "json-stat2"])
def test_the_same_figures_as_over_v2(
    fake: FakePxWeb, asker: HttpAsker, client: PxWebClient, form: str
) -> None:
    old = PxWebV1Client(asker, fake.v1, most_cells=100, form=form)
    for selection in (ALL, ONE, {"Alder": ["65+", "0-15"], "ContentsCode": "BE02", "Tid": "top(3)"}):
        over_v1, over_v2 = old.data("TAB1", selection), client.data("TAB1", selection)
        assert [one.codes for one in over_v1.dimensions] == [one.codes for one in over_v2.dimensions]
        assert [one.labels for one in over_v1.dimensions] == [one.labels for one in over_v2.dimensions]
        assert list(over_v1.cells()) == list(over_v2.cells())
        assert (over_v1.summed, over_v1.updated) == (over_v2.summed, over_v2.updated)


def test_what_is_posted(old_client: PxWebV1Client) -> None:
    [request] = old_client.plan("TAB1", ONE | {"Tid": "top(2)"}).requests
    assert json.loads(request.body or b"") == {
        "query": [
            {"code": "Region", "selection": {"filter": "item", "values": ["0180"]}},
            {"code": "Alder", "selection": {"filter": "item", "values": ["0-15"]}},
            {"code": "Kon", "selection": {"filter": "item", "values": ["2"]}},
            {"code": "ContentsCode", "selection": {"filter": "item", "values": ["BE01"]}},
            {"code": "Tid", "selection": {"filter": "item", "values": ["2022", "2023"]}},
        ],
        "response": {"format": "json-stat2"},
    }


def test_a_grouping_needs_its_codes_written_out(old_client: PxWebV1Client) -> None:
    cube = old_client.data("TAB1", ONE | {"Region": ["14", "01"]}, {"Region": "agg:Lan"})
    assert cube.dimension("Region").labels == ("Västra Götaland", "Stockholms län")
    assert cube.values.tolist() == [3 * 170, 3 * (10 + 90)]
    with pytest.raises(RefusedError, match="needs its codes written out"):
        old_client.data("TAB1", ONE | {"Region": "*"}, {"Region": "agg:Lan"})
    with pytest.raises(RefusedError, match="no grouping and no set of values"):
        old_client.data("TAB1", ONE, {"Region": "agg_Lan"})


def test_a_large_selection_is_split(fake: FakePxWeb, old_client: PxWebV1Client) -> None:
    assert len(old_client.plan("TAB1", ALL).requests) == 4
    fake.faults = Faults(cell_limit=50)
    with pytest.raises(RefusedError) as error:
        old_client.data("TAB1", ALL)
    assert "403 Forbidden: Too many values selected" in str(error.value)
    assert "320 cells in 4 calls of at most 100" in str(error.value)


def test_paths_are_escaped(asker: HttpAsker) -> None:
    client = PxWebV1Client(asker, "https://example.org/v1", form=JSON)
    assert client._address("A_Mo8/4_Skola/mobbning i skolan.px") == (
        "https://example.org/v1/A_Mo8/4_Skola/mobbning%20i%20skolan.px"
    )
