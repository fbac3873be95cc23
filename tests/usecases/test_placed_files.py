"""Files of a register with its place columns: copied with their mark, judged, and never left half done."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fardplan.indicators.counting.placing import Placing
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.usecases.placed_files import place_files
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.simulated import ORIGIN_KEY, marked_simulated
from tests.canaries import find

KISTA = (145_545.0, 6_587_510.0)
CITY_HALL = (152_300.0, 6_579_400.0)
MALMO = (0.0, 6_160_000.0)


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture
def register(city: CityPackage) -> RegisterDefinition:
    found = city.register("bostadsprojekt")
    assert found is not None
    return found


def rows(*places: tuple[float, float] | None, day: date = date(2020, 2, 1)) -> pl.DataFrame:
    count = len(places)
    return pl.DataFrame(
        {
            "project": [f"p{number}" for number in range(count)],
            "year": pl.Series([day.year] * count, dtype=pl.Int16),
            "quarter": pl.Series([1] * count, dtype=pl.Int16),
            "x": [place and place[0] for place in places],
            "y": [place and place[1] for place in places],
        },
        schema_overrides={"x": pl.Float64, "y": pl.Float64},
    )


def written(path: Path, frame: pl.DataFrame, **said: str) -> Path:
    frame.write_parquet(path, metadata=said)
    return path


def test_every_file_is_copied_with_the_place_and_what_it_says_of_itself(
    city: CityPackage, register: RegisterDefinition, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    out = tmp_path / "out"
    given.mkdir()
    out.mkdir()
    written(given / "a.parquet", rows(KISTA, CITY_HALL), **{ORIGIN_KEY: "simulated", "fardplan.seed": "7"})
    written(given / "b.parquet", rows(KISTA))
    found = place_files(register, city.places, [given], out)
    first, second = (pl.read_parquet(path) for path in found.paths)
    assert first["focus"].to_list() == ["kista-jarva", None]
    assert second["focus"].to_list() == ["kista-jarva"]
    assert first.drop("focus").equals(rows(KISTA, CITY_HALL))
    said = [pl.read_parquet_metadata(path) for path in found.paths]
    assert said[0]["fardplan.seed"] == "7"
    assert [marked_simulated(item) for item in said] == [True, False]
    assert (found.register.places, found.register.columns) == ((), register.columns)
    assert (found.placings, found.warnings) == ((Placing("focus", 3, 2, 1, 0, 0),), ())
    assert sorted(path.name for path in given.iterdir()) == ["a.parquet", "b.parquet"]


def test_more_rows_without_a_place_than_the_register_bears_are_refused_and_fewer_told(
    city: CityPackage, register: RegisterDefinition, tmp_path: Path
) -> None:
    path = written(tmp_path / "rows.parquet", rows(*[KISTA] * 95, *[None] * 5))
    (tmp_path / "out").mkdir()
    found = place_files(register, city.places, [path], tmp_path / "out")
    assert found.warnings == ("5 of 100 rows of 'bostadsprojekt' have no position or no day",)
    path = written(tmp_path / "rows.parquet", rows(*[KISTA] * 97, *[MALMO] * 3))
    with pytest.raises(InputError) as raised:
        place_files(register, city.places, [path], tmp_path / "out")
    assert raised.value.what == "3 of 100 rows of 'bostadsprojekt' lie outside the city"
    assert list((tmp_path / "out").iterdir()) == []


def test_files_that_cannot_be_placed_are_told_without_their_rows(
    city: CityPackage, register: RegisterDefinition, tmp_path: Path
) -> None:
    def refusal(path: Path) -> str:
        with pytest.raises(InputError) as raised:
            place_files(register, city.places, [path], tmp_path)
        assert raised.value.where == str(path)
        return raised.value.what

    lacking = written(tmp_path / "rows.parquet", rows(KISTA).drop("x"))
    assert refusal(lacking) == "the columns x of the register 'bostadsprojekt' are missing"
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 7314 hemligt PAR1")
    assert "hemligt" not in refusal(broken)
    with pytest.raises(InputError, match="there is no set of places 'fokusomraden'"):
        place_files(register, (), [lacking], tmp_path)


def test_a_register_without_places_is_copied_as_it_is(
    city: CityPackage, register: RegisterDefinition, tmp_path: Path
) -> None:
    path = written(tmp_path / "rows.parquet", rows(KISTA))
    found = place_files(register.model_copy(update={"places": ()}), (), [path], tmp_path)
    assert [pl.read_parquet(copy).columns for copy in found.paths] == [rows(KISTA).columns]
    assert found.placings == ()


@pytest.mark.parametrize(
    ("column", "value"), [("x", pl.lit("KANARIE-7654321")), ("quarter", pl.lit(7_654_321_987_654_321))]
)
def test_what_is_no_position_is_refused_and_never_quoted(
    city: CityPackage, register: RegisterDefinition, tmp_path: Path, column: str, value: pl.Expr
) -> None:
    path = written(tmp_path / "a.parquet", rows(KISTA, CITY_HALL).with_columns(value.alias(column)))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(InputError, match="something else than positions and days") as told:
        place_files(register, city.places, [path], out)
    assert find(("KANARIE-7654321", 7_654_321_987_654_321), texts={"error": str(told.value)}) == []
    assert told.value.__suppress_context__
    assert list(out.iterdir()) == []
