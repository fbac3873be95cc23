"""From the sums of a pass to everything that is told of a period: cells linked by the same people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.rules import COUNTED, NUMERATOR, POPULATION, REST
from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells, Mask
from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.limited import limits, nobody, unread, untold_tables
from fardplan.indicators.counting.plan import CountingPlan, Sums
from fardplan.indicators.counting.tabulating import NO_CATEGORY, SUMMING, Counts, Table, Tabulated
from fardplan.vocabulary.period import Period

EVERYBODY = ""
"""In a breakdown: everybody, whatever their category, known or not."""

NOBODY = "nobody:"
"""How a code of `counted` begins that holds the signatures of which nobody is in some category."""

_ALONE = frozenset({"none"})
Sets = Mapping[str, frozenset[str]]
Axes = tuple[tuple[str, ...], ...]
"""The codes of a block of cells in each dimension; its cells are their product."""


def linked_cells(sums: Sums, plan: CountingPlan, geography: AreaSets, period: Period) -> LinkedCells:
    """Everything that the counts of rows let out of one period, see `RolledUp.cells`."""
    return RolledUp(sums, plan, geography).cells(period)


class RolledUp(Tabulated):
    """The sums of a pass, added up to what is told; made once, then asked for each period.

    The arguments are those of `Tabulated`, and the areas that figures are told for.
    """

    def __init__(
        self,
        sums: Sums,
        plan: CountingPlan,
        geography: AreaSets,
        column: str | None = None,
        kinds: Sequence[str] = SUMMING,
    ) -> None:
        super().__init__(sums, plan, column, kinds)
        self.geography = geography
        self._sets: dict[tuple[Period, tuple[str, ...]], Sets] = {}
        self._blocks: dict[Axes, list[CellKey]] = {}
        self._categories: dict[tuple[int, str], NDArray[np.bool_]] = {}

    def cells(self, period: Period) -> LinkedCells:
        """All cells of a period, with the sets of leaves that link them.

        The dimensions are the area, every breakdown column and `counted`. There is a cell for every area and
        category that figures are told for, and for what a reader can compute: what an area's parts leave
        over (`<area>-<division>`), those with no category (`-`), and who is in a population and not in its
        numerator (`<indicator>.rest`). Behind those that figures are made of, see `told_cells`, stand those
        that nobody is told and anybody knows, see `limited`: indicators by what limits them, and groups that
        have nobody of some condition (`nobody:1` of `counted`), which are known to be 0. A period that
        nothing is told of has no cells. Raises `InputError` for a period that the plan does not have.
        """
        at, sets = self.place(period), self._told_sets(period)
        blocks = list(self._all_blocks(at, sets))
        dimensions = self._dimensions([axes for axes, _ in blocks], at, sets)
        dimensions, empty = self._with_nobody(at, dimensions)
        keys = [*(cell for axes, _ in blocks for cell in self._product(axes)), *empty]
        values = np.concatenate([*(values for _, values in blocks), np.zeros(len(empty), dtype=np.int64)])
        known = np.arange(len(keys)) >= len(keys) - len(empty)
        return LinkedCells(dimensions, tuple(keys), values.astype(np.int64), known)

    def told_cells(self, period: Period) -> int:
        """How many of the first of `cells` are of figures, or can be computed from them alone."""
        at, sets = self.place(period), self._told_sets(period)
        return sum(len(values) for _, values in self._told_blocks(at, sets))

    def values(self, period: Period) -> dict[CellKey, int]:
        """The values of `cells` by cell; they can be below 0 where a column's values can."""
        at, sets = self.place(period), self._told_sets(period)
        found = {
            cell: value
            for axes, values in self._all_blocks(at, sets)
            for cell, value in zip(self._product(axes), values.tolist(), strict=True)
        }
        return found | dict.fromkeys(self.cells(period).cells[len(found) :], 0)

    def told_areas(self, indicator: str, period: Period) -> tuple[str, ...]:
        """The areas that figures of an indicator are told for, the city first."""
        count = self.plan.count(indicator)
        return self.geography.told(period, count.divisions, recounted=count.recounted)

    def leaves_of(self, area: str, indicator: str, period: Period) -> frozenset[str]:
        """The leaves of an area that figures of an indicator are told for."""
        return self._areas(indicator, period)[area]

    def _told_sets(self, period: Period) -> dict[str, Sets]:
        at = self.place(period)
        return {key: self._areas(key, period) for key in self.indicators if at in self.told_places[key]}

    def _all_blocks(self, at: int, sets: Mapping[str, Sets]) -> Iterator[tuple[Axes, Counts]]:
        yield from self._told_blocks(at, sets)
        present = {name: self._present(at, name) for name in self.sizes}
        unread_bits = {name: self._unread_bits(at, name) for name in self.sizes}
        for table in self._untold:
            bit = 1 << self.bits[table.indicator, POPULATION]
            read = not any(unread_bits[name] & bit for name in table.breakdown.columns)
            areas = self._untold_areas(table, sets.get(table.indicator, {}))
            if areas and read and limits(table, at, present):
                yield self._block(table, at, areas)

    def _unread_bits(self, at: int, name: str) -> int:
        """The conditions that somebody meets whom the pass does not part by a column."""
        found = 0
        for one in unread(self, at, name, [str(flags) for flags in self.signatures.get(at, ())]):
            found |= int(one)
        return found

    def _told_blocks(self, at: int, sets: Mapping[str, Sets]) -> Iterator[tuple[Axes, Counts]]:
        for table in self.tables:
            if table.indicator in sets:
                yield self._block(table, at, sets[table.indicator])

    @cached_property
    def _untold(self) -> tuple[Table, ...]:
        return untold_tables(self)

    def _untold_areas(self, table: Table, sets: Sets) -> Sets:
        """The areas of a table, without the city where figures are told of it alone."""
        own = self.plan.count(table.indicator).breakdowns
        if all(item.columns != table.breakdown.columns for item in own):
            return sets
        return {area: leaves for area, leaves in sets.items() if area != self.geography.city}

    def _with_nobody(
        self, at: int, dimensions: tuple[Dimension, ...]
    ) -> tuple[tuple[Dimension, ...], list[CellKey]]:
        """Groups that have nobody of some condition, as codes of `counted`, and their cells in the city."""
        *others, counted = dimensions
        codes, cells = dict(counted.codes), list[CellKey]()
        closed = [name for name in self.sizes if not self._present(at, name)[-1]]
        for name, category, signatures in nobody(self, at, counted.codes, closed):
            place = 1 + self.one.breakdowns.index(name)
            if category in others[place].codes:
                code = f"{NOBODY}{len(cells) + 1}"
                codes[code] = signatures
                cell = [self.geography.city, *(EVERYBODY for _ in self.one.breakdowns), code]
                cell[place] = category
                cells.append(tuple(cell))
        return (*others, Dimension(counted.name, codes)), cells

    def _areas(self, indicator: str, period: Period) -> Sets:
        count = self.plan.count(indicator)
        divisions = self.geography.held(period, count.divisions, recounted=count.recounted)
        if (period, divisions) not in self._sets:
            self._sets[period, divisions] = self.geography.sets(period, divisions, self.leaf_of)
        return self._sets[period, divisions]

    def _product(self, axes: Axes) -> list[CellKey]:
        """The keys of a block; years with the same areas share them."""
        if axes not in self._blocks:
            self._blocks[axes] = list(product(*axes))
        return self._blocks[axes]

    def _block(self, table: Table, at: int, sets: Sets) -> tuple[Axes, Counts]:
        """The cells of a table in a period, and their values in the same order."""
        areas = tuple(sets) if table.breakdown.areas else (self.geography.city,)
        values = table.values[at]
        has = table.breakdown.columns
        codes: dict[str, tuple[str, ...]] = {}
        chosen: list[list[int]] = []
        for name in has:
            present = self._present(at, name)
            keep = [place for place in range(self.sizes[name]) if present[place] or not self.is_open(name)]
            known = tuple(self.codes(name)[place] for place in keep)
            codes[name] = (*known, NO_CATEGORY) if present[-1] else known
            chosen.append([*keep, *([self.sizes[name]] if present[-1] else [])])
        parts = (POPULATION, NUMERATOR, REST)[: values.shape[-1]]
        picked = values[np.ix_(range(len(self.leaves)), *chosen, range(len(parts)))]
        inside = np.array([[leaf in sets[area] for leaf in self.leaves] for area in areas], dtype=np.int64)
        summed = (inside @ picked.reshape(len(self.leaves), -1)).reshape(len(areas), *picked.shape[1:])
        order = [1 + has.index(name) for name in self.one.breakdowns if name in has]
        axes = (
            areas,
            *(codes.get(name, (EVERYBODY,)) for name in self.one.breakdowns),
            tuple(f"{table.indicator}.{part}" for part in parts),
        )
        return axes, summed.transpose(0, *order, summed.ndim - 1).reshape(-1)

    def _present(self, at: int, name: str) -> NDArray[np.bool_]:
        """Which categories anybody counted in a period has, for whatever indicator; the last is none.

        Those of one are cells of all, so that no reader knows of a 0 that the cells do not.
        """
        if (at, name) not in self._categories:
            found = np.zeros(self.sizes[name] + 1, dtype=np.bool_)
            for table in self.tables:
                if name in table.breakdown.columns:
                    axis = 1 + table.breakdown.columns.index(name)
                    people = table.values[at][..., 0]
                    found |= people.any(axis=tuple(other for other in range(people.ndim) if other != axis))
            self._categories[at, name] = found
        return self._categories[at, name]

    def _lacking(self, at: int, name: str) -> bool:
        """Whether anybody who is counted in a period has no category of a column."""
        return bool((self.by_signature(at, name)[name] == self.sizes[name]).any())

    def _dimensions(self, blocks: Iterable[Axes], at: int, sets: Mapping[str, Sets]) -> tuple[Dimension, ...]:
        used: list[set[str]] = [set() for _ in range(2 + len(self.sizes))]
        for axes in blocks:
            for codes, more in zip(used, axes, strict=True):
                codes.update(more)
        areas = {code: leaves for of in sets.values() for code, leaves in of.items() if code in used[0]}
        found = [Dimension("area", areas or {self.geography.city: _ALONE})]
        for place, name in enumerate(self.one.breakdowns, start=1):
            told = [code for code in self.codes(name) if code in used[place] or not self.is_open(name)]
            lacking = NO_CATEGORY in used[place] or self._lacking(at, name)
            known = [*told, *([NO_CATEGORY] if lacking else [])]
            categories = {EVERYBODY: frozenset(known) or _ALONE}
            categories |= {code: frozenset({code}) for code in known if code in {*used[place], NO_CATEGORY}}
            found.append(Dimension(name, categories))
        conditions = dict(self._conditions(at, tuple(sets)))
        return (*found, Dimension(COUNTED, conditions or {EVERYBODY: _ALONE}))

    def _conditions(self, at: int, indicators: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
        """For every condition that is told of, the signatures in which it holds."""
        wanted = [
            (f"{key}.{part}", self._mask(key, part))
            for key in indicators
            for part in (POPULATION, NUMERATOR, REST)
            if part == POPULATION or (key, NUMERATOR) in self.bits
        ]
        signatures = set(self.signatures.get(at, ()))
        for _, mask in wanted:
            signatures |= _possible(mask, signatures)
        each = np.array(sorted(signatures), dtype=np.int64)
        for code, (yes, no) in wanted:
            yield code, frozenset(map(str, each[(each & (yes | no)) == yes].tolist()))

    def _mask(self, indicator: str, part: str) -> tuple[int, int]:
        """The bits that are set, and those that are not, where a part of an indicator is counted."""
        population = 1 << self.bits[indicator, POPULATION]
        numerator = 1 << self.bits[indicator, NUMERATOR] if part != POPULATION else 0
        return {
            POPULATION: (population, 0),
            NUMERATOR: (population | numerator, 0),
            REST: (population, numerator),
        }[part]


def published(cells: LinkedCells, told: Sequence[str]) -> Mask:
    """Which cells figures are made of; the others a reader can only compute, and they cost nothing to hide.

    `told`: the areas that figures are told for, `AreaSets.told` of the period.
    """
    areas = set(told)
    return np.array(
        [
            cell[0] in areas and NO_CATEGORY not in cell[1:-1] and not cell[-1].endswith(f".{REST}")
            for cell in cells.cells
        ],
        dtype=np.bool_,
    )


def _possible(mask: tuple[int, int], signatures: set[int]) -> set[int]:
    """Signatures that must be thinkable for a condition that nobody meets: its count is 0, not nothing.

    They are those of the people in the population, who meet it too; one of its own where there are none.
    """
    yes, no = mask
    if any(one & (yes | no) == yes for one in signatures):
        return set()
    population = yes & -yes
    return {(one | yes) & ~no for one in signatures if one & population} or {yes}
