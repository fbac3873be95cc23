"""Spark: counts where a city or a nation has outgrown one machine. An extra of the program, with Java 17."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import polars as pl

from fardplan.engines.query import REGISTER, Side
from fardplan.engines.sql import SPARK
from fardplan.engines.sql_engine import Connection, Scan, SqlEngine
from fardplan.vocabulary.errors import NotFoundError

HOW_TO_GET_IT = (
    "Install it with: make setup-spark, or pip install 'fardplan[spark]'; "
    "Java 17 on Debian or Ubuntu: apt-get install openjdk-17-jre-headless."
)
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
    "spark.driver.extraJavaOptions": "-Dderby.system.home=/nonexistent",
    "spark.sql.catalogImplementation": "in-memory",
}
LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_starting = Lock()


def missing() -> str | None:
    """What Spark lacks here to run, or None."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed"
    java = Path(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else None
    if not (java and java.exists()) and shutil.which("java") is None:
        return "there is no Java"
    return None


class SparkEngine(SqlEngine):
    """Counts with Spark.

    `master` is the address of a cluster that reads the same paths; None: this machine, with `threads` threads
    (all cores when None) and `memory` bytes. The first question starts a session, which all later ones share
    and which lasts as long as the program; `settings` are Spark's own, and hold for a new session. What Spark
    writes into its log is not shown when it runs here, since it can quote a row. Raises `NotFoundError` where
    pyspark or Java is missing.
    """

    name = "Spark"
    dialect = SPARK

    def __init__(
        self,
        *,
        master: str | None = None,
        threads: int | None = None,
        memory: int | None = None,
        settings: dict[str, str] | None = None,
    ) -> None:
        lacking = missing()
        if lacking:
            raise NotFoundError(f"Spark cannot run: {lacking}", instead=HOW_TO_GET_IT)
        from py4j.protocol import Py4JError  # noqa: PLC0415
        from pyspark.errors import PySparkException  # noqa: PLC0415

        self.errors = (PySparkException, Py4JError)
        self.master = master or f"local[{threads or '*'}]"
        local = LOCAL | {"spark.sql.shuffle.partitions": str(threads or os.cpu_count() or 2)}
        if memory:
            local["spark.driver.memory"] = f"{memory // 2**20}m"
        self.settings = SETTINGS | ({} if master else local) | (settings or {})

    def connect(self, scan: Scan) -> "_Connection":
        return _Connection(self._session(), scan)

    def _session(self) -> Any:
        from pyspark.sql import SparkSession  # noqa: PLC0415

        with _starting:
            running = SparkSession.getActiveSession()
            if running is not None:
                return running
            builder = SparkSession.builder.master(self.master).appName("fardplan")
            for key, value in self.settings.items():
                builder = builder.config(key, value)
            with _silent():
                return builder.getOrCreate()


@contextmanager
def _silent() -> Iterator[None]:
    """Starts Java with its outputs going nowhere: it keeps the ones that it is started with."""
    kept = [os.dup(number) for number in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for number in (1, 2):
            os.dup2(nowhere, number)
        yield
    finally:
        for number, old in zip((1, 2), kept, strict=True):
            os.dup2(old, number)
            os.close(old)
        os.close(nowhere)


class _Connection(Connection):
    def __init__(self, session: Any, scan: Scan) -> None:
        self.session, self.scan = session, scan
        self.views: list[str] = []

    def __enter__(self) -> "_Connection":
        read = self.session.read.parquet(*(str(file) for file in self.scan.found.files))
        columns = [SPARK.read(name, self.scan.found.types[name]) for name in self.scan.columns]
        read.selectExpr(*columns).createOrReplaceTempView(REGISTER)
        self.views.append(REGISTER)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and not issubclass(kind, Exception):
            self.session.sparkContext.cancelAllJobs()
        for view in self.views:
            self.session.catalog.dropTempView(view)

    def add(self, side: Side) -> None:
        self.session.sql(SPARK.side(side, "INT")).createOrReplaceTempView(side.name)
        self.views.append(side.name)

    def fetch(self, sql: str) -> pl.DataFrame:
        return pl.DataFrame(self.session.sql(sql).toArrow())

    def plan(self, sql: str) -> str:
        lines = self.session.sql(f"EXPLAIN {sql}").collect()
        return "\n".join(str(line[0]) for line in lines)
