"""A board takes over from others that ended: seen first, then done in one step by decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from fardplan.boards.chain import CouncilItem, PlanItem
from fardplan.boards.merging import Handed, Takeover, handed_over, successors_waiting, takeover
from fardplan.boards.steps import SETTLED, Move
from fardplan.boards.steps import check as check_policy
from fardplan.presentation.sentences import Sentence
from fardplan.store import years as store
from fardplan.store.audit import record
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.organisations import KnownOrganisation, mark_taken_over, organisations, taken_over
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_saves import hand_to_organisation
from fardplan.store.progress import Contact, contacts
from fardplan.store.turns import Turn, take_turn
from fardplan.store.years import KnownStep, KnownYear, Submitted
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.grants import carry_grants
from fardplan.usecases.year import may
from fardplan.usecases.year.bringing import bring
from fardplan.usecases.year.gathering import gathered, takes_part
from fardplan.usecases.year.handing_on import asked_of_the_ended, hand_on
from fardplan.vocabulary.errors import RuleError


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that a board which has ended never decided: it ends with the board."""

    step: KnownStep
    submitted: Submitted


@dataclass(frozen=True, slots=True)
class Merger:
    """What a takeover would do in the years that are open.

    `plans`: what goes on and what ends of the predecessors' plans, by year. `endings`: what they never
    decided. `people`: who write for them today and may be offered to write for the successor.
    """

    what: Takeover
    successor: KnownOrganisation
    predecessors: tuple[KnownOrganisation, ...]
    plans: Mapping[int, Handed]
    endings: tuple[Ending, ...]
    people: tuple[Contact, ...]
    asked_of_none: Mapping[int, tuple[CouncilItem, ...]]

    @property
    def going_on(self) -> int:
        return sum(len(handed.goes_on) for handed in self.plans.values())


def mergers_waiting(actor: Actor, *, today: date) -> tuple[KnownOrganisation, ...]:
    """The boards whose predecessors have ended and that have not taken over from them yet.

    Only where the predecessors have something in an open year that the board takes part in.
    """
    may.check(may.can_coordinate, actor)
    listed = organisations()
    waiting = successors_waiting([item.body for item in listed], taken_over(), today)
    with_plans = {
        year.year: {item.organisation for item in plans_of(year.year, today) if item.is_live(today)}
        for year in store.years()
        if not year.is_closed
    }
    ended = {item.key: item.successors for item in listed}
    return tuple(
        item
        for item in listed
        if item.key in waiting
        and any(item.key in ended[board] for year in _years_of(item) for board in with_plans[year.year])
    )


def merger(actor: Actor, successor: str, *, today: date) -> Merger:
    """What taking over would do. Raises `RuleError` where it is not as simple: a split, a day to come."""
    may.check(may.can_coordinate, actor)
    listed = organisations()
    found = takeover([item.body for item in listed], successor, today)
    done = taken_over() & set(found.predecessors)
    if done:
        raise RuleError(
            Sentence("'{board}' has taken over already", board=successor),
            outcome=Sentence("Nothing was changed."),
        )
    heir = next(item for item in listed if item.key == successor)
    years = _years_of(heir)
    return Merger(
        found,
        heir,
        tuple(item for item in listed if item.key in found.predecessors),
        {year.year: _handed(year, found, today) for year in years},
        tuple(item for year in years for item in _endings(year, found, listed)),
        contacts(found.predecessors, today),
        {year.year: asked_of_the_ended(year.year, found, today) for year in years},
    )


def _years_of(successor: KnownOrganisation) -> list[KnownYear]:
    """The open years in which a board still has something to hand in: earlier ones are its predecessors'."""
    return [
        year
        for year in store.years()
        if not year.is_closed and any(takes_part(successor, year, step) for step in store.steps_of(year.year))
    ]


def _handed(year: KnownYear, what: Takeover, today: date) -> Handed:
    plans: dict[str, list[PlanItem]] = {}
    for item in plans_of(year.year, today, what.predecessors):
        plans.setdefault(item.organisation, []).append(item)
    return handed_over(plans, replace(what, day=today))


def _endings(year: KnownYear, what: Takeover, listed: tuple[KnownOrganisation, ...]) -> tuple[Ending, ...]:
    handed_in = {(item.step, item.organisation): item for item in store.submissions(year.year)}
    there = {item.key: item for item in listed}
    found = []
    for step in store.steps_of(year.year):
        for key in what.predecessors:
            if not takes_part(there[key], year, step):
                continue
            blank = Submitted(year.year, step.days.key, key)
            submitted = handed_in.get((step.days.key, key), blank)
            if submitted.state not in SETTLED:
                found.append(Ending(step, submitted))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a takeover did: how much went on, how much ended undecided, how many roles were given, and how
    much of what the council asks is asked of the successor now."""

    items: int
    endings: int
    grants: int
    asked: int = 0


def merge(
    actor: Actor,
    successor: str,
    decision: TakenDecision,
    *,
    today: date,
    at: datetime,
    with_grants: bool = True,
    with_council: bool = True,
) -> Merged:
    """Let a board take over from those that ended into it, by decision; all of it or nothing.

    Their open items go on in its plan with a link to where they came from; theirs stay to be read. What they
    never decided ends with the decision. Who wrote for them may write for it, unless `with_grants` is false;
    what the council asks of them is asked of it, unless `with_council` is false.
    """
    with transaction.atomic():
        take_turn(Turn.YEARS, Turn.PLANS, Turn.COUNCIL, Turn.PEOPLE)
        found = merger(actor, successor, today=today)
        if decision.day > today:
            raise RuleError(
                Sentence("the decision is dated {day}, which has not come yet", day=decision.day),
                outcome=Sentence("Nothing was changed."),
            )
        number = record_decision(decision, by=actor.name)
        why = f"{successor}: {decision.reference}"
        items = sum(_carried(found, year, handed, actor, today, why) for year, handed in found.plans.items())
        for ending in found.endings:
            _ended(ending, actor, today, number, decision)
        grants = 0
        if with_grants:
            for key in found.what.predecessors:
                grants += carry_grants(key, successor, by=actor.name, today=today, at=at, why=why)
        asked = 0
        if with_council:
            asked = hand_on(
                found.asked_of_none, found.what, decision, recorded=number, actor=actor, today=today
            )
        mark_taken_over(successor, found.what.predecessors, decision=number, by=actor.name)
        record(
            actor.name,
            "take over",
            successor,
            before={"organisations": list(found.what.predecessors)},
            after={"items": items, "ended": len(found.endings), "grants": grants, "asked": asked},
            why=decision.text,
            decision=decision.reference,
        )
    return Merged(items, len(found.endings), grants, asked)


def _carried(found: Merger, year: int, handed: Handed, actor: Actor, today: date, why: str) -> int:
    keys = {item.key for item in handed.goes_on}
    bring(
        [
            replace(
                item,
                organisation=found.what.successor,
                parent=item.parent if item.parent in keys else None,
                carried_from=item.key,
                revision=1,
            )
            for item in handed.goes_on
        ],
        by=actor.name,
        day=today,
    )
    if keys:
        hand_to_organisation(sorted(keys), why=why, by=actor.name, day=today)
    del year
    return len(keys)


def _ended(ending: Ending, actor: Actor, today: date, number: int, decision: TakenDecision) -> None:
    step, key = ending.step, ending.submitted.organisation
    held = store.locked_submission(step, key, by=actor.name)
    found = gathered(step.year, step.days.key, [key], today=today)[0]
    situation = replace(found, submitted=held).situation(today)
    state = check_policy(Move.END, situation, actor.name, decided=decision.day)
    store.move_submission(
        held, Move.END, state, by=actor.name, day=today, comment=decision.text, decision=number
    )
