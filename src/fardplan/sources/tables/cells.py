"""One cell of a table: a number as Swedish tables write it, a mark, or a period."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from fardplan.sources.tables.faults import CellFault
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.period import Period, PeriodKind


class DecimalMark(StrEnum):
    COMMA = "comma"
    POINT = "point"


class Mark(StrEnum):
    """What a sign in a table means, where it is not a number."""

    ZERO = "zero"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. `note` keeps what the table says besides: a footnote mark, a flag."""

    value: float | None
    status: Status
    note: str | None = None
    in_percent: bool = False


MARKS: Mapping[str, Mark] = {
    "..": Mark.SUPPRESSED,
    "…": Mark.SUPPRESSED,
    "...": Mark.SUPPRESSED,
    ".": Mark.NOT_APPLICABLE,
    "": Mark.MISSING,
    "-": Mark.MISSING,
    "–": Mark.MISSING,
    "—": Mark.MISSING,
    "na": Mark.MISSING,
    "n/a": Mark.MISSING,
    "nan": Mark.MISSING,
    "null": Mark.MISSING,
    "none": Mark.MISSING,
    "saknas": Mark.MISSING,
    "uppgift saknas": Mark.MISSING,
}
"""The signs that need no explanation.

Statistical tables that follow the official standard write a dash for zero, most others for nothing known.
A wrong zero does more harm than a gap, so a dash is missing until a mapping says that it is zero.
"""

_SPACES = "\u0020\u00a0\u202f\u2009\u2007\u2002\u2003\t"
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_GROUP = f"[{_SPACES}]"
_WHOLE = rf"(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)"
_NUMBER = re.compile(
    rf"(?P<sign>[-+])?(?P<whole>{_WHOLE})?(?:(?P<mark>[.,])(?P<part>\d+))?(?P<power>[eE][-+]?\d{{1,3}})?",
    re.ASCII,
)
_GROUPED = re.compile(
    r"(?P<sign>[-+])?(?P<whole>\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*)(?P<rest>[.,]\d+)?"
)
_ONE_MARK = re.compile(r"[-+]?\d+(?P<mark>[.,])\d+(?:[eE][-+]?\d+)?")
_COULD_BE_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_FLAGGED = re.compile(
    rf"(?P<number>.*?[\d%])"
    rf"(?:[*†‡{_SUPERSCRIPT}]+|{_GROUP}?(?P<letter>[rpe])|{_GROUP}\d{{1,2}}\))"
)
_LIMIT = re.compile(rf"[<>≤≥]=?{_GROUP}*\d.*")
_DASHES = ("-", "–", "—")

A_NUMBER = "a number such as 12,3 or 1 234, or one of the marks .. . - NA"


def tidy(text: str | None) -> str:
    """The text of a cell with every kind of space made plain, none doubled and none at the ends."""
    return " ".join((text or "").replace("\ufeff", "").split())


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How the numbers of a column are written: their decimal mark, and whether somebody has stated it.

    A mark that was only found in most cells says how the others should look; one that was stated also
    tells that the other mark, before three digits, parts thousands.
    """

    mark: DecimalMark | None = None
    stated: bool = False

    def is_other(self, sign: str) -> bool:
        return self.mark is not None and sign != ("," if self.mark is DecimalMark.COMMA else ".")


ANY_STYLE = NumberStyle()


def read_cell(text: str, marks: Mapping[str, Mark], style: NumberStyle = ANY_STYLE) -> Cell:
    """What a cell with a figure says. `marks` are a mapping's own, in lower case.

    Zero is a value. Raises `CellFault`, saying what was expected.
    """
    stripped = text.strip(_SPACES + "\ufeff\r\n")
    sign = stripped.casefold()
    mark = marks.get(sign) or MARKS.get(sign)
    if mark:
        note = f"'{stripped}' in the source" if sign in marks or sign in _DASHES else None
        if mark is Mark.ZERO:
            return Cell(0.0, Status.VALUE, note)
        return Cell(None, Status(mark.value), note)
    if _LIMIT.fullmatch(stripped):
        raise CellFault(
            "a number, not a limit; say in the mapping what it means, for example "
            f"marks: {{'{stripped}': suppressed}}"
        )
    if stripped.startswith("~"):
        return Cell(read_number(stripped[1:], style), Status.ROUNDED)
    return _number_cell(stripped, style)


def _number_cell(text: str, style: NumberStyle) -> Cell:
    number, letter = text, None
    flagged = _FLAGGED.fullmatch(text)
    if flagged:
        number, letter = flagged["number"], flagged["letter"]
    in_percent = number.endswith("%")
    value = read_number(number.removesuffix("%"), style)
    status = Status.PRELIMINARY if letter == "p" else Status.VALUE
    return Cell(value, status, f"'{text}' in the source" if flagged else None, in_percent)


def read_number(text: str, style: NumberStyle = ANY_STYLE) -> float:
    """A number with decimal comma or point, thousands in groups of three, and any minus sign.

    Raises `CellFault`, also where the number has another decimal mark than its column.
    """
    stripped = re.sub(r"^[\u2212–—](?=[\d.,])", "-", text.strip(_SPACES))
    match = _NUMBER.fullmatch(_without_group_marks(stripped, style))
    if not match or not (match["whole"] or match["part"]):
        raise CellFault(A_NUMBER)
    if match["mark"] and style.is_other(match["mark"]):
        raise CellFault(f"a number with decimal {style.mark}, as elsewhere in the column")
    whole = re.sub(_GROUP, "", match["whole"] or "0")
    value = float(f"{match['sign'] or ''}{whole}.{match['part'] or 0}{match['power'] or ''}")
    if not math.isfinite(value):
        raise CellFault(A_NUMBER)
    return value


def _without_group_marks(text: str, style: NumberStyle) -> str:
    """Take away points or commas that part thousands, where nothing else can be meant by them."""
    match = _GROUPED.fullmatch(text)
    if not match:
        return text
    mark, rest = match["mark"], match["rest"] or ""
    several = match["whole"].count(mark) > 1
    certain = several or bool(rest) or (style.stated and style.is_other(mark))
    if rest.startswith(mark) or not certain:
        return text
    return (match["sign"] or "") + match["whole"].replace(mark, "") + rest


def style_of(texts: Iterable[str]) -> NumberStyle:
    """The style that most numbers of a column have.

    Raises `CellFault` when each could as well be a whole number with its thousands parted.
    """
    found = [match for match in map(_ONE_MARK.fullmatch, map(str.strip, texts)) if match]
    if not found:
        return ANY_STYLE
    if all(_COULD_BE_GROUPED.fullmatch(match[0]) for match in found):
        raise CellFault(
            f"to know whether '{found[0][0]}' is above a thousand or has three decimals; "
            "say in the mapping, decimal: comma or decimal: point"
        )
    commas = sum(match["mark"] == "," for match in found)
    return NumberStyle(DecimalMark.COMMA if commas * 2 >= len(found) else DecimalMark.POINT)


A_PERIOD = "a period: a year (2018), school year (2017/18), term (VT 2018) or month (2018-09)"

_PERIOD_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:år )?(\d{4})(?:\.0)?"), "{0}"),
    (re.compile(r"(?:läsår(?:et)?|lå) ?(\d{4}) ?[/–-] ?(\d{2}|\d{4})"), "{0}/{1}"),
    (re.compile(r"(\d{4}) ?/ ?(\d{2}|\d{4})"), "{0}/{1}"),
    (re.compile(r"(\d{4}) ?[–-] ?(\d{4})"), "{0}/{1}"),
    (re.compile(r"(vt|ht) ?-?(\d{4})"), "{1}-{0}"),
    (re.compile(r"(\d{4}) ?-?(vt|ht)"), "{0}-{1}"),
    (re.compile(r"(\d{4})(?:-?m|-)(0[1-9]|1[0-2])"), "{0}-{1}"),
    (re.compile(r"(\d{4})-a1"), "{0}"),
)
_OTHER_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{4} ?-?[qk][1-4]"), "a quarter"),
    (re.compile(r"\d{4} ?-?[sh][12]"), "a half-year"),
    (re.compile(r"\d{4} ?-?[wv]\d{1,2}"), "a week"),
    (re.compile(r"\d{4}-?\d{2}-?\d{2}(?:t.*)?"), "a day"),
)


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period:
    """A period in any of the ways that tables write it; a footnote mark after it says nothing of it.

    Raises `CellFault`.
    """
    cleaned = re.sub(rf"[*{_SUPERSCRIPT}]+$", "", tidy(text).casefold()).strip()
    for pattern, form in _PERIOD_FORMS:
        match = pattern.fullmatch(cleaned)
        if match:
            try:
                return Period.parse(form.format(*match.groups()))
            except InputError as error:
                raise CellFault(f"{A_PERIOD}; {error.what}") from error
    for pattern, kind in _OTHER_PERIODS:
        if pattern.fullmatch(cleaned):
            raise CellFault(f"{A_PERIOD}; {kind} is none that figures can be about here")
    raise CellFault(A_PERIOD)


def is_period(text: str) -> bool:
    try:
        read_period(text)
    except CellFault:
        return False
    return True


def spring_year(period: Period) -> Period:
    """The calendar year that a school year ends in, by which other sources name it."""
    return Period.of_year(period.year + 1) if period.kind is PeriodKind.SCHOOL_YEAR else period
