"""Running heads and feet, told by their place: the same words at the same height on several pages."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product

from ...levels import names_one
from ..columns import rows_of
from .boxes import boxes_of
from .pieces import Piece

_EDGE = 5  # lines from the top or the foot of a page
_HEIGHT = 4.0  # points: how exactly the same height
_NUMBER = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(
    r"(?:(?:sid(?:a|an|nr)?|s|page)[.\s:]*)?\d{1,4}(?:\s*(?:\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|av\s+\d{1,4}))?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)

_MOST_NUMBERS = 4
_MUCH_LARGER = 1.15

_Key = tuple[str, int]


def furniture(pages: Sequence[Sequence[Piece]], size: float) -> list[set[int]]:
    """For each page, which of its pieces are heads and feet, by their indexes. `size` is that of the text."""
    edges = [_edges(page, 1.2 * size) for page in pages]
    keys = [
        {at: _keys(page[at], number, size) for at in edge}
        for number, (page, edge) in enumerate(zip(pages, edges, strict=True))
    ]
    counts = Counter(key for page in keys for key in set().union(*page.values()))
    found = []
    for page, edge, own in zip(pages, edges, keys, strict=True):
        repeated = {at for at in edge if any(counts[key] > 1 for key in own[at])}
        found.append(repeated | _numbers(page, edge, 1.2 * size, len(pages)))
    return found


def _edges(page: Sequence[Piece], pitch: float) -> set[int]:
    """The pieces of the first and the last lines."""
    rows = rows_of(boxes_of(page), pitch)
    return {box.ref for row in (*rows[:_EDGE], *rows[-_EDGE:]) for box in row}


def _keys(piece: Piece, page: int, size: float) -> set[_Key]:
    """Its text and height; also with its numbers as told from that of the page, with which they count."""
    height = round(piece.base / _HEIGHT)
    numbers = _NUMBER.findall(piece.text)
    heading = piece.size > _MUCH_LARGER * size or names_one(piece.text)
    if not numbers or len(numbers) > _MOST_NUMBERS or heading:
        return {(piece.text, height)}
    between = _NUMBER.split(piece.text)
    forms = product(*((number, f"page {int(number) - page}") for number in numbers))
    return {(" ".join((*between, *form)), height) for form in forms}


def _numbers(page: Sequence[Piece], edge: set[int], pitch: float, count: int) -> set[int]:
    """Page numbers that stand alone on the very first or last line."""
    order = sorted(edge)
    rows = rows_of(boxes_of([page[at] for at in order]), pitch)
    alone = [order[box.ref] for row in (rows[:1] + rows[-1:] if count > 1 else []) for box in row]
    return {at for at in alone if _PAGE_NUMBER.fullmatch(page[at].text.strip())}
