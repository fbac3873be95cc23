"""Conditions on a row as Ibis expressions, which mean the same in every engine.

Ibis writes the three-valued logic of SQL, which is that of `Expression`: true, false or unknown. What engines
do differently is settled here: a number that is not finite, or too large to be told exactly, is missing, and
whole numbers are computed in 64 bits.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub
from typing import Any

import ibis
import ibis.expr.types as ir

from fardplan.indicators.counting.expression import (
    Arithmetic,
    ColumnRef,
    Compared,
    Comparison,
    Computed,
    Constant,
    Every,
    Expression,
    Missing,
    Not,
    OneOf,
    Parameter,
    Scalar,
    Some,
)
from fardplan.indicators.counting.meaning import columns_of, evaluate, parts_of
from fardplan.indicators.counting.register import Column, ColumnType, RegisterDefinition

EXACT = 2**53
"""Whole numbers up to here are told apart as 64-bit floating point."""

_COMPARE: dict[Comparison, Callable[[Any, Any], Any]] = {
    Comparison.EQUAL: eq,
    Comparison.NOT_EQUAL: ne,
    Comparison.LESS: lt,
    Comparison.AT_MOST: le,
    Comparison.MORE: gt,
    Comparison.AT_LEAST: ge,
}
_COMPUTE: dict[Arithmetic, Callable[[Any, Any], Any]] = {
    Arithmetic.PLUS: add,
    Arithmetic.MINUS: sub,
    Arithmetic.TIMES: mul,
}


class Conditions:
    """Writes expressions over the columns of `table`, which has the register's columns under their names."""

    def __init__(self, register: RegisterDefinition, table: ir.Table) -> None:
        self.register, self.table = register, table

    def value(self, expression: Expression) -> ir.Value:
        """What the expression is of a row; null is missing, or of a condition unknown."""
        match expression:
            case ColumnRef(name):
                return self.column(name)
            case Constant(value):
                return _literal(value)
            case Parameter(_, time, values):
                return self._parameter(time, values)
            case Compared(sign, left, right):
                return _COMPARE[sign](self.value(left), self.value(right))
            case Computed(sign, left, right):
                return _COMPUTE[sign](_wide(self.value(left)), _wide(self.value(right)))
            case _:
                return self._truth(expression)

    def untrue(self, parts: Sequence[Expression], code: ir.Scalar, fine: ir.Scalar) -> ir.Value:
        """`code` where one of `parts` is not true, else `fine`.

        What is asked of one text column alone is looked up: engines that read a column by its different
        values then compare each of those once, not once a row.
        """
        columns = {name for part in parts for name in columns_of(part)}
        column = self.register.column(next(iter(columns))) if len(columns) == 1 else None
        if column is not None and column.type is ColumnType.TEXT:
            wrong = self._wrong(column.name, Every(tuple(parts)))
            if wrong:
                return self.table[column.name].cases(*((text, code) for text in wrong), else_=fine)
        asked = reduce(and_, (self.value(part) for part in parts))
        return ibis.cases((asked, fine), else_=code)

    def _wrong(self, name: str, condition: Expression) -> tuple[str, ...]:
        """The texts that it is not true of, when it is true of all others and of a missing one; else none."""
        named = sorted({text for part in parts_of(condition) for text in _texts(part)})
        other = "".join(named) + "+"  # a text that is none of those named
        if not all(evaluate(condition, {name: value}) is True for value in (other, None)):
            return ()
        return tuple(text for text in named if evaluate(condition, {name: text}) is not True)

    def _truth(self, condition: OneOf | Missing | Not | Every | Some) -> ir.BooleanValue:
        match condition:
            case OneOf(value, choices):
                return self.value(value).isin([_plain(choice) for choice in choices])
            case Missing(value):
                return self.value(value).isnull()
            case Not(of):
                return ~self.value(of)
            case Every(parts):
                return reduce(and_, (self.value(part) for part in parts))
            case Some(parts):
                return reduce(or_, (self.value(part) for part in parts))

    def column(self, name: str) -> ir.Value:
        """A column as it is; a NUMBER only where it is finite and can be told exactly."""
        found = self.table[name]
        column = self.register.column(name)
        if column is None or column.type is not ColumnType.NUMBER:
            return found
        limit = exact_limit(column)
        return ibis.cases(((found >= -limit) & (found <= limit), found))

    def whole(self, name: str, decimals: int) -> ir.Value:
        """A column as whole numbers of its last decimal, halves upwards, in 64 bits."""
        found = self.column(name)
        if found.type().is_integer():
            return found.cast("int64") * ibis.literal(10**decimals, type="int64")
        scaled = found.cast("float64") * ibis.literal(float(10**decimals), type="float64")
        return (scaled + ibis.literal(0.5, type="float64")).floor().cast("int64")

    def _parameter(self, time: str, values: tuple[tuple[int, float], ...]) -> ir.Value:
        if not values:
            return ibis.null("float64")
        return self.table[time].cases(*((at, _literal(value)) for at, value in values))


def exact_limit(column: Column) -> float:
    """The largest size of a number whose last decimal is told exactly."""
    return float(EXACT // 10**column.decimals)


def _literal(value: Scalar) -> ir.Scalar:
    return ibis.literal(_plain(value))


def _plain(value: Scalar) -> Scalar:
    """A float that is whole as a whole number, so that whole columns are compared without conversion."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
        return int(value)
    return value


def _texts(part: Expression) -> tuple[str, ...]:
    match part:
        case Constant(value):
            values: tuple[Scalar, ...] = (value,)
        case OneOf(_, choices):
            values = choices
        case _:
            values = ()
    return tuple(value for value in values if isinstance(value, str))


def _wide(value: ir.Value) -> ir.Value:
    return value.cast("int64") if value.type().is_integer() else value.cast("float64")
