"""Texts without empty lines, as programs copy them out of pages: where paragraphs begin is told by the rows.

A row that ends a sentence, or stops where its words could end, and had room for the next word, ends its
paragraph. So does a row above a heading: short, unstopped, a capital beneath it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..genre import is_stop_word
from ..lines import Line
from ..numerals import marked

_FEWEST, _SHORTEST = 25, 30  # rows of such a text, and signs of a row on an average
_MOST_EMPTY = 0.05  # share of the lines
_AROUND = 6  # rows on either side that tell how long a row is here
_ROOMY, _ROOMIER, _SHORT = 0.93, 0.8, 0.62  # of a row's usual length
_STOPPED = re.compile(r"[.!?:][\"”»)\d¹²³]{0,2}$|\)$")
_ITS_OWN = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.?|§\s*\d+|[A-ZÅÄÖ]\.)\s+[A-ZÅÄÖ]")
_SURE_BULLETS = frozenset("•▪■►●○◦\uf0b7")
_BEGINS = re.compile(r"^[\"”»]?[A-ZÅÄÖÉ\d]|^§\s*\d")


def with_paragraphs(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text without empty ones, those that begin a paragraph set apart; others as they are."""
    filled = [line for line in lines if line.text.strip()]
    if not _is_dense(lines, filled):
        return list(lines)
    texts = [line.text.strip() for line in filled]
    apart: set[int] = set()
    for at in range(1, len(filled)):
        heading = filled[at - 1].number in apart and len(texts[at - 1]) <= _SHORT * _width(texts, at)
        if _begins(texts, at, heading=heading):
            apart.add(filled[at].number)
    return [replace(line, apart=line.number in apart) for line in lines]


def _is_dense(lines: Sequence[Line], filled: Sequence[Line]) -> bool:
    if len(filled) < _FEWEST or any(line.look.cell or line.look.heading for line in filled):
        return False
    last = next(at for at in range(len(lines) - 1, -1, -1) if lines[at].text.strip())
    empty = last + 1 - len(filled)
    return empty <= _MOST_EMPTY * (last + 1) and _mean(filled) >= _SHORTEST


def _mean(filled: Sequence[Line]) -> float:
    return sum(len(line.text.strip()) for line in filled) / len(filled)


def _begins(texts: Sequence[str], at: int, *, heading: bool) -> bool:
    """Whether a row begins a paragraph. `heading`: the one before is short and begins one itself."""
    before, text = texts[at - 1], texts[at]
    mark = marked(text)
    if mark is not None and mark.mark in _SURE_BULLETS:
        return True
    if (
        not (_BEGINS.match(text) or mark)
        or before[-1] in "-\u00ad,–&/"
        or before.count("(") > before.count(")")
    ):
        return False
    stopped = _STOPPED.search(before) is not None
    if stopped and (mark is not None or _ITS_OWN.match(text) or _is_heading(texts, at)):
        return True
    if mark is None and _ends_short_items(texts, at):
        return True
    share = (len(before) + 1 + len(text.split()[0])) / _width(texts, at)
    if stopped:
        return share <= _ROOMY
    return share <= _ROOMIER and (heading or not is_stop_word(before.split()[-1]))


def _ends_short_items(texts: Sequence[str], at: int) -> bool:
    """Whether a row follows the last of several items that took a row each."""
    items = [marked(text) for text in texts[max(0, at - 3) : at]]
    bullets = all(item is not None and item.mark in _SURE_BULLETS for item in items)
    return len(items) == 3 and bullets and not is_stop_word(texts[at - 1].split()[-1])


def _is_heading(texts: Sequence[str], at: int) -> bool:
    """Whether a row stands over others: short, unstopped, and a capital or a mark beneath it."""
    text, following = texts[at], texts[at + 1] if at + 1 < len(texts) else ""
    beneath = bool(_BEGINS.match(following)) or marked(following) is not None
    return len(text) <= _SHORT * _width(texts, at) and text[-1] not in ".,;-" and beneath


def _width(texts: Sequence[str], at: int) -> int:
    near = sorted(len(text) for text in texts[max(0, at - _AROUND) : at + _AROUND])
    return max(1, near[-1])
