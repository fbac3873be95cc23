"""A document as it came in: numbered lines in reading order, whatever kind of file they stood in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..lines import PLAIN, Line, Look

Form = Literal["text", "pdf", "word", "html"]

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
    | dict.fromkeys("\u00a0\u202f\u2007", " ")
    | dict.fromkeys("\u200b\u2060\ufeff", "")
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HALF = re.compile(r"[\ud800-\udfff]")
_PLAIN_LETTERS = re.compile(r"[\t\x20-\x7eåäöÅÄÖéÉüÜ–—”’•§…»«·½°²³]*")


@dataclass(frozen=True, slots=True)
class Paper:
    """The lines of a document, numbered from 1 in reading order, and what kind of file they came from.

    `pages` is how many pages there are and `page_of` the page of each line, from 1, where the file tells it.
    `aside` numbers the lines that stand on the paper and not in its text: running heads, page numbers, notes,
    a table of contents; None when the file cannot tell, and they must be found by their words.
    """

    lines: tuple[Line, ...]
    form: Form
    pages: int | None = None
    page_of: tuple[int, ...] | None = None
    aside: frozenset[int] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line before it has its number."""

    text: str
    look: Look = PLAIN
    new_page: bool = False
    page: int = 1
    aside: bool = False


def numbered(placed: Iterable[Placed], form: Form, *, pages: int | None = None) -> Paper:
    """The lines in their order, given their numbers; lines without anything to see are left out."""
    kept: list[Placed] = []
    opens = False
    for one in placed:
        opens = opens or one.new_page
        if one.text.strip():
            kept.append(Placed(one.text, one.look, opens and bool(kept), one.page, one.aside))
            opens = False
    lines = tuple(Line(at, one.text, one.new_page, one.look) for at, one in enumerate(kept, start=1))
    aside = frozenset(at for at, one in enumerate(kept, start=1) if one.aside)
    page_of = tuple(one.page for one in kept) if pages is not None else None
    return Paper(lines, form, pages, page_of, aside)


def printed(text: str) -> str:
    """A line's text with the same letters however the file writes them.

    No-break spaces become spaces, ligatures their letters, accents one letter with its own; a soft hyphen
    is seen only at the end of a line; what cannot be printed is a space.
    """
    if _PLAIN_LETTERS.fullmatch(text):
        return text
    text = _HALF.sub("\ufffd", _UNPRINTABLE.sub(" ", text.translate(_LIGATURES)))
    if "\u00ad" in text:
        bare = text.rstrip()
        shown = bare.replace("\u00ad", "")
        parts = bare.endswith("\u00ad") and shown.strip() != ""
        text = shown + ("-" if parts else text[len(bare) :])
    return unicodedata.normalize("NFC", text)
