"""What the council asks of boards that have ended goes on to the board that takes over from them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from fardplan.boards.chain import CouncilItem
from fardplan.boards.changes import ChangeKind, Move
from fardplan.boards.merging import Takeover
from fardplan.boards.plan_fields import council_fields
from fardplan.store.council_items import council_of, council_year
from fardplan.store.decision_records import TakenDecision
from fardplan.usecases.actors import Actor
from fardplan.usecases.year.changes import Proposal, approve_annex, move_change, propose_change
from fardplan.usecases.year.council_items import change_council_item


def asked_of_the_ended(year: int, what: Takeover, today: date) -> tuple[CouncilItem, ...]:
    """What the council asks of a predecessor and not of the successor, in a year."""
    return tuple(
        item
        for item in council_of(year, today)
        if item.responsible & set(what.predecessors) and what.successor not in item.responsible
    )


def hand_on(
    asked: Mapping[int, tuple[CouncilItem, ...]],
    what: Takeover,
    decision: TakenDecision,
    *,
    recorded: int,
    actor: Actor,
    today: date,
) -> int:
    """Let the successor answer for it, and tell how much that was; targets given to boards stay theirs.

    In an adopted budget it is a change by the decision, from the day after the predecessors ended; before
    that the budget itself is changed.
    """
    for year, items in asked.items():
        if council_year(year, today).adopted_by(today):
            _by_decision(year, items, what, decision, recorded, actor, today)
        else:
            for item in items:
                _in_the_budget(year, item, what, actor, today)
    return sum(len(items) for items in asked.values())


def _responsible(item: CouncilItem, what: Takeover) -> frozenset[str]:
    return (item.responsible - set(what.predecessors)) | {what.successor}


def _by_decision(
    year: int,
    items: tuple[CouncilItem, ...],
    what: Takeover,
    decision: TakenDecision,
    recorded: int,
    actor: Actor,
    today: date,
) -> None:
    numbers = []
    for item in items:
        after = ", ".join(sorted(_responsible(item, what)))
        proposal = Proposal(ChangeKind.RESPONSIBLE, item.key, after, decision.text or decision.reference)
        change = propose_change(year, proposal, actor=actor, today=today)
        numbers.append(change.number)
        move_change(year, change.number, Move.COLLECT, actor=actor, today=today)
    if numbers:
        effect = max(what.day + timedelta(days=1), decision.day)
        approve_annex(year, numbers, decision, effect, actor=actor, today=today, recorded=recorded)


def _in_the_budget(year: int, item: CouncilItem, what: Takeover, actor: Actor, today: date) -> None:
    changed = replace(item, responsible=_responsible(item, what))
    change_council_item(
        year, item.key, council_fields(changed), revision=item.revision, actor=actor, today=today
    )
