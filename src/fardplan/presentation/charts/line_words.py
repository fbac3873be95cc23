"""A line chart in words: its description, its notes and the table behind it."""

from collections.abc import Iterator
from itertools import groupby

from fardplan.presentation.charts.cells import interval_cell, mark_notes, remark, value_cell
from fardplan.presentation.charts.dot_words import interval_word
from fardplan.presentation.charts.model import FanYear, LineChart, Point, Table
from fardplan.presentation.charts.traces import Known, Run, Trace, Traced
from fardplan.presentation.numbers import level, quantity, reading_step, stepped
from fardplan.presentation.periods import period_short, period_text, period_when
from fardplan.presentation.phrases import origin_word
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.text import Language


def describe(drawn: Traced, language: Language) -> str:
    """What the drawing shows, for those who do not see it: each stretch that can be compared by itself."""
    hidden = tuple(_protected(drawn, language))
    if not drawn.points:
        return " ".join(hidden) or translate("There are no figures yet.", language)
    told = [sentence for trace in drawn.traces for sentence in _series(drawn, trace, language)]
    told += [*hidden, *_breaks(drawn, language), *_target(drawn.chart, language)]
    return " ".join((*told, *_forecast(drawn, language)))


def _protected(drawn: Traced, language: Language) -> Iterator[str]:
    """Which periods of each series have a figure that is protected."""
    for trace in drawn.traces:
        hidden = [point.period for point in trace.empty if point.status is Status.SUPPRESSED]
        if hidden:
            periods = ", ".join(period_short(period, language) for period in hidden)
            said = translate("Protected, and therefore not shown: {periods}.", language, periods=periods)
            yield f"{trace.name}: {said}" if len(drawn.traces) > 1 else said


def _series(drawn: Traced, trace: Trace, language: Language) -> Iterator[str]:
    prefix = f"{trace.name}: " if len(drawn.traces) > 1 else ""
    for _, stretch in groupby(trace.known, key=lambda item: _stretch(drawn, item)):
        sentence = _movement(drawn.chart, tuple(stretch), language)
        yield prefix + (sentence if prefix else _upper_first(sentence))
        prefix = ""


def _stretch(drawn: Traced, item: Known) -> tuple[int, bool]:
    """Which comparable part of the history a point belongs to; made-up figures are a part of their own."""
    return sum(one.first.start <= item.start for _, one in drawn.breaks), item.simulated


def _movement(chart: LineChart, run: Run, language: Language) -> str:
    first, last = run[0], run[-1]
    said = {"first": _value(chart, first, language), "last": _value(chart, last, language)}
    said |= {
        "first_when": period_when(first.period, language),
        "last_when": period_when(last.period, language),
    }
    if len(run) == 1:
        sentence = translate("{first} {first_when}", language, **said)
    else:
        sentence = translate("from {first} {first_when} to {last} {last_when}", language, **said)
    if first.simulated:
        sentence = translate("{sentence}, simulated", language, sentence=sentence)
    return f"{sentence}{_extremes(chart, run, language)}."


def _extremes(chart: LineChart, run: Run, language: Language) -> str:
    """The lowest and the highest, where they are not the ends that have been told already."""
    low, high = (pick(run, key=lambda item: item.value) for pick in (min, max))
    ends = {run[0].value, run[-1].value}
    told = []
    if low.value not in ends:
        told.append(translate("lowest {value} {when}", language, **_said(chart, low, language)))
    if high.value not in ends:
        told.append(translate("highest {value} {when}", language, **_said(chart, high, language)))
    return "; " + ", ".join(told) if told else ""


def _said(chart: LineChart, item: Known, language: Language) -> dict[str, str]:
    return {"value": _value(chart, item, language), "when": period_when(item.period, language)}


def _value(chart: LineChart, item: Known, language: Language) -> str:
    return quantity(item.value, chart.unit, language, rounded_to=reading_step(chart.unit, chart.rounded_to))


def _breaks(drawn: Traced, language: Language) -> Iterator[str]:
    for _, item in drawn.breaks:
        yield translate(
            "From {period} on it is measured in a new way, and cannot be compared with before.",
            language,
            period=period_text(item.first, language),
        )


def _target(chart: LineChart, language: Language) -> Iterator[str]:
    target = chart.target
    if target is None:
        return
    said = level(target.level, chart.unit, language)
    if target.decision:
        yield translate("The target is {level} by {year}.", language, level=said, year=target.year)
    elif chart.tried:
        yield translate(
            "Being weighed, not proposed: {level} by {year}.", language, level=said, year=target.year
        )
    else:
        yield translate("Proposed, not decided: {level} by {year}.", language, level=said, year=target.year)


def _forecast(drawn: Traced, language: Language) -> Iterator[str]:
    if not drawn.fan:
        return
    last, chart = drawn.fan[-1], drawn.chart
    step = reading_step(chart.unit, chart.rounded_to)
    low, high = (stepped(end, language, rounded_to=step) for end in last.inner)
    yield translate(
        "The broken line and the pale field are a forecast of what the figures will show if nothing new "
        "is done: {value} in {year}, in four cases of five between {low} and {high}.",
        language,
        value=quantity(last.value, chart.unit, language, rounded_to=step),
        year=last.year,
        low=low,
        high=high,
    )
    if drawn.points[-1].simulated:
        yield translate("It rests on simulated figures.", language)


def line_notes(drawn: Traced, language: Language) -> tuple[str, ...]:
    """What a reader should know beside the drawing."""
    points = [point for series in drawn.chart.series for point in series.points]
    breaks = [f"{period_short(item.first, language)}: {item.text}" for _, item in drawn.breaks]
    if any(point.status is Status.PRELIMINARY for point in points):
        breaks.append(translate("A hollow dot is a preliminary figure.", language))
    if drawn.fan:
        breaks.append(
            translate(
                "The forecast goes on as the figures have moved so far and knows of no new measures. The "
                "outcome is meant to land in its darker field four times of five, in the whole field "
                "nineteen times of twenty.",
                language,
            )
        )
    return (*breaks, *mark_notes([(point.status, point.origin) for point in points], language))


def line_table(drawn: Traced, language: Language) -> Table:
    """One row a period: the value with its interval and a remark, or a column for each of several series."""
    if len(drawn.chart.series) > 1:
        return _table_of_several(drawn.chart, language)
    return _table_of_one(drawn, language)


def _table_of_one(drawn: Traced, language: Language) -> Table:
    chart, fan = drawn.chart, drawn.fan
    points = sorted(chart.series[0].points, key=lambda point: point.period.position)
    intervals = any(point.lower is not None and point.upper is not None for point in points)
    intervals = intervals or bool(fan)
    remarks = any(_remark(point, language) for point in points) or bool(fan)
    header = [translate("Period", language), _upper_first(chart.unit.label.in_language(language))]
    header += [interval_word(language, bounds=chart.bounds and not fan)] if intervals else []
    header += [translate("Remark", language)] if remarks else []
    rows = [_row(chart, point, language, intervals=intervals, remarks=remarks) for point in points]
    if fan:
        header.insert(3, translate("80 per cent interval", language))
        rows = [(*row[:3], "", *row[3:]) for row in rows]
        rows += [_row_ahead(drawn, one, language) for one in fan]
    return Table(tuple(header), tuple(rows))


def _row_ahead(drawn: Traced, one: FanYear, language: Language) -> tuple[str, ...]:
    """A year to come: nobody can take it for an outcome, since its remark stands in its row."""
    step = reading_step(drawn.chart.unit, drawn.chart.rounded_to)
    remarks = [translate("forecast, no outcome", language)]
    if drawn.points[-1].simulated:
        remarks.append(origin_word(Origin.SIMULATED, language))
    return (
        str(one.year),
        stepped(one.value, language, rounded_to=step),
        interval_cell(*one.outer, language, rounded_to=step),
        interval_cell(*one.inner, language, rounded_to=step),
        ", ".join(remarks),
    )


def _row(
    chart: LineChart, point: Point, language: Language, *, intervals: bool, remarks: bool
) -> tuple[str, ...]:
    cells = [period_short(point.period, language), _cell(chart, point, language)]
    if intervals:
        step = reading_step(chart.unit, chart.rounded_to)
        cells.append(interval_cell(point.lower, point.upper, language, rounded_to=step))
    if remarks:
        cells.append(_remark(point, language))
    return tuple(cells)


def _cell(chart: LineChart, point: Point, language: Language) -> str:
    return value_cell(point.value, point.status, language, rounded_to=chart.rounded_to)


def _remark(point: Point, language: Language) -> str:
    return remark(point.status, point.origin, language)


def _table_of_several(chart: LineChart, language: Language) -> Table:
    columns = [{point.period: point for point in series.points} for series in chart.series]
    periods = sorted({period for points in columns for period in points}, key=lambda it: it.position)
    header = (translate("Period", language), *(series.name for series in chart.series))
    rows = tuple(
        (
            period_short(period, language),
            *(_cell_and_remark(chart, points.get(period), language) for points in columns),
        )
        for period in periods
    )
    return Table(header, rows)


def _cell_and_remark(chart: LineChart, point: Point | None, language: Language) -> str:
    if point is None:
        return ""
    said, value = _remark(point, language), _cell(chart, point, language)
    return f"{value} ({said})" if said else value


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
