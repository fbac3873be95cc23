"""Sentences that announce a list: of what level and in which area ("Följande delmål gäller:")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..fuzzy import bare, fold, resembles
from ..genre import canonical
from ..level_words import Role
from ..levels import Level, level_at
from ..lines import Passage, Piece, Row, parted_words_joined

_LAST_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")
_ANNOUNCING = ("följande", "nedanstående")
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
        "galler",
        "anvands",
    ]
)
_INSIDE = frozenset({"inom"})
_LONGEST_NAME = 9
_WEAK = frozenset(
    {"Uppdrag", "Princip", "Riktlinje", "Prioritering", "Initiativ", "Löfte", "Ambition", "Målbild"}
)
"""Words that say much else too: they announce a list only right after "följande"."""
_OF_OTHERS = frozenset(
    {
        "globala",
        "globalt",
        "nationella",
        "nationellt",
        "statliga",
        "fns",
        "regeringens",
        "riksdagens",
        "nationens",
    }
)
"""Whose goals are not the document's own."""
_APPLIES = re.compile(
    r"\bfoljande\s+(?:\S+\s+)?(?:galla|galler)\b|\bgaller\s+(?:att\s+)?foljande\b|\bgalla\s+foljande\b"
)
_WE_SHALL = re.compile(
    r"^(?:(?:i |for )?\w+ (?:kommun|stad|region)s?|vi|kommunen|staden|regionen|namnden|bolaget|forbundet"
    r"|det innebar att (?:vi|kommunen|staden)|vi vill|darfor)\b(?:\s+\S+){0,8}?"
    r"\s*(?:ska|skall|vill|kommer att|atar sig att|arbetar for att|arbeta for att)?"
    r"(?:\s+\S+){0,2}\s*:$"
)
_SHALL_THEREFORE = re.compile(
    r"\bska(?:ll)?(?:\s+(?:darfor|bland annat|sarskilt|aven|ocksa|i forsta hand|alltid)){0,2}\s*:$"
)
_EXPECTED = re.compile(
    r"\b(?:forvantas|far i uppdrag|ska verka for att|innefattar|innebar|omfattar|inbegriper)"
    r"(?: (?:att|aven|bland annat|darfor|bl\.? ?a\.?)){0,2}\s*:$"
)
_UNDERTAKES = re.compile(r"\batar (?:oss|sig)(?: \w+)? att:?$")
_BY = re.compile(
    r"\b(?:genom att|innebar (?:det )?att|det gor vi genom(?: att)?|ska (?:vi|kommunen|staden)"
    r"|det betyder att)\s*:$"
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a sentence announces: the level (None where it says none), an area's name as offsets, a colon."""

    level: Level | None
    name: tuple[int, int] | None
    colon: bool
    start: int
    sure: bool = True


def announcement(paragraph: Passage, known: Iterable[str]) -> Announcement | None:
    """What the last sentence of a paragraph announces, or None when it announces no list of goals.

    `known` are area names already found, in any spelling: the sentence may name one anywhere.
    """
    text = paragraph.flat
    colon = text.rstrip().endswith(":")
    breaks = [match.end() for match in _LAST_SENTENCE.finditer(text)]
    start = breaks[-1] if breaks else 0
    tokens = [(match.group(), match.start()) for match in re.finditer(r"\S+", text[start:])]
    announcing = [at for at, (token, _) in enumerate(tokens) if _points_on(token, colon=colon)]
    levels = [
        (at, level)
        for at, (token, _) in enumerate(tokens)
        if (level := _level(tokens, at))
        and not (
            level.definite and level.plural is False and at < 2 and not colon_after_is(text, colon=colon)
        )
        and not (at and fold(bare(tokens[at - 1][0])) in _OF_OTHERS)
    ]
    level = _announced(announcing, levels, colon) if colon or announcing else None
    if level is None:
        return _without_level(text[start:], paragraph.pieces[-1].text, colon, start)
    name = None
    if level.role is not Role.AREA:
        name = _known_name(text, start, known) or (_name_at_end(text, start, tokens) if colon else None)
    return Announcement(level, name, colon, start)


_IS = re.compile(r"\b(?:är|inbegriper|omfattar|innehåller)(?: (?:även|också|följande))?\s*:$")


def colon_after_is(text: str, *, colon: bool) -> bool:
    """Whether a sentence counts up what it is ("Strategin för kommunens klimatarbete är:")."""
    return colon and _IS.search(text.rstrip()) is not None


def _level(tokens: Sequence[tuple[str, int]], at: int) -> Level | None:
    """The level that a word names, with the adjective before it ("ekonomiska mål")."""
    word = _whole(tokens, at)
    before = tokens[at - 1][0] if at else ""
    level = level_at([word])
    return (level_at([before, word]) or level) if level is not None and before else level


def _whole(tokens: Sequence[tuple[str, int]], at: int) -> str:
    """A word, with its second half where a line end has parted it ("nyckel- tal")."""
    following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    word = tokens[at][0]
    return parted_words_joined(f"{word} {following}").split()[0] if word.endswith("-") else word


def _points_on(token: str, *, colon: bool) -> bool:
    """Whether a word points to what follows; "dessa" does so before a colon, else to what came before."""
    return (colon and fold(bare(token)) == "dessa") or bool(canonical(token, _ANNOUNCING))


def _announced(announcing: list[int], levels: list[tuple[int, Level]], colon: bool) -> Level | None:
    """The level named close after "följande"; without that word (a colon announces) the first but areas."""
    areas = [level for _, level in levels if level.role is Role.AREA]
    several = [level for level in areas if level.plural and not level.definite]
    if (
        colon
        and several
        and not announcing
        and all(level.definite for _, level in levels if level not in several)
    ):
        return several[0]
    for at in announcing:
        near = [level for place, level in levels if at < place <= at + 4]
        if near:
            return near[0]
    strong = [level for _, level in levels if level.word not in _WEAK]
    if announcing or not colon or not strong:
        return None
    beneath = [level for level in strong if level.role is not Role.AREA]
    return beneath[0] if beneath else strong[0]


def _without_level(sentence: str, row: str, colon: bool, start: int) -> Announcement | None:
    """A list of what is to hold or be done that no level is named for ("Här ska följande gälla.").

    `row` is the last of its rows, which a heading may stand right above.
    """
    said = fold(sentence)
    if _APPLIES.search(said):
        return Announcement(None, None, colon, start)
    if _UNDERTAKES.search(said):
        return Announcement(Level("Åtagande", Role.ACTION, 1, None, False), None, True, start)
    if colon and (
        _SHALL_THEREFORE.search(said)
        or _WE_SHALL.search(said)
        or _WE_SHALL.search(fold(row))
        or _BY.search(said)
        or _EXPECTED.search(said)
    ):
        return Announcement(None, None, colon, start, sure=False)
    return None


def announces(row: Row) -> bool:
    """Whether a row opens a sentence that announces a list of goals ("Följande strategier …")."""
    if not row.text[:1].isupper():
        return False
    words = row.text.split()
    if not any(canonical(token, ("följande",)) for token in words[:2]):
        return False
    found = announcement(Passage((Piece(row.line, " ".join(words[:5]) + ":"),)), ())
    return found is not None and found.level is not None and found.level.role is not Role.AREA


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


def _name_at_end(text: str, start: int, tokens: Sequence[tuple[str, int]]) -> tuple[int, int] | None:
    """The words after the last "inom" up to the colon, when they are few enough to be a name."""
    inside = [at for at, (token, _) in enumerate(tokens) if fold(bare(token)) in _INSIDE]
    if not inside:
        return None
    first = inside[-1] + 1
    if first < len(tokens) and (level := level_at([tokens[first][0]])) and level.role is Role.AREA:
        first += 1
    named = tokens[first:]
    if not named or len(named) > _LONGEST_NAME or any(fold(bare(token)) in _NAME_ENDS for token, _ in named):
        return None
    left = start + named[0][1]
    return left, left + len(text[left:].rstrip(" :"))
