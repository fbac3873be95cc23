"""Where in a sentence a document is named, from its first word to its last.

A name begins with a capital: a noun for documents ("Kulturplan"), an adjective before one ("Regional
kulturplan"), or what stands after "rapporten". It goes on over years, prepositions and what they govern, up
to a verb, a sign or a word that belongs to the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import YEAR
from ..fuzzy import bare, fold
from .words import (
    CALLED,
    SPAN,
    ends_name,
    is_adjective,
    is_agreement,
    is_plural,
    noun_in,
    too_weak_alone,
)

_TOKEN = re.compile(r"\S+")
_STOPS = ".,;:!?)”»"
_GOVERNING = frozenset(
    ["for", "mot", "om", "mellan", "i", "av", "till", "pa", "inom", "over", "kring", "med", "hos"]
)
_GOVERNED_LATER = frozenset(
    ["i", "av", "for", "om", "mellan", "hos", "med", "pa", "mot", "inom", "och", "kring"]
)
_DASHES = frozenset(["–", "—", "-"])
_LONGEST = 16  # words
_BUDGET = re.compile(
    rf"\b(?:Mål och budget|Mål- och budgetplan|Budget och verksamhetsplan|Budget|Flerårsbudget"
    rf"|Verksamhetsplan och budget"
    rf"|Mål och resursplan|Mål- och resursplan|Strategisk plan och budget|Ekonomisk flerårsplan|Resursplan)"
    rf"\s+(?:för\s+)?{YEAR}(?:\s*[-–—]\s*{YEAR})?(?:\s+med plan (?:för\s+)?{YEAR}(?:\s*[-–—]\s*{YEAR})?)?"
)
_GOVERNMENT = re.compile(
    r"\b(?:[Pp]rop\.|SOU|Ds|[Ss]kr\.|[Bb]et\.)\s+(?:19"
    r"|20)\d\d(?:/\d\d)?:\w+(?:,?\s+(?P<title>[A-ZÅÄÖ][^.;()]{6,120}))?"
)
_AGENDA = re.compile(r"\bAgenda\s+2030\b")
_OWNED = re.compile(
    rf"\b[A-ZÅÄÖ][\wåäö-]+s(?:\s+(?:kommuns"
    rf"|stads))?\s+(?P<noun>[a-zåäö]\w+)\s+(?:för\s+)?{YEAR}(?:\s*[-–—]\s*{YEAR})?"
)
_QUOTED = re.compile(r"[”\"“»](?P<name>[A-ZÅÄÖ][^”\"“»«]{3,90})[”\"«]")


@dataclass(frozen=True, slots=True)
class Named:
    """A span of a text that names a document; `kind` tells visions apart, `title` is a vision's own name."""

    start: int
    end: int
    kind: str = "document"
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def stopped(self) -> bool:
        return self.text[-1] in _STOPS

    @property
    def core_end(self) -> int:
        return self.start + len(self.text.rstrip(_STOPS + "(”\"'"))


def names_in(text: str, *, opens: bool = True) -> list[Named]:
    """The names in a sentence, the longer of two that overlap. `opens`: its first word begins a sentence."""
    found = [*_fixed(text), *_worded(text, opens)]
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Named] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.end > kept[-1].end and name.start == kept[-1].start:
            kept[-1] = name
    return kept


def _fixed(text: str) -> Iterator[Named]:
    for match in _BUDGET.finditer(text):
        yield Named(match.start(), match.end(), "budget")
    for match in _AGENDA.finditer(text):
        yield Named(match.start(), match.end())
    for match in _GOVERNMENT.finditer(text):
        yield Named(*match.span("title" if match["title"] else 0))
    for match in _OWNED.finditer(text):
        if noun_in(match["noun"]):
            yield Named(match.start(), match.end())


def _worded(text: str, opens: bool) -> Iterator[Named]:
    words = [_Word(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for at, word in enumerate(words):
        core = word.text.lstrip("(”\"'«“")
        start = word.start + len(word.text) - len(core)
        if is_agreement(core):
            yield Named(start, word.core_end)
        elif fold(bare(core)) == "vision" and core[:1] in "Vv":
            yield from _vision(text, words, at)
        elif fold(bare(core)) in CALLED and not word.stopped:
            yield from _called(text, words, at)
        elif core[:1].isupper():
            yield from _by_noun(words, at, start, opens)


def _by_noun(words: list[_Word], at: int, start: int, opens: bool) -> Iterator[Named]:
    """A name that begins with a noun for documents, or an adjective and one."""
    first = words[at]
    core = bare(first.text)
    noun = at
    if noun_in(core) is None:
        follows = at + 1 < len(words) and not first.stopped and words[at + 1].text[:1].islower()
        if not (follows and is_adjective(core) and noun_in(bare(words[at + 1].text))):
            return
        noun = at + 1
    initial = opens and at == 0
    end = _end(words, noun)
    bare_noun = end == noun
    if bare_noun and noun == at and (too_weak_alone(core) or (initial and is_plural(core))):
        return
    if initial and not _is_told_of(words, end):
        return
    yield Named(start, words[end].core_end)


def _is_told_of(words: list[_Word], end: int) -> bool:
    """At the beginning of a sentence a capital says nothing: a verb must follow that says something of it."""
    if end + 1 >= len(words):
        return False
    following = words[end + 1]
    after = words[end + 2].text if end + 2 < len(words) else ""
    return words[end].stopped or ends_name(following.text, after)


def _end(words: list[_Word], noun: int) -> int:
    """The last word of a name whose noun stands at `noun`."""
    at = noun
    if words[at].stopped or at + 1 >= len(words):
        return at
    following = words[at + 1]
    if SPAN.match(following.text.rstrip(_STOPS)):
        return _after_years(words, at + 1)
    if following.text in _DASHES:
        return _subtitle(words, at)
    if _apart(words, at):
        return at
    if _preposition(following) in _GOVERNING and at + 2 < len(words):
        return _phrase(words, at + 1)
    if following.text[:1].isupper() and not noun_in(bare(following.text)):
        return _proper(words, at + 1)
    return _years_near(words, at)


def _preposition(word: _Word) -> str:
    read = fold(word.text)
    return "for" if re.fullmatch(r"f\S{1,2}r|f\S", read) and read not in {"far", "fran"} else read


def _apart(words: list[_Word], at: int) -> bool:
    """Whether a word and the next stand in different columns of a table."""
    return words[at + 1].start - words[at].end > 1


def _after_years(words: list[_Word], at: int) -> int:
    if words[at].stopped or at + 1 >= len(words) or _apart(words, at):
        return at
    following = words[at + 1].text
    if following in _DASHES:
        return _subtitle(words, at)
    if fold(following) in {"mellan", "for"} and at + 2 < len(words):
        return _phrase(words, at + 1)
    return at


def _subtitle(words: list[_Word], at: int) -> int:
    """Over a dash and a capital to the end of what it names; over a comma when only a few words follow."""
    if at + 2 >= len(words) or not words[at + 2].text.lstrip("”\"'")[:1].isupper():
        return at
    last = _run(words, at + 2)
    if words[last].text.endswith(","):
        end = _few_words(words, last + 1)
        return end if end else last
    return last


def _few_words(words: list[_Word], at: int) -> int | None:
    """The last of at most three small words that a verb follows ("…, hamn för alla är …")."""
    for place in range(at, min(at + 4, len(words))):
        after = words[place + 1].text if place + 1 < len(words) else ""
        if ends_name(words[place].text, after):
            return place - 1 if place - at >= 2 else None
        if words[place].stopped or words[place].text[:1].isupper():
            return None
    return None


def _phrase(words: list[_Word], at: int) -> int:
    """Over a preposition at `at` and all that it governs; never ending with a small word."""
    last = _run(words, at + 1)
    while last > at and fold(bare(words[last].text)) in _GOVERNED_LATER | {
        "och",
        "samt",
        "en",
        "ett",
        "den",
        "det",
    }:
        last -= 1
    return last if last > at else at - 1


def _run(words: list[_Word], at: int) -> int:
    """The last word of a run that begins at `at`: up to a stop, a column, a verb, another document, years."""
    last = at - 1
    for place in range(at, min(at + _LONGEST, len(words))):
        word = words[place]
        after = words[place + 1].text if place + 1 < len(words) else ""
        if place > at and (_apart(words, place - 1) or word.text[:1] in '(”"['):
            break
        if ends_name(word.text, after) or _begins_another(words, place, at):
            break
        last = place
        if word.stopped:
            break
        if SPAN.match(word.text):
            return _after_years(words, place)
    return last


def _begins_another(words: list[_Word], place: int, at: int) -> bool:
    """Whether after "och" another document is named, or the sentence goes on with its own noun."""
    if place == at or fold(words[place - 1].text) not in {"och", "samt"}:
        return False
    core = bare(words[place].text)
    return bool(core[:1].isupper() and noun_in(core)) or fold(core) in {
        "kommunens",
        "stadens",
        "regionens",
        "den",
        "det",
    }


def _proper(words: list[_Word], at: int) -> int:
    """Over proper names after the noun, and years after them ("Översiktsplan Brunnsjö 2035")."""
    last = at
    while not words[last].stopped and last + 1 < len(words) and not _apart(words, last):
        following = words[last + 1].text
        if SPAN.match(following.rstrip(_STOPS)):
            return _after_years(words, last + 1)
        if not following[:1].isupper() or fold(following) in {"kommunstyrelsen", "kommunfullmaktige"}:
            break
        last += 1
    return last


def _years_near(words: list[_Word], at: int) -> int:
    """Over a few small words when years end them ("Lägesrapport jämlik stad 2020")."""
    for place in range(at + 1, min(at + 5, len(words))):
        after = words[place + 1].text if place + 1 < len(words) else ""
        if _apart(words, place - 1) or ends_name(words[place].text, after):
            return at
        if fold(words[place].text) in {"och", "samt"}:
            return at
        if SPAN.match(words[place].text.rstrip(_STOPS)):
            return _after_years(words, place)
        if words[place].stopped:
            return at
    return at


def _vision(text: str, words: list[_Word], at: int) -> Iterator[Named]:
    """ "Vision 2040 – En stad för alla", "Vision Tallmo 2035"."""
    if at + 1 >= len(words) or words[at].stopped or not words[at].text[:1].isupper():
        return
    following = words[at + 1]
    if SPAN.match(following.text.rstrip(_STOPS)):
        end = _after_years(words, at + 1)
        title = text[words[at + 3].start : words[end].core_end] if end > at + 2 else None
        yield Named(words[at].start, words[end].core_end, "vision", title)
    elif following.text[:1].isupper():
        end = _proper(words, at + 1)
        if SPAN.match(words[end].text.rstrip(_STOPS)):
            yield Named(words[at].start, words[end].core_end)


def _called(text: str, words: list[_Word], at: int) -> Iterator[Named]:
    """What stands after "rapporten", "undersökningen": a capital, or between quotation marks."""
    if at + 1 >= len(words) or _apart(words, at):
        return
    following = words[at + 1]
    quoted = _QUOTED.match(text, following.start)
    if quoted:
        yield Named(*quoted.span("name"))
        return
    if not following.text[:1].isupper() or len(bare(following.text)) < 2:
        return
    end = _run(words, at + 1)
    while end > at + 1 and fold(bare(words[end].text)) in _GOVERNED_LATER | {"och", "samt"}:
        end -= 1
    single = end == at + 1 and noun_in(bare(following.text)) is None
    if end > at and not single:
        yield Named(following.start, words[end].core_end)
