"""Simulated registers as Parquet files: a row group or more for each year, and the marks in every file."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.simulating import CityYear
from fardplan.vocabulary.simulated import ORIGIN_KEY, SIMULATED_COLUMN, SIMULATED_VALUE

GROUP = 262_144
"""Rows of a row group at most."""
TRUTHS = "truth.json"


class RegisterFiles:
    """The files of a simulation in a folder that is there: `<register>.parquet`, and `truth.json` at the end.

    Written year by year, so that no more than a year is in memory. Use it as a context; the files are whole
    when it has been left. Raises `OSError`, of a full disk for instance.
    """

    def __init__(self, folder: Path, plan: SimulationPlan, version: str) -> None:
        self.folder, self.plan = folder, plan
        self.marks = marks(plan, version)
        self.rows: dict[str, int] = {}
        self.faults: dict[str, dict[str, int]] = {}
        self.truths: dict[str, Any] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open = ExitStack()

    def __enter__(self) -> "RegisterFiles":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, year: CityYear) -> None:
        for register, frame in year.rows.items():
            self._write(register, frame)
        self.truths[str(year.year)] = year.truths
        for register, counted in year.faults.items():
            known = self.faults.setdefault(register, {})
            for name, number in counted.items():
                known[name] = known.get(name, 0) + number

    def tell_truths(self, plants: Mapping[str, Any]) -> None:
        told = {
            "mark": self.marks,
            "rows": self.rows,
            "planted": plants,
            "faults": self.faults,
            "years": self.truths,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (self.folder / TRUTHS).write_text(text + "\n", "utf-8")

    def _write(self, register: str, frame: pl.DataFrame) -> None:
        marked = frame.with_columns(pl.lit(value=True).alias(SIMULATED_COLUMN))
        table = marked.to_arrow(compat_level=pl.CompatLevel.oldest())
        if register not in self._writers:
            self._writers[register] = self._open.enter_context(self._writer(register, table.schema))
            self._writers[register].add_key_value_metadata(self.marks)
        self._writers[register].write_table(table, row_group_size=GROUP)
        self.rows[register] = self.rows.get(register, 0) + frame.height

    def _writer(self, register: str, schema: pa.Schema) -> pq.ParquetWriter:
        texts = [item.name for item in schema if pa.types.is_large_string(item.type)]
        return pq.ParquetWriter(
            self.folder / f"{register}.parquet",
            schema,
            compression="zstd",
            use_dictionary=texts,
            store_schema=False,
        )


def marks(plan: SimulationPlan, version: str) -> dict[str, str]:
    """What every file says of itself; the first makes everything counted from it simulated."""
    return {
        ORIGIN_KEY: SIMULATED_VALUE,
        "fardplan.city": plan.city,
        "fardplan.persons": str(plan.persons),
        "fardplan.years": f"{plan.years[0]}-{plan.years[1]}",
        "fardplan.seed": str(plan.seed),
        "fardplan.version": version,
    }
