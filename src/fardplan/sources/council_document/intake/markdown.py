"""Markdown, as programs make it of other files: its marks become looks, and its tables cells.

Line ends are kept: what is made of a PDF has the PDF's lines, and a paragraph of one line loses nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..lines import Cell, Line, Look

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})\s+(?P<text>\S.*?)(?:\s+#+)?\s*$")
_RULED = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$")
_COMMENT = re.compile(r"<!--.*?-->")
_FRONT = "---"
_LONGEST_FRONT = 40  # lines of what a program says of the file before its text
_FEWEST_HEADINGS = 2
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]*[^\s*_])\1(?![\w*])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PARTS = re.compile(r"(?<!\\)\|")


def is_markdown(lines: Sequence[Line]) -> bool:
    """Whether a text is written with marks: a ruled table, what a program wrote first, or headings with #."""
    texts = [line.text for line in lines]
    ruled = any(_RULED.match(text) and "|" in texts[at] for at, text in enumerate(texts[1:]))
    headings = sum(bool(_HEADING.match(text)) for text in texts)
    return ruled or _front(texts) > 0 or headings >= _FEWEST_HEADINGS


def without_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines as they are printed, numbered anew where a table's cells become lines of their own."""
    texts = [line.text for line in lines]
    found: list[Line] = [replace(line, text="") for line in lines[: _front(texts)]]
    at = len(found)
    tables = 0
    while at < len(lines):
        if "|" in texts[at] and at + 1 < len(texts) and _RULED.match(texts[at + 1]):
            end = next((row for row in range(at + 2, len(texts)) if "|" not in texts[row]), len(texts))
            found += _table([texts[at], *texts[at + 2 : end]], tables)
            tables, at = tables + 1, end
        else:
            found.append(_line(lines[at]))
            at += 1
    return [replace(line, number=number) for number, line in enumerate(found, start=1)]


def _front(texts: Sequence[str]) -> int:
    """How many lines at the beginning are what a program says of the file."""
    if not texts or texts[0].strip() != _FRONT:
        return 0
    ends = [at for at, text in enumerate(texts[1:_LONGEST_FRONT], start=1) if text.strip() == _FRONT]
    told = texts[1 : ends[0]] if ends else []
    return ends[0] + 1 if told and all(re.match(r"\s|[\w-]+:", text) for text in told) else 0


def _line(line: Line) -> Line:
    text = _COMMENT.sub("", line.text)
    heading = _HEADING.match(text)
    bold = bool(_BOLD.fullmatch(text.strip()))
    look = replace(line.look, heading=len(heading["marks"]) if heading else 0, bold=bold)
    return replace(line, text=_bare(heading["text"] if heading else text), look=look)


def _bare(text: str) -> str:
    """A text without the marks within it."""
    text = _BOLD.sub(r"\2", _LINK.sub(lambda link: link["text"], text))
    text = _SLANTED.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", _BREAK.sub(" ", text))


def _table(rows: Sequence[str], table: int) -> Iterator[Line]:
    """A line for every line of every cell; an empty line before and after the table."""
    yield Line(0, "")
    for row, text in enumerate(rows):
        for column, cell in enumerate(_PARTS.split(text.strip().removeprefix("|").removesuffix("|"))):
            look = Look(cell=Cell(table, row, column, head=row == 0))
            yield from (Line(0, _bare(part).strip(), look=look) for part in _BREAK.split(cell))
    yield Line(0, "")
