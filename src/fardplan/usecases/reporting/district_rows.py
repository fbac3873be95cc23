"""A district's figures as rows of a table, in words that never say more than the intervals carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from fardplan.presentation.charts.cells import value_cell
from fardplan.presentation.numbers import reading_step, stepped
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import CELL_MARKS, cell_word
from fardplan.presentation.translations import message, translate
from fardplan.usecases.reporting.district_lines import Against, Ends, Line
from fardplan.usecases.reporting.published_parts import marked
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure

BESIDE_CITY = {
    Against.HIGHER: message("higher"),
    Against.LOWER: message("lower"),
    Against.ALIKE: message("cannot be told apart"),
    Against.UNKNOWN: message("cannot tell"),
    Against.PRELIMINARY: message("not judged"),
    Against.COUNT: message("not compared"),
}
"""The district beside the city."""

BESIDE_EARLIER = {
    Against.HIGHER: message("higher than in {period} ({value})"),
    Against.LOWER: message("lower than in {period} ({value})"),
    Against.ALIKE: message("no certain difference from {period} ({value})"),
    Against.UNKNOWN: message("{period}: {value}; cannot tell"),
    Against.PRELIMINARY: message("{period}: {value}; not judged"),
}
"""The district beside itself: of two years, never of a course."""

NONE = CELL_MARKS[Status.MISSING]

SIGNS = (46, 17, 25)
"""How many signs of the first, the fifth and the sixth column stand on a line of the page."""

PADDING = 0.6
"""What stands between two rows, in lines of text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, with how many lines of text it takes."""

    line: Line
    cells: tuple[str, ...]

    @property
    def height(self) -> int:
        cells = (self.cells[0], self.cells[4], self.cells[5])
        return max(ceil(len(cell) / signs) for cell, signs in zip(cells, SIGNS, strict=True))


def row_of(line: Line, language: Language) -> Row:
    """Indicator with its unit, period, the district, the city, and what can be said of them."""
    name = marked(line.indicator.name.in_language(language), language, simulated=line.simulated)
    unit = line.indicator.unit.label.in_language(language)
    cells = (
        f"{name}, {unit}",
        period_short(line.own.period, language),
        _figure(line, line.own, line.ends, language),
        _figure(line, line.city, None, language) if line.city else NONE,
        translate(BESIDE_CITY[line.beside_city], language) if line.beside_city in BESIDE_CITY else NONE,
        _earlier(line, language),
    )
    return Row(line, cells)


def _figure(line: Line, item: Observation, ends: Ends | None, language: Language) -> str:
    """A figure with its interval; a protected one in a word, since its mark alone says little."""
    written = value_cell(item.value, item.status, language, rounded_to=line.indicator.rounded_to)
    if item.status is Status.SUPPRESSED:
        return f"{written} {cell_word(item.status, language)}"
    if ends is None:
        return written
    step = reading_step(line.indicator.unit, line.indicator.rounded_to)
    low, high = (stepped(end, language, rounded_to=step) for end in ends)
    return f"{written} ({low}–{high})"


def _earlier(line: Line, language: Language) -> str:
    item = line.earlier
    if item is None or line.beside_earlier not in BESIDE_EARLIER:
        return NONE
    return translate(
        BESIDE_EARLIER[line.beside_earlier],
        language,
        period=period_short(item.period, language),
        value=value_cell(item.value, item.status, language, rounded_to=line.indicator.rounded_to),
    )


def fitting(rows: Sequence[Row], room: float) -> tuple[Row, ...]:
    """The rows that a page with so many lines of text has room for, in their order.

    What measures milestones comes first, then other shares and rates, counts last; a row that does not find
    room gives way to one that does.
    """
    chosen: list[int] = []
    for at in sorted(range(len(rows)), key=lambda at: _weight(rows[at].line)):
        if rows[at].height + PADDING <= room:
            room -= rows[at].height + PADDING
            chosen.append(at)
    return tuple(rows[at] for at in sorted(chosen))


def _weight(line: Line) -> tuple[bool, bool]:
    return line.indicator.unit.measure is Measure.COUNT, not line.measures
