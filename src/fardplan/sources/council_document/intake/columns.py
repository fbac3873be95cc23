"""Columns of text on a page, found by the gutter between them, for printed text and for PDF alike.

A gutter is a place across which nothing is written for many lines, with running text on both sides. A table
has one too, but its cells are short, or begin at the same height on both sides.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Generic, TypeVar

Ref = TypeVar("Ref")

_FEWEST_LINES = 3
_FEWEST_WORDS = 4  # a line, as a rule, in running text
_MOST_PARTED = 0.25  # of the lines of a column, in pieces
_SAME_HEIGHT = 0.2  # of the distance between lines: the cells of a row begin so near each other
_ALIKE, _SURELY_ALIKE = 0.6, 0.9  # share of what begins on one side that begins beside it, in a table
_FULL, _MOSTLY = 0.8, 0.6  # of the width of a column, and share of its lines
_MARK = 0.6  # of the way from where a mark begins to its text
_CANDIDATES = 6
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Box(Generic[Ref]):
    """A piece of a line: from where to where, how far down, how many words; `ref` is the caller's own."""

    left: float
    right: float
    down: float
    words: int
    ref: Ref


Row = list[Box[Ref]]


def flows(boxes: Sequence[Box[Ref]], *, gap: float, pitch: float, depth: int = 0) -> list[list[Box[Ref]]]:
    """The pieces of a page in the order they are read: column by column, what runs over them in its place.

    `gap` is the narrowest gutter, `pitch` how far lines are apart. Within a flow, pieces come line by line.
    """
    rows = rows_of(boxes, pitch)
    cut = _best_cut(rows, gap, pitch) if depth < _DEEPEST else None
    if cut is None:
        return [[box for row in rows for box in row]] if rows else []
    found: list[list[Box[Ref]]] = []
    joins = False
    for free, band in _bands(rows, cut, gap):
        sides = _sides(band, cut, gap)
        if free and _is_columns(*sides, pitch=pitch):
            for side in sides:
                inner = [box for row in side for box in row]
                found += flows(inner, gap=gap, pitch=pitch, depth=depth + 1)
            joins = False
        else:
            pieces = [box for row in band for box in row]
            found[-1:] = [found[-1] + pieces] if joins else [*found[-1:], pieces]
            joins = True
    return found


def rows_of(boxes: Sequence[Box[Ref]], pitch: float) -> list[Row[Ref]]:
    """The pieces by lines, from the top, each line from the left."""
    rows: list[Row[Ref]] = []
    for box in sorted(boxes, key=lambda box: (box.down, box.left)):
        if rows and box.down - rows[-1][0].down <= 0.4 * pitch:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _best_cut(rows: Sequence[Row[Ref]], gap: float, pitch: float) -> float | None:
    """Where a second column begins: the place that parts most lines into columns."""
    if len(rows) < _FEWEST_LINES:
        return None
    start = min(box.left for row in rows for box in row)
    lefts = Counter(round(box.left) for row in rows for box in row if box.left > start + 5 * gap)
    usual = [left for left, count in lefts.most_common(_CANDIDATES) if count >= _FEWEST_LINES]
    worth = {left: _worth(rows, left, gap, pitch) for left in sorted(usual)}
    best = max(worth, key=lambda left: worth[left], default=None)
    return float(best) if best is not None and worth[best] else None


def _worth(rows: Sequence[Row[Ref]], cut: float, gap: float, pitch: float) -> int:
    bands = [band for free, band in _bands(rows, cut, gap) if free]
    return sum(len(band) for band in bands if _is_columns(*_sides(band, cut, gap), pitch=pitch))


def _bands(rows: Sequence[Row[Ref]], cut: float, gap: float) -> list[tuple[bool, list[Row[Ref]]]]:
    """Consecutive lines that keep the gutter free, and those between them that do not."""
    bands: list[tuple[bool, list[Row[Ref]]]] = []
    for row in rows:
        free = not any(box.left < cut - gap / 2 and box.right > cut - gap for box in row)
        if bands and bands[-1][0] == free:
            bands[-1][1].append(row)
        else:
            bands.append((free, [row]))
    return bands


def _sides(band: Sequence[Row[Ref]], cut: float, gap: float) -> tuple[list[Row[Ref]], list[Row[Ref]]]:
    left = [[box for box in row if box.left < cut - gap / 2] for row in band]
    right = [[box for box in row if box.left >= cut - gap / 2] for row in band]
    return [row for row in left if row], [row for row in right if row]


def _is_columns(left: list[Row[Ref]], right: list[Row[Ref]], *, pitch: float) -> bool:
    if not (_is_running_text(left) and _is_running_text(right)):
        return False
    beside = min(left[-1][0].down, right[-1][0].down) - max(left[0][0].down, right[0][0].down)
    return beside >= (_FEWEST_LINES - 1) * 0.9 * pitch and not _begin_together(left, right, pitch)


def _is_running_text(side: Sequence[Row[Ref]]) -> bool:
    if len(side) < _FEWEST_LINES:
        return False
    words = median(sum(box.words for box in row) for row in side)
    parted = sum(len(row) - _is_marked(row) > 1 for row in side)
    return words >= _FEWEST_WORDS and parted <= _MOST_PARTED * len(side)


def _is_marked(row: Row[Ref]) -> bool:
    """Whether a line begins with a mark: one short piece, and its text soon after it."""
    mark, *text = row
    short = (
        mark.words == 1 and mark.right - mark.left <= _MARK * (text[0].left - mark.left) if text else False
    )
    return short and len(text) == 1


def _begin_together(left: Sequence[Row[Ref]], right: Sequence[Row[Ref]], pitch: float) -> bool:
    """Whether what stands apart begins at the same heights on both sides, as the cells of a table do."""
    one, other = _beginnings(left, pitch), _beginnings(right, pitch)
    alike = sum(any(abs(down - beside) <= _SAME_HEIGHT * pitch for beside in other) for down in one)
    share = _SURELY_ALIKE if _is_filled(left) and _is_filled(right) else _ALIKE
    return alike >= 2 and alike >= share * min(len(one), len(other))


def _is_filled(side: Sequence[Row[Ref]]) -> bool:
    """Whether most lines reach as far as lines do here, as those of running text and few of a cell's."""
    rights = sorted(row[-1].right for row in side)
    start, end = min(row[0].left for row in side), rights[len(rights) * 9 // 10]
    return sum(right - start >= _FULL * (end - start) for right in rights) >= _MOSTLY * len(side)


def _beginnings(side: Sequence[Row[Ref]], pitch: float) -> list[float]:
    downs = [row[0].down for row in side]
    return [down for before, down in pairwise(downs) if down - before > 1.5 * pitch]
