"""Rows that say themselves what they are: "Mål 1: …", "Målområde Trygghet", "Aktiviteter", "Ansvarig: …"."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ..fuzzy import bare, fold
from ..genre import COUNT_WORDS
from ..level_words import Role
from ..levels import Level, level_at, short_goal

_NUMBER = (
    r"(?:[IVX]{1,4}:\d{1,2}|\d{1,2}:\d{1,2}|[A-ZÅÄÖ]\d{1,2}(?:\.\d{1,2}){0,2}|[A-ZÅÄÖ](?:\.\d{1,2}){0,3}|\d{1,2}[a-zA-H]?(?:\.\d{1,2}){0,3}"
    r"|[IVX]{1,5}|[ivx]{1,5})"
)
_AFTER_LEVEL = re.compile(
    rf"""^\s*(?:(?:nr\.?|nummer)\s*)?(?P<number>{_NUMBER})?
        (?P<sign>\s*[:.)]|\s+[\u2013\u2014-](?=\s)|\s*[\u2013\u2014](?=\s))?(?P<room>\s+|$)""",
    re.VERBOSE,
)
_GARBLED_ROMAN = re.compile(
    r"^\s*(?P<number>(?=\S*[IVX])(?=\S*[1l|!\[])[IVX1l|!\[]{2,5}|111)(?P<sign>\s*[:.)])?(?P<room>\s+|$)"
)
_TAILS = re.compile(
    r"""^(?:f\S{1,2}r\ att\ n\S{1,2}\ dit|f\S{1,2}r\ perioden|f\S{1,2}r\ \d{4}|\d{4}(?:\s*[-–]\s*\d{4})?
        |per\ skolform|per\ n\S{1,2}mnd|som\ leder\ dit
        |till\ (?:målet|förvaltningen|(?:[\w-]*(?:nämnd(?:en|erna)?|styrelse[nr]?(?:na)?|bolage[nt]|kontoret)
            (?:,\ |\ (?:och|samt)\ |(?=\W|$)))+)|i\ korthet|under\ perioden|framåt|\(.*\)
        |och\ (?:indikatorer|nyckeltal|mått|åtgärder|aktiviteter|insatser|strategier|källor
            |delmål|etappmål|uppföljning)
        |med\ (?:indikatorer|nyckeltal|mått|målvärden))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTS = frozenset(map(fold, COUNT_WORDS))
_LONGEST_WEAK = 7  # words after "Direktiv – "
_FOR = re.compile(r"för\s+(?=[A-ZÅÄÖa-zåäö])")
_SHORT_NAME = 5  # words of an area after "Målområde för"
_LONGEST_NAME = 14  # words of an area's name


@dataclass(frozen=True, slots=True)
class Label:
    """A row that names a level and says what stands at it: offsets of its text in the row, "" for none."""

    level: Level
    number: str | None
    start: int
    signed: bool


@dataclass(frozen=True, slots=True)
class KindHeading:
    """A row that says what the following are, at which level, and in which area when it names one.

    `sure`: it is one by its own words; else only if what it names is an area of the document. `single`: it
    names one ("Strategi"), so that it is one only where the document says it time after time.
    """

    level: Level
    start: int
    end: int
    sure: bool = True
    single: bool = False


@lru_cache(maxsize=16384)
def label(text: str) -> Label | None:
    """The level, number and text of a row such as "Delmål 1.2 – Fler …", or None.

    Only the look of the row is judged. Without a number a sign has to part the level from the text, but in
    the name of an area ("Fokusområde Trygghet").
    """
    lead = re.match(r"^(?:#+\s*)?(?:[•▪■►*·–—-]\s+|(?P<chapter>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+)?", text)
    offset = lead.end() if lead else 0
    words = text[offset:].split()
    if words and words[0].startswith("ln"):
        words = [f"I{words[0][1:]}", *words[1:]]  # as a scan reads "Inriktningsmål"
    if not words or not (words[0][:1].isupper() or words[0][:1].isdigit()):
        return None
    level = level_at(words, weak=True) or _short_label(words)
    if level is None or (level.plural and level.definite):
        return None
    end = _end_of_word(text, offset, level.words)
    colon = text[end - 1] in ":.–—-" and text[end - 1] == ":"
    match = _AFTER_LEVEL.match(text[end:])
    if colon and match and match["number"] == "I" and not match["sign"]:
        match = None  # "Målbild: I Norrby är …"
    number = match["number"] if match else None
    garbled = _GARBLED_ROMAN.match(text[end:]) if number is None else None
    if garbled is not None:
        match, number = garbled, re.sub(r"[1l|!\[]", "I", garbled["number"])
    signed = colon or bool(match and match["sign"])
    start = end + (
        match.end() if match and (number or signed) else len(text[end:]) - len(text[end:].lstrip())
    )
    said = _Said(level, number, start, text[start:].strip(), signed)
    if _is_no_label(said, dashed=colon or _dashed(match)):
        return None
    return _numbered_or_signed(said, lead["chapter"] if lead else None) or _named_area(said)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says after its level: a number, where the text begins and the text, a sign before it."""

    level: Level
    number: str | None
    start: int
    rest: str
    signed: bool

    def labels(self, number: str | None) -> Label | None:
        return Label(self.level, number, self.start, self.signed) if _says_one(self.level, number) else None


def _dashed(match: re.Match[str] | None) -> bool:
    return bool(match and match["sign"] and match["sign"].strip() in "–—-")


def _is_no_label(said: _Said, *, dashed: bool) -> bool:
    """Whether a level begins a sentence ("Mål 3 nås …"), or says much else too and has no number."""
    rest = said.rest
    if said.number and not said.signed and rest and not (rest[:1].isupper() or rest[:1].isdigit()):
        return True
    area = said.level.role is Role.AREA and len(rest.split()) <= _LONGEST_WEAK
    return said.level.weak and not said.number and not (dashed and area)


def _numbered_or_signed(said: _Said, chapter: str | None) -> Label | None:
    """ "Mål 1 Fler …", "Strategi: Fler …"; an area is numbered as its chapter ("5.1 Målområde: Boende")."""
    signed = said.signed and bool(said.rest) and _begins_text(said.rest)
    if signed and said.level.role is Role.AREA and chapter and not said.number:
        return Label(said.level, chapter, said.start, said.signed) if _says_one(said.level, None) else None
    return said.labels(said.number) if said.number or signed else None


def _named_area(said: _Said) -> Label | None:
    """The name of an area without a sign before it ("Fokusområde Trygghet", "Målområde för tandvård")."""
    level, rest = said.level, said.rest
    if level.role is not Role.AREA or level.plural is not False or level.definite:
        return None
    named_for = _FOR.match(rest) if not level.weak and not said.number else None
    if named_for is not None:
        rest = rest[named_for.end() :]
        short = len(rest.split()) <= _SHORT_NAME and rest[-1] not in ".;:,"
        return Label(level, None, said.start + named_for.end(), said.signed) if short else None
    named = rest[:1].isupper() and len(rest.split()) <= _LONGEST_NAME and rest[-1] not in ".;:"
    return Label(level, None, said.start, said.signed) if named and not said.number else None


def _says_one(level: Level, number: str | None) -> bool:
    """ "Mål 1" and "Strategi: …" are one; "Strategier: …" are several."""
    return level.plural is not True or (number is not None and "." in number)


def _begins_text(rest: str) -> bool:
    return rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in '”"’“'


def _short_label(words: list[str]) -> Level | None:
    """ "M4l 1:", "Mål A.1": too short a word to be known in noise but before a number."""
    if len(words) > 1 and short_goal(words[0]) and re.match(rf"^{_NUMBER}[:.]?$", words[1]):
        return Level("Mål", Role.GOAL, 1, None, False)
    return None


def _end_of_word(text: str, offset: int, count: int) -> int:
    ends = [match.end() for match in re.finditer(r"\S+", text[offset:])]
    return offset + ends[count - 1]


@lru_cache(maxsize=16384)
def kind_heading(text: str) -> KindHeading | None:
    """A row that is a heading over goals of one level ("Aktiviteter", "Strategier för att nå dit:")."""
    number = re.match(r"^(?:#+\s*)?(?:(?:§\s*)?\d+(?:\.\d+)*[.)]?|[IVX]+\.|[A-Z]\.)\s+", text)
    offset = number.end() if number else 0
    words = text[offset:].split()
    if not words or len(words) > 12 or text.rstrip()[-1:] in ".,;" or not words[0][:1].isupper():
        return None
    level = level_at(words) or _counted(words) or _alone(words) or _said_by(text[offset:])
    if level is None:
        return None
    if not level.word:
        return KindHeading(level, len(text), len(text))
    end = _end_of_word(text, offset, level.words)
    rest = text[end:].strip().rstrip(":").strip()
    if not rest or _TAILS.match(rest):
        single = level.plural is False and not text.rstrip().endswith(":")
        return KindHeading(level, end, end, single=single)
    if level.plural is False or len(rest.split()) > _LONGEST_NAME:
        return None
    if re.match(r"^\s*(?:f\S{1,2}r|inom|i|p\S)\s+", text[end:]):
        start = _name_start(text, end)
        return KindHeading(level, start, len(text.rstrip().rstrip(":").rstrip()))
    if rest[:1].isupper():
        start = len(text) - len(text[end:].lstrip(" :–—-"))
        return KindHeading(level, start, len(text.rstrip().rstrip(":").rstrip()), sure=False)
    return None


_PHRASES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.MEASURE,
        re.compile(
            r"^(?:s\S har vi m\Str|s\S (?:f\Sljs|m\Sts)\b.*|s\S m\Ster vi\b.*|s\S f\Sljer vi upp\b.*"
            r"|hur vi f\Sljer upp\b.*"
            r"|vi m\Ster.*"
            r"|(?:detta )?f\Sljs upp (?:genom|med).*)$"
        ),
    ),
    (
        Role.ACTION,
        re.compile(
            r"^(?:s\S (?:h\Sr )?(?:g\Sr|arbetar) vi\b.*"
            r"|det(?:ta)? (?:h\Sr )?(?:ska|vill|g\Sr) vi g\Sra.*|v\Sgen dit"
            r"|s\S n\Sr vi (?:m\Slen?|dit)\b.*|hur n\Sr vi (?:m\Slen?|dit)\b.*|detta ska vi g\Sra"
            r"|vi ska|vi vill"
            r"|kommunen ska|staden ska|hur g\Sr vi.*)$"
        ),
    ),
    (
        Role.GOAL,
        re.compile(
            r"^(?:hit vill vi|detta vill vi (?:uppn\S|n\S)|\Snskat l\Sge|vad vill vi uppn\S"
            r"|vi vill uppn\S)$"
        ),
    ),
)


def _counted(words: list[str]) -> Level | None:
    """A heading that counts the areas beneath it ("Fyra områden", "Tre prioriterade områden")."""
    if fold(words[0]) not in _COUNTS:
        return None
    level = level_at(words[1:], weak=True)
    areas = level is not None and level.role is Role.AREA and level.plural is not False
    if level is None or not areas or level.words + 1 != len(words):
        return None
    return replace(level, words=len(words), plural=True, weak=False)


def _said_by(text: str) -> Level | None:
    """A heading that says in other words what the following are ("Så gör vi", "Hit vill vi")."""
    said = text.strip().rstrip(":?").strip().lower()
    role = next((role for role, pattern in _PHRASES if pattern.match(said)), None)
    return Level("", role, len(text.split()), None, False) if role is not None else None


def _name_start(text: str, end: int) -> int:
    """Where the area's name starts after "för", "inom målområdet" or "inom fokusområde 2:"."""
    words = [(match.group(), match.start()) for match in re.finditer(r"\S+", text[end:])]
    after = 1
    level = level_at([word for word, _ in words[after:]])
    if level is not None and level.role in {Role.AREA, Role.GOAL}:
        after += level.words
        if after < len(words) and re.match(rf"^{_NUMBER}[:.]?$", words[after][0]) and after + 1 < len(words):
            after += 1
    return end + words[min(after, len(words) - 1)][1]


def _alone(words: list[str]) -> Level | None:
    alone = len(words) == 1 and short_goal(words[0])
    return Level("Mål", Role.GOAL, 1, None, False) if alone else None


_FIGURES = re.compile(r"(?:\s\d{1,3}(?: \d{3})+){2,}$")  # a row of a table
_PARAGRAPH = re.compile(r"§\s*\d")


def is_bare_heading(text: str) -> bool:
    """Whether a row looks like a heading: short, begun with a capital or a number, no sentence."""
    words = text.split()
    return (
        0 < len(words) <= 10
        and len(text) <= 80
        and text.rstrip()[-1] not in ".,;:"
        and (text[:1].isupper() or text[:1].isdigit() or _PARAGRAPH.match(text) is not None)
        and bare(words[-1]) != ""
        and not re.search(r"[.!?]\s+[A-ZÅÄÖ]", text[3:])
        and not _FIGURES.search(text)
    )
