"""The rules of a register: which counts could tell on somebody, and how much must stay open about them."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from fardplan.disclosure.tables import CellKey, LinkedCells, Mask, Needs
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.privacy import ProtectionMethod, RoundingWay
from fardplan.vocabulary.text import Text

COUNTED = "counted"
"""The dimension that tells the conditions of indicators apart."""

POPULATION, NUMERATOR, REST = "population", "numerator", "rest"


class WholeGroup(Frozen):
    """A rule for groups all of whom share a trait, so that a figure tells it of each of them.

    It matters for groups of at least `smallest` persons, and of at most `largest` where that is given.
    `indicators` are those it holds for; empty means all of the register.
    """

    applies: bool = True
    smallest: Annotated[int, Field(ge=1)] = 1
    largest: Annotated[int, Field(ge=1)] | None = None
    indicators: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> "WholeGroup":
        if self.largest is not None and self.largest < self.smallest:
            raise ValueError(f"groups from {self.smallest} up to {self.largest} persons: there are none")
        return self

    def matters(self, indicator: str, group: int) -> bool:
        """Whether a group of that many persons, all alike in what the indicator counts, is protected.

        A group of nobody never is, since `smallest` is at least 1.
        """
        return (
            self.applies
            and self.smallest <= group
            and (self.largest is None or group <= self.largest)
            and (not self.indicators or indicator in self.indicators)
        )


class Dominance(Frozen):
    """The (n, k) rule: a sum is sensitive when its `n` largest contributors make more than `k` per cent."""

    n: Literal[1, 2] = 1
    k: Annotated[float, Field(gt=0, lt=100)] = 75.0


class Magnitudes(Frozen):
    """Rules for sums (dwellings of projects, employed of workplaces), which several contributors share.

    `p_percent`: no contributor may be able to estimate another to within that per cent of its value. A sum of
    fewer than `contributors` is sensitive whatever its size; it must then stay open by `safety` per cent to
    either side, where no other rule asks for more.
    """

    dominance: Dominance | None = None
    p_percent: Annotated[float, Field(gt=0, le=100)] | None = 10.0
    contributors: Annotated[int, Field(ge=1)] = 3
    safety: Annotated[float, Field(gt=0)] = 15.0


class Noise(Frozen):
    """How cell-key perturbation moves counts.

    By at most `maximum` with variance `variance`; no count from 1 to `smallest - 1` is shown.
    """

    maximum: Annotated[int, Field(ge=1, le=20)] = 5
    variance: Annotated[float, Field(gt=0)] = 3.0
    smallest: Annotated[int, Field(ge=1, le=20)] = 3


class Rounding(Frozen):
    """To which multiples counts are rounded, and how."""

    base: Annotated[int, Field(ge=2, le=100)] = 5
    way: RoundingWay = RoundingWay.CONTROLLED


class DisclosureRules(Frozen):
    """What protects the people of a register.

    `minimum` is the smallest count, other than 0, that may be shown. `lower` and `reach` say how much must
    stay open about a smaller one: values at or below `lower` and at or above `reach` (the minimum unless
    given). A share is told of at least `minimum_base` persons. `full_cells`: everybody in a group has the
    trait an indicator counts; `zero_cells`: nobody has it. Noise cannot hide the first, since numerator and
    population are moved alike: with `cell_key` it is off, and an error to ask for. `basis` says on whose
    decision or practice the rules rest. The reasons are in `docs/methods/disclosure-rules.md`.
    """

    method: ProtectionMethod = ProtectionMethod.SUPPRESSION
    minimum: Annotated[int, Field(ge=1, le=1000)] = 5
    lower: Literal[0, 1] = 1
    reach: Annotated[int, Field(ge=1)] | None = None
    minimum_base: Annotated[int, Field(ge=0)] = 0
    zero_cells: WholeGroup = WholeGroup(applies=False)
    full_cells: WholeGroup = WholeGroup()
    magnitudes: Magnitudes = Magnitudes()
    noise: Noise = Noise()
    rounding: Rounding = Rounding()
    basis: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _off_with_noise(cls, told: object) -> object:
        if isinstance(told, dict) and told.get("method") == ProtectionMethod.CELL_KEY:
            return {"full_cells": WholeGroup(applies=False), **told}
        return told

    @model_validator(mode="after")
    def _possible_with_noise(self) -> "DisclosureRules":
        if self.method is ProtectionMethod.CELL_KEY and self.full_cells.applies:
            raise ValueError(
                "'full_cells' asks to hide that everybody in a group has the trait, and noise ('cell_key') "
                "moves the group and those who have it alike: choose suppression or rounding, or "
                "leave the rule out"
            )
        return self

    @model_validator(mode="after")
    def _open_enough(self) -> "DisclosureRules":
        if self.reach is not None and self.reach < self.minimum:
            raise ValueError(
                f"a count below {self.minimum} is hidden, yet known to be below {self.minimum} when it need "
                f"only reach {self.reach}: 'reach' is at least the minimum"
            )
        return self

    @property
    def upper(self) -> int:
        """What a hidden count must be able to be, at least."""
        return self.reach or self.minimum


def needs_of(cells: LinkedCells, rules: DisclosureRules) -> Needs:
    """Which counts are sensitive by `rules`, and how wide each must stay open.

    A count is sensitive when it lies from 1 to `minimum - 1`; when it is the 0 of a group whose others all
    share a trait that is protected; or when it belongs to a share of fewer than `minimum_base` persons. The
    group's size is read from the cell `<indicator>.population` of the same area and breakdown, and for a
    group that only a difference of conditions tells from the cell that `traits` finds. Where a reader knows
    that size, nothing is asked beyond it. Cells that a reader knows are among them; what has been told cannot
    be taken back, see `protecting`.
    """
    values = cells.values
    sensitive = (values > 0) & (values < rules.minimum)
    lower = np.where(values > 0, rules.lower, 0).astype(np.int64)
    upper = np.maximum(values, rules.upper).astype(np.int64)
    for cell, population in _parts_of_shares(cells).items():
        group = int(values[population])
        indicator, part = _condition(cells, cell)
        rule = rules.zero_cells if part == NUMERATOR else rules.full_cells
        if values[cell] == 0 and rule.matters(indicator, group):
            sensitive[cell] = True
            upper[cell] = rules.upper
        if 0 < group < rules.minimum_base and not sensitive[cell]:
            sensitive[cell] = True
            lower[cell] = max(0, values[cell] - rules.minimum)
            upper[cell] = min(group, values[cell] + rules.minimum)
        if cells.known[population] and upper[cell] > group:
            upper[cell] = max(group, 1)
            lower[cell] = min(lower[cell], upper[cell] - 1)
    for cell, group in _told_alike(cells, rules):
        sensitive[cell], lower[cell] = True, 0
        upper[cell] = min(rules.upper, group) if cells.known[cell] else rules.upper
    return Needs(sensitive, np.minimum(lower, values), np.maximum(upper, values))


def known_from_earlier(cells: LinkedCells, earlier: Mapping[CellKey, int]) -> LinkedCells:
    """`cells` with those marked known that an earlier publication showed with the same value.

    `earlier`: cells as published of the same register and period. Also known is every cell of the same
    people under another name. A figure that was corrected since is not known: the earlier value is another.
    """
    told = np.array(
        [earlier.get(cell) == value for cell, value in zip(cells.cells, cells.values.tolist(), strict=True)],
        dtype=np.bool_,
    )
    return LinkedCells(cells.dimensions, cells.cells, cells.values, _alike(cells, cells.known | told))


def enough_for_quantile(persons: int, at: float, minimum: int) -> bool:
    """Whether a quantile is told of enough persons: at least `minimum` at or below it, and at or above it.

    A quantile is somebody's own value. With as many on either side nobody can tell whose.
    """
    return round(persons * min(at, 1 - at), 9) >= minimum


Trait = tuple[str, str, str]
"""A group that another is a part of, the indicator whose trait parts it, and which part the other is."""


def traits(codes: Mapping[str, frozenset[str]]) -> dict[str, tuple[Trait, ...]]:
    """For each code of conditions, the groups in which it is just those with a trait, or without it.

    `codes`: leaves of `<indicator>.population`, `.numerator`, `.rest`, and of differences of them. The newly
    arrived are a difference of two populations, and those of them who are eligible one of two numerators.
    """
    named: dict[frozenset[str], list[str]] = {}
    for code, leaves in codes.items():
        named.setdefault(leaves, []).append(code)
    found: dict[str, list[Trait]] = {}
    indicators = [code.removesuffix(f".{NUMERATOR}") for code in codes if code.endswith(f".{NUMERATOR}")]
    for indicator in (one for one in indicators if not one.startswith("=")):
        people = codes[f"{indicator}.{POPULATION}"]
        inside = [(whole, leaves) for whole, leaves in codes.items() if leaves <= people]
        for part in (NUMERATOR, REST):
            having = codes[f"{indicator}.{part}"]
            for whole, leaves in inside:
                for one in named.get(leaves & having, ()) if not leaves <= having else ():
                    found.setdefault(one, []).append((whole, indicator, part))
    return {code: tuple(wholes) for code, wholes in found.items()}


def _told_alike(cells: LinkedCells, rules: DisclosureRules) -> Iterator[tuple[int, int]]:
    """Zeros of groups that differences tell, all of whom have or lack a trait; with the group's size."""
    place = _counted_at(cells)
    if place is None or not any(code.startswith("=") for code in cells.dimensions[place].codes):
        return
    of = traits(cells.dimensions[place].codes)
    index = {cell: number for number, cell in enumerate(cells.cells)}
    for number in np.flatnonzero(cells.values == 0).tolist():
        cell = cells.cells[number]
        for whole, indicator, part in of.get(cell[place], ()):
            at = index.get((*cell[:place], whole, *cell[place + 1 :]))
            rule = rules.zero_cells if part == NUMERATOR else rules.full_cells
            if at is not None and rule.matters(indicator, int(cells.values[at])):
                yield number, int(cells.values[at])


def _parts_of_shares(cells: LinkedCells) -> dict[int, int]:
    """For each numerator and rest, the cell of the population it is a part of, where there is one."""
    place = _counted_at(cells)
    if place is None:
        return {}
    index = {cell: number for number, cell in enumerate(cells.cells)}
    found: dict[int, int] = {}
    for number, cell in enumerate(cells.cells):
        indicator, _, part = cell[place].rpartition(".")
        if part in (NUMERATOR, REST):
            whole = (*cell[:place], f"{indicator}.{POPULATION}", *cell[place + 1 :])
            if whole in index:
                found[number] = index[whole]
    return found


def _counted_at(cells: LinkedCells) -> int | None:
    return next((i for i, dimension in enumerate(cells.dimensions) if dimension.name == COUNTED), None)


def _condition(cells: LinkedCells, cell: int) -> tuple[str, str]:
    place = _counted_at(cells)
    indicator, _, part = cells.cells[cell][place or 0].rpartition(".")
    return indicator, part


def _alike(cells: LinkedCells, known: Mask) -> Mask:
    people = [
        tuple(dimension.codes[code] for code, dimension in zip(cell, cells.dimensions, strict=True))
        for cell in cells.cells
    ]
    told = {people[number] for number in np.flatnonzero(known)}
    return np.array([group in told for group in people], dtype=np.bool_)
