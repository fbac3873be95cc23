"""Who carries which strategy: the matrix of a day, what has to be mended, and every plan at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from fardplan.boards.chain import CouncilItem, ItemKind, PlanItem
from fardplan.boards.considered import Consideration, latest
from fardplan.boards.coverage import (
    Aim,
    BodyKind,
    Cell,
    Coverage,
    Finding,
    Plans,
    coverage,
    day_within,
    flaws,
    plan_of,
    silences,
)
from fardplan.boards.unanswered import unanswered
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store.considerations import considerations_of
from fardplan.store.council_items import council_of
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.plan_items import plans_of
from fardplan.store.years import KnownYear, year_of, years
from fardplan.usecases.actors import Actor
from fardplan.usecases.roadmaps import show
from fardplan.usecases.year.gathering import year_to_open_at
from fardplan.usecases.year.may import can_read_year, can_write_for, check
from fardplan.usecases.year.plan_page import aims_of
from fardplan.vocabulary.text import Text

ASKED = frozenset(kind.value for kind in BodyKind)


@dataclass(frozen=True)
class CoveragePage:
    """The matrix of a day with the names of what it shows. `programme`: of local development programmes.

    `items` are the living things of all plans and `council` the council's, by key, for findings and cells
    to name; `answers` are those that apply.
    """

    year: KnownYear
    years: tuple[int, ...]
    day: date
    programme: bool
    roadmap: RoadmapVersion
    organisations: tuple[KnownOrganisation, ...]
    coverage: Coverage
    items: Mapping[str, PlanItem]
    council: Mapping[str, CouncilItem]
    answers: tuple[Consideration, ...]
    mine: frozenset[str]

    @cached_property
    def strategy_names(self) -> Mapping[str, Text]:
        return {item.key: item.text for item in self.roadmap.strategies}

    @cached_property
    def area_names(self) -> Mapping[str, Text]:
        return {item.key: item.name for item in self.roadmap.target_areas}

    @cached_property
    def names(self) -> Mapping[str, Text]:
        return {item.key: item.name for item in self.organisations}

    @cached_property
    def simulated(self) -> bool:
        of_plans = any(item.simulated for item in self.items.values())
        return of_plans or any(answer.simulated for answer in self.answers)

    @cached_property
    def _aims(self) -> tuple[Aim, ...]:
        return aims_of(self.roadmap)

    def cell(self, strategy: str, organisation: str) -> Cell:
        return self.coverage.cell(strategy, organisation)

    def area_of(self, finding: Finding) -> frozenset[str]:
        """The target areas that a finding belongs to; of a thing in a plan, those of what it serves."""
        if finding.target_area:
            return frozenset({finding.target_area})
        item = self.items.get(finding.item or "")
        if item is None:
            return frozenset()
        return frozenset(
            aim.key
            for aim in self._aims
            if item.strategies & frozenset(aim.strategies) or item.milestones & aim.milestones
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What coverage is drawn from, with the names of what is asked: the same for every page of it."""

    year: KnownYear
    years: tuple[int, ...]
    roadmap: RoadmapVersion
    asked: tuple[KnownOrganisation, ...]
    plans: Plans
    council: tuple[CouncilItem, ...]
    mine: frozenset[str]

    @property
    def bodies(self) -> list[str]:
        return [item.key for item in self.asked]


def _read(year: int, day: date, actor: Actor, *, programme: bool) -> _Read:
    check(can_read_year, actor)
    every = {one.year: one for one in years()}
    known_year = every.get(year) or year_of(year)
    listed = organisations()
    there = day_within(year, day)
    asked = [item for item in listed if item.kind in ASKED and item.is_there(there)]
    if programme:
        asked = [item for item in asked if item.kind == BodyKind.DISTRICT_BOARD]
    above = _above(listed)
    items = [_of_board(item, above) for item in plans_of(year, day)]
    council = council_of(year, day)
    return _Read(
        known_year,
        tuple(every),
        show(as_of=day).version,
        tuple(asked),
        plan_of(Plans(items, considerations_of(year), council), programme=programme),
        council,
        frozenset(item.key for item in asked if can_write_for(actor, item.key)),
    )


def coverage_page(
    year: int, *, actor: Actor, today: date, as_of: date | None = None, programme: bool = False
) -> CoveragePage:
    """The coverage of the roadmap's strategies by a year's plans, on a day.

    What a unit has promised counts for the organisation that it is below. Raises `NotFoundError` for a year
    that is not there. The number of queries does not grow with plans or organisations.
    """
    day = as_of or today
    read = _read(year, day, actor, programme=programme)
    found = coverage(aims_of(read.roadmap), read.bodies, read.plans, day)
    return CoveragePage(
        read.year,
        read.years,
        day,
        programme,
        read.roadmap,
        read.asked,
        found,
        {item.key: item for item in read.plans.items if item.is_live(day)},
        {item.key: item for item in read.council},
        tuple(latest(read.plans.answers, day).values()),
        read.mine,
    )


def _above(listed: tuple[KnownOrganisation, ...]) -> Mapping[str, str]:
    """The organisation that each unit is below, however deep."""
    parents = {item.key: item.parent for item in listed if item.is_unit and item.parent}
    found = {}
    for key in parents:
        top = key
        while top in parents:
            top = parents[top]
        found[key] = top
    return found


def _of_board(item: PlanItem, above: Mapping[str, str]) -> PlanItem:
    board = above.get(item.organisation)
    return replace(item, organisation=board) if board else item


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A board's plan at a glance: how much it holds, and what it does not answer."""

    organisation: KnownOrganisation
    goals: int
    activities: int
    unanswered: int
    silent: int
    flawed: int
    mine: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class PlansPage:
    year: KnownYear
    years: tuple[int, ...]
    day: date
    plans: tuple[PlanSummary, ...]

    @property
    def simulated(self) -> bool:
        return any(plan.simulated for plan in self.plans)


def plans_page(year: int, *, actor: Actor, today: date, as_of: date | None = None) -> PlansPage:
    """Every organisation's plan of a year at a glance, on a day."""
    day = as_of or today
    read = _read(year, day, actor, programme=False)
    silent = silences(aims_of(read.roadmap), read.bodies, read.plans, day)
    plans: dict[str, list[PlanItem]] = {key: [] for key in silent}
    for item in read.plans.items:
        if item.organisation in plans and item.is_live(day):
            plans[item.organisation].append(item)
    return PlansPage(
        read.year,
        read.years,
        day,
        tuple(
            PlanSummary(
                body,
                sum(one.kind is ItemKind.BOARD_GOAL for one in plans[body.key]),
                sum(one.kind is ItemKind.BOARD_ACTIVITY for one in plans[body.key]),
                len(unanswered(body.key, read.council, plans[body.key], day)),
                silent[body.key],
                sum(len(flaws(one, day)) for one in plans[body.key]),
                body.key in read.mine,
                any(one.simulated for one in plans[body.key]),
            )
            for body in read.asked
        ),
    )


def current_year(*, actor: Actor, today: date) -> int | None:
    """The year to open the plans at; None before any was opened."""
    check(can_read_year, actor)
    return year_to_open_at(today)
