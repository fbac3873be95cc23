"""A workbook with spoilt bytes is read, or its damage is told: it never ends in an accident."""

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.workbooks.opening import open_workbook
from fardplan.vocabulary.errors import InputError


def _workbook() -> bytes:
    made = openpyxl.Workbook()
    for row in range(20):
        made.active.append([f"Aktivitet {row}", row])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


WHOLE = _workbook()
STREAMS = [
    (part.filename, part.header_offset + 30 + len(part.filename))
    for part in zipfile.ZipFile(io.BytesIO(WHOLE)).infolist()
]


@pytest.mark.parametrize(("part", "start"), STREAMS, ids=[part for part, _ in STREAMS])
def test_a_part_whose_packing_is_broken_is_told_as_damage(part: str, start: int) -> None:
    spoilt = bytearray(WHOLE)
    spoilt[start] = 0xFF  # a kind of block that there is none of
    with pytest.raises(InputError) as caught:
        open_workbook(bytes(spoilt), "plan.xlsx")
    assert (caught.value.where, caught.value.what) == (
        "plan.xlsx",
        "the workbook is damaged and cannot be read",
    )


SPOILT = st.dictionaries(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), min_size=1, max_size=4)


@given(places=SPOILT)
def test_spoilt_bytes_are_read_or_told(places: dict[int, int]) -> None:
    spoilt = bytearray(WHOLE)
    for place, byte in places.items():
        spoilt[place] = byte
    with suppress(InputError):
        assert open_workbook(bytes(spoilt), "plan.xlsx").worksheets is not None
