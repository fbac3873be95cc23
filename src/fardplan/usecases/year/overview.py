"""The years that there are, and one of them at a glance."""

from dataclasses import dataclass
from datetime import date

from fardplan.boards.cycle import current_step
from fardplan.boards.progress import Summary, summary
from fardplan.presentation.sentences import Sentence
from fardplan.store import follow_ups as told
from fardplan.store import years as store
from fardplan.store.follow_ups import Corrected
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.years import KnownStep, KnownYear
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.closing import Left, check_can_be_closed, left_in, reopened, why_closed
from fardplan.usecases.year.merging import mergers_waiting
from fardplan.usecases.year.progress import year_progress
from fardplan.vocabulary.audit import AuditEntry
from fardplan.vocabulary.errors import RuleError


@dataclass(frozen=True, slots=True)
class Years:
    """Every year, the latest first. `next_year` may be opened by the person; `mergers` wait for them."""

    years: tuple[KnownYear, ...]
    next_year: int | None
    mergers: tuple[KnownOrganisation, ...]


def all_years(actor: Actor, *, today: date) -> Years:
    """The years there are. Raises `PermissionDenied`."""
    may.check(may.can_read_year, actor)
    found = store.years()
    if not may.can_coordinate(actor):
        return Years(found, None, ())
    following = max((item.year for item in found), default=today.year - 1) + 1
    return Years(found, following, mergers_waiting(actor, today=today))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a year with where its organisations stand; `is_now`: it is what people work with."""

    step: KnownStep
    summary: Summary | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year at a glance. `corrections` are what decisions have corrected in it.

    `left`: what it waits for once its day to be closed has come; of a closed year, what it was closed
    without, for the reason `why_closed`. `can_close`: the person may close it now, with a reason where
    something is left. `reopened`: when it was last opened again, and why.
    """

    year: KnownYear
    steps: tuple[Step, ...]
    corrections: tuple[Corrected, ...]
    coordinates: bool
    can_close: bool
    left: tuple[Left, ...]
    why_closed: str | None
    reopened: AuditEntry | None
    years: tuple[int, ...]
    simulated: bool


def year_page(actor: Actor, year: int, *, today: date) -> YearPage:
    """A year at a glance. Raises `PermissionDenied` and `NotFoundError`."""
    progress = year_progress(actor, year, today=today)
    days = store.steps_of(year)
    now = current_step([item.days for item in days], today)
    cells = [cell for row in progress.rows for cell in row.cells if cell]
    of_step = {
        step.days.key: summary(cell for cell in cells if cell.step == step.days.key)
        for step in progress.steps
    }
    coordinates = may.can_coordinate(actor)
    found = progress.year
    is_over = today >= found.closes
    return YearPage(
        found,
        tuple(
            Step(step, of_step.get(step.days.key), now is not None and now.key == step.days.key)
            for step in days
        ),
        told.corrections(year),
        coordinates,
        coordinates and is_over and not found.is_closed,
        left_in(progress, today) if is_over else (),
        why_closed(found),
        reopened(found),
        tuple(item.year for item in store.years()),
        any(row.simulated for row in progress.rows),
    )


def days_of_step(actor: Actor, year: int, step: str) -> KnownStep:
    """A step whose days somebody wants to set. Raises `PermissionDenied` and `NotFoundError`."""
    may.check(may.can_coordinate, actor)
    return store.step_of(year, step)


def year_to_close(actor: Actor, year: int, *, today: date) -> YearPage:
    """A year that somebody wants to close, with what is left in it.

    Raises `PermissionDenied`, and `RuleError` for one that is closed or whose day has not come.
    """
    may.check(may.can_coordinate, actor)
    found = year_page(actor, year, today=today)
    check_can_be_closed(found.year, today)
    return found


def year_to_reopen(actor: Actor, year: int) -> KnownYear:
    """A closed year that somebody wants to open again. Raises `PermissionDenied` and `RuleError`."""
    may.check(may.can_coordinate, actor)
    found = store.year_of(year)
    if not found.is_closed:
        raise RuleError(Sentence("the year is open already"), outcome=Sentence("Nothing was changed."))
    return found
