"""A new year: what it takes with it of the last, seen first and then done in one step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.boards.carrying import (
    CarryOver,
    LastTold,
    carried_over,
    check_can_open,
    reaches,
)
from fardplan.boards.chain import CouncilItem, ItemKind, PlanItem
from fardplan.boards.cycle import CycleTemplate, StepDays, check_days, day_of, year_of
from fardplan.presentation.sentences import Sentence
from fardplan.sources.city_models import SteeringGoal
from fardplan.sources.city_package import CityPackage
from fardplan.store import years as store
from fardplan.store.audit import record
from fardplan.store.council_items import council_of
from fardplan.store.council_saves import add_council_items
from fardplan.store.follow_ups import follow_ups
from fardplan.store.organisations import organisations
from fardplan.store.plan_items import plans_of
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year import may
from fardplan.usecases.year.bringing import bring
from fardplan.vocabulary.errors import NotFoundError, RuleError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a year would do: its steps with their days, and what comes along.

    `goals` are those of a period that begins, from the city's package. `before` is the year that things come
    from, None for the first. `is_open`: it has been opened, and what is listed is what has not come along
    yet.
    """

    year: int
    steps: tuple[StepDays, ...]
    closes: date
    goals: tuple[SteeringGoal, ...]
    carry: CarryOver | None
    before: int | None
    is_open: bool
    names: Mapping[str, Text]


def opening(actor: Actor, home: Home, year: int, *, today: date) -> Opening:
    """What opening `year` would do, or what would come along now into one that is open.

    Raises `NotFoundError` where the city has no template, `RuleError` for a year that cannot be opened.
    """
    may.check(may.can_coordinate, actor)
    template = _template(home.city)
    there = {item.year for item in store.years()}
    if year not in there:
        check_can_open(year, there)
    before = year - 1 if year - 1 in there else None
    return Opening(
        year,
        tuple(item.days for item in store.steps_of(year)) if year in there else year_of(template, year),
        day_of(template.closes, year),
        _new_goals(home.city, year, before),
        _coming(home.city, year, before, today) if before else None,
        before,
        year in there,
        {item.key: item.name for item in organisations()},
    )


def _template(city: CityPackage) -> CycleTemplate:
    if city.cycle is None:
        raise NotFoundError(
            Sentence("the city has not said which steps its year has"),
            instead=Sentence("Write them in cycle.yaml in the city's package."),
        )
    return city.cycle


def _goals_go_on(city: CityPackage, year: int) -> bool:
    """Whether the goals of the year before were set for a period that reaches into this one."""
    periods = {goal.period for goal in city.goals}
    before = {period for period in periods if reaches(period, year - 1)}
    return not before or any(reaches(period, year) for period in before)


def _new_goals(city: CityPackage, year: int, before: int | None) -> tuple[SteeringGoal, ...]:
    """The goals of a period that begins with this year, or that is the first year's, those above first."""
    if before is not None and _goals_go_on(city, year):
        return ()
    found = [goal for goal in city.goals if reaches(goal.period, year)]
    return tuple(sorted(found, key=lambda goal: goal.parent is not None))


def _coming(city: CityPackage, year: int, before: int, today: date) -> CarryOver:
    """What comes along into a year and has not yet."""
    on = min(today, date(before, 12, 31))
    last = {
        (item.organisation, item.ref.removeprefix("p")): LastTold(item.told.activity, item.told.new_end)
        for item in follow_ups(before)
        if item.told.activity
    }
    council = council_of(before, on)
    plans = plans_of(before, on)
    there = {item.key for item in council_of(year, today)}
    came = {item.carried_from for item in plans_of(year, today)}
    found = carried_over(year, council, plans, told=last, goals_go_on=_goals_go_on(city, year))
    return replace(
        found,
        council=tuple(item for item in found.council if item.item.key not in there),
        plans=tuple(item for item in found.plans if item.item.key not in came),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """How much came along: of the council's, and of the organisations' plans."""

    year: int
    council: int
    plans: int


def open_year(
    actor: Actor, home: Home, year: int, *, today: date, with_council: bool = True, with_plans: bool = True
) -> Opened:
    """Open a year with its steps and what comes along of the last; all of it or nothing.

    For a year that is open already, what has not come along yet does. Raises as `opening` does, and
    `RuleError` for a year that is closed.
    """
    with transaction.atomic():
        take_turn(Turn.YEARS)
        found = opening(actor, home, year, today=today)
        template = _template(home.city)
        if not found.is_open:
            store.add_year(
                year,
                template=home.city.key,
                takes_part=template.takes_part,
                closes=found.closes,
                steps=found.steps,
                by=actor.name,
                day=today,
            )
        elif store.year_of(year).is_closed:
            raise RuleError(Sentence("the year is closed"), outcome=Sentence("Nothing was changed."))
        council = _bring_council(found, actor, today) if with_council else 0
        plans = _bring_plans(found, actor, today) if with_plans else 0
        if council or plans or not found.is_open:
            record(
                actor.name,
                "carry over" if found.is_open else "open year",
                f"year {year}",
                after={"council": council, "plans": plans, "from": found.before},
            )
    return Opened(year, council, plans)


def _bring_council(found: Opening, actor: Actor, today: date) -> int:
    there = {item.key for item in council_of(found.year, today)}
    new = [_goal(goal, found.year) for goal in found.goals if goal.key not in there]
    coming = [_for_year(item.item, found.year) for item in found.carry.council] if found.carry else []
    rows = store.council_numbers(found.before) if found.before else {}
    ordered = sorted(coming, key=lambda item: list(ItemKind).index(item.kind))
    carried = {item.key: rows[item.key] for item in ordered if item.key in rows}
    origin = "simulated" if any(item.simulated for item in ordered) else "entered"
    add_council_items([*new, *ordered], by=actor.name, day=today, carried=carried, origin=origin)
    return len(new) + len(ordered)


def _goal(goal: SteeringGoal, year: int) -> CouncilItem:
    return CouncilItem(
        goal.key,
        year,
        ItemKind.AREA_GOAL if goal.parent else ItemKind.ORIENTATION_GOAL,
        goal.text.sv,
        parent=goal.parent,
        text_en=goal.text.en,
        source=goal.source,
    )


def _for_year(item: CouncilItem, year: int) -> CouncilItem:
    """A thing of the council's as it comes into a year: without its targets, which are decided anew."""
    return replace(item, year=year, targets=None, own=None, revision=1, ended=None)


def _bring_plans(found: Opening, actor: Actor, today: date) -> int:
    if found.carry is None:
        return 0
    answered: set[str | None] = {item.key for item in council_of(found.year, today)}
    keys: set[str | None] = {item.item.key for item in found.carry.plans}
    return bring(
        [_plan_item(one.item, found.year, one.ends, answered, keys) for one in found.carry.plans],
        by=actor.name,
        day=today,
    )


def _plan_item(
    item: PlanItem,
    year: int,
    ends: date | None,
    answered: Collection[str | None],
    keys: Collection[str | None],
) -> PlanItem:
    return replace(
        item,
        year=year,
        answers=item.answers if item.answers in answered else None,
        parent=item.parent if item.parent in keys else None,
        ends=ends,
        target=None,
        carried_from=item.key,
        finished=False,
        moved_to=None,
        revision=1,
    )


def change_days(actor: Actor, year: int, step: StepDays, *, why: str, today: date) -> None:
    """Set the days of a step anew, saying why. Raises `InputError` where they contradict each other."""
    may.check(may.can_coordinate, actor)
    check_days(step)
    with transaction.atomic():
        take_turn(Turn.YEARS)
        if store.year_of(year).is_closed:
            raise RuleError(Sentence("the year is closed"), outcome=Sentence("Nothing was changed."))
        was = store.step_of(year, step.key).days
        store.change_days(year, replace(step, name=was.name, kind=was.kind))
        record(
            actor.name,
            "change days",
            f"{year} {step.key}",
            before=_days(was),
            after=_days(step),
            why=why,
        )
    del today


def _days(step: StepDays) -> Mapping[str, str | int | None]:
    named = ("per", "opens", "ready_by", "decided_from", "decided_by")
    days = {name: getattr(step, name) for name in named}
    return {name: day.isoformat() if day else None for name, day in days.items()} | {
        "days_before_meeting": step.days_before_meeting
    }
