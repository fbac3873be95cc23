"""From protected cells to observations: shares, counts, sums, means and quantiles, of what may be told alone.

A share is told where its population, its numerator and so the rest of the population are all shown, and is
computed from the shown values. Nothing is computed from a value that is hidden.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from fardplan.disclosure.protecting import Protected
from fardplan.disclosure.rules import NUMERATOR, POPULATION, REST
from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.count import Breakdown, CountDefinition, Counted
from fardplan.indicators.counting.plan import CountingPlan, Sums
from fardplan.indicators.counting.quantiles import Valued
from fardplan.indicators.counting.register import period_of, time_value
from fardplan.indicators.counting.rollup import EVERYBODY, RolledUp
from fardplan.stats.share import normal_quantile, wilson
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Provenance, Status
from fardplan.vocabulary.period import Period

ROWS_TABLE = ""
"""The name, among the tables of a register, of the one that counts rows."""

SHARES = ("share", "share_of_sum")
ADDED = ("count", "share_of_sum", "mean")
"""Measures that sum a column. Of a mean both the number, a count of rows, and the sum are protected."""

Place = tuple[str, ...]
"""A cell but for what is counted: its area, and a category for each column."""


class Observing:
    """Everything that the answered passes of a plan tell: tables to protect, then observations of them.

    `sums`: the answers to `plan.passes`. Made once; asked for each period.
    """

    def __init__(self, plan: CountingPlan, sums: Sequence[Sums], geography: AreaSets) -> None:
        self.plan, self.geography = plan, geography
        self.tables: dict[str, RolledUp] = {}
        self.valued: dict[str, RolledUp] = {}
        for position, answer in enumerate(sums):
            if position == 0:
                rows = RolledUp(answer, plan, geography)
                if rows.indicators:
                    self.tables[ROWS_TABLE] = rows
            for name in answer.plan.values:
                self.valued[name] = RolledUp(answer, plan, geography)
            for item in answer.plan.sums:
                rolled = RolledUp(answer, plan, geography, item.column, ADDED)
                if rolled.indicators:
                    self.tables[item.column] = rolled

    def observations(
        self,
        period: Period,
        protected: Mapping[str, Protected],
        provenance: Provenance,
        *,
        smallest: int = 1,
    ) -> tuple[Observation, ...]:
        """All figures of a period, in order of indicator, breakdown, area and category.

        `protected`: by name what may be told of each of `tables`. `smallest`: how many must lie on either
        side of a quantile. What is hidden is an observation too, with the status SUPPRESSED, so that a reader
        sees that it was counted.
        """
        missing = sorted(set(self.tables) - set(protected))
        if missing:
            raise InputError(f"the tables {missing} of '{self.plan.register.key}' are not protected")
        found: list[Observation] = []
        for name, rolled in self.tables.items():
            for indicator in rolled.indicators:
                is_sum = name != ROWS_TABLE and self.plan.count(indicator).measure.kind == "mean"
                if rolled.told(indicator, period) and not is_sum:
                    told = _Indicator(self, name, indicator, period, protected, smallest)
                    found += told.observations(provenance)
        return tuple(found)


class _Indicator:
    """The figures of one indicator in one period."""

    def __init__(
        self,
        all_: Observing,
        table: str,
        key: str,
        period: Period,
        protected: Mapping[str, Protected],
        smallest: int,
    ) -> None:
        self.rolled, self.key, self.period, self.smallest = all_.tables[table], key, period, smallest
        self.count: CountDefinition = all_.plan.count(key)
        self.definition: Counted = next(item for item in all_.plan.indicators if item.key == key)
        self.known, self.cells = protected[table].by_cell(), frozenset(protected[table].cells)
        self.variance = protected[table].variance
        column = getattr(self.count.measure, "column", None)
        found = all_.plan.register.column(column) if column else None
        self.decimals = 10 ** (found.decimals if found else 0)
        self.sums = protected[column].by_cell() if column and self.count.measure.kind == "mean" else {}
        self.summed_by = all_.tables[column].one.breakdowns if self.sums and column else ()
        self.values = (
            Valued(all_.valued[column], key, period)
            if self.count.measure.kind == "quantile" and column
            else None
        )
        self.step = Fraction(str(self.definition.rounded_to))
        self._told_of: dict[Breakdown, list[tuple[dict[str, str], Place]]] = {}
        self.status = Status.PRELIMINARY if self.rolled.preliminary(key, period) else Status.VALUE

    def observations(self, provenance: Provenance) -> Iterator[Observation]:
        told_for = self._told_for()
        for breakdown in (Breakdown(columns=()), *self.count.breakdowns):
            areas = self.rolled.told_areas(self.key, self.period)
            for area in areas if breakdown.areas else areas[:1]:
                note = self._note(area)
                for categories, place in self._combinations(breakdown, area):
                    value, base, interval = self._figure(place, categories)
                    yield Observation(
                        indicator=self.key,
                        area=area,
                        period=told_for,
                        value=value,
                        provenance=provenance,
                        group=Group(tuple(categories.items())),
                        status=self._status(value, base),
                        lower=interval[0] if interval else None,
                        upper=interval[1] if interval else None,
                        base=base,
                        note=note,
                    )

    def _status(self, value: float | None, base: int | None) -> Status:
        if value is not None:
            return self.status
        return Status.NOT_APPLICABLE if base == 0 else Status.SUPPRESSED

    def _figure(
        self, place: Place, categories: Mapping[str, str]
    ) -> tuple[float | None, int | None, tuple[float, float] | None]:
        """Value, base and interval of a cell; without a value where something it rests on is hidden."""
        population = self._shown(place, POPULATION)
        kind = self.count.measure.kind
        if kind == "count":
            return (None if population is None else self._stepped(population, self.decimals)), None, None
        base = (
            None
            if population is None
            else round(population / self.decimals)
            if kind in SHARES
            else population
        )
        if population is None or population == 0:
            return None, base, None
        if kind in SHARES:
            share = self._share(place, population)
            return (None, base, None) if share is None else (share[0], base, share[1])
        return self._of_values(place, categories, population), base, None

    def _share(self, place: Place, population: int) -> tuple[float, tuple[float, float] | None] | None:
        numerator = self._shown(place, NUMERATOR)
        if numerator is None or self._shown(place, REST) is None:
            return None
        share = min(1.0, numerator / population)
        value = min(100.0, self._stepped(100 * numerator, population))
        return value, self._widened(share, population / self.decimals, value) if self.variance else None

    def _widened(self, share: float, base: float, value: float) -> tuple[float, float]:
        """The interval of chance, with what the moving of counts adds: of moved figures alone.

        Of exact ones the reader of a series finds the interval from the base or the ordinary movement.
        """
        lower, upper = wilson(share, base)
        noise = normal_quantile(0.95) * math.sqrt(self.variance * (1 + share**2)) / base
        low = 100 * max(0.0, share - math.hypot(share - lower, noise))
        high = 100 * min(1.0, share + math.hypot(upper - share, noise))
        return min(low, value), max(high, value)

    def _of_values(self, place: Place, categories: Mapping[str, str], population: int) -> float | None:
        if self.values is None:
            by = (categories.get(name, EVERYBODY) for name in self.summed_by)
            total = self.sums.get((place[0], *by, f"{self.key}.{POPULATION}"))
            return None if total is None else self._stepped(total, population * self.decimals)
        leaves = self.rolled.leaves_of(place[0], self.key, self.period)
        found = self.values.of(leaves, dict(categories), self.smallest)
        return None if found is None else self._stepped(found, self.decimals)

    def _shown(self, place: Place, part: str) -> int | None:
        return self.known.get((*place, f"{self.key}.{part}"))

    def _combinations(self, breakdown: Breakdown, area: str) -> Iterator[tuple[dict[str, str], Place]]:
        """Every combination of categories that is told, and the place of its cells."""
        for categories, place in self._somebody(breakdown):
            if (area, *place, f"{self.key}.{POPULATION}") in self.cells:
                yield categories, (area, *place)

    def _somebody(self, breakdown: Breakdown) -> list[tuple[dict[str, str], Place]]:
        """Combinations of categories with their places, without those that nobody in the city is in.

        That is told, and so there is nothing to share. A count of them is told as 0, unless it is of what
        need not be there, such as schools.
        """
        if breakdown not in self._told_of:
            city = self.rolled.geography.city
            is_open = any(self.rolled.is_open(name) for name in breakdown.columns)
            nothing_to_tell = breakdown.columns and (self.count.measure.kind != "count" or is_open)
            found = self._told_of[breakdown] = []
            for codes in product(*(self.rolled.codes(name) for name in breakdown.columns)):
                categories = dict(zip(breakdown.columns, codes, strict=True))
                place = tuple(categories.get(name, EVERYBODY) for name in self.rolled.one.breakdowns)
                if not nothing_to_tell or self._shown((city, *place), POPULATION) != 0:
                    found.append((categories, place))
        return self._told_of[breakdown]

    def _stepped(self, number: int, by: int) -> float:
        """`number / by` in the step that the indicator is told in, halves upwards, in whole numbers."""
        up, down = self.step.numerator, self.step.denominator
        return (2 * number * down + by * up) // (2 * by * up) * up / down

    def _told_for(self) -> Period:
        kind = self.rolled.plan.register.time.kind
        return period_of(time_value(self.period, kind), self.count.time or kind)

    def _note(self, area: str) -> str | None:
        day = self.rolled.geography.borders_of(area, self.period.end)
        return None if day is None else f"Räknat på områdets gränser den {day.isoformat()}."
