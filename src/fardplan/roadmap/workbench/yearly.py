"""Årsmål: the yearly targets that a candidate implies, and the outcomes that tell nothing yet."""

from dataclasses import dataclass

from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.vision import Course, travelled
from fardplan.vocabulary.status import Figure


@dataclass(frozen=True, slots=True)
class YearlyTarget:
    """A year's target on the way; an outcome between `lower` and `upper` may be chance and tells nothing.

    The bounds are None where the uncertainty of a year's figure is not known.
    """

    year: int
    level: float
    lower: float | None
    upper: float | None


def yearly_targets(
    latest: Figure, candidate: Candidate, *, course: Course = Course.STRAIGHT
) -> tuple[YearlyTarget, ...]:
    """A target for each year after the latest figure up to the candidate's, on one course.

    The tolerance is the half-width of the latest figure's own interval: what one year's figure moves.
    """
    start = latest.period.position
    whole = candidate.year - start
    half = None if latest.lower is None or latest.upper is None else (latest.upper - latest.lower) / 2
    found = []
    for year in range(int(start) + 1, candidate.year + 1):
        level = latest.value + travelled(course, (year - start) / whole) * (candidate.level - latest.value)
        found.append(
            YearlyTarget(
                year,
                level,
                None if half is None else level - half,
                None if half is None else level + half,
            )
        )
    return tuple(found)
