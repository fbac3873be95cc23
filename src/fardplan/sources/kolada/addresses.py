"""The addresses that together ask Kolada for everything once, with the fewest pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

MOST_IDS = 25
"""So many ids Kolada takes in one segment of an address."""

MOST_A_PAGE = 5000
EVERY_PLACE = 4_000
"""Municipalities, regions and groups of them (3,942 in 2026), whose values come where no place is named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: `what` is data of a `place` (municipality) or oudata of one (ou)."""

    what: str
    place: str
    kpis: Sequence[str]
    places: Sequence[str]
    years: Sequence[int]
    changes: bool = False
    """Whether only what has changed is asked for: seldom more than a year of a key figure."""


def addresses(wanted: Wanted) -> Iterator[str]:
    """Paths, each with ids in segments that Kolada takes; an id that is given twice is asked for once.

    None at all where no key figure is named. Where a path names no place, values of other places come too.
    """
    if not wanted.kpis:
        return
    places = tuple(dict.fromkeys(wanted.places))
    written = tuple(dict.fromkeys(str(year) for year in wanted.years))
    for few in parts(tuple(dict.fromkeys(wanted.kpis))):
        named = _places_named(wanted, len(few), len(places), len(written))
        for of in parts(places, named) if named else ((),):
            for when in parts(written):
                yield "/".join(
                    (wanted.what, *_segment("kpi", few), *_segment(wanted.place, of), *_segment("year", when))
                )


def parts(ids: Sequence[str], most: int = MOST_IDS) -> list[tuple[str, ...]]:
    """The ids in order, so many at most together; one part that names none where there are none."""
    return [tuple(ids[start : start + most]) for start in range(0, len(ids), most)] or [()]


def _segment(name: str, ids: Sequence[str]) -> tuple[str, ...]:
    return (name, ",".join(ids)) if ids else ()


def _places_named(wanted: Wanted, kpis: int, places: int, years: int) -> int:
    """How many places to name in one address, so that the fewest pages bring all; 0 to name none."""
    named = _at_once(kpis, places, years)
    reckoned = [1] if wanted.changes else [len(when) for when in parts([""] * years)]
    if wanted.place != "municipality" or not all(reckoned):
        return named
    without = sum(ceil(kpis * many * EVERY_PLACE / MOST_A_PAGE) for many in reckoned)
    with_them = sum(_pages(named, kpis * many, places) for many in reckoned)
    return 0 if without < with_them else named


def _at_once(kpis: int, places: int, years: int) -> int:
    """How many places make the fewest pages together, which are full ones, that is."""
    cells = kpis * min(years, MOST_IDS)
    return min(range(MOST_IDS, 0, -1), key=lambda many: _pages(many, cells, places)) if years else MOST_IDS


def _pages(at_once: int, cells: int, places: int) -> int:
    """Pages of `cells` for each of so many places, when so many of them are named in an address."""
    whole, rest = divmod(places, at_once)
    return whole * ceil(at_once * cells / MOST_A_PAGE) + ceil(rest * cells / MOST_A_PAGE)
