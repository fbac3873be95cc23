"""The words of the genre: what a Swedish council document calls its parts, its goals and its people.

Written in correct Swedish and compared with what was read through `fuzzy`, so that scan noise does not hide
a heading. The words are those of municipalities in general; a city with another habit adds its word here.
"""

from enum import Enum
from functools import lru_cache

from .confusions import neighbours
from .fuzzy import allowance, bare, distance, fold


class Section(Enum):
    """The parts a tjänsteutlåtande has, under whatever heading."""

    HEAD = "head"
    DECISION = "decision"
    SUMMARY = "summary"
    BACKGROUND = "background"
    PREPARATION = "preparation"
    MATTER = "matter"
    OPINION = "opinion"
    ANNEXES = "annexes"
    REFERENCES = "references"
    DISTRIBUTION = "distribution"
    OTHER = "other"


# A heading may be preceded by whose it is ("Stadsledningskontorets förslag till beslut").
HEADINGS: dict[Section, tuple[str, ...]] = {
    Section.DECISION: (
        "förslag till beslut",
        "beslutsförslag",
        "förslag till beslut i kommunfullmäktige",
        "förslag till beslut i kommunstyrelsen",
        "förslag till kommunfullmäktige",
        "förslag till kommunstyrelsen",
        "beslut",
    ),
    Section.SUMMARY: ("sammanfattning", "sammanfattning av ärendet", "ärendet i korthet"),
    Section.BACKGROUND: ("bakgrund", "bakgrund till ärendet", "uppdraget", "bakgrund och uppdrag"),
    Section.PREPARATION: ("ärendets beredning", "beredning", "beredning av ärendet", "ärendets handläggning"),
    Section.MATTER: (
        "ärendet",
        "beskrivning av ärendet",
        "ärendebeskrivning",
        "ärendets innehåll",
        "redogörelse för ärendet",
    ),
    Section.OPINION: (
        "synpunkter och förslag",
        "synpunkter",
        "bedömning",
        "överväganden",
        "ställningstagande",
        "analys och bedömning",
        "slutsatser",
    ),
    Section.ANNEXES: ("bilaga", "bilagor", "bilageförteckning"),
    Section.REFERENCES: ("referenser", "underlag", "beslutsunderlag", "underlag för beslut", "källor"),
    Section.DISTRIBUTION: (
        "beslutet ska skickas till",
        "beslutet skickas till",
        "beslut skickas till",
        "expedieras",
        "sändlista",
        "beslutet expedieras till",
    ),
    Section.OTHER: (
        "ekonomiska konsekvenser",
        "konsekvenser",
        "ekonomi",
        "jämställdhetsanalys",
        "prövning av barnets bästa",
        "barnets bästa",
        "barnkonsekvensanalys",
        "bedömning ur ekonomisk dimension",
        "bedömning ur ekologisk dimension",
        "bedömning ur social dimension",
        "uppföljning",
        "genomförande",
        "samverkan",
        "tidplan",
        "juridiska konsekvenser",
        "miljökonsekvenser",
    ),
}
OWNED = frozenset({Section.DECISION, Section.OPINION})

KINDS_OF_DOCUMENT = (
    "tjänsteutlåtande",
    "tjänsteskrivelse",
    "utlåtande",
    "tjänstemannautlåtande",
    "förvaltningsutlåtande",
    "missiv",
)
BODIES = (
    "kommunfullmäktige",
    "fullmäktige",
    "kommunstyrelsen",
    "regionfullmäktige",
    "regionstyrelsen",
    "stadsfullmäktige",
    "stadsstyrelsen",
    "arbetsutskottet",
    "nämnden",
    "socialnämnden",
    "utbildningsnämnden",
    "kommunstyrelse",
)


class Kind(Enum):
    """What a list in the document lists."""

    AREA = "area"
    MILESTONE = "milestone"
    STRATEGY = "strategy"


_KIND_STEMS: dict[Kind, tuple[str, ...]] = {
    Kind.AREA: (
        "målområde",
        "fokusområde",
        "utvecklingsområde",
        "insatsområde",
        "temaområde",
        "prioriteringsområde",
    ),
    Kind.MILESTONE: ("etappmål", "delmål", "resultatmål", "effektmål", "milstolpe"),
    Kind.STRATEGY: ("strategi", "åtgärd", "insats", "aktivitet"),
}
# Whole inflections, not prefixes: "strategisk" is no strategy and "delmålområde" no milestone.
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.AREA: ("", "t", "n", "na", "nas", "ts"),
    Kind.MILESTONE: ("", "et", "en", "ens", "ar", "arna"),
    Kind.STRATEGY: ("", "n", "en", "er", "erna", "ernas", "ens", "sens", "ser", "serna"),
}
_SPELLED: dict[str, Kind] = {
    stem + ending: kind for kind, stems in _KIND_STEMS.items() for stem in stems for ending in _ENDINGS[kind]
}
KIND_WORDS: dict[str, Kind] = {fold(word): kind for word, kind in _SPELLED.items()} | {
    "mal": Kind.MILESTONE,
    "malen": Kind.MILESTONE,
}
WEAK_KIND_WORDS = frozenset({"mal", "malen"})
INDEFINITE_ENDINGS = ("", "er", "n", "ar")

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
COUNT_WORDS = {
    word: count
    for count, word in enumerate(
        ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"), start=2
    )
}
ROLES = (
    "stadsdirektör",
    "biträdande stadsdirektör",
    "kommundirektör",
    "biträdande kommundirektör",
    "regiondirektör",
    "kommunchef",
    "förvaltningschef",
    "förvaltningsdirektör",
    "förvaltnings-",
    "biträdande förvaltningschef",
    "avdelningschef",
    "enhetschef",
    "stabschef",
    "sektionschef",
    "sektorchef",
    "socialdirektör",
    "socialchef",
    "utbildningsdirektör",
    "stadsdelsdirektör",
    "ekonomidirektör",
    "ekonomichef",
    "kanslichef",
    "planeringschef",
    "utvecklingschef",
    "hållbarhetschef",
    "direktör",
    "borgarråd",
    "kommunalråd",
    "kommunstyrelsens ordförande",
    "ordförande",
    "handläggare",
    "utredare",
    "strateg",
    "utvecklingsledare",
)
_SHORTEST, _MOST_APART = 5, 3  # letters of a word that is looked for with noise, and how many may differ
STOP_WORDS = frozenset(
    [
        fold(word)
        for word in [
            "i",
            "och",
            "av",
            "för",
            "en",
            "ett",
            "den",
            "det",
            "de",
            "på",
            "till",
            "med",
            "om",
            "att",
            "som",
            "samt",
            "eller",
            "mot",
            "från",
            "vid",
            "hos",
        ]
    ]
)


@lru_cache(maxsize=65536)
def canonical(token: str, words: tuple[str, ...]) -> str | None:
    """Which of `words` a token is, scan noise allowed; None when it is none of them."""
    read = fold(bare(token))
    best, best_distance = None, 10_000
    for word in words:
        wanted = fold(word)
        limit = allowance(len(wanted), 0.15)
        if abs(len(read) - len(wanted)) > limit:
            continue
        found = distance(read, wanted, limit)
        if found <= limit and found < best_distance:
            best, best_distance = word, found
    return best


@lru_cache(maxsize=65536)
def kind_of(token: str) -> Kind | None:
    """What kind of list a word names ("etappmålen" → milestone), or None.

    A misread word counts when the confusions of scans lead from one of the words to it: "Delrnal" is
    "Delmål", and "delta" is not.
    """
    core = bare(token)
    read = fold(core)
    if read in KIND_WORDS:
        return KIND_WORDS[read]
    if len(read) < _SHORTEST:
        return None
    best, best_distance = None, _MOST_APART + 1
    for word, kind in _SPELLED.items():
        wanted = fold(word)
        if abs(len(read) - len(wanted)) > 2:
            continue
        apart = distance(read, wanted, _MOST_APART)
        if apart < best_distance and neighbours(core.lower(), word):
            best, best_distance = kind, apart
    return best


def is_stop_word(token: str) -> bool:
    """Whether no sentence or list item can end with this word."""
    return fold(bare(token)) in STOP_WORDS
