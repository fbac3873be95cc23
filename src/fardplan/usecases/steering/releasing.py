"""Releasing what is told of a milestone's years to come, with what the public will then see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.disclosure.clearance import clear
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.sentences import Sentence
from fardplan.publishing.outlook import PublishedOutlook
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.store.releases import ReleaseEvent, events_until
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.publication import ahead_of
from fardplan.usecases.release import release, withdraw
from fardplan.usecases.roadmaps import show
from fardplan.usecases.status import judged
from fardplan.usecases.steering.desks import desk_of
from fardplan.usecases.steering.editions import milestone_in
from fardplan.usecases.steering.workbench import is_simulated
from fardplan.usecases.workbench_rights import can_release, check_can_release, check_can_weigh
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.status import MilestoneStatus


@dataclass(frozen=True, slots=True)
class PartReleased:
    """A part of the outlook: whether it is public, and everything that was done with it, the latest first."""

    kind: ReleaseKind
    released: bool
    events: tuple[ReleaseEvent, ...]

    @property
    def last(self) -> ReleaseEvent | None:
        """What was done with it last, None where nothing ever was."""
        return self.events[0] if self.events else None


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What of a milestone is released, and `ahead`, what the public sees when all of it is.

    `ahead` is made of figures that may leave the house alone. `status` is judged on them; `definition` is
    None where nothing measures the milestone.
    """

    milestone: Milestone
    parts: tuple[PartReleased, ...]
    ahead: PublishedOutlook
    status: MilestoneStatus
    definition: IndicatorDefinition | None
    simulated: bool
    may: bool


def release_page(home: Home, milestone: str, *, actor: Actor, today: date) -> ReleasePage:
    """The parts of a milestone's outlook, who released them when and why, and what the public would see."""
    check_can_weigh(actor)
    version = show(as_of=today).version
    found = milestone_in(version, milestone)
    events = [item for item in events_until(today) if item.milestone == found.key]
    status = _public_status(home, version, found, today)
    definition = home.city.indicator(status.indicator) if status.indicator else None
    series = home.evidence.series(definition.key, as_of=today, public=True) if definition else ()
    return ReleasePage(
        milestone=found,
        parts=tuple(_part(kind, events) for kind in ReleaseKind),
        ahead=ahead_of(home, status, clear(series).cleared, version, frozenset(ReleaseKind), today),
        status=status,
        definition=definition,
        simulated=is_simulated(desk_of(home, version, found, indicator=None, day=today)),
        may=can_release(actor, found.target_area),
    )


def change_release(
    milestone: str,
    kinds: Sequence[ReleaseKind],
    *,
    released: bool,
    why: str,
    actor: Actor,
    today: date,
) -> tuple[ReleaseKind, ...]:
    """Release or withdraw parts of a milestone's outlook, for the reasons given; gives those that changed.

    Raises `InputError` without reasons, and `RuleError` when all of them are so already.
    """
    found = milestone_in(show(as_of=today).version, milestone)
    check_can_release(actor, found.target_area)
    if not why.strip():
        raise InputError(
            Sentence("no reasons are given"),
            instead=Sentence("Write why the public is to see it, or no longer."),
            outcome=Sentence("Nothing was changed."),
        )
    turn = release if released else withdraw
    return turn(found.key, kinds, actor=actor, today=today, why=why.strip())


def _part(kind: ReleaseKind, events: Sequence[ReleaseEvent]) -> PartReleased:
    own = tuple(reversed([item for item in events if item.kind is kind]))
    return PartReleased(kind, bool(own) and own[0].released, own)


def _public_status(home: Home, version: RoadmapVersion, milestone: Milestone, today: date) -> MilestoneStatus:
    alone = version.model_copy(update={"milestones": (milestone.model_copy(update={"related": ()}),)})
    return judged(home, alone, as_of=today, public=True)[0]
