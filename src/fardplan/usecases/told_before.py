"""What earlier releases told of a table that is to be protected again, and what they kept hidden."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from fardplan.disclosure.audit import told_of
from fardplan.disclosure.audit.told import Told
from fardplan.disclosure.corrections import tells_of_few
from fardplan.disclosure.rules import COUNTED, NUMERATOR, POPULATION, REST
from fardplan.disclosure.tables import CellKey, LinkedCells, Mask
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Observation, Status


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """What earlier editions told of the cells of a table, and what not.

    `shown`: numbers that readers have, by cell; one that they know roughly (the numerator of a rounded share)
    is taken as known: they have less, never more. `withheld`: cells that were hidden and never shown since.
    `corrected`: whether the register says another number now than one that was told; `slightly`: whether it
    does so by so few that telling it anew would tell of them (see `disclosure.corrections`). `steady`:
    whether the rules are those of then.
    """

    shown: Mapping[CellKey, int] = field(default_factory=dict)
    withheld: frozenset[CellKey] = frozenset()
    corrected: bool = False
    slightly: bool = False
    steady: bool = False

    def stays_hidden(self, cells: LinkedCells) -> Mask | None:
        """What may not be shown now either, shape (cells,); None where there is nothing of the kind.

        By the same rules the same figures are hidden, so that to count again changes nothing. After a
        correction the two editions are two tables: what one hides the other could tell of those whom the
        correction did not touch, so that both hide the same people, whatever their cell is called. By other
        rules, and nothing corrected, readers are taken to know what was told, and that is enough.
        """
        if not (self.corrected or self.steady) or not self.withheld:
            return None
        of = [
            tuple(dimension.codes[code] for code, dimension in zip(cell, cells.dimensions, strict=True))
            for cell in cells.cells
        ]
        hidden = {people for people, cell in zip(of, cells.cells, strict=True) if cell in self.withheld}
        shown = {people for people, cell in zip(of, cells.cells, strict=True) if cell in self.shown}
        return np.array([people in hidden and people not in shown for people in of], dtype=np.bool_)


def told_before(
    cells: LinkedCells,
    earlier: Iterable[Observation],
    steps: Mapping[str, float],
    *,
    scale: int = 1,
    by_base: Collection[str] = (),
    minimum: int = 0,
) -> ToldBefore:
    """Read the `earlier` figures, of any release, as numbers of the cells of now.

    `earlier`: those whose area, categories and indicator are codes of `cells`, the newest first. `steps`:
    what each indicator's figures are rounded to. `scale`: of how many the cells' whole unit is one (1 for
    persons; 10 where a summed column has a decimal): of other units nothing is taken as known, and all as
    corrected. `by_base`: indicators whose value is no number of persons (means, quantiles, weighted shares),
    so that only the base is. `minimum`: a change by fewer is slight; of other units than one none is.
    """
    now = dict(zip(cells.cells, cells.values.tolist(), strict=True))
    figures = tuple(earlier)
    shown: dict[CellKey, int] = {}
    seen: dict[CellKey, list[tuple[int, int]]] = {}
    corrected = scale != 1 and bool(figures)
    for one in told_of(figures, cells.dimensions, steps, weighted=by_base):
        for cell, (least, most) in _numbers(one).items():
            seen.setdefault(cell, []).append((least, most))
            holds = cell in now and least <= now[cell] <= most
            if scale == 1 and (holds or (least == most and cell not in shown)):
                shown[cell] = now[cell] if holds else least
            corrected |= cell in now and not holds
    withheld = {
        cell
        for item in figures
        if item.status is Status.SUPPRESSED
        for cell in _hidden(item, cells)
        if cell not in seen
    }
    slightly = corrected and scale == 1 and tells_of_few(cells, seen, minimum)
    return ToldBefore(shown, frozenset(withheld), corrected, slightly)


def _numbers(one: Told) -> dict[CellKey, tuple[int, int]]:
    """The least and greatest number of each cell that a figure tells of."""
    if one.base is None:
        return {}
    found = {one.whole: one.bases()}
    if one.part is not None and one.share is not None:
        with suppress(InputError):  # a share that was rounded by another step tells no whole number
            least, most = found[one.part] = one.numerators()
            found[_rest(one.part)] = (one.base - most, one.base - least)
    return found


def _rest(part: CellKey) -> CellKey:
    """The cell of those who are left: anybody can subtract."""
    ending = f".{NUMERATOR}"
    return tuple(f"{code.removesuffix(ending)}.{REST}" if code.endswith(ending) else code for code in part)


def _hidden(item: Observation, cells: LinkedCells) -> tuple[CellKey, ...]:
    """The cells that a suppressed figure does not tell: its parts, and its whole where that is not told."""
    codes = {**dict(item.group.categories), "area": item.area}
    parts = (NUMERATOR, REST) if item.base is not None else (POPULATION, NUMERATOR, REST)
    return tuple(
        tuple(
            f"{item.indicator}.{part}" if one.name == COUNTED else codes.get(one.name, "")
            for one in cells.dimensions
        )
        for part in parts
    )
