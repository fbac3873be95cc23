"""An indicator definition: what a figure means, when its meaning changed, and how sure it is."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fardplan.indicators.counting.count import CountDefinition
from fardplan.indicators.ratio import RatioDefinition
from fardplan.indicators.source import Key, Source
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Unit


class SeriesBreak(Frozen):
    """A change of definition or method: figures from `first` on cannot be compared with those before.

    `areas` names the areas it concerns; empty means all.
    """

    first: Period
    text: Text
    areas: tuple[str, ...] = ()


class Movement(Frozen):
    """The ordinary year-to-year movement of a register figure about its trend.

    `sd` is in the indicator's unit, `df` how many degrees of freedom it was estimated with, `source`
    says on what.
    """

    sd: Annotated[float, Field(gt=0)]
    df: Annotated[int, Field(ge=1)]
    source: Text


class RegisterError(Frozen):
    """A count of everybody: no sampling error, but ordinary movement from year to year.

    `bounds`: some of what is counted is hidden, and the interval that comes with a figure is the lowest and
    the highest that it can be.
    """

    kind: Literal["register"] = "register"
    movement: Movement | None = None
    bounds: bool = False


class SurveyError(Frozen):
    """Answers from a sample. `design_effect` multiplies the variance of a simple random sample."""

    kind: Literal["survey"] = "survey"
    design_effect: Annotated[float, Field(gt=0)] = 1.0
    design_effect_source: Text | None = None


class Retired(Frozen):
    """The source no longer publishes it; `replaced_by` is the indicator that took over, if any."""

    last: Period
    replaced_by: Key | None = None
    text: Text


class IndicatorDefinition(Frozen):
    """What an indicator means. Nothing about charts stands here.

    `polarity` says which way is better for residents, None where that is not given. `first` is the
    first period the definition can have figures for. `rounded_to` is the step that the source rounds
    to, in the unit. `area` is the area a milestone is judged on. `counted` says, in the plural, what the
    base of a share counts: pupils, young people. Without it no share is told as people.
    `persons` is the indicator that counts the people of a share's numerator. `count` says how figures come
    out of a register, where the city counts them itself; `ratio`, how they come of two that are counted.
    `of_residents`: those counted live in the area, so that where its borders moved they can be followed by
    where people live. `approval` says when a statistician must approve figures that arrive from a source
    before they become current: when a check stops them, when they revise what was known, or always.
    """

    key: Key
    name: Text
    definition: Text
    population: Text | None = None
    numerator: Text | None = None
    denominator: Text | None = None
    unit: Unit
    polarity: Direction | None
    kind: Literal["outcome", "performance", "context"] = "outcome"
    area: str
    first: Period | None = None
    rounded_to: Annotated[float, Field(gt=0)]
    counted: Text | None = None
    persons: Key | None = None
    of_residents: bool = False
    error: Annotated[RegisterError | SurveyError, Field(discriminator="kind")]
    breaks: tuple[SeriesBreak, ...] = ()
    retired: Retired | None = None
    sources: tuple[Source, ...]
    traps: tuple[Text, ...] = ()
    words: tuple[str, ...] = ()
    """Words by which the text of a milestone is recognised as being about this indicator (Swedish)."""
    approval: Literal["stopped", "revised", "always"] = "stopped"
    count: CountDefinition | None = None
    ratio: RatioDefinition | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "IndicatorDefinition":
        if not self.sources:
            raise ValueError(f"the indicator '{self.key}' names no source")
        firsts = [item.first for item in self.breaks]
        if firsts != sorted(firsts):
            raise ValueError(f"the breaks of '{self.key}' are not in order of time")
        if self.count and self.ratio:
            raise ValueError(f"'{self.key}' is either counted or a ratio of what is counted, not both")
        return self
