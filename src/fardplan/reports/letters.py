"""Letters that the fonts of a PDF lack: found and told by place, since none may be gone without a word."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as xml

from fardplan.presentation.sentences import Sentence
from fardplan.reports.vector import SVG
from fardplan.vocabulary.errors import RuleError

ORDINARY = re.compile("[\n\t -~\xa0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u2212]*")
"""Letters and signs that the fonts are known to have."""

MOST_TOLD = 20

Probe = Callable[[str], bool]
"""Whether a text can be set."""


def check_drawn(data: Mapping[str, Any], drawings: Iterable[str], can_set: Probe) -> None:
    """Raises `RuleError` for a drawing whose words cannot be set: the typesetter would leave them out."""
    titles = (block["title"] for block in data["blocks"] if block["is"] == "figure")
    for title, svg in zip(titles, drawings, strict=True):
        words = "".join(drawn_words(svg))
        if not ORDINARY.fullmatch(words) and not can_set(words):
            raise _lacking(missing(words, can_set), title)


def drawn_words(svg: str) -> Iterator[str]:
    """The words that are seen in a drawing."""
    for element in xml.fromstring(svg).iter(f"{{{SVG}}}text"):  # noqa: S314 - we drew it ourselves
        yield "".join(element.itertext())


def told(data: Mapping[str, Any], can_set: Probe) -> RuleError:
    """What to say of a report that cannot be set: which letters are lacking, and under which heading."""
    place = data["title"]
    for block in ({"is": "title", "text": [data["title"], data["subtitle"], data["head"]]}, *data["blocks"]):
        if block["is"] == "heading":
            place = block["text"]
        words = "".join(_strings(block))
        if not ORDINARY.fullmatch(words) and (signs := missing(words, can_set)):
            return _lacking(signs, place)
    signs = missing("".join(_strings([data["sources"], data["signatures"]])), can_set)
    return _lacking(signs, data["words"]["sources"])


def missing(words: str, can_set: Probe) -> tuple[str, ...]:
    """The signs of a text that cannot be set, each once in the order of the text, the first ones."""
    found: list[str] = []
    for sign in dict.fromkeys(words):
        if not ORDINARY.fullmatch(sign) and not can_set(sign):
            found.append(sign)
        if len(found) == MOST_TOLD:
            break
    return tuple(found)


def _strings(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for value in said.values():
            yield from _strings(value)
    elif isinstance(said, Sequence):
        for value in said:
            yield from _strings(value)


def _lacking(signs: Sequence[str], place: str) -> RuleError:
    return RuleError(
        Sentence("the fonts of the PDF lack these signs: {signs}", signs=" ".join(signs)),
        where=place,
        instead=Sentence(
            "Make the report as Word, where the computer's own fonts are used, or write the words with other "
            "letters."
        ),
        outcome=Sentence("No PDF was made."),
    )
