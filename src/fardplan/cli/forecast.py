"""fardplan forecast: the years to come, and what earlier forecasts have been worth."""

import json
from typing import Annotated, Any

import typer

from fardplan.cli.session import AsOf, Json, Session, session
from fardplan.cli.tables import table
from fardplan.forecast.back_test import BackTest, Held
from fardplan.forecast.fan import Band, ForecastFan
from fardplan.forecast.forecasting import LEVELS
from fardplan.forecast.series import CannotTell
from fardplan.forecast.words import fan_line, miss, record_line, when_enough, why_not
from fardplan.presentation.numbers import reading_step, stepped
from fardplan.presentation.translations import message, translate
from fardplan.usecases import forecasts as use
from fardplan.usecases.forecasts import USUAL_HORIZONS, IndicatorForecast

FAN_COLUMNS = (message("Year"), message("Forecast"), message("80 %"), message("95 %"))
RECORD_COLUMNS = (
    message("Made in"),
    message("Year meant"),
    message("Forecast"),
    message("80 %"),
    message("95 %"),
    message("Came"),
    message("Inside 80 %"),
    message("Inside 95 %"),
    message("No change"),
)
HELD_COLUMNS = (
    message("Years ahead"),
    message("Inside 80 %"),
    message("Inside 95 %"),
    message("Mean miss"),
    message("Miss of no change"),
)
INSIDE = {True: message("yes"), False: message("no")}
SUMMARY_COLUMNS = (
    message("Indicator"),
    message("Latest"),
    message("Forecast"),
    message("80 %"),
    message("Inside 80 %"),
)


def forecast(
    context: typer.Context,
    indicator: Annotated[str | None, typer.Argument(help="By default a line for every indicator.")] = None,
    area: Annotated[
        str | None, typer.Option(help="An area's code; by default where milestones are judged.")
    ] = None,
    horizons: Annotated[int, typer.Option(help="Years ahead of the latest figure.")] = USUAL_HORIZONS,
    back_test: Annotated[
        bool, typer.Option("--back-test", help="Every past forecast against what came.")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Where a figure will be if nothing new is done, how sure that is, and how earlier forecasts fared."""
    now = session(context)
    day = as_of or now.today
    if indicator is None:
        found = use.forecasts(now.home(), as_of=day, horizons=horizons)
        if as_json:
            _tell_json(now, [_plain(one, back_test=back_test) for one in found])
        else:
            _show_all(now, found)
        return
    one = use.forecast(now.home(), indicator, as_of=day, area=area, horizons=horizons)
    if as_json:
        _tell_json(now, _plain(one, back_test=back_test))
    else:
        _show(now, one, back_test=back_test)


def _show_all(now: Session, found: tuple[IndicatorForecast, ...]) -> None:
    now.say("If nothing new is done. What cannot be forecast says why.")
    now.tell()
    rows = [_summary(now, one) for one in found]
    now.tell(table(_said(now, SUMMARY_COLUMNS), rows, width=140))


def _summary(now: Session, one: IndicatorForecast) -> tuple[str, ...]:
    key, series = one.definition.key, one.series
    if series is None:
        return (key, "–", translate("no figures", now.language), "", "")
    made_up = translate("; simulated", now.language) if one.simulated else ""
    latest = f"{_figure(now, one, series.values[-1])} ({series.years[-1]}){made_up}"
    if isinstance(one.fan, CannotTell):
        return (key, latest, why_not(one.fan, now.language), "", _held_of(one.back_test))
    return (
        key,
        latest,
        f"{_figure(now, one, one.fan.point[-1])} ({one.fan.years[-1]}){made_up}",
        _ends(now, one, one.fan.bands[0].lower[-1], one.fan.bands[0].upper[-1]),
        _held_of(one.back_test),
    )


def _held_of(tested: BackTest | CannotTell) -> str:
    return "–" if isinstance(tested, CannotTell) else _counted(tested, LEVELS[0])


def _counted(tested: BackTest, level: float, horizon: int | None = None) -> str:
    held, count = tested.coverage(level, horizon)
    return f"{held}/{count}"


def _show(now: Session, one: IndicatorForecast, *, back_test: bool) -> None:
    unit, rounded_to = one.definition.unit, one.definition.rounded_to
    if one.series is None:
        now.say("Cannot tell: no figures are known.")
        return
    if one.simulated:
        now.tell(translate("  Simulated figures: made up, to show how it works.", now.language).strip())
    if isinstance(one.fan, CannotTell):
        now.say("Cannot tell. {reason}", reason=why_not(one.fan, now.language))
        now.tell(
            when_enough(one.fan, one.series, now.language)
            or record_line(one.back_test, unit, rounded_to, now.language)
        )
    else:
        now.tell(fan_line(one.fan, one.series, unit, rounded_to, now.language))
        now.tell(record_line(one.back_test, unit, rounded_to, now.language))
        now.tell()
        now.tell(table(_said(now, FAN_COLUMNS), _fan_rows(now, one, one.fan)))
    now.tell()
    _show_grounds(now, one)
    if back_test:
        now.tell()
        _show_back_test(now, one)


def _show_grounds(now: Session, one: IndicatorForecast) -> None:
    """What the forecast rests on."""
    assert one.series is not None  # without figures nothing is shown
    stretch = one.series.since_break()
    now.tell(one.definition.name.in_language(now.language))
    now.say(
        "Figures judged: {count}, {first}–{last}.",
        count=len(stretch.years),
        first=stretch.years[0],
        last=stretch.years[-1],
    )
    if one.series.breaks:
        now.say("Figures before {year} were measured in another way and are not used.", year=stretch.years[0])
    if one.ends_before:
        now.say("The way of measuring changes in {year}; a forecast does not reach it.", year=one.ends_before)
    if isinstance(one.fan, CannotTell):
        return
    if one.surveyed:
        now.say("The sampling error of the figures is counted in.")
    if one.panel:
        now.say("Its width follows past forecasts of the same figure elsewhere: {count}.", count=one.panel)
    else:
        now.say("Its width follows past forecasts of 1,329 other yearly series.")


def _fan_rows(now: Session, one: IndicatorForecast, fan: ForecastFan) -> list[tuple[str, ...]]:
    return [
        (
            str(year),
            _figure(now, one, fan.point[step]),
            *(_ends(now, one, band.lower[step], band.upper[step]) for band in fan.bands),
        )
        for step, year in enumerate(fan.years)
    ]


def _show_back_test(now: Session, one: IndicatorForecast) -> None:
    tested = one.back_test
    if isinstance(tested, CannotTell):
        now.say("No earlier forecast can be held against what came yet.")
        return
    now.say("Each forecast has seen the figures up to the year it was made, as they are known now.")
    now.tell()
    now.tell(table(_said(now, RECORD_COLUMNS), [_record_row(now, one, held) for held in tested.held]))
    now.tell()
    ahead = sorted({held.horizon for held in tested.held})
    now.tell(table(_said(now, HELD_COLUMNS), [_held_row(now, one, tested, years) for years in ahead]))
    now.tell()
    now.say("Forecasts from neighbouring years share figures: ten of them are not ten trials.")


def _record_row(now: Session, one: IndicatorForecast, held: Held) -> tuple[str, ...]:
    inside = [translate(INSIDE[held.inside(number)], now.language) for number in range(len(LEVELS))]
    return (
        str(held.origin),
        str(held.year),
        _figure(now, one, held.point),
        *(_ends(now, one, *ends) for ends in held.bounds),
        _figure(now, one, held.came),
        *inside,
        _figure(now, one, held.unchanged),
    )


def _held_row(now: Session, one: IndicatorForecast, tested: BackTest, years: int) -> tuple[str, ...]:
    errors = tested.mean_error(years)
    assert errors is not None  # only horizons that were held are asked about
    return (
        str(years),
        *(_counted(tested, level, years) for level in LEVELS),
        *(miss(error, one.definition.unit, one.definition.rounded_to, now.language) for error in errors),
    )


def _said(now: Session, columns: tuple[str, ...]) -> list[str]:
    return [translate(word, now.language) for word in columns]


def _figure(now: Session, one: IndicatorForecast, value: float) -> str:
    step = reading_step(one.definition.unit, one.definition.rounded_to)
    return stepped(float(value), now.language, rounded_to=step)


def _ends(now: Session, one: IndicatorForecast, lower: float, upper: float) -> str:
    return f"{_figure(now, one, lower)}–{_figure(now, one, upper)}"


def _tell_json(now: Session, plain: Any) -> None:
    now.tell(json.dumps(plain, ensure_ascii=False, indent=1))


def _plain(one: IndicatorForecast, *, back_test: bool) -> dict[str, Any]:
    series = one.series
    found: dict[str, Any] = {
        "indicator": one.definition.key,
        "area": one.area,
        "latest": {"year": series.years[-1], "value": series.values[-1]} if series else None,
        "simulated": one.simulated,
        "figures": len(series.since_break().years) if series else 0,
        "panel": one.panel,
        "sampling_error": one.surveyed,
        "ends_before": one.ends_before,
    }
    if isinstance(one.fan, CannotTell):
        found["cannot_tell"] = _reason(one.fan)
    else:
        found["forecast"] = [_year(one.fan, step) for step in range(len(one.fan.years))]
    if back_test:
        found["back_test"] = _tested(one.back_test)
    return found


def _reason(found: CannotTell) -> dict[str, Any]:
    return {"reason": found.reason, "figures": found.figures, "needed": found.needed}


def _year(fan: ForecastFan, step: int) -> dict[str, Any]:
    bands = {_percent(band.level): _interval(band, step) for band in fan.bands}
    return {"year": fan.years[step], "point": float(fan.point[step]), "intervals": bands}


def _interval(band: Band, step: int) -> list[float]:
    return [float(band.lower[step]), float(band.upper[step])]


def _tested(tested: BackTest | CannotTell) -> dict[str, Any]:
    if isinstance(tested, CannotTell):
        return {"cannot_tell": _reason(tested)}
    errors = tested.mean_error()
    return {
        "inside": {_percent(level): list(tested.coverage(level)) for level in tested.levels},
        "mean_miss": errors[0] if errors else None,
        "mean_miss_of_no_change": errors[1] if errors else None,
        "forecasts": [_held(held, tested.levels) for held in tested.held],
    }


def _held(held: Held, levels: tuple[float, ...]) -> dict[str, Any]:
    return {
        "made": held.origin,
        "year": held.year,
        "point": held.point,
        "intervals": {_percent(level): list(ends) for level, ends in zip(levels, held.bounds, strict=True)},
        "came": held.came,
        "no_change": held.unchanged,
        "inside": {_percent(level): held.inside(number) for number, level in enumerate(levels)},
    }


def _percent(level: float) -> str:
    return f"{level:.0%}"
