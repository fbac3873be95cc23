"""The document's parts, in order, each with its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .about.reading import head_end
from .genre import Section
from .headings import section_heading
from .lines import Passage, Piece, Row

_CHAPTER = re.compile(r"(?P<number>\d{1,2})\.?\s+[A-ZÅÄÖ]")
_LOOK_AHEAD = 12  # rows
_SHORT_HEADING, _FEWEST_PROSE = 8, 18  # words


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the document: its kind, whose it is, its heading, its rows without the heading."""

    section: Section
    owner: str | None
    heading: Passage | None
    rows: tuple[Row, ...]


def split_sections(rows: Sequence[Row]) -> list[Part]:
    """The head, what runs on after it before the first heading, then one part per heading."""
    parts: list[Part] = []
    top = head_end(rows)
    section, owner, heading, start = Section.HEAD, None, None, 0
    for at, row in enumerate(rows):
        found = section_heading(row.text)
        if found is None or not _can_open(rows, at, found.section):
            ends = section is Section.DISTRIBUTION and at > start and _prose_at(rows, at)
            ends = ends or (section is Section.DECISION and _next_chapter(heading, row))
            if ends or (section is Section.HEAD and at == top and at > start):
                parts.append(Part(section, owner, heading, tuple(rows[start:at])))
                section, start = Section.OTHER, at
                owner, heading = (None, None) if ends else (owner, heading)
            continue
        parts.append(Part(section, owner, heading, tuple(rows[start:at])))
        section, owner, start = found.section, found.owner, at + 1
        heading = Passage((Piece(row.line, row.text),))
    parts.append(Part(section, owner, heading, tuple(rows[start:])))
    return parts


def _next_chapter(heading: Passage | None, row: Row) -> bool:
    """Whether a row is the heading of the chapter after a numbered one ("2 Så styrs …" after "1 Beslut")."""
    one = _CHAPTER.match(heading.flat) if heading is not None else None
    other = _CHAPTER.match(row.text)
    heads = row.open_gap and row.text[-1] not in ".,;:"
    return heads and one is not None and other is not None and int(other["number"]) == int(one["number"]) + 1


def _prose_at(rows: Sequence[Row], at: int) -> bool:
    """Whether prose begins at a row, or beneath it when it is a heading: no list of those to be told."""
    if not rows[at].open_gap:
        return False
    blocks: list[list[Row]] = []
    for row in rows[at : at + _LOOK_AHEAD]:
        if row.open_gap:
            blocks.append([])
        blocks[-1].append(row)
    texts = [" ".join(row.text for row in block) for block in blocks[:2]]
    first = len(texts[0].split()) <= _SHORT_HEADING and texts[0][-1:] not in ".,:" and len(texts) > 1
    told = texts[1] if first else texts[0]
    return len(told.split()) > _FEWEST_PROSE and "." in told


def _can_open(rows: Sequence[Row], at: int, section: Section) -> bool:
    """A one-word heading that could be the end of a sentence must not follow an open one without a gap."""
    row = rows[at]
    if row.open_gap or at == 0 or len(row.text.split()) > 1 or section is Section.ANNEXES:
        return True
    return at + 1 < len(rows) and len(rows[at - 1].text) < 60


def office_of(parts: Sequence[Part]) -> str | None:
    """Who signs: the owner of "…s förslag till beslut" or "…s synpunkter", without the genitive s."""
    for part in parts:
        if part.owner:
            word = part.owner.split()[-1]
            return word[:-1] if word.endswith("s") else word
    return None
