"""Parts that sum to their whole, also in the future."""

from collections.abc import Sequence

import numpy as np

from fardplan.forecast.arrays import Floats
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.scales import SCALES
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import Measure

LEVEL = 0.8
"""The interval whose width says how sure a forecast is against the others."""

SMALLEST_SHARE = 1e-6
"""Per cent: a reconciled share keeps this distance from 0, which has no log odds."""


def reconcile(
    parts: Sequence[ForecastFan], whole: ForecastFan | float
) -> tuple[tuple[ForecastFan, ...], ForecastFan | float]:
    """The same fans moved so that the points of `parts` sum to that of `whole`, every year.

    `whole` is a fan, or a number where the sum is known: 100 for the shares of all answers. The gap is
    shared out in proportion to the squared width of each interval, so the least certain move most: the
    least-squares reconciliation with a diagonal error matrix. Nothing is moved below 0 in a unit that
    ends there. Intervals move with their lines and keep their width on the working scale; they are not
    meant to sum, since parts err in different directions.

    Raises `InputError` for rates, which do not add up, and for fans that differ in measure or years.

    Source: Wickramasuriya, Athanasopoulos & Hyndman, Journal of the American Statistical Association
    114(526), 2019, 804-819; the bound at 0 after Wickramasuriya, Turlach & Hyndman, Statistics and
    Computing 30, 2020, 1167-1182.
    """
    fans = [*parts, whole] if isinstance(whole, ForecastFan) else list(parts)
    _check(fans)
    points = np.array([fan.point for fan in parts])
    weights = np.array([_variance(fan) for fan in parts])
    if isinstance(whole, ForecastFan):
        target, give = whole.point.copy(), _variance(whole)
    else:
        target, give = np.full(points.shape[1], float(whole)), np.zeros(points.shape[1])
    floor = {Measure.INDEX: -np.inf, Measure.SHARE: SMALLEST_SHARE}.get(parts[0].measure, 0.0)
    if (target < floor * len(parts)).any():
        raise InputError(f"parts that cannot be below 0 cannot sum to {target.min():g}")
    for year in range(points.shape[1]):
        points[:, year], target[year] = _summing(
            points[:, year], weights[:, year], float(target[year]), float(give[year]), floor
        )
    moved = tuple(_moved(fan, point) for fan, point in zip(parts, points, strict=True))
    return moved, _moved(whole, target) if isinstance(whole, ForecastFan) else whole


def _summing(
    points: Floats, weights: Floats, target: float, give: float, floor: float
) -> tuple[Floats, float]:
    """Points and their sum for one year, nearest in weighted squares, no point below `floor`."""
    free = np.ones(len(points), dtype=bool)
    while True:
        gap = target - points[free].sum() - (floor * (~free).sum() if not free.all() else 0.0)
        total = float(weights[free].sum()) + give
        share = gap / total if total else 0.0
        moved = np.where(free, points + weights * share, floor)
        low = free & (moved < floor)
        if not low.any():
            return moved, float(moved.sum())
        free &= ~low


def _variance(fan: ForecastFan) -> Floats:
    band = fan.interval(LEVEL)
    # An interval of no width would be immovable even where nothing else can give.
    variance: Floats = np.maximum((band.upper - band.lower) ** 2, np.finfo(float).tiny)
    return variance


def _moved(fan: ForecastFan, point: Floats) -> ForecastFan:
    return fan.moved_to(SCALES[fan.measure].exact(point))


def _check(fans: Sequence[ForecastFan]) -> None:
    if len({(fan.measure, fan.years) for fan in fans}) != 1:
        named = ", ".join(f"{fan.name} ({fan.measure}, {fan.years[0]} to {fan.years[-1]})" for fan in fans)
        raise InputError(f"parts and whole differ in measure or years: {named}")
    if fans[0].measure is Measure.RATE:
        raise InputError(
            "rates do not sum to the rate of the whole",
            instead="Reconcile the counts and divide by the persons.",
        )
