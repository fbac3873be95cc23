"""Sentences of the running text, as passages; the genre's words in them, whatever the scan made of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from .fuzzy import bare, fold
from .genre import BODIES, MONTHS, canonical
from .lines import Passage, Row, paragraphs, passage

_END = re.compile(r"[.!?]['\"”)]*\s+(?=[\"”'(]?[A-ZÅÄÖÉ]|\d\s+[a-zåäö])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:bl\.?\s?a|t\.?\s?ex|s\.?k|m\.?m|m\.?fl|dnr|kap|nr|ca|resp|inkl|exkl|jfr|kl|st|f\.?d"
    r"|o\.?s\.?v|\w)\.)$",
    re.IGNORECASE,
)

_PARTED = re.compile(r"[a-zåäöéA-ZÅÄÖ][-\u00ad¬‐]$")

VERBS = (
    *("beslutade", "beslöt", "beslutat", "beslut", "beslutar", "fattade", "fattat", "antog", "antagit"),
    *("godkände", "godkänt", "fastställde", "fastställt", "föreslår"),
    *(
        "gavs",
        "uppdrag",
        "uppdraget",
        "uppdrog",
        "uppdragit",
        "uppdras",
        "uppdra",
        "uppdrar",
        "budget",
        "budgeten",
    ),
    *("måluppfyllelse", "tidshorisont", "tidsperspektiv", "tidpunkt", "visionen", "målår", "senast"),
    *("godkänns", "godkänner", "godkänna", "fastställs", "fastställer", "fastställa", "antas"),
    *("antogs", "antagits", "antagen", "antaget", "fastställdes", "fastställts", "godkändes", "godkänts"),
    *("beslutades", "beslutad", "beslutats", "reviderades", "tillstyrkte", "besluta", "anta", "antar"),
    *(
        "godkänd",
        "fastställd",
        "fastställt",
        "uppmanar",
        "utarbetat",
        "utarbetad",
        "upprättat",
        "berett",
        "tagit",
        "framtagen",
        "framtagna",
        "arbetat",
        "givit",
        "uppdras",
        "uppdrogs",
        "omfattas",
        "utgång",
        "budgetar",
        "uppdragen",
        "visioner",
    ),
    *("beretts", "utarbetats", "tagits", "framtagits", "arbetats", "bedrivits", "upprättats", "framtaget"),
    *("programmet", "planen", "strategin", "policyn", "riktlinjerna", "förslaget", "ärendet", "arbetet"),
    *("program", "planer", "strategi", "riktlinjer", "gäller", "gälla", "gällde", "omfattar", "avser"),
    *("direktionen", "styrelsen", "beredningen", "vision", "hämtad", "revidera", "utarbeta", "utgången"),
    *("uppmanas", "uppmanar", "uppmana", "rekommenderas", "översyn", "revideras"),
)
_WORDS = tuple(word for word in (*BODIES, *MONTHS, *VERBS) if len(word) >= 4)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the paragraph it is cut from, so that neighbours can be shown as they stand together."""

    passage: Passage
    whole: Passage
    start: int
    end: int

    def through(self, other: "Sentence") -> Passage:
        """This sentence and the following one."""
        if other.whole is self.whole:
            return self.whole.slice(self.start, other.end)
        return Passage((*self.passage.pieces, *other.passage.pieces))


def _sentence(whole: Passage, start: int, end: int) -> Sentence:
    return Sentence(whole.slice(start, end), whole, start, end)


def sentences(rows: Sequence[Row]) -> list[Sentence]:
    """The sentences of the rows, paragraph by paragraph; a sentence may run over lines and pages."""
    found: list[Sentence] = []
    for paragraph in paragraphs(list(rows)):
        whole = passage(paragraph)
        text = whole.flat
        start = 0
        for match in _END.finditer(text):
            if _ABBREVIATION.search(text[: match.start() + 1][-12:]):
                continue
            found.append(_sentence(whole, start, match.end()))
            start = match.end()
        found.append(_sentence(whole, start, len(text)))
    return [sentence for sentence in found if sentence.passage]


def unbroken(passage: Passage) -> tuple[str, list[int]]:
    """The text with words that are parted at a line's end whole, and each sign's offset in `flat`."""
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for piece, after in zip_longest(passage.pieces, passage.pieces[1:]):
        parted = after is not None and _PARTED.search(piece.text) and _is_rest(after.text)
        kept = piece.text.rstrip("-\u00ad¬‐") if parted else piece.text + " "
        text.append(kept)
        offsets += range(at, at + len(kept))
        at += len(piece.text) + 1
    return "".join(text).rstrip(), offsets


def _is_rest(text: str) -> bool:
    """Whether a line begins with the rest of a word: small letters, no "och" ("Plan- / och bygglagen")."""
    return text[:1].islower() and text.split(maxsplit=1)[0] not in {"och", "eller", "samt"}


def said(sentence: Sentence) -> str:
    """A sentence as it is looked at: words whole, folded, spelled as the genre spells them."""
    return plain(unbroken(sentence.passage)[0])


_SHORT = 7  # letters


@lru_cache(maxsize=8192)
def plain(sentence: str) -> str:
    """A sentence folded, with words of the genre as they are spelled: for looking, never for showing."""
    words = []
    for token in re.split(r"[\s'’]+", sentence):
        word = canonical(token, _WORDS) if len(token) >= 4 else None
        words.append(fold(word) if word and not _inflected(token, word) else fold(token))
    return " ".join(words)


def _inflected(token: str, word: str) -> bool:
    """Whether a word is another form of one of the genre's, or a short word of its own ("alla" and "gälla").

    Scans garble words; they do not inflect them, and seldom lose a letter of a short one whole.
    """
    read, wanted = fold(bare(token)), fold(word)
    own = len(wanted) < _SHORT and len(read) != len(wanted)
    ending = read[:-1] == wanted[:-1] and {read[-1:], wanted[-1:]} <= set("aeo")
    return read != wanted and (own or ending or read.startswith(wanted) or wanted.startswith(read))
