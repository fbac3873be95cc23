"""The reference class: who can be compared with, and how much of what they did may be chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fardplan.roadmap.workbench.record import Series
from fardplan.vocabulary.period import Period

WIDTHS = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 100.0)
"""Half-widths of a neighbourhood that are tried, in hundredths of the panel's whole range of levels."""

LEAST_NEIGHBOURS = 10
"""With fewer the neighbourhood is widened; below it at its widest, nothing can be told."""

PRIOR_DF = 4.0
"""How many of its own degrees of freedom the panel's typical movement counts as, for each member."""

_SAME = 1e-9
"""Levels are decimal figures: a member at the end of the widest neighbourhood stands inside it."""

Panel = Mapping[str, Sequence[Series]]
"""Break-free stretches by area."""

Located = Sequence[tuple[float, Period, float]]
"""A stretch with the place of each period on the axis of years."""

Floats = NDArray[np.float64]


class MemberWindow(NamedTuple):
    """The stretch of years that a member of the panel is followed over.

    `before_break`: a series break came after it, so that its level meant something else than today's. A
    tuple, since a panel has many thousands and a page waits for them.
    """

    area: str
    first: Period
    last: Period
    start: float
    change: float
    before_break: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """How near the level is near: `width` on either side, in the unit.

    `foretells_best` is the width whose members best foretell one another, None where the panel is too small
    to try any; `held` is how many stood inside it. Where they were fewer than ten, `width` is wider.
    """

    width: float
    foretells_best: float | None
    held: int

    @property
    def widened(self) -> bool:
        return self.foretells_best is not None and self.width > self.foretells_best


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """The panel's members near a starting level, over a number of years.

    It is the same for every level that one could aim at, so a grid finds it once a year. `panel` is how many
    members can be followed for that long, near or not; `longest` how many years the panel can be followed
    at most. `movements` are the members' variances of a year by chance.
    """

    years: int
    neighbourhood: Neighbourhood
    panel: int
    longest: float
    windows: tuple[MemberWindow, ...]
    movements: Mapping[str, float]


class LocatedPanel:
    """A panel laid out once for all starts and years: `floor` is the least yearly movement, from rounding."""

    def __init__(self, panel: Panel, floor: float = 0.0) -> None:
        self.stretches: dict[str, list[Located]] = {
            area: [[(period.position, period, value) for period, value in part] for part in parts]
            for area, parts in panel.items()
        }
        self.movements = movements(self.stretches, floor)
        spans = [part[-1][0] - part[0][0] for parts in self.stretches.values() for part in parts if part]
        self.longest = max(spans, default=0.0)

    def reference(self, start: float, years: int) -> ReferenceClass:
        """See `reference_class`."""
        found = (_followed(area, parts, years, start) for area, parts in self.stretches.items())
        every = [member for member in found if member]
        near = _neighbourhood(every, start)
        nearest = (member.nearest for member in every)
        return ReferenceClass(
            years=years,
            neighbourhood=near,
            panel=len(every),
            longest=self.longest,
            windows=tuple(window for window in nearest if abs(window.start - start) <= near.width + _SAME),
            movements=self.movements,
        )


def reference_class(panel: Panel, start: float, years: int, *, floor: float = 0.0) -> ReferenceClass:
    """The members of a panel that once stood near `start` and can be followed for `years`.

    Each member counts once, in the window where it stood nearest to `start` (the latest of equals), so
    that no member counts for more than another. The width is the one that, over the whole panel, best
    foretells one member's change by those of its neighbours (lowest mean continuous ranked probability
    score); it is widened until ten stand inside. `floor` is the least yearly movement (from rounding) that
    a member can have.
    """
    return LocatedPanel(panel, floor).reference(start, years)


def movements(panel: Mapping[str, Sequence[Located]], floor: float) -> dict[str, float]:
    """Each member's variance of a year by chance, pulled towards the panel's typical one."""
    own = {area: _own_movement(stretches) for area, stretches in panel.items()}
    known = [squares / df for squares, df in own.values() if df > 0]
    typical = float(np.median(known)) if known else 0.0
    return {
        area: max((PRIOR_DF * typical + squares) / (PRIOR_DF + df), floor**2)
        for area, (squares, df) in own.items()
    }


def crps_of_neighbours(starts: Floats, changes: Floats, widths: Sequence[float]) -> list[float]:
    """For each width the mean CRPS of each member's change, foretold by those that started within it.

    CRPS of a sample x against y: mean |xᵢ - y| - ½ mean |xᵢ - xⱼ|, all pairs, i = j included (Gneiting &
    Raftery, Journal of the American Statistical Association 102, 2007, 359-378). Members with fewer than
    five neighbours are left out; where that is more than half of them the width has not been tried, and its
    score is infinite.
    """
    order = np.argsort(changes, kind="stable")
    starts, changes = starts[order], changes[order]
    distances = np.abs(starts[:, None] - starts[None, :])
    # Nobody is a neighbour of itself, however wide.
    np.fill_diagonal(distances, np.inf)
    apart = np.abs(changes[None, :] - changes[:, None])
    return [_crps(distances <= width, apart, changes) for width in widths]


def _crps(near: NDArray[np.bool_], apart: Floats, changes: Floats) -> float:
    """`near` and `apart`: member by member, symmetric, in the order of their changes."""
    counts = near.sum(axis=0)
    tried = counts >= LEAST_NEIGHBOURS // 2
    if 2 * np.count_nonzero(tried) < len(changes) or not len(changes):
        return float("inf")
    inside = near.astype(np.float64)
    counts = np.maximum(counts, 1)
    from_it = np.einsum("ij,ij->j", inside, apart) / counts
    # Σᵢⱼ |xᵢ - xⱼ| of a rising sample is 2 Σ (2k - n - 1) xₖ, so no pair need be formed. Down the columns,
    # where whole rows are added at a time.
    ranked = changes @ (inside * inside.cumsum(axis=0))
    pairs = 2 * (2 * ranked - (counts + 1) * (changes @ inside)) / counts**2
    return float((from_it - pairs / 2)[tried].mean())


class _Followed(NamedTuple):
    """A member's window nearest to the start, its latest window, and the span of all its starts."""

    nearest: MemberWindow
    latest_start: float
    latest_change: float
    lowest: float
    highest: float


def _followed(area: str, stretches: Sequence[Located], years: int, start: float) -> _Followed | None:
    """One pass over a member's windows; only the one that is kept is made."""
    distance, best, latest = float("inf"), None, (0.0, 0.0)
    lowest, highest = float("inf"), float("-inf")
    for number, stretch in enumerate(stretches):
        by_position = {position: value for position, _, value in stretch}
        for place, (position, _, value) in enumerate(stretch):
            end = by_position.get(position + years)
            if end is None:
                continue
            latest = (value, end - value)
            lowest, highest = min(lowest, value), max(highest, value)
            # The latest of equals is wanted, and windows come in order of time.
            if abs(value - start) <= distance:
                distance, best = abs(value - start), (number, place)
    if best is None:
        return None
    return _Followed(_window(area, stretches, best, years), *latest, lowest, highest)


def _window(area: str, stretches: Sequence[Located], at: tuple[int, int], years: int) -> MemberWindow:
    stretch = stretches[at[0]]
    position, first, value = stretch[at[1]]
    last, end = next((period, later) for place, period, later in stretch if place == position + years)
    return MemberWindow(area, first, last, value, end - value, at[0] < len(stretches) - 1)


def _own_movement(stretches: Sequence[Located]) -> tuple[float, int]:
    """Sum of squares and degrees of freedom of the swings from year to year.

    From second differences, (y₁ - 2y₂ + y₃)²/6, which a steady change of any size leaves out; residuals
    about a line would count a slow turn as chance.
    """
    squares, df = 0.0, 0
    for stretch in stretches:
        for (first, _, y1), (middle, _, y2), (last, _, y3) in zip(
            stretch, stretch[1:], stretch[2:], strict=False
        ):
            if last - middle == middle - first:
                squares += (y1 - 2 * y2 + y3) ** 2 / 6
                df += 1
    return squares, df


def _neighbourhood(every: Sequence[_Followed], start: float) -> Neighbourhood:
    """The half-width that foretells best, widened where it holds too few."""
    span = 0.0
    if every:
        span = max(member.highest for member in every) - min(member.lowest for member in every)
    distances = np.array([abs(member.nearest.start - start) for member in every])
    starts = np.array([member.latest_start for member in every], dtype=np.float64)
    changes = np.array([member.latest_change for member in every], dtype=np.float64)
    widths = [width * span / 100 for width in (WIDTHS if span else WIDTHS[-1:])]
    scores = crps_of_neighbours(starts, changes, widths)
    tried = min(scores) < float("inf")
    best = widths[scores.index(min(scores))]
    held = int((distances <= best).sum())
    enough = (width for width in widths if width >= best and (distances <= width).sum() >= LEAST_NEIGHBOURS)
    return Neighbourhood(next(enough, widths[-1]), best if tried else None, held)
