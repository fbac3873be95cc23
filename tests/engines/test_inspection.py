"""Files that are no register are told apart before a row is read, or as soon as a page cannot be."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.engine import Inspection
from fardplan.engines.files import parquet_files
from fardplan.indicators.counting.plan import Summed
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.simulated import ORIGIN_KEY, SIMULATED_VALUE
from tests.counting_cases import REGISTER, row
from tests.engines.drawing import TYPES, plan, written

ROWS = [row(person=number, income=7_340_001) for number in range(50)]
ENGINE = DuckDbEngine(threads=1)


def failure(path: Path | str) -> str:
    with pytest.raises(InputError) as caught:
        ENGINE.inspect(REGISTER, [path])
    return str(caught.value)


def test_a_good_file(tmp_path: Path) -> None:
    path = written(ROWS, tmp_path / "good.parquet", year=pl.Int16, surface=pl.Decimal(10, 1))
    assert ENGINE.inspect(REGISTER, [path]) == Inspection(
        "boende", (path,), 50, path.stat().st_size,
        {"person": "int64", "year": "int16", "omrade": "large_string", "sex": "large_string",
         "origin": "large_string", "age": "int64", "income": "int64", "employed": "bool",
         "surface": "decimal128(10, 1)", "owner": "large_string", "since": "date32[day]",
         "left": "large_string"},
    )  # fmt: skip


def test_columns_that_the_register_does_not_know_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "more.parquet"
    pl.DataFrame(ROWS, schema=TYPES).with_columns(namn=pl.lit("Kanarie Fågel")).write_parquet(path)
    assert ENGINE.inspect(REGISTER, [path]).extra == ("namn",)
    assert ENGINE.run(plan(), [path]).cells["rows"].sum() == 50


def test_the_mark_of_a_simulated_register_is_read(tmp_path: Path) -> None:
    path = tmp_path / "simulated.parquet"
    frame = pl.DataFrame(ROWS, schema=TYPES)
    frame.write_parquet(path, metadata={ORIGIN_KEY: SIMULATED_VALUE})
    assert ENGINE.inspect(REGISTER, [path]).simulated


def again_by_polars(given: Path, path: Path) -> None:
    pl.read_parquet(given).write_parquet(path)


def again_by_pyarrow(given: Path, path: Path) -> None:
    pq.write_table(pq.read_table(given).replace_schema_metadata(None), path)


def again_by_duckdb(given: Path, path: Path) -> None:
    duckdb.sql(f"COPY (SELECT * FROM '{given}') TO '{path}' (FORMAT parquet)")


def again_through_csv(given: Path, path: Path) -> None:
    text = path.with_suffix(".csv")
    pl.read_parquet(given).write_csv(text)
    pl.read_csv(text, schema_overrides=TYPES).write_parquet(path)


def again_without_the_column(given: Path, path: Path) -> None:
    table = pq.read_table(given)
    pq.write_table(table.drop_columns("simulated"), path)


@pytest.mark.parametrize(
    "again",
    [again_by_polars, again_by_pyarrow, again_by_duckdb, again_through_csv, again_without_the_column],
)
def test_a_simulated_register_that_is_saved_anew_is_still_simulated(
    again: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    given, path = tmp_path / "given.parquet", tmp_path / "again.parquet"
    frame = pl.DataFrame(ROWS, schema=TYPES).with_columns(simulated=pl.lit(value=True))
    pq.write_table(frame.to_arrow().replace_schema_metadata({ORIGIN_KEY: SIMULATED_VALUE}), given)
    again(given, path)
    found = ENGINE.inspect(REGISTER, [path])
    assert (found.simulated, found.extra) == (True, ())


def test_a_register_that_claims_nothing_is_not_simulated(tmp_path: Path) -> None:
    assert not ENGINE.inspect(REGISTER, [written(ROWS, tmp_path / "real.parquet")]).simulated


def test_files_folders_and_patterns(tmp_path: Path) -> None:
    names = ["b/2.parquet", "a/1.parquet", "a/_unfinished.parquet", "a/note.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(ROWS, tmp_path / name)
    one, two = tmp_path / "a/1.parquet", tmp_path / "b/2.parquet"
    assert parquet_files([tmp_path]) == (one, two)
    assert parquet_files([two, tmp_path / "a"]) == (two, one)
    assert parquet_files([str(tmp_path / "*" / "[12].parquet"), two]) == (one, two)
    assert ENGINE.inspect(REGISTER, [tmp_path]).rows == 100


@pytest.mark.parametrize("name", ["gone.parquet", "*.parquet", "."])
def test_no_file(name: str, tmp_path: Path) -> None:
    assert failure(tmp_path / name) == (
        f"{tmp_path / name}: there is no Parquet file\n"
        "Name a file, a folder with .parquet files, or a pattern such as folder/*.parquet.\n"
        "Nothing was counted."
    )


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.parquet"
    path.touch()
    assert failure(path) == (
        f"{path}: the file is damaged, cut off or no Parquet file: it has no bytes\n"
        "Fetch it again from its source, and compare its size.\nNothing was counted."
    )


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = written(ROWS, tmp_path / "cut.parquet")
    path.write_bytes(path.read_bytes()[:1000])
    assert failure(path) == (
        f"{path}: the file is damaged, cut off or no Parquet file: "
        "no end of a Parquet file is found in its 1,000 bytes\n"
        "Fetch it again from its source, and compare its size.\nNothing was counted."
    )


def test_a_page_that_is_damaged(tmp_path: Path) -> None:
    """Its end is whole, so that only reading it finds out."""
    good, path = written(ROWS, tmp_path / "good.parquet"), written(ROWS, tmp_path / "spoilt.parquet")
    column = pq.read_metadata(path).row_group(0).column(list(TYPES).index("income"))
    start = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
    spoilt = bytearray(path.read_bytes())
    spoilt[start : start + column.total_compressed_size] = bytes([255]) * column.total_compressed_size
    path.write_bytes(bytes(spoilt))
    with pytest.raises(InputError) as caught:
        ENGINE.run(plan(sums=(Summed("income", 0),)), [good, path])
    assert str(caught.value) == (
        f"{path}: the file is damaged, cut off or no Parquet file: a part of it cannot be read\n"
        "Fetch it again from its source, and compare its size.\nNothing was counted."
    )
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_columns_that_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "fewer.parquet"
    pl.DataFrame(ROWS, schema=TYPES).rename({"income": "incomes"}).drop("age").write_parquet(path)
    assert failure(path) == (
        f"{path}: the columns age, income of the register 'boende' are missing\n"
        "There is: employed, incomes, left, omrade, origin, owner, person, sex, since, surface, year.\n"
        "Nothing was counted."
    )


def test_a_column_of_another_type(tmp_path: Path) -> None:
    path = written(ROWS, tmp_path / "other.parquet", income=pl.String)
    assert failure(path) == (
        f"{path}: the column 'income' holds large_string\n"
        "The register 'boende' has whole numbers (int8 to int64, uint8 to uint32) there.\n"
        "Nothing was counted."
    )


def test_files_that_are_unlike(tmp_path: Path) -> None:
    one = written(ROWS, tmp_path / "1.parquet")
    two = written(ROWS, tmp_path / "2.parquet", age=pl.Int16)
    assert failure(tmp_path) == (
        f"{two}: the column 'age' holds int16\n"
        f"In {one} it holds int64. Files of one register have columns of the same types.\n"
        "Nothing was counted."
    )


def test_only_what_a_plan_reads_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "narrow.parquet"
    pl.DataFrame(ROWS, schema=TYPES).select("year", "omrade").write_parquet(path)
    assert ENGINE.run(plan(), [path]).cells.rows() == [(2019, "n1", 0, 50)]
