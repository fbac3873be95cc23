"""The fake map server, asked as anybody would ask it: over HTTP, without our own client."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from fardplan.fakes.faults import Faults
from fardplan.fakes.wfs.layers import FakeLayer, layer_of, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.vocabulary.errors import InputError, StorageError

FEATURE = {"service": "WFS", "version": "2.0.0", "request": "GetFeature", "outputFormat": "application/json"}


@pytest.fixture
def fake() -> Iterator[FakeWfs]:
    with FakeWfs(made_up_layers(), most=20) as server:
        yield server


def ask(fake: FakeWfs, **asked: object) -> bytes:
    with urlopen(f"{fake.wfs}?{urlencode(asked)}", timeout=5) as response:
        return bytes(response.read())


def features(fake: FakeWfs, layer: str, **asked: object) -> Any:
    return json.loads(ask(fake, **FEATURE, typeNames=layer, **asked))


def refused(fake: FakeWfs, **asked: object) -> tuple[int, tuple[str, str]]:
    with pytest.raises(HTTPError) as error:
        ask(fake, **asked)
    with error.value as response:
        told = response.read().decode()
    return response.code, re.findall(r'exceptionCode="(\w+)".*<ows:ExceptionText>(.*?)</ows:Exc', told)[0]


def test_features_come_in_geoserver_s_form(fake: FakeWfs) -> None:
    wanted = {"CQL_FILTER": "kommunkod='1280'", "sortBy": "regsokod", "count": 1, "startIndex": 2}
    assert features(fake, "stat:RegSO_2025", **wanted, propertyName="regsokod,geom") == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "RegSO_2025.9",
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [
                            [
                                [522000, 6500000],
                                [523000, 6500000],
                                [523000, 6500500],
                                [523000, 6501000],
                                [522000, 6501000],
                                [522000, 6500500],
                                [522000, 6500000],
                            ]
                        ]
                    ],
                },
                "geometry_name": "geom",
                "properties": {"regsokod": "1280R003"},
            }
        ],
        "totalFeatures": 6,
        "numberMatched": 6,
        "numberReturned": 1,
        "timeStamp": "2026-10-10T11:21:58.806Z",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
    }


def test_no_more_come_at_once_than_the_server_gives(fake: FakeWfs) -> None:
    found = features(fake, "stat:DeSO_2025", count=1000)
    assert (found["numberMatched"], found["numberReturned"], len(found["features"])) == (36, 20, 20)
    assert features(fake, "stat:DeSO_2025", resultType="hits")["features"] == []


def test_without_the_border_there_is_no_system(fake: FakeWfs) -> None:
    found = features(fake, "stat:RegSO_2025", propertyName="regsokod", count=1)
    assert (found["crs"], found["features"][0]["geometry"]) == (None, None)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"typeNames": "stat:X"}, ("InvalidParameterValue", "Feature type stat:X unknown")),
        ({"CQL_FILTER": "kommun='0180'"}, ("InvalidParameterValue", "Illegal property name: kommun")),
        (
            {"CQL_FILTER": "a>1"},
            ("NoApplicableCode", "Could not parse CQL filter list: a&gt;1"),
        ),
        ({"sortBy": "kod"}, ("InvalidParameterValue", "Illegal property name: kod")),
        ({"propertyName": "kod"}, ("InvalidParameterValue", "Requested property: kod is not available")),
        ({"count": "-1"}, ("InvalidParameterValue", "count is -1, and a whole number was expected")),
        (
            {"outputFormat": "GML3"},
            ("InvalidParameterValue", "This fake writes application/json alone"),
        ),
        (
            {"srsName": "EPSG:4326"},
            ("InvalidParameterValue", "This fake has positions in EPSG:3006 alone"),
        ),
        ({"request": "Transaction"}, ("OperationNotSupported", "No such operation Transaction")),
        ({"service": "WMS"}, ("MissingParameterValue", "Could not determine service")),
    ],
)
def test_what_it_does_not_take(fake: FakeWfs, asked: dict[str, str], told: tuple[str, str]) -> None:
    assert refused(fake, **{**FEATURE, "typeNames": "stat:RegSO_2025", **asked}) == (400, told)


def test_what_it_says_of_itself_and_its_layers(fake: FakeWfs) -> None:
    told = ask(fake, service="WFS", request="GetCapabilities").decode()
    assert re.findall(r"<Name>(.*?)</Name>", told) == ["stat:RegSO_2025", "stat:DeSO_2025"]
    form = {"service": "WFS", "request": "DescribeFeatureType", "typeNames": "RegSO_2025"}
    found = json.loads(ask(fake, **form, outputFormat="application/json"))
    assert [item["name"] for item in found["featureTypes"][0]["properties"]][:3] == [
        "geom",
        "objectid",
        "objekttyp",
    ]
    assert 'name="regsonamn"' in ask(fake, **form).decode()


def test_faults_of_a_map_server() -> None:
    layer = FakeLayer("stat:A", made_up_layers()[0].features[:3], revised=made_up_layers()[0].features[:1])
    with FakeWfs([layer], faults=Faults(exception=3)) as fake:
        assert len(features(fake, "stat:A")["features"]) == 3
        fake.faults = Faults(revised=2, north_first=1)
        found = features(fake, "stat:A")
        assert found["numberMatched"] == 1
        assert found["features"][0]["geometry"]["coordinates"][0][0][0] == [6500000, 500000]
        fake.faults = Faults(exception=3)
        assert ask(fake, **FEATURE, typeNames="stat:A").startswith(b"<?xml")
        fake.faults = Faults(lost=1)
        assert [item["id"] for item in features(fake, "stat:A", count=2)["features"]] == [
            "RegSO_2025.2",
            "RegSO_2025.3",
        ]


def test_a_layer_from_a_recorded_answer(reference_data: Path) -> None:
    layer = layer_of(reference_data / "data/recorded_small_fixtures/scb_wfs_deso2025_features_nogeom.json")
    assert (layer.name, layer.epsg, len(layer.features)) == ("stat:DeSO_2025", 3006, 2)
    with FakeWfs([layer]) as fake:
        found = features(fake, "stat:DeSO_2025", CQL_FILTER="kommunkod='1291'")
    assert [item["properties"]["desokod"] for item in found["features"]] == ["1291C1010"]


def test_a_layer_of_one_s_own_is_named_as_its_file(tmp_path: Path) -> None:
    file = tmp_path / "omraden.geojson"
    system = {"properties": {"name": "EPSG:3011"}}
    document = {"features": [{"properties": {"kod": "a"}, "geometry": None}], "crs": system}
    file.write_text(json.dumps(document), "utf-8")
    layer = layer_of(file)
    assert (layer.name, layer.epsg, layer.features[0]["id"]) == ("stat:omraden", 3011, "omraden.1")
    assert layer.properties == {"geom": "MultiPolygon", "kod": "string"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this is not JSON"),
        ("[]", "it is no collection of features"),
        ('{"features": [1]}', "it is no collection"),
    ],
)
def test_what_is_no_layer(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "x.geojson"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=told):
        layer_of(file)
    with pytest.raises(StorageError):
        layer_of(tmp_path / "none.geojson")
