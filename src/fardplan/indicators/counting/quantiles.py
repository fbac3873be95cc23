"""Quantiles from how many have each value: they do not add up, but the counts they come from do."""

from fractions import Fraction

import numpy as np
import polars as pl

from fardplan.disclosure.rules import POPULATION, enough_for_quantile
from fardplan.indicators.counting.count import QuantileOf
from fardplan.indicators.counting.rollup import RolledUp
from fardplan.indicators.counting.tabulating import Counts
from fardplan.vocabulary.period import Period


class Valued:
    """The people of one indicator in one period, by leaf, category and the value of a column, in its order.

    `rolled`: a pass that groups by the column. Values are whole numbers of the column's last decimal.
    """

    def __init__(self, rolled: RolledUp, indicator: str, period: Period) -> None:
        measure = rolled.plan.count(indicator).measure
        assert isinstance(measure, QuantileOf)  # the caller chose it
        self.at, self.rolled = Fraction(str(measure.at)), rolled
        bit = rolled.bits[indicator, POPULATION]
        inside = (pl.col("t") == rolled.place(period)) & ((pl.col("flags") & (1 << bit)) != 0)
        own = rolled.frame.filter(inside & pl.col(measure.column).is_not_null()).sort(measure.column)
        self.value = own[measure.column].to_numpy()
        self.rows: Counts = own[rolled.measured].to_numpy().astype(np.int64)
        self.leaf = own["l"].to_numpy()
        self.categories = {name: own[name].to_numpy() for name in rolled.one.breakdowns}

    def of(self, leaves: frozenset[str], categories: dict[str, str], minimum: int) -> int | None:
        """The smallest value that at least the share `at` of the people do not exceed.

        None where too few have a value at or below it, or at or above it, for nobody's own to be told
        (`disclosure.rules.enough_for_quantile`).
        """
        chosen = np.isin(self.leaf, [self.rolled.leaves.index(leaf) for leaf in leaves])
        for name, code in categories.items():
            chosen &= self.categories[name] == self.rolled.codes(name).index(code)
        rows = self.rows[chosen]
        people = int(rows.sum())
        if not people or not enough_for_quantile(people, float(self.at), minimum):
            return None
        needed = -(-self.at.numerator * people // self.at.denominator)
        return int(self.value[chosen][int(np.searchsorted(np.cumsum(rows), needed))])
