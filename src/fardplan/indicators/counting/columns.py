"""A condition on whole columns of a table in memory: the same answers as row by row, many at once."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub
from typing import Any

import polars as pl

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
    Some,
)
from fardplan.indicators.counting.plan import Flag

_SIGNS: Mapping[Comparison | Arithmetic, Callable[[Any, Any], Any]] = {
    Comparison.EQUAL: eq,
    Comparison.NOT_EQUAL: ne,
    Comparison.LESS: lt,
    Comparison.AT_MOST: le,
    Comparison.MORE: gt,
    Comparison.AT_LEAST: ge,
    Arithmetic.PLUS: add,
    Arithmetic.MINUS: sub,
    Arithmetic.TIMES: mul,
}


def as_polars(expression: Expression) -> pl.Expr:
    """The expression over the columns of a frame; unknown is null, and `and`, `or` are Kleene's."""
    match expression:
        case ColumnRef(name):
            return pl.col(name)
        case Constant(value):
            return pl.lit(value)
        case Parameter(_, time, values):
            return pl.col(time).replace_strict(dict(values), default=None, return_dtype=pl.Float64)
        case Compared(sign, left, right) | Computed(sign, left, right):
            found: pl.Expr = _SIGNS[sign](as_polars(left), as_polars(right))
            return found
        case _:
            return _condition(expression)


def flag_of(flag: Flag, time: str) -> pl.Expr:
    """Whether a flag is set: one of its conditions is true, in its time."""
    found = pl.lit(False)
    for first, last, when in flag.whens:
        inside = pl.lit(True)
        if first is not None:
            inside &= pl.col(time) >= first
        if last is not None:
            inside &= pl.col(time) <= last
        found |= (inside & as_polars(when)).fill_null(False)
    return found


def _condition(expression: OneOf | Missing | Not | Every | Some) -> pl.Expr:
    match expression:
        case OneOf(value, choices):
            return reduce(or_, (as_polars(value) == choice for choice in choices))
        case Missing(value):
            return as_polars(value).is_null()
        case Not(of):
            return ~as_polars(of)
        case Every(parts):
            return reduce(and_, map(as_polars, parts))
        case Some(parts):
            return reduce(or_, map(as_polars, parts))
