"""Stockholm's borders and divisions: whole, small, derived as told, and carried as the city carried them."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from fardplan.geography import (
    Carried,
    Grid,
    Lineage,
    PolygonIndex,
    Reason,
    by_cells,
    by_succession,
    carry_counts,
    carry_shares,
    check_key,
    shape_of,
)
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.vocabulary.area import AreaKind, Division
from fardplan.vocabulary.boundary import Boundaries
from tools.stockholm_boundaries import (
    TARGET,
    cut_along_the_shore,
    document,
    features,
    pieces_of,
    shore,
    simplified,
)

LARGEST_BYTES = 60_000
BORDERS_IN_2021 = date(2021, 4, 13)
DISTRICT_DIVISIONS = {"sdo14": date(2015, 12, 31), "sdo13": date(2021, 4, 13), "sdo11": date(2024, 12, 31)}
EAV, SKARPNACK = "enskede-arsta-vantor", "skarpnack"
BLASUT = "2150401"


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def borders(city: CityPackage) -> Boundaries:
    (found,) = city.boundaries
    return found


@pytest.fixture(scope="module")
def lineage(city: CityPackage) -> Lineage:
    return Lineage(city.areas, city.divisions)


@pytest.fixture(scope="module")
def maps(reference_data: Path) -> Path:
    return reference_data / "data/stockholm_boundaries"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def division(city: CityPackage, code: str) -> Division:
    return next(item for item in city.divisions if item.code == code)


def named(city: CityPackage, name: str) -> str:
    return next(item.code for item in city.areas if item.name == name)


def test_the_borders_are_few_kilobytes_and_say_where_they_come_from(borders: Boundaries) -> None:
    size = sum(path.stat().st_size for path in TARGET.parent.iterdir())
    assert size < LARGEST_BYTES
    assert (borders.system, borders.licence, borders.as_of) == ("SWEREF 99 18 00", "CC0", BORDERS_IN_2021)
    assert borders.divisions == ("sdo14", "sdo13", "sdo11", "delar", "inre-yttre")


@pytest.mark.parametrize(("code", "day"), DISTRICT_DIVISIONS.items())
def test_neighbours_share_their_borders_corner_by_corner(
    city: CityPackage, borders: Boundaries, code: str, day: date
) -> None:
    found = [borders.on(area, day) for area in division(city, code).areas]
    shapes = [shape_of(item.polygons) for item in found if item]
    assert len(shapes) == len(division(city, code).areas)
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) / 1e6 == pytest.approx(188.2, abs=0.1)


def test_a_number_stands_inside_its_district(borders: Boundaries) -> None:
    outside = [
        item.area
        for item in borders.boundaries
        if not shape_of(item.polygons).contains(shapely.Point(item.place).buffer(400))
    ]
    assert outside == []


def test_parts_are_their_districts(city: CityPackage, borders: Boundaries) -> None:
    day = DISTRICT_DIVISIONS["sdo11"]
    for part in (area for area in city.areas if area.kind is AreaKind.PART):
        inside = [
            borders.on(code, day)
            for code in division(city, "sdo11").areas
            if part.code in (city.area(code) or part).part_of
        ]
        summed = shapely.union_all([shape_of(item.polygons) for item in inside if item])
        whole = borders.on(part.code, day)
        assert whole is not None
        assert summed.symmetric_difference(shape_of(whole.polygons)).area == pytest.approx(0, abs=1)


def test_the_file_is_what_the_tool_makes_of_the_sources(maps: Path) -> None:
    made = document(features(simplified(cut_along_the_shore(pieces_of(maps), shore(maps)))))
    assert json.loads(made) == json.loads(TARGET.read_text("utf-8"))


def test_simplified_districts_have_nearly_the_surface_of_the_land(
    city: CityPackage, borders: Boundaries, maps: Path
) -> None:
    full = json.loads((maps / "stadsdelsomraden_14_2018_land.geojson").read_text("utf-8"))["features"]
    hectares = {item["properties"]["stadsdelsomrade"]: item["properties"]["areal_ha"] for item in full}
    day = DISTRICT_DIVISIONS["sdo14"]
    apart = {}
    for name, wanted in hectares.items():
        boundary = borders.on(named(city, name), day)
        assert boundary is not None
        apart[name] = shape_of(boundary.polygons).area / 10_000 / wanted - 1
    assert max(abs(value) for value in apart.values()) < 0.03


# The city's own populations ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def basomraden(city: CityPackage, maps: Path) -> Grid:
    """Small areas with the population of 2015, keyed to the districts before and after Blåsut moved."""
    rows = table(maps / "basomraden_befolkning_2014_2016.csv")
    before = tuple(named(city, row["sdo_2018"]) for row in rows)
    codes = tuple(row["nyckelkod"] for row in rows)
    after = tuple(EAV if code == BLASUT else area for code, area in zip(codes, before, strict=True))
    people = np.array([float(row["pop_2015"]) for row in rows])
    merged = tuple(
        next((item.code for item in city.areas if area in _merged_from(city, item.code)), area)
        for area in after
    )
    return Grid(codes, people, {"före": before, "efter": after, "sdo11": merged})


def _merged_from(city: CityPackage, code: str) -> tuple[str, ...]:
    if code not in division(city, "sdo11").areas:
        return ()
    return Lineage(city.areas, city.divisions).predecessors(code)


@pytest.fixture(scope="module")
def official(city: CityPackage, reference_data: Path) -> dict[tuple[str, str], float]:
    """The population of each of the eleven districts as the city gave it out in 2025."""
    rows = table(reference_data / "data/stockholm_stats/tidy_population_sdo11_2010_2034.csv")
    eleven = set(division(city, "sdo11").areas)
    names = {item.name: item.code for item in city.areas if item.code in eleven}
    return {
        (names[row["area"]], row["year"]): float(row["population"]) for row in rows if row["area"] in names
    }


def test_the_population_of_2015_is_carried_to_the_eleven_districts_to_the_last_person(
    basomraden: Grid, official: dict[tuple[str, str], float]
) -> None:
    before = basomraden.people_by_area("före")
    assert (before[EAV], before[SKARPNACK]) == (96_342, 46_961)
    carried = carry_counts(by_cells(basomraden, "före", "sdo11"), before, of_people=True)
    assert {area: item.value for area, item in carried.items()} == {
        area: people for (area, year), people in official.items() if year == "2015"
    }
    assert {area: (item.lowest, item.highest) for area, item in carried.items()} == {
        area: (item.value, item.value) for area, item in carried.items()
    }
    assert Counter(item.reason for item in carried.values()) == {
        Reason.WHOLE_AREAS: 9,
        Reason.DIVIDED: 2,
    }


def test_the_border_that_moved_took_1245_people_along(basomraden: Grid) -> None:
    before, after = basomraden.people_by_area("före"), basomraden.people_by_area("efter")
    assert {area: after[area] - before[area] for area in before if after[area] != before[area]} == {
        EAV: 1_245,
        SKARPNACK: -1_245,
    }


def test_economic_assistance_is_carried_over_the_border_that_moved_with_its_bounds(
    city: CityPackage, basomraden: Grid, reference_data: Path
) -> None:
    """3.0 per cent of Skarpnäck had it in 2015, and 1,387 of 46,961 people is as many."""
    rows = table(reference_data / "data/stockholm_sdo_tables/b020_ekonomiskt_bistand_2015_2017.csv")
    found = {
        named(city, row["area"]): row for row in rows if row["year"] == "2015" and row["level"] == "sdo14"
    }
    crosswalk = by_cells(basomraden, "före", "efter")
    counts = {area: float(found[area]["persons"]) for area in crosswalk.sources}
    carried = carry_counts(crosswalk, counts, of_people=True)
    assert counts[SKARPNACK] == 1_387
    assert carried[SKARPNACK] == Carried(
        SKARPNACK, pytest.approx(1_387 * (1 - 1_245 / 46_961)), 142.0, 1_387.0, Reason.DIVIDED
    )
    people = basomraden.people_by_area("före")
    shares = {area: counts[area] / people[area] for area in counts}
    of_people = carry_shares(crosswalk, shares, people)
    assert of_people[EAV].value == pytest.approx((counts[EAV] + 1_387 * 1_245 / 46_961) / 97_587)
    assert (of_people[EAV].lowest, of_people[EAV].highest) == (
        pytest.approx(counts[EAV] / 97_587),
        pytest.approx((counts[EAV] + 1_245) / 97_587),
    )
    unchanged = set(crosswalk.targets) - {EAV, SKARPNACK}
    assert {carried[area] for area in unchanged} == {
        Carried(area, counts[area], counts[area], counts[area], Reason.WHOLE_AREAS) for area in unchanged
    }


def test_without_a_key_districts_that_merged_are_carried_and_those_with_a_moved_border_not(
    city: CityPackage, lineage: Lineage
) -> None:
    known = {row.area: row.value for row in city.figures_of("dagbefolkning") if str(row.period) == "2016"}
    fourteen, eleven = division(city, "sdo14"), division(city, "sdo11")
    merged = by_succession(lineage, fourteen, eleven, before=date(2016, 12, 31), after=date(2024, 12, 31))
    carried = carry_counts(merged, {area: known[area] for area in fourteen.areas}, of_people=False)
    assert carried["jarva"].value == known["rinkeby-kista"] + known["spanga-tensta"]  # type: ignore[operator]
    assert {area for area, item in carried.items() if item.value is None} == {EAV, SKARPNACK}
    assert {item.reason for item in carried.values()} == {Reason.WHOLE_AREAS, Reason.NO_KEY}
    thirteen = by_succession(
        lineage, fourteen, division(city, "sdo13"), before=date(2016, 12, 31), after=BORDERS_IN_2021
    )
    whole = carry_counts(thirteen, {area: known[area] for area in fourteen.areas}, of_people=False)
    assert all(item.is_exact for item in whole.values())
    assert sum(item.value or 0 for item in whole.values()) == sum(known[area] or 0 for area in fourteen.areas)


def test_the_key_from_regso_is_known_to_lead_astray_where_blasut_lies(
    city: CityPackage, reference_data: Path, official: dict[tuple[str, str], float]
) -> None:
    rows = table(reference_data / "data/scb_deso_regso_stockholm/regso2025_to_sdo.csv")
    key = tuple(named(city, row["sdo_2023"]) for row in rows)
    people = np.array([float(row["population_2024"]) for row in rows])
    regso = Grid(tuple(row["regso2025"] for row in rows), people, {"sdo11": key})
    checks = check_key(
        regso, "sdo11", {area: number for (area, year), number in official.items() if year == "2024"}
    )
    far = {item.area: round(100 * item.difference, 1) for item in checks if abs(item.difference) > 0.0065}
    assert far == {EAV: -1.4, SKARPNACK: 4.2}


def test_every_basomrade_lies_in_its_district(city: CityPackage, borders: Boundaries, maps: Path) -> None:
    """The simplified borders leave nearly all of every small area where it belongs."""
    to_metres = Transformer.from_crs(4326, 3011, always_xy=True)
    rows = json.loads((maps / "basomraden_419_2016.geojson").read_text("utf-8"))["features"]
    fourteen = division(city, "sdo14").areas
    found = [borders.on(area, DISTRICT_DIVISIONS["sdo14"]) for area in fourteen]
    index = PolygonIndex([shape_of(item.polygons) for item in found if item])
    parcels = [
        shapely.transform(
            shapely.geometry.shape(item["geometry"]),
            lambda corners: np.column_stack(to_metres.transform(corners[:, 0], corners[:, 1])),
        )
        for item in rows
    ]
    where, _ = index.locate_parcels(parcels)
    astray = [
        item["properties"]["namn"]
        for item, number in zip(rows, where.tolist(), strict=True)
        if number < 0 or fourteen[number] != named(city, item["properties"]["sdo_2018"])
    ]
    assert astray == []
