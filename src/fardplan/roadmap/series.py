"""A milestone's series: the figures of one area for everybody, cut where definitions change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from fardplan.indicators.definition import IndicatorDefinition, RegisterError, SeriesBreak, SurveyError
from fardplan.stats.share import normal_quantile, rounded_interval, sampling_variance
from fardplan.stats.trend import KnownMovement, Trend, register_trend, student_half_width, survey_trend
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import PER_YEAR, Period
from fardplan.vocabulary.status import Figure, IntervalBasis
from fardplan.vocabulary.unit import Measure

WINDOW_YEARS = 10
"""A development is judged on at most the latest ten years: what came before answers another question."""

LEAST_POINTS = 3
"""Fewer figures than this, without a known error, tell nothing of a development."""

LEAST_DF = 3
"""With fewer degrees of freedom a movement interval is wider than anything a reader could use."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Figures in order of time between two series breaks, so that they can be compared."""

    observations: tuple[Observation, ...]

    @property
    def latest(self) -> Observation:
        return self.observations[-1]

    def recent(self) -> "Stretch":
        """The part inside the window that a development is judged on."""
        start = self.latest.period.position - WINDOW_YEARS
        return Stretch(tuple(item for item in self.observations if item.period.position >= start))


def stretches(
    observations: Iterable[Observation], definition: IndicatorDefinition, area: str
) -> tuple[Stretch, ...]:
    """The break-free stretches of `area` for everybody, oldest first; cells without a value are left out.

    A preliminary figure is shown, never judged.
    """
    series = sorted(
        (
            item
            for item in observations
            if item.area == area
            and not item.group.categories
            and item.value is not None
            and item.status is not Status.PRELIMINARY
        ),
        key=lambda item: item.period,
    )
    breaks = [item for item in definition.breaks if not item.areas or area in item.areas]
    parts = groupby(series, key=lambda item: _breaks_before(item.period, breaks))
    return tuple(Stretch(tuple(part)) for _, part in parts)


def _breaks_before(period: Period, breaks: Sequence[SeriesBreak]) -> int:
    return sum(item.first.start <= period.start for item in breaks)


def broken_between(first: Period, last: Period, definition: IndicatorDefinition, area: str) -> bool:
    """Whether a series break of `area` lies after `first` and at or before `last`."""
    breaks = [item for item in definition.breaks if not item.areas or area in item.areas]
    return _breaks_before(first, breaks) != _breaks_before(last, breaks)


def trend_of(stretch: Stretch, definition: IndicatorDefinition) -> Trend | None:
    """The trend of a stretch, or None where there are too few figures to know their error."""
    points = stretch.observations
    if is_within_a_year(stretch):
        return None
    if len({item.period.position for item in points}) < 2:
        return None
    variances = known_variances(points, definition)
    if variances is not None:
        return survey_trend(_times(points), _values(points), np.array(variances))
    if len(points) < LEAST_POINTS:
        return None
    return register_trend(
        _times(points), _values(points), rounding=definition.rounded_to, known=_known_movement(definition)
    )


def is_within_a_year(stretch: Stretch) -> bool:
    """Whether figures of months or terms span less than two years: a trend would be one of seasons."""
    first, last = stretch.observations[0].period, stretch.latest.period
    per_year = PER_YEAR[last.kind]
    return per_year > 1 and len(stretch.observations) > 1 and last.ordinal - first.ordinal + 1 < 2 * per_year


def figures(stretch: Stretch, definition: IndicatorDefinition) -> tuple[Figure, ...]:
    """The figures of a stretch, each with its 95 % interval where one can be known."""
    trend = trend_of(stretch.recent(), definition) if stretch.observations else None
    return tuple(_figure(item, definition, trend) for item in stretch.observations)


def _figure(observation: Observation, definition: IndicatorDefinition, trend: Trend | None) -> Figure:
    assert observation.value is not None  # a stretch holds values only
    lower, upper, basis = _interval(observation, observation.value, definition, trend)
    return Figure(
        period=observation.period,
        value=observation.value,
        lower=lower,
        upper=upper,
        interval_basis=basis,
        base=observation.base,
        origin=observation.provenance.origin,
        published=observation.provenance.published,
        published_basis=observation.provenance.published_basis,
    )


def _interval(
    observation: Observation, value: float, definition: IndicatorDefinition, trend: Trend | None
) -> tuple[float | None, float | None, IntervalBasis]:
    if observation.lower is not None and observation.upper is not None:
        bounds = isinstance(definition.error, RegisterError) and definition.error.bounds
        return observation.lower, observation.upper, IntervalBasis.BOUNDS if bounds else IntervalBasis.SOURCE
    if isinstance(definition.error, RegisterError):
        half = _movement_half_width(definition, trend)
        if half is not None:
            return *_inside(value - half, value + half, definition), IntervalBasis.MOVEMENT
    base = _effective_base(observation, definition)
    if base is None:
        return None, None, IntervalBasis.NONE
    low, high = rounded_interval(value, base, definition.rounded_to)
    asked = isinstance(definition.error, SurveyError)
    return *_inside(low, high, definition), IntervalBasis.SAMPLING if asked else IntervalBasis.CHANCE


def _movement_half_width(definition: IndicatorDefinition, trend: Trend | None) -> float | None:
    known = _known_movement(definition)
    if trend is not None and trend.df >= LEAST_DF:
        return student_half_width(trend)
    if trend is None and known is not None and known.df >= LEAST_DF:
        return student_half_width(Trend(0, 0, 0, known.sd, known.df, 0))
    return None


def _inside(lower: float, upper: float, definition: IndicatorDefinition) -> tuple[float, float]:
    floor, ceiling = definition.unit.floor, definition.unit.ceiling
    return (
        lower if floor is None else max(floor, lower),
        upper if ceiling is None else min(ceiling, upper),
    )


def _effective_base(observation: Observation, definition: IndicatorDefinition) -> float | None:
    if not observation.base or definition.unit.measure is not Measure.SHARE:
        return None
    error = definition.error
    return observation.base / (error.design_effect if isinstance(error, SurveyError) else 1.0)


def _variance(observation: Observation, definition: IndicatorDefinition) -> float | None:
    """The sampling variance of a figure in its unit squared, rounding included, or None if unknown."""
    rounding = definition.rounded_to**2 / 12
    if observation.lower is not None and observation.upper is not None:
        half = (observation.upper - observation.lower) / 2
        return (half / normal_quantile(0.95)) ** 2 + rounding
    base = _effective_base(observation, definition)
    if base is None or observation.value is None:
        return None
    return sampling_variance(observation.value / 100, base) * 100**2 + rounding


def known_variances(
    points: Sequence[Observation], definition: IndicatorDefinition
) -> tuple[float, ...] | None:
    """The sampling variance of every figure of a survey; None for registers, or where one is unknown."""
    if not isinstance(definition.error, SurveyError):
        return None
    known = [variance for item in points if (variance := _variance(item, definition)) is not None]
    return tuple(known) if len(known) == len(points) else None


def _known_movement(definition: IndicatorDefinition) -> KnownMovement | None:
    error = definition.error
    if isinstance(error, RegisterError) and error.movement:
        return KnownMovement(error.movement.sd, error.movement.df)
    return None


def _times(points: Sequence[Observation]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([item.period.position for item in points], dtype=np.float64)


def _values(points: Sequence[Observation]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([item.value for item in points], dtype=np.float64)
