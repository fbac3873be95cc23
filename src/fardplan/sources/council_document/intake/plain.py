"""Text files: their letters, and their lines as an editor counts them."""

import re
from dataclasses import replace

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message

from ..lines import Line, split_lines
from .dense import with_paragraphs
from .markdown import is_markdown, without_marks
from .paper import Paper, printed
from .printed_columns import in_reading_order
from .refusals import MOST_LINES, refused, too_many_lines
from .typed import mended

_PLAIN_TEXT = message("Save the document as plain text (.txt, UTF-8).")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_CODECS = frozenset({"iso-8859-1", "iso-8859-15", "windows-1252", "macintosh", "utf-16", "latin1", "cp850"})


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with BOM, what a web page declares, else Windows-1252."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise refused(Sentence("this is a binary file; it has no text that can be read"), _PLAIN_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_declared(content) or "cp1252", errors="replace")


def _declared(content: bytes) -> str | None:
    found = _CHARSET.search(content[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    if name in {"iso-8859-1", "latin1"}:
        return "cp1252"  # as every browser reads it
    return name if name in _CODECS else None


def read_text(text: str) -> Paper:
    """The lines of a text; its pages where form feeds part them.

    Raises InputError when there are too many lines.
    """
    lines = split_lines(text)
    if len(lines) > MOST_LINES:
        raise too_many_lines(len(lines))
    lines = mended([replace(line, text=printed(line.text)) for line in lines])
    lines = in_reading_order(without_marks(lines) if is_markdown(lines) else with_paragraphs(lines))
    return Paper(tuple(lines), "text", *_paged(lines))


def _paged(lines: list[Line]) -> tuple[int | None, tuple[int, ...] | None]:
    page = 1
    pages = []
    for line in lines:
        page += line.new_page and line.number > 1
        pages.append(page)
    return (page, tuple(pages)) if page > 1 else (None, None)
