"""Labels that stand before their text with nothing between: a table printed as text ("Mål Vi ska öka …")."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..fuzzy import fold
from ..level_words import Role
from ..levels import level_at
from ..lines import Row
from .facts import ATTRIBUTES

_FEWEST = 3  # rows that begin with the same label
_LONGEST = 3  # words of a label
_WORDS = re.compile(r"\S+")
_LABELS = {Role.GOAL, Role.ACTION}
_NUMBER = re.compile(r"[IVX]+[.:]?$|[A-ZÅÄÖ][.:]?$|[A-ZÅÄÖ]?\d")
_COLUMNS = re.compile(r"\S\s{2,}\S")


def signed(rows: Sequence[Row]) -> list[Row]:
    """The rows with a colon after a label that begins several of them and has none.

    Only what stands after a colon is ever taken as text, so that what is taken stands in its line.
    """
    ends = [_label_end(row.text) for row in rows]
    said = Counter(fold(row.text[:end]) for row, end in zip(rows, ends, strict=True) if end)
    goals = any(count >= _FEWEST and _is_goal(word) for word, count in said.items())
    return [
        replace(row, text=f"{row.text[:end]}:{row.text[end:]}")
        if goals and end and said[fold(row.text[:end])] >= _FEWEST
        else row
        for row, end in zip(rows, ends, strict=True)
    ]


def _is_goal(word: str) -> bool:
    level = level_at(word.capitalize().split())
    return level is not None and level.role in _LABELS


def _label_end(text: str) -> int:
    """Where a label ends that a row begins with, a text with a capital after it; 0 where there is none."""
    words = list(_WORDS.finditer(text))[: _LONGEST + 1]
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        head, following = text[: words[count - 1].end()], words[count].group()
        begins = following[:1].isupper() and not _NUMBER.match(following)
        if begins and head[:1].isupper() and head[-1].isalpha() and _is_label(head):
            return 0 if _COLUMNS.search(text[words[count].start() :]) else len(head)
    return 0


def _is_label(head: str) -> bool:
    if fold(head) in ATTRIBUTES:
        return True
    level = level_at(head.split())
    singular = level is not None and level.plural is not True and not level.definite
    return singular and level is not None and level.role in _LABELS and level.words == len(head.split())
