"""Rows made ready to be cut into sentences, and the heading that each sentence stands under."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..dates import date_in
from ..lines import Row
from ..sentences import Sentence, plain

_MARK = re.compile(r"^(?:[•–—\-*·▪●○~]\s+|\d{1,2}[.)]\s+(?=[A-ZÅÄÖ])|[a-zåäö]\)\s+)")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+")
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+[A-ZÅÄÖ]")
_CASE = re.compile(
    r"^(?:\w+- och )?\w*(?:nämnden|styrelsen|fullmäktige|utskottet)(?:s \w+)?,? (?:den )?\d[\d -]*"
)
_LONGEST_HEADING = 10  # words
_SHORT = 0.75  # of the row after it, at most


def prose_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows with every list item a paragraph of its own, without its mark."""
    made: list[Row] = []
    after_heading = False
    for at, row in enumerate(rows):
        mark = _MARK.match(row.text)
        begins = bool(mark or row.look.mark or row.look.heading or after_heading or _CASE.match(row.text))
        text = row.text[mark.end() :] if mark else row.text
        made.append(replace(row, text=text, gap=(row.gap or "blank") if begins else row.gap))
        following = rows[at + 1] if at + 1 < len(rows) else None
        after_heading = bool(row.look.heading) or (
            following is not None and _stands_over(row, text, following, first=at == 0)
        )
    return made


def _stands_over(row: Row, text: str, following: Row, *, first: bool) -> bool:
    """Whether a row is a heading that its text follows without room: short, unstopped, a capital after it."""
    return (
        (row.open_gap or first)
        and not following.open_gap
        and following.text[:1].isupper()
        and len(row.text.split()) <= _LONGEST_HEADING
        and _NUMBERING.sub("", text)[:1].isupper()
        and row.text.rstrip()[-1:] not in ".;,:-"
        and (len(row.text) < _SHORT * len(following.text) or bool(_NUMBERED.match(row.text)))
    )


def headings_over(sentences: Sequence[Sentence]) -> list[str]:
    """For each sentence the heading last met, in plain words; "" before the first."""
    found: list[str] = []
    current = ""
    for sentence in sentences:
        if is_heading(sentence):
            current = plain(_NUMBERING.sub("", sentence.passage.flat))
        found.append(current)
    return found


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is a row of its own that could stand over others."""
    text = _NUMBERING.sub("", sentence.passage.flat)
    return (
        len(sentence.whole.pieces) <= 2
        and sentence.whole.flat == sentence.passage.flat
        and 0 < len(text.split()) <= _LONGEST_HEADING
        and text[:1].isupper()
        and text.rstrip()[-1:] not in ".;,"
        and date_in(text) is None
    )
