"""Repairing a passage: words judged one by one, words parted at line ends joined, the rest left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..genre import is_stop_word
from ..lines import Passage
from .figures import figure
from .judge import Finding, Judged, Place, judge
from .noise import Noise
from .words import is_imperative, is_word

_TOKEN = re.compile(r"\S+")
_CORE = re.compile(r"^(?P<lead>[^\w&#°¢|£$]*)(?P<core>.*?)(?P<tail>[^\w&#]*)$", re.DOTALL)
_PARTS = re.compile(r"[^-/–—]+|[-/–—]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_NOTES = re.compile(r"(?<=[.!?,;:)])[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[^\W\d]{3})[¹²³⁴⁵⁶⁷⁸⁹⁰]+(?!\w)")  # and not "km²"
_YEAR = re.compile(r"^(?:19|20)\d\d\b")
_COORDINATING = {"och", "eller", "samt", "respektive"}
_DOUBTED = {Finding.REAL_WORD, Finding.UNCERTAIN, Finding.UNKNOWN, Finding.POSSIBLE}
HYPHENS = "-\u00ad\u2010¬"


@dataclass(frozen=True, slots=True)
class Flag:
    """A judged word that is to be doubted, with the line it stands in."""

    judged: Judged
    line: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text, the belief that it is what was printed (0-1), and the words to be doubted."""

    text: str
    belief: float
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    line: int
    last: bool  # the last of its line


def repair(passage: Passage, noise: Noise, *, item_start: bool = False, imperative: bool = False) -> Repaired:
    """Repair a passage of a document with this much noise.

    `item_start`: the first word begins a list item, so its capital says nothing. `imperative`: the other
    items of its list begin with imperatives.
    """
    tokens = _joined(list(_tokens(passage)), noise)
    texts: list[str] = []
    flags: list[Flag] = []
    belief = 1.0
    for at, token in enumerate(tokens):
        opens = at == 0 or texts[-1][-1:] in ".:!?"
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        place = Place(
            wants_verb=imperative and at == 0,
            before_year=bool(_YEAR.match(following)),
            may_be_name=token.text[:1].isupper() and not opens and not (item_start and at == 0),
        )
        text, judged = _repair_token(token.text, following, noise, place)
        texts.append(text)
        for word in judged:
            belief *= word.belief
            if word.finding in _DOUBTED:
                flags.append(Flag(word, token.line))
    return Repaired(_NOTES.sub("", " ".join(texts)), belief, tuple(flags))


def begins_with_imperative(text: str) -> bool:
    """Whether a repaired item begins with a verb that tells someone to do something."""
    words = text.split()
    return bool(words) and is_imperative(words[0].strip(",.:;"))


def _tokens(passage: Passage) -> Iterator[_Token]:
    for piece in passage.pieces:
        found = _TOKEN.findall(piece.text)
        for at, text in enumerate(found):
            yield _Token(text, piece.line, at == len(found) - 1)


def _joined(tokens: list[_Token], noise: Noise) -> list[_Token]:
    """Join words that a line end parted; keep the hyphen where it belongs to the word."""
    joined: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.last and following and token.text[-1] in HYPHENS and len(token.text) > 1:
            together = _together(token.text, following.text, noise)
            if together:
                joined.append(_Token(together, token.line, following.last))
                at += 2
                continue
        joined.append(token)
        at += 1
    return joined


def _together(head: str, tail: str, noise: Noise) -> str | None:
    """The word that head and tail make, with or without hyphen; None when they are two ("kultur- och")."""
    if tail.strip(".,:;").lower() in _COORDINATING or is_stop_word(tail) or not tail[:1].isalnum():
        return None
    stem = head[:-1]
    if not head.endswith("-"):  # a soft hyphen is printed only where a word is parted
        return stem + tail
    core = _split_core(stem + tail)[1]
    if stem.isupper() or stem[-1:].isdigit() or tail[:1].isupper():
        return head + tail
    judged = judge(core, noise)
    if is_word(core) or is_word(judged.text):
        return stem + tail
    both_words = is_word(stem) and is_word(_split_core(tail)[1])
    return head + tail if both_words else stem + tail


def _split_core(token: str) -> tuple[str, str, str]:
    match = _CORE.match(token)
    assert match is not None
    return match["lead"], match["core"], match["tail"]


def _repair_token(token: str, following: str, noise: Noise, place: Place) -> tuple[str, list[Judged]]:
    lead, core, tail = _split_core(token)
    if not core:
        return token, []
    judged: list[Judged] = []
    parts = []
    found = _PARTS.findall(core)
    for at, part in enumerate(found):
        hanging = (at + 1 < len(found) and found[at + 1][0] in "-–") or (
            at == len(found) - 1 and tail[:1] == "-"
        )
        if number := figure(part, "" if at + 1 < len(found) else following, noise):
            parts.append(number.text)
            judged.append(number)
            continue
        if not _is_candidate(part):
            parts.append(part)
            continue
        text, words = _repair_part(part, noise, place, hanging=hanging)
        parts.append(text)
        judged += words
    return lead + "".join(parts) + tail, judged


def _repair_part(part: str, noise: Noise, place: Place, *, hanging: bool) -> tuple[str, list[Judged]]:
    if noise.clean:
        word = judge(part, noise)
        return word.text, [word]
    cut = _APOSTROPHE.split(part)
    if len(cut) == 2 and all(is_word(word) or is_word(word.lower()) for word in cut):
        return " ".join(cut), [Judged(part, " ".join(cut), Finding.REPAIRED, (), 0.95)]
    if hanging and _compound_head(part):
        return part, []
    word = judge(part, noise, place)
    return word.text, [word]


def _compound_head(part: str) -> bool:
    """Whether a part before a hyphen is a word, or one with the s of compounds ("arbetsmarknads-")."""
    return is_word(part) or (part.endswith("s") and is_word(part[:-1])) or is_word(part + "plan")


def _is_candidate(part: str) -> bool:
    """Words only: no numbers, no abbreviations in capitals, no single letters but those that are words."""
    letters = sum(sign.isalpha() for sign in part)
    if letters == 0 or len(part) == 1 or (part[0].isdigit() and not re.match(r"[1468]\D", part)):
        return False
    return not (part.isupper() and len(part) <= 5 and part.isalpha())
