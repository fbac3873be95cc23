"""Could it be chance? One city against an even one, and the same city at two times.

Two questions, never one. *Persons*: could persons who choose one by one have given this? They are drawn,
one by one. *Areas*: do the areas move together, or each its own way? Areas' years are swapped, so that
families, new houses and single schools, which move many at once, do not pass for certainty.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from fardplan.stats.segregation.chance import shrinkage, shrunk
from fardplan.stats.segregation.counts import Floats, SegregationInputError, Table, checked_whole_counts
from fardplan.stats.segregation.draws import (
    generator,
    values_of_areas,
    values_of_persons,
    values_of_systematic,
)
from fardplan.stats.segregation.many import D, Index, Information


@dataclass(frozen=True, slots=True)
class ChanceTest:
    """Whether a city is more segregated than chance makes it.

    `observed` the raw index; `by_chance` its mean over `draws` cities where every group spreads as the
    residents do, `limit` the value that one in twenty of them passes; `p` = (b + 1)/(draws + 1), b how many
    reach `observed`.
    """

    index: str
    observed: float
    by_chance: float
    limit: float
    p: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Interval:
    """An index corrected for chance and its interval; `unit` says what was drawn again."""

    index: str
    raw: float
    value: float
    lower: float
    upper: float
    unit: Literal["persons", "areas"]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Change:
    """The change of an index between two times, corrected for chance at both.

    `before`, `after`: corrected values; `change` their difference with its interval; `p` two-sided,
    (b + 1)/(draws + 1).
    """

    index: str
    before: float
    after: float
    change: float
    lower: float
    upper: float
    p: float
    unit: Literal["persons", "areas"]
    draws: int
    seed: int


def against_chance(counts: ArrayLike, index: Index = D, *, draws: int = 999, seed: int) -> ChanceTest:
    """Test of evenness by systematic draws; `counts` of shape (areas, groups), whole persons.

    Raises `SegregationInputError`, see `counts.checked_table`.
    Source: Boisso, Hayes, Hirschberg & Silber, Journal of Econometrics 61(1), 1994, 161-171; Allen et al.
    2015; p-value: Davison & Hinkley, Bootstrap Methods and their Application, 1997, 140-141.
    """
    table = checked_whole_counts(counts)
    observed = index.of(table)
    drawn = values_of_systematic(index, table, _enough(draws), generator(seed))
    limit = float(np.quantile(drawn, 0.95))
    return ChanceTest(
        index.name, observed, float(drawn.mean()), limit, _p(drawn >= observed - 1e-12), draws, seed
    )


def interval_by_persons(
    counts: ArrayLike, index: Index = D, *, draws: int = 999, seed: int, confidence: float = 0.95
) -> Interval:
    """The interval that persons' choices leave, about the value corrected for chance.

    Persons are drawn from the shrunk city (`chance.shrunk`), whose draws look like the city seen; drawing
    from the city seen would count chance twice. Each draw is corrected as the city was. Shapes as
    `against_chance`.
    """
    table = checked_whole_counts(counts)
    value, errors = _errors_of_persons(table, index, _enough(draws), generator(seed))
    lower, upper = _about(value, errors, confidence)
    return Interval(index.name, index.of(table), value, lower, upper, "persons", draws, seed)


def interval_by_areas(
    counts: ArrayLike, index: Index = D, *, draws: int = 999, seed: int, confidence: float = 0.95
) -> Interval:
    """The interval if the areas are a sample of areas like them: areas drawn again with replacement.

    For a city's own districts, all of them seen, `interval_by_persons` answers the usual question.
    Source: Davison & Hinkley 1997, chapter 2 (basic bootstrap interval).
    """
    table = checked_whole_counts(counts)
    raw = index.of(table)
    value = float(index.corrected(table, np.array([raw]))[0])
    drawn = values_of_areas(index, table, _enough(draws), generator(seed))
    corrected = index.corrected(table, drawn)
    lower, upper = _about(value, corrected - corrected.mean(), confidence)
    return Interval(index.name, raw, value, lower, upper, "areas", draws, seed)


def change_by_persons(
    before: ArrayLike,
    after: ArrayLike,
    index: Index = D,
    *,
    draws: int = 999,
    seed: int,
    confidence: float = 0.95,
) -> Change:
    """Whether persons who choose one by one could have given the change; see `interval_by_persons`.

    `before`, `after`: shape (areas, groups), the same groups; the areas may differ in number, but then the
    index differs with the division as well. The p-value counts the draws whose error is as large as the
    change. It holds its size when composition or size change and persons are independent; persons who move
    together (families, classes) are fewer independent choices than persons: see `change_by_areas`.
    """
    tables = _two_times(before, after)
    rng = generator(seed)
    (first, first_errors), (second, second_errors) = (
        _errors_of_persons(table, index, _enough(draws), rng) for table in tables
    )
    change, errors = second - first, second_errors - first_errors
    lower, upper = _about(change, errors, confidence)
    p = _p(np.abs(errors) >= abs(change) - 1e-12)
    return Change(index.name, first, second, change, lower, upper, p, "persons", draws, seed)


def change_by_areas(
    before: ArrayLike,
    after: ArrayLike,
    index: Index = D,
    *,
    draws: int = 9_999,
    seed: int,
    confidence: float = 0.95,
) -> Change:
    """Whether the areas change together: the years of every area swapped at random.

    `before`, `after`: shape (areas, groups), the same areas in the same order. If nothing but each area's
    own ups and downs happened, it is a coin's toss which year an area's part of the index belongs to. The
    p-value counts the swaps that change the index as much. Holds its size for whatever moves within an
    area, families and drift included; needs some tens of areas, and rejects too often (up to 15 % at the 5 %
    level) where D of both years is hardly above chance. The interval takes Student's t of the parts.

    Source: Fisher, The Design of Experiments, 1935, chapter III (paired randomisation).
    """
    first, second = _two_times(before, after)
    if first.shape != second.shape:
        raise SegregationInputError(
            f"{first.shape[0]} areas before and {second.shape[0]} after cannot be paired",
            instead="Bring both years to one division of the city first, or draw persons instead.",
        )
    old, new = (float(index.corrected(table, np.array([index.of(table)]))[0]) for table in (first, second))
    change = new - old
    parts = _part_changes(first, second, index, change)
    swapped = swapped_sums(parts, _enough(draws), generator(seed))
    areas = int(np.count_nonzero(first.sum(axis=1) + second.sum(axis=1)))
    half = float(stdtrit(max(areas - 1, 1), (1 + confidence) / 2) * np.sqrt((parts**2).sum()))
    p = _p(np.abs(swapped) >= abs(change) - 1e-12)
    return Change(index.name, old, new, change, change - half, change + half, p, "areas", draws, seed)


def swapped_sums(parts: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Σ ±partᵢ for `draws` random sets of signs, shape (draws,).

    One random byte holds the signs of eight parts; their 256 possible sums are looked up, not added.
    """
    eights = np.zeros((-(-len(parts) // 8), 8))
    eights.reshape(-1)[: len(parts)] = parts
    signs = 1.0 - 2.0 * np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    sums = eights @ signs.T
    places = (np.arange(len(eights)) * 256).astype(np.int64)
    found = np.empty(draws)
    step = max(1, 500_000 // len(eights))
    for done in range(0, draws, step):
        count = min(step, draws - done)
        drawn: NDArray[np.int64] = rng.integers(0, 256, size=(count, len(eights)), dtype=np.uint8) + places
        found[done : done + count] = sums.reshape(-1)[drawn].sum(axis=1)
    return found


def _errors_of_persons(
    table: Table, index: Index, draws: int, rng: np.random.Generator
) -> tuple[float, Floats]:
    """The corrected value and the errors of corrected values of cities drawn from the shrunk one."""
    value = float(index.corrected(table, np.array([index.of(table)]))[0])
    drawn = values_of_persons(index, shrunk(table, _shrinkage(table, index)), draws, rng)
    corrected = index.corrected(table, drawn)
    return value, corrected - corrected.mean()


def _shrinkage(table: Table, index: Index) -> float:
    """The factor whose draws show the index seen: of distances, and of M with its square."""
    if isinstance(index, Information) or table.shape[1] > 2:
        raw = index.of(table)
        left = float(index.corrected(table, np.array([raw]))[0]) / raw if raw > 0 else 0.0
        return float(np.sqrt(np.clip(left, 0.0, 1.0)))
    return shrinkage(table)


def _part_changes(before: Table, after: Table, index: Index, change: float) -> Floats:
    """What each area adds to the corrected change; they sum to it.

    Raw parts are brought to the corrected scale by the slope of the correction over one standard error to
    each side, and what chance adds to all is taken off in proportion to the square root of the residents.
    """
    scaled = _slope(after, index) * index.parts(after) - _slope(before, index) * index.parts(before)
    weights = np.sqrt(before.sum(axis=1) + after.sum(axis=1))
    parts: Floats = scaled - weights / weights.sum() * (scaled.sum() - change)
    return parts


def _slope(table: Table, index: Index) -> float:
    raw, parts = index.of(table), index.parts(table)
    error = float(np.sqrt(((parts - parts.mean()) ** 2).sum())) or 1e-9
    low, high = index.corrected(table, np.array([raw - error, raw + error]))
    return float(high - low) / (2 * error)


def _two_times(before: ArrayLike, after: ArrayLike) -> tuple[Table, Table]:
    first = checked_whole_counts(before, name="the table before")
    second = checked_whole_counts(after, name="the table after")
    if first.shape[1] != second.shape[1]:
        raise SegregationInputError(
            f"{first.shape[1]} groups before and {second.shape[1]} after cannot be compared"
        )
    return first, second


def _about(value: float, errors: Floats, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    return value - float(np.quantile(errors, 1 - tail)), value - float(np.quantile(errors, tail))


def _p(reached: NDArray[np.bool_]) -> float:
    return (int(reached.sum()) + 1) / (len(reached) + 1)


def _enough(draws: int) -> int:
    if draws < 99:
        raise SegregationInputError(f"{draws} draws are too few for a p-value", instead="Take 99 or more.")
    return draws
