"""What plans would change by an export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fardplan.boards.chain import PLAN_KINDS, ItemKind, PlanItem
from fardplan.boards.external import ExternalItem
from fardplan.boards.from_external import plan_fields
from fardplan.boards.plan_fields import fields_of, with_fields
from fardplan.presentation.translations import message, translate
from fardplan.store.external_items import KeptItem
from fardplan.store.plan_items import plans_of
from fardplan.usecases.exchange.beside import Beside
from fardplan.usecases.exchange.changes import PlanChange

MOVED = message("Moved to another organisation in {system}.")
GONE = message("No longer in the export of {system}.")
"""Why an item is dropped, as the plan keeps it: in Swedish, the language that plans are written in."""


def plan_changes(beside: Beside, after: Sequence[KeptItem]) -> tuple[PlanChange, ...]:
    """What plans would change; items without a key yet go by their refs."""
    boards = {one.item.organisation or "" for one in (*after, *beside.known)}
    there = {item.key: item for item in plans_of(beside.file.year, beside.today, boards)}
    changing = _Changing(beside.file.year, beside.file.system, beside.today)
    by_ref = {kept.item.ref: kept for kept in after}
    found: list[PlanChange] = []
    for kept in _parents_first(after):
        if kept.item.kind in PLAN_KINDS and beside.is_theirs(kept.item):
            before = there.get(kept.plan_item or "")
            fields = {**plan_fields(kept.item), **_place(by_ref.get(kept.item.parent or ""))}
            found += changing.of(kept.item, before, fields)
    return tuple(found)


def _parents_first(items: Sequence[KeptItem]) -> Sequence[KeptItem]:
    order = list(ItemKind)
    return sorted(items, key=lambda kept: (order.index(kept.item.kind), kept.item.ref))


def _place(above: KeptItem | None) -> dict[str, str | None]:
    """The field that says what an item stands beneath, or which of the council's it answers."""
    if above is None:
        return {}
    if above.item.kind in PLAN_KINDS:
        return {"parent": above.plan_item or above.item.ref}
    return {"answers": above.council_item} if above.council_item is not None else {}


@dataclass(frozen=True, slots=True)
class _Changing:
    year: int
    system: str
    today: date

    def of(
        self, item: ExternalItem, before: PlanItem | None, fields: Mapping[str, str | None]
    ) -> Iterable[PlanChange]:
        if before is None:
            return [] if item.gone else [self._new(item, None, fields)]
        if before.organisation == item.organisation:
            return self._changed(item, before, fields)
        left = [self._left(item, before)] if before.is_live(self.today) else []
        return left if item.gone else [*left, self._new(item, before, fields)]

    def _new(
        self, item: ExternalItem, before: PlanItem | None, fields: Mapping[str, str | None]
    ) -> PlanChange:
        carried = before.key if before else None
        bare = PlanItem(
            item.ref, item.organisation or "", self.year, item.kind, item.title, carried_from=carried
        )
        after = with_fields(bare, fields)
        told = fields_of(after)
        return PlanChange(item, None, after, tuple(name for name in told if told[name] is not None))

    def _changed(
        self, item: ExternalItem, before: PlanItem, fields: Mapping[str, str | None]
    ) -> Iterable[PlanChange]:
        after = self._dropped(with_fields(before, fields), item)
        told, was = fields_of(after), fields_of(before)
        changed = [name for name in told if told[name] != was[name]]
        if after.dropped != before.dropped:
            changed.append("dropped")
        return [PlanChange(item, before, after, tuple(changed))] if changed else []

    def _left(self, item: ExternalItem, before: PlanItem) -> PlanChange:
        return PlanChange(item, before, self._ended(before, MOVED), ("dropped",))

    def _dropped(self, after: PlanItem, item: ExternalItem) -> PlanItem:
        """Gone from the export is dropped from the plan; back in it, it holds again."""
        if item.gone and after.is_live(self.today):
            return self._ended(after, GONE)
        if not item.gone and after.dropped is not None:
            return replace(after, dropped=None, dropped_why=None)
        return after

    def _ended(self, item: PlanItem, why: str) -> PlanItem:
        return replace(item, dropped=self.today, dropped_why=translate(why, "sv", system=self.system))
