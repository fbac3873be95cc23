"""Small areas of a municipality: what layers have called things, and what is not as it was asked for."""

from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from fardplan.fakes.faults import Faults
from fardplan.fakes.wfs.layers import FakeLayer, layer_of, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.sources.small_areas.asking import SmallArea, ask_areas
from fardplan.sources.small_areas.editions import DIVISIONS
from fardplan.vocabulary.errors import NotFoundError, SourceError
from tests.sources.small_areas.served import CITY, DESO, REGSO, changed, client, renamed

REGSO_2025, DESO_2025 = DIVISIONS["regso-2025"], DIVISIONS["deso-2025"]


def test_regso_have_names_and_borders() -> None:
    with FakeWfs(made_up_layers()) as fake:
        found = ask_areas(client(fake), REGSO_2025, "0180")
    assert (found.layer, found.as_of, found.version, found.body) == (
        "stat:RegSO_2025",
        date(2025, 1, 1),
        "2025_v2",
        "Påhittad myndighet",
    )
    assert [item.name for item in found.areas] == [f"Påhittat område {number}" for number in range(1, 7)]
    first = found.areas[0]
    assert (first.code, first.municipality, first.regso) == ("0180R001", "0180", None)
    assert first.border is not None
    assert first.border.equals(box(500_000, 6_500_000, 501_000, 6_501_000))


def test_deso_lie_in_regso_and_need_no_borders() -> None:
    with FakeWfs([DESO]) as fake:
        found = ask_areas(client(fake), DESO_2025, CITY, borders=False)
        assert "propertyName=desokod%2Ckommunkod%2Cregsokod%2Cversion%2Creferensdatum" in fake.calls[-1][1]
    assert found.areas[0] == SmallArea("9999C1010", CITY, regso="9999R001")
    assert found.regso == {
        "9999C1010": "9999R001",
        "9999C1020": "9999R001",
        "9999C1030": "9999R002",
        "9999C1040": "9999R002",
    }


def test_a_recorded_answer(reference_data) -> None:
    layer = layer_of(reference_data / "data/recorded_small_fixtures/scb_wfs_deso2025_features_nogeom.json")
    with FakeWfs([layer]) as fake:
        found = ask_areas(client(fake), DESO_2025, "1280", borders=False)
    assert found.areas == (SmallArea("1280C1070", "1280", regso="1280R055"),)
    assert (found.version, found.as_of, found.body) == (
        "2025_v2",
        date(2025, 1, 1),
        "Statistiska centralbyrån",
    )


def test_an_older_layer_calls_things_otherwise() -> None:
    names = {
        "desokod": "deso",
        "regsokod": "regso",
        "kommunkod": "kommun",
        "version": "v",
        "referensdatum": "d",
    }
    old = FakeLayer("stat:DeSO_2018", renamed(DESO, names).features)
    with FakeWfs([old]) as fake:
        found = ask_areas(client(fake), DIVISIONS["deso-2018"], CITY)
    assert (found.as_of, found.version, found.regso["9999C1010"]) == (date(2018, 1, 1), None, "9999R001")


def test_another_layer_can_be_named() -> None:
    with FakeWfs([FakeLayer("stat:Ny", REGSO.features)]) as fake:
        assert len(ask_areas(client(fake), REGSO_2025, CITY, layer="stat:Ny").areas) == 2


def test_north_before_east_is_turned() -> None:
    with FakeWfs([REGSO], faults=Faults(north_first=1)) as fake:
        found = ask_areas(client(fake), REGSO_2025, CITY)
    assert found.areas[0].border is not None
    assert found.areas[0].border.bounds == (500_000, 6_500_000, 501_000, 6_501_000)


def test_a_municipality_that_is_not_there() -> None:
    with FakeWfs([REGSO]) as fake, pytest.raises(NotFoundError, match="no area of the municipality '0180'"):
        ask_areas(client(fake), REGSO_2025, "0180")


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"regsokod": "9999C1010"}, "'9999C1010' of the municipality '9999' is no RegSO of '9999'"),
    ({"regsokod": "0180R001"}, "'0180R001' of the municipality '9999' is no RegSO of '9999'"),
    ({"regsokod": ""}, "'' of the municipality '9999' is no RegSO of '9999'"),
    ({"regsokod": "9999R002"}, "the area '9999R002' came twice"),
    ({"version": "2025_v3"}, "the areas are of several editions: 2025_v2, 2025_v3"),
    ({"referensdatum": "20260101"}, "the areas are of several editions: 20250101, 20260101"),
]


@pytest.mark.parametrize(("properties", "told"), FAULTS)
def test_areas_that_are_not_what_was_asked_for(properties: dict[str, Any], told: str) -> None:
    with FakeWfs([changed(REGSO, 0, **properties)]) as fake, pytest.raises(SourceError, match=told):
        ask_areas(client(fake), REGSO_2025, CITY)


def test_a_deso_in_no_regso_of_the_municipality() -> None:
    with (
        FakeWfs([changed(DESO, 0, regsokod="0180R001")]) as fake,
        pytest.raises(SourceError, match="'9999C1010' lies in '0180R001', which is no RegSO of '9999'"),
    ):
        ask_areas(client(fake), DESO_2025, CITY, borders=False)


def test_a_layer_without_a_property_that_is_needed() -> None:
    with (
        FakeWfs([renamed(REGSO, {"kommunkod": "kn"})]) as fake,
        pytest.raises(
            SourceError, match="has none of the properties kommunkod, kommun\nThere is: ansvarig_organisation"
        ),
    ):
        ask_areas(client(fake), REGSO_2025, CITY)


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (None, "the border of '9999R001' is missing"),
        (
            {"type": "Polygon", "coordinates": [[[18, 59], [19, 59], [19, 60], [18, 59]]]},
            r"the positions do not lie in Sweden, read as SWEREF 99 TM \(EPSG:3006\)",
        ),
    ],
)
def test_a_border_that_cannot_be_used(geometry: Any, told: str) -> None:
    first, *others = REGSO.features
    layer = FakeLayer(REGSO.name, [{**first, "geometry": geometry}, *others])
    with FakeWfs([layer]) as fake, pytest.raises(SourceError, match=told):
        ask_areas(client(fake), REGSO_2025, CITY)


@pytest.mark.parametrize("day", ["2025-01-01", "20250101", "2025-01-01Z", "2025-01-01T00:00:00Z"])
def test_the_day_of_a_map(day: str) -> None:
    features = [{**one, "properties": {**one["properties"], "referensdatum": day}} for one in REGSO.features]
    with FakeWfs([FakeLayer(REGSO.name, features)]) as fake:
        assert ask_areas(client(fake), REGSO_2025, CITY).as_of == date(2025, 1, 1)


@pytest.mark.parametrize("day", ["januari 2025", "20251301"])
def test_a_day_that_is_none(day: str) -> None:
    features = [{**one, "properties": {**one["properties"], "referensdatum": day}} for one in REGSO.features]
    with (
        FakeWfs([FakeLayer(REGSO.name, features)]) as fake,
        pytest.raises(SourceError, match=f"the day of the map is '{day}'"),
    ):
        ask_areas(client(fake), REGSO_2025, CITY)
