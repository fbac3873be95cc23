"""Which body carries which strategy, year after year."""

from datetime import date

from fardplan.simulation.city_at_work.city import Body, TargetArea, WorkingCity
from fardplan.simulation.city_at_work.general import words_for

MOST_BY_KIND, MOST_BY_NAME = 2, 3
"""Strategies of one target area that a body carries at most: as one of its kind, and asked by name."""


def taking_part(city: WorkingCity, year: int) -> tuple[Body, ...]:
    """The bodies that plan for a year: those that are there when it begins."""
    return tuple(body for body in city.bodies if body.is_there(date(year, 1, 1)))


def carriers(city: WorkingCity, area: TargetArea, year: int) -> dict[str, tuple[str, ...]]:
    """For each body that plans for the year, the strategies of a target area that it carries, if any.

    Bodies of a kind share what the kind carries between them, so that every strategy has somebody and not
    everybody does everything; the same body carries the same every year.
    """
    found: dict[str, list[str]] = {body.key: [] for body in taking_part(city, year)}
    for number, body in enumerate(city.bodies):
        if body.key not in found:
            continue
        named = {item.key: words_for(city, area, item).carried_by for item in area.strategies}
        own = [key for key, by in named.items() if body.key in by][:MOST_BY_NAME]
        turned = area.strategies[number % max(1, len(area.strategies)) :] + area.strategies
        shared = [item.key for item in turned if body.kind in named[item.key]]
        found[body.key] = own or list(dict.fromkeys(shared))[:MOST_BY_KIND]
    order = [strategy.key for strategy in area.strategies]
    return {key: tuple(sorted(carried, key=order.index)) for key, carried in found.items()}
