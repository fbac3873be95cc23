"""A district's figures beside the city's and beside its own earlier ones, and what can be said of each pair.

Higher and lower are said only where two 95 per cent intervals do not meet. An interval is the one published
with the figure; where everybody is counted and the number of people is published, it is that of chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fardplan.portal.contents import Contents
from fardplan.publishing.publication import PublishedIndicator
from fardplan.stats.share import rounded_interval
from fardplan.vocabulary.area import AreaVersion
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import PER_YEAR, Period
from fardplan.vocabulary.status import IntervalBasis
from fardplan.vocabulary.unit import Measure

Ends = tuple[float, float]


class Against(StrEnum):
    """What can be said of one figure against another."""

    HIGHER = "higher"
    LOWER = "lower"
    ALIKE = "alike"  # the intervals meet
    UNKNOWN = "unknown"  # the margin of error of one of them is not known
    PRELIMINARY = "preliminary"  # shown, and not judged
    COUNT = "count"  # how many there are follows from how large the district was drawn
    NOTHING = "nothing"  # there is no other figure, or either is protected


@dataclass(frozen=True, slots=True)
class Line:
    """The latest figure of an indicator for a district, the city's for the same time, and an earlier one.

    `earlier` is the first that can be compared: measured in the same way, within the same borders, and at the
    same time of year. `ends` are those of the figure's interval, None where none is known.
    """

    indicator: PublishedIndicator
    own: Observation
    ends: Ends | None
    city: Observation | None
    beside_city: Against
    earlier: Observation | None
    beside_earlier: Against
    simulated: bool
    measures: bool

    @property
    def is_protected(self) -> bool:
        return self.own.status is Status.SUPPRESSED


def lines_of(contents: Contents, area: str) -> tuple[Line, ...]:
    """A line for each indicator with a figure for the area: those that measure milestones, counts last."""
    found = [line for item in contents.publication.indicators if (line := _line(contents, item, area))]
    order = {key: at for at, key in enumerate(_in_order(contents))}
    return tuple(sorted(found, key=lambda line: order.get(line.indicator.key, len(order))))


def _in_order(contents: Contents) -> Iterator[str]:
    """The indicators of the milestones, one milestone after another."""
    for milestone in contents.publication.milestones:
        if milestone.indicator:
            yield milestone.indicator.key
        yield from milestone.context


def _line(contents: Contents, indicator: PublishedIndicator, area: str) -> Line | None:
    everybody = [item for item in contents.observations(indicator.key) if not item.group.categories]
    told = [item for item in everybody if item.area == area and _is_told(item)]
    if not told:
        return None
    own = max(told, key=lambda item: item.period)
    home = contents.publication.city.home_area
    city = next((item for item in everybody if (item.area, item.period) == (home, own.period)), None)
    earlier = _earlier(contents, indicator, told, own)
    weigher = _Weigher(contents, indicator)
    return Line(
        indicator,
        own,
        weigher.ends(own),
        city,
        weigher.against(own, city) if indicator.unit.measure is not Measure.COUNT else Against.COUNT,
        earlier,
        weigher.against(own, earlier),
        contents.is_simulated_in(indicator.key),
        bool(_measured(contents, indicator)),
    )


def _is_told(item: Observation) -> bool:
    """Whether there is a figure, shown or not."""
    return item.value is not None or item.status is Status.SUPPRESSED


def _measured(contents: Contents, indicator: PublishedIndicator) -> Sequence[object]:
    """The milestones that an indicator measures, or that the official figures of an own count do."""
    official = contents.official_of(indicator)
    keys = [indicator.key, *([official.key] if official else [])]
    return [item for key in keys for item in contents.milestones_measured_by(key)]


def _earlier(
    contents: Contents, indicator: PublishedIndicator, told: Sequence[Observation], own: Observation
) -> Observation | None:
    usable = [
        item
        for item in told
        if item.value is not None
        and item.period < own.period
        and _same_season(item.period, own.period)
        and not _is_broken(indicator, item, own)
        and _version(contents, item) == _version(contents, own)
    ]
    return min(usable, key=lambda item: item.period, default=None)


def _same_season(one: Period, other: Period) -> bool:
    """Whether two periods are the same part of a year: figures of two months differ by season too."""
    whole = PER_YEAR[one.kind]
    return one.kind is other.kind and one.ordinal % whole == other.ordinal % whole


def _is_broken(indicator: PublishedIndicator, first: Observation, last: Observation) -> bool:
    return any(
        first.period.start < item.first.start <= last.period.start
        for item in indicator.breaks
        if not item.areas or last.area in item.areas
    )


def _version(contents: Contents, item: Observation) -> AreaVersion | None:
    """The borders that a figure is about: of a time before there were any, the first."""
    area = contents.publication.area(item.area)
    return (area.on(item.period.end) or area.versions[0]) if area else None


class _Weigher:
    """Weighs figures of one indicator against each other."""

    def __init__(self, contents: Contents, indicator: PublishedIndicator) -> None:
        gaps = contents.publication.gaps_of(indicator.key)
        self._unit, self._rounded_to = indicator.unit, indicator.rounded_to
        self._counts_people = gaps is not None and gaps.bases_are_people
        self._is_bounded = any(item.interval_basis is IntervalBasis.BOUNDS for item in indicator.intervals)

    def ends(self, item: Observation) -> Ends | None:
        """The 95 per cent interval of a figure; the lowest and highest that it can be are no such."""
        if item.value is None or self._is_bounded:
            return None
        if item.lower is not None and item.upper is not None:
            return item.lower, item.upper
        if self._unit.measure is not Measure.SHARE or not self._counts_people or not item.base:
            return None
        low, high = rounded_interval(item.value, item.base, self._rounded_to)
        return max(0.0, low), min(100.0, high)

    def against(self, own: Observation, other: Observation | None) -> Against:
        if other is None or own.value is None or other.value is None:
            return Against.NOTHING
        if Status.PRELIMINARY in (own.status, other.status):
            return Against.PRELIMINARY
        ends, others = self.ends(own), self.ends(other)
        if ends is None or others is None:
            return Against.UNKNOWN
        if ends[0] > others[1]:
            return Against.HIGHER
        return Against.LOWER if ends[1] < others[0] else Against.ALIKE
