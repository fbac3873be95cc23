"""Facts that rows tell of the goal above them, or inside it: "Ansvarig: …", "Klart senast: …", "Källa: …"."""

import re
from functools import lru_cache

from ..fuzzy import distance, fold
from ..level_words import Role
from ..levels import Level, level_at

_SHORTEST_NOISY = 7  # letters of a word that is looked for in noise

ATTRIBUTES: dict[str, str] = {
    **dict.fromkeys(
        (
            "ansvarig",
            "ansvariga",
            "ansvar",
            "huvudansvarig",
            "huvudansvar",
            "ansvarig namnd",
            "ansvariga namnder",
        ),
        "responsible",
    ),
    **dict.fromkeys(
        (
            *("ansvarig for genomforande", "ansvarig for insatsen", "ansvarig for atgarden", "ansvarig part"),
            *("ansvarig instans", "ansvarig styrelse", "ansvarig forvaltning", "ansvarig namnd/styrelse"),
            *(
                "ansvarig namnd/bolag",
                "ansvarig namnd eller bolag",
                "ansvarig organisation",
                "agare",
                "utforare",
            ),
            *(
                "svarar",
                "svarar for malet",
                "svarar for atgarden",
                "svarar for genomforandet",
                "atgardsagare",
            ),
            *(
                "malet tilldelas",
                "tilldelas",
                "uppdraget tilldelas",
                "genomfors av",
                "ansvarig funktion",
                "ansvarig verksamhet",
                "malagare",
                "ansvariga aktorer",
            ),
            *("ansvariga namnder och bolag", "ansvarig aktor", "ansvarig namnd och bolag", "berorda namnder"),
        ),
        "responsible",
    ),
    **dict.fromkeys(
        ("medverkande", "samverkan", "samverkanspart", "samverkansparter", "i samverkan med"), "other"
    ),
    **dict.fromkeys(
        (
            "tidplan",
            "tidsplan",
            "klart",
            "klar",
            "klar senast",
            "klart senast",
            "nar",
            "senast",
            "slutar",
            "tid",
            "genomfors senast",
        ),
        "time",
    ),
    **dict.fromkeys(("start", "startar", "tidsram", "genomforande", "genomfors"), "time"),
    **dict.fromkeys(("kalla", "datakalla", "kallor", "uppgifterna hamtas fran"), "source"),
    **dict.fromkeys(("malvarde", "malniva", "malvarden", "niva"), "target"),
    **dict.fromkeys(
        (
            *(
                "nulage",
                "utgangslage",
                "basvarde",
                "utfall",
                "startvarde",
                "kommentar",
                "motivering",
                "bakgrund",
            ),
            *(
                "finansiering",
                "kostnad",
                "resurser",
                "uppfoljning",
                "redovisas",
                "mats",
                "matning",
                "matmetod",
            ),
            *(
                "beskrivning",
                "syfte",
                "syfte och andamal",
                "foljs upp",
                "avrapportering",
                "koppling",
                "agenda 2030",
                "globala mal",
            ),
            *("lases tillsammans med", "beror", "malgrupp", "status", "avgransning", "exempel"),
        ),
        "other",
    ),
}


@lru_cache(maxsize=16384)
def _misread_attribute(head: str) -> str | None:
    """The fact that a garbled head names: a letter in eight may be another."""
    if len(head) < _SHORTEST_NOISY:
        return None
    for read in dict.fromkeys((fold(head), fold(head).replace("rn", "m"))):
        for wanted, key in ATTRIBUTES.items():
            if abs(len(wanted) - len(read)) <= 2 and len(wanted) >= _SHORTEST_NOISY:
                limit = max(1, len(wanted) // 8)
                if distance(read, wanted, limit) <= limit:
                    return key
    return None


_FACT_INSIDE = re.compile(
    r"(?:(?:^|(?<=[\s.;,(]))(?P<key>[A-ZÅÄÖ][a-zåäö]+(?:- [a-zåäö]+)?(?:[ /][a-zåäö]+){0,3})"
    r"|[;(]\s*(?P<low>[a-zåäö]+(?: [a-zåäö]+){0,2}))\s*:\s*"
)


_DONE_BY_ROW = re.compile(r"[Kk]lart?\s+(?:senast\s+)?(?P<when>(?:\w+\s+)?20\d\d)\.?\s*$")
_CODE = re.compile(r"(?<=[.;)])\s+(?P<fact>\[[^\[\]]{1,12}\])\s*$")  # "[T2]", explained elsewhere
_DONE_BY = re.compile(r"(?<=[.;,)])\s+(?P<fact>[Kk]lart?(?:\s+senast)?\s+(?:\w+\s+)?20\d\d)\.?\s*$")


@lru_cache(maxsize=16384)
def attribute(text: str) -> tuple[str, int] | None:
    """What a row tells of the goal above it ("Ansvarig: …"): which fact, and where its text starts."""
    done = _DONE_BY_ROW.match(text)
    if done is not None:
        return "time", done.start("when")
    head, sign, _ = text.partition(":")
    words = head.split()
    if not sign or not 1 <= len(words) <= 5 or not head[:1].isalpha():
        return None
    key = ATTRIBUTES.get(fold(head.strip())) or _misread_attribute(head.strip())
    if key is None and head[:1].isupper():
        key = "measure" if measure_named(words) else None
    return (key, len(head) + 1) if key else None


def measure_named(words: list[str]) -> Level | None:
    """The level of a measure that words name and nothing more ("Mått", "Indikatorer")."""
    level = level_at(words) if words else None
    return level if level and level.role is Role.MEASURE and level.words == len(words) else None


def _fact_inside(match: re.Match[str]) -> str | None:
    head = (match["key"] or match["low"]).replace("- ", "")
    return ATTRIBUTES.get(fold(head)) or ("measure" if measure_named(head.split()) else None)


def facts_inside(text: str) -> tuple[int, list[tuple[str, int, int]]]:
    """Where a text ends that facts follow on the same rows, and each fact: which, from where to where."""
    found = [
        (key, match.start(), match.end())
        for match in _FACT_INSIDE.finditer(text)
        if (key := _fact_inside(match)) is not None
    ]
    done = _DONE_BY.search(text)
    if done is not None and all(start < done.start() for _, start, _ in found):
        found.append(("time", done.start("fact"), done.start("fact")))
    code = _CODE.search(text)
    if code is not None:
        found.append(("other", code.start("fact"), code.start("fact")))
    if not found:
        return len(text), []
    stops = [start for _, start, _ in found[1:]] + [len(text)]
    facts = [
        (key, start, start + len(_unclosed(text[start:stop])))
        for (key, _, start), stop in zip(found, stops, strict=True)
    ]
    return len(text[: found[0][1]].rstrip(" ([;,–-")), facts


def _unclosed(fact: str) -> str:
    """A fact without the parenthesis that closes behind it, and what parts it from the next."""
    fact = fact.rstrip(" ;,.([–-")
    return fact[:-1].rstrip() if fact.endswith((")", "]")) and "(" not in fact and "[" not in fact else fact
