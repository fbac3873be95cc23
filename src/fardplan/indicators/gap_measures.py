"""How large a gap is and how it has changed, measured on the figures of one comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, hypot, inf, log, sqrt
from zlib import crc32

import numpy as np

from fardplan.indicators.definition import IndicatorDefinition, RegisterError, SurveyError
from fardplan.indicators.gap_places import Side
from fardplan.stats.between import (
    RANGE,
    VARIANCE_SHARE,
    Counted,
    Estimated,
    Figures,
    Inequality,
    InequalityChange,
    Measure,
    inequality,
    inequality_change,
)
from fardplan.stats.gaps import Gap, Share, difference, difference_of_figures, ratio
from fardplan.stats.inequality import Floats
from fardplan.stats.share import normal_quantile, sampling_variance
from fardplan.stats.slope import SlopeChange, SlopeIndex, slope_change, slope_index
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure as Unit

DRAWS = 999
_REMEMBERED = 4096


def _apart(values: Floats, weights: Floats) -> Floats:
    """How far the lowest falls short of the highest, as a share of the highest: 0 (alike) to 1."""
    lived = np.asarray(values)[..., np.asarray(weights) > 0]
    highest, lowest = lived.max(axis=-1), np.maximum(lived.min(axis=-1), 0.0)
    apart: Floats = 1 - lowest / np.where(highest > 0, highest, 1.0)
    return np.where(highest > 0, apart, 0.0)


ENDS_APART = Measure("ends apart", _apart, relative=True, highest=1.0)
"""The ratio of the ends as 1 - lowest / highest: it starts at 0 and has no infinity, as the lookup needs."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A gap in the indicator's unit; without an interval where no error is known."""

    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the errors of a side: values with bases or errors, as shares of 1 or in the unit."""

    figures: Figures
    cases: tuple[float, ...]
    bases: tuple[float, ...]


def known_of(side: Side, definition: IndicatorDefinition) -> Known | None:
    """The figures with their errors, or None where any of them has neither base nor margin."""
    items = tuple(side.figures.values())
    scale = scale_of(definition)
    errors = [_error(item, definition) for item in items]
    if all(item.lower is not None for item in items) or isinstance(definition.error, SurveyError):
        if not all(error is not None for error in errors):
            return None
        spread = [error / scale for error in errors if error is not None]
        return Known(Estimated(_values(items, scale), spread, np.ones(len(items))), (), ())
    if definition.unit.measure is not Unit.SHARE or not all(item.base for item in items):
        return None
    bases = tuple(float(item.base or 0) for item in items)
    cases = tuple(
        float(np.rint(value * base)) for value, base in zip(_values(items, scale), bases, strict=True)
    )
    return Known(Counted(cases, bases), cases, bases)


def scale_of(definition: IndicatorDefinition) -> float:
    """A share is written in per cent and computed from 0 to 1."""
    return 100.0 if definition.unit.measure is Unit.SHARE else 1.0


def ends(side: Side) -> tuple[str, str]:
    """The codes of the highest and the lowest, two places; the first in order of code where several are."""
    highest = max(side.codes, key=lambda code: side.figures[code].value or 0.0)
    others = [code for code in side.codes if code != highest]
    return highest, min(others, key=lambda code: side.figures[code].value or 0.0)


def spread(
    side: Side, definition: IndicatorDefinition, measure: GapMeasure, known: Known | None
) -> Measured | None:
    """The gap between all places of a side, with chance taken away where its size is known.

    The two ends are chosen after looking at the figures, so that an interval for two named places would claim
    too much; `stats.between` reads the whole spread instead. None where the measure is not defined.
    """
    if measure is GapMeasure.BETWEEN_SHARE:
        return _between_share(side, known)
    highest, lowest = (side.figures[code].value or 0.0 for code in ends(side))
    if measure is GapMeasure.DIFFERENCE:
        if known is None:
            return Measured(highest - lowest)
        found = _spread_of(known.figures, RANGE, seed(side, measure))
        # Chance never narrows a spread on average: a value above the one seen is the draws' own error.
        scale, value = scale_of(definition), min(found.value, found.raw)
        low, high = min(found.lower, value), max(found.upper, value)
        gap = _widened(value * scale, low * scale, high * scale, _rounding(definition))
        return Measured(gap.value, max(0.0, gap.lower or 0.0), gap.upper)
    if lowest <= 0:
        return None
    if known is None:
        return Measured(highest / lowest)
    found = _spread_of(known.figures, ENDS_APART, seed(side, measure))
    least = min(found.value, found.raw)
    value, lower, upper = (
        _as_ratio(end) for end in (least, min(found.lower, least), max(found.upper, least))
    )
    if value == inf:
        return None
    return Measured(value) if upper == inf else _rounded_ratio(value, lower, upper, side, definition)


def slope(
    known: Known | None, standing: tuple[float, ...], definition: IndicatorDefinition
) -> Measured | None:
    """The slope index in the unit, above 0 where the worst-off have it worse; counts of persons only."""
    if known is None or not known.bases or len(set(standing)) < 2 or not sum(known.cases):
        return None
    found = slope_index(known.cases, known.bases, standing)
    return _turned(found, _sign(definition), scale_of(definition))


def slope_moved(
    before: Known, after: Known, standing: tuple[float, ...], seed: int
) -> SlopeChange:  # in shares of 1, best-off less worst-off
    """The change of slope, tested by permuting the places' changes over their standings."""
    return slope_change(
        (before.cases, before.bases), (after.cases, after.bases), standing, draws=DRAWS, seed=seed
    )


def spread_moved(before: Known, after: Known, measure: GapMeasure, seed: int) -> InequalityChange:
    """The change of a measure of the whole spread, tested by swapping the places' years."""
    kind = {GapMeasure.DIFFERENCE: RANGE, GapMeasure.RATIO: ENDS_APART}.get(measure, VARIANCE_SHARE)
    return _moved(_Key(before.figures), _Key(after.figures), kind.name, seed)


def pair(
    one: Observation, other: Observation, definition: IndicatorDefinition, measure: GapMeasure
) -> Measured | None:
    """`one` against `other`, two groups that were named before anybody looked at the figures."""
    if measure is GapMeasure.RATIO and not (one.value and other.value):
        return None
    gap = _pair_gap(one, other, definition, measure)
    if gap is None:
        first, second = one.value or 0.0, other.value or 0.0
        return Measured(first / second if measure is GapMeasure.RATIO else first - second)
    if measure is GapMeasure.RATIO:
        return Measured(gap.value) if gap.upper == inf else Measured(gap.value, gap.lower, gap.upper)
    scale = scale_of(definition)
    return _widened(gap.value * scale, gap.lower * scale, gap.upper * scale, _rounding(definition))


def seed(side: Side, measure: GapMeasure) -> int:
    """The same figures give the same draws, whoever asks and whenever."""
    told = ";".join(
        f"{code}={item.value!r},{item.lower!r},{item.upper!r},{item.base}"
        for code, item in side.figures.items()
    )
    return crc32(f"{side.division}|{side.period}|{measure}|{told}".encode())


def _pair_gap(
    one: Observation, other: Observation, definition: IndicatorDefinition, measure: GapMeasure
) -> Gap | None:
    shares = [_share(item, definition) for item in (one, other)]
    if shares[0] is not None and shares[1] is not None:
        return (ratio if measure is GapMeasure.RATIO else difference)(shares[0], shares[1])
    errors = [_error(item, definition) for item in (one, other)]
    if measure is GapMeasure.RATIO or errors[0] is None or errors[1] is None:
        return None
    scale = scale_of(definition)
    return difference_of_figures(
        (one.value or 0.0) / scale, errors[0] / scale, (other.value or 0.0) / scale, errors[1] / scale
    )


def _share(item: Observation, definition: IndicatorDefinition) -> Share | None:
    if definition.unit.measure is not Unit.SHARE or item.lower is not None or not item.base:
        return None
    return Share((item.value or 0.0) / 100, item.base / _design_effect(definition))


def _error(item: Observation, definition: IndicatorDefinition) -> float | None:
    """The standard error in the unit, rounding included; None where neither margin nor base is known."""
    rounding = definition.rounded_to**2 / 12
    if item.lower is not None and item.upper is not None:
        return sqrt(((item.upper - item.lower) / 2 / normal_quantile(0.95)) ** 2 + rounding)
    share = _share(item, definition)
    if share is None:
        return None
    return sqrt(sampling_variance(share.value, share.base) * 100**2 + rounding)


def _design_effect(definition: IndicatorDefinition) -> float:
    error: RegisterError | SurveyError = definition.error
    return error.design_effect if isinstance(error, SurveyError) else 1.0


def _values(items: tuple[Observation, ...], scale: float) -> list[float]:
    return [(item.value or 0.0) / scale for item in items]


def _between_share(side: Side, known: Known | None) -> Measured | None:
    if known is None or not known.bases or not 0 < sum(known.cases) < sum(known.bases):
        return None
    found = _spread_of(known.figures, VARIANCE_SHARE, seed(side, GapMeasure.BETWEEN_SHARE))
    return Measured(found.value, found.lower, found.upper)


def _turned(found: SlopeIndex, sign: int, scale: float) -> Measured:
    low, high = sorted((sign * found.lower * scale, sign * found.upper * scale))
    return Measured(sign * found.slope * scale, low, high)


def _sign(definition: IndicatorDefinition) -> int:
    return -1 if definition.polarity is Direction.DOWN else 1


def _as_ratio(apart: float) -> float:
    return inf if apart >= 1 else 1 / (1 - apart)


def _rounding(definition: IndicatorDefinition) -> float:
    """How far the rounding of two figures moves their difference, at 95 %."""
    return normal_quantile(0.95) * definition.rounded_to * sqrt(2 / 12)


def _widened(value: float, lower: float, upper: float, by: float) -> Measured:
    return Measured(value, value - hypot(value - lower, by), value + hypot(upper - value, by))


def _rounded_ratio(
    value: float, lower: float, upper: float, side: Side, definition: IndicatorDefinition
) -> Measured:
    sizes: Mapping[str, float] = {code: item.value or 0.0 for code, item in side.figures.items()}
    step = definition.rounded_to / sqrt(12) * normal_quantile(0.95)
    by = hypot(*(step / sizes[code] for code in ends(side)))
    low, high = value * exp(-hypot(log(value / lower), by)), value * exp(hypot(log(upper / value), by))
    return Measured(value, max(1.0, low), high)


class _Key:
    """Figures that are equal when their numbers are, so that a result can be remembered."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        errors = figures.base if isinstance(figures, Counted) else figures.errors
        self._key = (type(figures), figures.values.tobytes(), figures.weights.tobytes(), errors.tobytes())

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._key == other._key


_MEASURES = {item.name: item for item in (RANGE, VARIANCE_SHARE, ENDS_APART)}


def _spread_of(figures: Figures, measure: Measure, seed: int) -> Inequality:
    return _remembered(_Key(figures), measure.name, seed)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(key: _Key, measure: str, seed: int) -> Inequality:
    return inequality(key.figures, _MEASURES[measure], draws=DRAWS, seed=seed)


@lru_cache(maxsize=_REMEMBERED)
def _moved(before: _Key, after: _Key, measure: str, seed: int) -> InequalityChange:
    return inequality_change(before.figures, after.figures, _MEASURES[measure], draws=DRAWS, seed=seed)
