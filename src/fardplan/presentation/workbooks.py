"""What every workbook needs: text that stays text, names that Excel takes, the same bytes each time."""

import io
import re
from datetime import date
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from fardplan.presentation.zips import stilled

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with when a spreadsheet may take it for a formula."""

LONGEST_CELL = 32_767
"""What a cell of an Excel sheet holds at most, in characters."""

LONGEST_NAME = 31
_CORE = "docProps/core.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def sheet_title(text: str) -> str:
    """A name that Excel allows for a sheet: at most 31 characters, without those it reserves."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in text).strip().strip("'")
    return " ".join(kept.split())[:LONGEST_NAME].strip() or "Lista"


def cell_text(text: str) -> str:
    """A text as a cell can hold it: without control characters, cut where it is longer than a cell."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return clean if len(clean) <= LONGEST_CELL else f"{clean[: LONGEST_CELL - 1]}…"


def as_text(cell: Any, text: str) -> None:
    """Put a text in a cell as text, whatever it begins with, also when it is typed over later."""
    # Excel reads _x0041_ as A; the library would take a text that begins with = for a formula, so that its
    # kind is set by hand.
    cell.value = _ESCAPED.sub("_x005F_", cell_text(text))
    cell.data_type = "s"
    if text.startswith(RISKY):
        cell.quotePrefix = True


def workbook_bytes(book: Workbook, day: date) -> bytes:
    """The workbook as a file that was made on a day, whenever it is written."""
    written = io.BytesIO()
    book.save(written)
    content = written.getvalue()
    when = f"{day.isoformat()}T00:00:00Z".encode()
    return stilled(content, {_CORE: _TIME.sub(rb"\g<1>" + when + rb"\g<2>", _part(content))})


def _part(content: bytes) -> bytes:
    with ZipFile(io.BytesIO(content)) as package:
        return package.read(_CORE)
