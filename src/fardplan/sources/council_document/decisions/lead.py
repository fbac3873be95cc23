"""The words before the points: who is to decide them, and whether a row announces points at all."""

import re

from ..fuzzy import fold
from ..lines import Passage
from ..sentences import unbroken

_BODY = (
    r"(?<!\w)(?:[A-ZÅÄÖa-zåäö]\S*\s+(?=stadsdelsn|n\wmnd))?"
    r"(?:\w+-\s+och\s+)?(?:\w*fullm\w*ktige|\w*styrelsens?\s+\w*utskott|\w*styrelsen|\w*n\wmnden|\w*n\wmnd"
    r"|\w*utskottet"
    r"|direktionen|\w*beredningen|\w*stämman)"
)
_DECIDES = re.compile(
    rf"(?P<body>{_BODY})\s+(?:har\s+)?(?:f\wr\s+egen\s+del\s+)?"
    r"(?:f\wresl\w+\s+)?(?:f\wr egen del\s+)?beslut\w*",
    re.I,
)
_PROPOSED_TO = re.compile(
    rf"f\wresl\w+\s+(?:att\s+)?(?P<body>{_BODY})\s+(?:att\s+)?(?:beslut\w*|att\b|anta\b)?", re.I
)
_ANNOUNCING = re.compile(r"\b(?:beslutar|beslutade|besluta|beslutat|foreslar|foreslas)\b")
_OF_GOALS = re.compile(r"\b\w*(?:mal|malen|strategier|atgarder|insatser|omraden|indikatorer)\b\s*:?$")
_LONGEST = 30  # words


def decider(lead: Passage) -> Passage | None:
    """The body that is to decide, named last before the points ("… att kommunfullmäktige beslutar")."""
    text, offsets = unbroken(lead)
    found = [*_DECIDES.finditer(text), *_PROPOSED_TO.finditer(text)]
    if not found:
        return None
    last = max(found, key=lambda match: match.start("body"))
    start, end = last.span("body")
    return lead.slice(offsets[start], offsets[end - 1] + 1)


def announces_points(text: str) -> bool:
    """Whether a row or paragraph ends by announcing what is decided ("Styrelsen beslutade …:")."""
    words = text.split()
    if not words or len(words) > _LONGEST or _OF_GOALS.search(fold(text)):
        return False
    ended = text.rstrip().endswith((":", "att")) or fold(text).rstrip(".").endswith(
        ("for egen del", "foljande", "beslutar", "besluta", "beslutade", "§")
    )
    return ended and bool(_ANNOUNCING.search(fold(text)))
