"""Levels as words name them: by a noun, alone or in a compound ("nämndmål"), now and then with an adjective
before it ("prioriterat område"). The words themselves are in `level_words`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .confusions import neighbours
from .fuzzy import bare, distance, fold
from .level_words import (
    ADJECTIVES,
    AREA_ALONE,
    ET,
    KEPT_BEFORE_GOALS,
    KEPT_BEFORE_TASKS,
    LEADING,
    NO_LEVELS,
    NOUNS,
    OF_COUNCIL,
    OPEN,
    PLURAL_ADJECTIVES,
    SINGULAR,
    WEAK,
    Forms,
    Role,
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level as a document names it: its word in the singular, and how it was written there.

    `words` is how many words name it; `plural` and `definite` how the noun stood. "Mål" is both numbers:
    `plural` is then None. `weak`: the word says much else too, so that it names a level only with a number.
    """

    word: str
    role: Role
    words: int
    plural: bool | None
    definite: bool
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Noun:
    stem: str
    role: Role
    plural: bool | None
    definite: bool


_WEAK_SPELLED = {
    stem + ending: _Noun(stem, role, *form)
    for role, stems in WEAK.items()
    for stem, forms in stems.items()
    for ending, form in forms.items()
}
_SEVERAL = ("a", "ade")  # how adjectives of several end
_SHORTEST_COMPOUND = 2  # letters before the noun

_SPELLED: dict[str, _Noun] = {
    stem + ending: _Noun(stem, role, *form)
    for role, stems in NOUNS.items()
    for stem, forms in stems.items()
    for ending, form in forms.items()
}
_FOLDED = {fold(word): noun for word, noun in _SPELLED.items()}
_SHORTEST_NOISY, _MOST_APART = 5, 3


_UPPER = re.compile(
    r"inriktningsmål|huvudmål|fullmäktige\w*mål|kommunmål|ägarmål|visionsmål|målbild"
    r"|(?:\w*övergripande|kommungemensamt|långsiktigt|strategiskt|\w*fullmäktiges) mål"
)
_LOWER = re.compile(
    r"delmål|etappmål|milstolpe|aktivitetsmål|processmål|(?:kvantitativt|kortsiktigt|mätbart|operativt) mål"
)


def standing(word: str | None) -> int:
    """Where its word sets a goal among goals: 0 over others ("Huvudmål"), 2 beneath ("Delmål"), else 1."""
    said = (word or "").lower()
    return 0 if _UPPER.fullmatch(said) else 2 if _LOWER.fullmatch(said) else 1


_NUMBERED = re.compile(r"[A-ZÅÄÖ]{0,2}\.?\d{1,2}\b")


def names_one(text: str) -> bool:
    """Whether a row names one goal by level and number ("Fullmäktigemål 1"), as no page is named."""
    words = text.split()
    level = level_at(words)
    return level is not None and len(words) > level.words and bool(_NUMBERED.match(words[level.words]))


def level_at(words: Sequence[str], *, weak: bool = False) -> Level | None:
    """The level that some words begin with, or None; scan noise allowed in a word of five letters or more.

    `weak`: words that say much else too are looked for as well.
    """
    skipped = 1 if len(words) > 1 and fold(bare(words[0])) in LEADING else 0
    rest = words[skipped:]
    if not rest:
        return None
    first = fold(bare(rest[0]))
    if first in OF_COUNCIL and len(rest) > 2 and fold(bare(rest[1])) in ADJECTIVES:
        first, rest, skipped = fold(bare(rest[1])), rest[1:], skipped + 1
    if first in ADJECTIVES and len(rest) > 1:
        return _with_adjective(first, rest[1], skipped, weak=weak)
    noun = _noun(rest[0])
    if noun is None:
        return _weak(rest[0], skipped) if weak else None
    return Level(
        _capital(SINGULAR.get(noun.stem, noun.stem)), noun.role, skipped + 1, noun.plural, noun.definite
    )


def _weak(word: str, skipped: int) -> Level | None:
    noun = _WEAK_SPELLED.get(bare(word).lower())
    if noun is None:
        return None
    return Level(_capital(noun.stem), noun.role, skipped + 1, noun.plural, noun.definite, weak=True)


def plural_of(word: str) -> str:
    """The word for several goals of a level: "Prioriterat område" gives "Prioriterade områden".

    A word that is not known here stays as it is.
    """
    *before, last = word.split() or [word]
    noun = _noun(last) or _WEAK_SPELLED.get(last.lower())
    if last.lower() in AREA_ALONE:
        last = "områden"
    elif noun is not None:
        stem = next((one for one in _stems() if noun.stem.endswith(one)), None)
        ending = _plural_ending(_stems()[stem]) if stem else ""
        last = noun.stem + ending if last.islower() else _capital(noun.stem + ending)
    return _capital(" ".join([*(PLURAL_ADJECTIVES.get(one.lower(), one) for one in before), last]))


def _plural_ending(forms: Forms) -> str:
    return next((ending for ending, (plural, definite) in forms.items() if plural and not definite), "")


@lru_cache(maxsize=1)
def _stems() -> dict[str, Forms]:
    """The forms of every noun, the longest first."""
    every = {
        stem: forms for group in (NOUNS, WEAK) for nouns in group.values() for stem, forms in nouns.items()
    }
    return dict(sorted(every.items(), key=lambda entry: -len(entry[0])))


def _with_adjective(first: str, second: str, skipped: int, *, weak: bool) -> Level | None:
    neuter, other = ADJECTIVES[first]
    area = AREA_ALONE.get(bare(second).lower())
    if area:
        return Level(_capital(f"{neuter} område"), Role.AREA, skipped + 2, *area)
    noun = _noun(second)
    if noun is None:
        found = _weak(second, skipped + 1) if weak else None
        common = found is not None and found.word.endswith(("ning", "tion"))
        word = f"{other if common else neuter} {found.word.lower()}" if found else ""
        return replace(found, word=_capital(word)) if found else None
    stem = SINGULAR.get(noun.stem, noun.stem)
    kept = noun.stem == "mål" and first in KEPT_BEFORE_GOALS
    kept = kept or (noun.stem == "uppdrag" and first in KEPT_BEFORE_TASKS)
    word = f"{neuter} {stem}" if kept else stem
    plural = (
        True if noun.plural is None and first.endswith(_SEVERAL) and first != "overgripande" else noun.plural
    )
    return Level(_capital(word), noun.role, skipped + 2, plural, noun.definite)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@lru_cache(maxsize=65536)
def _noun(token: str) -> _Noun | None:
    word = bare(token).lower()
    found = _SPELLED.get(word) or _compound(word)
    if found or word in NO_LEVELS or not word:
        return found
    read = fold(word)
    return _FOLDED.get(read) or _noisy(word, read)


def _compound(word: str) -> _Noun | None:
    """A noun of an open list at the end of a longer word ("nämndmål", "kärnindikatorer")."""
    for stem, role in OPEN.items():
        at = word.rfind(stem)
        if at < _SHORTEST_COMPOUND:
            continue
        forms = NOUNS[role].get(stem, ET)
        form = forms.get(word[at + len(stem) :])
        whole = word[:at] + stem
        if form is not None and whole not in NO_LEVELS and not whole.startswith(("mål", "åtgärdsmål")):
            return _Noun(whole, role, *form)
    return None


def _noisy(word: str, read: str) -> _Noun | None:
    """A word that the confusions of scans lead to from one of the known: "Delrnal" is "Delmål"."""
    if len(read) < _SHORTEST_NOISY:
        return None
    best, best_distance = None, _MOST_APART + 1
    for spelled, noun in _NOISY.items():
        wanted = fold(spelled)
        if abs(len(read) - len(wanted)) > 2:
            continue
        apart = distance(read, wanted, _MOST_APART)
        if apart < best_distance and neighbours(word, spelled):
            best, best_distance = noun, apart
    return best


_NOISY = _SPELLED | {
    f"{prefix}mål{ending}": _Noun(f"{prefix}mål", Role.GOAL, *form)
    for prefix in ("del", "etapp", "effekt", "resultat", "inriktnings", "nämnd", "huvud")
    for ending, form in ET.items()
}
"""The words that are looked for in noise: the known nouns and the commonest compounds."""


@lru_cache(maxsize=4096)
def short_goal(token: str) -> bool:
    """Whether a short word is "Mål", misread or not: only for where a number or a row's end follows."""
    word = bare(token)
    return 3 <= len(word) <= 4 and neighbours(word.lower(), "mål")
