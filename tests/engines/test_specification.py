"""Every engine says of every drawn case what the case says."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.engine import Engine
from fardplan.engines.reference import ReferenceEngine
from fardplan.engines.spark_engine import SparkEngine
from tests.counting_cases import REGISTER, row
from tests.engines.drawing import drawn, plan, written
from tests.engines.specification import (
    CASES,
    CONDITIONS,
    GROUPS,
    PEOPLE,
    ROUNDED,
    Case,
    named,
    with_many_flags,
)

NARROW = {"year": pl.Int16, "age": pl.Int8, "income": pl.Int32, "surface": pl.Float64}


def answer(engine: Engine, case: Case, path: Path) -> dict[object, int]:
    cells = engine.run(case.plan, [path]).cells
    summed = cells.group_by(*case.by).agg(pl.col(case.of).sum())
    return {key[0] if len(case.by) == 1 else tuple(key): rows for *key, rows in summed.iter_rows()}


@pytest.mark.parametrize("case", [*CASES, ROUNDED], ids=named)
def test_an_engine_answers_as_drawn(engine: Engine, case: Case, tmp_path: Path) -> None:
    path = written(drawn(case.drawing), tmp_path / "drawn.parquet")
    assert answer(engine, case, path) == case.answer


def test_narrow_types_in_the_file_change_nothing(tmp_path: Path) -> None:
    path = written(drawn(PEOPLE), tmp_path / "narrow.parquet", **NARROW)
    for case in CASES:
        assert answer(DuckDbEngine(threads=1), case, path) == case.answer, case.name


def test_more_bits_than_a_number_has(engine: Engine, tmp_path: Path) -> None:
    path = written(drawn(PEOPLE), tmp_path / "drawn.parquet")
    cells = engine.run(with_many_flags(), [path]).cells
    signature = {age: (1 << (age + 1)) - 1 for age in (16, 17, 18, 24, 25, 30, 31)}
    counted = cells.group_by("flags").agg(pl.col("rows").sum()).sort("flags").rows()
    assert counted == [(signature[16], 2), (signature[17], 3), (signature[18], 1), (signature[24], 1),
                       (signature[25], 1), (signature[30], 1), (signature[31], 1)]  # fmt: skip
    assert_frame_equal(cells, ReferenceEngine().run(with_many_flags(), [path]).cells, check_row_order=False)


def test_the_times_of_a_register(engine: Engine, tmp_path: Path) -> None:
    path = written([row(year=year) for year in (2021, None, 2018, 2021)], tmp_path / "times.parquet")
    assert engine.times(REGISTER, [path]) == (2018, 2021)


def test_spark_answers_as_drawn(spark: SparkEngine, tmp_path: Path) -> None:
    """A question to Spark takes a while however small it is: all conditions are asked in one."""
    path = written(drawn(PEOPLE), tmp_path / "drawn.parquet")
    at_once = plan(*(case.plan.flags[0] for case in CONDITIONS), leaves=())
    signatures = spark.run(at_once, [path]).cells
    bit = {case.name: (pl.col("flags") // (1 << place)) % 2 for place, case in enumerate(CONDITIONS)}
    counted = {
        name: dict(signatures.group_by(one.alias("bit")).agg(pl.col("rows").sum()).iter_rows())
        for name, one in bit.items()
    }
    assert counted == {case.name: case.answer for case in CONDITIONS}
    assert spark.times(REGISTER, [path]) == (2019, 2020)
    rounded = written(drawn(ROUNDED.drawing), tmp_path / "decimals.parquet")
    assert answer(spark, ROUNDED, rounded) == ROUNDED.answer
    assert {case.name: answer(spark, case, path) for case in GROUPS} == {
        case.name: case.answer for case in GROUPS
    }
