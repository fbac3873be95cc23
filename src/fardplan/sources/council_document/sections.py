"""The document's parts, in order, each with its rows; and whether it is such a document at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.vocabulary.errors import InputError

from .fuzzy import bare, fold
from .genre import BODIES, HEADINGS, KINDS_OF_DOCUMENT, Section, canonical
from .headings import section_heading
from .lines import Row

_DECIDING = ("beslutar", "beslutade", "föreslår", "föreslås", "godkänner", "godkänna", "godkänns", "beslut")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the document: its kind, whose it is, the line of its heading, its rows without heading."""

    section: Section
    owner: str | None
    heading_line: int | None
    rows: tuple[Row, ...]


def split_sections(rows: Sequence[Row]) -> list[Part]:
    """The head (what stands before the first heading), then one part per heading."""
    parts: list[Part] = []
    section, owner, line, start = Section.HEAD, None, None, 0
    for at, row in enumerate(rows):
        heading = section_heading(row.text)
        if heading is None or not _can_open(rows, at, heading.section):
            continue
        parts.append(Part(section, owner, line, tuple(rows[start:at])))
        section, owner, line, start = heading.section, heading.owner, row.line, at + 1
    parts.append(Part(section, owner, line, tuple(rows[start:])))
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


def check_genre(parts: Sequence[Part], rows: Sequence[Row]) -> None:
    """Raise InputError, saying what was looked for and what was there, when this is no council document."""
    sections = {part.section for part in parts if part.section not in {Section.HEAD, Section.OTHER}}
    words = [fold(bare(token)) for row in rows[:4000] for token in row.text.split() if len(token) >= 6]
    bodies = _met(words, BODIES)
    kinds = _met(words, KINDS_OF_DOCUMENT)
    deciding = _met(words, _DECIDING)
    score = len(sections) + min(2, len(bodies)) + len(kinds) + min(2, len(deciding))
    if score >= 5 and deciding and (bodies or kinds) and (sections or kinds):
        return
    seen = sorted(HEADINGS[section][0] for section in sections) + sorted(bodies | kinds | deciding)
    raise InputError(
        "this is not a council document (tjänsteutlåtande) that can be read",
        instead="Looked for headings such as 'Förslag till beslut', 'Sammanfattning', 'Bakgrund', 'Ärendet' "
        "and 'Bilaga', for a deciding body such as kommunstyrelsen or a nämnd, and for words of decision: "
        f"'beslutar', 'föreslår', 'godkänns'. Found: {', '.join(seen) if seen else 'none of them'}.",
        outcome="No draft was made.",
    )


def _met(words: Sequence[str], wanted: tuple[str, ...]) -> set[str]:
    met: set[str] = set()
    for word in dict.fromkeys(words):
        found = canonical(word, wanted)
        if found is None and "namnd" in word and "nämnden" in wanted:
            found = "nämnden"
        if found:
            met.add(found)
    return met
