"""What else is hidden so that nobody can tell which number is the reason for what is hidden."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.audit import Lone, lone_reasons
from fardplan.disclosure.rules import COUNTED, NUMERATOR, POPULATION, REST
from fardplan.disclosure.tables import CellKey, LinkedCells, Mask, Needs
from fardplan.vocabulary.errors import RuleError

MOST_TRIED = 8
"""Other numbers that are tried, the smallest first, before the reason is left as the only one."""


@dataclass(frozen=True, eq=False, slots=True)
class Hiding:
    """What is to be hidden, and who sees it: all masks of shape (cells,).

    `told`: cells that figures are made of. `more`: what to hide for needs, when some is hidden already.
    `minimum`: a reader knows that something from 0 to one less is behind what is hidden.
    """

    cells: LinkedCells
    told: Mask
    minimum: int
    more: Callable[[Needs, Mask], Mask]


def hidden_beyond_doubt(task: Hiding, hidden: Mask) -> Mask:
    """`hidden`, shape (cells,), and more, so that no number alone can be the reason for what is hidden.

    Where one number alone among those that hang together can be below the minimum, one more is made able to
    be: of those that hang together with it or differ from it by one code, the smallest that does. Where none
    does (what is known already leaves no choice), it stays as it is.
    """
    left: set[CellKey] = set()
    lone, seen = _lone(task, hidden, task.cells.values.astype(np.float64))
    while open_ones := [one for one in lone if task.cells.cells[one.cell] not in left]:
        found = _with_another(task, hidden, open_ones[0], seen)
        if found is None:
            left.add(task.cells.cells[open_ones[0].cell])
        else:
            hidden, lone, seen = found
    return hidden


Found = tuple[Mask, tuple[Lone, ...], NDArray[np.float64]]


def _with_another(task: Hiding, hidden: Mask, lone: Lone, seen: NDArray[np.float64]) -> Found | None:
    for _, other in zip(range(MOST_TRIED), _others(task, hidden, lone), strict=False):
        try:
            more = task.more(_also_small(task, other), hidden)
        except RuleError:
            continue
        after, lowest = _lone(task, more, seen)
        if lone.cell not in {one.cell for one in after}:
            return more, after, lowest
    return None


def _others(task: Hiding, hidden: Mask, lone: Lone) -> Iterator[int]:
    """Numbers that could be another reason: told, not known, not too small already; the smallest first."""
    cell = task.cells.cells[lone.cell]
    near = [
        number
        for number, one in enumerate(task.cells.cells)
        if not hidden[number] and sum(a != b for a, b in zip(cell, one, strict=True)) == 1
    ]
    able = task.told & ~task.cells.known & (task.cells.values >= task.minimum)
    found = [number for number in (*lone.others, *near) if able[number]]
    yield from sorted(found, key=lambda number: (int(task.cells.values[number]), number))


def _also_small(task: Hiding, other: int) -> Needs:
    """That one number must be able to be below the minimum."""
    sensitive = np.zeros(len(task.cells.cells), dtype=np.bool_)
    sensitive[other] = True
    values = task.cells.values
    return Needs(sensitive, np.where(sensitive, task.minimum - 1, values), values)


def _lone(
    task: Hiding, hidden: Mask, seen: NDArray[np.float64]
) -> tuple[tuple[Lone, ...], NDArray[np.float64]]:
    """`seen`: small values that cells can have when less is hidden, and so now; the same of now."""
    shown, unseen = _told(task, hidden)
    cells = task.cells
    least = np.where(shown, cells.values, seen)
    return lone_reasons(cells.dimensions, cells.cells, shown, unseen, least, task.minimum)


def _told(task: Hiding, hidden: Mask) -> tuple[Mask, Mask]:
    """The cells that a reader sees as numbers, and as hidden.

    A share is told where its population, its numerator and what is left are shown, and else none of the
    last two.
    """
    cells = task.cells
    place = next((i for i, dimension in enumerate(cells.dimensions) if dimension.name == COUNTED), None)
    shown, told = ~hidden & (task.told | cells.known), task.told.copy()
    if place is None:
        return shown, told & hidden
    index = {cell: number for number, cell in enumerate(cells.cells)}
    secret = hidden.copy()
    for number, cell in enumerate(cells.cells):
        indicator, _, part = cell[place].rpartition(".")
        if part != NUMERATOR:
            continue
        whole, rest = (
            index.get((*cell[:place], f"{indicator}.{other}", *cell[place + 1 :]))
            for other in (POPULATION, REST)
        )
        of_share = [one for one in (whole, number, rest) if one is not None]
        if hidden[of_share].any():
            secret[number] = True
            if rest is not None:
                secret[rest], told[rest] = True, told[number]
    return shown & (~secret | cells.known), told & secret & ~cells.known
