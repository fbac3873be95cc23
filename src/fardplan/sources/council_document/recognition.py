"""Whether it is a document of the genre at all: one that steers, by a body that may, in a form that says so.

A word or two prove nothing: a newspaper names the council and its programme, an advertisement its reports. So
evidence of several sorts is asked for: what the document calls itself, who decides it, its number, its parts,
what it decides or aims at. What calls itself something else at the top is refused.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError

from .about import Head
from .about.facts import Label
from .about.kinds import kind_in_word
from .decisions import Point
from .fuzzy import bare, fold
from .genre import BODIES, HEADINGS, KINDS_OF_DOCUMENT, Section, canonical
from .level_words import Role
from .levels import level_at
from .lines import Row
from .sections import Part

_DECIDING = (
    "beslutar",
    "beslutade",
    "föreslår",
    "föreslås",
    "godkänner",
    "godkänna",
    "godkänns",
    "beslut",
    "antas",
)
_OTHER_PAPERS = re.compile(
    r"^\W*(?:skol)?(?:pressmeddelande|lediga jobb|platsannons|matsedel|lunchmeny|inbjudan|kallelse|dagordning"
    r"|arsredovisning|arsberattelse|arsrapport|verksamhetsberattelse|bokslut|delarsrapport|tertialrapport"
    r"|kvalitetsrapport|manadsrapport|debatt|insandare|kronika|ingredienser|forsta kapitlet|kapitel ett"
    r"|upphandlingsannons|upphandling av|forfragningsunderlag|anbudsinbjudan|\w*avtal\b"
    r"|kvitto|faktura|offert|stadgar\b|foreningsstadgar"
    r"|svensk forfattningssamling|nyhetsbrev|minnesanteckningar|reseberattelse"
    r"|lag \(|forordning \(|motion\b|interpellation|insamling)"
    r"|\b(?:sista ansokningsdag|ansok har|kandidatuppsats|magisteruppsats|masteruppsats|examensarbete"
    r"|doktorsavhandling|utkom fran trycket|anmalan senast)\b"
)
_AIMS = re.compile(
    r"^\W*(?:(?:\d+(?:\.\d+)*\.?|[A-Z]\.)\s*)?(?:\w*mal\b|\w*malen\b|\w*omraden?\b|\w*omrade \w"
    r"|strategier\b|atgarder\b"
    r"|insatser\b|aktiviteter\b|indikatorer\b|nyckeltal\b|ambition|inriktning|atagande|stallningstagande"
    r"|prioriter|uppdrag\b)"
)
_AIM_LABEL = re.compile(
    r"^\W*(?:\w*mal|atgard|insats|aktivitet|strategi|uppdrag|indikator)\s*[\dA-Z][\d.]*\s*[:.–-]|^\w*mal\s*:"
)
_SHALL = re.compile(r"\b(?:ska|skall|bor)\b")
_RESPONSIBLE = re.compile(r"\bansvarig\w*\b|\bansvar\b|\buppfoljning\b")
_ENOUGH_ENTITLED, _ENOUGH, _ENOUGH_UNNAMED = 4, 5, 6
_OWNERS = frozenset({"kommunen", "kommunens", "regionen", "regionens", "staden", "stadens"})
_YEARS_AT_END = re.compile(r"(?:\s+(?:för\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)+$")
_MANY_SHALL, _SOME_HEADINGS, _SOME_GOALS = 6, 2, 3
_NEWS = frozenset({"ny", "nytt", "nya", "forslag", "samrad", "remiss"})
_LONGEST_TITLE, _KIND_WITHIN = 12, 2  # words of a title, and of its beginning
_LEAST, _TOP = 3, 14  # rows at the top where a document says what it is


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a document of the genre.

    `firm` is what no article about such a document has: a case number, who adopted it, facts under labels,
    decision points, lists of goals, or many sentences of what shall be done. `goals`: it is entitled with its
    goals, and has them.
    """

    named: tuple[str, ...]
    firm: bool
    steers: int
    formal: int
    otherwise: str | None
    goals: bool = False

    @property
    def worth(self) -> int:
        return 2 * bool(self.named) + self.steers + self.formal


def check_genre(
    parts: Sequence[Part], rows: Sequence[Row], head: Head, points: Sequence[Point], goals: int
) -> None:
    """Raise InputError, saying what was looked for and what was there, when this is no council document.

    `goals` is how many items of goal lists were found.
    """
    found = evidence(parts, rows, head, points, goals)
    if _is_council_document(found, head, points):
        return
    raise InputError(
        Sentence(
            "this is not a council document (such as a tjänsteutlåtande, programme, policy or plan) "
            "that can be read"
        ),
        instead=Sentence(
            "Looked for what such a document calls itself (tjänsteutlåtande, program, policy, plan, "
            "strategi, riktlinjer), who has adopted it or is to decide, its case number, headings such as "
            "'Förslag till beslut', 'Bakgrund' and 'Uppföljning', and for decisions or goals. "
            "Found: {found}.",
            found=_told(found, parts, rows),
        ),
        outcome=Sentence("No draft was made."),
    )


def _is_council_document(found: Evidence, head: Head, points: Sequence[Point]) -> bool:
    if found.otherwise and not (points and head.kind):
        return False
    if not (found.firm and found.steers and found.formal):
        return False
    enough = _ENOUGH_ENTITLED if found.goals else _ENOUGH if found.named else _ENOUGH_UNNAMED
    return found.worth >= enough


def evidence(
    parts: Sequence[Part], rows: Sequence[Row], head: Head, points: Sequence[Point], goals: int
) -> Evidence:
    """Weigh a document: how it names itself, whether it steers, and its form."""
    words = _words(rows)
    sections = _sections(parts)
    folded = [fold(row.text) for row in rows[:4000]]
    aims = sum(bool(_AIMS.search(text) or _AIM_LABEL.search(text)) for text in folded if len(text) < 90)
    shall = sum(len(_SHALL.findall(text)) for text in folded)
    proposal = next((part.heading.flat for part in parts if part.heading and _proposes(part, points)), None)
    entitled = _goals_by_title(head)
    named = tuple(name for name in (head.kind, proposal, entitled) if name)
    steers = (
        2 * bool(points)
        + min(2, aims // 2)
        + (goals >= _SOME_GOALS)
        + (shall >= 3)
        + any(_RESPONSIBLE.search(text) for text in folded)
    )
    stated = {fact.label for fact in head.stated} & {
        Label.KIND,
        Label.DECIDED,
        Label.VALID,
        Label.RESPONSIBLE,
    }
    formal = (
        bool(head.dnr)
        + 2 * bool(head.decided_by)
        + min(2, len(sections))
        + bool(_met(words, BODIES))
        + bool(_met(words, _DECIDING))
        + bool(stated)
        + bool(head.municipality)
        + bool(entitled and _OWNERS & set(words))
    )
    headed = sum(bool(part.heading) for part in parts)
    wordy = bool(named) and shall >= _MANY_SHALL and headed >= _SOME_HEADINGS
    firm = bool(head.dnr or head.decided_by or stated or points or wordy or _is_entitled(head))
    firm = firm or goals >= _SOME_GOALS
    return Evidence(
        named,
        firm,
        steers if shall or points or goals else 0,
        formal,
        _otherwise(rows, head, len(parts[0].rows)),
        goals=entitled is not None and goals >= _SOME_GOALS,
    )


def _goals_by_title(head: Head) -> str | None:
    """The word for its goals that a document is entitled with ("Övergripande mål")."""
    title = _YEARS_AT_END.sub("", head.title.flat).split() if head.title else []
    own = len(title) > 1 and title[0].endswith("s") and level_at(title) is None
    level = level_at(title[1:] if own else title)
    over = level is not None and level.role in {Role.GOAL, Role.AREA}
    return level.word if level is not None and over and level.words + own == len(title) else None


def _is_entitled(head: Head) -> bool:
    """Whether the title begins with what the document is ("Handlingsplan för suicidprevention")."""
    title = head.title.flat.split() if head.title else []
    named = any(map(kind_in_word, title[:_KIND_WITHIN])) and fold(title[0]) not in _NEWS
    return named and len(title) <= _LONGEST_TITLE


def _proposes(part: Part, points: Sequence[Point]) -> bool:
    """Whether a part with a heading of its own has the decision points."""
    return part.section is Section.DECISION and bool(points)


def _otherwise(rows: Sequence[Row], head: Head, top_rows: int) -> str | None:
    """What the document calls itself at the top, when that is something else."""
    top = [fold(row.text) for row in rows[: max(_LEAST, min(_TOP, top_rows))]]
    title = fold(head.title.flat) if head.title else ""
    for text in [title, *top]:
        match = _OTHER_PAPERS.search(text) if len(text) < 200 else None
        if match and not (text == title and head.kind in KINDS_OF_DOCUMENT):
            return match.group()
    return None


def _sections(parts: Iterable[Part]) -> set[Section]:
    return {part.section for part in parts if part.heading} - {Section.HEAD}


def _words(rows: Sequence[Row]) -> list[str]:
    return [fold(bare(token)) for row in rows[:4000] for token in row.text.split() if len(token) >= 5]


def _told(found: Evidence, parts: Sequence[Part], rows: Sequence[Row]) -> Sentence | str:
    words = _words(rows)
    seen = sorted(HEADINGS[section][0] for section in _sections(parts))
    seen += sorted(_met(words, BODIES) | _met(words, KINDS_OF_DOCUMENT) | _met(words, _DECIDING))
    seen += sorted({kind for word in words if (kind := kind_in_word(word))} - set(seen))
    told = ", ".join(seen) if seen else Sentence("none of them")
    if not found.otherwise:
        return told
    return Sentence(
        "{told}, and at the top what is no such document: {other}", told=told, other=found.otherwise
    )


def _met(words: Sequence[str], wanted: tuple[str, ...]) -> set[str]:
    met: set[str] = set()
    for word in dict.fromkeys(words):
        found = canonical(word, wanted)
        if found is None and "namnd" in word and "nämnden" in wanted:
            found = "nämnden"
        if found:
            met.add(found)
    return met
