"""Corrections: what a figure that is told anew tells of those who came in or went out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fardplan.disclosure.differences import differences
from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells

Span = tuple[int, int]
"""The least and greatest number that a reader finds possible."""


def tells_of_few(cells: LinkedCells, earlier: Mapping[CellKey, Sequence[Span]], minimum: int) -> bool:
    """Whether `cells` told after what was told `earlier` tell of changes by some, and fewer than `minimum`.

    `earlier`: what readers think possible of cells, by each edition, the newest first. When 40 and 30 of them
    become 41 and 31, somebody came in who has the trait; when 12 come in, nobody knows who of them has. What
    counts are cells, and what readers get by taking told changes from each other, in every dimension in turn:
    what an area's parts leave over, those of a population and not in its numerator, those whom one indicator
    counts and another does not. A number that readers knew only roughly has changed by few when it has
    whatever it was.
    """
    now = dict(zip(cells.cells, cells.values.tolist(), strict=True))
    changes: dict[CellKey, float] = {}
    for cell, spans in earlier.items():
        if cell not in now:
            continue
        for least, most in spans:
            reach = max(abs(now[cell] - least), abs(now[cell] - most))
            if not least <= now[cell] <= most and reach < minimum:
                return True
            if least == most:
                changes.setdefault(cell, now[cell] - least)
    if not any(changes.values()):
        return False
    for place, dimension in enumerate(cells.dimensions):
        changes = _widened(changes, place, dimension)
    return any(0 < abs(round(change, 6)) < minimum for change in changes.values())


def _widened(changes: Mapping[CellKey, float], place: int, dimension: Dimension) -> dict[CellKey, float]:
    """The changes and, behind them, those of the codes and differences of a dimension that they tell."""
    lines: dict[CellKey, dict[str, float]] = defaultdict(dict)
    for cell, change in changes.items():
        lines[cell[:place] + cell[place + 1 :]][cell[place]] = change
    found = dict(changes)
    for code, terms in _sums(dimension):
        for rest, line in lines.items():
            if all(part in line for part, _ in terms):
                told = sum(times * line[part] for part, times in terms)
                found.setdefault((*rest[:place], code, *rest[place:]), told)
    return found


def _sums(dimension: Dimension) -> Iterator[tuple[str, tuple[tuple[str, float], ...]]]:
    """Codes as sums and differences of others, and groups that no code holds."""
    sets = dimension.codes
    by_size = sorted(sets, key=lambda code: (-len(sets[code]), code))
    for code in by_size:
        for whole in by_size:
            if sets[code] < sets[whole]:
                parts = _filled(sets[whole] - sets[code], by_size, sets)
                if parts is not None:
                    yield code, ((whole, 1.0), *((part, -1.0) for part in parts))
        parts = _filled(sets[code], [one for one in by_size if sets[one] < sets[code]], sets)
        if parts is not None:
            yield code, tuple((part, 1.0) for part in parts)
    for one in differences(dimension):
        yield one.code, one.terms


def _filled(
    left: frozenset[str], by_size: Sequence[str], sets: Mapping[str, frozenset[str]]
) -> list[str] | None:
    """Codes without common leaves that together are `left`, the largest first; None where there are none."""
    taken = []
    for code in by_size:
        if sets[code] <= left:
            taken.append(code)
            left -= sets[code]
        if not left:
            return taken
    return None
