"""A roadmap version: what a city decided to steer towards, as frozen data."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from fardplan.vocabulary.day import PartialDate, no_later_than
from fardplan.vocabulary.gap import GapTarget
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import FIRST_YEAR, LAST_YEAR, Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A stable name for addresses and files: lower case a to z, digits and single hyphens."""

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Place = Annotated[int, Field(ge=1, le=9999)]
"""A number in an order that people count, from 1."""


class Strength(StrEnum):
    """How much of a change the wording asks for."""

    ANY = "any"
    CLEAR = "clear"  # "tydligt minskat"


class Force(StrEnum):
    """How strongly a decision point binds its addressee."""

    APPROVED = "godkänns"
    SHALL = "ska"
    URGED = "uppmanas"
    UNCLEAR = "unclear"


class LinkState(StrEnum):
    PROPOSED = "proposed"
    DECIDED = "decided"


class Vision(Frozen):
    title: Text
    year: Year
    text: Text | None = None
    source: str


class TargetArea(Frozen):
    """A målområde."""

    key: Key
    name: Text
    description: Text | None = None


class RelatedMilestone(Frozen):
    milestone: Key
    source: str


class IndicatorLink(Frozen):
    """Which indicator measures a milestone, who says so, and how sure a proposal is (0 to 1)."""

    indicator: Key
    state: LinkState = LinkState.PROPOSED
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    source: str


class Responsibility(Frozen):
    """An organisation that answers for a milestone, and where that was decided."""

    organisation: Key
    source: str


class Milestone(Frozen):
    """An etappmål. Level and year are None until someone has decided them; nothing stands in for them.

    `gap` is a second target, for the gap between districts; it stands with or without the first.
    `baseline` is the period to measure change from; None means the latest figure known at the decision.
    `needed` tells what data would be needed, and from whom, where none are known.
    """

    key: Key
    target_area: Key
    text: Text
    wanted: Direction | None
    strength: Strength = Strength.ANY
    rationale: Text | None = None
    related: tuple[RelatedMilestone, ...] = ()
    indicator: IndicatorLink | None = None
    context: tuple[Key, ...] = ()
    level: float | None = None
    year: Year | None = None
    gap: GapTarget | None = None
    baseline: Period | None = None
    responsible: tuple[Responsibility, ...] = ()
    needed: Text | None = None

    @model_validator(mode="after")
    def _level_with_year(self) -> "Milestone":
        if (self.level is None) != (self.year is None):
            raise ValueError(
                f"the milestone '{self.key}' has only one of level and year; give both or neither"
            )
        return self

    @model_validator(mode="after")
    def _links_stand_once(self) -> "Milestone":
        said = f"of '{self.key}'"
        _unique("related milestone", (link.milestone for link in self.related), said)
        _unique("context indicator", self.context, said)
        _unique("responsible organisation", (link.organisation for link in self.responsible), said)
        return self


class Strategy(Frozen):
    """A prioritised strategy of a target area; `number` is its place there, from 1."""

    key: Key
    target_area: Key
    number: Place
    text: Text


class DecisionPoint(Frozen):
    """One att-sats: what is decided, who is to act, and how strongly it binds."""

    number: Place
    text: Text
    addressee: str | None
    force: Force


class Decision(Frozen):
    """The decision that adopted a version."""

    body: str
    date: date
    paragraph: str
    dnr: str


class RoadmapVersion(Frozen):
    """One edition of the roadmap. With a `decision` it is adopted and immutable; without, proposed.

    `number` counts the editions from 1; `based_on` is the edition it was made from. Raises on keys
    used twice and on links to what is not there.
    """

    number: Place
    title: Text
    dnr: str | None = None
    dated: PartialDate
    drawn_up_by: str
    source: str
    based_on: Place | None = None
    why: Text | None = None
    horizon: tuple[Year, Year] | None = None
    vision: Vision
    target_areas: tuple[TargetArea, ...]
    milestones: tuple[Milestone, ...]
    strategies: tuple[Strategy, ...]
    decision_points: tuple[DecisionPoint, ...] = ()
    decision: Decision | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "RoadmapVersion":
        if self.based_on is not None and self.based_on >= self.number:
            raise ValueError(f"version {self.number} cannot be based on version {self.based_on}")
        if self.horizon and self.horizon[1] < self.horizon[0]:
            raise ValueError(f"the horizon ends {self.horizon[1]} before it begins {self.horizon[0]}")
        return self

    @model_validator(mode="after")
    def _consistent(self) -> "RoadmapVersion":
        areas = _unique("target area", (area.key for area in self.target_areas))
        keys = _unique("milestone", (milestone.key for milestone in self.milestones))
        _unique("strategy", (strategy.key for strategy in self.strategies))
        _unique("decision point", (str(point.number) for point in self.decision_points))
        homes = [(item.key, item.target_area) for item in self.milestones]
        homes += [(item.key, item.target_area) for item in self.strategies]
        for key, target_area in homes:
            if target_area not in areas:
                raise ValueError(f"'{key}' belongs to '{target_area}', which is no target area here")
        for milestone in self.milestones:
            for related in milestone.related:
                if related.milestone not in keys - {milestone.key}:
                    raise ValueError(
                        f"'{milestone.key}' is related to '{related.milestone}', which is not here"
                    )
        return self

    @property
    def proposed_from(self) -> date:
        """The last day that its date can mean."""
        return no_later_than(self.dated)

    @property
    def known_from(self) -> date:
        """The day it can count from: the decision, or the last day its date can mean."""
        return self.decision.date if self.decision else self.proposed_from

    def milestone(self, key: str) -> Milestone | None:
        return next((item for item in self.milestones if item.key == key), None)

    def milestones_of(self, target_area: str) -> tuple[Milestone, ...]:
        return tuple(item for item in self.milestones if item.target_area == target_area)

    def strategies_of(self, target_area: str) -> tuple[Strategy, ...]:
        return tuple(item for item in self.strategies if item.target_area == target_area)


def _unique(what: str, keys: Iterable[str], where: str = "") -> set[str]:
    counted = Counter(keys)
    twice = [key for key, times in counted.items() if times > 1]
    if twice:
        raise ValueError(" ".join(filter(None, (f"the {what} '{twice[0]}'", where, "stands twice"))))
    return set(counted)
