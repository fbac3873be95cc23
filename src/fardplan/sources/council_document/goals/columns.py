"""What the columns of a table of goals hold, by their heads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ..fuzzy import fold
from ..level_words import Role
from ..levels import Level, level_at
from .facts import ATTRIBUTES, measure_named
from .target_words import A_YEAR

_LONGEST_OWNER = 4  # words


class Holds(Enum):
    """What a column holds."""

    NUMBER = "number"
    LEVEL = "level"
    MEASURE = "measure"
    RESPONSIBLE = "responsible"
    TIME = "time"
    SOURCE = "source"
    TARGET = "target"
    BASE = "base"
    POINTER = "pointer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its head: what it holds, the level it names, and the year it names ("Målvärde 2030")."""

    holds: Holds
    level: Level | None = None
    year: int | None = None
    with_source: bool = False


_HELD: tuple[tuple[re.Pattern[str], Holds], ...] = (
    (re.compile(r"(?:nr\.?|nummer|#|id|punkt)$"), Holds.NUMBER),
    (re.compile(r"(?:mats (?:med|genom|av)|foljs (?:upp )?(?:med|genom))\b"), Holds.MEASURE),
    (re.compile(r"(?:basar|utgangsar|referensar|startar)$"), Holds.OTHER),
    (
        re.compile(
            r"(?:utfall|nulage|utgangslage|startvarde|utgangsvarde|ingangsvarde|basvarde|resultat|varde|lage)\b"
        ),
        Holds.BASE,
    ),
    (
        re.compile(
            r"(?:hor (?:till|ihop)|leder (?:till|mot)|bidrar till|koppl\w+ till|till (?:del|effekt)?mal)\b"
        ),
        Holds.POINTER,
    ),
    (
        re.compile(r"(?:ansvar|utfor|(?:namnd|namnder|namnd/bolag|styrelse|organisation|vem)$)"),
        Holds.RESPONSIBLE,
    ),
    (
        re.compile(
            r"(?:malar|tidplan|tidsplan|klar|nar|senast|slutfor|genomfors|uppnas|(?:ar|artal|slutar)$)"
        ),
        Holds.TIME,
    ),
)
"""What heads say that no level names, folded; the first that fits is taken."""
_TARGETS = re.compile(
    r"^(?:malvarde|malniva|malvarden|mal|niva|malsattning)\b\s*(?:ar\s+|till\s+)?(?:20\d\d)?$"
)


def columns_of(heads: Sequence[str]) -> tuple[Column, ...] | None:
    """What the columns hold; None when no head names a level, a measure or who is responsible."""
    columns = _years_told([_column(head) for head in heads], heads)
    known = [column for column in columns if column.holds is not Holds.OTHER]
    if len(known) < 2 or not any(
        column.holds in {Holds.LEVEL, Holds.MEASURE, Holds.TARGET} for column in columns
    ):
        return None
    return tuple(columns)


def _years_told(columns: list[Column], heads: Sequence[str]) -> list[Column]:
    """The columns, those that only a year stands over told apart: what was, and what is to be reached."""
    years = {at: int(head) for at, head in enumerate(heads) if A_YEAR.fullmatch(head.strip())}
    if not years or not any(column.holds in {Holds.MEASURE, Holds.LEVEL} for column in columns):
        return columns
    based = any(column.holds is Holds.BASE for column in columns)
    first, latest = min(years.values()), max(years.values())
    aims = [column.year or latest + 1 for column in columns if column.holds is Holds.TARGET]
    if not aims and (based or latest - first > 1):
        aims = [latest]
    if not aims:
        return columns
    before = Holds.OTHER if based else Holds.BASE
    told = {at: Holds.TARGET if year >= max(aims) else before for at, year in years.items()}
    return [Column(told[at], None, years[at]) if at in told else one for at, one in enumerate(columns)]


def _of_somebody(head: str) -> Level | None:
    """What somebody is to do ("De idéburna organisationernas åtaganden")."""
    *owner, last = head.split()
    level = level_at([last]) if owner and owner[-1].endswith("s") and len(owner) <= _LONGEST_OWNER else None
    return level if level is not None and level.plural and level.role is Role.ACTION else None


def _column(head: str) -> Column:
    said = fold(head.strip().strip(":"))
    years = re.findall(r"\b20\d\d\b", head)
    year = int(years[-1]) if years else None
    holds = next((holds for pattern, holds in _HELD if pattern.match(said)), None)
    if holds is None and _TARGETS.match(said) and (years or said.startswith(("malv", "malniv", "niva"))):
        holds = Holds.TARGET
    measures = next(
        (level for part in re.split(r"\s*/\s*", head.strip()) if (level := measure_named(part.split()))), None
    )
    if holds is None and measures is not None:
        return Column(Holds.MEASURE, measures, year, "kall" in said)
    key = ATTRIBUTES.get(said) or ATTRIBUTES.get(said.split("/")[0].strip())
    if holds is None and key is not None:
        holds = Holds(key) if key != "other" else Holds.OTHER
    if holds is not None:
        return Column(holds, None, year if holds in {Holds.BASE, Holds.TARGET} else None)
    level = (level_at(head.split()) or _of_somebody(head)) if head.strip() else None
    if level is None:
        return Column(Holds.SOURCE if said.startswith("kalla") else Holds.OTHER)
    if level.role is Role.MEASURE:
        return Column(Holds.MEASURE, level, year, "kall" in said)
    return Column(Holds.LEVEL, level, year)
