"""A plan as one Ibis expression, which every engine's SQL is written from.

The shape is chosen for speed. Populations come first; what else a condition asks is asked only of their
members, and categories are looked up only for rows that somebody asks about. A group is one whole number
where that fits (see `packing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import ibis
import ibis.expr.types as ir
import polars as pl

from fardplan.engines.conditions import Conditions
from fardplan.engines.engine import Span
from fardplan.engines.flag_order import Derived, conjuncts, in_order
from fardplan.engines.packing import KEY, Field, Packing
from fardplan.engines.ranges import Rest, ranges
from fardplan.indicators.counting.expression import Expression, Some
from fardplan.indicators.counting.flags import bounded
from fardplan.indicators.counting.meaning import columns_of
from fardplan.indicators.counting.plan import AREA, FLAGS, ROWS, TIME, Flag, PassPlan
from fardplan.indicators.counting.register import ColumnType, RegisterDefinition

REGISTER = "register"
"""The name that the register has in the query."""

LEAVES, CODE, LEAF = "leaves", "_code", "_leaf"
"""The table that says which leaf a code lies in; `_leaf` is already in its bits of the group's number."""

_SIGNATURE, _IN_RANGE, _DROPPED = "_flags", "_in_range", "_dropped"
MOST_TIMES = 200
"""Periods of a plan that are told as codes; a longer span is grouped by as it is."""

POLARS = {
    ColumnType.INTEGER: pl.Int64,
    ColumnType.NUMBER: pl.Float64,
    ColumnType.TEXT: pl.String,
    ColumnType.TRUTH: pl.Boolean,
    ColumnType.DATE: pl.Date,
}
"""What answers hold for each type of column, whatever it is in the file."""


@dataclass(frozen=True, slots=True)
class Side:
    """A small table beside the register: pairs of a text and a whole number."""

    name: str
    columns: tuple[str, str]
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """An expression over the table `register` and the side tables, and what it reads of the register."""

    expression: ir.Table
    reads: tuple[str, ...]
    sides: tuple[Side, ...] = ()


def columns_read(plan: PassPlan) -> tuple[str, ...]:
    """The register's columns that a pass reads, in their order."""
    read = {plan.register.time.column, *plan.breakdowns, *plan.values, *(item.column for item in plan.sums)}
    if plan.leaves != ():
        read.add(plan.register.area.column)
    for flag in plan.flags:
        for _, _, when in flag.whens:
            read |= columns_of(when)
    if plan.keep is not None:
        read |= columns_of(plan.keep)
    return in_register_order(plan.register, read)


def in_register_order(register: RegisterDefinition, names: set[str]) -> tuple[str, ...]:
    return tuple(column.name for column in register.columns if column.name in names)


def kept(rows: ir.Table, register: RegisterDefinition, keep: Expression | None, periods: Span) -> ir.Table:
    """The rows with a time inside the periods that `keep` is true of."""
    time = rows[register.time.column]
    first, last = periods
    parts = [time >= first] if first is not None else []
    parts += [time <= last] if last is not None else []
    parts = parts or [time.notnull()]
    if keep is not None:
        parts.append(Conditions(register, rows).value(keep))
    return rows.filter(reduce(and_, parts))


def holds(conditions: Conditions, flag: Flag) -> ir.BooleanValue:
    """Whether a flag's condition of the row's time is true; null counts as not."""
    whens = [dated(conditions, *when) for when in flag.whens]
    return reduce(or_, whens) if whens else ibis.literal(False)


def dated(conditions: Conditions, first: int | None, last: int | None, *parts: Expression) -> ir.BooleanValue:
    """That all `parts` are true, of a row with a time from `first` to `last`."""
    time = conditions.table[conditions.register.time.column]
    bounds = ([time >= first] if first is not None else []) + ([time <= last] if last is not None else [])
    whole = [part for each in parts for part in conjuncts(each)]
    asked = [*bounds, *(conditions.value(part) for part in whole)]
    return reduce(and_, asked) if asked else ibis.literal(True)


class PassQuery:
    """The query of a pass, and how its answer is read."""

    def __init__(self, plan: PassPlan, types: Mapping[str, str]) -> None:
        """`types`: the Ibis type of each column that the pass reads."""
        self.plan, self.register = plan, plan.register
        self.packing = Packing()
        self.signature = self.packing.flags(FLAGS, len(plan.flags)) if plan.flags else None
        self.counting, self.required = self._told_apart()
        self.dropped = self.packing.flags(_DROPPED, 1) if self.required else None
        self.time = self._time_field()
        self.area = self._area_field()
        self.packed = self._breakdown_fields()
        self.raw: dict[str, ir.Value] = {}
        rows = ibis.table(dict(types), name=REGISTER)
        self.query = Query(self._expression(rows), columns_read(plan), self._sides())

    def cells(self, answer: pl.DataFrame) -> pl.DataFrame:
        """The engine's answer as `PassPlan` names it."""
        columns = {item.name: item for item in self.packing.unpacked(answer[KEY])}
        columns |= {name: answer[name] for name in answer.columns if name != KEY}
        if self.area is not None and AREA not in self.packing.fields:
            columns[AREA] = self.area.unpacked(answer[AREA])
        if AREA not in columns:
            columns[AREA] = pl.Series(AREA, [None] * answer.height, dtype=pl.String)
        if FLAGS not in columns:
            columns[FLAGS] = pl.Series(FLAGS, [0] * answer.height, dtype=pl.Int64)
        names = [TIME, AREA, *self.plan.breakdowns, *self.plan.values, FLAGS, ROWS]
        names += [f"sum_{item.column}" for item in self.plan.sums]
        cells = pl.DataFrame(
            [columns[name].cast(self._type(name)).alias(name) for name in dict.fromkeys(names)]
        )
        if self.dropped is not None:
            cells = cells.filter(columns[_DROPPED] == 0)
        return cells.filter(pl.col(FLAGS) & self.counting != 0) if self.counting else cells

    def _told_apart(self) -> tuple[int, tuple[Expression, ...]]:
        """The populations that `keep` asks rows to be in some of, as a mask, and what else it asks.

        Then the groups of rows that are not kept are left out of the answer: that is quicker than to look for
        such rows beforehand.
        """
        asked = conjuncts(self.plan.keep) if self.plan.keep is not None else ()
        whole = {bounded(flag.whens, self.register): bit for bit, flag in enumerate(self.plan.flags)}
        for part in asked:
            choices = part.parts if isinstance(part, Some) else (part,)
            if all(choice in whole for choice in choices):
                mask = sum({1 << whole[choice] for choice in choices})
                return mask, tuple(other for other in asked if other != part)
        return 0, ()

    def _type(self, name: str) -> type[pl.DataType]:
        column = self.register.column(name)
        if name in (*self.plan.breakdowns, *self.plan.values) and column is not None:
            return POLARS[column.type] if column.type is not ColumnType.NUMBER else pl.Int64
        return pl.String if name == AREA else pl.Int64

    def _time_field(self) -> Field | None:
        first, last = self.plan.periods
        if first is None or last is None or not 0 <= last - first < MOST_TIMES:
            return None
        return self.packing.field(TIME, range(first, last + 1), pl.Int64)

    def _area_field(self) -> Field | None:
        leaves = tuple(dict.fromkeys(leaf for _, leaf in self.plan.leaves or ()))
        if not leaves:
            return None
        packed = self.packing.field(AREA, leaves, pl.String)
        return packed or Field(AREA, leaves, pl.String, 0, len(leaves).bit_length())

    def _breakdown_fields(self) -> dict[str, Field]:
        found: dict[str, Field | None] = {}
        for name in self.plan.breakdowns:
            column = self.register.column(name)
            if column is not None and column.type is ColumnType.TRUTH:
                found[name] = self.packing.field(name, (False, True), pl.Boolean)
            elif column is not None and column.type is ColumnType.TEXT and column.categories:
                found[name] = self.packing.field(name, column.codes, pl.String)
        return {name: field for name, field in found.items() if field}

    def _sides(self) -> tuple[Side, ...]:
        if self.area is None or self.plan.leaves is None or self.area.values is None:
            return ()
        codes = {leaf: self.area.code(place) for place, leaf in enumerate(self.area.values)}
        pairs = {code: codes[leaf] for code, leaf in self.plan.leaves}
        return (Side(LEAVES, (CODE, LEAF), tuple(pairs.items())),)

    def _expression(self, rows: ir.Table) -> ir.Table:
        rows = kept(rows, self.register, None if self.counting else self.plan.keep, self.plan.periods)
        if self.area is not None:
            leaves = ibis.table({CODE: "string", LEAF: self.packing.dtype}, name=LEAVES)
            rows = rows.left_join(leaves, rows[self.register.area.column] == leaves[CODE])
        rows = self._signed(rows)
        keys = {KEY: self._number(rows), **self._raw_keys(rows)}
        whole = Conditions(self.register, rows)
        summed = {f"_{item.column}": whole.whole(item.column, item.decimals) for item in self.plan.sums}
        grouped = rows.select(**keys, **summed)
        sums = {
            f"sum_{item.column}": grouped[f"_{item.column}"].sum().fill_null(0).cast("int64")
            for item in self.plan.sums
        }
        return grouped.group_by(list(keys)).agg(**{ROWS: grouped.count()}, **sums)

    def _signed(self, rows: ir.Table) -> ir.Table:
        """The rows with their signature: populations first, then what is asked of their members alone."""
        if self.signature is None:
            return rows
        first, then = in_order(self.plan.flags)
        table = ranges(self.register, self.plan.flags, first)
        if table is not None:
            bits = [(number, self._whole(mask)) for number, mask in table.bits.items()]
            rows = rows.mutate(**{_IN_RANGE: rows[table.column].cases(*bits, else_=self._whole(0))})
        conditions = Conditions(self.register, rows)
        alone = [bit for bit in first if table is None or not table.flags >> bit & 1]
        parts = [self._bit(holds(conditions, self.plan.flags[bit]), 1 << bit) for bit in alone]
        parts += [self._in_range(conditions, rest) for rest in (table.rests if table else ())]
        rows = rows.mutate(**{_SIGNATURE: reduce(or_, parts)})
        if not then:
            return rows
        conditions = Conditions(self.register, rows)
        more = [self._derived(rows[_SIGNATURE], conditions, item) for item in then]
        return rows.mutate(**{_SIGNATURE: reduce(or_, more, rows[_SIGNATURE])})

    def _in_range(self, conditions: Conditions, rest: Rest) -> ir.Value:
        """The bits that a row's number gives, where the rest of what their flags ask is true."""
        found = conditions.table[_IN_RANGE]
        asked = dated(conditions, rest.first, rest.last, *rest.parts)
        told = self._has(found, rest.bits) & asked
        return ibis.cases((told, found & self._whole(rest.bits)), else_=self._whole(0))

    def _derived(self, signature: ir.Value, conditions: Conditions, item: Derived) -> ir.Value:
        """The bits of flags that ask the same of the members of several populations."""
        members = self._has(signature, item.populations)
        asked = dated(conditions, item.first, item.last, *item.parts)
        bits = [self._bit(self._has(signature, 1 << population), 1 << bit) for population, bit in item.bits]
        return ibis.cases((members & asked, reduce(or_, bits)), else_=self._whole(0))

    def _number(self, rows: ir.Table) -> ir.Value:
        parts = [rows[_SIGNATURE]] if self.signature else []
        if self.time is not None:
            parts.append(self._coded(rows[self.register.time.column], self.time))
        if self.dropped is not None:
            code = self._whole(1 << self.dropped.shift)
            parts.append(Conditions(self.register, rows).untrue(self.required, code, self._whole(0)))
        if AREA in self.packing.fields:
            parts.append(rows[LEAF].fill_null(0))
        by_mask: dict[int, list[ir.Value]] = {}
        for name, field in self.packed.items():
            by_mask.setdefault(self._asking(name), []).append(self._coded(rows[name], field))
        for mask, codes in by_mask.items():
            if self.counting and mask & self.counting == self.counting:
                parts += codes  # rows of no population are left out anyhow
            elif mask:
                told = self._has(rows[_SIGNATURE], mask)
                parts.append(ibis.cases((told, reduce(or_, codes)), else_=self._whole(0)))
        return reduce(or_, parts) if parts else self._whole(0)

    def _coded(self, column: ir.Value, field: Field) -> ir.Value:
        assert field.values is not None
        pairs = [(value, self._whole(field.code(place))) for place, value in enumerate(field.values)]
        if field.type is pl.Boolean:
            return ibis.cases(*((column == value, code) for value, code in pairs), else_=self._whole(0))
        return column.cases(*pairs, else_=self._whole(0))

    def _raw_keys(self, rows: ir.Table) -> dict[str, ir.Value]:
        """What does not go into the number."""
        found: dict[str, ir.Value] = {}
        if self.time is None:
            found[TIME] = rows[self.register.time.column]
        if self.area is None and self.plan.leaves != ():
            found[AREA] = rows[self.register.area.column]
        elif self.area is not None and AREA not in self.packing.fields:
            found[AREA] = rows[LEAF].fill_null(0)
        for name in self.plan.breakdowns:
            mask = self._asking(name)
            if name not in self.packed and mask:
                found[name] = ibis.cases((self._has(rows[_SIGNATURE], mask), self._grouped(rows, name)))
            elif name not in self.packed:
                found[name] = ibis.null(rows[name].type())
        for name in self.plan.values:
            found.setdefault(name, self._grouped(rows, name))
        return found

    def _grouped(self, rows: ir.Table, name: str) -> ir.Value:
        column = self.register.column(name)
        if column is not None and column.type is ColumnType.NUMBER:
            return Conditions(self.register, rows).whole(name, column.decimals)
        if column is not None and column.type is ColumnType.TEXT and column.categories:
            return ibis.cases((rows[name].isin(column.codes), rows[name]))
        return rows[name]

    def _asking(self, name: str) -> int:
        """The bits of the flags that figures by this column are told of."""
        return sum(
            1 << bit
            for bit, flag in enumerate(self.plan.flags)
            if flag.breakdowns is None or name in flag.breakdowns
        )

    def _has(self, signature: ir.Value, mask: int) -> ir.BooleanValue:
        return (signature & self._whole(mask)) != self._whole(0)

    def _bit(self, condition: ir.BooleanValue, bit: int) -> ir.Value:
        return ibis.cases((condition, self._whole(bit)), else_=self._whole(0))

    def _whole(self, value: int) -> ir.Scalar:
        return ibis.literal(value, type=self.packing.dtype)


def selected(
    register: RegisterDefinition,
    types: Mapping[str, str],
    columns: Sequence[str],
    keep: Expression | None,
    periods: Span,
) -> ir.Table:
    """Columns of the rows that are kept."""
    rows = kept(ibis.table(dict(types), name=REGISTER), register, keep, periods)
    return rows.select(*columns)
