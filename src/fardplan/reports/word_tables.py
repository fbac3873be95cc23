"""A table in a Word file: it can be heard, its head comes again on each page, and no row is cut in two.

It is written as a whole: a table of three hundred rows takes a tenth of the time that its cells take one by
one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

_TOGETHER, _KEPT = 3, "<w:keepNext/>"
"""How many of the first rows stay on the page of the table's title."""
_UNDERLINED = '<w:u w:val="single"/>'
_LONG, _SIGN = 60, 115
"""Of how many signs a text counts as long, and how wide one of nine points is, in twentieths of a point."""
_BREAKS = {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a table's words stand: `plain` where the city's own style says; else their size in half points.

    `between` is the room above and below them, in twentieths of a point.
    """

    plain: bool = False
    size: int = 18
    between: int = 40


def table(
    block: Mapping[str, Any], width: Length, style: str | None, *, size: int = 18, between: int = 40
) -> Any:
    """The table's element. `style` is the id of the city's table style, None for hairlines of our own."""
    look = Look(style is not None, size, between)
    header: Sequence[str] = block["header"]
    rows = [header, *block["rows"]]
    numeric, new = frozenset(block["numeric"]), frozenset((row + 1, column) for row, column in block["new"])
    made = [_row(cells, at, numeric, new, look) for at, cells in enumerate(rows)]
    return parse_xml(
        f"<w:tbl {nsdecls('w')}>{_properties(block, style)}{_grid(rows, width.twips, _SIGN * size / 18)}"
        + "".join(made[:-1])
        + made[-1].replace(_KEPT, "")  # else the table would keep what comes after it on its page
        + "</w:tbl>"
    )


def _properties(block: Mapping[str, Any], style: str | None) -> str:
    """What a screen reader says of the table, and that its first row and column are headings."""
    named = f"<w:tblStyle w:val={quoteattr(style)}/>" if style else ""
    notes = " ".join(block["notes"])
    return (
        f'<w:tblPr>{named}<w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1" w:val="06A0"/>'
        + (f"<w:tblCaption w:val={quoteattr(block['title'])}/>" if block["title"] else "")
        + (f"<w:tblDescription w:val={quoteattr(notes)}/>" if notes else "")
        + "</w:tblPr>"
    )


def _grid(rows: Sequence[Sequence[str]], width: int, sign: float) -> str:
    """Each column has room for its longest word, and what is left goes to those with the longest texts."""
    columns = list(zip(*rows, strict=True))
    words = [
        max(len(word) for cell in cells for word in re.split(r"[ \n\t]+", cell)) + 3 for cells in columns
    ]
    texts = [
        max(longest, min(_LONG, max(map(len, cells)))) for longest, cells in zip(words, columns, strict=True)
    ]
    left = max(width // sign - sum(words), 0)
    more = sum(texts) - sum(words)
    wants = [
        most if left >= more else least + left * (most - least) / more
        for least, most in zip(words, texts, strict=True)
    ]
    shares = [int(width * want / sum(wants)) for want in wants]
    shares[0] += width - sum(shares)
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{one}"/>' for one in shares) + "</w:tblGrid>"


def _row(
    cells: Iterable[str],
    at: int,
    numeric: Collection[int],
    new: Collection[tuple[int, int]],
    look: Look,
) -> str:
    heads = "<w:tblHeader/>" if at == 0 else ""
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{heads}</w:trPr>"
        + "".join(
            _cell(words, at, look, right=column in numeric, new=(at, column) in new)
            for column, words in enumerate(cells)
        )
        + "</w:tr>"
    )


def _cell(words: str, at: int, look: Look, *, right: bool, new: bool) -> str:
    line = 'w:sz="8" w:color="56606C"' if at == 0 else 'w:sz="4" w:color="C9D0D8"'
    border = "" if look.plain else f'<w:tcBorders><w:bottom w:val="single" {line} w:space="0"/></w:tcBorders>'
    side = '<w:jc w:val="right"/>' if right else ""
    own = "" if look.plain else f'{"<w:b/>" if at == 0 else ""}<w:sz w:val="{look.size}"/>'
    looks = own + (_UNDERLINED if new else "")
    run = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return (
        f"<w:tc><w:tcPr>{border}</w:tcPr><w:p><w:pPr>{_KEPT if at < _TOGETHER else ''}"
        f'<w:spacing w:before="{look.between}" w:after="{look.between}"/>{side}'
        f"</w:pPr><w:r>{run}{''.join(_pieces(words))}</w:r></w:p></w:tc>"
    )


def _pieces(words: str) -> Iterator[str]:
    """A cell's words, with what breaks lines as Word has it."""
    start = 0
    for at, sign in enumerate(words):
        if sign in _BREAKS:
            yield from _piece(words[start:at])
            yield _BREAKS[sign]
            start = at + 1
    yield from _piece(words[start:])


def _piece(words: str) -> Iterator[str]:
    if words:
        yield f'<w:t xml:space="preserve">{escape(words)}</w:t>'
