"""Target areas and strategies."""

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.reports import about
from fardplan.portal.stories import card


def target_area(contents: Contents, here: Address) -> dict[str, object]:
    area = contents.target_area(here.key or "")
    return {
        "area": area,
        "cards": [card(contents, item, here.language) for item in contents.milestones_of(area.key)],
        "strategies": contents.strategies_of(area.key),
        "reports": about(contents.reports, (area.key,), here.language),
    }


def strategies(contents: Contents, here: Address) -> dict[str, object]:
    del here
    return {
        "areas": [
            {"area": area, "strategies": contents.strategies_of(area.key)}
            for area in contents.publication.target_areas
        ],
    }


def strategy(contents: Contents, here: Address) -> dict[str, object]:
    item = next(one for one in contents.publication.strategies if one.key == here.key)
    ordered = contents.strategies_of(item.target_area)
    place = ordered.index(item)
    return {
        "strategy": item,
        "area": contents.target_area(item.target_area),
        "cards": [card(contents, one, here.language) for one in contents.milestones_of(item.target_area)],
        "before": ordered[place - 1] if place else None,
        "after": ordered[place + 1] if place + 1 < len(ordered) else None,
    }
