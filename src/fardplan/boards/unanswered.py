"""What the council asks of an organisation that its plan does not answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.boards.chain import CouncilItem, ItemKind, PlanItem


class Asked(StrEnum):
    """Why something that the council asks is not answered yet."""

    NO_GOAL = "no_goal"
    NO_ACTIVITY = "no_activity"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Unanswered:
    item: CouncilItem
    why: Asked


_WAYS = {
    ItemKind.AREA_GOAL: Asked.NO_GOAL,
    ItemKind.COUNCIL_ACTIVITY: Asked.NO_ACTIVITY,
    ItemKind.COUNCIL_INDICATOR: Asked.NO_TARGET,
}


def unanswered(
    organisation: str, council: Iterable[CouncilItem], plan: Iterable[PlanItem], day: date
) -> tuple[Unanswered, ...]:
    """What the council asks of an organisation that its plan does not answer on a day, in the council's
    order.

    A goal or an activity is answered by a living thing of the plan's that says so; an indicator by a yearly
    target for the organisation, set by the council or by the board itself.
    """
    answered = {item.answers for item in plan if item.organisation == organisation and item.is_live(day)}
    return tuple(
        Unanswered(item, _WAYS[item.kind])
        for item in sorted(council, key=lambda item: (item.position, item.key))
        if item.kind in _WAYS
        and item.is_live(day)
        and organisation in item.responsible
        and not _is_answered(item, organisation, answered)
    )


def _is_answered(item: CouncilItem, organisation: str, answered: set[str | None]) -> bool:
    if item.kind is ItemKind.COUNCIL_INDICATOR:
        return item.target_of(organisation) is not None
    return item.key in answered
