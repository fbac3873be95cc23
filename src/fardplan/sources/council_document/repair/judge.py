"""Judging one word: as read, or which other word the scan may have had before it; and how sure that is."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ..confusions import misreadings, rare_misreadings
from .noise import Noise, looks_misread
from .words import frequency, is_imperative, is_word, likeness

_SHOWN = 0.1  # share of belief from which another reading is worth showing
_KEPT_AS_READ = 0.0  # cost of having read what is printed
_MOST_CONFIRMED = 4
_MOST_ASKED = 10
_WELL_KNOWN, _LONG = 2.5, 9  # Zipf value and letters of a word that the frequency table vouches for
_SWEDISH, _FOREIGN = re.compile("[åäöÅÄÖ]"), re.compile(r"[^a-zA-ZåäöÅÄÖ-]")
_OE = re.compile(r"(?<=[a-zåäö])6(?=[a-zåäö]|$)")  # no word has this figure within it
_EVERYWHERE = 6.0  # Zipf value of the words that grammar is made of; as read, they are not doubted
_HEARD_OF = 5  # letters from which a listed word may be taken for one; short strings are listed too
_VERB = 3.5  # what a place that wants an imperative adds to one
_YEAR = 3.0  # what a following year adds to "år"
_UNKNOWN_CONFIDENCE = 0.4
_POSSIBLE_CONFIDENCE = 0.7
_CAREFUL = 0.985  # no repair is surer than this


class Finding(Enum):
    """What a judged word has to tell."""

    PLAIN = "plain"  # nothing to tell
    REPAIRED = "repaired"  # not a word as read; one repair stands out
    REAL_WORD = "real_word"  # read and repaired, or read and another, are both words
    UNCERTAIN = "uncertain_repair"  # not a word as read; several repairs compete
    POSSIBLE = "possible_misreading"  # a clean document, left as read, and yet
    UNKNOWN = "unknown_word"  # not a word, and no repair is known


@dataclass(frozen=True, slots=True)
class Place:
    """What the surroundings of a word say about it, as far as grammar is sure of it."""

    wants_verb: bool = False  # it begins an item in a list of imperatives
    before_year: bool = False
    may_be_name: bool = False  # a capital in the middle of a sentence


@dataclass(frozen=True, slots=True)
class Judged:
    """A word as it goes into the text, the readings that compete (chosen first), the belief in it (0-1)."""

    read: str
    text: str
    finding: Finding
    readings: tuple[str, ...]
    belief: float


NOWHERE = Place()


@lru_cache(maxsize=32768)
def judge(read: str, noise: Noise, place: Place = NOWHERE) -> Judged:
    """Judge a word of a document with this much noise. In a clean document a word is never changed."""
    if noise.clean:
        return _in_clean_text(read)
    likely = _scored(read, misreadings(read), frequency, noise, place)
    if not likely and len(read) >= _HEARD_OF and frequency(read) > 0:
        return Judged(read, read, Finding.PLAIN, (), 1.0)  # heard of, and nothing else it could be
    valid = _is_known(read)
    candidates = _candidates(read, likely, noise, place, valid=valid)
    if not candidates:
        return _without_candidates(read, valid, place)
    weights = {word: 10.0**score for word, score in candidates.items()}
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    best = ranked[0]
    belief = weights[best] / total
    shown = tuple(word for word in ranked if weights[word] / total >= _SHOWN or word in {best, read})
    return _finding(read, best, shown, belief, valid=valid)


def _in_clean_text(read: str) -> Judged:
    """As read; with a doubt when it is no word and would be the misreading of a common one."""
    if not looks_misread(read) or is_word(read):
        return Judged(read, read, Finding.PLAIN, (), 1.0)
    scored = _scored(read, misreadings(read), frequency, Noise(0.0), NOWHERE)
    others = sorted(_confirmed(scored), key=lambda word: (-scored[word], word))
    if not others:
        return Judged(read, read, Finding.PLAIN, (), 1.0)
    return Judged(read, read, Finding.POSSIBLE, (read, *others), _POSSIBLE_CONFIDENCE)


def _finding(read: str, best: str, shown: tuple[str, ...], belief: float, *, valid: bool) -> Judged:
    if valid and best == read and frequency(read) >= _EVERYWHERE:
        return Judged(read, read, Finding.PLAIN, (), 1.0)
    if valid and best == read:
        kind = Finding.REAL_WORD if len(shown) > 1 else Finding.PLAIN
        return Judged(read, read, kind, shown if len(shown) > 1 else (), belief if len(shown) > 1 else 1.0)
    if valid:
        return Judged(read, best, Finding.REAL_WORD, shown, min(belief, _CAREFUL))
    shown = tuple(word for word in shown if word != read)
    kind = Finding.UNCERTAIN if len(shown) > 1 else Finding.REPAIRED
    return Judged(read, best, kind, shown, min(belief, _CAREFUL))


def _without_candidates(read: str, valid: bool, place: Place) -> Judged:
    if (mended := _OE.sub("ö", read)) != read:
        return Judged(read, mended, Finding.UNCERTAIN, (mended, read), _POSSIBLE_CONFIDENCE)
    if valid or place.may_be_name:
        return Judged(read, read, Finding.PLAIN, (), 1.0 if valid else 0.9)
    return Judged(read, read, Finding.UNKNOWN, (read,), _UNKNOWN_CONFIDENCE)


def _candidates(
    read: str, likely: dict[str, float], noise: Noise, place: Place, *, valid: bool
) -> dict[str, float]:
    """Words that may have been printed, with log10 of how common they are minus what the mistake costs.

    Behind a word that is one, only other words of the frequency table are looked for. Behind one that is
    none, the rarer mistakes too; and when no listed word is found, compounds and inflections of words.
    """
    found = _confirmed(likely)
    if not valid:
        usual = list(misreadings(read))
        rare = list(rare_misreadings(read))
        found = {**_confirmed(_scored(read, rare, frequency, noise, place)), **found}
        for words in (usual, rare):
            found = found or _confirmed(_scored(read, words, likeness, noise, place))
    if place.may_be_name:
        found = {word: score for word, score in found.items() if score >= 2.0}
    if valid and found:
        found[read] = _score(read, likeness(read), _KEPT_AS_READ, place)
    return found


def _scored(
    read: str,
    words: Iterable[tuple[str, float]],
    common: Callable[[str], float],
    noise: Noise,
    place: Place,
) -> dict[str, float]:
    scored: dict[str, float] = {}
    for word, cost in words:
        how_common = common(word)
        if how_common > 0 and word != read:
            score = _score(word, how_common, cost + noise.penalty, place)
            scored[word] = max(score, scored.get(word, score))
    return scored


def _score(word: str, how_common: float, cost: float, place: Place) -> float:
    score = how_common - cost
    if place.wants_verb and is_imperative(word):
        score += _VERB
    if place.before_year and word.lower() in {"år", "åren"}:
        score += _YEAR
    return score


def _confirmed(scored: dict[str, float]) -> dict[str, float]:
    """The best candidates that the dictionary knows; it is asked in order, and not for ever."""
    found: dict[str, float] = {}
    ranked = sorted(scored, key=lambda word: (-scored[word], word))
    for word in ranked[:_MOST_ASKED]:
        if found and scored[word] < max(found.values()) - 3:
            break
        if _is_known(word):
            found[word] = scored[word]
            if len(found) == _MOST_CONFIRMED:
                break
    return found


def _is_known(word: str) -> bool:
    """Whether a word is one. The dictionary is slow where it counts least: long words that nobody writes
    by mistake, and words with signs in them, which no table lists.
    """
    heard = frequency(word)
    if heard >= _WELL_KNOWN and len(word) >= _LONG and _SWEDISH.search(word):
        return True
    return is_word(word) if heard or not _FOREIGN.search(word) else False
