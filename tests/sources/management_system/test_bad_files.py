"""Files that are no export: each is refused whole, in Swedish, and says what can be done instead."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from fardplan.presentation.sentences import error_in
from fardplan.sources.management_system.reading import read_items
from fardplan.sources.management_system.table import read_export
from fardplan.vocabulary.errors import InputError
from tests.sources.management_system.exports import ROW_MAPPING, ROWS, as_csv, as_xlsx

AGAIN = "Exportera på nytt ur ledningssystemet, som Excel eller CSV."
SAVE = (
    "Öppna den i Excel eller LibreOffice och spara den igen som en vanlig arbetsbok (.xlsx), utan lösenord."
)
NOTHING = "Inget lästes in."
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def book(change: Callable[[Any], None]) -> bytes:
    """The export as a workbook, with something done to its sheet."""
    made = openpyxl.load_workbook(io.BytesIO(as_xlsx(ROWS)))
    change(made.active)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def formula(sheet: Any) -> None:
    sheet["E5"] = "=A1"


def failed(sheet: Any) -> None:
    sheet["E5"] = "#REF!"
    sheet["E5"].data_type = "e"


def unpacking_to_much() -> bytes:
    written = io.BytesIO(as_xlsx(ROWS))
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bild.bin", bytes(201 * 1024 * 1024))
    return written.getvalue()


def changed(line: int, column: int, text: str) -> list[list[str]]:
    rows = [list(row) for row in ROWS]
    rows[line - 1][column] = text
    return rows


LOCKED = "arbetsboken är skyddad med lösenord eller av det gamla slaget som slutar på .xls"


@pytest.mark.parametrize(
    ("name", "content", "where", "what", "instead"),
    [
        ("e.csv", b"", "", "tabellen är tom", AGAIN),
        ("e.csv", b"\r\n;;\r\n", "", "tabellen är tom", AGAIN),
        ("e.csv", bytes(range(256)), "", "filen är inte text", AGAIN),
        ("e.pdf", b"%PDF-1.7", "", "ingen rad i filen ser ut som rubriker", AGAIN),
        ("e.csv", as_csv(ROWS)[:-3] + b'"x', ":9", "det här är inte CSV: unexpected end of data", AGAIN),
        ("e.xls", OLD_OR_LOCKED, "", LOCKED, SAVE),
        ("e.xlsx", OLD_OR_LOCKED, "", LOCKED, SAVE),
        ("e.csv", OLD_OR_LOCKED, "", LOCKED, SAVE),
        ("e.xls", b"<html><table></table></html>", "", "filen är ingen Excel-arbetsbok", SAVE),
        ("e.xlsx", b"", "", "filen är ingen Excel-arbetsbok", SAVE),
        ("e.xlsx", as_xlsx(ROWS)[:2000], "", "arbetsboken är skadad och går inte att läsa", SAVE),
        ("e.xlsx", unpacking_to_much(), "", "arbetsboken packas upp till mer än 200 MB", SAVE),
        ("e.xlsx", book(formula), "", "bladet ”Sheet”, cell E5: ”=A1” är en formel", AGAIN),
        (
            "e.xlsx",
            book(failed),
            "",
            "bladet ”Sheet”, cell E5: ”#REF!” är vad en formel säger som har misslyckats",
            AGAIN,
        ),
        (
            "e.csv",
            as_csv([ROWS[0], *[ROWS[5]] * 50_001]),
            "",
            "filen har 50002 rader; högst 50000 läses",
            AGAIN,
        ),
        (
            "e.csv",
            b"a;b;c\r\n1;2;3",
            "",
            "exporten har ingen kolumn ”Nod-ID”",
            "Det finns: a, b, c.",
        ),
        (
            "e.csv",
            as_csv([*ROWS, ROWS[6]]),
            "",
            "Rad 10, kolumnen ”Nod-ID”: ”5”. En rad för varje post; den finns redan på rad 7.",
            None,
        ),
        (
            "e.csv",
            as_csv(changed(7, 6, "15 januari 2027")),
            "",
            "Rad 7, kolumnen ”Startdatum”: ”15 januari 2027”. Ett datum, som 2027-01-31.",
            None,
        ),
    ],
)
def test_a_bad_file_is_refused_whole(
    name: str, content: bytes, where: str, what: str, instead: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        read_items(read_export(content, name), ROW_MAPPING)
    lines = [f"{name}{where}: {what}", *([instead] if instead else []), NOTHING]
    assert error_in(caught.value, "sv").split("\n") == lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_however_it_is_written(encoding: str) -> None:
    read = read_items(read_export(as_csv(ROWS, encoding), "e.csv"), ROW_MAPPING)
    assert read == read_items(read_export(as_csv(ROWS), "e.csv"), ROW_MAPPING)
