"""The grid of levels and years as a table of links: the number that was asked for in every cell."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString, mark_safe

from fardplan.presentation.charts.grid import sign
from fardplan.presentation.charts.grid_model import GridMark
from fardplan.presentation.charts.grid_words import MARKS, count_cell, share_cell
from fardplan.presentation.numbers import as_given
from fardplan.presentation.translations import translate
from fardplan.roadmap.workbench.calibration import Evidence
from fardplan.roadmap.workbench.choice import Cell
from fardplan.roadmap.workbench.speech import Speech
from fardplan.usecases.steering.desks import Rows
from fardplan.vocabulary.text import Language
from fardplan.web.workbench.asking import Question, Shown


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: `number` is shown, `words` say all of it, `href` weighs it."""

    id: str
    number: str
    words: str
    href: str
    mark: str
    shape: SafeString
    pointed: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    level: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class MarkKey:
    mark: str
    shape: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Higher levels above, later years to the right, as in the chart."""

    years: tuple[int, ...]
    rows: tuple[GridRow, ...]
    key: tuple[MarkKey, ...]
    pointed: bool
    people: bool


def grid(rows: Rows, question: Question, evidence: Evidence, language: Language) -> Grid | None:
    """The grid for a page, None where there are no levels to lay out."""
    if not rows or not rows[0]:
        return None
    speech = Speech(evidence, {}, language)
    by_level = sorted(zip(*rows, strict=True), key=lambda cells: -cells[0].candidate.level)
    marks = {cell.mark for row in rows for cell in row}
    address = question.addresses()
    return Grid(
        years=tuple(row[0].candidate.year for row in rows),
        rows=tuple(
            GridRow(
                as_given(cells[0].candidate.level, language),
                tuple(_cell(cell, question, speech, address) for cell in cells),
            )
            for cells in by_level
        ),
        key=tuple(
            MarkKey(mark.value, shape(mark), translate(words, language))
            for mark, words in MARKS.items()
            if mark.value in marks
        ),
        pointed=any(cell.recommended for row in rows for cell in row),
        people=any(cell.people is not None for row in rows for cell in row),
    )


@cache
def shape(mark: GridMark) -> SafeString:
    """A mark's own shape, since colour is not enough."""
    return mark_safe(  # noqa: S308 - our own drawing
        f'<svg class="grid-sign" viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        f"{sign(mark, 0.5, 1.0)}</svg>"
    )


def _cell(cell: Cell, question: Question, speech: Speech, address: Callable[[float, int], str]) -> GridCell:
    candidate, asked = cell.candidate, question.asked
    mark = GridMark(cell.mark.value)
    return GridCell(
        id=f"ruta-{candidate.level:.10g}-{candidate.year}".replace(".", "_"),
        number=_number(cell, question.shown, speech.language),
        words=_words(cell, mark, speech),
        href=address(candidate.level, candidate.year),
        mark=mark.value,
        shape=shape(mark),
        pointed=cell.recommended,
        chosen=(candidate.level, candidate.year) == (asked.level, asked.year),
    )


def _number(cell: Cell, shown: Shown, language: Language) -> str:
    if shown is Shown.PEOPLE:
        return count_cell(cell.people, language)
    return share_cell(cell.probability if shown is Shown.PROBABILITY else cell.precedent, language)


def _words(cell: Cell, mark: GridMark, speech: Speech) -> str:
    """All that the cell stands for, for those who do not see it."""
    told = speech.say(
        "{level} by {year}: {mark}; chance if nothing new is done {probability}, precedent {precedent}",
        level=speech.asked(cell.candidate.level),
        year=cell.candidate.year,
        mark=speech.say(MARKS[mark]),
        probability=share_cell(cell.probability, speech.language),
        precedent=share_cell(cell.precedent, speech.language),
    )
    if cell.people is not None:
        told = speech.say(
            "{told}, people {people}", told=told, people=count_cell(cell.people, speech.language)
        )
    return speech.say("{told}; pointed out by the rule", told=told) if cell.recommended else told
