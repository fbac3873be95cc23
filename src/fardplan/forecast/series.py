"""A yearly series as a forecast needs it, and why one cannot be forecast."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

import numpy as np

from fardplan.forecast.arrays import Floats
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import Measure

LEAST_FIGURES = 6
"""With fewer figures the intervals were wider than what they could tell, and less honest than they said
(docs/methods/forecasts.md)."""


class Reason(StrEnum):
    """Why there is no forecast."""

    TOO_SHORT = "too_short"  # fewer figures than a forecast needs
    BROKEN = "broken"  # enough figures, but too few since the latest series break
    CONSTANT = "constant"  # all figures are the same: nothing tells how much the next may differ
    NOT_FINITE = "not_finite"  # a figure is not a number
    OUT_OF_RANGE = "out_of_range"  # a figure that its unit cannot hold: a share of 104 per cent
    TOO_FAR = "too_far"  # further ahead than past forecast errors can tell of


@dataclass(frozen=True, slots=True)
class CannotTell:
    """No forecast, and why: `figures` there were since the latest break, `needed` is what is enough."""

    name: str
    reason: Reason
    figures: int
    needed: int = LEAST_FIGURES


@dataclass(frozen=True, slots=True)
class YearlySeries:
    """Figures of one area by year, oldest first; a year without a figure is left out.

    `years`: whole numbers in order, the year a school year ends in. `values`: in the unit, shares in per
    cent from 0 to 100. `breaks`: the first year of every new definition. `sampling_variances`: of every
    figure, in the unit squared, where they are known; None for registers.

    Raises `InputError` when the years are not in order or the lengths differ. Figures that cannot be
    forecast are not an error here: `forecast_many` answers `CannotTell`.
    """

    name: str
    measure: Measure
    years: tuple[int, ...]
    values: tuple[float, ...]
    breaks: tuple[int, ...] = ()
    sampling_variances: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if len(self.years) != len(self.values):
            raise InputError(
                f"{len(self.years)} years and {len(self.values)} values differ in number", where=self.name
            )
        if any(later <= earlier for earlier, later in pairwise(self.years)):
            raise InputError("the years are not in order, each once", where=self.name)
        variances = self.sampling_variances
        if variances is None:
            return
        if len(variances) != len(self.values):
            raise InputError(
                f"{len(variances)} sampling variances for {len(self.values)} values", where=self.name
            )
        if not all(np.isfinite(one) and one >= 0 for one in variances):
            raise InputError("a sampling variance is a finite number from 0 up", where=self.name)

    def since_break(self) -> "YearlySeries":
        """The figures since the latest series break; those before it measure something else.

        A break announced for a year after the last figure leaves none: what comes is not what was.
        """
        return self.stretches()[-1]

    def stretches(self) -> tuple["YearlySeries", ...]:
        """The series cut at its breaks, oldest first; only the last can be empty."""
        starts = sorted({bisect_left(self.years, first) for first in self.breaks} - {0})
        if not starts:
            return (self,)
        edges = [0, *starts, len(self.years)]
        return tuple(self._part(start, end) for start, end in pairwise(edges))

    def until(self, year: int) -> "YearlySeries":
        """What was known of the series when `year` had its figure and the next had not."""
        part = self._part(0, bisect_right(self.years, year))
        return replace(part, breaks=tuple(first for first in self.breaks if first <= year))

    def _part(self, start: int, end: int) -> "YearlySeries":
        variances = self.sampling_variances
        return YearlySeries(
            self.name,
            self.measure,
            self.years[start:end],
            self.values[start:end],
            sampling_variances=None if variances is None else variances[start:end],
        )


def obstacle(series: YearlySeries) -> CannotTell | None:
    """Why `series` cannot be forecast, None where it can."""
    stretch = series.since_break()
    count = len(stretch.values)

    def because(reason: Reason) -> CannotTell:
        return CannotTell(series.name, reason, count)

    if count < LEAST_FIGURES:
        return because(Reason.BROKEN if len(series.values) >= LEAST_FIGURES else Reason.TOO_SHORT)
    lowest, highest = min(stretch.values), max(stretch.values)
    if not np.isfinite(sum(stretch.values)):
        return because(Reason.NOT_FINITE)
    if lowest == highest:
        return because(Reason.CONSTANT)
    floor = None if series.measure is Measure.INDEX else 0.0
    ceiling = 100.0 if series.measure is Measure.SHARE else None
    if (floor is not None and lowest < floor) or (ceiling is not None and highest > ceiling):
        return because(Reason.OUT_OF_RANGE)
    return None


def in_a_table(values: Sequence[Sequence[float]], years: Sequence[Sequence[int]]) -> Floats:
    """Series as rows of a table, NaN where there is no figure; the first column is each row's first year."""
    width = max((span[-1] - span[0] + 1 for span in years), default=0)
    table = np.full((len(values), width), np.nan)
    for row, figures, span in zip(table, values, years, strict=True):
        if span[-1] - span[0] + 1 == len(span):
            row[: len(span)] = figures
        else:
            row[np.subtract(span, span[0])] = figures
    return table
