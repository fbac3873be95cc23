"""Small linked cells for tests, written out: areas, sexes and what an indicator counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells

AREAS = Dimension(
    "area",
    {
        "0180": frozenset({"a", "b", "c", "0"}),
        "norr": frozenset({"a", "b"}),
        "soder": frozenset({"c"}),
        "0180-delar": frozenset({"0"}),
    },
)
EVERYBODY = Dimension("sex", {"": frozenset({"K", "M"}), "K": frozenset({"K"}), "M": frozenset({"M"})})
COUNTED = Dimension(
    "counted",
    {
        "uvas.population": frozenset({"yes", "no"}),
        "uvas.numerator": frozenset({"yes"}),
        "uvas.rest": frozenset({"no"}),
    },
)


def cells_of(values: Mapping[Any, int], *dimensions: Dimension, known: Sequence[CellKey] = ()) -> LinkedCells:
    """The cells that are written out, in their order."""
    return LinkedCells(
        tuple(dimensions),
        tuple(values),
        np.array([*values.values()], dtype=np.int64),
        np.array([cell in known for cell in values], dtype=np.bool_),
    )


def share_cells(
    shares: Mapping[str, tuple[int, int]], known: Sequence[CellKey] = (), indicator: str = "uvas"
) -> LinkedCells:
    """Population and numerator by area, with the rest that anybody can work out."""
    counted = Dimension(
        "counted",
        {
            f"{indicator}.population": frozenset({"yes", "no"}),
            f"{indicator}.numerator": frozenset({"yes"}),
            f"{indicator}.rest": frozenset({"no"}),
        },
    )
    area = Dimension("area", {code: frozenset({code}) for code in shares})
    values = {}
    for code, (population, numerator) in shares.items():
        values[code, f"{indicator}.population"] = population
        values[code, f"{indicator}.numerator"] = numerator
        values[code, f"{indicator}.rest"] = population - numerator
    return cells_of(values, area, counted, known=known)


def two_way(inner: Sequence[Sequence[int]]) -> LinkedCells:
    """A table of rows by columns with both margins and the total."""
    rows = [f"r{i}" for i in range(len(inner))]
    columns = [f"c{j}" for j in range(len(inner[0]))]
    values = {("", ""): sum(map(sum, inner))}
    values |= {(row, ""): sum(line) for row, line in zip(rows, inner, strict=True)}
    values |= {("", column): sum(one) for column, one in zip(columns, zip(*inner, strict=True), strict=True)}
    values |= {
        (row, column): number
        for row, line in zip(rows, inner, strict=True)
        for column, number in zip(columns, line, strict=True)
    }
    return cells_of(
        values,
        Dimension("row", {"": frozenset(rows), **{row: frozenset({row}) for row in rows}}),
        Dimension("column", {"": frozenset(columns), **{name: frozenset({name}) for name in columns}}),
    )
