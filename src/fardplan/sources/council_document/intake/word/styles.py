"""What styles say of a paragraph: heading level, list, size, bold; each takes from those it is based on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .ooxml import attribute, child, children, number, switch, value

_HEADING = re.compile(r"(?:heading|rubrik|überschrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|rubrik|dokumentrubrik|titel)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|innehåll)\s*\d|toc heading|innehållsförteckningsrubrik", re.IGNORECASE)
_LONGEST_CHAIN = 20
_USUAL_SIZE = 22  # half points


@dataclass(slots=True)
class Styles:
    """The styles of a document, asked by their ids."""

    root: Any
    by_id: dict[str, Any] = field(default_factory=dict)
    _default: str | None = None
    _told: dict[tuple[str, str | None], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in children(self.root, "style"):
            name = attribute(style, "styleId") or ""
            self.by_id[name] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
                self._default = name

    def chain(self, name: str | None) -> Iterator[Any]:
        """The style and those it is based on, the nearest first."""
        name = name if name in self.by_id else self._default
        for _ in range(_LONGEST_CHAIN):
            style = self.by_id.get(name or "")
            if style is None:
                return
            yield style
            name = value(style, "basedOn")

    def heading(self, name: str | None) -> int:
        """The level of a heading, from 1; 0 for what is none."""
        return int(self._asked("heading", name, self._heading))

    def _heading(self, name: str | None) -> int:
        for style in self.chain(name):
            called = value(style, "name") or ""
            if found := _HEADING.fullmatch(called):
                return int(found[1])
            level = number(style, "pPr", "outlineLvl")
            if level is not None:
                return level + 1 if 0 <= level < 9 else 0
            if _TITLE.fullmatch(called):
                return 1
        return 0

    def is_contents(self, name: str | None) -> bool:
        """Whether it is the style of a line in a table of contents."""
        return any(_CONTENTS.fullmatch(value(style, "name") or "") for style in self.chain(name))

    def list_of(self, name: str | None) -> tuple[str, int | None] | None:
        """The list that a style belongs to and its level there, from 0, where it says."""
        level: int | None = None
        for style in self.chain(name):
            listed = child(style, "pPr", "numPr")
            level = number(listed, "ilvl") if level is None else level
            if (found := value(listed, "numId")) is not None:
                return found, level
        return None

    def size(self, name: str | None) -> int:
        """Half points."""
        return int(self._asked("size", name, self._size))

    def _size(self, name: str | None) -> int:
        for style in self.chain(name):
            if found := number(style, "rPr", "sz"):
                return found
        return number(self.root, "docDefaults", "rPrDefault", "rPr", "sz") or _USUAL_SIZE

    def run_size(self, name: str | None) -> int | None:
        """Of a style of characters; None when it says nothing."""
        return next((found for style in self._own(name) if (found := number(style, "rPr", "sz"))), None)

    def bold(self, name: str | None) -> bool:
        return bool(self._asked("bold", name, self._bold))

    def _bold(self, name: str | None) -> bool:
        found = (switch(child(style, "rPr"), "b") for style in self.chain(name))
        return next((said for said in found if said is not None), False)

    def run_bold(self, name: str | None) -> bool | None:
        found = (switch(child(style, "rPr"), "b") for style in self._own(name))
        return next((said for said in found if said is not None), None)

    def head_row_shown(self, name: str | None) -> bool:
        """Whether a style of tables sets the first row apart from the others."""
        for style in self._own(name):
            for part in children(style, "tblStylePr"):
                if attribute(part, "type") == "firstRow":
                    return bool(switch(child(part, "rPr"), "b")) or child(part, "tcPr", "shd") is not None
        return False

    def _own(self, name: str | None) -> Iterator[Any]:
        return self.chain(name) if name in self.by_id else iter(())

    def _asked(self, what: str, name: str | None, find: Any) -> Any:
        key = (what, name)
        if key not in self._told:
            self._told[key] = find(name)
        return self._told[key]
