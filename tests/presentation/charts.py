"""Charts for tests: strategies for any that can be, and what a drawing is made of."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from hypothesis import strategies as st

from fardplan.presentation.charts import (
    Break,
    DotChart,
    DotRow,
    Fan,
    FanYear,
    LineChart,
    MapChart,
    Point,
    Series,
    Shape,
    Sparkline,
)
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.period import Period, PeriodKind
from fardplan.vocabulary.status import Target
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

PEOPLE = Unit(measure=Measure.COUNT, label=Text(sv="personer", en="persons"))
RATE = Unit(measure=Measure.RATE, label=Text(sv="per 1 000", en="per 1,000"))
INDEX = Unit(measure=Measure.INDEX, label=Text(sv="enheter", en="points"))

NAMES = [
    "Enskede-Årsta-Vantör",
    "Hägersten-Liljeholmen",
    "Östermalm",
    "<b>Älvsjö</b> & co",
    'Norra "innerstaden"',
    "Hela riket",
    "Grannkommuner i länet utom de allra minsta",
]

units = st.sampled_from([PERCENT, PEOPLE, RATE, INDEX])
names = st.sampled_from(NAMES)
origins = st.sampled_from(Origin)
steps = st.sampled_from([0.01, 0.1, 1.0, 100.0])


def year(number: int) -> Period:
    return Period.of_year(number)


def series(values: dict[int, float | None], **changes: Any) -> tuple[Point, ...]:
    """Yearly points; those without a value are missing."""
    return tuple(
        Point(year(at), value, status=Status.VALUE if value is not None else Status.MISSING, **changes)
        for at, value in values.items()
    )


def line(values: dict[int, float | None], **changes: Any) -> LineChart:
    plain: dict[str, Any] = {
        "title": "Andel unga",
        "unit": PERCENT,
        "rounded_to": 0.1,
        "series": (Series("Staden", series(values)),),
    }
    return LineChart(**(plain | changes))


def sized(unit: Unit) -> st.SearchStrategy[float]:
    """Values that can be in a unit, small and large."""
    if unit.measure is Measure.SHARE:
        return st.floats(0, 100)
    bottom = 0.0 if unit.floor == 0 else -1e6
    return st.one_of(st.floats(bottom, 20), st.floats(bottom, 1e6))


@st.composite
def points(draw: st.DrawFn, unit: Unit, kind: PeriodKind) -> tuple[Point, ...]:
    per_year = {"year": 1, "school_year": 1, "term": 2, "month": 12}[kind.value]
    first = draw(st.integers(1990, 2010)) * per_year
    gaps = draw(st.lists(st.integers(1, 4), max_size=14))
    places = [first + sum(gaps[:index]) for index in range(len(gaps) + 1)] if draw(st.booleans()) else []
    return tuple(draw(point(Period(kind, place), unit)) for place in places)


@st.composite
def point(draw: st.DrawFn, period: Period, unit: Unit) -> Point:
    status = draw(st.sampled_from([*[Status.VALUE] * 6, *Status]))
    if not status.has_value:
        return Point(period, None, status=status, origin=draw(origins))
    low, value, high = sorted(draw(st.tuples(sized(unit), sized(unit), sized(unit))))
    known = draw(st.booleans())
    return Point(
        period,
        value,
        low if known else None,
        high if known else None,
        status=status,
        origin=draw(st.sampled_from([*[Origin.OFFICIAL] * 5, *Origin])),
    )


@st.composite
def line_charts(draw: st.DrawFn) -> LineChart:
    """One to four series with gaps, breaks, made-up stretches, a baseline and a target."""
    unit, kind = draw(units), draw(st.sampled_from(PeriodKind))
    many = draw(st.integers(1, 4))
    drawn = tuple(Series(NAMES[-1 - index], draw(points(unit, kind))) for index in range(many))
    known = [item for one in drawn for item in one.points if item.value is not None]
    periods = [item.period for one in drawn for item in one.points]
    breaks = draw(st.lists(st.sampled_from(periods), max_size=3, unique=True)) if periods else []
    decision = st.none() | st.just("KF")
    last = max((item.year for item in periods), default=2010)
    targets = st.builds(Target, level=sized(unit), year=st.integers(last - 3, last + 20), decision=decision)
    return LineChart(
        title=draw(names),
        unit=unit,
        rounded_to=draw(steps),
        series=drawn,
        breaks=tuple(Break(first, "Nytt & <annat>") for first in breaks),
        baseline=draw(st.none() | st.sampled_from(known)) if known else None,
        target=draw(st.none() | targets),
        fan=draw(st.none() | fans(unit, last + 1)) if many == 1 else None,
    )


@st.composite
def fans(draw: st.DrawFn, unit: Unit, first: int) -> Fan:
    """One to fifteen years ahead."""
    found = []
    for ahead in range(draw(st.integers(1, 15))):
        low, low_80, value, high_80, high = sorted(draw(st.tuples(*[sized(unit)] * 5)))
        found.append(FanYear(first + ahead, value, (low_80, high_80), (low, high)))
    return Fan(tuple(found))


@st.composite
def dot_rows(draw: st.DrawFn, name: str, unit: Unit, compared: bool) -> DotRow:
    item = draw(point(year(2018), unit))
    earlier = draw(st.none() | sized(unit)) if compared else None
    without = draw(st.sampled_from([Status.MISSING, Status.SUPPRESSED]))
    before = Status.VALUE if earlier is not None else without
    return DotRow(name, item.value, item.lower, item.upper, item.status, item.origin, earlier, before)


@st.composite
def dot_charts(draw: st.DrawFn) -> DotChart:
    unit, compared = draw(units), draw(st.booleans())
    shown = draw(st.lists(names, unique=True, max_size=7))
    return DotChart(
        title=draw(names),
        unit=unit,
        rounded_to=draw(steps),
        period=year(2018),
        rows=tuple(draw(dot_rows(name, unit, compared)) for name in shown),
        whole=draw(st.none() | dot_rows("Hela staden", unit, compared)),
        earlier_period=year(2014) if compared else None,
    )


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A lopsided quadrangle somewhere in a city, some with a hole, some with an island."""
    left, bottom = draw(st.integers(130_000, 160_000)), draw(st.integers(6_560_000, 6_590_000))
    size = draw(st.integers(200, 8_000))

    def ring(x: int, y: int, side: int) -> tuple[tuple[int, int], ...]:
        return ((x, y), (x + side, y), (x + side, y + side), (x, y + side // 2), (x, y))

    holes = [ring(left + size // 4, bottom + size // 8, size // 5)] if draw(st.booleans()) else []
    island = [(ring(left - size // 2, bottom, size // 3),)] if draw(st.booleans()) else []
    return Shape(((ring(left, bottom, size), *holes), *island), (left + size // 2, bottom + size // 2))


@st.composite
def map_charts(draw: st.DrawFn) -> MapChart:
    """One to seven areas with values, intervals and states of every kind."""
    unit = draw(units)
    shown = draw(st.lists(names, unique=True, min_size=1, max_size=7))
    figures = DotChart(
        title=draw(names),
        unit=unit,
        rounded_to=draw(steps),
        period=year(2018),
        rows=tuple(draw(dot_rows(name, unit, compared=False)) for name in shown),
        whole=draw(st.none() | dot_rows("Hela staden", unit, compared=False)),
    )
    return MapChart(figures, tuple(draw(shapes()) for _ in shown), "Gränser: kartan <2021> & grannen.")


@st.composite
def sparklines(draw: st.DrawFn) -> Sparkline:
    chart = draw(line_charts())
    return Sparkline(
        chart.title, chart.unit, chart.rounded_to, chart.series[0].points, chart.breaks, chart.target
    )


SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def places(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Every point that something is drawn at, hatching patterns apart."""
    inside = {id(item) for pattern in root.iter(f"{SVG}pattern") for item in pattern.iter()}
    for item in root.iter():
        if id(item) in inside:
            continue
        if item.tag == f"{SVG}circle":
            yield float(item.get("cx", "nan")), float(item.get("cy", "nan"))
        elif item.tag == f"{SVG}text":
            yield float(item.get("x", "nan")), float(item.get("y", "nan"))
        elif item.tag == f"{SVG}path":
            yield from path_places(item.get("d", ""))
        elif item.tag == f"{SVG}rect":
            x, y, width, height = (float(item.get(name, "nan")) for name in ("x", "y", "width", "height"))
            yield from ((x, y), (x + width, y + height))


def path_places(path: str) -> Iterator[tuple[float, float]]:
    """The corners of a path of absolute moves, lines, and level and upright lines."""
    x = y = float("nan")
    for command, numbers in re.findall(r"([MLHV])([^MLHVz]*)", path):
        values = [float(number) for number in numbers.split()]
        if command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        else:
            x, y = values
        yield x, y


def with_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [item for item in root.iter() if name in (item.get("class") or "").split()]


def texts(root: ElementTree.Element) -> list[str]:
    return [item.text or "" for item in root.iter(f"{SVG}text")]
