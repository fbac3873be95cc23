"""The numbers before paragraphs, computed as Word draws them: they stand nowhere in the text.

A paragraph belongs to a list (`num`), which takes its levels from a pattern (`abstractNum`) and may override
them. Lists of one pattern count on together unless one of them says where it starts.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from ..marks import BULLET, letters_as_word, roman
from .ooxml import attribute, child, children, number, value
from .styles import Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_SYMBOL = re.compile(r"[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how its number is written."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    plain: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list with its levels; `pattern` is shared by the lists that count on together."""

    pattern: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def start(self, at: int) -> int:
        return self.starts.get(at, self.levels.get(at, Level()).start)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The mark of a paragraph and how deep in the list it stands, from 1."""

    mark: str
    depth: int


@dataclass(slots=True)
class Numbering:
    """Counts paragraphs in the order in which they are asked about."""

    root: Any
    styles: Styles
    _patterns: dict[str, Any] = field(default_factory=dict)
    _nums: dict[str, Any] = field(default_factory=dict)
    _lists: dict[str, List | None] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for pattern in children(self.root, "abstractNum"):
            self._patterns[attribute(pattern, "abstractNumId") or ""] = pattern
        for num in children(self.root, "num"):
            self._nums[attribute(num, "numId") or ""] = num

    def draw(self, properties: Any, style: str | None) -> Drawn | None:
        """The number of the next paragraph, by its own properties or its style's; None when it has none."""
        place = self._place(properties, style)
        if place is None:
            return None
        found, at = place
        listed = self._list(found)
        if listed is None or at not in listed.levels:
            return None
        self._count(found, listed, at)
        return Drawn(self._written(listed, at), at + 1)

    def _place(self, properties: Any, style: str | None) -> tuple[str, int] | None:
        own = child(properties, "numPr")
        found, at = value(own, "numId"), number(own, "ilvl")
        if found is None:
            by_style = self.styles.list_of(style)
            if by_style is None:
                return None
            found, level = by_style
            at = level if at is None else at
            at = self._linked(found, style) if at is None else at
        return (found, min(max(at or 0, 0), _LEVELS - 1)) if found != "0" else None

    def _linked(self, found: str, style: str | None) -> int:
        """The level that a style is tied to in the list itself."""
        listed = self._list(found)
        names = [attribute(one, "styleId") for one in self.styles.chain(style)]
        for name in names:
            for at, level in (listed.levels if listed else {}).items():
                if level.style is not None and level.style == name:
                    return at
        return 0

    def _list(self, found: str) -> List | None:
        if found not in self._lists:
            self._lists[found] = self._made(found)
        return self._lists[found]

    def _made(self, found: str, hops: int = 0) -> List | None:
        num = self._nums.get(found)
        name = value(num, "abstractNumId") or ""
        pattern = self._patterns.get(name)
        if num is None or pattern is None:
            return None
        linked = self.styles.by_id.get(value(pattern, "numStyleLink") or "")
        if linked is not None and hops < _LEVELS:
            other = self._made(value(linked, "pPr", "numPr", "numId") or "", hops + 1)
            if other is not None:
                return other
        levels = {_at(level): _level(level) for level in children(pattern, "lvl")}
        starts: dict[int, int] = {}
        for override in children(num, "lvlOverride"):
            for level in children(override, "lvl"):
                levels[_at(override)] = _level(level)
            if (start := number(override, "startOverride")) is not None:
                starts[_at(override)] = start
        return List(name, levels, starts)

    def _count(self, found: str, listed: List, at: int) -> None:
        counts = self._counts.setdefault(listed.pattern, {})
        if found not in self._begun:
            self._begun.add(found)
            for level in listed.starts:
                counts.pop(level, None)
        for above in range(at):  # a level that was passed over has been counted: LibreOffice draws it so
            counts.setdefault(above, listed.start(above))
        counts[at] = counts[at] + 1 if at in counts else listed.start(at)
        for deeper in [level for level in counts if level > at]:
            after = listed.levels.get(deeper, Level()).restart
            if after is None or (after and at < after):
                del counts[deeper]

    def _written(self, listed: List, at: int) -> str:
        level = listed.levels[at]
        if level.form == "bullet":
            return _bullet(level.text)
        counts = self._counts[listed.pattern]

        def figure(place: re.Match[str]) -> str:
            one = int(place[1]) - 1
            form = "decimal" if level.plain else listed.levels.get(one, Level()).form
            return _drawn(counts.get(one, listed.start(one)), form)

        return _PLACE.sub(figure, level.text).strip()


def _at(element: Any) -> int:
    text = attribute(element, "ilvl") or "0"
    return int(text) if text.isdecimal() and len(text) == 1 else _LEVELS


def _level(element: Any) -> Level:
    start = number(element, "start")
    return Level(
        form=value(element, "numFmt") or value(element, "AlternateContent", "Choice", "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=1 if start is None else start,
        restart=number(element, "lvlRestart"),
        plain=child(element, "isLgl") is not None,
        style=value(element, "pStyle"),
    )


def _bullet(text: str) -> str:
    """Signs of symbol fonts have no letter of their own."""
    sign = _SYMBOL.sub(BULLET, text).strip()
    return BULLET if sign in {"", "o", "·", "\u00a7"} else sign


def _drawn(count: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return letters_as_word(count)
        case "upperLetter":
            return letters_as_word(count).upper()
        case "lowerRoman":
            return roman(count)
        case "upperRoman":
            return roman(count).upper()
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            return f"{count}:{'a' if count % 10 in {1, 2} and count % 100 not in {11, 12} else 'e'}"
        case "none" | "bullet":
            return ""
    return str(count)
