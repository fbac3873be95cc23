"""Moving a candidate by a step: a level up or down, a year on or back, always to one that can be weighed."""

from enum import StrEnum

from fardplan.roadmap.workbench.calibration import Evidence
from fardplan.roadmap.workbench.candidate import Candidate


class Move(StrEnum):
    LEVEL_UP = "level_up"
    LEVEL_DOWN = "level_down"
    YEAR_UP = "year_up"
    YEAR_DOWN = "year_down"


LEVELS = {Move.LEVEL_UP: 1, Move.LEVEL_DOWN: -1}
YEARS = {Move.YEAR_UP: 1, Move.YEAR_DOWN: -1}


def moved(
    evidence: Evidence, level: float | None, year: int | None, move: Move, *, step: float, start_year: int
) -> Candidate:
    """The candidate after a move. What nobody has given yet starts at the latest figure, in `start_year`.

    A level lands on whole steps, and neither leaves what can be weighed: the scale, the years after the
    latest figure up to the vision's.
    """
    begun = evidence.latest.value if level is None else level
    count = begun / step + LEVELS.get(move, 0)
    # From between two steps the first press goes to the nearest one on that side.
    whole = round(count) if abs(count - round(count)) < 1e-6 else _beyond(count, LEVELS.get(move, 0))
    new_level = round(whole * step, 6) if move in LEVELS or level is None else begun
    new_year = (start_year if year is None else year) + YEARS.get(move, 0)
    return Candidate(_on_scale(evidence, new_level), _ahead(evidence, new_year))


def _beyond(count: float, way: int) -> int:
    if way > 0:
        return int(count // 1)
    return int(-(-count // 1)) if way < 0 else round(count)


def _on_scale(evidence: Evidence, level: float) -> float:
    unit = evidence.unit
    if unit.floor is not None:
        level = max(level, unit.floor)
    return level if unit.ceiling is None else min(level, unit.ceiling)


def _ahead(evidence: Evidence, year: int) -> int:
    first = int(evidence.latest.period.position) + 1
    last = evidence.last_year
    year = max(year, first)
    return year if last is None else min(year, max(last, first))
