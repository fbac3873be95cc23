"""Which indicator a milestone's text is about, as a proposal with a confidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition

LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator proposed for a text: how many of its words the text has, and which."""

    indicator: str
    confidence: float
    words: tuple[str, ...]


def matches(text: str, definitions: Iterable[IndicatorDefinition]) -> tuple[Match, ...]:
    """The indicators whose words stand in `text`, the most confident first; none below one half.

    The confidence is the share of the indicator's words that are found. A word is a stem: it is found
    at the beginning of a word of the text. An indicator that other indicators tie with loses half of
    what it has above one half, since the text does not tell them apart.
    """
    found = [match for item in definitions if item.words and (match := _match(text, item))]
    found = [match for match in found if match.confidence >= LEAST_CONFIDENCE]
    found.sort(key=lambda match: (-match.confidence, -len(match.words), match.indicator))
    if len(found) > 1 and _rank(found[0]) == _rank(found[1]):
        shared = (found[0].confidence + LEAST_CONFIDENCE) / 2
        return tuple(
            Match(match.indicator, shared, match.words) if _rank(match) == _rank(found[0]) else match
            for match in found
        )
    return tuple(found)


def _rank(match: Match) -> tuple[float, int]:
    return match.confidence, len(match.words)


def _match(text: str, definition: IndicatorDefinition) -> Match:
    words = tuple(
        word for word in definition.words if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)
    )
    return Match(definition.key, len(words) / len(definition.words), words)
