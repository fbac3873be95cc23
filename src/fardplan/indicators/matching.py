"""Which indicator a milestone's text is about, as a proposal with a confidence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    at the beginning of a word of the text. Indicators that tie lose half of what they have above one
    half, since the text does not tell them apart, and none is surer than those above it.
    """
    found = [match for item in definitions if item.words and (match := _match(text, item))]
    found = [match for match in found if match.confidence >= LEAST_CONFIDENCE]
    found.sort(key=lambda match: (-match.confidence, -len(match.words), match.indicator))
    return tuple(_less_sure_where_tied(found))


def _less_sure_where_tied(found: Sequence[Match]) -> Iterator[Match]:
    ranks = Counter(map(_rank, found))
    ceiling = 1.0
    for match in found:
        own = match.confidence
        ceiling = min(ceiling, own if ranks[_rank(match)] == 1 else (own + LEAST_CONFIDENCE) / 2)
        yield replace(match, confidence=ceiling)


def _rank(match: Match) -> tuple[float, int]:
    return match.confidence, len(match.words)


def _match(text: str, definition: IndicatorDefinition) -> Match:
    words = tuple(
        word for word in definition.words if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)
    )
    return Match(definition.key, len(words) / len(definition.words), words)
