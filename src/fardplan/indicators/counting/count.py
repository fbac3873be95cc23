"""The `count` of an indicator: how its figures come out of a register."""

import warnings
from typing import Annotated, Literal, Protocol

from pydantic import Field, model_validator

from fardplan.indicators.counting.register import ColumnName
from fardplan.indicators.source import Key
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import Period, PeriodKind
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Unit

Condition = str
"""An expression that is true, false or unknown of a row, see `expression`."""


class Dated(Frozen):
    """A rule that holds from a period on, until the next one of the list."""

    first: Period
    when: Condition
    text: Text | None = None


Rule = Condition | tuple[Dated, ...]
"""One condition, or conditions in order of time. Before the first one nothing can be counted."""


class ShareOf(Frozen):
    """Of the population, the share for whom `numerator` is true, in per cent."""

    kind: Literal["share"] = "share"
    numerator: Rule


class CountOf(Frozen):
    """How many the population are; with `column`, its sum (dwellings of a project, employed of a workplace).

    `contributor` names the column that tells whose each contribution is, for the rules of dominance.
    """

    kind: Literal["count"] = "count"
    column: ColumnName | None = None
    contributor: ColumnName | None = None


class ShareOfSum(Frozen):
    """The share of the sum of `column` that falls on rows for which `numerator` is true, in per cent."""

    kind: Literal["share_of_sum"] = "share_of_sum"
    column: ColumnName
    numerator: Rule
    contributor: ColumnName | None = None


class MeanOf(Frozen):
    """The mean of a column over the population.

    Whoever has the mean and the number has the sum; `contributor` names whose each amount is (the person, for
    amounts of persons), for the rules of dominance.
    """

    kind: Literal["mean"] = "mean"
    column: ColumnName
    contributor: ColumnName | None = None


class QuantileOf(Frozen):
    """The smallest value of a column that at least the share `at` of the population does not exceed."""

    kind: Literal["quantile"] = "quantile"
    column: ColumnName
    at: Annotated[float, Field(gt=0, lt=1)] = 0.5


class DistinctOf(Frozen):
    """How many different values a column has over `years` periods up to the one told: persons over time."""

    kind: Literal["distinct"] = "distinct"
    column: ColumnName
    years: Annotated[int, Field(ge=1)] = 1


class SurveyShareOf(Frozen):
    """Of those who answered with an opinion, the weighted share for whom `numerator` is true, in per cent.

    The population is everybody who was asked, answer or not. `answered` is true of who answered the question
    with an opinion, `no_opinion` of who answered without one. `weight` says how many persons an answer stands
    for, `strata` and `clusters` how the sample was drawn.
    """

    kind: Literal["survey_share"] = "survey_share"
    numerator: Rule
    answered: Condition
    no_opinion: Condition | None = None
    weight: ColumnName
    strata: ColumnName | None = None
    clusters: ColumnName | None = None


Measured = ShareOf | CountOf | ShareOfSum | MeanOf | QuantileOf | DistinctOf | SurveyShareOf


class Breakdown(Frozen):
    """Columns whose categories figures are told for, together; `areas` false: for the whole city alone."""

    columns: tuple[ColumnName, ...]
    areas: bool = True


with warnings.catch_warnings():
    # A class of ours can `register` others as its own (`ABCMeta`), and pydantic warns; its instances cannot.
    warnings.filterwarnings("ignore", 'Field name "register"', UserWarning)

    class _InRegister(Frozen):
        """The register, by its key, that something is counted in."""

        register: Key


class CountDefinition(_InRegister):
    """What is counted of a register for an indicator.

    `population` is who is counted at all. `divisions` are the divisions of the city that figures are told
    for, besides the city itself. An area that does not exist on the last day of a period is counted on its
    nearest borders, unless `recounted` is false: then only divisions that held that day are told. `time` is
    the kind of period that figures are told for, where it is not the register's (pupils by calendar year).
    A period in which `preliminary` is true of any row that is counted is told as preliminary.
    `parameters` are numbers by period that expressions can name (a price base amount). `variant_of` is the
    indicator with the official figures, and `differs` why the two differ.
    """

    population: Rule
    measure: Annotated[Measured, Field(discriminator="kind")]
    divisions: tuple[str, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    recounted: bool = True
    time: PeriodKind | None = None
    preliminary: Condition | None = None
    parameters: dict[str, dict[Period, float]] = Field(default_factory=dict)
    variant_of: Key | None = None
    differs: Text | None = None

    @model_validator(mode="after")
    def _told_why(self) -> "CountDefinition":
        if (self.variant_of is None) != (self.differs is None):
            raise ValueError("a variant of official figures says why it differs, and only a variant does")
        return self


class Counted(Protocol):
    """What counting has to know of an indicator; `IndicatorDefinition` is one."""

    @property
    def key(self) -> str: ...

    @property
    def unit(self) -> Unit: ...

    @property
    def first(self) -> Period | None: ...

    @property
    def rounded_to(self) -> float: ...

    @property
    def count(self) -> CountDefinition | None: ...
