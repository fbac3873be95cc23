"""Cells of an Excel sheet where a formula has failed. The reader gives them as empty; this finds them."""

import io
import re
import zipfile

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

_SHEET = re.compile(r"<sheet\b[^>]*\br:id=[\"']([^\"']+)")
_LINK = re.compile(r"<Relationship\b[^>]*>")
_ID = re.compile(r"\bId=[\"']([^\"']+)")
_TARGET = re.compile(r"\bTarget=[\"']([^\"']+)")
_FAILED = re.compile(r"<c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]+\d+)[^>]*>.*?<v>([^<]*)", re.DOTALL)


def failed_formulas(content: bytes, number: int) -> tuple[str, ...]:
    """The failed cells of the sheet at place `number`, from 0, as `D4 #DIV/0!`.

    Only workbooks of the kind that newer Excel writes tell of them; others give none.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return ()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        path = _sheet_path(archive, number)
        sheet = archive.read(path).decode("utf-8", "replace") if path in archive.namelist() else ""
    return tuple(f"{place} {error}" for place, error in _FAILED.findall(sheet))


def _sheet_path(archive: zipfile.ZipFile, number: int) -> str:
    if not {_BOOK, _LINKS} <= set(archive.namelist()):
        return ""
    ids = _SHEET.findall(archive.read(_BOOK).decode("utf-8", "replace"))
    for link in _LINK.findall(archive.read(_LINKS).decode("utf-8", "replace")):
        name, target = _ID.search(link), _TARGET.search(link)
        if name and target and number < len(ids) and name[1] == ids[number]:
            return target[1].lstrip("/") if target[1].startswith("/") else f"xl/{target[1]}"
    return ""
