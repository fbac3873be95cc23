"""A PDF as lines."""

from collections.abc import Sequence

from ..paper import Paper, numbered
from ..refusals import MOST_LINES, too_many_lines
from .asking import Page, pages_of
from .flow import Row, rows_in_order
from .furniture import furniture
from .grids import Grid, grids_on
from .headings import with_looks
from .notes import notes_apart
from .pieces import Piece, notes_of, pieces_of, usual_size
from .tables import Tables

_SIGNATURE = b"%PDF-"
_WITHIN = 1024  # bytes: some programs write something before


def is_pdf(content: bytes) -> bool:
    return _SIGNATURE in content[:_WITHIN] and (content.startswith(_SIGNATURE) or b"startxref" in content)


def read_pdf(content: bytes) -> Paper:
    """The printed lines of a PDF in reading order: columns one after the other, tables by their cells.

    Running heads and feet stand once, and notes after the text of their page, all aside. A line is set in by
    blanks as on the page, and goes on in the one before unless it begins a block.

    Raises InputError for a PDF that is damaged, locked, too large, or has no text.
    """
    pages = pages_of(content)
    size = usual_size(pages)
    rows = _Layout(pages, size).rows()
    if len(rows) > MOST_LINES:
        raise too_many_lines(len(rows))
    return numbered(with_looks(rows, size), "pdf", pages=len(pages))


class _Layout:
    """The lines of all pages in reading order."""

    def __init__(self, pages: Sequence[Page], size: float) -> None:
        self._pages = pages
        self._size = size
        self._tables = Tables()
        self._seen: set[str] = set()
        self._table_last = False

    def rows(self) -> list[Row]:
        parts = [grids_on(page) for page in self._pages]
        pieces = [pieces_of(rest, notes_of(rest)) for _, rest in parts]
        around = furniture(pieces, self._size)
        told: list[Row] = []
        for page, (grids, _), found, beside in zip(self._pages, parts, pieces, around, strict=True):
            told += self._page(page, grids, found, beside)
        return told

    def _page(self, page: Page, grids: list[Grid], pieces: list[Piece], beside: set[int]) -> list[Row]:
        text = [piece for at, piece in enumerate(pieces) if at not in beside]
        rest = [piece for at, piece in enumerate(pieces) if at in beside]
        middle = sum(piece.base for piece in text) / len(text) if text else 0.0
        notes: list[Row] = []
        told: list[Row] = []
        for above, grid in _between(text, grids):
            for flow in rows_in_order(above, self._size, page.number) if above else []:
                kept, noted = notes_apart(flow, self._size)
                told += kept
                notes += noted
            told += self._table(grid, page.number, told)
        heads = self._aside([piece for piece in rest if piece.base >= middle], page.number)
        feet = self._aside([piece for piece in rest if piece.base < middle], page.number)
        turned = self._aside(pieces_of(page.turned, frozenset()), page.number)
        return [*heads, *told, *notes, *feet, *turned]

    def _table(self, grid: Grid | None, page: int, before: list[Row]) -> list[Row]:
        if grid is None:
            self._table_last = bool(before) and before[-1].cell is not None
            return []
        goes_on = self._table_last and not before
        return self._tables.rows_of(grid, page, self._size, goes_on)

    def _aside(self, pieces: list[Piece], page: int) -> list[Row]:
        """Heads and feet, each text the first time that it stands there."""
        told = []
        for row in _flat(pieces, self._size, page):
            masked = "".join("0" if sign.isdigit() else sign for sign in row.text)
            if masked not in self._seen:
                self._seen.add(masked)
                told.append(_set_aside(row))
        return told


def _flat(pieces: list[Piece], size: float, page: int) -> list[Row]:
    return [row for flow in rows_in_order(pieces, size, page) for row in flow] if pieces else []


def _set_aside(row: Row) -> Row:
    return Row(row.text.strip(), row.page, row.left, row.right, row.base, row.size, row.bold, aside=True)


def _between(pieces: list[Piece], grids: list[Grid]) -> list[tuple[list[Piece], Grid | None]]:
    """The pieces above each table with it, and those below the last."""
    found: list[tuple[list[Piece], Grid | None]] = []
    left = pieces
    for grid in grids:
        above = [piece for piece in left if piece.base >= grid.top - 1]
        left = [piece for piece in left if piece.base < grid.top - 1]
        found.append((above, grid))
    return [*found, (left, None)]
