"""The tree that goals grow into while a document is walked: which goal is open, whose child the next is."""

from collections.abc import Iterator

from ..areas import same_name
from ..level_words import Role
from ..levels import standing
from .found import FoundGoal
from .nesting import number_above, same_number

_ORDER = {Role.AREA: 0, Role.GOAL: 1, Role.ACTION: 2, Role.MEASURE: 3}
_OVER_ALL = "Övergripande mål"
_COMPARED = 300  # goals under one parent that a new one is compared with


class Outline:
    """The goals found so far, and those of them that are open, the outermost first."""

    def __init__(self) -> None:
        self.goals: list[FoundGoal] = []
        self.open: list[FoundGoal] = []
        self.placed: set[int] = set()  # goals whose parent their number or their place in a list tells
        self._ranks: dict[str, int] = {}

    def add(self, goal: FoundGoal, above: FoundGoal | None = None, *, by_number: bool = True) -> FoundGoal:
        """The goal put in its place, and opened; the goal that was there already when it is named again.

        `above` is the goal that it stands beneath, where the document's own form tells; `by_number`: its
        number may tell.
        """
        parent, told = (above, True) if above is not None else self._parent(goal, by_number=by_number)
        known = self._known(goal, parent)
        if known is not None:
            self._open(known, known.parent)
            return known
        goal.parent = parent
        if told:
            self.placed.add(id(goal))
        self.goals.append(goal)
        self._open(goal, parent)
        return goal

    def place(self, goal: FoundGoal) -> None:
        """A new area in its place among the goals, not opened."""
        if goal.level is not None:
            goal.parent, _ = self._parent(goal)
        self.goals.append(goal)

    def reopen(self, goal: FoundGoal) -> None:
        """A goal that is there already is open again, with those above it."""
        self._open(goal, goal.parent)

    def close(self, heading: int, *, keep: frozenset[int] = frozenset()) -> None:
        """A heading of a level ends what stands beneath headings of that level and deeper.

        `keep`: the lines of goals that stay open though they stand beneath a heading of the same level.
        """
        ended = (
            place for place, goal in enumerate(self.open) if goal.heading >= heading and goal.line not in keep
        )
        del self.open[next(ended, len(self.open)) :]

    def close_all(self) -> None:
        """A part of the document ends: no goal is open."""
        self.open.clear()

    @property
    def last(self) -> FoundGoal | None:
        """The goal that is open innermost."""
        return self.open[-1] if self.open else None

    def nearest(self, role: Role) -> FoundGoal | None:
        """The innermost open goal of a role."""
        return next((goal for goal in reversed(self.open) if goal.role is role), None)

    def numbered(self, number: str) -> FoundGoal | None:
        """The latest goal with a number, as printed."""
        return next((goal for goal in reversed(self.goals) if same_number(goal.number, number)), None)

    def _open(self, goal: FoundGoal, parent: FoundGoal | None) -> None:
        self.open = [*_above(parent), goal]
        if goal.level:
            self._ranks.setdefault(goal.level, len(self.open) - 1)

    def _known(self, goal: FoundGoal, parent: FoundGoal | None) -> FoundGoal | None:
        """The same goal, met before: by its words under one parent."""
        beside = [one for one in self.goals[-_COMPARED:] if one.role is goal.role and one.parent is parent]
        return next(
            (
                one
                for one in beside
                if (one.level == goal.level or not one.level or not goal.level)
                and (one.number == goal.number or not one.number or not goal.number)
                and same_name(one.passage.flat, goal.passage.flat)
            ),
            None,
        )

    def _parent(self, goal: FoundGoal, *, by_number: bool = True) -> tuple[FoundGoal | None, bool]:
        numbered = self._parent_by_number(goal) if by_number else None
        if numbered is not None:
            return numbered, True
        place = self._same_level(goal)
        if place is not None:
            return self.open[place].parent, False
        above = list(self.open)
        rank = self._ranks.get(goal.level or "")
        while above and not self._may_stand_over(above[-1], goal, rank):
            above.pop()
        return (above[-1] if above else None), False

    def _same_level(self, goal: FoundGoal) -> int | None:
        for place, one in enumerate(self.open):
            if one.level == goal.level and one.role is goal.role:
                return place
        return None

    def _may_stand_over(self, above: FoundGoal, goal: FoundGoal, rank: int | None) -> bool:
        same = above.role is goal.role and above.level == goal.level
        if same or _ORDER[above.role] > _ORDER[goal.role]:
            return False
        if above.role is goal.role and standing(goal.level) == 0 < standing(above.level):
            return False
        if rank is not None and above.level is not None and above.role is goal.role:
            return self._ranks.get(above.level, 0) < rank
        return goal.level is not None or above.role is not goal.role

    def _parent_by_number(self, goal: FoundGoal) -> FoundGoal | None:
        """ "A.1.2" belongs to "A.1" and "2.3" to "2", when there is such a goal of another level."""
        number = number_above(goal.number or "")
        while number is not None:
            found = next((one for one in self._within_reach() if _bears(one, number, goal)), None)
            if found is not None:
                return self._nearer(found, goal)
            number = number_above(number)
        return None

    def _within_reach(self) -> list[FoundGoal]:
        """The goals that are open and those beside them, the latest first; all when none is open."""
        if not self.open:
            return self.goals[::-1]
        over = {id(one) for one in self.open} | {id(None)}
        return [*reversed(self.open), *(one for one in reversed(self.goals) if id(one.parent) in over)]

    def _nearer(self, found: FoundGoal, goal: FoundGoal) -> FoundGoal:
        """The open goal of an area that stands over the goals of its number ("Inriktningsmål" over "A1")."""
        between = (
            one
            for one in self.open
            if found.role is Role.AREA
            and one.parent is found
            and one.role is Role.GOAL is goal.role
            and standing(one.level) < standing(goal.level)
        )
        return next(between, found)


def _bears(one: FoundGoal, number: str, goal: FoundGoal) -> bool:
    above = _ORDER[one.role] <= _ORDER[goal.role]
    return same_number(one.number, number) and one.level != goal.level and above


def _above(goal: FoundGoal | None) -> list[FoundGoal]:
    found: list[FoundGoal] = []
    while goal is not None and goal not in found:
        found.insert(0, goal)
        goal = goal.parent
    return found


def settled(outline: Outline) -> list[FoundGoal]:
    """The goals as a tree, parents before children, after what is done has been given to whom it belongs.

    Actions stand either under each goal or, after all goals of an area, under the area. The document's own
    habit decides: where two goals of one area have actions each, they are the goals'; where one goal after
    another has none and only the last of a run has some, they are the area's. What is done for the only goal
    of an area is then the area's too if it is counted on from area to area, else the goal's.
    """
    _lift_shared_actions(outline)
    _lift_from_the_only(outline)
    return list(_preorder(outline.goals))


def _lift_shared_actions(outline: Outline) -> None:
    children: dict[int, list[FoundGoal]] = {}
    for goal in outline.goals:
        children.setdefault(id(goal.parent) if goal.parent else 0, []).append(goal)
    runs = [
        [one for one in siblings if one.role is Role.GOAL]
        for siblings in children.values()
        if any(one.role is Role.GOAL for one in siblings)
    ]
    has_actions = [[_actions(one, children, outline) for one in run] for run in runs]
    own = any(sum(map(bool, of)) >= 2 for of in has_actions)
    shared = any(len(of) >= 2 and not of[0] and of[-1] for of in has_actions)
    if own or not shared:
        return
    numbers = [action.number for of in has_actions for actions in of for action in actions]
    counts_on = None not in numbers and len(set(numbers)) == len(numbers)
    for of in has_actions:
        for actions in of if len(of) > 1 or counts_on else ():
            for action in actions:
                action.parent = action.parent.parent if action.parent else None


def _lift_from_the_only(outline: Outline) -> None:
    """What is done after the parts of the goal over all of an area ("Övergripande mål") is the area's."""
    homes: dict[int, list[FoundGoal]] = {}
    for goal in outline.goals:
        if goal.parent is not None:
            homes.setdefault(id(goal.parent), []).append(goal)
    for goal in [one for one in outline.goals if one.role is Role.GOAL and one.level == _OVER_ALL]:
        area, beneath = goal.parent, homes.get(id(goal), [])
        parts = [one for one in beneath if one.role is Role.GOAL]
        alone = area is not None and area.role is Role.AREA
        alone = alone and sum(one.role is Role.GOAL for one in homes[id(area)]) == 1
        if not alone or len(parts) < 2 or any(homes.get(id(part)) for part in parts):
            continue
        for one in beneath:
            if one.role is Role.ACTION and id(one) not in outline.placed and one.line > parts[-1].line:
                one.parent = area


def _actions(goal: FoundGoal, children: dict[int, list[FoundGoal]], outline: Outline) -> list[FoundGoal]:
    beneath = children.get(id(goal), [])
    return [one for one in beneath if one.role is Role.ACTION and id(one) not in outline.placed]


def _preorder(goals: list[FoundGoal]) -> Iterator[FoundGoal]:
    beneath: dict[int, list[FoundGoal]] = {}
    for goal in goals:
        beneath.setdefault(id(goal.parent) if goal.parent else 0, []).append(goal)
    for siblings in beneath.values():
        if all(goal.role is not Role.AREA for goal in siblings):
            siblings.sort(key=lambda goal: goal.line)
    stack = list(reversed(beneath.get(0, [])))
    while stack:
        goal = stack.pop()
        yield goal
        stack.extend(reversed(beneath.get(id(goal), [])))
