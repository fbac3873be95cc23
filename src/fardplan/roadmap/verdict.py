"""Where a milestone stands: its development, and its verdict against the way to its level."""

from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Protocol

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.freshness import newer_since
from fardplan.roadmap.series import (
    Stretch,
    broken_between,
    figures,
    is_within_a_year,
    stretches,
    trend_of,
)
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.stats.trend import Trend
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import (
    Change,
    Development,
    Direction,
    Figure,
    MilestoneStatus,
    Reason,
    Target,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class MilestoneEvidence:
    """What is known of a milestone: its indicator's figures on the day asked about.

    `at_decision` are the figures that were known when the version was decided; the baseline is the
    latest of them unless the milestone states one.
    """

    definition: IndicatorDefinition
    observations: tuple[Observation, ...]
    at_decision: tuple[Observation, ...]


def judge(
    milestone: Milestone, version: RoadmapVersion, evidence: MilestoneEvidence | None, *, today: date
) -> MilestoneStatus:
    """Where `milestone` stands on `today`.

    `evidence` is None when no indicator measures it. The development is judged on the break-free
    stretch that holds the latest figure, the verdict against the straight way from baseline to level.
    `no_data` outranks `not_decided`; what the figures cannot carry is `cannot_tell`.
    """
    target = _target(milestone, version, today)
    if evidence is None:
        return _without_data(milestone, target, Reason.NO_INDICATOR, None)
    definition = evidence.definition
    parts = stretches(evidence.observations, definition, definition.area)
    if not parts:
        return _without_data(milestone, target, Reason.NO_OBSERVATION, definition)
    stretch = parts[-1]
    history = {item.period: item for part in parts for item in figures(part, definition)}
    latest = history[stretch.latest.period]
    baseline = history.get(period) if (period := _baseline_period(milestone, evidence)) else None
    recent = stretch.recent()
    trend = trend_of(recent, definition)
    development, development_reason = _development(recent, trend, latest, milestone.wanted)
    broken = baseline is not None and broken_between(
        baseline.period, latest.period, definition, definition.area
    )
    verdict, verdict_reason = verdict_against(milestone.wanted, target, latest, baseline, broken=broken)
    return MilestoneStatus(
        milestone=milestone.key,
        verdict=verdict,
        verdict_reason=verdict_reason,
        development=development,
        development_reason=development_reason,
        wanted=milestone.wanted,
        indicator=definition.key,
        area=definition.area,
        latest=latest,
        baseline=baseline,
        target=target,
        path=path_level(baseline, target, latest.period) if baseline and target and not broken else None,
        since_baseline=_change(None if broken else baseline, latest),
        in_stretch=_change(history[recent.observations[0].period], latest),
        stretch_from=recent.observations[0].period,
        points=len(recent.observations),
        yearly_trend=(trend.lower, trend.slope, trend.upper) if trend else None,
        responsible=tuple(item.organisation for item in milestone.responsible),
        days_since_published=(today - latest.published).days,
        newer_since=newer_since(definition, latest.period, today),
    )


class Measured(Protocol):
    """What a verdict is made of: a value in a period with its 95 % interval; of a level or of a gap."""

    @property
    def period(self) -> Period: ...

    @property
    def value(self) -> float: ...

    @property
    def lower(self) -> float | None: ...

    @property
    def upper(self) -> float | None: ...


def path_level(baseline: Measured, target: Target, period: Period) -> float:
    """The level that the straight way from baseline to target has in `period`; the level itself after it."""
    whole = target.year - baseline.period.due
    if whole <= 0 or period.due >= target.year:
        return target.level
    travelled = (period.due - baseline.period.due) / whole
    return baseline.value + travelled * (target.level - baseline.value)


def _target(milestone: Milestone, version: RoadmapVersion, today: date) -> Target | None:
    if milestone.level is None or milestone.year is None:
        return None
    return Target(level=milestone.level, year=milestone.year, decision=decided_by(version, today))


def decided_by(version: RoadmapVersion, day: date) -> str | None:
    """The decision that set the targets of a version, in one line; None on days when they were proposed."""
    decision = version.decision
    if decision is None or decision.date > day:
        return None
    return f"{decision.body} {decision.date}, {decision.paragraph}, {decision.dnr}"


def _without_data(
    milestone: Milestone, target: Target | None, reason: Reason, definition: IndicatorDefinition | None
) -> MilestoneStatus:
    return MilestoneStatus(
        milestone=milestone.key,
        verdict=Verdict.NO_DATA,
        verdict_reason=reason,
        development=Development.CANNOT_TELL,
        development_reason=reason,
        wanted=milestone.wanted,
        indicator=definition.key if definition else None,
        area=definition.area if definition else None,
        target=target,
        responsible=tuple(item.organisation for item in milestone.responsible),
    )


def _baseline_period(milestone: Milestone, evidence: MilestoneEvidence) -> Period | None:
    if milestone.baseline:
        return milestone.baseline
    definition = evidence.definition
    known = stretches(evidence.at_decision, definition, definition.area)
    return known[-1].latest.period if known else None


def _change(first: Figure | None, latest: Figure) -> Change | None:
    return Change(first=first, latest=latest) if first and first.period < latest.period else None


def development_of(
    observations: tuple[Observation, ...], definition: IndicatorDefinition, wanted: Direction | None
) -> tuple[Development, Reason]:
    """How an indicator develops in its own area, and why that is said; as `judge` has it of a milestone."""
    parts = stretches(observations, definition, definition.area)
    if not parts:
        return Development.CANNOT_TELL, Reason.NO_OBSERVATION
    recent, latest = parts[-1].recent(), figures(parts[-1], definition)[-1]
    return _development(recent, trend_of(recent, definition), latest, wanted)


def _development(
    recent: Stretch, trend: Trend | None, latest: Figure, wanted: Direction | None
) -> tuple[Development, Reason]:
    if is_within_a_year(recent):
        return Development.CANNOT_TELL, Reason.WITHIN_A_YEAR
    if trend is None:
        points = len(recent.observations)
        # A figure with an interval has an uncertainty that is known: what is missing is more figures.
        few = points < 2 or latest.lower is not None
        return Development.CANNOT_TELL, Reason.TOO_FEW_POINTS if few else Reason.NO_ERROR_KNOWN
    if not trend.detectable:
        return Development.NO_DETECTABLE_CHANGE, Reason.TREND_WITHIN_MOVEMENT
    if wanted is None:
        return Development.CANNOT_TELL, Reason.NO_DIRECTION
    better = trend.slope * wanted.sign > 0
    return (
        Development.IMPROVING if better else Development.WORSENING,
        Reason.TREND_BEYOND_MOVEMENT,
    )


def verdict_against(
    wanted: Direction | None,
    target: Target | None,
    latest: Measured,
    baseline: Measured | None,
    *,
    broken: bool,
) -> tuple[Verdict, Reason]:
    """The verdict on the latest figure against the straight way from the baseline to the target.

    `broken`: the two cannot be compared. After the target's year only the level itself is judged.
    """
    if target is None:
        return Verdict.NOT_DECIDED, Reason.NO_TARGET
    if wanted is None:
        return Verdict.CANNOT_TELL, Reason.NO_DIRECTION
    if latest.lower is None or latest.upper is None:
        return Verdict.CANNOT_TELL, Reason.NO_ERROR_KNOWN
    # Turned so that more is better, up and down are one case.
    turned = _Turned(*sorted((latest.lower * wanted.sign, latest.upper * wanted.sign)))
    if turned.beyond(target.level * wanted.sign):
        return Verdict.REACHED, Reason.BEYOND_LEVEL
    if latest.period.due >= target.year:
        return _after_the_year(turned, target.level * wanted.sign)
    obstacle = _no_path(latest, baseline, broken=broken)
    if obstacle or baseline is None:
        return Verdict.CANNOT_TELL, obstacle or Reason.NO_BASELINE
    return _along_the_path(turned, path_level(baseline, target, latest.period) * wanted.sign)


@dataclass(frozen=True, slots=True)
class _Turned:
    """An interval in which more is better."""

    worst: float
    best: float

    def beyond(self, level: float) -> bool:
        return self.worst >= level or _same(self.worst, level)

    def short_of(self, level: float) -> bool:
        return self.best < level and not _same(self.best, level)


def _same(end: float, level: float) -> bool:
    """An end that lies on a path lies on it even where binary fractions miss it by their last digit."""
    return isclose(end, level, rel_tol=1e-9, abs_tol=1e-12)


def _after_the_year(turned: _Turned, level: float) -> tuple[Verdict, Reason]:
    if turned.short_of(level):
        return Verdict.BEHIND, Reason.SHORT_OF_LEVEL
    return Verdict.CANNOT_TELL, Reason.STRADDLES_LEVEL


def _along_the_path(turned: _Turned, path: float) -> tuple[Verdict, Reason]:
    if turned.beyond(path):
        return Verdict.ON_TRACK, Reason.AHEAD_OF_PATH
    if turned.short_of(path):
        return Verdict.BEHIND, Reason.SHORT_OF_PATH
    return Verdict.CANNOT_TELL, Reason.STRADDLES_PATH


def _no_path(latest: Measured, baseline: Measured | None, *, broken: bool) -> Reason | None:
    if baseline is None:
        return Reason.NO_BASELINE
    if broken:
        return Reason.BREAK_SINCE_BASELINE
    if latest.period <= baseline.period:
        return Reason.NOTHING_SINCE_BASELINE
    return None


def judge_all(
    version: RoadmapVersion, evidence: dict[str, MilestoneEvidence], *, today: date
) -> tuple[MilestoneStatus, ...]:
    """Every milestone of a version, in its order; `evidence` by milestone."""
    return tuple(judge(item, version, evidence.get(item.key), today=today) for item in version.milestones)
