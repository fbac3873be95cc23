"""Headings of the genre."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .fuzzy import fold, resembles
from .genre import HEADINGS, OWNED, Section

_NUMBERING = re.compile(r"^(?:#+\s*)?(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
_DATED = re.compile(
    r"(?<!\s)\s+(?:den\s+\d{1,2}\s+\w+\s+\d{4}|\d{4}-\d\d-\d\d)(?:,?\s*§\s*\d+)?$", re.IGNORECASE
)
_PROPOSED_IN = 3  # words before who is to decide: "Förslag till beslut i tekniska nämnden"
_PROPOSED_TO = re.compile(
    r"(?:\w+s )?forslag till (?:kommun|region)?(?:fullmaktiges?|styrelsens?|namndens?)(?: beslut)?"
)
_SPECK = re.compile(r"(?<=\w)['’](?=\w)")  # between words, where a scan lost the space


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """Which part of the document begins, and whose it is when the heading says so ("Förvaltningens …")."""

    section: Section
    owner: str | None = None


@lru_cache(maxsize=16384)
def section_heading(text: str) -> SectionHeading | None:
    """The part of the document that a row opens, or None when it is no such heading."""
    core = _DATED.sub("", _SPECK.sub(" ", _NUMBERING.sub("", text)).strip()).rstrip(":").strip()
    words = core.split()
    if not words or len(core) > 80 or len(words) > 8 or core[-1] in ".,;" or not core[:1].isupper():
        return None
    if _PROPOSED_TO.fullmatch(fold(core)):
        owner = words[0] if words[0].endswith("s") and fold(words[0]) != "forslag" else None
        return SectionHeading(Section.DECISION, owner)
    for section, phrases in HEADINGS.items():
        for phrase in phrases:
            size = len(phrase.split())
            if resembles(core, phrase, 0.17):
                return SectionHeading(section)
            owned = section in OWNED and size < len(words) <= size + 3
            if owned and _owned(words[:-size]) and resembles(" ".join(words[-size:]), phrase, 0.17):
                return SectionHeading(section, " ".join(words[:-size]))
    if len(words) > _PROPOSED_IN and resembles(" ".join(words[:_PROPOSED_IN]), "förslag till beslut", 0.17):
        return SectionHeading(Section.DECISION) if fold(words[_PROPOSED_IN]) in {"i", "for"} else None
    if re.fullmatch(r"bilaga \d{1,2}\.?", fold(core)):
        return SectionHeading(Section.ANNEXES)
    return None


def _owned(words: list[str]) -> bool:
    return fold(words[-1]).endswith("s")
