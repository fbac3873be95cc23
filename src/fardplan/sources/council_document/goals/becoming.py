"""What each goal of a document is in a roadmap, which has target areas, milestones and strategies.

A roadmap has three levels and a document may have more. The milestones are the goals that have no goals
beneath them, the areas what stands next above; what has no place is left out of the roadmap and kept in the
draft.
"""

from collections.abc import Sequence

from ..draft import Becomes
from ..level_words import Role
from .found import FoundGoal


def becoming(goals: Sequence[FoundGoal]) -> list[Becomes | None]:
    """What each goal becomes, in the order of the goals; levels are treated alike throughout a document."""
    beneath: dict[int, set[Role]] = {}
    for goal in goals:
        if goal.parent is not None:
            beneath.setdefault(id(goal.parent), set()).add(goal.role)
    upper = {_kind(goal) for goal in goals if goal.role in beneath.get(id(goal), set())}
    areas = any(goal.role is Role.AREA for goal in goals)
    return [_becomes(goal, upper, areas=areas) for goal in goals]


def _becomes(goal: FoundGoal, upper: set[tuple[Role, str | None]], *, areas: bool) -> Becomes | None:
    if goal.role is Role.AREA:
        return None if _kind(goal) in upper else "target_area"
    if goal.role is Role.GOAL:
        if _kind(goal) not in upper:
            return "milestone"
        return "target_area" if not areas and _parent_role(goal) is not Role.GOAL else None
    return "strategy" if _parent_role(goal) is not Role.ACTION else None


def _kind(goal: FoundGoal) -> tuple[Role, str | None]:
    return goal.role, goal.level


def _parent_role(goal: FoundGoal) -> Role | None:
    return goal.parent.role if goal.parent is not None else None
