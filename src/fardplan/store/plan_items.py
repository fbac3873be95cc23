"""Plans of boards and companies as they are in the tables, and as they were on any day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q

from fardplan.boards.chain import ItemKind, Person, PlanItem
from fardplan.boards.plan_fields import as_kept
from fardplan.boards.year_target import told_target
from fardplan.presentation.sentences import Sentence
from fardplan.store import models
from fardplan.store.kept import Rests, kept
from fardplan.vocabulary.errors import NotFoundError

FINISHED = ("done", "stopped")
"""What a follow-up tells of something that nothing more is to come of."""
KEPT = 20_000
"""How many things of plans a process keeps ready: some years of a city's."""
_NONE: frozenset[str] = frozenset()


class _Row(NamedTuple):
    """What is read of a row; the names are those of the columns."""

    pk: int
    organisation__key: str
    year__year: int
    kind: str
    text: str
    position: int
    parent_id: int | None
    council__key: str | None
    expected: str
    responsible_id: int | None
    responsible__username: str
    responsible__ended: date | None
    responsible_name: str
    starts: date | None
    ends: date | None
    programme: bool
    dropped_on: date | None
    dropped_why: str | None
    target: float | None
    target_text: str | None
    unit: str | None
    indicator: str | None
    wanted: str | None
    by_sex: bool
    carried_from_id: int | None
    revision: int
    origin: str


def plans_of(year: int, day: date, organisations: Collection[str] | None = None) -> tuple[PlanItem, ...]:
    """What plans for a year had on a day, dropped things too, in their order; of all organisations or of
    some.

    Four queries, five where something was changed after that day. What came later is not there.
    """
    some = None if organisations is None else frozenset(organisations)
    told = _told(_rows(year, some), day)
    return tuple(_as_told(item, told) for item in _planned(year, day, some))


def _rows(year: int, organisations: Collection[str] | None) -> Any:
    rows = models.PlanItem.objects.filter(year__year=year)
    return rows if organisations is None else rows.filter(organisation__key__in=organisations)


@kept(Rests.PLANS)
def _planned(year: int, day: date, organisations: frozenset[str] | None) -> tuple[PlanItem, ...]:
    """What plans had on a day, whatever has been told of it since."""
    rows = _rows(year, organisations)
    items = _items(rows)
    changed = models.PlanRevision.objects.filter(item__in=rows, day__gt=day)
    later = set(changed.order_by().values_list("item_id", flat=True))
    return _as_they_were(items, later, day) if later else tuple(items)


def plan_item(key: str) -> PlanItem:
    """The thing in a plan with this key, as it is now. Raises `NotFoundError`."""
    rows = models.PlanItem.objects.filter(pk=_number(key))
    found = items_in(rows, date.max)
    if not found:
        raise _missing(key)
    return found[0]


def items_in(rows: Any, day: date) -> list[PlanItem]:
    """The rows as things of plans, with what was told of them by a day; three queries."""
    told = _told(rows, day)
    return [_as_told(item, told) for item in _items(rows)]


def _items(rows: Any) -> list[PlanItem]:
    found = rows.order_by("organisation", "position", "pk").values_list(*_Row._fields)
    strategies, milestones = _links(rows)
    return [_item(row, strategies.get(row[0], _NONE), milestones.get(row[0], _NONE)) for row in found]


def _number(key: str) -> int:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise _missing(key)
    return int(key)


def _missing(key: str) -> NotFoundError:
    return NotFoundError(
        Sentence("there is nothing numbered {key} in a plan", key=key),
        outcome=Sentence("Nothing was changed."),
    )


def _links(rows: Any) -> tuple[Mapping[int, frozenset[str]], Mapping[int, frozenset[str]]]:
    """The keys of strategies and of milestones that each item serves."""
    strategies: dict[int, set[str]] = {}
    milestones: dict[int, set[str]] = {}
    found = models.RoadmapLink.objects.filter(item__in=rows).order_by()
    for item, strategy, milestone in found.values_list("item_id", "strategy", "milestone"):
        if strategy:
            strategies.setdefault(item, set()).add(strategy)
        elif milestone:
            milestones.setdefault(item, set()).add(milestone)
    return (
        {item: frozenset(keys) for item, keys in strategies.items()},
        {item: frozenset(keys) for item, keys in milestones.items()},
    )


def _told(rows: Any, day: date) -> Mapping[str, tuple[bool, date | None]]:
    """What the last follow-up that opened by a day told of items: finished, and a new last day."""
    found = (
        models.FollowUp.objects.filter(item__in=rows, step__opens__lte=day, activity__isnull=False)
        .order_by("step__year", "step__position", "pk")
        .values_list("item_id", "activity", "new_end")
    )
    return {str(item): (activity in FINISHED, new_end) for item, activity, new_end in found}


def _as_told(item: PlanItem, told: Mapping[str, tuple[bool, date | None]]) -> PlanItem:
    finished, moved_to = told.get(item.key, (False, None))
    return replace(item, finished=finished, moved_to=moved_to) if finished or moved_to else item


@lru_cache(maxsize=KEPT)
def _item(
    columns: tuple[Any, ...],
    strategies: frozenset[str],
    milestones: frozenset[str],
) -> PlanItem:
    """A row as a thing in a plan. It follows from what is read alone, so one that is as it was is kept."""
    row = _Row(*columns)
    return PlanItem(
        str(row.pk),
        row.organisation__key,
        row.year__year,
        ItemKind(row.kind),
        row.text,
        position=row.position,
        parent=_key(row.parent_id),
        answers=row.council__key,
        expected_result=row.expected or None,
        responsible=_person(row),
        starts=row.starts,
        ends=row.ends,
        strategies=strategies,
        milestones=milestones,
        programme=row.programme,
        dropped=row.dropped_on,
        dropped_why=row.dropped_why,
        target=told_target(row.target, row.target_text),
        unit=row.unit,
        indicator=row.indicator,
        wanted=row.wanted,
        by_sex=row.by_sex,
        carried_from=_key(row.carried_from_id),
        revision=row.revision,
        simulated=row.origin == "simulated",
    )


def _key(number: int | None) -> str | None:
    return None if number is None else str(number)


def _person(row: _Row) -> Person | None:
    if row.responsible_id is not None:
        return Person(row.responsible__username, row.responsible__ended, row.responsible_id)
    return Person(row.responsible_name) if row.responsible_name else None


def _as_they_were(items: Sequence[PlanItem], later: set[int], day: date) -> tuple[PlanItem, ...]:
    """Those that were changed after a day as they were then; without those that came after it."""
    kept = models.PlanRevision.objects.filter(item__in=later, day__lte=day).order_by("item", "revision")
    then = {
        str(number): (revision, content)
        for number, revision, content in kept.values_list("item_id", "revision", "content")
    }
    accounts = accounts_of({content.get("responsible") or "" for _, content in then.values()})
    found = []
    for item in items:
        if int(item.key) not in later:
            found.append(item)
        elif item.key in then:
            revision, content = then[item.key]
            was = as_kept(item, content, revision)
            found.append(replace(was, responsible=known_person(was.responsible, accounts)))
    return tuple(found)


def accounts_of(names: Collection[str]) -> Mapping[str, Person]:
    """The people with these names who have an account; one name is one account."""
    if not names:
        return {}
    found = models.User.objects.filter(username__in=names).values_list("username", "ended", "pk")
    return {name: Person(name, ended, number) for name, ended, number in found}


def known_person(person: Person | None, accounts: Mapping[str, Person]) -> Person | None:
    return accounts.get(person.name, person) if person else None


def kept_fields(key: str, revision: int) -> Mapping[str, str | None] | None:
    """What a thing said in one of its revisions; None where that is unknown."""
    return (
        models.PlanRevision.objects.filter(item_id=_number(key), revision=revision)
        .values_list("content", flat=True)
        .first()
    )


def last_by(key: str) -> str:
    """Who saved a thing last."""
    return models.PlanItem.objects.filter(pk=_number(key)).values_list("updated_by", flat=True).first() or ""


def revisions_of(key: str) -> tuple[tuple[int, date, str, Mapping[str, str | None]], ...]:
    """Every state of a thing: its number, the day, who saved it and what it said; oldest first."""
    return tuple(
        models.PlanRevision.objects.filter(item_id=_number(key))
        .order_by("revision")
        .values_list("revision", "day", "by", "content")
    )


def names_for(organisations: Collection[str]) -> tuple[str, ...]:
    """Everybody with an account and a role in one of these organisations, by name: who can answer for
    things.
    """
    people = models.User.objects.filter(is_active=True, grants__organisation__key__in=organisations)
    return tuple(people.order_by("username").values_list("username", flat=True).distinct())


def active_in_open_years(organisation: str, *, after: date) -> int:
    """How many things in an organisation's plans go on after a day: those with no last day, or a later.

    One query.
    """
    rows = models.PlanItem.objects.filter(
        organisation__key=organisation, state="active", year__state="open", year__year__gte=after.year
    )
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=after)).count()
