"""Where things go in a dot chart: rows, gutters, and an axis whose labels do not meet."""

from dataclasses import dataclass

from fardplan.presentation.charts.dot_words import by_value
from fardplan.presentation.charts.model import DotChart, DotRow
from fardplan.presentation.charts.scale import Scale, tick_decimals, value_ticks
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.numbers import number, reading_step, stepped
from fardplan.presentation.phrases import CELL_MARKS
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure

_GAP = 12.0


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


class Words:
    """What is written in the drawing."""

    def __init__(self, chart: DotChart, language: Language) -> None:
        self.language = language
        self.unit = chart.unit.label.in_language(language)
        self._step = reading_step(chart.unit, chart.rounded_to)

    def value(self, row: DotRow) -> str:
        if row.value is None:
            return CELL_MARKS[row.status]
        return stepped(row.value, self.language, rounded_to=self._step)

    def ticks(self, ticks: tuple[float, ...]) -> tuple[str, ...]:
        decimals = tick_decimals(ticks)
        return tuple(number(tick, self.language, decimals=decimals) for tick in ticks)

    def axis_note(self, start: str) -> str:
        return translate("The axis starts at {value}, not at zero.", self.language, value=start)


class Layout:
    """The places of one edition. Built for charts with at least one row.

    The whole of a count is no place among its parts, and is left to the table. `place` is None when no
    row has a value.
    """

    def __init__(self, chart: DotChart, words: Words, size: Size) -> None:
        self.size, self.words = size, words
        self.rows = by_value(chart.rows)
        self.names = [wrapped(row.name, size.small, size.name_width) for row in self.rows]
        self.whole = chart.whole if chart.unit.measure is not Measure.COUNT else None
        self.compared = bool(chart.earlier_period) and any(row.earlier is not None for row in chart.rows)
        shown = [row for row in chart.rows if row.value is not None]
        self.simulated = any(row.origin is Origin.SIMULATED for row in shown)
        self.key_height = size.small + 8 if self.compared or self.simulated else 0.0
        self.top = self.key_height + (size.small + 12 if self.whole_words else 4.0)
        heights = [max(size.row, len(lines) * (size.small + 2) + 8) for lines in self.names]
        self.centres = [self.top + sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
        self.bottom = self.top + sum(heights)
        self.height = self.bottom + 4
        self.place: Scale | None = None
        values = self._values(chart)
        if values:
            self._set_axis(chart, values)

    @property
    def whole_words(self) -> str:
        if self.whole is None or self.whole.value is None:
            return ""
        return f"{self.whole.name} {self.words.value(self.whole)}"

    def _values(self, chart: DotChart) -> list[float]:
        rows = [*chart.rows, *([self.whole] if self.whole else [])]
        ends = [end for row in rows for end in (row.value, row.lower, row.upper, row.earlier)]
        return [end for end in ends if end is not None]

    def _set_axis(self, chart: DotChart, values: list[float]) -> None:
        """Fewer ticks until their labels stand apart."""
        for most in range(self.size.ticks, 2, -1):
            self.ticks = value_ticks(values, chart.unit, most=most)
            self.tick_words = self.words.ticks(self.ticks)
            self.place = self._scale()
            if self._apart(self.place):
                break
        small = self.size.small
        self.note = self.words.axis_note(self.tick_words[0]) if self.ticks[0] > 0 else ""
        beside = text_width(self.note, small) + text_width(self.words.unit, small) + _GAP
        self.unit_y = self.bottom + small * 2 + 10
        self.note_y = self.unit_y if beside <= self.size.width else self.unit_y + small + 4
        self.height = (self.note_y if self.note else self.unit_y) + 4

    def _scale(self) -> Scale:
        """Between the names and the values; the outer labels of the axis stay inside the drawing."""
        small = self.size.small
        first, last = (text_width(self.tick_words[end], small) / 2 for end in (0, -1))
        names = max(text_width(part, small) for lines in self.names for part in lines)
        values = max(text_width(self.words.value(row), small) for row in self.rows)
        return Scale(
            self.ticks[0],
            self.ticks[-1],
            max(names + 22, first + 1),
            self.size.width - max(values + 22, last + 1),
        )

    def _apart(self, place: Scale) -> bool:
        widths = [text_width(words, self.size.small) for words in self.tick_words]
        step = place(self.ticks[1]) - place(self.ticks[0])
        return max(widths) + _GAP <= step
