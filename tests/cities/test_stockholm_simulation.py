"""Stockholm's simulation: its files agree with the city package and with their sources, and it is met."""

import csv
import io
from datetime import date

import polars as pl
import pytest

from fardplan.simulation import simulate
from fardplan.sources.city_package import CITIES, CityPackage, load_city
from fardplan.usecases.simulate import plan_of
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
