"""Many Poisson numbers of the same means, looked up in tables that are kept between calls.

A Poisson number is the sum of two others whose means sum to its own. Every mean is therefore split in a
coarse step, a fine step and a small rest: the steps are few, and so are the tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from fardplan.stats.segregation.counts import Floats

Numbers = NDArray[np.int16]

MOST = 10_000.0  # the highest mean that is looked up; a wider table would not fit the processor's cache

_COARSE, _FINE = 16.0, 1 / 16
_COARSE_BITS, _FINE_BITS = 14, 12
_REACH = 8.3  # standard deviations; what lies beyond has less than 2⁻⁵³ of the chance
_OPEN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """2ᵇ places: ⌊2ᵇ·P(k)⌋ of them hold the number k, the few left over hold "open".

    An open number is the first whose entry of `reached` passes a random number: what the remainders leave of
    the distribution.
    """

    places: Numbers
    lowest: int
    reached: Floats


def steps(means: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """How many coarse and how many fine steps each mean has, and what is left of it, below 1/16."""
    coarse = np.floor(means / _COARSE)
    fine = np.floor((means - coarse * _COARSE) / _FINE)
    rest = means - coarse * _COARSE - fine * _FINE
    return coarse.astype(np.int64), fine.astype(np.int64), np.maximum(rest, 0.0)


def poisson(
    coarse: NDArray[np.int64], fine: NDArray[np.int64], draws: int, rng: np.random.Generator
) -> Numbers:
    """Independent Poisson numbers of the means that the steps make, shape (cells, draws)."""
    found = np.zeros((len(coarse), draws), dtype=np.int16)
    _add(found, coarse, coarse_table, _COARSE_BITS, rng)
    _add(found, fine, fine_table, _FINE_BITS, rng)
    return found


def _add(
    found: Numbers,
    steps: NDArray[np.int64],
    table: Callable[[int], Table],
    bits: int,
    rng: np.random.Generator,
) -> None:
    """Cells in order of their step: a table that is used again is still at hand in the cache."""
    order = np.argsort(steps, kind="stable")[np.count_nonzero(steps == 0) :]
    rows = max(1, 131_072 // found.shape[1])
    for start in range(0, len(order), rows):
        cells = order[start : start + rows]
        found[cells] += _looked_up(steps[cells], table, found.shape[1], bits, rng)


@lru_cache(maxsize=768)
def coarse_table(step: int) -> Table:
    """The table of a mean of so many coarse steps."""
    return _table(step * _COARSE, _COARSE_BITS)


@lru_cache(maxsize=256)
def fine_table(step: int) -> Table:
    """The table of a mean of so many fine steps."""
    return _table(step * _FINE, _FINE_BITS)


def _table(mean: float, bits: int) -> Table:
    lowest, chances = _distribution(mean)
    parts = chances * 2.0**bits
    whole = parts.astype(np.int64)
    places = np.full(2**bits, _OPEN, dtype=np.int16)
    decided = np.repeat(np.arange(lowest, lowest + len(chances), dtype=np.int16), whole)
    places[: len(decided)] = decided
    rest = np.cumsum(parts - whole)
    return Table(places, lowest, rest / rest[-1] if rest[-1] > 0 else np.ones(len(rest)))


def _distribution(mean: float) -> tuple[int, Floats]:
    """The lowest number that may come, and the chances of it and those that follow."""
    reach = _REACH * sqrt(mean)
    lowest, highest = max(0, floor(mean - reach)), ceil(mean + reach + 12)
    # From one number to the next the chance grows by mean / number; normed, the start may be anything.
    chances = np.cumprod(np.append(1.0, mean / np.arange(lowest + 1, highest + 1)))
    return lowest, chances / chances.sum()


def _looked_up(
    steps: NDArray[np.int64],
    table: Callable[[int], Table],
    draws: int,
    bits: int,
    rng: np.random.Generator,
) -> Numbers:
    starts = np.flatnonzero(np.diff(steps, prepend=-1))
    tables = [table(step) for step in steps[starts].tolist()]
    asked = (two_bytes(len(steps) * draws, rng) >> np.uint16(16 - bits)).reshape(-1, draws)
    found = np.empty((len(steps), draws), dtype=np.int16)
    for which, first, end in zip(tables, starts, [*starts[1:], len(steps)], strict=True):
        which.places.take(asked[first:end], out=found[first:end], mode="clip")
    left = np.flatnonzero(found == _OPEN)
    which_of = np.searchsorted(starts, left // draws, side="right") - 1
    ends = np.cumsum([len(each.reached) for each in tables])
    reached = np.concatenate([each.reached + number for number, each in enumerate(tables)])
    at = np.searchsorted(reached, which_of + rng.random(len(left)), side="right")
    offset = np.array([each.lowest for each in tables]) - np.append(0, ends[:-1])
    found.reshape(-1)[left] = np.minimum(at, ends[which_of] - 1) + offset[which_of]
    return found


def two_bytes(count: int, rng: np.random.Generator) -> NDArray[np.uint16]:
    """Random numbers from 0 to 65,535."""
    words = rng.integers(0, 2**64, size=-(-count // 4), dtype=np.uint64)
    return words.view(np.uint16)[:count]
