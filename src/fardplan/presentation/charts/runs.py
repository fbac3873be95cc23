"""A series cut into runs that may be joined by a line: never across a break, a gap or into simulation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fardplan.presentation.charts.model import Break, Point, Series
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period


@dataclass(frozen=True, slots=True)
class Known:
    """A point with a value."""

    period: Period
    at: float
    value: float
    point: Point

    @property
    def simulated(self) -> bool:
        return self.point.origin is Origin.SIMULATED


Run = tuple[Known, ...]


def known_points(series: Series) -> Run:
    """The points with a value, in order of time."""
    return tuple(
        Known(point.period, point.period.position, point.value, point)
        for point in sorted(series.points, key=lambda point: point.period)
        if point.value is not None
    )


def empty_points(series: Series) -> tuple[Point, ...]:
    """The points that say why they have no value."""
    return tuple(sorted((p for p in series.points if p.value is None), key=lambda point: point.period))


def runs(series: Series, breaks: Sequence[Break]) -> tuple[Run, ...]:
    """Runs of points that can be compared and have no empty point between them."""
    found: list[list[Known]] = []
    empty = [point.period for point in empty_points(series)]
    before: Known | None = None
    for item in known_points(series):
        if before is None or _parted(before, item, breaks, empty):
            found.append([])
        found[-1].append(item)
        before = item
    return tuple(tuple(run) for run in found)


def _parted(one: Known, other: Known, breaks: Iterable[Break], empty: Iterable[Period]) -> bool:
    return (
        one.simulated != other.simulated
        or broken_between(one.period, other.period, breaks)
        or any(one.period < period < other.period for period in empty)
    )


def broken_between(first: Period, last: Period, breaks: Iterable[Break]) -> bool:
    """Whether a break lies after `first` and at or before `last`."""
    return any(first.start < item.first.start <= last.start for item in breaks)


def usual_distance(run: Sequence[Known]) -> float:
    """The shortest time between two points; a longer one is a stretch that nobody has measured."""
    return min((later.at - earlier.at for earlier, later in pairwise(run)), default=1.0)


def shown_breaks(points: Sequence[Known], breaks: Iterable[Break]) -> tuple[tuple[float, Break], ...]:
    """Breaks that part two points, each with the time midway between its neighbours."""
    shown = []
    for item in sorted(breaks, key=lambda item: item.first.start):
        before = [known.at for known in points if known.period.start < item.first.start]
        after = [known.at for known in points if known.period.start >= item.first.start]
        if before and after:
            shown.append(((max(before) + min(after)) / 2, item))
    return tuple(shown)


def with_interval(run: Run) -> tuple[Run, ...]:
    """The stretches of a run whose intervals are known."""
    parts: list[list[Known]] = [[]]
    for item in run:
        if item.point.lower is None or item.point.upper is None:
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
