"""The ways of counting that `benchmarks/count.py` measures, each in a process of its own.

`python benchmarks/_count_ways.py WAY PATH TIMES` runs one way as often as told and prints as JSON the
shortest time, the processor time of that run, the peak memory of the process and how much came out.
"""

import importlib.util
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from fardplan.engines.engine import Engine
from fardplan.indicators.counting.plan import CountingPlan, PassPlan
from fardplan.vocabulary.period import Period

THREADS = 2
REGISTER = "befolkning"
FIRST, LAST = 2005, 2024


def planned() -> CountingPlan:
    """Every indicator of the city's that is counted in the register, by all its breakdowns, for 20 years."""
    from fardplan.indicators.counting.planning import plan_counts
    from fardplan.sources.city_package import load_city

    city = load_city("stockholm")
    register = city.register(REGISTER)
    chosen = [item for item in city.indicators if item.count and item.count.register == REGISTER]
    periods = [Period.of_year(year) for year in range(FIRST, LAST + 1)]
    return plan_counts(register, chosen, periods, city.area_sets(register))


def duckdb_engine() -> Engine:
    from fardplan.engines.duckdb_engine import DuckDbEngine

    return DuckDbEngine(threads=THREADS)


def spark_engine() -> Engine:
    from fardplan.engines.spark_engine import SparkEngine

    return SparkEngine(threads=THREADS, memory=3 * 2**30)


def main_pass(plan: CountingPlan) -> PassPlan:
    assert plan.main is not None
    return plan.main


def scan_duckdb(path: str, plan: CountingPlan) -> int:
    """Reads and decodes every value of the columns that the pass reads, and adds them up."""
    import duckdb

    from fardplan.engines.query import columns_read
    from fardplan.indicators.counting.register import ColumnType

    sums = {
        ColumnType.TEXT: 'max(length("{}"))',
        ColumnType.TRUTH: 'sum("{}"::UTINYINT)',
        ColumnType.INTEGER: 'sum("{}")',
    }
    columns = [plan.register.column(name) for name in columns_read(main_pass(plan))]
    selected = ", ".join(sums[column.type].format(column.name) for column in columns if column)
    with duckdb.connect(config={"threads": THREADS}) as connection:
        return len(connection.execute(f"SELECT {selected} FROM read_parquet('{path}')").fetchall())


def scan_polars(path: str, plan: CountingPlan) -> int:
    import polars as pl

    from fardplan.engines.query import columns_read

    names = list(columns_read(main_pass(plan)))
    largest = pl.scan_parquet(path).select(names).select(pl.all().max())
    return largest.collect(engine="streaming").height


def one_pass(path: str, plan: CountingPlan) -> int:
    return duckdb_engine().run(main_pass(plan), [path]).cells.height


def whole(path: str, plan: CountingPlan) -> int:
    """The pass, rolled up to every area and category, as shares with intervals: observations, unprotected."""
    from fardplan.indicators.counting.observing import Observing

    answers = [duckdb_engine().run(item, [path]) for item in plan.passes]
    told = Observing(plan, answers, plan.geography)
    figures = 0
    for period in plan.periods:
        shown = {name: _shown(table.cells(period)) for name, table in told.tables.items()}
        figures += len(told.observations(period, shown, _provenance()))
    return figures


def _shown(cells: Any) -> Any:
    """Cells with nothing hidden, as if the rules asked for nothing: protection is measured by itself."""
    import numpy as np

    from fardplan.disclosure.protecting import Findings, Protected
    from fardplan.vocabulary.privacy import ProtectionMethod

    every = np.ones(len(cells.cells), dtype=np.bool_)
    method, findings = ProtectionMethod.SUPPRESSION, cast(Findings, None)  # nobody reads what was found
    return Protected(cells.dimensions, cells.cells, every, cells.values, method, 0, 0.0, findings)


def _provenance() -> Any:
    from fardplan.vocabulary.clearance import Clearance
    from fardplan.vocabulary.observation import Origin, Provenance

    today = date(2026, 11, 27)
    return Provenance("made up", Origin.SIMULATED, today, today, clearance=Clearance.PROTECTED, release="0")


def faults(path: str, plan: CountingPlan) -> int:
    """The pass over the rows' quality, duplicates included, which comes before anything is counted."""
    report = duckdb_engine().quality(plan.register, [path], plan.geography, (FIRST, LAST))
    return report.judged


def naive(path: str, plan: CountingPlan) -> int:
    """A pass for every breakdown of every indicator by itself, as one would write them one after another."""
    from fardplan.indicators.counting.count import Breakdown
    from fardplan.indicators.counting.planning import plan_counts

    groups = 0
    for item in plan.indicators:
        assert item.count is not None
        for breakdown in (Breakdown(columns=()), *item.count.breakdowns):
            count = item.count.model_copy(update={"breakdowns": (breakdown,)})
            alone = item.model_copy(update={"count": count})  # type: ignore[attr-defined]
            one = plan_counts(plan.register, [alone], plan.periods, plan.geography)
            groups += duckdb_engine().run(main_pass(one), [path]).cells.height
    return groups


def spark_pass(path: str, plan: CountingPlan) -> int:
    return spark_engine().run(main_pass(plan), [path]).cells.height


def by_pandas(path: str, plan: CountingPlan) -> int:
    """The groups of those aged 16-29 who are not in work or studies, written by hand for pandas."""
    import pandas as pd

    from fardplan.engines.query import columns_read

    rows = pd.read_parquet(path, columns=list(columns_read(main_pass(plan))))
    rows = rows[rows["left"].isna()]
    leaves = dict(main_pass(plan).leaves or ())
    young = rows[rows["age"].between(16, 29) & ~rows["nordic_income"]]
    idle = ~young["student_aid"] & ~young["in_education"] & (young["sfi_hours"] <= 60)
    keys = ["year", "sex", "age_group", "origin", "education", "tenure"]
    parts = [young[key] for key in keys]
    found = young.groupby([young["basomrade"].map(leaves), idle, *parts], dropna=False, observed=True).size()
    working = rows[rows["employed"] & (rows["age"] >= 16)]
    other = working.groupby([working["basomrade"].map(leaves), working["year"], working["sex"]]).size()
    return len(found) + len(other)


Way = Callable[[str, CountingPlan], int]
WAYS: dict[str, tuple[Way, str]] = {
    "scan, DuckDB": (scan_duckdb, ""),
    "scan, Polars": (scan_polars, ""),
    "pass, DuckDB": (one_pass, ""),
    "whole way, DuckDB": (whole, ""),
    "quality, DuckDB": (faults, ""),
    "breakdown by breakdown, DuckDB": (naive, ""),
    "pass, Spark": (spark_pass, "pyspark"),
    "pass by hand, pandas": (by_pandas, "pandas"),
}
"""What is measured, and the package that it needs besides the program's own."""


def installed(way: str) -> bool:
    needed = WAYS[way][1]
    return not needed or importlib.util.find_spec(needed) is not None


def children() -> tuple[float, int]:
    """Processor time and peak memory of the processes that this one started and that run: Spark's Java."""
    seconds, peak = 0.0, 0
    tick = os.sysconf("SC_CLK_TCK")
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines())
            fields = status.with_name("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(told["PPid"]) == os.getpid():
            seconds += (int(fields[11]) + int(fields[12])) / tick
            peak += int(told.get("VmHWM", "0 kB").split()[0])
    return seconds, peak * 1024


def main(arguments: Sequence[str]) -> None:
    way, path, times = arguments
    plan = planned()
    found: dict[str, float] = {}
    for _ in range(int(times)):
        wall, used = time.perf_counter(), time.process_time() + children()[0]
        came_out = WAYS[way][0](path, plan)
        wall, used = time.perf_counter() - wall, time.process_time() + children()[0] - used
        if wall < found.get("seconds", float("inf")):
            found = {"seconds": wall, "processor": used, "out": came_out}
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(found | {"peak": own + children()[1]}))


if __name__ == "__main__":
    main(sys.argv[1:])
