"""Equity: one mean, reached by lifting those closest to it, all alike, or those furthest behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from fardplan.roadmap.workbench.people import District
from fardplan.vocabulary.status import Direction

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Shape = Callable[[float], Floats]


class Lift(StrEnum):
    CLOSEST = "closest"
    ALL_ALIKE = "all_alike"
    FURTHEST = "furthest"


@dataclass(frozen=True, slots=True)
class Gap:
    """Differences between districts: best minus worst, best over worst, and spread weighted by size."""

    absolute: float
    ratio: float | None
    spread: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the districts stand when the mean is reached one way; `reached` is False where it cannot be."""

    lift: Lift
    shares: tuple[float, ...]
    gap: Gap
    reached: bool


@dataclass(frozen=True, slots=True)
class Equity:
    """Today's gap and the gap each way leaves. `outcomes` have the districts in the order given."""

    today: Gap
    outcomes: tuple[Outcome, ...]


def equity(districts: Sequence[District], level: float, wanted: Direction) -> Equity | None:
    """The gaps between districts when their mean, weighted by size, reaches `level` in three ways.

    None with fewer than two districts. Districts never pass the end of the scale, and lifting the
    closest brings none past `level` before the others have come there.
    """
    if len(districts) < 2:
        return None
    sizes = np.array([item.size for item in districts], dtype=np.float64)
    shares = np.array([item.share for item in districts], dtype=np.float64)
    # Turned so that more is better: a share that should fall is looked at as the share without.
    good = shares if wanted is Direction.UP else 100 - shares
    goal = level if wanted is Direction.UP else 100 - level
    ways = {Lift.CLOSEST: _closest, Lift.ALL_ALIKE: _all_alike, Lift.FURTHEST: _furthest}
    outcomes = []
    for lift, way in ways.items():
        lifted = way(good, sizes, goal)
        turned = lifted if wanted is Direction.UP else 100 - lifted
        mean = float(np.average(lifted, weights=sizes))
        outcomes.append(Outcome(lift, tuple(map(float, turned)), _gap(turned, sizes), mean >= goal - 1e-6))
    return Equity(_gap(shares, sizes), tuple(outcomes))


def _gap(shares: Floats, sizes: Floats) -> Gap:
    mean = float(np.average(shares, weights=sizes))
    spread = float(np.sqrt(np.average((shares - mean) ** 2, weights=sizes)))
    least, most = float(shares.min()), float(shares.max())
    return Gap(most - least, most / least if least > 0 else None, spread)


def _closest(good: Floats, sizes: Floats, goal: float) -> Floats:
    """Bring districts up to the goal one by one, the nearest first, until the mean is there."""
    lifted = good.copy()
    missing = (goal - float(np.average(good, weights=sizes))) * float(sizes.sum())
    for place in np.argsort(-good, kind="stable"):
        room = max(goal - lifted[place], 0.0) * sizes[place]
        if missing <= 0 or sizes[place] == 0:
            continue
        step = min(room, missing)
        lifted[place] += step / sizes[place]
        missing -= step
    # What is still missing when all are at the goal cannot be: then the mean is the goal.
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
