"""Lists as scans leave them: marks broken or lost, numerals in one heap and texts in another, pages between.

A list is cut into chunks where something says "here begins an item": a mark, an empty line, a capital
letter after a line that had room for more. Each boundary has a strength. Numerals that stand alone are
counted: when they say six and there are five chunks, the best boundary that was not taken is taken; when
there are seven, the weakest is given up. What nobody numbered is told apart from prose by its look.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .fuzzy import bare, resembles
from .genre import is_stop_word
from .lines import Passage, Row, continues, passage, unfinished
from .numerals import Marked, could_be, mark_of, numeral_alone, value

_INNER_STOP = re.compile(r"(?<![.\s][a-zåäö])(?<!\b[a-zåäö])(?:\w\w|\))\.\s+[A-ZÅÄÖ]")
_FACT_BEGUN = re.compile(r"\b(?:[Aa]nsvar\w*|[Kk]älla|[Kk]lart)\s*:$")
_MARK, _BLANK, _PAGE, _CAPITAL, _ROOM, _FULL_STOP = 9.0, 2.0, 1.0, 1.0, 1.5, 1.0
_HANGING = -3.0  # the row before ends with a word that cannot end an item
_ROOMY = 0.8  # of a row: one that ends there could have held the next word
TAKEN = 2.0  # strength from which a boundary is taken without being counted
_LONGEST_ITEM = 70  # words


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its text, the mark read before it, its number, and whether the number was taken on trust."""

    passage: Passage
    mark: str | None
    number: int
    on_trust: bool
    mark_line: int | None


@dataclass(frozen=True, slots=True)
class ReadList:
    """The items of one list, how many rows they took, and the numerals that stood without text."""

    items: tuple[ListItem, ...]
    used: int
    alone: tuple[tuple[str, int], ...] = ()
    miscounted: bool = False


@dataclass(slots=True)
class _Chunk:
    rows: list[Row]
    strength: float
    first: int  # place of its first row in the region
    mark: str | None = None
    bullet: bool = False
    weak: dict[int, float] = field(default_factory=dict)  # place among its rows -> boundary not taken

    @property
    def text(self) -> str:
        return " ".join(row.text for row in self.rows)

    @property
    def numbered(self) -> bool:
        return self.mark is not None and not self.bullet


def read_list(
    region: Sequence[Row],
    *,
    office: str | None = None,
    width: int = 0,
    sentences: bool = False,
    announced: bool = True,
    clean: bool = False,
) -> ReadList:
    """The list that a region of rows begins with.

    `office` is who signs the document: a paragraph that begins with its name is its own argument, no item.
    `width` is how long the document's rows are (letters), to tell a row that had room for more.
    `sentences`: the items are sentences and may end with a full stop (decisions); nothing is cut as prose.
    `announced`: a colon stood before the list, so a single plain sentence may be its only item.
    `clean`: the document shows no scan noise, so that no item of a list with marks has lost its own.
    """
    chunks, alone = _chunks(region, width, bare_numbers=sentences)
    if clean:
        chunks = _marked_alone(chunks, width)
    if not sentences:
        chunks, stop = _without_prose(chunks, office, announced)
        alone = [numeral for numeral in alone if numeral[0] < stop]
    counted = len(alone) + sum(chunk.numbered for chunk in chunks) if alone else 0
    if alone:
        chunks = _counted(chunks, counted)
    if not chunks:
        return ReadList((), 0)
    used = max(chunks[-1].first + len(chunks[-1].rows), 1 + max((place for place, _ in alone), default=-1))
    numerals = tuple((row.text, row.line) for _, row in alone)
    return ReadList(
        tuple(_numbered(chunks, numerals, clean=clean)),
        used,
        numerals,
        bool(alone) and counted != len(chunks),
    )


def _chunks(
    region: Sequence[Row], width: int, *, bare_numbers: bool
) -> tuple[list[_Chunk], list[tuple[int, Row]]]:
    chunks: list[_Chunk] = []
    alone: list[tuple[int, Row]] = []
    width = max([width, *(len(row.text) for row in region)])
    before: Row | None = None
    for place, row in enumerate(region):
        if numeral_alone(row.text):
            alone.append((place, row))
            before = None
            continue
        if not any(sign.isalnum() for sign in row.text):
            continue  # a mark whose text stands on the next row, or dirt
        mark = mark_of(row, bare_numbers=bare_numbers)
        if mark and not _ends_a_sentence(row, mark, chunks):
            own = replace(row, text=mark.text)
            chunks.append(_Chunk([own], _MARK, place, mark.mark, mark.bullet))
        else:
            strength = boundary(before, row, width)
            if not chunks or strength >= TAKEN:
                chunks.append(_Chunk([row], strength, place))
            else:
                chunks[-1].weak[len(chunks[-1].rows)] = strength
                chunks[-1].rows.append(row)
        before = row
    return chunks, alone


def _ends_a_sentence(row: Row, mark: Marked, chunks: Sequence[_Chunk]) -> bool:
    """Whether a figure that a row begins with ends a bullet's sentence ("… klockan 7 till / 22.")."""
    if mark.bullet or not mark.mark.rstrip(".").isdecimal() or row.open_gap or row.look.mark or not chunks:
        return False
    before = chunks[-1].rows[-1].text
    return chunks[-1].bullet and unfinished(before) and is_stop_word(before.split()[-1])


def boundary(before: Row | None, row: Row, width: int) -> float:
    """How strongly a plain row begins a new item."""
    if continues(row) and not (before is not None and row.gap == "blank" and not unfinished(before.text)):
        return 0.0 if before is not None or not row.gap else _HANGING
    if before is None:
        return _BLANK + _CAPITAL
    begins = 0.0 if row.text[:1].isdigit() and row.gap == "" else _CAPITAL
    strength = begins + {"blank": _BLANK, "page": _PAGE}.get(row.gap, 0.0)
    if len(before.text) + 1 + len(row.text.split()[0]) <= 0.95 * width:
        strength += _ROOM
    if not unfinished(before.text):
        strength += _FULL_STOP
    if (
        before.text[-1] in "-,–"
        or _FACT_BEGUN.search(before.text)
        or (unfinished(before.text) and is_stop_word(before.text.split()[-1]))
        or _in_parenthesis(before.text)
    ):
        strength += _HANGING
    return strength


def _in_parenthesis(text: str) -> bool:
    return text.count("(") > text.count(")")


def _without_prose(chunks: list[_Chunk], office: str | None, announced: bool) -> tuple[list[_Chunk], int]:
    """The chunks up to the first that is prose, and the place where the list stops.

    Prose between two numbered items is their explanation and is passed over.
    """
    kept: list[_Chunk] = []
    for at, chunk in enumerate(chunks):
        following = chunks[at + 1 :]
        if not _prose(chunk, kept, following, office, announced):
            kept.append(chunk)
        elif not (kept and _goes_on(kept, following)):
            return kept, chunk.first
    return kept, 1_000_000


def _marked_alone(chunks: list[_Chunk], width: int) -> list[_Chunk]:
    """The chunks of a clean list: plain rows right beneath an item go on in it, others end the list."""
    if not chunks or chunks[0].mark is None:
        return chunks
    kept: list[_Chunk] = []
    for at, chunk in enumerate(chunks):
        if chunk.mark is not None:
            kept.append(chunk)
        elif not chunk.rows[0].open_gap:
            if _after_the_last(kept[-1], chunks[at:], width):
                return kept
            kept[-1] = replace(kept[-1], rows=kept[-1].rows + chunk.rows)
        elif not _goes_on(kept, chunks[at + 1 :]):
            return kept
    return kept


def _after_the_last(last: _Chunk, rest: list[_Chunk], width: int) -> bool:
    """Whether prose follows the last item, whose row had room for more: it begins where rows begin."""
    row, before = rest[0].rows[0], last.rows[-1]
    had_room = len(before.text) + 1 + len(row.text.split()[0]) <= _ROOMY * width
    marked_later = any(chunk.mark is not None for chunk in rest)
    return had_room and not marked_later and not row.look.new_block and row.indent <= last.rows[0].indent


def _goes_on(kept: list[_Chunk], following: list[_Chunk]) -> bool:
    expected = sum(chunk.numbered for chunk in kept) + 1
    upcoming = next((chunk for chunk in following if chunk.mark is not None), None)
    return (
        kept[-1].numbered
        and upcoming is not None
        and upcoming.numbered
        and upcoming.mark is not None
        and could_be(upcoming.mark, expected)
    )


def _prose(
    chunk: _Chunk, kept: list[_Chunk], following: list[_Chunk], office: str | None, announced: bool
) -> bool:
    if chunk.mark is not None:
        return False
    text = chunk.text
    stopped = text.endswith(".")
    if text.endswith(":") or _INNER_STOP.search(text) or len(text.split()) > _LONGEST_ITEM:
        return True
    if office and resembles(bare(text.split()[0]), office):
        return True
    if stopped and not (kept and all(one.text.endswith(".") for one in kept)):
        return bool(kept) or not announced
    if any(one.mark is not None for one in kept) and chunk.rows[0].open_gap:
        all_marked = all(one.mark is not None for one in kept)
        return (stopped and all_marked) or _stands_over_prose(chunk, following)
    return False


def _stands_over_prose(chunk: _Chunk, following: list[_Chunk]) -> bool:
    """A single row with prose under it is a heading, not an item that lost its mark."""
    if len(chunk.rows) > 1 or not following or following[0].mark is not None:
        return False
    text = following[0].text
    return text.endswith(".") or bool(_INNER_STOP.search(text))


def _counted(chunks: list[_Chunk], wanted: int) -> list[_Chunk]:
    """Split or join chunks at their best and weakest boundaries until the numerals are matched."""
    chunks = list(chunks)
    while len(chunks) < wanted:
        options = [
            (strength, -at, place)
            for at, chunk in enumerate(chunks)
            for place, strength in chunk.weak.items()
            if strength >= _CAPITAL
        ]
        if not options:
            break
        strength, at, place = max(options)
        chunks[-at : -at + 1] = _split(chunks[-at], place, strength)
    while len(chunks) > wanted:
        joinable = [
            (chunk.strength, at) for at, chunk in enumerate(chunks) if at and chunk.strength < TAKEN + _ROOM
        ]
        if not joinable:
            break
        _, at = min(joinable)
        chunks[at - 1 : at + 1] = [_join(chunks[at - 1], chunks[at])]
    return chunks


def _split(chunk: _Chunk, place: int, strength: float) -> list[_Chunk]:
    head = replace(chunk, rows=chunk.rows[:place], weak={at: s for at, s in chunk.weak.items() if at < place})
    later = {at - place: s for at, s in chunk.weak.items() if at > place}
    return [head, _Chunk(chunk.rows[place:], strength, chunk.first + place, weak=later)]


def _join(left: _Chunk, right: _Chunk) -> _Chunk:
    return replace(left, rows=left.rows + right.rows, weak={})


def _numbered(chunks: list[_Chunk], alone: tuple[tuple[str, int], ...], *, clean: bool) -> list[ListItem]:
    """Give each item its number: its place, unless the marks say where the list starts or jumps.

    In a clean list the marks are what they seem: bullets among numbers are items of their own count.
    """
    if clean and not alone:
        return _as_marked(chunks)
    bullets = all(chunk.mark is None or chunk.bullet for chunk in chunks) and not alone
    pooled = list(alone)
    items = []
    expected = _start(chunks)
    for chunk in chunks:
        mark, line = chunk.mark, chunk.rows[0].line
        if mark is None and pooled:
            mark, line = pooled.pop(0)
        stated = value(mark) if mark and not chunk.bullet else None
        if stated is not None and expected < stated <= expected + 3 and chunk.numbered and not alone:
            expected = stated
        trusted = not bullets and (mark is None or chunk.bullet or not could_be(mark, expected))
        lost = bullets and mark is None and any(one.mark for one in chunks)
        items.append(ListItem(passage(chunk.rows), mark, expected, trusted or lost, line if mark else None))
        expected += 1
    return items


def _as_marked(chunks: list[_Chunk]) -> list[ListItem]:
    """The items with the numbers that their marks state, else their places."""
    return [
        ListItem(
            passage(chunk.rows),
            chunk.mark,
            (value(chunk.mark) if chunk.mark and not chunk.bullet else None) or place,
            on_trust=False,
            mark_line=chunk.rows[0].line if chunk.mark else None,
        )
        for place, chunk in enumerate(chunks, start=1)
    ]


def _start(chunks: list[_Chunk]) -> int:
    starts = [
        stated - at
        for at, chunk in enumerate(chunks)
        if chunk.mark and not chunk.bullet and (stated := value(chunk.mark)) is not None
    ]
    usual = max(set(starts), key=lambda start: (starts.count(start), -start)) if starts else 1
    return usual if usual >= 1 and starts.count(usual) >= 2 else 1
