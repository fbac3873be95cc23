"""Saving what plans have: every state that a thing in a plan had is kept beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F, Max

from fardplan.boards.chain import Person, PlanItem
from fardplan.boards.plan_fields import content_of
from fardplan.boards.year_target import read_target
from fardplan.store import models
from fardplan.store.plan_items import accounts_of, items_in, known_person, plan_item

ACTIVE, DROPPED, HANDED_OVER = "active", "dropped", "handed_over"


def add_item(item: PlanItem, *, by: str, day: date, origin: str = "entered") -> PlanItem:
    """Put something new into a plan, last among its siblings; gives it with its key."""
    return add_items([item], by=by, day=day, origin=origin)[0]


def add_items(
    items: Sequence[PlanItem], *, by: str, day: date, origin: str = "entered"
) -> tuple[PlanItem, ...]:
    """Put several things into plans, each after its parent, in a number of queries that does not grow.

    `key` is any name that tells them apart here: `parent` may name another of them, by that name. Positions
    count on after what the plans have. Gives them with their keys.
    """
    if not items:
        return ()
    years = dict(models.CycleYear.objects.values_list("year", "pk"))
    boards = dict(models.Organisation.objects.values_list("key", "pk"))
    council = {
        (year, key): pk
        for year, key, pk in models.CouncilItem.objects.filter(
            year__year__in={item.year for item in items}
        ).values_list("year__year", "key", "pk")
    }
    accounts = accounts_of({item.responsible.name for item in items if item.responsible})
    highest = _highest({years[item.year] for item in items}, {boards[item.organisation] for item in items})
    moment = datetime.now(UTC)
    rows = []
    for item in items:
        place = years[item.year], boards[item.organisation]
        highest[place] = highest.get(place, 0) + 1
        rows.append(
            models.PlanItem(
                year_id=place[0],
                organisation_id=place[1],
                kind=item.kind.value,
                position=highest[place],
                carried_from_id=int(item.carried_from) if item.carried_from else None,
                origin=origin,
                state=DROPPED if item.dropped else ACTIVE,
                dropped_on=item.dropped,
                dropped_why=item.dropped_why,
                updated_by=by,
                updated_at=moment,
                **_columns(item, council, accounts),
            )
        )
    models.PlanItem.objects.bulk_create(rows)
    keys = {item.key: row.pk for item, row in zip(items, rows, strict=True)}
    made = [
        replace(
            item,
            key=str(row.pk),
            position=row.position,
            parent=str(keys.get(item.parent, item.parent)) if item.parent else None,
            revision=1,
            responsible=known_person(item.responsible, accounts),
            simulated=origin == "simulated",
        )
        for item, row in zip(items, rows, strict=True)
    ]
    beneath = []
    for row, item in zip(rows, made, strict=True):
        if item.parent:
            row.parent_id = int(item.parent)
            beneath.append(row)
    models.PlanItem.objects.bulk_update(beneath, ["parent"], batch_size=200)
    _link(made)
    _keep(made, by=by, day=day, moment=moment)
    return tuple(made)


def _highest(years: set[int], boards: set[int]) -> dict[tuple[int, int], int]:
    found = (
        models.PlanItem.objects.filter(year__in=years, organisation__in=boards)
        .order_by()
        .values("year", "organisation")
        .annotate(highest=Max("position"))
        .values_list("year", "organisation", "highest")
    )
    return {(year, board): highest for year, board, highest in found}


def _columns(
    item: PlanItem, council: Mapping[tuple[int, str], int], accounts: Mapping[str, Person]
) -> dict[str, Any]:
    number, words = read_target(item.target, item.unit)
    person = known_person(item.responsible, accounts)
    account = person.account if person else None
    return {
        "text": item.title,
        "council_id": council[item.year, item.answers] if item.answers else None,
        "expected": item.expected_result or "",
        "responsible_id": account,
        "responsible_name": person.name if person and account is None else "",
        "starts": item.starts,
        "ends": item.ends,
        "programme": item.programme,
        "target": number,
        "target_text": words,
        "unit": item.unit,
        "indicator": item.indicator,
        "wanted": item.wanted,
        "by_sex": item.by_sex,
    }


def _link(items: Iterable[PlanItem]) -> None:
    models.RoadmapLink.objects.bulk_create(
        [
            models.RoadmapLink(item_id=int(item.key), strategy=strategy)
            for item in items
            for strategy in sorted(item.strategies)
        ]
        + [
            models.RoadmapLink(item_id=int(item.key), milestone=milestone)
            for item in items
            for milestone in sorted(item.milestones)
        ]
    )


def _keep(items: Iterable[PlanItem], *, by: str, day: date, moment: datetime) -> None:
    models.PlanRevision.objects.bulk_create(
        models.PlanRevision(
            item_id=int(item.key),
            revision=item.revision,
            content=content_of(item),
            day=day,
            by=by,
            at=moment,
        )
        for item in items
    )


def save_item(item: PlanItem, *, by: str, day: date) -> bool:
    """Save a thing that was changed from its `revision`; False, and nothing saved, where another saved
    first.
    """
    council = {
        (item.year, key): pk
        for key, pk in models.CouncilItem.objects.filter(year__year=item.year, key=item.answers).values_list(
            "key", "pk"
        )
    }
    accounts = accounts_of({item.responsible.name} if item.responsible else set())
    moment = datetime.now(UTC)
    saved = models.PlanItem.objects.filter(pk=int(item.key), revision=item.revision).update(
        **_columns(item, council, accounts),
        parent_id=int(item.parent) if item.parent else None,
        state=DROPPED if item.dropped else ACTIVE,
        dropped_on=item.dropped,
        dropped_why=item.dropped_why,
        revision=F("revision") + 1,
        updated_by=by,
        updated_at=moment,
    )
    if not saved:
        return False
    models.RoadmapLink.objects.filter(item_id=int(item.key)).delete()
    kept = replace(item, revision=item.revision + 1, responsible=known_person(item.responsible, accounts))
    _link([kept])
    _keep([kept], by=by, day=day, moment=moment)
    return True


def hand_over(keys: Iterable[str], *, to: int, by: str, day: date) -> None:
    """Give things in plans to another person's account, and keep that they had another before."""
    person = models.User.objects.get(pk=to)
    for key in keys:
        item = plan_item(key)
        save_item(replace(item, responsible=Person(person.username, None, to)), by=by, day=day)


def hand_to_organisation(keys: Iterable[str], *, why: str, by: str, day: date) -> None:
    """Mark things as handed over to another organisation, whose plan has them now."""
    moment = datetime.now(UTC)
    numbers = [int(key) for key in keys]
    models.PlanItem.objects.filter(pk__in=numbers).update(
        state=HANDED_OVER,
        dropped_on=day,
        dropped_why=why,
        revision=F("revision") + 1,
        updated_by=by,
        updated_at=moment,
    )
    _keep(items_in(models.PlanItem.objects.filter(pk__in=numbers), day), by=by, day=day, moment=moment)


def set_order(keys: Sequence[str]) -> None:
    """Put things that stand beside each other in this order, in the places that they have together."""
    rows = {row.pk: row for row in models.PlanItem.objects.filter(pk__in=[int(key) for key in keys])}
    places = sorted(row.position for row in rows.values())
    for key, place in zip(keys, places, strict=True):
        rows[int(key)].position = place
    models.PlanItem.objects.bulk_update(rows.values(), ["position"])
