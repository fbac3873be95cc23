"""What an item of another system's says, in the fields that plans and follow-ups have here."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from fardplan.boards.chain import MEASURES, CouncilItem, ItemKind, PlanItem
from fardplan.boards.external import FOLLOWED_UP, SHARED, ExternalItem, Part
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.plan_fields import fields_of
from fardplan.roadmap.assessing import Judgement

_PLAN: Mapping[Part, str] = {
    Part.EXPECTED: "expected_result",
    Part.RESPONSIBLE: "responsible",
    Part.STARTS: "starts",
    Part.ENDS: "ends",
    Part.UNIT: "unit",
    Part.TARGET: "target",
}
_GOALS_EXPECT = frozenset({ItemKind.BOARD_GOAL, ItemKind.UNDERTAKING})


def plan_fields(item: ExternalItem) -> dict[str, str | None]:
    """The fields of a plan (`boards.plan_fields`) that an item gives; those it does not give are left out.

    The place of the item in the chain is not among them.
    """
    fields: dict[str, str | None] = {"title": item.title}
    for part, name in _PLAN.items():
        if part in item.contents and (part is not Part.EXPECTED or item.kind in _GOALS_EXPECT):
            value = item.contents[part]
            fields[name] = (value.replace(".", ",") if part is Part.TARGET else value) or None
    return fields


OWN = "p"
"""How the refs of things in a plan that no export has brought begin."""


def as_if_external(item: PlanItem, parent: str | None) -> ExternalItem:
    """A thing in a plan that was written here, as if an export had brought it: to know it again in one."""
    fields = fields_of(item)
    contents = {part: fields[name] or "" for part, name in _PLAN.items()}
    contents[Part.TARGET] = contents[Part.TARGET].replace(",", ".")
    return ExternalItem(
        f"{OWN}{item.key}", item.kind, item.organisation, item.title, parent=parent, contents=contents
    )


COUNCILS = "q"
"""How the refs of things of the council's that no export has brought begin."""


def councils_as_if_external(items: Iterable[CouncilItem]) -> tuple[ExternalItem, ...]:
    """What the council asks here, as if an export had brought it; a thing for each board that answers."""
    found = []
    for item in items:
        boards = sorted(item.responsible) if item.kind in SHARED else [None]
        parent = f"{COUNCILS}{item.parent}" if item.parent else None
        for board in boards:
            ref = f"{COUNCILS}{item.key}" if board is None else f"{COUNCILS}{item.key} {board}"
            found.append(
                ExternalItem(ref, item.kind, board, item.text, parent=parent, contents=_asked(item, board))
            )
    return tuple(found)


def _asked(item: CouncilItem, board: str | None) -> dict[Part, str]:
    """What the council's budget says of a thing, of the parts that exports have."""
    if item.kind not in MEASURES:
        return {}
    return {Part.UNIT: item.unit or "", Part.TARGET: (steered_by(item, board) or "").replace(",", ".")}


def steered_by(item: CouncilItem, board: str | None) -> str | None:
    """The yearly target that a board steers by: its own, the one it was given, or else the city's."""
    return (item.target_of(board) if board else None) or item.given_to(None)


def says_how_it_went(item: ExternalItem) -> bool:
    """Whether an item has anything of a follow-up."""
    return any(item.contents.get(part) for part in FOLLOWED_UP)


def told_of(item: ExternalItem, before: Told) -> Told:
    """What a follow-up tells after an export: what the item says, and the rest as it was before."""
    numbers = {Part.OUTCOME: "outcome", Part.OUTCOME_WOMEN: "women", Part.OUTCOME_MEN: "men"}
    values: dict[str, object] = {
        name: float(item.contents[part]) if item.contents[part] else None
        for part, name in numbers.items()
        if part in item.contents
    }
    if Part.COMMENT in item.contents:
        values["text"] = item.contents[Part.COMMENT]
    if Part.JUDGEMENT in item.contents:
        word = item.contents[Part.JUDGEMENT]
        values["judgement"] = Judgement(word) if word else None
    if Part.STATE in item.contents:
        word = item.contents[Part.STATE]
        values["activity"] = ActivityState(word) if word else None
        values |= _days_of(item, before)
    return replace(before, **values)  # type: ignore[arg-type]


def _days_of(item: ExternalItem, before: Told) -> dict[str, object]:
    """The new last day of what is delayed: the one that the export gives it, where that is another."""
    if item.contents.get(Part.STATE) != ActivityState.DELAYED:
        return {"new_end": None}
    ends = item.contents.get(Part.ENDS)
    return {"new_end": date.fromisoformat(ends) if ends else before.new_end}
