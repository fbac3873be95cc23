"""A paragraph's words: what is shown of its runs, fields, links and tracked changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..paper import printed
from .ooxml import attribute, child, local, number, switch, value
from .styles import Styles

_ROOM_OF_TAB = "    "
_SIGNS = {"tab": _ROOM_OF_TAB, "ptab": _ROOM_OF_TAB, "noBreakHyphen": "-", "cr": "\n", "softHyphen": ""}


@dataclass(slots=True)
class Words:
    """What a paragraph shows: its lines, how they look, and what hangs on it."""

    lines: list[str] = field(default_factory=lambda: [""])
    sizes: dict[int, int] = field(default_factory=dict)
    plain: int = 0  # letters that are not bold
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    page_before: bool = False
    page_after: bool = False
    rendered_before: int = 0
    rendered: int = 0

    @property
    def bold(self) -> bool:
        return not self.plain

    @property
    def size(self) -> int:
        """The size of most of its letters, in half points; 0 when there are none."""
        return max(self.sizes, key=lambda size: self.sizes[size], default=0)

    @property
    def empty(self) -> bool:
        return not any(line.strip() for line in self.lines)

    def add(self, text: str, size: int, bold: bool) -> None:
        first, *rest = text.split("\n")
        self.lines[-1] += first
        self.lines += rest
        count = sum(not sign.isspace() for sign in text)
        if count:
            self.sizes[size] = self.sizes.get(size, 0) + count
            self.plain += 0 if bold else count

    def shown(self) -> list[str]:
        return [printed(line).rstrip() for line in self.lines if line.strip()]


def words_of(paragraph: Any, styles: Styles, style: str | None, words: Words | None = None) -> Words:
    """The words of a paragraph; after those of the one before it when its end was deleted."""
    words = words or Words()
    size, bold = styles.size(style), styles.bold(style)
    for part in _parts(paragraph):
        if local(part) == "r":
            _run(part, styles, words, size, bold)
        else:  # a letter of a formula
            words.add(part.text or "", size, bold)
    return words


def _parts(element: Any) -> Iterator[Any]:
    """Runs and letters of formulas, whatever they are wrapped in; nothing of what was deleted."""
    for part in element:
        name = local(part)
        if name == "r":
            yield part
            if not part.tag.startswith("{http://schemas.openxmlformats.org/wordprocessingml"):
                yield from (one for one in part if local(one) == "t")
        elif name == "AlternateContent":
            yield from _parts(_chosen(part))
        elif name not in {"del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText"}:
            yield from _parts(part)


def _chosen(element: Any) -> Any:
    found = child(element, "Choice")
    found = child(element, "Fallback") if found is None else found
    return element if found is None else found


def _run(run: Any, styles: Styles, words: Words, size: int, bold: bool) -> None:
    look = child(run, "rPr")
    if switch(look, "vanish") or switch(look, "webHidden"):
        return
    style = value(look, "rStyle")
    size = number(look, "sz") or styles.run_size(style) or size
    said = switch(look, "b")
    said = styles.run_bold(style) if said is None else said
    _fill(run, words, size, bold if said is None else said)


def _fill(run: Any, words: Words, size: int, bold: bool) -> None:
    for part in run:
        name = local(part)
        if name == "t":
            words.add((part.text or "").replace("\n", " "), size, bold)
        elif name in _SIGNS:
            words.add(_SIGNS[name], size, bold)
        elif name == "br":
            _break(part, words, size, bold)
        elif name == "sym":
            words.add("•" if words.empty else "", size, bold)
        elif name == "lastRenderedPageBreak":
            words.rendered_before += words.empty
            words.rendered += 1
        elif name in {"footnoteReference", "endnoteReference"}:
            words.notes.append((name.removesuffix("Reference"), attribute(part, "id") or ""))
        elif name == "AlternateContent":
            _fill(_chosen(part), words, size, bold)
        elif name in {"drawing", "pict", "object"}:
            words.boxes += [box for box in part.iter("{*}txbxContent") if not _inside_box(box, part)]


def _inside_box(box: Any, outer: Any) -> bool:
    for parent in box.iterancestors():
        if parent is outer:
            return False
        if local(parent) in {"txbxContent", "Fallback"}:
            return True
    return False


def _break(part: Any, words: Words, size: int, bold: bool) -> None:
    kind = attribute(part, "type")
    if kind == "page":
        words.page_before = words.page_before or words.empty
        words.page_after = not words.empty
    words.add("\n", size, bold)
