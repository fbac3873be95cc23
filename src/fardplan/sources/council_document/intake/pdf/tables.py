"""Drawn tables as lines with cells; one that goes on over the page is the same table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...lines import Cell
from .flow import Row, rows_in_order
from .grids import CellWords, Grid
from .pieces import pieces_of

_NEAR = 4.0  # points


@dataclass(slots=True)
class Tables:
    """Counts the tables of a document, and remembers the last one, which may go on."""

    count: int = 0
    _last: Grid | None = None
    _rows: int = 0
    _head: tuple[str, ...] = ()

    def rows_of(self, grid: Grid, page: int, size: float, goes_on: bool) -> list[Row]:
        """The lines of a table, cell by cell. `goes_on` when one was last on the page before."""
        cells = _cells(grid)
        texts = {id(cell): _lines(cell, page, size) for cell in cells}
        first = [row for cell in cells if cell.row == 0 for row in texts[id(cell)]]
        same = goes_on and self._last is not None and _alike(self._last, grid)
        cut = same and bool(first) and first[0].text[:1].islower()  # the page ends within a row
        head = _head(cells, texts)
        if not same:
            self.count, self._rows, self._head = self.count + 1, 0, head
        repeated = same and bool(head) and head == self._head
        told = []
        for cell in cells:
            place = Cell(
                self.count - 1,
                self._rows + cell.row - int(repeated or cut),
                cell.column,
                bool(head) and cell.row == 0 and not same,
                cell.rows,
                cell.columns,
            )
            left_out = repeated and cell.row == 0
            told += [
                replace(row, cell=None if left_out else place, aside=left_out) for row in texts[id(cell)]
            ]
        self._last, self._rows = grid, self._rows + len(grid.ys) - 1 - int(repeated or cut)
        return told if first or told else []


def _cells(grid: Grid) -> list[CellWords]:
    unique = {id(cell): cell for cell in grid.cells.values()}
    return sorted(unique.values(), key=lambda cell: (cell.row, cell.column))


def _lines(cell: CellWords, page: int, size: float) -> list[Row]:
    pieces = pieces_of(cell.words, frozenset())
    flat = [row for flow in rows_in_order(pieces, size, page) for row in flow]
    return [replace(row, text=row.text.strip()) for row in sorted(flat, key=lambda row: -row.base)]


def _head(cells: Sequence[CellWords], texts: dict[int, list[Row]]) -> tuple[str, ...]:
    """The texts of the first row when it is bold and the second is not; nothing otherwise."""
    first = [row for cell in cells if cell.row == 0 for row in texts[id(cell)]]
    second = [row for cell in cells if cell.row == 1 for row in texts[id(cell)]]
    told = len(first) > 1 and all(row.bold for row in first) and bool(second)
    return tuple(row.text for row in first) if told and not all(row.bold for row in second) else ()


def _alike(one: Grid, other: Grid) -> bool:
    return len(one.xs) == len(other.xs) and all(
        abs(x - beside) <= _NEAR for x, beside in zip(one.xs, other.xs, strict=True)
    )
