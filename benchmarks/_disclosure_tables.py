"""Seeded tables as cities release them: two of the sizes that the peers were measured on, and a release."""

from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.tables import Dimension, LinkedCells, Needs

MINIMUM = 5
Codes = dict[str, frozenset[str]]


def small_counts(cells: LinkedCells) -> Needs:
    """From 1 to 4 is sensitive: 1 or less and 5 or more must stay possible."""
    sensitive = (cells.values > 0) & (cells.values < MINIMUM)
    return Needs(sensitive, np.where(sensitive, 1, cells.values), np.where(sensitive, MINIMUM, cells.values))


def _plain(name: str, count: int) -> Dimension:
    leaves = [f"{name}{number}" for number in range(count)]
    return Dimension(name, {"": frozenset(leaves), **{leaf: frozenset([leaf]) for leaf in leaves}})


def _people(seed: int, areas: int) -> NDArray[np.float64]:
    """Expected shares by area, age, origin and sex: areas differ in size, age and origin, as in a city."""
    chance = np.random.default_rng(seed)
    size = chance.lognormal(0, 0.7, areas)
    age, origin = chance.dirichlet(np.full(10, 6.0)), np.array([0.65, 0.15, 0.2])
    shares = np.empty((areas, 10, 3, 2))
    for area in range(areas):
        here, ages = chance.dirichlet(origin * 6), chance.dirichlet(age * 60)
        for place in range(10):
            mix = chance.dirichlet(here * 20)
            shares[area, place] = size[area] * ages[place] * mix[:, None] * np.array([0.49, 0.51])
    return shares / shares.sum()


def _sums(people: NDArray[np.int64], dimensions: tuple[Dimension, ...]) -> NDArray[np.int64]:
    for axis, dimension in enumerate(dimensions):
        held = np.array(
            [[leaf in leaves for leaf in dimension.leaves] for leaves in dimension.codes.values()],
            dtype=np.int64,
        )
        people = np.moveaxis(np.tensordot(held, people, axes=(1, axis)), 0, axis)
    return people


def crossed(areas: Mapping[str, frozenset[str]], primaries: int, seed: int = 4) -> LinkedCells:
    """Areas by 10 ages, 3 origins and 2 sexes with all margins, as many people as give about `primaries`."""
    dimensions = (Dimension("area", areas), _plain("age", 10), _plain("origin", 3), _plain("sex", 2))
    shares = _people(seed, len(dimensions[0].leaves))
    low, high = 3.0, 8.0
    best: tuple[int, NDArray[np.int64]] | None = None
    for _ in range(40):
        middle = (low + high) / 2
        values = _sums(np.random.default_rng(seed + 1).poisson(shares * 10**middle), dimensions)
        found = int(((values > 0) & (values < MINIMUM)).sum())
        if best is None or abs(found - primaries) < best[0]:
            best = abs(found - primaries), values
        low, high = (middle, high) if found > primaries else (low, middle)
    assert best is not None
    keys = tuple(product(*(dimension.codes for dimension in dimensions)))
    return LinkedCells(dimensions, keys, best[1].reshape(-1).astype(np.int64))


def districts() -> LinkedCells:
    """1,980 cells: the city and 14 districts."""
    leaves = [f"d{number:02d}" for number in range(14)]
    return crossed({"city": frozenset(leaves), **{leaf: frozenset([leaf]) for leaf in leaves}}, 327)


def small_areas() -> LinkedCells:
    """19,140 cells: the city, 14 districts and 130 small areas within them."""
    leaves = [f"b{number:03d}" for number in range(130)]
    starts = np.sort(np.random.default_rng(7).choice(np.arange(1, 65), 13, replace=False)) * 2
    parts = np.split(np.array(leaves), starts)
    codes: Codes = {"city": frozenset(leaves)}
    codes |= {f"d{number:02d}": frozenset(part.tolist()) for number, part in enumerate(parts)}
    return crossed(codes | {leaf: frozenset([leaf]) for leaf in leaves}, 3786)


def release(seed: int = 11) -> LinkedCells:
    """One period of six indicators: districts of three overlapping divisions, broken down one way a time."""
    chance = np.random.default_rng(seed)
    leaves = [f"a{number:02d}" for number in range(28)]
    codes: Codes = {"city": frozenset(leaves)}
    for division, cuts in (("2007", range(2, 28, 2)), ("2020", range(2, 26, 2)), ("2023", range(3, 28, 3))):
        parts = np.split(np.array(leaves), list(cuts))
        codes |= {f"{division}-{number}": frozenset(part.tolist()) for number, part in enumerate(parts)}
    breakdowns = (
        _plain("sex", 2),
        _plain("age", 8),
        _plain("origin", 3),
        _plain("education", 4),
        _plain("tenure", 3),
    )
    shape = (len(leaves), 13, *(len(each.leaves) for each in breakdowns))
    counted: Codes = {}
    for number in range(6):
        numerator, rest = f"s{2 * number}", f"s{2 * number + 1}"
        counted |= {f"i{number}.population": frozenset([numerator, rest])}
        counted |= {f"i{number}.numerator": frozenset([numerator]), f"i{number}.rest": frozenset([rest])}
    counted["all"] = frozenset(f"s{number}" for number in range(13))
    dimensions = (Dimension("area", codes), Dimension("counted", counted), *breakdowns)
    people = _drawn(chance, shape, 60_000)
    keys, values = [], []
    total = ("",) * len(breakdowns)
    for area, what in product(codes, counted):
        for place, code in [(0, ""), *((p, c) for p, each in enumerate(breakdowns) for c in each.codes if c)]:
            keys.append((area, what, *total[:place], code, *total[place + 1 :]))
    index = [{leaf: number for number, leaf in enumerate(dimension.leaves)} for dimension in dimensions]
    for key in keys:
        part = people
        for axis, (dimension, code) in enumerate(zip(dimensions, key, strict=True)):
            if axis < 2 or code:
                members = sorted(index[axis][leaf] for leaf in dimension.codes[code])
                part = (
                    np.isin(people[:, axis], members)
                    if part is people
                    else part & np.isin(people[:, axis], members)
                )
        values.append(int(part.sum()))
    return LinkedCells(dimensions, tuple(keys), np.array(values, dtype=np.int64))


def _drawn(chance: np.random.Generator, shape: tuple[int, ...], persons: int) -> NDArray[np.int64]:
    """Persons, each with a place in every dimension, shape (persons, dimensions)."""
    return np.column_stack(
        [chance.choice(size, persons, p=chance.dirichlet(np.full(size, 2.0))) for size in shape]
    )
