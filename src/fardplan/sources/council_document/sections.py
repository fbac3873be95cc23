"""The document's parts, in order, each with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from .about.reading import head_end
from .genre import Section
from .headings import section_heading
from .lines import Passage, Piece, Row


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
            if section is Section.HEAD and at == top and at > start:
                parts.append(Part(section, owner, heading, tuple(rows[start:at])))
                section, start = Section.OTHER, at
            continue
        parts.append(Part(section, owner, heading, tuple(rows[start:at])))
        section, owner, start = found.section, found.owner, at + 1
        heading = Passage((Piece(row.line, row.text),))
    parts.append(Part(section, owner, heading, tuple(rows[start:])))
    return parts


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
