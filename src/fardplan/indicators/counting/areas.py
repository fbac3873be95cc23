"""Which codes of a register lie in which areas of a city, then and now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fardplan.vocabulary.area import Area, AreaKind, Division
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.period import Period

NOWHERE = ""
"""The leaf of those who belong to the city and to no smaller area, or to none that is known."""

Codes = frozenset[str]

INSIDE = (AreaKind.PART, AreaKind.DISTRICT, AreaKind.SMALL)
"""Kinds of areas that lie inside a city."""


@dataclass(frozen=True, slots=True)
class Lying:
    """That a code lies in an area from one day to another, both included; None is always."""

    code: str
    area: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class AreaSets:
    """The areas of a city as sets of a register's area codes.

    `lyings`: every area that a code lies in, the larger ones too. `unplaced`: codes of those who belong to
    the city and to no smaller area. Made by `area_sets`.
    """

    city: str
    lyings: tuple[Lying, ...]
    divisions: tuple[Division, ...]
    unplaced: Codes = frozenset()
    _by_area: Mapping[str, tuple[Lying, ...]] = field(init=False, repr=False, compare=False)
    _existed: Mapping[str, tuple[date, date]] = field(init=False, repr=False, compare=False)
    _codes: dict[tuple[str, date], Codes] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_area: dict[str, list[Lying]] = {}
        for lying in self.lyings:
            by_area.setdefault(lying.area, []).append(lying)
        existed = {
            area: (
                min(lying.valid_from or date.min for lying in lyings),
                max(lying.valid_to or date.max for lying in lyings),
            )
            for area, lyings in by_area.items()
        }
        object.__setattr__(self, "_by_area", {area: tuple(items) for area, items in by_area.items()})
        object.__setattr__(self, "_existed", existed)

    @property
    def known(self) -> Codes:
        """Every code that is an area at any time, or stands for none."""
        return frozenset(lying.code for lying in self.lyings) | self.unplaced

    def known_on(self, day: date) -> Codes:
        """The codes that lie in some area on a day; the others were of another time."""
        return frozenset(lying.code for lying in self.lyings if lying.holds_on(day)) | self.unplaced

    def division(self, code: str) -> Division:
        """Raises `InputError` with those there are."""
        found = next((item for item in self.divisions if item.code == code), None)
        if found is None:
            instead = known((item.code for item in self.divisions), asked=code)
            raise InputError(f"there is no division '{code}'", instead=instead)
        return found

    def told(self, period: Period, divisions: Iterable[str], *, recounted: bool = True) -> tuple[str, ...]:
        """The areas that figures of a period are told for: the city and the areas of the divisions.

        Without `recounted` only divisions that hold on the period's last day.
        """
        held = self.held(period, divisions, recounted=recounted)
        inside = [area for code in held for area in self.division(code).areas]
        return (self.city, *dict.fromkeys(area for area in inside if self.codes(area, period.end)))

    def held(self, period: Period, divisions: Iterable[str], *, recounted: bool) -> tuple[str, ...]:
        """Those of the divisions that are told of: all, or without `recounted` those of the last day."""
        return tuple(code for code in divisions if recounted or self.division(code).holds_on(period.end))

    def codes(self, area: str, day: date) -> Codes:
        """The codes that lie in an area on a day, or on the nearest day that the area existed."""
        then = self.borders_of(area, day) or day
        if (area, then) not in self._codes:
            lyings = self._by_area.get(area, ())
            self._codes[area, then] = frozenset(lying.code for lying in lyings if lying.holds_on(then))
        return self._codes[area, then]

    def borders_of(self, area: str, day: date) -> date | None:
        """The nearest day that an area existed, where it did not exist on `day`; else None."""
        first, last = self._existed.get(area, (day, day))
        return None if first <= day <= last else min(max(day, first), last)

    def leaves(self, periods: Sequence[Period], divisions: Iterable[str]) -> dict[str, str]:
        """For each code its leaf: codes that are in the same areas in all of `periods` share one.

        A leaf bears the name of its first code. Codes that lie in none of the areas are left out.
        """
        areas = sorted({area for code in divisions for area in self.division(code).areas})
        places: dict[str, list[tuple[date, str]]] = {}
        for day in sorted({period.end for period in periods}):
            for area in areas:
                for code in self.codes(area, day):
                    places.setdefault(code, []).append((day, area))
        first: dict[tuple[tuple[date, str], ...], str] = {}
        return {code: first.setdefault(tuple(places[code]), code) for code in sorted(places)}

    def sets(
        self, period: Period, divisions: Sequence[str], leaves: Mapping[str, str]
    ) -> dict[str, frozenset[str]]:
        """Every area of the divisions, and what a reader can subtract, as sets of leaves, in a period.

        The city holds all leaves and `NOWHERE`. What of an area lies in none of a division's areas inside it
        is `<area>-<division>`, unless it is nothing or already there under another name.
        """
        city = frozenset(leaves.values()) | {NOWHERE}
        found = {self.city: city}
        inside: dict[str, list[str]] = {}
        for code in divisions:
            inside[code] = []
            for area in self.division(code).areas:
                codes = frozenset(leaves[one] for one in self.codes(area, period.end) if one in leaves)
                if codes:
                    found.setdefault(area, codes)
                    inside[code].append(area)
        named = dict(found)
        for area, whole in named.items():
            for code, parts in inside.items():
                smaller = [named[part] for part in parts if named[part] <= whole]
                rest = whole.difference(*smaller)
                if smaller and rest and rest not in found.values():
                    found[f"{area}-{code}"] = rest
        return found


def area_sets(
    city: str,
    areas: Iterable[Area],
    divisions: Iterable[Division],
    lyings: Iterable[Lying] | None,
    unplaced: Iterable[str] = (),
) -> AreaSets:
    """The areas of `city` as sets of codes.

    `lyings` name at least the smallest area that a code lies in, as a register's area key does; the larger
    ones follow from `areas`. None: the codes are the city's areas themselves.
    """
    of_city = {area.code: area for area in areas if area.kind in INSIDE}
    if lyings is None:
        lyings = [
            Lying(area.code, area.code, version.valid_from, version.valid_to)
            for area in of_city.values()
            for version in area.versions
        ]
    every = [
        Lying(lying.code, area, lying.valid_from, lying.valid_to)
        for lying in lyings
        for area in _upwards(lying.area, of_city)
    ]
    return AreaSets(city, tuple(dict.fromkeys(every)), tuple(divisions), frozenset(unplaced))


def _upwards(code: str, areas: Mapping[str, Area]) -> tuple[str, ...]:
    """The area and everything of the city that it is part of; what is no area of the city is nothing."""
    found: list[str] = []
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if one in areas and one not in found:
            found.append(one)
            waiting += areas[one].part_of
    return tuple(found)
