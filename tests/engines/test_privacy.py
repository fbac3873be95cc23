"""No value of a row comes out of an engine but in its answer: not in an error, what it hangs on, or a log."""

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.engine import Engine
from fardplan.engines.spark_engine import SparkEngine
from fardplan.indicators.counting.plan import Summed
from fardplan.vocabulary.errors import FardplanError
from tests.counting_cases import GEOGRAPHY, REGISTER, row
from tests.engines.drawing import TYPES, condition, plan, written

NUMBER = 7_654_321_987_654_321_987
NAME = "Kanariefågel Ekström-Öberg"
CANARIES = (str(NUMBER), "7.654321987", "7,654", NAME, "Kanarie", "Ekstr")
ROWS = [row(person=number, income=NUMBER, owner=NAME, origin=NAME, omrade=NAME) for number in range(20)]


def too_large_a_sum(engine: Engine, folder: Path) -> None:
    path = written(ROWS, folder / "large.parquet")
    engine.run(plan(sums=(Summed("income", 0),)), [path])


def too_large_a_product(engine: Engine, folder: Path) -> None:
    path = written(ROWS, folder / "large.parquet")
    engine.run(plan(keep=condition("income * income > 0")), [path])


def a_damaged_page(engine: Engine, folder: Path) -> None:
    path = written(ROWS, folder / "spoilt.parquet")
    column = pq.read_metadata(path).row_group(0).column(list(TYPES).index("owner"))
    start = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
    spoilt = bytearray(path.read_bytes())
    for place in range(start, start + column.total_compressed_size, 3):
        spoilt[place] ^= 0x55
    path.write_bytes(bytes(spoilt))
    engine.run(plan(values=("owner",)), [path])


def unknown_codes(engine: Engine, folder: Path) -> None:
    engine.quality(REGISTER, [written(ROWS, folder / "codes.parquet")], GEOGRAPHY).check()


def another_type(engine: Engine, folder: Path) -> None:
    engine.run(plan(keep=condition("age > 1")), [written(ROWS, folder / "text.parquet", age=pl.String)])


FAILURES = (too_large_a_sum, too_large_a_product, a_damaged_page, unknown_codes, another_type)


def everything_told(error: BaseException) -> Iterator[str]:
    """The error, what it was raised from and all that a traceback would print."""
    yield from traceback.format_exception(error)
    one: BaseException | None = error
    while one is not None:
        yield repr(one)
        yield str(vars(one))
        one = one.__context__ or one.__cause__


def held_against_canaries(
    failing: Callable[[Engine, Path], None], engine: Engine, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FardplanError) as caught:
        failing(engine, folder)
    assert caught.value.outcome == "Nothing was counted."
    printed = capfd.readouterr()
    told = "\n".join([*everything_told(caught.value), printed.out, printed.err])
    assert [canary for canary in CANARIES if canary in told] == []


@pytest.mark.parametrize("failing", FAILURES)
def test_an_error_of_duckdb_quotes_no_row(
    failing: Callable[[Engine, Path], None], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    held_against_canaries(failing, DuckDbEngine(threads=1), tmp_path, capfd)


def test_no_error_of_spark_quotes_a_row(
    spark: SparkEngine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for failing in (too_large_a_sum, a_damaged_page, unknown_codes):
        held_against_canaries(failing, spark, tmp_path, capfd)
