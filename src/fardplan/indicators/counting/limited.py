"""What a condition and a breakdown tell together when they are about the same thing.

An indicator counts women alone, and others are told by sex. Nobody has crossed the two, yet anybody knows
that no man is among those it counts, and subtracts it from the women of another. So it is with persons from
20 years and age groups, or with pupils of the city's own schools and schools.
"""

from collections.abc import Iterator, Mapping

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
    tabulated: Tabulated, at: int, conditions: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Of which signatures nobody is in a category, where conditions are the reason: column, category, these.

    `conditions`: the signatures in which each condition holds. Taken together are the people of a condition,
    or of one and not of another; too few of them to be sure of the reason are left out.
    """
    frame = tabulated.of_time(at)
    signatures = sorted({one for held in conditions.values() for one in held})
    column = {one: number for number, one in enumerate(signatures)}
    sets = _with_and_without([[one in held for one in signatures] for held in conditions.values()])
    for name, size in tabulated.sizes.items():
        people = np.zeros((size + 1, len(signatures)), dtype=np.int64)
        summed = frame.group_by(name, FLAGS).sum()
        inside = [column.get(str(flags), -1) for flags in summed[FLAGS].to_list()]
        kept = np.array(inside, dtype=np.int64) >= 0
        rows = summed[tabulated.measured].to_numpy()
        np.add.at(people, (summed[name].to_numpy()[kept], np.array(inside, dtype=np.int64)[kept]), rows[kept])
        codes = [*tabulated.codes(name), NO_CATEGORY]
        # A pass reads a column only for those whom it tells apart: all others are in no category of it.
        unread = people[-1].astype(np.bool_) & ~people[:-1].any(axis=0)
        for place, missing in enumerate(_missing(people, sets & ~unread) & ~unread):
            if missing.any():
                yield name, codes[place], frozenset(np.array(signatures)[missing].tolist())


def _with_and_without(held: list[list[bool]]) -> Masks:
    """Shape (sets, signatures): the people of each condition, and of each that are not of another."""
    one = np.array(held, dtype=np.bool_).reshape(len(held), -1)
    without = (one[:, None, :] & ~one[None, :, :]).reshape(-1, one.shape[1])
    found = np.unique(np.concatenate([one, without]), axis=0)
    return np.asarray(found[found.any(axis=1)])


def _missing(people: NDArray[np.int64], sets: Masks) -> Masks:
    """Shape (categories, signatures): those that a category has none of; `people` has that shape, too.

    The last category is of those with none: that everybody of a condition has one is always known.
    """
    total = max(1, int(people.sum()))
    inside = people @ sets.T  # categories by sets
    certain = people.sum(axis=1)[:, None] * inside.sum(axis=0)[None, :] >= CERTAIN * total
    certain[-1] = True
    return np.asarray(((inside == 0) & certain).astype(np.int64) @ sets.astype(np.int64) > 0)
