"""Charts drawn on the server as SVG; `static/charts.css` alone themes them for light, dark and print."""

from fardplan.presentation.charts.dots import dot_chart
from fardplan.presentation.charts.line import line_chart
from fardplan.presentation.charts.map import map_chart
from fardplan.presentation.charts.marks import development_mark, verdict_mark
from fardplan.presentation.charts.model import (
    Break,
    DotChart,
    DotRow,
    Drawing,
    Fan,
    FanYear,
    LineChart,
    MapChart,
    Point,
    Series,
    Shape,
    Sparkline,
    Table,
    point_of,
    points_of,
)
from fardplan.presentation.charts.spark import sparkline
from fardplan.presentation.charts.where import where_map

__all__ = [
    "Break",
    "DotChart",
    "DotRow",
    "Drawing",
    "Fan",
    "FanYear",
    "LineChart",
    "MapChart",
    "Point",
    "Series",
    "Shape",
    "Sparkline",
    "Table",
    "development_mark",
    "dot_chart",
    "line_chart",
    "map_chart",
    "point_of",
    "points_of",
    "sparkline",
    "verdict_mark",
    "where_map",
]
