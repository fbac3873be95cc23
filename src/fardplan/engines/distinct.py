"""How many different values a column has in windows of periods: counted by itself, since nothing adds up."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir
import polars as pl

from fardplan.engines.conditions import Conditions
from fardplan.engines.query import POLARS, REGISTER, Query, Side, holds, in_register_order, kept
from fardplan.indicators.counting.meaning import columns_of
from fardplan.indicators.counting.plan import TIME, DistinctPlan

DISTINCT, GROUPING = "distinct", "grouping"
_STEPS, _STEP, _NAME, _VALUE = "steps", "_step", "_name", "_value"


class DistinctQuery:
    """The queries of a plan, and how their answers are read."""

    def __init__(self, plan: DistinctPlan) -> None:
        self.plan, self.register = plan, plan.register
        self.columns = tuple(dict.fromkeys(name for names in plan.groupings for name in names))
        read = {self.register.time.column, plan.column, *self.columns}
        for _, _, when in plan.flag.whens:
            read |= columns_of(when)
        if plan.keep is not None:
            read |= columns_of(plan.keep)
        self.reads = in_register_order(self.register, read)

    def span(self, types: Mapping[str, str]) -> ir.Table:
        """The first and last period that the register has rows of, among those asked for."""
        rows = kept(ibis.table(dict(types), name=REGISTER), self.register, None, self.plan.periods)
        time = rows[self.register.time.column]
        return rows.aggregate(first=time.min().cast("int64"), last=time.max().cast("int64"))

    def queries(self, types: Mapping[str, str], span: pl.DataFrame) -> Iterator[Query]:
        """One for each grouping."""
        first, last = span.row(0)
        rows = ibis.table(dict(types), name=REGISTER)
        rows = kept(rows, self.register, self.plan.keep, self.plan.periods)
        rows = rows.filter(holds(Conditions(self.register, rows), self.plan.flag))
        steps = Side(_STEPS, (_NAME, _STEP), tuple(("", step) for step in range(self.plan.years)))
        for names in self.plan.groupings:
            yield Query(self._windows(rows, names, first, last), self.reads, (steps,))

    def _windows(
        self, rows: ir.Table, names: tuple[str, ...], first: int | None, last: int | None
    ) -> ir.Table:
        keys = {name: self._known(rows, name) for name in names}
        time = rows[self.register.time.column].cast("int64")
        each = rows.select(**{TIME: time, _VALUE: rows[self.plan.column]}, **keys).distinct()
        steps = ibis.table({_NAME: "string", _STEP: "int32"}, name=_STEPS)
        windows = each.cross_join(steps)
        ends = windows.select(
            **{TIME: windows[TIME] + windows[_STEP].cast("int64"), _VALUE: windows[_VALUE]},
            **{name: windows[name] for name in names},
        )
        told = [ends[TIME] >= (first or 0) + self.plan.years - 1, ends[TIME] <= (last or 0)]
        inside = ends.filter(reduce(and_, told))
        return inside.group_by([TIME, *names]).agg(**{DISTINCT: inside[_VALUE].nunique()})

    def _known(self, rows: ir.Table, name: str) -> ir.Value:
        """A category of the register's, or null."""
        column = self.register.column(name)
        if column is None or not column.categories:
            return rows[name]
        return ibis.cases((rows[name].isin(column.codes), rows[name]))

    def windows(self, number: int, answer: pl.DataFrame) -> pl.DataFrame:
        """The answer to the query of a grouping as `Engine.distinct` names it."""
        types = {column.name: POLARS[column.type] for column in self.register.columns}
        columns = [
            pl.col(name).cast(types[name])
            if name in self.plan.groupings[number]
            else pl.lit(None, dtype=types[name]).alias(name)
            for name in self.columns
        ]
        return answer.select(
            pl.lit(number, dtype=pl.Int64).alias(GROUPING),
            pl.col(TIME).cast(pl.Int64),
            *columns,
            pl.col(DISTINCT).cast(pl.Int64),
        )
