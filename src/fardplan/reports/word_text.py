"""What stands in a Word file, paragraph by paragraph, as somebody reads it who has accepted all changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_GONE = frozenset(map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:rPr")))
"""What is not read: what a change has taken out, and what stands in a box of its own."""
_AS_TEXT = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    qn("w:softHyphen"): "\N{SOFT HYPHEN}",
    qn("w:sym"): "\N{REPLACEMENT CHARACTER}",
}
_LEFT_BEHIND = frozenset(
    map(
        qn,
        ("w:drawing", "w:pict", "w:object", "w:tbl", "w:footnoteReference", "w:endnoteReference", "m:oMath"),
    )
)
"""What text cannot hold."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same once more, for old programs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's element with its words; `row` is the number of the table's row that it stands in."""

    element: Any
    text: str
    row: int | None = None


def lines_of(element: Any, fields: frozenset[Any] = frozenset()) -> Iterator[Line]:
    """The paragraphs within an element in reading order, but for those in some of its `fields`.

    A paragraph whose end was taken out runs on into the next.
    """
    held = ""
    for paragraph, row in _paragraphs(element, fields, None):
        words = held + text_of(paragraph)
        if _end_is_gone(paragraph):
            held = words
        else:
            yield Line(paragraph, words, row)
            held = ""
    if held:
        yield Line(paragraph, held, row)


def text_of(paragraph: Any) -> str:
    return "".join(_words(paragraph))


def left_behind(element: Any) -> bool:
    """Whether an element holds pictures, tables, formulas or notes, of which the words alone are read."""
    return any(found.tag in _LEFT_BEHIND for found in _read(element))


def own_fields(body: Any) -> Iterator[tuple[Any, str]]:
    """Every field that holds an own text, with its tag, in reading order; none within another."""
    for field in body.iter(qn("w:sdt")):
        tag = tag_in(field)
        if tag and not any(above.tag == qn("w:sdt") and tag_in(above) for above in field.iterancestors()):
            yield field, tag


def tag_in(field: Any) -> str | None:
    """The tag of an own text's field. LibreOffice keeps no tag, but the name of the gallery."""
    properties = field.find(qn("w:sdtPr"))
    if properties is None:
        return None
    for name in (qn("w:tag"), f"{qn('w:docPartObj')}/{qn('w:docPartGallery')}"):
        found = properties.find(name)
        if found is not None and found.get(qn("w:val"), "").startswith("own:"):
            return str(found.get(qn("w:val")))
    return None


def _paragraphs(element: Any, fields: frozenset[Any], row: int | None) -> Iterator[tuple[Any, int | None]]:
    for child in element:
        if child in fields or child.tag in _GONE:
            continue
        if child.tag == qn("w:p"):
            yield child, row
        elif child.tag == qn("w:tr"):
            if child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield from _paragraphs(child, fields, id(child))
        else:
            yield from _paragraphs(child, fields, row)


def _read(element: Any) -> Iterator[Any]:
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _GONE:
            yield child
            if child.tag != _FALLBACK:
                yield from _read(child)


def _words(element: Any) -> Iterator[str]:
    for child in _read(element):
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _AS_TEXT and (child.tag != qn("w:br") or child.get(qn("w:type")) is None):
            yield _AS_TEXT[child.tag]


def _end_is_gone(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def as_text(lines: Iterable[Line], signs: Any) -> Iterator[str]:
    """Paragraphs as somebody would type them: signs before those of lists, a row of a table as one."""
    row: int | None = None
    cells: list[str] = []
    for line in lines:
        if line.row is None or line.row != row:
            if cells:
                yield "\t".join(cells)
            cells = []
        row = line.row
        words = signs.of(line.element) + line.text if line.text.strip() else line.text
        if line.row is None:
            yield words
        else:
            cells.append(words)
    if cells:
        yield "\t".join(cells)
