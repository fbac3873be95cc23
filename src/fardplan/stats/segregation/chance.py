"""What an index shows by chance alone, and what is left when that is taken away.

A city where everybody lived anywhere with equal chances still looks segregated: a sample of thirty persons
is never an exact copy of the city. The smaller the areas and the group, the more. Each correction here is
the one that did best in the simulation of docs/methods/segregation.md.
"""

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erf

from fardplan.stats.segregation.counts import (
    Floats,
    SegregationInputError,
    Table,
    checked_pair,
    checked_whole_counts,
)
from fardplan.stats.segregation.information import entropy, mutual_information
from fardplan.stats.segregation.two_groups import dissimilarity, isolation

_STEPS = 60


@dataclass(frozen=True, slots=True)
class Corrected:
    """An index with and without chance.

    `raw`: the index of the counts. `by_chance`: what these areas and groups would show on average if all
    groups spread alike. `value`: the estimate of what lies behind the counts; it may fall a little below 0
    for M and H, where chance showed less than usual.
    """

    raw: float
    by_chance: float
    value: float


def corrected_dissimilarity(group: ArrayLike, others: ArrayLike) -> Corrected:
    """D without chance: the evenly shrunk city that would, on average, look as segregated as this one does.

    Shapes and errors as `two_groups.dissimilarity`; whole persons. Every area's distance dᵢ = gᵢ/G - oᵢ/O is
    shrunk by one factor c until Σ E|c·dᵢ + chance| / 2, chance normal with the variance of equal
    chances, equals the D observed; the value is c·D. It is 0 where chance explains all.

    Source: own, after Allen, Burgess, Davidson & Windmeijer, Econometrics Journal 18(1), 2015, 40-66, whose
    two corrections leave more of the bias when D is low; Winship, Social Forces 55(4), 1977, 1058-1066.
    """
    table = _whole_pair(group, others)
    raw = dissimilarity(table[:, 0], table[:, 1])
    distances, chance = _distances(table)
    return Corrected(raw, float(_mean_distance(0 * distances, chance).sum() / 2), shrinkage(table) * raw)


def corrected_mutual_information(counts: ArrayLike) -> Corrected:
    """M without chance: less (areas - 1)(groups - 1) / 2N, areas with residents alone.

    Shapes and errors as `information.mutual_information`; whole persons.
    Source: Miller, in Quastler (ed.), Information Theory in Psychology, 1955, 95-100; Roulston, Physica D
    125(3-4), 1999, 285-294.
    """
    table = checked_whole_counts(counts)
    raw, bias = mutual_information(table), information_by_chance(table)
    return Corrected(raw, bias, raw - bias)


def corrected_entropy_index(counts: ArrayLike) -> Corrected:
    """H without chance: corrected M as a share of the city's diversity. Source: as M."""
    table = checked_whole_counts(counts)
    m, diversity = corrected_mutual_information(table), entropy(table.sum(axis=0))
    return Corrected(m.raw / diversity, m.by_chance / diversity, m.value / diversity)


def corrected_isolation(group: ArrayLike, others: ArrayLike) -> Corrected:
    """The group's share among a member's neighbours, oneself not counted: Σ gᵢ/G · (gᵢ-1)/(tᵢ-1).

    If everybody lived anywhere this is the group's share of the city (one person less) exactly, however
    small the areas; a member living alone meets nobody and is left out. `by_chance` is what plain isolation
    would show then. Raises `SegregationInputError` where no member has a neighbour.

    Source: own; the ratio of pairs, as Simpson, Nature 163, 1949, 688, without replacement.
    """
    table = _whole_pair(group, others)
    members, residents = table[:, 0], table.sum(axis=1)
    near = residents > 1
    if not members[near].sum() > 0:
        raise SegregationInputError("no member of the group has a neighbour in the area")
    value = members[near] @ ((members[near] - 1) / (residents[near] - 1)) / members[near].sum()
    share = (members.sum() - 1) / (residents.sum() - 1)
    areas = np.count_nonzero(residents)
    by_chance = share + (1 - share) * areas / residents.sum()
    return Corrected(isolation(table[:, 0], table[:, 1]), float(by_chance), float(value))


def shrinkage(table: Table, raw: float | None = None) -> float:
    """The factor by which distances are shrunk; see `corrected_dissimilarity`.

    From 0 to 1 for the table's own D; for another `raw` D of a city of this shape it may pass 1.
    """
    distances, chance = _distances(table)
    observed = distances.sum() if raw is None else 2 * raw
    if _mean_distance(0 * distances, chance).sum() >= observed:
        return 0.0
    factor = 1.0
    # The mean distance is convex in the factor: from the right Newton's steps fall and cannot overshoot.
    for _ in range(_STEPS):
        slope = distances @ erf(factor * distances / (chance * sqrt(2)))
        step = (_mean_distance(factor * distances, chance).sum() - observed) / slope
        factor -= step
        if abs(step) < 1e-13:
            break
    return float(factor)


def correction_curve(table: Table) -> tuple[Floats, Floats]:
    """How corrected D follows from raw D in a city of this shape: raw values, rising, and the corrected ones.

    Flat at 0 up to what chance alone gives, steep just above it, then parallel to the raw values.
    """
    distances, chance = _distances(table)
    factors = np.append(0.0, np.linspace(0.02, 1.4, 60) ** 1.5)
    raw = np.array([_mean_distance(factor * distances, chance).sum() / 2 for factor in factors])
    return raw, factors * distances.sum() / 2


def information_by_chance(table: Table) -> float:
    """What M shows on average in a city where all groups spread alike: (areas - 1)(groups - 1) / 2N."""
    areas = np.count_nonzero(table.sum(axis=1))
    return float((areas - 1) * (table.shape[1] - 1) / (2 * table.sum()))


def shrunk(table: Table, factor: float) -> Table:
    """The city with every group's spread moved towards everybody's.

    `factor` 1 changes nothing, 0 gives an even city. Group totals stay; persons turn into fractions.
    """
    everybody = table.sum(axis=1, keepdims=True) / table.sum()
    even = everybody * table.sum(axis=0)
    moved: Table = even + factor * (table - even)
    return moved


def _whole_pair(group: ArrayLike, others: ArrayLike) -> Table:
    return checked_whole_counts(checked_pair(group, others))


def _distances(table: Table) -> tuple[Floats, Floats]:
    """Each area's distance between the groups' shares, and its standard deviation if they spread alike."""
    residents, totals = table.sum(axis=1), table.sum(axis=0)
    lived = (residents > 0) & (residents < residents.sum())
    shares = table[lived] / totals
    everybody = residents[lived] / residents.sum()
    return np.abs(shares[:, 0] - shares[:, 1]), np.sqrt(everybody * (1 - everybody) * (1 / totals).sum())


def _mean_distance(mean: Floats, chance: Floats) -> Floats:
    """E|X| of a normal X: the mean of the folded normal distribution."""
    ratio = mean / (chance * sqrt(2))
    distance: Floats = chance * sqrt(2 / pi) * np.exp(-(ratio**2)) + mean * erf(ratio)
    return distance
