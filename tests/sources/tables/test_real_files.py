"""Real tables read with example mappings, against the values that are known of them."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from fardplan.evidence.store import EvidenceStore
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.load import TableReading, load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.yaml_file import read_yaml
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.observation import Clearance, PublishedBasis, Status

LoadFile = Callable[[str, Path], TableReading]
MAPPINGS = Path(__file__).parent / "mappings"
LOADED = date(2026, 11, 23)

PANEL = "kolada_panel_290_2016_2019/kolada_panel_long.csv"
COUNTY = "kolada_panel_sthlm_county_1998_2019/kolada_sthlm_county_long.csv"
DAY_POPULATION = "stockholm_sdo_tables/b014_dag_nattbefolkning_2015_2016.csv"
HOUSING = "stockholm_sdo_tables/b105_b109_b209_b085_bostader.csv"
SINGLE = "stockholm_sdo_tables/series_and_single_values.csv"
SCHOOLS = "skolverket_2025/slutbetyg_ak9_skolniva_2024_25.csv"
POPULATION = "stockholm_stats/1.2-folkmangd-den-31-dec-2010-2034.xlsx"
CRIME = "stockholm_stats/1.63-anmalda-brott-2024.xlsx"
REGSO = "stockholm_stats/stockholm_folkm_regso_2021_2024.csv"


@pytest.fixture
def data(reference_data: Path) -> Path:
    return reference_data / "data"


def values(reading: TableReading, indicator: str, area: str, group: str = "") -> dict[str, float | None]:
    return {
        str(item.period): item.value
        for item in reading.observations
        if (item.indicator, item.area, str(item.group)) == (indicator, area, group)
    }


def by_area(reading: TableReading, indicator: str, period: str) -> dict[str, float | None]:
    return {
        item.area: item.value
        for item in reading.observations
        if (item.indicator, str(item.period), str(item.group)) == (indicator, period, "")
    }


def test_the_panel_of_all_municipalities(data: Path, load_file: LoadFile) -> None:
    reading = load_file("kolada_panel_290", data / PANEL)

    indicator = "behorighet-kommunala-skolor"
    assert {area: values(reading, indicator, area) for area in ("0180", "1280", "1480")} == {
        "0180": {"2016": 88.7, "2017": 84.7, "2018": 86.9, "2019": 87.4},
        "1280": {"2016": 78.8, "2017": 73.1, "2018": 75.8, "2019": 75.8},
        "1480": {"2016": 80.5, "2017": 71.6, "2018": 75.4, "2019": 75.6},
    }
    assert len(reading.observations) == 291 * 4 * 3
    assert len({item.area for item in reading.observations}) == 291
    assert Counter(item.status for item in reading.observations) == {
        Status.VALUE: 3273,
        Status.MISSING: 219,
    }
    assert {item.provenance.published for item in reading.observations} == {
        date(year, 9, 25) for year in (2016, 2017, 2018, 2019)
    }
    assert {item.provenance.clearance for item in reading.observations} == {Clearance.PUBLISHED_BY_SOURCE}


def test_a_whole_outside_its_parts_is_a_warning_and_loaded(
    data: Path, catalogue: Mapping[str, IndicatorDefinition]
) -> None:
    """Ale 2017, lowest grade in Swedish: women 95.0, men 95.1 and all 96.2 in the source itself."""
    mapping = read_yaml(MAPPINGS / "kolada_panel_290.yaml", TableMapping)
    assert mapping.indicator
    looked = mapping.indicator.model_copy(update={"codes": {"N15488": "behorighet-kommunala-skolor"}})
    reading = load_table(
        data / PANEL,
        mapping.model_copy(update={"indicator": looked}),
        catalogue=catalogue,
        areas=(),
        loaded=LOADED,
    )

    ale = "behorighet-kommunala-skolor, 1440, 2017: all 96.2 is not between women 95 and men 95.1"
    assert ale in reading.warnings
    assert values(reading, "behorighet-kommunala-skolor", "1440")["2017"] == 96.2


def test_the_panel_of_the_county(data: Path, load_file: LoadFile) -> None:
    reading = load_file("kolada_county", data / COUNTY)

    rounded = {
        indicator: {
            period: round(value or 0, 2) for period, value in values(reading, indicator, "0180").items()
        }
        for indicator in ("behorighet-hemkommun", "uvas-17-24")
    }
    assert rounded == {
        "behorighet-hemkommun": dict(
            zip(
                map(str, range(1998, 2020)),
                (
                    *(91.97, 89.31, 88.79, 87.81, 87.96, 89.61, 89.85, 89.46, 90.09, 88.6, 89.25),
                    *(90.29, 88.68, 89.07, 87.69, 88.93, 87.69, 87.91, 89.62, 89.32, 89.2, 89.07),
                ),
                strict=True,
            )
        ),
        "uvas-17-24": dict(
            zip(
                map(str, range(2007, 2018)),
                [8.99, 8.68, 9.62, 8.94, 8.41, 8.68, 8.42, 8.5, 8.24, 8.22, 8.02],
                strict=True,
            )
        ),
    }
    assert len({item.area for item in reading.observations}) == 26


def test_day_population_of_the_outer_city(data: Path, load_file: LoadFile) -> None:
    reading = load_file("b014_day_population", data / DAY_POPULATION)

    parts = {year: by_area(reading, "dagbefolkning", year) for year in ("2015", "2016")}
    outer = {year: (found["vasterort"] or 0) + (found["soderort"] or 0) for year, found in parts.items()}
    share = {year: outer[year] / (outer[year] + (parts[year]["inre-staden"] or 0)) for year in parts}

    assert outer == {"2015": 222_782, "2016": 222_249}
    assert {year: round(100 * value, 1) for year, value in share.items()} == {"2015": 34.8, "2016": 34.0}
    assert (parts["2015"]["0180"], parts["2016"]["0180"]) == (640_831, 675_539)
    assert len(reading.observations) == 36
    # Every part sums in both years, and the city in 2015; in 2016 some workplaces could not be placed.
    assert reading.warnings == (
        "dagbefolkning, 0180, 2016: 14 areas (14 stadsdelsområden) sum to 654393 and the whole is 675539, "
        "a difference of -21146, -3.1 %",
        "dagbefolkning, 0180, 2016: 3 areas (Stadens tre delar) sum to 654393 and the whole is 675539, "
        "a difference of -21146, -3.1 %",
    )


def test_started_dwellings_by_part_of_the_city(data: Path, load_file: LoadFile) -> None:
    reading = load_file("b105_started_dwellings", data / HOUSING)

    years = [str(year) for year in range(2013, 2018)]
    assert {
        area: list(values(reading, "paborjade-bostader", area).items())
        for area in ("inre-staden", "soderort", "vasterort", "0180")
    } == {
        "inre-staden": list(zip(years, [1415, 1112, 1289, 2099, 2887], strict=True)),
        "soderort": list(zip(years, [2355, 1975, 1616, 3077, 2783], strict=True)),
        "vasterort": list(zip(years, [1602, 918, 1805, 1437, 1404], strict=True)),
        "0180": list(zip(years, [5372, 4005, 4710, 6613, 7074], strict=True)),
    }
    assert reading.warnings == ()
    assert {item.provenance.published_basis for item in reading.observations} == {PublishedBasis.LOADED}


def test_single_values_from_many_pages(data: Path, load_file: LoadFile) -> None:
    reading = load_file("single_values", data / SINGLE)

    assert values(reading, "behorighet-skolor-i-staden", "0180") == {"2018": 88.8}
    assert values(reading, "behorighet-skolor-i-staden", "0180", "sex=K") == {"2018": 90.2}
    assert values(reading, "behorighet-skolor-i-staden", "0180", "sex=M") == {"2018": 87.5}
    assert values(reading, "otrygga-bostadsomrade", "0180") == {"2017": 10, "2020": 10}
    assert {
        area: values(reading, "orolig-for-brott", area)
        for area in ("0180", "rinkeby-kista", "spanga-tensta", "farsta")
    } == {
        "0180": {"2014": 8, "2017": 11, "2020": 9},
        "rinkeby-kista": {"2017": 21, "2020": 11},
        "spanga-tensta": {"2017": 26, "2020": 13},
        "farsta": {"2017": 12, "2020": 12},
    }
    assert Counter(item.indicator for item in reading.observations) == {
        "behorighet-hemkommun": 22,
        "uvas-17-24": 11,
        "orolig-for-brott": 9,
        "behorighet-kommunala-skolor": 4,
        "behorighet-skolor-i-staden": 3,
        "otrygga-bostadsomrade": 2,
    }
    assert {item.provenance.clearance for item in reading.observations} == {Clearance.INTERNAL}


def test_schools_weighted_by_their_pupils(data: Path, load_file: LoadFile) -> None:
    reading = load_file("skolverket_schools", data / SCHOOLS)

    weighted = [
        (item.value, item.base) for item in reading.observations if item.value is not None and item.base
    ]
    pupils = sum(base for _, base in weighted)
    share = sum(value * base for value, base in weighted) / pupils

    assert (round(share, 1), pupils) == (88.4, 6969)
    assert {str(item.period) for item in reading.observations} == {"2025"}
    assert {item.area for item in reading.observations} == {"0180"}
    assert Counter(item.status for item in reading.observations) == {
        Status.VALUE: 56,
        Status.ROUNDED: 13,
        Status.NOT_APPLICABLE: 1,
    }


def test_the_citys_workbook_with_years_in_the_heading(data: Path, load_file: LoadFile) -> None:
    reading = load_file("population_by_district", data / POPULATION)

    assert by_area(reading, "folkmangd", "2024") == {
        "vasterort": 254_678,
        "jarva": 95_220,
        "hasselby-vallingby": 76_340,
        "bromma": 83_118,
        "inre-staden": 356_620,
        "kungsholmen": 70_932,
        "norra-innerstaden": 155_286,
        "sodermalm": 130_402,
        "soderort": 380_639,
        "enskede-arsta-vantor": 105_241,
        "skarpnack": 46_407,
        "farsta": 62_085,
        "hagersten-alvsjo": 128_794,
        "skarholmen": 38_112,
        "0180": 995_574,
    }
    assert values(reading, "folkmangd", "0180") == {
        "2010": 847_073,
        "2015": 923_516,
        "2020": 975_551,
        "2024": 995_574,
    }
    # Persons registered on the city as a whole belong to no district.
    assert [warning for warning in reading.warnings if "2024" in warning] == [
        "folkmangd, 0180, 2024: 11 areas (11 stadsdelsområden) sum to 991937 and the whole is 995574, "
        "a difference of -3637, -0.4 %",
        "folkmangd, 0180, 2024: 3 areas (Stadens tre delar) sum to 991937 and the whole is 995574, "
        "a difference of -3637, -0.4 %",
    ]


def test_the_citys_workbook_with_stacked_headings(data: Path, load_file: LoadFile) -> None:
    reading = load_file("crime_by_district", data / CRIME)

    assert len(reading.observations) == 2 * 15
    counts = by_area(reading, "anmalda-brott", "2024")
    assert (counts["0180"], counts["jarva"], counts["skarholmen"]) == (202_611, 15_950, 6_358)
    rates = by_area(reading, "anmalda-brott-per-1000", "2024")
    assert {area: round(rates[area] or 0, 2) for area in ("vasterort", "bromma")} == {
        "vasterort": 179.71,
        "bromma": 166.93,
    }


def test_zeros_from_before_a_division_existed(
    data: Path, catalogue: Mapping[str, IndicatorDefinition], regso_areas: tuple[Area, ...]
) -> None:
    def load(mapping: TableMapping) -> TableReading:
        return load_table(data / REGSO, mapping, catalogue=catalogue, areas=regso_areas, loaded=LOADED)

    mapping = read_yaml(MAPPINGS / "population_regso.yaml", TableMapping)
    with pytest.raises(TableRefused) as error:
        load(mapping)
    assert len(error.value.faults) == 127 * 17 * 3

    reading = load(mapping.model_copy(update={"impossible_zeros": "drop"}))
    assert len(reading.observations) == 127 * 17
    assert sum(item.value or 0 for item in reading.observations) == 995_574


def test_the_nations_zero_before_the_first_year(
    tmp_path: Path, catalogue: Mapping[str, IndicatorDefinition]
) -> None:
    path = tmp_path / "riket.csv"
    path.write_text(
        "kpi,municipality_id,year,gender,value\nN02797,0000,2007,T,0.0\nN02797,0000,2008,T,7.31\n"
    )
    mapping = read_yaml(MAPPINGS / "kolada_panel_290.yaml", TableMapping)
    assert mapping.indicator
    looked = mapping.indicator.model_copy(update={"codes": {"N02797": "uvas-16-24"}})

    with pytest.raises(TableRefused) as error:
        load_table(
            path,
            mapping.model_copy(update={"indicator": looked}),
            catalogue=catalogue,
            areas=(),
            loaded=LOADED,
        )
    assert [(fault.line, fault.column, fault.value) for fault in error.value.faults] == [(2, "value", "0.0")]


def test_a_real_table_loaded_twice_makes_one_vintage(data: Path, load_file: LoadFile, tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "evidence")
    for _ in range(2):
        reading = load_file("kolada_panel_290", data / PANEL)
        store.save(reading.observations, loaded=LOADED, came_from=PANEL, checksum=reading.checksum)

    assert len(store.vintages("behorighet-kommunala-skolor")) == 1
    assert set(store.series("behorighet-kommunala-skolor")) == set(reading.observations)
    as_of_2018 = store.series("behorighet-kommunala-skolor", as_of=date(2018, 12, 31), areas=["0180"])
    assert {str(x.period): x.value for x in as_of_2018 if not x.group.categories} == {
        "2016": 88.7,
        "2017": 84.7,
        "2018": 86.9,
    }
