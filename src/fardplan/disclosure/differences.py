"""What readers can subtract: groups that no cell shows, and that differences of cells tell."""

from itertools import product

import numpy as np

from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells

Leaves = frozenset[str]

ROUNDS = 3
"""Differences of differences are followed so far; a division of a city into others seldom needs two."""

MOST_CODES = 2000


def with_differences(cells: LinkedCells) -> LinkedCells:
    """`cells` and, behind them, those that a reader gets by subtracting cells from a cell that holds them.

    A district after its border moved is inside the district before: the difference is the people who live
    between the borders, a cell that no table shows. So are persons of 25 to 29 years when one indicator
    counts 16 to 29 and another 16 to 24. Added are cells in each dimension for every set of leaves that is
    left when codes are taken from a code and is not itself made up of codes, wherever all that is subtracted
    is there with the same codes in the other dimensions. Their codes begin with `=`. Nothing is added where
    codes nest and every part is a code.
    """
    for place in range(len(cells.dimensions)):
        cells = _widened(cells, place)
    return cells


def differences(dimension: Dimension) -> dict[str, tuple[str, tuple[str, ...]]]:
    """New codes for what is left of a code when others are taken from it: code: (from, (taken, …)).

    Taken are one code that lies within and then, while there are any, the largest that fit into what is left.
    A difference can itself be a code that others are taken from, three times over at most.
    """
    codes = dict(dimension.codes)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for _ in range(ROUNDS):
        fresh = _subtracted(codes, set(codes.values()))
        if not fresh or len(codes) + len(fresh) > MOST_CODES:
            break
        for leaves, (whole, taken) in fresh.items():
            code = f"={whole}-{'-'.join(taken)}"
            codes[code], found[code] = leaves, (whole, taken)
    return found


def _subtracted(codes: dict[str, Leaves], there: set[Leaves]) -> dict[Leaves, tuple[str, tuple[str, ...]]]:
    by_size = sorted(codes, key=lambda code: (-len(codes[code]), code))
    fresh: dict[Leaves, tuple[str, tuple[str, ...]]] = {}
    for whole, part in product(by_size, by_size):
        if not codes[part] < codes[whole]:
            continue
        left, taken = codes[whole] - codes[part], [part]
        for code in by_size:
            if codes[code] <= left:
                left, taken = left - codes[code], [*taken, code]
        if left and left not in there and left not in fresh:
            fresh[left] = (whole, tuple(taken))
    return fresh


def _widened(cells: LinkedCells, place: int) -> LinkedCells:
    dimension = cells.dimensions[place]
    found = differences(dimension)
    if not found:
        return cells
    codes = dict(dimension.codes)
    values = dict(zip(cells.cells, cells.values.tolist(), strict=True))
    known = dict(zip(cells.cells, cells.known.tolist(), strict=True))
    others = list(dict.fromkeys((cell[:place], cell[place + 1 :]) for cell in cells.cells))
    for code, (whole, taken) in found.items():
        codes[code] = codes[whole] - frozenset().union(*(codes[part] for part in taken))
        for before, after in others:
            _add(
                (*before, code, *after), [(*before, part, *after) for part in (whole, *taken)], values, known
            )
    dimensions = (
        *cells.dimensions[:place],
        Dimension(dimension.name, codes),
        *cells.dimensions[place + 1 :],
    )
    return LinkedCells(
        dimensions,
        tuple(values),
        np.array([*values.values()], np.int64),
        np.array([*known.values()], np.bool_),
    )


def _add(cell: CellKey, terms: list[CellKey], values: dict[CellKey, int], known: dict[CellKey, bool]) -> None:
    if all(term in values for term in terms):
        values[cell] = values[terms[0]] - sum(values[term] for term in terms[1:])
        known[cell] = all(known[term] for term in terms)
