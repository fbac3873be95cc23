"""The text of a document in its order: paragraphs, tables, boxes and notes as lines with looks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ...lines import Cell, Look
from ..marks import raised
from ..paper import Placed
from .numbering import Numbering
from .ooxml import attribute, child, children, local, number, switch, value
from .package import Package
from .paragraphs import Words, words_of
from .styles import Styles
from .tables import cells_of, only_cell

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(frozen=True, slots=True)
class Written:
    """A line with what is needed to see whether it looks like a heading."""

    placed: Placed
    size: int = 0
    first: bool = True


@dataclass(slots=True)
class Story:
    """Writes the lines of a document's parts."""

    package: Package
    styles: Styles
    numbering: Numbering
    written: list[Written] = field(default_factory=list)
    page: int = 1
    _tables: int = 0
    _opens: bool = False
    _notes: int = 0
    _sections: int = 0
    _waiting: list[tuple[str, str]] = field(default_factory=list)
    _carried: Words | None = None

    def tell(self, element: Any, cell: Cell | None = None, aside: bool = False) -> None:
        """Write what lies in a body, a cell, a box, a note, a head or a foot."""
        for block in _blocks(element):
            if local(block) == "p":
                self._paragraph(block, cell, aside)
            else:
                self._table(block, aside)
            if cell is None and not aside:
                self._tell_notes()

    def _paragraph(self, block: Any, cell: Cell | None, aside: bool) -> None:
        properties = child(block, "pPr")
        style = value(properties, "pStyle")
        words = words_of(block, self.styles, style, self._carried)
        self._carried = None
        if child(properties, "rPr", "del") is not None:
            self._carried = None if words.empty else words
            return
        self._open_page(properties, words)
        drawn = self.numbering.draw(properties, style)
        level = self._heading(properties, style) if cell is None else 0
        look = Look(
            heading=level,
            mark=drawn.mark if drawn else "",
            depth=drawn.depth if drawn and not level else 0,
            bold=words.bold,
            cell=cell,
            new_block=True,
        )
        self._lines(words, look, aside or self.styles.is_contents(style))
        self._waiting += words.notes
        for box in words.boxes:
            self.tell(box, aside=aside)

    def _lines(self, words: Words, look: Look, aside: bool) -> None:
        for at, text in enumerate(words.shown()):
            shown = look if at == 0 else replace(look, mark="", new_block=False)
            placed = Placed(text, shown, self._opens and at == 0, self.page, aside)
            self.written.append(Written(placed, words.size, at == 0))
            self._opens = False
        self._opens = self._opens or words.page_after
        self.page += words.rendered - words.rendered_before

    def _open_page(self, properties: Any, words: Words) -> None:
        self.page += words.rendered_before
        self._opens = self._opens or words.page_before or bool(switch(properties, "pageBreakBefore"))
        if child(properties, "sectPr") is not None:
            self._sections += 1
            words.page_after = words.page_after or self._next_section_on_page()

    def _next_section_on_page(self) -> bool:
        sections = list(self.package.document.iter("{*}sectPr"))
        following = sections[self._sections] if self._sections < len(sections) else None
        return value(following, "type") != "continuous"

    def _heading(self, properties: Any, style: str | None) -> int:
        level = number(properties, "outlineLvl")
        if level is not None:
            return level + 1 if 0 <= level < 9 else 0
        return self.styles.heading(style)

    def _table(self, block: Any, aside: bool) -> None:
        alone = only_cell(block)
        if alone is not None:
            self.tell(alone, aside=aside)
            return
        table, self._tables = self._tables, self._tables + 1
        for found in cells_of(block, self.styles):
            place = Cell(table, found.row, found.column, found.head, found.rows, found.columns)
            self.tell(found.element, place, aside)

    def _tell_notes(self) -> None:
        """The notes of what was written last, each with the raised figure that points at it."""
        waiting, self._waiting = self._waiting, []
        for kind, name in waiting:
            note = self._note(kind, name)
            if note is None:
                continue
            self._notes += 1
            start = len(self.written)
            self.tell(note, aside=True)
            if start < len(self.written):
                first = self.written[start]
                look = replace(first.placed.look, mark=raised(self._notes))
                self.written[start] = replace(first, placed=replace(first.placed, look=look))

    def _note(self, kind: str, name: str) -> Any:
        notes = self.package.parts.get(f"{kind}s")
        return next((one for one in children(notes, kind) if attribute(one, "id") == name), None)


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables, whatever they are wrapped in."""
    for block in element:
        name = local(block)
        if name in {"p", "tbl"}:
            yield block
        elif name in _WRAPPERS:
            yield from _blocks(block)
        elif name == "AlternateContent":
            chosen = child(block, "Choice")
            yield from _blocks(block if chosen is None else chosen)
