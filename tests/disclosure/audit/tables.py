"""Tables for the auditor's tests: by hand, drawn, and the slow twin that asks one programme for each end."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells, Mask

SHARE = 0.35


def dimension(name: str, **codes: str) -> Dimension:
    """Codes with their leaves, a letter each: `dimension("area", city="abc", a="a")`."""
    return Dimension(name, {("" if code == "all" else code): frozenset(held) for code, held in codes.items()})


def counted(
    dimensions: Sequence[Dimension], people: Mapping[CellKey, int], cells: Sequence[CellKey] | None = None
) -> LinkedCells:
    """The cells (all, or those named) of a register told as numbers of people by leaf."""
    cells = tuple(cells or product(*(item.codes for item in dimensions)))
    values = [
        sum(
            number
            for leaves, number in people.items()
            if all(
                leaf in item.codes[code] for leaf, code, item in zip(leaves, cell, dimensions, strict=True)
            )
        )
        for cell in cells
    ]
    return LinkedCells(tuple(dimensions), cells, np.array(values, dtype=np.int64))


def slow(cells: LinkedCells, shown: Mask, asked: Mask | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The twin: a combination of leaves an unknown, a shown cell an equation, two programmes a cell."""
    leaves = list(product(*(item.leaves for item in cells.dimensions)))
    inside = np.array(
        [
            [
                all(
                    leaf in item.codes[code]
                    for leaf, code, item in zip(one, cell, cells.dimensions, strict=True)
                )
                for one in leaves
            ]
            for cell in cells.cells
        ],
        dtype=float,
    )
    targets = inside if asked is None else inside[asked]
    return slow_bounds(targets, inside[shown], cells.values[shown])


def slow_bounds(
    targets: np.ndarray, equations: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    ends = np.empty((2, len(targets)))
    for row, target in enumerate(targets):
        for end, sign in ((0, 1), (1, -1)):
            answer = linprog(
                sign * target,
                A_eq=equations if len(equations) else None,
                b_eq=right if len(right) else None,
                bounds=(0, None),
            )
            assert answer.status in (0, 3), answer.message
            ends[end, row] = sign * answer.fun if answer.status == 0 else sign * -np.inf
    return ends[0], ends[1]


LEAVES = "abcd"


@st.composite
def dimensions(draw: st.DrawFn, name: str) -> Dimension:
    """A code for all, one for each leaf or some, and now and then codes that overlap or are left out."""
    leaves = LEAVES[: draw(st.integers(2, 4 if name == "area" else 3))]
    codes = {"": frozenset(leaves)} if draw(st.booleans()) or name == "area" else {}
    codes |= {leaf: frozenset(leaf) for leaf in leaves if draw(st.integers(0, 4))}
    for number in range(draw(st.integers(0, 2))):
        held = draw(st.sets(st.sampled_from(leaves), min_size=1))
        codes[f"u{number}"] = frozenset(held)
    return Dimension(name, codes or {"": frozenset(leaves)})


@st.composite
def tables(draw: st.DrawFn) -> tuple[LinkedCells, Mask]:
    """A register of up to three dimensions, some or all of its cells, and which of them are shown."""
    names = ("area", "sex", "origin")[: draw(st.integers(1, 3))]
    drawn = [draw(dimensions(name)) for name in names]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    places = list(product(*(item.leaves for item in drawn)))
    people = {place: int(rng.integers(0, 9) * rng.integers(0, 2)) for place in places}
    every = list(product(*(item.codes for item in drawn)))
    kept = every
    if len(names) == 3 and draw(st.booleans()):  # tables of two at a time, or a margin short of a ring
        kept = [cell for cell in every if "" in cell] or every
    elif draw(st.booleans()):
        kept = [cell for cell in every if rng.random() < 0.8] or every
    shown = rng.random(len(kept)) > draw(st.sampled_from((0.0, 0.1, SHARE, 0.6)))
    return counted(drawn, people, kept), shown
