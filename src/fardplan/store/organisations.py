"""The city's organisations as the workspace knows them: those of its package, and units added below them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fardplan.boards.merging import Body
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store import models
from fardplan.store.kept import Rests, kept
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.text import Text

UNIT = "unit"


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation: its place in the list, what kind of body it is, when it is there, what it is below.

    `packaged`: it stands in the city's package, and is kept as it stands there.
    """

    key: str
    name: Text
    kind: str
    area: str | None = None
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    source: str | None = None
    packaged: bool = False

    @property
    def is_unit(self) -> bool:
        return self.kind == UNIT

    def is_there(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def body(self) -> Body:
        return Body(self.key, self.valid_from, self.valid_to, self.successors)


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping the package's organisations changed: keys that are new, and keys that are told anew."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


_FIELDS = ("name_sv", "name_en", "kind", "area", "valid_from", "valid_to", "source", "packaged", "position")


def keep_organisations(listed: Iterable[KnownOrganisation]) -> Kept:
    """Bring the table to what the city's package says; units and what nobody names any more stay.

    The same package again changes nothing, in three queries.
    """
    there = {row.key: row for row in models.Organisation.objects.all()}
    new, changed = [], []
    ordered = list(listed)
    for position, item in enumerate(ordered):
        told = _columns(item, position)
        row = there.get(item.key)
        if row is None:
            new.append(models.Organisation(key=item.key, **told))
        elif any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            changed.append(row)
    models.Organisation.objects.bulk_create(new)
    models.Organisation.objects.bulk_update(changed, _FIELDS)
    _keep_successions(ordered)
    return Kept(tuple(row.key for row in new), tuple(row.key for row in changed))


def _columns(item: KnownOrganisation, position: int) -> dict[str, object]:
    return {
        "name_sv": item.name.sv,
        "name_en": item.name.en,
        "kind": item.kind,
        "area": item.area,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "source": item.source,
        "packaged": True,
        "position": position,
    }


def _keep_successions(listed: Iterable[KnownOrganisation]) -> None:
    told = {
        (item.key, successor): item.valid_to
        for item in listed
        for successor in item.successors
        if item.valid_to
    }
    there = set(models.Succession.objects.values_list("predecessor__key", "successor__key"))
    new = {pair: day for pair, day in told.items() if pair not in there}
    if not new:
        return
    ids = dict(models.Organisation.objects.values_list("key", "pk"))
    models.Succession.objects.bulk_create(
        models.Succession(predecessor_id=ids[before], successor_id=ids[after], day=day)
        for (before, after), day in new.items()
    )


@kept(Rests.FRAME)
def organisations(*, day: date | None = None) -> tuple[KnownOrganisation, ...]:
    """All organisations with their units, in order; with a `day`, those that are there then. Two queries."""
    rows = list(models.Organisation.objects.all())
    keys = {row.pk: row.key for row in rows}
    after: dict[int, list[str]] = {}
    for before, successor in models.Succession.objects.values_list("predecessor_id", "successor__key"):
        after.setdefault(before, []).append(successor)
    found = (_known(row, keys.get(row.parent_id or 0), tuple(after.get(row.pk, ()))) for row in rows)
    return tuple(item for item in found if day is None or item.is_there(day))


def known_organisation(row: models.Organisation) -> KnownOrganisation:
    """A row of the table; its parent should be selected with it."""
    return _known(row, row.parent.key if row.parent else None)


def _known(
    row: models.Organisation, parent: str | None, successors: tuple[str, ...] = ()
) -> KnownOrganisation:
    return KnownOrganisation(
        row.key,
        Text(sv=row.name_sv, en=row.name_en),
        row.kind,
        row.area,
        parent,
        row.valid_from,
        row.valid_to,
        successors,
        row.source,
        row.packaged,
    )


def organisation(key: str) -> KnownOrganisation:
    """The organisation with this key. Raises `NotFoundError` with those there are."""
    found = {item.key: item for item in organisations()}
    if key not in found:
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=key),
            instead=there_is((item.name.sv for item in found.values()), asked=key),
        )
    return found[key]


def organisation_ids(keys: Iterable[str]) -> Mapping[str, int]:
    """The rows of these organisations. Raises `NotFoundError` for one that is not there."""
    asked = set(keys)
    found = dict(models.Organisation.objects.filter(key__in=asked).values_list("key", "pk"))
    for key in sorted(asked - found.keys()):
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=key), outcome=Sentence("Nothing was changed.")
        )
    return found


def with_units(key: str, listed: Iterable[KnownOrganisation]) -> tuple[str, ...]:
    """The keys of an organisation and of all that is below it."""
    below: dict[str, list[str]] = {}
    for item in listed:
        if item.parent:
            below.setdefault(item.parent, []).append(item.key)
    found, waiting = [], [key]
    while waiting:
        now = waiting.pop(0)
        if now not in found:
            found.append(now)
            waiting += below.get(now, [])
    return tuple(found)


def add_unit(
    key: str, name: Text, *, parent: str, valid_from: date | None = None, source: str | None = None
) -> KnownOrganisation:
    """Add a unit below an organisation. Raises `InputError` for a key that is taken, `NotFoundError`."""
    if models.Organisation.objects.filter(key=key).exists():
        raise InputError(
            Sentence("there is an organisation '{key}' already", key=key),
            outcome=Sentence("Nothing was changed."),
        )
    above = models.Organisation.objects.filter(key=parent).first()
    if above is None:
        raise NotFoundError(
            Sentence("there is no organisation '{parent}'", parent=parent),
            outcome=Sentence("Nothing was changed."),
        )
    row = models.Organisation.objects.create(
        key=key,
        name_sv=name.sv,
        name_en=name.en,
        kind=UNIT,
        parent=above,
        valid_from=valid_from,
        source=source,
        position=above.position,
    )
    return known_organisation(row)


def end_unit(key: str, day: date) -> None:
    """A unit's last day. Raises `NotFoundError` for what is no unit."""
    if not models.Organisation.objects.filter(key=key, kind=UNIT).update(valid_to=day):
        raise NotFoundError(
            Sentence("there is no unit '{key}'", key=key), outcome=Sentence("Nothing was changed.")
        )


def taken_over() -> frozenset[str]:
    """The organisations whose work a successor has taken over."""
    return frozenset(
        models.Succession.objects.filter(carried_at__isnull=False).values_list("predecessor__key", flat=True)
    )


def mark_taken_over(successor: str, predecessors: Iterable[str], *, decision: int, by: str) -> None:
    """Record that a successor has taken over the work of its predecessors, by which decision."""
    models.Succession.objects.filter(
        successor__key=successor, predecessor__key__in=set(predecessors), carried_at__isnull=True
    ).update(decision_id=decision, carried_at=datetime.now(UTC), carried_by=by)
