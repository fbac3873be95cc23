"""Tables of measures that have lost their columns, as programs copy them out of pages.

"Indikator Utfall 2025 Mål 2029" stands over rows that each end with as many values as the head has, the name
of a measure before them, on as many rows as it took.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..fuzzy import fold
from ..level_words import Role
from ..levels import level_at
from ..lines import Passage, Row, passage
from ..numerals import mark_of

_HEADS = re.compile(
    r"(?P<word>utfall|nulage|basvarde|startvarde|resultat|malvarde|malniva|mal|kalla|periodicitet|prognos)\b"
    r"(?:\s+(?:ar\s+)?(?P<year>20\d\d))?|(?P<alone>20\d\d)"
)
_VALUE = r"(?:[<>≥≤~]?\s?\d{1,3}(?:[  ]\d{3})*(?:,\d+)?\s?%?|[–-])"
_LONGEST_NAME = 4  # rows of a measure's name
_FEWEST = 2  # values of a row


@dataclass(frozen=True, slots=True)
class TornRow:
    """A measure with its values as they stand: what is today, and what is to be reached, by which year."""

    name: Passage
    base: Passage | None
    target: Passage | None
    year: int | None


@dataclass(frozen=True, slots=True)
class TornTable:
    """The measures of such a table, and how many rows of the document it took."""

    rows: tuple[TornRow, ...]
    used: int


@dataclass(frozen=True, slots=True)
class _Head:
    word: str
    year: int | None


def torn_table_at(rows: Sequence[Row], at: int, ends: Sequence[bool]) -> TornTable | None:
    """The table that begins at a row, or None. `ends` tells of each row whether it says what it is itself."""
    heads = _heads(rows[at].text) if rows[at].look.cell is None else []
    if len(heads) < _FEWEST:
        return None
    values = re.compile(rf"^(?P<name>.*?)\s*(?P<values>(?:{_VALUE}(?:\s+|$)){{{len(heads)}}})$")
    found: list[TornRow] = []
    name: list[Row] = []
    used = 1
    for place in range(at + 1, len(rows)):
        row = rows[place]
        match = values.match(row.text)
        if (
            ends[place]
            or mark_of(row)
            or len(name) > _LONGEST_NAME
            or (name and match is None and row.text[:1] in "•")
        ):
            break
        name.append(row)
        if match is not None:
            found.append(_row(name, match, heads))
            name, used = [], place + 1 - at
    return TornTable(tuple(found), used) if found else None


def _heads(text: str) -> list[_Head]:
    """The heads of the columns of values, where a row is the head of such a table."""
    words = text.split()
    level = level_at(words[:1]) if words else None
    if level is None or level.role is not Role.MEASURE:
        return []
    rest = fold(" ".join(words[1:]))
    found = list(_HEADS.finditer(rest))
    if "".join(_HEADS.sub("", rest).split()):
        return []
    values = [match for match in found if match["word"] not in {"kalla", "periodicitet"}]
    years = [match["year"] or match["alone"] for match in values]
    return [
        _Head(match["word"] or "", int(year) if year else None)
        for match, year in zip(values, years, strict=True)
    ]


def _row(name: list[Row], match: re.Match[str], heads: Sequence[_Head]) -> TornRow:
    last = name[-1]
    spans = [found.span() for found in re.finditer(_VALUE, match["values"])]
    cells = [
        passage([last]).slice(match.start("values") + left, match.start("values") + right)
        for left, right in spans
    ]
    whole = passage(name)
    text = whole.slice(0, len(whole.flat) - len(last.text) + match.end("name"))
    aims = [at for at, head in enumerate(heads) if head.word.startswith("mal") or not head.word]
    told = [at for at, head in enumerate(heads) if not head.word.startswith("mal") and head.word]
    goal = aims[-1] if aims and len(cells) == len(heads) else None
    return TornRow(
        text,
        cells[told[-1]] if told and len(cells) == len(heads) else None,
        cells[goal] if goal is not None else None,
        heads[goal].year if goal is not None else None,
    )
