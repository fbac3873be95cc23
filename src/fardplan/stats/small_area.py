"""Districts with few answers: what they said themselves, and what districts like them say, side by side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from fardplan.vocabulary.errors import InputError

Floats = NDArray[np.float64]

_STEPS = 200
_TOLERANCE = 1e-13


@dataclass(frozen=True, slots=True)
class SmallAreaEstimates:
    """Direct and modelled figures by area, shape (areas,), with intervals.

    `direct`, `direct_error` as given (nan where an area has no answers). `modelled`: own answers weighed by
    `own_weight` (0 to 1) with what the model expects (`expected`); `error` its root mean squared error, which
    holds the doubt about the model's coefficients and spread. `spread`: the areas' standard deviation about
    the model; at 0 the model claims that areas differ only as it says, and own answers count for nothing.
    """

    direct: Floats
    direct_error: Floats
    modelled: Floats
    error: Floats
    lower: Floats
    upper: Floats
    expected: Floats
    own_weight: Floats
    coefficients: Floats
    spread: float


def fay_herriot(
    direct: ArrayLike, errors: ArrayLike, variables: ArrayLike, *, confidence: float = 0.95
) -> SmallAreaEstimates:
    """Fay and Herriot's model: direct figure = variables · coefficients + area's own + sampling error.

    `direct`: shape (areas,), nan where there is none; `errors`: their standard errors, above 0, as if known;
    `variables`: shape (areas, variables), registers' figures of every area, without a constant (one is put
    first). The spread is estimated by restricted likelihood, the error by Prasad and Rao's formula to second
    order (for restricted likelihood Datta and Lahiri's), the interval by Student's t. An area without answers
    gets the expected value, with an error that does not trust a spread of 0.

    Raises `InputError` for shapes, errors that are not above 0, variables that say the same thing, or fewer
    areas with answers than coefficients and two: then say that it cannot be told.

    Sources: Fay & Herriot, Journal of the American Statistical Association 74(366), 1979, 269-277; Prasad &
    Rao, JASA 85(409), 1990, 163-171; Datta & Lahiri, Statistica Sinica 10, 2000, 613-627; Rao & Molina,
    Small Area Estimation, 2015, chapter 6.
    """
    y, x = _checked(direct, errors, variables)
    known = ~np.isnan(y)
    variance = np.where(known, np.nan_to_num(np.asarray(errors, dtype=np.float64)), 1.0) ** 2
    spread = _restricted_spread(y[known], x[known], variance[known])
    weight = 1 / (spread + variance[known])
    inverse = np.linalg.inv(x[known].T @ (weight[:, None] * x[known]))
    coefficients = inverse @ (x[known].T @ (weight * y[known]))
    expected = x @ coefficients
    own = np.where(known, spread / (spread + variance), 0.0)
    modelled = expected + own * (np.where(known, y, expected) - expected)
    doubt = np.einsum("ij,jk,ik->i", x, inverse, x)
    squared = own * variance + (1 - own) ** 2 * doubt
    # Doubt about the spread: once for what it does to the weights, once for the bias of the first term.
    squared = squared + np.where(
        known, 2 * variance**2 / (spread + variance) ** 3 * 2 / (weight**2).sum(), 0.0
    )
    squared = np.where(known, squared, _cautious_spread(spread, y[known], x[known], variance[known]) + doubt)
    error = np.sqrt(squared)
    z = float(stdtrit(known.sum() - x.shape[1], (1 + confidence) / 2))
    return SmallAreaEstimates(
        direct=y,
        direct_error=np.where(known, np.asarray(errors, dtype=np.float64), np.nan),
        modelled=modelled,
        error=error,
        lower=modelled - z * error,
        upper=modelled + z * error,
        expected=expected,
        own_weight=own,
        coefficients=coefficients,
        spread=float(np.sqrt(spread)),
    )


def _restricted_spread(y: Floats, x: Floats, variance: Floats) -> float:
    """The variance between areas that restricted likelihood finds, by Fisher scoring kept from below 0."""
    spread = max(float(np.var(y)) - float(variance.mean()), float(np.median(variance)) / 10)
    for _ in range(_STEPS):
        slope, information = _score(spread, y, x, variance)
        step = slope / information
        while spread + step < 0 and spread > 0:
            step = -spread if _score(0.0, y, x, variance)[0] <= 0 else step / 2
        spread = max(0.0, spread + step)
        if abs(step) <= _TOLERANCE * (spread + float(variance.min())) or (spread == 0 and slope <= 0):
            break
    return spread


def _cautious_spread(spread: float, y: Floats, x: Floats, variance: Floats) -> float:
    """The median of the restricted likelihood read as a distribution, where that is above its top.

    With a dozen areas the likelihood is often highest at no spread at all: an area without answers would
    then claim to be known by the model.
    """
    tried = np.concatenate(
        [[0.0], np.geomspace(variance.min() / 1000, 20 * float(np.var(y)) + variance.max(), 200)]
    )
    likelihood = np.array([_likelihood(one, y, x, variance) for one in tried])
    mass = np.cumsum(np.exp(likelihood - likelihood.max()) * np.gradient(tried))
    return max(spread, float(np.interp(mass[-1] / 2, mass, tried)))


def _likelihood(spread: float, y: Floats, x: Floats, variance: Floats) -> float:
    """The logarithm of the restricted likelihood, but for a constant."""
    weight = 1 / (spread + variance)
    information = x.T @ (weight[:, None] * x)
    left = y - x @ np.linalg.solve(information, x.T @ (weight * y))
    return float(np.log(weight).sum() - np.linalg.slogdet(information)[1] - weight @ left**2) / 2


def _score(spread: float, y: Floats, x: Floats, variance: Floats) -> tuple[float, float]:
    """The restricted log likelihood's slope in the spread, and its expected curvature."""
    weight = 1 / (spread + variance)
    weighted = weight[:, None] * x
    projection = np.diag(weight) - weighted @ np.linalg.solve(x.T @ weighted, weighted.T)
    seen = projection @ y
    return (
        float(-np.trace(projection) + seen @ seen) / 2,
        float((projection * projection.T).sum()) / 2,
    )


def _checked(direct: ArrayLike, errors: ArrayLike, variables: ArrayLike) -> tuple[Floats, Floats]:
    y, x = np.asarray(direct, dtype=np.float64), np.asarray(variables, dtype=np.float64)
    error = np.asarray(errors, dtype=np.float64)
    if y.ndim != 1 or error.shape != y.shape or x.ndim != 2 or len(x) != len(y):
        raise InputError(
            f"figures {y.shape}, errors {error.shape} and variables {x.shape} do not belong together"
        )
    known = ~np.isnan(y)
    if not (np.isfinite(y[known]).all() and np.isfinite(error[known]).all() and (error[known] > 0).all()):
        raise InputError(
            "every direct figure needs a standard error above zero",
            instead="Where all answered alike, take the error with two answers of each kind more.",
        )
    full = np.column_stack([np.ones(len(y)), x])
    if not np.isfinite(full).all():
        raise InputError("the variables must be known in every area")
    areas, width = int(known.sum()), full.shape[1]
    if areas < width + 2 or np.linalg.matrix_rank(full[known]) < width:
        raise InputError(
            f"{areas} areas with answers cannot carry {width} coefficients and a spread",
            instead="Take fewer variables, and none that follows from the others.",
        )
    return y, full
