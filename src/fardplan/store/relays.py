"""Decision points on their way to the bodies that they bind, with every state they have had there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.relaying import State
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision, taken
from fardplan.store.organisations import organisation_ids
from fardplan.vocabulary.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class KeptRelay:
    """A decision point (`point`, its number) of an edition with a body. `through` is the body it came by."""

    number: int
    version: int
    point: int
    organisation: str
    through: str | None
    state: State
    due: date | None
    relayed_on: date | None
    decision: TakenDecision | None
    note: str
    revision: int
    updated_by: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewRelay:
    """A decision point that is to go to a body; `through` is the number of the relay that it comes by."""

    point: int
    organisation: str
    state: State = State.WAITING
    due: date | None = None
    relayed_on: date | None = None
    through: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RelayChange:
    """How a relay stood after a change."""

    revision: int
    state: State
    due: date | None
    decision: TakenDecision | None
    note: str
    day: date
    by: str


_WITH = ("decision_point__version", "organisation", "through__organisation", "decision__organisation")


def relays_of(version: int) -> tuple[KeptRelay, ...]:
    """Where the decision points of an edition have gone. One query."""
    rows = models.Relay.objects.filter(decision_point__version__number=version).select_related(*_WITH)
    return tuple(map(_kept, rows.order_by("decision_point__number", "organisation__position", "id")))


def relay_numbered(number: int) -> KeptRelay:
    """Raises `NotFoundError` where there is none of that number."""
    row = models.Relay.objects.filter(pk=number).select_related(*_WITH).first()
    if row is None:
        raise NotFoundError(Sentence("there is no relayed decision point {number}", number=number))
    return _kept(row)


def states_on(version: int, day: date) -> dict[int, RelayChange]:
    """How each relay of an edition stood at the end of a day, by its number. One query."""
    rows = models.RelayRevision.objects.filter(
        relay__decision_point__version__number=version, day__lte=day
    ).select_related("decision__organisation")
    return {row.relay_id: _change(row) for row in rows.order_by("revision")}


def changes_of(number: int) -> tuple[RelayChange, ...]:
    """Every state of a relay, the first one first."""
    rows = models.RelayRevision.objects.filter(relay_id=number).select_related("decision__organisation")
    return tuple(map(_change, rows))


def open_with(organisations: Collection[str]) -> tuple[KeptRelay, ...]:
    """What lies undecided with some organisations, the earliest last day first. One query."""
    rows = models.Relay.objects.filter(
        organisation__key__in=organisations, state__in=(State.WAITING, State.RELAYED)
    ).select_related(*_WITH)
    return tuple(map(_kept, rows.order_by(F("due").asc(nulls_last=True), "id")))


def add_relays(
    version: int, relays: Iterable[NewRelay], *, day: date, by: str, origin: str = "entered"
) -> int:
    """Send decision points to bodies; those that have them keep them as they are. How many are new."""
    wanted = list(relays)
    points = dict(models.DecisionPoint.objects.filter(version__number=version).values_list("number", "pk"))
    missing = sorted({item.point for item in wanted} - points.keys())
    if missing:
        raise NotFoundError(
            Sentence("version {version} has no decision point {missing}", version=version, missing=missing[0])
        )
    ids = organisation_ids({item.organisation for item in wanted})
    there = set(
        models.Relay.objects.filter(decision_point_id__in=points.values()).values_list(
            "decision_point_id", "organisation_id"
        )
    )
    now = datetime.now(UTC)
    rows = models.Relay.objects.bulk_create(
        models.Relay(
            decision_point_id=points[item.point],
            organisation_id=ids[item.organisation],
            through_id=item.through,
            state=item.state,
            due=item.due,
            relayed_on=item.relayed_on,
            note=item.note,
            origin=origin,
            updated_by=by,
            updated_at=now,
        )
        for item in wanted
        if (points[item.point], ids[item.organisation]) not in there
    )
    _keep_states(rows, day=day, by=by, now=now)
    return len(rows)


def change_relay(
    number: int,
    *,
    revision: int,
    state: State,
    due: date | None,
    relayed_on: date | None,
    decision: int | None,
    note: str,
    day: date,
    by: str,
) -> bool:
    """Save a relay that was read at `revision`; False when somebody has saved it since."""
    now = datetime.now(UTC)
    changes: dict[str, Any] = {
        "state": state,
        "due": due,
        "relayed_on": relayed_on,
        "decision_id": decision,
        "note": note,
        "revision": revision + 1,
        "updated_by": by,
        "updated_at": now,
    }
    if not models.Relay.objects.filter(pk=number, revision=revision).update(**changes):
        return False
    _keep_states([models.Relay.objects.get(pk=number)], day=day, by=by, now=now)
    return True


def _keep_states(rows: Iterable[models.Relay], *, day: date, by: str, now: datetime) -> None:
    models.RelayRevision.objects.bulk_create(
        models.RelayRevision(
            relay=row,
            revision=row.revision,
            state=row.state,
            due=row.due,
            decision_id=row.decision_id,
            note=row.note,
            day=day,
            by=by,
            at=now,
        )
        for row in rows
    )


def _change(row: models.RelayRevision) -> RelayChange:
    return RelayChange(
        row.revision,
        State(row.state),
        row.due,
        taken(row.decision) if row.decision else None,
        row.note,
        row.day,
        row.by,
    )


def _kept(row: models.Relay) -> KeptRelay:
    return KeptRelay(
        number=row.pk,
        version=row.decision_point.version.number,
        point=row.decision_point.number,
        organisation=row.organisation.key,
        through=row.through.organisation.key if row.through else None,
        state=State(row.state),
        due=row.due,
        relayed_on=row.relayed_on,
        decision=taken(row.decision) if row.decision else None,
        note=row.note,
        revision=row.revision,
        updated_by=row.updated_by,
        origin=row.origin,
    )
