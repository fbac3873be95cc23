"""A plan: one pass over a register, whatever is counted of it; what an engine is asked and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.count import CountDefinition, Counted
from fardplan.indicators.counting.expression import Expression
from fardplan.indicators.counting.register import RegisterDefinition, period_of
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period

TIME, AREA, FLAGS, ROWS = "time", "area", "flags", "rows"
"""Columns of every answer; breakdowns follow under their own names, sums as `sum_<column>`."""

RECORD_KEY = "record_key"
"""A column of permanent random keys, summed where noise is drawn by the people in a cell."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A condition of an indicator, as one bit of the signature that rows are grouped by.

    `indicator` and `part` ("population", "numerator", "answered" …) say whose it is. Rows for which it is
    false or unknown have 0 in the bit. `whens` are the conditions with the first and last value of the time
    column that each holds for (None: no bound); outside all of them the bit is 0. `breakdowns` are the
    columns that figures with this flag are told by; None: all of the plan's.
    """

    indicator: str
    part: str
    whens: tuple[tuple[int | None, int | None, Expression], ...]
    breakdowns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Summed:
    """A column to sum, as whole numbers of its last decimal; a missing value adds nothing."""

    column: str
    decimals: int


@dataclass(frozen=True, slots=True)
class PassPlan:
    """One pass: group the rows that `keep` holds for by time, area, breakdowns and the signature of flags.

    The answer is a table, a row a group: `time`, `area` and each of `breakdowns` as the register has them
    (a missing value is null), `flags` (bit i is `flags[i]`, lowest first), `rows` (how many) and
    `sum_<column>` for each of `sums`, all Int64. `periods`: first and last value of the time column. Every
    figure that adds up is a sum of these rows: conditions are parted by their signature, so that indicators
    over one register are sums over the same pieces. `values`: columns whose values are grouped by as well,
    for quantiles, which then add up too; a NUMBER as whole numbers of its last decimal. A number that is not
    finite is missing, and a row without a time is not counted.

    `leaves` pairs area codes of the register with the leaf that `area` answers instead (areas that always
    belong together share one); a code that is not among them is answered as null. None: areas as they are. A
    breakdown that no flag of a row needs is answered as null too, so that people whom nobody asks about more
    closely are one group.
    """

    register: RegisterDefinition
    breakdowns: tuple[str, ...]
    flags: tuple[Flag, ...]
    sums: tuple[Summed, ...] = ()
    values: tuple[str, ...] = ()
    keep: Expression | None = None
    periods: tuple[int | None, int | None] = (None, None)
    leaves: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class DistinctPlan:
    """Different values of `column` among rows with `flag`, for each of `groupings`, in windows of periods.

    A grouping is a set of breakdown columns. Nothing of it adds up: each is counted by itself. Rows that
    `keep` does not hold for are not counted.
    """

    register: RegisterDefinition
    column: str
    flag: Flag
    groupings: tuple[tuple[str, ...], ...]
    years: int = 1
    periods: tuple[int | None, int | None] = (None, None)
    keep: Expression | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Sums:
    """What a pass answered; `cells` has the columns that `PassPlan` names, in any order of rows."""

    plan: PassPlan
    cells: pl.DataFrame


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """What is read of a survey's answers, row by row and in memory, for all indicators of it together.

    `flags`: for each indicator `population` (who were asked), `answered` (with an opinion and a weight),
    `numerator` and, where the definition has it, `no_opinion`, the last three of those in the population.
    `columns` are all that is needed of a row; rows that `keep` does not hold for are not.
    """

    register: RegisterDefinition
    columns: tuple[str, ...]
    breakdowns: tuple[str, ...]
    flags: tuple[Flag, ...]
    keep: Expression | None = None
    periods: tuple[int | None, int | None] = (None, None)
    leaves: tuple[tuple[str, str], ...] | None = None

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(flag.indicator for flag in self.flags))

    def flag(self, indicator: str, part: str) -> Flag | None:
        return next((flag for flag in self.flags if (flag.indicator, flag.part) == (indicator, part)), None)


@dataclass(frozen=True, slots=True)
class CountingPlan:
    """Everything that is asked of one register for some indicators and periods.

    `main` is the pass that all counts of rows come from; `passes` has it first, and after it those that group
    by values as well (of quantiles, of contributors), which cost more. `surveys` has one plan at most: all
    questions of a survey are read together. `untold`: the times, each with the
    reason, that an indicator has no figure for since its rules or parameters say nothing of them. `covered`:
    the times that the register is known to have rows of, so that a count of nobody is 0 then. `notes` say
    what a person should know of the plan: what was split and why, and what is not told.
    """

    register: RegisterDefinition
    indicators: tuple[Counted, ...]
    periods: tuple[Period, ...]
    geography: AreaSets
    passes: tuple[PassPlan, ...] = ()
    distinct: tuple[DistinctPlan, ...] = ()
    surveys: tuple[SurveyPlan, ...] = ()
    untold: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def main(self) -> PassPlan | None:
        return self.passes[0] if self.passes else None

    def valued(self, column: str) -> PassPlan:
        """The pass that groups by the values of a column. Raises `InputError` where there is none."""
        found = next((item for item in self.passes if column in item.values), None)
        if found is None:
            raise InputError(f"no pass of the register '{self.register.key}' groups by '{column}'")
        return found

    def count(self, indicator: str) -> CountDefinition:
        """The count of one of the plan's indicators."""
        found = next(item.count for item in self.indicators if item.key == indicator)
        assert found is not None  # a plan is made of indicators that are counted
        return found

    def told_as(self, indicator: str, time: int) -> Period:
        """The period that a value of the time column is told for."""
        return period_of(time, self.count(indicator).time or self.register.time.kind)
