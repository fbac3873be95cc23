"""Items of a list: which stands beneath which, and the number of each as it is printed."""

import re

from ..lines import Row
from ..lists import ListItem, ReadList
from ..numerals import could_be, roman
from .found import FoundGoal

_STYLES = (
    ("bullet", re.compile(r"^[^\w]*$|^[oe°]$")),
    ("dotted", re.compile(r"^[\[(]?(?:\w{1,2}\s?[.,:]\s?\d|[A-ZÅÄÖ]{1,2}\d)")),
    ("digit", re.compile(r"^[\[(]?\d")),
    ("roman", re.compile(r"^[\[(]?[ivx]{1,5}[.)\]]")),
    ("letter", re.compile(r"^[\[(]?[a-zåäö][.)\]:]")),
    ("capital", re.compile(r"^[\[(]?[A-ZÅÄÖ]")),
)
_DOTTED = re.compile(r"([\dlI|]{1,2})\s?[.,]\s?([\dlI|]{1,2})")
_STROKE = re.compile(r"[lI|]")
_STROKES = re.compile(r"[IlL1|!\[\]]+")
_ROMAN = re.compile(r"[IVX]+", re.IGNORECASE)
CODED = re.compile(
    r"(?P<number>[A-ZÅÄÖ]{1,2}\d{1,2}(?:\.\d{1,2})?|\d{1,2}(?:\.\d{1,2}){1,2})[.:)]?\s+(?=[A-ZÅÄÖ])"
)
"""The number that a text begins with, where the mark before it is no number."""
_CODED = re.compile(r"(?P<letters>[A-ZÅÄÖ]{1,2})\d{1,2}")
_LETTERED = re.compile(r"\d{1,2}[a-hA-H]")
_LETTER = re.compile(r"\w")


class Nesting:
    """Which item of a list stands beneath which, by how the file nests them or by their marks and room."""

    def __init__(self, read: ReadList) -> None:
        self.letters = _counts_in_letters(read)
        self.stack: list[tuple[str, int, int, FoundGoal]] = []
        self.key: tuple[str, int, int] = ("", 0, 0)

    def above(self, item: ListItem, row: Row) -> FoundGoal | None:
        """The goal of the item that an item stands beneath; None for one that stands beneath none."""
        style, depth, indent = style_of(item.mark), row.look.depth, row.indent
        style = "letter" if style == "roman" and self.letters else style
        first = not item.on_trust and bool(item.mark) and (style == "bullet" or could_be(item.mark or "", 1))
        while self.stack and not self._beneath(style, depth, indent, first=first):
            self.stack.pop()
        self.key = (style, depth, indent)
        return self.stack[-1][3] if self.stack else None

    def _beneath(self, style: str, depth: int, indent: int, *, first: bool) -> bool:
        """Whether an item stands beneath the latest; by marks alone only where one begins to count anew."""
        top_style, top_depth, top_indent, _ = self.stack[-1]
        if depth or top_depth:
            return depth > top_depth
        if style == top_style or "" in {style, top_style} or style == "dotted":
            return False
        return first and indent >= top_indent and all(style != other for other, _, _, _ in self.stack)

    def put(self, goal: FoundGoal) -> None:
        """The goal that the latest item became."""
        self.stack.append((*self.key, goal))


def style_of(mark: str | None) -> str:
    """How a mark counts: "bullet", "digit", "dotted", "letter", "capital" or "roman"; "" for no mark."""
    if mark is None or mark == "att":
        return ""
    return next((name for name, pattern in _STYLES if pattern.match(mark)), "")


def _counts_in_letters(read: ReadList) -> bool:
    """Whether a list counts a, b, c, so that its "i" is the letter."""
    marks = [item.mark.strip("[]().,: ") for item in read.items if item.mark]
    return "a" in marks or "h" in marks or "j" in marks


def printed(mark: str) -> str | None:
    """A mark as a number is told: without the signs around it; None for a bullet."""
    core = mark.strip("[]().,: ")
    if dotted := _DOTTED.fullmatch(core):
        core = ".".join(_STROKE.sub("1", part) for part in dotted.groups())
    return core if _LETTER.search(core) and mark not in {"o", "e", "°"} else None


def number_above(number: str) -> str | None:
    """The number of what stands above: "2" of "2.1" and "2b", "A" of "A1"; None where it says nothing."""
    for sign in ".:":
        if sign in number:
            return number.rpartition(sign)[0]
    if _LETTERED.fullmatch(number):
        return number[:-1]
    coded = _CODED.fullmatch(number)
    return coded["letters"] if coded else None


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two numbers are the same, counted in figures or in Roman numerals ("I" and "1")."""
    if one is None or other is None or one == other:
        return one == other and one is not None
    if one.isdecimal() == other.isdecimal():
        return False
    figures, letters = (one, other) if one.isdecimal() else (other, one)
    return roman(int(figures)) == letters.upper()


def number_of(item: ListItem, read: ReadList) -> str | None:
    """The number of an item: as printed, or counted where its numeral was broken or lost."""
    marks = [one.mark for one in read.items if one.mark]
    if not marks or all(printed(mark) is None for mark in marks):
        return None
    if item.mark and not item.on_trust:
        core = printed(item.mark)
        if core is None:
            return None
        upper = core.upper() == roman(item.number) and not core.islower()
        return roman(item.number) if upper else core
    if _counts_in_letters(read):
        return chr(ord("a") + item.number - 1) if item.number <= 26 else str(item.number)
    dotted = next((core for one in marks if (core := printed(one)) and "." in core), None)
    if dotted is not None:
        return f"{dotted.rpartition('.')[0]}.{item.number}"
    romans = any(one.number > 1 and _is_roman(one.mark, one.number) for one in read.items if one.mark)
    return roman(item.number) if romans else str(item.number)


def _is_roman(mark: str, number: int) -> bool:
    """Whether a mark is a Roman numeral, or as many strokes as one has ("[1I." for III)."""
    core = mark.rstrip(").,: ").lstrip("( ")
    read = bool(_ROMAN.fullmatch(core.strip("[]"))) and could_be(mark, number)
    return read or (len(core) == number and set(roman(number)) == {"I"} and bool(_STROKES.fullmatch(core)))
