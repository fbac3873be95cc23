"""The grid of levels and years as a picture."""

from collections.abc import Sequence

from fardplan.presentation.charts.grid import grid_chart
from fardplan.presentation.charts.grid_model import GridCell, GridChart, GridMark
from fardplan.presentation.charts.model import Drawing
from fardplan.presentation.translations import translate
from fardplan.roadmap.workbench.calibration import Evidence
from fardplan.roadmap.workbench.choice import Cell
from fardplan.vocabulary.text import Language


def grid_picture(
    rows: Sequence[Sequence[Cell]], evidence: Evidence, language: Language, *, title: str, id: str
) -> Drawing:
    """Draw a grid that has been laid out, a row a year; `id` is unique on its page."""
    counted = evidence.counted
    chart = GridChart(
        title=title,
        unit=evidence.unit,
        levels=tuple(cell.candidate.level for cell in rows[0]),
        years=tuple(row[0].candidate.year for row in rows),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in rows),
        people=counted.in_language(language) if counted else translate("people", language),
    )
    return grid_chart(chart, language, id=id)


def _cell(cell: Cell) -> GridCell:
    return GridCell(
        GridMark(cell.mark.value), cell.probability, cell.precedent, cell.people, cell.recommended
    )
