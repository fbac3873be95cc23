"""The sparkline: a small history without axes, for a card that says the figures in words."""

from collections.abc import Iterator

from fardplan.presentation.charts.hatch import hatch, hatched
from fardplan.presentation.charts.line_words import describe, line_table
from fardplan.presentation.charts.model import Drawing, LineChart, Series, Sparkline
from fardplan.presentation.charts.placing import Box
from fardplan.presentation.charts.runs import Run, known_points, runs, with_interval
from fardplan.presentation.charts.scale import Scale, value_ticks
from fardplan.presentation.charts.svg import dot, line, picture, polyline
from fardplan.vocabulary.text import Language

WIDTH, HEIGHT, EDGE = 200.0, 56.0, 7.0


def sparkline(spark: Sparkline, language: Language, *, id: str) -> Drawing:
    """Draw a small history; `svg` and `compact` are the same. `id` is unique on the page."""
    series = Series(spark.title, spark.points)
    chart = LineChart(
        spark.title, spark.unit, spark.rounded_to, (series,), breaks=spark.breaks, target=spark.target
    )
    description = describe(chart, language)
    svg = picture(
        *_paint(spark, series, id),
        width=WIDTH,
        height=HEIGHT,
        id=id,
        title=spark.title,
        description=description,
        class_="c-spark",
    )
    return Drawing(svg, svg, spark.title, description, line_table(chart, language))


def _paint(spark: Sparkline, series: Series, id: str) -> Iterator[str]:
    known = known_points(series)
    if not known:
        yield line(EDGE, HEIGHT / 2, WIDTH - EDGE, HEIGHT / 2, class_="c-nothing")
        return
    time, value = _scales(spark, known)
    for run in runs(series, spark.breaks):
        places = [(time(item.at), value(item.value)) for item in run]
        if run[0].simulated:
            yield hatch(id)
            yield hatched(Box(places[0][0] - 4, 0, places[-1][0] + 4, HEIGHT), id)
        for part in with_interval(run):
            yield _band(part, time, value)
        if len(run) > 1:
            yield polyline(places, class_="c-line c-s1")
        else:
            yield dot(*places[0], 2.2, class_="c-dot c-s1")
    if spark.target:
        proposed = "" if spark.target.decision else " c-proposed"
        yield dot(time(float(spark.target.year)), value(spark.target.level), 4.5, class_=f"c-ring{proposed}")
    yield dot(time(known[-1].at), value(known[-1].value), 4, class_="c-dot c-s1")


def _scales(spark: Sparkline, known: Run) -> tuple[Scale, Scale]:
    ends = [end for item in known for end in (item.value, item.point.lower, item.point.upper)]
    ends += [spark.target.level] if spark.target else []
    ticks = value_ticks([end for end in ends if end is not None], spark.unit)
    last = max(known[-1].at, float(spark.target.year)) if spark.target else known[-1].at
    return Scale(known[0].at, last, EDGE, WIDTH - EDGE), Scale(ticks[0], ticks[-1], HEIGHT - EDGE, EDGE)


def _band(part: Run, time: Scale, value: Scale) -> str:
    highs = [(time(item.at), value(item.point.upper or 0.0)) for item in part]
    lows = [(time(item.at), value(item.point.lower or 0.0)) for item in part]
    if len(part) > 1:
        return polyline([*highs, *reversed(lows)], class_="c-band c-s1", closed=True)
    return line(*highs[0], *lows[0], class_="c-whisker c-s1")
