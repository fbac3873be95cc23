"""Where every milestone stands, on any day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.differences import Standing
from fardplan.indicators.gap_places import district_divisions
from fardplan.roadmap.gap_verdict import GapEvidence, gap_evidence, judge_gap
from fardplan.roadmap.standing import Applying, applying_on
from fardplan.roadmap.verdict import MilestoneEvidence, decided_by, judge_all
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.homes import Home
from fardplan.vocabulary.observation import Clearance, Observation
from fardplan.vocabulary.status import MilestoneStatus
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Internal:
    """What of a milestone's figures stays in the house: whether the latest does, and how many in all."""

    latest: bool
    held_back: int


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Every milestone of the edition that applied on `as_of`, from what was known on that day.

    `internal`, by milestone, is there for those that have figures which publishing holds back.
    """

    as_of: date
    applying: Applying
    statuses: tuple[MilestoneStatus, ...]
    definitions: Mapping[str, IndicatorDefinition]
    organisations: Mapping[str, Text]
    internal: Mapping[str, "Internal"]


def status(home: Home, *, as_of: date) -> StatusReport:
    """Where every milestone stood on a day: the edition that applied, the figures that were known."""
    applying = applying_on(all_versions(), as_of)
    statuses = judged(home, applying.version, as_of=as_of)
    return StatusReport(
        as_of=as_of,
        applying=applying,
        statuses=statuses,
        definitions={item.key: item for item in home.city.indicators},
        organisations={item.key: item.name for item in home.city.organisations},
        internal={
            item.milestone: internal for item in statuses if (internal := _internal(home, item, as_of))
        },
    )


def _internal(home: Home, status: MilestoneStatus, as_of: date) -> Internal | None:
    if status.indicator is None:
        return None
    series = home.evidence.series(status.indicator, as_of=as_of)
    held_back = [item for item in series if item.provenance.clearance is Clearance.INTERNAL]
    if not held_back:
        return None
    latest = any(
        status.latest is not None
        and (item.period, item.area) == (status.latest.period, status.area)
        and not item.group.categories
        for item in held_back
    )
    return Internal(latest, len(held_back))


def judged(
    home: Home, version: RoadmapVersion, *, as_of: date, public: bool = False
) -> tuple[MilestoneStatus, ...]:
    """The statuses of a version's milestones and gap targets.

    `public`: judged on figures that may leave the house alone.
    """
    decided = min(version.known_from, as_of)
    evidence: dict[str, MilestoneEvidence] = {}
    for milestone in version.milestones:
        definition = home.city.indicator(milestone.indicator.indicator) if milestone.indicator else None
        if definition:
            now, then = (_home_series(home, definition, day, public) for day in (as_of, decided))
            evidence[milestone.key] = MilestoneEvidence(definition, now, then)
    days = (as_of, decided)
    return tuple(
        _with_gap(home, version, milestone, status, days, public)
        for milestone, status in zip(
            version.milestones, judge_all(version, evidence, today=as_of), strict=True
        )
    )


def _with_gap(
    home: Home,
    version: RoadmapVersion,
    milestone: Milestone,
    status: MilestoneStatus,
    days: tuple[date, date],
    public: bool,
) -> MilestoneStatus:
    if milestone.gap is None:
        return status
    definition = home.city.indicator(milestone.indicator.indicator) if milestone.indicator else None
    evidence = _gap_evidence(home, definition, days, public) if definition else None
    gap = judge_gap(
        milestone.gap, evidence, baseline=milestone.baseline, decision=decided_by(version, days[0])
    )
    return status.model_copy(update={"gap": gap})


def _gap_evidence(
    home: Home, definition: IndicatorDefinition, days: tuple[date, date], public: bool
) -> GapEvidence:
    """The gaps on two days: that of the status, and that of the decision."""
    city = home.city
    now, then = (home.evidence.series(definition.key, as_of=day, public=public) for day in days)
    order = city.indicator(city.city.standing) if city.city.standing else None
    standing = (
        Standing(order, home.evidence.series(order.key, as_of=days[0], public=public)) if order else None
    )
    return gap_evidence(
        definition, now, then, district_divisions(city.divisions, city.areas), standing=standing
    )


def _home_series(
    home: Home, definition: IndicatorDefinition, day: date, public: bool
) -> tuple[Observation, ...]:
    return home.evidence.series(definition.key, as_of=day, areas={definition.area}, public=public)
