"""Dates and years as they are written: 2021-03-15, den 15 mars 2021, 15/3 2021, mars 2021, 2021."""

import re
from calendar import monthrange

from .fuzzy import fold
from .genre import MONTHS

NAMED_MONTHS = "|".join(fold(month) for month in MONTHS)
_SHORT_MONTHS = "|".join(fold(month[:3]) for month in MONTHS)
YEAR = r"(?:19|20)\d\d"
_ISO_DAY = re.compile(rf"\b({YEAR})-(\d\d)-(\d\d)\b")
_DAY = re.compile(rf"\b(?:den\s+)?(\d{{1,2}}):?e?\s+({NAMED_MONTHS})\s+({YEAR})\b")
_SHORT_DAY = re.compile(rf"\b(\d{{1,2}})\s+({_SHORT_MONTHS})\.?\s+({YEAR})\b")
_SLASHED_DAY = re.compile(rf"\b(\d{{1,2}})/(\d{{1,2}})[\s-]+({YEAR})\b")
_DOTTED_DAY = re.compile(rf"\b({YEAR})\.(\d\d)\.(\d\d)\b")
_MONTH = re.compile(rf"\b({NAMED_MONTHS})\s+({YEAR})\b")
_YEAR = re.compile(rf"\b(?:ar|under|i|hosten|varen|sommaren|vintern)\s+({YEAR})\b")


def date_in(text: str) -> str | None:
    """The first full date of a text, as YYYY-MM-DD; spelled months allowed."""
    folded = fold(text)
    found = [
        (match.start(), date)
        for pattern, read in _DAYS
        for match in pattern.finditer(folded)
        if (date := _checked(*read(match)))
    ]
    return min(found)[1] if found else None


def stated_date(text: str) -> str | None:
    """The first date of a text as far as it is stated: YYYY-MM-DD, YYYY-MM or YYYY."""
    if day := date_in(text):
        return day
    folded = fold(text)
    if match := _MONTH.search(folded):
        return f"{match[2]}-{_month(match[1]):02d}"
    match = _YEAR.search(folded)
    return match[1] if match else None


def _read_iso(match: re.Match[str]) -> tuple[str, int, int]:
    return match[1], int(match[2]), int(match[3])


def _read_named(match: re.Match[str]) -> tuple[str, int, int]:
    return match[3], _month(match[2]), int(match[1])


def _read_slashed(match: re.Match[str]) -> tuple[str, int, int]:
    return match[3], int(match[2]), int(match[1])


def _checked(year: str, month: int, day: int) -> str | None:
    """The day as YYYY-MM-DD; None for what no calendar has, as 31 February."""
    there_is = 1 <= month <= 12 and 1 <= day <= monthrange(int(year), month)[1]
    return f"{year}-{month:02d}-{day:02d}" if there_is else None


def _month(name: str) -> int:
    return [fold(month)[: len(name)] for month in MONTHS].index(name) + 1


_DAYS = (
    (_ISO_DAY, _read_iso),
    (_DOTTED_DAY, _read_iso),
    (_DAY, _read_named),
    (_SHORT_DAY, _read_named),
    (_SLASHED_DAY, _read_slashed),
)
