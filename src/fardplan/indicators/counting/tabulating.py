"""The groups of a pass as arrays: every indicator by every breakdown, all periods and leaves at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fardplan.disclosure.rules import NUMERATOR, POPULATION
from fardplan.disclosure.tables import Parts
from fardplan.indicators.counting.areas import NOWHERE
from fardplan.indicators.counting.count import Breakdown
from fardplan.indicators.counting.plan import AREA, FLAGS, ROWS, TIME, CountingPlan, PassPlan, Sums
from fardplan.indicators.counting.register import time_value
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period

NO_CATEGORY = "-"
"""In a breakdown: those with no category, or with one that the register does not know."""

FEWEST_NAMED = 10
"""As many rows must share a value before it is told as the name of a group."""

NO_TIME = -1
"""In place of a time's number, where nobody is counted."""

PRELIMINARY = "preliminary"
SUMMING = ("count", "share_of_sum")
"""Measures whose figures are sums of a column, where they name one, and not of rows."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """An indicator by one breakdown: sums of shape (times, leaves, categories …, parts).

    The last category of each column is of those with none. The parts are population, numerator and rest, or
    population alone.
    """

    indicator: str
    breakdown: Breakdown
    values: Counts


class Tabulated:
    """The sums of a pass, added up by indicator and breakdown.

    Rows are counted, for the indicators that count them; with `column` it is the sum of this column, in whole
    numbers of its last decimal, for the `kinds` of measures that sum it. Raises `InputError` when the pass
    does not sum the column.
    """

    def __init__(
        self, sums: Sums, plan: CountingPlan, column: str | None = None, kinds: Sequence[str] = SUMMING
    ) -> None:
        self.plan, self.one, self.column, self.kinds = plan, sums.plan, column, kinds
        self.measured = ROWS if column is None else f"sum_{column}"
        if self.measured not in sums.cells.columns:
            raise InputError(f"the sums of '{plan.register.key}' have no column '{self.measured}'")
        kind = plan.register.time.kind
        self.times = {time_value(period, kind): place for place, period in enumerate(plan.periods)}
        self.leaf_of = _leaves(self.one, sums.cells)
        self.leaves = sorted({NOWHERE, *self.leaf_of.values()})
        self.bits = {(flag.indicator, flag.part): bit for bit, flag in enumerate(self.one.flags)}
        self._found = {
            name: _values(sums.cells, name)
            for name in self.one.breakdowns
            if not getattr(plan.register.column(name), "categories", ())
        }
        self.sizes = {name: len(self.codes(name)) for name in self.one.breakdowns}
        self.frame = self._numbered(sums.cells)
        self._by_signature: dict[str, dict[int, pl.DataFrame]] = {}

    @property
    def indicators(self) -> tuple[str, ...]:
        """Those of the pass that this is about."""
        keys = dict.fromkeys(flag.indicator for flag in self.one.flags)
        return tuple(key for key in keys if self._is_about(key))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        found: list[Table] = []
        for indicator in self.indicators:
            found += self.by(indicator, (Breakdown(columns=()), *self.plan.count(indicator).breakdowns))
        return tuple(found)

    def by(self, indicator: str, breakdowns: Sequence[Breakdown]) -> list[Table]:
        """An indicator by any breakdowns of the pass, told or not."""
        names = dict.fromkeys(name for item in breakdowns for name in item.columns)
        own = self._reduced(indicator, tuple(names)) if breakdowns else None
        return [Table(indicator, item, self._tensor(own, item)) for item in breakdowns if own is not None]

    def by_signature(self, at: int, name: str) -> pl.DataFrame:
        """What is measured at a place in time, by the number of a category and the conditions met."""
        if name not in self._by_signature:
            signature = (pl.col(FLAGS) & ~self._preliminary).alias(FLAGS)
            summed = (
                self.frame.lazy().group_by("t", name, signature).agg(pl.col(self.measured).sum()).collect()
            )
            parts = summed.partition_by("t", as_dict=True, include_key=False)
            self._by_signature[name] = {place: part for (place,), part in parts.items()}
            self._by_signature[name][NO_TIME] = summed.clear().drop("t")
        return self._by_signature[name].get(at, self._by_signature[name][NO_TIME])

    @cached_property
    def signatures(self) -> Mapping[int, tuple[int, ...]]:
        """By place of the time: every combination of conditions that rows meet."""
        found = self.frame.group_by("t").agg((pl.col(FLAGS) & ~self._preliminary).unique().sort())
        return {place: tuple(flags) for place, flags in found.iter_rows()}

    @cached_property
    def told_places(self) -> Mapping[str, frozenset[int]]:
        """For each indicator the places of the times that have a figure, see `told`."""
        found: dict[str, frozenset[int]] = {}
        for table in self.tables:
            if not table.breakdown.columns:
                counts = self.plan.count(table.indicator).measure.kind == "count"
                people = table.values[..., 0].sum(axis=1)
                untold = self.plan.untold.get(table.indicator, {})
                found[table.indicator] = frozenset(
                    place
                    for time, place in self.times.items()
                    if time not in untold
                    and (place in self.signatures or time in self.plan.covered)
                    and (counts or people[place] > 0)
                )
        return found

    def told(self, indicator: str, period: Period) -> bool:
        """Whether there is a figure: the register has rows of the time, and the rules say what to count.

        Where nobody is in the population there is no share and no mean; a count is 0 then.
        """
        return self.place(period) in self.told_places[indicator]

    def preliminary(self, indicator: str, period: Period) -> bool:
        """Whether any row that is counted of the period may still change."""
        bit = self.bits.get((indicator, PRELIMINARY))
        if bit is None:
            return False
        return bool(self.frame.select(((pl.col("t") == self.place(period)) & _has(bit)).any()).item())

    def parts(self, period: Period) -> Parts:
        """The finest parts of the period's sums, each with whose it is, for rules of dominance.

        The pass must group by a column of contributors: its last column of values. A contributor that is
        missing is one of its own.
        """
        if not self.one.values:
            raise InputError(f"the pass over '{self.plan.register.key}' does not part contributors")
        own = self.frame.filter((pl.col("t") == self.place(period)) & (pl.col(self.measured) != 0))
        coded = [
            np.array([*self.codes(name), NO_CATEGORY])[own[name].to_numpy()] for name in self.one.breakdowns
        ]
        signature = (own[FLAGS].to_numpy() & ~self._preliminary).astype(str)
        who = own[self.one.values[-1]].cast(pl.String).fill_null("").to_numpy().astype(str)
        area = np.array(self.leaves)[own["l"].to_numpy()]
        return Parts((area, *coded, signature), who, own[self.measured].to_numpy().astype(np.int64))

    def codes(self, name: str) -> tuple[str, ...]:
        """The categories of a breakdown's column; where it has none, the values that it has."""
        column = self.plan.register.column(name)
        return (column.codes or self._found.get(name, ())) if column else ()

    def is_open(self, name: str) -> bool:
        """Whether a column's values are not told beforehand, such as the names of schools."""
        return name in self._found

    def place(self, period: Period) -> int:
        """Where a period stands among the times. Raises `InputError` for one that the plan does not have."""
        time = time_value(period, self.plan.register.time.kind)
        if time not in self.times:
            raise InputError(f"the plan does not have the period {period}")
        return self.times[time]

    @property
    def _preliminary(self) -> int:
        return sum(1 << bit for (_, part), bit in self.bits.items() if part == PRELIMINARY)

    def _is_about(self, indicator: str) -> bool:
        measure = self.plan.count(indicator).measure
        summed = getattr(measure, "column", None)
        if self.column is not None:
            return summed == self.column and measure.kind in self.kinds
        return summed is None or measure.kind not in SUMMING

    def _numbered(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Times, leaves and categories as numbers from 0; rows of other periods are left out."""
        leaf = {code: self.leaves.index(name) for code, name in self.leaf_of.items()}
        columns = [
            pl.col(TIME).replace_strict(self.times, default=-1, return_dtype=pl.Int64).alias("t"),
            _places(pl.col(AREA), leaf, self.leaves.index(NOWHERE)).alias("l"),
            *(
                _places(pl.col(name), {code: at for at, code in enumerate(self.codes(name))}, size).alias(
                    name
                )
                for name, size in self.sizes.items()
            ),
            pl.col(FLAGS).cast(pl.Int64),
            pl.col(self.measured).cast(pl.Int64).fill_null(0),
            *(pl.col(name) for name in self.one.values),
        ]
        return cells.lazy().select(columns).filter(pl.col("t") >= 0).collect()

    def _reduced(self, indicator: str, names: Sequence[str]) -> pl.DataFrame:
        """The rows of an indicator's population, as coarse as breakdowns by the columns `names` allow."""
        inside = self.frame.lazy().filter(_has(self.bits[indicator, POPULATION]))
        parts = [pl.col(self.measured).sum().alias(POPULATION)]
        if (indicator, NUMERATOR) in self.bits:
            numerator = pl.col(self.measured).filter(_has(self.bits[indicator, NUMERATOR]))
            parts.append(numerator.sum().alias(NUMERATOR))
        return inside.group_by("t", "l", *names).agg(parts).collect()

    def _tensor(self, own: pl.DataFrame, breakdown: Breakdown) -> Counts:
        sizes = [self.sizes[name] + 1 for name in breakdown.columns]
        shape = (len(self.times), len(self.leaves), *sizes)
        axes = [own[name].to_numpy() for name in ("t", "l", *breakdown.columns)]
        places = np.ravel_multi_index(axes, shape)
        parts = []
        for part in (POPULATION, NUMERATOR):
            if part in own.columns:
                flat = np.zeros(int(np.prod(shape)), dtype=np.int64)
                np.add.at(flat, places, own[part].to_numpy())
                parts.append(flat.reshape(shape))
        if len(parts) == 2:
            parts.append(parts[0] - parts[1])
        return np.stack(parts, axis=-1)


def _values(cells: pl.DataFrame, name: str) -> tuple[str, ...]:
    """What stands in a column, in order; raises `InputError` for what no group of people can be called.

    Values that fewer than 10 rows share are left out, so that their people have no category: nobody has said
    what may stand there, and the name of a group of one would be told even where its figure is hidden.
    """
    each = cells.lazy().group_by(pl.col(name).cast(pl.String)).agg(pl.col(ROWS).sum()).collect()
    found = each.filter(pl.col(ROWS) >= FEWEST_NAMED)[name].drop_nulls().sort().to_list()
    unfit = [value for value in found if value in ("", NO_CATEGORY) or {";", "="} & set(value)]
    if unfit:
        raise InputError(
            f"figures cannot be told by '{name}': {len(unfit)} of its {len(found)} values are empty, "
            f"{NO_CATEGORY}, or have a semicolon or an equals sign in them",
            instead="Write them otherwise, or give the column categories.",
        )
    return tuple(found)


def _leaves(plan: PassPlan, cells: pl.DataFrame) -> dict[str, str]:
    """For each area that the pass can answer its leaf."""
    if plan.leaves is not None:
        return dict(plan.leaves)
    return {code: code for code in cells[AREA].unique().drop_nulls().sort()}


def _places(column: pl.Expr, of: Mapping[str, int], other: int) -> pl.Expr:
    if not of:
        return pl.lit(other, dtype=pl.Int64)
    return column.cast(pl.String).fill_null("").replace_strict(of, default=other, return_dtype=pl.Int64)


def _has(bit: int) -> pl.Expr:
    return (pl.col(FLAGS) & (1 << bit)) != 0
