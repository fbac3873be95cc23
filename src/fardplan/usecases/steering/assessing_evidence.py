"""What a person who judges is shown: the verdict, the outcomes, and what the boards judge themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import CouncilItem, ItemKind, PlanItem
from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.follow_up import Told, proposed_judgement
from fardplan.boards.subjects import COUNCIL, PLAN
from fardplan.boards.year_target import read_target
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.assessing import JudgedPeriod, Judgement, Part, Standpoint, standpoint_of_targets
from fardplan.roadmap.series import figures, stretches
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.store.follow_ups import FollowedUp
from fardplan.store.years import KnownStep
from fardplan.usecases.calibration import own_indicator
from fardplan.usecases.homes import Home
from fardplan.usecases.status import judged
from fardplan.usecases.steering.prepared import Prepared
from fardplan.vocabulary.status import Direction, Figure, MilestoneStatus
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator with its latest figure, None where there is none; `own` measures the milestone."""

    definition: IndicatorDefinition
    own: bool
    latest: Figure | None


@dataclass(frozen=True, slots=True)
class BoardSaid:
    """What an organisation told of something at the step: its judgement where it made one, and its words.

    `target` and `outcome` are there for an indicator, and `reached` what they say of each other.
    """

    organisation: str
    title: Text
    kind: ItemKind
    judgement: Judgement | None
    text: str
    ready: bool
    target: str | None = None
    outcome: float | None = None
    reached: Judgement | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes under a goal: how many boards are asked for one, how many told it, how many reach the target.

    A board's target is its own, else the one that it was given, else the city's.
    """

    wanted: int
    known: int
    reached: int

    @property
    def standpoint(self) -> Standpoint:
        return standpoint_of_targets(self.reached, self.known, self.wanted)


_STATUSES: Prepared[MilestoneStatus] = Prepared(256)
_LATEST: Prepared[Figure | None] = Prepared(1024)


def status_of(home: Home, version: RoadmapVersion, milestone: Milestone, day: date) -> MilestoneStatus:
    """Where a milestone stands on a day; judged again only when its figures have a new edition."""
    own = own_indicator(home, milestone)
    rests_on = {item for item in (own.key if own else None, home.city.city.standing) if item}
    key = (
        home.path,
        version.model_dump_json(include={"number", "decision", "dated", "vision"}),
        milestone.model_dump_json(),
        home.evidence.fingerprint(rests_on),
        day,
    )

    def judge() -> MilestoneStatus:
        alone = milestone.model_copy(update={"related": ()})
        return judged(home, version.model_copy(update={"milestones": (alone,)}), as_of=day)[0]

    return _STATUSES.get(key, judge)


def measures_of(home: Home, milestone: Milestone, day: date) -> tuple[Measure, ...]:
    """The milestone's own indicator and those for context, with their latest figures."""
    own = own_indicator(home, milestone)
    others = [home.city.indicator(key) for key in milestone.context]
    known = [item for item in (own, *others) if item is not None]
    return tuple(Measure(item, item is own, _latest(home, item, day)) for item in known)


def _latest(home: Home, definition: IndicatorDefinition, day: date) -> Figure | None:
    key = (home.path, definition.key, home.evidence.fingerprint([definition.key]), day)

    def read() -> Figure | None:
        series = home.evidence.series(definition.key, as_of=day, areas={definition.area})
        parts = stretches(series, definition, definition.area)
        return figures(parts[-1], definition)[-1] if parts else None

    return _LATEST.get(key, read)


def step_of_period(period: JudgedPeriod, steps: Iterable[KnownStep]) -> KnownStep | None:
    """The step of the boards' year at which they tell of the period; None where it is not opened."""
    told = [item for item in steps if item.year == period.year and item.days.kind in FOLLOWED_UP]
    reports = [item for item in told if item.days.kind is StepKind.REPORT]
    if period.part is Part.YEAR:
        return next((item for item in told if item.days.kind is StepKind.CLOSING), None)
    place = 0 if period.part is Part.T1 else 1
    return reports[place] if len(reports) > place else None


def said_of_milestone(
    milestone: str,
    plans: Sequence[PlanItem],
    council: Sequence[CouncilItem],
    told: Iterable[FollowedUp],
) -> tuple[BoardSaid, ...]:
    """What boards told of the things in their plans, and of the council's, that serve a milestone."""
    items: dict[str, PlanItem | CouncilItem] = {
        f"{PLAN}{item.key}": item for item in plans if milestone in item.milestones
    }
    items |= {f"{COUNCIL}{item.key}": item for item in council if milestone in item.milestones}
    return tuple(_said(items[one.ref], one) for one in told if one.ref in items)


def said_of_goal(
    goal: CouncilItem, council: Sequence[CouncilItem], told: Iterable[FollowedUp]
) -> tuple[BoardSaid, ...]:
    """What boards told of a goal and of the indicators and activities under it."""
    under = {f"{COUNCIL}{item.key}": item for item in beneath(goal, council)}
    return tuple(_said(under[one.ref], one) for one in told if one.ref in under)


def beneath(goal: CouncilItem, council: Sequence[CouncilItem]) -> tuple[CouncilItem, ...]:
    """A goal with everything under it."""
    keys = {goal.key}
    while True:
        more = {item.key for item in council if item.parent in keys} - keys
        if not more:
            return tuple(item for item in council if item.key in keys)
        keys |= more


def tally_of(goal: CouncilItem, council: Sequence[CouncilItem], said: Sequence[BoardSaid]) -> Tally:
    """The outcomes that boards are asked for under a goal, and what those told say of their targets.

    A target in words cannot be counted, and so is none of those that are asked for.
    """
    indicators = [item for item in beneath(goal, council) if item.kind is ItemKind.COUNCIL_INDICATOR]
    wanted = sum(_number(item, board) is not None for item in indicators for board in item.responsible)
    outcomes = [one.reached for one in said if one.kind is ItemKind.COUNCIL_INDICATOR and one.ready]
    known = [one for one in outcomes if one in (Judgement.FULLY, Judgement.PARTLY, Judgement.NOT)]
    return Tally(max(wanted, len(known)), len(known), sum(one is Judgement.FULLY for one in known))


def _said(item: PlanItem | CouncilItem, one: FollowedUp) -> BoardSaid:
    target = _target(item, one.organisation) if isinstance(item, CouncilItem) else item.target
    title = item.words if isinstance(item, CouncilItem) else Text(sv=item.title)
    return BoardSaid(
        organisation=one.organisation,
        title=title,
        kind=item.kind,
        judgement=one.told.judgement,
        text=one.told.text,
        ready=one.ready,
        target=target,
        outcome=one.told.outcome,
        reached=_reached(item, target, one.told),
        simulated=one.origin == "simulated",
    )


def _reached(item: PlanItem | CouncilItem, target: str | None, told: Told) -> Judgement | None:
    """What an outcome says of its target; None where it cannot tell, or it is no indicator."""
    number = read_target(target, item.unit)[0]
    if told.outcome is None or number is None or item.wanted is None:
        return None
    wanted = Direction(item.wanted)
    found = proposed_judgement(told.outcome, number, wanted)
    return found or Judgement.NOT


def _target(item: CouncilItem, board: str) -> str | None:
    return item.target_of(board) or item.given_to(None)


def _number(item: CouncilItem, board: str) -> float | None:
    return read_target(_target(item, board), item.unit)[0]


def named(organisations: Mapping[str, Text], key: str) -> Text:
    """An organisation's name; its key where it is not among those that are known."""
    return organisations.get(key, Text(sv=key))
