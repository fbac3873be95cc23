"""A simulated city in a folder: whole and marked, or not there at all."""

import hashlib
import json
import resource
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

import fardplan
from fardplan.simulation import REGISTERS, FaultRates
from fardplan.usecases.simulate import SimulatedCity, read_years, simulate_city
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError, StorageError
from fardplan.vocabulary.simulated import marked_simulated
from tests.simulation.conftest import simulated
from tests.simulation.lillkoping import plan, write_simulation
from tests.small_city import write_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_simulation(write_city(tmp_path_factory.mktemp("city") / "lillkoping"))


def made(city: Path, folder: Path, **wanted) -> SimulatedCity:
    return simulate_city(str(city), folder, **{"persons": 2_000, "years": (2014, 2016), "seed": 7, **wanted})


@pytest.fixture(scope="module")
def folder(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(city, tmp_path_factory.mktemp("made") / "registers").folder


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_files_hold_what_was_simulated(folder):
    assert {path.name for path in folder.iterdir()} == {f"{name}.parquet" for name in REGISTERS} | {
        "truth.json"
    }
    expected = simulated(plan(2_000, (2014, 2016)))
    for name, frame in expected.registers.items():
        assert pl.read_parquet(folder / f"{name}.parquet").drop("simulated").equals(frame), name
    assert json.loads((folder / "truth.json").read_text("utf-8"))["years"] == json.loads(
        json.dumps({str(year): truth for year, truth in expected.truths.items()})
    )


def test_every_file_carries_the_mark(folder):
    marks = {
        "fardplan.origin": "simulated",
        "fardplan.city": "lillkoping",
        "fardplan.persons": "2000",
        "fardplan.years": "2014-2016",
        "fardplan.seed": "7",
        "fardplan.version": fardplan.__version__,
    }
    for name in REGISTERS:
        path = folder / f"{name}.parquet"
        assert marked_simulated(pq.read_metadata(path).metadata)
        assert marked_simulated(pl.read_parquet_metadata(path))
        assert {key: pl.read_parquet_metadata(path).get(key) for key in marks} == marks
        assert pl.read_parquet(path)["simulated"].unique().to_list() == [True]
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    assert told["mark"] == marks


def test_the_truths_tell_what_was_planted(folder):
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    assert told["planted"]["youth"] == {"districts": ["vast"], "first": 2016, "change": -0.05}
    assert told["planted"]["schools"] == {"sim-skola-001": 0.05, "sim-skola-002": -0.09}
    assert told["planted"]["workplaces"]["dominated_area"] == "402"
    assert told["rows"]["befolkning"] == pl.read_parquet(folder / "befolkning.parquet").height
    assert (list(told["years"]), told["faults"]) == (["2014", "2015", "2016"], {})


def test_a_year_is_a_row_group(folder):
    file = pq.ParquetFile(folder / "befolkning.parquet")
    years = [
        file.read_row_group(group, ["year"])["year"].unique().to_pylist()
        for group in range(file.num_row_groups)
    ]
    assert years == [[2014], [2015], [2016]]


def test_the_same_call_writes_the_same_bytes(city, folder, tmp_path):
    made(city, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)


def test_an_empty_folder_is_filled_and_years_are_told(city, tmp_path):
    heard: list[int] = []
    (tmp_path / "empty").mkdir()
    made(city, tmp_path / "empty", tell=heard.append)
    assert heard == [2014, 2015, 2016]
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_faults_are_planted_and_told(city, tmp_path):
    told = made(city, tmp_path / "faulty", faults=FaultRates(duplicates=0.02), years=(2015, 2015))
    rows = pl.read_parquet(tmp_path / "faulty/befolkning.parquet")
    twice = rows.select("person", "year").is_duplicated().sum() // 2
    assert told.faults["befolkning"]["duplicates"] == twice > 20


def test_a_folder_that_holds_something_is_left_alone(city, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(RuleError) as error:
        made(city, tmp_path)
    assert str(error.value) == (
        f"{tmp_path}: the folder is not empty\n"
        "Name one that is new or empty with --out.\nNothing was written."
    )
    with pytest.raises(RuleError, match="this is no folder"):
        made(city, tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_full_disk_leaves_nothing(city, tmp_path):
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    try:
        with pytest.raises(StorageError) as error:
            made(city, tmp_path / "registers")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert str(error.value).startswith(f"{tmp_path / 'registers'}: the registers could not be written: ")
    assert error.value.outcome == "Nothing was written."
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing(city, tmp_path):
    def stop(year: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(city, tmp_path / "registers", tell=stop)
    assert list(tmp_path.iterdir()) == []


def test_cities_that_are_not_there_or_have_no_simulation(tmp_path):
    with pytest.raises(NotFoundError) as error:
        made(Path("stokholm"), tmp_path / "x")
    assert str(error.value) == (
        "there is no city package 'stokholm', and no folder of that name\n"
        "There is: stockholm. Did you mean 'stockholm'?"
    )
    bare = write_city(tmp_path / "bare")
    with pytest.raises(NotFoundError) as error:
        made(bare, tmp_path / "x")
    assert str(error.value) == (
        f"{bare / 'simulation.yaml'}: the city 'lillkoping' has no simulation\n"
        "Write this file; docs/methods/simulation.md tells what stands in it."
    )
    assert not (tmp_path / "x").exists()


def test_a_model_with_a_fault_is_told_with_its_line(city, tmp_path):
    broken = write_simulation(write_city(tmp_path / "broken"))
    text = (broken / "simulation.yaml").read_text("utf-8")
    (broken / "simulation.yaml").write_text(
        text.replace("first: 2016, change", "first: soon, change"), "utf-8"
    )
    with pytest.raises(InputError, match=r"simulation\.yaml:\d+: youth\.first: "):
        made(broken, tmp_path / "x")


def test_spans_of_years():
    assert [read_years(text) for text in ("2005-2024", "2005–2024", "2015")] == [
        (2005, 2024), (2005, 2024), (2015, 2015),
    ]  # fmt: skip
    with pytest.raises(InputError) as error:
        read_years("2005 to 2024")
    assert str(error.value) == "'2005 to 2024' is not a span of years\nWrite for example 2005-2024."
