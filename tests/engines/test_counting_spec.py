"""From drawn tables to figures by way of an engine: the cases of `tests/counting_spec`."""

from pathlib import Path

import pytest

from fardplan.engines.engine import Engine
from fardplan.engines.spark_engine import SparkEngine
from tests.counting_spec import CASES, Case, answer_of
from tests.engines.drawing import written


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_engine_counts_what_is_meant(engine: Engine, case: Case, tmp_path: Path) -> None:
    path = written(case.rows, tmp_path / "register.parquet")
    assert answer_of(case, lambda plan: engine.run(plan, [path])) == case.answer


ON_SPARK = (
    "one true is enough, whatever is unknown",
    "a number that differs by year, and a year without it",
    "by sex and origin, with everybody beside",
    "a sum of decimals, to the last one",
    "a tenth of eleven is the second smallest",
    "arithmetic, choices and days",
)
"""Those that engines could differ in; a plan takes Spark seconds, however small the table."""


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name in ON_SPARK], ids=lambda case: case.name
)
def test_spark_counts_what_is_meant(spark: SparkEngine, case: Case, tmp_path: Path) -> None:
    path = written(case.rows, tmp_path / "register.parquet")
    assert answer_of(case, lambda plan: spark.run(plan, [path])) == case.answer
