"""Differences between districts and between groups: how large they are in every period, and how they change.

A gap between districts is read off all districts of one division at once, with what chance gives taken away
(docs/methods/differences.md). A gap between two groups is the plain difference with Newcombe's interval.
Counts are not compared: how many live or work in a district follows from how large it was drawn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition, RegisterError
from fardplan.indicators.gap_measures import (
    Known,
    Measured,
    ends,
    known_of,
    pair,
    scale_of,
    seed,
    slope,
    slope_moved,
    spread,
    spread_moved,
)
from fardplan.indicators.gap_places import Side, broken_between, district_sides, group_sides, usable
from fardplan.stats.gaps import Gap, change_of_difference
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure

LEVEL = 0.05
"""A change is told when chance gives so large a one in fewer than one case of twenty."""

FEWEST_TESTED = 6
"""Fewer places can be swapped in so few ways that no change, however large, could be told (2 in 2 ** 5)."""


@dataclass(frozen=True)
class Standing:
    """What orders districts from worst-off to best-off: an indicator with a polarity, and its figures."""

    definition: IndicatorDefinition
    observations: Sequence[Observation]

    def of(self, codes: Sequence[str]) -> tuple[float, ...] | None:
        """A number per district, higher is better-off, from the latest period that has them all."""
        by_period: dict[object, dict[str, float]] = {}
        for item in sorted(self.observations, key=lambda item: item.period):
            if not item.group.categories and usable(item):
                by_period.setdefault(item.period, {})[item.area] = item.value or 0.0
        sign = -1 if self.definition.polarity is Direction.DOWN else 1
        for figures in reversed(by_period.values()):
            if figures.keys() >= set(codes):
                return tuple(sign * figures[code] for code in codes)
        return None


def gaps(
    observations: Iterable[Observation],
    definition: IndicatorDefinition,
    divisions: Sequence[Division],
    *,
    standing: Standing | None = None,
) -> tuple[GapFigure, ...]:
    """The gaps between the districts of a division in every period, by period, division and measure.

    `divisions`: those into districts (`gap_places.district_divisions`). `difference` and `ratio` need figures
    for two districts. With bases or margins for them all, chance is taken away from the value and there is an
    interval; without, the value is the plain one and nothing tells how sure it is. `slope` (above 0 where the
    worst-off have it worse) needs bases and a `standing` made of another indicator, `between_share` bases.
    """
    if not _can_be_compared(definition):
        return ()
    sides = district_sides(_of(observations, definition), divisions)
    return tuple(figure for side in sides for figure in _figures(side, definition, standing))


def gap_changes(
    observations: Iterable[Observation],
    definition: IndicatorDefinition,
    divisions: Sequence[Division],
    *,
    standing: Standing | None = None,
) -> tuple[GapChange, ...]:
    """How each gap of each division has changed from the first comparable period to the latest.

    Comparable: the same districts, without a series break between. `grown` and `closed` are said when
    neither persons' chance nor the districts' each going its own way gives so large a change in one case of
    twenty; more than persons' chance alone is `no_detectable_change` with the reason `areas_apart`.
    """
    if not _can_be_compared(definition):
        return ()
    sides = district_sides(_of(observations, definition), divisions)
    return tuple(
        _change(before, latest, reason, figure, definition, standing)
        for latest, before, reason in _latest_of_each(sides, definition)
        for figure in _figures(latest, definition, standing)
    )


def group_gaps(
    observations: Iterable[Observation], definition: IndicatorDefinition, area: str
) -> tuple[GapFigure, ...]:
    """The gaps between the groups of `area` by dimension (sex, origin) in every period.

    Two groups: the higher in the latest period less the other, so that an earlier gap may be below 0.
    More: the highest less the lowest, with chance taken away as for districts.
    """
    if not _can_be_compared(definition):
        return ()
    sides = group_sides(_of(observations, definition), area)
    order = {side.division: ends(side) for side in sides}
    return tuple(
        figure for side in sides for figure in _group_figures(side, definition, order[side.division])
    )


def group_gap_changes(
    observations: Iterable[Observation], definition: IndicatorDefinition, area: str
) -> tuple[GapChange, ...]:
    """How the difference between the groups of each dimension has changed; of two groups only.

    Ratios of groups and gaps between more than two are given by `group_gaps`, without a test.
    """
    if not _can_be_compared(definition):
        return ()
    sides = group_sides(_of(observations, definition), area)
    return tuple(
        _group_change(latest, before, reason, definition)
        for latest, before, reason in _latest_of_each(sides, definition)
        if len(latest.figures) == 2
    )


def _can_be_compared(definition: IndicatorDefinition) -> bool:
    """Counts are not, nor figures of which only bounds are known: chance says nothing of those."""
    bounds = isinstance(definition.error, RegisterError) and definition.error.bounds
    return definition.unit.measure is not Measure.COUNT and not bounds


def _of(observations: Iterable[Observation], definition: IndicatorDefinition) -> list[Observation]:
    return [item for item in observations if item.indicator == definition.key]


def _figures(side: Side, definition: IndicatorDefinition, standing: Standing | None) -> Iterator[GapFigure]:
    known = known_of(side, definition)
    for measure in GapMeasure:
        if measure is GapMeasure.SLOPE:
            order = _standing(standing, side, definition)
            found = slope(known, order, definition) if order else None
        else:
            found = spread(side, definition, measure, known)
        if found:
            yield _figure(side, measure, found, ends(side))


def _figure(side: Side, measure: GapMeasure, found: Measured, of: tuple[str, str]) -> GapFigure:
    two_ends = measure in (GapMeasure.DIFFERENCE, GapMeasure.RATIO)
    return GapFigure(
        measure=measure,
        division=side.division,
        period=side.period,
        value=found.value,
        lower=found.lower,
        upper=found.upper,
        areas=len(side.figures),
        protected=side.protected,
        highest=of[0] if two_ends else None,
        lowest=of[1] if two_ends else None,
        origin=side.origin,
    )


def _standing(
    standing: Standing | None, side: Side, definition: IndicatorDefinition
) -> tuple[float, ...] | None:
    """The districts' standings; none by the indicator itself, since chance would make the slope."""
    if standing is None or standing.definition.key == definition.key:
        return None
    return standing.of(side.codes)


def _latest_of_each(
    sides: Sequence[Side], definition: IndicatorDefinition
) -> Iterator[tuple[Side, Side | None, GapReason]]:
    """The latest side of each division, the first it can be compared with, or else the reason why none."""
    latest: Mapping[str, Side] = {side.division: side for side in sides}
    for last in latest.values():
        earlier = [side for side in sides if side.period < last.period]
        same = [side for side in earlier if side.division == last.division and _same_kind(side, last)]
        unbroken = [side for side in same if not broken_between(side, last, definition)]
        paired = [side for side in unbroken if side.codes == last.codes]
        yield last, paired[0] if paired else None, _why_none(earlier, same, unbroken)


def _same_kind(one: Side, other: Side) -> bool:
    return one.period.kind is other.period.kind


def _why_none(earlier: Sequence[Side], same: Sequence[Side], unbroken: Sequence[Side]) -> GapReason:
    if not earlier:
        return GapReason.ONE_PERIOD
    if not same:
        return GapReason.DIVISION_CHANGED
    return GapReason.AREAS_DIFFER if unbroken else GapReason.BREAK


def _change(
    before: Side | None,
    latest: Side,
    reason: GapReason,
    figure: GapFigure,
    definition: IndicatorDefinition,
    standing: Standing | None,
) -> GapChange:
    if before is None:
        return _cannot_tell(figure, None, reason)
    first = next(
        (item for item in _figures(before, definition, standing) if item.measure is figure.measure), None
    )
    old, new = known_of(before, definition), known_of(latest, definition)
    if first is None or old is None or new is None or figure.lower is None or first.lower is None:
        return _cannot_tell(figure, first, GapReason.NO_ERROR_KNOWN)
    if len(latest.figures) < FEWEST_TESTED:
        return _cannot_tell(figure, first, GapReason.TOO_FEW_AREAS)
    if figure.value * first.value < 0:
        return _cannot_tell(figure, first, GapReason.CROSSED)
    order = _standing(standing, latest, definition)
    return _tested(first, figure, _test(old, new, figure, latest, order, definition))


@dataclass(frozen=True, slots=True)
class _Test:
    """The change's interval, whether persons' chance is ruled out, and the p-value of the places."""

    lower: float | None
    upper: float | None
    beyond_chance: bool
    p_areas: float


def _test(
    old: Known,
    new: Known,
    figure: GapFigure,
    latest: Side,
    order: tuple[float, ...] | None,
    definition: IndicatorDefinition,
) -> _Test:
    drawn_by = seed(latest, figure.measure)
    if figure.measure is GapMeasure.SLOPE and order:
        moved = slope_moved(old, new, order, drawn_by)
        sign = -1 if definition.polarity is Direction.DOWN else 1
        scale = sign * scale_of(definition)
        low, high = sorted((scale * moved.lower, scale * moved.upper))
        return _Test(low, high, not low <= 0 <= high, moved.p_areas)
    spread_change = spread_moved(old, new, figure.measure, drawn_by)
    beyond = spread_change.p_chance <= LEVEL
    if figure.measure is GapMeasure.RATIO:
        return _Test(None, None, beyond, spread_change.p_areas)
    scale = scale_of(definition) if figure.measure is GapMeasure.DIFFERENCE else 1.0
    return _Test(spread_change.lower * scale, spread_change.upper * scale, beyond, spread_change.p_areas)


def _tested(first: GapFigure, latest: GapFigure, test: _Test) -> GapChange:
    if not test.beyond_chance:
        verdict, reason = GapVerdict.NO_DETECTABLE_CHANGE, GapReason.WITHIN_CHANCE
    elif test.p_areas > LEVEL:
        verdict, reason = GapVerdict.NO_DETECTABLE_CHANGE, GapReason.AREAS_APART
    else:
        grown = abs(latest.value) > abs(first.value)
        verdict, reason = GapVerdict.GROWN if grown else GapVerdict.CLOSED, GapReason.BEYOND_CHANCE
    return GapChange(
        latest=latest,
        first=first,
        verdict=verdict,
        reason=reason,
        lower=test.lower,
        upper=test.upper,
        p_areas=test.p_areas,
    )


def _cannot_tell(latest: GapFigure, first: GapFigure | None, reason: GapReason) -> GapChange:
    return GapChange(latest=latest, first=first, verdict=GapVerdict.CANNOT_TELL, reason=reason)


def _group_figures(
    side: Side, definition: IndicatorDefinition, order: tuple[str, str]
) -> Iterator[GapFigure]:
    for measure in (GapMeasure.DIFFERENCE, GapMeasure.RATIO):
        if len(side.figures) == 2 and set(order) == set(side.codes):
            found = pair(side.figures[order[0]], side.figures[order[1]], definition, measure)
            of = order
        else:
            found, of = spread(side, definition, measure, known_of(side, definition)), ends(side)
        if found:
            yield _figure(side, measure, found, of)


def _group_change(
    latest: Side, before: Side | None, reason: GapReason, definition: IndicatorDefinition
) -> GapChange:
    order = ends(latest)
    figure = next(_group_figures(latest, definition, order))
    if before is None:
        return _cannot_tell(figure, None, reason)
    first = next(_group_figures(before, definition, order))
    if first.lower is None or first.upper is None or figure.lower is None or figure.upper is None:
        return _cannot_tell(figure, first, GapReason.NO_ERROR_KNOWN)
    if first.value < 0 < figure.value:
        return _cannot_tell(figure, first, GapReason.CROSSED)
    change = change_of_difference(
        Gap(first.value, first.lower, first.upper, 0.0), Gap(figure.value, figure.lower, figure.upper, 0.0)
    )
    if change.detectable:
        verdict = GapVerdict.GROWN if change.value > 0 else GapVerdict.CLOSED
        told = GapReason.BEYOND_CHANCE
    else:
        verdict, told = GapVerdict.NO_DETECTABLE_CHANGE, GapReason.WITHIN_CHANCE
    return GapChange(
        latest=figure, first=first, verdict=verdict, reason=told, lower=change.lower, upper=change.upper
    )
