"""Segregation of two groups or more as information: M, H, and what they are made of."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from fardplan.stats.segregation.counts import Floats, SegregationInputError, Table, checked_table


def entropy(counts: ArrayLike) -> float:
    """Diversity of a composition in nats: 0 (one group) to ln(groups) (equal parts).

    `counts`: shape (groups,), not negative, not all 0. E = -Σ p ln p. Source: Shannon 1948; Theil 1972.
    """
    values = np.asarray(counts, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all() or (values < 0).any() or values.sum() <= 0:
        raise SegregationInputError("a diversity needs counts that are not negative and not all zero")
    shares = values / values.sum()
    return float(-xlogy(shares, shares).sum())


def mutual_information(counts: ArrayLike) -> float:
    """How much a person's area tells about the person's group, in nats.

    `counts`: shape (areas, groups), persons. From 0 (same mix everywhere) to the smaller of the groups' and
    the areas' entropy. Unlike H it falls when the city becomes less diverse; it decomposes exactly over
    areas, groups and nested divisions. Raises `SegregationInputError`, see `checked_table`.

    M = Σ p(u,g) ln[p(u,g) / (p(u) p(g))]. Source: Theil & Finizza, Journal of Mathematical Sociology 1(2),
    1971, 187-193; Mora & Ruiz-Castillo, Sociological Methodology 41(1), 2011, 159-194.
    """
    return _mutual_information(checked_table(counts))


def entropy_index(counts: ArrayLike) -> float:
    """Theil's H: M as a share of the city's own diversity, 0 (same mix everywhere) to 1 (no shared area).

    Shapes and errors as `mutual_information`. Source: Theil & Finizza 1971; Reardon & Firebaugh,
    Sociological Methodology 32(1), 2002, 33-67.
    """
    table = checked_table(counts)
    return _mutual_information(table) / entropy(table.sum(axis=0))


@dataclass(frozen=True, slots=True)
class LocalSegregation:
    """How far each part's composition lies from the whole's, in nats; `weights @ scores` is M.

    Both of shape (parts,). The score of an area without residents is not a number: it has none.
    """

    scores: Floats
    weights: Floats


def local_by_area(counts: ArrayLike) -> LocalSegregation:
    """Each area's divergence from the city's composition, L(u) = Σ p(g|u) ln[p(g|u)/p(g)].

    Source: Mora & Ruiz-Castillo 2011, 170-173; Alonso-Villar & Del Río, Mathematical Social Sciences
    60(1), 2010, 30-38.
    """
    return _local(checked_table(counts))


def local_by_group(counts: ArrayLike) -> LocalSegregation:
    """Each group's divergence from the spread of everybody over the areas, L(g) = Σ p(u|g) ln[p(u|g)/p(u)].

    Source: as `local_by_area`.
    """
    return _local(checked_table(counts).T)


@dataclass(frozen=True, slots=True)
class Level:
    """What one level of nested areas adds: M within the level above, and as a share of the diversity (H)."""

    m: float
    h: float


def nested_by_area(counts: ArrayLike, divisions: Sequence[Sequence[Hashable]]) -> list[Level]:
    """M and H split over nested divisions, coarsest first: between districts, between areas within them.

    `divisions`: for each division, coarsest first, the name of the area that each row of `counts` lies in.
    Returns one level for each division and one for the rows themselves; the levels sum to M and H. An area
    that crosses a coarser one raises `SegregationInputError`: the division is not nested.

    Source: Theil & Finizza 1971; Mora & Ruiz-Castillo 2011, 165-169.
    """
    table = checked_table(counts)
    diversity = entropy(table.sum(axis=0))
    reached = 0.0
    levels = []
    for codes in [*_nested_codes(divisions, len(table)), np.arange(len(table))]:
        total = _mutual_information(_summed(table, codes))
        levels.append(Level(total - reached, (total - reached) / diversity))
        reached = total
    return levels


def nested_by_group(counts: ArrayLike, families: Sequence[Hashable]) -> list[Level]:
    """M and H split over groups of groups: between the families, and within them.

    `families`: the family of each column of `counts`. The levels sum to M and H. Source: as `nested_by_area`.
    """
    table = checked_table(counts)
    if len(families) != table.shape[1]:
        raise SegregationInputError(
            f"there are {table.shape[1]} groups and {len(families)} names of families"
        )
    codes = _codes(families)
    diversity = entropy(table.sum(axis=0))
    between = _mutual_information(_summed(table.T, codes).T)
    within = _mutual_information(table) - between
    return [Level(between, between / diversity), Level(within, within / diversity)]


@dataclass(frozen=True, slots=True)
class Within:
    """Segregation inside one area of a coarser division; `weight * m` is what it adds to the city's M."""

    weight: float
    m: float
    h: float | None
    diversity: float


def within_each(counts: ArrayLike, division: Sequence[Hashable]) -> dict[Hashable, Within]:
    """Segregation inside each district. `h` is None where only one group lives: nothing to segregate.

    Σ weight · m is the part of M within districts. Source: Theil & Finizza 1971.
    """
    table = checked_table(counts)
    if len(division) != len(table):
        raise SegregationInputError(f"there are {len(table)} areas and {len(division)} names of districts")
    codes = _codes(division)
    names = list(dict.fromkeys(division))
    total = table.sum()
    found: dict[Hashable, Within] = {}
    for code, name in enumerate(names):
        part = table[codes == code]
        if part.sum() > 0:
            diversity = entropy(part.sum(axis=0))
            m = _mutual_information(part)
            found[name] = Within(
                float(part.sum() / total), m, m / diversity if diversity else None, diversity
            )
    return found


def _mutual_information(table: Table) -> float:
    """Entropies of the margins less that of the cells: zero cells cost nothing and need no care."""
    joint = table / table.sum()
    areas, groups = joint.sum(axis=1), joint.sum(axis=0)
    value = xlogy(joint, joint).sum() - xlogy(areas, areas).sum() - xlogy(groups, groups).sum()
    return max(0.0, float(value))


def _local(table: Table) -> LocalSegregation:
    totals = table.sum(axis=1)
    whole = table.sum(axis=0) / table.sum()
    lived = totals > 0
    scores = np.full(len(table), np.nan)
    shares = table[lived] / totals[lived, None]
    present = whole > 0
    scores[lived] = (xlogy(shares, shares)[:, present] - xlogy(shares[:, present], whole[present])).sum(
        axis=1
    )
    return LocalSegregation(scores, totals / totals.sum())


def _nested_codes(divisions: Sequence[Sequence[Hashable]], rows: int) -> list[np.ndarray]:
    codes = []
    for names in divisions:
        if len(names) != rows:
            raise SegregationInputError(f"there are {rows} areas and {len(names)} names of a division")
        codes.append(_codes(names))
    for coarse, fine in pairwise(codes):
        if len(np.unique(np.column_stack([coarse, fine]), axis=0)) != len(np.unique(fine)):
            raise SegregationInputError(
                "the divisions are not nested: an area of the finer one lies in two of the coarser",
                instead="Name the divisions coarsest first; two areas of one name need two names.",
            )
    return codes


def _codes(names: Sequence[Hashable]) -> np.ndarray:
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(name, len(seen)) for name in names])


def _summed(table: Table, codes: np.ndarray) -> Table:
    sums = np.zeros((int(codes.max()) + 1, table.shape[1]))
    np.add.at(sums, codes, table)
    return sums
