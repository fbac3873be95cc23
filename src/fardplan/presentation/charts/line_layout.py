"""Where things go in a line chart: measures, scales, gutters and the rows of break labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fardplan.presentation.charts.model import Break, LineChart
from fardplan.presentation.charts.placing import Box, Label, square
from fardplan.presentation.charts.runs import Known, Run, known_points, runs, shown_breaks
from fardplan.presentation.charts.scale import Scale, tick_decimals, value_ticks
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.charts.time_axis import TimeTick, time_ticks
from fardplan.presentation.numbers import number, reading_step, stepped
from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one edition of the drawing, in its own units (CSS pixels at full width)."""

    width: float
    height: float
    small: float
    large: float
    ticks: int
    name_width: float
    suffix: str


WIDE = Size(width=680, height=340, small=13, large=16, ticks=6, name_width=150, suffix="")
COMPACT = Size(width=360, height=280, small=12.5, large=15, ticks=5, name_width=96, suffix="-compact")


class Words:
    """What is written in the drawing."""

    def __init__(self, chart: LineChart, language: Language, size: Size) -> None:
        self.chart, self.language, self.size = chart, language, size
        self.names = [wrapped(series.name, size.small, size.name_width) for series in chart.series]

    def value(self, value: float) -> str:
        step = reading_step(self.chart.unit, self.chart.rounded_to)
        return stepped(value, self.language, rounded_to=step)

    def target(self) -> tuple[str, str]:
        """The level, and whether it is decided and by when; empty without a target."""
        target = self.chart.target
        if target is None:
            return "", ""
        if target.decision:
            said = translate("target {year}", self.language, year=target.year)
        else:
            said = translate("proposal {year}", self.language, year=target.year)
        return self.value(target.level), said

    def ticks(self, ticks: tuple[float, ...]) -> tuple[str, ...]:
        decimals = tick_decimals(ticks)
        return tuple(number(tick, self.language, decimals=decimals) for tick in ticks)


class Layout:
    """The places of one edition. Built for charts with at least one value."""

    def __init__(self, chart: LineChart, words: Words, size: Size) -> None:
        self.chart, self.words, self.size = chart, words, size
        self.series: list[Run] = [known_points(series) for series in chart.series]
        self.points = sorted((item for run in self.series for item in run), key=lambda item: item.at)
        self.value_ticks = value_ticks(values_of(chart), chart.unit, most=size.ticks)
        self.tick_words = words.ticks(self.value_ticks)
        left = max(text_width(label, size.small) for label in self.tick_words) + 10
        right = size.width - self._right_gutter()
        target = [float(chart.target.year)] if chart.target else []
        last = max([self.points[-1].at, *target])
        self.time = Scale(self.points[0].at, last, left + 12, right - 8)
        self.breaks = self._breaks()
        rows = max((item.row + 1 for item in self.breaks), default=0)
        top = size.small * 2 + 2 + rows * (size.small + 3)
        note = size.small + 6 if self.value_ticks[0] > 0 else 0
        self.plot = Box(left, top, right, size.height - size.small - 12 - note)
        self.value = Scale(self.value_ticks[0], self.value_ticks[-1], self.plot.bottom, self.plot.top)

    def place(self, item: Known) -> tuple[float, float]:
        return self.time(item.at), self.value(item.value)

    def ink(self) -> Iterator[Box]:
        """Where lines and dots run, so that labels keep off them."""
        for series in self.chart.series:
            for run in runs(series, self.chart.breaks):
                yield from (square(*self.place(item), 4.5) for item in run)
                for one, other in pairwise(run):
                    yield from _along(self.place(one), self.place(other))

    def time_ticks(self) -> tuple[TimeTick, ...]:
        year = self.chart.target.year if self.chart.target else None
        periods = sorted({item.period for item in self.points})
        frame = (0.0, self.size.width)
        return time_ticks(periods, year, self.time, self.words.language, self.size.small, frame)

    def _right_gutter(self) -> float:
        small, words = self.size.small, self.words
        widths = [text_width(words.value(run[-1].value), self.size.large) for run in self.series if run]
        widths += [text_width(part, small) for part in words.target()]
        if len(self.series) > 1:
            widths += [text_width(part, small) for lines in words.names for part in lines]
        return max(widths) + 16

    def _breaks(self) -> tuple["PlacedBreak", ...]:
        """A row for each break's label, counted downwards, so that no two meet."""
        words, small = translate("new method", self.words.language), self.size.small
        width, placed = text_width(words, small), list[PlacedBreak]()
        for at, item in shown_breaks(self.points, self.chart.breaks):
            x = self.time(at)
            middle = min(max(x, width / 2), self.size.width - width / 2)
            near = [other.row for other in placed if abs(other.label.x - middle) < width + 8]
            row = next(row for row in range(len(near) + 1) if row not in near)
            y = small * 2 + 3 + row * (small + 3)
            placed.append(PlacedBreak(item, x, row, Label(words, middle, y, "middle", small)))
        return tuple(placed)


@dataclass(frozen=True, slots=True)
class PlacedBreak:
    item: Break
    x: float
    row: int
    label: Label


def values_of(chart: LineChart) -> list[float]:
    """Everything the value axis has to cover."""
    points = [known.point for series in chart.series for known in known_points(series)]
    ends = [end for point in points for end in (point.value, point.lower, point.upper)]
    ends += [chart.target.level if chart.target else None, chart.baseline.value if chart.baseline else None]
    return [end for end in ends if end is not None]


def _along(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Box]:
    (x1, y1), (x2, y2) = one, other
    steps = max(2, int(max(abs(x2 - x1), abs(y2 - y1)) / 5))
    for step in range(1, steps):
        share = step / steps
        yield square(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, 2.5)
