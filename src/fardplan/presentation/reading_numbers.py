"""Numbers read back as they were written: the twin of `numbers`, which takes nothing else for a number."""

import re
from dataclasses import dataclass
from decimal import Decimal

from fardplan.presentation.numbers import HARD, MINUS, THIN
from fardplan.vocabulary.text import Language

_SHARE = rf"([ {HARD}{THIN}]?%)?"
_WRITTEN: dict[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"([+{MINUS}]?)(0|[1-9][0-9]{{0,2}}(?:{THIN}[0-9]{{3}})*|[1-9][0-9]*)(?:,([0-9]+))?{_SHARE}"
    ),
    "en": re.compile(
        rf"([+{MINUS}]?)(0|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})*|[1-9][0-9]*)(?:\.([0-9]+))?{_SHARE}"
    ),
}
_APART: dict[Language, str] = {"sv": THIN, "en": ","}
MOST_DIGITS = 15
"""What a spreadsheet keeps of a number: one that is longer stays as it was written."""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number and how it was written. A per cent is a hundredth: `88,1 %` is 0.881 with `is_share`."""

    value: float
    decimals: int = 0
    thousands_apart: bool = False
    with_sign: bool = False
    is_share: bool = False


def read_number(text: str, language: Language) -> ReadNumber | None:
    """The number that a text is, None for all that `numbers` would not write as one.

    An interval, a number with a unit, a code with a zero before it and a number with other signs between its
    thousands are texts: what they mean is not said.
    """
    found = _WRITTEN[language].fullmatch(text)
    if found is None:
        return None
    sign, whole, decimals, share = found[1], found[2], found[3] or "", bool(found[4])
    digits = whole.replace(_APART[language], "")
    if len(digits) + len(decimals) > MOST_DIGITS:
        return None
    value = Decimal(f"{'-' if sign == MINUS else ''}{digits}.{decimals or '0'}")
    return ReadNumber(
        float(value / 100 if share else value) + 0.0,
        len(decimals),
        digits != whole,
        sign == "+",
        share,
    )
