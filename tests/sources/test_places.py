"""Sets of places: read from a page and a map, held against each other and against registers."""

import json
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fardplan.sources.city_package import load_city_folder
from fardplan.sources.places import read_places
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.place import Places
from fardplan.vocabulary.text import Text
from tests.small_city import write_city

SYSTEM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3011"}}

ABOUT = """\
    key: stationen
    name: {sv: Kring stationen, en: Around the station}
    file: stationen.geojson
    epsg: 3011
    system: SWEREF 99 18 00
    as_of: 2021-01-01
    source: Lillköpings stadskarta
    licence: CC0
    outline: staden
    note: {sv: Gränserna är en tolkning.}
    places:
      - code: norr
        name: {sv: Norra sidan}
        versions:
          - {valid_from: 2018-03-23, valid_to: 2020-12-31, source: Planen 2018}
          - {valid_from: 2021-01-01, source: Planen 2021, note: {sv: Utvidgat}}
    """


def feature(area: str, side: float, **days: str) -> dict[str, Any]:
    ring = [[0, 0], [side, 0], [side, side], [0, side], [0, 0]]
    return {
        "type": "Feature",
        "properties": {"area": area, **days},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


FEATURES = [
    feature("staden", 5000),
    feature("norr", 100.4, valid_from="2018-03-23", valid_to="2020-12-31"),
    feature("norr", 200, valid_from="2021-01-01"),
]


def written(folder: Path, about: str = ABOUT, features: list[dict[str, Any]] = FEATURES) -> Path:
    (folder / "places").mkdir(exist_ok=True)
    drawn = {"type": "FeatureCollection", "crs": SYSTEM, "features": features}
    (folder / "places/stationen.geojson").write_text(json.dumps(drawn), "utf-8")
    path = folder / "places/stationen.yaml"
    path.write_text(textwrap.dedent(about), "utf-8")
    return path


def corner(places: Places, day: date) -> tuple[int, int] | None:
    borders = places.on(day)
    return max(borders[0].polygons[0][0]) if borders else None


def test_places_are_read_with_the_borders_of_each_time(tmp_path: Path) -> None:
    places = read_places(written(tmp_path))
    assert (places.key, places.name, places.as_of) == (
        "stationen",
        Text(sv="Kring stationen", en="Around the station"),
        date(2021, 1, 1),
    )
    assert [item.source for item in places.places[0].versions] == ["Planen 2018", "Planen 2021"]
    assert [
        corner(places, day)
        for day in (date(2018, 3, 22), date(2018, 3, 23), date(2020, 12, 31), date(2021, 1, 1))
    ] == [None, (100, 100), (100, 100), (200, 200)]
    assert places.changes == (date(2018, 3, 23), date(2021, 1, 1))
    assert places.outline is not None
    assert places.outline.area == "staden"
    assert places.place("norr") == places.places[0]
    assert places.place("söder") is None


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        read_places(path)
    return str(raised.value).splitlines()


def test_the_page_and_the_map_tell_the_same_versions(tmp_path: Path) -> None:
    features = [FEATURES[0], FEATURES[1], feature("söder", 50)]
    path = written(tmp_path, ABOUT.replace("key: stationen", "key: torget"), features)
    assert faults(path) == [
        f"{path}:11: stationen.geojson has no borders of 'norr' from 2021-01-01. "
        "There is: 'norr' from 2018-03-23 to 2020-12-31, 'staden', 'söder'.",
        f"{path}:11: stationen.geojson has borders of 'söder', of which nothing is said",
        f"{path}:1: 'torget' stands in a file of another name",
    ]


def test_versions_do_not_overlap(tmp_path: Path) -> None:
    about = ABOUT.replace("valid_to: 2020-12-31", "valid_to: 2021-01-01")
    features = [
        FEATURES[0],
        feature("norr", 100, valid_from="2018-03-23", valid_to="2021-01-01"),
        FEATURES[2],
    ]
    with pytest.raises(ValueError, match="overlap in time or are out of order"):
        read_places(written(tmp_path, about, features))


def test_two_features_of_one_place_and_time_are_told(tmp_path: Path) -> None:
    told = faults(written(tmp_path, ABOUT, [*FEATURES, feature("norr", 7, valid_from="2021-01-01")]))
    assert told == [
        f"{tmp_path}/places/stationen.yaml:11: "
        "stationen.geojson has 1 features of the same place and days as another"
    ]


# In a city -------------------------------------------------------------------------------------------------

REGISTER = """\
    key: projekt
    name: {sv: Projekt}
    row: {sv: projekt}
    time: {column: year}
    area: {column: area}
    identity: [project]
    columns:
      - {name: project, type: text}
      - {name: year, type: integer}
      - {name: area, type: text}
      - {name: x, type: number, decimals: 1, optional: true}
      - {name: y, type: number, decimals: 1, optional: true}
      - {name: by_station, type: text, optional: true, categories: [{code: norr, name: {sv: Norr}}]}
    places:
      - {column: by_station, places: stationen, x: x, y: y}
    """
INDICATOR = """\
    key: vid-stationen
    name: {sv: Andel vid stationen}
    definition: {sv: Andel av projekten vid stationen}
    unit: {measure: share, label: {sv: procent}}
    polarity: up
    area: '9999'
    first: '2018'
    rounded_to: 0.1
    error: {kind: register}
    breaks:
      - {first: '2021', text: {sv: Området är utvidgat.}}
    sources: [{key: projekt, name: Projekt, publisher: Lillköping}]
    count:
      register: projekt
      population: 'true'
      measure: {kind: share, numerator: not missing(by_station)}
    """


def city(folder: Path, **changed: str) -> Path:
    path = write_city(folder)
    written(path)
    for name, text in {"registers/projekt": REGISTER, "indicators/vid-stationen": INDICATOR}.items():
        (path / name).parent.mkdir(exist_ok=True)
        given = changed.get(name.split("/")[0], text)
        (path / f"{name}.yaml").write_text(textwrap.dedent(given), "utf-8")
    return path


def city_faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_city_folder(path)
    return [line.removeprefix(f"{path}/") for line in str(raised.value).splitlines()]


def test_a_city_holds_its_registers_against_its_places(tmp_path: Path) -> None:
    found = load_city_folder(city(tmp_path))
    assert [item.key for item in found.places] == ["stationen"]
    assert found.set_of_places("stationen") == found.places[0]
    assert found.set_of_places("torget") is None


def test_a_set_that_is_not_there_and_columns_of_the_wrong_kind_are_told(tmp_path: Path) -> None:
    wrong = REGISTER.replace("places: stationen", "places: torget").replace("x: x,", "x: project,")
    assert city_faults(city(tmp_path, registers=wrong)) == [
        "registers/projekt.yaml:15: the column 'project' is text; it should be integer or number",
        "registers/projekt.yaml:15: there is no set of places 'torget'. There is: stationen.",
    ]


def test_the_categories_of_the_column_are_the_places(tmp_path: Path) -> None:
    wrong = REGISTER.replace(
        "type: text, optional: true, categories: [{code: norr,", "type: text, categories: [{code: syd,"
    )
    assert city_faults(city(tmp_path, registers=wrong)) == [
        "registers/projekt.yaml:15: 'by_station' is missing outside the places; write optional: true",
        "registers/projekt.yaml:15: 'norr' is a place of 'stationen' alone; "
        "the categories of the column are the places",
        "registers/projekt.yaml:15: 'syd' is a category of 'by_station' alone; "
        "the categories of the column are the places",
    ]


def test_borders_that_move_are_a_break_of_what_is_counted_in_them(tmp_path: Path) -> None:
    assert city_faults(city(tmp_path, indicators=INDICATOR.replace("first: '2021'", "first: '2020'"))) == [
        "indicators/vid-stationen.yaml:10: the places 'stationen' change on 2021-01-01, "
        "and the indicator has no break then"
    ]
