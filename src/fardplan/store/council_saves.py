"""Saving what the council asks until its budget is adopted, and what targets boards set for themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F, Max

from fardplan.boards.chain import CouncilItem
from fardplan.boards.plan_fields import council_fields
from fardplan.boards.year_target import read_target
from fardplan.store import models
from fardplan.store.council_items import ACTIVE, WITHDRAWN, council_row


def add_council_items(
    items: Sequence[CouncilItem],
    *,
    by: str,
    day: date,
    origin: str = "entered",
    state: str = ACTIVE,
    carried: Mapping[str, int] | None = None,
) -> None:
    """Put things into a year's budget, in the order given, after those that are there.

    `parent` is a key: of another of them or of one that is there. `carried` has the row of last year's for
    the keys that come from one.
    """
    if not items:
        return
    years = dict(models.CycleYear.objects.values_list("year", "pk"))
    highest = dict(
        models.CouncilItem.objects.order_by()
        .values("year")
        .annotate(highest=Max("position"))
        .values_list("year", "highest")
    )
    moment = datetime.now(UTC)
    rows = []
    for item in items:
        year = years[item.year]
        highest[year] = highest.get(year, 0) + 1
        rows.append(
            models.CouncilItem(
                year_id=year,
                key=item.key,
                kind=item.kind.value,
                position=highest[year],
                source=item.source,
                origin=origin,
                state=state,
                carried_from_id=(carried or {}).get(item.key),
                updated_by=by,
                updated_at=moment,
                **_columns(item),
            )
        )
    models.CouncilItem.objects.bulk_create(rows)
    there = {
        (year, key): pk
        for year, key, pk in models.CouncilItem.objects.filter(
            year__in={row.year_id for row in rows}
        ).values_list("year__year", "key", "pk")
    }
    beneath = []
    for row, item in zip(rows, items, strict=True):
        if item.parent:
            row.parent_id = there[item.year, item.parent]
            beneath.append(row)
    models.CouncilItem.objects.bulk_update(beneath, ["parent"], batch_size=200)
    _give([(row.pk, item) for row, item in zip(rows, items, strict=True)])
    _keep([(row.pk, item) for row, item in zip(rows, items, strict=True)], by=by, day=day, moment=moment)


def _columns(item: CouncilItem) -> dict[str, Any]:
    number, words = read_target(item.given_to(None), item.unit)
    return {
        "text_sv": item.text,
        "text_en": item.text_en,
        "indicator": item.indicator,
        "unit": item.unit,
        "wanted": item.wanted,
        "by_sex": item.by_sex,
        "target": number,
        "target_text": words,
    }


def _give(items: Iterable[tuple[int, CouncilItem]]) -> None:
    """Who answers for each, with the target given; and what of the roadmap each serves."""
    boards = dict(models.Organisation.objects.values_list("key", "pk"))
    responsible, links = [], []
    for pk, item in items:
        for key in sorted(item.responsible):
            number, words = read_target(item.given_to(key), item.unit)
            responsible.append(
                models.CouncilResponsible(
                    item_id=pk, organisation_id=boards[key], target=number, target_text=words
                )
            )
        links += [models.RoadmapLink(council_id=pk, strategy=key) for key in sorted(item.strategies)]
        links += [models.RoadmapLink(council_id=pk, milestone=key) for key in sorted(item.milestones)]
    models.CouncilResponsible.objects.bulk_create(
        responsible,
        update_conflicts=True,
        unique_fields=["item", "organisation"],
        update_fields=["target", "target_text", "ended"],
    )
    models.RoadmapLink.objects.bulk_create(links)


def _keep(items: Iterable[tuple[int, CouncilItem]], *, by: str, day: date, moment: datetime) -> None:
    models.CouncilRevision.objects.bulk_create(
        models.CouncilRevision(
            item_id=pk, revision=item.revision, content=content_of(item), day=day, by=by, at=moment
        )
        for pk, item in items
    )


def content_of(item: CouncilItem) -> dict[str, str | None]:
    """A thing of the council's as a revision of it is kept."""
    return council_fields(item) | {
        "kind": item.kind.value,
        "withdrawn": item.ended.isoformat() if item.ended else None,
    }


def save_council_item(item: CouncilItem, *, by: str, day: date) -> bool:
    """Save a thing that was changed from its `revision`; False, and nothing saved, where another saved
    first.
    """
    pk = council_row(item.year, item.key)
    moment = datetime.now(UTC)
    saved = models.CouncilItem.objects.filter(pk=pk, revision=item.revision).update(
        **_columns(item),
        parent_id=council_row(item.year, item.parent) if item.parent else None,
        state=WITHDRAWN if item.ended else ACTIVE,
        revision=F("revision") + 1,
        updated_by=by,
        updated_at=moment,
    )
    if not saved:
        return False
    models.CouncilResponsible.objects.filter(item=pk, ended__isnull=True).exclude(
        organisation__key__in=item.responsible
    ).update(ended=day)
    models.RoadmapLink.objects.filter(council=pk).delete()
    _give([(pk, item)])
    _keep([(pk, replace(item, revision=item.revision + 1))], by=by, day=day, moment=moment)
    return True


def adopt_budget(year: int, decision: int, *, by: str) -> None:
    """From now on the year's things change by decision alone. `decision` is its number."""
    models.BudgetAdoption.objects.create(
        year=models.CycleYear.objects.get(year=year), decision_id=decision, by=by, at=datetime.now(UTC)
    )


def set_own_target(
    year: int,
    key: str,
    organisation: str,
    target: str | None,
    *,
    why: str | None,
    by: str,
    day: date,
    unit: str | None = None,
    origin: str = "entered",
) -> None:
    """Keep the target that a board set for itself on an indicator of the council; None takes it back."""
    number, words = read_target(target, unit)
    models.OwnTarget.objects.create(
        item_id=council_row(year, key),
        organisation=models.Organisation.objects.get(key=organisation),
        target=number,
        target_text=words,
        why=why,
        day=day,
        by=by,
        at=datetime.now(UTC),
        origin=origin,
    )
