"""Chance, drawn: persons who fall anywhere, persons who fall again as they did, areas drawn again.

Every function takes a NumPy generator made from a seed, and gives the same draws for the same seed.
"""

from collections.abc import Iterator
from math import exp, factorial, sqrt

import numpy as np
from numpy.typing import NDArray

from fardplan.stats.segregation.counts import Floats, SegregationInputError, Table
from fardplan.stats.segregation.many import Drawn, Index, Weights
from fardplan.stats.segregation.multinomial import multinomial

BLOCK = 8_000_000  # drawn cells at a time: enough to be quick, small enough for the memory of a laptop
AREA_BLOCK = 1_000_000  # drawn weights at a time: what the processor's cache holds

_LEFT_OVER = 255
_MOST = 40  # a Poisson number of mean 1 is above it once in 10⁴⁸


def generator(seed: int) -> np.random.Generator:
    """The generator that all draws of a seed come from: the quickest that NumPy has."""
    return np.random.Generator(np.random.SFC64(seed))


def systematic(table: Table, draws: int, rng: np.random.Generator) -> Iterator[Drawn]:
    """Cities where every group spreads as the residents do, in blocks of drawn counts (see `many.Drawn`).

    Group totals are kept. Chance alone is left: what the index shows here is not segregation.
    Source: Allen, Burgess, Davidson & Windmeijer, Econometrics Journal 18(1), 2015, 40-66, section 3.
    """
    everybody = table.sum(axis=1) / table.sum()
    return _multinomial(table.sum(axis=0), np.column_stack([everybody] * table.shape[1]), draws, rng)


def persons(table: Table, draws: int, rng: np.random.Generator) -> Iterator[Drawn]:
    """Cities where every person of a group chooses an area anew with the chances seen, as `systematic`.

    The parametric bootstrap of persons who choose one by one. Source: Allen et al. 2015, section 4.
    """
    return _multinomial(table.sum(axis=0), table / table.sum(axis=0), draws, rng)


def areas(count: int, draws: int, rng: np.random.Generator) -> Weights:
    """How many times each of `count` areas comes up when `count` are drawn with replacement.

    Shape (draws, count), each row a multinomial number of `count` on equal chances, exactly: Poisson numbers
    of a mean a little below 1 and, since their sum is then multinomial given itself, as many areas drawn one
    by one as are missing. A row whose sum is too large is drawn again, whatever its areas.
    """
    if count < 2:
        raise SegregationInputError(f"{count} area cannot be drawn again; there must be two or more")
    weights = np.empty((draws, count), dtype=np.uint8)
    todo = np.arange(draws)
    while len(todo):
        drawn = _poisson_rows(len(todo), count, max(0.5, 1 - 4 / sqrt(count)), rng)
        sums = drawn.sum(axis=1, dtype=np.int64)
        fits = sums <= count
        weights[todo[fits]] = drawn[fits]
        _fill(weights, todo[fits], count - sums[fits], rng)
        todo = todo[~fits]
    return weights


def values_of_persons(index: Index, table: Table, draws: int, rng: np.random.Generator) -> Floats:
    """The index of `draws` cities drawn by `persons`, shape (draws,)."""
    return _values(index, persons(index.enough_for_persons(table), draws, rng))


def values_of_systematic(index: Index, table: Table, draws: int, rng: np.random.Generator) -> Floats:
    """The index of `draws` cities drawn by `systematic`, shape (draws,)."""
    return _values(index, systematic(table, draws, rng))


def values_of_areas(index: Index, table: Table, draws: int, rng: np.random.Generator) -> Floats:
    """The index of `draws` cities drawn by `areas`, shape (draws,)."""
    step = max(1, AREA_BLOCK // len(table))
    return np.concatenate(
        [
            index.of_weights(table, areas(len(table), min(step, draws - done), rng))
            for done in range(0, draws, step)
        ]
    )


def _values(index: Index, blocks: Iterator[Drawn]) -> Floats:
    return np.concatenate([index.of_counts(block) for block in blocks])


def _multinomial(totals: Floats, chances: Table, draws: int, rng: np.random.Generator) -> Iterator[Drawn]:
    step = max(1, BLOCK // chances.size)
    for done in range(0, draws, step):
        count = min(step, draws - done)
        yield [
            multinomial(total, chances[:, group], count, rng)
            for group, total in enumerate(np.rint(totals).astype(int).tolist())
        ]


def _poisson_rows(rows: int, count: int, mean: float, rng: np.random.Generator) -> Weights:
    """Independent Poisson numbers of a mean up to 1, one random byte each.

    A byte decides where 256ths suffice: value k takes ⌊256·P(k)⌋ of the 256 bytes. The few bytes left over
    say "not decided", and those numbers are drawn from what the 256ths left of the distribution.
    """
    chances = np.array([exp(-mean) * mean**k / factorial(k) for k in range(_MOST)])
    bytes_of = np.floor(256 * chances).astype(np.int64)
    decided = np.repeat(np.arange(_MOST, dtype=np.uint8), bytes_of)
    table = np.full(256, _LEFT_OVER, dtype=np.uint8)
    table[: len(decided)] = decided
    words = rng.integers(0, 2**64, size=-(-rows * count // 8), dtype=np.uint64)
    # bytes.translate is the quickest look-up of bytes by bytes that Python has.
    numbers = np.frombuffer(bytearray(words.tobytes().translate(table.tobytes())), dtype=np.uint8)
    numbers = numbers[: rows * count]
    left = np.flatnonzero(numbers == _LEFT_OVER)
    rest = np.cumsum(256 * chances - bytes_of)
    numbers[left] = np.searchsorted(rest / rest[-1], rng.random(len(left)), side="right").clip(0, _MOST - 1)
    return numbers.reshape(rows, count)


def _fill(
    weights: Weights, rows: NDArray[np.int64], missing: NDArray[np.int64], rng: np.random.Generator
) -> None:
    """Add `missing` areas, drawn one by one, to each of the rows."""
    count = weights.shape[1]
    places = np.repeat(rows * count, missing) + rng.integers(0, count, size=int(missing.sum()))
    np.add.at(weights.reshape(-1), places, np.uint8(1))
