"""Unit: what a figure is counted in, and how far it can reach."""

from enum import StrEnum

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text


class Measure(StrEnum):
    SHARE = "share"  # per cent of a whole, 0 to 100
    COUNT = "count"
    RATE = "rate"  # per something, 0 and up
    INDEX = "index"  # any number


class Unit(Frozen):
    """A unit: `measure` decides arithmetic and range, `label` is what a reader sees after the number."""

    measure: Measure
    label: Text

    @property
    def floor(self) -> float | None:
        return None if self.measure is Measure.INDEX else 0.0

    @property
    def ceiling(self) -> float | None:
        return 100.0 if self.measure is Measure.SHARE else None

    def contains(self, value: float) -> bool:
        """Whether `value` can exist in this unit."""
        return (self.floor is None or value >= self.floor) and (self.ceiling is None or value <= self.ceiling)


PERCENT = Unit(measure=Measure.SHARE, label=Text(sv="procent", en="per cent"))
