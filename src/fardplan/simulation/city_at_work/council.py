"""What the council asks in each year's budget: goals, an indicator for every milestone, a few activities."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from fardplan.boards.chain import ItemKind
from fardplan.simulation.city_at_work.carrying import carriers
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.city import Goal, Milestone, TargetArea, WorkingCity
from fardplan.simulation.city_at_work.general import COUNCIL_ACTIVITY, ORIENTATION_GOAL, goal_for
from fardplan.simulation.city_at_work.things import CouncilThing
from fardplan.vocabulary.text import Text

MADE_UP_LEVEL = 50.0
YEARLY = 0.02
"""How much better, of its level, an indicator is asked to become in a year."""


@dataclass(slots=True)
class _Positions:
    last: int = field(default=0)

    def next(self) -> int:
        self.last += 1
        return self.last


def council_of(city: WorkingCity, year: int, seed: int) -> tuple[CouncilThing, ...]:
    """The council's things of a year; the same every year but for targets and days."""
    goals = city.goals or (Goal("stad-for-alla", Text(sv=ORIENTATION_GOAL)),)
    place = _Positions()
    found = []
    for goal in goals:
        found.append(
            CouncilThing(
                goal.key, year, ItemKind.ORIENTATION_GOAL, goal.text.sv, goal.text.en, None, place.next()
            )
        )
        for area in city.areas:
            if _above(city, area, goals) == goal.key:
                found += _of_area(city, area, year, goal.key, place, seed)
    return tuple(found)


def task_key(strategy: str) -> str:
    """The key of the council's activity for a strategy."""
    return f"uppdrag-{strategy}"[:80]


def _above(city: WorkingCity, area: TargetArea, goals: tuple[Goal, ...]) -> str:
    under = goal_for(city, area).under
    return under if under in {goal.key for goal in goals} else goals[0].key


def _of_area(
    city: WorkingCity, area: TargetArea, year: int, above: str, place: _Positions, seed: int
) -> Iterator[CouncilThing]:
    carrying = carriers(city, area, year)
    responsible = tuple(body for body in carrying if carrying[body])
    key = f"mal-{area.key}"
    yield CouncilThing(
        key, year, ItemKind.AREA_GOAL, goal_for(city, area).text, None, above, place.next(),
        responsible=responsible, milestones=tuple(item.key for item in area.milestones),
    )  # fmt: skip
    for milestone in area.milestones:
        yield _indicator(milestone, year, key, place, responsible, city)
    chance = Chance(seed, f"council {area.key}")
    for strategy in chance.some(area.strategies, 1 if len(area.strategies) < 4 else 2):
        bodies = tuple(body for body, carried in carrying.items() if strategy.key in carried)
        text = strategy.text.sv
        yield CouncilThing(
            task_key(strategy.key), year, ItemKind.COUNCIL_ACTIVITY,
            COUNCIL_ACTIVITY.format(strategy=f"{text[:1].lower()}{text[1:]}"), None, key, place.next(),
            starts=date(year, 1, 1), ends=date(year, 12, 31), responsible=bodies, strategies=(strategy.key,),
        )  # fmt: skip


def _indicator(
    milestone: Milestone, year: int, above: str, place: _Positions, bodies: tuple[str, ...], city: WorkingCity
) -> CouncilThing:
    measure = milestone.measure
    level = MADE_UP_LEVEL if measure is None or measure.latest is None else measure.latest
    passed = year - min(city.years) + 1
    sign = 1 if milestone.wanted == "up" else -1
    target = level * (1 + sign * YEARLY * passed)
    return CouncilThing(
        f"kf-{milestone.key}",
        year,
        ItemKind.COUNCIL_INDICATOR,
        measure.name.sv if measure else milestone.text.sv,
        measure.name.en if measure else milestone.text.en,
        above,
        place.next(),
        indicator=measure.key if measure else None,
        unit=measure.unit if measure else "procent",
        wanted=milestone.wanted,
        target=round(target) if target > 200 else round(target, 1),
        by_sex=measure.by_sex if measure else False,
        responsible=bodies,
        milestones=(milestone.key,),
    )
