"""Measures of how unlike areas or groups are, as plain formulas; `between` adds chance to them.

All read `values`, shape (..., areas), and `weights`, shape (areas,), persons; leading axes of `values` are
computed side by side. Weights are taken as shares. They raise `InputError` for shapes that differ, numbers
that are not finite, weights that are negative or sum to 0, and, where a measure is relative to the mean,
negative values or a mean of 0: an undefined measure is never returned as 0.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from fardplan.vocabulary.errors import InputError

Floats = NDArray[np.float64]


def value_range(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Highest less lowest, in the unit of the values; areas of weight 0 do not count.

    It rests on two areas and grows with their number: compare only on one division.
    """
    x, w = checked(values, weights)
    lived: Floats = x[..., w > 0]
    width: Floats = lived.max(axis=-1) - lived.min(axis=-1)
    return width


def between_variance(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Weighted variance of the areas' values about the mean, in the unit squared."""
    x, w = checked(values, weights)
    mean = (x @ w)[..., None]
    variance: Floats = (x - mean) ** 2 @ w
    return variance


def variance_share(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Of all differences between persons in a yes or no, the part that lies between areas; 0 to 1.

    `values` are shares of yes. Σ w(pᵢ-p)² / p(1-p): the squared correlation ratio. Raises `InputError` where
    all or none say yes. Source: Pearson 1905; Goldstein, Browne & Rasbash, Understanding Statistics 1(4),
    2002, 223-231.
    """
    x, w = checked(values, weights)
    if (x < 0).any() or (x > 1).any():
        raise InputError("a share of variance needs shares from 0 to 1")
    mean = x @ w
    if not ((mean > 0) & (mean < 1)).all():
        raise InputError("where all or none say yes there is no variance to share out")
    share: Floats = between_variance(x, w) / (mean * (1 - mean))
    return share


def gini(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Gini's coefficient, 0 (all alike) to 1: half the mean difference between two persons, over the mean.

    Every person has the area's value. Source: Gini 1912; Lerman & Yitzhaki, Journal of Econometrics 42(1),
    1989, 43-47 (weights).
    """
    x, w = _relative(values, weights)
    order = np.argsort(x, axis=-1, kind="stable")
    x = np.take_along_axis(x, order, axis=-1)
    sorted_weights = w[order]
    rank = np.cumsum(sorted_weights, axis=-1) - sorted_weights / 2
    mean = (x * sorted_weights).sum(axis=-1)
    coefficient: Floats = 2 * (sorted_weights * x * (rank - 0.5)).sum(axis=-1) / mean
    return coefficient


def theil(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Theil's T: 0 (all alike) to ln(1 / least weight share); heaviest on what lies far above the mean.

    Σ w (x/m) ln(x/m). Source: Theil, Economics and Information Theory, 1967, chapter 4.
    """
    x, w = _relative(values, weights)
    relative = x / (x @ w)[..., None]
    t: Floats = xlogy(relative, relative) @ w
    return t


@dataclass(frozen=True, slots=True)
class TheilParts:
    """Theil's T split over parts of the city: `between` them and `within` each; all sum to `total`."""

    total: float
    between: float
    within: dict[Hashable, float]


def theil_parts(values: ArrayLike, weights: ArrayLike, division: Sequence[Hashable]) -> TheilParts:
    """T between the parts of a division and inside them, what each adds; `values` of shape (areas,).

    A part's own T counts by its share of the total value (not of the persons); a part without any value
    adds nothing. Source: Theil 1967; Shorrocks, Econometrica 48(3), 1980, 613-625.
    """
    x, w = _relative(values, weights)
    if x.ndim != 1 or len(division) != len(x):
        raise InputError(f"there are {x.shape} values and {len(division)} names of parts")
    mean = float(x @ w)
    relative = x / mean
    parts: dict[Hashable, tuple[float, float, float]] = {}
    for name, weight, r in zip(division, w, relative, strict=True):
        persons, value, own = parts.get(name, (0.0, 0.0, 0.0))
        parts[name] = persons + weight, value + weight * r, own + weight * float(xlogy(r, r))
    between = {
        name: float(xlogy(value, value / persons)) if persons > 0 else 0.0
        for name, (persons, value, _) in parts.items()
    }
    return TheilParts(
        total=sum(own for _, _, own in parts.values()),
        between=sum(between.values()),
        within={name: own - between[name] for name, (_, _, own) in parts.items()},
    )


def checked(values: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Values as floats and weights as shares, or `InputError`."""
    x, w = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if w.ndim != 1 or x.ndim < 1 or x.shape[-1:] != w.shape:
        raise InputError(f"values of shape {x.shape} and weights of shape {w.shape} do not belong together")
    if not (np.isfinite(x).all() and np.isfinite(w).all()):
        raise InputError(
            "values and weights must be finite numbers", instead="Leave unknown areas out and say so."
        )
    if (w < 0).any() or not w.sum() > 0:
        raise InputError("weights must not be negative, and not all zero")
    return x, w / w.sum()


def _relative(values: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    x, w = checked(values, weights)
    if (x < 0).any() or not (x @ w > 0).all():
        raise InputError(
            "a measure relative to the mean needs values that are not negative, and a mean above 0"
        )
    return x, w
