"""Failed Word fields ("Error! No text of specified style in document."), printed where page heads should be.

A scan may garble one, split it over two lines, or run it into the first line of text. When it has run into a
text and its own end is nowhere, a line of text may be lost beneath it: such lines are suspects.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fuzzy import fold, resembles
from .lines import Line

# What Word prints, in the languages of the Swedish public sector's installations, when a field fails.
FIELD_ERRORS = (
    "Error! No text of specified style in document.",
    "Error! Reference source not found.",
    "Error! Bookmark not defined.",
    "Error! Unknown document property name.",
    "Fel! Ingen text med angivet format i dokumentet.",
    "Fel! Det finns ingen text med angivet format i dokumentet.",
    "Fel! Hittar inte referenskälla.",
    "Fel! Bokmärket är inte definierat.",
    "Fel! Okänt namn på dokumentegenskap.",
)


@dataclass(frozen=True, slots=True)
class _Field:
    end: int  # offset in the line where the failed field ends
    tail: str  # what of it has not come yet


def without_fields(lines: Sequence[Line]) -> tuple[list[str], list[int]]:
    texts = [line.text for line in lines]
    suspects = []
    for index, line in enumerate(lines):
        if texts[index] != line.text:  # already taken as the end of a field
            continue
        field = _field_error(line.text)
        if field is None:
            continue
        texts[index] = line.text[field.end :]
        ended = not field.tail or _take_tail(texts, index + 1, field.tail)
        if not ended and texts[index].strip():
            suspects.append(line.number)
    return texts, suspects


def _take_tail(texts: list[str], start: int, tail: str) -> bool:
    """Blank the line among the next few that is the rest of a field; say whether there was one."""
    seen = 0
    for index in range(start, min(start + 6, len(texts))):
        text = texts[index].strip()
        if not text:
            continue
        if resembles(text, tail, 0.34):
            texts[index] = ""
            return True
        seen += 1
        if seen == 2:
            break
    return False


def _field_error(text: str) -> _Field | None:
    lead = len(text) - len(text.lstrip())
    start = fold(text[lead : lead + 60])
    if len(start) < 12:
        return None
    found = [_align(text[lead:], phrase) for phrase in FIELD_ERRORS if _shares_letters(start, phrase)]
    best = max((match for match in found if match), key=lambda match: match[0], default=None)
    return _Field(lead + best[1].end, best[1].tail) if best else None


def _shares_letters(start: str, phrase: str) -> bool:
    """A cheap question before the dear one: do they share enough threes of letters?"""
    wanted = _threes(fold(phrase))
    return len(wanted & _threes(start)) >= 0.3 * len(wanted)


@lru_cache(maxsize=8192)
def _threes(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 3] for index in range(len(text) - 2))


def _align(text: str, phrase: str) -> tuple[float, _Field] | None:
    """Lay the phrase along the beginning of the text, letter by letter; keep as many whole words as pay.

    A word of the phrase pays with its length and costs two and a half per letter that differs, so a
    garbled beginning is carried by the words after it, and a text that follows is not swallowed.
    """
    wanted = fold(phrase)
    window = text[: len(phrase) + 12].lower()
    table = _edit_table(wanted, window)
    best: tuple[float, int, int] | None = None
    for end in [match.start() for match in re.finditer(r" |$", wanted)]:
        column = min(range(len(window) + 1), key=lambda at, row=end: (table[row][at], -at))  # type: ignore[misc]
        worth = end - 2.5 * table[end][column]
        if wanted[:end].count(" ") >= 2 and (best is None or worth > best[0]):
            best = (worth, end, column)
    if best is None or best[0] < 0.2 * best[1] or best[0] < 8:
        return None
    rest = re.match(r"\S{0,2}(?=\s|$)", text[best[2] :])
    column = best[2] + (rest.end() if rest else 0)
    return best[0], _Field(column, wanted[best[1] :].strip())


def _edit_table(wanted: str, window: str) -> list[list[int]]:
    table = [list(range(len(window) + 1))]
    for row, letter in enumerate(wanted, start=1):
        current = [row]
        for column, other in enumerate(window, start=1):
            change = table[-1][column - 1] + (letter != other)
            current.append(min(change, table[-1][column] + 1, current[-1] + 1))
        table.append(current)
    return table
