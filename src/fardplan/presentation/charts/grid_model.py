"""What the grid is given."""

from dataclasses import dataclass
from enum import StrEnum

from fardplan.vocabulary.unit import Unit


class GridMark(StrEnum):
    """What can be said of a level and year."""

    WITHIN_REACH = "within_reach"
    AMBITIOUS_PRECEDENTED = "ambitious_precedented"
    UNPRECEDENTED = "unprecedented"
    CANNOT_TELL = "cannot_tell"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A level and year: `probability` and `precedent` from 0 to 1, `people` in persons; None: not known."""

    mark: GridMark
    probability: float | None
    precedent: float | None
    people: float | None
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class GridChart:
    """Levels by years: `rows` hold a row a year, in it a cell a level.

    `title` and `people`, what is counted in the plural, are in the language the chart is drawn in.
    """

    title: str
    unit: Unit
    levels: tuple[float, ...]
    years: tuple[int, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    people: str

    def __post_init__(self) -> None:
        """Refuse a grid that is not whole: `ValueError`, since only a program makes one."""
        if not self.levels or len(self.rows) != len(self.years):
            raise ValueError(f"a grid has levels and a row a year, not {len(self.rows)} rows")
        if any(len(row) != len(self.levels) for row in self.rows):
            raise ValueError(f"each row of the grid has {len(self.levels)} cells, one a level")

    @property
    def counts_people(self) -> bool:
        return any(cell.people is not None for row in self.rows for cell in row)
