"""Cutting a selection into parts, beside trying every way to do it."""

from itertools import product
from math import ceil, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.pxweb.splitting import fewest, parts_of
from fardplan.vocabulary.errors import InputError


def fewest_by_trying(sizes: list[int], limit: int) -> int:
    """Every length of the pieces of every variable."""
    return min(
        prod(ceil(size / length) for size, length in zip(sizes, lengths, strict=True))
        for lengths in product(*(range(1, size + 1) for size in sizes))
        if prod(lengths) <= limit
    )


@pytest.mark.parametrize(
    ("sizes", "limit", "counts"),
    [
        ((312, 134, 3, 1, 16), 150_000, (14, 1, 1, 1, 1)),  # a table of Statistics Sweden: 2,006,784 cells
        ((6160, 101, 3, 20, 15), 2000, (308, 101, 3, 1, 3)),
        ((3, 3), 2, (2, 3)),
        ((5,), 5, (1,)),
        ((), 1, ()),
    ],
)
def test_known_cuts(sizes: tuple[int, ...], limit: int, counts: tuple[int, ...]) -> None:
    assert fewest(sizes, limit) == counts


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(1, 200))
def test_no_other_even_cut_has_fewer_parts(sizes: list[int], limit: int) -> None:
    counts = fewest(sizes, limit)
    assert prod(counts) == fewest_by_trying(sizes, limit)
    assert prod(ceil(size / count) for size, count in zip(sizes, counts, strict=True)) <= limit


@given(st.lists(st.integers(1, 7), max_size=4), st.integers(1, 100))
def test_every_cell_is_in_one_part_and_no_part_too_large(sizes: list[int], limit: int) -> None:
    codes = [tuple(f"{at}.{number}" for number in range(size)) for at, size in enumerate(sizes)]
    parts = list(parts_of(codes, limit))
    cells = [cell for part in parts for cell in product(*part)]
    assert sorted(cells) == sorted(product(*codes))
    assert max(prod(map(len, part)) for part in parts) <= limit
    assert len(parts) >= ceil(prod(sizes) / limit)


def test_a_source_that_gives_nothing_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="gives 0 cells at most"):
        list(parts_of([("a",)], 0))
