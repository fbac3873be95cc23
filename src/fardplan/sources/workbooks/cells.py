"""What stands in the cells of a form, both ways: a kept value into a cell, and a cell into a kept value."""

import math
import re
from datetime import date, datetime
from typing import Any

from fardplan.boards.forms import CellKind, FormField
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.workbooks import cell_text

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_ESCAPED = re.compile("_x(000D|005F)_")
"""A line break of old, and an underscore, as Excel writes them in a text."""
_NUMBER = re.compile(r"[-−]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?")

YES, NO = "yes", "no"


class CellFault(Exception):
    """A cell that cannot be read; `expected` says what there should be instead."""

    def __init__(self, expected: Sentence) -> None:
        super().__init__(expected)
        self.expected = expected


def tidy(text: str) -> str:
    """A text as a cell gives it back: line breaks of one kind, no spaces at its ends, nothing unprintable."""
    plain = _ESCAPED.sub(lambda found: "_" if found[1] == "005F" else "", text)
    return cell_text(plain.replace("\r\n", "\n").replace("\r", "\n")).strip()


def shown(field: FormField, value: str) -> Any:
    """What stands in the cell of a kept value: a label, a day, a number or a text. None where it is empty."""
    if not value:
        return None
    if field.kind is CellKind.DAY:
        return date.fromisoformat(value)
    if field.kind is CellKind.NUMBER:
        number = float(value)
        return int(number) if number.is_integer() else number
    return _label(field, value) if field.choices else tidy(value)


def _label(field: FormField, value: str) -> str:
    return next((choice.label for choice in field.choices if choice.value == value), value)


def kept(field: FormField, value: Any, number_format: str = "General") -> str:
    """The value that is kept of what stands in a cell; the empty text where nothing does.

    Raises `CellFault` for what the column cannot hold: another kind of value, one outside its range, a text
    that is too long, an answer that is not among those to choose from.
    """
    if value is None or (isinstance(value, str) and not tidy(value)):
        return ""
    if field.kind is CellKind.DAY:
        return _day(field, value)
    if field.kind is CellKind.NUMBER:
        return _number(field, value, number_format)
    return _chosen(field, value) if field.choices else _text(field, value)


def as_typed(value: Any) -> str:
    """What stands in a cell, as a person would tell it."""
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return "" if value is None else str(value)


def _text(field: FormField, value: Any) -> str:
    text = tidy(value) if isinstance(value, str) else as_typed(value)
    if field.longest and len(text) > field.longest:
        raise CellFault(
            Sentence("At most {most} characters; there are {there}.", most=field.longest, there=len(text))
        )
    return text


def _chosen(field: FormField, value: Any) -> str:
    text = tidy(as_typed(value)).casefold()
    for choice in field.choices:
        if text in (choice.label.casefold(), choice.value.casefold()):
            return choice.value
    listed = ", ".join(choice.label for choice in field.choices[:12])
    more = " …" if len(field.choices) > 12 else ""
    raise CellFault(Sentence("One of: {choices}.", choices=f"{listed}{more}"))


def _day(field: FormField, value: Any) -> str:
    day = _read_day(value)
    if day is None:
        raise CellFault(Sentence("A day, as 2027-01-31."))
    if (field.low and day.isoformat() < field.low) or (field.high and day.isoformat() > field.high):
        raise CellFault(Sentence("A day from {low} to {high}.", low=field.low or "…", high=field.high or "…"))
    return day.isoformat()


def _read_day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DAY.fullmatch(tidy(value)) if isinstance(value, str) else None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _number(field: FormField, value: Any, number_format: str) -> str:
    number = read_number(value, number_format)
    if number is None:
        raise CellFault(Sentence("A number, as 87.5 or 87,5."))
    low, high = (None if end is None else float(end) for end in (field.low, field.high))
    if (low is not None and number < low) or (high is not None and number > high):
        if high is None:
            raise CellFault(Sentence("A number that is at least {low}.", low=as_typed(low)))
        if low is None:
            raise CellFault(Sentence("A number that is at most {high}.", high=as_typed(high)))
        raise CellFault(Sentence("A number from {low} to {high}.", low=as_typed(low), high=as_typed(high)))
    return written(number)


def read_number(value: Any, number_format: str = "General") -> float | None:
    """A number of a cell: 0.88 that is shown as 88 % is 88; text as Swedes write numbers. None for others."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        number = round(value * 100, 10) if "%" in number_format else float(value)
        return number if math.isfinite(number) else None
    if not isinstance(value, str):
        return None
    text = tidy(value).removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(text):
        return None
    return float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".").replace("−", "-"))


def written(number: float) -> str:
    """A number as it is kept: with a decimal point, without one where it is whole."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
