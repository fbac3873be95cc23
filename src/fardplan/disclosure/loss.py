"""What protection costs: the same table before and after, by every method that a statistician may choose."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from fardplan.disclosure.rules import COUNTED, NUMERATOR, POPULATION
from fardplan.disclosure.tables import CellKey, Counts, Dimension, LinkedCells, Mask
from fardplan.vocabulary.privacy import Loss


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell and cells that it is the sum of."""

    total: CellKey
    parts: tuple[CellKey, ...]


def loss(cells: LinkedCells, values: Counts, shown: Mask) -> Loss:
    """Hold the protected `values`, of which those `shown` are let out, against the true ones.

    Errors of nothing are 0. Shares are `<indicator>.numerator` of `<indicator>.population`, told where both
    are shown and the population is not 0; a share above 100 % is told as 100.
    """
    everybody = int(cells.values.sum())
    apart = np.abs(values - cells.values)[shown]
    shares = _shares(cells, values, shown)
    errors = [abs(told - true) for true, told in shares.values() if told is not None]
    before = dict(zip(cells.cells, values.tolist(), strict=True))
    seen = {cell for cell, one in zip(cells.cells, shown, strict=True) if one}
    sums = [one for one in sums_of(cells) if {one.total, *one.parts} <= seen]
    gaps = [abs(before[one.total] - sum(before[part] for part in one.parts)) for one in sums]
    pairs, turned, unseen = _order(cells, shares)
    return Loss(
        cells=len(values),
        shown=int(shown.sum()),
        persons_hidden=float(cells.values[~shown].sum() / everybody) if everybody else 0.0,
        mean_error=float(apart.mean()) if len(apart) else 0.0,
        largest_error=int(apart.max(initial=0)),
        shares=len(shares),
        shares_shown=len(errors),
        mean_share_error=float(np.mean(errors)) if errors else 0.0,
        largest_share_error=max(errors, default=0.0),
        sums=len(sums),
        broken=sum(gap > 0 for gap in gaps),
        largest_gap=max(gaps, default=0),
        pairs=pairs,
        turned=turned,
        unseen=unseen,
    )


def sums_of(cells: LinkedCells) -> list[Sum]:
    """Every cell that is there with its parts along one dimension, all else alike."""
    there = set(cells.cells)
    found = []
    for place, dimension in enumerate(cells.dimensions):
        parts = {code: _parts(dimension, code) for code in dimension.codes}
        for cell in cells.cells:
            made = tuple((*cell[:place], part, *cell[place + 1 :]) for part in parts[cell[place]])
            if made and there.issuperset(made):
                found.append(Sum(cell, made))
    return found


def _parts(dimension: Dimension, code: str) -> tuple[str, ...]:
    """The fewest, largest codes below that make up `code` without overlap, taken greedily; () if none do."""
    left = dimension.codes[code]
    taken: list[str] = []
    below = [other for other in dimension.codes if dimension.codes[other] < dimension.codes[code]]
    for other in sorted(below, key=lambda one: (-len(dimension.codes[one]), one)):
        if dimension.codes[other] <= left:
            left, taken = left - dimension.codes[other], [*taken, other]
    return () if left else tuple(taken)


Shares = dict[CellKey, tuple[float, float | None]]
"""By the numerator's cell, the true share and the one told, in per cent."""


def _shares(cells: LinkedCells, values: Counts, shown: Mask) -> Shares:
    place = next((i for i, one in enumerate(cells.dimensions) if one.name == COUNTED), None)
    if place is None:
        return {}
    index = {cell: number for number, cell in enumerate(cells.cells)}
    found: Shares = {}
    for cell, number in index.items():
        indicator, _, part = cell[place].rpartition(".")
        base = index.get((*cell[:place], f"{indicator}.{POPULATION}", *cell[place + 1 :]))
        if part != NUMERATOR or base is None or not cells.values[base]:
            continue
        told = shown[number] and shown[base] and values[base] > 0
        found[cell] = (
            100.0 * cells.values[number] / cells.values[base],
            min(100.0, 100.0 * values[number] / values[base]) if told else None,
        )
    return found


def _order(cells: LinkedCells, shares: Shares) -> tuple[int, int, int]:
    """Pairs of shares of sibling areas that differ, those turned or made alike, and those not seen."""
    area = next((i for i, one in enumerate(cells.dimensions) if one.name == "area"), None)
    if area is None:
        return 0, 0, 0
    dimension = cells.dimensions[area]
    siblings = {frozenset(_parts(dimension, code)) for code in dimension.codes} - {frozenset()}
    alike: dict[CellKey, list[CellKey]] = defaultdict(list)
    for cell in shares:
        alike[*cell[:area], *cell[area + 1 :]].append(cell)
    counted = [0, 0, 0]
    for family in siblings:
        for group in alike.values():
            for one, other in combinations([cell for cell in group if cell[area] in family], 2):
                _compare(shares[one], shares[other], counted)
    return counted[0], counted[1], counted[2]


def _compare(one: tuple[float, float | None], other: tuple[float, float | None], counted: list[int]) -> None:
    true = np.sign(one[0] - other[0])
    if not true:
        return
    counted[0] += 1
    if one[1] is None or other[1] is None:
        counted[2] += 1
    elif np.sign(one[1] - other[1]) != true:
        counted[1] += 1
