"""The sparkline: a small history without axes, for a card that says the figures in words."""

from collections.abc import Iterator

from fardplan.presentation.charts.hatch import hatch, hatched
from fardplan.presentation.charts.line_layout import time_span, values_of
from fardplan.presentation.charts.line_words import describe, line_table
from fardplan.presentation.charts.model import Drawing, LineChart, Series, Sparkline
from fardplan.presentation.charts.placing import Box
from fardplan.presentation.charts.scale import Scale, value_range
from fardplan.presentation.charts.svg import dot, line, picture, polyline, text
from fardplan.presentation.charts.traces import Run, Trace, Traced, traced, with_interval
from fardplan.presentation.phrases import CELL_MARKS
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.text import Language

WIDTH, HEIGHT, EDGE = 200.0, 56.0, 7.0


def sparkline(spark: Sparkline, language: Language, *, id: str) -> Drawing:
    """Draw a small history; `svg` and `compact` are the same. `id` is unique on the page."""
    series = Series(spark.title, spark.points)
    chart = LineChart(
        spark.title, spark.unit, spark.rounded_to, (series,), breaks=spark.breaks, target=spark.target
    )
    drawn = traced(chart)
    description = describe(drawn, language)
    svg = picture(
        *_paint(drawn, language, id),
        width=WIDTH,
        height=HEIGHT,
        id=id,
        title=spark.title,
        description=description,
        class_="c-spark",
    )
    return Drawing(svg, svg, spark.title, description, line_table(drawn, language))


def _paint(drawn: Traced, language: Language, id: str) -> Iterator[str]:
    if not drawn.points:
        yield line(EDGE, HEIGHT / 2, WIDTH - EDGE, HEIGHT / 2, class_="c-nothing")
        return
    trace, target = drawn.traces[0], drawn.chart.target
    time, value = _scales(drawn)
    yield from _simulated(trace, time, language, id, ring=target is not None)
    for run in trace.runs:
        yield from _intervals(trace, run, time, value)
        places = [(time(item.at), value(item.value)) for item in run]
        if len(run) > 1:
            yield polyline(places, class_="c-line c-s1")
        if len(run) == 1 or not trace.is_yearly:
            yield from (dot(x, y, 2.5, class_="c-dot c-s1") for x, y in places)
    if target:
        proposed = "" if target.decision else " c-proposed"
        yield dot(time(float(target.year)), value(target.level), 4.5, class_=f"c-ring{proposed}")
    yield from _hidden(trace, time)
    last = trace.known[-1]
    yield dot(time(last.at), value(last.value), 4, class_="c-dot c-s1")


def _scales(drawn: Traced) -> tuple[Scale, Scale]:
    low, high = value_range(values_of(drawn), drawn.chart.unit)
    return Scale(*time_span(drawn), EDGE, WIDTH - EDGE), Scale(low, high, HEIGHT - EDGE, EDGE)


def _simulated(trace: Trace, time: Scale, language: Language, id: str, *, ring: bool) -> Iterator[str]:
    """Hatching with the word, to the left where the line or the ring of a target ends high to the right."""
    made_up = [run for run in trace.runs if run[0].simulated]
    if made_up:
        yield hatch(id)
        yield from (hatched(Box(time(it[0].at) - 5, 0, time(it[-1].at) + 5, HEIGHT), id) for it in made_up)
        words = translate("Simulated", language)
        left = ring or made_up[-1][-1].value > trace.known[0].value
        x, anchor = (2.0, "start") if left else (WIDTH - 2, "end")
        yield text(words, x, 11, class_="c-note c-simulated-word", anchor=anchor)


def _hidden(trace: Trace, time: Scale) -> Iterator[str]:
    """The mark of a protected figure, below the gap that it leaves in the line."""
    mark = CELL_MARKS[Status.SUPPRESSED]
    for point in trace.empty:
        x = time(point.period.position)
        if point.status is Status.SUPPRESSED and EDGE <= x <= WIDTH - EDGE:
            yield text(mark, x, HEIGHT - 2, class_="c-note c-strong", anchor="middle")


def _intervals(trace: Trace, run: Run, time: Scale, value: Scale) -> Iterator[str]:
    for part in with_interval(run):
        ends = [(time(item.at), item.interval or (0.0, 0.0)) for item in part]
        lows, highs = ([(x, value(pair[end])) for x, pair in ends] for end in (0, 1))
        if len(part) > 1 and trace.is_yearly:
            yield polyline([*highs, *reversed(lows)], class_="c-band c-s1", closed=True)
        else:
            yield from (
                line(*low, *high, class_="c-whisker c-s1") for low, high in zip(lows, highs, strict=True)
            )
