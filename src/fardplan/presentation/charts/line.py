"""Line chart (first simple version; the signature stays)."""

from fardplan.presentation.charts.model import Drawing, LineChart, Table
from fardplan.presentation.charts.svg import element, picture, text
from fardplan.presentation.numbers import reading_step, stepped
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import CELL_MARKS
from fardplan.vocabulary.text import Language


def line_chart(chart: LineChart, language: Language, *, id: str) -> Drawing:
    """Draw history with intervals, breaks, baseline, path and target. `id` is unique on the page."""
    periods = sorted({point.period for series in chart.series for point in series.points})
    values = [p.value for s in chart.series for p in s.points if p.value is not None] or [0.0, 1.0]
    low, high = min(values), max(values) + 1e-9
    first, last = (periods[0].position, periods[-1].position + 1e-9) if periods else (0.0, 1.0)
    marks = [
        element(
            "circle",
            class_="c-dot",
            cx=40 + 560 * (p.period.position - first) / (last - first),
            cy=280 - 240 * (p.value - low) / (high - low),
            r=4,
        )
        for s in chart.series
        for p in s.points
        if p.value is not None
    ]
    step = reading_step(chart.unit, chart.rounded_to)
    title, description = chart.title, chart.title
    drawings = [
        picture(
            text(chart.title, 0, 14, class_="c-label"),
            *marks,
            width=640,
            height=320,
            id=f"{id}{suffix}",
            title=title,
            description=description,
            class_="c-line-chart",
        )
        for suffix in ("", "-compact")
    ]
    rows = tuple(
        (
            period_short(p.period, language),
            CELL_MARKS[p.status] if p.value is None else stepped(p.value, language, rounded_to=step),
        )
        for s in chart.series
        for p in s.points
    )
    return Drawing(drawings[0], drawings[1], title, description, Table(("Period", chart.title), rows))
