"""The units below the city's organisations: schools, divisions, offices. Added, and ended; never removed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.store import organisations as store
from fardplan.store.audit import record
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.plan_items import active_in_open_years
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor, Role
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied, RuleError
from fardplan.vocabulary.keys import key_of
from fardplan.vocabulary.text import Text

NOTHING = Sentence("Nothing was changed.")


def can_keep_units(actor: Actor, *, organisation: str) -> bool:
    """May add and end units below an organisation: an administrator, and its controller and manager."""
    return any(
        actor.holds(role, organisation=organisation)
        for role in (Role.ADMINISTRATOR, Role.CONTROLLER, Role.MANAGER)
    )


def check_can_keep_units(actor: Actor, *, organisation: str) -> None:
    if not can_keep_units(actor, organisation=organisation):
        raise PermissionDenied(
            Sentence("{name} may not add or end units here", name=actor.name),
            instead=Sentence("An administrator, and the organisation's controller and manager, may."),
            outcome=NOTHING,
        )


def can_see_organisations(actor: Actor) -> bool:
    """May see the city's organisations and their units: everybody with a role in the city."""
    return actor.holds_anywhere(*(frozenset(Role) - {Role.PARTNER}))


def check_can_see_organisations(actor: Actor) -> None:
    if not can_see_organisations(actor):
        raise PermissionDenied(
            Sentence("{name} may not see the city's organisations", name=actor.name),
            instead=Sentence("Ask an administrator for a role."),
        )


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation in the list. `units`: how many there are below it on the day, at any depth.

    `successors` have taken over from it.
    """

    organisation: KnownOrganisation
    units: int
    successors: tuple[Text, ...]


def see_organisations(actor: Actor, *, today: date) -> tuple[ListedOrganisation, ...]:
    """All organisations but the units, in the city's order. Two queries."""
    check_can_see_organisations(actor)
    listed = store.organisations()
    names = {item.key: item.name for item in listed}
    there = [item for item in listed if not item.is_unit or item.is_there(today)]
    return tuple(
        ListedOrganisation(
            item,
            len(store.with_units(item.key, there)) - 1,
            tuple(names[key] for key in item.successors),
        )
        for item in listed
        if not item.is_unit
    )


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and how deep it lies: 1 is right below the organisation."""

    unit: KnownOrganisation
    depth: int


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation, what is above it, and its units with theirs below. `may_keep`: may change them."""

    organisation: KnownOrganisation
    above: tuple[KnownOrganisation, ...]
    units: tuple[UnitLine, ...]
    successors: tuple[KnownOrganisation, ...]
    may_keep: bool


def see_organisation(key: str, *, actor: Actor) -> OrganisationPage:
    """An organisation with its units, those that have ended too. Two queries."""
    check_can_see_organisations(actor)
    listed = {item.key: item for item in store.organisations()}
    found = _known(key, listed)
    return OrganisationPage(
        found,
        _above(found, listed),
        tuple(_below(key, tuple(listed.values()), 1)),
        tuple(listed[item] for item in found.successors),
        can_keep_units(actor, organisation=key),
    )


def _known(key: str, listed: dict[str, KnownOrganisation]) -> KnownOrganisation:
    if key not in listed:
        raise NotFoundError(Sentence("there is no organisation '{key}'", key=key))
    return listed[key]


def _above(item: KnownOrganisation, listed: dict[str, KnownOrganisation]) -> tuple[KnownOrganisation, ...]:
    above: list[KnownOrganisation] = []
    while item.parent:
        item = listed[item.parent]
        above.insert(0, item)
    return tuple(above)


def _below(key: str, listed: tuple[KnownOrganisation, ...], depth: int) -> list[UnitLine]:
    own = sorted((item for item in listed if item.parent == key and item.is_unit), key=_by_name)
    return [line for unit in own for line in (UnitLine(unit, depth), *_below(unit.key, listed, depth + 1))]


def _by_name(item: KnownOrganisation) -> str:
    return item.name.sv.casefold()


def add_unit(
    parent: str, name: str, *, actor: Actor, today: date, valid_from: date | None = None
) -> KnownOrganisation:
    """Add a unit below an organisation, or below a unit of one; from today where no day is given.

    Raises `InputError` where one right beside it has the same name, and `RuleError` below what has ended.
    """
    check_can_keep_units(actor, organisation=parent)
    said = " ".join(name.split())
    if not said:
        raise InputError(Sentence("the unit needs a name"), outcome=NOTHING)
    with transaction.atomic():
        take_turn(Turn.PEOPLE)
        listed = {item.key: item for item in store.organisations()}
        above = _known(parent, listed)
        begins = valid_from or today
        _check_fits(said, above, begins, tuple(listed.values()))
        made = store.add_unit(
            key_of(f"{parent} {said}", listed), Text(sv=said), parent=parent, valid_from=begins
        )
        record(
            actor.name,
            "add unit",
            f"organisation {made.key}",
            after={"name": said, "organisation": parent, "valid_from": begins.isoformat()},
        )
    return made


def _check_fits(
    name: str, above: KnownOrganisation, begins: date, listed: tuple[KnownOrganisation, ...]
) -> None:
    if above.valid_to is not None and above.valid_to < begins:
        raise RuleError(
            Sentence("{name} ended on {day}", name=above.name.sv, day=above.valid_to),
            instead=Sentence("Add the unit below the organisation that took over."),
            outcome=NOTHING,
        )
    same = [
        item
        for item in listed
        if item.parent == above.key
        and item.name.sv.casefold() == name.casefold()
        and (item.valid_to is None or item.valid_to >= begins)
    ]
    if same:
        raise InputError(
            Sentence("there is a unit called {name} here already", name=same[0].name.sv), outcome=NOTHING
        )


def end_unit(key: str, day: date, *, why: str, actor: Actor) -> KnownOrganisation:
    """Give a unit its last day. What it promised and told stays to be read.

    Raises `RuleError` where units below it, or things in its plan of an open year, go on after that day.
    """
    with transaction.atomic():
        take_turn(Turn.PEOPLE, Turn.PLANS)
        listed = {item.key: item for item in store.organisations()}
        unit = _known(key, listed)
        check_can_keep_units(actor, organisation=key)
        if not why.strip():
            raise InputError(Sentence("a reason is needed"), outcome=NOTHING)
        _check_can_end(unit, day, tuple(listed.values()))
        store.end_unit(key, day)
        record(
            actor.name,
            "end unit",
            f"organisation {key}",
            before={"valid_to": None},
            after={"valid_to": day.isoformat()},
            why=why.strip(),
        )
    return store.organisation(key)


def _check_can_end(unit: KnownOrganisation, day: date, listed: tuple[KnownOrganisation, ...]) -> None:
    if not unit.is_unit:
        raise RuleError(
            Sentence("{name} is no unit, and is ended by the city's package", name=unit.name.sv),
            outcome=NOTHING,
        )
    if unit.valid_to is not None:
        raise RuleError(
            Sentence("{name} has its last day, {day}", name=unit.name.sv, day=unit.valid_to), outcome=NOTHING
        )
    if unit.valid_from is not None and day < unit.valid_from:
        raise InputError(
            Sentence("the last day, {day}, lies before the first, {first}", day=day, first=unit.valid_from),
            outcome=NOTHING,
        )
    below = [item for item in listed if item.parent == unit.key and (item.valid_to or date.max) > day]
    if below:
        raise RuleError(
            Sentence("units below it go on: {names}", names=", ".join(item.name.sv for item in below)),
            instead=Sentence("End them first."),
            outcome=NOTHING,
        )
    going_on = active_in_open_years(unit.key, after=day)
    if going_on:
        raise RuleError(
            Sentence("{count} things in its plan go on after that day", count=going_on),
            instead=Sentence("Strike them with a reason, or choose a later day."),
            outcome=NOTHING,
        )
