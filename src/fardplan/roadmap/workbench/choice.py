"""The grid of levels and years: what each asks, and which are ambitious yet precedented."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fardplan.roadmap.workbench.candidate import Candidate


class Mark(StrEnum):
    """What can be said of a candidate under a rule."""

    WITHIN_REACH = "within_reach"  # likely even if nothing new is done
    AMBITIOUS_PRECEDENTED = "ambitious_precedented"
    UNPRECEDENTED = "unprecedented"  # too few, or none, have done it
    CANNOT_TELL = "cannot_tell"
    PASSED = "passed"  # the latest figure is there already


@dataclass(frozen=True, slots=True)
class AmbitionRule:
    """When a candidate is ambitious yet precedented.

    Ambitious: doing nothing new reaches it with a probability of at most `most_probable`. Precedented: at
    least `least_precedent` of the reference class made such a change, chance movement taken off. Of a
    year's candidates that are both, the furthest with a precedent of at least `recommended_precedent` is
    recommended, or else the nearest.
    """

    most_probable: float = 0.5
    least_precedent: float = 0.1
    recommended_precedent: float = 0.25


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate with its probability if nothing new is done, its precedent and its people.

    Each is None where it cannot be told. `precedent` is the shrunk share of the reference class,
    `counted` how many of how many did it as measured.
    """

    candidate: Candidate
    improvement: float
    probability: float | None
    precedent: float | None
    counted: tuple[int, int] | None
    people: float | None
    mark: Mark
    recommended: bool = False


def mark_of(
    improvement: float, probability: float | None, precedent: float | None, rule: AmbitionRule
) -> Mark:
    """What a rule says of a candidate. What one of the two cannot tell is enough where it decides alone."""
    if improvement <= 0:
        return Mark.PASSED
    if probability is not None and probability > rule.most_probable:
        return Mark.WITHIN_REACH
    if precedent is not None and precedent < rule.least_precedent:
        return Mark.UNPRECEDENTED
    if probability is None or precedent is None:
        return Mark.CANNOT_TELL
    return Mark.AMBITIOUS_PRECEDENTED


def grid(
    levels: Sequence[float],
    years: Sequence[int],
    cell: Callable[[Candidate], Cell],
    rule: AmbitionRule,
) -> tuple[tuple[Cell, ...], ...]:
    """A row a year, a column a level, the recommended candidate of each year marked."""
    rows = []
    for year in years:
        row = [cell(Candidate(level, year)) for level in levels]
        chosen = _recommended(row, rule)
        rows.append(tuple(replace(item, recommended=item is chosen) for item in row))
    return tuple(rows)


def _recommended(row: Sequence[Cell], rule: AmbitionRule) -> Cell | None:
    both = [item for item in row if item.mark is Mark.AMBITIOUS_PRECEDENTED]
    well = [item for item in both if (item.precedent or 0) >= rule.recommended_precedent]
    if well:
        return max(well, key=lambda item: item.improvement)
    return min(both, key=lambda item: item.improvement, default=None)
