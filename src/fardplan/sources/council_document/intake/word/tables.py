"""The cells of a Word table in their places, merged ones once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .ooxml import attribute, child, local, number, switch, value
from .paragraphs import words_of
from .styles import Styles

_MOST_COLUMNS = 1000


@dataclass(slots=True)
class Found:
    """A cell's element and its place."""

    element: Any
    row: int
    column: int
    head: bool
    columns: int
    rows: int = 1


def only_cell(table: Any) -> Any:
    """The cell of a table that has one: a frame around text; None for other tables."""
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    return cells[0] if len(cells) == 1 else None


def cells_of(table: Any, styles: Styles) -> list[Found]:
    """The cells of a table, row by row."""
    found: list[Found] = []
    above: dict[int, Found] = {}
    rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
    heads = _head_rows(table, rows, styles)
    for at, row in enumerate(rows):
        column = number(row, "trPr", "gridBefore") or 0
        for cell in _cells(row):
            columns = min(max(number(cell, "tcPr", "gridSpan") or 1, 1), _MOST_COLUMNS)
            if _goes_on(cell) and column in above:
                above[column].rows = at - above[column].row + 1
            else:
                above[column] = Found(cell, at, column, at < heads, columns)
                found.append(above[column])
            column += columns
    return found


def _goes_on(cell: Any) -> bool:
    """Whether a cell is the lower part of the one above it."""
    merged = child(cell, "tcPr", "vMerge")
    return merged is not None and (attribute(merged, "val") or "continue") == "continue"


def _rows(table: Any) -> Iterator[Any]:
    return _within(table, "tr")


def _cells(row: Any) -> Iterator[Any]:
    return _within(row, "tc")


def _within(element: Any, wanted: str) -> Iterator[Any]:
    for part in element:
        if local(part) == wanted:
            yield part
        elif local(part) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _within(part, wanted)


def _head_rows(table: Any, rows: list[Any], styles: Styles) -> int:
    """How many rows at the top say what the columns are: marked so, or set apart by their look."""
    count = 0
    for row in rows:
        if not switch(child(row, "trPr"), "tblHeader"):
            break
        count += 1
    if 0 < count < len(rows):
        return count
    if len(rows) > 1 and (_shown_by_style(table, styles) or _bold_alone(rows, styles)):
        return 1
    return 0


def _shown_by_style(table: Any, styles: Styles) -> bool:
    look = child(table, "tblPr", "tblLook")
    marked = attribute(look, "firstRow") == "1" or int(attribute(look, "val") or "0", 16) & 0x20
    return bool(marked) and styles.head_row_shown(value(table, "tblPr", "tblStyle"))


def _bold_alone(rows: list[Any], styles: Styles) -> bool:
    return _all_bold(rows[0], styles) and not _all_bold(rows[1], styles)


def _all_bold(row: Any, styles: Styles) -> bool:
    told = [
        words_of(paragraph, styles, value(paragraph, "pPr", "pStyle"))
        for cell in _cells(row)
        for paragraph in cell
        if local(paragraph) == "p"
    ]
    said = [words for words in told if not words.empty]
    return len(said) > 1 and all(words.bold for words in said)
