"""When an organisation's plan may be written in: while the year's step for plans is open to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fardplan.boards.cycle import StepKind
from fardplan.boards.steps import Move, Situation, State, why_not
from fardplan.presentation.sentences import Sentence
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.years import (
    KnownStep,
    KnownYear,
    Submitted,
    locked_submission,
    move_submission,
    steps_of,
    submissions,
    year_of,
)
from fardplan.usecases.actors import Actor
from fardplan.vocabulary.errors import RuleError


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """An organisation's plan as something that is handed in; `step` is None in a year without such a step."""

    year: KnownYear
    step: KnownStep | None
    organisation: KnownOrganisation
    submitted: Submitted | None

    def why_locked(self, today: date, person: str) -> Sentence | None:
        """Why nothing can be written in the plan today, None where it can."""
        if self.step is None:
            return self._without_step(today)
        return why_not(Move.WRITE, self.situation(today), person)

    def _without_step(self, today: date) -> Sentence | None:
        if self.year.is_closed:
            return Sentence("the year is closed: what was planned is corrected by decision alone")
        ended = self.organisation.valid_to
        return Sentence("the organisation ended on {day}", day=ended) if ended and ended < today else None

    def situation(self, today: date) -> Situation:
        step, submitted = self.step, self.submitted
        if step is None:
            raise AssertionError("there is a situation at a step alone")
        return Situation(
            submitted.state if submitted else State.NOT_BEGUN,
            step.days,
            today,
            meeting=submitted.meeting if submitted else None,
            taken_in_until=submitted.taken_in_until if submitted else None,
            is_unit=self.organisation.is_unit,
            year_closed=self.year.is_closed,
            ended=self.organisation.valid_to,
        )


def plan_desk(year: int, organisation: KnownOrganisation) -> PlanDesk:
    """Where an organisation's plan for a year stands; three queries. Raises `NotFoundError` for the year."""
    found = year_of(year)
    step = next((one for one in steps_of(year) if one.days.kind is StepKind.PLAN), None)
    handed_in = submissions(year, step=step.days.key, organisations=[organisation.key]) if step else ()
    return PlanDesk(found, step, organisation, handed_in[0] if handed_in else None)


def open_plans(
    year: KnownYear, listed: Collection[KnownOrganisation], actor: Actor, today: date
) -> frozenset[str]:
    """Those of some organisations whose plans may be written in today; two queries."""
    step = next((one for one in steps_of(year.year) if one.days.kind is StepKind.PLAN), None)
    keys = [one.key for one in listed]
    handed_in = submissions(year.year, step=step.days.key, organisations=keys) if step and keys else ()
    of = {one.organisation: one for one in handed_in}
    desks = (PlanDesk(year, step, one, of.get(one.key)) for one in listed)
    return frozenset(desk.organisation.key for desk in desks if desk.why_locked(today, actor.name) is None)


def check_plan_open(desk: PlanDesk, actor: Actor, today: date) -> None:
    """Raises `RuleError` where the plan is locked, and where it is not, marks it as one being written."""
    reason = desk.why_locked(today, actor.name)
    if reason:
        raise RuleError(
            reason,
            instead=Sentence("The strategist can open it again by decision, or take it in late."),
            outcome=Sentence("Nothing was changed."),
        )
    begin(desk, actor, today)


def begin(desk: PlanDesk, actor: Actor, today: date) -> None:
    if desk.step is None or (desk.submitted and desk.submitted.state is not State.NOT_BEGUN):
        return
    now = locked_submission(desk.step, desk.organisation.key, by=actor.name)
    if now.state is State.NOT_BEGUN:
        move_submission(now, Move.WRITE, State.WRITING, by=actor.name, day=today)
