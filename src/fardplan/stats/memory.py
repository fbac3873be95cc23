"""The slope of a short series whose years resemble their neighbours, with that resemblance unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import stdtr, stdtrit

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

STRENGTHS = 16
"""Strengths of memory that are weighed: fine enough that a doubling moves no interval by 1 per cent."""

SHORTEST_GAP = 1 / 12
"""Two figures of one moment are taken as a month apart: equal times would leave nothing between them."""

HALVINGS = 45


@dataclass(frozen=True, slots=True, eq=False)
class SlopeDistribution:
    """What is believed of the slopes of many series: a mixture of Student's t over strengths of memory.

    `centres`, `scales`, `weights`: shape (strengths, series), weights summing to 1 over the strengths;
    `df` degrees of freedom; `memory`: (series,), the expected likeness of neighbouring years, 0 to 1.
    """

    centres: Floats
    scales: Floats
    weights: Floats
    df: float
    memory: Floats

    def below(self, slope: Floats) -> Floats:
        """The probability that each slope is less than `slope`, shape (series,) or (any, series)."""
        shares = stdtr(self.df, (slope[..., None, :] - self.centres) / self.scales)
        return np.asarray((self.weights * shares).sum(axis=-2))

    def quantiles(self, probabilities: Sequence[float]) -> Floats:
        """The slopes that each is below with `probabilities`, shape (probabilities, series), by halving."""
        wanted = np.array(probabilities)[:, None]
        each = self.centres + stdtrit(self.df, wanted)[..., None] * self.scales
        low, high = each.min(axis=1), each.max(axis=1)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            under = self.below(middle) < wanted
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return np.asarray((low + high) / 2)

    def opposite(self) -> Floats:
        """The probability that the truth goes the other way than is most likely, 0 to 0.5."""
        falling = self.below(np.zeros(self.centres.shape[1]))
        return np.asarray(np.minimum(falling, 1 - falling))


def slope_distribution(
    times: Floats, table: Floats, *, known_sum: float = 0.0, known_df: float = 0.0, least: float = 0.0
) -> SlopeDistribution:
    """The slopes of the rows of `table`, shape (series, n), at `times`, shape (n,), n >= 3.

    A line with errors of correlation ρ^gap, as a first-order autoregression has them. Level, slope and
    the logarithm of the spread have flat priors; ρ has the reference prior 1/√(1-ρ²) from 0 to 1, near
    which a random walk lies. The spread is that of a year about the fitted line, whatever ρ is, so that
    `known_sum`, a sum of squares with `known_df` degrees of freedom known from other series, can be pooled
    with it; its square is never taken below `least`.

    Sources: docs/methods/verdicts.md; the prior is that of Berger & Yang, Econometric Theory 10, 1994.
    """
    lines = _lines(tuple(times))
    df = len(times) - 2 + known_df
    sums = np.einsum("si,kij,sj->ks", table, lines.residual, table, optimize=True) + known_sum
    sums = np.maximum(sums, max(df * least, np.finfo(float).tiny))
    likelihood = lines.constant[:, None] - df / 2 * np.log(sums)
    weights = np.exp(likelihood - likelihood.max(axis=0))
    weights /= weights.sum(axis=0)
    return SlopeDistribution(
        centres=lines.slope @ table.T,
        scales=np.sqrt(sums / df * lines.variance[:, None]),
        weights=weights,
        df=df,
        memory=lines.strengths @ weights,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Generalised least squares at given times, one for each strength of memory.

    `slope`: (strengths, n), times the figures gives the slope; `variance`: of that slope, for errors of
    unit spread; `residual`: (strengths, n, n), the quadratic form of the sum of squares about the line;
    `constant`: (strengths,), what else the logarithm of the likelihood holds.
    """

    strengths: Floats
    slope: Floats
    variance: Floats
    residual: Floats
    constant: Floats


@lru_cache(maxsize=256)
def _lines(times: tuple[float, ...]) -> _Lines:
    moments = np.array(times)
    count = len(moments)
    # Equal steps of an angle are equal shares of the prior.
    strengths = np.sin((np.arange(STRENGTHS) + 0.5) / STRENGTHS * np.pi / 2)
    design = np.column_stack([np.ones(count), moments - moments.mean()])
    gaps = np.maximum(np.abs(moments[:, None] - moments), SHORTEST_GAP)
    np.fill_diagonal(gaps, 0.0)
    covariance = strengths[:, None, None] ** gaps
    covariance /= _about_the_line(design, covariance)[:, None, None]
    precision = np.linalg.inv(covariance)
    information = design.T @ precision @ design
    inverse = np.linalg.inv(information)
    projection = inverse @ design.T @ precision
    residual = precision - precision @ design @ projection
    return _Lines(
        strengths=strengths,
        slope=projection[:, 1],
        variance=inverse[:, 1, 1],
        residual=residual,
        constant=-(np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1]) / 2,
    )


def _about_the_line(design: Floats, covariance: Floats) -> Floats:
    """The mean square that errors of `covariance` leave about an ordinary least-squares line."""
    count = len(design)
    around = np.eye(count) - design @ np.linalg.pinv(design)
    return np.asarray(np.einsum("ij,kji->k", around, covariance) / (count - 2))
