"""How long a chart takes to draw and how much it weighs: each edition, wide and for phones."""

import gzip
import time
from collections.abc import Callable
from datetime import date

from fardplan.presentation.charts import (
    Break,
    DotChart,
    DotRow,
    Drawing,
    LineChart,
    MapChart,
    Point,
    Series,
    Shape,
    Sparkline,
    dot_chart,
    line_chart,
    map_chart,
    sparkline,
)
from fardplan.sources.city_package import load_city
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Target
from fardplan.vocabulary.unit import PERCENT

ROUNDS = 200
LEVELS = (92.0, 89.3, 88.8, 87.8, 88.0, 89.6, 89.9, 89.5, 90.1, 88.6, 89.3, 90.3, 88.7, 89.1)
LEVELS += (87.7, 88.9, 87.7, 87.9, 89.6, 89.3, 89.2, 89.1)
POINTS = tuple(
    Point(Period.of_year(1998 + at), value, value - 1.6, value + 1.6) for at, value in enumerate(LEVELS)
)
BREAK = (Break(Period.of_year(2012), "Fler ämnen krävs."),)
TARGET = Target(level=95, year=2028, decision="KF")
LINE = LineChart("Behöriga", PERCENT, 0.1, (Series("Staden", POINTS),), BREAK, POINTS[-1], TARGET)
DISTRICTS = tuple(
    DotRow(f"Stadsdelsområde {at}", 80.0 + at, 78.0 + at, 82.0 + at, earlier=79.0 + at) for at in range(14)
)
DOTS = DotChart(
    "Behöriga", PERCENT, 0.1, Period.of_year(2019), DISTRICTS, DotRow("Staden", 87), Period.of_year(2016)
)
CITY = load_city("stockholm")
BORDERS = [
    CITY.boundaries.on(code, date(2019, 12, 31)) for code in CITY.divisions[0].areas if CITY.boundaries
]
MAP = MapChart(
    DotChart("Behöriga", PERCENT, 0.1, Period.of_year(2019), DISTRICTS, DotRow("Staden", 87)),
    tuple(Shape(item.polygons, item.place) for item in BORDERS if item),
    "Gränser: Stadskartan.",
)
SPARK = Sparkline("Behöriga", PERCENT, 0.1, POINTS, BREAK, TARGET)


def main() -> None:
    print(f"{'':28}{'ms':>6}{'bytes gz':>10}")
    show("line, 22 years, target", lambda: line_chart(LINE, "sv", id="c"), editions=2)
    show("dots, 14 districts", lambda: dot_chart(DOTS, "sv", id="c"), editions=2)
    show("map, 14 districts", lambda: map_chart(MAP, "sv", id="c"), editions=2)
    show("sparkline, 22 years", lambda: sparkline(SPARK, "sv", id="c"), editions=1)


def show(name: str, draw: Callable[[], Drawing], *, editions: int) -> None:
    drawing = draw()
    start = time.process_time()
    for _ in range(ROUNDS):
        draw()
    each = (time.process_time() - start) / ROUNDS / editions * 1000
    weight = max(len(gzip.compress(svg.encode())) for svg in (drawing.svg, drawing.compact))
    print(f"{name:28}{each:6.1f}{weight:10}")


if __name__ == "__main__":
    main()
