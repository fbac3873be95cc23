"""Precedent: of all that started near the same level, how many made that change in that time."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from fardplan.roadmap.workbench.reference import (
    LEAST_NEIGHBOURS,
    Floats,
    Neighbourhood,
    ReferenceClass,
)
from fardplan.stats.share import wilson
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction

_SAME = 1e-9
"""Changes are differences of decimal figures: 90.1 - 88.1 is a hair less than 2."""


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality of the panel in the window where it stood nearest to the starting level.

    `improvement` is the change in the wanted direction, `swing` the standard deviation that chance alone
    gives such a change there, `shrunk` the change when chance movement is taken off, `probability` how
    likely it truly improved by the needed amount. `before_break`: a series break came after its years.
    """

    area: str
    first: Period
    last: Period
    start: float
    improvement: float
    swing: float
    shrunk: float
    probability: float
    managed: bool
    before_break: bool = False


@dataclass(frozen=True, slots=True)
class Precedent:
    """The reference class and how it fared.

    `members` stood within the neighbourhood, the greatest improvement first; `share` of them made the
    change, with Wilson's 95 % interval `lower` to `upper`; `shrunk_share` is the mean of their
    probabilities, which small and restless members move less. `panel` is how many could be followed for so
    long wherever they started, `longest` for how many years the panel can be followed at all. None of the
    shares is given when there are fewer than ten members.
    """

    years: int
    neighbourhood: Neighbourhood
    members: tuple[Member, ...]
    panel: int
    longest: float
    share: float | None
    lower: float | None
    upper: float | None
    shrunk_share: float | None

    @property
    def managed(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.managed)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a reference class improved by a needed amount, and how many when chance is taken off."""

    managed: int
    members: int
    shrunk_share: float | None

    @property
    def enough(self) -> bool:
        return self.members >= LEAST_NEIGHBOURS


class Shrunk:
    """A reference class with its changes shrunk towards one another, ready for any needed change.

    Arrays have shape (members,) in the order of the class: `improvements` in the wanted direction, `noise`
    their variances by chance, `means` and `variances` of the true changes given what was seen.
    """

    def __init__(self, reference: ReferenceClass, wanted: Direction) -> None:
        self.reference = reference
        windows = reference.windows
        self.improvements: Floats = np.array([item.change * wanted.sign for item in windows], dtype=float)
        self.noise: Floats = np.array([2 * reference.movements[item.area] for item in windows], dtype=float)
        centre, between = random_effects(self.improvements, self.noise)
        total = between + self.noise
        weight = np.divide(between, total, out=np.ones_like(total), where=total > 0)
        self.means: Floats = weight * self.improvements + (1 - weight) * centre
        self.variances: Floats = weight * self.noise

    def managed(self, needed: float) -> np.ndarray:
        """Which members improved by `needed` as measured."""
        return np.asarray(self.improvements >= needed - _SAME)

    def probabilities(self, needed: float) -> Floats:
        """How likely each truly improved by `needed`; 0 or 1 where nothing is chance."""
        spread = np.sqrt(self.variances)
        certain = (self.means >= needed - _SAME).astype(float)
        places = np.divide(self.means - needed, spread, out=np.zeros_like(spread), where=spread > 0)
        found: Floats = np.where(spread > 0, ndtr(places), certain)
        return found

    def tally(self, needed: float) -> Tally:
        """The counts alone, for grids."""
        count = len(self.improvements)
        share = float(self.probabilities(needed).mean()) if count >= LEAST_NEIGHBOURS else None
        return Tally(int(self.managed(needed).sum()), count, share)


def precedent(reference: ReferenceClass, needed: float, wanted: Direction) -> Precedent:
    """How many of a reference class improved by `needed` in its years, and who."""
    return precedent_of(Shrunk(reference, wanted), needed)


def precedent_of(shrunk: Shrunk, needed: float) -> Precedent:
    """`precedent` for a class that is shrunk already."""
    reference, tally = shrunk.reference, shrunk.tally(needed)
    share = tally.managed / tally.members if tally.enough else None
    lower, upper = (None, None) if share is None else wilson(share, tally.members)
    return Precedent(
        years=reference.years,
        neighbourhood=reference.neighbourhood,
        members=_members(shrunk, needed),
        panel=reference.panel,
        longest=reference.longest,
        share=share,
        lower=lower,
        upper=upper,
        shrunk_share=tally.shrunk_share,
    )


def random_effects(values: Floats, variances: Floats) -> tuple[float, float]:
    """Mean and variance between members beyond chance (DerSimonian & Laird 1986).

    Without any chance in one of them the plain mean and variance: a weight of 1/0 would make it alone count.
    """
    if len(values) == 0:
        return 0.0, 0.0
    if not (variances > 0).all():
        return float(values.mean()), float(values.var())
    weights = 1 / variances
    mean = float(np.average(values, weights=weights))
    excess = float(weights @ (values - mean) ** 2) - (len(values) - 1)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(0.0, excess / scale) if scale > 0 else 0.0
    return float(np.average(values, weights=1 / (variances + between))), between


def _members(shrunk: Shrunk, needed: float) -> tuple[Member, ...]:
    rows = zip(
        shrunk.reference.windows,
        shrunk.improvements.tolist(),
        np.sqrt(shrunk.noise).tolist(),
        shrunk.means.tolist(),
        shrunk.probabilities(needed).tolist(),
        shrunk.managed(needed).tolist(),
        strict=True,
    )
    found = (
        Member(
            area=window.area,
            first=window.first,
            last=window.last,
            start=window.start,
            improvement=improvement,
            swing=swing,
            shrunk=mean,
            probability=likely,
            managed=managed,
            before_break=window.before_break,
        )
        for window, improvement, swing, mean, likely, managed in rows
    )
    return tuple(sorted(found, key=lambda member: (-member.improvement, member.area)))
