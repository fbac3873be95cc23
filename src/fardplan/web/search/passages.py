"""The part of a text that the words stand in, with the words marked."""

import re
from dataclasses import dataclass

BEFORE, LONGEST = 60, 220


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `hit` where it is a word that was looked for."""

    text: str
    hit: bool = False


def marked(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """The text in pieces, those that were looked for marked; put together they are the text again."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not pattern or not text:
        return (Piece(text),) if text else ()
    parts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return tuple(Piece(part, hit=place % 2 == 1) for place, part in enumerate(parts) if part)


def passage(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """About two lines around the first of the words, cut between words."""
    found = [at for word in words if (at := text.lower().find(word.lower())) >= 0]
    start = max(0, min(found, default=0) - BEFORE)
    if start:
        start = text.find(" ", start) + 1 or start
    end = start + LONGEST
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    cut = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return marked(cut, words)
