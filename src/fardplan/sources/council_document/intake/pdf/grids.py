"""Tables that are drawn with rules: which cell each word of a page stands in."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from .asking import Page, Word
from .level_rules import Rule, level_tables

_NEAR = 3.0  # points: rules so near each other are one
_THIN = 2.5
_MOST_RULES = 4000  # a page; a drawing has more
_FEWEST_WALLS = 3  # of a table: a box has two
_SMALLEST = 8.0  # points: what is smaller is no cell


@dataclass(slots=True)
class CellWords:
    """A cell of a drawn table: its place, what it spans, and the words in it."""

    row: int
    column: int
    rows: int
    columns: int
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A drawn table: the lines between its columns from the left and between its rows from the top."""

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], CellWords]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def place(self, word: Word) -> CellWords | None:
        """The cell that a word stands in, by its middle."""
        middle, height = (word.left + word.right) / 2, word.base + word.size / 4
        if not (self.xs[0] <= middle <= self.xs[-1] and self.bottom <= height <= self.top):
            return None
        column = min(bisect_right(self.xs, middle), len(self.xs) - 1) - 1
        row = min(bisect_right([-y for y in self.ys], -height), len(self.ys) - 1) - 1
        return self.cells.get((max(row, 0), max(column, 0)))


def grids_on(page: Page) -> tuple[list[Grid], list[Word]]:
    """The drawn tables of a page, from the top, and the words that stand in none."""
    grids = _grids(page) if 2 < len(page.rules) <= _MOST_RULES else []
    rest = []
    for word in page.words:
        cell = next((cell for grid in grids if (cell := grid.place(word)) is not None), None)
        if cell is None:
            rest.append(word)
        else:
            cell.words.append(word)
    return grids, rest


def _grids(page: Page) -> list[Grid]:
    upright = [
        rule for rule in page.rules if rule[2] - rule[0] <= _THIN and rule[3] - rule[1] >= _SMALLEST / 2
    ]
    level = [rule for rule in page.rules if rule[3] - rule[1] <= _THIN and rule[2] - rule[0] >= _SMALLEST / 2]
    found = []
    for bottom, top, within in _stretches(upright):
        beside = [rule for rule in level if bottom - _NEAR <= rule[1] <= top + _NEAR]
        for xs in _side_by_side(_joined((rule[0] + rule[2]) / 2 for rule in within), beside):
            floors = [rule for rule in beside if rule[0] < xs[-1] and rule[2] > xs[0]]
            ys = _joined((rule[1] + rule[3]) / 2 for rule in floors)[::-1]
            if len(xs) >= _FEWEST_WALLS and len(ys) >= 2:
                walls = [rule for rule in within if xs[0] - _NEAR <= rule[0] <= xs[-1] + _NEAR]
                found.append(Grid(xs, ys, _cells(xs, ys, walls, floors)))
                taken = set(floors)
                level = [rule for rule in level if rule not in taken]
    for xs, ys in level_tables(level, page.words):
        found.append(Grid(xs, ys, _every_cell(xs, ys)))
    return sorted(found, key=lambda grid: -grid.top)


def _side_by_side(xs: Sequence[float], level: Sequence[Rule]) -> list[list[float]]:
    """The walls of each table: two that no level rule joins are those of boxes beside each other."""
    groups: list[list[float]] = []
    for before, wall in zip([None, *xs], xs, strict=False):
        joined = before is not None and any(rule[0] <= (before + wall) / 2 <= rule[2] for rule in level)
        groups[-1:] = [[*groups[-1], wall]] if joined else [*groups[-1:], [wall]]
    return groups


def _every_cell(xs: Sequence[float], ys: Sequence[float]) -> dict[tuple[int, int], CellWords]:
    places = product(range(len(ys) - 1), range(len(xs) - 1))
    return {(row, column): CellWords(row, column, 1, 1) for row, column in places}


def _stretches(upright: Sequence[Rule]) -> Iterable[tuple[float, float, list[Rule]]]:
    """Heights over which upright rules follow on each other without a break, from the top."""
    within: list[Rule] = []
    low = 0.0
    for rule in sorted(upright, key=lambda rule: -rule[3]):
        if within and rule[3] < low - _NEAR:
            yield low, max(one[3] for one in within), within
            within = []
        low = min(low, rule[1]) if within else rule[1]
        within.append(rule)
    if within:
        yield low, max(one[3] for one in within), within


def _joined(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _cells(
    xs: Sequence[float], ys: Sequence[float], upright: Sequence[Rule], level: Sequence[Rule]
) -> dict[tuple[int, int], CellWords]:
    """Each place of the grid by its cell: places that no rule parts are one cell."""
    walls, floors = _by_place(upright, xs, 0), _by_place(level, ys, 1)
    cells: dict[tuple[int, int], CellWords] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            beside = cells.get((row, column - 1))
            above = cells.get((row - 1, column))
            if beside is not None and not _stands(walls[column], (top + bottom) / 2):
                cells[row, column] = beside
                beside.columns = max(beside.columns, column - beside.column + 1)
            elif above is not None and not _stands(floors[row], (left + right) / 2):
                cells[row, column] = above
                above.rows = row - above.row + 1
            else:
                cells[row, column] = CellWords(row, column, 1, 1)
    return cells


def _by_place(
    rules: Sequence[Rule], places: Sequence[float], axis: int
) -> dict[int, list[tuple[float, float]]]:
    """What each line of the grid covers, as stretches along it."""
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    along = 1 - axis
    for rule in rules:
        middle = (rule[axis] + rule[axis + 2]) / 2
        at = min(range(len(places)), key=lambda one: abs(places[one] - middle))
        found[at].append((rule[along], rule[along + 2]))
    return found


def _stands(stretches: Sequence[tuple[float, float]], place: float) -> bool:
    return any(start - _NEAR <= place <= end + _NEAR for start, end in stretches)
