"""The gap between two groups or areas, in points and as a ratio, with intervals that respect small bases."""

from dataclasses import dataclass
from math import inf, sqrt

from fardplan.stats.share import normal_quantile, wilson
from fardplan.vocabulary.errors import InputError


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap with its interval; `detectable` when the interval excludes no gap.

    Points (share units) for a difference, times for a ratio; `upper` of a ratio may be infinite.
    """

    value: float
    lower: float
    upper: float
    nothing: float

    @property
    def detectable(self) -> bool:
        """Whether chance alone is no explanation at the interval's level."""
        return not (self.lower <= self.nothing <= self.upper)


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 and the number of persons, or effective answers, it rests on."""

    value: float
    base: float

    def __post_init__(self) -> None:
        """Refuse what is no share: `InputError`."""
        if not (0 <= self.value <= 1) or not (0 < self.base < inf):
            raise InputError(f"{self.value} on the base {self.base} is no share", instead="It needs 0 to 1.")

    def interval(self, confidence: float) -> tuple[float, float]:
        """Wilson's interval."""
        return wilson(self.value, self.base, confidence)


def difference(one: Share, other: Share, confidence: float = 0.95) -> Gap:
    """`one` less `other`, from -1 to 1, with Newcombe's interval from the two Wilson intervals.

    Right for small bases and for shares of 0 or 1, where the plain standard error claims certainty. The
    mirror image and the exchange of the two turn the interval exactly.

    Source: Newcombe, Statistics in Medicine 17, 1998, 873-890 (method 10).
    """
    (one_low, one_high), (other_low, other_high) = one.interval(confidence), other.interval(confidence)
    value = one.value - other.value
    down = sqrt((one.value - one_low) ** 2 + (other_high - other.value) ** 2)
    up = sqrt((one_high - one.value) ** 2 + (other.value - other_low) ** 2)
    return Gap(value, value - down, value + up, 0.0)


def ratio(one: Share, other: Share, confidence: float = 0.95) -> Gap:
    """How many times `one` is `other`, 0 or more, with an interval from the two Wilson intervals.

    With nobody in `other` the ratio and its upper end are infinite, the lower end still says something.
    Raises `InputError` when both are 0: the ratio is not defined. Say the points as well: a ratio of two
    small shares sounds larger than it is, and the ratio of the complements is another number.

    Source: Donner & Zou, Statistical Methods in Medical Research 21(4), 2012, 347-359 (recovered variances).
    """
    if one.value == 0 and other.value == 0:
        raise InputError(
            "the ratio of two shares of 0 is not defined", instead="Give the difference in points."
        )
    (one_low, one_high), (other_low, other_high) = one.interval(confidence), other.interval(confidence)
    product = one.value * other.value
    low, over = one_low * (2 * one.value - one_low), other_high * (2 * other.value - other_high)
    high, under = one_high * (2 * one.value - one_high), other_low * (2 * other.value - other_low)
    # Multiplied by the conjugate: the plain form divides 0 by 0 where an upper end is twice its share.
    lower = low / (product + sqrt(max(0.0, product**2 - low * over))) if low > 0 else 0.0
    upper = (product + sqrt(max(0.0, product**2 - high * under))) / under if under > 0 else inf
    return Gap(one.value / other.value if other.value > 0 else inf, lower, upper, 1.0)


def difference_of_figures(
    one: float, one_error: float, other: float, other_error: float, confidence: float = 0.95
) -> Gap:
    """`one` less `other` where both are figures with standard errors of their own (survey estimates)."""
    if not (one_error >= 0 and other_error >= 0):
        raise InputError(f"standard errors {one_error} and {other_error} must not be below zero")
    half = normal_quantile(confidence) * sqrt(one_error**2 + other_error**2)
    return Gap(one - other, one - other - half, one - other + half, 0.0)


def change_of_difference(before: Gap, after: Gap) -> Gap:
    """How much a difference has grown, from the intervals of the two independent differences.

    Below 0 where it has closed. Both gaps must have been made with one confidence; that is the result's too.
    Source: Zou & Donner, Statistics in Medicine 27, 2008, 1693-1702.
    """
    if before.nothing != 0 or after.nothing != 0:
        raise InputError("ratios have no difference in points", instead="Give two differences.")
    value = after.value - before.value
    down = sqrt((after.value - after.lower) ** 2 + (before.upper - before.value) ** 2)
    up = sqrt((after.upper - after.value) ** 2 + (before.value - before.lower) ** 2)
    return Gap(value, value - down, value + up, 0.0)
