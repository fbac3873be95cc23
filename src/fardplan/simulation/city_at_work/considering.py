"""How boards answer that they considered each target area of the roadmap; some stay silent for a while."""

from collections.abc import Sequence
from datetime import date

from fardplan.boards.considered import Answer
from fardplan.boards.cycle import StepKind
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.city import Body, TargetArea, WorkingCity
from fardplan.simulation.city_at_work.general import ANSWERS
from fardplan.simulation.city_at_work.things import Considered, PlanThing

SILENT = 0.12
"""The part that has not answered for a target area, of a year whose plans are decided."""


def considered_by(
    city: WorkingCity, body: Body, year: int, plan: Sequence[PlanThing], today: date, seed: int
) -> tuple[Considered, ...]:
    """A board's answers by `today`: they come while its plan is written, a few weeks before it is decided."""
    step = next((item for item in city.years[year] if item.kind is StepKind.PLAN), None)
    if step is None:
        return ()
    chance = Chance(seed, f"considered {body.key}", year)
    found = []
    for area in city.areas:
        day = chance.day(step.opens, step.decided_from)
        answer = _answer(area, plan, chance)
        why = chance.one(ANSWERS[answer])
        silent = chance.happens(SILENT)
        if day <= today and not silent:
            found.append(Considered(body.key, year, area.key, answer, why, day, f"{body.key}:controller"))
    return tuple(found)


def _answer(area: TargetArea, plan: Sequence[PlanThing], chance: Chance) -> Answer:
    strategies = {item.key for item in area.strategies}
    if any(strategies & set(item.strategies) for item in plan):
        return Answer.ACTS
    drawn = chance.between(0, 1)
    if drawn < 0.55:
        return Answer.ORDINARY
    return Answer.NOT_OURS if drawn < 0.85 else Answer.NOT_ACTING
