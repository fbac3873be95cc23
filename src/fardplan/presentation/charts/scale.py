"""Axes: round ticks that cover the data, and the way from a value to a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from fardplan.presentation.numbers import decimals_for
from fardplan.vocabulary.unit import Measure, Unit

SMALLEST_SPAN = {Measure.SHARE: 4.0}
"""A flat series is not blown up: an axis for shares spans at least so many percentage points."""

_NOTHING = 1e-6  # smaller than any figure that is published


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight mapping of `first`–`last` onto places from `start` to `end`."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.last == self.first:
            return (self.start + self.end) / 2
        return self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start)


def value_ticks(values: Sequence[float], unit: Unit, *, most: int = 6) -> tuple[float, ...]:
    """At most `most` (3 or more) round ticks, evenly spaced and rising, that reach as far as all `values`.

    Zero is among them when it lies no further from the data than the data spans. No tick lies outside
    what the unit can hold, unless a value does.
    """
    if most < 3:
        raise ValueError(f"an axis on both sides of zero needs 3 ticks, not {most}")
    low, high = value_range(values, unit)
    if 0 < low <= high - low:
        low = 0.0
    if 0 > high >= low - high:
        high = 0.0
    step = _step(low, high, most)
    first, last = floor(Decimal(repr(low)) / step), ceil(Decimal(repr(high)) / step)
    return tuple(float(number * step) for number in range(first, last + 1))


def tick_decimals(ticks: Sequence[float]) -> int:
    """The decimals it takes to write evenly spaced ticks."""
    return decimals_for(round(ticks[1] - ticks[0], 12)) if len(ticks) > 1 else decimals_for(ticks[0] or 1.0)


def value_range(values: Sequence[float], unit: Unit) -> tuple[float, float]:
    """The span of the data, at least the smallest one, kept inside what the unit can hold."""
    low, high = min(values), max(values)
    size = max(abs(low), abs(high))
    lacking = max(0.0, max(SMALLEST_SPAN.get(unit.measure, 0.0), size * 0.05) - (high - low))
    if size < _NOTHING:
        return 0.0, SMALLEST_SPAN.get(unit.measure, 1.0)
    bottom, top = low - lacking / 2, high + lacking / 2
    if unit.floor is not None and low >= unit.floor:
        bottom = max(bottom, unit.floor)
    if unit.ceiling is not None and high <= unit.ceiling:
        top = min(top, unit.ceiling)
    return bottom, top


def _step(low: float, high: float, most: int) -> Decimal:
    """The smallest 1, 2 or 5 times a power of ten that gives at most `most` ticks."""
    span = high - low
    power = Decimal(10) ** (floor(log10(span / most)) - 1)
    while True:
        for factor in (1, 2, 5):
            step = power * factor
            if ceil(Decimal(repr(high)) / step) - floor(Decimal(repr(low)) / step) + 1 <= most:
                return step
        power *= 10
