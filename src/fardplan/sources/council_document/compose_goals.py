"""From goals as they were found to those of the draft: repaired, numbered, with what they are to reach."""

import re
from collections.abc import Callable, Sequence

from .direction import direction, says_direction
from .doubts import doubt
from .draft import Direction, Doubt, Goal, Indicator, Target
from .goals import FoundGoal, FoundMeasure, Goals, Role, measured, names_in, subject_of, to_reach
from .goals.becoming import becoming
from .goals.figures import first_number, unit_after_number
from .lines import Passage
from .lists import ListItem
from .repair import Noise, begins_with_imperative, repair
from .whole import list_doubts

ON_TRUST = 0.97  # a list item whose numeral was broken or lost may be cut wrongly
_ENOUGH_VERBS = 0.5  # share of a list's items that begin with an imperative

Fields = Callable[..., dict[str, object]]
"""Gives the fields of a text: repaired, as it was read, its lines, how sure it is."""


def compose_goals(
    goals: Goals, noise: Noise, fields: Fields, doubts: list[Doubt]
) -> tuple[tuple[Goal, ...], tuple[Indicator, ...]]:
    """The goals and indicators of a draft; what is to be looked at is added to the doubts."""
    return _GoalComposer(goals, noise, fields, doubts).made()


class _GoalComposer:
    def __init__(self, goals: Goals, noise: Noise, fields: Fields, doubts: list[Doubt]) -> None:
        self.found = goals
        self.noise = noise
        self.fields = fields
        self.doubts = doubts
        self.verbs: set[int] = set()

    def made(self) -> tuple[tuple[Goal, ...], tuple[Indicator, ...]]:
        for one in self.found.lists:
            self.doubts += list_doubts(one)
            if self._imperative(one.read.items):
                self.verbs.update(item.passage.lines[0] for item in one.read.items if item.passage)
        kept = [goal for goal in self.found.goals if self._stands(goal)]
        keys = {id(goal): f"g{place}" for place, goal in enumerate(kept, start=1)}
        becomes = becoming(kept)
        goals = tuple(self._goal(goal, keys, role) for goal, role in zip(kept, becomes, strict=True))
        self._doubt_homes(goals)
        of = measured(self.found.measures, kept)
        indicators = tuple(
            self._indicator(one, keys.get(id(goal)) if goal else None)
            for one, goal in zip(self.found.measures, of, strict=True)
        )
        return goals, indicators

    def _stands(self, goal: FoundGoal) -> bool:
        """Areas that nothing stands beneath count when the document lists them."""
        if goal.role is not Role.AREA or goal.named or goal.number:
            return True
        return any(other.parent is goal for other in self.found.goals)

    def _goal(self, goal: FoundGoal, keys: dict[int, str], becomes: str | None) -> Goal:
        factor = ON_TRUST if goal.on_trust else 1.0
        verbs = goal.role is Role.ACTION and goal.line in self.verbs
        fields = self.fields(goal.passage, start=True, imperative=verbs, factor=factor)
        text = str(fields["text"])
        if goal.role is Role.AREA:
            fields["text"] = text = text[:1].upper() + text[1:]
        points = direction(text)
        target = _target(goal, text, points) if goal.role is not Role.AREA else None
        if target and target.direction and not says_direction(text):
            points = target.direction
        elif target and target.direction and points not in {target.direction, "unclear"}:
            points = "unclear"
        if becomes == "milestone" and points == "unclear":
            self.doubts.append(doubt("direction_unclear", goal.passage.lines, goal.passage.as_read))
        return Goal.model_validate(
            {
                **fields,
                "id": keys[id(goal)],
                "level": goal.level,
                "becomes": becomes,
                "number": goal.number,
                "parent": keys.get(id(goal.parent)) if goal.parent else None,
                "direction": points,
                "target": target,
                "responsible": self._responsible(goal, text),
            }
        )

    def _responsible(self, goal: FoundGoal, text: str) -> tuple[str, ...]:
        if goal.responsible:
            return names_in([str(self.fields(one)["text"]) for one in goal.responsible])
        told = subject_of(text) if goal.role is Role.ACTION or goal.level is None else None
        return names_in([told]) if told else ()

    def _indicator(self, one: FoundMeasure, of: str | None) -> Indicator:
        fields = self.fields(one.passage, start=True)
        source = str(self.fields(one.source)["text"]).rstrip(".") if one.source else None
        return Indicator.model_validate(
            {
                **fields,
                "of": of,
                "source": source,
                "target": _value_set(one.target, one.base, one.target_year, str(fields["text"])),
            }
        )

    def _doubt_homes(self, goals: Sequence[Goal]) -> None:
        areas = {goal.id for goal in goals if goal.becomes == "target_area"}
        above = {goal.id: goal.parent for goal in goals}
        homeless = [
            goal
            for goal in goals
            if goal.becomes in {"milestone", "strategy"} and not _home(goal.id, above, areas)
        ]
        if homeless:
            self.doubts.append(doubt("area_not_named", [line for goal in homeless for line in goal.lines]))
        with_goals = {_home(goal.id, above, areas) for goal in goals if goal.id not in areas}
        for goal in goals:
            if goal.id in areas - with_goals:
                self.doubts.append(doubt("area_without_goals", goal.lines, goal.as_read))

    def _imperative(self, items: Sequence[ListItem]) -> bool:
        """Whether most items begin with an imperative, as far as they can be read without knowing it."""
        if self.noise.clean:
            return False  # nothing is chosen, so nothing has to be known
        first = [repair(item.passage.first_words(1), self.noise, item_start=True) for item in items]
        verbs = sum(begins_with_imperative(one.text) for one in first)
        return len(items) >= 3 and verbs >= _ENOUGH_VERBS * len(items)


def _home(key: str, above: dict[str, str | None], areas: set[str]) -> str | None:
    parent = above[key]
    while parent is not None and parent not in areas:
        parent = above[parent]
    return parent


def _target(goal: FoundGoal, text: str, points: Direction) -> Target | None:
    """What a goal's own words say is to be reached; else the value that is set for it beside them."""
    told, year = to_reach(text), goal.year
    if told is None or told.value is None:
        year = (told.year if told else None) or year
        found = _value_set(goal.target, goal.base, year, text)
        if found is not None and found.direction is None and points != "unclear":
            found = found.model_copy(update={"direction": points})
        return found or (Target(year=year) if year else None)
    return Target(
        value=told.value,
        unit=told.unit,
        year=told.year or year,
        direction=told.direction,
        relative=told.relative,
    )


def _value_set(target: Passage | None, base: Passage | None, year: int | None, text: str) -> Target | None:
    """The value that a table sets for a measure or a goal, in the unit that its own words tell."""
    if target is None:
        return None
    cell = target.flat.strip()
    value = first_number(cell)
    if value is None:
        return None
    told = to_reach(f"{cell} enheter")
    points = told.direction if told and re.search(r"minst|högst|lägst|max", cell, re.IGNORECASE) else None
    now = first_number(base.flat) if base is not None else None
    if points is None and now is not None and now != value:
        points = "up" if value > now else "down"
    year = year or (told.year if told else None)
    return Target(value=value, unit=_unit_told(cell, text), year=year, direction=points)


_COUNTED = re.compile(r"Antal(?:et)?\s+(?:(?:\w+a|icke)\s+)*(?P<what>\w+)")  # "Antal genomförda besök"


def _unit_told(cell: str, text: str) -> str | None:
    """The unit of a value: in its own cell, else as the measure's words end ("…, procent", "… andel (%)")."""
    if "%" in cell or "procent" in cell:
        return "procent"
    own = unit_after_number(cell)
    if own is not None:
        return own
    last = re.search(
        r"(?:[,(]\s*|\s)(%|procentenheter|procent|andel|antal|poäng|dagar|veckor|timmar|minuter|kronor|index)\)?\.?$",
        text,
    )
    if last is None:
        counted = _COUNTED.match(text)
        return "procent" if re.match(r"Andel\b", text) else counted["what"] if counted else None
    return "procent" if last[1] in {"%", "andel"} else last[1]
