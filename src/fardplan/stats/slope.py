"""How steeply a share falls from the best-off to the worst-off: slope and relative index of inequality."""

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import ArrayLike

from fardplan.stats.inequality import Floats
from fardplan.stats.share import normal_quantile
from fardplan.vocabulary.errors import InputError


@dataclass(frozen=True, slots=True)
class SlopeIndex:
    """The gap between the two ends of the social scale, along a straight line through all areas.

    `slope` in points (share units): the best-off end less the worst-off one; below 0 where the share rises
    towards the worst-off. `ratio` the best-off end over the worst-off one (Kunst and Mackenbach's relative
    index), infinite where the line meets zero at the worst-off end.
    """

    slope: float
    lower: float
    upper: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    mean: float

    @property
    def detectable(self) -> bool:
        """Whether chance alone could not have given the slope at the interval's level."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True, slots=True)
class SlopeChange:
    """The change of the slope, its interval by persons' chance, and the p-value of areas' ranks permuted."""

    change: float
    lower: float
    upper: float
    p_areas: float
    draws: int
    seed: int


def slope_index(
    cases: ArrayLike, base: ArrayLike, standing: ArrayLike, *, confidence: float = 0.95
) -> SlopeIndex:
    """Slope and relative index of inequality of the share `cases / base` over areas by social standing.

    `cases`, `base`: persons, shape (areas,); `standing`: any index that orders areas from worst-off to
    best-off, made of other figures than the cases (else chance makes a slope); ties share a rank. Areas are
    placed at the middle of their persons on a scale from 0 (worst-off) to 1 (best-off), and a line is fitted
    with the persons as weights. The interval holds the persons' chance, with two cases and two others added
    to each area so that shares of 0 and 1 do not claim certainty. It says nothing about the line's fit.

    Raises `InputError` for shapes, counts that are impossible, or a single standing. Sources: Preston,
    Haines & Pamuk 1981; Pamuk, Population Studies 39(1), 1985, 17-31; Mackenbach & Kunst, Social Science &
    Medicine 44(6), 1997, 757-771; Agresti & Coull 1998 (the adjustment).
    """
    counted, persons, order = _checked(cases, base, standing)
    shares, weights = counted / persons, persons / persons.sum()
    effect = _effect(persons, order)
    slope, mean = float(effect @ shares), float(weights @ shares)
    variances = _variances(counted, persons)
    half = normal_quantile(confidence) * sqrt(float(effect**2 @ variances))
    if mean == 0:
        raise InputError("there are no cases in any area: a slope in points is 0, a ratio is not defined")
    relative = slope / mean
    pull = effect / mean - relative * weights / mean
    reach = normal_quantile(confidence) * sqrt(float(pull**2 @ variances))
    return SlopeIndex(
        slope,
        slope - half,
        slope + half,
        _ratio(relative),
        _ratio(relative - reach),
        _ratio(relative + reach),
        mean,
    )


def slope_change(
    before: tuple[ArrayLike, ArrayLike],
    after: tuple[ArrayLike, ArrayLike],
    standing: ArrayLike,
    *,
    draws: int = 1999,
    seed: int,
    confidence: float = 0.95,
) -> SlopeChange:
    """Whether the slope has changed: do the worst-off areas change otherwise than the best-off?

    `before`, `after`: (cases, base), the same areas in the same order; `standing` fixed for both years. The
    interval holds the persons' chance. `p_areas` permutes the areas' changes over the standings: it holds its
    size whatever makes single areas move, and needs ten areas or so to be able to say anything.
    """
    first, second = _checked(*before, standing), _checked(*after, standing)
    if first[0].shape != second[0].shape:
        raise InputError(f"{len(first[0])} areas before and {len(second[0])} after cannot be paired")
    if draws < 99:
        raise InputError(f"{draws} draws are too few for a p-value", instead="Take 99 or more.")
    effects = [_effect(persons, order) for _, persons, order in (first, second)]
    shares = [counted / persons for counted, persons, _ in (first, second)]
    change = float(effects[1] @ shares[1] - effects[0] @ shares[0])
    variance = sum(
        float(effect**2 @ _variances(counted, persons))
        for effect, (counted, persons, _) in zip(effects, (first, second), strict=True)
    )
    half = normal_quantile(confidence) * sqrt(variance)
    moved = shares[1] - shares[0]
    pull = (effects[0] + effects[1]) / 2
    rng = np.random.default_rng(seed)
    permuted = rng.permuted(np.tile(moved, (draws, 1)), axis=1) @ pull
    reached = int((np.abs(permuted) >= abs(float(pull @ moved)) - 1e-12).sum())
    return SlopeChange(change, change - half, change + half, (reached + 1) / (draws + 1), draws, seed)


def ranks(persons: Floats, standing: Floats) -> Floats:
    """Each area's place on the scale from 0 (worst-off) to 1: the middle of its persons, ties together."""
    _, place = np.unique(standing, return_inverse=True)
    together = np.bincount(place, weights=persons)
    below = np.cumsum(together) - together
    middle: Floats = ((below + together / 2) / persons.sum())[place]
    return middle


def _effect(persons: Floats, standing: Floats) -> Floats:
    """What a point more in each area adds to the slope: the slope is linear in the shares."""
    weights, place = persons / persons.sum(), ranks(persons, standing)
    apart = weights * (place - weights @ place)
    effect: Floats = apart / (apart @ place)
    return effect


def _variances(cases: Floats, persons: Floats) -> Floats:
    """Agresti and Coull's: two cases and two others are added to each area."""
    share = (cases + 2) / (persons + 4)
    variances: Floats = share * (1 - share) / (persons + 4)
    return variances


def _ratio(relative: float) -> float:
    """The line's ends as a ratio, from the slope as times the mean: (1 + r/2) / (1 - r/2), 0 to infinity."""
    if relative >= 2:
        return inf
    return max(0.0, (1 + relative / 2) / (1 - relative / 2))


def _checked(cases: ArrayLike, base: ArrayLike, standing: ArrayLike) -> tuple[Floats, Floats, Floats]:
    counted, persons, order = (np.asarray(given, dtype=np.float64) for given in (cases, base, standing))
    if counted.ndim != 1 or not counted.shape == persons.shape == order.shape:
        raise InputError(
            f"cases {counted.shape}, base {persons.shape}, standing {order.shape} differ in shape"
        )
    if not (np.isfinite(counted).all() and np.isfinite(order).all() and np.isfinite(persons).all()):
        raise InputError("cases, base and standing must be finite numbers")
    lived = persons > 0
    if not ((counted >= 0) & (counted <= persons)).all():
        raise InputError("cases must not be negative nor more than the persons they are counted among")
    if len(np.unique(order[lived])) < 2:
        raise InputError("a slope needs areas of two different standings or more")
    return counted[lived], persons[lived], order[lived]
