"""Indices of how a group and the others share the areas of a city."""

import numpy as np
from numpy.typing import ArrayLike

from fardplan.stats.segregation.counts import Floats, SegregationInputError, checked_pair


def dissimilarity(group: ArrayLike, others: ArrayLike) -> float:
    """Share of the group that would have to move for an even spread.

    `group`, `others`: shape (areas,), persons, same date and area order, no overlap. Returns a share from
    0 (same mix everywhere) to 1 (no shared area). Raises `SegregationInputError`, see `checked_table`.

    D = ½ Σ |gᵢ/G - oᵢ/O|. It grows as areas get smaller, and by chance when counts are small
    (`chance.expected_by_chance`): compare only values on one division of the city.

    Source: Duncan & Duncan, American Sociological Review 20(2), 1955, 210-217.
    """
    shares = _location_shares(group, others)
    return float(np.abs(shares[:, 0] - shares[:, 1]).sum() / 2)


def isolation(group: ArrayLike, others: ArrayLike) -> float:
    """The group's share among the residents of a member's area, averaged over members.

    Shapes and errors as `dissimilarity`. From the group's share of the city (even spread) to 1 (alone). It
    depends on how large the group is; `eta_squared` takes that away.

    P = Σ (gᵢ/G)(gᵢ/tᵢ), with oneself counted among the residents. Source: Bell, Social Forces 32(4), 1954,
    357-364; Lieberson, in Peach et al., Ethnic Segregation in Cities, 1981, 61-82.
    """
    table = checked_pair(group, others)
    return _met_by(table[:, 0], table[:, 0], table.sum(axis=1))


def exposure(group: ArrayLike, others: ArrayLike, total: ArrayLike | None = None) -> float:
    """The others' share among the residents of a member's area, averaged over members.

    `total`: residents by area where there are further groups, never below group and others together; by
    default their sum, and then exposure = 1 - isolation. Range 0 to 1. Not symmetric.

    P = Σ (gᵢ/G)(oᵢ/tᵢ). Source: Lieberson, in Peach et al., Ethnic Segregation in Cities, 1981, 61-82.
    """
    table = checked_pair(group, others)
    residents = table.sum(axis=1) if total is None else np.asarray(total, dtype=np.float64)
    if residents.shape != table[:, 0].shape or not (residents >= table.sum(axis=1)).all():
        raise SegregationInputError(
            "the totals do not cover the groups in every area",
            instead="They need one number for each area, not below the group and the others together.",
        )
    return _met_by(table[:, 0], table[:, 1], residents)


def eta_squared(group: ArrayLike, others: ArrayLike) -> float:
    """Isolation rescaled to 0 (even spread) and 1 (alone): the variance of the group's share between areas.

    η² = (P - p)/(1 - p) with the group's share p of the city. Source: Bell, Social Forces 32(4), 1954,
    357-364; Duncan & Duncan 1955.
    """
    table = checked_pair(group, others)
    share = table[:, 0].sum() / table.sum()
    return float((isolation(group, others) - share) / (1 - share))


def gini_segregation(group: ArrayLike, others: ArrayLike) -> float:
    """Twice the area between the segregation curve and the diagonal, 0 to 1; never below D.

    The curve runs over the areas ordered by the group's share: cumulated share of the group against the
    cumulated share of the others. Shapes and errors as `dissimilarity`. One sort, where the definition as a
    mean difference compares every pair of areas.

    Source: Duncan & Duncan 1955; James & Taeuber, Sociological Methodology 15, 1985, 1-32.
    """
    table = checked_pair(group, others)
    lived = table[table.sum(axis=1) > 0]
    order = np.argsort(lived[:, 0] / lived.sum(axis=1), kind="stable")
    shares = lived[order] / lived.sum(axis=0)
    reached = np.cumsum(shares[:, 0])
    # Areas with the same share may come in any order: the curve is straight across them.
    return float(1 - shares[:, 1] @ (2 * reached - shares[:, 0])) if len(lived) else 0.0


def _location_shares(group: ArrayLike, others: ArrayLike) -> Floats:
    table = checked_pair(group, others)
    shares: Floats = table / table.sum(axis=0)
    return shares


def _met_by(group: Floats, met: Floats, residents: Floats) -> float:
    lived = residents > 0
    return float((group[lived] / group.sum()) @ (met[lived] / residents[lived]))
