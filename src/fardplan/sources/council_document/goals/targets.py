"""What a goal's words say it is to reach: a level in a unit, by a year, at least or at most."""

import re
from dataclasses import dataclass

from ..dates import NAMED_MONTHS
from ..draft import Direction
from .figures import NUMBER, UNITS, number, unit_at, unit_name

_N = rf"(?P<value>{NUMBER})"
_YEAR = r"(?P<year>20\d\d)"
_SCHOOL_YEAR = re.compile(
    r"\b(?:läsåret|läsår)\s+(?P<first>20\d\d)\s*[/–-]\s*(?P<last>\d{2,4})\b", re.IGNORECASE
)
_BY = re.compile(
    rf"""\b(?:senast|till\ och\ med|t\.?o\.?m\.?|till|före|innan|vid|under|år|åren|från\ och\ med
        |fr\.?o\.?m\.?|efter|inom|i|per|kring|mot|fram\ till|utgången\ av
        |slutet\ av|valet|kommunvalet|inflyttning|lägre|högre|mindre|mer)\s+
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
_BASE = re.compile(r"\([^()]*20\d\d[^()]*\)")  # "(74 år 2025)": where it stands today
_NAMED = re.compile(
    r"\b\w*(?:[Pp]lan|[Pp]rogram|[Ss]trategi|[Vv]ision|[Pp]olicy|[Bb]udget|[Aa]genda|direktiv|avtal|utredning)"
    r"(?:en|et)?(?:\s+[A-ZÅÄÖ]\w*){0,2}\s+20\d\d(?:\s*[-–/]\s*\d{2,4})?"
)
_AT_LEAST = (
    r"(?:minst|lägst|åtminstone|över|mer än|fler än|inte under|inte understig(?:a|er)|överstig(?:a|er|it)"
    r"|uppgå till (?:minst|lägst)|lägst uppgå till)"
)
_AT_MOST = (
    r"(?:högst|max(?:imalt)?|som mest|under|understig(?:a|er|it)|(?:mindre|färre|lägre) än"
    r"|(?:inte|ej) (?:öka|stiga|växa|uppgå) till mer än"
    r"|(?:inte|ej) (?:mer än|fler än|längre än|överstig(?:a|er)|(?:över)?stig(?:a|er) över)"
    r"|inte vara (?:mer|längre|högre|större) än|(?:vänta|dröja|ta) (?:längre|mer) än)"
)
_UP = r"(?:öka[rt]?|ökas|ha ökat|stig(?:a|er|it)|höj(?:a|as|er|ts|t)|växa?|förbättras|förlängas)"
_DOWN = (
    r"(?:minska[rt]?|minskas|ha minskat|sjunk(?:a|er|it)|sänk(?:a|as|er|ts|t)|reducera[st]?|lägre|kortas?"
    r"|understiga|begränsas?)"
)
_ABOUT = r"(?:cirka\s+|omkring\s+)?"


def _told(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_HALVED = _told(r"\b(?:halvera[st]?|halverats|halverade)\b")
_DOUBLED = _told(r"\b(?:fördubbla[st]?|fördubblats|dubbleras)\b")
_TREBLED = _told(r"\b(?:tredubbla[st]?|tredubblats)\b")
_HALF = _told(r"\b(?P<least>minst )?hälften av\b")
_ONE_OF = _told(
    r"\b(?P<bound>minst|färre än|mindre än|högst) var ?(?P<nth>annan|tredje|fjärde|femte|tionde)\b"
)
_SHARES = {"annan": 50.0, "tredje": 33.0, "fjärde": 25.0, "femte": 20.0, "tionde": 10.0}
_BY_PERCENT = _told(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+med\s+(?:minst\s+|lägst\s+|ytterligare\s+)?{_N}\s*(?P<unit>{UNITS}|\w+)"
)
_PERCENT_LESS = _told(rf"{_N}\s*(?:procent|%)\s+(?P<way>lägre|högre|mindre|mer)\b")
_FROM_TO = _told(
    rf"\bfrån\s+(?P<from>{NUMBER})\s*(?:{UNITS}\s+)?till\s+(?:minst\s+|högst\s+|lägst\s+)?{_ABOUT}{_N}"
)
_BOUNDS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("up", _told(rf"\b(?P<bound>{_AT_LEAST})\s+(?:till\s+)?{_ABOUT}{_N}")),
    ("down", _told(rf"\b(?P<bound>{_AT_MOST})\s+(?:till\s+)?{_ABOUT}{_N}")),
)
_WHO = re.compile(r"(?:Fler|Färre)\b")
_NOBODY = _told(rf"(?:Ingen|Inget|Inga)\b[^.]{{0,60}}?\b(?:längre|mer|fler)(?:\s+\w+)? än\s+{_ABOUT}{_N}")
_IN_YEARS = re.compile(r"\s*år\b(?!\s+20\d\d)")
_IS = re.compile(r"\b(?:är|vara|blir|till)$")
_IS_TO = re.compile(r"\b(?:är|vara|blir|ska|ha|uppgår till|ligga|ligger|hållas|hålla sig)$")
_DURING = re.compile(r"\bunder$")
_WHOSE = re.compile(r"\b(?:som|när|där|vars)\b[^,.]{0,40}$")
_OF_WHOM = frozenset(["över", "under", "mer än", "fler än", "mindre än", "färre än"])
_A_YEAR = re.compile(r"20\d\d")
_WITHIN = _told(rf"\binom\s+(?:högst\s+)?{_N}\s+(?P<unit>{UNITS})\b")
_REACHING = _told(rf"\b(?P<verb>\w+)\s+till\s+{_ABOUT}{_N}\s*(?P<unit>{UNITS})\b")
_DOWNWARDS = _told(_DOWN)
_SHARE_LEADING = _told(rf"{_N}\s*(?:procent|%)\s+av\b")
_SHARE = _told(rf"\s{_N}\s*(?:procent|%)\s+av\b")
_COUNTED = re.compile(
    rf"^(?:Vi\s+\w+\s+|[A-ZÅÄÖ]\w*[ae]\s+)?"
    rf"(?P<value>\d{{2,3}}(?:[ \u00a0]\d{{3}})*|(?:{NUMBER})(?=\s+\w+\s+(?:om|per)\s+(?:året|år)))"
    r"\s+(?:nya\s+)?(?P<unit>[a-zåäö]{4,})\b"
)
_NOT_COUNTED = re.compile(r"procent|år|(?:kronor|miljoner)$")
_NONE_LEFT = _told(r"\b(?:ska|skall)\s+(?:vara|uppgå till)\s+(?:noll|0)\b")
_EQUAL = _told(rf"(?:Antalet?|Andelen?)\b[^.]*?\bska(?:ll)? (?:vara|uppgå till|bli)\s+{_ABOUT}{_N}")
_COUNTS = re.compile(
    r"^(?:\w+\s+)?[Aa]ntalet?\s+(?:\w+(?:de|na|da|la|iga|iska)\s+)?"
    r"(?:nya\s+)?(?P<thing>(?!ska\b|skall\b|som\b|nya\b)[a-zåäö]{3,})"
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ToReach:
    """A target as words tell it; what they do not tell is None."""

    value: float | None
    unit: str | None
    year: int | None
    direction: Direction | None
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
    text = _BASE.sub(_without_digits, text) if _A_YEAR.search(_BASE.sub("", text)) else text
    shown = _COMPARED.sub(_without_digits, _NAMED.sub(_without_digits, text))
    found = list(_BY.finditer(shown))
    if found:
        best = next(
            (match for match in found if match.group().lower().startswith(("senast", "till"))), found[-1]
        )
        return int(best["end"] or best["year"])
    last = _LAST_YEAR.search(shown)
    return int(last["year"]) if last else None


def _without_digits(match: re.Match[str]) -> str:
    return _DIGIT.sub("x", match.group())


_Level = tuple[float, str | None, Direction | None, bool]


def _level(text: str) -> _Level | None:
    for rule in (
        _halved,
        _by_percent,
        _from_to,
        _share_leading,
        _one_of,
        _bounded,
        _within,
        _reaching,
        _share,
        _counted,
        _none_left,
        _equal,
    ):
        found = rule(text)
        if found is not None:
            return found
    return None


def _halved(text: str) -> _Level | None:
    if _HALVED.search(text):
        return 50.0, "procent", "down", True
    if _DOUBLED.search(text):
        return 100.0, "procent", "up", True
    if _TREBLED.search(text):
        return 200.0, "procent", "up", True
    half = _HALF.search(text)
    return (50.0, "procent", "up" if half["least"] else None, False) if half else None


def _one_of(text: str) -> _Level | None:
    """ "minst var femte lägenhet"; a third is no round figure."""
    match = _ONE_OF.search(text)
    share = _SHARES.get(match["nth"].lower()) if match else None
    way: Direction = "up" if match and match["bound"].lower() == "minst" else "down"
    return (share, "procent", way, False) if share is not None else None


def _by_percent(text: str) -> _Level | None:
    """ "minska med 25 procent", "minst 70 procent lägre"."""
    match = _BY_PERCENT.search(text)
    if match:
        unit = unit_name(match["unit"])
        way: Direction = "up" if match["up"] else "down"
        return number(match["value"]), unit, way, unit in {"procent", "procentenheter"}
    match = _PERCENT_LESS.search(text)
    if match is None:
        return None
    return (
        number(match["value"]),
        "procent",
        "down" if match["way"].lower() in {"lägre", "mindre"} else "up",
        True,
    )


def _from_to(text: str) -> _Level | None:
    """ "öka från 61 till 75 procent", "minska från 131 till högst 98 kWh per kvadratmeter"."""
    match = _FROM_TO.search(text)
    if not match or (_A_YEAR.fullmatch(match["from"]) and _A_YEAR.fullmatch(match["value"])):
        return None
    start, end = number(match["from"]), number(match["value"])
    if start == end:
        return None
    return end, _unit_of(text, match), "up" if end > start else "down", False


def _bounded(text: str) -> _Level | None:
    """ "minst 95 procent", "högst 3 procent", "inte överstiga 12 procent": the first that says how far."""
    if _WHO.match(text):
        return None  # the bound tells who they are
    if (match := _NOBODY.match(text)) is not None:
        return number(match["value"]), _unit_of(text, match), "down", False
    found: list[tuple[int, Direction, re.Match[str]]] = []
    for way, pattern in _BOUNDS:
        first = next((match for match in pattern.finditer(text) if not _describes(text, match)), None)
        if first is not None:
            found.append((first.start(), way, first))
    if not found:
        return None
    _, way, match = min(found, key=lambda one: one[0])
    return number(match["value"]), _unit_of(text, match), way, False


def _describes(text: str, match: re.Match[str]) -> bool:
    """Whether a bound tells whom the goal is about ("personer över 80 år", "med mer än 80 procent")."""
    before = text[max(0, match.start() - 60) : match.start()].rstrip()
    bound = match["bound"].lower()
    if _IN_YEARS.match(text, match.end()) and not _IS.search(before):
        return True
    if _A_YEAR.fullmatch(match["value"]):
        return True
    if bound.startswith("understig") or bound == "lägre än":
        return bool(_WHOSE.search(before))
    if (bound in _OF_WHOM or bound.startswith("överstig")) and not _IS_TO.search(before):
        return True
    return bool(_DURING.search(before))


def _within(text: str) -> _Level | None:
    """ "inom sex veckor", "inom fem kilometer"."""
    match = _WITHIN.search(text)
    if match and match["unit"].lower() != "år":
        return number(match["value"]), unit_name(match["unit"]), "down", False
    return None


def _reaching(text: str) -> _Level | None:
    """ "stärkas till 28 procent", "uppgå till 40 procent"."""
    match = _REACHING.search(text)
    if match is None:
        return None
    way: Direction = "down" if _DOWNWARDS.fullmatch(match["verb"]) else "up"
    return number(match["value"]), unit_at(text[match.start("unit") :]), way, False


def _share_leading(text: str) -> _Level | None:
    """ "85 procent av invånarna når …", "En procent av kostnaden …"."""
    match = _SHARE_LEADING.match(text)
    return (number(match["value"]), "procent", "up", False) if match else None


def _share(text: str) -> _Level | None:
    """ "motsvarande tio procent av de lägenheter som …": neither at least nor at most."""
    match = _SHARE.search(text)
    return (number(match["value"]), "procent", None, False) if match else None


def _counted(text: str) -> _Level | None:
    """ "300 nya bostäder har byggts", "Vi bygger 64 lägenheter", "Vi rustar tre tvättstugor om året"."""
    match = _COUNTED.search(text)
    if match is None or _A_YEAR.fullmatch(match["value"]) or _NOT_COUNTED.match(match["unit"]):
        return None
    return number(match["value"]), match["unit"], "up", False


def _none_left(text: str) -> _Level | None:
    """ "ska vara noll"."""
    return (0.0, None, "down", False) if _NONE_LEFT.search(text) else None


def _equal(text: str) -> _Level | None:
    """ "Antalet anställda ska vara 60": neither at least nor at most."""
    match = _EQUAL.match(text)
    if match is None or _A_YEAR.fullmatch(match["value"]):
        return None
    return number(match["value"]), _unit_of(text, match), None, False


def _unit_of(text: str, match: re.Match[str]) -> str | None:
    """The unit of a level: after its number, or "lån" of "Antalet lån av barnböcker ska öka till 25"."""
    counted = _COUNTS.match(text)
    return unit_at(text[match.end() :]) or (counted["thing"] if counted else None)
