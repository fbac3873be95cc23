"""Other documents that the text names: visions, budgets, reports, plans, laws and case numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .areas import same_name
from .fuzzy import fold
from .lines import Passage
from .sentences import Sentence

_CAPITALISED = r"[A-ZÅÄÖÉ][\w&-]+"
_TITLE = (
    r"(?:[”\"][^”\"]{3,90}[”\"]|"
    + _CAPITALISED
    + r"(?:\s+(?:"
    + _CAPITALISED
    + r"|för|och|i|till|av|for|\d{4}))*)"
)
_SPAN = r"\d{4}(?:\s*[-–]\s*\d{4})?"
_FOR = r"(?:f\S{1,2}r|f\S{1,2})\s+"  # "för", whatever became of its ö
_PATTERNS = {
    "vision": re.compile(
        r"\bVision(?:en)?\s+\d{4}(?:\s+[—–-]\s+(?P<title>[A-ZÅÄÖ][^.,;:()—–]{3,60}?)(?P<stop>[.,;:()]|$))?"
    ),
    "budget": re.compile(rf"\b(?:\w+s\s+)?[Bb]udget(?:en)?\s+(?:{_FOR})?(?:\S{{1,2}}r\s+)?{_SPAN}"),
    "report": re.compile(
        r"\b(?:[Rr]apporten|[Pp]rogrammet|[Ss]trategin|[Pp]olicyn|[Hh]andlingsplanen|[Rr]iktlinjerna)\s+"
        + _TITLE
    ),
    "programme": re.compile(
        r"\b(?:[Pp]rogram|[Pp]olicy|[Hh]andlingsplan|[Rr]iktlinjer|[Öö]versiktsplan)\s+"
        rf"{_FOR}(?:\w+\s+){{0,6}}{_SPAN}"
    ),
    "plan": re.compile(r"\b[ÖöOo6é]versiktsplan(?:en|ens)?\b"),
    "global": re.compile(r"\bAgenda\s+2030\b"),
    "law": re.compile(
        r"\((?:SFS\s+)?(?:19|20)\d\d:\d{1,4}\)|\b(?:SOU|[Pp]rop\.|Ds)\s+(?:19|20)\d\d(?:/\d\d)?:\d{1,4}"
    ),
    "case": re.compile(r"\b[Dd]nr\.?:?\s+(?:[A-ZÅÄÖ]{1,5}\s?)?[\d./:-]*\d(?:/\d{2,4})?"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named in the text."""

    kind: str
    passage: Passage
    title: str | None = None


def references(sentences: Sequence[Sentence]) -> list[Reference]:
    """Each document once, by its first and cleanest naming, in order of appearance."""
    found: list[Reference] = []
    for one in sentences:
        sentence = one.passage
        text = sentence.flat
        for kind, pattern in _PATTERNS.items():
            for match in pattern.finditer(text):
                title = match.groupdict().get("title")
                part = sentence.slice(*_span(match, text))
                new = Reference(kind, part, title if title and title in part.flat else None)
                if part and not any(_same(new, known) for known in found):
                    found.append(new)
    kept = [one for one in found if not _said_better(one, found)]
    return sorted(kept, key=lambda one: one.passage.lines[0])


def _span(match: re.Match[str], text: str) -> tuple[int, int]:
    """The name without the sentence around it: a title counts only when a stop shows where it ends."""
    end = match.end()
    groups = match.groupdict()
    if groups.get("stop"):
        end -= 1
    elif groups.get("title"):
        end = match.start("title")
        end = match.start() + len(text[match.start() : end].rstrip(" —–-"))
    return match.start(), end


def _years(reference: Reference) -> list[str]:
    return re.findall(r"\d{4}", reference.passage.flat)


def _same(one: Reference, other: Reference) -> bool:
    if one.kind != other.kind or _years(one) != _years(other):
        return False
    if one.kind == "vision":
        return one.title == other.title or bool(
            one.title and other.title and same_name(one.title, other.title)
        )
    return one.kind in {"budget", "plan", "global"} or fold(one.passage.flat) == fold(other.passage.flat)


def _said_better(one: Reference, found: Sequence[Reference]) -> bool:
    """A vision named without its title, when another naming has it."""
    return (
        one.kind == "vision"
        and one.title is None
        and any(other.kind == "vision" and other.title and _years(other) == _years(one) for other in found)
    )


def disagreeing_titles(found: Sequence[Reference]) -> list[tuple[Reference, Reference]]:
    """Pairs of references to one vision under two titles."""
    visions = [one for one in found if one.kind == "vision" and one.title]
    return [
        (one, other)
        for at, one in enumerate(visions)
        for other in visions[at + 1 :]
        if _years(one) == _years(other) and not same_name(one.title or "", other.title or "")
    ]
