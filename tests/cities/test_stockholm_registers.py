"""Stockholm's registers: what they say of themselves, and the key from basområden to every division."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.sources.city_package import CITIES, CityPackage, load_city
from fardplan.sources.yaml_file import parse_marked, read_text
from tools.stockholm_area_key import TARGET, areas_of_the_city, document, key

HOME = "0180"
FOLDER = CITIES / "stockholm/registers"
NAMES = (
    "arbetsplatser",
    "befolkning",
    "bostadsprojekt",
    "elever-ak9",
    "medborgarundersokning",
    "trygghetsmatning",
)


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def registers() -> dict[str, RegisterDefinition]:
    read = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        read[path.stem], _ = parse_marked(read_text(path), RegisterDefinition, where=str(path))
    return read


@pytest.fixture(scope="module")
def people(reference_data: Path) -> dict[tuple[str, int], int]:
    """Inhabitants of every basområde on 31 December."""
    path = reference_data / "data/stockholm_boundaries/basomraden_befolkning_2014_2016.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["nyckelkod"], year): int(row[f"pop_{year}"])
            for row in csv.DictReader(file)
            for year in (2014, 2015, 2016)
        }


def members(day: date) -> list[tuple[str, str]]:
    """Code and area of every row of the key that holds on a day."""
    with TARGET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    held = [row for row in rows if row["valid_from"] <= str(day) <= (row["valid_to"] or "9999")]
    wider = {area.code: area.part_of for area in areas_of_the_city()}
    return [
        (row["code"], area) for row in held for area in (row["area"], *wider[row["area"]]) if area != HOME
    ]


def test_registers_are_six_with_a_label_in_both_languages_for_every_column_and_category(
    registers: dict[str, RegisterDefinition],
) -> None:
    assert tuple(registers) == NAMES == tuple(item.key for item in registers.values())
    texts = [
        (item.key, column.name, text)
        for item in registers.values()
        for column in item.columns
        for text in (column.label, *(category.name for category in column.categories))
    ]
    assert [where for *where, text in texts if text is None or not text.is_translated("en")] == []


def test_what_two_registers_call_by_one_name_is_one_thing(registers: dict[str, RegisterDefinition]) -> None:
    for name in ("origin", "tenure", "person", "basomrade"):
        shapes = {
            (column.type, column.codes)
            for item in registers.values()
            if (column := item.column(name)) is not None
        }
        assert len(shapes) == 1


def test_the_key_is_what_the_tool_makes_of_the_source(reference_data: Path) -> None:
    assert document(key(reference_data / "data/stockholm_boundaries")) == TARGET.read_text("utf-8")


@pytest.mark.parametrize(
    ("division", "day"),
    [
        ("sdo14", date(2007, 1, 1)),
        ("sdo14", date(2019, 12, 31)),
        ("sdo13", date(2020, 12, 31)),
        ("sdo13", date(2022, 12, 31)),
        ("sdo11", date(2023, 12, 31)),
    ],
)
def test_every_basomrade_lies_in_one_district_one_part_and_one_half_on_any_day(
    city: CityPackage, division: str, day: date
) -> None:
    held = members(day)
    for code in (division, "delar", "inre-yttre"):
        areas = next(item for item in city.divisions if item.code == code).areas
        inside = Counter(basomrade for basomrade, area in held if area in areas)
        assert {area for _, area in held if area in areas} == set(areas)
        assert (len(inside), set(inside.values())) == (419, {1})
    assert {area for _, area in held} <= {area.code for area in city.areas if area.on(day)}


def summed(people: dict[tuple[str, int], int], year: int, day: date) -> dict[str, int]:
    found: Counter[str] = Counter()
    for code, area in members(day):
        found[area] += people[code, year]
    return dict(found)


@pytest.mark.parametrize("year", [2015])
def test_populations_sum_to_the_official_ones_of_the_eleven_districts_and_of_the_parts(
    city: CityPackage, reference_data: Path, people: dict[tuple[str, int], int], year: int
) -> None:
    """The city's table of 2025 has the years before 2023 recounted to the borders of today."""
    path = reference_data / "data/stockholm_stats/tidy_population_sdo11_2010_2034.csv"
    with path.open(encoding="utf-8", newline="") as file:
        official = {
            row["area"]: int(float(row["population"]))
            for row in csv.DictReader(file)
            if row["year"] == str(year)
        }
    today = summed(people, year, date(2023, 12, 31))
    names = {area.code: area.name for area in city.areas}
    told = {names[code]: number for code, number in today.items() if names[code] in official}
    assert told == {name: official[name] for name in told}
    assert len(told) == 11 + 3


def test_populations_of_2015_and_2016_in_the_fourteen_districts(people: dict[tuple[str, int], int]) -> None:
    """Blåsut's 1,245 inhabitants of 2015 are in Skarpnäck until June 2023: 46,961 = 45,716 + 1,245."""
    then, now = (summed(people, 2015, day) for day in (date(2015, 12, 31), date(2023, 12, 31)))
    assert (then["skarpnack"], now["skarpnack"]) == (46_961, 45_716)
    assert (then["enskede-arsta-vantor"], now["enskede-arsta-vantor"]) == (96_342, 97_587)
    assert now["jarva"] == then["rinkeby-kista"] + then["spanga-tensta"] == 48_604 + 37_868
    later = summed(people, 2016, date(2016, 12, 31))
    assert later["inre-staden"] + later["ytterstaden"] == 932_630
    assert later["ytterstaden"] == later["vasterort"] + later["soderort"]
