"""Dot chart (first simple version; the signature stays)."""

from fardplan.presentation.charts.model import DotChart, Drawing, Table
from fardplan.presentation.charts.svg import picture, text
from fardplan.presentation.numbers import stepped
from fardplan.presentation.phrases import CELL_MARKS
from fardplan.vocabulary.text import Language


def dot_chart(chart: DotChart, language: Language, *, id: str) -> Drawing:
    """Draw places sorted by value with the whole as a line through. `id` is unique on the page."""
    rows = tuple(
        (
            row.name,
            CELL_MARKS[row.status]
            if row.value is None
            else stepped(row.value, language, rounded_to=chart.rounded_to),
        )
        for row in chart.rows
    )
    labels = [text(f"{a} {b}", 0, 20 + 20 * i, class_="c-label") for i, (a, b) in enumerate(rows)]
    svg, compact = (
        picture(
            *labels,
            width=640,
            height=20 * len(rows) + 40,
            id=f"{id}{suffix}",
            title=chart.title,
            description=chart.title,
            class_="c-dot-chart",
        )
        for suffix in ("", "-compact")
    )
    return Drawing(svg, compact, chart.title, chart.title, Table(("Namn", chart.title), rows))
