"""What a new edition of a series changes: figures revised, withdrawn and added, the largest change first."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from fardplan.vocabulary.observation import Observation


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure that both editions have, and not the same: value, interval, base or status."""

    before: Observation
    after: Observation

    @property
    def change(self) -> float | None:
        """How much more it is now, in its unit; None where one of the two is no number."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def size(self) -> float:
        """By which revisions are ordered: a number that came or went is larger than any that moved."""
        change = self.change
        if change is not None:
            return abs(change)
        return inf if self.before.status is not self.after.status else 0.0


@dataclass(frozen=True, slots=True)
class Revisions:
    """What one edition has otherwise than the one before. `same` counts figures that are as they were.

    `revised`: the largest change first. `withdrawn` and `added`: by area, group and period.
    """

    revised: tuple[Revised, ...]
    withdrawn: tuple[Observation, ...]
    added: tuple[Observation, ...]
    same: int

    @property
    def any(self) -> bool:
        return bool(self.revised or self.withdrawn or self.added)


def revisions(before: Iterable[Observation], after: Iterable[Observation]) -> Revisions:
    """What `after` has otherwise than `before`, cell by cell. What is said of the source plays no part."""
    old, new = ({item.cell: item for item in edition} for edition in (before, after))
    both = [Revised(old[cell], new[cell]) for cell in old if cell in new]
    revised = [pair for pair in both if _figure(pair.before) != _figure(pair.after)]
    return Revisions(
        revised=tuple(sorted(revised, key=lambda pair: (-pair.size, _place(pair.after)))),
        withdrawn=tuple(sorted((old[cell] for cell in old if cell not in new), key=_place)),
        added=tuple(sorted((new[cell] for cell in new if cell not in old), key=_place)),
        same=len(both) - len(revised),
    )


def _figure(item: Observation) -> tuple[object, ...]:
    return item.value, item.lower, item.upper, item.base, item.status


def _place(item: Observation) -> tuple[object, ...]:
    return item.indicator, item.area, item.group, item.period
