"""The port of the counting engines: what each can be asked, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import polars as pl

from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.expression import Expression
from fardplan.indicators.counting.plan import DistinctPlan, PassPlan, Sums
from fardplan.indicators.counting.register import RegisterDefinition, Threshold
from fardplan.vocabulary.errors import RuleError

Paths = Sequence[str | Path]
"""Parquet files, folders with such files, or patterns such as `befolkning/*.parquet`."""

Span = tuple[int | None, int | None]
"""First and last value of the time column, both included; None is no bound."""

Progress = Callable[[float], None]
"""Told now and then how much of a pass is done, from 0 to 1. What it raises cancels the pass."""

NOTHING_COUNTED = "Nothing was counted."


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the files of a register are, by what they say of themselves; no row has been read.

    `types`: the Parquet type of each of the register's columns. `extra`: columns that the register does not
    know and that nobody reads. `simulated`: a file says that its rows were made up.
    """

    register: str
    files: tuple[Path, ...]
    rows: int
    size: int
    types: Mapping[str, str]
    extra: tuple[str, ...] = ()
    simulated: bool = False


class FaultKind(StrEnum):
    """What can be wrong with a row; the names are those of the thresholds in `register.Quality`."""

    DUPLICATES = "duplicates"
    UNKNOWN_AREA = "unknown_area"
    OTHER_DIVISION = "other_division"
    MISSING = "missing"
    UNKNOWN_CATEGORY = "unknown_category"
    OUT_OF_RANGE = "out_of_range"


class Verdict(StrEnum):
    FINE = "fine"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: how many of the judged rows have it.

    `column` is None for duplicates. `codes` names some of the unknown areas or categories, never a value that
    could be of a person.
    """

    kind: FaultKind
    column: str | None
    rows: int
    of: int
    threshold: Threshold
    codes: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.rows / self.of if self.of else 0.0

    @property
    def verdict(self) -> Verdict:
        if self.share > self.threshold.refuse:
            return Verdict.REFUSE
        return Verdict.WARN if self.share > self.threshold.warn else Verdict.FINE


@dataclass(frozen=True, slots=True)
class QualityReport:
    """How good a register is. Every row is outside the periods, excluded, or judged.

    `rows`: all. `outside`: rows of other periods than asked for. `excluded`: by the key of the exclusion, in
    the register's order; a row counts in the first that holds for it. `faults`: of the judged rows, each kind
    and column that some row has, the worst verdict first.
    """

    register: str
    rows: int
    outside: int
    excluded: Mapping[str, int]
    faults: tuple[Fault, ...]

    @property
    def judged(self) -> int:
        return self.rows - self.outside - sum(self.excluded.values())

    def of(self, verdict: Verdict) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.verdict is verdict)

    def check(self) -> None:
        """Raises `RuleError` with every fault that is above the threshold for refusal."""
        refused = self.of(Verdict.REFUSE)
        if refused:
            raise RuleError(
                "; ".join(_told(fault) for fault in refused),
                where=f"register '{self.register}'",
                instead="Mend the file, or state in the register's definition that so much is borne.",
                outcome=NOTHING_COUNTED,
            )


def _told(fault: Fault) -> str:
    column = f" in '{fault.column}'" if fault.column else ""
    codes = f" ({', '.join(fault.codes)})" if fault.codes else ""
    what = fault.kind.replace("_", " ")
    limit = f"at most {fault.threshold.refuse:.2%} is borne"
    return f"{what}{column}{codes}: {fault.rows} of {fault.of} rows, {fault.share:.2%}; {limit}"


class Engine(Protocol):
    """Counts registers where they lie.

    All engines give the same answers to the last digit. All raise `InputError` for files that are missing,
    damaged or unlike the register, and no error holds a value of a row.
    """

    name: str

    def inspect(self, register: RegisterDefinition, paths: Paths) -> Inspection:
        """What the files are and whether they have the register's columns; reads no rows."""
        ...

    def times(self, register: RegisterDefinition, paths: Paths) -> tuple[int, ...]:
        """The different values of the time column, in order; a row without one has none."""
        ...

    def quality(
        self, register: RegisterDefinition, paths: Paths, geography: AreaSets, periods: Span = (None, None)
    ) -> QualityReport:
        """Counts every fault of the rows, in one pass and one more for duplicates."""
        ...

    def run(self, plan: PassPlan, paths: Paths) -> Sums:
        """The answer to a plan, see `PassPlan`."""
        ...

    def distinct(self, plan: DistinctPlan, paths: Paths) -> pl.DataFrame:
        """The answer to a plan: `grouping` (its place in the plan), `time`, a column for each breakdown of
        any grouping (null where the grouping has it not, or a row has no value), and `distinct`, Int64.

        A window is told for its last period, where the register reaches back to its first.
        """
        ...

    def rows(
        self,
        register: RegisterDefinition,
        columns: Sequence[str],
        keep: Expression | None,
        paths: Paths,
        periods: Span = (None, None),
    ) -> pl.DataFrame:
        """Columns of the rows that `keep` holds for, in memory and in no order: for answers to a survey."""
        ...

    def explain(self, plan: PassPlan, paths: Paths = ()) -> str:
        """The query, and with `paths` how the engine would go about it."""
        ...
