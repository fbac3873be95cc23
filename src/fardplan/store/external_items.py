"""The items of another system as its exports have brought them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fardplan.boards.chain import ItemKind
from fardplan.boards.external import ExternalItem, Part
from fardplan.store import models
from fardplan.store.plan_masters import number_of_year

KEY = "k"
"""How the refs of kept items begin."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item of another system as it is kept, and what it is here: a key in a plan, or of the council's."""

    item: ExternalItem
    plan_item: str | None
    council_item: str | None


def external_items(year: int, system: str) -> tuple[KeptItem, ...]:
    """Everything that a system's exports have brought in a year, gone items too. One query."""
    rows = models.ExternalItem.objects.filter(year__year=year, system=system).select_related(
        "organisation", "council"
    )
    return tuple(
        KeptItem(
            ExternalItem(
                f"{KEY}{row.pk}",
                ItemKind(row.kind),
                row.organisation.key if row.organisation else None,
                row.title,
                f"{KEY}{row.parent_id}" if row.parent_id else None,
                row.external_id,
                {Part(part): text for part, text in row.contents.items()},
                row.gone,
            ),
            str(row.item_id) if row.item_id else None,
            row.council.key if row.council else None,
        )
        for row in rows
    )


def save_external_items(year: int, system: str, items: Sequence[KeptItem], *, run: int) -> None:
    """Keep items as they are after an export: those that are there are changed, new ones added.

    A number of queries that does not grow with them, but for the batches they are written in.
    """
    keys = dict(models.Organisation.objects.values_list("key", "pk"))
    council = dict(models.CouncilItem.objects.filter(year__year=year).values_list("key", "pk"))
    year_id = number_of_year(year)
    rows: dict[str, models.ExternalItem] = {}
    old, new = [], []
    for kept in items:
        item = kept.item
        row = models.ExternalItem(
            system=system,
            year_id=year_id,
            external_id=item.external_id,
            kind=item.kind.value,
            organisation_id=keys[item.organisation] if item.organisation else None,
            title=item.title,
            contents={part.value: text for part, text in item.contents.items()},
            item_id=int(kept.plan_item) if kept.plan_item else None,
            council_id=council[kept.council_item] if kept.council_item else None,
            last_run_id=run,
            gone=item.gone,
        )
        if item.ref.startswith(KEY):
            row.pk = int(item.ref.removeprefix(KEY))
            old.append(row)
        else:
            row.first_run_id = run
            new.append(row)
        rows[item.ref] = row
    models.ExternalItem.objects.bulk_create(new, batch_size=200)
    for kept in items:
        parent = kept.item.parent
        rows[kept.item.ref].parent_id = None if parent is None else _row_of(parent, rows)
    changed = ("external_id", "organisation", "title", "contents", "item", "council", "last_run", "gone")
    models.ExternalItem.objects.bulk_update(old, [*changed, "parent"], batch_size=200)
    models.ExternalItem.objects.bulk_update(new, ["parent"], batch_size=200)


def _row_of(ref: str, rows: Mapping[str, models.ExternalItem]) -> int:
    return rows[ref].pk if ref in rows else int(ref.removeprefix(KEY))
