"""A forecast in words: two lines that say the most, and why there is none."""

from math import ceil

from fardplan.forecast.back_test import BackTest
from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.pool import HORIZONS
from fardplan.forecast.series import CannotTell, Reason, YearlySeries
from fardplan.presentation.numbers import HARD, difference_unit, number, quantity, reading_step, stepped
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Unit

WHY_NOT = {
    Reason.TOO_SHORT: message("Comparable yearly figures: {figures}; {needed} are enough."),
    Reason.BROKEN: message(
        "Comparable yearly figures since the way of measuring changed: {figures}; {needed} are enough."
    ),
    Reason.CONSTANT: message(
        "All {figures} figures are the same, so nothing tells how much the next may differ; "
        "one that differs is enough."
    ),
    Reason.NOT_FINITE: message("A figure is not a number; it has to be corrected at its source."),
    Reason.OUT_OF_RANGE: message(
        "A figure lies outside what its unit can hold; it has to be corrected at its source."
    ),
    Reason.TOO_FAR: message("How wrong forecasts turn out is known for {furthest} years ahead, no further."),
}


def why_not(found: CannotTell, language: Language) -> str:
    """Why there is no forecast, and what would be enough."""
    return translate(
        WHY_NOT[found.reason], language, figures=found.figures, needed=found.needed, furthest=HORIZONS
    )


def when_enough(found: CannotTell, series: YearlySeries, language: Language) -> str:
    """The year in which a series too short will do, if its figures come as often as they have."""
    stretch = series.since_break()
    if found.reason not in (Reason.TOO_SHORT, Reason.BROKEN) or not stretch.years:
        return ""
    first, last, count = stretch.years[0], stretch.years[-1], len(stretch.years)
    pace = (last - first) / (count - 1) if count > 1 else 1.0
    year = last + ceil(pace * (found.needed - count))
    return translate(
        "If figures come as often as they have, the one for {year} will do.", language, year=year
    )


def fan_line(
    fan: ForecastFan, series: YearlySeries, unit: Unit, rounded_to: float, language: Language
) -> str:
    """Where the figure will be in the fan's last year, and where it is."""
    step, band = reading_step(unit, rounded_to), fan.interval(0.8)

    def told(value: float) -> str:
        return stepped(value, language, rounded_to=step)

    return translate(
        "If nothing new is done: {point} in {year}, four times of five between {lower} and {upper}. "
        "The latest figure is {latest}, from {last}.",
        language,
        point=quantity(float(fan.point[-1]), unit, language, rounded_to=step),
        year=fan.years[-1],
        lower=told(float(band.lower[-1])),
        upper=told(float(band.upper[-1])),
        latest=told(series.values[-1]),
        last=series.years[-1],
    )


def record_line(tested: BackTest | CannotTell, unit: Unit, rounded_to: float, language: Language) -> str:
    """What earlier forecasts were worth, in counts and against expecting no change."""
    if isinstance(tested, CannotTell):
        return translate("No earlier forecast can be held against what came yet.", language)
    held, count = tested.coverage(0.8)
    errors = tested.mean_error()
    assert errors is not None  # a back-test holds at least one forecast
    own, unchanged = (miss(error, unit, rounded_to, language) for error in errors)
    return translate(
        "The 80 per cent interval has held {held} of {count} figures that came. The forecasts missed by "
        "{own} on average, expecting no change by {unchanged}.",
        language,
        held=number(held, language),
        count=number(count, language),
        own=own,
        unchanged=f"{unchanged}{HARD}{difference_unit(unit, language)}",
    )


def miss(error: float, unit: Unit, rounded_to: float, language: Language) -> str:
    """A mean error, told a decimal finer than the figures it is a mean of."""
    return stepped(error, language, rounded_to=reading_step(unit, rounded_to) / 10)
