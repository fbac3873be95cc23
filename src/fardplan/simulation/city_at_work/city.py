"""What the generator must know of a city: its bodies, its roadmap, its goals, and the words for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from fardplan.boards.cycle import StepDays
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text


class IndicatorWords(Frozen):
    """A board's indicator: `level` in its first year, and by how much it changes a year as `wanted`."""

    text: str
    unit: str
    wanted: Literal["up", "down"]
    level: float
    yearly: Annotated[float, Field(ge=0)]


class StrategyWords(Frozen):
    """What boards could plan for a strategy, and tell of it.

    `carried_by`: keys of organisations, or kinds of them. In the texts {area} becomes the place of a district
    board, {number} and {small} numbers made up for the occasion. `happened` has a sentence for each activity,
    in the same order.
    """

    carried_by: Annotated[tuple[str, ...], Field(min_length=1)]
    goal: str
    expected: str
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    indicator: IndicatorWords | None = None
    happened: Annotated[tuple[str, ...], Field(min_length=1)]


class AreaGoal(Frozen):
    """The council's goal for an area of work; `under`: the key of the city's goal above it."""

    text: str
    under: str | None = None


class WorkWords(Frozen):
    """A city's words for a simulated year, by the keys of its target areas and strategies.

    All may be missing: general words, made of the roadmap's own, stand in.
    """

    area_goals: Mapping[str, AreaGoal] = Field(default_factory=dict)
    strategies: Mapping[str, StrategyWords] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """A board, a company or another organisation; None as a day: unknown, or not come."""

    key: str
    name: str
    kind: str
    area_name: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_there(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """The indicator that a milestone is followed by: the level of its latest figure, where there is one."""

    key: str
    name: Text
    unit: str
    by_sex: bool
    latest: float | None


@dataclass(frozen=True, slots=True)
class Milestone:
    key: str
    text: Text
    wanted: Literal["up", "down"]
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class TargetArea:
    key: str
    name: Text
    description: Text | None
    milestones: tuple[Milestone, ...]
    strategies: tuple[Strategy, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the council's that applies to the years; without any, one is made up."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class WorkingCity:
    """All of it. `bodies` are those that take part in the cycle, in the city's order; `executive` leads it.

    `partner` works with the city and takes no part in its cycle. `years` has the steps of each year that
    is to be simulated, with their days.
    """

    bodies: tuple[Body, ...]
    executive: str
    areas: tuple[TargetArea, ...]
    goals: tuple[Goal, ...]
    years: Mapping[int, tuple[StepDays, ...]]
    words: WorkWords = field(default_factory=WorkWords)
    partner: str | None = None
