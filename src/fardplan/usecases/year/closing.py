"""A year that is over is closed, and opened again by decision."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.boards.closing import check_can_close, is_waited_for
from fardplan.boards.progress import Progress
from fardplan.presentation.sentences import Sentence
from fardplan.store import years as store
from fardplan.store.audit import Wanted, newest_entry, record
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.turns import Turn, take_turn
from fardplan.store.years import KnownStep, KnownYear
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.progress import YearProgress, year_progress
from fardplan.vocabulary.audit import AuditEntry
from fardplan.vocabulary.errors import RuleError

CLOSED, REOPENED = "close year", "reopen year"
"""How the log calls that a year is closed, and opened again."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a year waits for of an organisation, at each step where it does."""

    organisation: KnownOrganisation
    steps: tuple[tuple[KnownStep, Progress], ...]


def left_in(found: YearProgress, today: date) -> tuple[Left, ...]:
    """What a year waits for before it is closed; of a closed year, what it was closed without."""
    on = found.year.closed_on or today
    left = []
    for row in found.rows:
        steps = tuple(
            (step, cell)
            for step, cell in zip(found.steps, row.cells, strict=True)
            if cell
            and is_waited_for(
                step.days, cell, opened=found.year.opened_on, ended=row.organisation.valid_to, today=on
            )
        )
        if steps:
            left.append(Left(row.organisation, steps))
    return tuple(left)


def why_closed(year: KnownYear) -> str | None:
    """Why a year was closed before everything was decided; None where everything was."""
    if not year.is_closed:
        return None
    found = newest_entry(Wanted(action=CLOSED, subject=f"year {year.year}"))
    return found.why if found else None


def reopened(year: KnownYear) -> AuditEntry | None:
    """When a year was last opened again, by whom, why and by which decision; None where it never was."""
    return newest_entry(Wanted(action=REOPENED, subject=f"year {year.year}"))


def check_can_be_closed(year: KnownYear, today: date) -> None:
    """Raises `RuleError` for a year that is closed, or whose day to be closed has not come."""
    if year.is_closed:
        raise RuleError(Sentence("the year is closed already"), outcome=Sentence("Nothing was changed."))
    check_can_close(year.closes, 0, today)


def years_to_close(actor: Actor, *, today: date) -> tuple[int, ...]:
    """The years that a person may close and whose day has come, whether or not something is left in them."""
    if not may.can_coordinate(actor):
        return ()
    return tuple(item.year for item in store.years() if not item.is_closed and today >= item.closes)


def close_year(actor: Actor, year: int, *, today: date, why: str = "") -> None:
    """Close a year: it stays to be read, and is corrected by decision alone.

    Raises `RuleError` before its day, and while a board has something left to decide, unless it is said `why`
    the year is closed all the same.
    """
    may.check(may.can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.YEARS)
        found = year_progress(actor, year, today=today)
        check_can_be_closed(found.year, today)
        left = [
            f"{step.days.key} {one.organisation.key}"
            for one in left_in(found, today)
            for step, _ in one.steps
        ]
        check_can_close(found.year.closes, len(left), today, why=why)
        store.close_year(year, by=actor.name, day=today)
        after: dict[str, object] = {"state": "closed"} | ({"without": left} if left else {})
        record(actor.name, CLOSED, f"year {year}", after=after, why=why.strip() if left else None)


def reopen_year(actor: Actor, year: int, decision: TakenDecision, *, why: str, today: date) -> None:
    """Open a closed year again by decision; it can be closed anew as before.

    What boards have decided stays decided: it is sent back board by board. Raises `RuleError` for a year
    that is open, and for a decision dated after today.
    """
    may.check(may.can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.YEARS)
        found = store.year_of(year)
        if not found.is_closed:
            raise RuleError(Sentence("the year is open already"), outcome=Sentence("Nothing was changed."))
        if decision.day > today:
            raise RuleError(
                Sentence("the decision is dated {day}, which has not come yet", day=decision.day),
                outcome=Sentence("Nothing was changed."),
            )
        record_decision(decision, by=actor.name)
        store.reopen_year(year)
        record(
            actor.name,
            REOPENED,
            f"year {year}",
            before={"state": "closed", "closed_on": f"{found.closed_on}"},
            after={"state": "open"},
            why=why,
            decision=decision.reference,
        )
