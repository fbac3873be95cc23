"""What a change of segregation is made of: other people, other areas, or another spread."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from fardplan.stats.segregation.counts import Floats, SegregationInputError, Table, checked_table
from fardplan.stats.segregation.information import mutual_information

_ROUNDS = 5_000
_TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class ChangeParts:
    """The parts of a change; their sum is `after - before`.

    `new_areas`, `lost_areas`: areas inhabited at one time alone. `composition`: the groups' shares of the
    city. `sizes`: the areas' shares of the residents. `unevenness`: who lives where, given both: the part
    that is segregation in the strict sense (odds ratios).
    """

    before: float
    after: float
    new_areas: float
    lost_areas: float
    composition: float
    sizes: float
    unevenness: float


def change_parts(
    before: ArrayLike, after: ArrayLike, index: Callable[[Table], float] = mutual_information
) -> ChangeParts:
    """Split the change of an index into composition, sizes of areas, unevenness, and areas that come or go.

    `before`, `after`: persons, shape (areas, groups), same areas and groups in the same order; a row of
    zeros where an area is not inhabited. `index`: any index of a table, M by default. Counterfactual cities
    have one time's unevenness and the other's margins, by proportional fitting; each part is the mean over
    the orders in which unevenness and margins can change, and within the margins over theirs.

    Raises `SegregationInputError` where the times share no areas, or empty cells keep one time's residents
    from being fitted to the other's margins: then the parts cannot be told.

    Source: Elbers, Sociological Methods & Research 52(1), 2023, 5-42 (doi 10.1177/0049124121986204);
    Deming & Stephan, Annals of Mathematical Statistics 11(4), 1940, 427-444.
    """
    first, second = (
        checked_table(before, name="the table before"),
        checked_table(after, name="the table after"),
    )
    if first.shape != second.shape:
        raise SegregationInputError(
            f"the tables have the shapes {first.shape} and {second.shape}",
            instead="Give both times the same areas and groups, with zeros where nobody lives.",
        )
    shared = (first.sum(axis=1) > 0) & (second.sum(axis=1) > 0)
    if not shared.any():
        raise SegregationInputError("no area is inhabited at both times")
    old, new = checked_table(first[shared]), checked_table(second[shared])
    composition, sizes, unevenness = _margins_and_structure(old, new, index)
    return ChangeParts(
        before=index(first),
        after=index(second),
        new_areas=index(second) - index(new),
        lost_areas=index(old) - index(first),
        composition=composition,
        sizes=sizes,
        unevenness=unevenness,
    )


def fitted(table: Table, areas: Floats, groups: Floats) -> Table:
    """The table nearest to `table` (same odds ratios) with the given margins, as shares.

    `areas` and `groups` sum to 1. Raises `SegregationInputError` when empty cells make it impossible.
    """
    current = table / table.sum()
    for _ in range(_ROUNDS):
        current = current * (groups / current.sum(axis=0))
        reached = current.sum(axis=1)
        current = current * (areas / reached)[:, None]
        if np.abs(current.sum(axis=0) - groups).max() < _TOLERANCE:
            nearest: Table = current
            return nearest
    raise SegregationInputError(
        f"the city of one time could not be fitted to the margins of the other in {_ROUNDS} rounds",
        instead="Empty cells stand in the way: merge small areas or small groups.",
    )


def _margins_and_structure(
    old: Table, new: Table, index: Callable[[Table], float]
) -> tuple[float, float, float]:
    """Shapley's shares of composition, sizes and unevenness; the two margins share what margins get."""
    structures = (old, new)
    areas = [table.sum(axis=1) / table.sum() for table in structures]
    groups = [table.sum(axis=0) / table.sum() for table in structures]
    value = {
        (s, u, g): index(fitted(structures[s], areas[u], groups[g])) for s, u, g in product((0, 1), repeat=3)
    }
    unevenness = (value[1, 0, 0] - value[0, 0, 0] + value[1, 1, 1] - value[0, 1, 1]) / 2
    composition = sum(value[s, u, 1] - value[s, u, 0] for s, u in product((0, 1), repeat=2)) / 4
    sizes = sum(value[s, 1, g] - value[s, 0, g] for s, g in product((0, 1), repeat=2)) / 4
    return composition, sizes, unevenness
