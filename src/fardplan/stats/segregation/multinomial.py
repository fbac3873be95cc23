"""Many multinomial numbers of the same chances: exactly NumPy's distribution, several times as quick.

NumPy draws a binomial number for every cell of every draw. Poisson numbers are quicker, since their means are
the same in every draw and can be looked up; and Poisson numbers *given their sum* are multinomial, whatever
the sum. What is done about the sums, therefore, leaves the distribution alone:

* *Accepted.* Draws of some of the cells are accepted with the chance that makes their sum binomial.
* *Matched.* The other cells must bring the rest of the persons. Their draws go to those where the persons
  they hold come closest below the persons wanted, and the few who are missing are placed one by one.

Where a few large cells hold many of the persons, they take the rest, and nothing needs to be matched.

Source: own; for its parts Devroye, Non-Uniform Random Variate Generation, 1986, 42-43 (rejection), 107-108
(tables), 558-559 (multinomial numbers).
"""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from fardplan.stats.segregation.counts import Floats
from fardplan.stats.segregation.poisson import MOST, Numbers, poisson, steps, two_bytes

Counts = NDArray[np.int16] | NDArray[np.int32] | NDArray[np.int64] | Floats
"""Persons; whole numbers where they are drawn."""
Sums = NDArray[np.int64]

_FEW = 150  # draws, and persons, that are done before anything is looked up
_LEAST = 0.15  # the share of the persons that either part must hold, for few draws to be thrown away
_BELOW = 0.1  # how far below the persons wanted the others' draws aim, in standard deviations of all
_OPEN = -1


def multinomial(total: int, chances: Floats, draws: int, rng: np.random.Generator) -> Counts:
    """`rng.multinomial(total, chances, size=draws).T`: shape (cells, draws), columns sum to `total`.

    `chances`: shape (cells,), not negative, sum 1. The distribution is NumPy's, to the precision of a
    floating-point number; the numbers drawn for a seed are others.
    """
    large = total * chances > MOST
    in_large = float(chances[large].sum())
    first = ~large if in_large else _every_other(chances)
    share = float(chances[first].sum())
    too_few = draws < _FEW or total < _FEW or sqrt(total) > 20 * np.count_nonzero(~large)
    if too_few or not _LEAST < share < 1 - _LEAST:
        return rng.multinomial(total, chances, size=draws).T
    found = np.empty((len(chances), draws), dtype=np.int32 if in_large else np.int16)
    accepted = _accepted(total, chances[first], draws, rng)
    found[first] = accepted
    wanted = total - accepted.sum(axis=0, dtype=np.int64)
    others = chances[~first] / chances[~first].sum()  # by its own sum: one cell alone gets 1, not a hair more
    found[~first] = rng.multinomial(wanted, others).T if in_large else _matched(wanted, others, rng)
    return found


def _every_other(chances: Floats) -> NDArray[np.bool_]:
    """Half of the cells, with about half of the persons."""
    found = np.zeros(len(chances), dtype=np.bool_)
    found[np.argsort(chances, kind="stable")[::2]] = True
    return found


@dataclass(slots=True)
class _Proposed:
    """Independent Poisson numbers, some of whose persons still wait for a cell."""

    counts: Numbers
    waiting: Sums
    chances: Floats

    @property
    def sums(self) -> Sums:
        sums: Sums = self.counts.sum(axis=0, dtype=np.int64) + self.waiting
        return sums

    def chosen(self, columns: NDArray[np.int64], rng: np.random.Generator) -> Numbers:
        counts = self.counts.take(columns, axis=1)
        _place(counts, self.waiting[columns], self.chances, rng)
        return counts


def _proposed(means: Floats, draws: int, rng: np.random.Generator) -> _Proposed:
    coarse, fine, rest = steps(means)
    return _Proposed(poisson(coarse, fine, draws, rng), rng.poisson(rest.sum(), draws), rest)


def _accepted(total: int, chances: Floats, draws: int, rng: np.random.Generator) -> Numbers:
    """The part of a multinomial number that lies in some of the cells, `chances` of a sum below 1."""
    other = 1 - float(chances.sum())
    proposed = _proposed(total * chances, ceil(1.04 * draws / sqrt(other)) + 16, rng)
    sums = proposed.sums
    luck = np.log(rng.random(len(sums)))
    fits = np.flatnonzero(luck <= _binomial_to_poisson(sums, total, other))[:draws]
    found = proposed.chosen(fits, rng)
    if len(fits) < draws:
        everywhere = np.append(chances, other)
        late = rng.multinomial(total, everywhere, size=draws - len(fits)).T[:-1]
        found = np.hstack([found, late.astype(np.int16)])
    return found


def _matched(wanted: Sums, chances: Floats, rng: np.random.Generator) -> Numbers:
    """Multinomial numbers, one column for each of the numbers of persons `wanted`; `chances` sum to 1."""
    aim = max(0.0, float(wanted.mean() - _BELOW * wanted.std()))
    proposed = _proposed(aim * chances, ceil(1.25 * len(wanted)) + 16, rng)
    sums = proposed.sums
    columns, draws = _closest_below(wanted, sums)
    found = np.empty((len(chances), len(wanted)), dtype=np.int16)
    chosen = proposed.chosen(columns, rng)
    _place(chosen, wanted[draws] - sums[columns], chances, rng)
    found[:, draws] = chosen
    alone = np.setdiff1d(np.arange(len(wanted)), draws)
    found[:, alone] = rng.multinomial(wanted[alone], chances).T
    return found


def _closest_below(wanted: Sums, sums: Sums) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (column of `sums`, place in `wanted`), each used once, the sum not above what is wanted.

    From the largest wanted down, each takes the largest sum left that does not pass it.
    """
    order = np.argsort(sums, kind="stable")
    columns, draws = [], []
    at = len(order) - 1
    ordered = sums[order].tolist()
    for draw in np.argsort(-wanted, kind="stable").tolist():
        limit = int(wanted[draw])
        while at >= 0 and ordered[at] > limit:
            at -= 1
        if at < 0:
            break
        columns.append(order[at])
        draws.append(draw)
        at -= 1
    return np.array(columns, dtype=np.int64), np.array(draws, dtype=np.int64)


def _binomial_to_poisson(sums: Sums, total: int, other: float) -> Floats:
    """Logarithm of the binomial chance of each sum over its Poisson chance, less the highest there is.

    From one sum to the next the ratio changes by (n - s)/(n - mean): the steps are added up from the mean,
    where it is highest.
    """
    mean = total * (1 - other)
    lowest, highest = min(int(sums.min()), int(mean)), max(int(sums.max()), int(mean) + 1)
    climbs = np.arange(lowest, min(highest, total))
    climbed = np.append(0.0, np.cumsum(np.log1p((mean - climbs) / (total * other))))
    ratios = np.full(highest - lowest + 1, -np.inf)
    ratios[: len(climbed)] = climbed - climbed.max()
    found: Floats = ratios[sums - lowest]
    return found


def _place(counts: Numbers, persons: Sums, chances: Floats, rng: np.random.Generator) -> None:
    """Add `persons[column]` persons to each column of `counts`, one by one, by chances of any sum."""
    if not persons.any():
        return
    cells = _cells(int(persons.sum()), chances / chances.sum(), rng)
    columns = np.repeat(np.arange(counts.shape[1]), persons)
    np.add.at(counts.reshape(-1), cells * counts.shape[1] + columns, np.int16(1))


def _cells(persons: int, chances: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """The cell of each of the persons: two random bytes decide, if they suffice."""
    parts = chances * 2.0**16
    whole = parts.astype(np.int64)
    table = np.full(2**16, _OPEN, dtype=np.int64)
    decided = np.repeat(np.arange(len(chances)), whole)
    table[: len(decided)] = decided
    found = table.take(two_bytes(persons, rng))
    left = np.flatnonzero(found == _OPEN)
    rest = np.cumsum(parts - whole)
    at = np.searchsorted(rest, rng.random(len(left)) * rest[-1], side="right")
    found[left] = at.clip(0, len(chances) - 1)
    return found
