"""The chain of goals: what the council asks, what a board plans, and what may stand beneath what.

The council's goals of orientation (inriktningsmål) have goals for areas of work (verksamhetsområdesmål)
beneath them; those have the council's indicators with their yearly targets (årsmål) and the council's
activities. A board answers a goal with goals of its own (nämndmål), each with the result it expects;
beneath them stand its indicators and its activities with a person who answers for them, a first and a last
day. A unit undertakes its part (åtagande).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Text


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


KIND_NAMES: Mapping[ItemKind, str] = {
    ItemKind.ORIENTATION_GOAL: message("goal of orientation"),
    ItemKind.AREA_GOAL: message("goal for an area of work"),
    ItemKind.COUNCIL_INDICATOR: message("indicator of the council"),
    ItemKind.COUNCIL_ACTIVITY: message("activity of the council"),
    ItemKind.BOARD_GOAL: message("goal of the board"),
    ItemKind.BOARD_INDICATOR: message("indicator of the board"),
    ItemKind.BOARD_ACTIVITY: message("activity of the board"),
    ItemKind.UNDERTAKING: message("undertaking"),
}

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
    """Who answers for something; `left` is the day from which they no longer do, None while they do.

    `account` is the number of their account, None for somebody who has none.
    """

    name: str
    left: date | None = None
    account: int | None = None

    def is_gone(self, day: date) -> bool:
        return self.left is not None and self.left <= day


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
    dropped_why: str | None = None
    finished: bool = False
    moved_to: date | None = None
    target: str | None = None
    unit: str | None = None
    indicator: str | None = None
    wanted: str | None = None
    by_sex: bool = False
    carried_from: str | None = None
    revision: int = 1
    simulated: bool = False

    @property
    def last_day(self) -> date | None:
        """Its last day, or the new one that a follow-up told of."""
        return self.moved_to or self.ends

    def is_live(self, day: date) -> bool:
        """Whether it holds on a day: it has not been dropped."""
        return self.dropped is None or self.dropped > day


@dataclass(frozen=True, slots=True)
class CouncilItem:
    """One thing that the council asks in a year's budget.

    `responsible` are the organisations that answer for it. `targets` are the yearly targets that the
    council gave, by organisation and in words, the city's with None as its key; `own` are those that boards
    set for themselves. `ended`: from which day the council has taken it away. `indicator` is the one that
    gives its outcome.
    """

    key: str
    year: int
    kind: ItemKind
    text: str
    position: int = 0
    parent: str | None = None
    responsible: frozenset[str] = frozenset()
    targets: Mapping[str | None, str] | None = None
    own: Mapping[str, str] | None = None
    ended: date | None = None
    text_en: str | None = None
    unit: str | None = None
    indicator: str | None = None
    wanted: str | None = None
    by_sex: bool = False
    revision: int = 1
    simulated: bool = False
    strategies: frozenset[str] = frozenset()
    milestones: frozenset[str] = frozenset()
    source: str | None = None

    @property
    def words(self) -> Text:
        return Text(sv=self.text, en=self.text_en)

    def is_live(self, day: date) -> bool:
        return self.ended is None or self.ended > day

    def given_to(self, organisation: str | None) -> str | None:
        """The target that the council gave an organisation, or the city (None)."""
        return (self.targets or {}).get(organisation)

    def target_of(self, organisation: str) -> str | None:
        """The target that an organisation steers by: its own where it set one, else the one it was given."""
        return (self.own or {}).get(organisation) or self.given_to(organisation)


def can_stand_under(kind: ItemKind, parent: ItemKind | None) -> bool:
    """Whether a thing of a kind may stand directly beneath another, or alone (None)."""
    return parent in PARENTS[kind] if parent else not PARENTS[kind]


def check_can_stand_under(kind: ItemKind, parent: ItemKind | None) -> None:
    if can_stand_under(kind, parent):
        return
    beneath = Sentence("it may not stand beneath: {parent}", parent=_name(parent)) if parent else None
    raise RuleError(
        _about(kind, beneath or Sentence("it cannot stand alone")),
        instead=_instead(PARENTS[kind], Sentence("It stands alone."), "It stands beneath: {kinds}."),
        outcome=Sentence("Nothing was changed."),
    )


def can_answer(kind: ItemKind, asked: ItemKind | None) -> bool:
    """Whether a thing in a plan may answer a thing of the council's; None: it answers nothing."""
    if asked is None:
        return kind not in MUST_ANSWER
    return asked in ANSWERS.get(kind, frozenset())


def check_can_answer(kind: ItemKind, asked: ItemKind | None) -> None:
    if can_answer(kind, asked):
        return
    what = Sentence("it cannot answer: {asked}", asked=_name(asked)) if asked else None
    raise RuleError(
        _about(kind, what or Sentence("it must say what of the council's it answers")),
        instead=_instead(
            ANSWERS.get(kind, frozenset()),
            Sentence("It answers nothing of the council's."),
            "It answers: {kinds}.",
        ),
        outcome=Sentence("Nothing was changed."),
    )


def _name(kind: ItemKind) -> Sentence:
    return Sentence(KIND_NAMES[kind])


def _about(kind: ItemKind, what: Sentence) -> Sentence:
    return Sentence("{kind}: {what}", kind=_name(kind), what=what)


def _instead(kinds: frozenset[ItemKind], none: Sentence, some: str) -> Sentence:
    if not kinds:
        return none
    names = [_name(kind) for kind in sorted(kinds)]
    listed = names[0]
    for name in names[1:]:
        listed = Sentence("{one} or {other}", one=listed, other=name)
    return Sentence(some, kinds=listed)


def in_outline(items: Iterable[PlanItem]) -> tuple[tuple[int, PlanItem], ...]:
    """A plan from top to bottom: each thing with its depth, after its parent, in the order of its position.

    Things whose parent is not among them come at the top, so that nothing is ever hidden.
    """
    listed = sorted(items, key=lambda item: (item.position, item.key))
    there = {item.key for item in listed}
    below: dict[str | None, list[PlanItem]] = {}
    for item in listed:
        below.setdefault(item.parent if item.parent in there else None, []).append(item)
    found = tuple(_beneath(None, 0, below))
    met = {item.key for _, item in found}
    return (*found, *((0, item) for item in listed if item.key not in met))


def _beneath(
    parent: str | None, depth: int, below: Mapping[str | None, Sequence[PlanItem]]
) -> Iterator[tuple[int, PlanItem]]:
    for item in below.get(parent, ()):
        yield depth, item
        yield from _beneath(item.key, depth + 1, below)


def moved(order: Sequence[str], key: str, *, up: bool) -> tuple[str, ...]:
    """The same keys with one moved a step; at the end of the row it stays where it is."""
    keys = list(order)
    place = keys.index(key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
    return tuple(keys)
