"""One thing in a plan as one looks at it: what it says, where it came from, and what was done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import PlanItem
from fardplan.presentation.sentences import Sentence
from fardplan.store.audit import entries
from fardplan.store.plan_items import plan_item
from fardplan.usecases.actors import Actor
from fardplan.usecases.year.may import can_read_year, check
from fardplan.usecases.year.plan_page import PlanPage, PlanRow, board_plan
from fardplan.usecases.year.plans import subject_of
from fardplan.vocabulary.audit import AuditEntry
from fardplan.vocabulary.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A thing with its plan and its history, oldest first. `row`: its place in the outline, if any."""

    item: PlanItem
    row: PlanRow | None
    plan: PlanPage
    history: Sequence[AuditEntry]

    @property
    def can_change(self) -> bool:
        return self.plan.can_write and self.plan.locked is None


def item_page(key: str, *, actor: Actor, today: date) -> ItemPage:
    """One thing in a plan. Raises `NotFoundError`, `PermissionDenied`."""
    check(can_read_year, actor)
    item = plan_item(key)
    plan = board_plan(item.year, item.organisation, actor=actor, today=today)
    subject = subject_of(key)
    return ItemPage(
        item,
        next((row for row in plan.rows if row.item.key == key), None),
        plan,
        tuple(entry for entry in entries(subject=subject) if entry.subject == subject),
    )


def row_of(key: str, *, actor: Actor, today: date) -> tuple[PlanRow, PlanPage]:
    """A thing as the outline shows it, for a page that shows it anew after a change."""
    page = item_page(key, actor=actor, today=today)
    if page.row is None:
        raise NotFoundError(Sentence("there is nothing numbered {key} in the plan's outline", key=key))
    return page.row, page.plan
