"""The levels and years that are laid out when nobody has asked for others."""

from fardplan.roadmap.workbench.calibration import Evidence

LEVELS = 8
FIRST_YEAR, LAST_YEAR, YEAR_STEP = 3, 15, 3
"""Years after the latest figure."""


def usual_levels(evidence: Evidence) -> tuple[float, ...]:
    """At most eight levels from the latest figure in the wanted direction, a step of a rounded size apart.

    The step is a tenth of the panel's spread of levels, or a twentieth of the figure without a panel, and
    never so large that fewer than eight would lie inside what the unit can hold.
    """
    ends = [parts[-1][-1][1] for parts in evidence.panel.values() if parts and parts[-1]]
    spread = (max(ends) - min(ends)) / 10 if len(ends) > 1 else abs(evidence.latest.value) / 20
    room = _room(evidence)
    step = _rounded_step(max(min(spread, room / LEVELS), evidence.rounded_to))
    first = round(evidence.latest.value / step) * step
    levels = (first + evidence.wanted.sign * step * number for number in range(1, LEVELS + 1))
    return tuple(round(level, 6) for level in levels if evidence.unit.contains(round(level, 6)))


def usual_years(evidence: Evidence) -> tuple[int, ...]:
    """Every third year, from three after the latest figure to fifteen; old figures move them on.

    A year that has come when it is asked is none to aim at, nor is one after the vision's. There is always
    one.
    """
    start = int(evidence.latest.period.position)
    first = max(start + FIRST_YEAR, (evidence.asked_in or start) + 1)
    last = max(start, first - FIRST_YEAR) + LAST_YEAR
    if evidence.last_year is not None:
        last = max(first, min(last, evidence.last_year))
    return tuple(range(first, last + 1, YEAR_STEP))


def _room(evidence: Evidence) -> float:
    """How far it is from the latest figure to the end of the scale that is wanted."""
    end = evidence.unit.ceiling if evidence.wanted.sign > 0 else evidence.unit.floor
    return float("inf") if end is None else abs(end - evidence.latest.value)


def _rounded_step(size: float) -> float:
    """The nearest of 1, 2, 5, 10, … (and their tenths) at or below `size`, which is above 0."""
    if not size > 0:
        return 1.0
    power = 1.0
    while power > size:
        power /= 10
    while power * 10 <= size:
        power *= 10
    return next((power * step for step in (5, 2) if power * step <= size), power)
