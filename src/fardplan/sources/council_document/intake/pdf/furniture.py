"""Running heads and feet, told by their place: the same words at the same height on several pages."""

import re
from collections import Counter
from collections.abc import Sequence

from ..columns import rows_of
from .boxes import boxes_of
from .pieces import Piece

_EDGE = 5  # lines from the top or the foot of a page
_HEIGHT = 4.0  # points: how exactly the same height
_PAGE_NUMBER = re.compile(
    r"(?:(?:sid(?:a|an|nr)?|s|page)[.\s:]*)?\d{1,4}(?:\s*(?:\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|av\s+\d{1,4}))?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)

_Key = tuple[str, int]


def furniture(pages: Sequence[Sequence[Piece]], pitch: float) -> list[set[int]]:
    """For each page, which of its pieces are heads and feet, by their indexes."""
    edges = [_edges(page, pitch) for page in pages]
    counts = Counter(key for page, edge in zip(pages, edges, strict=True) for key in _keys(page, edge))
    found = []
    for page, edge in zip(pages, edges, strict=True):
        repeated = {at for at in edge if counts[_key(page[at])] > 1}
        found.append(repeated | _numbers(page, edge, pitch, len(pages)))
    return found


def _edges(page: Sequence[Piece], pitch: float) -> set[int]:
    """The pieces of the first and the last lines."""
    rows = rows_of(boxes_of(page), pitch)
    return {box.ref for row in (*rows[:_EDGE], *rows[-_EDGE:]) for box in row}


def _keys(page: Sequence[Piece], edge: set[int]) -> set[_Key]:
    return {_key(page[at]) for at in edge}


def _key(piece: Piece) -> _Key:
    return re.sub(r"\d+", "0", piece.text), round(piece.base / _HEIGHT)


def _numbers(page: Sequence[Piece], edge: set[int], pitch: float, count: int) -> set[int]:
    """Page numbers that stand alone on the very first or last line."""
    rows = rows_of(boxes_of([page[at] for at in sorted(edge)]), pitch)
    order = sorted(edge)
    found = set()
    for row in (rows[0], rows[-1]) if rows and count > 1 else ():
        for box in row:
            if _PAGE_NUMBER.fullmatch(page[order[box.ref]].text.strip()):
                found.add(order[box.ref])
    return found
