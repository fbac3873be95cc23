"""The cells of a web page's tables, and which tables are only there to place things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...lines import Cell
from .writing import Within

_MOST_SPAN = 1000
_MOST_BREAKS = 8  # lines of a cell from which it is a part of the page


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by its number, and where on the page it lies."""

    table: int
    within: Within

    def at(self, row: int, column: int, head: bool = False, rows: int = 1, columns: int = 1) -> Within:
        return replace(self.within, cell=Cell(self.table, row, column, head, rows, columns), heading=0)


@dataclass(frozen=True, slots=True)
class Found:
    """A cell's element and its place."""

    element: Any
    row: int
    column: int
    head: bool
    rows: int
    columns: int


def is_layout(table: Any) -> bool:
    """Whether a table is no table to a reader: it holds parts of a page, tables, or one cell in every row."""
    if str(table.get("role", "")).lower() in {"presentation", "none"}:
        return True
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "table")):
        return True
    rows = list(_rows(table))
    if any(
        len(cell.findall(".//br")) + len(cell.findall(".//p")) > _MOST_BREAKS
        for row in rows
        for cell in _cells(row)
    ):
        return True
    return all(len(_cells(row)) <= 1 for row in rows)


def grid_of(table: Any) -> Iterator[Found]:
    """The cells of a table, row by row, each in its place when others reach into its row or column."""
    taken: dict[int, int] = {}  # column -> the first row in which it is free again
    rows = list(_rows(table))
    heads = _head_rows(rows)
    for at, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while taken.get(column, 0) > at:
                column += 1
            columns = _span(cell.get("colspan"))
            deep = min(_span(cell.get("rowspan")), len(rows) - at)
            yield Found(cell, at, column, at < heads, deep, columns)
            taken |= dict.fromkeys(range(column, column + columns), at + deep)
            column += columns


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.findall("tr")


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _head_rows(rows: list[Any]) -> int:
    """How many rows at the top say what the columns are."""
    count = 0
    for row in rows:
        above = row.getparent().tag == "thead"
        if not above and (not _cells(row) or any(cell.tag == "td" for cell in _cells(row))):
            break
        count += 1
    return count if count < len(rows) else 0


def _span(text: str | None) -> int:
    found = re.match(r"\s*(\d{1,4})", text or "")
    return min(max(int(found[1]), 1), _MOST_SPAN) if found else 1
