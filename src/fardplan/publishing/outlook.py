"""What a publication says of the years to come: the path decided and, once released, the forecast."""

from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text


class PathYear(Frozen):
    """The level that the straight way from baseline to target has in a year."""

    year: int
    level: float


class PublishedPeople(Frozen):
    """Whom a share is of: `size` of them were counted in `period`.

    `counted` says what they are, in the plural. `to_level` is how many of them the way from the latest
    figure to the level is; None without a level, below zero where the level is passed.
    """

    counted: Text
    period: Period
    size: Annotated[int, Field(gt=0)]
    to_level: float | None = None


class ForecastYear(Frozen):
    """What a year may bring: the line, and the 80 % (`inner`) and 95 % (`outer`) intervals about it."""

    year: int
    value: float
    inner: tuple[float, float]
    outer: tuple[float, float]

    @model_validator(mode="after")
    def _in_order(self) -> "ForecastYear":
        ordered = [self.outer[0], self.inner[0], self.value, self.inner[1], self.outer[1]]
        if ordered != sorted(ordered):
            raise ValueError(f"the forecast for {self.year} lies outside its intervals: {ordered}")
        return self


class NoForecast(StrEnum):
    """Why a forecast that was released cannot be made."""

    TOO_SHORT = "too_short"
    BROKEN = "broken"
    CONSTANT = "constant"
    NOT_FINITE = "not_finite"
    OUT_OF_RANGE = "out_of_range"
    TOO_FAR = "too_far"


class PublishedForecast(Frozen):
    """What the figures will show if nothing new is done; years in order, none where `obstacle` says why.

    It rests on `figures` comparable figures from `first` to `last`; `needed` is how many are enough.
    """

    first: Period
    last: Period
    figures: int
    years: tuple[ForecastYear, ...] = ()
    obstacle: NoForecast | None = None
    needed: int | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "PublishedForecast":
        if bool(self.years) == (self.obstacle is not None):
            raise ValueError("a forecast has years, or an obstacle that says why it has none")
        if any(later.year != one.year + 1 for one, later in pairwise(self.years)):
            raise ValueError("the years of a forecast follow on one another")
        return self


class PublishedProbability(Frozen):
    """The probability of being at `level` or beyond in `year` if nothing new is done.

    None where it cannot be told.
    """

    level: float
    year: int
    value: Annotated[float, Field(ge=0, le=1)] | None


class PublishedRecommendation(Frozen):
    """A level and year that the workbench recommends; nobody has decided them.

    `managed` of `compared` comparable municipalities improved as much in as long a time, the share
    `precedent` (0 to 1) when chance movement is taken off. `people` is how many it means, where known.
    """

    level: float
    year: int
    managed: int
    compared: int
    precedent: Annotated[float, Field(ge=0, le=1)]
    people: float | None = None


class PublishedOutlook(Frozen):
    """The years to come. What has not been released is None, and nothing of it is anywhere."""

    path: tuple[PathYear, ...] = ()
    people: PublishedPeople | None = None
    forecast: PublishedForecast | None = None
    probability: PublishedProbability | None = None
    recommended: tuple[PublishedRecommendation, ...] | None = None
