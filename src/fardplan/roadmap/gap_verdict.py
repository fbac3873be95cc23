"""Where a milestone's gap target stands, judged as the level is: against the way from baseline to target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.differences import Standing, gaps
from fardplan.indicators.gap_places import Side, broken_between, district_sides
from fardplan.roadmap.verdict import path_level, verdict_against
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.gap import GapFigure, GapTarget
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, GapStatus, Reason, Target, Verdict


@dataclass(frozen=True, slots=True)
class GapEvidence:
    """The gaps of a milestone's indicator, and the districts that each was measured between.

    `at_decision` are the gaps that were known when the version was decided; the baseline is the latest of
    them unless the milestone states one.
    """

    definition: IndicatorDefinition
    figures: tuple[GapFigure, ...]
    at_decision: tuple[GapFigure, ...]
    sides: tuple[Side, ...]


def gap_evidence(
    definition: IndicatorDefinition,
    observations: Sequence[Observation],
    at_decision: Sequence[Observation],
    divisions: Sequence[Division],
    *,
    standing: Standing | None = None,
) -> GapEvidence:
    """Measure the gaps between the districts of `divisions` in what is known, and in what was then."""
    return GapEvidence(
        definition,
        gaps(observations, definition, divisions, standing=standing),
        gaps(at_decision, definition, divisions, standing=standing),
        district_sides(observations, divisions),
    )


def judge_gap(
    target: GapTarget,
    evidence: GapEvidence | None,
    *,
    baseline: Period | None,
    decision: str | None = None,
) -> GapStatus:
    """Where a gap target stands. `evidence` is None when no indicator measures the milestone.

    `baseline` is the milestone's own baseline period, `decision` what set the target. Two gaps are compared
    only between the same districts without a series break between; a slope the other way is as large a gap
    as one this way.
    """
    if evidence is None:
        return GapStatus(
            target=target, decision=decision, verdict=Verdict.NO_DATA, reason=Reason.NO_INDICATOR
        )
    known = [item for item in evidence.figures if item.measure is target.measure]
    if not known:
        return GapStatus(
            target=target, decision=decision, verdict=Verdict.NO_DATA, reason=Reason.NO_OBSERVATION
        )
    start = baseline or _latest_period(
        item for item in evidence.at_decision if item.measure is target.measure
    )
    latest, first = _pair(known, start)
    obstacle = _obstacle(first, latest, evidence)
    aim = Target(level=target.level, year=target.year)
    verdict, reason = verdict_against(
        Direction.DOWN, aim, _size(latest), _size(first) if first else None, broken=obstacle is not None
    )
    return GapStatus(
        target=target,
        decision=decision,
        verdict=verdict,
        reason=obstacle if obstacle and reason is Reason.BREAK_SINCE_BASELINE else reason,
        latest=latest,
        baseline=first,
        path=path_level(_size(first), aim, latest.period) if first and not obstacle else None,
    )


def _latest_period(figures: Iterable[GapFigure]) -> Period | None:
    return max((item.period for item in figures), default=None)


def _pair(known: Sequence[GapFigure], start: Period | None) -> tuple[GapFigure, GapFigure | None]:
    """The latest figure, if it can be of a division that the baseline's period has too, and the baseline."""
    last = _latest_period(known)
    then = {item.division: item for item in known if item.period == start}
    latest = max(
        (item for item in known if item.period == last),
        key=lambda item: (item.division in then, item.areas, item.division),
    )
    return latest, then.get(latest.division) or next(iter(then.values()), None)


def _obstacle(first: GapFigure | None, latest: GapFigure, evidence: GapEvidence) -> Reason | None:
    """Why the two cannot be compared; None where they can, or where there is only one."""
    if first is None:
        return None
    before, after = _side(first, evidence), _side(latest, evidence)
    if broken_between(before, after, evidence.definition):
        return Reason.BREAK_SINCE_BASELINE
    same = before.division == after.division and before.codes == after.codes
    return None if same else Reason.DISTRICTS_DIFFER


def _side(figure: GapFigure, evidence: GapEvidence) -> Side:
    return next(
        side for side in evidence.sides if (side.period, side.division) == (figure.period, figure.division)
    )


def _size(figure: GapFigure) -> GapFigure:
    """The figure as a distance from no difference, whichever way it leans."""
    if figure.lower is None or figure.upper is None:
        return figure.model_copy(update={"value": abs(figure.value)})
    ends = sorted((abs(figure.lower), abs(figure.upper)))
    lower = 0.0 if figure.lower <= 0 <= figure.upper else ends[0]
    return figure.model_copy(update={"value": abs(figure.value), "lower": lower, "upper": ends[1]})
