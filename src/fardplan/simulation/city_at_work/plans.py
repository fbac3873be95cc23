"""A board's plan for a year: a goal for each strategy that it carries, with an indicator and activities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fardplan.boards.chain import ItemKind
from fardplan.simulation.city_at_work.carrying import carriers
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.city import Body, Strategy, StrategyWords, TargetArea, WorkingCity
from fardplan.simulation.city_at_work.council import task_key
from fardplan.simulation.city_at_work.general import ORDINARY_GOALS, words_for
from fardplan.simulation.city_at_work.things import CouncilThing, PlanThing

NO_DATE = 0.04
"""The part of activities that somebody forgot to give a last day."""
NOBODY = 0.04
"""The part of activities that nobody answers for."""


@dataclass(slots=True)
class _Plan:
    """A plan as it grows: who may answer for something, and what the council asks of the body, by keys."""

    body: Body
    year: int
    people: tuple[str, ...]
    asked: frozenset[str]
    chance: Chance
    things: list[PlanThing] = field(default_factory=list)

    @property
    def position(self) -> int:
        return len(self.things) + 1


def plan_of(
    city: WorkingCity,
    body: Body,
    year: int,
    people: tuple[str, ...],
    council: Sequence[CouncilThing],
    seed: int,
) -> tuple[PlanThing, ...]:
    """The plan, in the order of its outline. It holds the same every year, but days and targets move."""
    asked = frozenset(item.key for item in council if body.key in item.responsible)
    plan = _Plan(body, year, people, asked, Chance(seed, f"plan {body.key}"))
    number = 0
    for area in city.areas:
        carried = carriers(city, area, year).get(body.key, ())
        for strategy in area.strategies:
            if strategy.key in carried:
                number += 1
                _goal(plan, words_for(city, area, strategy), area, strategy, f"m{number}", min(city.years))
    for ordinary in ORDINARY_GOALS if not number else ():
        number += 1
        _goal(plan, ordinary, city.areas[0], None, f"m{number}", min(city.years))
    return tuple(plan.things)


def _goal(
    plan: _Plan, words: StrategyWords, area: TargetArea, strategy: Strategy | None, key: str, first: int
) -> None:
    serves = (strategy.key,) if strategy else ()
    add = _Adder(plan, key, {"area": plan.body.area_name or "hela staden"}, serves)
    milestones = tuple(item.key for item in area.milestones[:1]) if strategy else ()
    add(
        ItemKind.BOARD_GOAL, words.goal, key=key, answers=f"mal-{area.key}", expected=words.expected,
        milestones=milestones,
    )  # fmt: skip
    measure = words.indicator
    if measure:
        passed, sign = plan.year - first, 1 if measure.wanted == "up" else -1
        start = measure.level * plan.chance.between(0.85, 1.1)
        level = start + sign * measure.yearly * passed * plan.chance.between(0.3, 1.3)
        most = 99.0 if measure.unit == "procent" else 1e9
        add(
            ItemKind.BOARD_INDICATOR, measure.text, parent=key, unit=measure.unit, wanted=measure.wanted,
            target=_rounded(min(most, start + sign * measure.yearly * (passed + 1)), measure.unit),
            level=_rounded(min(most, level), measure.unit), happened=words.happened[0],
        )  # fmt: skip
    local = plan.body.kind == "district_board"
    task = task_key(strategy.key) if strategy else None
    for place, activity in enumerate(plan.chance.some(tuple(enumerate(words.activities)), 2)):
        at, text = activity
        add(
            ItemKind.BOARD_ACTIVITY, text, parent=key, **_promise(plan, place),
            programme=local and plan.chance.happens(0.4), happened=words.happened[at % len(words.happened)],
            answers=task if place == 0 and task in plan.asked else None,
        )  # fmt: skip


def _promise(plan: _Plan, place: int) -> dict[str, Any]:
    """Days of an activity and who answers for it; some lack the one or the other."""
    starts = date(plan.year, 1 + plan.chance.whole(0, 3), 1)
    ends = date(plan.year, 12, 31) if place else date(plan.year, 6 + plan.chance.whole(0, 5), 28)
    who = None if plan.chance.happens(NOBODY) or not plan.people else plan.chance.one(plan.people)
    return {"starts": starts, "ends": None if plan.chance.happens(NO_DATE) else ends, "person": who}


def _rounded(value: float, unit: str) -> float:
    return round(value, 1) if unit == "procent" else float(round(value))


@dataclass(slots=True)
class _Adder:
    plan: _Plan
    goal: str
    places: Mapping[str, str]
    serves: tuple[str, ...]
    count: int = 0

    def __call__(self, kind: ItemKind, text: str, *, key: str | None = None, **more: Any) -> None:
        self.count += 1
        expected = str(more.pop("expected", ""))
        self.plan.things.append(
            PlanThing(
                key or f"{self.goal}-{self.count}",
                self.plan.body.key,
                self.plan.year,
                kind,
                text.format(**self.places),
                self.plan.position,
                strategies=self.serves,
                expected=expected.format(**self.places),
                **more,
            )
        )
