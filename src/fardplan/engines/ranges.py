"""Conditions on one whole number, such as an age from 16 to 24, as a table: which bits each number gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fardplan.engines.flag_order import conjuncts
from fardplan.indicators.counting.expression import (
    Computed,
    Constant,
    Every,
    Expression,
    OneOf,
    Parameter,
    Scalar,
)
from fardplan.indicators.counting.meaning import columns_of, evaluate, parts_of
from fardplan.indicators.counting.plan import Flag
from fardplan.indicators.counting.register import ColumnType, RegisterDefinition

WIDEST = 250
"""Numbers of a table at most."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What flags that stand in a table ask besides, from `first` to `last`: `bits` is their mask."""

    bits: int
    first: int | None
    last: int | None
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """`bits` by the number in `column`; a number that is not there, or none, gives no bits."""

    column: str
    bits: Mapping[int, int]
    rests: tuple[Rest, ...]

    @property
    def flags(self) -> int:
        return sum(rest.bits for rest in self.rests)


def ranges(register: RegisterDefinition, flags: Sequence[Flag], among: Sequence[int]) -> Ranges | None:
    """The table of the column by which most flags of `among` (their bits) are bounded; None below two."""
    columns = [column.name for column in register.columns if column.type is ColumnType.INTEGER]
    tables = [_table(name, flags, among) for name in columns if name != register.time.column]
    best = max((one for one in tables if one), key=lambda one: one.flags.bit_count(), default=None)
    return best if best and best.flags.bit_count() > 1 else None


def _table(name: str, flags: Sequence[Flag], among: Sequence[int]) -> Ranges | None:
    bits: dict[int, int] = {}
    rests: dict[tuple[int | None, int | None, frozenset[Expression]], tuple[int, tuple[Expression, ...]]] = {}
    for bit in among:
        if len(flags[bit].whens) != 1:
            continue
        first, last, when = flags[bit].whens[0]
        asked = [part for part in conjuncts(when) if columns_of(part) == {name}]
        numbers = _true_of(name, Every(tuple(asked))) if asked else None
        if numbers is None:
            continue
        for number in numbers:
            bits[number] = bits.get(number, 0) | 1 << bit
        rest = tuple(part for part in conjuncts(when) if part not in asked)
        mask, _ = rests.get((first, last, frozenset(rest)), (0, rest))
        rests[first, last, frozenset(rest)] = mask | 1 << bit, rest
    found = tuple(Rest(mask, *key[:2], rest) for key, (mask, rest) in rests.items())
    return Ranges(name, dict(sorted(bits.items())), found) if found else None


def _true_of(name: str, condition: Expression) -> tuple[int, ...] | None:
    """The whole numbers that the condition is true of; None when they are many, or more than it names."""
    parts = list(parts_of(condition))
    constants = [value for part in parts for value in _constants(part)]
    named = [value for value in constants if isinstance(value, int) and not isinstance(value, bool)]
    if (
        not named
        or len(named) < len(constants)
        or any(isinstance(part, Computed | Parameter) for part in parts)
    ):
        return None  # where it turns true is told by whole numbers alone
    below, above = min(named) - 1, max(named) + 1
    if above - below > WIDEST or any(evaluate(condition, {name: at}) is True for at in (below, above, None)):
        return None
    return tuple(at for at in range(below, above + 1) if evaluate(condition, {name: at}) is True)


def _constants(part: Expression) -> tuple[Scalar, ...]:
    match part:
        case Constant(value):
            return (value,)
        case OneOf(_, choices):
            return choices
        case _:
            return ()
