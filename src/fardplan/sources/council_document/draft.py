"""The draft: what was read from a council document, every text with where it stands and how sure it is.

The shapes of `fardplan document read --json` and of DRAFT.yaml. All are frozen, refuse unknown fields, and
go to JSON and back unchanged. Lists are in the order of the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from .goal_tree import strangers, tree_faults

Force = Literal["godkänns", "ska", "uppmanas", "unclear"]
Direction = Literal["up", "down", "unclear"]
Becomes = Literal["target_area", "milestone", "strategy"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Frozen):
    """A text of the document.

    `text` is repaired, `as_read` stands literally in the file: one line of it for each of `lines`, without
    the item's mark and without page noise. `lines` count from 1. `confidence` (0-1) is the belief that
    `text` is word for word what was printed.
    """

    text: str
    as_read: str
    lines: tuple[int, ...]
    confidence: float = Field(ge=0.0, le=1.0)


class Decision(Item):
    """A decision point. `addressee` is who is to act, null when the deciding body itself acts."""

    addressee: str | None
    force: Force


class EarlierDecision(Item):
    """What was decided before; `date` as far as stated: YYYY, YYYY-MM or YYYY-MM-DD, else null."""

    date: str | None


class Horizon(Item):
    """When something is to be reached: one year, or the first and the last of a span."""

    years: tuple[int, ...]


class Target(_Frozen):
    """What a goal is to reach, as far as its words say.

    `value` in `unit` by `year`; `direction` tells whether the value is at least ("up") or at most ("down") to
    be reached. `relative`: the value is a change, in per cent of what was.
    """

    value: float | None = None
    unit: str | None = None
    year: int | None = None
    direction: Literal["up", "down"] | None = None
    relative: bool = False


class Goal(Item):
    """Something that the document sets out to reach or to do, at any level.

    `level` is the document's own word for it ("Delmål"), null where it uses none; `number` its number as
    printed. `parent` is the id of the goal that it belongs to. `becomes` is what it is in a roadmap, null for
    what has no place there. `direction` is which way its words point.
    """

    id: str
    level: str | None
    becomes: Becomes | None
    number: str | None
    parent: str | None
    direction: Direction
    target: Target | None
    responsible: tuple[str, ...]


class Indicator(Item):
    """What a goal is measured with; `of` is the goal's id, `source` where its figures come from."""

    of: str | None
    source: str | None
    target: Target | None


class Vision(Item):
    """What the document says that the city wants to be, and by which year."""

    year: int | None


class Signatory(Item):
    """Who signed; the role is repaired, the name never."""

    role: str | None


class Annex(Item):
    """An annex that the document lists or refers to, by number or letter, and whether it is in the file."""

    number: str | None
    present: bool


class Doubt(_Frozen):
    """What a person should look at. `readings` are the possible readings, the one taken first."""

    kind: str
    message: str
    lines: tuple[int, ...]
    as_read: str | None
    readings: tuple[str, ...]


class About(_Frozen):
    """What the document says of itself; null where it does not. `name` is the file's or source's name.

    `decided_by` is the body that is to decide; `officer` who has written it; `municipality` whose it is;
    `noise` the share of words that the scan has garbled (0-1).
    """

    name: str
    kind: str | None
    dnr: str | None
    date: str | None
    decided_by: str | None
    officer: str | None = None
    municipality: str | None = None
    noise: float = Field(ge=0.0, le=1.0)


@dataclass(frozen=True, slots=True)
class TargetArea:
    """A target area of a roadmap, as the goals of a draft give it: `goal` is None where none is named.

    The strategies have the numbers they are printed with where all have one and none is met twice; else they
    are counted.
    """

    goal: Goal | None
    milestones: tuple[Goal, ...]
    strategies: tuple[Goal, ...]

    @property
    def name(self) -> str:
        return self.goal.text if self.goal else ""

    @property
    def as_read(self) -> str:
        return self.goal.as_read if self.goal else ""

    @property
    def lines(self) -> tuple[int, ...]:
        return self.goal.lines if self.goal else ()


def areas_of(goals: Sequence[Goal]) -> tuple[TargetArea, ...]:
    """The target areas of a roadmap, in the order of the document; goals beneath no area come last."""
    by_id = {goal.id: goal for goal in goals}
    homes: dict[str | None, list[Goal]] = {goal.id: [] for goal in goals if goal.becomes == "target_area"} | {
        None: []
    }
    for goal in goals:
        if goal.becomes in {"milestone", "strategy"}:
            homes[_home(goal, by_id)].append(goal)
    return tuple(
        TargetArea(by_id[key] if key else None, _of(found, "milestone"), _counted(_of(found, "strategy")))
        for key, found in homes.items()
        if key or found
    )


def _home(goal: Goal, by_id: dict[str, Goal]) -> str | None:
    """The nearest target area above a goal."""
    for above in above_of(goal, by_id):
        if above.becomes == "target_area":
            return above.id
    return None


def above_of(goal: Goal, by_id: dict[str, Goal]) -> Iterator[Goal]:
    """The goals above a goal, the nearest first; a ring that a hand has made is walked once."""
    seen = {goal.id}
    while goal.parent and goal.parent in by_id and goal.parent not in seen:
        goal = by_id[goal.parent]
        seen.add(goal.id)
        yield goal


def _of(goals: Sequence[Goal], becomes: Becomes) -> tuple[Goal, ...]:
    return tuple(goal for goal in goals if goal.becomes == becomes)


def _counted(strategies: tuple[Goal, ...]) -> tuple[Goal, ...]:
    printed = [goal.number for goal in strategies]
    if None not in printed and len(set(printed)) == len(printed):
        return strategies
    return tuple(
        goal.model_copy(update={"number": str(place)}) for place, goal in enumerate(strategies, start=1)
    )


class Draft(_Frozen):
    """A roadmap draft: what one council document decides and sets out, with the doubts of the reading."""

    document: About
    title: Item | None
    decisions: tuple[Decision, ...]
    mandate: Item | None
    preparation: Item | None
    earlier_decisions: tuple[EarlierDecision, ...]
    vision: Vision | None
    horizons: tuple[Horizon, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    signatories: tuple[Signatory, ...]
    annexes: tuple[Annex, ...]
    references: tuple[Item, ...]
    doubts: tuple[Doubt, ...]

    @field_validator("goals")
    @classmethod
    def _goals_are_a_tree(cls, goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
        tree_faults([(goal.id, goal.parent) for goal in goals])
        return goals

    @field_validator("indicators")
    @classmethod
    def _indicators_are_of_goals(
        cls, indicators: tuple[Indicator, ...], found: ValidationInfo
    ) -> tuple[Indicator, ...]:
        if "goals" in found.data:
            strangers([one.of for one in indicators], {goal.id for goal in found.data["goals"]})
        return indicators

    def to_json(self) -> dict[str, Any]:
        """The draft as plain lists, dicts, texts and numbers."""
        return self.model_dump(mode="json")

    @property
    def target_areas(self) -> tuple[TargetArea, ...]:
        """The goals as a roadmap has them: areas with their milestones and strategies."""
        return areas_of(self.goals)

    def items(self) -> list[Item]:
        """Every text of the draft, in no promised order."""
        single = [one for one in (self.title, self.mandate, self.preparation, self.vision) if one is not None]
        return [
            *single,
            *self.decisions,
            *self.earlier_decisions,
            *self.horizons,
            *self.goals,
            *self.indicators,
            *self.signatories,
            *self.annexes,
            *self.references,
        ]
