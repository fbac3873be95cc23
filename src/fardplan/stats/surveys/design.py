"""How a survey was drawn and weighted: design weights, strata, clusters, and calibration to known totals."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fardplan.vocabulary.errors import InputError, known

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

_MOST_ROUNDS = 1_000
_TOLERANCE = 1e-12
PROJECTIONS = 10  # as many as R's `survey` makes; the rest is below 1e-10 in ordinary margins


@dataclass(frozen=True, slots=True)
class Margin:
    """One way the respondents are classed: `codes` from 0, shape (answers,), and the classes' `names`."""

    codes: Codes
    names: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """Who the answers stand for.

    `weights`: persons that each answer stands for, above 0, shape (answers,). `strata`: the stratum each was
    drawn in. `clusters`: who was drawn together (households, classes), inside the strata; by default every
    answer by itself. `population`: persons in each stratum, for sampling without replacement; by default the
    sample is thought small. Calibrated designs are made by `post_stratified` and `raked`.

    Raises `InputError` for shapes, weights that are not above 0, or a stratum with a single unit drawn: its
    variance is unknown, and must not be taken for 0; merge it with one like it.
    """

    weights: Floats
    strata: Margin
    units: Codes
    units_of_stratum: Floats
    sampled_part: Floats
    margins: tuple[Margin, ...] = ()
    projection_weights: Floats = field(default_factory=lambda: np.ones(0))
    one_by_one: bool = True


def design(
    weights: ArrayLike,
    strata: Sequence[Hashable] | None = None,
    *,
    clusters: Sequence[Hashable] | None = None,
    population: Mapping[Hashable, float] | None = None,
) -> Design:
    """A design as it was drawn; see `Design`."""
    each = np.asarray(weights, dtype=np.float64)
    if each.ndim != 1 or not len(each) or not (np.isfinite(each).all() and (each > 0).all()):
        raise InputError("every answer needs a weight above zero", instead="Leave out who has none.")
    stratum = margin(strata if strata is not None else [0] * len(each), len(each), "strata")
    units = _units(stratum, clusters, len(each))
    first = np.unique(units, return_index=True)[1]
    counts = np.bincount(stratum.codes[first], minlength=len(stratum.names)).astype(np.float64)
    if (counts < 2).any():
        alone = stratum.names[int(np.argmin(counts))]
        raise InputError(
            f"the stratum '{alone}' has a single unit drawn: its variance is unknown",
            instead="Merge it with the stratum most like it.",
        )
    return Design(
        each, stratum, units, counts, _sampled_part(stratum, counts, population), one_by_one=clusters is None
    )


def post_stratified(drawn: Design, classes: Sequence[Hashable], totals: Mapping[Hashable, float]) -> Design:
    """Weights brought to the known number of persons in each class, one division (sex by age, say).

    The variance keeps only what differs inside the classes. Raises `InputError` for classes without a known
    total, known totals without an answer, or totals not above 0.
    Source: Holt & Smith, Journal of the Royal Statistical Society A 142(1), 1979, 33-46.
    """
    classed = margin(classes, len(drawn.weights), "classes")
    _not_calibrated(drawn)
    weights = _fitted(drawn.weights, classed, _totals(classed, totals))
    return replace(drawn, weights=weights, margins=(classed,), projection_weights=drawn.weights)


def raked(drawn: Design, margins: Sequence[tuple[Sequence[Hashable], Mapping[Hashable, float]]]) -> Design:
    """Weights brought to several known divisions at once, each a pair (classes, persons by class).

    Classes are fitted in turn until every total holds to a 10⁻¹² part. The variance keeps only what the
    margins do not explain: residuals of ten rounds of class means, as R's `survey` computes it. Raises
    `InputError` as `post_stratified`, where the divisions' totals differ in sum, or when no weights can
    reach them all.

    Source: Deming & Stephan, Annals of Mathematical Statistics 11(4), 1940, 427-444; Deville, Särndal &
    Sautory, Journal of the American Statistical Association 88(423), 1993, 1013-1020 (variance).
    """
    _not_calibrated(drawn)
    classed = [margin(classes, len(drawn.weights), "classes") for classes, _ in margins]
    goals = [_totals(one, totals) for one, (_, totals) in zip(classed, margins, strict=True)]
    if not goals or any(abs(goal.sum() / goals[0].sum() - 1) > 1e-9 for goal in goals):
        raise InputError("the divisions to rake to count different numbers of persons", instead="Settle one.")
    weights = drawn.weights
    for _ in range(_MOST_ROUNDS):
        for one, goal in zip(classed, goals, strict=True):
            weights = _fitted(weights, one, goal)
        reached = [np.bincount(one.codes, weights, len(one.names)) for one in classed]
        if all(np.abs(now / goal - 1).max() < _TOLERANCE for now, goal in zip(reached, goals, strict=True)):
            ones = np.ones_like(weights)
            return replace(drawn, weights=weights, margins=tuple(classed), projection_weights=ones)
    raise InputError(
        f"the weights do not reach all totals in {_MOST_ROUNDS} rounds",
        instead="Some combination of classes has no answer: merge classes.",
    )


def margin(names: Sequence[Hashable], count: int, what: str) -> Margin:
    """Codes in the order in which the names first appear."""
    if len(names) != count:
        raise InputError(f"there are {count} answers and {len(names)} {what}")
    seen: dict[Hashable, int] = {}
    codes = np.fromiter((seen.setdefault(name, len(seen)) for name in names), np.int64, count)
    return Margin(codes, tuple(seen))


def _units(stratum: Margin, clusters: Sequence[Hashable] | None, count: int) -> Codes:
    if clusters is None:
        return np.arange(count)
    inside = margin(clusters, count, "clusters").codes
    return margin(list(zip(stratum.codes.tolist(), inside.tolist(), strict=True)), count, "clusters").codes


def _sampled_part(stratum: Margin, counts: Floats, population: Mapping[Hashable, float] | None) -> Floats:
    if population is None:
        return np.zeros(len(counts))
    parts = np.array(
        [count / population.get(name, np.nan) for name, count in zip(stratum.names, counts, strict=True)]
    )
    if not ((parts > 0) & (parts <= 1)).all():
        broken = stratum.names[int(np.argmin((parts > 0) & (parts <= 1)))]
        raise InputError(
            f"the stratum '{broken}' has no population, or one smaller than its sample",
            instead=known(str(name) for name in population),
        )
    return parts


def _totals(classed: Margin, totals: Mapping[Hashable, float]) -> Floats:
    missing = [name for name in classed.names if name not in totals]
    unseen = [name for name in totals if name not in classed.names]
    if missing or unseen:
        raise InputError(
            f"the class '{(missing or unseen)[0]}' has {'no known total' if missing else 'no answer'}",
            instead="Merge it with another class, in the answers and in the totals.",
        )
    goal = np.array([totals[name] for name in classed.names], dtype=np.float64)
    if not (np.isfinite(goal).all() and (goal > 0).all()):
        raise InputError("known totals must be above zero")
    return goal


def _fitted(weights: Floats, classed: Margin, goal: Floats) -> Floats:
    fitted: Floats = weights * (goal / np.bincount(classed.codes, weights, len(goal)))[classed.codes]
    return fitted


def _not_calibrated(drawn: Design) -> None:
    if drawn.margins:
        raise InputError("the weights are calibrated already", instead="Calibrate the design as drawn, once.")
