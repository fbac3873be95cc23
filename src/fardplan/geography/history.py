"""From one division of a city to another: by a grid of small areas, else by who succeeded whom."""

from dataclasses import dataclass
from datetime import date

from fardplan.geography.crosswalk import Crosswalk, Grid, by_cells, by_succession
from fardplan.geography.lineage import Lineage
from fardplan.vocabulary.area import Division


@dataclass(frozen=True, eq=False)
class AreaHistory:
    """The areas of a city through time, and where they were cut the grid that tells how."""

    lineage: Lineage
    grid: Grid | None = None

    def rivals(self, target: Division) -> tuple[Division, ...]:
        """The divisions into areas of the same kind, the target among them, the newest last."""
        kind = self.lineage.area(target.areas[0]).kind
        same = (item for item in self.lineage.divisions if self.lineage.area(item.areas[0]).kind is kind)
        return tuple(sorted(same, key=lambda item: item.valid_from or date.min))

    def crosswalk(self, source: Division, target: Division, day: date) -> Crosswalk:
        """How the areas of `source`, as they were on `day`, lie in those of `target`.

        Statistics keep a division longer than the boards do: a day after its time is taken as its last.
        """
        if self.grid and {source.code, target.code} <= self.grid.keys.keys():
            return by_cells(self.grid, source.code, target.code)
        before, after = _within(source, day), _within(target, date.max)
        return by_succession(self.lineage, source, target, before=before, after=after)


def _within(division: Division, day: date) -> date:
    """The day itself, or the nearest on which the division held."""
    if division.valid_to and day > division.valid_to:
        return division.valid_to
    return max(day, division.valid_from) if division.valid_from else day
