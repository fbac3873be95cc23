"""The way to the vision: where the curve has to be in the candidate's year."""

from dataclasses import dataclass
from enum import StrEnum

from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.status import Direction, Figure


class VisionRule(StrEnum):
    """What the vision means for this milestone."""

    LEVEL = "level"  # a level someone has stated
    NO_GAP = "no_gap"  # every district where the best one is today
    BEST_QUARTER = "best_quarter"  # where the best quarter of comparable cities begins


class Course(StrEnum):
    STRAIGHT = "straight"
    FRONT_LOADED = "front_loaded"
    BACK_LOADED = "back_loaded"


@dataclass(frozen=True, slots=True)
class VisionPath:
    """The levels that three ways to the vision have in the candidate's year, and which of them it keeps.

    A front-loaded way has travelled 1-(1-s)² of the distance when s of the time has passed, a back-loaded
    one s²; `kept` are the courses that the candidate is on or ahead of.
    """

    rule: VisionRule
    level: float
    year: int
    at_candidate: dict[Course, float]
    kept: tuple[Course, ...]


def travelled(course: Course, passed: float) -> float:
    """The part of the distance that lies behind when `passed` (0 to 1) of the time has."""
    if course is Course.STRAIGHT:
        return passed
    return 1 - (1 - passed) ** 2 if course is Course.FRONT_LOADED else passed**2


def vision_path(
    latest: Figure, candidate: Candidate, wanted: Direction, *, rule: VisionRule, level: float, year: int
) -> VisionPath:
    """Whether the candidate lies on a way from the latest figure to the vision's `level` in `year`.

    Raises `InputError` when the vision's year is not after the latest figure.
    """
    whole = year - latest.period.position
    if whole <= 0:
        raise InputError(f"the vision's year {year} is not after the latest figure, {latest.period}")
    passed = min(1.0, (candidate.year - latest.period.position) / whole)
    places = {course: latest.value + travelled(course, passed) * (level - latest.value) for course in Course}
    kept = tuple(
        course for course, place in places.items() if (candidate.level - place) * wanted.sign >= -1e-9
    )
    return VisionPath(rule, level, year, places, kept)
