"""What engines that are asked in SQL have in common."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import ibis
import polars as pl

from fardplan.engines.distinct import DistinctQuery
from fardplan.engines.engine import NOTHING_COUNTED, Engine, Inspection, Paths, QualityReport, Span
from fardplan.engines.files import damaged, first_damaged
from fardplan.engines.inspection import Found, inspect, look
from fardplan.engines.quality import QualityCount
from fardplan.engines.query import (
    POLARS,
    REGISTER,
    PassQuery,
    Query,
    Side,
    columns_read,
    in_register_order,
    selected,
)
from fardplan.engines.sql import Dialect, ibis_type
from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.expression import Expression
from fardplan.indicators.counting.meaning import columns_of
from fardplan.indicators.counting.plan import DistinctPlan, PassPlan, Sums
from fardplan.indicators.counting.register import ColumnType, RegisterDefinition
from fardplan.vocabulary.errors import FardplanError, InputError, StorageError

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Scan:
    """The files of a register with the columns that are read of them."""

    found: Found
    columns: tuple[str, ...]

    @property
    def types(self) -> Mapping[str, str]:
        return {name: ibis_type(self.found.types[name]) for name in self.columns}


class Connection(AbstractContextManager["Connection"]):
    """An engine with a register at hand under the name `register`, until it is closed."""

    @abstractmethod
    def add(self, side: Side) -> None:
        """Give it a side table."""

    @abstractmethod
    def fetch(self, sql: str) -> pl.DataFrame:
        """The answer to a query, in memory."""

    @abstractmethod
    def plan(self, sql: str) -> str:
        """How the engine would go about a query."""


class SqlEngine(Engine):
    """Writes queries with Ibis, and leaves it to its kind to connect."""

    name: str
    dialect: Dialect
    errors: tuple[type[Exception], ...]
    remembered: int | None = None
    """Identities that may be remembered at once when duplicates are sought; None is no limit."""

    @abstractmethod
    def connect(self, scan: Scan) -> Connection: ...

    def inspect(self, register: RegisterDefinition, paths: Paths) -> Inspection:
        return inspect(register, paths)

    def times(self, register: RegisterDefinition, paths: Paths) -> tuple[int, ...]:
        time = register.time.column
        scan = _scan(register, paths, (time,))
        rows = ibis.table(dict(scan.types), name=REGISTER)
        found = self._answer(register, scan, Query(rows.select(rows[time].cast("int64")).distinct(), (time,)))
        return tuple(sorted(found.to_series().drop_nulls().to_list()))

    def run(self, plan: PassPlan, paths: Paths) -> Sums:
        scan = _scan(plan.register, paths, columns_read(plan))
        asked = PassQuery(plan, scan.types)
        return Sums(plan, self._answer(plan.register, scan, asked.query, asked.cells))

    def distinct(self, plan: DistinctPlan, paths: Paths) -> pl.DataFrame:
        asked = DistinctQuery(plan)
        scan = _scan(plan.register, paths, asked.reads)
        span = self._answer(plan.register, scan, Query(asked.span(scan.types), asked.reads))
        answers = [
            self._answer(plan.register, scan, query, partial(asked.windows, number))
            for number, query in enumerate(asked.queries(scan.types, span))
        ]
        return pl.concat(answers)

    def rows(
        self,
        register: RegisterDefinition,
        columns: Sequence[str],
        keep: Expression | None,
        paths: Paths,
        periods: Span = (None, None),
    ) -> pl.DataFrame:
        read = {register.time.column, *columns, *(columns_of(keep) if keep is not None else ())}
        scan = _scan(register, paths, in_register_order(register, read))
        asked = selected(register, scan.types, columns, keep, periods)
        types = {column.name: POLARS[column.type] for column in register.columns}
        cast = [pl.col(name).cast(types[name]) for name in columns]
        return self._answer(register, scan, Query(asked, scan.columns), lambda answer: answer.select(cast))

    def quality(
        self, register: RegisterDefinition, paths: Paths, geography: AreaSets, periods: Span = (None, None)
    ) -> QualityReport:
        count = QualityCount(register, geography, periods)
        scan = _scan(register, paths, count.reads)
        count.take(self._answer(register, scan, count.query(scan.types)))
        parts = count.duplicates(scan.types, self.remembered)
        asked = [self.dialect.sql(query.expression) for query in parts]
        duplicates = self._guarded(
            register, scan, (), lambda connection: [connection.fetch(sql) for sql in asked]
        )
        codes = [self._answer(register, scan, query) for query in count.unknown(scan.types)]
        return count.report(duplicates, codes)

    def explain(self, plan: PassPlan, paths: Paths = ()) -> str:
        if not paths:
            types = {name: _usual(plan.register, name) for name in columns_read(plan)}
            return self.dialect.sql(PassQuery(plan, types).query.expression)
        scan = _scan(plan.register, paths, columns_read(plan))
        query = PassQuery(plan, scan.types).query
        sql = self.dialect.sql(query.expression)
        told = self._guarded(plan.register, scan, query.sides, lambda connection: connection.plan(sql))
        return f"{sql}\n\n{told}"

    def _answer(
        self,
        register: RegisterDefinition,
        scan: Scan,
        query: Query,
        read: Callable[[pl.DataFrame], pl.DataFrame] = lambda answer: answer,
    ) -> pl.DataFrame:
        sql = self.dialect.sql(query.expression)
        return self._guarded(register, scan, query.sides, lambda connection: read(connection.fetch(sql)))

    def _guarded(
        self,
        register: RegisterDefinition,
        scan: Scan,
        sides: tuple[Side, ...],
        ask: Callable[[Connection], Answer],
    ) -> Answer:
        """What `ask` gets. Errors of an engine or of Polars never come out, since they can quote a row."""
        try:
            with self.connect(scan) as connection:
                for side in sides:
                    connection.add(side)
                return ask(connection)
        except pl.exceptions.PolarsError as error:
            kind = type(error).__name__
        except self.errors as error:
            kind = type(error).__name__
        # Outside the handler, so that the engine's error is not attached to ours.
        raise self._failure(register, scan, kind)

    def _failure(self, register: RegisterDefinition, scan: Scan, kind: str) -> FardplanError:
        broken = first_damaged(scan.found.files, list(scan.columns))
        if broken is not None:
            return damaged(broken, "a part of it cannot be read")
        if "Memory" in kind:
            return StorageError(
                f"{self.name} was out of memory while counting the register '{register.key}'",
                instead="Give it more memory, or a temporary folder with more room.",
                outcome=NOTHING_COUNTED,
            )
        return InputError(
            f"{self.name} gave up counting the register '{register.key}' ({kind})",
            instead="A sum or product may not fit in 64 bits, or the temporary folder may be full. What "
            f"{self.name} says of it can quote a row and is not shown.",
            outcome=NOTHING_COUNTED,
        )


def _scan(register: RegisterDefinition, paths: Paths, columns: tuple[str, ...]) -> Scan:
    return Scan(look(register, paths, columns), columns)


def _usual(register: RegisterDefinition, name: str) -> str:
    """The Ibis type that a column has where no file says another."""
    column = register.column(name)
    assert column is not None
    return _USUAL[column.type]


_USUAL = {
    ColumnType.INTEGER: "int64",
    ColumnType.NUMBER: "float64",
    ColumnType.TEXT: "string",
    ColumnType.TRUTH: "boolean",
    ColumnType.DATE: "date",
}
