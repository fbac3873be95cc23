"""What a condition and a breakdown tell together when they are about the same thing.

An indicator counts women alone, and others are told by sex. Nobody has crossed the two, yet anybody knows
that no man is among those it counts, and subtracts it from the women of another. So it is with persons from
20 years and age groups, or with pupils of the city's own schools and schools.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fardplan.indicators.counting.count import Breakdown
from fardplan.indicators.counting.plan import FLAGS
from fardplan.indicators.counting.tabulating import NO_CATEGORY, Table, Tabulated

CERTAIN = 20
"""Of so many, had they been spread like all others, none is no accident: a condition leaves them out."""

Masks = NDArray[np.bool_]


def untold_tables(tabulated: Tabulated) -> tuple[Table, ...]:
    """Every indicator by each breakdown that others are told by and it is not, in the order of indicators."""
    shapes: dict[tuple[str, ...], bool] = {}
    for indicator in tabulated.indicators:
        for item in tabulated.plan.count(indicator).breakdowns:
            shapes[item.columns] = shapes.get(item.columns, False) or item.areas
    found: list[Table] = []
    for indicator in tabulated.indicators:
        own = {item.columns: item.areas for item in tabulated.plan.count(indicator).breakdowns}
        others = [
            Breakdown(columns=columns, areas=areas)
            for columns, areas in shapes.items()
            if columns not in own or (areas and not own[columns])
        ]
        found += tabulated.by(indicator, others)
    return tuple(found)


def limits(table: Table, at: int, present: Mapping[str, Masks]) -> bool:
    """Whether nobody of the indicator is in some category that others are in, at the place `at` in time."""
    people = table.values[at][..., 0]
    for place, name in enumerate(table.breakdown.columns, start=1):
        others = tuple(axis for axis in range(people.ndim) if axis != place)
        if (present[name] & ~people.any(axis=others)).any():
            return True
    return False


def nobody(
    tabulated: Tabulated, at: int, conditions: Mapping[str, frozenset[str]], closed: Collection[str]
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Of which signatures nobody is in a category, where conditions are the reason: column, category, these.

    `conditions`: the signatures in which each condition holds. Taken together are the people of a condition,
    or of one and not of another; too few of them to be sure of the reason are left out. `closed`: columns of
    which everybody has a category who is told by them, and anybody knows that.
    """
    signatures = sorted({one for held in conditions.values() for one in held})
    sets = _with_and_without([[one in held for one in signatures] for held in conditions.values()])
    for name in tabulated.sizes:
        people = _people(tabulated, at, name, signatures)
        read = ~_unread(people)
        codes = [*tabulated.codes(name), NO_CATEGORY]
        for place, missing in enumerate(_missing(people, sets & read, all_have_one=name in closed)):
            if missing.any():
                yield name, codes[place], frozenset(np.array(signatures)[missing].tolist())


def unread(tabulated: Tabulated, at: int, name: str, signatures: Sequence[str]) -> frozenset[str]:
    """Signatures whose people a pass does not part by a column: only those are read whom it tells by it."""
    missing = _unread(_people(tabulated, at, name, signatures))
    return frozenset(np.array(signatures, dtype=object)[missing].tolist())


def _people(tabulated: Tabulated, at: int, name: str, signatures: Sequence[str]) -> NDArray[np.int64]:
    """Shape (categories and none, signatures): how many there are, or how much."""
    column = {one: number for number, one in enumerate(signatures)}
    people = np.zeros((tabulated.sizes[name] + 1, len(signatures)), dtype=np.int64)
    summed = tabulated.by_signature(at, name)
    inside = np.array([column.get(str(flags), -1) for flags in summed[FLAGS].to_list()], dtype=np.int64)
    kept, rows = inside >= 0, summed[tabulated.measured].to_numpy()
    np.add.at(people, (summed[name].to_numpy()[kept], inside[kept]), rows[kept])
    return people


def _unread(people: NDArray[np.int64]) -> Masks:
    return np.asarray(people[-1].astype(np.bool_) & ~people[:-1].any(axis=0))


def _with_and_without(held: list[list[bool]]) -> Masks:
    """Shape (sets, signatures): the people of each condition, and of each that are not of another."""
    one = np.array(held, dtype=np.bool_).reshape(len(held), -1)
    without = (one[:, None, :] & ~one[None, :, :]).reshape(-1, one.shape[1])
    found = np.unique(np.concatenate([one, without]), axis=0)
    return np.asarray(found[found.any(axis=1)])


def _missing(people: NDArray[np.int64], sets: Masks, *, all_have_one: bool) -> Masks:
    """Shape (categories, signatures): those that a category has none of; `people` has that shape, too.

    The last category is of those with none.
    """
    total = max(1, int(people.sum()))
    inside = people @ sets.T  # categories by sets
    certain = people.sum(axis=1)[:, None] * inside.sum(axis=0)[None, :] >= CERTAIN * total
    certain[-1] |= all_have_one
    return np.asarray(((inside == 0) & certain).astype(np.int64) @ sets.astype(np.int64) > 0)
