"""Headings by their size and boldness against most of the text."""

from collections.abc import Sequence

from ...lines import Look
from ..marks import raised
from ..paper import Placed
from .flow import Row

_LARGER = 1.08
_LONGEST = 140
_ROOM = "   "  # within a line: it stands in columns
_DEEPEST = 9

_Rank = tuple[float, bool]


def with_looks(rows: Sequence[Row], usual: float) -> list[Placed]:
    """The lines with their looks; headings have levels, the largest first, the bold before the others."""
    heading = [_is_heading(rows, at, usual) for at in range(len(rows))]
    ranks = sorted({_rank(row) for row, is_one in zip(rows, heading, strict=True) if is_one}, reverse=True)
    levels = {rank: min(level, _DEEPEST) for level, rank in enumerate(ranks, start=1)}
    told = []
    for at, row in enumerate(rows):
        level = levels[_rank(row)] if heading[at] else 0
        look = Look(
            heading=level,
            mark=raised(int(row.note)) if row.note else "",
            bold=row.bold,
            cell=row.cell,
            new_block=row.new_block,
        )
        opens = at > 0 and rows[at - 1].page != row.page
        told.append(Placed(row.text, look, opens, row.page, row.aside))
    return told


def _rank(row: Row) -> _Rank:
    return round(row.size * 2) / 2, row.bold


def _is_heading(rows: Sequence[Row], at: int, usual: float) -> bool:
    row = rows[at]
    if row.cell or row.aside or row.note or len(row.text) > _LONGEST or not _has_letters(rows, at):
        return False
    if _ROOM in row.text.strip():
        return False
    if row.size >= _LARGER * usual:
        return _short_block(rows, at)
    return row.bold and row.size >= 0.95 * usual and _short_block(rows, at) and not _ended(rows, at)


def _has_letters(rows: Sequence[Row], at: int) -> bool:
    first, last = _block(rows, at)
    return any(map(str.isalpha, "".join(row.text for row in rows[first : last + 1])))


def _short_block(rows: Sequence[Row], at: int) -> bool:
    """Whether the block it stands in has at most three lines."""
    first, last = _block(rows, at)
    return last - first < 3


def _ended(rows: Sequence[Row], at: int) -> bool:
    """Whether its block ends as a sentence or a list does, as a bold paragraph may."""
    last = _block(rows, at)[1]
    return rows[last].text.rstrip()[-1:] in ".,;:" or last + 1 == len(rows)


def _block(rows: Sequence[Row], at: int) -> tuple[int, int]:
    first = last = at
    while first > 0 and not rows[first].new_block and at - first < 4:
        first -= 1
    while last + 1 < len(rows) and not rows[last + 1].new_block and last - at < 4:
        last += 1
    return first, last
