"""Headings of the genre, and sentences that announce a list ("Följande strategier är prioriterade …")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .confusions import neighbours
from .fuzzy import bare, fold, resembles
from .genre import HEADINGS, OWNED, Kind, Section, canonical, kind_of
from .lines import Passage

_NUMBERING = re.compile(r"^(?:#+\s*)?(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
_AFTER_KIND = re.compile(
    r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})?|[A-Z](?=\s*[:.\u2013\u2014-]))?\s*(?P<sign>[:.\u2013\u2014-])?\s*(?:(?:för|fér|for|fdr|inom)\s+)?"
)
_LABEL_SIGN = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})?\s*[:.\u2013\u2014-]\s*")
_LAST_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")
_ANNOUNCING = ("följande", "dessa", "nedanstående")
_NAME_ENDS = frozenset(
    [
        "har",
        "ar",
        "ska",
        "skall",
        "finns",
        "bor",
        "foreslas",
        "identifieras",
        "identifierats",
        "foljande",
        "tva",
        "tre",
        "dr",
    ]
)
_INSIDE = frozenset({"inom"})
_LONGEST_NAME = 9


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """Which part of the document begins, and whose it is when the heading says so ("Förvaltningens …")."""

    section: Section
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class GoalHeading:
    """A heading over goals: their kind, and the area it names, given as offsets in the row."""

    kind: Kind
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A sentence that announces a list: of what, in which area (offsets in the passage), and how surely."""

    kind: Kind
    name: tuple[int, int] | None
    colon: bool
    start: int


@lru_cache(maxsize=16384)
def section_heading(text: str) -> SectionHeading | None:
    """The part of the document that a row opens, or None when it is no such heading."""
    core = _NUMBERING.sub("", text).strip().rstrip(":").strip()
    words = core.split()
    if not words or len(core) > 80 or len(words) > 8 or core[-1] in ".,;" or not core[:1].isupper():
        return None
    for section, phrases in HEADINGS.items():
        for phrase in phrases:
            size = len(phrase.split())
            if resembles(core, phrase, 0.17):
                return SectionHeading(section)
            owned = section in OWNED and size < len(words) <= size + 3
            if owned and _owned(words[:-size]) and resembles(" ".join(words[-size:]), phrase, 0.17):
                return SectionHeading(section, " ".join(words[:-size]))
    if re.fullmatch(r"bilaga \d{1,2}\.?", fold(core)):
        return SectionHeading(Section.ANNEXES)
    return None


def _owned(words: list[str]) -> bool:
    return fold(words[-1]).endswith("s")


@lru_cache(maxsize=16384)
def goal_heading(text: str) -> GoalHeading | None:
    """A row that can be a heading over goals ("Etappmål för boende", "Fokusområde 2: Trygghet").

    Only the look of the row is judged here; whether it stands where a heading can stand is for the caller.
    """
    lead = _NUMBERING.match(text)
    offset = lead.end() if lead else 0
    words = text[offset:].split()
    if (
        not words
        or len(words) > _LONGEST_NAME + 2
        or text.rstrip()[-1] in ".,;"
        or not text[offset].isupper()
    ):
        return None
    if len(words) > 1 and fold(words[0]) in {"prioriterade", "prioriterat", "vara", "stadens", "kommunens"}:
        offset = text.index(words[1], offset)
        words = words[1:]
    kind = kind_of(words[0]) or _short_kind(words)
    if kind is None:
        return None
    rest = text[offset + len(words[0]) :]
    head_colon = words[0].endswith(":")
    match = _AFTER_KIND.match(rest)
    start = offset + len(words[0]) + (match.end() if match else 0)
    name = text[start:].strip().rstrip(":").strip()
    if not name or fold(name.split()[0]) in {"och", "samt"}:
        return GoalHeading(kind)
    labelled = bool(match and match["number"]) or head_colon
    if kind is not Kind.AREA and labelled and match and match["number"]:
        return None  # "Etappmål 2: …" is the milestone itself
    return GoalHeading(kind, start, start + len(name))


def _short_kind(words: list[str]) -> Kind | None:
    """ "Mål", too short to be known in noise anywhere but alone on a row."""
    alone = len(words) == 1 and 3 <= len(bare(words[0])) <= 4
    return Kind.MILESTONE if alone and neighbours(bare(words[0]).lower(), "mål") else None


@lru_cache(maxsize=16384)
def labelled(text: str) -> tuple[Kind, int, int | None] | None:
    """An item that carries its kind ("Strategi 3: …"): its kind, where its text starts, and its number."""
    words = text.split()
    if len(words) < 3 or not text[:1].isupper():
        return None
    kind = kind_of(words[0])
    match = _LABEL_SIGN.match(text[len(words[0]) :])
    if kind in {None, Kind.AREA} or match is None:
        return None
    number = re.search(r"(\d{1,2})\D*$", match.group())
    assert kind is not None
    return kind, len(words[0]) + match.end(), int(number[1]) if number else None


def lead_in(paragraph: Passage, known: Iterable[str]) -> LeadIn | None:
    """What the last sentence of a paragraph announces, or None when it announces no list of goals.

    `known` are area names already found, in any spelling: the sentence may name one anywhere.
    """
    text = paragraph.flat
    colon = text.rstrip().endswith(":")
    breaks = [match.end() for match in _LAST_SENTENCE.finditer(text)]
    start = breaks[-1] if breaks else 0
    tokens = [(match.group(), match.start()) for match in re.finditer(r"\S+", text[start:])]
    announcing = [at for at, (token, _) in enumerate(tokens) if canonical(token, _ANNOUNCING)]
    kinds = [(at, kind) for at, (token, _) in enumerate(tokens) if (kind := kind_of(token))]
    if not kinds or not (colon or announcing):
        return None
    kind = _announced(announcing, kinds)
    if kind is None:
        return None
    name = _known_name(text, start, known) or (_name_at_end(text, start, tokens) if colon else None)
    return LeadIn(kind, name if kind is not Kind.AREA else None, colon, start)


def _announced(announcing: list[int], kinds: list[tuple[int, Kind]]) -> Kind | None:
    """The kind named close after "följande"; without that word (a colon announces) the first but areas."""
    for at in announcing:
        near = [kind for place, kind in kinds if at < place <= at + 4]
        if near:
            return near[0]
    if announcing:
        return None
    goals = [kind for _, kind in kinds if kind is not Kind.AREA]
    return goals[0] if goals else kinds[0][1]


def _known_name(text: str, start: int, known: Iterable[str]) -> tuple[int, int] | None:
    tokens = list(re.finditer(r"\S+", text[start:]))
    for name in known:
        size = len(name.split())
        for at in range(len(tokens) - size + 1):
            left, right = start + tokens[at].start(), start + tokens[at + size - 1].end()
            candidate = text[left:right].rstrip(".,:;")
            words = zip(candidate.split(), name.split(), strict=True)
            if all(_same_word(read, wanted) for read, wanted in words):
                return left, left + len(candidate)
    return None


def _same_word(read: str, wanted: str) -> bool:
    """Both may be noisy, so two letters of a long word may differ; a short word has to be met."""
    return resembles(read, wanted, 0.34) if len(wanted) > 3 else len(read) <= 4


def _name_at_end(text: str, start: int, tokens: list[tuple[str, int]]) -> tuple[int, int] | None:
    """The words after the last "inom" up to the colon, when they are few enough to be a name."""
    inside = [at for at, (token, _) in enumerate(tokens) if fold(bare(token)) in _INSIDE]
    if not inside:
        return None
    first = inside[-1] + 1
    if first < len(tokens) and kind_of(tokens[first][0]) is Kind.AREA:
        first += 1
    named = tokens[first:]
    if not named or len(named) > _LONGEST_NAME or any(fold(bare(token)) in _NAME_ENDS for token, _ in named):
        return None
    left = start + named[0][1]
    return left, left + len(text[left:].rstrip(" :"))
