"""Segregation between surroundings instead of between areas on a map: neighbours count, by distance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from fardplan.stats.segregation.counts import Floats, SegregationInputError, Table, checked_table
from fardplan.stats.segregation.information import entropy

KernelName = Literal["uniform", "triangular", "epanechnikov", "biweight", "gaussian"]

KERNELS: dict[KernelName, Callable[[Floats], Floats]] = {
    "uniform": lambda d: (d <= 1).astype(np.float64),
    "triangular": lambda d: np.maximum(0.0, 1 - d),
    "epanechnikov": lambda d: np.maximum(0.0, 1 - d**2),
    "biweight": lambda d: np.maximum(0.0, 1 - d**2) ** 2,
    "gaussian": lambda d: np.exp(-(d**2) / 2),
}

_CELLS = 4_000_000  # distances held at a time


@dataclass(frozen=True, slots=True)
class SpatialSegregation:
    """Indices of surroundings: `d`, `h` from 0 to 1, `m` in nats.

    `exposure[a, b]`: the share of group b in the surroundings of a member of group a; rows sum to 1, and the
    diagonal is spatial isolation.
    """

    d: float
    h: float
    m: float
    exposure: Floats
    bandwidth: float
    kernel: KernelName


def surroundings(
    counts: ArrayLike, points: ArrayLike, bandwidth: float, kernel: KernelName = "biweight"
) -> Table:
    """Persons in the surroundings of each area, by group: those at a distance count by the kernel.

    `counts`: shape (areas, groups); `points`: shape (areas, 2), in metres on a plane (SWEREF 99, not
    degrees), where the residents are thought to live; `bandwidth` in metres: where the kernel ends, or the
    standard deviation of "gaussian". An area's own residents count in full. Returns the shape of `counts`.

    Raises `SegregationInputError` for points that do not match or are not finite, a bandwidth that is not
    above 0, or an unknown kernel.
    """
    table = checked_table(counts)
    places = np.asarray(points, dtype=np.float64)
    if places.shape != (len(table), 2) or not np.isfinite(places).all():
        raise SegregationInputError(
            f"the points have the shape {places.shape}; {len(table)} areas need ({len(table)}, 2), finite"
        )
    if not bandwidth > 0:
        raise SegregationInputError(f"the bandwidth {bandwidth} is not above zero")
    if kernel not in KERNELS:
        raise SegregationInputError(
            f"there is no kernel '{kernel}'", instead=f"There is: {', '.join(KERNELS)}."
        )
    step = max(1, _CELLS // len(table))
    near = np.empty_like(table)
    for start in range(0, len(table), step):
        apart = places[start : start + step, None, :] - places[None, :, :]
        near[start : start + step] = (
            KERNELS[kernel](np.hypot(apart[..., 0], apart[..., 1]) / bandwidth) @ table
        )
    return near


def spatial_segregation(
    counts: ArrayLike, points: ArrayLike, bandwidth: float, kernel: KernelName = "biweight"
) -> SpatialSegregation:
    """Segregation between residents' surroundings: does the mix within a distance differ between homes?

    Arguments and errors as `surroundings`. Less dependent on where borders happen to run, and on the size of
    areas; a wider bandwidth shows coarser segregation. With a bandwidth below every distance it is the
    ordinary D, H, M and isolation.

    Source: Reardon & O'Sullivan, Sociological Methodology 34, 2004, 121-162, equations 4, 10, 12 and 14.
    """
    table = checked_table(counts)
    near = surroundings(table, points, bandwidth, kernel)
    lived = table.sum(axis=1) > 0
    table, near = table[lived], near[lived]
    residents, shares = table.sum(axis=1), near / near.sum(axis=1, keepdims=True)
    total, mix = table.sum(), table.sum(axis=0) / table.sum()
    interaction = float((mix * (1 - mix)).sum())
    apart = np.abs(shares - mix).sum(axis=1)
    diversity = entropy(mix)
    m = diversity + float(residents @ xlogy(shares, shares).sum(axis=1)) / total
    return SpatialSegregation(
        d=float(residents @ apart) / (2 * total * interaction),
        h=m / diversity,
        m=m,
        exposure=(table / table.sum(axis=0)).T @ shares,
        bandwidth=bandwidth,
        kernel=kernel,
    )
