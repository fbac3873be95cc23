"""Observations as the forecast wants them: one figure a year, and the breaks between definitions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fardplan.forecast.series import YearlySeries
from fardplan.indicators.definition import IndicatorDefinition, SurveyError
from fardplan.roadmap.series import Stretch, known_variances, stretches
from fardplan.sources.municipalities import municipality_names
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import PER_YEAR, Period


def yearly_series(
    parts: Sequence[Stretch], definition: IndicatorDefinition, *, name: str | None = None
) -> YearlySeries:
    """Break-free stretches, oldest first, by year: the year that a school year ends in.

    Of terms and months only the latest figure's part of the year is kept: a spring is never held against an
    autumn. A survey's figures carry their sampling variances; a stretch where one is unknown is taken as
    it stands, like a register.
    """
    kept = one_a_year(parts)
    variances = [known_variances(points, definition) or (0.0,) * len(points) for points in kept]
    told = tuple(one for some in variances for one in some)
    return YearlySeries(
        name or definition.key,
        definition.unit.measure,
        tuple(year_of(item.period) for points in kept for item in points),
        tuple(item.value for points in kept for item in points if item.value is not None),
        breaks=breaks_between(kept),
        sampling_variances=told if any(told) else None,
    )


def one_a_year(parts: Sequence[Stretch]) -> list[list[Observation]]:
    """The figures of each stretch in the latest figure's part of the year; stretches without any are gone."""
    latest = parts[-1].latest.period
    alike = [[item for item in part.observations if _same_part(item.period, latest)] for part in parts]
    return [points for points in alike if points]


def breaks_between(kept: Sequence[Sequence[Observation]]) -> tuple[int, ...]:
    """The first year of every stretch but the first."""
    return tuple(year_of(points[0].period) for points in kept[1:])


def coming_break(definition: IndicatorDefinition, area: str, last: Period) -> int | None:
    """The first year of the next definition that is known to come after `last`; no forecast reaches it."""
    concerned = [item.first for item in definition.breaks if not item.areas or area in item.areas]
    return min((year_of(first) for first in concerned if first.start > last.start), default=None)


def neighbours(
    observations: Iterable[Observation], definition: IndicatorDefinition, *, beside: str
) -> tuple[YearlySeries, ...]:
    """The same indicator in every municipality but the one `beside` them.

    None for surveys: the errors of others' forecasts hold others' sampling errors, and ours are counted.
    """
    if isinstance(definition.error, SurveyError) or beside not in municipality_names():
        return ()
    by_area: dict[str, list[Observation]] = defaultdict(list)
    for item in observations:
        if item.area in municipality_names() and item.area != beside:
            by_area[item.area].append(item)
    parts = ((area, stretches(some, definition, area)) for area, some in sorted(by_area.items()))
    return tuple(yearly_series(found, definition, name=area) for area, found in parts if found)


def year_of(period: Period) -> int:
    """The year that a period is told under: for a school year the one it ends in."""
    return int(period.position)


def _same_part(period: Period, latest: Period) -> bool:
    parts = PER_YEAR[latest.kind]
    return period.kind is latest.kind and period.ordinal % parts == latest.ordinal % parts
