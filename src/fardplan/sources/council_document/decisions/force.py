"""With what force a decision point binds, and whom."""

import re

from ..draft import Force
from ..fuzzy import bare, fold
from ..sentences import plain
from ..told.words import DOCUMENT

_FORCES: tuple[tuple[Force, re.Pattern[str]], ...] = (
    (
        "godkänns",
        re.compile(
            r"\b(?:godkan(?:ns|ner|na)|faststall(?:s|er|a)|anta[sr]?|(?:lagg(?:s|er|a)"
            r"|lagga) .{0,80}?till handlingarna"
            r"|laggs till handlingarna|besvara[sr]?|avslas?|avslar|bifall(?:s|er|a)|notera[sr]?"
            r"|avsatt(?:s|er|a)|anvisa[sr]?|bevilja[sr]?)\b"
        ),
    ),
    (
        "uppmanas",
        re.compile(
            r"\b(?:uppmana[sr]?|rekommendera[sr]?|anmoda[sr]?|hemstall(?:er|a)|inbjud(?:s|er|a)"
            r"|begara?r? hos)\b"
        ),
    ),
    ("ska", re.compile(r"\b(?:ska|skall|alagg(?:s|er|a)|uppdra[sr]?|i uppdrag|uppdraget att)\b")),
)
_ADDRESSED = re.compile(
    r"\b(?:uppdra|uppdrar|uppdras)\s+(?:\wt|till|&t)\s+(?P<given>.+?)\s+att\b"
    r"|\b(?:ge|ger|uppmana|uppmanar|rekommendera|rekommenderar|ålägga"
    r"|anmoda)\s+(?P<urged>.+?)\s+(?:i\s+uppdrag\b|att\b)"
    r"|\b(?:hemställa|hemställer)\s+(?:hos|till)\s+(?P<asked>.+?)\s+(?:om|att)\b",
    re.IGNORECASE,
)
_HANDED = re.compile(
    r"\b(?:överlämna|överlämnar|överlämnas|översända|översänder|översänds|delge|delges|skickas"
    r"|remittera\w*|anmälas?)\b"
    r".*?\btill\s+(?P<name>.+?)(?:\s+(?:för|som|i enlighet)\b|[.,;]|$)",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(rf"^(?:att\s+)?{DOCUMENT}\s+(?:ska|skall)\s+(?:galla|ersatta)\b")
_BINDING = frozenset(
    ["ska", "skall", "uppmanas", "rekommenderas", "ges", "far", "alaggs", "uppdras", "anmodas", "inbjuds"]
)
_LONGEST_NAME = 12  # words


def force_of(point: str) -> Force:
    """With what force a point binds, by the first verb that says so.

    "godkänns" also stands for fastställs, antas, noteras and the like: the council itself acts, nobody is
    told to. "ges i uppdrag" binds like "ska"; a point that urges someone to give a task urges.
    """
    text = plain(point)
    if _OF_ITSELF.match(text):
        return "unclear"
    found = [(match.start(), force) for force, pattern in _FORCES if (match := pattern.search(text))]
    return min(found)[1] if found else "unclear"


def addressee_of(text: str, force: Force) -> str | None:
    """Who is to act, as the repaired point names them; None when the council itself acts or none is named.

    A point that only hands something over names who gets it.
    """
    if force == "godkänns":
        return None
    if force == "unclear":
        handed = _HANDED.search(text)
        return _name(handed["name"].strip()) if handed else None
    inner = _ADDRESSED.search(text)
    if inner and (fold(text).startswith("att ") or inner.start() < 5):
        return _name(_of(inner))
    words = text.split()
    at = next((place for place, word in enumerate(words) if fold(bare(word)) in _BINDING), None)
    if not at:
        return _name(_of(inner)) if inner else None
    return _name(" ".join(words[:at]))


def _of(match: re.Match[str]) -> str:
    return (match["given"] or match["urged"] or match["asked"]).strip()


def _name(words: str) -> str | None:
    return words if 0 < len(words.split()) <= _LONGEST_NAME else None
