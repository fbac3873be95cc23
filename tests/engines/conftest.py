"""The engines, Spark once for all its tests; where it cannot run they are skipped and say so."""

import os

import pytest

from fardplan.engines import spark_engine
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.engine import Engine
from fardplan.engines.reference import ReferenceEngine

QUICK = {
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.extraJavaOptions": " ".join(
        [
            spark_engine.SETTINGS["spark.driver.extraJavaOptions"],
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
        ]
    ),
}
"""One task after another and quickly compiled: the tables are small, and most of the time is starting."""


@pytest.fixture(params=["DuckDB", "reference"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return DuckDbEngine(threads=2) if request.param == "DuckDB" else ReferenceEngine()


@pytest.fixture(scope="session")
def spark() -> spark_engine.SparkEngine:
    lacking = spark_engine.missing()
    if lacking:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(f"Spark cannot run: {lacking}. {spark_engine.HOW_TO_GET_IT}")
    return spark_engine.SparkEngine(threads=1, settings=QUICK)
