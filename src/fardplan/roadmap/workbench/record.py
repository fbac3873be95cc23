"""The city's own record: how often it has made such a change in that many years."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction


@dataclass(frozen=True, slots=True)
class Window:
    """A change between two periods of one break-free stretch."""

    first: Period
    last: Period
    change: float


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Every stretch of the asked length in the city's own past.

    `windows` overlap, so they are not that many independent tries; `managed` counts those with at least
    the needed improvement, `best` is the one with the largest. `longest` is the longest span of years
    without a series break: shorter than asked, there is no window and nothing can be told.
    """

    years: int
    windows: tuple[Window, ...]
    managed: int
    best: Window | None
    longest: float


Series = Sequence[tuple[Period, float]]
"""Figures of one break-free stretch, in order of time."""


def own_record(stretches: Sequence[Series], years: int, needed: float, wanted: Direction) -> OwnRecord:
    """How often the city improved by at least `needed` in `years`, never across a series break.

    `needed` is an improvement: positive in the wanted direction, whichever that is.
    """
    windows = tuple(window for stretch in stretches for window in _windows(stretch, years))
    return OwnRecord(
        years=years,
        windows=windows,
        managed=sum(window.change * wanted.sign >= needed for window in windows),
        best=max(windows, key=lambda window: window.change * wanted.sign, default=None),
        longest=max((_span(stretch) for stretch in stretches), default=0.0),
    )


def _windows(stretch: Series, years: int) -> list[Window]:
    by_position = {period.position: (period, value) for period, value in stretch}
    found = []
    for period, value in stretch:
        end = by_position.get(period.position + years)
        if end:
            found.append(Window(period, end[0], end[1] - value))
    return found


def _span(stretch: Series) -> float:
    return stretch[-1][0].position - stretch[0][0].position if stretch else 0.0
