"""From a tree of elements to lines: headings, paragraphs, lists and what is drawn before them."""

import re
from dataclasses import replace
from typing import Any

from ..marks import BULLET, letters_as_web, roman
from .main_content import is_aside
from .tables import Grid, grid_of, is_layout
from .writing import Within, Writer

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "details",
        "dialog",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ol", "ul", "menu"})
_NOTE = re.compile(r"\[?(?:\d{1,3}|\*{1,3}|[a-z])\]?")
_CONTENTS = re.compile(
    r"(?:innehåll(?:sförteckning)?(?: på sidan)?|på (?:den här )?sidan|hitta på sidan|genvägar)\W*",
    re.IGNORECASE,
)


def walk(element: Any, writer: Writer, within: Within) -> None:
    """Write the lines of an element and of what lies in it."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "br":
        writer.line_break()
    elif tag == "table" and not is_layout(element):
        _write_table(element, writer, within)
    elif tag in _LISTS:
        _write_list(element, writer, within)
    elif tag == "dl":
        _write_pairs(element, writer, within)
    elif tag == "sup" and _is_note_mark(element, writer.last):
        return
    elif tag in _BLOCKS:
        writer.begin()
        _write_inside(element, writer, _of_block(element, tag, within))
        writer.end()
    elif tag:
        bold = within.bold or tag in _BOLD or _bold_by_style(element)
        _write_inside(element, writer, replace(within, bold=bold))


def _write_inside(element: Any, writer: Writer, within: Within) -> None:
    writer.words(element.text, within)
    for child in element:
        walk(child, writer, within)
        writer.words(child.tail, within)


def _of_block(element: Any, tag: str, within: Within) -> Within:
    within = replace(within, aside=True) if is_aside(element) else within
    if re.fullmatch(r"h[1-6]", tag):
        within = replace(within, heading=int(tag[1]))
        return replace(within, aside=True) if _CONTENTS.fullmatch(_words(element)) else within
    if tag == "pre":
        return replace(within, kept_spaces=True)
    return replace(within, bold=True) if _bold_by_style(element) else within


def _bold_by_style(element: Any) -> bool:
    style = str(element.get("style", "")).replace(" ", "").lower()
    return "font-weight:bold" in style or "font-weight:700" in style


def _is_note_mark(element: Any, before: str) -> bool:
    """Whether a raised text points at a note; a square metre has its figure raised too."""
    if not _NOTE.fullmatch(_words(element)):
        return False
    return element.find(".//a") is not None or before in {".", ",", ";", ":", "!", "?", ")", "”", '"'}


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _write_list(element: Any, writer: Writer, within: Within) -> None:
    aside = within.aside or is_aside(element) or _is_contents(element)
    inner = replace(within, depth=within.depth + 1, heading=0, aside=aside)
    number, step = _first_number(element)
    writer.begin()
    for item in element:
        if item.tag != "li":
            walk(item, writer, inner)
            continue
        number = _whole(item.get("value"), number)
        writer.begin(BULLET if element.tag != "ol" else f"{_drawn(number, element.get('type'))}.")
        _write_inside(item, writer, replace(inner, aside=inner.aside or is_aside(item)))
        writer.drop_mark()
        number += step
    writer.end()


def _first_number(element: Any) -> tuple[int, int]:
    if element.get("reversed") is None:
        return _whole(element.get("start"), 1), 1
    return _whole(element.get("start"), sum(child.tag == "li" for child in element)), -1


def _whole(text: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(found[1]) if found else otherwise


def _drawn(number: int, kind: str | None) -> str:
    if kind in {"a", "A"}:
        drawn = letters_as_web(number)
    elif kind in {"i", "I"}:
        drawn = roman(number)
    else:
        return str(number)
    return drawn.upper() if kind in {"A", "I"} else drawn


def _is_contents(element: Any) -> bool:
    """Whether a list is nothing but ways to places on the same page."""
    links = [link for link in element.iter("a") if link.get("href")]
    if len(links) < 2 or not all(re.match(r"#.", str(link.get("href"))) for link in links):
        return False
    return sum(len(_words(link)) for link in links) >= 0.9 * len(_words(element))


def _write_pairs(element: Any, writer: Writer, within: Within) -> None:
    """A list of terms with what they mean, as a table of two columns."""
    pairs = [
        child for child in element.iter("dt", "dd") if next(child.iterancestors("dl", "dt", "dd")) is element
    ]
    table, writer.tables = writer.tables, writer.tables + 1
    row = -1
    before = "dd"
    for child in pairs:
        row += child.tag == "dt" and before == "dd"
        before = child.tag
        grid = Grid(table, within)
        writer.begin()
        _write_inside(child, writer, grid.at(max(row, 0), int(child.tag == "dd")))
        writer.end()


def _write_table(element: Any, writer: Writer, within: Within) -> None:
    writer.begin()
    for caption in element.findall("caption"):
        walk(caption, writer, within)
    table, writer.tables = writer.tables, writer.tables + 1
    grid = Grid(table, within)
    for cell in grid_of(element):
        writer.begin()
        inner = grid.at(cell.row, cell.column, cell.head, cell.rows, cell.columns)
        bold = inner.bold or cell.element.tag == "th"
        _write_inside(cell.element, writer, replace(inner, bold=bold))
        writer.end()
        writer.drop_mark()
