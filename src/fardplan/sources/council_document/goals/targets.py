"""What a goal's words say it is to reach: a level in a unit, by a year, at least or at most."""

import re
from dataclasses import dataclass

from ..draft import Direction
from .figures import number, unit_at, unit_name
from .target_words import (
    A_YEAR,
    BASE,
    BOUNDS,
    BY,
    BY_PERCENT,
    BY_PERCENT_OF,
    COMPARED,
    COUNTED,
    COUNTS,
    DIGIT,
    DISTANCE,
    DOUBLED,
    DOWNWARDS,
    DURING,
    EQUAL,
    FROM_TO,
    HALF,
    HALVED,
    HAS,
    IN_YEARS,
    IS,
    IS_TO,
    LAST_YEAR,
    NAMED,
    NOBODY,
    NONE_LEFT,
    NOT_COUNTED,
    OF_WHOM,
    ONE_OF,
    PART_OF,
    PARTS,
    PERCENT_LESS,
    REACHING,
    SCHOOL_YEAR,
    SHARE,
    SHARE_LEADING,
    SHARES,
    TO_COUNT,
    TREBLED,
    WHO,
    WHOSE,
    WITHIN,
)


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
    school = SCHOOL_YEAR.search(text)
    if school:
        last = school["last"]
        return int(last) if len(last) == 4 else int(school["first"][:2] + last)
    text = BASE.sub(_without_digits, text) if A_YEAR.search(BASE.sub("", text)) else text
    shown = COMPARED.sub(_without_digits, NAMED.sub(_without_digits, text))
    found = list(BY.finditer(shown))
    if found:
        best = next(
            (match for match in found if match.group().lower().startswith(("senast", "till"))), found[-1]
        )
        return int(best["end"] or best["year"])
    last = LAST_YEAR.search(shown)
    return int(last["year"]) if last else None


def _without_digits(match: re.Match[str]) -> str:
    return DIGIT.sub("x", match.group())


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
    if HALVED.search(text):
        return 50.0, "procent", "down", True
    if DOUBLED.search(text):
        return 100.0, "procent", "up", True
    if TREBLED.search(text):
        return 200.0, "procent", "up", True
    half = HALF.search(text)
    return (50.0, "procent", "up" if half["least"] else None, False) if half else None


def _one_of(text: str) -> _Level | None:
    """ "minst var femte lägenhet", "minst en tredjedel av maten"; a third is no round figure."""
    part = PART_OF.search(text)
    if part:
        least = part["bound"].lower() == "minst"
        return PARTS[part["part"].lower()], "procent", "up" if least else "down", False
    match = ONE_OF.search(text)
    share = SHARES.get(match["nth"].lower()) if match else None
    way: Direction = "up" if match and match["bound"].lower() == "minst" else "down"
    return (share, "procent", way, False) if share is not None else None


def _by_percent(text: str) -> _Level | None:
    """ "minska med 25 procent", "minst 70 procent lägre"."""
    match = BY_PERCENT.search(text) or BY_PERCENT_OF.search(text)
    if match:
        unit = unit_name(match["unit"])
        way: Direction = "up" if match["up"] else "down"
        return number(match["value"]), unit, way, unit in {"procent", "procentenheter"}
    match = PERCENT_LESS.search(text)
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
    match = FROM_TO.search(text)
    if not match or (A_YEAR.fullmatch(match["from"]) and A_YEAR.fullmatch(match["value"])):
        return None
    start, end = number(match["from"]), number(match["value"])
    if start == end:
        return None
    return end, _unit_of(text, match), "up" if end > start else "down", False


def _bounded(text: str) -> _Level | None:
    """ "minst 95 procent", "högst 3 procent", "inte överstiga 12 procent": the first that says how far."""
    if WHO.match(text):
        return None  # the bound tells who they are
    if (match := NOBODY.match(text)) is not None:
        return number(match["value"]), _unit_of(text, match), "down", False
    found: list[tuple[int, Direction, re.Match[str]]] = []
    for way, pattern in BOUNDS:
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
    if IN_YEARS.match(text, match.end()) and not IS.search(before):
        return True
    if A_YEAR.fullmatch(match["value"]):
        return True
    if bound.startswith("understig") or bound == "lägre än":
        return bool(WHOSE.search(before))
    if (bound in OF_WHOM or bound.startswith("överstig")) and not IS_TO.search(before):
        return True
    return bool(DURING.search(before))


def _within(text: str) -> _Level | None:
    """ "inom sex veckor", "inom fem kilometer"."""
    match = WITHIN.search(text)
    if match and DISTANCE.match(match["unit"]) and not HAS.search(text[: match.start()]):
        return None  # where something is done, not how near it is to be
    if match and match["unit"].lower() != "år":
        return number(match["value"]), unit_name(match["unit"]), "down", False
    return None


def _reaching(text: str) -> _Level | None:
    """ "stärkas till 28 procent", "uppgå till 40 procent"."""
    match = REACHING.search(text)
    if match is None:
        return _to_count(text)
    way: Direction = "down" if DOWNWARDS.fullmatch(match["verb"]) else "up"
    return number(match["value"]), unit_at(text[match.start("unit") :]), way, False


def _to_count(text: str) -> _Level | None:
    """ "öka till 10 000 medborgare"."""
    match = TO_COUNT.search(text)
    if match is None or A_YEAR.fullmatch(match["value"]):
        return None
    return number(match["value"]), match["unit"], "up" if match["up"] else "down", False


def _share_leading(text: str) -> _Level | None:
    """ "85 procent av invånarna når …", "En procent av kostnaden …"."""
    match = SHARE_LEADING.match(text)
    return (number(match["value"]), "procent", "up", False) if match else None


def _share(text: str) -> _Level | None:
    """ "motsvarande tio procent av de lägenheter som …": neither at least nor at most."""
    match = SHARE.search(text)
    return (number(match["value"]), "procent", None, False) if match else None


def _counted(text: str) -> _Level | None:
    """ "300 nya bostäder har byggts", "Vi bygger 64 lägenheter", "Vi rustar tre tvättstugor om året"."""
    match = COUNTED.search(text)
    if match is None or A_YEAR.fullmatch(match["value"]) or NOT_COUNTED.match(match["unit"]):
        return None
    return number(match["value"]), match["unit"], "up", False


def _none_left(text: str) -> _Level | None:
    """ "ska vara noll"."""
    return (0.0, None, "down", False) if NONE_LEFT.search(text) else None


def _equal(text: str) -> _Level | None:
    """ "Antalet anställda ska vara 60": neither at least nor at most."""
    match = EQUAL.match(text)
    if match is None or A_YEAR.fullmatch(match["value"]):
        return None
    return number(match["value"]), _unit_of(text, match), None, False


def _unit_of(text: str, match: re.Match[str]) -> str | None:
    """The unit of a level: after its number, or "lån" of "Antalet lån av barnböcker ska öka till 25"."""
    counted = COUNTS.match(text)
    return unit_at(text[match.end() :]) or (counted["thing"] if counted else None)
