"""Equity: one mean, reached by lifting those closest to it, all alike, or those furthest behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from fardplan.roadmap.workbench.people import District
from fardplan.stats.inequality import value_range, variance_share
from fardplan.stats.slope import slope_index
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.status import Direction

Floats = NDArray[np.float64]
Shape = Callable[[float], Floats]
Gaps = Mapping[GapMeasure, float]
"""The gap by every measure that the districts allow, in the measure's own unit."""


class Lift(StrEnum):
    CLOSEST = "closest"
    ALL_ALIKE = "all_alike"
    FURTHEST = "furthest"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the districts stand when the mean is reached one way; `reached` is False where it cannot be.

    `meets_target` tells whether the milestone's own gap target would be met, None where there is none or its
    measure cannot be computed.
    """

    lift: Lift
    shares: tuple[float, ...]
    gaps: Gaps
    reached: bool
    meets_target: bool | None = None


@dataclass(frozen=True, slots=True)
class Equity:
    """Today's gaps and those each way leaves. `outcomes` have the districts in the order given.

    `passed`: the districts' mean, weighted by size, is at the level already, so that nobody is lifted.
    """

    today: Gaps
    mean: float
    passed: bool
    outcomes: tuple[Outcome, ...]
    target: GapTarget | None = None


def equity(
    districts: Sequence[District],
    level: float,
    wanted: Direction,
    *,
    standings: Mapping[str, float] | None = None,
    target: GapTarget | None = None,
) -> Equity | None:
    """The gaps between districts when their mean, weighted by size, reaches `level` in three ways.

    None with fewer than two districts that have persons. Districts never pass the end of the scale, and
    lifting the closest brings none past `level`. `standings`: any index by area that orders the districts
    from worst-off to best-off; the slope index needs it for all of them.
    """
    districts = [item for item in districts if item.size > 0]
    if len(districts) < 2:
        return None
    sizes = np.array([item.size for item in districts], dtype=np.float64)
    shares = np.array([item.share for item in districts], dtype=np.float64)
    order = _order(districts, standings or {})
    # Turned so that more is better: a share that should fall is looked at as the share without.
    good = shares if wanted is Direction.UP else 100 - shares
    goal = level if wanted is Direction.UP else 100 - level

    def outcome(lift: Lift, way: Callable[[Floats, Floats, float], Floats]) -> Outcome:
        # Halving ends a last digit short of the scale's end, where a ratio or a variance is not defined.
        lifted = np.round(way(good, sizes, goal), 9)
        turned = lifted if wanted is Direction.UP else 100 - lifted
        found = gaps(turned, sizes, order, wanted)
        reached = float(np.average(lifted, weights=sizes)) >= goal - 1e-6
        return Outcome(lift, tuple(map(float, turned)), found, reached, _meets(found, target))

    ways = {Lift.CLOSEST: _closest, Lift.ALL_ALIKE: _all_alike, Lift.FURTHEST: _furthest}
    return Equity(
        today=gaps(shares, sizes, order, wanted),
        mean=float(np.average(shares, weights=sizes)),
        passed=float(np.average(good, weights=sizes)) >= goal - 1e-9,
        outcomes=tuple(outcome(lift, way) for lift, way in ways.items()),
        target=target,
    )


def gaps(shares: Floats, sizes: Floats, standing: Floats | None, wanted: Direction) -> Gaps:
    """Every gap measure that is defined: shares in per cent, persons, and a standing for the slope index.

    The slope is above 0 where the worst-off have it worse. A ratio over a lowest of 0, a variance where all
    or none are in the share, and a slope without persons in the share are left out: they are not defined.
    """
    low, high = float(shares.min()), float(shares.max())
    found = {GapMeasure.DIFFERENCE: float(value_range(shares, sizes))}
    if low > 0:
        found[GapMeasure.RATIO] = high / low
    if standing is not None and high > 0:
        slope = slope_index(shares / 100 * sizes, sizes, standing).slope * 100 * wanted.sign
        found[GapMeasure.SLOPE] = slope
    if high > 0 and low < 100:
        found[GapMeasure.BETWEEN_SHARE] = float(variance_share(np.clip(shares / 100, 0, 1), sizes))
    return found


def _order(districts: Sequence[District], standings: Mapping[str, float]) -> Floats | None:
    known = [standings[item.area] for item in districts if item.area in standings]
    if len(known) < len(districts) or len(set(known)) < 2:
        return None
    return np.array(known, dtype=np.float64)


def _meets(found: Gaps, target: GapTarget | None) -> bool | None:
    if target is None or target.measure not in found:
        return None
    return abs(found[target.measure]) <= target.level + 1e-9


def _closest(good: Floats, sizes: Floats, goal: float) -> Floats:
    """Bring districts up to the goal one by one, the nearest first, until the mean is there."""
    lifted = good.copy()
    missing = (goal - float(np.average(good, weights=sizes))) * float(sizes.sum())
    for place in np.argsort(-good, kind="stable"):
        step = min(max(goal - lifted[place], 0.0) * sizes[place], max(missing, 0.0))
        lifted[place] += step / sizes[place]
        missing -= step
    return lifted


def _all_alike(good: Floats, sizes: Floats, goal: float) -> Floats:
    """Add the same to all, as much as the scale allows."""
    return _solve(lambda step: np.minimum(good + step, 100.0), sizes, goal)


def _furthest(good: Floats, sizes: Floats, goal: float) -> Floats:
    """Raise the lowest to a common level, as water fills a vessel."""
    return _solve(lambda level: np.maximum(good, level), sizes, goal)


def _solve(shape: Shape, sizes: Floats, goal: float) -> Floats:
    """The least member of a rising family whose mean is the goal, by bisection; the first if it is past."""
    low, high = 0.0, 100.0
    if float(np.average(shape(low), weights=sizes)) >= goal:
        return shape(low)
    for _ in range(60):
        middle = (low + high) / 2
        if float(np.average(shape(middle), weights=sizes)) < goal:
            low = middle
        else:
            high = middle
    return shape(high)
