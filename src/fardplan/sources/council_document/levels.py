"""The sector's words for its levels: fields to act in, what is to be reached, what is done, what measures it.

A level is named by a noun, alone or in a compound ("nämndmål"), now and then with an adjective before it
("prioriterat område"). The words are those of municipalities in general; a word with another habit is added
here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from .confusions import neighbours
from .fuzzy import bare, distance, fold


class Role(Enum):
    """What a level is: a field to act in, something to reach, something to do, something to measure with."""

    AREA = "area"
    GOAL = "goal"
    ACTION = "action"
    MEASURE = "measure"


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


_ET = {"": (None, False), "et": (False, True), "en": (True, True), "ens": (True, True), "ets": (False, True)}
_DE = {"": (False, False), "t": (False, True), "n": (True, False), "na": (True, True), "nas": (True, True)}
_ER = {"": (False, False), "en": (False, True), "er": (True, False), "erna": (True, True)}
_N_ER = {"": (False, False), "n": (False, True), "er": (True, False), "erna": (True, True)}
_AR = {"": (False, False), "en": (False, True), "ar": (True, False), "arna": (True, True)}
_E_ER = {"e": (False, False), "en": (False, True), "er": (True, False), "erna": (True, True)}
_PE = {"e": (False, False), "en": (False, True), "ar": (True, False), "arna": (True, True)}

_Forms = Mapping[str, tuple[bool | None, bool]]
_NOUNS: dict[Role, dict[str, _Forms]] = {
    Role.AREA: {
        f"{prefix}område": _DE
        for prefix in (
            *("mål", "fokus", "utvecklings", "insats", "tema", "prioriterings", "strategi", "åtgärds", "del"),
            *("satsnings", "huvud", "kärn", "profil", "inriktnings", "målsättnings", "förbättrings", "sak"),
            *("kraftsamlings", "hållbarhets", "folkhälso", "omställnings", "framtids", "program", "uppdrags"),
        )
    },
    Role.GOAL: {"mål": _ET, "målsättning": _AR, "milstolp": _PE, "ambition": _ER, "målbild": _ER},
    Role.ACTION: {
        **dict.fromkeys(("åtgärd", "insats", "aktivitet", "princip"), _ER),
        "strategi": _N_ER,
        "riktlinj": _E_ER,
        **dict.fromkeys(("satsning", "prioritering", "åtgärdspunkt"), _AR),
        **dict.fromkeys(("uppdrag", "arbetssätt", "initiativ", "vägval"), _ET),
        **dict.fromkeys(("ställningstagande", "åtagande", "löfte"), _DE),
    },
    Role.MEASURE: {
        "indikator": _N_ER,
        **dict.fromkeys(("nyckeltal", "mått", "styrtal", "mätetal", "måtetal"), _ET),
    },
}
_WEAK: dict[Role, dict[str, _Forms]] = {
    Role.AREA: {
        **dict.fromkeys(("inriktning", "huvudinriktning", "utmaning"), _AR),
        **dict.fromkeys(("perspektiv", "tema", "spår", "huvudspår", "fokus"), _ET),
        **dict.fromkeys(("dimension", "position"), _ER),
        "område": _DE,
        "del": _AR,
    },
    Role.GOAL: {"delstrategi": _N_ER, "effekt": _ER, "resultat": _ET, "riktning": _AR},
    Role.ACTION: {"punkt": _ER, "steg": _ET},
}
"""Words that name a level only where a number follows: "Inriktning 2", "Perspektiv A"."""
_WEAK_SPELLED = {
    stem + ending: _Noun(stem, role, *form)
    for role, stems in _WEAK.items()
    for stem, forms in stems.items()
    for ending, form in forms.items()
}
_OPEN = {
    "mål": Role.GOAL,
    "målsättning": Role.GOAL,
    "strategi": Role.ACTION,
    "åtgärd": Role.ACTION,
    "insats": Role.ACTION,
    "aktivitet": Role.ACTION,
    "uppdrag": Role.ACTION,
    "åtagande": Role.ACTION,
    "indikator": Role.MEASURE,
    "mått": Role.MEASURE,
    "nyckeltal": Role.MEASURE,
}
"""Nouns that any other word may stand before, in one word with them."""
_NO_LEVELS = (
    *(
        "föremål",
        "ändamål",
        "spörsmål",
        "klagomål",
        "önskemål",
        "brottmål",
        "tvistemål",
        "käromål",
        "huvudändamål",
    ),
    *(
        "dialektmål",
        "modersmål",
        "riksmål",
        "bokmål",
        "rättsmål",
        "skriftspråksmål",
        "morgonmål",
        "kvällsmål",
    ),
    *(
        "förtroendeuppdrag",
        "skrivuppdrag",
        "grunduppdrag",
        "tilläggsuppdrag",
        "utredningsuppdrag",
        "mellanmål",
    ),
    *(
        "hårdmått",
        "måttinsats",
        "räddningsinsats",
        "arbetsinsats",
        "straffmål",
        "överklagandemål",
        "måltidsmål",
    ),
    *("nämnduppdrag", "kärnuppdrag", "förordnandeuppdrag", "ramuppdrag", "målbild", "åskådningsmål"),
)
_SHORTEST_COMPOUND = 2  # letters before the noun

_ADJECTIVES: dict[str, tuple[str, str]] = {
    # folded -> before a neuter noun, before another
    **dict.fromkeys(("prioriterad", "prioriterat", "prioriterade"), ("prioriterat", "prioriterad")),
    **dict.fromkeys(("strategisk", "strategiskt", "strategiska"), ("strategiskt", "strategisk")),
    **dict.fromkeys(("langsiktig", "langsiktigt", "langsiktiga"), ("långsiktigt", "långsiktig")),
    **dict.fromkeys(("kortsiktig", "kortsiktigt", "kortsiktiga"), ("kortsiktigt", "kortsiktig")),
    **dict.fromkeys(("ekonomiskt", "ekonomiska"), ("ekonomiskt", "ekonomisk")),
    **dict.fromkeys(("finansiellt", "finansiella"), ("finansiellt", "finansiell")),
    **dict.fromkeys(("kvantitativt", "kvantitativa"), ("kvantitativt", "kvantitativ")),
    **dict.fromkeys(("kvalitativt", "kvalitativa"), ("kvalitativt", "kvalitativ")),
    **dict.fromkeys(("socialt", "sociala"), ("socialt", "social")),
    **dict.fromkeys(("overgripande",), ("övergripande", "övergripande")),
    **{
        f"{of}overgripande": (f"{of}övergripande", f"{of}övergripande")
        for of in ("kommun", "stads", "region", "koncern", "namnd", "forvaltnings")
    },
    **dict.fromkeys(("kommungemensamt", "kommungemensamma"), ("kommungemensamt", "kommungemensam")),
    **dict.fromkeys(("kommunfullmaktiges",), ("kommunfullmäktiges", "kommunfullmäktiges")),
    **dict.fromkeys(("regionfullmaktiges",), ("regionfullmäktiges", "regionfullmäktiges")),
    **dict.fromkeys(("fullmaktiges",), ("fullmäktiges", "fullmäktiges")),
    **dict.fromkeys(("utpekat", "utpekade"), ("utpekat", "utpekad")),
    **dict.fromkeys(("viktigt", "viktiga"), ("viktigt", "viktig")),
    **dict.fromkeys(("konkret", "konkreta"), ("konkret", "konkret")),
    **dict.fromkeys(("operativt", "operativa"), ("operativt", "operativ")),
    **dict.fromkeys(("specifikt", "specifika"), ("specifikt", "specifik")),
    **dict.fromkeys(("lokalt", "lokala"), ("lokalt", "lokal")),
    **dict.fromkeys(("gemensamt", "gemensamma"), ("gemensamt", "gemensam")),
    **dict.fromkeys(("matbart", "matbara"), ("mätbart", "mätbar")),
    **dict.fromkeys(("planerad", "planerade"), ("planerat", "planerad")),
    **dict.fromkeys(("foreslagna",), ("föreslaget", "föreslagen")),
}
_PLURAL_ADJECTIVES = {
    singular: neuter.removesuffix("at") + "ade" if neuter.endswith("at") else neuter.removesuffix("t") + "a"
    for neuter, other in _ADJECTIVES.values()
    for singular in (neuter, other)
    if neuter.endswith("t")
} | {
    **dict.fromkeys(("konkret",), "konkreta"),
    **dict.fromkeys(("gemensamt", "gemensam"), "gemensamma"),
    **dict.fromkeys(("kommungemensamt", "kommungemensam"), "kommungemensamma"),
    **dict.fromkeys(("föreslaget", "föreslagen"), "föreslagna"),
}
_KEPT_BEFORE_GOALS = frozenset(
    {
        "overgripande",
        *(f"{of}overgripande" for of in ("kommun", "stads", "region", "koncern", "namnd", "forvaltnings")),
        *("kommungemensamt", "kommungemensamma"),
        "kommunfullmaktiges",
        "fullmaktiges",
        "regionfullmaktiges",
        "strategisk",
        "strategiskt",
        "strategiska",
    }
) | frozenset(
    {"langsiktig", "langsiktigt", "langsiktiga", "kortsiktiga", "kortsiktigt", "operativt", "operativa"}
    | {"ekonomiskt", "ekonomiska", "finansiellt", "finansiella", "kvantitativt", "kvantitativa"}
    | {"kvalitativt", "kvalitativa", "socialt", "sociala"}
)
"""Adjectives that are part of a goal's name; before what is done they say nothing of its level."""
_LEADING = frozenset(
    {"kommunens", "stadens", "namndens", "regionens", "forbundets", "bolagets", "vara", "var"}
)
_SPELLED: dict[str, _Noun] = {
    stem + ending: _Noun(stem, role, *form)
    for role, stems in _NOUNS.items()
    for stem, forms in stems.items()
    for ending, form in forms.items()
}
_FOLDED = {fold(word): noun for word, noun in _SPELLED.items()}
_AREA_ALONE = {
    "område": (False, False),
    "områden": (True, False),
    "områdena": (True, True),
    "området": (False, True),
}
_SINGULAR = {"milstolp": "milstolpe", "riktlinj": "riktlinje"}
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
    skipped = 1 if len(words) > 1 and fold(bare(words[0])) in _LEADING else 0
    rest = words[skipped:]
    if not rest:
        return None
    first = fold(bare(rest[0]))
    if first in _ADJECTIVES and len(rest) > 1:
        return _with_adjective(first, rest[1], skipped, weak=weak)
    noun = _noun(rest[0])
    if noun is None:
        return _weak(rest[0], skipped) if weak else None
    return Level(
        _capital(_SINGULAR.get(noun.stem, noun.stem)), noun.role, skipped + 1, noun.plural, noun.definite
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
    if last.lower() in _AREA_ALONE:
        last = "områden"
    elif noun is not None:
        stem = next((one for one in _stems() if noun.stem.endswith(one)), None)
        ending = _plural_ending(_stems()[stem]) if stem else ""
        last = noun.stem + ending if last.islower() else _capital(noun.stem + ending)
    return _capital(" ".join([*(_PLURAL_ADJECTIVES.get(one.lower(), one) for one in before), last]))


def _plural_ending(forms: _Forms) -> str:
    return next((ending for ending, (plural, definite) in forms.items() if plural and not definite), "")


@lru_cache(maxsize=1)
def _stems() -> dict[str, _Forms]:
    """The forms of every noun, the longest first."""
    every = {
        stem: forms for group in (_NOUNS, _WEAK) for nouns in group.values() for stem, forms in nouns.items()
    }
    return dict(sorted(every.items(), key=lambda entry: -len(entry[0])))


def _with_adjective(first: str, second: str, skipped: int, *, weak: bool) -> Level | None:
    neuter, other = _ADJECTIVES[first]
    area = _AREA_ALONE.get(bare(second).lower())
    if area:
        return Level(_capital(f"{neuter} område"), Role.AREA, skipped + 2, *area)
    noun = _noun(second)
    if noun is None:
        found = _weak(second, skipped + 1) if weak else None
        common = found is not None and found.word.endswith(("ning", "tion"))
        word = f"{other if common else neuter} {found.word.lower()}" if found else ""
        return replace(found, word=_capital(word)) if found else None
    stem = _SINGULAR.get(noun.stem, noun.stem)
    kept = noun.role is Role.GOAL and noun.stem == "mål" and first in _KEPT_BEFORE_GOALS
    word = f"{neuter} {stem}" if kept else stem
    plural = True if noun.plural is None and first.endswith("a") and first != "overgripande" else noun.plural
    return Level(_capital(word), noun.role, skipped + 2, plural, noun.definite)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@lru_cache(maxsize=65536)
def _noun(token: str) -> _Noun | None:
    word = bare(token).lower()
    found = _SPELLED.get(word) or _compound(word)
    if found or word in _NO_LEVELS or not word:
        return found
    read = fold(word)
    return _FOLDED.get(read) or _noisy(word, read)


def _compound(word: str) -> _Noun | None:
    """A noun of an open list at the end of a longer word ("nämndmål", "kärnindikatorer")."""
    for stem, role in _OPEN.items():
        at = word.rfind(stem)
        if at < _SHORTEST_COMPOUND:
            continue
        forms = _NOUNS[role].get(stem, _ET)
        form = forms.get(word[at + len(stem) :])
        whole = word[:at] + stem
        if form is not None and whole not in _NO_LEVELS and not whole.startswith(("mål", "åtgärdsmål")):
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
    for ending, form in _ET.items()
}
"""The words that are looked for in noise: the known nouns and the commonest compounds."""


@lru_cache(maxsize=4096)
def short_goal(token: str) -> bool:
    """Whether a short word is "Mål", misread or not: only for where a number or a row's end follows."""
    word = bare(token)
    return 3 <= len(word) <= 4 and neighbours(word.lower(), "mål")
