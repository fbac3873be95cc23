"""Indices of many drawn cities at once: the same values as one by one, without a loop over the draws.

An index reads two kinds of draws. Drawn *counts*, shape (areas, draws) for each group, come from moving
persons. Drawn *weights*, shape (draws, areas), say how many times each area was drawn; the counts stay.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, xlogy

from fardplan.stats.segregation.chance import (
    corrected_isolation,
    correction_curve,
    information_by_chance,
    shrinkage,
)
from fardplan.stats.segregation.counts import Floats, SegregationInputError, Table
from fardplan.stats.segregation.information import entropy, local_by_area
from fardplan.stats.segregation.multinomial import Counts

Weights = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
Draws = NDArray[np.float64]
Drawn = Sequence[Counts]
"""Persons of each group, shape (areas, draws), in the order of the groups."""

# Drawn cells worked on at a time: what the processor's cache holds.
_CELLS = 32_768

# Values that are solved for one by one rather than read from a curve.
FEW = 4

# The chance that an area's sign turns in any of a million draws of a million areas is below 1e-4.
SURE = -float(ndtri(1e-16))


class Index(Protocol):
    """An index of segregation that can be computed on one city or on many drawn ones."""

    @property
    def name(self) -> str:
        """What the index is called in tables."""

    def of(self, table: Table) -> float:
        """The index of one city, `table` of shape (areas, groups)."""

    def of_counts(self, draws: Drawn) -> Floats:
        """The index of each drawn city; see `Drawn`."""

    def of_weights(self, table: Table, weights: Weights) -> Floats:
        """The index of each city made of the areas drawn `weights` times, shape (draws, areas)."""

    def enough_for_persons(self, table: Table) -> Table:
        """A smaller table whose person-level draws have the same index, or `table` itself."""

    def corrected(self, table: Table, raw: Floats) -> Floats:
        """What is left of `raw` values of a city of this shape when chance is taken away."""

    def parts(self, table: Table) -> Floats:
        """What each area adds: shape (areas,), their sum is the index."""


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """D for many draws; see `two_groups.dissimilarity`."""

    name: str = "D"

    def of(self, table: Table) -> float:
        """Of one city, shape (areas, 2)."""
        return float(self.of_counts(_drawn_once(_two_groups(table)))[0])

    def of_counts(self, draws: Drawn) -> Floats:
        """Of drawn counts of two groups."""
        of_one, of_other = 1 / _totals(draws).T
        spread = np.zeros(draws[0].shape[1])
        for group, others in _blocks(draws):
            apart = group * of_one
            apart -= others * of_other
            np.abs(apart, out=apart)
            spread += apart.sum(axis=0)
        return spread / 2

    def of_weights(self, table: Table, weights: Weights) -> Floats:
        """Of drawn areas.

        An area's term |gᵢ/G - oᵢ/O| keeps its sign unless the drawn city's mix G/O passes the area's own.
        The terms that keep theirs in every draw are sums, and sums of draws are one matrix product; only
        the areas between the extremes of G/O are taken one by one.
        """
        ratio = table[:, 0] / np.maximum(table.sum(axis=1), 1e-300)
        multiplied = weights.astype(np.float64)
        totals = multiplied @ table
        _refuse_empty(totals)
        mix = totals[:, 0] / totals.sum(axis=1)
        above, below = ratio > mix.max() * (1 + 1e-9), ratio < mix.min() * (1 - 1e-9)
        turning = np.flatnonzero(~(above | below))
        signed = multiplied @ (table * (above.astype(np.float64) - below)[:, None])
        few = weights[:, turning].astype(np.float64)
        apart = table[turning, 0] / totals[:, :1] - table[turning, 1] / totals[:, 1:]
        near = np.einsum("ij,ij->i", few, np.abs(apart))
        spread: Floats = (signed[:, 0] / totals[:, 0] - signed[:, 1] / totals[:, 1] + near) / 2
        return spread

    def enough_for_persons(self, table: Table) -> Table:
        """The areas whose sign may turn, and the sums of those surely above and below the city's mix."""
        totals = table.sum(axis=0)
        shares = table / totals
        apart = shares[:, 0] - shares[:, 1]
        # Half a person more in each cell: an area where nobody of a group was seen is not sure of none.
        sure = SURE * np.sqrt(((shares + 0.5 / totals) / totals).sum(axis=1)) + (1 / totals).max()
        above, below = apart > sure, apart < -sure
        rest = table[~(above | below)]
        return np.vstack([rest, table[above].sum(axis=0), table[below].sum(axis=0)])

    def corrected(self, table: Table, raw: Floats) -> Floats:
        """See `chance.corrected_dissimilarity`; many values are read from the curve, a few solved for."""
        if len(raw) <= FEW:
            own = self.of(table)
            return np.array([own * shrinkage(table, float(value)) for value in raw])
        curve: Floats = np.interp(raw, *correction_curve(table))
        return curve

    def parts(self, table: Table) -> Floats:
        """Half the distance of each area's shares of the two groups."""
        shares = table / table.sum(axis=0)
        half: Floats = np.abs(shares[:, 0] - shares[:, 1]) / 2
        return half


@dataclass(frozen=True, slots=True)
class Information:
    """M, or H where `relative`, for many draws; see `information.mutual_information`."""

    relative: bool

    @property
    def name(self) -> str:
        """H or M."""
        return "H" if self.relative else "M"

    def of(self, table: Table) -> float:
        """Of one city, shape (areas, groups)."""
        return float(self.of_counts(_drawn_once(table))[0])

    def of_counts(self, draws: Drawn) -> Floats:
        """Of drawn counts."""
        inner = np.zeros(draws[0].shape[1])
        for block in _blocks(draws):
            inner -= _n_log_n(np.add.reduce(block)).sum(axis=0)
            for group in block:
                inner += _n_log_n(group).sum(axis=0)
        return self._from_sums(inner, _totals(draws))

    def of_weights(self, table: Table, weights: Weights) -> Floats:
        """Of drawn areas: every area's own part of the sum comes back as often as the area is drawn."""
        areas = table.sum(axis=1)
        inner = xlogy(table, table).sum(axis=1) - xlogy(areas, areas)
        sums = weights.astype(np.float64) @ np.column_stack([inner, table])
        return self._from_sums(sums[:, 0], sums[:, 1:])

    def enough_for_persons(self, table: Table) -> Table:
        """Every area counts."""
        return table

    def corrected(self, table: Table, raw: Floats) -> Floats:
        """See `chance.corrected_mutual_information`."""
        bias = information_by_chance(table)
        return raw - (bias / entropy(table.sum(axis=0)) if self.relative else bias)

    def parts(self, table: Table) -> Floats:
        """Each area's divergence from the city, times its share of the residents."""
        local = local_by_area(table)
        scores = np.where(local.weights > 0, local.scores, 0.0) * local.weights
        return scores / entropy(table.sum(axis=0)) if self.relative else scores

    def _from_sums(self, inner: Floats, groups: Draws) -> Floats:
        _refuse_empty(groups)
        persons = groups.sum(axis=1)
        between = xlogy(groups, groups).sum(axis=1)
        m: Floats = np.maximum(0.0, (inner - between + xlogy(persons, persons)) / persons)
        if not self.relative:
            return m
        h: Floats = m / (np.log(persons) - between / persons)
        return h


@dataclass(frozen=True, slots=True)
class Isolation:
    """Isolation of the first of two groups for many draws; see `two_groups.isolation`."""

    name: str = "isolation"

    def of(self, table: Table) -> float:
        """Of one city, shape (areas, 2)."""
        return float(self.of_counts(_drawn_once(_two_groups(table)))[0])

    def of_counts(self, draws: Drawn) -> Floats:
        """Of drawn counts."""
        met = np.zeros(draws[0].shape[1])
        for group, others in _blocks(draws):
            members = group.astype(np.float64)
            residents = members + others
            met += (members * members / np.where(residents > 0, residents, 1.0)).sum(axis=0)
        mean: Floats = met / _totals(draws)[:, 0]
        return mean

    def of_weights(self, table: Table, weights: Weights) -> Floats:
        """Of drawn areas."""
        residents = table.sum(axis=1)
        met = table[:, 0] ** 2 / np.where(residents > 0, residents, 1.0)
        sums = weights.astype(np.float64) @ np.column_stack([met, table])
        _refuse_empty(sums[:, 1:])
        mean: Floats = sums[:, 0] / sums[:, 1]
        return mean

    def enough_for_persons(self, table: Table) -> Table:
        """Every area counts."""
        return table

    def corrected(self, table: Table, raw: Floats) -> Floats:
        """See `chance.corrected_isolation`: oneself is not counted among one's neighbours."""
        found = corrected_isolation(table[:, 0], table[:, 1])
        return raw - (found.raw - found.value)

    def parts(self, table: Table) -> Floats:
        """What the members in each area add to the mean."""
        residents = table.sum(axis=1)
        met = table[:, 0] ** 2 / np.where(residents > 0, residents, 1.0)
        parts: Floats = met / table[:, 0].sum()
        return parts


@dataclass(frozen=True, slots=True)
class Gini:
    """The Gini index of segregation for many draws; see `two_groups.gini_segregation`."""

    name: str = "Gini"

    def of(self, table: Table) -> float:
        """Of one city, shape (areas, 2)."""
        return float(self.of_counts(_drawn_once(_two_groups(table)))[0])

    def of_counts(self, draws: Drawn) -> Floats:
        """Of drawn counts: every draw has its own order of areas."""
        group, others = (np.ascontiguousarray(counts.T, dtype=np.float64) for counts in draws)
        residents = group + others
        order = np.argsort(group / np.where(residents > 0, residents, 1.0), axis=1)
        return _gini_in_order(
            np.take_along_axis(group, order, axis=1), np.take_along_axis(others, order, axis=1)
        )

    def of_weights(self, table: Table, weights: Weights) -> Floats:
        """Of drawn areas: the order of the areas is the same in every draw."""
        residents = table.sum(axis=1)
        order = np.argsort(table[:, 0] / np.where(residents > 0, residents, 1.0))
        drawn = weights[:, order].astype(np.float64)
        return _gini_in_order(drawn * table[order, 0], drawn * table[order, 1])

    def enough_for_persons(self, table: Table) -> Table:
        """Every area counts."""
        return table

    def corrected(self, table: Table, raw: Floats) -> Floats:
        """As D: distances are shrunk by the same factor, and the Gini index with them."""
        scale = self.of(table) / D.of(table) if D.of(table) > 0 else 1.0
        return D.corrected(table, raw / scale) * scale

    def parts(self, table: Table) -> Floats:
        """Each area's mean distance to all other areas: half of every pair's difference."""
        residents = table.sum(axis=1)
        order = np.argsort(table[:, 0] / np.where(residents > 0, residents, 1.0), kind="stable")
        shares = (table / table.sum(axis=0))[order]
        group, others = np.cumsum(shares, axis=0).T
        # Poorer areas hold (g, o) below, richer ones the rest; |gᵢoⱼ - gⱼoᵢ| has one sign on each side.
        before, beyond = (group - shares[:, 0], others - shares[:, 1]), (1 - group, 1 - others)
        pairs = (
            shares[:, 0] * before[1]
            - shares[:, 1] * before[0]
            + shares[:, 1] * beyond[0]
            - shares[:, 0] * beyond[1]
        )
        parts = np.empty(len(table))
        parts[order] = pairs / 2
        return parts


D = Dissimilarity()
M = Information(relative=False)
H = Information(relative=True)
ISOLATION = Isolation()
GINI = Gini()


def _drawn_once(table: Table) -> Drawn:
    return [column[:, None] for column in table.T]


def _blocks(draws: Drawn) -> Iterator[list[Counts]]:
    """Some areas at a time."""
    areas, count = draws[0].shape
    step = max(1, _CELLS // count)
    for start in range(0, areas, step):
        yield [counts[start : start + step] for counts in draws]


def _totals(draws: Drawn) -> Draws:
    """Persons of each group, shape (draws, groups)."""
    totals = np.column_stack([counts.sum(axis=0, dtype=np.float64) for counts in draws])
    _refuse_empty(totals)
    return totals


def _n_log_n(counts: Counts) -> Draws:
    """n ln n. Whole numbers are looked up: they come again and again."""
    most = counts.max(initial=0)
    if counts.dtype.kind == "f" or most > counts.size:
        found: Draws = xlogy(counts, counts)
        return found
    numbers = np.arange(int(most) + 1)
    looked_up: Draws = xlogy(numbers, numbers).take(counts)
    return looked_up


def _gini_in_order(group: Draws, others: Draws) -> Floats:
    totals = np.column_stack([group.sum(axis=1), others.sum(axis=1)])
    _refuse_empty(totals)
    reached = np.cumsum(group, axis=1)
    area = np.einsum("ij,ij->i", others, 2 * reached - group)
    gini: Floats = 1 - area / (totals[:, 0] * totals[:, 1])
    return gini


def _two_groups(table: Table) -> Table:
    if table.ndim != 2 or table.shape[1] != 2:
        raise SegregationInputError(
            f"the index compares a group with the others; the table has the shape {table.shape}",
            instead="Give two columns, or take M or H, which read any number of groups.",
        )
    return table


def _refuse_empty(totals: Draws) -> None:
    if not (totals > 0).all():
        raise SegregationInputError(
            "a draw left a group without members",
            instead="The group lives in too few areas, or is too small, for chance to be drawn this way.",
        )
