"""Those whom one indicator counts and another does not: no figure shows them, and two figures may."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from _attack_meaning import Conditions, less, within

if TYPE_CHECKING:
    from _attack_relations import Known, Names, Place


def add_differences(known: Known, names: Names) -> None:
    """A place for the people between two that are told, where the texts say that one lies within the other.

    Of those that lie within it each number is only taken from the nearest, and only where another indicator
    tells it: groups of one indicator add up without this.
    """
    owners: dict[int, set[str]] = defaultdict(set)
    for series, area, group in known.places:
        owners[known.places[series, area, group]].add(series)
    for area in sorted({place[1] for place in known.places}):
        told = _told_there(known, names, area)
        for outer, inner in _neighbours(told):
            if not owners[known.places[outer]] & owners[known.places[inner]]:
                _between(known, names, outer, inner)


def _told_there(known: Known, names: Names, area: str) -> dict[Place, Conditions]:
    wholes = {whole for whole, _, _ in names.values()}
    found: dict[int, tuple[Place, Conditions]] = {}
    for place, column in known.places.items():
        who = known.counted(*place)
        if place[0] in wholes and place[1] == area and who is not None:
            found.setdefault(column, (place, who))
    return dict(found.values())


def _neighbours(told: dict[Place, Conditions]) -> list[tuple[Place, Place]]:
    inside = {
        one: [two for two, who in told.items() if who != people and within(who, people)]
        for one, people in told.items()
    }
    return [
        (outer, inner)
        for outer, found in inside.items()
        for inner in found
        if not any(inner in inside[middle] for middle in found if middle != inner)
    ]


def _between(known: Known, names: Names, outer: Place, inner: Place) -> None:
    """Outer less inner, for all, those with the trait and those without where both count the same trait."""
    area, labels = outer[1], []
    for one, two, kind in zip(_series(names, outer[0]), _series(names, inner[0]), "NKR", strict=True):
        if one is None or two is None or (kind != "N" and not _alike(known, one, two, outer, inner)):
            continue
        big, small = known.place(one, *outer[1:]), known.place(two, *inner[1:])
        label = f"{one}{_named(outer)} less {two}{_named(inner)} {kind}"
        who, less_who = known.counted(one, *outer[1:]), known.counted(two, *inner[1:])
        if who is None or less_who is None or big == small:
            continue
        known.who[label] = less(who, less_who)
        place = known.place(label, area, ())
        known.sum_of(big, [small, place])
        known.asked.setdefault((label, area, ()), None)
        known.made[label, area, ()] = ((one, *outer[1:]), (two, *inner[1:]))
        labels.append(label)
    if len(labels) == 3:
        known.between.append((labels[0], labels[1], labels[2]))


def _series(names: Names, whole: str) -> tuple[str | None, ...]:
    return next(found for found in names.values() if found[0] == whole)


def _alike(known: Known, one: str, two: str, outer: Place, inner: Place) -> bool:
    """Whether both series part their people by the same trait."""
    mine, yours = known.counted(one, *outer[1:]), known.counted(two, *inner[1:])
    return mine is not None and yours is not None and within(yours, mine)


def _named(place: Place) -> str:
    return "".join(f" {category}" for _, category in place[2])
