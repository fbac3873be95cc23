"""A series cut into runs that may be joined by a line: never across a break, a gap or into simulation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf

from fardplan.presentation.charts.model import Break, FanYear, LineChart, Point, Series
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period


@dataclass(frozen=True, slots=True)
class Known:
    """A point with a value; `at` is its place in time, `start` its first day."""

    at: float
    start: date
    value: float
    point: Point

    @property
    def period(self) -> Period:
        return self.point.period

    @property
    def simulated(self) -> bool:
        return self.point.origin is Origin.SIMULATED

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.point.lower is None or self.point.upper is None:
            return None
        return self.point.lower, self.point.upper


Run = tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A series in order of time: its points with a value, those without, and the runs to be joined."""

    name: str
    known: Run
    empty: tuple[Point, ...]
    runs: tuple[Run, ...]

    @property
    def distance(self) -> float:
        """The shortest time between two points; a longer one is a stretch that nobody has measured."""
        return min((later.at - earlier.at for earlier, later in pairwise(self.known)), default=1.0)

    @property
    def is_yearly(self) -> bool:
        """Whether points lie close enough for a band; between the waves of a survey nothing is known."""
        return self.distance <= 1.0 + 1e-9


@dataclass(frozen=True, slots=True)
class Traced:
    """A line chart with its series traced once, for the drawings, the words and the table alike.

    `points` holds every point with a value in order of time, `breaks` those breaks that part two of
    them, each with the time midway between its neighbours. `fan` holds the years of the forecast that lie
    after the last point and before any break after it.
    """

    chart: LineChart
    traces: tuple[Trace, ...]
    points: Run
    breaks: tuple[tuple[float, Break], ...]
    fan: tuple[FanYear, ...] = ()

    def broken_between(self, first: date, last: date) -> bool:
        """Whether a break lies after `first` and at or before `last`."""
        return any(first < item.first.start <= last for _, item in self.breaks)


def traced(chart: LineChart) -> Traced:
    traces = tuple(trace(series, chart.breaks) for series in chart.series)
    points = tuple(sorted((item for one in traces for item in one.known), key=lambda item: item.at))
    return Traced(chart, traces, points, _shown(points, chart.breaks), _ahead(chart, points))


def _ahead(chart: LineChart, points: Run) -> tuple[FanYear, ...]:
    if chart.fan is None or not points:
        return ()
    last = points[-1]
    breaks = [item.first.position for item in chart.breaks if item.first.start > last.start]
    return tuple(one for one in chart.fan.years if last.at < one.year < min(breaks, default=inf))


def trace(series: Series, breaks: Sequence[Break]) -> Trace:
    ordered = sorted(series.points, key=lambda point: point.period.position)
    known = tuple(
        Known(point.period.position, point.period.start, point.value, point)
        for point in ordered
        if point.value is not None
    )
    empty = tuple(point for point in ordered if point.value is None)
    return Trace(series.name, known, empty, _runs(known, empty, [item.first.start for item in breaks]))


def _runs(known: Run, empty: Sequence[Point], breaks: Sequence[date]) -> tuple[Run, ...]:
    found: list[list[Known]] = []
    gaps = [point.period.position for point in empty]
    for index, item in enumerate(known):
        if index == 0 or _parted(known[index - 1], item, breaks, gaps):
            found.append([])
        found[-1].append(item)
    return tuple(tuple(run) for run in found)


def _parted(one: Known, other: Known, breaks: Sequence[date], gaps: Sequence[float]) -> bool:
    return (
        one.simulated != other.simulated
        or any(one.start < first <= other.start for first in breaks)
        or any(one.at < gap < other.at for gap in gaps)
    )


def _shown(points: Run, breaks: Sequence[Break]) -> tuple[tuple[float, Break], ...]:
    shown = []
    for item in sorted(breaks, key=lambda item: item.first.start):
        before = [known.at for known in points if known.start < item.first.start]
        after = [known.at for known in points if known.start >= item.first.start]
        if before and after:
            shown.append(((max(before) + min(after)) / 2, item))
    return tuple(shown)


def with_interval(run: Run) -> tuple[Run, ...]:
    """The stretches of a run whose intervals are known."""
    parts: list[list[Known]] = [[]]
    for item in run:
        if item.interval is None:
            parts.append([])
        else:
            parts[-1].append(item)
    return tuple(tuple(part) for part in parts if part)


def measured(run: Run, distance: float) -> tuple[Run, ...]:
    """A run divided where more than `distance` lies between two points; a single point is no line."""
    parts: list[list[Known]] = [[run[0]]]
    for one, other in pairwise(run):
        if other.at - one.at > distance:
            parts.append([])
        parts[-1].append(other)
    return tuple(tuple(part) for part in parts if len(part) > 1)
