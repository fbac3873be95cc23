"""Small linked tables, drawn by Hypothesis, with what may not be told of them."""

import numpy as np
from hypothesis import strategies as st

from fardplan.disclosure.tables import Dimension, LinkedCells, Needs


def _code_sets(leaves: str) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    whole = frozenset(leaves)
    return st.lists(
        st.sets(st.sampled_from(sorted(leaves)), min_size=1).map(frozenset),
        min_size=1,
        max_size=4,
        unique=True,
    ).map(lambda sets: {"".join(sorted(chosen)): chosen for chosen in [*sets, whole]})


@st.composite
def linked_cells(draw: st.DrawFn, most: int = 14, known: bool = False) -> LinkedCells:
    """Up to `most` cells over one to three dimensions, with codes that nest or overlap as it happens."""
    codes = [
        draw(_code_sets(leaves))
        for leaves in draw(st.sampled_from([("abc",), ("abc", "xy"), ("ab", "xy", "mn")]))
    ]
    dimensions = tuple(Dimension(f"d{place}", one) for place, one in enumerate(codes))
    cells = draw(
        st.lists(
            st.tuples(*(st.sampled_from(sorted(one)) for one in codes)),
            min_size=1,
            max_size=most,
            unique=True,
        )
    )
    shape = tuple(len(dimension.leaves) for dimension in dimensions)
    size = int(np.prod(shape))
    people = np.array(draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))).reshape(shape)
    values = [
        people[
            np.ix_(
                *(
                    [leaf in dimension.codes[code] for leaf in dimension.leaves]
                    for dimension, code in zip(dimensions, cell, strict=True)
                )
            )
        ].sum()
        for cell in cells
    ]
    told = (
        draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
        if known
        else [False] * len(cells)
    )
    return LinkedCells(
        dimensions, tuple(cells), np.array(values, dtype=np.int64), np.array(told, dtype=np.bool_)
    )


def small_counts(cells: LinkedCells, minimum: int = 5) -> Needs:
    """The usual rule: from 1 to `minimum` - 1 is sensitive, unless it is known."""
    sensitive = (cells.values > 0) & (cells.values < minimum) & ~cells.known
    return Needs(sensitive, np.where(sensitive, 1, cells.values), np.where(sensitive, minimum, cells.values))


@st.composite
def needs_of(draw: st.DrawFn, cells: LinkedCells) -> Needs:
    """Any cells sensitive, empty ones too, with any interval around the value."""
    count = len(cells.cells)
    below = np.array(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)), dtype=np.int64)
    above = np.array(draw(st.lists(st.integers(0, 5), min_size=count, max_size=count)), dtype=np.int64)
    lower, upper = np.maximum(cells.values - below, 0), cells.values + above
    asked = np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    return Needs(asked & (lower < upper) & ~cells.known, lower, upper)
