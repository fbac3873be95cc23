"""How far every board has come, for whoever coordinates the year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.mastery import KEPT_ELSEWHERE, Mastery
from fardplan.boards.progress import Progress, Summary, progress_of, summary
from fardplan.boards.steps import Situation, State
from fardplan.boards.subjects import ASKED_OF_BOARDS, COUNCIL
from fardplan.store.council_items import CouncilYear, council_year
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.plan_masters import keeper, masters_by_year, masters_of
from fardplan.store.progress import Contact, PlanSpan, contacts, finished_at, plan_spans, ready_counts
from fardplan.store.years import (
    KnownStep,
    KnownYear,
    Submitted,
    steps_of,
    submissions,
    submissions_by_year,
    year_of,
    years,
)
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.gathering import takes_part


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation's way through the steps of a year; None where it does not hand in at one."""

    organisation: KnownOrganisation
    cells: tuple[Progress | None, ...]
    contacts: tuple[Contact, ...]
    simulated: bool = False

    @property
    def is_late(self) -> bool:
        return any(cell.late for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class YearProgress:
    """All organisations at all steps of a year that they hand in at."""

    year: KnownYear
    steps: tuple[KnownStep, ...]
    rows: tuple[Row, ...]


def year_progress(actor: Actor, year: int, *, today: date) -> YearProgress:
    """How far every organisation has come with every step of a year.

    The number of queries is the same for one organisation as for all. Raises `PermissionDenied` and
    `NotFoundError`.
    """
    may.check(may.can_read_year, actor)
    found = year_of(year)
    return _progress(found, today)


def _progress(found: KnownYear, today: date) -> YearProgress:
    steps = tuple(item for item in steps_of(found.year) if item.days.kind is not StepKind.BUDGET)
    handed_in = {(item.step, item.organisation): item for item in submissions(found.year)}
    simulated = {item.organisation for item in handed_in.values() if item.origin == "simulated"}
    asked, ready = _Asked(found.year, steps, today), ready_counts(found.year)
    masters = masters_of(found.year)
    to_ask: dict[str, list[Contact]] = {}
    for contact in contacts(None, today):
        to_ask.setdefault(contact.organisation, []).append(contact)
    rows = []
    for item in organisations():
        cells = tuple(
            _cell(found, step, item, handed_in, asked, ready, _keeper(masters, item, step), today)
            if takes_part(item, found, step)
            else None
            for step in steps
        )
        if any(cells):
            rows.append(Row(item, cells, tuple(to_ask.get(item.key, ())), item.key in simulated))
    return YearProgress(found, steps, tuple(rows))


class _Asked:
    """How many things each organisation tells of at each step."""

    def __init__(self, year: int, steps: tuple[KnownStep, ...], today: date) -> None:
        self._today = today
        order = [step.days.key for step in steps]
        self._earlier = {key: frozenset(order[:place]) for place, key in enumerate(order)}
        self._finished: dict[str, dict[str, frozenset[str]]] = {}
        for (organisation, ref), at in finished_at(year).items():
            self._finished.setdefault(organisation, {})[ref] = at
        self._spans: dict[str, list[PlanSpan]] = {}
        for span in plan_spans(year):
            self._spans.setdefault(span.organisation, []).append(span)
        council = council_year(year, today)
        self._answers = {day: _answers(council, day) for day in {self._on(step) for step in steps}}

    def _on(self, step: KnownStep) -> date:
        return min(self._today, step.days.decided_by)

    def count(self, step: KnownStep, organisation: str) -> int:
        if step.days.kind not in FOLLOWED_UP:
            return 0
        on, key = self._on(step), step.days.key
        live = {span.ref for span in self._spans.get(organisation, ()) if span.is_live(on)}
        live |= self._answers[on].get(organisation, frozenset())
        finished = self._finished.get(organisation, {})
        settled = (ref for ref, at in finished.items() if key not in at and at & self._earlier[key])
        return len(live.difference(settled))


def _answers(council: CouncilYear, day: date) -> Mapping[str, frozenset[str]]:
    """What the council asks of each organisation on a day."""
    found: dict[str, set[str]] = {}
    for item in council.on(day):
        if item.kind in ASKED_OF_BOARDS and item.is_live(day):
            for organisation in item.responsible:
                found.setdefault(organisation, set()).add(f"{COUNCIL}{item.key}")
    return {key: frozenset(refs) for key, refs in found.items()}


def _keeper(
    masters: Mapping[str | None, Mastery], item: KnownOrganisation, step: KnownStep
) -> Mastery | None:
    return keeper(masters, item.key) if step.days.kind in KEPT_ELSEWHERE else None


@dataclass(frozen=True, slots=True)
class StepAtWork:
    """A step that has opened and is not decided by all: where its organisations stand."""

    step: KnownStep
    summary: Summary
    simulated: bool


def steps_at_work(actor: Actor, *, today: date) -> tuple[StepAtWork, ...]:
    """The steps that whoever coordinates the years looks after today; nothing for anybody else.

    What is due first stands first. Constant queries.
    """
    if not may.can_coordinate(actor):
        return ()
    open_years = [year for year in years() if not year.is_closed]
    numbers = tuple(year.year for year in open_years)
    steps = [
        item for item in steps_of() if item.days.opens <= today and item.days.kind is not StepKind.BUDGET
    ]
    handed_in, masters, listed = submissions_by_year(numbers), masters_by_year(numbers), organisations()
    found = [
        item
        for year in open_years
        for item in _at_work(
            year,
            [step for step in steps if step.year == year.year],
            {(one.step, one.organisation): one for one in handed_in[year.year]},
            masters[year.year],
            listed,
            today,
        )
    ]
    return tuple(sorted(found, key=lambda item: item.step.days.ready_by))


def _at_work(
    year: KnownYear,
    steps: Iterable[KnownStep],
    handed_in: Mapping[tuple[str, str], Submitted],
    masters: Mapping[str | None, Mastery],
    listed: Iterable[KnownOrganisation],
    today: date,
) -> list[StepAtWork]:
    found = []
    for step in steps:
        nows = (
            _situation(year, step, item, handed_in, _keeper(masters, item, step), today)
            for item in listed
            if takes_part(item, year, step)
        )
        told = summary(progress_of("", now, 0) for now in nows if now.state is not State.ENDED)
        if told.settled < told.all:
            simulated = any(
                at == step.days.key and item.origin == "simulated" for (at, _), item in handed_in.items()
            )
            found.append(StepAtWork(step, told, simulated))
    return found


def _cell(
    year: KnownYear,
    step: KnownStep,
    item: KnownOrganisation,
    handed_in: Mapping[tuple[str, str], Submitted],
    asked: _Asked,
    ready: Mapping[tuple[str, str], int],
    elsewhere: Mastery | None,
    today: date,
) -> Progress:
    items = asked.count(step, item.key)
    now = _situation(year, step, item, handed_in, elsewhere, today)
    unready = max(0, items - ready.get((step.days.key, item.key), 0))
    return progress_of(item.key, replace(now, unready=unready), items)


def _situation(
    year: KnownYear,
    step: KnownStep,
    item: KnownOrganisation,
    handed_in: Mapping[tuple[str, str], Submitted],
    elsewhere: Mastery | None,
    today: date,
) -> Situation:
    key = (step.days.key, item.key)
    submitted = handed_in.get(key, Submitted(year.year, *key))
    return Situation(
        submitted.state,
        step.days,
        today,
        meeting=submitted.meeting,
        taken_in_until=submitted.taken_in_until,
        year_closed=year.is_closed,
        ended=item.valid_to,
        kept_in=elsewhere.system if elsewhere else None,
    )
