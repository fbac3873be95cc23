"""How the areas of one division lie in those of another: by a grid of cells, or by who succeeded whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fardplan.geography.lineage import Lineage
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.errors import InputError, NotFoundError, known

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Grid:
    """Small areas such as basområden or DeSO, each wholly inside one area of every division it is keyed to.

    `people`: shape (cells,), persons, not negative. `keys` names, for each division, the area each cell
    lies in; None is a cell in no area of it. Raises `InputError` when they do not fit together.
    """

    cells: tuple[str, ...]
    people: Floats
    keys: Mapping[str, tuple[str | None, ...]]

    def __post_init__(self) -> None:
        if len(set(self.cells)) != len(self.cells):
            raise InputError("a cell of the grid stands twice")
        if self.people.shape != (len(self.cells),):
            raise InputError(f"{len(self.cells)} cells have {self.people.shape} numbers of people")
        wrong = np.flatnonzero(~(np.isfinite(self.people) & (self.people >= 0)))
        if wrong.size:
            at = int(wrong[0])
            raise InputError(f"the cell '{self.cells[at]}' has {self.people[at]} people")
        for division, key in self.keys.items():
            if len(key) != len(self.cells):
                raise InputError(f"the key to '{division}' has {len(key)} rows for {len(self.cells)} cells")

    def key(self, division: str) -> tuple[str | None, ...]:
        if division not in self.keys:
            raise NotFoundError(
                f"the grid has no key to '{division}'", instead=known(self.keys, asked=division)
            )
        return self.keys[division]

    def people_by_area(self, division: str) -> dict[str, float]:
        """The people of each area, by its cells."""
        areas, index = _numbered(self.key(division))
        placed = index >= 0
        summed = _summed(index[placed], self.people[placed], len(areas))
        return dict(zip(areas, summed.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """Pieces that the areas of two divisions cut each other into.

    `touches[i, j]` tells whether source i has a piece in target j, `people[i, j]` how many live there; None
    when no key tells. `loose[i]`: a part of source i lies in no target. `open[j]`: a part of target j lies
    in no source.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    touches: Flags
    people: Floats | None
    loose: Flags
    loose_people: Floats
    open: Flags

    @property
    def is_whole(self) -> Flags:
        """Which sources lie in one target with all they have."""
        whole: Flags = (self.touches.sum(axis=1) == 1) & ~self.loose
        return whole

    @property
    def source_people(self) -> Floats | None:
        """How many live in each source, those who live in no target among them."""
        if self.people is None:
            return None
        summed: Floats = self.people.sum(axis=1) + self.loose_people
        return summed


def by_cells(grid: Grid, earlier: str, later: str) -> Crosswalk:
    """The crosswalk from one division to another that `grid` has keys to."""
    sources, source = _numbered(grid.key(earlier))
    targets, target = _numbered(grid.key(later))
    shape = (len(sources), len(targets))
    both = (source >= 0) & (target >= 0)
    touches = np.zeros(shape, dtype=np.bool_)
    touches[source[both], target[both]] = True
    people = np.zeros(shape)
    np.add.at(people, (source[both], target[both]), grid.people[both])
    lost, gained = (source >= 0) & (target < 0), (source < 0) & (target >= 0)
    return Crosswalk(
        sources=sources,
        targets=targets,
        touches=touches,
        people=people,
        loose=np.bincount(source[lost], minlength=len(sources)) > 0,
        loose_people=_summed(source[lost], grid.people[lost], len(sources)),
        open=np.bincount(target[gained], minlength=len(targets)) > 0,
    )


def by_succession(
    lineage: Lineage, earlier: Division, later: Division, *, before: date, after: date
) -> Crosswalk:
    """The crosswalk that who succeeded whom gives, from `earlier` on one day to `later` on another.

    Areas that merged are known to the last person. Of one that was divided, or whose version changed
    between the days, no key tells how: it is loose, and its targets are open.
    """
    sources, targets = earlier.areas, later.areas
    touches = np.array(
        [[target in lineage.successors_on(source, after) for target in targets] for source in sources],
        dtype=np.bool_,
    ).reshape(len(sources), len(targets))
    moved = set(lineage.changed(sources, before, after))
    loose = np.array([source in moved for source in sources]) | ~touches.any(axis=1)
    return Crosswalk(
        sources=sources,
        targets=targets,
        touches=touches,
        people=None,
        loose=loose,
        loose_people=np.zeros(len(sources)),
        open=~touches.any(axis=0) | np.array([target in moved for target in targets]),
    )


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """How many live in an area by its cells, and by a source that knows."""

    area: str
    by_cells: float
    known: float

    @property
    def difference(self) -> float:
        """By how large a share of the known people the cells are too many; negative when too few."""
        return (self.by_cells - self.known) / self.known


def check_key(grid: Grid, division: str, known_people: Mapping[str, float]) -> tuple[KeyCheck, ...]:
    """How far a key leads astray: cells that do not follow the areas' borders show as a difference.

    `known_people` are persons of the same day, above 0. Raises `InputError` for an area that the key lacks.
    """
    summed = grid.people_by_area(division)
    for area, people in known_people.items():
        if area not in summed or not people > 0:
            raise InputError(
                f"the key to '{division}' cannot be checked for '{area}' with {people} people",
                instead=known(summed, asked=area),
            )
    return tuple(KeyCheck(area, summed[area], people) for area, people in known_people.items())


def _numbered(key: Sequence[str | None]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The areas of a key in order of code, and the number of each cell's area; -1 for none."""
    areas = tuple(sorted({area for area in key if area is not None}))
    number = {area: position for position, area in enumerate(areas)}
    return areas, np.array([-1 if area is None else number[area] for area in key], dtype=np.intp)


def _summed(index: NDArray[np.intp], people: Floats, count: int) -> Floats:
    return np.bincount(index, weights=people, minlength=count).astype(np.float64)
