"""The trend of a short yearly series, and how sure it is."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from fardplan.stats.memory import slope_distribution
from fardplan.stats.share import normal_quantile
from fardplan.vocabulary.errors import InputError

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through a series: `slope` in units a year with its interval.

    `movement_sd` is the standard deviation of a year about the line, with `df` degrees of freedom
    (infinite where the errors are known). `autocorrelation` is the likeness of neighbouring years that the
    figures speak for, 0 to 1; 0 for surveys.
    """

    slope: float
    lower: float
    upper: float
    movement_sd: float
    df: float
    autocorrelation: float

    @property
    def detectable(self) -> bool:
        """Whether the interval of the slope excludes no change."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True, slots=True)
class KnownMovement:
    """Ordinary movement estimated elsewhere: standard deviation in the unit, and degrees of freedom."""

    sd: float
    df: float


def register_trend(
    times: Floats,
    values: Floats,
    *,
    rounding: float,
    known: KnownMovement | None = None,
    confidence: float = 0.95,
) -> Trend:
    """A line through figures without sampling error, whose years may resemble their neighbours.

    `times` in years and `values`, both of shape (n,) with n >= 3 and at least two different times;
    `rounding` is the step the values are rounded to. The movement about the line is estimated from the
    residuals, pooled with `known` as independent estimates of one variance, and never taken below
    what rounding alone gives, step²/12. How much a year resembles the one before cannot be known from so
    few figures: every strength, from none to a random walk, is weighed by how well it explains them
    (`memory.slope_distribution`), and the interval holds all of them.

    Sources and measured errors: docs/methods/verdicts.md.
    """
    _check(times, values, least=3)
    known_df = known.df if known else 0.0
    known_sum = known.df * known.sd**2 if known else 0.0
    least = rounding**2 / 12
    # Taken about their mean, the figures keep digits that large levels would cost.
    slopes = slope_distribution(
        times, (values - values.mean())[None], known_sum=known_sum, known_df=known_df, least=least
    )
    df = len(values) - 2 + known_df
    variance = max((_squares_about_the_line(times, values) + known_sum) / df, least)
    tail = (1 - confidence) / 2
    lower, slope, upper = slopes.quantiles((tail, 0.5, 1 - tail))[:, 0].tolist()
    return Trend(slope, lower, upper, float(np.sqrt(variance)), df, float(slopes.memory[0]))


def survey_trend(times: Floats, values: Floats, variances: Floats, *, confidence: float = 0.95) -> Trend:
    """Weighted line through figures with known sampling variances, n >= 2.

    Where the figures stray more from the line than sampling explains, the variance of the slope is
    multiplied by the Birge ratio Q/(n-2) and Student's t with n-2 degrees of freedom replaces the
    normal quantile.

    Source: Birge, R. T., Physical Review 40(2), 1932, 207-227.
    """
    _check(times, values, least=2)
    if not (variances > 0).all():
        raise InputError("a sampling variance must be above zero")
    weights = 1 / variances
    centred = times - np.average(times, weights=weights)
    spread = float(weights @ centred**2)
    slope = float(weights @ (centred * values)) / spread
    residuals = values - np.average(values, weights=weights) - slope * centred
    df = len(values) - 2
    birge = float(weights @ residuals**2) / df if df else 0.0
    quantile = _student(df, confidence) if birge > 1 else normal_quantile(confidence)
    half = quantile * np.sqrt(max(birge, 1.0) / spread)
    movement = float(np.sqrt(max(birge, 1.0) / weights.mean()))
    return Trend(slope, slope - half, slope + half, movement, float(df) if birge > 1 else np.inf, 0.0)


def student_half_width(trend: Trend, confidence: float = 0.95) -> float:
    """Half the interval that one year's figure has from ordinary movement about the trend."""
    return _student(trend.df, confidence) * trend.movement_sd


def _student(df: float, confidence: float) -> float:
    return normal_quantile(confidence) if np.isinf(df) else float(stdtrit(df, (1 + confidence) / 2))


def _squares_about_the_line(times: Floats, values: Floats) -> float:
    centred = times - times.mean()
    residuals = values - values.mean() - float(centred @ values) / float(centred @ centred) * centred
    return float(residuals @ residuals)


def _check(times: Floats, values: Floats, *, least: int) -> None:
    if times.shape != values.shape or times.ndim != 1:
        raise InputError(f"times {times.shape} and values {values.shape} differ in shape")
    if len(values) < least or len(np.unique(times)) < 2:
        raise InputError(f"a trend needs {least} figures at two times or more; there are {len(values)}")
    if not (np.isfinite(times).all() and np.isfinite(values).all()):
        raise InputError("a trend needs finite numbers")
