"""Forecasts of the city's indicators, and what earlier forecasts would have been worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.forecast.back_test import BackTest, back_test
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import HORIZONS, panel_pool
from fardplan.forecast.series import LEAST_FIGURES, CannotTell, Reason, YearlySeries, obstacle
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.series import Stretch, stretches
from fardplan.usecases.homes import Home
from fardplan.usecases.yearly import coming_break, neighbours, yearly_series
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.observation import Observation, Origin

USUAL_HORIZONS = 10


@dataclass(frozen=True, slots=True)
class IndicatorForecast:
    """An indicator's fan and back-test in one area, each with its reason where there is none.

    `series`: every yearly figure that is judged, with its breaks; None where there is no figure. `panel`:
    how many comparable municipalities have set the width of the fan. `ends_before`: the year of a new
    definition that is known to come, inside the years asked about. `simulated`: whether the figures are made
    up, so that everything about them is.
    """

    definition: IndicatorDefinition
    area: str
    series: YearlySeries | None
    fan: ForecastFan | CannotTell
    back_test: BackTest | CannotTell
    panel: int = 0
    ends_before: int | None = None
    simulated: bool = False

    @property
    def surveyed(self) -> bool:
        """Whether the figures' own sampling error is in the fan."""
        return self.series is not None and self.series.since_break().sampling_variances is not None


def forecast(
    home: Home, indicator: str, *, as_of: date, area: str | None = None, horizons: int = USUAL_HORIZONS
) -> IndicatorForecast:
    """The years to come of an indicator, from what was known on `as_of`, if nothing new is done.

    `area`: the code of an area, by default the one that milestones are judged on. `horizons`: years ahead of
    its latest figure. Raises `NotFoundError` for an unknown indicator or an area without figures of it, and
    `InputError` for a horizon that no error is known of.
    """
    _check(horizons)
    definition = home.city.indicator(indicator)
    if definition is None:
        raise NotFoundError(
            Sentence("there is no indicator '{indicator}'", indicator=indicator),
            instead=there_is((item.key for item in home.city.indicators), asked=indicator),
        )
    observations = home.evidence.series(indicator, as_of=as_of)
    areas = {item.area for item in observations}
    if area is not None and area not in areas:
        raise NotFoundError(
            Sentence(
                "there are no figures of '{indicator}' for the area '{area}'", indicator=indicator, area=area
            ),
            instead=there_is(areas, asked=area),
        )
    return forecast_of(observations, definition, area or definition.area, horizons)


def forecasts(home: Home, *, as_of: date, horizons: int = USUAL_HORIZONS) -> tuple[IndicatorForecast, ...]:
    """`forecast` of every indicator of the city, in the area that milestones are judged on."""
    _check(horizons)
    return tuple(
        forecast_of(home.evidence.series(item.key, as_of=as_of), item, item.area, horizons)
        for item in home.city.indicators
    )


def forecast_of(
    observations: Sequence[Observation], definition: IndicatorDefinition, area: str, horizons: int
) -> IndicatorForecast:
    """The fan and the back-test of one area; past errors of other municipalities are used where known."""
    parts = stretches(observations, definition, area)
    if not parts:
        nothing = CannotTell(area, Reason.TOO_SHORT, 0)
        return IndicatorForecast(definition, area, None, nothing, nothing)
    series = yearly_series(parts, definition, name=area)
    panel = neighbours(observations, definition, beside=area)
    end = _end(parts, definition, series, horizons)
    return IndicatorForecast(
        definition,
        area,
        series,
        _fan(series, panel, horizons, end),
        back_test(series, horizons, panel=panel or None),
        panel=sum(map(_tells, panel)),
        ends_before=end,
        simulated=any(item.provenance.origin is Origin.SIMULATED for item in observations),
    )


def _tells(neighbour: YearlySeries) -> bool:
    """Whether a forecast could have been made of a neighbour and held against what came."""
    return obstacle(neighbour) is None and len(neighbour.since_break().years) > LEAST_FIGURES


def _end(
    parts: Sequence[Stretch], definition: IndicatorDefinition, series: YearlySeries, horizons: int
) -> int | None:
    latest = parts[-1].latest
    coming = coming_break(definition, latest.area, latest.period)
    return coming if coming is not None and coming <= series.years[-1] + horizons else None


def _fan(
    series: YearlySeries, panel: Sequence[YearlySeries], horizons: int, end: int | None
) -> ForecastFan | CannotTell:
    """The fan up to the year before `end`."""
    ahead = horizons if end is None else end - 1 - series.years[-1]
    if ahead < 1:
        return CannotTell(series.name, Reason.BROKEN, 0)
    return forecast_one(series, ahead, pool=panel_pool(panel) if panel else None)


def _check(horizons: int) -> None:
    if not 1 <= horizons <= HORIZONS:
        raise InputError(
            Sentence(
                "a forecast reaches 1 to {most} years ahead, not {asked}",
                most=HORIZONS,
                asked=horizons,
            ),
            instead=Sentence("Beyond that, the past of short series says nothing that could be checked."),
        )
