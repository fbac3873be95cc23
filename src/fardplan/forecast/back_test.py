"""Every past year's forecast against what came."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import LEVELS, forecast_one
from fardplan.forecast.pool import ErrorPool, panel_pool
from fardplan.forecast.series import LEAST_FIGURES, CannotTell, Reason, YearlySeries, obstacle


@dataclass(frozen=True, slots=True)
class Held:
    """A forecast held against the figure that came.

    `origin`: the year of the last figure known. `unchanged`: that figure, the forecast of nothing changing.
    `bounds`: lower and upper for each level of the back-test.
    """

    origin: int
    year: int
    point: float
    bounds: tuple[tuple[float, float], ...]
    came: float
    unchanged: float

    @property
    def horizon(self) -> int:
        return self.year - self.origin

    def inside(self, number: int) -> bool:
        """Whether the figure landed in the interval of the level with that number, bounds included."""
        lower, upper = self.bounds[number]
        return lower <= self.came <= upper


@dataclass(frozen=True, slots=True)
class BackTest:
    """All forecasts of a series that could have been made and checked, by origin, then year."""

    name: str
    levels: tuple[float, ...]
    held: tuple[Held, ...]

    def coverage(self, level: float, horizon: int | None = None) -> tuple[int, int]:
        """How many figures landed in their interval of `level`, and of how many; all horizons or one.

        Forecasts of one series from neighbouring years share most of their years: ten of them are not ten
        independent trials.
        """
        number = self.levels.index(level)
        chosen = [one for one in self.held if horizon in (None, one.horizon)]
        return sum(one.inside(number) for one in chosen), len(chosen)

    def mean_error(self, horizon: int | None = None) -> tuple[float, float] | None:
        """Mean absolute error of the forecasts, and of expecting no change; None where none was checked."""
        chosen = [one for one in self.held if horizon in (None, one.horizon)]
        if not chosen:
            return None
        return (
            float(np.mean([abs(one.came - one.point) for one in chosen])),
            float(np.mean([abs(one.came - one.unchanged) for one in chosen])),
        )


def back_test(
    series: YearlySeries,
    horizons: int,
    *,
    levels: Sequence[float] = LEVELS,
    pool: ErrorPool | None = None,
    panel: Sequence[YearlySeries] | None = None,
) -> BackTest | CannotTell:
    """Forecast `series` from every year it could have been, and hold the fans against what came.

    A forecast sees the figures up to its origin and nothing later; it is held only against figures before
    the next series break. `pool`: one error table for all origins. `panel` instead: comparable series, from
    which each origin gets the table that could have been made then.

    Answers `CannotTell` where not a single forecast could be checked.
    """
    held = tuple(
        one
        for stretch in series.stretches()
        for origin in stretch.years[:-1]
        for one in _held(stretch, origin, horizons, levels, _pool_at(origin, pool, panel))
    )
    if held:
        return BackTest(series.name, tuple(levels), held)
    found = obstacle(series)
    if found:
        return found
    stretch = series.since_break()
    return CannotTell(series.name, Reason.TOO_SHORT, len(stretch.values), LEAST_FIGURES + 1)


def _pool_at(origin: int, pool: ErrorPool | None, panel: Sequence[YearlySeries] | None) -> ErrorPool | None:
    return pool if panel is None else panel_pool([one.until(origin) for one in panel], pool)


def _held(
    stretch: YearlySeries, origin: int, horizons: int, levels: Sequence[float], pool: ErrorPool | None
) -> list[Held]:
    """The forecast from `origin` against the later figures of the stretch; none where it cannot be made."""
    known = stretch.until(origin)
    fan = forecast_one(known, horizons, levels=levels, pool=pool)
    if isinstance(fan, CannotTell):
        return []
    came = dict(zip(stretch.years, stretch.values, strict=True))
    return [
        _against(fan, step, origin, came[year], known.values[-1])
        for step, year in enumerate(fan.years)
        if year in came
    ]


def _against(fan: ForecastFan, step: int, origin: int, came: float, unchanged: float) -> Held:
    return Held(
        origin=origin,
        year=fan.years[step],
        point=float(fan.point[step]),
        bounds=tuple((float(band.lower[step]), float(band.upper[step])) for band in fan.bands),
        came=came,
        unchanged=unchanged,
    )
