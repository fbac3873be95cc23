"""Opening a workbook that somebody sent: only a whole, ordinary one without programs in it is read."""

import io
import warnings
import zipfile
from typing import Any, NoReturn

import openpyxl

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.presentation.zips import BROKEN_ZIP
from fardplan.vocabulary.errors import InputError

LARGEST = 10 * 1024 * 1024
"""The largest file that is read, in bytes."""

LARGEST_UNPACKED = 200 * 1024 * 1024
"""The most that a file may unpack to: one that is small and holds more was made to fill the memory."""

MOST_ROWS, MOST_COLUMNS = 50_000, 400

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
PACKED = (b"PK", _OLD_OR_LOCKED)
"""How the content of workbooks begins, of today's kind and of the old one, whatever they are called."""
_PARTS = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_SAVE_AGAIN = message(
    "Open it in Excel or LibreOffice and save it again as an ordinary .xlsx workbook, without a password."
)


def open_workbook(content: bytes, name: str) -> Any:
    """The workbook, with its formulas as formulas. `name` is how the file is called in errors.

    Raises `InputError` for what is no `.xlsx` workbook, is damaged, protected by a password, too large, or
    has macros. The answer is the library's own workbook.
    """
    if len(content) > LARGEST:
        _refuse(
            name,
            Sentence("the file is {size} MB large", size=round(len(content) / 1024 / 1024)),
            Sentence("At most {most} MB are read.", most=LARGEST // 1024 // 1024),
        )
    if content.startswith(_OLD_OR_LOCKED):
        _refuse(
            name,
            Sentence("the workbook is protected by a password, or of the old kind that ends with .xls"),
            Sentence(_SAVE_AGAIN),
        )
    _check_parts(content, name)
    try:
        with warnings.catch_warnings():
            # The library warns of parts that it does not know; none of them is read.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except Exception as error:  # whatever the library stumbles on in a damaged file
        raise _damaged(name) from error
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            _refuse(
                name,
                Sentence(
                    "the sheet '{sheet}' reaches to row {rows} and column {columns}",
                    sheet=sheet.title,
                    rows=sheet.max_row,
                    columns=sheet.max_column,
                ),
                Sentence(
                    "At most {rows} rows and {columns} columns are read.",
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                ),
            )
    return book


def _check_parts(content: bytes, name: str) -> None:
    """Whether the file is a workbook, small enough unpacked, and without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if not names >= _PARTS:
                raise _foreign(name)
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                _refuse(
                    name,
                    Sentence(
                        "the workbook unpacks to more than {most} MB", most=LARGEST_UNPACKED // 1024 // 1024
                    ),
                    Sentence(_SAVE_AGAIN),
                )
            if any(part.lower().endswith(("vbaproject.bin", ".bin.vba")) for part in names) or (
                b"macroEnabled" in archive.read("[Content_Types].xml")
            ):
                _refuse(
                    name,
                    Sentence("the workbook has macros in it"),
                    Sentence("Save it as .xlsx without macros."),
                )
            if any(_declares_a_type(archive, part) for part in names if part.endswith((".xml", ".rels"))):
                raise _damaged(name)
    except (*BROKEN_ZIP, RuntimeError) as error:
        raise (_damaged(name) if content.startswith(b"PK") else _foreign(name)) from error


def _declares_a_type(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a part begins with a document type: no spreadsheet writes one, and it can be harmful."""
    with archive.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(2048)


def _foreign(name: str) -> InputError:
    return _refused(name, Sentence("the file is not an Excel workbook"), Sentence(_SAVE_AGAIN))


def _damaged(name: str) -> InputError:
    return _refused(name, Sentence("the workbook is damaged and cannot be read"), Sentence(_SAVE_AGAIN))


def _refused(name: str, what: Sentence, instead: Sentence) -> InputError:
    return InputError(what, where=name, instead=instead, outcome=Sentence("Nothing was loaded."))


def _refuse(name: str, what: Sentence, instead: Sentence) -> NoReturn:
    raise _refused(name, what, instead)
