"""Markers of list items: bullets, letters, Arabic and Roman numerals, and what scans make of them.

A Roman numeral is a few thin strokes, and a scan reads `L.` for I, `[1I.` for III, `VL` for VI. What was
read is therefore kept as a mark, and its number is the place in the list; `could_be` says whether the mark
can be that number, so that the reader knows when it took a numeral on trust.
"""

import re
from dataclasses import dataclass

from .lines import Row

_STROKES = r"[IVXLivxl1|!\[\]JT]"
_MARK = re.compile(
    rf"""^(?P<mark>
        [\[(]?(?:{_STROKES}{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}|[a-zA-ZåäöÅÄÖ])[.):]\)?(?=[\s'])
      | \(?\d{{1,2}}\)(?=\s)
      | \d{{1,2}}:\d{{1,2}}(?=\s+[A-ZÅÄÖ])
      | [A-ZÅÄÖ]{{1,2}}\d{{1,2}}(?:\.\d{{1,2}})?[.:)]?(?=\s+[A-ZÅÄÖ\d])
      | \d{{1,2}}(?:\.\d{{1,2}}){{1,2}}(?=\s)
      | [\dlI|]{{1,2}}\s?[.,]\s?[\dlI|]{{1,2}}(?=\s+[A-ZÅÄÖ])
      | (?:\d{{1,2}}|{_STROKES}{{1,4}}),(?=\s+[A-ZÅÄÖ])
      | [-–—~•·*▪■►»◦●○\uf0b7](?=\s)
      | [oe°¢©®«¤](?=\s+[A-ZÅÄÖ])
      )[\s']+(?P<text>\S.*)$""",
    re.VERBOSE,
)
_BARE_NUMBER = re.compile(r"^(?P<mark>\d{1,2})\s+(?P<text>[A-ZÅÄÖ].*)$")
_ATTACHED_BULLET = re.compile(r"^(?P<mark>[•▪■►●○\uf0b7])(?P<text>\S.*)$")
_ALONE = re.compile(rf"^[\[(]?(?:{_STROKES}{{1,5}}|\d{{1,2}}|[a-z])[.):]\)?$|^{_STROKES}{{2,5}}$|^[IV]$")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class Marked:
    """A row that begins a list item: its mark as read, and the text after it."""

    mark: str
    text: str

    @property
    def bullet(self) -> bool:
        return not any(sign.isalnum() or sign in "[]|!" for sign in self.mark) or self.mark in "oe°"


def marked(text: str, *, bare_numbers: bool = False) -> Marked | None:
    """The mark and text of a row that begins an item, or None. `bare_numbers` takes "1 Nämnden …" too."""
    match = _MARK.match(text) or _ATTACHED_BULLET.match(text)
    if match is None and bare_numbers:
        match = _BARE_NUMBER.match(text)
    return Marked(match["mark"], match["text"]) if match else None


def mark_of(row: Row, *, bare_numbers: bool = False) -> Marked | None:
    """The mark and text of a row: the mark that the file draws before it, else the one in its text."""
    if row.look.mark:
        return Marked(row.look.mark, row.text)
    return marked(row.text, bare_numbers=bare_numbers)


def numeral_alone(text: str) -> bool:
    """Whether a row is a numeral with no text: its text stands somewhere else."""
    return bool(_ALONE.match(text.strip()))


def value(mark: str) -> int | None:
    """The number an Arabic mark or a letter states; None for bullets and anything that may be Roman."""
    core = mark.strip("[]().,:").replace(":", ".")
    last = core.rsplit(".", 1)[-1]
    if last.isdecimal():
        return int(last)
    if len(core) == 1 and "a" <= core.lower() <= "z" and core.lower() not in "ivxl":
        return ord(core.lower()) - ord("a") + 1
    return None


def could_be(mark: str, number: int) -> bool:
    """Whether a mark states `number` as printed: as a digit, a letter or a Roman numeral."""
    core = mark.strip("[]().,:").replace(":", ".")
    states = {str(number), roman(number)}
    if number <= 26:
        states.add(chr(ord("a") + number - 1))
    return core in states or core.upper() in {roman(number)} or core.rsplit(".", 1)[-1] == str(number)


def roman(number: int) -> str:
    """Roman numeral, as far as lists go; further on the digits."""
    return _ROMAN[number - 1] if 1 <= number <= len(_ROMAN) else str(number)
