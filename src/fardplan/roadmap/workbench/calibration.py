"""Everything the workbench says of one candidate, from data alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fardplan.roadmap.workbench.candidate import Candidate, Required, required
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell, Mark, grid, mark_of
from fardplan.roadmap.workbench.equity import Equity, equity
from fardplan.roadmap.workbench.people import District, People, people
from fardplan.roadmap.workbench.precedent import Panel, Precedent, precedent, reference_class
from fardplan.roadmap.workbench.record import OwnRecord, Series, own_record
from fardplan.roadmap.workbench.vision import VisionPath, VisionRule, vision_path
from fardplan.roadmap.workbench.yearly import YearlyTarget, yearly_targets
from fardplan.vocabulary.status import Direction, Figure
from fardplan.vocabulary.unit import Measure, Unit

Attainment = Callable[[Candidate], float | None]
"""The probability of reaching a candidate if nothing new is done, None where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Vision:
    """What the vision means for the milestone: a level by a year, and the rule it came from."""

    rule: VisionRule
    level: float
    year: int


@dataclass(frozen=True)
class Evidence:
    """What is known of a milestone's indicator, for its workbench.

    `own` are the city's break-free stretches, oldest first, the latest figure last; `panel` those of
    comparable municipalities, the city left out. `group_size` is the number of persons a share is of,
    None when unknown. `districts` are of one division in the latest period that has them.
    """

    unit: Unit
    rounded_to: float
    wanted: Direction
    latest: Figure
    own: Sequence[Series]
    panel: Panel
    attainment: Attainment
    group_size: float | None = None
    districts: Sequence[District] = ()
    vision: Vision | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """A candidate held against the record, the neighbours, the forecast, the vision and the people."""

    candidate: Candidate
    required: Required
    record: OwnRecord
    precedent: Precedent
    probability: float | None
    vision: VisionPath | None
    people: People | None
    equity: Equity | None
    yearly: tuple[YearlyTarget, ...]
    mark: Mark


def calibrate(evidence: Evidence, candidate: Candidate, rule: AmbitionRule | None = None) -> Calibration:
    """What `candidate` would ask of the city.

    Raises `InputError` when its year is not after the latest figure. What the data cannot carry is None
    or empty, never a guess.
    """
    asked = _required(evidence, candidate)
    years = round(asked.years)
    reference = reference_class(
        evidence.panel, evidence.latest.value, years, floor=evidence.rounded_to / 12**0.5
    )
    found = precedent(reference, asked.improvement, evidence.wanted)
    probability = evidence.attainment(candidate)
    return Calibration(
        candidate=candidate,
        required=asked,
        record=own_record(evidence.own, years, asked.improvement, evidence.wanted),
        precedent=found,
        probability=probability,
        vision=_vision(evidence, candidate),
        people=_people(evidence, asked.improvement),
        equity=equity(evidence.districts, candidate.level, evidence.wanted) if _is_share(evidence) else None,
        yearly=yearly_targets(evidence.latest, candidate),
        mark=mark_of(asked.improvement, probability, found.shrunk_share, rule or AmbitionRule()),
    )


def calibrate_grid(
    evidence: Evidence, levels: Sequence[float], years: Sequence[int], rule: AmbitionRule | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Every level by every year, a row a year, with the recommended candidates marked."""
    rule = rule or AmbitionRule()
    references = {
        year: reference_class(
            evidence.panel,
            evidence.latest.value,
            round(year - evidence.latest.period.position),
            floor=evidence.rounded_to / 12**0.5,
        )
        for year in years
    }

    def cell(candidate: Candidate) -> Cell:
        asked = _required(evidence, candidate)
        found = precedent(references[candidate.year], asked.improvement, evidence.wanted)
        probability = evidence.attainment(candidate)
        counted = None
        if found.share is not None:
            counted = sum(member.managed for member in found.members), len(found.members)
        meant = _people(evidence, asked.improvement)
        return Cell(
            candidate=candidate,
            improvement=asked.improvement,
            probability=probability,
            precedent=found.shrunk_share,
            counted=counted,
            people=meant.total if meant else None,
            mark=mark_of(asked.improvement, probability, found.shrunk_share, rule),
        )

    return grid(levels, years, cell, rule)


def _required(evidence: Evidence, candidate: Candidate) -> Required:
    return required(evidence.latest, candidate, evidence.wanted, share=_is_share(evidence))


def _is_share(evidence: Evidence) -> bool:
    return evidence.unit.measure is Measure.SHARE


def _people(evidence: Evidence, improvement: float) -> People | None:
    if evidence.group_size is None or not _is_share(evidence):
        return None
    return people(improvement, evidence.group_size, evidence.districts, evidence.wanted)


def _vision(evidence: Evidence, candidate: Candidate) -> VisionPath | None:
    if evidence.vision is None or evidence.vision.year <= evidence.latest.period.position:
        return None
    vision = evidence.vision
    return vision_path(
        evidence.latest,
        candidate,
        evidence.wanted,
        rule=vision.rule,
        level=vision.level,
        year=vision.year,
    )
