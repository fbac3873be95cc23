"""How far a name goes: the last of its words, and what ends it.

A name goes on over years, proper names, a dash and what stands after it, prepositions and what they govern.
It ends at a verb, a sign, a column of a table, and where another document is named.
"""

import re
from dataclasses import dataclass

from ..fuzzy import bare, fold
from .words import SPAN, ends_name, is_adjective, is_definite_name, noun_in

_TOKEN = re.compile(r"\S+")
STOPS = ".,;:!?)”»"
_GOVERNING = frozenset(
    ["for", "mot", "om", "mellan", "i", "av", "till", "pa", "inom", "over", "kring", "med", "hos"]
)
GOVERNED = frozenset(["i", "av", "for", "om", "mellan", "hos", "med", "pa", "mot", "inom", "och", "kring"])
_DASHES = frozenset(["–", "—", "-"])
_LONGEST = 16  # words
_GOES_ON = frozenset(["kommunens", "stadens", "regionens", "den", "det"])
_GIVEN_TO = frozenset({"bidrag", "stod", "tillgang", "service", "insatser", "hjalp", "information"})
_A_LAW = re.compile(r"\w{3}(?:lagen|balken|forordningen)$")
_ITS = frozenset(["dess", "deras"])
_OWN_PARTS = re.compile(
    r"(?:del|etapp|fokus|inriktnings)?mal|atgard|strategi|indikator|inriktning|intention|priorit"
)
"""What a document has of its own: "planen Hela livet ut och dess mål" names no plan of aims."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with the signs at it; `core_end` is where it ends without them."""

    text: str
    start: int
    end: int

    @property
    def stopped(self) -> bool:
        return self.text[-1] in STOPS

    @property
    def core_end(self) -> int:
        return self.start + len(self.text.rstrip(STOPS + "(”\"'"))


def split_words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [Word(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def name_end(words: list[Word], noun: int) -> int:
    """The last word of a name whose noun stands at `noun`."""
    at = noun
    if words[at].stopped or at + 1 >= len(words):
        return at
    following = words[at + 1]
    if SPAN.match(following.text.rstrip(STOPS)):
        return years_end(words, at + 1)
    if following.text in _DASHES:
        return _subtitle(words, at)
    if columns_apart(words, at) or _sentence_goes_on(words, at + 1, at):
        return at
    if _preposition(following) in _GOVERNING and at + 2 < len(words):
        return _phrase(words, at + 1)
    if following.text[:1].isupper() and not noun_in(bare(following.text)):
        return proper_end(words, at + 1)
    return _years_near(words, at)


def _preposition(word: Word) -> str:
    read = fold(word.text)
    return "for" if re.fullmatch(r"f\S{1,2}r|f\S", read) and read not in {"far", "fran"} else read


def columns_apart(words: list[Word], at: int) -> bool:
    """Whether a word and the next stand in different columns of a table."""
    return words[at + 1].start - words[at].end > 1


def years_end(words: list[Word], at: int) -> int:
    if words[at].stopped or at + 1 >= len(words) or columns_apart(words, at):
        return at
    following = words[at + 1].text
    if following in _DASHES:
        return _subtitle(words, at)
    if fold(following) in {"mellan", "for"} and at + 2 < len(words):
        return _phrase(words, at + 1)
    return at


def _subtitle(words: list[Word], at: int) -> int:
    """Over a dash and a capital to the end of what it names; over a comma when only a few words follow."""
    if at + 2 >= len(words) or not words[at + 2].text.lstrip("”\"'")[:1].isupper():
        return _small_subtitle(words, at)
    last = run_end(words, at + 2)
    if words[last].text.endswith(","):
        end = few_words(words, last + 1)
        return end if end else last
    return last


def _small_subtitle(words: list[Word], at: int) -> int:
    """Over a dash and small words after years, when the sentence ends with them ("… 2035 – nära allt.")."""
    end = next((place for place in range(at + 2, min(at + 8, len(words))) if words[place].stopped), at)
    verbs = any(ends_name(words[place].text, "", titled=True) for place in range(at + 2, end))
    return end if SPAN.match(words[at].text) and not verbs else at


def few_words(words: list[Word], at: int) -> int | None:
    """The last of at most three small words that a verb follows ("…, hamn för alla är …")."""
    for place in range(at, min(at + 4, len(words))):
        after = words[place + 1].text if place + 1 < len(words) else ""
        if ends_name(words[place].text, after):
            return place - 1 if place - at >= 2 else None
        if words[place].stopped or words[place].text[:1].isupper():
            return None
    return None


def _phrase(words: list[Word], at: int) -> int:
    """Over a preposition at `at` and all that it governs; never ending with a small word."""
    last = run_end(words, at + 1)
    while last > at and fold(bare(words[last].text)) in GOVERNED | {
        "och",
        "samt",
        "en",
        "ett",
        "den",
        "det",
    }:
        last -= 1
    return last if last > at else at - 1


def run_end(words: list[Word], at: int, *, titled: bool = False) -> int:
    """The last word of a run that begins at `at`: up to a stop, a column, a verb, another document, years.

    `titled`: it is a title, in which prepositions may stand.
    """
    last = at - 1
    for place in range(at, min(at + _LONGEST, len(words))):
        word = words[place]
        after = words[place + 1].text if place + 1 < len(words) else ""
        if place > at and (columns_apart(words, place - 1) or word.text[:1] in '(”"['):
            break
        if _sentence_goes_on(words, place, at):
            break
        ends = ends_name(word.text, after, titled=titled) and not _from_within(words, place, at)
        ends = ends and word.text != "tillsammans,"
        if ends or _begins_another(words, place, at):
            break
        last = place
        if word.stopped:
            break
        if SPAN.match(word.text):
            return years_end(words, place)
    return last


def _sentence_goes_on(words: list[Word], place: int, start: int) -> bool:
    """Whether a small word belongs to the sentence: "och med …", "i den mån …"."""
    said = [fold(bare(word.text)) for word in words[place : place + 3]]
    joined = (
        said[0] in {"och", "samt"}
        and len(said) > 1
        and said[1] in (GOVERNED - {"och"}) | {"fran", "till", "enligt", "ur"}
    )
    return place > start and (joined or said == ["i", "den", "man"])


def _from_within(words: list[Word], place: int, start: int) -> bool:
    """Whether "från" belongs to a name: "ett liv fritt från våld", "… – resultat från LUPP"."""
    if fold(words[place].text) == "till":
        return fold(bare(words[place - 1].text)) in _GIVEN_TO
    if fold(words[place].text) != "fran":
        return False
    subtitled = any(word.text in _DASHES for word in words[start:place])
    return subtitled or fold(words[place - 1].text) in {"fri", "fritt", "fria"}


def _begins_another(words: list[Word], place: int, at: int) -> bool:
    """Whether after "och" another document is named, or the sentence goes on with its own noun."""
    if place == at or fold(words[place - 1].text) not in {"och", "samt"}:
        return False
    core = bare(words[place].text)
    after = bare(words[place + 1].text) if place + 1 < len(words) else ""
    if core[:1].isupper() and (is_definite_name(core) or (is_adjective(core) and noun_in(after))):
        return True
    if fold(core) in _ITS and place + 1 < len(words):
        return bool(_OWN_PARTS.match(fold(words[place + 1].text)))
    if _A_LAW.search(fold(core)):
        return True
    return bool(core[:1].isupper() and noun_in(core)) or fold(core) in _GOES_ON


def proper_end(words: list[Word], at: int) -> int:
    """Over proper names after the noun, and years after them ("Översiktsplan Brunnsjö 2035")."""
    last = at
    while not words[last].stopped and last + 1 < len(words) and not columns_apart(words, last):
        dirt = words[last + 1].text in STOPS and last + 2 < len(words)
        at_next = last + 2 if dirt else last + 1
        following = words[at_next].text
        if SPAN.match(following.rstrip(STOPS)):
            return years_end(words, at_next)
        if dirt or not following[:1].isupper() or fold(following) in {"kommunstyrelsen", "kommunfullmaktige"}:
            break
        last += 1
    return last


def _years_near(words: list[Word], at: int) -> int:
    """Over a few small words when years end them ("Lägesrapport jämlik stad 2020")."""
    for place in range(at + 1, min(at + 5, len(words))):
        after = words[place + 1].text if place + 1 < len(words) else ""
        if columns_apart(words, place - 1) or ends_name(words[place].text, after):
            return at
        if fold(words[place].text) in {"och", "samt"}:
            return at
        if SPAN.match(words[place].text.rstrip(STOPS)):
            return years_end(words, place)
        if words[place].stopped:
            return at
    return at
