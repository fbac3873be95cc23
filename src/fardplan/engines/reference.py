"""Plain Python over rows, as slow as it is plain: what the other engines are held against."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import floor

import polars as pl

from fardplan.engines.conditions import exact_limit
from fardplan.engines.engine import Engine, Fault, FaultKind, Inspection, Paths, QualityReport, Span, Verdict
from fardplan.engines.inspection import inspect, look
from fardplan.engines.quality import CATEGORY, FEWEST_NAMED, MOST_NAMED, shape
from fardplan.engines.query import POLARS
from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.expression import Expression, Scalar
from fardplan.indicators.counting.meaning import evaluate
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.plan import DistinctPlan, Flag, PassPlan, Sums
from fardplan.indicators.counting.register import Column, ColumnType, RegisterDefinition, period_of

Row = dict[str, Scalar | None]


class ReferenceEngine(Engine):
    """Reads whole files into memory and counts row by row."""

    name = "reference"

    def inspect(self, register: RegisterDefinition, paths: Paths) -> Inspection:
        return inspect(register, paths)

    def times(self, register: RegisterDefinition, paths: Paths) -> tuple[int, ...]:
        values = {row[register.time.column] for row in _rows(register, paths)}
        return tuple(sorted(int(str(value)) for value in values if value is not None))

    def run(self, plan: PassPlan, paths: Paths) -> Sums:
        rows: Counter[tuple[Scalar | None, ...]] = Counter()
        sums: dict[str, Counter[tuple[Scalar | None, ...]]] = {item.column: Counter() for item in plan.sums}
        for row in _kept(plan.register, _rows(plan.register, paths), plan.keep, plan.periods):
            group = _group(plan, row)
            rows[group] += 1
            for item in plan.sums:
                sums[item.column][group] += _whole(row[item.column], item.decimals) or 0
        names = list(dict.fromkeys(("time", "area", *plan.breakdowns, *plan.values, "flags")))
        data: dict[str, list[Scalar | None]] = {
            name: [group[place] for group in rows] for place, name in enumerate(names)
        }
        data["rows"] = list(rows.values())
        data |= {f"sum_{name}": [counts[group] for group in rows] for name, counts in sums.items()}
        return Sums(plan, pl.DataFrame(data, schema={name: _type(plan, name) for name in data}, strict=True))

    def distinct(self, plan: DistinctPlan, paths: Paths) -> pl.DataFrame:
        time = plan.register.time.column
        every = [row for row in _rows(plan.register, paths) if _inside(row[time], plan.periods)]
        times = [int(str(row[time])) for row in every]
        counted = [
            row
            for row in _kept(plan.register, every, plan.keep, plan.periods)
            if _holds(plan.flag, row, time)
        ]
        columns = list(dict.fromkeys(name for names in plan.groupings for name in names))
        found: list[Row] = []
        for number, names in enumerate(plan.groupings):
            for end in range(min(times, default=0) + plan.years - 1, max(times, default=-1) + 1):
                window = range(end - plan.years + 1, end + 1)
                groups: dict[tuple[Scalar | None, ...], set[Scalar | None]] = {}
                for row in counted:
                    if row[time] in window:
                        group = tuple(_category(plan.register, name, row[name]) for name in names)
                        groups.setdefault(group, set()).add(row[plan.column])
                for group, values in groups.items():
                    told: Row = {"grouping": number, "time": end, **dict.fromkeys(columns)}
                    found.append(
                        {**told, **dict(zip(names, group, strict=True)), "distinct": len(values - {None})}
                    )
        types = {column.name: POLARS[column.type] for column in plan.register.columns}
        schema = {"grouping": pl.Int64, "time": pl.Int64, **{name: types[name] for name in columns}}
        return pl.DataFrame(found, schema={**schema, "distinct": pl.Int64})

    def rows(
        self,
        register: RegisterDefinition,
        columns: Sequence[str],
        keep: Expression | None,
        paths: Paths,
        periods: Span = (None, None),
    ) -> pl.DataFrame:
        rows = _kept(register, _rows(register, paths), keep, periods)
        types = {column.name: POLARS[column.type] for column in register.columns}
        told = [{name: row[name] for name in columns} for row in rows]
        return pl.DataFrame(told, schema={name: types[name] for name in columns})

    def quality(
        self, register: RegisterDefinition, paths: Paths, geography: AreaSets, periods: Span = (None, None)
    ) -> QualityReport:
        whens = [parse_condition(item.when, register, {}, None) for item in register.exclusions]
        excluded = Counter({item.key: 0 for item in register.exclusions})
        judged, every = [], list(_rows(register, paths, exact=False))
        for row in every:
            exact = {name: _exact(register, name, value) for name, value in row.items()}
            time = row[register.time.column]
            if time is not None and not _inside(time, periods):
                continue
            place = next((place for place, when in enumerate(whens) if evaluate(when, exact) is True), None)
            if place is None:
                judged.append(row)
            else:
                excluded[register.exclusions[place].key] += 1
        outside = len(every) - len(judged) - excluded.total()
        faults = tuple(_faults(register, judged, geography))
        return QualityReport(register.key, len(every), outside, dict(excluded), faults)

    def explain(self, plan: PassPlan, paths: Paths = ()) -> str:  # noqa: ARG002
        return "every row, one after another"


def _rows(register: RegisterDefinition, paths: Paths, *, exact: bool = True) -> Iterator[Row]:
    """Every row; where `exact`, a number that is not finite or too large to be exact is missing."""
    placed = {item.column for item in register.places}
    columns = [column for column in register.columns if column.name not in placed]
    found = look(register, paths, [column.name for column in columns])
    for file in found.files:
        table = pl.read_parquet(file, columns=[column.name for column in columns], hive_partitioning=False)
        casts = [pl.col(column.name).cast(POLARS[column.type]) for column in columns]
        for row in table.select(casts).iter_rows(named=True):
            yield {name: _exact(register, name, value) if exact else value for name, value in row.items()}


def _exact(register: RegisterDefinition, name: str, value: Scalar | None) -> Scalar | None:
    column = register.column(name)
    if column is None or column.type is not ColumnType.NUMBER or value is None:
        return value
    assert isinstance(value, float)
    return value if abs(value) <= exact_limit(column) else None


def _whole(value: Scalar | None, decimals: int) -> int | None:
    """Whole numbers of the last decimal, halves upwards."""
    if value is None:
        return None
    assert isinstance(value, int | float)
    return value * 10**decimals if isinstance(value, int) else floor(value * 10.0**decimals + 0.5)


def _kept(
    register: RegisterDefinition, rows: Iterator[Row] | list[Row], keep: Expression | None, periods: Span
) -> Iterator[Row]:
    for row in rows:
        if _inside(row[register.time.column], periods) and (keep is None or evaluate(keep, row) is True):
            yield row


def _inside(time: Scalar | None, periods: Span) -> bool:
    first, last = periods
    if time is None:
        return False
    assert isinstance(time, int)
    return (first is None or first <= time) and (last is None or time <= last)


def _holds(flag: Flag, row: Row, time: str) -> bool:
    return any(
        _inside(row[time], (first, last)) and evaluate(when, row) is True for first, last, when in flag.whens
    )


def _group(plan: PassPlan, row: Row) -> tuple[Scalar | None, ...]:
    time, area = plan.register.time.column, row[plan.register.area.column]
    leaf = area if plan.leaves is None else dict(plan.leaves).get(str(area)) if area is not None else None
    true = [flag for flag in plan.flags if _holds(flag, row, time)]
    asked = [
        name
        for name in plan.breakdowns
        if any(flag.breakdowns is None or name in flag.breakdowns for flag in true)
    ]
    group: Row = {"time": row[time], "area": leaf}
    for name in plan.breakdowns:
        group[name] = _told(plan.register, name, row[name]) if name in asked else None
    for name in plan.values:
        group.setdefault(name, _told(plan.register, name, row[name]))
    return (*group.values(), sum(1 << bit for bit, flag in enumerate(plan.flags) if flag in true))


def _told(register: RegisterDefinition, name: str, value: Scalar | None) -> Scalar | None:
    column = register.column(name)
    assert column is not None
    return (
        _whole(value, column.decimals)
        if column.type is ColumnType.NUMBER
        else _category(register, name, value)
    )


def _category(register: RegisterDefinition, name: str, value: Scalar | None) -> Scalar | None:
    column = register.column(name)
    if column is not None and column.type is ColumnType.TEXT and column.categories:
        return value if value in column.codes else None
    return value


def _type(plan: PassPlan, name: str) -> type[pl.DataType]:
    column = plan.register.column(name)
    if name in (*plan.breakdowns, *plan.values) and column is not None:
        return pl.Int64 if column.type is ColumnType.NUMBER else POLARS[column.type]
    return pl.String if name == "area" else pl.Int64


def _faults(register: RegisterDefinition, rows: list[Row], geography: AreaSets) -> Iterator[Fault]:
    counts: Counter[tuple[FaultKind, str | None]] = Counter()
    unknown: dict[str, Counter[str]] = {}
    seen: set[tuple[Scalar | None, ...]] = set()
    for row in rows:
        for kind, column in _row_faults(register, row, geography):
            counts[kind, column] += 1
            if kind in (FaultKind.UNKNOWN_AREA, FaultKind.UNKNOWN_CATEGORY):
                unknown.setdefault(column, Counter())[str(row[column])] += 1
        identity = tuple(row[name] for name in register.identity)
        counts[FaultKind.DUPLICATES, None] += None not in identity and identity in seen
        seen.add(identity)
    shapes = {shape(code) for code in geography.known}
    faults = []
    for (kind, name), number in counts.items():
        area = name == register.area.column
        shared = sorted(unknown.get(name or "", {}).items(), key=lambda item: (-item[1], item[0]))
        codes = [
            code
            for code, many in shared
            if many >= FEWEST_NAMED and (shape(code) in shapes if area else CATEGORY.fullmatch(code))
        ]
        named = kind in (FaultKind.UNKNOWN_AREA, FaultKind.UNKNOWN_CATEGORY)
        threshold = getattr(register.quality, kind)
        if number:
            told = tuple(codes[:MOST_NAMED]) if named else ()
            faults.append(Fault(kind, name, number, len(rows), threshold, told))
    order = (Verdict.REFUSE, Verdict.WARN, Verdict.FINE)
    yield from sorted(faults, key=lambda it: (order.index(it.verdict), -it.rows, it.kind, it.column or ""))


def _row_faults(
    register: RegisterDefinition, row: Row, geography: AreaSets
) -> Iterator[tuple[FaultKind, str]]:
    area, time = row[register.area.column], row[register.time.column]
    if area is not None and area not in geography.known:
        yield FaultKind.UNKNOWN_AREA, register.area.column
    elif area is not None and isinstance(time, int) and 1749 < time <= 2200:
        then = geography.known_on(period_of(time, register.time.kind).end)
        if area not in then:
            yield FaultKind.OTHER_DIVISION, register.area.column
    placed = {item.column for item in register.places}
    for column in register.columns:
        if column.name in placed:
            continue
        value = row[column.name]
        if value is None and not column.optional:
            yield FaultKind.MISSING, column.name
        if value is None or isinstance(value, date):
            continue
        if column.categories and column.type is ColumnType.TEXT and value not in column.codes:
            yield FaultKind.UNKNOWN_CATEGORY, column.name
        if isinstance(value, int | float) and not _in_range(column, value):
            yield FaultKind.OUT_OF_RANGE, column.name


def _in_range(column: Column, value: float) -> bool:
    limit = exact_limit(column) if column.type is ColumnType.NUMBER else float("inf")
    least = -limit if column.least is None else column.least
    most = limit if column.most is None else column.most
    return least <= value <= most
