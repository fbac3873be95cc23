"""From the pieces of a page to lines in reading order: columns, paragraphs, what is set further in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ...lines import Cell
from ..columns import Box, flows, rows_of
from .boxes import boxes_of
from .pieces import Piece

_FURTHEST = 200
_WIDE = 1.6  # of the size: so much room between pieces is shown as room
_MOST_SPACING = 2.0  # of the size: lines further apart are no paragraph
_AFTER_MARK = 5.0  # the same, after a list mark
_OPEN = 1.25  # of the usual distance between lines: more begins something new
_SHORT = 0.85  # of the column: a line that ends there with its sentence ends a paragraph
_BULLET = re.compile(r"\s*[•▪◦○●■□➢✓·]\s")
_COUNTED = re.compile(r"\s*(?:[–-]|\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[a-zåäö]\)|\([a-z\d]{1,4}\))\s")
_LABEL = re.compile(r"(?:[^\W\d]+ ){0,2}\d{1,2}(?:\.\d{1,2}){0,3}[.:)]?")
_MARK = re.compile(
    r"[^\w\s]{1,2}|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlc]{1,5}|[a-zåäö])[.):]{0,2}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line of a flow."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    new_block: bool = True
    note: str = ""
    cell: Cell | None = None
    aside: bool = False


def rows_in_order(pieces: Sequence[Piece], size: float, page: int) -> list[list[Row]]:
    """The lines of a page by the flows they are read in."""
    found = flows(boxes_of(pieces), gap=max(0.8 * size, 5), pitch=1.2 * size)
    told: list[list[Row]] = []
    for flow in found:
        middle = median(pieces[box.ref].size for box in flow)
        rows = _in_blocks(_lines_of(flow, pieces, middle, page), middle)
        if told and _goes_on_below(told[-1], rows, middle):
            rows[0] = replace(rows[0], new_block=False)
        told.append(rows)
    return told


def _lines_of(flow: Sequence[Box[int]], pieces: Sequence[Piece], size: float, page: int) -> list[Row]:
    left = min(box.left for box in flow)
    return [_row([pieces[box.ref] for box in row], left, size, page) for row in rows_of(flow, 1.1 * size)]


def _row(pieces: Sequence[Piece], left: float, size: float, page: int) -> Row:
    """The pieces of a line, each as far in as on the page where there is room between them."""
    text = "" if pieces[0].note else " " * _far_in(pieces[0], left, size)
    text += pieces[0].text
    for before, piece in pairwise(pieces):
        room = piece.left - before.right
        marked = before is pieces[0] and bool(_MARK.fullmatch(before.text) or _LABEL.fullmatch(before.text))
        wide = room > (_AFTER_MARK if marked else _WIDE) * max(piece.size, before.size)
        text += " " * max(3, _far_in(piece, left, size) - len(text)) if wide else " "
        text += piece.text
    letters = sum(piece.letters for piece in pieces)
    main = max(pieces, key=lambda piece: piece.letters)
    bold = sum(piece.bold_letters for piece in pieces) >= 0.95 * letters
    note = pieces[0].note
    return Row(text, page, pieces[0].left, pieces[-1].right, main.base, main.size, bold, note=note)


def _in_blocks(rows: Sequence[Row], size: float) -> list[Row]:
    """The lines, those that go on in the paragraph above said to."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    steps = [before.base - row.base for before, row in pairwise(rows)]
    usual = min(max(_usual(steps) / size, 1), _MOST_SPACING)
    told = [rows[0]]
    start = rows[0]
    for (before, row), step in zip(pairwise(rows), steps, strict=True):
        near = step <= _OPEN * usual * row.size
        goes_on = near and not _parted(before, row, left, right) and not _next_item(start, row)
        start = start if goes_on else row
        told.append(replace(row, new_block=not goes_on))
    return told


def _next_item(start: Row, row: Row) -> bool:
    """Whether both begin with a number of a list, at the same place."""
    same = abs(row.left - start.left) < row.size
    return same and bool(_COUNTED.match(start.text) and _COUNTED.match(row.text))


def _usual(steps: Sequence[float]) -> float:
    """The distance between lines of one paragraph: that of the closer ones."""
    close = sorted(step for step in steps if step > 0)
    return close[len(close) // 4] if close else 0.0


def _goes_on_below(above: Sequence[Row], rows: Sequence[Row], size: float) -> bool:
    """Whether a flow goes on in the one before: straight below it, or in the next column."""
    last, first = above[-1], rows[0]
    left, right = min(row.left for row in above), max(row.right for row in above)
    if _parted(last, first, left, right):
        return False
    if 0 < last.base - first.base <= _OPEN * 1.3 * size and abs(last.left - first.left) < size:
        return True
    reaches = last.right - left >= _SHORT * (right - left)
    return first.base > last.base and reaches and last.text.rstrip()[-1:] not in ".:!?"


def _far_in(piece: Piece, left: float, size: float) -> int:
    """How many letters in it stands; a letter is half as wide as it is high."""
    return min(round((piece.left - left) / (0.5 * size)), _FURTHEST)


def _room_for_first_word(row: Row) -> float:
    """What its first word would have needed on the line before: with more left, that line ends by will."""
    return (0.55 * len(row.text.split(maxsplit=1)[0]) + 0.5) * row.size


def _parted(before: Row, row: Row, left: float, right: float) -> bool:
    """Whether two lines near each other are of two blocks, by their looks, their ends or a list mark."""
    if abs(before.size - row.size) > 0.06 * row.size or (before.bold and not row.bold) or row.note:
        return True
    ended = before.text.rstrip()[-1:] in ".:;!?"
    short = right - before.right > _room_for_first_word(row)
    if row.bold and not before.bold and (ended or short):
        return True
    outdented = row.left < before.left - 0.5 * row.size
    if _BULLET.match(row.text) or (_COUNTED.match(row.text) and (ended or short or outdented)):
        return True
    set_in = row.left > before.left + row.size and before.left - left < row.size
    return ended and before.text.rstrip()[-1:] != ";" and (short or set_in)
