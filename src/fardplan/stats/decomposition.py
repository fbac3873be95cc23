"""What a gap or a change is made of: other people, or other rates for the same people; in persons too."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fardplan.stats.share import normal_quantile
from fardplan.vocabulary.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a gap: in points (share units), its interval, and how many in the second place it means."""

    points: float
    lower: float
    upper: float
    persons: float


@dataclass(frozen=True, slots=True)
class RateDecomposition:
    """A gap in rates split in two; `composition + rates = gap`, overall and by category.

    `composition_by`, `rates_by`: points from each category, shape (categories,). A category's part of the
    composition says little by itself; their sum does.
    """

    gap: Part
    composition: Part
    rates: Part
    composition_by: Floats
    rates_by: Floats


def kitagawa(
    first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike], *, confidence: float = 0.95
) -> RateDecomposition:
    """Split `second` less `first` (two years, two districts) into composition and rates.

    Each is (cases, persons) by category, shape (categories,), cases among persons. Composition: what the gap
    would be if only the categories' shares differed; rates: if only the rates inside them did; each with the
    other held at the mean of the two. Persons: the points times the persons of `second`. The intervals
    hold the persons' chance, two cases and two others added to each category.

    A category with persons in one place only has no rate in the other; it takes the same rate there, and so
    counts as composition alone. Raises `InputError` for shapes, impossible counts, a place without persons.

    Source: Kitagawa, Journal of the American Statistical Association 50(272), 1955, 1168-1194.
    """
    (cases_a, persons_a), (cases_b, persons_b) = _counts(*first), _counts(*second)
    if persons_a.shape != persons_b.shape:
        raise InputError(f"{len(persons_a)} categories in the first and {len(persons_b)} in the second")
    share_a, share_b = persons_a / persons_a.sum(), persons_b / persons_b.sum()
    rate_a, rate_b = _rates(cases_a, persons_a, cases_b, persons_b)
    composition = (share_b - share_a) * (rate_a + rate_b) / 2
    rates = (rate_b - rate_a) * (share_a + share_b) / 2
    chance_a, chance_b = _chance(cases_a, persons_a), _chance(cases_b, persons_b)
    by_rates = float(((share_a + share_b) / 2) ** 2 @ (chance_a + chance_b))
    by_composition = float(((share_b - share_a) / 2) ** 2 @ (chance_a + chance_b))
    by_composition += _spread(share_a, (rate_a + rate_b) / 2) / persons_a.sum()
    by_composition += _spread(share_b, (rate_a + rate_b) / 2) / persons_b.sum()
    whole = (share_a**2 @ chance_a) + (share_b**2 @ chance_b)
    whole += _spread(share_a, rate_a) / persons_a.sum() + _spread(share_b, rate_b) / persons_b.sum()
    z, people = normal_quantile(confidence), float(persons_b.sum())
    return RateDecomposition(
        gap=_part(float((composition + rates).sum()), float(whole), z, people),
        composition=_part(float(composition.sum()), by_composition, z, people),
        rates=_part(float(rates.sum()), by_rates, z, people),
        composition_by=composition,
        rates_by=rates,
    )


@dataclass(frozen=True, slots=True)
class RegressionDecomposition:
    """A gap in means split by two regressions; `explained + unexplained = gap`.

    `explained_by`, shape (variables,): what each variable's different mean gives. Sums over a variable's
    columns are meaningful; single columns of a category depend on which one was left out, their sum does not.
    """

    gap: Part
    explained: Part
    unexplained: Part
    explained_by: Floats


@dataclass(frozen=True, slots=True)
class Regression:
    """Least squares of an outcome on variables, with what a decomposition needs."""

    coefficients: Floats
    covariance: Floats
    means: Floats
    means_covariance: Floats
    outcome: float
    outcome_variance: float
    persons: float


def regression(outcome: ArrayLike, variables: ArrayLike, weights: ArrayLike | None = None) -> Regression:
    """Weighted least squares with a constant put first, and covariance robust to unequal spread (HC1).

    `outcome`: shape (persons,), 0 and 1 or numbers; `variables`: shape (persons, variables); `weights`:
    persons each stands for. Raises `InputError` for shapes, numbers that are not finite, fewer persons than
    coefficients, or variables that say the same thing. Source: White, Econometrica 48(4), 1980, 817-838.
    """
    y, x = np.asarray(outcome, dtype=np.float64), np.asarray(variables, dtype=np.float64)
    if y.ndim != 1 or x.ndim != 2 or len(x) != len(y):
        raise InputError(
            f"an outcome of shape {y.shape} and variables of shape {x.shape} do not belong together"
        )
    w = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=np.float64)
    if w.shape != y.shape or not (w > 0).all() or not all(np.isfinite(part).all() for part in (y, x, w)):
        raise InputError("outcome, variables and weights must be finite, and weights above zero")
    full = np.column_stack([np.ones(len(y)), x])
    count, width = full.shape
    if count <= width or np.linalg.matrix_rank(full) < width:
        raise InputError(
            f"{count} persons cannot tell {width} coefficients apart",
            instead="Leave out one category of each variable, and variables that follow from others.",
        )
    bread = np.linalg.inv(full.T @ (w[:, None] * full))
    coefficients = bread @ (full.T @ (w * y))
    scores = full * (w * (y - full @ coefficients))[:, None]
    means = w @ full / w.sum()
    apart = (full - means) * (w / w.sum())[:, None]
    mean = float(w @ y / w.sum())
    correction = count / (count - 1)
    return Regression(
        coefficients,
        bread @ (scores.T @ scores) @ bread * count / (count - width),
        means,
        apart.T @ apart * correction,
        mean,
        float((((y - mean) * w / w.sum()) ** 2).sum() * correction),
        float(w.sum()),
    )


def oaxaca_blinder(
    first: Regression, second: Regression, *, reference: float = 0.5, confidence: float = 0.95
) -> RegressionDecomposition:
    """Split `second`'s mean less `first`'s into what different people explain and what remains.

    `reference`: how much of the first's coefficients the common ones take, 0 to 1; with the half, and one
    categorical variable, it is Kitagawa's decomposition. Explained is no cause: it says which part of the gap
    goes with the variables given. Persons: the points times the persons of `second`.

    Raises `InputError` for regressions on different numbers of variables or a reference outside 0 to 1.
    Sources: Oaxaca, International Economic Review 14(3), 1973, 693-709; Blinder, Journal of Human Resources
    8(4), 1973, 436-455; Reimers, Review of Economics and Statistics 65(4), 1983, 570-579 (the half);
    variance: Jann, Stata Journal 8(4), 2008, 453-479.
    """
    if first.coefficients.shape != second.coefficients.shape or not 0 <= reference <= 1:
        raise InputError(
            f"{len(first.means) - 1} and {len(second.means) - 1} variables, reference {reference}",
            instead="Both need the same variables, and the reference is from 0 to 1.",
        )
    common = reference * first.coefficients + (1 - reference) * second.coefficients
    common_covariance = reference**2 * first.covariance + (1 - reference) ** 2 * second.covariance
    apart = second.means - first.means
    spread = first.means_covariance + second.means_covariance
    explained = apart * common
    gap = second.outcome - first.outcome
    explained_variance = float(apart @ common_covariance @ apart + common @ spread @ common)
    # Unexplained: (1-d)-weighted mean of the first and d-weighted of the second, times the coefficients' gap.
    at = (1 - reference) * first.means + reference * second.means
    turned = second.coefficients - first.coefficients
    at_spread = (1 - reference) ** 2 * first.means_covariance + reference**2 * second.means_covariance
    unexplained_variance = float(
        at @ (first.covariance + second.covariance) @ at + turned @ at_spread @ turned
    )
    z = normal_quantile(confidence)
    return RegressionDecomposition(
        gap=_part(gap, first.outcome_variance + second.outcome_variance, z, second.persons),
        explained=_part(float(explained.sum()), explained_variance, z, second.persons),
        unexplained=_part(gap - float(explained.sum()), unexplained_variance, z, second.persons),
        explained_by=explained[1:],
    )


def _part(points: float, variance: float, z: float, persons: float) -> Part:
    half = z * sqrt(max(0.0, variance))
    return Part(points, points - half, points + half, points * persons)


def _counts(cases: ArrayLike, persons: ArrayLike) -> tuple[Floats, Floats]:
    counted, among = np.asarray(cases, dtype=np.float64), np.asarray(persons, dtype=np.float64)
    if counted.ndim != 1 or counted.shape != among.shape:
        raise InputError(f"cases of shape {counted.shape} and persons of shape {among.shape} do not fit")
    if not (np.isfinite(among).all() and ((counted >= 0) & (counted <= among)).all()):
        raise InputError("cases must not be negative nor more than the persons they are counted among")
    if not among.sum() > 0:
        raise InputError("there are no persons in any category")
    return counted, among


def _rates(cases_a: Floats, persons_a: Floats, cases_b: Floats, persons_b: Floats) -> tuple[Floats, Floats]:
    a = np.divide(cases_a, persons_a, out=np.full_like(cases_a, np.nan), where=persons_a > 0)
    b = np.divide(cases_b, persons_b, out=np.full_like(cases_b, np.nan), where=persons_b > 0)
    a, b = np.where(np.isnan(a), b, a), np.where(np.isnan(b), a, b)
    return np.nan_to_num(a), np.nan_to_num(b)


def _chance(cases: Floats, persons: Floats) -> Floats:
    """Variance of each category's rate, two cases and two others added; none where nobody is."""
    rate = (cases + 2) / (persons + 4)
    return np.where(persons > 0, rate * (1 - rate) / (persons + 4), 0.0)


def _spread(shares: Floats, values: Floats) -> float:
    """Variance of `values` over persons in categories: what chance in the composition gives."""
    return float(shares @ values**2 - (shares @ values) ** 2)
