"""Where things go in a line chart: measures, scales, gutters and the rows of break labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fardplan.presentation.charts.model import LineChart
from fardplan.presentation.charts.placing import Box, Label, along, square
from fardplan.presentation.charts.scale import Scale, tick_decimals, value_ticks
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.charts.time_axis import TimeTick, time_ticks
from fardplan.presentation.charts.traces import Known, Traced
from fardplan.presentation.numbers import as_given, number, reading_step, stepped
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Status
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
        self.unit = chart.unit.label.in_language(language)
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
        elif self.chart.tried:
            said = translate("candidate {year}", self.language, year=target.year)
        else:
            said = translate("proposal {year}", self.language, year=target.year)
        return as_given(target.level, self.language), said

    def ticks(self, ticks: tuple[float, ...]) -> tuple[str, ...]:
        decimals = tick_decimals(ticks)
        return tuple(number(tick, self.language, decimals=decimals) for tick in ticks)


@dataclass(frozen=True, slots=True)
class PlacedBreak:
    """Where a break is drawn; `row` counts the rows of labels downwards."""

    x: float
    row: int
    label: Label


class Layout:
    """The places of one edition. Built for charts with at least one value."""

    def __init__(self, drawn: Traced, words: Words, size: Size) -> None:
        self.drawn, self.words, self.size = drawn, words, size
        chart = drawn.chart
        self.value_ticks = value_ticks(values_of(drawn), chart.unit, most=size.ticks)
        self.tick_words = words.ticks(self.value_ticks)
        left = max(text_width(label, size.small) for label in self.tick_words) + 10
        right = size.width - self._right_gutter()
        self.time = Scale(*time_span(drawn), left + 12, right - 8)
        self.breaks = self._breaks()
        rows = max((item.row for item in self.breaks), default=0)
        top = size.small * 2 + 2 + rows * (size.small + 3)
        note = size.small + 6 if self.value_ticks[0] > 0 else 0
        self.plot = Box(left, top, right, size.height - size.small - 12 - note)
        self.value = Scale(self.value_ticks[0], self.value_ticks[-1], self.plot.bottom, self.plot.top)

    def place(self, item: Known) -> tuple[float, float]:
        return self.time(item.at), self.value(item.value)

    def ink(self) -> Iterator[Box]:
        """Where lines and dots run, so that labels keep off them."""
        for trace in self.drawn.traces:
            for run in trace.runs:
                places = [self.place(item) for item in run]
                yield from (square(x, y, 4.5) for x, y in places)
                for one, other in pairwise(places):
                    yield from along(one, other)
        for one, other in pairwise(self.fan_line()):
            yield from along(one, other)

    def fan_line(self) -> list[tuple[float, float]]:
        """The forecast's line from the last figure on; empty without a forecast."""
        fan = self.drawn.fan
        ahead = [(self.time(float(one.year)), self.value(one.value)) for one in fan]
        return [self.place(self.drawn.points[-1]), *ahead] if fan else []

    def time_ticks(self) -> tuple[TimeTick, ...]:
        target, fan = self.drawn.chart.target, self.drawn.fan
        periods = list(dict.fromkeys(item.period for item in self.drawn.points))
        frame = (0.0, self.size.width)
        later = [*([target.year] if target else []), *([fan[-1].year] if fan else [])]
        return time_ticks(periods, later, self.time, self.words.language, self.size.small, frame)

    def _right_gutter(self) -> float:
        small, words, traces = self.size.small, self.words, self.drawn.traces
        widths = [text_width(words.value(it.known[-1].value), self.size.large) for it in traces if it.known]
        widths += [text_width(part, small) for part in words.target()]
        if len(traces) > 1:
            widths += [text_width(part, small) for lines in words.names for part in lines]
        return max(widths) + 16

    def _breaks(self) -> tuple[PlacedBreak, ...]:
        """A row for each break's label, so that no two meet, nor the unit's name in the first row."""
        words, small = translate("new method", self.words.language), self.size.small
        half, placed = text_width(words, small) / 2, list[PlacedBreak]()
        unit = text_width(self.words.unit, small)
        for at, _ in self.drawn.breaks:
            x = self.time(at)
            middle = min(max(x, half), self.size.width - half)
            near = [other.row for other in placed if abs(other.label.x - middle) < 2 * half + 10]
            near += [0] if middle - half < unit + 10 else []
            row = next(row for row in range(len(near) + 1) if row not in near)
            y = small + row * (small + 3)
            placed.append(PlacedBreak(x, row, Label(words, middle, y, "middle", small)))
        return tuple(placed)


def time_span(drawn: Traced) -> tuple[float, float]:
    """From the first point to the last, or to what is outside: protected ones, the target, the forecast."""
    outside = [float(drawn.chart.target.year)] if drawn.chart.target else []
    hidden = [point for trace in drawn.traces for point in trace.empty if point.status is Status.SUPPRESSED]
    outside += [point.period.position for point in hidden]
    outside += [float(one.year) for one in drawn.fan[-1:]]
    return min([drawn.points[0].at, *outside]), max([drawn.points[-1].at, *outside])


def values_of(drawn: Traced) -> list[float]:
    """Everything the value axis has to cover."""
    ends = [end for item in drawn.points for end in (item.value, *(item.interval or ()))]
    target, baseline = drawn.chart.target, drawn.chart.baseline
    ends += [target.level] if target else []
    ends += [end for one in drawn.fan for end in one.outer]
    ends += [baseline.value] if baseline and baseline.value is not None else []
    ends += [0.0] if drawn.chart.from_zero else []
    return ends
