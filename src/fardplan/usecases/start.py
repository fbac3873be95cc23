"""All that waits for a person when they sign in: of the boards' year, of referrals, of what was decided."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fardplan.boards.changes import State as ChangeState
from fardplan.roadmap import referral, relaying
from fardplan.roadmap.version import DecisionPoint
from fardplan.store.change_requests import SettledChange, changes_settled_since, open_changes
from fardplan.store.organisations import organisations
from fardplan.store.referrals import KeptAnswer, answers_asked_of
from fardplan.store.relays import KeptRelay, open_with
from fardplan.store.roadmaps import version_numbered
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.steering.case_rights import ANSWERERS
from fardplan.usecases.year import may
from fardplan.usecases.year.closing import years_to_close
from fardplan.usecases.year.locked_out import LockedOut, locked_out
from fardplan.usecases.year.my_work import CHANGED_SINCE, MyWork, my_work
from fardplan.usecases.year.progress import StepAtWork, steps_at_work
from fardplan.vocabulary.text import Text

__all__ = ["KeptAnswer", "SettledChange", "Start", "ToDecide", "ToSettle", "start_of"]


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A decision point that lies with a body whose decision the person records."""

    relay: KeptRelay
    point: DecisionPoint
    organisation: Text


@dataclass(frozen=True, slots=True)
class ToSettle:
    """Changes within a year that a strategist settles: `proposed` to weigh, `collected` in the annex."""

    year: int
    proposed: int
    collected: int


@dataclass(frozen=True, slots=True)
class Start:
    """What waits for a person, and `settled`: what became of the changes that they or theirs proposed.

    `steps` tell whoever coordinates the years how far boards have come; `closing` are years to close.
    """

    work: MyWork
    locked: LockedOut
    answers: tuple[KeptAnswer, ...]
    relays: tuple[ToDecide, ...]
    changes: tuple[ToSettle, ...]
    settled: tuple[SettledChange, ...]
    steps: tuple[StepAtWork, ...]
    closing: tuple[int, ...]

    @property
    def waiting(self) -> int:
        """How many things wait."""
        work = self.work
        listed = (self.locked.parts, self.answers, self.relays, self.changes, self.closing)
        return sum(map(len, (work.owed, work.awaiting, *listed)))


def start_of(actor: Actor, *, today: date) -> Start:
    """What waits for a person today. A role that is held for the whole city lists nobody's own tasks."""
    return Start(
        my_work(actor, today=today),
        locked_out(actor, today=today),
        _answers(actor),
        _relays(actor),
        _changes(actor),
        _settled(actor, today - CHANGED_SINCE),
        steps_at_work(actor, today=today),
        years_to_close(actor, today=today),
    )


def _organisations(actor: Actor, roles: Iterable[Role]) -> frozenset[str]:
    """The organisations for which somebody holds one of the roles; those of the whole city are not meant."""
    held = frozenset(roles)
    return frozenset(key for grant in actor.grants if grant.role in held for key in grant.organisations)


def _answers(actor: Actor) -> tuple[KeptAnswer, ...]:
    asked = _organisations(actor, ANSWERERS)
    found = answers_asked_of(asked) if asked else ()
    return tuple(item for item in found if item.state is not referral.State.ANSWERED)


def _relays(actor: Actor) -> tuple[ToDecide, ...]:
    bodies = _organisations(actor, [Role.BOARD_SECRETARY])
    found = [item for item in open_with(bodies) if item.state is relaying.State.RELAYED] if bodies else []
    if not found:
        return ()
    names = {item.key: item.name for item in organisations()}
    editions = {number: version_numbered(number) for number in {item.version for item in found}}
    return tuple(
        ToDecide(item, point, names[item.organisation])
        for item in found
        for point in editions[item.version].decision_points
        if point.number == item.point
    )


def _changes(actor: Actor) -> tuple[ToSettle, ...]:
    if not may.can_coordinate(actor):
        return ()
    count = Counter((change.year, change.state) for change in open_changes())
    return tuple(
        ToSettle(year, count[year, ChangeState.PROPOSED], count[year, ChangeState.COLLECTED])
        for year in sorted({year for year, _ in count})
    )


def _settled(actor: Actor, since: date) -> tuple[SettledChange, ...]:
    own = _organisations(actor, [Role.CONTROLLER])
    return changes_settled_since(since, actor.name, own)
