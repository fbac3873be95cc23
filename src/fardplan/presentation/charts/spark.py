"""Sparkline (first simple version; the signature stays)."""

from fardplan.presentation.charts.line import line_chart
from fardplan.presentation.charts.model import Drawing, LineChart, Series, Sparkline
from fardplan.vocabulary.text import Language


def sparkline(spark: Sparkline, language: Language, *, id: str) -> Drawing:
    """Draw a small history; `svg` and `compact` are the same. `id` is unique on the page."""
    series = (Series(spark.title, spark.points),)
    return line_chart(LineChart(spark.title, spark.unit, spark.rounded_to, series), language, id=id)
