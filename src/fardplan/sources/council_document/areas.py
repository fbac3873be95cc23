"""The target areas: one entry per name, however often and however garbled the document names it."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .fuzzy import bare, distance, fold
from .genre import COUNT_WORDS
from .level_words import Role
from .levels import level_at
from .lines import Passage

_COUNTS = {fold(word): count for word, count in COUNT_WORDS.items()}  # short words: no letter may differ
_MOST_SPELLINGS = 8  # of one name; what differs from all of them is compared with the first ones
_SAME = 0.25  # share of letters that may differ between two readings of one name
_SAME_IN_PARTS = 0.12  # the same, when words have been run together or apart
_SAME_WORD = 0.4


@dataclass(slots=True)
class Area:
    """A target area: the best place that names it, and the spellings it has been met in."""

    place: int
    passage: Passage
    listed: bool = False
    spellings: list[str] = field(default_factory=list)

    def meet(self, name: Passage, place: int) -> None:
        """Take note of a place that names the area."""
        if place > self.place:
            self.place, self.passage = place, name
        self.listed |= place in {LIST_LINE, SENTENCE}
        if name.flat not in self.spellings and len(self.spellings) < _MOST_SPELLINGS:
            self.spellings.append(name.flat)

    def is_named(self, text: str) -> bool:
        """Whether a text names this area, in any of the spellings met so far."""
        return any(same_name(text, known) for known in self.spellings)


# How good a place is for taking the name from: a list line and a heading carry it whole, with its capital.
LIST_LINE, HEADING, ANNOUNCED, SENTENCE = 4, 3, 2, 1


class Areas:
    """The areas of one document, in the order of its list of them, else of appearance."""

    def __init__(self) -> None:
        self.found: list[Area] = []

    def add(self, name: Passage, place: int) -> Area:
        """The area that a passage names; a new one when none is known by that name."""
        area = self.named(name.flat)
        if area is None:
            area = Area(place, name)
            self.found.append(area)
        area.meet(name, place)
        return area

    def named(self, text: str) -> Area | None:
        return next((area for area in self.found if area.is_named(text)), None)

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(spelling for area in self.found for spelling in area.spellings)


@lru_cache(maxsize=65536)
def same_name(left: str, right: str) -> bool:
    """Whether two readings are one name, scan noise allowed: alike as a whole and word by word.

    Word by word, because "Ett tryggt Norrvik" and "Ett jämlikt Norrvik" differ in few letters.
    """
    one, other = fold(bare(left)), fold(bare(right))
    if one == other:
        return True
    words = list(zip(one.split(), other.split(), strict=False))
    whole = len(one.split()) == len(other.split())
    limit = int((_SAME if whole else _SAME_IN_PARTS) * max(len(one), len(other)))
    if limit == 0 or distance(one, other, limit) > limit:
        return False
    return not whole or all(_same_word(read, wanted) for read, wanted in words)


def _same_word(read: str, wanted: str) -> bool:
    limit = max(1, int(_SAME_WORD * max(len(read), len(wanted))))
    return distance(read, wanted, limit) <= limit


def enumerated(sentence: Passage) -> list[Passage]:
    """The areas that a sentence counts up after saying how many ("inom de fyra målområdena a, b, c samt d").

    Only when the count is met exactly; otherwise nothing, because a comma says too little.
    """
    text = sentence.flat
    tokens = list(re.finditer(r"\S+", text))
    for at, token in enumerate(tokens[:-1]):
        count = _count(token.group())
        after = next(
            (
                place
                for place in (at + 1, at + 2)
                if place < len(tokens) and _names(tokens[place].group(), Role.AREA)
            ),
            None,
        )
        if count is None or after is None or text[tokens[after].end() - 1] in ".,":
            continue
        start = tokens[after].end()
        stop = re.search(r"[.!?](?:\s|$)", text[start:])
        end = start + stop.start() if stop else len(text)
        parts = _parts(text, start, end, count)
        if parts:
            return [sentence.slice(left, right) for left, right in parts]
    return []


def _count(token: str) -> int | None:
    return _COUNTS.get(fold(bare(token)))


def _names(token: str, role: Role) -> bool:
    level = level_at([token])
    return level is not None and level.role is role


def stated_count(text: str, role: Role) -> int | None:
    """How many of a level a text says there are ("de fyra målområdena"); two adjectives may stand between."""
    tokens = text.split()
    for at, token in enumerate(tokens):
        count = _count(token)
        if count and any(_names(other, role) for other in tokens[at + 1 : at + 4]):
            return count
    return None


def _parts(text: str, start: int, end: int, count: int) -> list[tuple[int, int]]:
    """Cut `text[start:end]` at commas and "samt"; at the last "och" too when that makes the count."""
    for pattern in (r",\s+|;\s+|\s+samt\s+", r",\s+|;\s+|\s+samt\s+|\s+och\s+(?!.*\soch\s)"):
        cuts = list(re.finditer(pattern, text[start:end]))
        edges = [start, *(start + cut.end() for cut in cuts)]
        stops = [*(start + cut.start() for cut in cuts), end]
        spans = [_trim(text, left, right) for left, right in zip(edges, stops, strict=True)]
        spans = [(left, right) for left, right in spans if 0 < len(text[left:right].split()) <= 8]
        if len(spans) == count:
            return spans
    return []


def _trim(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left] in " ,;:-–—":
        left += 1
    while right > left and text[right - 1] in " ,;:":
        right -= 1
    return left, right
