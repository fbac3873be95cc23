"""Gaps: how differences between districts are measured, what was measured, and what is promised of it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import FIRST_YEAR, LAST_YEAR, Period


class GapMeasure(StrEnum):
    """A measure of the gap between the districts of one division; 0 (for the ratio 1) is no gap."""

    DIFFERENCE = "difference"  # the highest less the lowest, in the unit
    RATIO = "ratio"  # the highest over the lowest
    SLOPE = "slope"  # slope index: between the worst-off and the best-off end, in the unit
    BETWEEN_SHARE = "between_share"  # of all variance between persons, the part between districts, 0 to 1


class GapFigure(Frozen):
    """A gap in a period, with its 95 % interval where the districts' bases or margins allow one.

    `areas` is the number of districts with a figure, of the division `division`. `highest` and `lowest` are
    the codes of the districts at the ends, for the measures that rest on two.
    """

    measure: GapMeasure
    division: str
    period: Period
    value: float
    lower: float | None = None
    upper: float | None = None
    areas: Annotated[int, Field(ge=2)]
    highest: str | None = None
    lowest: str | None = None
    origin: Origin

    @model_validator(mode="after")
    def _interval_whole(self) -> "GapFigure":
        if (self.lower is None) != (self.upper is None):
            raise ValueError("an interval has two ends; give both or neither")
        return self


class GapTarget(Frozen):
    """The gap to come down to, and the year to have done it: a milestone's second target."""

    measure: GapMeasure
    level: Annotated[float, Field(ge=0)]
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]

    @model_validator(mode="after")
    def _possible(self) -> "GapTarget":
        if self.measure is GapMeasure.RATIO and self.level < 1:
            raise ValueError(f"a ratio of the highest to the lowest is 1 or more, not {self.level:g}")
        if self.measure is GapMeasure.BETWEEN_SHARE and self.level > 1:
            raise ValueError(f"a share of the variance cannot be {self.level:g}: it is 0 to 1")
        return self
