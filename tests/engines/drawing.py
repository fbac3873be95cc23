"""Registers drawn as text, and written as the Parquet files that engines read."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from fardplan.engines.query import POLARS
from fardplan.indicators.counting.expression import Expression
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.plan import Flag, PassPlan
from fardplan.indicators.counting.register import ColumnType
from tests.counting_cases import REGISTER, Row, row

TYPES = {column.name: POLARS[column.type] for column in REGISTER.columns}
READ = {
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.TEXT: str,
    ColumnType.TRUTH: {"yes": True, "no": False}.__getitem__,
    ColumnType.DATE: date.fromisoformat,
}


def drawn(text: str) -> list[Row]:
    """Rows from a drawing: names in the first line, `-` where a value is missing."""
    lines = [line.split() for line in text.strip().splitlines()]
    names, rest = lines[0], lines[1:]
    return [
        row(person=number) | {name: _value(name, cell) for name, cell in zip(names, line, strict=True)}
        for number, line in enumerate(rest, start=1)
    ]


def _value(name: str, cell: str) -> Any:
    column = REGISTER.column(name)
    assert column is not None
    return None if cell == "-" else READ[column.type](cell)


def written(rows: Iterable[Row], path: Path, **types: Any) -> Path:
    """`types` instead of the usual ones for some columns."""
    pl.DataFrame(list(rows), schema=TYPES).cast(types).write_parquet(path)
    return path


def condition(text: str, **parameters: Any) -> Expression:
    return parse_condition(text, REGISTER, parameters, None)


def flag(
    text: str, part: str = "population", breakdowns: Sequence[str] | None = None, indicator: str = "andel"
) -> Flag:
    return Flag(
        indicator, part, ((None, None, condition(text)),), None if breakdowns is None else tuple(breakdowns)
    )


def plan(*flags: Flag, breakdowns: Sequence[str] = (), **more: Any) -> PassPlan:
    return PassPlan(REGISTER, tuple(breakdowns), flags, **more)
