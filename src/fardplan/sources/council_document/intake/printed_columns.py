"""Text as a page printed with spaces: two columns beside each other are parted, tables are left alone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..lines import Line
from .columns import Box, flows, rows_of

_PIECE = re.compile(r"\S+(?: \S+)*")
_GUTTER = 2  # blanks
_EDGE = 2  # lines at the top and foot of a page where running heads stand
_MOST_LINES = 400  # of one page: a text without page breaks is looked at in such parts
_WIDEST = 400
_NOTE = re.compile(r"\s*(\d{1,2})\s?[A-ZÅÄÖ]")
_NOTE_GAP = 2
_MOST_NOTE_LINES = 12
_SHORT = 0.75  # of a column: a line that ends there ends something

_Flow = Sequence[Box[int]]


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines with columns parted; the same lines when there are none."""
    pages = _pages(lines)
    heads = _repeated(pages)
    found: list[Line] = []
    for page in pages:
        found += _parted(page, heads)
    return [replace(line, number=number) for number, line in enumerate(found, start=1)]


def _pages(lines: Sequence[Line]) -> list[Sequence[Line]]:
    starts = [0]
    for at, line in enumerate(lines):
        blank = not line.text.strip()
        if at > starts[-1] and (line.new_page or (blank and at - starts[-1] >= _MOST_LINES)):
            starts.append(at)
    return [lines[start:end] for start, end in pairwise([*starts, len(lines)])]


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Texts at the top or foot of more than one page."""
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.text.strip()]
        counts.update({_mask(line) for line in (*filled[:_EDGE], *filled[-_EDGE:])})
    return {text for text, count in counts.items() if count > 1}


def _mask(line: Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split()))


def _parted(page: Sequence[Line], heads: set[str]) -> list[Line]:
    filled = [at for at, line in enumerate(page) if line.text.strip()]
    edges = {at for at in (*filled[:_EDGE], *filled[-_EDGE:]) if _mask(page[at]) in heads}
    body = [at for at in filled if at not in edges]
    boxes = [box for at in body for box in _boxes(at, page[at].text)]
    if not any(len(list(_PIECE.finditer(page[at].text))) > 1 for at in body):
        return list(page)
    found = flows(boxes, gap=_GUTTER, pitch=1)
    if len(found) < 2:
        return list(page)
    texts, notes = _without_notes(found, page)
    told = _told(texts, page)
    for note in notes:
        told += [Line(0, ""), *_lines(note, page)]
    told = [*page[: body[0]], *told, *page[body[-1] + 1 :]]
    return [replace(line, new_page=page[0].new_page and at == 0) for at, line in enumerate(told)]


def _without_notes(found: Sequence[_Flow], page: Sequence[Line]) -> tuple[list[_Flow], list[_Flow]]:
    """The flows, and the notes at the foot of columns: they stand in no sentence and come last."""
    texts, notes = [], []
    for flow in found:
        at = next((at for at in range(1, len(flow)) if _begins_notes(flow, at, page)), len(flow))
        texts.append(flow[:at])
        notes += [flow[at:]] if at < len(flow) else []
    return texts, notes


def _begins_notes(flow: _Flow, at: int, page: Sequence[Line]) -> bool:
    box = flow[at]
    apart = box.ref - flow[at - 1].ref > _NOTE_GAP and flow[-1].ref - box.ref < _MOST_NOTE_LINES
    found = _NOTE.match(page[box.ref].text[int(box.left) :]) if apart else None
    if found is None:
        return False
    mark = re.compile(rf"[a-zåäö.,;:)”]{found[1]}(?!\d)")
    return any(mark.search(line.text) for line in page)


def _boxes(at: int, text: str) -> list[Box[int]]:
    if len(text) > _WIDEST:
        return [Box(0, len(text), at, len(text.split()), at)]
    pieces = _PIECE.finditer(text.expandtabs())
    return [Box(piece.start(), piece.end(), at, len(piece[0].split()), at) for piece in pieces]


def _told(found: Sequence[_Flow], page: Sequence[Line]) -> list[Line]:
    told: list[Line] = []
    last = -1
    for flow in found:
        first = flow[0].ref
        lines = _lines(flow, page)
        apart = first - last - 1 if first > last else int(bool(told) and _ends(told[-1], lines[0], flow))
        told += [Line(0, "")] * (apart if told else 0)
        told += lines
        last = max(last, flow[-1].ref)
    return told


def _lines(flow: _Flow, page: Sequence[Line]) -> list[Line]:
    """The lines of a flow; those of a column are seen from where it begins."""
    rows = rows_of(flow, 1)
    left = int(min(box.left for box in flow))
    parts = [page[row[0].ref].text.expandtabs()[left : int(row[-1].right)] for row in rows]
    if all(part.strip() == page[row[0].ref].text.strip() for part, row in zip(parts, rows, strict=True)):
        return list(page[rows[0][0].ref : rows[-1][0].ref + 1])
    told = [replace(page[rows[0][0].ref], text=parts[0])]
    for (before, row), part in zip(pairwise(rows), parts[1:], strict=True):
        line = replace(page[row[0].ref], text=part)
        ended = _ends(told[-1], line, flow)
        between = range(before[0].ref + 1, row[0].ref)
        told += [Line(0, "")] * sum(ended or not page[at].text.strip() for at in between)
        told.append(line)
    return told


def _ends(line: Line, following: Line, flow: _Flow) -> bool:
    """Whether a line of a column ends something: by its sign, by its length, or because a heading follows."""
    width = max(box.right for box in flow) - min(box.left for box in flow)
    after = following.text.strip()
    heading = after[:1].isupper() and len(after) < _SHORT * width / 2
    return line.text.rstrip()[-1:] in ".:!?" or len(line.text) < _SHORT * width or heading
