"""Intervals for a share that was counted on a sample."""

import math
from statistics import NormalDist

from fardplan.vocabulary.errors import InputError


def normal_quantile(confidence: float) -> float:
    """The two-sided standard normal quantile: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(share: float, base: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share from 0 to 1 that rests on `base` answers.

    `base` may be an effective number (answers over design effect), above 0. Returns lower and upper,
    inside 0 to 1; the interval of 1 - share is its mirror image. Raises `InputError` outside the range.

    Source: Wilson, E. B., Journal of the American Statistical Association 22(158), 1927, 209-212.
    """
    if not (0 <= share <= 1) or not (base > 0):
        raise InputError(f"no interval for the share {share} on the base {base}")
    z = normal_quantile(confidence)
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    half = z / (1 + z * z / base) * math.sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return max(0.0, middle - half), min(1.0, middle + half)


def rounded_interval(
    percentage: float, base: float, rounded_to: float, confidence: float = 0.95
) -> tuple[float, float]:
    """Wilson's interval for a percentage that was rounded to a step, with what the rounding hides added.

    It holds the percentage, and may reach beyond 0 and 100 by the rounding. `InputError` as for `wilson`.
    """
    lower, upper = wilson(percentage / 100, base, confidence)
    rounding = normal_quantile(confidence) * rounded_to / math.sqrt(12)
    low = percentage - math.hypot(percentage - 100 * lower, rounding)
    return low, percentage + math.hypot(100 * upper - percentage, rounding)


def sampling_variance(share: float, base: float) -> float:
    """The variance of a share from 0 to 1, with two answers of each kind added (Agresti & Coull).

    The plain p(1-p)/n is 0 at a share of 0 or 1, which would claim certainty.

    Source: Agresti & Coull, The American Statistician 52(2), 1998, 119-126.
    """
    if not (0 <= share <= 1) or not (base > 0):
        raise InputError(f"no variance for the share {share} on the base {base}")
    adjusted = (share * base + 2) / (base + 4)
    return adjusted * (1 - adjusted) / (base + 4)
