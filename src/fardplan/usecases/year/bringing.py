"""Things of plans brought into another year or organisation; what was simulated is marked so still."""

from collections.abc import Sequence
from datetime import date

from fardplan.boards.chain import PlanItem
from fardplan.store.plan_saves import add_items


def bring(items: Sequence[PlanItem], *, by: str, day: date) -> int:
    """Put things into plans; how many. Of an organisation with one that is simulated, all are marked so."""
    of_each: dict[str, list[PlanItem]] = {}
    for item in items:
        of_each.setdefault(item.organisation, []).append(item)
    marked = {key for key, found in of_each.items() if any(item.simulated for item in found)}
    for origin, keys in (("simulated", marked), ("entered", of_each.keys() - marked)):
        add_items([item for item in items if item.organisation in keys], by=by, day=day, origin=origin)
    return len(items)
