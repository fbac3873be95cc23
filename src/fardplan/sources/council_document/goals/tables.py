"""Tables of goals: cells that the file knows, or aligned text; what each column holds, by its head."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..lines import Passage, Piece, Row, parted_words_joined
from .columns import Column, Holds, columns_of
from .labels import label

_ROOM = re.compile(r"\s{2,}|\t+")
_LONGEST_TABLE = 400  # rows
_MOST_HEADS = 3  # rows of heads beneath the first
_MORE_HEAD = re.compile(r"\(|20\d\d|[a-zåäö]")
_FIGURES = re.compile(r"[<>~]?\d")
_RULE = re.compile(r"^[\s\-_=–—─━═+|.·]{4,}$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its columns, and its rows as a passage per column; how many rows it took.

    `heads` are the heads of the columns, `named` the same as they stand, where the file knows the cells.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Passage, ...], ...]
    used: int
    heads: tuple[str, ...] = ()
    named: tuple[Passage, ...] = ()

    def is_head(self, cells: Sequence[Passage]) -> bool:
        """Whether a row says the heads again, as on a new page."""
        told = [(cell.flat.strip(), head) for cell, head in zip(cells, self.heads, strict=False) if cell]
        return bool(told) and all(text == head for text, head in told)

    @property
    def of_goals(self) -> bool:
        """Whether it holds goals or measures."""
        return any(column.holds in {Holds.LEVEL, Holds.MEASURE} for column in self.columns)


def table_at(rows: Sequence[Row], at: int) -> Table | None:
    """The table that begins at a row, with heads that name columns of goals, or None."""
    if rows[at].look.cell is not None:
        return _of_cells(rows, at)
    return _of_text(rows, at)


def _of_cells(rows: Sequence[Row], at: int) -> Table | None:
    """A table whose cells the file knows: one row of the document for each paragraph of a cell."""
    first = rows[at].look.cell
    assert first is not None
    end = at
    grid: dict[tuple[int, int], list[Row]] = {}
    while end < len(rows) and (cell := rows[end].look.cell) and cell.table == first.table:
        for down in range(cell.rows):
            for across in range(cell.columns):
                grid.setdefault((cell.row + down, cell.column + across), []).append(rows[end])
        end += 1
    lines = sorted({row for row, _ in grid})
    width = 1 + max(column for _, column in grid)
    heads = [_text(grid.get((lines[0], column), ())) for column in range(width)]
    columns = columns_of(heads)
    if columns is None:
        return _of_labels(grid, lines, width, end - at)
    body = tuple(
        tuple(_passage(grid.get((line, column), ())) for column in range(width)) for line in lines[1:]
    )
    named = tuple(_passage(grid.get((lines[0], column), ())) for column in range(width))
    return Table(columns, body, end - at, tuple(heads), named)


def _of_labels(
    grid: Mapping[tuple[int, int], Sequence[Row]], lines: Sequence[int], width: int, used: int
) -> Table:
    """A table without heads whose first cells are labels ("Mål 1."), each beside its goal; else none."""
    firsts = [_passage(grid.get((line, 0), ())) for line in lines]
    labels = [label(first.flat) for first in firsts]
    alone = [
        found is not None and found.number is not None and not first.flat[found.start :].strip()
        for found, first in zip(labels, firsts, strict=True)
    ]
    if width < 2 or not all(alone) or labels[0] is None:
        return Table((), (), used)
    others = (Column(Holds.OTHER),) * (width - 2)
    columns = (Column(Holds.NUMBER), Column(Holds.LEVEL, labels[0].level), *others)
    rows = [
        (
            first.slice(*re.search(rf"{re.escape(found.number)}\b", first.flat).span()),  # type: ignore[union-attr]
            *(_passage(grid.get((line, column), ())) for column in range(1, width)),
        )
        for found, first, line in zip(labels, firsts, lines, strict=True)
        if found is not None and found.number is not None
    ]
    return Table(columns, tuple(rows), used)


def _text(rows: Sequence[Row]) -> str:
    return parted_words_joined(" ".join(row.text for row in rows))


def _passage(rows: Sequence[Row]) -> Passage:
    return Passage(tuple(Piece(row.line, row.text) for row in rows))


def _of_text(rows: Sequence[Row], at: int) -> Table | None:
    """A table that is aligned text: its heads stand apart on one row, its cells beneath them."""
    heads = _parts(rows[at])
    if not 2 <= len(heads) <= 8 or any(len(text.split()) > 5 for _, text in heads):
        return None
    starts = [start for start, _ in heads]
    ends = [start + len(text) for start, text in heads]
    more = _heads_below(rows, at, starts, ends)
    told = [
        " ".join(filter(None, words)) for words in zip(*([text for _, text in heads], *more), strict=False)
    ]
    columns = columns_of(told)
    if columns is None:
        return None
    body = list(_body(rows, at + len(more), starts, ends))
    if not body:
        return None
    used = body[-1] + 1 - at
    grouped = _grouped([rows[place] for place in body], starts, ends, columns)
    return Table(columns, tuple(grouped), used, tuple(told))


def _heads_below(rows: Sequence[Row], at: int, starts: Sequence[int], ends: Sequence[int]) -> list[list[str]]:
    """The rows in which heads go on: years, words in parentheses, small letters; none in the first column."""
    found: list[list[str]] = []
    for row in rows[at + 1 : at + 1 + _MOST_HEADS]:
        cells = _cells(row, starts, ends)
        if row.open_gap or cells[0] or not all(_MORE_HEAD.match(text) for text in cells if text):
            break
        found.append(cells)
    return found


def _parts(row: Row) -> list[tuple[int, str]]:
    """The parts of a row that stand apart, each with the column that it starts in."""
    found, start = [], 0
    for match in [*_ROOM.finditer(row.text), None]:
        end = match.start() if match else len(row.text)
        if row.text[start:end].strip():
            found.append((row.indent + start, row.text[start:end]))
        start = match.end() if match else end
    return found


def _body(rows: Sequence[Row], at: int, starts: Sequence[int], ends: Sequence[int]) -> Iterator[int]:
    """The rows beneath the heads, as long as their parts begin or end where columns do."""
    for place in range(at + 1, min(len(rows), at + _LONGEST_TABLE)):
        row = rows[place]
        if _RULE.match(row.text):
            continue
        parts = [part for whole in _parts(row) for part in _parted(whole, starts)]
        if not all(_in_column(part, starts, ends) for part in parts):
            return
        alone = len(parts) == 1 and parts[0][0] <= starts[0] + 1
        edge = starts[1] - 1 if len(starts) > 1 else 10_000
        if alone and (
            row.indent + len(row.text) > edge + 2 or (row.open_gap and not _wide_after(rows, place, starts))
        ):
            return
        yield place


def _in_column(part: tuple[int, str], starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a part begins where a column does, or ends there as figures do."""
    start, text = part
    begins = any(abs(start - column) <= 1 for column in starts)
    return begins or (
        _FIGURES.match(text) is not None and any(abs(start + len(text) - end) <= 1 for end in ends)
    )


def _wide_after(rows: Sequence[Row], place: int, starts: Sequence[int]) -> bool:
    """Whether a row that begins again after a gap has its other cells on the next row, or on none."""
    following = rows[place + 1] if place + 1 < len(rows) else None
    return following is not None and not following.open_gap and len(_parts(following)) > 1 and bool(starts)


def _grouped(
    rows: Sequence[Row], starts: Sequence[int], ends: Sequence[int], columns: Sequence[Column]
) -> Iterator[tuple[Passage, ...]]:
    """Rows that belong to one row of the table, put together cell by cell."""
    numbered = next((at for at, column in enumerate(columns) if column.holds is Holds.NUMBER), None)
    gaps = sum(row.open_gap for row in rows) >= max(2, len(rows) // 5)
    current: list[list[Piece]] = []
    for row in rows:
        cells = _cells(row, starts, ends)
        if not current or _begins(row, cells, numbered, gaps=gaps):
            if current:
                yield _closed(current)
            current = [[] for _ in starts]
        for at, text in enumerate(cells):
            if text:
                current[at].append(Piece(row.line, text))
    if current:
        yield _closed(current)


def _begins(row: Row, cells: Sequence[str], numbered: int | None, *, gaps: bool) -> bool:
    if numbered is not None:
        return bool(cells[numbered])
    if gaps and not (row.gap == "page" and not cells[-1]):
        return row.open_gap
    filled = sum(map(bool, cells))
    first = cells[0]
    if not first or filled < 2:
        return False
    return first[:1].isupper() or first[:1].isdigit()


def _cells(row: Row, starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    cells = [""] * len(starts)
    for start, text in (part for whole in _parts(row) for part in _parted(whole, starts)):
        end = start + len(text)
        figures = _FIGURES.match(text) is not None

        def away(column: int, start: int = start, end: int = end, *, figures: bool = figures) -> int:
            begins = abs(starts[column] - start)
            return min(begins, abs(ends[column] - end)) if figures else begins

        at = min(range(len(starts)), key=away)
        cells[at] = f"{cells[at]} {text}".strip() if cells[at] else text
    return cells


def _parted(part: tuple[int, str], starts: Sequence[int]) -> list[tuple[int, str]]:
    """A part that a single space parts from a value in the next column ("… centralorten 6")."""
    start, text = part
    for column in starts:
        at = column - start
        if 0 < at < len(text) and text[at - 1] == " " and text[at].isdigit():
            return [(start, text[:at].rstrip()), (column, text[at:])]
    return [part]


def _closed(current: Sequence[Sequence[Piece]]) -> tuple[Passage, ...]:
    return tuple(Passage(tuple(pieces)) for pieces in current)
