"""Which way a milestone points, by the verbs and comparatives of general Swedish."""

import re

from .draft import Direction
from .goals.figures import NUMBER

_UP = re.compile(
    r"\b(?:öka[rdst]?|ökade|ökas|ökning(?:en)?|fler|flera|mer|större|högre|höj(?:a|s|er|ts|da|d|t|as)|stig(?:a|er|it)"
    r"|förbättra[rdst]?|förbättrade|förbättras|bättre|väx(?:a|er|t)|stärk(?:a|er|s|ts|as|t)|fördubbla[dst]?|förläng(?:a|s|er))\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:minska[rdst]?|minskade|minskas|minskning(?:en)?|färre|lägre|mindre|sjunk(?:a|er|it)|sänk(?:a|s|er|ts|t|as|ta)"
    r"|halvera[rdst]?|halverade|halveras|avta(?:r|git)?|försvinn(?:a|er)|upphör(?:a|t)?|kort(?:are|as|ats))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:inte|ej|varken\s+\w+\s+eller)\s+(?:\w+\s+)?$", re.IGNORECASE)

_BOUND = re.compile(
    rf"\s+än\s+(?:{NUMBER}|var\b)", re.IGNORECASE
)  # "mer än två veckor" says how far, not where to


def direction(text: str) -> Direction:
    """ "up" or "down" when all words of direction agree, "unclear" when they do not or there are none.

    A negated word ("ska inte öka") says neither. The words are those of the milestone's text: "lågt" and
    "otrygga" describe what is counted, not where it is to go, and are not asked.
    """
    up, up_negated = _found(_UP, text)
    down, down_negated = _found(_DOWN, text)
    if up_negated or down_negated or up == down:
        return "unclear"
    return "up" if up else "down"


def says_direction(text: str) -> bool:
    """Whether any word of direction stands in a text, be it negated or against another."""
    return _found(_UP, text)[0] or _found(_DOWN, text)[0]


def _found(pattern: re.Pattern[str], text: str) -> tuple[bool, bool]:
    matches = [match for match in pattern.finditer(text) if not _BOUND.match(text, match.end())]
    negated = any(_NOT.search(text[: match.start()]) for match in matches)
    return bool(matches), negated
