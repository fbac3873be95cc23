"""Stockholm's simulation: its files agree with the city package and with their sources, and it is met."""

import csv
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.indicators.counting.observing import Observing
from fardplan.indicators.counting.planning import plan_counts
from fardplan.simulation import simulate
from fardplan.simulation.projects import planted_share, project_stages, starts
from fardplan.sources.city_package import CITIES, CityPackage, load_city
from fardplan.usecases.placed_files import place_files
from fardplan.usecases.simulate import plan_of
from fardplan.vocabulary.period import Period
from tools.stockholm_simulation import as_written, shapes_of

FOLDER = CITIES / "stockholm/simulation"
MEASURES = {
    "eligible_municipal": ("behorighet-kommunala-skolor", 100),
    "neet": ("uvas-17-24", 100),
    "day_population": ("dagbefolkning", 1),
    "starts": ("paborjade-bostader", 1),
    "unsafe": ("otrygga-bostadsomrade", 100),
}


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def levels() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "levels.csv", schema_overrides={"area": pl.String})


@pytest.fixture(scope="module")
def areas() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "basomraden.csv", schema_overrides={"code": pl.String})


@pytest.fixture(scope="module")
def year(city):
    """2016 in a city of 20,000 persons."""
    return list(simulate(plan_of(city, persons=20_000, years=(2016, 2016))))[-1]


def test_every_level_says_where_it_comes_from(levels):
    assert set(levels["basis"]) == {"official", "own_calculation", "forecast", "made_up"}
    assert levels["source"].is_not_null().all()
    real = levels.filter(pl.col("basis") != "made_up")
    assert real["address"].str.starts_with("http").all()
    assert not levels.select("measure", "area", "year").is_duplicated().any()


@pytest.mark.parametrize(("measure", "indicator", "times"), [(name, *of) for name, of in MEASURES.items()])
def test_official_levels_are_the_public_figures(city, levels, measure, indicator, times):
    public = {(row.area, str(row.period)): row.value for row in city.figures_of(indicator) if not row.group}
    official = levels.filter((pl.col("measure") == measure) & (pl.col("basis") == "official"))
    found = {(row["area"], str(row["year"])): row["value"] * times for row in official.iter_rows(named=True)}
    assert len(found) > 1
    assert found == pytest.approx({key: public[key] for key in found}, abs=0.006)


def test_the_areas_lie_where_the_key_of_the_registers_says(city, areas):
    with (CITIES / "stockholm/registers/basomraden.csv").open(encoding="utf-8") as file:
        key = [(row["code"], row["area"], row["valid_from"], row["valid_to"]) for row in csv.DictReader(file)]
    for column, day in (("sdo14", "2016-12-31"), ("sdo13", "2020-12-31"), ("sdo11", "2023-12-31")):
        valid = {code: area for code, area, first, last in key if (first or "") <= day <= (last or "9")}
        assert dict(areas.select("code", column).iter_rows()) == valid


def test_the_boards_of_a_survey_are_those_of_the_years_last_day(city):
    plan = plan_of(city, persons=1_000, years=(2016, 2016))
    for board in plan.model.boards:
        division = next(item for item in city.divisions if item.code == board.column)
        assert division.holds_on(date(max(board.first, 2007), 12, 31))
        assert set(plan.areas.places(board.column).names) == set(division.areas)
        if board.first > 2007:
            assert not division.holds_on(date(board.first - 1, 12, 31))


def test_the_residents_are_those_of_the_source(areas, reference_data):
    folder = reference_data / "data/stockholm_boundaries"
    shapes = shapes_of(folder / "basomraden_419_2016.geojson")
    text = (folder / "basomraden_befolkning_2014_2016.csv").read_text("utf-8")
    rows = [as_written(row, shapes[row["nyckelkod"]]) for row in csv.DictReader(io.StringIO(text))]
    derived = (
        pl.DataFrame(rows, infer_schema_length=None).sort("code").with_columns(pl.col("year").cast(pl.Int64))
    )
    assert derived.equals(areas)
    assert areas.select(pl.sum_horizontal(pl.col("^[KM]_.*$")).sum()).item() == 920_608


def test_the_registers_are_as_their_definitions_say(city, year):
    for name, frame in year.rows.items():
        register = next(item for item in city.registers if item.key == name)
        placed = {column.column for column in register.places}
        assert [item.name for item in register.columns if item.name not in placed] == frame.columns
        for column in register.columns:
            if column.name in placed:
                continue
            values = frame[column.name].drop_nulls()
            assert column.optional or len(values) == frame.height, column.name
            assert not column.codes or set(values) <= set(column.codes), column.name
            assert column.least is None or values.min() >= column.least, column.name
            assert column.most is None or values.max() <= column.most, column.name
        assert not frame.select(register.identity).is_duplicated().any()


def test_the_city_is_met_to_scale(year):
    """2016: a fifth of the way from 2015 to 2020 in every district, and the day population of that year."""
    scale = 20_000 / 923_516
    people = {"jarva": (86_472, 89_847), "sodermalm": (127_323, 131_102), "skarholmen": (35_863, 37_037)}
    for name, (then, later) in people.items():
        assert year.truths["population"][name] == pytest.approx((then * 0.8 + later * 0.2) * scale, abs=1)
    day = year.truths["day_population"]
    assert day["districts"]["norrmalm"] == pytest.approx(173_861 * scale, abs=1)
    assert day["share_of_group"] == pytest.approx(0.340, abs=0.0005)
    assert year.truths["eligibility"]["level"] == 0.887
    neet, young = year.truths["neither_17_24"]["city"]
    assert neet / young == pytest.approx(0.0822, abs=0.003)


def test_every_district_has_its_planted_share_of_foreign_background(city, year):
    plan = plan_of(city, persons=20_000, years=(2016, 2016))
    names, planted = plan.targets.levels.names, plan.targets.foreign(2016)
    found = year.truths["foreign_background"]
    for place, name in enumerate(names):
        part, whole = found[name]
        assert abs(part - planted[place] * whole) <= 0.5 + 1e-6


def test_the_base_amounts_are_those_that_are_counted_with(city):
    plan = plan_of(city, persons=1_000, years=(2016, 2016))
    definition = city.indicator("uvas-16-24-egen")
    assert definition is not None
    assert definition.count is not None
    counted = {int(str(period)): value for period, value in definition.count.parameters["basbelopp"].items()}
    assert {year: plan.model.base_amount[year] for year in counted} == counted


def test_what_is_planted_in_focus_areas_is_built_in_their_borders(city, tmp_path):
    """The places of a larger city's projects, looked up in the focus areas' borders as a count does."""
    plan = plan_of(city, persons=200_000, years=(2018, 2020))
    rows = project_stages(plan)
    path = tmp_path / "bostadsprojekt.parquet"
    rows.write_parquet(path)
    register, placed_in = city.register("bostadsprojekt"), tmp_path / "placed"
    placed_in.mkdir()
    placed = pl.concat(
        [pl.read_parquet(one) for one in place_files(register, city.places, [path], placed_in).paths]
    )
    begun = placed.filter((pl.col("stage") == "paborjad") & ~pl.col("preliminary"))
    inside = begun.filter(pl.col("focus").is_not_null())["dwellings"].sum() / begun["dwellings"].sum()
    planted = sum(planted_share(plan, year) * int(starts(plan, year)[0].sum()) for year in (2018, 2019))
    assert inside == pytest.approx(planted / begun["dwellings"].sum(), abs=0.015)


@pytest.fixture(scope="module")
def registers(city, tmp_path_factory):
    """2018's registers as files, and what is planted in them."""
    folder = tmp_path_factory.mktemp("registers")
    (made,) = simulate(plan_of(city, persons=20_000, years=(2018, 2018)))
    for name, frame in made.rows.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder, made.truths


def counted(city: CityPackage, folder: Path, register: str, indicator: str) -> dict[tuple[str, str], int]:
    """What a definition of the city counts in 2018, by area and part, before anything is protected."""
    definition, period, engine = city.register(register), Period.parse("2018"), DuckDbEngine(threads=1)
    plan = plan_counts(definition, [city.indicator(indicator)], [period], city.area_sets(definition))
    sums = [engine.run(one, [folder / f"{register}.parquet"]) for one in plan.passes]
    (rolled,) = Observing(plan, sums, plan.geography).tables.values()
    values = rolled.values(period)
    return {(cell[0], cell[-1]): value for cell, value in values.items() if not any(cell[1:-1])}


def test_the_citys_own_definition_finds_who_neither_works_nor_studies(city, registers):
    folder, truths = registers
    found = counted(city, folder, "befolkning", "uvas-17-24-egen")
    told = {"0180": truths["neither_17_24"]["city"], **truths["neither_17_24"]["districts"]}
    parts = [f"uvas-17-24-egen.{part}" for part in ("numerator", "population")]
    assert {area: [found[area, part] for part in parts] for area in told} == told


def test_the_citys_own_definition_finds_who_is_eligible(city, registers):
    folder, truths = registers
    key = "behorighet-kommunala-skolor-egen"
    found = counted(city, folder, "elever-ak9", key)
    parts = [found["0180", f"{key}.{part}"] for part in ("numerator", "population")]
    assert parts == truths["eligibility"]["municipal"]


def test_the_citys_own_definition_finds_the_day_population(city, registers):
    folder, truths = registers
    found = counted(city, folder, "arbetsplatser", "dagbefolkning-egen")
    told = truths["day_population"]
    by_area = {
        area: value for (area, part), value in found.items() if part == "dagbefolkning-egen.population"
    }
    assert {area: by_area[area] for area in told["districts"]} == told["districts"]
    assert by_area["0180"] == sum(told["districts"].values()) + told["unplaced"]
    assert by_area["ytterstaden"] / (by_area["0180"] - told["unplaced"]) == pytest.approx(
        told["share_of_group"], abs=1e-6
    )
