"""Every fault of a register's rows, counted in one pass; duplicates in others, part by part."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_

import ibis
import ibis.expr.types as ir
import polars as pl

from fardplan.engines.conditions import Conditions, exact_limit
from fardplan.engines.engine import Fault, FaultKind, QualityReport, Span, Verdict
from fardplan.engines.query import REGISTER, Query, Side, in_register_order, kept
from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.meaning import columns_of
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.plan import AREA, ROWS, TIME
from fardplan.indicators.counting.register import Column, ColumnType, RegisterDefinition, period_of
from fardplan.vocabulary.period import FIRST_YEAR, LAST_YEAR

KNOWN, CODE, PLACE = "known", "_code", "_place"
EXCLUDED, UNKNOWN = "excluded", -1

FEWEST_NAMED = 10
"""A code that fewer rows share is not named: it could be anything about anybody."""

MOST_NAMED = 5
CATEGORY = re.compile(r"[^\W\d_][\w-]{0,19}")


class QualityCount:
    """The queries, and the report from their answers.

    A row of another period is outside; else one that an exclusion holds for is excluded, by the first that
    does; all others are judged. A row without a period is judged: its period is missing.
    """

    def __init__(self, register: RegisterDefinition, geography: AreaSets, periods: Span) -> None:
        self.register, self.geography, self.periods = register, geography, periods
        self.exclusions = [parse_condition(item.when, register, {}, None) for item in register.exclusions]
        placed = {item.column for item in register.places}
        self.columns = [item for item in register.columns if item.name not in placed]
        read = {item.name for item in self.columns} - self._unread()
        self.reads = in_register_order(register, read)
        self.faults = {f"f{number}": fault for number, fault in enumerate(self._judged())}
        self.codes = sorted(geography.known)
        self.answer = pl.DataFrame()

    def _unread(self) -> set[str]:
        """Columns in which nothing can be wrong."""
        read = {self.register.time.column, self.register.area.column, *self.register.identity}
        for exclusion in self.exclusions:
            read |= columns_of(exclusion)
        return {item.name for item in self.columns if item.name not in read and not list(_kinds(item))}

    def _judged(self) -> Iterator[tuple[FaultKind, Column]]:
        for column in self.columns:
            for kind in _kinds(column):
                if (kind, column.name) != (FaultKind.MISSING, self.register.time.column):
                    yield kind, column

    def query(self, types: Mapping[str, str]) -> Query:
        """Groups the rows by period, known area and exclusion; each fault is a sum of ones."""
        rows = ibis.table(dict(types), name=REGISTER)
        known = ibis.table({CODE: "string", PLACE: "int32"}, name=KNOWN)
        rows = rows.left_join(known, rows[self.register.area.column] == known[CODE])
        conditions = Conditions(self.register, rows)
        area = rows[self.register.area.column]
        keys = {
            TIME: rows[self.register.time.column].cast("int64"),
            AREA: ibis.cases((area.isnull(), ibis.null("int32")), else_=rows[PLACE].fill_null(UNKNOWN)),
            EXCLUDED: self._excluded(conditions),
        }
        faulty = {
            name: ibis.cases((_is_faulty(conditions, kind, column), 1), else_=0).cast("int64")
            for name, (kind, column) in self.faults.items()
        }
        each = rows.select(**keys, **faulty)
        sums = {name: each[name].sum() for name in self.faults}
        grouped = each.group_by(list(keys)).agg(**{ROWS: each.count()}, **sums)
        places = Side(KNOWN, (CODE, PLACE), tuple((code, place) for place, code in enumerate(self.codes)))
        return Query(grouped, self.reads, (places,))

    def _excluded(self, conditions: Conditions) -> ir.Value:
        whens = [(conditions.value(when), place) for place, when in enumerate(self.exclusions)]
        nobody = ibis.literal(UNKNOWN, type="int32")
        return ibis.cases(*whens, else_=UNKNOWN).cast("int32") if whens else nobody

    def duplicates(self, types: Mapping[str, str], most: int | None = None) -> Iterator[Query]:
        """How many rows there are beyond the first of each identity, among those that are judged.

        Every identity has to be remembered until all rows are read, so the rows are parted: by time where
        that is of the identity, and by the hash of another of its columns. `most`: rows of a part, about;
        None is all at once. The answers add up.
        """
        rows = self._judged_rows(types)
        rows = rows.filter(reduce(and_, (rows[name].notnull() for name in self.register.identity)))
        for part in self._parts(rows, most):
            each = part.group_by(list(self.register.identity)).agg(**{ROWS: part.count()})
            beyond = each.filter(each[ROWS] > 1).aggregate(
                **{ROWS: lambda table: (table[ROWS] - 1).sum().fill_null(0).cast("int64")}
            )
            yield Query(beyond, self.reads)

    def _parts(self, rows: ir.Table, most: int | None) -> Iterator[ir.Table]:
        identity, time = self.register.identity, self.register.time.column
        others = [name for name in identity if name != time]
        for first, last, number in self._spans(most) if most and time in identity else ():
            yield from _hashed(rows.filter(rows[time].between(first, last)), others, number, most)
        if not most or time not in identity:
            yield from _hashed(rows, others, _rows(self.judged), most)

    def _spans(self, most: int) -> list[tuple[int, int, int]]:
        """First and last time and number of rows, of at most so many unless a single time has more."""
        spans: list[tuple[int, int, int]] = []
        each = self.judged.drop_nulls(TIME).group_by(TIME).agg(pl.col(ROWS).sum()).sort(TIME)
        for time, number in each.iter_rows():
            if spans and spans[-1][2] + number <= most:
                spans[-1] = (spans[-1][0], time, spans[-1][2] + number)
            else:
                spans.append((time, time, number))
        return spans

    def unknown(self, types: Mapping[str, str]) -> Iterator[Query]:
        """For each column with unknown codes: those that many rows share, with their number of rows."""
        for name in self._with_unknown():
            rows = self._judged_rows(types)
            column = self.register.column(name)
            right = self.codes if name == self.register.area.column else column.codes if column else ()
            wrong = rows.filter(rows[name].notin(right)) if right else rows.filter(rows[name].notnull())
            counted = wrong.group_by(name).agg(**{ROWS: wrong.count()})
            many = counted.filter(counted[ROWS] >= FEWEST_NAMED)
            yield Query(many.order_by([ibis.desc(ROWS), name]).limit(50), self.reads)

    def _judged_rows(self, types: Mapping[str, str]) -> ir.Table:
        rows = kept(ibis.table(dict(types), name=REGISTER), self.register, None, self.periods)
        if not self.exclusions:
            return rows
        conditions = Conditions(self.register, rows)
        return rows.filter(
            ~reduce(or_, (conditions.value(when) for when in self.exclusions)).fill_null(False)
        )

    def take(self, answer: pl.DataFrame) -> None:
        """The answer to `query`; the other queries depend on it."""
        self.answer = answer

    def _with_unknown(self) -> list[str]:
        judged = self.judged
        found = [
            column.name
            for name, (kind, column) in self.faults.items()
            if kind is FaultKind.UNKNOWN_CATEGORY and judged[name].sum()
        ]
        area = [self.register.area.column] if (judged[AREA] == UNKNOWN).any() else []
        return [*dict.fromkeys([*area, *found])]

    @property
    def judged(self) -> pl.DataFrame:
        return self.answer.filter(~self._outside(), pl.col(EXCLUDED) == UNKNOWN)

    def _outside(self) -> pl.Expr:
        first, last = self.periods
        early = pl.col(TIME) < first if first is not None else pl.lit(False)
        late = pl.col(TIME) > last if last is not None else pl.lit(False)
        return (early | late).fill_null(False)

    def report(self, duplicates: Sequence[pl.DataFrame], unknown: Sequence[pl.DataFrame]) -> QualityReport:
        """The report, from the answers to `duplicates` and `unknown`."""
        judged = self.judged
        of = int(judged[ROWS].sum())
        named = {
            name: self._named(name, answer)
            for name, answer in zip(self._with_unknown(), unknown, strict=True)
        }
        counts: Counter[tuple[FaultKind, str | None]] = Counter()
        for name, (kind, column) in self.faults.items():
            counts[kind, column.name] += int(judged[name].sum())
        counts[FaultKind.MISSING, self.register.time.column] = _rows(judged.filter(pl.col(TIME).is_null()))
        area = self.register.area.column
        counts[FaultKind.UNKNOWN_AREA, area] = _rows(judged.filter(pl.col(AREA) == UNKNOWN))
        counts[FaultKind.OTHER_DIVISION, area] = _rows(judged.filter(self._of_another_time(judged)))
        counts[FaultKind.DUPLICATES, None] = sum(_rows(answer) for answer in duplicates)
        faults = [
            Fault(
                kind, column, rows, of, getattr(self.register.quality, kind), self._codes(kind, column, named)
            )
            for (kind, column), rows in counts.items()
            if rows
        ]
        order = (Verdict.REFUSE, Verdict.WARN, Verdict.FINE)
        faults.sort(
            key=lambda fault: (order.index(fault.verdict), -fault.rows, fault.kind, fault.column or "")
        )
        inside = self.answer.filter(~self._outside())
        excluded = {
            item.key: _rows(inside.filter(pl.col(EXCLUDED) == place))
            for place, item in enumerate(self.register.exclusions)
        }
        outside = _rows(self.answer.filter(self._outside()))
        return QualityReport(self.register.key, _rows(self.answer), outside, excluded, tuple(faults))

    def _of_another_time(self, judged: pl.DataFrame) -> pl.Series:
        """Of each group, whether its area is known but lay in none of the city's areas then."""
        then: dict[int, frozenset[str]] = {}
        found = []
        for time, place in judged.select(TIME, AREA).iter_rows():
            if time is None or place is None or place == UNKNOWN or not FIRST_YEAR < time <= LAST_YEAR:
                found.append(False)
                continue
            if time not in then:
                then[time] = self.geography.known_on(period_of(time, self.register.time.kind).end)
            found.append(self.codes[place] not in then[time])
        return pl.Series(found, dtype=pl.Boolean)

    def _codes(
        self, kind: FaultKind, column: str | None, named: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        if kind not in (FaultKind.UNKNOWN_AREA, FaultKind.UNKNOWN_CATEGORY) or column is None:
            return ()
        return named.get(column, ())

    def _named(self, name: str, answer: pl.DataFrame) -> tuple[str, ...]:
        """Those that look like codes: an area like a known one, a category like a word."""
        shapes = {shape(code) for code in self.codes}
        area = name == self.register.area.column
        return tuple(
            code
            for code in answer[name].to_list()
            if (shape(code) in shapes if area else CATEGORY.fullmatch(code))
        )[:MOST_NAMED]


def _hashed(rows: ir.Table, names: Sequence[str], number: int, most: int | None) -> Iterator[ir.Table]:
    """The rows, `number` of them, in parts of about `most` by the hash of the first of `names`."""
    parts = 1 << (-(-number // most) - 1).bit_length() if most and names and number else 1
    for part in range(parts):
        yield rows.filter((rows[names[0]].hash() & (parts - 1)) == part) if parts > 1 else rows


def shape(code: str) -> str:
    """What a code looks like: 0 for a digit, a for a letter, other characters as they are."""
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "0", code))


def _kinds(column: Column) -> Iterator[FaultKind]:
    if not column.optional:
        yield FaultKind.MISSING
    if column.categories and column.type is ColumnType.TEXT:
        yield FaultKind.UNKNOWN_CATEGORY
    if column.type is ColumnType.NUMBER or column.least is not None or column.most is not None:
        yield FaultKind.OUT_OF_RANGE


def _is_faulty(conditions: Conditions, kind: FaultKind, column: Column) -> ir.BooleanValue:
    value = conditions.table[column.name]
    if kind is FaultKind.MISSING:
        return value.isnull()
    if kind is FaultKind.UNKNOWN_CATEGORY:
        return value.notin(column.codes)
    limit = exact_limit(column)
    number = column.type is ColumnType.NUMBER
    least = column.least if column.least is not None else -limit if number else None
    most = column.most if column.most is not None else limit if number else None
    parts = [~(value >= least)] if least is not None else []
    parts += [~(value <= most)] if most is not None else []
    return reduce(or_, parts)


def _rows(groups: pl.DataFrame) -> int:
    return int(groups[ROWS].sum())
