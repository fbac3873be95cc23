"""Where things stand in the workbook of a form: for who writes it and who reads it back."""

import hashlib
from typing import Any

from fardplan.boards.forms import Form

VERSION = 1
"""The layout's own number: a workbook of another one is not read."""

HIDDEN, LISTS = "_fardplan", "_val"
"""The sheets that people do not see: what the form was when it was taken away, and its lists of answers."""

MARK = "Färdplan"
TITLE_ROW, INTRO_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 4, 5
ID_COLUMN, FIRST_COLUMN = 1, 2
"""The ids stand in the first column, which is hidden."""

CHUNK = 30_000
"""So many characters of the hidden text stand in one cell, which holds 32,767."""


def checksum_of(payload: str) -> str:
    """The SHA-256 by which the hidden text is known to be whole."""
    return hashlib.sha256(f"{VERSION}\n{payload}".encode()).hexdigest()


def payload_of(form: Form) -> str:
    return form.model_dump_json()


def chunks(payload: str) -> list[str]:
    """The hidden text in pieces that each begin with a sign no spreadsheet takes for a formula."""
    return [f"|{payload[start : start + CHUNK]}" for start in range(0, len(payload), CHUNK)]


def joined_chunks(cells: list[Any]) -> str:
    return "".join(cell.removeprefix("|") for cell in cells if isinstance(cell, str))


def column_of(position: int) -> int:
    """The column of the sheet, from 1, of the field at a position from 0."""
    return FIRST_COLUMN + position
