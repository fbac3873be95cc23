"""A yearly target (årsmål): a number in the indicator's unit, or words where nobody has set a number."""

import re

from fardplan.presentation.numbers import as_given
from fardplan.vocabulary.text import Language

_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d+(?:[.,]\d+)?")
_BLANKS = re.compile(r"(?<=\d)[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?=\d{3}(?:\D|$))")


COUNT = "antal"
"""The unit of what is counted, as ILS has it: its numbers are told alone."""


def read_target(words: str | None, unit: str | None = None) -> tuple[float | None, str | None]:
    """A target as it was typed: its number, or its words; neither where nothing was typed.

    `92`, `92,5`, `1 200` and, where the unit is `%`, `92 %` are numbers; anything else is words.
    """
    told = " ".join((words or "").split())
    if not told:
        return None, None
    plain = told.removesuffix(unit).strip() if unit else told
    number = _BLANKS.sub("", plain)
    if _NUMBER.fullmatch(number):
        return float(number.replace(",", ".").replace("\N{MINUS SIGN}", "-")), None
    return None, told


def shown_target(words: str | None, unit: str | None, language: Language) -> str:
    """A target as a page shows it: `1 200 elever`, `92,5 %`, `523`, or its words; empty where it has none."""
    number, other = read_target(words, unit)
    if number is None:
        return other or ""
    return in_unit(as_given(number, language), unit)


def in_unit(number: str, unit: str | None) -> str:
    """A number in words with its unit, where there is one to be told."""
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit and unit.casefold() != COUNT else number


def told_target(number: float | None, words: str | None) -> str | None:
    """A target as a person reads and types it, without its unit: `92,5`, or its words; None where there is
    none.

    Zero is a target.
    """
    if number is None:
        return words
    whole = f"{number:.0f}" if number == int(number) else repr(number)
    return whole.replace(".", ",")
