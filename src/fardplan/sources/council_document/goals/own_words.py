"""Levels under a word of the document's own: headings that count it ("Förflyttning 1: …", "… 2: …")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..fuzzy import fold
from ..level_words import Role
from ..levels import Level
from ..lines import Row
from .facts import attribute
from .labels import label

_COUNTED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<word>[A-ZÅÄÖ][a-zåäö]{2,})\s+(?P<number>\d{1,2})\s*[:.–-]\s+(?P<title>[A-ZÅÄÖ].*)$"
)
_BINDS = re.compile(r"\b(?:ska|skall)\b")
_OTHERS = frozenset(
    (
        *(
            "bilaga",
            "tabell",
            "figur",
            "diagram",
            "kapitel",
            "avsnitt",
            "sida",
            "sidan",
            "bild",
            "karta",
            "not",
        ),
        *(
            "kommentar",
            "alternativ",
            "scenario",
            "fråga",
            "exempel",
            "version",
            "paragraf",
            "punkt",
            "ärende",
        ),
        *("arende", "beslut", "vecka", "dag", "kvartal", "tertial", "artikel", "rad", "kolumn", "arskurs"),
        *("fraga", "moment", "grupp", "niva", "steg", "fas", "etapp", "nr", "nummer", "illustration"),
    )
)
_LONGEST = 15  # words of such a heading
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class OwnHeading:
    """A heading that counts a level of the document's own: the level, its number, where its text begins."""

    level: Level
    number: str
    start: int


def counted_headings(rows: Sequence[Row]) -> dict[int, OwnHeading]:
    """The headings by their places, where one unknown word is counted 1, 2, 3."""
    found: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for at, row in enumerate(rows):
        match = _COUNTED.match(row.text) if len(row.text.split()) <= _LONGEST else None
        if match and fold(match["word"]) not in _OTHERS and _stands(row):
            known = found.setdefault(match["word"], [])
            if int(match["number"]) == len(known) + 1:
                known.append((at, match))
    own: dict[int, OwnHeading] = {}
    for word, places in found.items():
        if len(places) >= _FEWEST:
            shall = sum(bool(_BINDS.search(match["title"])) for _, match in places)
            role = Role.GOAL if 2 * shall > len(places) else Role.AREA
            level = Level(word, role, 1, plural=False, definite=False)
            own |= {at: OwnHeading(level, match["number"], match.start("title")) for at, match in places}
    return own


def _stands(row: Row) -> bool:
    """Whether a row can be such a heading: it begins something, and says nothing that is known."""
    begins = row.open_gap or row.look.heading > 0 or row.look.new_block
    return begins and row.look.cell is None and label(row.text) is None and attribute(row.text) is None
