"""A forecast fan: a line into the future, and how far from it the figures may land."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from fardplan.forecast.arrays import Floats
from fardplan.forecast.pool import PROBABILITIES
from fardplan.forecast.scales import SCALES
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure

KNOTS = ndtri((1 + np.concatenate([[0.0], PROBABILITIES])) / 2)
"""Normal quantiles at which the predictive distribution is known; between them it is a line in these."""

HIGHEST_LEVEL = float(PROBABILITIES[-1])


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """An interval for every year of a fan: `level` 0.8 for 80 %, bounds of shape (horizons,) in the unit."""

    level: float
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ForecastFan:
    """What a series will show if it goes on as series like it have done.

    `years`: the years forecast, one after another. `point`: shape (horizons,), in the unit: as likely too
    high as too low. `bands`: in the order the levels were asked for.

    `centre`: (horizons,) and `reach`: (horizons, 13) are the predictive distribution on the working
    scale: the line, and the half width for a probability of 0 and each of the pool's `PROBABILITIES`. It
    is symmetric about the line there.
    """

    name: str
    measure: Measure
    years: tuple[int, ...]
    point: Floats
    bands: tuple[Band, ...]
    centre: Floats
    reach: Floats

    def interval(self, level: float) -> Band:
        """The interval of any `level` above 0 and at most 0.99."""
        return self.moved_to(self.centre, (level,)).bands[0]

    def moved_to(self, centre: Floats, levels: tuple[float, ...] | None = None) -> "ForecastFan":
        """The same fan about another line on the working scale."""
        wanted = tuple(band.level for band in self.bands) if levels is None else levels
        scale = SCALES[self.measure]
        halves = [half_width(self.reach, level) for level in wanted]
        bands = (
            Band(level, scale.back(centre - half), scale.back(centre + half))
            for level, half in zip(wanted, halves, strict=True)
        )
        return ForecastFan(
            self.name, self.measure, self.years, scale.back(centre), tuple(bands), centre, self.reach
        )


def half_width(reach: Floats, level: float) -> Floats:
    """The half width of the interval of `level`, from `reach` of shape (…, 13); returns shape (…).

    Raises `InputError` for a level that no error table can carry.
    """
    if not 0 < level <= HIGHEST_LEVEL:
        raise InputError(
            f"an interval of level {level} cannot be given",
            instead=f"Ask for a level above 0 and at most {HIGHEST_LEVEL}, for example 0.8.",
        )
    place = float(ndtri((1 + level) / 2))
    after = min(max(int(np.searchsorted(KNOTS, place)), 1), len(KNOTS) - 1)
    part = (place - KNOTS[after - 1]) / (KNOTS[after] - KNOTS[after - 1])
    result: Floats = reach[..., after - 1] + part * (reach[..., after] - reach[..., after - 1])
    return result


def attainment_probability(fan: ForecastFan, level: float, horizon: int, direction: Direction) -> float:
    """The probability, 0 to 1, that the figure `horizon` years ahead is at `level` or beyond it.

    `level` in the unit of the fan. It never falls when the level is made easier, and up and down add to 1.
    Outside what the unit can hold it is 0 or 1; a share nearer 0 or 100 than half a decimal counts as there.
    Raises `InputError` for a horizon the fan does not reach.
    """
    if not 1 <= horizon <= len(fan.years):
        raise InputError(
            f"the fan of {fan.name} reaches 1 to {len(fan.years)} years ahead, not {horizon}",
            instead=f"It holds the years {fan.years[0]} to {fan.years[-1]}.",
        )
    floor = None if fan.measure is Measure.INDEX else 0.0
    ceiling = 100.0 if fan.measure is Measure.SHARE else None
    if floor is not None and (level < floor or (level == floor and direction is Direction.UP)):
        above = 1.0
    elif ceiling is not None and (level > ceiling or (level == ceiling and direction is Direction.DOWN)):
        above = 0.0
    else:
        working = float(SCALES[fan.measure].forward(np.array([level]))[0])
        distance = working - float(fan.centre[horizon - 1])
        above = float(ndtr(-np.sign(distance) * _place(fan.reach[horizon - 1], abs(distance))))
    return above if direction is Direction.UP else 1.0 - above


def _place(reach: Floats, distance: float) -> float:
    """The normal quantile whose half width is `distance`; beyond the last knot the last line goes on."""
    if distance <= reach[-1]:
        return float(np.interp(distance, reach, KNOTS))
    slope = (KNOTS[-1] - KNOTS[-2]) / (reach[-1] - reach[-2])
    return float(KNOTS[-1] + slope * (distance - reach[-1]))
