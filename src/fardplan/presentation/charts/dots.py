"""The dot chart: places or groups side by side, sorted by value, with intervals and the whole between."""

from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.presentation.charts.dot_words import by_value, describe, dot_notes, dot_table
from fardplan.presentation.charts.hatch import hatch, hatched
from fardplan.presentation.charts.model import DotChart, DotRow, Drawing
from fardplan.presentation.charts.placing import Box
from fardplan.presentation.charts.scale import Scale, tick_decimals, value_ticks
from fardplan.presentation.charts.svg import dot, line, picture, text
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.numbers import number, reading_step, stepped
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import CELL_MARKS
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one edition of the drawing, in its own units (CSS pixels at full width)."""

    width: float
    small: float
    row: float
    ticks: int
    name_width: float
    suffix: str


WIDE = Size(width=680, small=13, row=25, ticks=6, name_width=190, suffix="")
COMPACT = Size(width=360, small=12.5, row=25, ticks=4, name_width=146, suffix="-compact")


def dot_chart(chart: DotChart, language: Language, *, id: str) -> Drawing:
    """Draw the rows by falling value, those without one last. `id` is unique on the page."""
    description = describe(chart, language)
    painters = [_Painter(chart, language, size, f"{id}{size.suffix}") for size in (WIDE, COMPACT)]
    wide, compact = (
        picture(
            *painter.paint(),
            width=painter.size.width,
            height=painter.height,
            id=painter.id,
            title=chart.title,
            description=description,
            class_="c-chart",
        )
        for painter in painters
    )
    return Drawing(
        wide, compact, chart.title, description, dot_table(chart, language), dot_notes(chart, language)
    )


class _Painter:
    """Draws one edition from the top down: heading, rows, axis."""

    def __init__(self, chart: DotChart, language: Language, size: Size, id: str) -> None:
        self.chart, self.language, self.size, self.id = chart, language, size, id
        self.rows = by_value(chart.rows)
        self.names = [wrapped(row.name, size.small, size.name_width) for row in self.rows]
        self.step = reading_step(chart.unit, chart.rounded_to)
        self.whole = chart.whole if chart.unit.measure is not Measure.COUNT else None
        self.values = self._values()
        compared = chart.earlier_period and any(row.earlier is not None for row in chart.rows)
        self.key_height = size.small + 8 if compared else 0.0
        self.top = self.key_height + (size.small + 12 if self._whole_words() else 4.0)
        heights = [max(size.row, len(lines) * (size.small + 2) + 8) for lines in self.names]
        self.centres = [self.top + sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
        self.bottom = self.top + sum(heights)
        self.height = self.bottom + size.small * 2 + 14 if self.values else self.bottom + 4

    def _values(self) -> list[float]:
        rows = [*self.chart.rows, *([self.whole] if self.whole else [])]
        ends = [end for row in rows for end in (row.value, row.lower, row.upper, row.earlier)]
        return [end for end in ends if end is not None]

    def paint(self) -> Iterator[str]:
        if not self.rows:
            words = translate("There are no figures yet.", self.language)
            yield text(words, 0, self.size.small, class_="c-quiet c-small")
            return
        left = max(text_width(part, self.size.small) for lines in self.names for part in lines) + 14
        right = self.size.width - max(text_width(self._say(row), self.size.small) for row in self.rows) - 14
        self.left, self.right = left, right
        if self.values:
            yield from self._axis()
        yield from self._heading()
        for row, lines, y in zip(self.rows, self.names, self.centres, strict=True):
            yield from self._row(row, lines, y)

    def _say(self, row: DotRow) -> str:
        if row.value is None:
            return CELL_MARKS[row.status]
        return stepped(row.value, self.language, rounded_to=self.step)

    def _axis(self) -> Iterator[str]:
        ticks = value_ticks(self.values, self.chart.unit, most=self.size.ticks)
        decimals = tick_decimals(ticks)
        self.place = Scale(ticks[0], ticks[-1], self.left + 8, self.right - 8)
        for tick in ticks:
            x, words = self.place(tick), number(tick, self.language, decimals=decimals)
            yield line(x, self.top, x, self.bottom, class_="c-zero" if tick == 0 else "c-grid")
            yield text(words, x, self.bottom + self.size.small + 4, class_="c-quiet c-small", anchor="middle")
        unit = self.chart.unit.label.in_language(self.language)
        y = self.height - 4
        yield text(unit, self.place(ticks[-1]), y, class_="c-quiet c-small", anchor="end")
        if ticks[0] > 0:
            start = number(ticks[0], self.language, decimals=decimals)
            note = translate("The axis starts at {value}, not at zero.", self.language, value=start)
            yield text(note, 0, y, class_="c-quiet c-note")

    def _whole_words(self) -> str:
        if self.whole is None or self.whole.value is None:
            return ""
        return f"{self.whole.name} {self._say(self.whole)}"

    def _heading(self) -> Iterator[str]:
        """The whole's line with its name above, and what hollow and filled dots are."""
        words, small = self._whole_words(), self.size.small
        if words and self.whole and self.whole.value is not None:
            x, half = self.place(self.whole.value), text_width(words, small) / 2
            at = min(max(x, half), self.size.width - half)
            yield line(x, self.top - 6, x, self.bottom, class_="c-whole")
            yield text(words, at, self.top - 10, class_="c-small c-strong", anchor="middle")
        if self.key_height:
            yield from self._key(small)

    def _key(self, y: float) -> Iterator[str]:
        assert self.chart.earlier_period is not None  # asked only where there is one
        small, x = self.size.small, 6.0
        periods = ((self.chart.earlier_period, " c-hollow"), (self.chart.period, ""))
        for period, hollow in periods:
            words = period_short(period, self.language)
            yield dot(x, y - small * 0.35, 4.5, class_=f"c-dot c-s1{hollow}")
            yield text(words, x + 10, y, class_="c-quiet c-small")
            x += text_width(words, small) + 28

    def _row(self, row: DotRow, lines: tuple[str, ...], y: float) -> Iterator[str]:
        small = self.size.small
        first = y + small * 0.35 - (len(lines) - 1) * (small + 2) / 2
        for index, words in enumerate(lines):
            yield text(words, 0, first + index * (small + 2), class_="c-small")
        yield text(self._say(row), self.size.width, y + small * 0.35, class_="c-small", anchor="end")
        if row.value is not None:
            yield from self._marks(row, row.value, y)

    def _marks(self, row: DotRow, value: float, y: float) -> Iterator[str]:
        x = self.place(value)
        yield line(self.left, y, x, y, class_="c-guide")
        if row.origin is Origin.SIMULATED:
            yield hatch(self.id)
            yield hatched(Box(self.left, y - self.size.row / 2, self.right, y + self.size.row / 2), self.id)
        if row.lower is not None and row.upper is not None:
            yield line(self.place(row.lower), y, self.place(row.upper), y, class_="c-whisker c-s1")
        if row.earlier is not None:
            before = self.place(row.earlier)
            if abs(before - x) > 9:
                towards = 4.5 if before < x else -4.5
                yield line(before + towards, y, x, y, class_="c-move")
            yield dot(before, y, 4.5, class_="c-dot c-s1 c-hollow")
        yield dot(x, y, 5, class_="c-dot c-s1")
