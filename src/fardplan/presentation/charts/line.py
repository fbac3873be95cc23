"""The line chart: history with intervals, breaks, baseline, forecast, and the decided path to its target."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from fardplan.presentation.charts.fade import FADES, faded, fades
from fardplan.presentation.charts.hatch import hatch, hatched
from fardplan.presentation.charts.line_layout import COMPACT, WIDE, Layout, Size, Words
from fardplan.presentation.charts.line_words import describe, line_notes, line_table
from fardplan.presentation.charts.model import Drawing, LineChart
from fardplan.presentation.charts.placing import Box, Label, Room, along, around, spread, square
from fardplan.presentation.charts.svg import dot, line, picture, polyline, text
from fardplan.presentation.charts.traces import Known, Run, Trace, Traced, measured, traced, with_interval
from fardplan.presentation.phrases import CELL_MARKS
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.text import Language

MOST_SERIES = 4
"""More lines than this cannot be told apart; small charts side by side can."""

EMPTY_HEIGHT = 96.0


def line_chart(chart: LineChart, language: Language, *, id: str) -> Drawing:
    """Draw one to four series. `id` is unique on the page.

    Raises `ValueError` for another number, and for a forecast of several series.
    """
    if not 1 <= len(chart.series) <= MOST_SERIES:
        raise ValueError(f"a line chart takes 1 to {MOST_SERIES} series, not {len(chart.series)}")
    if chart.fan and len(chart.series) > 1:
        raise ValueError(f"a forecast stands with one series, not {len(chart.series)}")
    drawn = traced(chart)
    description = describe(drawn, language)
    wide, compact = (
        picture(
            *_painted(drawn, language, size, f"{id}{size.suffix}"),
            width=size.width,
            height=size.height if drawn.points else EMPTY_HEIGHT,
            id=f"{id}{size.suffix}",
            title=chart.title,
            description=description,
            class_="c-chart",
        )
        for size in (WIDE, COMPACT)
    )
    table, notes = line_table(drawn, language), line_notes(drawn, language)
    return Drawing(wide, compact, chart.title, description, table, notes)


def _painted(drawn: Traced, language: Language, size: Size, id: str) -> Iterator[str]:
    if drawn.points:
        yield from _Painter(drawn, Words(drawn.chart, language, size), size, id).paint()
    else:
        words = translate("There are no figures yet.", language)
        yield text(words, size.width / 2, EMPTY_HEIGHT / 2 + 4, class_="c-quiet c-small", anchor="middle")


class _Painter:
    """Draws one edition; what is drawn later goes on top, and labels look for room among it."""

    def __init__(self, drawn: Traced, words: Words, size: Size, id: str) -> None:
        self.drawn, self.chart, self.words, self.size, self.id = drawn, drawn.chart, words, size, id
        self.at = Layout(drawn, words, size)
        self.plot, self.time, self.value = self.at.plot, self.at.time, self.at.value
        self.room = Room(Box(self.plot.left, self.plot.top - 4, size.width, self.plot.bottom - 2))
        self.room.take(self.at.ink())

    def paint(self) -> Iterator[str]:
        yield from self._simulated()
        yield from self._value_axis()
        yield from self._time_axis()
        yield from self._break_marks()
        for index, trace in enumerate(self.drawn.traces):
            yield from self._intervals(f"c-s{index + 1}", trace)
        yield from self._fan()
        yield from self._path()
        for index, trace in enumerate(self.drawn.traces):
            yield from self._lines(f"c-s{index + 1}", trace)
        yield from self._labels()

    # Behind the lines

    def _value_axis(self) -> Iterator[str]:
        plot, small = self.plot, self.size.small
        yield text(self.words.unit, 0, small, class_="c-quiet c-small")
        for tick, words in zip(self.at.value_ticks, self.at.tick_words, strict=True):
            y = self.value(tick)
            yield line(plot.left, y, plot.right, y, class_="c-zero" if tick == 0 else "c-grid")
            yield text(words, plot.left - 8, y + small * 0.35, class_="c-quiet c-small", anchor="end")
        if self.at.value_ticks[0] > 0:
            start = self.at.tick_words[0]
            note = translate("The axis starts at {value}, not at zero.", self.words.language, value=start)
            yield text(note, 0, self.size.height - 4, class_="c-quiet c-note")

    def _time_axis(self) -> Iterator[str]:
        y = self.plot.bottom
        for tick in self.at.time_ticks():
            x = self.time(tick.at)
            yield line(x, y, x, y + 5, class_="c-tick")
            yield text(tick.text, x, y + self.size.small + 8, class_="c-quiet c-small", anchor=tick.anchor)

    def _break_marks(self) -> Iterator[str]:
        for mark in self.at.breaks:
            yield line(mark.x, mark.label.y + 4, mark.x, self.plot.bottom, class_="c-break")
            yield _written(mark.label, "c-quiet c-small")
            self.room.take([Box(mark.x - 1, self.plot.top, mark.x + 1, self.plot.bottom)])

    def _simulated(self) -> Iterator[str]:
        """Hatching with the word behind every stretch of figures that somebody made up."""
        found = [run for trace in self.drawn.traces for run in trace.runs if run[0].simulated]
        if not found:
            return
        ahead = self.at.fan_line()[-1:] if self.drawn.points[-1].simulated else []
        yield hatch(self.id)
        distance = min(trace.distance for trace in self.drawn.traces)
        half = max(10.0, (self.time(1) - self.time(0)) * distance / 2)
        spans = [(self.time(run[0].at) - half, self.time(run[-1].at) + half) for run in found]
        spans += [(self.time(self.drawn.points[-1].at), x) for x, _ in ahead]
        for left, right in _merged(spans):
            box = Box(max(left, self.plot.left), self.plot.top, min(right, self.plot.right), self.plot.bottom)
            yield hatched(box, self.id)
            words, x = translate("Simulated", self.words.language), (box.left + box.right) / 2
            spots = [Label(words, x, y, "middle", self.size.small) for y in (box.bottom - 10, box.top + 14)]
            yield _written(self.room.place(spots), "c-simulated-word c-small")

    # Intervals, lines, dots

    def _intervals(self, colour: str, trace: Trace) -> Iterator[str]:
        for run in trace.runs:
            for part in with_interval(run):
                if len(part) > 1 and trace.is_yearly:
                    yield self._band(colour, part)
                else:
                    yield from self._whiskers(colour, part)

    def _band(self, colour: str, part: Run) -> str:
        ends = [(self.time(item.at), item.interval or (0.0, 0.0)) for item in part]
        lows = [(x, self.value(low)) for x, (low, _) in ends]
        highs = [(x, self.value(high)) for x, (_, high) in ends]
        return polyline([*highs, *reversed(lows)], class_=f"c-band {colour}", closed=True)

    def _whiskers(self, colour: str, part: Run) -> Iterator[str]:
        for item in part:
            low, high = (self.value(end) for end in item.interval or (item.value, item.value))
            x = self.time(item.at)
            self.room.take([Box(x - 3, high, x + 3, low)])
            yield line(x, low, x, high, class_=f"c-whisker {colour}")

    def _lines(self, colour: str, trace: Trace) -> Iterator[str]:
        distance = trace.distance * 1.5
        for run in trace.runs:
            simulated = " c-simulated" if run[0].simulated else ""
            for part in measured(run, distance):
                yield polyline(list(map(self.at.place, part)), class_=f"c-line {colour}{simulated}")
            for one, other in pairwise(run):
                if other.at - one.at > distance:
                    ends = [self.at.place(one), self.at.place(other)]
                    yield polyline(ends, class_=f"c-unmeasured {colour}")
        yield from self._dots(colour, trace)
        yield from self._empty_marks(trace)

    def _dots(self, colour: str, trace: Trace) -> Iterator[str]:
        radius = 3.0 if len(trace.known) > 12 or len(self.drawn.traces) > 1 else 3.6
        for item in trace.known:
            hollow = " c-hollow" if item.point.status is Status.PRELIMINARY else ""
            size = radius + 1.6 if item is trace.known[-1] else radius
            yield dot(*self.at.place(item), size, class_=f"c-dot {colour}{hollow}")

    def _empty_marks(self, trace: Trace) -> Iterator[str]:
        for point in trace.empty:
            if self.time.first <= point.period.position <= self.time.last:
                x, mark = self.time(point.period.position), CELL_MARKS[point.status]
                yield text(mark, x, self.plot.bottom - 6, class_="c-small c-strong", anchor="middle")
                self.room.take([square(x, self.plot.bottom - 8, 8)])

    # Forecast, path and target

    def _fan(self) -> Iterator[str]:
        """Two bands that pale with distance and a broken line between them, from the last figure on."""
        line = self.at.fan_line()
        if not line:
            return
        yield fades(self.id)
        for name in FADES:
            ends = [(getattr(one, name), self.time(float(one.year))) for one in self.drawn.fan]
            highs = [(x, self.value(high)) for (_, high), x in ends]
            lows = [(x, self.value(low)) for (low, _), x in ends]
            yield faded([line[0], *highs, *reversed(lows)], name, self.id)
        yield polyline(line, class_="c-forecast")

    def _path(self) -> Iterator[str]:
        target, baseline = self.chart.target, self.chart.baseline
        if target is None:
            return
        x, y = self.time(float(target.year)), self.value(target.level)
        proposed = "" if target.decision else " c-proposed"
        if baseline and baseline.value is not None and not self._is_cut_off(baseline.period.start):
            start = (self.time(baseline.period.position), self.value(baseline.value))
            self.room.take(along(start, (x, y)))
            yield polyline([start, (x, y)], class_=f"c-path{proposed}")
        yield dot(x, y, 6, class_=f"c-ring{proposed}")
        self.room.take([square(x, y, 8)])

    def _is_cut_off(self, start: date) -> bool:
        """Whether a break since then makes the way to the target no way at all."""
        return self.drawn.broken_between(start, self.drawn.points[-1].start)

    # Labels

    def _labels(self) -> Iterator[str]:
        yield from self._baseline_ring()
        if self.chart.target:
            yield from self._target_label(float(self.chart.target.year), self.chart.target.level)
        if len(self.drawn.traces) > 1:
            yield from self._end_labels()
        else:
            yield from self._own_labels(self.drawn.traces[0].known)
        yield from self._baseline_label()
        yield from self._fan_label()

    def _target_label(self, year: float, level: float) -> Iterator[str]:
        x, y, small = self.time(year) + 11, self.value(level), self.size.small
        value, words = self.words.target()
        first = Label(value, x, y + small * 0.1, "start", small)
        second = Label(words, x, y + small * 1.25, "start", small)
        self.room.take([first.box, second.box])
        yield _written(first, "c-small c-strong")
        yield _written(second, "c-quiet c-small")

    def _own_labels(self, run: Run) -> Iterator[str]:
        (x, y), large, small = self.at.place(run[-1]), self.size.large, self.size.small
        words, gap = self.words.value(run[-1].value), self._gap(run[-1])
        beside = Label(words, x + gap, y + large * 0.35, "start", large)
        yield _written(self.room.place((beside, *around(words, x, y, large, gap))), "c-value")
        if len(run) > 1:
            gap = self._gap(run[0]) - 1
            spots = around(self.words.value(run[0].value), *self.at.place(run[0]), small, gap)
            yield _written(self.room.place(spots), "c-small")

    def _fan_label(self) -> Iterator[str]:
        """The words stand at the fan's far end: beyond its edges, or on its pale part where that is all."""
        if not self.drawn.fan:
            return
        last, small = self.drawn.fan[-1], self.size.small
        x, words = self.time(float(last.year)), translate("if nothing new is done", self.words.language)
        low, high = (self.value(end) for end in last.outer)
        heights = (low + small * 1.1, high - 6, low - 6, high + small * 1.1)
        spots = [Label(words, x + 4, y, "end", small) for y in heights]
        yield _written(self.room.place(spots), "c-forecast-word c-small")

    def _end_labels(self) -> Iterator[str]:
        """Each line's name and last value at its end, moved apart where lines end close together."""
        ends = [(index, it.known[-1]) for index, it in enumerate(self.drawn.traces) if it.known]
        names, small = self.words.names, self.size.small
        height = max(len(names[index]) + 1 for index, _ in ends) * (small + 2)
        wanted = [self.value(item.value) for _, item in ends]
        places = spread(wanted, height, self.plot.top + 6, self.plot.bottom - height + small)
        left = self.plot.right + 6
        for (index, item), y in zip(ends, places, strict=True):
            x, own = self.at.place(item)
            if abs(y - own) > 8 or x < self.plot.right - 14:
                yield line(x + 6, own, left - 2, y, class_="c-leader")
            for row, words in enumerate((*names[index], self.words.value(item.value))):
                strong = " c-strong" if row == len(names[index]) else ""
                place = y + small * 0.35 + row * (small + 2)
                yield text(words, left, place, class_=f"c-small c-t{index + 1}{strong}")

    def _gap(self, item: Known) -> float:
        """How far a label stands from a point: outside the ring where that is the baseline."""
        return 13.0 if self._baseline() == self.at.place(item) else 9.0

    def _baseline(self) -> tuple[float, float] | None:
        baseline = self.chart.baseline
        if baseline is None or baseline.value is None:
            return None
        return self.time(baseline.period.position), self.value(baseline.value)

    def _baseline_ring(self) -> Iterator[str]:
        place = self._baseline()
        if place:
            yield dot(*place, 8, class_="c-baseline")
            self.room.take([square(*place, 9)])

    def _baseline_label(self) -> Iterator[str]:
        place = self._baseline()
        if place:
            words, small = translate("baseline", self.words.language), self.size.small
            spots = [*around(words, *place, small, 12), *around(words, *place, small, 30)]
            yield _written(self.room.place(spots), "c-quiet c-small")


def _written(label: Label, class_: str) -> str:
    return text(label.text, label.x, label.y, class_=class_, anchor=label.anchor)


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged
