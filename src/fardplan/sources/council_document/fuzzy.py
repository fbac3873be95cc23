"""Comparing words of the genre with words read from a scan: fold what scans confuse, then count letters.

Structure is found with these few rules and without a dictionary, so that a document of two thousand
pages is laid out in seconds; the dictionary is asked only about the texts that end up in the draft.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_FOLD = str.maketrans(
    {
        **dict.fromkeys("åäáàâãæ&#@", "a"),
        **dict.fromkeys("öóòôõø°", "o"),
        **dict.fromkeys("éèêë", "e"),
        **dict.fromkeys("íìîï", "i"),
        **dict.fromkeys("üúùû", "u"),
        **dict.fromkeys("—–‐‑−", "-"),
        **dict.fromkeys("’‘´`", "'"),
    }
)
_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^[^\w&#]+|(?<![^\w&#])[^\w&#]+$")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without the rings and dots that scans lose, spaces made single."""
    return _SPACE.sub(" ", text.casefold().translate(_FOLD)).strip()


def bare(token: str) -> str:
    """A token without the punctuation around it."""
    return _EDGES.sub("", token)


@lru_cache(maxsize=131072)
def distance(left: str, right: str, limit: int) -> int:
    """Letters to change, drop or add between two strings; `limit + 1` as soon as it is more than `limit`.

    A column of the edit table is kept in the bits of two whole numbers: 1 where it grows downwards, 1 where
    it shrinks. Source: Myers, JACM 46(3), 1999, 395-415, for the whole string as in Hyyrö, 2003.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    if (_letters(left) ^ _letters(right)).bit_count() > 2 * limit:
        return limit + 1  # an edit takes at most one letter out of the set and puts one in
    if left == right or not left or not right:
        return max(len(left), len(right)) if left != right else 0
    every, last = (1 << len(left)) - 1, 1 << (len(left) - 1)
    places: dict[str, int] = {}
    for at, letter in enumerate(left):
        places[letter] = places.get(letter, 0) | 1 << at
    grows, shrinks, found = every, 0, len(left)
    for at, letter in enumerate(right):
        equal = places.get(letter, 0)
        diagonal = (((equal & grows) + grows) ^ grows) | equal | shrinks
        across_up, across_down = shrinks | ~(diagonal | grows), grows & diagonal
        found += bool(across_up & last) - bool(across_down & last)
        if found - (len(right) - at - 1) > limit:
            return limit + 1
        across_up, across_down = across_up << 1 | 1, across_down << 1
        grows, shrinks = (across_down | ~(diagonal | across_up)) & every, across_up & diagonal & every
    return min(found, limit + 1)


@lru_cache(maxsize=65536)
def _letters(text: str) -> int:
    """The set of letters as bits; some letters share one, which only makes strings look more alike."""
    found = 0
    for letter in text:
        found |= 1 << (ord(letter) & 63)
    return found


def allowance(length: int, share: float = 0.2) -> int:
    """How many letters may differ in a text of this length: none under four, one under ten, then a share."""
    if length < 4:
        return 0
    return max(1, int(length * share))


def resembles(read: str, wanted: str, share: float = 0.2) -> bool:
    """Whether what was read can be `wanted` with scan noise: folded, at most a share of letters apart."""
    left, right = fold(read), fold(wanted)
    limit = allowance(len(right), share)
    return left == right or distance(left, right, limit) <= limit


def nearest(read: str, wanted: Iterable[str], share: float = 0.2) -> str | None:
    """The one of `wanted` that `read` resembles most, or None; ties go to the first."""
    best, best_distance = None, 10_000
    left = fold(read)
    for candidate in wanted:
        right = fold(candidate)
        limit = min(allowance(len(right), share), best_distance - 1)
        if limit < 0:
            break
        found = distance(left, right, limit)
        if found <= limit:
            best, best_distance = candidate, found
    return best
