"""What was locked before an organisation handed it in: only the coordinator lets it come late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fardplan.boards.cycle import StepKind
from fardplan.boards.mastery import KEPT_ELSEWHERE
from fardplan.boards.steps import WRITABLE, may_take_in_late
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.plan_masters import keeper, masters_by_year
from fardplan.store.roles import Reachable, coordinators
from fardplan.store.years import KnownStep, Submitted, steps_of, submissions_by_year, years
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.gathering import Gathered, takes_part

__all__ = ["LockedOut", "LockedPart", "Reachable", "locked_out"]


@dataclass(frozen=True, slots=True)
class LockedPart:
    """What an organisation never handed in at a step, and the day after which it was locked."""

    step: KnownStep
    organisation: KnownOrganisation
    day: date


@dataclass(frozen=True, slots=True)
class LockedOut:
    """All that was locked for a person, and who can take it in late."""

    parts: tuple[LockedPart, ...] = ()
    coordinators: tuple[Reachable, ...] = ()


def locked_out(actor: Actor, *, today: date, kinds: Collection[StepKind] = frozenset(StepKind)) -> LockedOut:
    """What was locked unwritten, of some kinds, in the organisations that a person writes for by name."""
    keys = may.written_for(actor)
    if not keys:
        return LockedOut()
    listed = [item for item in organisations() if item.key in keys]
    open_years = {item.year: item for item in years() if not item.is_closed}
    steps = [
        item
        for item in steps_of()
        if item.year in open_years and item.days.opens <= today and item.days.kind in kinds
    ]
    numbers = tuple(sorted({step.year for step in steps}))
    handed_in, masters = submissions_by_year(numbers, organisations=keys), masters_by_year(numbers)
    found = []
    for step in steps:
        year, kept = open_years[step.year], step.days.kind in KEPT_ELSEWHERE
        there = {(item.step, item.organisation): item for item in handed_in[step.year]}
        for item in listed:
            key = (step.days.key, item.key)
            submitted = there.get(key, Submitted(year.year, *key))
            elsewhere = keeper(masters[step.year], item.key) if kept else None
            now = Gathered(year, step, item, submitted, (), elsewhere=elsewhere).situation(today)
            if takes_part(item, year, step) and submitted.state in WRITABLE and may_take_in_late(now):
                found.append(LockedPart(step, item, now.locks_after))
    if not found:
        return LockedOut()
    return LockedOut(tuple(sorted(found, key=lambda part: part.day)), coordinators(today))
