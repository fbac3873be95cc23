"""The grid in words: its description, its notes and the table behind it."""

from fardplan.presentation.charts.grid_model import GridCell, GridChart, GridMark
from fardplan.presentation.charts.model import Table
from fardplan.presentation.numbers import HARD, level, number
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.text import Language

MARKS = {
    GridMark.WITHIN_REACH: message("within reach without anything new"),
    GridMark.AMBITIOUS_PRECEDENTED: message("ambitious, yet others have done it"),
    GridMark.UNPRECEDENTED: message("hardly anyone has done it"),
    GridMark.CANNOT_TELL: message("cannot be told"),
    GridMark.PASSED: message("the latest figure is there already"),
}

HEADINGS = (
    message("Year"),
    message("Level"),
    message("What can be said"),
    message("Chance if nothing new is done"),
    message("Precedent"),
)


def describe(chart: GridChart, language: Language) -> str:
    """What the drawing shows, for those who do not see it."""
    told = translate(
        "{levels} levels from {first} to {last} by {years} years from {start} to {end}.",
        language,
        levels=len(chart.levels),
        first=level(chart.levels[0], chart.unit, language),
        last=level(chart.levels[-1], chart.unit, language),
        years=len(chart.years),
        start=chart.years[0],
        end=chart.years[-1],
    )
    bold = sum(cell.mark is GridMark.AMBITIOUS_PRECEDENTED for row in chart.rows for cell in row)
    counted = translate_plural(
        "One of the cells is ambitious, yet others have done it.",
        "{count} of the cells are ambitious, yet others have done it.",
        bold,
        language,
    )
    return f"{told} {counted} {_recommended(chart, language)}"


def _recommended(chart: GridChart, language: Language) -> str:
    chosen = [
        translate("{level} by {year}", language, level=level(value, chart.unit, language), year=year)
        for year, row in zip(chart.years, chart.rows, strict=True)
        for value, cell in zip(chart.levels, row, strict=True)
        if cell.recommended
    ]
    if not chosen:
        return translate("None is recommended.", language)
    return translate("Recommended: {cells}.", language, cells="; ".join(chosen))


def grid_notes(chart: GridChart, language: Language) -> tuple[str, ...]:
    """What a reader should know beside the drawing."""
    notes = [
        translate("These are candidates; nobody has decided them.", language),
        translate(
            "A longer time rests on other years and fewer municipalities, so precedent can fall as years are "
            "added.",
            language,
        ),
    ]
    if not chart.counts_people:
        notes.append(translate("The size of the group is not known, so people cannot be counted.", language))
    return tuple(notes)


def grid_table(chart: GridChart, language: Language) -> Table:
    """One row a cell, year by year."""
    people = [chart.people.capitalize()] if chart.counts_people else []
    rows = tuple(
        (str(year), level(value, chart.unit, language), *_cells(chart, cell, language))
        for year, row in zip(chart.years, chart.rows, strict=True)
        for value, cell in zip(chart.levels, row, strict=True)
    )
    return Table((*(translate(word, language) for word in HEADINGS), *people), rows)


def _cells(chart: GridChart, cell: GridCell, language: Language) -> tuple[str, ...]:
    mark = translate(MARKS[cell.mark], language)
    if cell.recommended:
        mark = translate("{mark}; recommended", language, mark=mark)
    told = (mark, share_cell(cell.probability, language), share_cell(cell.precedent, language))
    return (*told, count_cell(cell.people, language)) if chart.counts_people else told


def share_cell(share: float | None, language: Language) -> str:
    """A share from 0 to 1 in whole per cent; never 0 or 100 for what is only close to it."""
    if share is None:
        return "–"
    if share < 0.01:
        return f"<1{HARD}%"
    if share > 0.99:
        return f">99{HARD}%"
    return f"{number(100 * share, language)}{HARD}%"


def count_cell(count: float | None, language: Language) -> str:
    return "–" if count is None else number(round(count), language)
