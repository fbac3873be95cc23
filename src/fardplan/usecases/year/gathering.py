"""What an organisation has to tell of at a step, what it has told, and where it stands: read together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import PlanItem
from fardplan.boards.cycle import FOLLOWED_UP, StepKind, year_at_work
from fardplan.boards.follow_up import OPEN_STATES
from fardplan.boards.mastery import KEPT_ELSEWHERE, Mastery
from fardplan.boards.steps import Situation, State
from fardplan.boards.subjects import PLAN, Subject, subjects_of
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store.council_items import council_of
from fardplan.store.follow_ups import FollowedUp, follow_ups, follow_ups_of
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.people import with_later_names
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_masters import keeper, masters_of
from fardplan.store.years import (
    KnownStep,
    KnownYear,
    Submitted,
    hands_of,
    planners_of,
    step_of,
    steps_of,
    submissions,
    year_of,
)
from fardplan.vocabulary.errors import NotFoundError, RuleError


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing to tell of: what has been told at this step, and what was last told before it."""

    subject: Subject
    now: FollowedUp | None
    before: FollowedUp | None

    @property
    def is_ready(self) -> bool:
        return self.now is not None and self.now.ready


@dataclass(frozen=True, slots=True)
class Gathered:
    """An organisation at a step. `units_waiting`: units below it whose part is not approved yet.

    `elsewhere`: another system keeps its plan and follow-ups.
    """

    year: KnownYear
    step: KnownStep
    organisation: KnownOrganisation
    submitted: Submitted
    entries: tuple[Entry, ...]
    units_waiting: tuple[str, ...] = ()
    elsewhere: Mastery | None = None

    @property
    def unready(self) -> int:
        """How many things nobody has marked ready; for what the budget weighs, whether there is a text."""
        if self.step.days.kind is StepKind.INPUT:
            return 0 if self.submitted.text.strip() else 1
        return sum(1 for entry in self.entries if not entry.is_ready)

    def situation(self, today: date, hands: frozenset[str] = frozenset()) -> Situation:
        return Situation(
            self.submitted.state,
            self.step.days,
            today,
            hands,
            self.unready,
            len(self.units_waiting),
            self.submitted.meeting,
            self.submitted.taken_in_until,
            self.organisation.is_unit,
            self.year.is_closed,
            self.organisation.valid_to,
            self.elsewhere.system if self.elsewhere else None,
        )


def gathered(year: int, step: str, keys: Collection[str], *, today: date) -> tuple[Gathered, ...]:
    """Some organisations at a step, in order; the number of queries does not grow with them.

    Raises `NotFoundError` for a year, step or organisation that is not there.
    """
    found_year, found_step = year_of(year), step_of(year, step)
    listed = organisations()
    _check_there(keys, listed)
    units = [item for item in listed if item.parent in keys and item.is_unit]
    below = {*keys, *(item.key for item in units)}
    handed_in = {item.organisation: item for item in submissions(year, step=step, organisations=below)}
    entries = _entries(found_step, below, today)
    masters = masters_at(found_step)
    return tuple(
        Gathered(
            found_year,
            found_step,
            item,
            handed_in.get(item.key, Submitted(year, step, item.key)),
            entries.get(item.key, ()),
            tuple(unit.key for unit in units if unit.parent == item.key and _waits(unit, entries, handed_in)),
            keeper(masters, item.key),
        )
        for item in listed
        if item.key in keys
    )


def masters_at(step: KnownStep) -> Mapping[str | None, Mastery]:
    """Which organisations another system keeps a step of: it keeps plans and follow-ups, nothing else."""
    return masters_of(step.year) if step.days.kind in KEPT_ELSEWHERE else {}


def gathered_one(year: int, step: str, key: str, *, today: date) -> Gathered:
    return gathered(year, step, [key], today=today)[0]


def _check_there(keys: Iterable[str], listed: Iterable[KnownOrganisation]) -> None:
    names = {item.key for item in listed}
    for key in sorted(set(keys) - names):
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=key),
            instead=there_is((item.name.sv for item in listed), asked=key),
        )


def _waits(
    unit: KnownOrganisation,
    entries: Mapping[str, tuple[Entry, ...]],
    handed_in: Mapping[str, Submitted],
) -> bool:
    """A unit that has something to tell of, and whose part the administration has not approved."""
    state = handed_in[unit.key].state if unit.key in handed_in else State.NOT_BEGUN
    return bool(entries.get(unit.key)) and state not in (State.APPROVED, State.DECIDED, State.ENDED)


def _entries(step: KnownStep, keys: Collection[str], today: date) -> dict[str, tuple[Entry, ...]]:
    if step.days.kind not in FOLLOWED_UP:
        return {}
    on = _day_of(step, today)
    plan = plans_of(step.year, on, sorted(keys))
    council = council_of(step.year, on)
    order = [item.days.key for item in steps_of(step.year)]
    earlier_steps = order[: order.index(step.days.key)]
    told = follow_ups(step.year, organisations=keys)
    now = {(item.organisation, item.ref): item for item in told if item.step == step.days.key}
    before = _before(plan, told, earlier_steps)
    found = {}
    for key in keys:
        settled = {
            ref
            for (organisation, ref), item in before.items()
            if organisation == key
            and item.year == step.year
            and item.told.activity
            and item.told.activity not in OPEN_STATES
            and (key, ref) not in now
        }
        found[key] = tuple(
            Entry(subject, now.get((key, subject.ref)), before.get((key, subject.ref)))
            for subject in subjects_of(key, plan, council, on, settled=settled)
        )
    return found


def _day_of(step: KnownStep, today: date) -> date:
    """The day on which the plan is read: today while the step goes on, its last day afterwards."""
    return min(today, step.days.decided_by)


def _before(
    plan: Iterable[PlanItem], told: Iterable[FollowedUp], earlier_steps: Collection[str]
) -> dict[tuple[str, str], FollowedUp]:
    """What was last told of each thing before this step: this year's, else last year's of its forerunner."""
    came_from = {
        item.carried_from: (item.organisation, f"{PLAN}{item.key}") for item in plan if item.carried_from
    }
    found = {came_from[item.ref.removeprefix(PLAN)]: item for item in follow_ups_of(came_from)}
    for item in told:
        if item.step in earlier_steps:
            found[item.organisation, item.ref] = item
    return found


def year_to_open_at(today: date) -> int | None:
    """The year at which pages of plans open; None before any year was opened."""
    return year_at_work(((step.year, step.days) for step in steps_of()), today)


def takes_part(item: KnownOrganisation, year: KnownYear, step: KnownStep) -> bool:
    """Whether an organisation hands in at a step: it is of a kind that does, and there while it goes on."""
    if item.kind not in year.takes_part or step.days.kind is StepKind.BUDGET:
        return False
    begins = item.valid_from is None or item.valid_from <= step.days.decided_by
    return begins and (item.valid_to is None or item.valid_to >= step.days.opens)


def check_takes_part(found: Gathered) -> None:
    """Raises `RuleError` for an organisation that does not hand in at this step."""
    if found.organisation.is_unit or takes_part(found.organisation, found.year, found.step):
        return
    raise RuleError(
        Sentence(
            "'{organisation}' hands in nothing at {step} {year}",
            organisation=found.organisation.key,
            step=found.step.days.name.sv,
            year=found.year.year,
        ),
        outcome=Sentence("Nothing was changed."),
    )


def hands(found: Gathered) -> frozenset[str]:
    """Who has written in what is handed in; for a plan, in the plan itself too.

    With the names that they have today: a new name is no other pair of eyes.
    """
    who = hands_of(found.submitted)
    if found.step.days.kind is StepKind.PLAN:
        who |= planners_of(found.year.year, found.organisation.key)
    return with_later_names(who)
