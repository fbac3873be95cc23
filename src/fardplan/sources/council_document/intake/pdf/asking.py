"""The letters of a PDF, got from a process of its own within limits of time and memory."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import InputError

from ..marks import BULLET
from ..refusals import (
    MOST_CHARACTERS,
    SAVE_ANEW,
    SMALLER,
    damaged,
    locked,
    picture,
    refused,
    too_many_characters,
)

MOST_PAGES = 3000
MOST_SECONDS = 50
MOST_MEMORY = 1_000_000_000
_PROGRAM = Path(__file__).with_name("letters.py")
_PASSWORD = 4  # PDFium's number for it
_FEWEST_LETTERS = 0.3  # of the signs: fewer, and the file does not tell what its signs mean
_SIMPLER = message("Open it, print it to a new PDF, and give that.")


class Word(NamedTuple):
    """A word as it stands upright: `base` is the height of its line. Measures are points, sizes too."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: int
    turned: int
    raised: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page's words as most of them are turned, those that are turned otherwise, and its rules."""

    number: int
    words: list[Word]
    turned: list[Word]
    rules: list[tuple[float, float, float, float]]
    pictures: int


def pages_of(content: bytes) -> list[Page]:
    """The pages of a PDF.

    Raises InputError for one that is damaged, locked, too large, takes too long, or has no text in it.
    """
    told = _told(content)
    first = next(told, {})
    if first.get("fault") == _PASSWORD:
        raise locked(Sentence("a PDF"))
    count = first.get("pages", 0)
    if count > MOST_PAGES:
        what = Sentence("the PDF has {count} pages, at most {most} are read", count=count, most=MOST_PAGES)
        raise refused(what, SMALLER)
    if not count:
        raise damaged(Sentence("a PDF"))
    pages = [_page(number, page) for number, page in enumerate(told, start=1)]
    _check_text(pages)
    return pages


def _told(content: bytes) -> Iterator[dict[str, Any]]:
    limits = (MOST_SECONDS, MOST_MEMORY, MOST_PAGES, MOST_CHARACTERS)
    command = [sys.executable, "-I", str(_PROGRAM), *map(str, limits)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=MOST_SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_hard() from error
    if done.returncode:
        raise _too_hard()
    return map(json.loads, done.stdout.splitlines())


def _too_hard() -> InputError:
    what = Sentence(
        "the PDF cannot be read within {seconds} seconds and the memory there is", seconds=MOST_SECONDS
    )
    return refused(what, _SIMPLER)


def _page(number: int, told: dict[str, Any]) -> Page:
    if "letters" in told:
        raise too_many_characters(told["letters"])
    words = [Word(*word) for word in told["words"]]
    words += _bullets(told["dots"], words)
    turns = Counter(word.turned for word in words)
    usual = max(turns, key=lambda turn: turns[turn], default=0)
    return Page(
        number,
        [word for word in words if word.turned == usual and word.size > 0],
        [word for word in words if word.turned != usual],
        [_upright(rule, usual) for rule in told["rules"]],
        told["pictures"],
    )


def _bullets(dots: list[list[float]], words: list[Word]) -> list[Word]:
    """Dots that are drawn before the first word of a line, as the bullets they are."""
    found = []
    for left, bottom, right, top in dots:
        middle = (bottom + top) / 2
        beside = [word for word in words if not word.turned and 0 < middle - word.base < 0.8 * word.size]
        after = min((word for word in beside if word.left > right), key=lambda word: word.left, default=None)
        before = any(right - 40 < word.right <= left + 1 for word in beside)
        if after is not None and not before and after.left - right < 3 * after.size:
            found.append(Word(BULLET, left, right, after.base, after.size, 0, 0, 0))
    return found


def _upright(rule: list[float], turned: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = rule
    return (
        (left, bottom, right, top),
        (bottom, -right, top, -left),
        (-right, -top, -left, -bottom),
        (-top, left, -bottom, right),
    )[turned]


def _check_text(pages: list[Page]) -> None:
    signs = "".join(word.text for page in pages for word in (*page.words, *page.turned))
    if not signs:
        if any(page.pictures for page in pages):
            raise picture(Sentence("the PDF has pictures of pages and no text"))
        raise refused(Sentence("the PDF has no text"), SAVE_ANEW)
    letters = sum(sign.isalpha() for sign in signs)
    unknown = sum("\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" for sign in signs)
    if unknown > letters or letters < _FEWEST_LETTERS * len(signs) * 0.3:
        raise picture(Sentence("the PDF does not tell which letters its signs are"))
