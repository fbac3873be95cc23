"""The words of the genre: what a Swedish council document calls its parts, its goals and its people.

Written in correct Swedish and compared with what was read through `fuzzy`, so that scan noise does not hide
a heading. The words are those of municipalities in general; a city with another habit adds its word here.
"""

from enum import Enum
from functools import lru_cache

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
        "förslag till beslut i nämnden",
        "förslag till nämndens beslut",
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
        "inledning",
        "förord",
        "syfte",
        "innehåll",
        "innehållsförteckning",
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


def is_stop_word(token: str) -> bool:
    """Whether no sentence or list item can end with this word."""
    return fold(bare(token)) in STOP_WORDS
