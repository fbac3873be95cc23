"""A milestone's years to come for the public: from cleared figures alone, only what has been released."""

from collections.abc import Collection, Iterable, Sequence

from fardplan.forecast.fan import Band, ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import HORIZONS, panel_pool
from fardplan.forecast.series import CannotTell
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.numbers import decimals_for
from fardplan.publishing import outlook as published
from fardplan.roadmap.series import stretches
from fardplan.roadmap.verdict import path_level
from fardplan.roadmap.workbench.people import people
from fardplan.roadmap.workbench.recommendation import Recommendation
from fardplan.usecases.group_size import group_sizes
from fardplan.usecases.yearly import coming_break, neighbours, year_of, yearly_series
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.status import MilestoneStatus

FEWEST_YEARS = 3
"""A fan reaches at least so far, also where the year that the roadmap aims at is nearer or has gone by."""

FINER = 1
"""A forecast is published with so many decimals more than the figures, so that it is the same everywhere."""


def outlook(
    status: MilestoneStatus,
    definition: IndicatorDefinition | None,
    cleared: Sequence[Observation],
    *,
    released: Collection[ReleaseKind],
    until: int | None,
) -> published.PublishedOutlook:
    """What the public may see of the years to come.

    `cleared`: the indicator's figures that may leave the house; nothing else is looked at. `until`: the
    year that milestones without one of their own aim at.
    """
    if definition is None or status.latest is None:
        return published.PublishedOutlook()
    told = published.PublishedOutlook(path=_path(status), people=_people(status, definition, cleared))
    asked = {ReleaseKind.FORECAST, ReleaseKind.PROBABILITY}.intersection(released)
    if not asked:
        return told
    forecast = _Forecast(cleared, definition)
    year = status.target.year if status.target else until
    return told.model_copy(
        update={
            "forecast": forecast.until(year) if ReleaseKind.FORECAST in asked else None,
            "probability": forecast.probability(status) if ReleaseKind.PROBABILITY in asked else None,
        }
    )


def recommendations(found: Iterable[Recommendation]) -> tuple[published.PublishedRecommendation, ...]:
    """What is published of recommended levels: never the probability, which is released by itself."""
    return tuple(
        published.PublishedRecommendation(
            level=item.candidate.level,
            year=item.candidate.year,
            managed=item.counted[0],
            compared=item.counted[1],
            precedent=round(item.precedent, 2),
            people=None if item.people is None else round(item.people, 1),
        )
        for item in found
    )


def _path(status: MilestoneStatus) -> tuple[published.PathYear, ...]:
    """A year's level each from the year after the latest figure, where a decision has laid out the way."""
    target, baseline, latest = status.target, status.baseline, status.latest
    decided = target is not None and target.decision is not None
    if not decided or target is None or baseline is None or latest is None or status.path is None:
        return ()
    years = range(year_of(latest.period) + 1, target.year + 1)
    return tuple(
        published.PathYear(year=year, level=round(path_level(baseline, target, Period.of_year(year)), 6))
        for year in years
    )


def _people(
    status: MilestoneStatus, definition: IndicatorDefinition, cleared: Sequence[Observation]
) -> published.PublishedPeople | None:
    """The latest group that was counted; None where it is not known whom or what the share is of."""
    sizes, latest = group_sizes(cleared, definition), status.latest
    if definition.counted is None or sizes is None or latest is None:
        return None
    size = sizes(year_of(latest.period))
    own = (item for item in cleared if item.area == definition.area and not item.group.categories)
    period = max(item.period for item in own if item.base and year_of(item.period) == size.latest_year)
    return published.PublishedPeople(
        counted=definition.counted,
        period=period,
        size=int(size.latest),
        to_level=_to_level(status, size.latest),
    )


def _to_level(status: MilestoneStatus, size: float) -> float | None:
    if status.latest is None or status.target is None or status.wanted is None:
        return None
    way = (status.target.level - status.latest.value) * status.wanted.sign
    found = people(abs(way), size, (), status.wanted).total
    return round(found if way > 0 else -found, 1)


class _Forecast:
    """The forecast of a series' latest comparable stretch, up to the next break that is known to come."""

    def __init__(self, cleared: Sequence[Observation], definition: IndicatorDefinition) -> None:
        parts = stretches(cleared, definition, definition.area)
        self.stretch, self.definition = parts[-1], definition
        beside = neighbours(cleared, definition, beside=definition.area)
        pool = panel_pool(beside) if beside else None
        self.found = forecast_one(yearly_series(parts, definition), HORIZONS, pool=pool)
        self.end = coming_break(definition, definition.area, self.stretch.latest.period)

    def until(self, year: int | None) -> published.PublishedForecast:
        about = {
            "first": self.stretch.observations[0].period,
            "last": self.stretch.latest.period,
            "figures": len(self.stretch.observations),
        }
        if isinstance(self.found, CannotTell):
            told = published.NoForecast(self.found.reason.value)
            return published.PublishedForecast(**about, obstacle=told, needed=self.found.needed)
        wanted = self._years(self.found, year)
        if not wanted:
            return published.PublishedForecast(**about, obstacle=published.NoForecast.BROKEN)
        return published.PublishedForecast(
            **about, years=tuple(self._year(self.found, step) for step in range(len(wanted)))
        )

    def probability(self, status: MilestoneStatus) -> published.PublishedProbability | None:
        """Of the level that is adopted or proposed; None where there is none."""
        target, wanted = status.target, status.wanted
        if target is None or wanted is None:
            return None
        value, fan = None, self.found
        if isinstance(fan, ForecastFan) and target.year in fan.years and not self._is_beyond(target.year):
            told = attainment_probability(fan, target.level, fan.years.index(target.year) + 1, wanted)
            value = round(told, 2)
        return published.PublishedProbability(level=target.level, year=target.year, value=value)

    def _years(self, fan: ForecastFan, until: int | None) -> tuple[int, ...]:
        end = max(until or 0, fan.years[0] + FEWEST_YEARS - 1)
        return tuple(year for year in fan.years if year <= end and not self._is_beyond(year))

    def _is_beyond(self, year: int) -> bool:
        return self.end is not None and year >= self.end

    def _year(self, fan: ForecastFan, step: int) -> published.ForecastYear:
        inner, outer = (self._ends(band, step) for band in fan.bands)
        return published.ForecastYear(
            year=fan.years[step], value=self._rounded(fan.point[step]), inner=inner, outer=outer
        )

    def _ends(self, band: Band, step: int) -> tuple[float, float]:
        return self._rounded(band.lower[step]), self._rounded(band.upper[step])

    def _rounded(self, value: float) -> float:
        return round(float(value), decimals_for(self.definition.rounded_to) + FINER)
