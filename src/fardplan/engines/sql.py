"""From an Ibis expression to the SQL of an engine, by Ibis' core alone: no backend of Ibis', no pandas."""

from typing import Any

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

from fardplan.engines.query import Side


class _DuckDb(DuckDBCompiler):  # type: ignore[misc]
    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        if dtype.is_floating():
            return _double(value)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_SimpleCase(self, op: Any, *, base: Any, cases: Any, results: Any, default: Any) -> Any:
        """A choice among constants by a column as a look-up in a map: DuckDB does it once for each entry of a
        Parquet dictionary instead of once for each row. A map has null for what is not in it, and the
        greatest of null and a number is the number.
        """
        found = super().visit_SimpleCase(op, base=base, cases=cases, results=results, default=default)
        if not (isinstance(op.base, ops.Field) and all(map(_is_constant, (*op.cases, *op.results)))):
            return found
        keys = self.cast(sge.Array(expressions=list(cases)), dt.Array(op.base.dtype))
        values = self.cast(sge.Array(expressions=list(results)), dt.Array(op.dtype))
        looked = self.f.anon.map_extract_value(self.f.anon.map(keys, values), base)
        if isinstance(op.default, ops.Literal) and op.default.value is None:
            return looked
        if not (
            _is_constant(op.default) and op.default.value == 0 and all(it.value >= 0 for it in op.results)
        ):
            return found
        return self.f.anon.greatest(looked, default)


class _Spark(PySparkCompiler):  # type: ignore[misc]
    """Reads no options of Ibis' own Spark backend, which is not loaded; missing values are settled by us."""

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        if dtype.is_floating():
            return _double(value)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_Field(self, op: Any, *, rel: Any, name: str) -> Any:
        return SQLGlotCompiler.visit_Field(self, op, rel=rel, name=name)

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:  # noqa: ARG002
        return arg.is_(sge.Null())


def _is_constant(op: Any) -> bool:
    return isinstance(op, ops.Literal) and op.value is not None


def _double(value: float) -> sge.Expression:
    """A number as 64-bit floating point: written bare, engines would take it for a decimal."""
    return sge.cast(sge.Literal.string(repr(float(value))), "double")


class Dialect:
    """How an engine's SQL is written."""

    def __init__(self, compiler: SQLGlotCompiler) -> None:
        self.compiler = compiler

    def sql(self, expression: ir.Table) -> str:
        written: str = self.compiler.to_sqlglot(expression).sql(self.compiler.dialect, pretty=True)
        return written

    def name(self, text: str) -> str:
        quoted: str = sge.to_identifier(text, quoted=True).sql(self.compiler.dialect)
        return quoted

    def text(self, text: str) -> str:
        quoted: str = sge.Literal.string(text).sql(self.compiler.dialect)
        return quoted

    def side(self, side: Side, whole: str) -> str:
        """A select of the side table's rows; `whole` is the SQL type of its numbers."""
        code, number = (self.name(column) for column in side.columns)
        rows = ", ".join(f"({self.text(text)}, {value})" for text, value in side.rows)
        values = f"(VALUES {rows}) AS t({code}, {number})"
        return f"SELECT {code}, CAST({number} AS {whole}) AS {number} FROM {values}"  # noqa: S608

    def read(self, column: str, given: pa.DataType) -> str:
        """A column as the expressions take it: decimals as floating point, all else as it is."""
        name = self.name(column)
        return f"CAST({name} AS DOUBLE) AS {name}" if pa.types.is_decimal(given) else name


DUCKDB = Dialect(_DuckDb())
SPARK = Dialect(_Spark())


def ibis_type(given: pa.DataType) -> str:
    """The Ibis type that a column of this type has in a query."""
    if pa.types.is_integer(given):
        return str(given)
    if pa.types.is_floating(given):
        return "float64" if pa.types.is_float64(given) else "float32"
    if pa.types.is_decimal(given):
        return "float64"
    if pa.types.is_boolean(given):
        return "boolean"
    return "date" if pa.types.is_date(given) else "string"
