"""A group's number holds its fields and gives each back."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fardplan.engines.packing import Packing

fields = st.lists(st.integers(1, 40), min_size=1, max_size=8)


@given(fields, st.data())
def test_what_is_packed_comes_out_again(sizes: list[int], data: st.DataObject) -> None:
    packing = Packing()
    signature = packing.flags("flags", 7)
    made = [packing.field(str(place), range(size), pl.Int64) for place, size in enumerate(sizes)]
    packed = [field for field in made if field]
    choices = st.tuples(*(st.none() | st.integers(0, len(field.values or ()) - 1) for field in packed))
    rows = data.draw(st.lists(st.tuples(st.integers(0, 127), choices), max_size=10))
    keys = [
        (bits << signature.shift)
        + sum(field.code(place) for field, place in zip(packed, places, strict=True) if place is not None)
        for bits, places in rows
    ]
    found = pl.DataFrame(packing.unpacked(pl.Series(keys, dtype=pl.Int64)))
    assert found.rows() == [(bits, *places) for bits, places in rows]


def test_a_field_that_does_not_fit_is_left_out() -> None:
    packing = Packing()
    packing.flags("flags", 60)
    assert packing.field("three", range(3), pl.Int64) is not None
    assert packing.field("one more", range(1), pl.Int64) is None
    assert not packing.narrow


def test_small_numbers_are_narrow() -> None:
    packing = Packing()
    packing.flags("flags", 28)
    assert packing.field("three", range(3), pl.Int64) is not None
    assert packing.dtype == "int32"
    packing.flags("another", 1)
    assert packing.dtype == "int64"
