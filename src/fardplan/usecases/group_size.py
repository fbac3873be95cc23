"""How many persons a share will be of in a coming year."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import HORIZONS
from fardplan.forecast.series import CannotTell, Reason, YearlySeries
from fardplan.indicators.definition import IndicatorDefinition, SurveyError
from fardplan.roadmap.series import stretches
from fardplan.usecases.yearly import breaks_between, one_a_year, year_of
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.unit import Measure


class SizeBasis(StrEnum):
    """Where the size of a group comes from."""

    COUNTED = "counted"  # the year has come
    FORECAST = "forecast"  # from the sizes so far
    LATEST = "latest"  # the latest known, since it cannot be told what it will be


@dataclass(frozen=True, slots=True)
class GroupSize:
    """The number of persons that a share is of in `year`.

    `interval`: 80 %, for a forecast only. `latest_year`, `latest`: the last that was counted. `reason`: why
    the latest had to stand in for a year to come; a year that has gone by uncounted needs no reason.
    """

    year: int
    size: float
    basis: SizeBasis
    latest_year: int
    latest: float
    interval: tuple[float, float] | None = None
    reason: CannotTell | None = None


GroupSizes = Callable[[int], GroupSize]
"""The size of a group in a year."""


def group_sizes(observations: Iterable[Observation], definition: IndicatorDefinition) -> GroupSizes | None:
    """The city's group by year: counted where it is, forecast where it can be, otherwise the latest known.

    None where no size is known: the figure is no share, its base is answers and not persons, or no base
    stands with the figures. One forecast serves every year that is asked about.
    """
    counted = _counted(observations, definition)
    if counted is None:
        return None
    sizes = dict(zip(counted.years, counted.values, strict=True))
    latest_year, latest = counted.years[-1], counted.values[-1]
    fan = forecast_one(counted, HORIZONS)

    def size_in(year: int) -> GroupSize:
        if year in sizes:
            return GroupSize(year, sizes[year], SizeBasis.COUNTED, latest_year, latest)
        if isinstance(fan, CannotTell):
            return GroupSize(year, latest, SizeBasis.LATEST, latest_year, latest, reason=fan)
        if year not in fan.years:
            too_far = CannotTell(definition.key, Reason.TOO_FAR, len(sizes)) if year > latest_year else None
            return GroupSize(year, latest, SizeBasis.LATEST, latest_year, latest, reason=too_far)
        step, band = fan.years.index(year), fan.bands[0]
        return GroupSize(
            year,
            float(fan.point[step]),
            SizeBasis.FORECAST,
            latest_year,
            latest,
            interval=(float(band.lower[step]), float(band.upper[step])),
        )

    return size_in


def group_size_forecast(
    observations: Iterable[Observation], definition: IndicatorDefinition, year: int
) -> GroupSize | None:
    """`group_sizes` for a single year."""
    sizes = group_sizes(observations, definition)
    return None if sizes is None else sizes(year)


def _counted(observations: Iterable[Observation], definition: IndicatorDefinition) -> YearlySeries | None:
    """The bases behind the city's shares since the latest break: a new definition counts another group."""
    if definition.unit.measure is not Measure.SHARE or isinstance(definition.error, SurveyError):
        return None
    parts = stretches((item for item in observations if item.base), definition, definition.area)
    if not parts:
        return None
    kept = one_a_year(parts)
    return YearlySeries(
        definition.key,
        Measure.COUNT,
        tuple(year_of(item.period) for points in kept for item in points),
        tuple(float(item.base) for points in kept for item in points if item.base),
        breaks=breaks_between(kept),
    )
