"""Which word of a repaired text is which word of what was read, and the lines around a doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from .draft import Doubt
from .repair.text import HYPHENS

_BAND = 8
"""So far apart, in words, the two texts are let drift."""

_AROUND = 1
"""Lines shown before and after a doubted one."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words that were read, by their places, and those that came of them."""

    read: tuple[int, ...]
    made: tuple[int, ...]


def with_word(
    text: str,
    as_read: str,
    lines: Sequence[int],
    doubted: Sequence[int],
    read: str,
    taken: str,
    said: str,
) -> str:
    """`text` with `said` where `taken` stands for a `read` that was read on one of the `doubted` lines.

    `as_read` has one line for each of `lines`. Every other occurrence of the same words stays.
    """
    if not set(lines) & set(doubted):
        return text
    words = [
        (word, line) for row, line in zip(as_read.split("\n"), lines, strict=False) for word in row.split()
    ]
    made = text.split(" ")
    for pair in _aligned([word for word, _ in words], made):
        on_line = any(words[place][1] in doubted for place in pair.read)
        if on_line and _holds(_together([words[place][0] for place in pair.read]), read):
            for place in pair.made:
                made[place] = _swapped(made[place], taken, said)
    return " ".join(made)


@lru_cache(maxsize=4096)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w&#]){re.escape(word)}(?![\w&#])")


def _holds(spellings: tuple[str, ...], word: str) -> bool:
    return any(_whole(word).search(spelling) for spelling in spellings)


def _swapped(word: str, taken: str, said: str) -> str:
    return _whole(taken).sub(lambda _: said, word, count=1)


def _together(words: list[str]) -> tuple[str, ...]:
    """How words that a line end parted may be one: with the hyphen and without."""
    if len(words) == 1:
        return (words[0],)
    head, tail = words
    return (head + tail, head.rstrip(HYPHENS) + tail)


def _aligned(read: list[str], made: list[str]) -> list[_Pair]:
    """The cheapest way to walk through both: word by word, two that became one, one that became two."""
    best: dict[tuple[int, int], tuple[float, _Pair | None]] = {(0, 0): (0.0, None)}
    for i in range(len(read) + 1):
        for j in range(max(0, i - _BAND), min(len(made), i + _BAND) + 1):
            if (i, j) in best:
                _step(best, read, made, i, j)
    return list(_walked(best, len(read), len(made)))


def _step(
    best: dict[tuple[int, int], tuple[float, _Pair | None]], read: list[str], made: list[str], i: int, j: int
) -> None:
    cost = best[i, j][0]
    for used, given in ((1, 1), (2, 1), (1, 2), (1, 0), (0, 1)):
        if i + used > len(read) or j + given > len(made):
            continue
        pair = _Pair(tuple(range(i, i + used)), tuple(range(j, j + given)))
        total = cost + _cost(read[i : i + used], made[j : j + given])
        if total < best.get((i + used, j + given), (float("inf"), None))[0]:
            best[i + used, j + given] = (total, pair)


def _cost(read: list[str], made: list[str]) -> float:
    if not read or not made:
        return 1.0
    whole = "".join(made)
    extra = 0.3 * (len(read) + len(made) - 2)
    return extra + min(_distance(spelling, whole) for spelling in _together(read))


@lru_cache(maxsize=65536)
def _distance(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return 1.0 - SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() + 0.05


def _walked(best: dict[tuple[int, int], tuple[float, _Pair | None]], i: int, j: int) -> Iterator[_Pair]:
    while (i, j) in best and best[i, j][1] is not None:
        pair = best[i, j][1]
        assert pair is not None
        if pair.read and pair.made:
            yield pair
        i, j = i - len(pair.read), j - len(pair.made)


@dataclass(frozen=True, slots=True)
class Marked:
    """Some signs of a line; `doubted`: they are what the doubt is about."""

    text: str
    doubted: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the document as it was read. `meant`: the doubt is about this line, not only near it."""

    number: int
    runs: tuple[Marked, ...]
    meant: bool


def passages(lines: Sequence[str], doubt: Doubt) -> tuple[tuple[ShownLine, ...], ...]:
    """The places of a document that a doubt is about, each with the lines around it; `lines` from line 1."""
    wanted = sorted({line for line in doubt.lines if 1 <= line <= len(lines)})
    groups: list[list[int]] = []
    for line in wanted:
        if groups and line - groups[-1][-1] <= 2 * _AROUND:
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_passage(lines, group, doubt) for group in groups)


def _passage(lines: Sequence[str], group: list[int], doubt: Doubt) -> tuple[ShownLine, ...]:
    first, last = max(1, group[0] - _AROUND), min(len(lines), group[-1] + _AROUND)
    return tuple(
        ShownLine(
            number,
            _marked(lines[number - 1], doubt) if number in group else (Marked(lines[number - 1], False),),
            number in group,
        )
        for number in range(first, last + 1)
    )


def _marked(line: str, doubt: Doubt) -> tuple[Marked, ...]:
    """A line with what is doubted in it marked."""
    runs: list[Marked] = []
    at = 0
    for start, end in doubted_spans(line, doubt):
        if start > at:
            runs.append(Marked(line[at:start], False))
        runs.append(Marked(line[start:end], True))
        at = end
    if at < len(line) or not runs:
        runs.append(Marked(line[at:], False))
    return tuple(runs)


def doubted_spans(line: str, doubt: Doubt) -> tuple[tuple[int, int], ...]:
    """From where to where a line is doubted: a word wherever it stands, or the passage as it was read."""
    sought = [part.strip() for part in (doubt.as_read or "").split("\n") if part.strip()]
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for part in sought for span in _found(line, part)):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def _found(line: str, part: str) -> list[tuple[int, int]]:
    if " " in part:
        start = line.find(part)
        return [(start, start + len(part))] if start >= 0 else []
    return [match.span() for match in _whole(part).finditer(line)]
