"""DuckDB: counts on one machine, larger than its memory, without a server. The engine by default."""

import os
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import duckdb
import polars as pl

from fardplan.engines.engine import Progress
from fardplan.engines.query import REGISTER, Side
from fardplan.engines.sql import DUCKDB
from fardplan.engines.sql_engine import Connection, Scan, SqlEngine

SECONDS_BETWEEN = 0.1
"""How often progress is told."""

WHOLE_SCAN = 100.0

FOLDERS = "fardplan-counting-"
"""How the folders begin that rows lie in while they are counted; the number of the program follows."""


class DuckDbEngine(SqlEngine):
    """Counts with DuckDB.

    `threads`: as many as the machine has cores when None. `memory`: most bytes that DuckDB keeps in memory,
    four fifths of the machine's when None; what does not fit goes into a folder of its own in `folder` (the
    system's temporary one when None), which is gone afterwards, however a pass ends.
    """

    name = "DuckDB"
    dialect = DUCKDB
    errors = (duckdb.Error,)
    remembered = 2_000_000

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory: int | None = None,
        folder: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.threads, self.memory, self.folder, self.progress = threads, memory, folder, progress

    def connect(self, scan: Scan) -> "_Connection":
        return _Connection(self, scan)


class _Connection(Connection):
    def __init__(self, engine: DuckDbEngine, scan: Scan) -> None:
        self.engine, self.scan, self.closing = engine, scan, ExitStack()

    def __enter__(self) -> "_Connection":
        with ExitStack() as stack:
            spill = stack.enter_context(
                tempfile.TemporaryDirectory(prefix=f"{FOLDERS}{os.getpid()}-", dir=self.engine.folder)
            )
            settings: dict[str, str | bool | int | float | list[str]] = {
                "temp_directory": spill,
                "preserve_insertion_order": False,
            }
            if self.engine.threads:
                settings["threads"] = self.engine.threads
            if self.engine.memory:
                settings["memory_limit"] = f"{self.engine.memory // 1_000_000} MB"
            self.duckdb = stack.enter_context(duckdb.connect(":memory:", config=settings))
            self.duckdb.execute(self._view())
            self.closing = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.close()

    def _view(self) -> str:
        columns = ", ".join(DUCKDB.read(name, self.scan.found.types[name]) for name in self.scan.columns)
        files = ", ".join(DUCKDB.text(str(file)) for file in self.scan.found.files)
        return f"CREATE TEMP VIEW {REGISTER} AS SELECT {columns} FROM read_parquet([{files}])"  # noqa: S608

    def add(self, side: Side) -> None:
        self.duckdb.execute(f"CREATE TEMP TABLE {side.name} AS {DUCKDB.side(side, 'INTEGER')}")

    def plan(self, sql: str) -> str:
        return str(self.duckdb.execute(f"EXPLAIN {sql}").fetchall()[0][1])

    def fetch(self, sql: str) -> pl.DataFrame:
        """Runs in a thread of its own, so that the caller can tell progress and be interrupted."""
        answers: list[pl.DataFrame] = []
        failures: list[Exception] = []
        done = threading.Event()

        def work() -> None:
            try:
                answers.append(pl.DataFrame(self.duckdb.sql(sql).to_arrow_table()))
            except Exception as error:  # told in the caller's thread
                failures.append(error)
            finally:
                done.set()

        worker = threading.Thread(target=work, name="fardplan-duckdb")
        worker.start()
        try:
            while not done.wait(SECONDS_BETWEEN):
                self._tell()
        finally:
            if not done.is_set():
                self.duckdb.interrupt()
            worker.join()
        if failures:
            raise failures.pop()
        if self.engine.progress:
            self.engine.progress(1.0)
        return answers[0]

    def _tell(self) -> None:
        if self.engine.progress:
            self.engine.progress(min(max(self.duckdb.query_progress(), 0.0) / WHOLE_SCAN, 1.0))
