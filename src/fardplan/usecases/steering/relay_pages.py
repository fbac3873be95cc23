"""Where decision points bind, as pages show it: the matrix, whom one may go to, one of them, reminders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.relaying import (
    OPEN,
    RELAY,
    Body,
    Move,
    Situation,
    State,
    heirs,
    is_overdue,
    suggested,
)
from fardplan.roadmap.version import Decision, DecisionPoint, RoadmapVersion
from fardplan.store import relays as kept
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.relays import KeptRelay, RelayChange
from fardplan.store.roadmaps import all_versions, version_numbered
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_rights import (
    can_record_decision,
    can_relay,
    check_can_read_cases,
    check_can_relay,
)
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text

NOTHING = Sentence("Nothing was changed.")


def body_of(item: KnownOrganisation) -> Body:
    """An organisation as the rules of relaying see it."""
    return Body(item.key, item.name, item.kind, item.valid_from, item.valid_to, item.successors)


@dataclass(frozen=True, slots=True)
class Cell:
    """A decision point with a body; None in a row where the point does not go to it.

    `heirs`: who has taken over from a body that has ended, while the point lies there undecided.
    """

    relay: KeptRelay
    state: State
    overdue: bool
    mine: bool
    heirs: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with a cell for each decision point, in their order. `through` passes the points on to it."""

    organisation: KnownOrganisation
    through: Text | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class PointCount:
    """To how many bodies a point went, how many have decided or considered it, how many are late."""

    point: DecisionPoint
    bodies: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True)
class RelayPage:
    """The matrix decision point × body of an adopted edition, as of a day."""

    version: RoadmapVersion
    adopted: tuple[RoadmapVersion, ...]
    points: tuple[PointCount, ...]
    rows: tuple[BodyRow, ...]
    to_hand_over: int
    may_relay: bool
    simulated: bool


def relay_page(number: int | None, *, actor: Actor, today: date, as_of: date | None = None) -> RelayPage:
    """The matrix of an edition, the one adopted last unless numbered. `as_of`: as it stood on an earlier day.

    Raises `NotFoundError` where nothing has been adopted. Constant queries.
    """
    check_can_read_cases(actor)
    day = as_of or today
    adopted = tuple(version for version in all_versions() if version.decision)
    version = _adopted(adopted, number, day)
    listed = organisations()
    relays = kept.relays_of(version.number)
    states = kept.states_on(version.number, day) if as_of and as_of < today else None
    cells = _cells(relays, states, listed, actor, day)
    rows = _rows(version, cells, listed)
    flat = [cell for row in rows for cell in row.cells if cell]
    return RelayPage(
        version=version,
        adopted=adopted,
        points=tuple(_count(point, flat) for point in version.decision_points),
        rows=rows,
        to_hand_over=sum(bool(cell.heirs) for cell in flat),
        may_relay=can_relay(actor) and as_of is None,
        simulated=any(relay.origin == "simulated" for relay in relays),
    )


def _adopted(adopted: tuple[RoadmapVersion, ...], number: int | None, day: date) -> RoadmapVersion:
    if number is not None:
        found = next((item for item in adopted if item.number == number), None)
    else:
        by_then = [item for item in adopted if item.decision and item.decision.date <= day]
        found = max(by_then, key=lambda item: (item.known_from, item.number), default=None)
    if found is None:
        raise NotFoundError(
            Sentence("no edition of the roadmap has been adopted by {day}", day=day)
            if number is None
            else Sentence("version {number} has not been adopted", number=number),
            instead=Sentence("Decision points are relayed when the council has adopted the roadmap."),
        )
    return found


def _cells(
    relays: Collection[KeptRelay],
    states: dict[int, RelayChange] | None,
    listed: tuple[KnownOrganisation, ...],
    actor: Actor,
    day: date,
) -> dict[tuple[str, int], Cell]:
    bodies = [body_of(item) for item in listed]
    names = {item.key: item.name for item in listed}
    found = {}
    for relay in relays:
        then = states.get(relay.number) if states is not None else None
        if states is not None and then is None:
            continue  # it had not been sent by that day
        state, due = (then.state, then.due) if then else (relay.state, relay.due)
        after = heirs(relay.organisation, bodies, day)
        inherits = state in OPEN and after != (relay.organisation,)
        found[relay.organisation, relay.point] = Cell(
            relay=relay,
            state=state,
            overdue=is_overdue(state, due, day),
            mine=can_record_decision(actor, relay.organisation),
            heirs=tuple(names[key] for key in after) if inherits else (),
        )
    return found


def _rows(
    version: RoadmapVersion, cells: dict[tuple[str, int], Cell], listed: tuple[KnownOrganisation, ...]
) -> tuple[BodyRow, ...]:
    names = {item.key: item.name for item in listed}
    rows = []
    for item in listed:
        row = tuple(cells.get((item.key, point.number)) for point in version.decision_points)
        if any(row):
            through = next((cell.relay.through for cell in row if cell and cell.relay.through), None)
            rows.append(BodyRow(item, names[through] if through else None, row))
    return tuple(rows)


def _count(point: DecisionPoint, cells: Collection[Cell]) -> PointCount:
    mine = [
        cell
        for cell in cells
        if cell.relay.point == point.number and cell.state not in {State.TAKEN_OVER, State.RELEASED}
    ]
    return PointCount(
        point,
        bodies=len(mine),
        done=sum(cell.state not in OPEN for cell in mine),
        overdue=sum(cell.overdue for cell in mine),
    )


@dataclass(frozen=True, slots=True)
class SuggestedBody:
    organisation: KnownOrganisation
    suggested: bool
    through: str | None
    sent: bool


@dataclass(frozen=True, slots=True)
class SendPage:
    """A decision point, and whom it seems to bind: a person confirms or chooses otherwise."""

    version: RoadmapVersion
    point: DecisionPoint
    bodies: tuple[SuggestedBody, ...]


def send_page(version: int, point: int, *, actor: Actor, today: date) -> SendPage:
    """Whom a decision point may be sent to. Raises `NotFoundError`. Constant queries."""
    check_can_relay(actor)
    edition = version_numbered(version)
    found = point_of(edition, point)
    listed = [item for item in organisations(day=today) if not item.is_unit]
    bound = {item.body: item for item in suggested(found, [body_of(item) for item in listed], today)}
    sent = {relay.organisation for relay in kept.relays_of(version) if relay.point == point}
    return SendPage(
        edition,
        found,
        tuple(
            SuggestedBody(
                item,
                suggested=item.key in bound and not sent,
                through=bound[item.key].through if item.key in bound else None,
                sent=item.key in sent,
            )
            for item in listed
        ),
    )


def point_of(version: RoadmapVersion, number: int) -> DecisionPoint:
    found = next((item for item in version.decision_points if item.number == number), None)
    if found is None:
        raise NotFoundError(
            Sentence(
                "version {version} has no decision point {number}", version=version.number, number=number
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class OneRelay:
    """A decision point with one body: what has been, and what may be done next."""

    relay: KeptRelay
    version: RoadmapVersion
    point: DecisionPoint
    organisation: KnownOrganisation
    history: tuple[RelayChange, ...]
    moves: tuple[Move, ...]
    overdue: bool
    heirs: tuple[Text, ...]


def one_relay(number: int, *, actor: Actor, today: date) -> OneRelay:
    """Raises `NotFoundError`. Constant queries."""
    check_can_read_cases(actor)
    relay = kept.relay_numbered(number)
    edition = version_numbered(relay.version)
    listed = organisations()
    by_key = {item.key: item for item in listed}
    situation = situation_of(relay, edition, by_key[relay.organisation], today)
    probe = Decision(body="-", date=today, paragraph="-", dnr="-")
    mine = can_record_decision(actor, relay.organisation)
    moves = [
        move
        for move in Move
        if RELAY.can(move, situation, day=max(today, situation.adopted_on), decision=probe, comment="-")
        and (mine if move in {Move.DECIDE, Move.CONSIDER} else can_relay(actor))
    ]
    after = heirs(relay.organisation, [body_of(item) for item in listed], today)
    return OneRelay(
        relay,
        edition,
        point_of(edition, relay.point),
        by_key[relay.organisation],
        kept.changes_of(number),
        tuple(moves),
        is_overdue(relay.state, relay.due, today),
        tuple(by_key[key].name for key in after if key != relay.organisation),
    )


def situation_of(
    relay: KeptRelay, edition: RoadmapVersion, organisation: KnownOrganisation, today: date
) -> Situation:
    return Situation(
        state=relay.state,
        today=today,
        adopted_on=edition.known_from,
        kind=organisation.kind,
        ended=organisation.valid_to,
    )


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a body has not decided: for the list from which people are reminded."""

    organisation: KnownOrganisation
    relay: KeptRelay
    point: DecisionPoint
    days_late: int


def reminders(version: int | None, *, actor: Actor, today: date) -> tuple[Reminder, ...]:
    """What is open with a body, the latest first; `days_late` is negative before the last day."""
    page = relay_page(version, actor=actor, today=today)
    found = [
        Reminder(
            row.organisation, cell.relay, count.point, (today - cell.relay.due).days if cell.relay.due else 0
        )
        for row in page.rows
        for cell, count in zip(row.cells, page.points, strict=True)
        if cell and cell.state in OPEN
    ]
    return tuple(sorted(found, key=lambda item: (-item.days_late, item.organisation.name.sv)))
