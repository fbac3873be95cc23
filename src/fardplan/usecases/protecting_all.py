"""Many tables protected side by side: years do not depend on each other, and a machine has several cores."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.protecting import Protected, protect
from fardplan.disclosure.rules import DisclosureRules
from fardplan.disclosure.tables import LinkedCells, Mask, Parts

WORTH_A_PROCESS = 6_000
"""Cells in all from which more processes are started: each takes a second to begin."""


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """What `disclosure.protecting.protect` is given of one table."""

    cells: LinkedCells
    rules: DisclosureRules
    parts: Parts | None
    keys: NDArray[np.int64] | None
    weights: NDArray[np.float64]
    withheld: Mask | None
    where: str


def protect_all(tasks: Sequence[Task], on_share: Callable[[float], None] = lambda _: None) -> list[Protected]:
    """Every table protected, in order; the same whatever the number of processes.

    `on_share` is told which share of them is done, first 0.
    Raises what `protect` raises for the first that cannot be protected; the others are then given up.
    """
    processes = min(os.cpu_count() or 1, len(tasks))
    if processes < 2 or sum(len(task.cells.cells) for task in tasks) < WORTH_A_PROCESS:
        return _told(map(_protected, tasks), len(tasks), on_share)
    # Spawned, not forked: in a copy of this process an engine's threads would be gone, its locks would not.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh) as pool:
        try:
            return _told(pool.map(_protected, tasks), len(tasks), on_share)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _told(protecting: Iterator[Protected], count: int, on_share: Callable[[float], None]) -> list[Protected]:
    on_share(0.0)
    done: list[Protected] = []
    for one in protecting:
        done.append(one)
        on_share(len(done) / count)
    return done


def _protected(task: Task) -> Protected:
    return protect(
        task.cells,
        task.rules,
        parts=task.parts,
        keys=task.keys,
        weights=task.weights,
        withheld=task.withheld,
        where=task.where,
    )
