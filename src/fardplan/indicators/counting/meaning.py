"""What a condition says of a row, in plain Python: the meaning that every engine is held against."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any

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

Row = Mapping[str, Scalar | None]
"""A row by column; None where a value is missing."""

_COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
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


def evaluate(expression: Expression, row: Row) -> Scalar | None:
    """The value of an expression in a row; None is missing, and of a condition: unknown (Kleene)."""
    match expression:
        case ColumnRef(name):
            return row[name]
        case Constant(value):
            return value
        case Parameter(_, time, values):
            return next((value for at, value in values if at == row[time]), None)
        case Computed(sign, left, right):
            one, other = evaluate(left, row), evaluate(right, row)
            return None if one is None or other is None else _COMPUTE[sign](one, other)
        case _:
            return _truth(expression, row)


def _truth(condition: Compared | OneOf | Missing | Not | Every | Some, row: Row) -> bool | None:
    match condition:
        case Compared(sign, left, right):
            one, other = evaluate(left, row), evaluate(right, row)
            return None if one is None or other is None else _COMPARE[sign](one, other)
        case OneOf(value, choices):
            found = evaluate(value, row)
            return None if found is None else found in choices
        case Missing(value):
            return evaluate(value, row) is None
        case Not(of):
            return _opposite(evaluate(of, row))
        case Every(parts):
            return _all(evaluate(part, row) for part in parts)
        case Some(parts):
            return _opposite(_all(_opposite(evaluate(part, row)) for part in parts))


def columns_of(expression: Expression) -> frozenset[str]:
    """The columns that an expression reads, the time column of its parameters among them."""
    found = set()
    for part in parts_of(expression):
        if isinstance(part, ColumnRef):
            found.add(part.name)
        elif isinstance(part, Parameter):
            found.add(part.time)
    return frozenset(found)


def parameters_of(expression: Expression) -> frozenset[str]:
    """The names of the parameters in an expression."""
    return frozenset(part.name for part in parts_of(expression) if isinstance(part, Parameter))


def parts_of(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it."""
    yield expression
    match expression:
        case Compared(_, left, right) | Computed(_, left, right):
            yield from parts_of(left)
            yield from parts_of(right)
        case OneOf(value, _) | Missing(value) | Not(value):
            yield from parts_of(value)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from parts_of(part)


def written(expression: Expression) -> str:
    """The expression as a person would write it; parsed again it is an equal one."""
    match expression:
        case ColumnRef(name) | Parameter(name, _, _):
            return name
        case Constant(value):
            return _literal(value)
        case Compared(sign, left, right):
            return f"{_inside(left, 4)} {sign.value} {_inside(right, 4)}"
        case Computed(sign, left, right):
            own = 6 if sign is Arithmetic.TIMES else 5
            return f"{_inside(left, own)} {sign.value} {_inside(right, own + 1)}"
        case OneOf(value, choices):
            return f"{_inside(value, 4)} in ({', '.join(map(_literal, choices))})"
        case Missing(value):
            return f"missing({written(value)})"
        case Not(of):
            return f"not {_inside(of, 3)}"
        case Every(parts):
            return " and ".join(_inside(part, 3) for part in parts)
        case Some(parts):
            return " or ".join(_inside(part, 2) for part in parts)


def _inside(expression: Expression, least: int) -> str:
    text = written(expression)
    return text if _binding(expression) >= least else f"({text})"


def _binding(expression: Expression) -> int:
    """How tightly it holds together, as the grammar of `parse` has it; the loosest is 1."""
    match expression:
        case Some():
            return 1
        case Every():
            return 2
        case Not() | Compared() | OneOf():
            return 3
        case Computed(Arithmetic.TIMES, _, _):
            return 6
        case Computed():
            return 5
        case _:
            return 7


def _literal(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, date):
        return f"'{value.isoformat()}'"
    return repr(value)


def _all(parts: Iterable[Scalar | None]) -> bool | None:
    unknown = False
    for part in parts:
        if part is False:
            return False
        unknown = unknown or part is None
    return None if unknown else True


def _opposite(truth: Scalar | None) -> bool | None:
    return None if truth is None else not truth
