"""Where things go in the grid: cells, headings, and the key below."""

from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.presentation.charts.grid_model import GridCell, GridChart, GridMark
from fardplan.presentation.charts.grid_words import MARKS, count_cell, share_cell
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.numbers import as_given
from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import Language

LINE = 17.0
SIGN = 9.0
_KEY_LEFT = 32.0


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one edition of the drawing; `turned` has a row a level."""

    width: float
    small: float
    suffix: str
    turned: bool


WIDE = Size(width=680, small=13, suffix="", turned=False)
COMPACT = Size(width=360, small=12.5, suffix="-compact", turned=True)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell and its upper left corner."""

    cell: GridCell
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A line of the key: a mark, the border of what is recommended, or words alone."""

    mark: GridMark | None
    chosen: bool
    lines: tuple[str, ...]
    left: float
    y: float


class Layout:
    """The places of one edition."""

    def __init__(self, chart: GridChart, size: Size, language: Language) -> None:
        self.chart, self.size, self.language = chart, size, language
        levels = [as_given(level, language) for level in chart.levels]
        years = [str(year) for year in chart.years]
        across, down = (years, levels) if size.turned else (levels, years)
        self.marks = tuple(mark for mark in GridMark if any(mark is cell.mark for cell in self._cells()))
        self.line_labels = () if size.turned else self._labels()
        widths = [text_width(words, size.small) for words in down]
        labels = [text_width(words, 12) for words in self.line_labels]
        self.left = max(widths) + (max(labels) + 12 if labels else 0) + 10
        self.column = (size.width - self.left - 1) / len(across)
        self.row = len(self._labels()) * LINE + 8
        self.heading_y = size.small
        self.top = 2 * size.small + 16
        self.columns = [
            (words, self.left + (index + 0.5) * self.column) for index, words in enumerate(across)
        ]
        self.rows = [(words, self.top + index * self.row) for index, words in enumerate(down)]
        self.places = tuple(self._placed())
        self.key = tuple(self._key_rows(self.top + len(down) * self.row + 24))
        last = self.key[-1]
        self.height = last.y + (len(last.lines) - 1) * LINE + 8

    @property
    def corner(self) -> str:
        return self._level_heading() if self.size.turned else translate("Year", self.language)

    @property
    def across(self) -> str:
        return translate("Year", self.language) if self.size.turned else self._level_heading()

    def cell_words(self, cell: GridCell) -> tuple[str, ...]:
        """The numbers of a cell from the top, as the labels name them."""
        words = (share_cell(cell.probability, self.language), share_cell(cell.precedent, self.language))
        return (*words, count_cell(cell.people, self.language)) if self.chart.counts_people else words

    def _level_heading(self) -> str:
        return translate(
            "Level, {unit}", self.language, unit=self.chart.unit.label.in_language(self.language)
        )

    def _labels(self) -> tuple[str, ...]:
        say = (translate("chance", self.language), translate("precedent", self.language))
        return (*say, self.chart.people) if self.chart.counts_people else say

    def _cells(self) -> Iterator[GridCell]:
        for row in self.chart.rows:
            yield from row

    def _placed(self) -> Iterator[Place]:
        for year, row in enumerate(self.chart.rows):
            for level, cell in enumerate(row):
                x, y = (year, level) if self.size.turned else (level, year)
                yield Place(cell, self.left + x * self.column, self.top + y * self.row)

    def _key_rows(self, y: float) -> Iterator[KeyRow]:
        entries: list[tuple[GridMark | None, bool, str]] = [
            (mark, False, translate(MARKS[mark], self.language)) for mark in self.marks
        ]
        if any(cell.recommended for cell in self._cells()):
            entries.append((None, True, translate("recommended for the year", self.language)))
        entries += [(None, False, words) for words in self._explained()]
        for mark, chosen, words in entries:
            left = _KEY_LEFT if mark is not None or chosen else 0.0
            lines = wrapped(words, self.size.small, self.size.width - left)
            yield KeyRow(mark, chosen, lines, left, y)
            y += len(lines) * LINE + 6

    def _explained(self) -> Iterator[str]:
        yield translate("Chance (top): the probability of being there if nothing new is done.", self.language)
        yield translate(
            "Precedent (below it): of comparable municipalities, the share that improved as much in as long "
            "a time, chance movement taken off.",
            self.language,
        )
        if self.chart.counts_people:
            yield translate(
                "At the bottom: how many {people} it means.", self.language, people=self.chart.people
            )
