"""Officers' own texts as they are kept: paragraphs without anything that a document could not give back."""

from collections.abc import Iterable

from fardplan.reports.plain import UNHELD

SHOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands where a character stood that no document can hold."""


def paragraphs_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs as they are kept: none is empty or has room around it.

    A line break within a paragraph is a newline, however it was written. A character that no document can
    hold is seen to be replaced.
    """
    told = (_broken(text).strip() for text in texts)
    return tuple(text for text in told if text)


def paragraphs_in(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that was written in one field, with an empty line between them."""
    found: list[list[str]] = [[]]
    for line in _broken(text).split("\n"):
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return paragraphs_of("\n".join(lines) for lines in found)


def _broken(text: str) -> str:
    return UNHELD.sub(SHOWN, text.replace("\r\n", "\n").replace("\r", "\n"))
