"""Decision points on their way to where they bind: sending them, and what each body did."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.relaying import RELAY, Move, State, heirs, suggested
from fardplan.roadmap.version import Decision, DecisionPoint, RoadmapVersion
from fardplan.store import relays as kept
from fardplan.store.audit import record
from fardplan.store.decision_records import record_decision
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.relays import KeptRelay, NewRelay
from fardplan.store.roadmaps import version_numbered
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_moves import GivenDecision
from fardplan.usecases.steering.case_rights import (
    can_record_decision,
    check_can_record_decision,
    check_can_relay,
)
from fardplan.usecases.steering.relay_pages import body_of, point_of, relay_page, situation_of
from fardplan.vocabulary.errors import EditConflict, InputError, RuleError
from fardplan.vocabulary.text import Text

NOTHING = Sentence("Nothing was changed.")


def send(
    version: int,
    point: int,
    bodies: Collection[str],
    *,
    due: date | None,
    note: str,
    actor: Actor,
    today: date,
    relayed: bool = True,
) -> int:
    """Send a decision point of an adopted edition to bodies; how many it is new to.

    Companies that another company passes it on to wait until that one has done so. `relayed`: it has been
    sent; else it waits.
    """
    check_can_relay(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        edition = version_numbered(version)
        found = point_of(edition, point)
        if edition.decision is None:
            raise RuleError(
                Sentence("version {number} has not been adopted", number=version),
                instead=Sentence("Decision points are relayed when the council has adopted the roadmap."),
                outcome=NOTHING,
            )
        if not bodies:
            raise InputError(Sentence("no body is chosen"), where="bodies", outcome=NOTHING)
        if due is not None and due < today:
            raise InputError(
                Sentence("the last day {day} has passed already", day=due), where="due", outcome=NOTHING
            )
        new = _sent(edition, found, bodies, due, note, relayed, actor, today)
        record(
            actor.name,
            "relay decision point",
            f"roadmap {version} point {point}",
            after={"bodies": sorted(bodies), "due": str(due) if due else None, "new": new},
            why=note.strip() or None,
            decision=f"{edition.decision.body} {edition.decision.date} {edition.decision.paragraph}, "
            f"{edition.decision.dnr}",
        )
    return new


def _sent(
    edition: RoadmapVersion,
    point: DecisionPoint,
    bodies: Collection[str],
    due: date | None,
    note: str,
    relayed: bool,
    actor: Actor,
    today: date,
) -> int:
    listed = [body_of(item) for item in organisations(day=today)]
    by_way = {item.body: item.through for item in suggested(point, listed, today)}
    first = [key for key in bodies if by_way.get(key) not in bodies]
    state, sent_on = (State.RELAYED, today) if relayed else (State.WAITING, None)
    new = kept.add_relays(
        edition.number,
        [
            NewRelay(point.number, key, state=state, due=due, relayed_on=sent_on, note=note.strip())
            for key in first
        ],
        day=today,
        by=actor.name,
        origin=actor.origin,
    )
    there = {
        item.organisation: item.number
        for item in kept.relays_of(edition.number)
        if item.point == point.number
    }
    onward = [
        NewRelay(point.number, key, due=due, through=there[through])
        for key in bodies
        if key not in first and (through := by_way.get(key)) in there
    ]
    return new + kept.add_relays(edition.number, onward, day=today, by=actor.name, origin=actor.origin)


def move_relay(
    number: int,
    move: Move,
    *,
    revision: int,
    actor: Actor,
    today: date,
    decision: GivenDecision | None = None,
    comment: str = "",
    due: date | None = None,
) -> State:
    """Take a relayed decision point further with one body; a decision is the body's own.

    What a company relays on becomes known to those that it passes it on to: they are then relayed too. Where
    a body has ended, its heirs get the point with `TAKE_OVER`.
    """
    with transaction.atomic():
        take_turn(Turn.CASES)
        relay = kept.relay_numbered(number)
        edition = version_numbered(relay.version)
        by_key = {item.key: item for item in organisations()}
        organisation = by_key[relay.organisation]
        if move in {Move.DECIDE, Move.CONSIDER}:
            check_can_record_decision(actor, relay.organisation)
        else:
            check_can_relay(actor)
        taken = _taken(decision, organisation)
        day = taken.date if taken else today
        state = RELAY.check(
            move, situation_of(relay, edition, organisation, today), day=day, decision=taken, comment=comment
        )
        recorded = (
            record_decision(
                decision.taken_by(organisation.name.sv, organisation.key, relay.origin), by=actor.name
            )
            if decision and taken
            else None
        )
        _keep(relay, revision, state, recorded, comment, due, actor, today)
        if move is Move.TAKE_OVER:
            _hand_to_heirs(relay, by_key, actor, today)
        if move in {Move.DECIDE, Move.RELAY}:
            _pass_on(relay, actor, today)
        record(
            actor.name,
            f"{move.replace('_', ' ')} relay",
            f"roadmap {relay.version} point {relay.point} {relay.organisation}",
            before={"state": relay.state},
            after={"state": state, "due": str(due or relay.due or "") or None},
            why=comment.strip() or None,
            decision=f"{taken.body} {taken.date} {taken.paragraph}, {taken.dnr}" if taken else None,
        )
    return state


def _taken(decision: GivenDecision | None, organisation: KnownOrganisation) -> Decision | None:
    if decision is None:
        return None
    if not (decision.paragraph.strip() and decision.dnr.strip()):
        raise InputError(
            Sentence("the decision has no paragraph or no reference number"),
            where="paragraph",
            outcome=NOTHING,
        )
    return Decision(
        body=organisation.name.sv,
        date=decision.day,
        paragraph=decision.paragraph.strip(),
        dnr=decision.dnr.strip(),
    )


def _keep(
    relay: KeptRelay,
    revision: int,
    state: State,
    decision: int | None,
    comment: str,
    due: date | None,
    actor: Actor,
    today: date,
) -> None:
    saved = kept.change_relay(
        relay.number,
        revision=revision,
        state=state,
        due=due or relay.due,
        relayed_on=today if state is State.RELAYED else relay.relayed_on,
        decision=decision,
        note=comment.strip() or relay.note,
        day=today,
        by=actor.name,
    )
    if not saved:
        raise EditConflict(
            Sentence("{name} has recorded something here since you opened it", name=relay.updated_by),
            fields=(),
            revision=relay.revision,
            by=relay.updated_by,
        )


def _hand_to_heirs(relay: KeptRelay, by_key: dict[str, KnownOrganisation], actor: Actor, today: date) -> None:
    after = heirs(relay.organisation, [body_of(item) for item in by_key.values()], today)
    kept.add_relays(
        relay.version,
        [
            NewRelay(
                relay.point,
                key,
                state=relay.state,
                due=relay.due,
                relayed_on=relay.relayed_on,
                through=relay.number,
                note=relay.note,
            )
            for key in after
            if key != relay.organisation
        ],
        day=today,
        by=actor.name,
        origin=relay.origin,
    )


def _pass_on(relay: KeptRelay, actor: Actor, today: date) -> None:
    """Those that a body passes the point on to have it from now on."""
    for item in kept.relays_of(relay.version):
        onward = item.point == relay.point and item.through == relay.organisation
        if onward and item.state is State.WAITING:
            _keep(item, item.revision, State.RELAYED, None, "", None, actor, today)


def take_over_all(version: int, *, actor: Actor, today: date) -> int:
    """Hand what lies undecided with bodies that have ended to those who took over; how many points."""
    check_can_relay(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        page = relay_page(version, actor=actor, today=today)
        waiting = [cell.relay for row in page.rows for cell in row.cells if cell and cell.heirs]
        for relay in waiting:
            move_relay(relay.number, Move.TAKE_OVER, revision=relay.revision, actor=actor, today=today)
    return len(waiting)


def open_relays_of(actor: Actor) -> tuple[tuple[KeptRelay, Text], ...]:
    """What lies undecided with the bodies whose secretary a person is, the earliest last day first.

    What is held for the whole city does not count. Three queries.
    """
    own = replace(actor, roles=frozenset())
    names = {item.key: item.name for item in organisations() if can_record_decision(own, item.key)}
    return tuple((relay, names[relay.organisation]) for relay in kept.open_with(names))
