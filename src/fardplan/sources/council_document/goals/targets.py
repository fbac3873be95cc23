"""What a goal's words say it is to reach: a level in a unit, by a year, at least or at most."""

import re
from dataclasses import dataclass
from typing import Literal

from ..dates import NAMED_MONTHS

_SMALL = (
    *(
        "noll",
        "en",
        "två",
        "tre",
        "fyra",
        "fem",
        "sex",
        "sju",
        "åtta",
        "nio",
        "tio",
        "elva",
        "tolv",
        "tretton",
    ),
    *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo"),
)
_WORDS: dict[str, float] = {word: float(value) for value, word in enumerate(_SMALL)} | {
    "ett": 1.0,
    "trettio": 30.0,
    "fyrtio": 40.0,
    "femtio": 50.0,
    "sextio": 60.0,
    "sjuttio": 70.0,
    "åttio": 80.0,
    "nittio": 90.0,
    "hundra": 100.0,
    "tusen": 1000.0,
}
_NUM = r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+)(?:,\d+)?|" + "|".join(
    rf"\b{word}\b" for word in sorted(_WORDS, key=len, reverse=True)
)
_N = rf"(?P<value>{_NUM})"
_YEAR = r"(?P<year>20\d\d)"
_SCHOOL_YEAR = re.compile(
    r"\b(?:läsåret|läsår)\s+(?P<first>20\d\d)\s*[/–-]\s*(?P<last>\d{2,4})\b", re.IGNORECASE
)
_BY = re.compile(
    rf"""\b(?:senast|till\ och\ med|t\.?o\.?m\.?|till|före|innan|vid|under|år|åren|från\ och\ med
        |fr\.?o\.?m\.?|efter|inom|i|per|kring|mot|fram\ till|utgången\ av
        |slutet\ av|valet|kommunvalet|inflyttning)\s+
        (?:utgången\ av\s+|slutet\ av\s+|början\ av\s+|den\s+\d{{1,2}}\s+\w+\s+|(?:{NAMED_MONTHS})\s+|valet\s+
        |mandatperioden\s+|perioden\s+|åren?\s+|hösten\s+|våren\s+)*{_YEAR}(?:\s*[-–]\s*(?P<end>20\d\d))?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LAST_YEAR = re.compile(rf"{_YEAR}\s*[.)]?\s*$")
_COMPARED = re.compile(
    r"\b(?:jämfört med|än|sedan|i förhållande till|utifrån|från|mot)\s+"
    r"(?:år\s+|basåret\s+|nivån\s+(?:år\s+)?|utgången av\s+)*20\d\d\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b\w*(?:[Pp]lan|[Pp]rogram|[Ss]trategi|[Vv]ision|[Pp]olicy|[Bb]udget|[Aa]genda|direktiv|avtal|utredning)"
    r"(?:en|et)?(?:\s+[A-ZÅÄÖ]\w*){0,2}\s+20\d\d(?:\s*[-–/]\s*\d{2,4})?"
)
_AT_LEAST = (
    r"(?:minst|lägst|åtminstone|över|mer än|fler än|inte under|överstig(?:a|er|it)|lägst uppgå till"
    r"|uppgå till minst|uppgå till lägst|inte understiga)"
)
_AT_MOST = (
    r"(?:högst|max(?:imalt)?|inte mer än|inte fler än|mindre än|färre än|lägre än|under|understig(?:a|er|it)"
    r"|inte (?:över)?stig(?:a|er) över|inte överstig(?:a|er)|ej överstiga"
    r"|inte vara (?:längre|högre|större) än"
    r"|inte vara mer än|som mest"
    r"|(?:vänta|dröja|ta) (?:längre|mer) än|(?:får )?inte vara längre än|inte längre än)"
)
_CHANGE_UP = r"(?:öka[rt]?|ökas|ha ökat|stig(?:a|er|it)|höj(?:a|as|er|ts|t)|växa?|förbättras|förlängas)"
_CHANGE_DOWN = (
    r"(?:minska[rt]?|minskas|ha minskat|sjunk(?:a|er|it)|sänk(?:a|as|er|ts|t)|reducera[st]?|lägre|kortas?"
    r"|understiga|begränsas?)"
)
_UNITS = (
    r"(?:procentenhet(?:er)?|procent|%|promille|[kMG]Wh(?:\s+per\s+\w+)?"
    r"|gram\s+per\s+\w+|kg\s+\w+(?:\s+per\s+\w+(?:\s+\w+)?)?|ton\s+\w+(?:\s+per\s+\w+)?|miljoner\s+kronor|miljarder\s+kronor"
    r"|mnkr|tkr|kronor|kilometer|mil|meter|hektar|kvadratmeter|dagar|\w+dagar|dygn|timmar|timme|minuter|veckor|vecka|månader|månad"
    r"|år|poäng|personer)"
)


@dataclass(frozen=True, slots=True)
class ToReach:
    """A target as words tell it; what they do not tell is None."""

    value: float | None
    unit: str | None
    year: int | None
    direction: Literal["up", "down"] | None
    relative: bool = False


def to_reach(text: str) -> ToReach | None:
    """What a goal's words say is to be reached, or None when they name neither a level nor a year."""
    words = " ".join(text.split())
    year = _year(words)
    level = _level(words)
    if level is None and year is None:
        return None
    if level is None:
        return ToReach(None, None, year, None)
    value, unit, direction, relative = level
    return ToReach(value, unit, year, direction, relative)


def _year(text: str) -> int | None:
    school = _SCHOOL_YEAR.search(text)
    if school:
        last = school["last"]
        return int(last) if len(last) == 4 else int(school["first"][:2] + last)
    shown = _NAMED.sub(lambda match: re.sub(r"\d", "x", match.group()), text)
    shown = _COMPARED.sub(lambda match: re.sub(r"\d", "x", match.group()), shown)
    found = list(_BY.finditer(shown))
    if found:
        best = next(
            (match for match in found if match.group().lower().startswith(("senast", "till"))), found[-1]
        )
        return int(best["end"] or best["year"])
    last = _LAST_YEAR.search(shown)
    return int(last["year"]) if last else None


_Level = tuple[float, str | None, Literal["up", "down"] | None, bool]


def _level(text: str) -> _Level | None:
    for rule in (
        _halved,
        _by_percent,
        _from_to,
        _share_leading,
        _bounded,
        _within,
        _reaching,
        _share,
        _counted,
        _none_left,
    ):
        found = rule(text)
        if found is not None:
            return found
    return None


def _halved(text: str) -> _Level | None:
    if re.search(r"\b(?:halvera[st]?|halverats|halverade)\b", text, re.IGNORECASE):
        return 50.0, "procent", "down", True
    if re.search(r"\b(?:fördubbla[st]?|fördubblats|dubbleras)\b", text, re.IGNORECASE):
        return 100.0, "procent", "up", True
    half = re.search(r"\bhälften av\b", text, re.IGNORECASE)
    return (50.0, "procent", None, False) if half else None


def _by_percent(text: str) -> _Level | None:
    """ "minska med 25 procent", "minst 70 procent lägre"."""
    match = re.search(
        rf"\b(?:(?P<up>{_CHANGE_UP})|(?P<down>{_CHANGE_DOWN}))\s+med\s+(?:minst\s+|lägst\s+|ytterligare\s+)?{_N}\s*(?P<unit>{_UNITS}|\w+)",
        text,
        re.IGNORECASE,
    )
    if match:
        unit = _unit(match["unit"])
        return (
            number(match["value"]),
            unit,
            "up" if match["up"] else "down",
            unit in {"procent", "procentenheter"},
        )
    match = re.search(rf"{_N}\s*(?:procent|%)\s+(?P<way>lägre|högre|mindre|mer)\b", text, re.IGNORECASE)
    if match:
        return (
            number(match["value"]),
            "procent",
            "down" if match["way"].lower() in {"lägre", "mindre"} else "up",
            True,
        )
    return None


def _from_to(text: str) -> _Level | None:
    """ "öka från 61 till 75 procent", "minska från 131 till högst 98 kWh per kvadratmeter"."""
    match = re.search(
        rf"\bfrån\s+(?P<from>{_NUM})\s*(?:{_UNITS}\s+)?till\s+(?:minst\s+|högst\s+|lägst\s+|cirka\s+|omkring\s+)?{_N}\s*(?P<rest>.*)$",
        text,
        re.IGNORECASE,
    )
    if not match or (re.fullmatch(r"20\d\d", match["from"]) and re.fullmatch(r"20\d\d", match["value"])):
        return None
    start, end = number(match["from"]), number(match["value"])
    if start == end:
        return None
    return end, _unit_at(match["rest"]) or _thing_before(text), "up" if end > start else "down", False


def _bounded(text: str) -> _Level | None:
    """ "minst 95 procent", "högst 3 procent", "inte överstiga 12 procent"."""
    if re.match(r"(?:Fler|Färre)\b", text):
        return None  # the bound tells who they are
    best: tuple[int, _Level] | None = None
    for way, pattern in (("up", _AT_LEAST), ("down", _AT_MOST)):
        for match in re.finditer(
            rf"\b(?P<bound>{pattern})\s+(?:till\s+)?(?:cirka\s+|omkring\s+)?{_N}\s*(?=(?P<rest>.*)$)",
            text,
            re.IGNORECASE,
        ):
            if _describes(text, match):
                continue
            unit = _unit_at(match["rest"]) or _thing_before(text)
            found: _Level = (number(match["value"]), unit, way, False)  # type: ignore[assignment]
            if best is None or match.start() < best[0]:
                best = (match.start(), found)
            break
    return best[1] if best else None


def _describes(text: str, match: re.Match[str]) -> bool:
    """Whether a bound tells whom the goal is about ("personer över 80 år", "med mer än 80 procent")."""
    before = text[: match.start()].rstrip()
    bound = match["bound"].lower()
    rest = match["rest"]
    if re.match(r"\s*år\b(?!\s+20\d\d)", rest) and not re.search(r"\b(?:är|vara|blir)$", before):
        return True
    if re.fullmatch(r"20\d\d", match["value"]):
        return True
    describing = bound in {"över", "under", "mer än", "fler än", "mindre än", "färre än"} or bound.startswith(
        "överstig"
    )
    if bound.startswith("understig") or bound == "lägre än":
        return bool(re.search(r"\b(?:som|när|där|vars)\b[^,.]{0,40}$", before))
    if describing and not re.search(r"\b(?:är|vara|blir|ska|ha|uppgår till)$", before):
        return True
    return bool(re.search(r"\bunder$", before))


def _within(text: str) -> _Level | None:
    """ "inom sex veckor", "inom fem kilometer"."""
    match = re.search(rf"\binom\s+(?:högst\s+)?{_N}\s+(?P<unit>{_UNITS})\b", text, re.IGNORECASE)
    if match and not re.match(r"år$", match["unit"]):
        return number(match["value"]), _unit(match["unit"]), "down", False
    return None


def _reaching(text: str) -> _Level | None:
    """ "stärkas till 28 procent", "uppgå till 40 procent"."""
    match = re.search(
        rf"\b(?P<verb>\w+)\s+till\s+(?:cirka\s+|omkring\s+)?{_N}\s*(?P<unit>{_UNITS})\b", text, re.IGNORECASE
    )
    if match is None:
        return None
    down = re.fullmatch(_CHANGE_DOWN, match["verb"], re.IGNORECASE)
    return number(match["value"]), _unit(match["unit"]), "down" if down else "up", False


def _share_leading(text: str) -> _Level | None:
    """ "85 procent av invånarna når …", "En procent av kostnaden …"."""
    match = re.match(rf"{_N}\s*(?:procent|%)\s+av\b", text, re.IGNORECASE)
    return (number(match["value"]), "procent", "up", False) if match else None


def _share(text: str) -> _Level | None:
    """ "motsvarande tio procent av de lägenheter som …": neither at least nor at most."""
    match = re.search(rf"\s{_N}\s*(?:procent|%)\s+av\b", text, re.IGNORECASE)
    return (number(match["value"]), "procent", None, False) if match else None


def _counted(text: str) -> _Level | None:
    """ "300 nya bostäder har byggts", "Vi bygger 64 lägenheter", "Vi rustar tre tvättstugor om året"."""
    match = re.search(
        rf"^(?:Vi\s+\w+\s+|[A-ZÅÄÖ]\w*[ae]\s+)?"
        rf"(?P<value>\d{{2,3}}(?:[ \u00a0]\d{{3}})*|(?:{_NUM})(?=\s+\w+\s+(?:om|per)\s+(?:året|år)))"
        r"\s+(?:nya\s+)?(?P<unit>[a-zåäö]{4,})\b",
        text,
    )
    if match is None or re.fullmatch(r"20\d\d", match["value"]) or re.match(r"(?:procent|år)", match["unit"]):
        return None
    if match["unit"] in {"kronor", "miljoner"}:
        return None
    return number(match["value"]), match["unit"], "up", False


def _none_left(text: str) -> _Level | None:
    """ "ska vara noll"."""
    match = re.search(r"\b(?:ska|skall)\s+(?:vara|uppgå till)\s+(?:noll|0)\b", text, re.IGNORECASE)
    return (0.0, None, "down", False) if match else None


def _unit_at(rest: str) -> str | None:
    """The unit that follows a number: a known one, or the thing counted."""
    known = re.match(rf"\s*(?P<unit>{_UNITS})(?!\w)", rest, re.IGNORECASE)
    if known and re.match(r"\s*år\s+20\d\d", rest):
        return None
    if known:
        return _unit(known["unit"])
    words = rest.split()
    adjectives = 0
    while adjectives < len(words) and re.fullmatch(
        r"(?:nya|professionella|gemensamma|olika|procent|\w+(?:ella|iga|iska|ade))", words[adjectives]
    ):
        adjectives += 1
    thing = words[adjectives] if adjectives < len(words) else ""
    thing = thing.strip(".,;:()")
    if not re.fullmatch(r"[a-zåäö-]{3,}", thing) or thing in _NO_UNITS:
        return None
    return thing


_NO_UNITS = frozenset(
    [
        "per",
        "till",
        "och",
        "som",
        "med",
        "för",
        "ska",
        "har",
        "är",
        "att",
        "inom",
        "varje",
        "under",
        "till",
        "av",
        "den",
        "det",
        "de",
        "vid",
        "senast",
        "från",
    ]
)


def _thing_before(text: str) -> str | None:
    """What is counted: "Antalet lån av barnböcker ska öka från 17 till 25 …" counts "lån"."""
    match = re.match(r"^(?:\w+\s+)?[Aa]ntalet?\s+(?:\w+(?:de|na|da)\s+)?(?P<thing>[a-zåäö]+)", text)
    return match["thing"] if match else None


def _unit(unit: str) -> str:
    unit = " ".join(unit.split())
    return "procent" if unit == "%" else unit if unit[:1].isupper() or "Wh" in unit else unit.lower()


def number(text: str) -> float:
    """A number as Swedish writes it, in digits or as a word."""
    word = _WORDS.get(text.lower())
    if word is not None:
        return word
    return float(re.sub(r"[ \u00a0\u202f.]", "", text).replace(",", "."))


def unit_after_number(text: str) -> str | None:
    """The unit that stands after the first number of a text."""
    match = re.search(_NUM, text, re.IGNORECASE)
    return _unit_at(text[match.end() :]) if match else None


def first_number(text: str) -> float | None:
    """The first number of a text, in digits or as a word."""
    match = re.search(_NUM, text, re.IGNORECASE)
    return number(match.group()) if match else None
