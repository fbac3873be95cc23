"""What scans make of letters: which reading may stand for which letters, and how unlikely each mistake is.

A cost is minus log10 of a rough probability that a scan with trouble in its diacritics makes the mistake:
0.3 is "every second time", 1 "one in ten", 2 "one in a hundred". The values rank candidates; they are the
common experience with Swedish text read by an engine set for English, not fitted to any document.
"""

from collections.abc import Iterator
from functools import lru_cache

# Read -> what it may stand for. Trouble with å, ä and ö strikes a document all over, so several edits of
# this kind in one word are ordinary.
DIACRITICS: dict[str, tuple[tuple[str, float], ...]] = {
    "a": (("å", 0.4), ("ä", 0.4)),
    "o": (("ö", 0.3),),
    "A": (("Å", 0.4), ("Ä", 0.4)),
    "O": (("Ö", 0.3),),
    "é": (("å", 0.3), ("ä", 0.4), ("ö", 0.3)),
    "è": (("å", 0.4), ("ä", 0.4), ("ö", 0.5)),
    "É": (("Å", 0.4), ("Ä", 0.4), ("Ö", 0.4)),
    "á": (("å", 0.3), ("ä", 0.3)),
    "à": (("å", 0.3), ("ä", 0.3)),
    "â": (("å", 0.3), ("ä", 0.3)),
    "ã": (("å", 0.3), ("ä", 0.3)),
    "å": (("ä", 1.5),),
    "ä": (("å", 1.5),),
    "ó": (("ö", 0.2),),
    "ò": (("ö", 0.2),),
    "ô": (("ö", 0.2),),
    "õ": (("ö", 0.2),),
    "ø": (("ö", 0.2),),
    "ü": (("ä", 0.8), ("ö", 0.8)),
    "æ": (("ä", 0.2),),
    "i": (("ä", 0.9), ("å", 1.4)),
    "d": (("ä", 1.0), ("å", 1.2), ("ö", 1.3)),
    "&": (("å", 0.3), ("ä", 0.3), ("ö", 0.4)),
    "#": (("ä", 0.3), ("å", 0.4)),
    "@": (("å", 0.4), ("ä", 0.4), ("ö", 0.5)),
    "4": (("å", 0.4), ("ä", 0.3)),
    "6": (("ö", 0.2), ("ó", 2.0)),
    "8": (("ö", 0.4),),
    "°": (("ö", 0.5), ("å", 0.5)),
    "¢": (("å", 0.4), ("ö", 0.6)),
    "ii": (("ä", 0.7), ("å", 1.2)),
    "ia": (("ä", 1.2), ("å", 1.6)),
    "ai": (("ä", 1.2),),
    "ié": (("ä", 0.7), ("å", 1.0)),
    "éi": (("ä", 0.7),),
    "éa": (("å", 0.8), ("ä", 0.8)),
    "aé": (("å", 0.8), ("ä", 0.8)),
    "dé": (("å", 1.3), ("ä", 1.3)),
}
# Mistakes with the shapes of other letters; one or two in a word.
SHAPES: dict[str, tuple[tuple[str, float], ...]] = {
    "S": (("Ö", 1.6),),
    "s": (("ö", 1.9),),
    "t": (("f", 1.9), ("ö", 2.0)),
    "f": (("t", 2.0), ("ö", 2.2)),
    "i": (("l", 1.6), ("ö", 1.7)),
    "l": (("i", 1.6), ("I", 1.6), ("t", 1.9)),
    "I": (("l", 1.0), ("i", 1.6)),
    "1": (("l", 0.4), ("i", 0.4), ("I", 0.5)),
    "|": (("l", 0.4), ("i", 0.5), ("I", 0.5)),
    "!": (("l", 0.5), ("i", 0.5)),
    "0": (("o", 0.3), ("ö", 0.5), ("O", 0.5)),
    "5": (("s", 0.4), ("S", 0.5)),
    "8": (("B", 0.6), ("g", 1.0)),
    "9": (("g", 0.6),),
    "rn": (("m", 1.0),),
    "m": (("rn", 1.4),),
    "ri": (("n", 1.6),),
    "in": (("m", 1.8),),
    "cl": (("d", 1.2),),
    "li": (("h", 1.6),),
    "vv": (("w", 0.8),),
    "h": (("b", 2.2),),
    "b": (("h", 2.3),),
    "c": (("e", 1.6), ("o", 2.3)),
    "e": (("c", 1.8), ("é", 1.6), ("o", 2.4), ("å", 1.9), ("ä", 1.9)),
    "n": (("u", 2.4), ("ri", 2.4)),
    "u": (("n", 2.4),),
    "q": (("g", 1.5),),
    "g": (("q", 2.0),),
    "y": (("v", 2.0),),
    "v": (("y", 2.0),),
    "£": (("f", 0.5),),
    "$": (("s", 0.5),),
}
FIGURES = {"l": "1", "I": "1", "|": "1", "o": "0", "O": "0", "S": "5", "B": "8", "g": "9", "q": "9", "Z": "2"}
"""Letters that a scan reads among figures."""
LOST = (("å", 2.2), ("ä", 2.2), ("ö", 2.2))  # a letter that left no trace
ADDED_FIRST = {"J": 2.2, "|": 1.0, "j": 2.4}  # a stroke of the margin read as a first letter
_MOST_DIACRITICS = 4
_MOST_SHAPES = 2
_MOST_STRINGS = 4000


def misreadings(read: str) -> Iterator[tuple[str, float]]:
    """Words that trouble with diacritics may have turned into `read`, fewest edits first, with costs."""
    yield from _rewritten(read, DIACRITICS, _MOST_DIACRITICS, lost=False)


def rare_misreadings(read: str) -> Iterator[tuple[str, float]]:
    """The same with every mistake of the table: other shapes, a lost letter, a stroke too many."""
    both = {key: DIACRITICS.get(key, ()) + SHAPES.get(key, ()) for key in DIACRITICS.keys() | SHAPES.keys()}
    yield from _rewritten(read, both, _MOST_SHAPES, lost=True)
    if read[:1] in ADDED_FIRST and len(read) > 3:
        cost = ADDED_FIRST[read[0]]
        yield read[1:], cost
        for word, more in _rewritten(read[1:], DIACRITICS, _MOST_SHAPES, lost=False):
            yield word, cost + more


def _rewritten(
    read: str, table: dict[str, tuple[tuple[str, float], ...]], most: int, *, lost: bool
) -> Iterator[tuple[str, float]]:
    """Breadth first over the number of edits; edits go from left to right and never overlap."""
    level = [(read, 0, 0.0)]  # word so far, where the next edit may begin, cost
    strings = 0
    for _ in range(most):
        following = []
        for word, start, cost in level:
            for new, after, more in _edits(word, start, table, lost=lost):
                strings += 1
                if strings > _MOST_STRINGS:
                    return
                yield new, cost + more
                following.append((new, after, cost + more))
        level = following


def _edits(
    word: str, start: int, table: dict[str, tuple[tuple[str, float], ...]], *, lost: bool
) -> Iterator[tuple[str, int, float]]:
    for at in range(start, len(word)):
        for size in (1, 2):
            for true, cost in table.get(word[at : at + size], ()):
                yield word[:at] + true + word[at + size :], at + len(true), cost
    if lost:
        for at in range(start, len(word) + 1):
            for true, cost in LOST:
                yield word[:at] + true + word[at:], at + 1, cost


@lru_cache(maxsize=4096)
def neighbours(read: str, true: str) -> bool:
    """Whether the table can turn `true` into `read`: the promise that a repair never invents a word.

    The case of a first letter is left out: a scan loses it, and a name is shown with a capital.
    """
    return any(
        _reachable(word, other) or (word[:1] in ADDED_FIRST and _reachable(word[1:], other))
        for word in (read, read[:1].lower() + read[1:])
        for other in (true, true[:1].lower() + true[1:])
    )


def _reachable(read: str, true: str) -> bool:
    """Dynamic programme over prefixes: which prefixes of `true` the prefixes of `read` may stand for."""
    reached = [[False] * (len(true) + 1) for _ in range(len(read) + 1)]
    reached[0][0] = True
    for row in range(len(read) + 1):
        for column in range(len(true) + 1):
            if reached[row][column]:
                _spread(reached, read, true, row, column)
    return reached[-1][-1]


def _spread(reached: list[list[bool]], read: str, true: str, row: int, column: int) -> None:
    if row < len(read) and column < len(true) and read[row] == true[column]:
        reached[row + 1][column + 1] = True
    if column < len(true) and true[column] in "åäö":
        reached[row][column + 1] = True
    for size in (1, 2):
        part = read[row : row + size]
        if len(part) < size:
            continue
        meanings = [meant for meant, _ in DIACRITICS.get(part, ()) + SHAPES.get(part, ())]
        for meant in [*meanings, FIGURES[part]] if part in FIGURES else meanings:
            if true.startswith(meant, column):
                reached[row + size][column + len(meant)] = True
