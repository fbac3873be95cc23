"""Forecasts of one series or thousands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from fardplan.forecast.arrays import Floats, Whole
from fardplan.forecast.fan import KNOTS, Band, ForecastFan, half_width
from fardplan.forecast.lines import follow, lines
from fardplan.forecast.noise import forecast_noise, working_noise
from fardplan.forecast.pool import HORIZONS, ErrorPool, shipped_pool
from fardplan.forecast.scales import SCALES
from fardplan.forecast.series import CannotTell, YearlySeries, in_a_table, obstacle
from fardplan.forecast.swing import swing
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import Measure

LEVELS = (0.8, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Fans:
    """Many forecasts of one measure as arrays: `centre` and `point` (series, horizons), `reach`
    (series, horizons, 13), and each level's lower and upper bounds (series, horizons)."""

    centre: Floats
    reach: Floats
    point: Floats
    bounds: tuple[tuple[Floats, Floats], ...]


def forecast_many(
    series: Sequence[YearlySeries],
    horizons: int,
    *,
    levels: Sequence[float] = LEVELS,
    pool: ErrorPool | None = None,
) -> tuple[ForecastFan | CannotTell, ...]:
    """A fan, or why there is none, for each of `series` in their order.

    `horizons`: years ahead, 1 to 15, counted from each series' last figure. `levels`: coverage of the
    intervals, each at most 0.99. `pool`: where the size of errors is taken from; `panel_pool` of
    comparable series where there are some, otherwise the shipped table.

    Only figures since the latest series break are used. Where sampling variances are given, the fan is for
    the figure a survey as large as the latest will show. Raises `InputError` for a horizon out of range.
    """
    _check(horizons)
    wanted = tuple(levels)
    pool = pool or shipped_pool()
    answers: list[ForecastFan | CannotTell | None] = [obstacle(one) for one in series]
    usable = [number for number, answer in enumerate(answers) if answer is None]
    usable.sort(key=lambda number: _kind(series[number]))
    for _, group in groupby(usable, key=lambda number: _kind(series[number])):
        numbers = list(group)
        stretches = [series[number].since_break() for number in numbers]
        for number, fan in zip(numbers, _forecast_alike(stretches, horizons, wanted, pool), strict=True):
            answers[number] = fan
    return tuple(answer for answer in answers if answer is not None)


def forecast_one(
    series: YearlySeries,
    horizons: int,
    *,
    levels: Sequence[float] = LEVELS,
    pool: ErrorPool | None = None,
) -> ForecastFan | CannotTell:
    """`forecast_many` for a single series."""
    return forecast_many([series], horizons, levels=levels, pool=pool)[0]


def forecast_table(
    table: Floats,
    measure: Measure,
    horizons: int,
    *,
    levels: Sequence[float] = LEVELS,
    pool: ErrorPool | None = None,
    variances: Floats | None = None,
) -> Fans:
    """Forecasts of the rows of `table`, shape (series, years) in the unit, for thousands at a time.

    NaN where there is no figure; the first column must hold every row's first figure, and every row be fit
    to forecast (`forecast_many` checks; this does not). `variances`: sampling variances, same shape.
    """
    _check(horizons)
    pool = pool or shipped_pool()
    scale = SCALES[measure]
    working = scale.forward(table)
    rows: Whole = np.arange(len(table))
    ends: Whole = table.shape[1] - 1 - np.argmax(~np.isnan(table[:, ::-1]), axis=1)
    following = follow(working)
    centre = lines(working, following, rows, ends).ahead(horizons)
    quantiles = np.pad(pool.quantiles[:horizons], ((0, 0), (1, 0)))
    if variances is None:
        reach = swing(working, rows, ends)[:, None, None] * quantiles
    else:
        noise = working_noise(scale, table, variances)
        size = swing(working, rows, ends, np.nanmean(noise, axis=1))
        sampling = forecast_noise(working, following, noise, ends, horizons)
        reach = np.hypot(size[:, None, None] * quantiles, KNOTS * np.sqrt(sampling)[..., None])
    halves = [half_width(reach, level) for level in levels]
    return Fans(
        centre,
        reach,
        scale.back(centre),
        tuple((scale.back(centre - half), scale.back(centre + half)) for half in halves),
    )


def _kind(series: YearlySeries) -> tuple[str, bool]:
    return series.measure.value, series.sampling_variances is not None


def _forecast_alike(
    stretches: Sequence[YearlySeries], horizons: int, levels: tuple[float, ...], pool: ErrorPool
) -> list[ForecastFan]:
    """Fans of series that share measure and whether their sampling error is known."""
    spans = [one.years for one in stretches]
    variances = [one.sampling_variances for one in stretches if one.sampling_variances is not None]
    measure = stretches[0].measure
    fans = forecast_table(
        in_a_table([one.values for one in stretches], spans),
        measure,
        horizons,
        levels=levels,
        pool=pool,
        variances=in_a_table(variances, spans) if variances else None,
    )
    return [
        ForecastFan(
            name=one.name,
            measure=measure,
            years=tuple(range(one.years[-1] + 1, one.years[-1] + 1 + horizons)),
            point=fans.point[row],
            bands=tuple(
                Band(level, lower[row], upper[row])
                for level, (lower, upper) in zip(levels, fans.bounds, strict=True)
            ),
            centre=fans.centre[row],
            reach=fans.reach[row],
        )
        for row, one in enumerate(stretches)
    ]


def _check(horizons: int) -> None:
    if not 1 <= horizons <= HORIZONS:
        raise InputError(
            f"a forecast reaches 1 to {HORIZONS} years ahead, not {horizons}",
            instead="Beyond that, the past of short series says nothing that could be checked.",
        )
