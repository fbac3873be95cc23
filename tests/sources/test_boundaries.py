"""A city's borders: read from a map, held against its areas and divisions, every fault told in place."""

import json
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fardplan.sources.boundaries import BoundariesFile, read_map
from fardplan.sources.boundary_checks import boundary_faults
from fardplan.sources.city_package import load_city_folder
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.boundary import Boundaries, Boundary
from fardplan.vocabulary.errors import InputError, NotFoundError
from tests.small_city import write_city

SYSTEM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3011"}}


def ring(left: float, bottom: float, size: float = 100) -> list[list[float]]:
    right, top = left + size, bottom + size
    return [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]


def feature(area: str, *rings: list[list[float]], **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"area": area, "OBJECTID": 7, **properties},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def collection(*features: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "crs": SYSTEM, "features": list(features), **changes}


def written(folder: Path, data: Any) -> Path:
    path = folder / "map.geojson"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return path


def test_a_map_is_read_in_order_and_in_whole_metres(tmp_path: Path) -> None:
    island = feature("norr", ring(0, 0))
    island["geometry"] = {"type": "MultiPolygon", "coordinates": [[ring(1000.4, 0)], [ring(0, 0, 300)]]}
    path = written(
        tmp_path,
        collection(
            feature("söder", ring(0, -100), valid_from="2020-07-01"),
            feature("söder", ring(0, -100, 90.6), valid_to="2020-06-30"),
            island,
        ),
    )
    north, before, after = read_map(path, 3011)
    assert before == Boundary(
        area="söder",
        valid_to=date(2020, 6, 30),
        polygons=((((0, -100), (91, -100), (91, -9), (0, -9), (0, -100)),),),
        place=before.place,
    )
    assert (after.area, after.valid_from, after.place) == ("söder", date(2020, 7, 1), (50, -50))
    assert [polygon[0][0] for polygon in north.polygons] == [(1000, 0), (0, 0)]
    assert north.place == (150, 150)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("{", ":1: this is not JSON: Expecting property name enclosed in double quotes"),
        (
            collection(feature("norr", ring(0, 0)), crs=None),
            ": the positions are in degrees, since the file names no system, and EPSG:3011 is wanted",
        ),
        (
            collection(
                feature("norr", ring(0, 0)),
                crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
            ),
            ": the positions are in urn:ogc:def:crs:OGC:1.3:CRS84, and EPSG:3011 is wanted",
        ),
        (
            collection(feature("norr", [[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]])),
            ": feature 0 ('norr'): the border crosses itself: Self-intersection[5 5]",
        ),
        (
            collection(feature("norr", ring(0, 0)), feature("öst", [[0, 0], [10, 10], [0, 10]])),
            ": feature 1 ('öst'): a ring has at least four positions and ends where it begins",
        ),
        (
            collection(feature("norr", ring(0, 0), valid_from="2020-01-01", valid_to="2019-01-01")),
            ": feature 0 ('norr'): the boundary of 'norr' ends 2019-01-01 before it begins",
        ),
        (
            collection({"properties": {"namn": "Norr"}, "geometry": feature("norr", ring(0, 0))["geometry"]}),
            ": features[0].properties.area: the field is missing",
        ),
        (
            collection(
                {"properties": {"area": "norr"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
            ),
            ": features[0].geometry: 'Point' is given. There is: MultiPolygon, Polygon.",
        ),
        ({"type": "Feature"}, ": type: 'Feature' is given. There is: FeatureCollection."),
    ],
)
def test_a_map_that_cannot_be_used_says_where_and_why(tmp_path: Path, data: Any, told: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(InputError) as raised:
        read_map(path, 3011)
    assert str(raised.value).splitlines()[0].startswith(f"{path}{told}")


def test_a_map_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no such file"):
        read_map(tmp_path / "map.geojson", 3011)


# Against areas and divisions ----------------------------------------------------------------------------


def area(code: str, first: date | None = None, last: date | None = None) -> Area:
    version = AreaVersion(name=code, valid_from=first, valid_to=last)
    return Area(code=code, kind=AreaKind.DISTRICT, versions=(version,))


def boundary(
    area: str, left: int, first: date | None = None, last: date | None = None, size: int = 100
) -> Boundary:
    outer = tuple((round(x), round(y)) for x, y in ring(left, 0, size))
    return Boundary(area=area, valid_from=first, valid_to=last, polygons=((outer,),), place=(left + 50, 50))


DAY, NEXT = date(2019, 12, 31), date(2020, 1, 1)
AREAS = {item.code: item for item in (area("a"), area("b"), area("old", last=DAY), area("new", first=NEXT))}
DIVISIONS = (
    Division(code="förr", name="Förr", valid_to=DAY, areas=("a", "b", "old")),
    Division(code="nu", name="Nu", valid_from=NEXT, areas=("a", "b", "new")),
    Division(code="alltid", name="Alltid", areas=("a", "b")),
)
WHOLE = (boundary("a", 0), boundary("b", 100), boundary("old", 200), boundary("new", 200))


def faults(*items: Boundary, divisions: tuple[str, ...] = ("förr", "nu", "alltid")) -> list[Any]:
    told = Boundaries(
        system="Plan",
        as_of=date(2021, 4, 13),
        source="Karta",
        divisions=divisions,
        boundaries=tuple(sorted(items, key=lambda item: (item.area, item.valid_from or date.min))),
    )
    return list(boundary_faults(told, AREAS, DIVISIONS))


def test_a_whole_map_has_no_faults() -> None:
    assert faults(*WHOLE) == []
    moved = (boundary("a", 0, last=DAY), boundary("a", 5, first=NEXT, size=95))
    assert faults(*moved, *WHOLE[1:]) == []


def test_a_division_that_is_not_named_need_not_be_whole() -> None:
    assert faults(boundary("a", 0), boundary("b", 100), divisions=("alltid",)) == []


def test_a_missing_border_is_told_with_its_division_and_day() -> None:
    assert faults(*WHOLE[:2], WHOLE[3]) == [
        (
            ("divisions", 0),
            "the map has no border of 'old' on 2019-12-31, which belongs to the division 'förr'",
        )
    ]
    assert faults(*WHOLE[1:], boundary("a", 0, last=date(2022, 5, 5))) == [
        (("divisions", 1), "the map has no border of 'a' on 2022-05-06, which belongs to the division 'nu'"),
        (
            ("divisions", 2),
            "the map has no border of 'a' on 2022-05-06, which belongs to the division 'alltid'",
        ),
    ]


def test_an_overlap_is_told_with_its_division_and_day() -> None:
    over = (boundary("b", 100, last=date(2022, 5, 5)), boundary("b", 90, first=date(2022, 5, 6)))
    assert [told for _, told in faults(*WHOLE[::2], WHOLE[3], *over)] == [
        "the borders of 'a' and 'b' overlap on 2022-05-06, which belongs to the division 'nu'",
        "the borders of 'a' and 'b' overlap on 2022-05-06, which belongs to the division 'alltid'",
    ]


def test_areas_and_divisions_that_are_not_there_are_told() -> None:
    assert faults(*WHOLE, boundary("olde", 900), divisions=("nuu",)) == [
        (("file",), "the map has an area 'olde'. There is: a, b, new, old. Did you mean 'old'?"),
        (("divisions", 0), "there is no division 'nuu'. There is: alltid, förr, nu. Did you mean 'nu'?"),
    ]


def test_two_borders_of_an_area_at_a_time_are_told() -> None:
    again = boundary("a", 0, first=date(2020, 1, 5))
    assert faults(*WHOLE, again) == [(("file",), "the map has two borders of 'a' for 2020-01-05")]


# In a package -------------------------------------------------------------------------------------------

ABOUT = """\
    file: map.geojson
    epsg: 3011
    system: SWEREF 99 18 00
    as_of: 2021-04-13
    source: Stadskartan
    licence: CC0
    address: https://example.org/karta
    note: {sv: Förenklad}
    divisions: []
    """


def test_what_the_page_beside_the_map_says() -> None:
    told = parse_yaml(textwrap.dedent(ABOUT), BoundariesFile, where="x")
    assert (told.file, told.epsg, told.as_of, told.divisions) == (
        "map.geojson",
        3011,
        date(2021, 4, 13),
        (),
    )
    with pytest.raises(InputError, match=r"file: '\.\./map\.geojson' is given"):
        parse_yaml(textwrap.dedent(ABOUT).replace("map.", "../map."), BoundariesFile, where="x")


MAPPED = """\
    areas:
      - {code: '9999', kind: city, versions: [{name: Lillköping}]}
      - {code: norr, kind: district, versions: [{name: Norr}]}
      - {code: sor, kind: district, versions: [{name: Sör}]}
    divisions:
      - {code: tva, name: Två, areas: [norr, sor]}
    """
WITH_DIVISION = ABOUT.replace("divisions: []", "divisions: [tva]")


@pytest.fixture
def mapped(tmp_path: Path) -> Path:
    """A small city with a map of its two districts."""
    folder = write_city(tmp_path / "city")
    (folder / "boundaries").mkdir()
    (folder / "areas.yaml").write_text(textwrap.dedent(MAPPED), "utf-8")
    (folder / "boundaries/boundaries.yaml").write_text(textwrap.dedent(WITH_DIVISION), "utf-8")
    written(folder / "boundaries", collection(feature("sor", ring(0, 0)), feature("norr", ring(0, 100))))
    return folder


def test_a_city_may_have_no_map(tmp_path: Path) -> None:
    assert load_city_folder(write_city(tmp_path / "city")).boundaries == ()


def test_a_city_with_a_map(mapped: Path) -> None:
    (found,) = load_city_folder(mapped).boundaries
    assert (found.system, found.source, found.divisions) == ("SWEREF 99 18 00", "Stadskartan", ("tva",))
    assert [(item.area, item.place) for item in found.boundaries] == [("norr", (50, 150)), ("sor", (50, 50))]


def told_of(folder: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_city_folder(folder)
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_faults_of_a_map_stand_among_the_others_with_file_and_line(mapped: Path) -> None:
    areas = mapped / "areas.yaml"
    areas.write_text(areas.read_text("utf-8").replace("[norr, sor]", "[norr, sor, ost]"), "utf-8")
    written(mapped / "boundaries", collection(feature("sor", ring(0, 0)), feature("norr", ring(0, 50))))
    assert told_of(mapped) == [
        "areas.yaml:6: there is no area 'ost'. There is: 9999, norr, sor.",
        "boundaries/boundaries.yaml:9: the borders of 'norr' and 'sor' overlap on 2021-04-13, "
        "which belongs to the division 'tva'",
    ]


def test_a_map_that_cannot_be_read_is_a_fault_of_the_city(mapped: Path) -> None:
    written(mapped / "boundaries", collection(feature("sor", ring(0, 0)[:-1])))
    assert told_of(mapped) == [
        "boundaries/map.geojson: feature 0 ('sor'): a ring has at least four positions and ends where "
        "it begins"
    ]


def test_a_map_without_its_page_is_a_fault(mapped: Path) -> None:
    (mapped / "boundaries/boundaries.yaml").unlink()
    assert told_of(mapped) == ["boundaries/boundaries.yaml: there is no such file"]


SMALL = """\
    areas:
      - {code: R1, kind: small, versions: [{name: Ett}], part_of: ['9999']}
      - {code: R2, kind: small, versions: [{name: Två}], part_of: ['9999']}
    divisions:
      - {code: regso, name: RegSO, areas: [R1, R2]}
    """


@pytest.fixture
def finer(mapped: Path) -> Path:
    """The same city with smaller areas in files of their own, drawn on another plane."""
    (mapped / "areas").mkdir()
    (mapped / "areas/regso.yaml").write_text(textwrap.dedent(SMALL), "utf-8")
    about = textwrap.dedent(WITH_DIVISION).replace("map.", "regso.").replace("[tva]", "[regso]")
    (mapped / "boundaries/regso.yaml").write_text(about.replace("3011", "3006"), "utf-8")
    system = {"properties": {"name": "EPSG:3006"}}
    drawn = collection(feature("R1", ring(0, 0)), feature("R2", ring(0, 100)), crs=system)
    (mapped / "boundaries/regso.geojson").write_text(json.dumps(drawn), "utf-8")
    return mapped


def test_areas_and_maps_may_stand_in_files_of_their_own(finer: Path) -> None:
    city = load_city_folder(finer)
    assert [area.code for area in city.areas] == ["9999", "norr", "sor", "R1", "R2"]
    assert [division.code for division in city.divisions] == ["tva", "regso"]
    assert [maps.divisions for maps in city.boundaries] == [("tva",), ("regso",)]


def test_what_several_files_contradict_stands_at_the_later_one(finer: Path) -> None:
    small = finer / "areas/regso.yaml"
    text = small.read_text("utf-8").replace("code: R2", "code: norr").replace("code: regso", "code: tva")
    small.write_text(text, "utf-8")
    assert told_of(finer) == [
        "areas/regso.yaml:3: 'norr' stands twice",
        "areas/regso.yaml:5: 'tva' stands twice",
        "areas/regso.yaml:5: there is no area 'R2'. There is: 9999, R1, norr, sor.",
        "boundaries/boundaries.yaml:9: the map has no border of 'R1' on 2021-04-13, which belongs to the "
        "division 'tva'",
        "boundaries/regso.yaml:1: the map has an area 'R2'. There is: 9999, R1, norr, sor.",
        "boundaries/regso.yaml:9: there is no division 'regso'. There is: tva.",
    ]


def test_areas_that_cannot_be_read_are_no_reason_to_doubt_the_maps(finer: Path) -> None:
    (finer / "areas/regso.yaml").write_text("areas: []\ndivision: []\n", "utf-8")
    assert told_of(finer) == [
        "areas/regso.yaml:2: division: there is no field 'division'. There is: areas, divisions. "
        "Did you mean 'divisions'?"
    ]
