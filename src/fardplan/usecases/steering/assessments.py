"""A person's judgement beside the computed verdict: seeing the evidence, deciding, and saying why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.assessing import (
    Agreement,
    AssessedKind,
    Assessment,
    JudgedPeriod,
    Judgement,
    Part,
    Standpoint,
    agreement_of,
    check_can_judge,
    standpoint_of,
)
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.store.assessments import add_assessment, assessments_of
from fardplan.store.audit import record
from fardplan.store.council_items import council_of
from fardplan.store.follow_ups import FollowedUp, follow_ups
from fardplan.store.organisations import organisations
from fardplan.store.plan_items import plans_of
from fardplan.store.years import KnownStep, steps_of
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.assessing_evidence import (
    BoardSaid,
    Measure,
    Tally,
    beneath,
    measures_of,
    said_of_goal,
    said_of_milestone,
    status_of,
    step_of_period,
    tally_of,
)
from fardplan.usecases.steering.editions import milestone_in
from fardplan.usecases.workbench_rights import can_assess, check_can_assess, check_can_weigh
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.status import MilestoneStatus
from fardplan.vocabulary.text import Text

GOALS = (ItemKind.ORIENTATION_GOAL, ItemKind.AREA_GOAL)
"""What of the council's the city judges; the boards judge what stands under it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with how it stands to what the figures said that day."""

    assessment: Assessment
    standpoint: Standpoint | None
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Assessed:
    """Something to judge in a period: what the figures say today, and the judgement that applies."""

    kind: AssessedKind
    key: str
    title: Text
    standpoint: Standpoint
    status: MilestoneStatus | None
    tally: Tally | None
    applies: Judged | None
    simulated: bool

    @property
    def agreement(self) -> Agreement | None:
        """How the judgement that applies stands to the figures of today."""
        return agreement_of(self.applies.assessment.judgement, self.standpoint) if self.applies else None


@dataclass(frozen=True, slots=True)
class AssessmentList:
    """What is judged for the city in a period: milestones by target area, and the council's goals."""

    period: JudgedPeriod
    years: tuple[int, ...]
    areas: tuple[tuple[Text, tuple[Assessed, ...]], ...]
    goals: tuple[Assessed, ...]
    opened: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One thing to judge, with all that a person weighs.

    `said` is what boards told at the step of the period. `judgements` has every judgement of the period, the
    last one applies; `others` those of other periods, the newest first.
    """

    about: Assessed
    period: JudgedPeriod
    area: Text | None
    version: RoadmapVersion
    measures: tuple[Measure, ...]
    said: tuple[BoardSaid, ...]
    names: Mapping[str, Text]
    judgements: tuple[Judged, ...]
    others: tuple[Judged, ...]
    may: bool


def assessment_list(home: Home, period: JudgedPeriod, *, actor: Actor, today: date) -> AssessmentList:
    """What is judged in a period, in a constant number of queries."""
    check_can_weigh(actor)
    version = show(as_of=today).version
    steps = steps_of()
    council = _council(period, today)
    told = _told(period, step_key(period, steps))
    keys = [item.key for item in version.milestones]
    of_milestones = _by_subject(assessments_of(AssessedKind.MILESTONE, keys, period=period, until=today))
    goals = [item for item in council if item.kind in GOALS]
    of_goals = _by_subject(
        assessments_of(AssessedKind.COUNCIL_ITEM, [item.key for item in goals], period=period, until=today)
    )
    areas = tuple(
        (
            area.name,
            tuple(
                _milestone(home, version, item, of_milestones.get(item.key, ()), today)
                for item in version.milestones_of(area.key)
            ),
        )
        for area in version.target_areas
    )
    return AssessmentList(
        period=period,
        years=_years(steps, today),
        areas=areas,
        goals=tuple(_goal(item, council, told, of_goals.get(item.key, ())) for item in goals),
        opened=step_key(period, steps) is not None,
    )


def assessment_page(
    home: Home, kind: AssessedKind, key: str, period: JudgedPeriod, *, actor: Actor, today: date
) -> AssessmentPage:
    """One milestone or goal to judge in a period. Raises `NotFoundError` with those there are."""
    check_can_weigh(actor)
    version = show(as_of=today).version
    council = _council(period, today)
    told = _told(period, step_key(period, steps_of(period.year)))
    rows = assessments_of(kind, [key], until=today)
    now = tuple(item for item in rows if item.period == period)
    others = tuple(_judged(item) for item in reversed(rows) if item.period != period)
    names = {item.key: item.name for item in organisations()}
    if kind is AssessedKind.MILESTONE:
        milestone = milestone_in(version, key)
        area = next(item for item in version.target_areas if item.key == milestone.target_area)
        plans = plans_of(period.year, today)
        return AssessmentPage(
            about=_milestone(home, version, milestone, now, today),
            period=period,
            area=area.name,
            version=version,
            measures=measures_of(home, milestone, today),
            said=said_of_milestone(key, plans, council, told),
            names=names,
            judgements=tuple(_judged(item) for item in now),
            others=others,
            may=can_assess(actor, milestone.target_area),
        )
    goal = _goal_of(council, key, period)
    return AssessmentPage(
        about=_goal(goal, council, told, now),
        period=period,
        area=None,
        version=version,
        measures=(),
        said=said_of_goal(goal, council, told),
        names=names,
        judgements=tuple(_judged(item) for item in now),
        others=others,
        may=can_assess(actor, None),
    )


def assess(
    home: Home,
    kind: AssessedKind,
    key: str,
    period: JudgedPeriod,
    *,
    judgement: Judgement,
    why: str,
    actor: Actor,
    today: date,
) -> Assessment:
    """Judge something in a period; what the figures say on the day is kept with it.

    A later judgement of the same period takes the place of the one before, which stays to be read. Raises
    `InputError` without reasons and `RuleError` for a year that has not begun.
    """
    version = show(as_of=today).version
    if kind is AssessedKind.MILESTONE:
        milestone = milestone_in(version, key)
        check_can_assess(actor, milestone.target_area)
        about = _milestone(home, version, milestone, (), today)
    else:
        check_can_assess(actor, None)
        council = _council(period, today)
        told = _told(period, step_key(period, steps_of(period.year)))
        about = _goal(_goal_of(council, key, period), council, told, ())
    check_can_judge(why, year=period.year, this_year=today.year)
    with transaction.atomic():
        before = assessments_of(kind, [key], period=period)
        made = add_assessment(
            kind=kind,
            subject=key,
            period=period,
            organisation=None,
            judgement=judgement,
            why=why.strip(),
            computed=_computed(about, today),
            day=today,
            by=actor.name,
            origin=actor.origin,
        )
        record(
            actor.name,
            "judge",
            f"{kind} {key} {period}",
            before=_plain(before[-1]) if before else None,
            after=_plain(made),
            why=made.why,
        )
    return made


def latest_judgements(
    kind: AssessedKind, keys: Sequence[str], *, year: int, until: date
) -> Mapping[str, Judged]:
    """The newest judgement of a year of each, for pages that show them beside something else. One query."""
    rows = [item for item in assessments_of(kind, keys, until=until) if item.period.year == year]
    order = {part: place for place, part in enumerate(Part)}
    rows.sort(key=lambda item: (order[item.period.part], item.number))
    return {item.subject: _judged(item) for item in rows}


def _years(steps: Iterable[KnownStep], today: date) -> tuple[int, ...]:
    """The years that can be judged: those that have been opened, this one and the one before."""
    return tuple(
        sorted({today.year, today.year - 1, *(item.year for item in steps if item.year < today.year)})
    )


def step_key(period: JudgedPeriod, steps: Iterable[KnownStep]) -> str | None:
    """The key of the step at which boards tell of the period, None where the year has not been opened."""
    found = step_of_period(period, steps)
    return found.days.key if found else None


def _council(period: JudgedPeriod, today: date) -> tuple[CouncilItem, ...]:
    return council_of(period.year, today)


def _told(period: JudgedPeriod, step: str | None) -> tuple[FollowedUp, ...]:
    return follow_ups(period.year, step=step) if step else ()


def _by_subject(rows: Iterable[Assessment]) -> Mapping[str, tuple[Assessment, ...]]:
    found: dict[str, tuple[Assessment, ...]] = {}
    for item in rows:
        found[item.subject] = (*found.get(item.subject, ()), item)
    return found


def _milestone(
    home: Home, version: RoadmapVersion, milestone: Milestone, rows: Sequence[Assessment], today: date
) -> Assessed:
    status = status_of(home, version, milestone, today)
    return Assessed(
        kind=AssessedKind.MILESTONE,
        key=milestone.key,
        title=milestone.text,
        standpoint=standpoint_of(status),
        status=status,
        tally=None,
        applies=_judged(rows[-1]) if rows else None,
        simulated=(status.latest is not None and status.latest.origin is Origin.SIMULATED)
        or any(item.origin == "simulated" for item in rows),
    )


def _goal(
    goal: CouncilItem,
    council: Sequence[CouncilItem],
    told: Sequence[FollowedUp],
    rows: Sequence[Assessment],
) -> Assessed:
    said = said_of_goal(goal, council, told)
    tally = tally_of(goal, council, said)
    return Assessed(
        kind=AssessedKind.COUNCIL_ITEM,
        key=goal.key,
        title=goal.words,
        standpoint=tally.standpoint,
        status=None,
        tally=tally,
        applies=_judged(rows[-1]) if rows else None,
        simulated=any(item.simulated for item in beneath(goal, council))
        or any(one.simulated for one in said),
    )


def _goal_of(council: Sequence[CouncilItem], key: str, period: JudgedPeriod) -> CouncilItem:
    goals = {item.key: item for item in council if item.kind in GOALS}
    if key not in goals:
        raise NotFoundError(
            Sentence("the council has no goal '{key}' in {year}", key=key, year=period.year),
            instead=there_is(goals, asked=key),
        )
    return goals[key]


def _judged(item: Assessment) -> Judged:
    """A judgement beside what was computed when it was made."""
    told = (item.computed or {}).get("standpoint")
    if told is None:
        return Judged(item, None, None)
    standpoint = Standpoint(told)
    return Judged(item, standpoint, agreement_of(item.judgement, standpoint))


def _computed(about: Assessed, day: date) -> dict[str, Any]:
    """What the figures say on the day, as it is kept with a judgement."""
    told: dict[str, Any] = {"standpoint": str(about.standpoint), "day": day.isoformat()}
    if about.status is not None:
        told["status"] = about.status.model_dump(mode="json")
    if about.tally is not None:
        told |= {
            "targets": about.tally.wanted,
            "outcomes": about.tally.known,
            "reached": about.tally.reached,
        }
    return told


def _plain(item: Assessment) -> dict[str, Any]:
    return {"judgement": str(item.judgement), "why": item.why, "computed": item.computed}
