"""A day that may be known only to its month or year."""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _checked(text: str) -> str:
    try:
        no_later_than(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a date: write 2018, 2018-06 or 2018-06-14") from error
    return text


PartialDate = Annotated[str, AfterValidator(_checked)]
"""`2018`, `2018-06` or `2018-06-14`: as much of a date as is known."""


def no_later_than(text: str) -> date:
    """The last day that a partly known date can be."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is not a date")
    year, month = int(match[1]), int(match[2] or 12)
    return date(year, month, int(match[3]) if match[3] else monthrange(year, month)[1])
