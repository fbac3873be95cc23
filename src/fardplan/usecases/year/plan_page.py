"""A board's plan for a year as one looks at it: the outline, what is asked, and what came before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fardplan.boards.chain import (
    CouncilItem,
    ItemKind,
    PlanItem,
    in_outline,
)
from fardplan.boards.considered import Consideration, Stand, latest, stand_of
from fardplan.boards.coverage import Aim, Flaw, flaws, serving
from fardplan.boards.mastery import Mastery
from fardplan.boards.steps import State
from fardplan.boards.unanswered import Unanswered, unanswered
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store.considerations import considerations_of
from fardplan.store.council_items import council_year
from fardplan.store.organisations import KnownOrganisation, organisations, with_units
from fardplan.store.plan_items import names_for, plans_of
from fardplan.store.plan_masters import master_of
from fardplan.store.years import KnownYear, years
from fardplan.usecases.actors import Actor
from fardplan.usecases.roadmaps import show
from fardplan.usecases.year.gathering import takes_part
from fardplan.usecases.year.may import can_read_year, can_write_for, check
from fardplan.usecases.year.plan_locks import PlanDesk, plan_desk
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A thing in the outline, how deep, and what is wrong with it. `of_unit` is the unit whose it is."""

    item: PlanItem
    depth: int
    flaws: tuple[Flaw, ...]
    answers: CouncilItem | None
    of_unit: KnownOrganisation | None
    first: bool
    last: bool
    below: tuple[ItemKind, ...]


@dataclass(frozen=True)
class PlanPage:
    """All that a board's plan page shows. `locked` says why nothing can be written, None where it can.

    `can_write`: the person who looks may, when it is not locked. `last_year` are living things of the year
    before that have no copy here, and `left_behind` those of them that cannot come along: what they stand
    beneath answers a goal that the council no longer has. `mastery`: the system that keeps the plan, None
    where it is kept here. `step` is the key of the step at which the plan is handed in, `state` where that
    stands and `last_day` its last day for texts; `is_asked_for` once that step has opened for the board.
    """

    year: KnownYear
    years: tuple[int, ...]
    organisation: KnownOrganisation
    day: date
    rows: tuple[PlanRow, ...]
    dropped: tuple[PlanItem, ...]
    council: tuple[CouncilItem, ...]
    unanswered: tuple[Unanswered, ...]
    last_year: tuple[PlanItem, ...]
    left_behind: tuple[PlanItem, ...]
    stands: tuple["AreaStand", ...]
    roadmap: RoadmapVersion
    locked: Sentence | None
    can_write: bool
    people: tuple[str, ...]
    mastery: Mastery | None = None
    step: str | None = None
    state: State = State.NOT_BEGUN
    last_day: date | None = None
    heirs: tuple[KnownOrganisation, ...] = ()
    is_asked_for: bool = False

    @property
    def ended(self) -> date | None:
        """The organisation's last day, once it is past; `heirs` took over."""
        last = self.organisation.valid_to
        return last if last is not None and last < self.day else None

    @property
    def simulated(self) -> bool:
        return any(row.item.simulated for row in self.rows)

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def programme(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.item.programme)

    @cached_property
    def strategy_names(self) -> Mapping[str, Text]:
        return {item.key: item.text for item in self.roadmap.strategies}

    @cached_property
    def milestone_names(self) -> Mapping[str, Text]:
        return {item.key: item.text for item in self.roadmap.milestones}


@dataclass(frozen=True, slots=True)
class AreaStand:
    """What a board says of a target area, what its plan has there, and what it answered the year before."""

    key: str
    name: Text
    stand: Stand
    items: tuple[PlanItem, ...]
    before: Consideration | None
    strategies: tuple["StrategyStand", ...] = ()


@dataclass(frozen=True, slots=True)
class StrategyStand:
    """What a board says of a single strategy, where it says anything of its own."""

    key: str
    text: Text
    stand: Stand
    items: tuple[PlanItem, ...]


def aims_of(version: RoadmapVersion) -> tuple[Aim, ...]:
    """The target areas of an edition with what belongs to each."""
    return tuple(
        Aim(
            area.key,
            tuple(item.key for item in version.strategies_of(area.key)),
            frozenset(item.key for item in version.milestones_of(area.key)),
        )
        for area in version.target_areas
    )


def board_plan(
    year: int,
    organisation: str,
    *,
    actor: Actor,
    today: date,
    as_of: date | None = None,
    programme: bool = False,
) -> PlanPage:
    """An organisation's plan with those of its units, as it is or as it was on a day.

    Raises `NotFoundError` for a year or organisation that is not there, `PermissionDenied`.
    """
    check(can_read_year, actor)
    day = as_of or today
    listed = organisations()
    board = found_in(listed, organisation)
    desk = plan_desk(year, board)
    keys = with_units(organisation, listed)
    plan = plans_of(year, day, keys)
    council = council_year(year, day)
    asked = tuple(item for item in council.on(day) if item.is_live(day))
    version = show(as_of=day).version
    before = plans_of(year - 1, day, keys)
    answers = considerations_of(year, [organisation])
    last_answers = considerations_of(year - 1, [organisation])
    behind = _left_behind(before, plan, asked)
    open_still = _not_copied(before, plan, day)
    mine = [item for item in plan if not programme or item.programme]
    return PlanPage(
        year=desk.year,
        years=tuple(one.year for one in years()),
        organisation=board,
        day=day,
        rows=_rows(mine, asked, listed, board, day),
        dropped=tuple(item for item in plan if not item.is_live(day)),
        council=asked,
        unanswered=unanswered(organisation, asked, plan, day)
        if not board.is_unit and board.is_there(day)
        else (),
        last_year=tuple(item for item in open_still if item.key not in behind),
        left_behind=tuple(item for item in open_still if item.key in behind),
        stands=area_stands(version, plan, answers, last_answers, organisation, day, programme=programme),
        roadmap=version,
        locked=Sentence("it is shown as it was on {day}", day=day)
        if day < today
        else desk.why_locked(today, actor.name),
        can_write=can_write_for(actor, organisation),
        people=names_for(keys),
        mastery=master_of(year, organisation),
        step=desk.step.days.key if desk.step else None,
        state=desk.submitted.state if desk.submitted else State.NOT_BEGUN,
        last_day=desk.situation(today).last_day if desk.step else None,
        heirs=tuple(item for item in listed if item.key in board.successors),
        is_asked_for=_is_asked_for(desk, today),
    )


def _is_asked_for(desk: PlanDesk, today: date) -> bool:
    step = desk.step
    return step is not None and step.days.opens <= today and takes_part(desk.organisation, desk.year, step)


def found_in(listed: Iterable[KnownOrganisation], key: str) -> KnownOrganisation:
    found = {item.key: item for item in listed}
    if key not in found:
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=key),
            instead=there_is((item.name.sv for item in found.values()), asked=key),
        )
    return found[key]


_BELOW: Mapping[ItemKind, tuple[ItemKind, ...]] = {
    ItemKind.BOARD_GOAL: (ItemKind.BOARD_ACTIVITY, ItemKind.BOARD_INDICATOR, ItemKind.UNDERTAKING),
    ItemKind.BOARD_ACTIVITY: (ItemKind.UNDERTAKING,),
}


def _rows(
    plan: Sequence[PlanItem],
    asked: Iterable[CouncilItem],
    listed: Iterable[KnownOrganisation],
    board: KnownOrganisation,
    day: date,
) -> tuple[PlanRow, ...]:
    council = {item.key: item for item in asked}
    units = {item.key: item for item in listed if item.key != board.key}
    living = [item for item in plan if item.is_live(day)]
    beside: dict[tuple[str | None, str], list[str]] = {}
    for item in sorted(living, key=lambda item: (item.position, item.key)):
        beside.setdefault((item.parent, item.organisation), []).append(item.key)
    return tuple(
        PlanRow(
            item,
            depth,
            flaws(item, day),
            council.get(item.answers or ""),
            units.get(item.organisation),
            beside[item.parent, item.organisation][0] == item.key,
            beside[item.parent, item.organisation][-1] == item.key,
            _BELOW.get(item.kind, ()),
        )
        for depth, item in in_outline(living)
    )


def _not_copied(before: Iterable[PlanItem], plan: Iterable[PlanItem], day: date) -> tuple[PlanItem, ...]:
    """Living and unfinished things of the year before that nothing here was carried over from."""
    carried = {item.carried_from for item in plan}
    return tuple(
        item for item in before if item.is_live(day) and not item.finished and item.key not in carried
    )


def _left_behind(
    before: Iterable[PlanItem], plan: Iterable[PlanItem], asked: Iterable[CouncilItem]
) -> frozenset[str]:
    """Things of the year before that a goal stands above, or that are one, which answers nothing any more."""
    listed = {item.key: item for item in before}
    carried = {item.carried_from for item in plan}
    there = {item.key for item in asked}

    def is_gone(item: PlanItem | None) -> bool:
        if item is None or item.key in carried:
            return False
        gone = item.kind is ItemKind.BOARD_GOAL and item.answers not in there
        return gone or is_gone(listed.get(item.parent or ""))

    return frozenset(key for key, item in listed.items() if is_gone(item))


def area_stands(
    version: RoadmapVersion,
    plan: Sequence[PlanItem],
    answers: Iterable[Consideration],
    last_answers: Iterable[Consideration],
    organisation: str,
    day: date,
    *,
    programme: bool = False,
) -> tuple[AreaStand, ...]:
    """What an organisation says of each target area and of its strategies, in the roadmap's order."""
    living = [
        item
        for item in plan
        if item.is_live(day) and item.organisation == organisation and (item.programme or not programme)
    ]
    given = latest([one for one in answers if one.programme is programme], day)
    before = latest([one for one in last_answers if one.programme is programme], date.max)
    texts = {item.key: item.text for item in version.strategies}
    found = []
    for aim, area in zip(aims_of(version), version.target_areas, strict=True):
        items = serving(living, aim)
        singles = []
        for strategy in aim.strategies:
            of = [item for item in living if strategy in item.strategies]
            own = given.get((organisation, aim.key, strategy))
            singles.append(StrategyStand(strategy, texts[strategy], stand_of(of, own), tuple(of)))
        found.append(
            AreaStand(
                aim.key,
                area.name,
                stand_of(items, given.get((organisation, aim.key, None))),
                tuple(items),
                before.get((organisation, aim.key, None)),
                tuple(singles),
            )
        )
    return tuple(found)
