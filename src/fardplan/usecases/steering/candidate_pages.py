"""Kept candidates as they are weighed today: one, and two side by side."""

from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.version import Milestone
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.kept import (
    CandidateWording,
    KeptCandidate,
)
from fardplan.store.candidates import (
    candidate_numbered,
    candidates_of,
    wordings_of,
)
from fardplan.usecases.actors import Actor
from fardplan.usecases.calibration import weigh
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.answers import is_by_context, rule_of
from fardplan.usecases.steering.desks import Desk, desk_of
from fardplan.usecases.steering.editions import milestone_in
from fardplan.usecases.steering.workbench import Rights
from fardplan.usecases.workbench_rights import (
    can_keep,
    can_propose_for,
    can_release,
    check_can_weigh,
)
from fardplan.vocabulary.errors import (
    InputError,
    NotFoundError,
    RuleError,
)


@dataclass(frozen=True, slots=True)
class OnePage:
    """A kept candidate with what the workbench says of it today.

    `found` is None where it cannot be weighed today, which `obstacle` then tells; `by_context` is whether it
    was weighed with another indicator than the milestone's own.
    """

    candidate: KeptCandidate
    milestone: Milestone
    desk: Desk
    found: Calibration | None
    obstacle: str
    by_context: bool
    wordings: tuple[CandidateWording, ...]
    may: Rights


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate as it is weighed today; `found` is None where it cannot be."""

    candidate: KeptCandidate
    desk: Desk
    found: Calibration | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two candidates of a milestone; `alike` is whether the same indicator measures both."""

    milestone: Milestone
    first: Weighed
    second: Weighed

    @property
    def alike(self) -> bool:
        return self.first.candidate.indicator == self.second.candidate.indicator


def candidate_of(milestone: str, number: int) -> KeptCandidate:
    kept = candidate_numbered(number)
    if kept.milestone != milestone:
        raise NotFoundError(
            Sentence(
                "there is no kept candidate {number} of '{milestone}'", number=number, milestone=milestone
            )
        )
    return kept


def weighed_on(home: Home, kept: KeptCandidate, day: date) -> Weighed:
    version = show(as_of=day).version
    found = milestone_in(version, kept.milestone)
    desk = desk_of(home, version, found, indicator=kept.indicator, day=day)
    if desk.bench is None:
        return Weighed(kept, desk, None)
    return Weighed(kept, desk, weigh(desk.bench, kept.level, kept.year, rule_of(kept.answers)))


def one_candidate(home: Home, milestone: str, number: int, *, actor: Actor, today: date) -> OnePage:
    """A kept candidate beside what is told of it today. Raises `NotFoundError` for another milestone's."""
    check_can_weigh(actor)
    kept = candidate_of(milestone, number)
    version = show(as_of=today).version
    found = milestone_in(version, milestone)
    try:
        weighed = weighed_on(home, kept, today)
        desk, calibration, obstacle = weighed.desk, weighed.found, ""
    except (RuleError, InputError) as error:
        desk = desk_of(home, version, found, indicator=kept.indicator, day=today)
        calibration, obstacle = None, error.what
    return OnePage(
        candidate=kept,
        milestone=found,
        desk=desk,
        found=calibration,
        obstacle=obstacle,
        by_context=is_by_context(kept.answers),
        wordings=wordings_of(number),
        may=Rights(
            keep=can_keep(actor, found.target_area),
            propose=can_propose_for(actor, found.target_area),
            release=can_release(actor, found.target_area),
        ),
    )


def compare_candidates(
    home: Home, milestone: str, first: int, second: int, *, actor: Actor, today: date
) -> Compared:
    """Two kept candidates weighed on today's evidence, so that what differs is theirs and not the day's."""
    check_can_weigh(actor)
    if first == second:
        raise InputError(
            Sentence("a candidate cannot be compared with itself"),
            instead=Sentence("Choose two."),
        )
    found = {item.number: item for item in candidates_of([milestone])}
    missing = [number for number in (first, second) if number not in found]
    if missing:
        raise NotFoundError(
            Sentence(
                "there is no kept candidate {number} of '{milestone}'", number=missing[0], milestone=milestone
            )
        )
    version = show(as_of=today).version
    return Compared(
        milestone_in(version, milestone),
        weighed_on(home, found[first], today),
        weighed_on(home, found[second], today),
    )
