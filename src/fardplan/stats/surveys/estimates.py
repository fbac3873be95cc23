"""Means and shares of many questions in many domains, with the variance that the design gives them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.special import stdtrit

from fardplan.stats.surveys.design import PROJECTIONS, Codes, Design, Floats, Margin, margin
from fardplan.vocabulary.errors import InputError

ALIKE = 1e-12
"""Answers whose variance is smaller are all alike."""


@dataclass(frozen=True, slots=True)
class SurveyEstimates:
    """Estimates by domain and question, shape (domains, questions) unless said otherwise.

    `value`, `error` (standard error); `lower`, `upper`; `answered`: answers it rests on; `asked`: who were
    asked in the domain, answer or not, shape (domains,); `design_effect`: variance over that of
    as many answers drawn at random; `persons`: whom the answers stand for. Where nobody answered: nan.
    """

    domains: tuple[Hashable, ...]
    value: Floats
    error: Floats
    lower: Floats
    upper: Floats
    answered: Floats
    asked: Floats
    design_effect: Floats
    persons: Floats
    degrees_of_freedom: int

    @property
    def answer_rate(self) -> Floats:
        """Share of those asked in the domain who answered the question."""
        rate: Floats = self.answered / self.asked[:, None]
        return rate


def estimate(
    answers: ArrayLike, drawn: Design, domains: Sequence[Hashable] | None = None, *, confidence: float = 0.95
) -> SurveyEstimates:
    """Weighted means with linearised variance, all questions and domains in one pass.

    `answers`: shape (answers, questions); 0 and 1 for shares, numbers for means, nan for no answer. A domain
    is a part of the sample whose size is itself chance; answers outside it stay in the variance as zeros.
    Shares get Wilson's interval on the effective number of answers, means Student's t.

    The answers are summed once by cells of stratum, calibration classes and domain; everything else is
    arithmetic on cells. With clusters the residuals are computed one by one (`residual_variance`).

    Raises `InputError` for shapes or answers that are infinite. Source: Särndal, Swensson & Wretman, Model
    Assisted Survey Sampling, 1992, chapters 5 and 10; Lumley, Complex Surveys, 2010, chapter 2; interval:
    Korn & Graubard, Survey Methodology 24(2), 1998, 193-201; Dean & Pagano, Journal of Survey Statistics
    and Methodology 3(4), 2015, 484-503.
    """
    y = np.asarray(answers, dtype=np.float64)
    count = len(drawn.weights)
    if y.ndim != 2 or len(y) != count:
        raise InputError(f"there are {count} weights and answers of the shape {y.shape}")
    if np.isinf(y).any():
        raise InputError("an answer is infinite", instead="Write nan for no answer.")
    domain = margin(domains if domains is not None else ["all"] * count, count, "domains")
    sums = _Sums(y, drawn, domain)
    variance = (
        sums.variance() if drawn.one_by_one else residual_variance(y, drawn, domain, sums.mean, sums.size)
    )
    return _reported(sums, variance, domain, drawn, y, confidence)


def residual_variance(y: Floats, drawn: Design, domain: Margin, mean: Floats, size: Floats) -> Floats:
    """The variance from every answer's residual: what `estimate` does with sums, the long way.

    Needed for clusters, and the slow twin of the quick way. Shape (domains, questions).
    """
    variance = np.empty_like(mean)
    for place in range(len(mean)):
        inside = (domain.codes == place)[:, None] & ~np.isnan(y)
        residual = np.where(inside, (np.where(inside, y, 0) - mean[place]) / size[place], 0.0)
        for _ in range(PROJECTIONS if drawn.margins else 0):
            for one in drawn.margins:
                residual = residual - _class_means(residual, one, drawn.projection_weights)[one.codes]
        scores = _summed(drawn.units, drawn.weights[:, None] * residual)
        stratum = drawn.strata.codes[np.unique(drawn.units, return_index=True)[1]]
        n = drawn.units_of_stratum[:, None]
        spread = _summed(stratum, scores**2) - _summed(stratum, scores) ** 2 / n
        variance[place] = (n / (n - 1) * (1 - drawn.sampled_part[:, None]) * spread).sum(axis=0)
    return variance


class _Sums:
    """Sums of answers by cell, and what follows from them."""

    def __init__(self, y: Floats, drawn: Design, domain: Margin) -> None:
        self.drawn, self.domain = drawn, domain
        self.cells, keys = _cells([drawn.strata, domain, *drawn.margins])
        self.stratum, self.place, *self.classes = keys.T
        count = len(keys)
        gather = csr_array(
            (np.ones(len(y)), self.cells, np.arange(len(y) + 1)), shape=(len(y), count)
        ).T.tocsr()
        given = ~np.isnan(y)
        complete = bool(given.all())
        # Numbers far from zero lose digits in sums of squares; shares and marks about their mean do not.
        filled = y if complete else np.where(given, y, 0.0)
        self.shift = filled.sum(axis=0) / np.maximum(given.sum(axis=0), 1)
        centred = filled - self.shift if complete else np.where(given, y - self.shift, 0.0)
        w = drawn.weights[:, None]
        # Where everybody answered everything, one column counts for all questions.
        answered = np.ones((len(y), 1)) if complete else given.astype(np.float64)
        weighted, width = w * centred, (count, y.shape[1])
        self.n, self.w, self.ww = (
            np.broadcast_to(gather @ part, width) for part in (answered, w * answered, w**2 * answered)
        )
        self.wy, self.wwy, self.wwyy, wyy = (
            gather @ part for part in (weighted, w * weighted, weighted**2, weighted * centred)
        )
        self.projected = self._projected(gather, answered, centred)
        self.answered = self._by_domain(self.n)
        self.size = self._by_domain(self.w)
        with np.errstate(invalid="ignore", divide="ignore"):
            self.centre = self._by_domain(self.wy) / self.size
            self.spread = self._by_domain(wyy) / self.size - self.centre**2
        self.mean = self.centre + self.shift

    def variance(self) -> Floats:
        """Linearised variance by domain and question."""
        drawn = self.drawn
        n = drawn.units_of_stratum[:, None]
        scale = n / (n - 1) * (1 - drawn.sampled_part[:, None])
        with np.errstate(invalid="ignore", divide="ignore"):
            squares, scores = self._own()
            if drawn.margins:
                squares, scores = self._less_margins(squares, scores)
        variances: Floats = (scale * (squares - scores**2 / n)).sum(axis=0).reshape(self.mean.shape)
        return np.maximum(variances, 0.0)

    def _own(self) -> tuple[Floats, Floats]:
        """Sums of squared and of plain weighted residuals, of the domains' own answers.

        Shape (strata, domains · questions).
        """
        centre, size = self.centre[self.place], self.size[self.place]
        squares = self.wwyy - 2 * centre * self.wwy + centre**2 * self.ww
        scores = self.wy - centre * self.w
        by_stratum = self._indicator(self.stratum, len(self.drawn.strata.names))
        return by_stratum @ self._spread(squares / size**2), by_stratum @ self._spread(scores / size)

    def _less_margins(self, squares: Floats, scores: Floats) -> tuple[Floats, Floats]:
        """The same with the margins' effects taken off every answer, in the domain or not."""
        centre, size = self.centre[self.place], self.size[self.place]
        effect = self._effects(centre, size)
        crossed = self._spread((self.wwy - centre * self.ww) / size)
        by_stratum = self._indicator(self.stratum, len(self.drawn.strata.names))
        squares = squares + by_stratum @ (self.all_ww[:, None] * effect**2 - 2 * crossed * effect)
        return squares, scores - by_stratum @ (self.all_w[:, None] * effect)

    def _effects(self, centre: Floats, size: Floats) -> Floats:
        """What the rounds of class means take off each cell, shape (cells, domains · questions).

        An effect belongs to a class: the rounds run over classes and how they cross, not over answers.
        """
        plain, plain_y = self.projected
        own = self._spread((plain_y - centre * plain) / size)
        margins = self.drawn.margins
        inside = [self._indicator(one, len(of.names)) for one, of in zip(self.classes, margins, strict=True)]
        start = [one @ own for one in inside]
        crossing = [[(one * self.all_v) @ other.T for other in inside] for one in inside]
        taken = [np.zeros_like(sums) for sums in start]
        for _ in range(PROJECTIONS):
            for number, sums in enumerate(start):
                left = sums - sum(cross @ off for cross, off in zip(crossing[number], taken, strict=True))
                taken[number] = taken[number] + left / np.diagonal(crossing[number][number])[:, None]
        return np.asarray(sum(off[one] for off, one in zip(taken, self.classes, strict=True)))

    def _spread(self, cells: Floats) -> Floats:
        """Each cell's row moved to the columns of its domain, shape (cells, domains · questions)."""
        wide = np.zeros((len(cells), len(self.domain.names), cells.shape[1]))
        wide[np.arange(len(cells)), self.place] = cells
        return wide.reshape(len(cells), -1)

    @staticmethod
    def _indicator(codes: Codes, count: int) -> Floats:
        inside: Floats = (codes == np.arange(count)[:, None]).astype(np.float64)
        return inside

    def _projected(self, gather: csr_array, answered: Floats, centred: Floats) -> tuple[Floats, Floats]:
        if not self.drawn.margins:
            return np.empty(0), np.empty(0)
        w, v = self.drawn.weights, self.drawn.projection_weights
        self.all_w, self.all_ww, self.all_v = (gather @ np.column_stack([w, w**2, v])).T
        if (v == 1).all():
            return self.n, gather @ centred
        return gather @ (v[:, None] * answered), gather @ (v[:, None] * centred)

    def _by_domain(self, cells: Floats) -> Floats:
        return _summed(self.place, cells, len(self.domain.names))


def _reported(
    sums: _Sums, variance: Floats, domain: Margin, drawn: Design, y: Floats, confidence: float
) -> SurveyEstimates:
    answered = np.where(sums.answered > 0, sums.answered, np.nan)
    error = np.sqrt(variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        effect = variance / (sums.spread / (answered - 1))
    freedom = int(drawn.units_of_stratum.sum()) - len(drawn.units_of_stratum)
    share = np.asarray(((y == 0) | (y == 1) | np.isnan(y)).all(axis=0))
    lower, upper = _intervals(sums.mean, error, answered, effect, share, freedom, confidence)
    asked = np.bincount(domain.codes, minlength=len(domain.names)).astype(np.float64)
    return SurveyEstimates(
        domain.names, sums.mean, error, lower, upper, sums.answered, asked, effect, sums.size, freedom
    )


def _intervals(
    value: Floats,
    error: Floats,
    answered: Floats,
    effect: Floats,
    share: NDArray[np.bool_],
    freedom: int,
    confidence: float,
) -> tuple[Floats, Floats]:
    """Student's t for means; Wilson's on the effective answers for shares, never on more than answered."""
    t = float(stdtrit(max(freedom, 1), (1 + confidence) / 2))
    # All alike in a domain: the question's typical design effect stands in for the one that cannot be seen.
    # Weights make the mean of answers all alike miss 0 or 1 by a rounding, and its effect then is noise.
    alike = share & (value * (1 - value) < ALIKE)
    seen = np.where(np.isfinite(effect) & (effect > 0) & ~alike, effect, np.nan)
    ordinary = np.array([np.nanmedian(column) if np.isfinite(column).any() else 1.0 for column in seen.T])
    used = np.where(np.isfinite(seen), seen, ordinary)
    base = answered / np.maximum(used, 1.0)
    middle = (value + t**2 / (2 * base)) / (1 + t**2 / base)
    spread = np.maximum(value * (1 - value), 0) / base + t**2 / (4 * base**2)
    half = t / (1 + t**2 / base) * np.sqrt(spread)
    lower = np.where(share, np.maximum(middle - half, 0), value - t * error)
    return lower, np.where(share, np.minimum(middle + half, 1), value + t * error)


def _cells(margins: Sequence[Margin]) -> tuple[Codes, Codes]:
    """A cell number for each answer, and each cell's codes in every margin, shape (cells, margins)."""
    number = np.zeros(len(margins[0].codes), dtype=np.int64)
    for one in margins:
        number = number * len(one.names) + one.codes
    _, first, cells = np.unique(number, return_index=True, return_inverse=True)
    return cells, np.column_stack([one.codes[first] for one in margins])


def _class_means(values: Floats, one: Margin, weights: Floats) -> Floats:
    count = len(one.names)
    means: Floats = _summed(one.codes, values * weights[:, None], count) / _summed(
        one.codes, weights[:, None], count
    )
    return means


def _summed(codes: Codes, values: Floats, count: int | None = None) -> Floats:
    """Rows of `values` summed by code, shape (codes, columns)."""
    size = int(codes.max()) + 1 if count is None else count
    rows = len(codes)
    gather = csr_array((np.ones(rows), codes, np.arange(rows + 1)), shape=(rows, size)).T
    sums: Floats = gather @ values
    return sums
