"""The milestone workbench as a page has it: what a level in a year would ask, and what is kept of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.standing import Standing
from fardplan.roadmap.version import Milestone, RoadmapVersion, TargetArea
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.choice import AmbitionRule
from fardplan.roadmap.workbench.kept import CandidateState, KeptCandidate
from fardplan.roadmap.workbench.moving import Move, moved
from fardplan.roadmap.workbench.obstacle import Obstacle
from fardplan.store.candidates import candidates_counted, candidates_of
from fardplan.usecases.actors import Actor
from fardplan.usecases.attainment import Outlook
from fardplan.usecases.calibration import lay_out, own_indicator, weigh
from fardplan.usecases.homes import Home
from fardplan.usecases.release import released_on
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.desks import Desk, Rows, desk_of
from fardplan.usecases.steering.editions import milestone_in
from fardplan.usecases.workbench_rights import (
    can_keep,
    can_propose_for,
    can_release,
    check_can_weigh,
)
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.release import ReleaseKind

USUAL = AmbitionRule()


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the workbench: a level and a year, or neither, and with which indicator and rule.

    `move` moves what is asked, or what the roadmap has, by a step.
    """

    level: float | None = None
    year: int | None = None
    indicator: str | None = None
    move: Move | None = None
    rule: AmbitionRule = field(default_factory=AmbitionRule)


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    """An indicator that a milestone can be weighed with, or why it cannot."""

    definition: IndicatorDefinition
    own: bool
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with what is on the workbench."""

    keep: bool
    propose: bool
    release: bool


@dataclass(frozen=True, slots=True)
class Workbench:
    """A milestone on the workbench, and one candidate where `asked` has both level and year.

    `found` is None without a candidate, or where the desk has an obstacle. `rows` is the grid by the rule
    that was asked for. `refused` says why what was asked cannot be weighed. `stands` is what the roadmap's
    edition that applies is.
    """

    milestone: Milestone
    target_area: TargetArea
    version: RoadmapVersion
    stands: Standing
    desk: Desk
    choices: tuple[IndicatorChoice, ...]
    asked: Asked
    rows: Rows
    found: Calibration | None
    refused: FardplanError | None
    candidates: tuple[KeptCandidate, ...]
    released: frozenset[ReleaseKind]
    may: Rights

    @property
    def simulated(self) -> bool:
        """Whether the figures are made up, to show how it works."""
        return is_simulated(self.desk)


def workbench(home: Home, milestone: str, asked: Asked, *, actor: Actor, today: date) -> Workbench:
    """Weigh one candidate of a milestone; an evaluation only, once its desk is made.

    Without a level and a year that the reader asks for, those of the roadmap are weighed; where it has none
    there is no candidate. Raises `NotFoundError` for an unknown milestone or indicator.
    """
    check_can_weigh(actor)
    applying = show(as_of=today)
    version = applying.version
    found = milestone_in(version, milestone)
    desk = desk_of(home, version, found, indicator=asked.indicator, day=today)
    meant = _meant(asked, found, desk)
    weighed, refused = _weighed(desk, meant)
    return Workbench(
        milestone=found,
        target_area=next(item for item in version.target_areas if item.key == found.target_area),
        version=version,
        stands=applying.standing,
        desk=desk,
        choices=_choices(home, found),
        asked=meant,
        rows=_rows(desk, meant.rule),
        found=weighed,
        refused=refused,
        candidates=candidates_of([found.key]),
        released=released_on(today).get(found.key, frozenset()),
        may=Rights(
            keep=can_keep(actor, found.target_area),
            propose=can_propose_for(actor, found.target_area),
            release=can_release(actor, found.target_area),
        ),
    )


def _meant(asked: Asked, milestone: Milestone, desk: Desk) -> Asked:
    """What is weighed: what was asked, or what the roadmap says where its own indicator is weighed with."""
    known = _known(asked, milestone, desk)
    if asked.move is None or desk.bench is None:
        return known
    start = desk.years[0] if desk.years else int(desk.bench.evidence.latest.period.position) + 1
    to = moved(desk.bench.evidence, known.level, known.year, asked.move, step=desk.step, start_year=start)
    return replace(known, level=to.level, year=to.year, move=None)


def _known(asked: Asked, milestone: Milestone, desk: Desk) -> Asked:
    given = asked.level is not None or asked.year is not None
    if given or milestone.level is None or milestone.year is None or not _is_ahead(milestone.year, desk):
        return asked
    return replace(asked, level=milestone.level, year=milestone.year)


def _is_ahead(year: int, desk: Desk) -> bool:
    """Whether the roadmap's own year can be weighed: with its own indicator, and it has not come."""
    on = desk.bench
    if on is None or on.by_context:
        return False
    last = on.evidence.last_year
    return year > on.evidence.latest.period.position and (last is None or year <= last)


def _weighed(desk: Desk, asked: Asked) -> tuple[Calibration | None, FardplanError | None]:
    if desk.bench is None or asked.level is None or asked.year is None:
        return None, None
    try:
        return weigh(desk.bench, asked.level, asked.year, asked.rule), None
    except (RuleError, InputError) as error:
        return None, error


def _rows(desk: Desk, rule: AmbitionRule) -> Rows:
    if desk.bench is None or not desk.rows or rule == USUAL:
        return desk.rows
    return lay_out(desk.bench, desk.levels, desk.years, rule)


def _choices(home: Home, milestone: Milestone) -> tuple[IndicatorChoice, ...]:
    """Its own indicator first, then those for context, as far as can be told without reading figures."""
    own = own_indicator(home, milestone)
    others = [home.city.indicator(key) for key in milestone.context]
    known = [item for item in (own, *others) if item is not None]
    loaded = set(home.evidence.indicators())

    def obstacle(item: IndicatorDefinition) -> Obstacle | None:
        if item.polarity is None and item is not own:
            return Obstacle.NO_POLARITY
        return None if item.key in loaded else Obstacle.NO_FIGURES

    return tuple(IndicatorChoice(item, item is own, obstacle(item)) for item in known)


def is_simulated(desk: Desk) -> bool:
    """Whether what lies on a desk is made up."""
    return desk.bench is not None and desk.bench.evidence.latest.origin is Origin.SIMULATED


@dataclass(frozen=True, slots=True)
class Tellable:
    """Which kinds of answers a desk can give at all."""

    probability: bool
    precedent: bool
    people: bool
    districts: bool


def tellable(desk: Desk) -> Tellable:
    """What can be told of some candidate on a desk."""
    outlook = desk.bench.evidence.attainment if desk.bench else None
    cells = [cell for row in desk.rows for cell in row]
    return Tellable(
        probability=isinstance(outlook, Outlook) and bool(outlook.years),
        precedent=any(cell.precedent is not None for cell in cells),
        people=any(cell.people is not None for cell in cells),
        districts=desk.bench is not None and len(desk.bench.evidence.districts) > 1,
    )


@dataclass(frozen=True, slots=True)
class OnBench:
    """A milestone in the list of those that can be weighed: what its desk can tell, and what is kept."""

    milestone: Milestone
    desk: Desk
    tells: Tellable
    candidates: int
    proposed: bool
    released: frozenset[ReleaseKind]


@dataclass(frozen=True, slots=True)
class WorkbenchList:
    """Every milestone of the edition that applies, by target area."""

    version: RoadmapVersion
    stands: Standing
    areas: tuple[tuple[TargetArea, tuple[OnBench, ...]], ...]


def workbench_list(home: Home, *, actor: Actor, today: date) -> WorkbenchList:
    """What can be weighed of every milestone; this makes the desks that the pages then use."""
    check_can_weigh(actor)
    applying = show(as_of=today)
    version = applying.version
    counted, released = candidates_counted(), released_on(today)
    return WorkbenchList(
        version,
        applying.standing,
        tuple(
            (
                area,
                tuple(
                    _on_bench(home, version, item, counted, released, today)
                    for item in version.milestones_of(area.key)
                ),
            )
            for area in version.target_areas
        ),
    )


def _on_bench(
    home: Home,
    version: RoadmapVersion,
    milestone: Milestone,
    counted: Mapping[str, Counter[CandidateState]],
    released: Mapping[str, frozenset[ReleaseKind]],
    day: date,
) -> OnBench:
    desk = desk_of(home, version, milestone, indicator=None, day=day)
    states: Counter[CandidateState] = counted.get(milestone.key, Counter())
    return OnBench(
        milestone=milestone,
        desk=desk,
        tells=tellable(desk),
        candidates=states[CandidateState.KEPT] + states[CandidateState.PROPOSED],
        proposed=states[CandidateState.PROPOSED] > 0,
        released=released.get(milestone.key, frozenset()),
    )
