"""A city at work: everything that its bodies planned, answered and told by a day, made up from a seed."""

from collections.abc import Sequence
from datetime import date

from fardplan.boards.chain import ItemKind
from fardplan.boards.cycle import FOLLOWED_UP, StepDays, StepKind
from fardplan.boards.steps import Move, State
from fardplan.simulation.city_at_work.carrying import taking_part
from fardplan.simulation.city_at_work.city import Body, WorkingCity
from fardplan.simulation.city_at_work.considering import considered_by
from fardplan.simulation.city_at_work.council import council_of
from fardplan.simulation.city_at_work.following import Report, followed_by
from fardplan.simulation.city_at_work.handing import Late, handed_by, late_ones
from fardplan.simulation.city_at_work.people import OFFICERS, people_of, shown_boards
from fardplan.simulation.city_at_work.plans import plan_of
from fardplan.simulation.city_at_work.steering import steering_of
from fardplan.simulation.city_at_work.things import (
    CityAtWork,
    Considered,
    CouncilThing,
    Followed,
    Handed,
    PlanThing,
    SimulatedPerson,
)

NOBODY_LATE = Late()
HOW_FAR = {
    State.NOT_BEGUN: (0.0, 0.0),
    State.WRITING: (0.6, 0.5),
    State.RETURNED: (1.0, 0.8),
}
"""How much of a report is written, and of that ready, before it is ready as a whole."""


def city_at_work(city: WorkingCity, today: date, seed: int = 1) -> CityAtWork:
    """All of it as it stands on `today`: the same city, day and seed give the same, whatever runs beside.

    Nothing is dated after `today`. What is over is decided, with one board that never handed in at the last
    follow-up and one whose text was returned; what is under way stands everywhere from not begun to decided.
    """
    people = people_of(city, today, seed)
    council: list[CouncilThing] = []
    plans: list[PlanThing] = []
    considered: list[Considered] = []
    followed: list[Followed] = []
    handed: list[Handed] = []
    steps = [(year, step) for year in sorted(city.years) for step in city.years[year]]
    shown = shown_boards(city, today)
    late = late_ones(city.bodies, steps, shown, today, seed)
    for year in sorted(city.years):
        asked = council_of(city, year, seed)
        council += asked
        for body in taking_part(city, year):
            plan = plan_of(city, body, year, _answering(people, body), asked, seed)
            begun = _plan_is_begun(city.years[year], today)
            plans += plan if begun else ()
            considered += considered_by(city, body, year, plan, today, seed)
            for step in city.years[year]:
                if step.kind is StepKind.BUDGET or step.opens > today:
                    continue
                one = handed_by(body, year, step, today, late.get((year, step.key), NOBODY_LATE), seed)
                handed.append(one)
                if step.kind in FOLLOWED_UP:
                    mine = [item for item in asked if body.key in item.responsible]
                    followed += followed_by(_report(body, year, step, one, today), plan, mine, seed)
    return CityAtWork(
        people,
        tuple(council),
        tuple(plans),
        tuple(considered),
        tuple(followed),
        tuple(handed),
        steering_of(city, shown, today, seed),
    )


def _plan_is_begun(steps: Sequence[StepDays], today: date) -> bool:
    return any(step.kind is StepKind.PLAN and step.opens <= today for step in steps)


def _answering(people: Sequence[SimulatedPerson], body: Body) -> tuple[str, ...]:
    """Those in a body who may answer for something: its officers, its controller and who has left."""
    there = {item.key for item in people if item.organisation == body.key}
    wanted = [f"{body.key}:{number}" for number in range(1, OFFICERS + 1)]
    return tuple(key for key in (*wanted, f"{body.key}:controller", f"{body.key}:left") if key in there)


def _report(body: Body, year: int, step: StepDays, handed: Handed, today: date) -> Report:
    written, ready = HOW_FAR.get(handed.state, (1.0, 1.0))
    done = next((move.day for move in handed.moves if move.move is Move.MARK_READY), None)
    until = done or min(today, step.ready_by)
    return Report(body.key, year, step, written, ready, until)


def counted(work: CityAtWork) -> dict[str, int]:
    """How many of what there are, to be told."""
    return {
        "people": len(work.people),
        "plan_items": len(work.plans),
        "activities": sum(1 for item in work.plans if item.kind is ItemKind.BOARD_ACTIVITY),
        "follow_ups": len(work.followed),
        "answers": len(work.considered),
    }
