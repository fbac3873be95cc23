"""What waits for a person when they sign in: to be written, to be approved, and what has happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.steps import WRITABLE, Move, State, can, is_late
from fardplan.store import years
from fardplan.store.moves import Happened, moves_since, waiting_for_others
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.owed import organisations_owing, steps_at_work
from fardplan.store.years import KnownStep
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.year import may
from fardplan.usecases.year.gathering import Gathered, gathered, takes_part

__all__ = ["Awaiting", "Happened", "MyWork", "OwedPart", "my_work"]

CHANGED_SINCE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OwedPart:
    """Something a person owes: `open_items` things of an organisation's step, by a day."""

    year: int
    step: str
    title: str
    title_en: str | None
    kind: StepKind
    organisation: KnownOrganisation
    open_items: int
    due: date
    late: bool
    returned: bool


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Something that waits for a person to approve it, or to record the board's decision on it.

    `meeting`: the day that the board meets, where its decision waits for it.
    """

    year: int
    step: str
    title: str
    title_en: str | None
    organisation: KnownOrganisation
    move: Move
    meeting: date | None


@dataclass(frozen=True, slots=True)
class Coming:
    """The next step of a year that opens."""

    year: int
    step: str
    title: str
    title_en: str | None
    opens: date
    ready_by: date


@dataclass(frozen=True, slots=True)
class MyWork:
    """All that waits for a person, what is due first at the top, and what has happened in the last week.

    `next` is the step that opens next, None where no year has one to come.
    """

    owed: tuple[OwedPart, ...]
    awaiting: tuple[Awaiting, ...]
    changed: tuple[Happened, ...]
    next: Coming | None = None


def my_work(actor: Actor, *, today: date) -> MyWork:
    """What waits for a person today."""
    people = frozenset({actor.person, *actor.stands_in_for} - {None})
    written_for = may.written_for(actor)
    owed: list[OwedPart] = []
    steps = years.steps_of()
    for step in steps_at_work(steps, today):
        if step.days.kind is StepKind.BUDGET:
            continue
        keys = organisations_owing(step, people, written_for, today)
        if keys:
            found = gathered(step.year, step.days.key, keys, today=today)
            owed += [_part(actor, item, today) for item in found if _owes(actor, item, today)]
    return MyWork(
        tuple(sorted(owed, key=lambda item: (item.due, item.organisation.name.sv))),
        _awaiting(actor, today),
        moves_since(today - CHANGED_SINCE, actor.name, _reach(actor)),
        _coming(steps, today),
    )


def _coming(steps: Iterable[KnownStep], today: date) -> Coming | None:
    ahead = [item for item in steps if item.days.opens > today and item.days.kind is not StepKind.BUDGET]
    if not ahead:
        return None
    step = min(ahead, key=lambda item: item.days.opens)
    days = step.days
    return Coming(step.year, days.key, days.name.sv, days.name.en, days.opens, days.ready_by)


def _owes(actor: Actor, found: Gathered, today: date) -> bool:
    if found.submitted.state not in WRITABLE or not can(Move.WRITE, found.situation(today), actor.name):
        return False
    if found.step.days.kind in FOLLOWED_UP:
        return bool(_open_items(actor, found)) or (
            bool(found.entries) and may.can_write_for(actor, found.organisation.key)
        )
    return takes_part(found.organisation, found.year, found.step) and may.can_write_for(
        actor, found.organisation.key
    )


def _open_items(actor: Actor, found: Gathered) -> int:
    """How many things are left for this person: those in their name, and those in nobody's."""
    return sum(
        1
        for entry in found.entries
        if not entry.is_ready
        and may.can_tell_of(actor, entry.subject)
        and (
            entry.subject.responsible is None
            or entry.subject.responsible.account is None
            or actor.answers_for(entry.subject.responsible.account)
        )
    )


def _part(actor: Actor, found: Gathered, today: date) -> OwedPart:
    now, days = found.situation(today), found.step.days
    return OwedPart(
        found.year.year,
        days.key,
        days.name.sv,
        days.name.en,
        days.kind,
        found.organisation,
        _open_items(actor, found) if days.kind in FOLLOWED_UP else found.unready,
        now.last_day,
        is_late(now),
        found.submitted.state is State.RETURNED,
    )


def _awaiting(actor: Actor, today: date) -> tuple[Awaiting, ...]:
    if not actor.holds_anywhere(Role.MANAGER, Role.BOARD_SECRETARY):
        return ()
    found = []
    for waiting in waiting_for_others():
        approve = waiting.state is State.READY
        rule = may.can_approve_for if approve else may.can_record_for
        if rule(actor, waiting.organisation.key) and not (not approve and waiting.organisation.is_unit):
            found.append(
                Awaiting(
                    waiting.year,
                    waiting.step,
                    waiting.title,
                    waiting.title_en,
                    waiting.organisation,
                    Move.APPROVE if approve else Move.DECIDE,
                    None if approve or not waiting.meeting or waiting.meeting <= today else waiting.meeting,
                )
            )
    return tuple(found)


def _reach(actor: Actor) -> frozenset[str] | None:
    """The organisations whose doings concern a person; None: all of them."""
    if actor.roles & {Role.STRATEGIST, Role.AUDITOR}:
        return None
    return frozenset(key for grant in actor.grants for key in grant.organisations)
