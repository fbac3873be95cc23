"""Inequality between areas with chance taken away, its interval, and its change between two years.

Districts with thirty pupils differ every year even where nothing does. A measure of `inequality` is
therefore read backwards: which true differences, of the pattern seen but wider or narrower, show on average
the value seen? And from which to which would it have been no surprise? Persons (or a survey's errors) are
drawn for some thirty widths from none upwards, and the value seen is looked up among what they gave.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fardplan.stats.inequality import (
    Floats,
    between_variance,
    checked,
    gini,
    theil,
    value_range,
    variance_share,
)
from fardplan.vocabulary.errors import InputError

_LEAST_DRAWS = 99
_WIDTHS = 33
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of inequality and how years are made comparable when its change is tested.

    `relative`: values are compared as times the mean, otherwise as points from it. `lowest`, `highest`: its
    bounds.
    """

    name: str
    of: Callable[[Floats, Floats], Floats]
    relative: bool
    highest: float = np.inf


RANGE = Measure("range", value_range, relative=False)
SPREAD = Measure("standard deviation", lambda x, w: np.sqrt(between_variance(x, w)), relative=False)
VARIANCE_SHARE = Measure("between-area share of variance", variance_share, relative=False, highest=1.0)
GINI = Measure("Gini", gini, relative=True, highest=1.0)
THEIL = Measure("Theil", theil, relative=True)


class Counted:
    """Cases among persons by area: `cases` of `base`, shape (areas,); areas without persons are left out.

    Raises `InputError` for cases that are negative, above their base or not whole, or fewer than two areas.
    """

    def __init__(self, cases: ArrayLike, base: ArrayLike) -> None:
        counted, persons = np.asarray(cases, dtype=np.float64), np.asarray(base, dtype=np.float64)
        if counted.ndim != 1 or counted.shape != persons.shape:
            raise InputError(f"cases {counted.shape} and base {persons.shape} differ in shape")
        whole = (counted == np.rint(counted)).all() and (persons == np.rint(persons)).all()
        if not whole or not ((counted >= 0) & (counted <= persons)).all():
            raise InputError("cases and their base must be whole persons, and no more cases than persons")
        self.lived = persons > 0
        if np.count_nonzero(self.lived) < 2:
            raise InputError("inequality needs two areas with persons or more")
        self.base: Floats = persons[self.lived]
        self.values: Floats = counted[self.lived] / self.base
        self.weights: Floats = self.base / self.base.sum()

    @property
    def noise(self) -> float:
        """The spread that chance gives where all areas are alike, as a standard deviation."""
        mean = float(self.values @ self.weights)
        return float(np.sqrt(max(mean * (1 - mean), 1e-9) * ((1 - self.weights) / self.base @ self.weights)))

    def possible(self, values: Floats) -> Floats:
        """Shares kept from 0 to 1."""
        return np.clip(values, 0.0, 1.0)

    def draw(self, centre: Floats, draws: int, rng: np.random.Generator) -> Floats:
        """Shares drawn again about the true ones, shape (draws, areas)."""
        drawn = rng.binomial(self.base.astype(np.int64), centre, (draws, len(centre)))
        shares: Floats = drawn / self.base
        return shares


class Estimated:
    """Figures by area with standard errors of their own: survey or small-area estimates, incomes.

    `values`, `errors` (standard errors), `weights` (persons), shape (areas,); all areas count.
    """

    def __init__(self, values: ArrayLike, errors: ArrayLike, weights: ArrayLike) -> None:
        self.values, self.weights = checked(values, weights)
        self.errors: Floats = np.asarray(errors, dtype=np.float64)
        if self.values.ndim != 1 or self.errors.shape != self.values.shape or len(self.values) < 2:
            raise InputError("figures and standard errors need one number each for two areas or more")
        if not (np.isfinite(self.errors).all() and (self.errors >= 0).all()):
            raise InputError("standard errors must be finite and not negative")

    @property
    def noise(self) -> float:
        """The spread that the errors give where all areas are alike, as a standard deviation."""
        return float(np.sqrt((self.weights * (1 - self.weights)) @ self.errors**2))

    def possible(self, values: Floats) -> Floats:
        """Figures of any size are possible."""
        return values

    def draw(self, centre: Floats, draws: int, rng: np.random.Generator) -> Floats:
        """Figures drawn again, shape (draws, areas)."""
        return centre + self.errors * rng.standard_normal((draws, len(centre)))


Figures = Counted | Estimated


@dataclass(frozen=True, slots=True)
class Inequality:
    """A measure of inequality: `raw` of the figures as they are, `value` with chance taken away.

    `lower`, `upper`: the interval of the value, 0 at the lower end where chance alone may explain all.
    `by_chance`: what the measure shows on average where all areas are alike.
    """

    measure: str
    raw: float
    value: float
    lower: float
    upper: float
    by_chance: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class InequalityChange:
    """The change of a measure: `change` of the values, its interval, and two p-values, (b + 1)/(draws + 1).

    `p_chance`: could persons' chance have given it? `p_areas`: do areas move together, or each its own way?
    """

    measure: str
    before: float
    after: float
    change: float
    lower: float
    upper: float
    p_chance: float
    p_areas: float
    draws: int
    seed: int


def inequality(
    figures: Figures, measure: Measure, *, draws: int = 999, seed: int, confidence: float = 0.95
) -> Inequality:
    """A measure with chance taken away, and its interval by test inversion.

    Raises `InputError` for too few draws or figures that the measure is not defined for (see `inequality`).
    Source: own; inversion of a Monte Carlo test along a one-parameter family, Carpenter, Applied Statistics
    48(3), 1999, 413-426; coverage in docs/methods/differences.md.
    """
    lookup = _Lookup(figures, measure, _enough(draws), np.random.default_rng(seed))
    lower, upper = lookup.interval(confidence)
    return Inequality(
        measure.name, lookup.raw, lookup.value, lower, upper, float(lookup.means[0]), draws, seed
    )


def inequality_change(
    before: Figures,
    after: Figures,
    measure: Measure,
    *,
    draws: int = 999,
    seed: int,
    confidence: float = 0.95,
) -> InequalityChange:
    """Whether inequality between the same areas has changed between two years.

    `before`, `after`: the same areas in the same order, all inhabited. The interval joins the two years'
    (Zou & Donner, Statistics in Medicine 27, 2008, 1693-1702). `p_chance` draws both years with one and the
    same inequality, halfway between the two values. `p_areas` swaps the two years of every area at random,
    as distances from (or, for relative measures, times) each year's mean. Both compare the raw change, less
    what chance adds to the year with the smaller bases.

    Raises `InputError` when the areas cannot be paired. Source: Fisher, The Design of Experiments, 1935.
    """
    if before.values.shape != after.values.shape:
        raise InputError(f"{len(before.values)} areas before and {len(after.values)} after cannot be paired")
    # One seed for both, so that two equal years look up alike; the draws of the test are independent.
    first, second = (
        _Lookup(figures, measure, _enough(draws), np.random.default_rng(seed)) for figures in (before, after)
    )
    rng = np.random.default_rng([seed, 1])
    lower, upper = _joined(first, second, confidence)
    common = (first.value + second.value) / 2
    old, new = first.drawn_at(common, draws, rng), second.drawn_at(common, draws, rng)
    raw_change = second.raw - first.raw - (second.shown(common) - first.shown(common))
    errors = (new - new.mean()) - (old - old.mean())
    return InequalityChange(
        measure.name,
        first.value,
        second.value,
        second.value - first.value,
        lower,
        upper,
        _p(errors, raw_change),
        _p(_swapped(before, after, measure, draws, rng), raw_change),
        draws,
        seed,
    )


class _Lookup:
    """What a measure shows for true differences of growing width, and the value seen among it."""

    def __init__(self, figures: Figures, measure: Measure, draws: int, rng: np.random.Generator) -> None:
        self.figures, self.measure = figures, measure
        self.mean = float(figures.values @ figures.weights)
        self.raw = float(measure.of(figures.values, figures.weights))
        self.pattern = _pattern(figures)
        seen = float(np.sqrt(between_variance(figures.values, figures.weights)))
        self.widths = (seen + 4 * figures.noise) * np.linspace(0, 1, _WIDTHS) ** 1.5
        centres = [self._centre(width) for width in self.widths]
        truths = np.array([float(measure.of(centre, figures.weights)) for centre in centres])
        self.truths = np.where(np.abs(truths) < _NOTHING, 0.0, np.maximum.accumulate(truths))
        self.drawn = np.array([self._values(centre, draws, rng) for centre in centres])
        self.means = np.maximum.accumulate(self.drawn.mean(axis=1))
        self.value = self._read(self.means)

    def interval(self, confidence: float) -> tuple[float, float]:
        """The widths under which the value seen is neither surprisingly high nor surprisingly low."""
        tail = (1 - confidence) / 2
        high = np.maximum.accumulate(np.quantile(self.drawn, 1 - tail, axis=1))
        low = np.maximum.accumulate(np.quantile(self.drawn, tail, axis=1))
        # Areas more alike than chance would have them are no proof of none: read as if chance were ordinary.
        seen = self.raw if self.raw > low[0] else float(self.means[0])
        lower, upper = self._read(high), float(np.interp(seen, low, self.truths))
        return min(lower, self.value), min(max(upper, self.value), self.measure.highest)

    def shown(self, value: float) -> float:
        """What the measure shows on average where its true value is `value`.

        Beyond the widths that were looked up chance adds what it adds to the widest.
        """
        return float(np.interp(value, self.truths, self.means)) + max(0.0, value - float(self.truths[-1]))

    def _read(self, curve: Floats) -> float:
        """The true value whose `curve` meets the value seen, 0 where already an even city's does."""
        return 0.0 if self.raw <= curve[0] else float(np.interp(self.raw, curve, self.truths))

    def drawn_at(self, value: float, draws: int, rng: np.random.Generator) -> Floats:
        """The measure of figures drawn where its true value is `value`, shape (draws,)."""
        width = float(np.interp(value, self.truths, self.widths))
        return self._values(self._centre(width), draws, rng)

    def _centre(self, width: float) -> Floats:
        return self.figures.possible(self.mean + width * self.pattern)

    def _values(self, centre: Floats, draws: int, rng: np.random.Generator) -> Floats:
        drawn = self.figures.draw(centre, draws, rng)
        if not self.measure.relative:
            return self._where_defined(drawn)
        # A draw without any case has no mean to be relative to; it is as even as can be.
        return self._where_defined(np.where((drawn > 0).any(axis=1, keepdims=True), drawn, 1.0))

    def _where_defined(self, drawn: Floats) -> Floats:
        if self.measure is VARIANCE_SHARE:
            mixed = (drawn.min(axis=1) < 1) & (drawn.max(axis=1) > 0)
            shares = np.zeros(len(drawn))
            shares[mixed] = self.measure.of(drawn[mixed], self.figures.weights)
            return shares
        return self.measure.of(drawn, self.figures.weights)


def _pattern(figures: Figures) -> Floats:
    """The areas' distances from the mean with standard deviation 1; evenly spaced where there are none."""
    apart = figures.values - figures.values @ figures.weights
    if np.abs(apart).max() <= _NOTHING:
        apart = np.linspace(-1, 1, len(apart))
        apart = apart - apart @ figures.weights
    pattern: Floats = apart / np.sqrt(apart**2 @ figures.weights)
    return pattern


def _swapped(
    before: Figures, after: Figures, measure: Measure, draws: int, rng: np.random.Generator
) -> Floats:
    """The change in `measure` with every area's years swapped by the toss of a coin, shape (draws,)."""
    old, new = before.values, after.values
    old_mean, new_mean = float(old @ before.weights), float(new @ after.weights)
    swap = rng.integers(0, 2, (draws, len(old))).astype(bool)
    if measure.relative:
        old, new = old / old_mean, new / new_mean
        first, second = np.where(swap, new, old) * old_mean, np.where(swap, old, new) * new_mean
    else:
        old, new = old - old_mean, new - new_mean
        first, second = np.where(swap, new, old) + old_mean, np.where(swap, old, new) + new_mean
    return measure.of(after.possible(second), after.weights) - measure.of(
        before.possible(first), before.weights
    )


def _joined(first: _Lookup, second: _Lookup, confidence: float) -> tuple[float, float]:
    """The interval of the difference from the intervals of its ends."""
    (first_low, first_high), (second_low, second_high) = (
        lookup.interval(confidence) for lookup in (first, second)
    )
    change = second.value - first.value
    down = np.hypot(second.value - second_low, first_high - first.value)
    up = np.hypot(second_high - second.value, first.value - first_low)
    return change - float(down), change + float(up)


def _p(drawn: Floats, change: float) -> float:
    return (int((np.abs(drawn) >= abs(change) - 1e-12).sum()) + 1) / (len(drawn) + 1)


def _enough(draws: int) -> int:
    if draws < _LEAST_DRAWS:
        raise InputError(f"{draws} draws are too few for an interval", instead="Take 99 or more.")
    return draws
