"""The chain of goals: what the council asks, what a board plans, and what may stand beneath what.

The council's goals of orientation (inriktningsmål) have goals for areas of work (verksamhetsområdesmål)
beneath them; those have the council's indicators with their yearly targets (årsmål) and the council's
activities. A board answers a goal with goals of its own (nämndmål), each with the result it expects;
beneath them stand its indicators and its activities with a person who answers for them, a first and a last
day. A unit undertakes its part (åtagande).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.vocabulary.errors import RuleError


class ItemKind(StrEnum):
    """A link of the chain, from the council down to a unit."""

    ORIENTATION_GOAL = "orientation_goal"
    AREA_GOAL = "area_goal"
    COUNCIL_INDICATOR = "council_indicator"
    COUNCIL_ACTIVITY = "council_activity"
    BOARD_GOAL = "board_goal"
    BOARD_INDICATOR = "board_indicator"
    BOARD_ACTIVITY = "board_activity"
    UNDERTAKING = "undertaking"


PARENTS: Mapping[ItemKind, frozenset[ItemKind]] = {
    ItemKind.ORIENTATION_GOAL: frozenset(),
    ItemKind.AREA_GOAL: frozenset({ItemKind.ORIENTATION_GOAL}),
    ItemKind.COUNCIL_INDICATOR: frozenset({ItemKind.AREA_GOAL}),
    ItemKind.COUNCIL_ACTIVITY: frozenset({ItemKind.AREA_GOAL}),
    ItemKind.BOARD_GOAL: frozenset(),
    ItemKind.BOARD_INDICATOR: frozenset({ItemKind.BOARD_GOAL}),
    ItemKind.BOARD_ACTIVITY: frozenset({ItemKind.BOARD_GOAL}),
    ItemKind.UNDERTAKING: frozenset({ItemKind.BOARD_GOAL, ItemKind.BOARD_ACTIVITY}),
}
"""What may stand directly above a thing within the council's part or within the board's; none: it stands
alone.
"""

ANSWERS: Mapping[ItemKind, frozenset[ItemKind]] = {
    ItemKind.BOARD_GOAL: frozenset({ItemKind.AREA_GOAL}),
    ItemKind.BOARD_INDICATOR: frozenset({ItemKind.COUNCIL_INDICATOR}),
    ItemKind.BOARD_ACTIVITY: frozenset({ItemKind.COUNCIL_ACTIVITY}),
}
"""What of the council's a thing in a board's plan may answer."""

MUST_ANSWER = frozenset({ItemKind.BOARD_GOAL})
"""What in a board's plan cannot stand without the thing of the council's that it answers."""

COUNCIL_KINDS = frozenset(
    {ItemKind.ORIENTATION_GOAL, ItemKind.AREA_GOAL, ItemKind.COUNCIL_INDICATOR, ItemKind.COUNCIL_ACTIVITY}
)
PLAN_KINDS = frozenset(ItemKind) - COUNCIL_KINDS
PROMISES = frozenset({ItemKind.BOARD_ACTIVITY, ItemKind.UNDERTAKING})
"""What somebody does, and so has a person who answers for it and a last day."""
MEASURES = frozenset({ItemKind.COUNCIL_INDICATOR, ItemKind.BOARD_INDICATOR})


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers for something; `left` is the last day that they did, None while they still do."""

    name: str
    left: date | None = None

    def is_gone(self, day: date) -> bool:
        return self.left is not None and self.left < day


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing in a board's plan for a year.

    `parent` and `answers` are keys, of the plan's own things and of the council's. `strategies` and
    `milestones` are the keys of the roadmap's that it serves. `programme`: it belongs to the local
    development programme. `dropped`: since when it no longer holds; nothing is ever taken away.
    """

    key: str
    organisation: str
    year: int
    kind: ItemKind
    title: str
    position: int = 0
    parent: str | None = None
    answers: str | None = None
    expected_result: str | None = None
    responsible: Person | None = None
    starts: date | None = None
    ends: date | None = None
    strategies: frozenset[str] = frozenset()
    milestones: frozenset[str] = frozenset()
    programme: bool = False
    dropped: date | None = None
    finished: bool = False

    def is_live(self, day: date) -> bool:
        """Whether it holds on a day: it has not been dropped."""
        return self.dropped is None or self.dropped > day


@dataclass(frozen=True, slots=True)
class CouncilItem:
    """One thing that the council asks in a year's budget.

    `responsible` are the organisations that answer for it. `targets` are the yearly targets by
    organisation, in words; None as a key is the whole city. `ended`: from which day the council has taken
    it away.
    """

    key: str
    year: int
    kind: ItemKind
    text: str
    position: int = 0
    parent: str | None = None
    responsible: frozenset[str] = frozenset()
    targets: Mapping[str | None, str] | None = None
    ended: date | None = None

    def is_live(self, day: date) -> bool:
        return self.ended is None or self.ended > day

    def target_of(self, organisation: str | None) -> str | None:
        return (self.targets or {}).get(organisation)


def can_stand_under(kind: ItemKind, parent: ItemKind | None) -> bool:
    """Whether a thing of a kind may stand directly beneath another, or alone (None)."""
    return parent in PARENTS[kind] if parent else not PARENTS[kind]


def check_can_stand_under(kind: ItemKind, parent: ItemKind | None) -> None:
    if not can_stand_under(kind, parent):
        allowed = " or ".join(sorted(PARENTS[kind]))
        raise RuleError(
            f"a thing of the kind '{kind}' may not stand " + (f"beneath '{parent}'" if parent else "alone"),
            instead=f"It stands beneath {allowed}." if allowed else "It stands alone.",
            outcome="Nothing was changed.",
        )


def can_answer(kind: ItemKind, asked: ItemKind | None) -> bool:
    """Whether a thing in a plan may answer a thing of the council's; None: it answers nothing."""
    if asked is None:
        return kind not in MUST_ANSWER
    return asked in ANSWERS.get(kind, frozenset())


def check_can_answer(kind: ItemKind, asked: ItemKind | None) -> None:
    if not can_answer(kind, asked):
        allowed = " or ".join(sorted(ANSWERS.get(kind, ())))
        raise RuleError(
            f"a thing of the kind '{kind}' cannot answer " + (f"'{asked}'" if asked else "nothing"),
            instead=f"It answers {allowed}." if allowed else "It stands beneath another and answers nothing.",
            outcome="Nothing was changed.",
        )


def in_outline(items: Iterable[PlanItem]) -> tuple[tuple[int, PlanItem], ...]:
    """A plan from top to bottom: each thing with its depth, after its parent, in the order of its position.

    Things whose parent is not among them come at the top, so that nothing is ever hidden.
    """
    listed = sorted(items, key=lambda item: (item.position, item.key))
    there = {item.key for item in listed}
    below: dict[str | None, list[PlanItem]] = {}
    for item in listed:
        below.setdefault(item.parent if item.parent in there else None, []).append(item)
    found: list[tuple[int, PlanItem]] = []
    _walk(None, 0, below, found, set())
    met = {item.key for _, item in found}
    return (*found, *((0, item) for item in listed if item.key not in met))


def _walk(
    parent: str | None,
    depth: int,
    below: Mapping[str | None, Sequence[PlanItem]],
    found: list[tuple[int, PlanItem]],
    met: set[str],
) -> None:
    for item in below.get(parent, ()):
        if item.key not in met:
            met.add(item.key)
            found.append((depth, item))
            _walk(item.key, depth + 1, below, found, met)


def moved(order: Sequence[str], key: str, *, up: bool) -> tuple[str, ...]:
    """The same keys with one moved a step; at the end of the row it stays where it is."""
    keys = list(order)
    place = keys.index(key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
    return tuple(keys)


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
