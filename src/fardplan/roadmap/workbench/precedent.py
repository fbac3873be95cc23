"""Precedent: of all that started near the same level, how many made that change in that time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from fardplan.roadmap.workbench.record import Series
from fardplan.stats.share import wilson
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction

WIDTHS = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 100.0)
"""Half-widths of a neighbourhood that are tried, in hundredths of the panel's whole range of levels."""

LEAST_NEIGHBOURS = 10
"""With fewer the neighbourhood is widened; below it at its widest, nothing can be told."""

PRIOR_DF = 4.0
"""How many of its own degrees of freedom the panel's typical movement counts as, for each member."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality of the panel in the window where it stood nearest to the starting level.

    `improvement` is the change in the wanted direction, `shrunk` the same when chance movement is taken
    off, `probability` how likely it truly improved by the needed amount.
    """

    area: str
    first: Period
    last: Period
    start: float
    improvement: float
    shrunk: float
    probability: float
    managed: bool


@dataclass(frozen=True, slots=True)
class Precedent:
    """The reference class and how it fared.

    `members` started within `width` of the level, the greatest improvement first; `share` of them made
    the change, with Wilson's 95 % interval `lower` to `upper`; `shrunk_share` is the mean of their
    probabilities, which small and restless members move less. `widened` tells that the width which
    predicts best held too few. None of the shares is given when there are fewer than ten members.
    """

    years: int
    width: float
    widened: bool
    members: tuple[Member, ...]
    panel: int
    share: float | None
    lower: float | None
    upper: float | None
    shrunk_share: float | None


Panel = Mapping[str, Sequence[Series]]
"""Break-free stretches by area."""


@dataclass(frozen=True, slots=True)
class _Window:
    area: str
    first: Period
    last: Period
    start: float
    change: float


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Who can be compared with: the panel's members near a starting level, over a number of years.

    It is the same for every level that one could aim at, so a grid finds it once a year.
    """

    years: int
    width: float
    widened: bool
    panel: int
    windows: tuple[_Window, ...]
    movements: Mapping[str, float]


def reference_class(panel: Panel, start: float, years: int, *, floor: float = 0.0) -> ReferenceClass:
    """The members of a panel that once stood near `start` and can be followed for `years`.

    Each member counts once, in the window where it stood nearest to `start` (the latest of equals), so
    members are independent. The width is the one that, over the whole panel, best foretells one member's
    change by those of its neighbours (lowest mean continuous ranked probability score); it is widened
    until ten stand inside. `floor` is the least yearly movement (from rounding) that a member can have.
    """
    every = {area: _member_windows(area, stretches, years) for area, stretches in panel.items()}
    every = {area: windows for area, windows in every.items() if windows}
    nearest = [
        min(windows, key=lambda item: (abs(item.start - start), -item.first.position))
        for windows in every.values()
    ]
    width, widened = _width(every, nearest, start)
    return ReferenceClass(
        years=years,
        width=width,
        widened=widened,
        panel=len(every),
        windows=tuple(window for window in nearest if abs(window.start - start) <= width),
        movements=_movements(panel, floor),
    )


def precedent(reference: ReferenceClass, needed: float, wanted: Direction) -> Precedent:
    """How many of a reference class improved by `needed` in its years."""
    members = _members(reference.windows, reference.movements, needed, wanted)
    enough = len(members) >= LEAST_NEIGHBOURS
    managed = sum(member.managed for member in members)
    lower, upper = wilson(managed / len(members), len(members)) if enough else (None, None)
    return Precedent(
        years=reference.years,
        width=reference.width,
        widened=reference.widened,
        members=members,
        panel=reference.panel,
        share=managed / len(members) if enough else None,
        lower=lower,
        upper=upper,
        shrunk_share=sum(member.probability for member in members) / len(members) if enough else None,
    )


def _member_windows(area: str, stretches: Sequence[Series], years: int) -> list[_Window]:
    found = []
    for stretch in stretches:
        by_position = {period.position: (period, value) for period, value in stretch}
        for period, value in stretch:
            end = by_position.get(period.position + years)
            if end:
                found.append(_Window(area, period, end[0], value, end[1] - value))
    return found


def _movements(panel: Panel, floor: float) -> dict[str, float]:
    """Each member's variance of a year by chance, pulled towards the panel's typical one."""
    own = {area: _own_movement(stretches) for area, stretches in panel.items()}
    known = [squares / df for squares, df in own.values() if df > 0]
    typical = float(np.median(known)) if known else 0.0
    return {
        area: max((PRIOR_DF * typical + squares) / (PRIOR_DF + df), floor**2)
        for area, (squares, df) in own.items()
    }


def _own_movement(stretches: Sequence[Series]) -> tuple[float, int]:
    """Sum of squares and degrees of freedom of the swings from year to year.

    From second differences, (y₁ - 2y₂ + y₃)²/6, which a steady change of any size leaves out; residuals
    about a line would count a slow turn as chance.
    """
    squares, df = 0.0, 0
    for stretch in stretches:
        for (first, y1), (middle, y2), (last, y3) in zip(stretch, stretch[1:], stretch[2:], strict=False):
            if last.position - middle.position == middle.position - first.position:
                squares += (y1 - 2 * y2 + y3) ** 2 / 6
                df += 1
    return squares, df


def _width(
    every: Mapping[str, Sequence[_Window]], nearest: Sequence[_Window], start: float
) -> tuple[float, bool]:
    """The half-width that foretells best, widened where it holds too few."""
    levels = [window.start for windows in every.values() for window in windows]
    unit = (max(levels) - min(levels)) / 100 if levels else 0.0
    widths = [width * unit for width in WIDTHS]
    if not any(widths):
        return 0.0, False
    best = min(widths, key=lambda width: _score(every, width))
    for width in widths:
        if width >= best and sum(abs(item.start - start) <= width for item in nearest) >= LEAST_NEIGHBOURS:
            return width, width > best
    return widths[-1], widths[-1] > best


def _score(every: Mapping[str, Sequence[_Window]], width: float) -> float:
    """Mean CRPS of each member's latest change, foretold by the neighbours' changes; infinite if alone.

    CRPS of a sample x against y: mean |xᵢ - y| - ½ mean |xᵢ - xⱼ| (Gneiting & Raftery, Journal of the
    American Statistical Association 102, 2007, 359-378).
    """
    latest = sorted((windows[-1] for windows in every.values()), key=lambda window: window.change)
    starts = np.array([window.start for window in latest])
    changes = np.array([window.change for window in latest])
    scores = []
    for place, (start, change) in enumerate(zip(starts, changes, strict=True)):
        near = np.abs(starts - start) <= width
        near[place] = False
        sample = changes[near]
        if len(sample) >= LEAST_NEIGHBOURS // 2:
            scores.append(float(np.abs(sample - change).mean()) - _mean_difference(sample) / 2)
    # A width that can foretell only the crowded middle has not been tried on the panel.
    return float(np.mean(scores)) if len(scores) * 2 >= len(latest) else float("inf")


def _mean_difference(rising: np.ndarray) -> float:
    """Mean |xᵢ - xⱼ| over all pairs of a sample in rising order, i = j included."""
    count = len(rising)
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return float(2 * (ranks @ rising) / count**2)


def _members(
    windows: Sequence[_Window], spread: Mapping[str, float], needed: float, wanted: Direction
) -> tuple[Member, ...]:
    improvements = np.array([window.change * wanted.sign for window in windows])
    noise = np.array([2 * spread[window.area] for window in windows])
    centre, between = _random_effects(improvements, noise)
    found = []
    for window, improvement, variance in zip(windows, improvements, noise, strict=True):
        weight = between / (between + variance) if between + variance > 0 else 1.0
        shrunk = weight * improvement + (1 - weight) * centre
        found.append(
            Member(
                area=window.area,
                first=window.first,
                last=window.last,
                start=window.start,
                improvement=float(improvement),
                shrunk=float(shrunk),
                probability=_exceeds(float(shrunk), float(weight * variance), needed),
                managed=bool(improvement >= needed),
            )
        )
    return tuple(sorted(found, key=lambda member: (-member.improvement, member.area)))


def _random_effects(values: np.ndarray, variances: np.ndarray) -> tuple[float, float]:
    """Mean and variance between members beyond chance (DerSimonian & Laird 1986)."""
    if len(values) == 0:
        return 0.0, 0.0
    if not (variances > 0).all():
        return float(values.mean()), float(values.var())
    weights = 1 / variances
    mean = float(np.average(values, weights=weights))
    excess = float(weights @ (values - mean) ** 2) - (len(values) - 1)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(0.0, excess / scale) if scale > 0 else 0.0
    return float(np.average(values, weights=1 / (variances + between))), between


def _exceeds(mean: float, variance: float, needed: float) -> float:
    if variance <= 0:
        return float(mean >= needed)
    return 1 - _NORMAL.cdf((needed - mean) / variance**0.5)
