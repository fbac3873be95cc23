"""Conditions on a row, as a person writes them, parsed once into objects that cannot mean nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Scalar = int | float | str | bool | date


class Comparison(StrEnum):
    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Arithmetic(StrEnum):
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"


@dataclass(frozen=True, slots=True)
class ColumnRef:
    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    value: Scalar


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that differs by period: `values` by the value of the time column, in order; else unknown."""

    name: str
    time: str
    values: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Unknown when a side is missing."""

    sign: Comparison
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Computed:
    """Missing when a side is."""

    sign: Arithmetic
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a value is among the choices; unknown when it is missing."""

    value: "Expression"
    choices: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether a value is missing; never unknown."""

    value: "Expression"


@dataclass(frozen=True, slots=True)
class Not:
    """Unknown of unknown."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Every:
    """`and`: false when one is false, else unknown when one is unknown, else true (Kleene)."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """`or`: true when one is true, else unknown when one is unknown, else false (Kleene)."""

    parts: tuple["Expression", ...]


Expression = ColumnRef | Constant | Parameter | Compared | Computed | OneOf | Missing | Not | Every | Some
