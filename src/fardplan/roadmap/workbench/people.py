"""People: how many a change in a share means, and where they live."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.status import Direction


@dataclass(frozen=True, slots=True)
class District:
    """A district's share in per cent and the number of persons in the group."""

    area: str
    share: float
    size: float


@dataclass(frozen=True, slots=True)
class DistrictPeople:
    """How many persons of a district the change means when every district closes the same part of its gap."""

    area: str
    people: float


@dataclass(frozen=True, slots=True)
class People:
    """Persons in the candidate's year for whom something must change.

    `total` is the improvement times the group's size that year, `lower` and `upper` the same at the ends of
    the size's interval, where it has one. `districts` sum to the total, the most first, and `core` is the
    smallest set of them in which half of the persons live.
    """

    total: float
    group_size: float
    districts: tuple[DistrictPeople, ...]
    core: tuple[str, ...]
    lower: float | None = None
    upper: float | None = None


def people(
    improvement: float,
    group_size: float,
    districts: Sequence[District],
    wanted: Direction,
    *,
    interval: tuple[float, float] | None = None,
) -> People:
    """Persons behind an `improvement` (percentage points, wanted direction positive) of a share.

    `interval` is that of the group's size. Each district's distance is to the end of the scale that is
    wanted, 100 or 0. Raises `InputError` on a size below 0 or a share outside 0 to 100.
    """
    for item in districts:
        if item.size < 0 or not 0 <= item.share <= 100:
            raise InputError(f"{item.area}: the share {item.share} of {item.size} persons cannot be")
    points = max(improvement, 0.0) / 100
    total = points * group_size
    distances = {item.area: item.size * _distance(item.share, wanted) for item in districts}
    whole = sum(distances.values())
    parts = [
        DistrictPeople(area, total * distance / whole) for area, distance in distances.items() if whole > 0
    ]
    parts.sort(key=lambda part: (-part.people, part.area))
    lower, upper = (None, None) if interval is None else (points * interval[0], points * interval[1])
    return People(total, group_size, tuple(parts), _core(parts, total), lower, upper)


def _distance(share: float, wanted: Direction) -> float:
    return (100 - share if wanted is Direction.UP else share) / 100


def _core(parts: Sequence[DistrictPeople], total: float) -> tuple[str, ...]:
    found: list[str] = []
    reached = 0.0
    for part in parts:
        if total <= 0 or reached >= total / 2 - 1e-9:
            break
        found.append(part.area)
        reached += part.people
    return tuple(found)
