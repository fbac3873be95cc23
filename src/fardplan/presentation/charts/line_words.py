"""A line chart in words: its description, its notes and the table behind it."""

from collections.abc import Iterator

from fardplan.presentation.charts.cells import interval_cell, remark, value_cell
from fardplan.presentation.charts.model import LineChart, Point, Series, Table
from fardplan.presentation.charts.runs import Known, Run, known_points, shown_breaks
from fardplan.presentation.numbers import quantity, reading_step, stepped
from fardplan.presentation.periods import period_short, period_text, period_when
from fardplan.presentation.phrases import CELL_MARKS, cell_word
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.text import Language


def describe(chart: LineChart, language: Language) -> str:
    """What the drawing shows, for those who do not see it."""
    named = len(chart.series) > 1
    told = [sentence for series in chart.series for sentence in _series(chart, series, language, named)]
    if not told:
        return translate("There are no figures yet.", language)
    return " ".join((*told, *_breaks(chart, language), *_target(chart, language)))


def _series(chart: LineChart, series: Series, language: Language, named: bool) -> Iterator[str]:
    run = known_points(series)
    if not run:
        return
    name = f"{series.name}: " if named else ""
    if len(run) == 1:
        yield name + translate("{value} {when}.", language, **_said(chart, run[0], language))
        return
    first, last = (_said(chart, item, language) for item in (run[0], run[-1]))
    yield name + translate(
        "from {first_value} {first_when} to {last_value} {last_when}.",
        language,
        first_value=first["value"],
        first_when=first["when"],
        last_value=last["value"],
        last_when=last["when"],
    )
    if len(run) > 2:
        yield _extremes(chart, run, language)


def _extremes(chart: LineChart, run: Run, language: Language) -> str:
    low, high = (pick(run, key=lambda item: item.value) for pick in (min, max))
    return translate(
        "The lowest is {low_value} {low_when}, the highest {high_value} {high_when}.",
        language,
        low_value=_said(chart, low, language)["value"],
        low_when=_said(chart, low, language)["when"],
        high_value=_said(chart, high, language)["value"],
        high_when=_said(chart, high, language)["when"],
    )


def _said(chart: LineChart, item: Known, language: Language) -> dict[str, str]:
    step = reading_step(chart.unit, chart.rounded_to)
    value = quantity(item.value, chart.unit, language, rounded_to=step)
    return {"value": value, "when": period_when(item.period, language)}


def _breaks(chart: LineChart, language: Language) -> Iterator[str]:
    points = sorted((it for series in chart.series for it in known_points(series)), key=lambda it: it.at)
    for _, item in shown_breaks(points, chart.breaks):
        yield translate(
            "From {period} on it is measured in a new way, and cannot be compared with before.",
            language,
            period=period_text(item.first, language),
        )


def _target(chart: LineChart, language: Language) -> Iterator[str]:
    if chart.target is None:
        return
    step = reading_step(chart.unit, chart.rounded_to)
    level = quantity(chart.target.level, chart.unit, language, rounded_to=step)
    if chart.target.decision:
        yield translate("The target is {level} by {year}.", language, level=level, year=chart.target.year)
    else:
        yield translate(
            "Proposed, not decided: {level} by {year}.", language, level=level, year=chart.target.year
        )


def line_notes(chart: LineChart, language: Language, lowest_tick: float) -> tuple[str, ...]:
    """What a reader should know beside the drawing."""
    points = sorted((it for series in chart.series for it in known_points(series)), key=lambda it: it.at)
    notes = [
        f"{period_short(item.first, language)}: {item.text}" for _, item in shown_breaks(points, chart.breaks)
    ]
    everything = [point for series in chart.series for point in series.points]
    if any(point.origin is Origin.SIMULATED for point in everything):
        notes.append(translate("Hatched figures are simulated: made up, to show how it works.", language))
    if any(point.status is Status.PRELIMINARY for point in everything):
        notes.append(translate("A hollow dot is a preliminary figure.", language))
    for status in (Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.MISSING):
        if any(point.status is status for point in everything):
            notes.append(f"{CELL_MARKS[status]} {cell_word(status, language)}.")
    if lowest_tick > 0:
        start = stepped(lowest_tick, language, rounded_to=chart.rounded_to)
        notes.append(translate("The upright axis starts at {value}, not at zero.", language, value=start))
    return tuple(notes)


def line_table(chart: LineChart, language: Language) -> Table:
    """One row a period: the value with its interval and a remark, or a column for each of several series."""
    if len(chart.series) > 1:
        return _table_of_several(chart, language)
    points = sorted(chart.series[0].points, key=lambda point: point.period)
    intervals = any(point.lower is not None and point.upper is not None for point in points)
    remarks = any(_remark(point, language) for point in points)
    unit = chart.unit.label.in_language(language)
    header = [translate("Period", language), _upper_first(unit)]
    header += [translate("95 per cent interval", language)] if intervals else []
    header += [translate("Remark", language)] if remarks else []
    rows = [_row(chart, point, language, intervals=intervals, remarks=remarks) for point in points]
    return Table(tuple(header), tuple(rows))


def _row(
    chart: LineChart, point: Point, language: Language, *, intervals: bool, remarks: bool
) -> tuple[str, ...]:
    cells = [period_short(point.period, language), _value(chart, point, language)]
    if intervals:
        step = reading_step(chart.unit, chart.rounded_to)
        cells.append(interval_cell(point.lower, point.upper, language, rounded_to=step))
    if remarks:
        cells.append(_remark(point, language))
    return tuple(cells)


def _value(chart: LineChart, point: Point, language: Language) -> str:
    return value_cell(point.value, point.status, language, rounded_to=chart.rounded_to)


def _remark(point: Point, language: Language) -> str:
    return remark(point.status, point.origin, language)


def _table_of_several(chart: LineChart, language: Language) -> Table:
    by_period = [{point.period: point for point in series.points} for series in chart.series]
    periods = sorted({period for points in by_period for period in points})
    header = (translate("Period", language), *(series.name for series in chart.series))
    rows = tuple(
        (
            period_short(period, language),
            *(_value_and_remark(chart, points.get(period), language) for points in by_period),
        )
        for period in periods
    )
    return Table(header, rows)


def _value_and_remark(chart: LineChart, point: Point | None, language: Language) -> str:
    if point is None:
        return ""
    said = _remark(point, language)
    value = _value(chart, point, language)
    return f"{value} ({said})" if said else value


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
