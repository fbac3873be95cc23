"""Changes within a year of what the council asks: proposed, collected as the annex, approved together."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.changes import (
    CHANGE,
    Change,
    ChangeKind,
    Move,
    State,
    approved,
    check_can_approve,
    declined,
    outdated,
    proposed_change,
)
from fardplan.boards.plan_fields import Fields
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.version import Decision
from fardplan.store.audit import record
from fardplan.store.change_requests import add_change, change_numbered, move_changes, settle_new
from fardplan.store.council_items import CouncilYear, council_year
from fardplan.store.council_saves import add_council_items
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.organisations import organisations
from fardplan.store.turns import Turn, take_turn
from fardplan.store.years import year_of
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.year import may
from fardplan.usecases.year.council_items import check_item, new_item
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied, RuleError

NOTHING = Sentence("Nothing was changed.")


def can_propose(actor: Actor, organisation: str | None) -> bool:
    """May propose a change: a strategist, and a controller for their own organisation."""
    if Role.STRATEGIST in actor.roles:
        return True
    return organisation is not None and may.can_write_for(actor, organisation)


def check_can_propose(actor: Actor, organisation: str | None) -> None:
    if not can_propose(actor, organisation):
        raise PermissionDenied(
            Sentence("{name} may not propose changes here", name=actor.name),
            instead=Sentence("A strategist may, and a controller for their own organisation."),
            outcome=Sentence("Nothing was proposed."),
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person fills in: the one form for every kind of change.

    `item` is a key of the council's; for something new it is empty, and `new` has its fields with `new_kind`.
    `after` is the wording, the yearly target or the organisations' keys. `organisation` says whose target.
    """

    kind: ChangeKind
    item: str = ""
    after: str | None = None
    why: str = ""
    organisation: str | None = None
    proposed_for: str | None = None
    new_kind: ItemKind | None = None
    new: Fields | None = None


def propose_change(year: int, proposal: Proposal, *, actor: Actor, today: date) -> Change:
    """Propose a change of what the council asks, once its budget is adopted.

    Raises `RuleError` before that and for what does not apply, `InputError` without reason or effect.
    """
    check_can_propose(actor, proposal.proposed_for)
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _adopted(year, today)
        for key in filter(None, (proposal.organisation, proposal.proposed_for)):
            _check_organisation(key)
        if proposal.kind is ChangeKind.NEW:
            return _propose_new(year, proposal, there, actor, today)
        current = {item.key: item for item in there.on(today)}
        if proposal.kind is ChangeKind.RESPONSIBLE:
            for key in filter(None, (one.strip() for one in (proposal.after or "").split(","))):
                _check_organisation(key)
        _check_measure(proposal, current.get(proposal.item))
        change = proposed_change(
            _change(year, proposal, proposal.item, actor, today), current.get(proposal.item)
        )
        return _kept(change, actor)


def _check_measure(proposal: Proposal, item: CouncilItem | None) -> None:
    if proposal.kind is ChangeKind.TARGET and item and item.kind is not ItemKind.COUNCIL_INDICATOR:
        raise InputError(
            Sentence("only an indicator has a yearly target"),
            instead=Sentence("Choose an indicator, or another kind of change."),
            outcome=Sentence("Nothing was proposed."),
        )


def _propose_new(year: int, proposal: Proposal, there: CouncilYear, actor: Actor, today: date) -> Change:
    """The new thing is kept as proposed; it is there once its change has taken effect."""
    item = new_item(year, proposal.new_kind or ItemKind.COUNCIL_INDICATOR, proposal.new or {}, there)
    check_item(item, there.on(today))
    told = replace(_change(year, proposal, item.key, actor, today), after=item.text)
    change = proposed_change(told, None)
    add_council_items([item], by=actor.name, day=today, state="proposed")
    return _kept(change, actor)


def _change(year: int, proposal: Proposal, item: str, actor: Actor, today: date) -> Change:
    return Change(
        0,
        year,
        item,
        proposal.kind,
        None,
        proposal.after,
        proposal.why,
        actor.name,
        today,
        organisation=proposal.organisation if proposal.kind is ChangeKind.TARGET else None,
        proposed_for=proposal.proposed_for,
    )


def _kept(change: Change, actor: Actor) -> Change:
    added = add_change(change)
    record(
        actor.name,
        "propose change",
        subject_of(added),
        before={added.kind.value: added.before},
        after={added.kind.value: added.after, "item": added.item},
        why=added.why,
    )
    return added


def _check_organisation(key: str) -> None:
    there = {item.key for item in organisations()}
    if key not in there:
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=key),
            instead=there_is(there, asked=key),
            outcome=Sentence("Nothing was proposed."),
        )


def _adopted(year: int, today: date) -> CouncilYear:
    if year_of(year).is_closed:
        raise RuleError(Sentence("the year is closed"), outcome=NOTHING)
    there = council_year(year, today)
    if not there.adopted_by(today):
        raise RuleError(
            Sentence("the budget is not adopted yet"),
            instead=Sentence("Until it is, a strategist changes what the council asks without a decision."),
            outcome=NOTHING,
        )
    return there


def move_change(year: int, number: int, move: Move, *, actor: Actor, today: date, why: str = "") -> Change:
    """Put a change in the annex or take it out, decline or withdraw it; `approve_annex` approves.

    To decline it takes a reason, which who proposed it is told.
    """
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _adopted(year, today)
        change = change_numbered(year, number)
        _check_may_move(change, move, actor)
        settled = declined(change, why) if move is Move.DECLINE else _moved(change, move, there, today)
        move_changes([settled], by=actor.name)
        if change.kind is ChangeKind.NEW and settled.state in (State.DECLINED, State.WITHDRAWN):
            settle_new(year, [change.item], active=False)
        record(
            actor.name,
            f"{move.value} change",
            subject_of(change),
            before={"state": change.state.value},
            after={"state": settled.state.value},
            why=settled.declined_why,
        )
    return settled


def _check_may_move(change: Change, move: Move, actor: Actor) -> None:
    if move is Move.WITHDRAW:
        check_can_propose(actor, change.proposed_for)
    else:
        may.check(may.can_coordinate, actor)
    if move is Move.APPROVE:
        raise RuleError(
            Sentence("changes are approved together, with a decision"),
            instead=Sentence("Put it in the annex."),
            outcome=NOTHING,
        )


def _moved(change: Change, move: Move, there: CouncilYear, today: date) -> Change:
    settled = replace(change, state=CHANGE.check(move, change))
    if move is Move.COLLECT and outdated(change, _current(there, today).get(change.item)):
        raise RuleError(
            Sentence("number {number} starts from something that no longer applies", number=change.number),
            instead=Sentence("Decline it, and propose it anew."),
            outcome=NOTHING,
        )
    return settled


def approve_annex(
    year: int,
    numbers: Collection[int],
    decision: TakenDecision,
    effect: date,
    *,
    actor: Actor,
    today: date,
    recorded: int | None = None,
) -> tuple[Change, ...]:
    """Record the decision by which the council approves changes of the annex, together; they count from
    `effect`. `recorded`: the number of the decision where it has been recorded already.

    All or none: raises `RuleError` where one of them is not in the annex, starts from what no longer
    applies, or concerns the same as another.
    """
    may.check(may.can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _adopted(year, today)
        if not numbers:
            raise InputError(
                Sentence("no change was chosen"),
                instead=Sentence("Choose those that the council approved."),
                outcome=Sentence("Nothing was approved."),
            )
        if decision.day > today:
            raise RuleError(
                Sentence("the decision is dated {day}, which has not come yet", day=decision.day),
                outcome=Sentence("Nothing was approved."),
            )
        chosen = [change_numbered(year, number) for number in sorted(set(numbers))]
        check_can_approve(chosen, _current(there, today))
        told = Decision(body=decision.body, date=decision.day, paragraph=decision.paragraph, dnr=decision.dnr)
        settled = tuple(approved(change, told, effect) for change in chosen)
        number = record_decision(decision, by=actor.name) if recorded is None else recorded
        move_changes(settled, by=actor.name, decision=number)
        new = [change.item for change in settled if change.kind is ChangeKind.NEW]
        settle_new(year, new, active=True)
        for change in settled:
            record(
                actor.name,
                "approve change",
                subject_of(change),
                before={change.kind.value: change.before},
                after={change.kind.value: change.after, "effect": effect.isoformat()},
                decision=decision.reference,
            )
    return settled


def _current(there: CouncilYear, today: date) -> dict[str, CouncilItem]:
    return {item.key: item for item in there.on(today)}


def subject_of(change: Change) -> str:
    """What the log calls a change."""
    return f"change {change.year} {change.number}"
