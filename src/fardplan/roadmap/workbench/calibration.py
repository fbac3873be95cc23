"""Everything the workbench says of one candidate, from data alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fardplan.roadmap.workbench.candidate import Candidate, Required, required
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell, Mark, grid, mark_of
from fardplan.roadmap.workbench.equity import Equity, equity
from fardplan.roadmap.workbench.group import Group, Groups
from fardplan.roadmap.workbench.people import District, People, people
from fardplan.roadmap.workbench.precedent import Precedent, Shrunk, precedent_of
from fardplan.roadmap.workbench.record import OwnRecord, Series, own_record
from fardplan.roadmap.workbench.reference import LocatedPanel, Panel
from fardplan.roadmap.workbench.vision import VisionPath, VisionRule, vision_path
from fardplan.roadmap.workbench.yearly import YearlyTarget, yearly_targets
from fardplan.vocabulary.gap import GapTarget
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Figure
from fardplan.vocabulary.text import Text
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
    comparable municipalities, the city left out. `group` tells the number of persons a share will be of in
    a year, None when it is not known, and `counted` what they are, in the plural. `districts` are of one
    division in `districts_period`, the latest that has them, `standings` order them from worst-off to
    best-off, and `gap` is the milestone's own target for them. `asked_in` is the year in which it is
    weighed and `last_year` the vision's: what is laid out unasked lies between them.

    Reference classes are found once for each number of years and kept, so that a candidate, a grid and a
    page that moves level and year share them.
    """

    unit: Unit
    rounded_to: float
    wanted: Direction
    latest: Figure
    own: Sequence[Series]
    panel: Panel
    attainment: Attainment
    group: Groups | None = None
    counted: Text | None = None
    districts: Sequence[District] = ()
    districts_period: Period | None = None
    standings: Mapping[str, float] | None = None
    gap: GapTarget | None = None
    vision: Vision | None = None
    asked_in: int | None = None
    last_year: int | None = None
    _references: dict[int, Shrunk] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def located(self) -> LocatedPanel:
        """The panel laid out for every number of years; done while gathering, so that no reader waits.

        A figure is never surer than its rounding.
        """
        # The variance of what rounding to a step takes away is a twelfth of its square.
        return LocatedPanel(self.panel, floor=self.rounded_to / 12**0.5)

    def reference(self, years: int) -> Shrunk:
        """The reference class over so many years, with chance movement taken off."""
        if years not in self._references:
            found = self.located.reference(self.latest.value, years)
            self._references[years] = Shrunk(found, self.wanted)
        return self._references[years]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A candidate held against the record, the neighbours, the forecast, the vision and the people."""

    candidate: Candidate
    required: Required
    record: OwnRecord
    precedent: Precedent
    probability: float | None
    vision: VisionPath | None
    group: Group | None
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
    found = precedent_of(evidence.reference(years), asked.improvement)
    probability = evidence.attainment(candidate)
    group = _group(evidence, candidate)
    return Calibration(
        candidate=candidate,
        required=asked,
        record=own_record(evidence.own, years, asked.improvement, evidence.wanted),
        precedent=found,
        probability=probability,
        vision=_vision(evidence, candidate),
        group=group,
        people=_people(evidence, asked.improvement, group),
        equity=_equity(evidence, candidate),
        yearly=yearly_targets(evidence.latest, candidate),
        mark=mark_of(asked.improvement, probability, found.shrunk_share, rule or AmbitionRule()),
    )


def calibrate_grid(
    evidence: Evidence, levels: Sequence[float], years: Sequence[int], rule: AmbitionRule | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Every level by every year, a row a year, with the recommended candidates marked."""
    rule = rule or AmbitionRule()

    def cell(candidate: Candidate) -> Cell:
        asked = _required(evidence, candidate)
        tally = evidence.reference(round(asked.years)).tally(asked.improvement)
        probability = evidence.attainment(candidate)
        group = _group(evidence, candidate)
        return Cell(
            candidate=candidate,
            improvement=asked.improvement,
            probability=probability,
            precedent=tally.shrunk_share,
            counted=(tally.managed, tally.members) if tally.enough else None,
            people=None if group is None else max(asked.improvement, 0.0) / 100 * group.size,
            mark=mark_of(asked.improvement, probability, tally.shrunk_share, rule),
        )

    return grid(levels, years, cell, rule)


def _required(evidence: Evidence, candidate: Candidate) -> Required:
    return required(evidence.latest, candidate, evidence.wanted, share=_is_share(evidence))


def _is_share(evidence: Evidence) -> bool:
    return evidence.unit.measure is Measure.SHARE


def _group(evidence: Evidence, candidate: Candidate) -> Group | None:
    if evidence.group is None or not _is_share(evidence):
        return None
    return evidence.group(candidate.year)


def _people(evidence: Evidence, improvement: float, group: Group | None) -> People | None:
    if group is None:
        return None
    interval = None if group.lower is None or group.upper is None else (group.lower, group.upper)
    return people(improvement, group.size, evidence.districts, evidence.wanted, interval=interval)


def _equity(evidence: Evidence, candidate: Candidate) -> Equity | None:
    if not _is_share(evidence):
        return None
    return equity(
        evidence.districts,
        candidate.level,
        evidence.wanted,
        standings=evidence.standings,
        target=evidence.gap,
    )


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
