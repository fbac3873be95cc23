"""What boards tell of their plans at a step: where activities stand, outcomes, how far goals were reached."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fardplan.boards.chain import ItemKind
from fardplan.boards.cycle import StepDays, StepKind
from fardplan.boards.follow_up import ActivityState, Told, proposed_judgement
from fardplan.boards.subjects import ASKED_OF_BOARDS
from fardplan.roadmap.assessing import Judgement
from fardplan.simulation.city_at_work import general
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.things import CouncilThing, Followed, PlanThing
from fardplan.vocabulary.status import Direction

STEADY = 0.8
"""The part of activities that go as planned."""


@dataclass(frozen=True, slots=True)
class Report:
    """A step of a year at which a board tells of its plan, and how much of it is written and ready."""

    organisation: str
    year: int
    step: StepDays
    written: float
    ready: float
    until: date


def followed_by(
    report: Report, plan: Sequence[PlanThing], asked: Sequence[CouncilThing], seed: int
) -> tuple[Followed, ...]:
    """What the board has written of everything in its plan and of what the council asks of it."""
    chance = Chance(seed, f"follow-up {report.organisation} {report.step.key}", report.year)
    found = [_of_plan(report, item, chance) for item in plan]
    found += [_of_council(report, item, chance) for item in asked if item.kind in ASKED_OF_BOARDS]
    return tuple(item for item in found if item is not None)


def _of_plan(report: Report, item: PlanThing, chance: Chance) -> Followed | None:
    if item.kind is ItemKind.BOARD_ACTIVITY:
        told = _activity(report, item, item.happened, chance)
    elif item.kind is ItemKind.BOARD_INDICATOR:
        told = _measured(
            report, item.level, item.target, item.wanted, item.unit, False, item.happened, chance
        )
    else:
        told = _goal(report, chance)
    return _kept(report, told, chance, item.person, item=item.key)


def _of_council(report: Report, asked: CouncilThing, chance: Chance) -> Followed | None:
    if asked.kind is ItemKind.COUNCIL_ACTIVITY:
        told = _activity(report, asked, general.TASK_HAPPENED, chance)
    elif asked.kind is ItemKind.COUNCIL_INDICATOR:
        level = None if asked.target is None else asked.target * chance.between(0.94, 1.05)
        told = _measured(report, level, asked.target, asked.wanted, asked.unit, asked.by_sex, "", chance)
    else:
        told = _goal(report, chance)
    return _kept(report, told, chance, None, council=asked.key)


def _kept(
    report: Report,
    told: Told,
    chance: Chance,
    person: str | None,
    *,
    item: str | None = None,
    council: str | None = None,
) -> Followed | None:
    written, ready = chance.happens(report.written), chance.happens(report.ready)
    day = chance.day(report.step.opens, report.until)
    if not written:
        return None
    who = person if person and not person.endswith(":left") else f"{report.organisation}:controller"
    return Followed(report.organisation, report.year, report.step.key, item, council, told, ready, day, who)


def _activity(report: Report, item: PlanThing | CouncilThing, happened: str, chance: Chance) -> Told:
    last = report.step.kind is StepKind.CLOSING
    passed = report.step.per or report.step.opens
    state = ActivityState.UNDER_WAY
    if not chance.happens(STEADY):
        state = chance.one((ActivityState.DELAYED, ActivityState.DELAYED, ActivityState.STOPPED))
    elif item.starts and item.starts > passed - timedelta(days=30):
        state = ActivityState.NOT_BEGUN
    elif last or (item.ends and item.ends <= passed):
        state = ActivityState.DONE
    text = chance.one(general.STANDING[state]).format(happened=_said(happened, chance))
    told = Told(text=text, activity=state)
    if state is ActivityState.DELAYED:
        return replace(told, new_end=(item.ends or date(report.year, 12, 31)) + timedelta(days=90))
    if state is ActivityState.STOPPED:
        return replace(told, stopped_why=chance.one(general.STOPPED))
    return told


def _measured(
    report: Report,
    level: float | None,
    target: float | None,
    wanted: str | None,
    unit: str | None,
    by_sex: bool,
    happened: str,
    chance: Chance,
) -> Told:
    known = level is not None and (report.step.kind is StepKind.CLOSING or chance.happens(0.7))
    if not known or level is None:
        return Told(judgement=Judgement.NO_OUTCOME, missing_why=chance.one(general.MISSING))
    digits = 1 if unit == "procent" or abs(level) < 100 else 0
    outcome = round(level, digits)
    way = Direction.DOWN if wanted == "down" else Direction.UP
    before = outcome * (0.98 if way is Direction.UP else 1.02)
    attained = proposed_judgement(outcome, target, way, before=before) or Judgement.PARTLY
    text = chance.one(general.MEASURED[attained]).format(happened=_said(happened, chance)).strip()
    apart = level * chance.between(-0.03, 0.03)
    sexes = (round(outcome + apart, digits), round(outcome - apart, digits)) if by_sex else (None, None)
    return Told(text=text, outcome=outcome, women=sexes[0], men=sexes[1], judgement=attained)


def _goal(report: Report, chance: Chance) -> Told:
    choices = (Judgement.FULLY, Judgement.FULLY, Judgement.PARTLY, Judgement.PARTLY, Judgement.NOT)
    attained = chance.one(choices if report.step.kind is StepKind.CLOSING else choices[:4])
    return Told(text=chance.one(general.GOALS[attained]), judgement=attained)


def _said(happened: str, chance: Chance) -> str:
    return happened.format(number=10 * chance.whole(6, 45), small=chance.whole(3, 12), area="området")
