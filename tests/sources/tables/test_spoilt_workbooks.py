"""A workbook with spoilt bytes gives the very rows it was saved with, or is refused: never others."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.tables.raw import raw_table
from fardplan.vocabulary.errors import InputError

FILE = Path("folkmangd.xlsx")


def _workbook() -> bytes:
    made = openpyxl.Workbook()
    for row in range(20):
        made.active.append([f"Område {row}", row * 137])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


WHOLE = _workbook()
ROWS = raw_table(FILE, WHOLE).rows
STREAMS = [
    (part.filename, part.header_offset + 30 + len(part.filename))
    for part in zipfile.ZipFile(io.BytesIO(WHOLE)).infolist()
]
DAMAGED = (
    "folkmangd.xlsx: the workbook is damaged and cannot be read\n"
    "Open it and save it again as .xlsx, without a password.\n"
    "Nothing was loaded."
)


def test_the_whole_one_is_read():
    assert tuple((f"Område {row}", str(row * 137)) for row in range(20)) == ROWS


@pytest.mark.parametrize(("part", "start"), STREAMS, ids=[part for part, _ in STREAMS])
def test_a_part_whose_packing_is_broken_is_told_as_damage(part, start):
    spoilt = bytearray(WHOLE)
    spoilt[start] = 0xFF  # a kind of block that there is none of
    with pytest.raises(InputError) as caught:
        raw_table(FILE, bytes(spoilt))
    assert str(caught.value) == DAMAGED


@given(places=st.dictionaries(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), min_size=1, max_size=4))
def test_spoilt_bytes_never_give_other_rows(places):
    spoilt = bytearray(WHOLE)
    for place, byte in places.items():
        spoilt[place] = byte
    try:
        rows = raw_table(FILE, bytes(spoilt)).rows
    except InputError:
        return
    assert rows == ROWS


def test_a_workbook_without_sheets_is_told():
    empty = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(empty, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/workbook.xml":
                start, end = text.index(b"<sheets>"), text.index(b"</sheets>")
                text = text[:start] + b"<sheets>" + text[end:]
            new.writestr(part, text)
    with pytest.raises(InputError) as caught:
        raw_table(FILE, empty.getvalue())
    assert str(caught.value).splitlines()[0] == "folkmangd.xlsx: the workbook has no sheets"
