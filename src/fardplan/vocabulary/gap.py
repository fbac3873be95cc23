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

    `areas` is the number of districts with a figure, of the division `division`; `protected` more have one
    that is not shown. `highest` and `lowest` are the codes of the districts at the ends, for the measures
    that rest on two. For a gap between groups of people `division` is the dimension they are divided by
    (sex), and the codes are written groups (sex=K).
    """

    measure: GapMeasure
    division: str
    period: Period
    value: float
    lower: float | None = None
    upper: float | None = None
    areas: Annotated[int, Field(ge=2)]
    protected: Annotated[int, Field(ge=0)] = 0
    highest: str | None = None
    lowest: str | None = None
    origin: Origin

    @model_validator(mode="after")
    def _interval_whole(self) -> "GapFigure":
        if (self.lower is None) != (self.upper is None):
            raise ValueError("an interval has two ends; give both or neither")
        return self


class GapVerdict(StrEnum):
    """What can be said of how a gap has changed."""

    GROWN = "grown"
    CLOSED = "closed"
    NO_DETECTABLE_CHANGE = "no_detectable_change"
    CANNOT_TELL = "cannot_tell"


class GapReason(StrEnum):
    """Why it is said; `presentation` puts each into a sentence."""

    BEYOND_CHANCE = "beyond_chance"  # neither persons' chance nor districts' own ways explain it
    WITHIN_CHANCE = "within_chance"  # persons' chance may explain it
    AREAS_APART = "areas_apart"  # more than persons' chance, but the districts move each their own way
    ONE_PERIOD = "one_period"
    BREAK = "break"  # a series break parts the earlier periods from the latest
    DIVISION_CHANGED = "division_changed"  # the earlier figures are about other districts
    AREAS_DIFFER = "areas_differ"  # no earlier period has figures for the same districts
    NO_ERROR_KNOWN = "no_error_known"  # neither bases nor margins are known
    TOO_FEW_AREAS = "too_few_areas"  # no test of so few districts can say anything
    CROSSED = "crossed"  # the ones behind have come ahead: neither grown nor closed


class GapChange(Frozen):
    """How a gap has changed from the first comparable period to the latest.

    `first` is None where there is none to compare with. `lower` and `upper` bound the change `latest - first`
    in the measure's unit, by persons' chance. `p_areas`: could the districts, each going its own way, have
    given so large a change?
    """

    latest: GapFigure
    first: GapFigure | None = None
    verdict: GapVerdict
    reason: GapReason
    lower: float | None = None
    upper: float | None = None
    p_areas: Annotated[float, Field(gt=0, le=1)] | None = None

    @property
    def measure(self) -> GapMeasure:
        return self.latest.measure

    @model_validator(mode="after")
    def _one_gap(self) -> "GapChange":
        if self.first and (self.first.measure, self.first.division) != (
            self.latest.measure,
            self.latest.division,
        ):
            raise ValueError("two figures of different measures or divisions are no change of one gap")
        if self.first is None and self.verdict is not GapVerdict.CANNOT_TELL:
            raise ValueError("without a first figure nothing can be told of a change")
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
